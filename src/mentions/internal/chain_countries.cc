// A person who has no country by the article's words is looked up among those of the news.
// What is somebody's has its owner's. What still has none and acts at home, such as a police
// or a parliament, is of the country that the article is about, if it is about one.

#include "mentions/internal/chain_countries.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace avviso {
namespace {

class CountryGiver {
 public:
  CountryGiver(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
               const MentionContext& context, ChainTable* table)
      : syntax_(syntax),
        doc_(syntax.doc()),
        hits_(hits),
        lexicon_(lexicon),
        context_(context),
        table_(*table) {}

  void Run() {
    GivePersons();
    GiveOwnersCountry();
    GiveHomeCountry();
  }

 private:
  // "Ortega's" and "of Ortega".
  TokenId OwnerOf(const ActorDraft& draft) const {
    if (draft.possessor != UINT32_MAX) return draft.possessor;
    // "Ortega's relatives and associates"
    const TokenId head = draft.mention.head;
    if (syntax_.dep(head) == Dep::kConj && draft.mention.tokens.size() == 1) {
      const auto poss = syntax_.Child(syntax_.head(head), Dep::kPoss);
      if (poss) return *poss;
    }
    for (const TokenId child : syntax_.tree().Children(draft.mention.head)) {
      if (syntax_.dep(child) != Dep::kPrep || !syntax_.Is(child, "of")) continue;
      if (const auto object = syntax_.Child(child, Dep::kPobj)) return *object;
    }
    return UINT32_MAX;
  }

  // "Ortega's relatives" are of Ortega's country.
  void GiveOwnersCountry() {
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      const ActorDraft& draft = table_.drafts[i];
      if (table_.chain_of[i] == kNoMention || draft.pronoun) continue;
      const TokenId possessor = OwnerOf(draft);
      Chain& chain = table_.chains[table_.chain_of[i]];
      if (possessor == UINT32_MAX || !chain.country.empty() || table_.draft_at[possessor] == 0)
        continue;
      const uint32_t owner = table_.chain_of[table_.draft_at[possessor] - 1];
      if (owner == kNoMention) continue;
      chain.country = table_.chains[owner].country;
      chain.own_country = !chain.country.empty();
    }
  }

  // Whom the article takes for known.
  void GivePersons() {
    std::optional<int> year;
    if (context_.published && *context_.published < kPresent) {
      year = ToCivil(*context_.published).year;
    }
    for (Chain& chain : table_.chains) {
      if (!chain.person || chain.words.empty()) continue;
      if (chain.own_country && !chain.sector.empty()) continue;
      const PersonRow* person = lexicon_.persons().Find(chain.name, year);
      // "King Salman", "Pope Francis"
      for (size_t i = 0; person == nullptr && i < chain.roles.size(); ++i) {
        person = lexicon_.persons().Find(chain.roles[i] + ' ' + chain.name, year);
      }
      if (person == nullptr || (year && person->from > *year)) continue;
      if (chain.own_country && chain.country != person->country) continue;
      chain.country = person->country;
      chain.own_country = true;
      if (chain.sector.empty()) chain.sector = year && *year > person->to ? "ELI" : person->sector;
    }
  }

  // The country that the article is about: the outlet's own if a quarter of the names
  // of states are its; or three fifths of them; or the outlet's own if it is named,
  // or none is; or more than half.
  // `*sure` if more than a name or two tell so.
  std::string HomeCountry(bool* sure) const {
    std::map<std::string, size_t> counts;
    size_t all = 0;
    for (const Hit& hit : hits_.names()) {
      if (hit.row->kind > NameKind::kCapital) continue;
      ++counts[hit.row->country];
      ++all;
    }
    *sure = true;
    if (all == 0) return context_.home_country;
    std::string top;
    for (const auto& [country, count] : counts) {
      if (count * 2 > all) top = country;
    }
    // A quarter is enough for the country of a paper at home.
    if (counts.contains(context_.home_country) && counts[context_.home_country] * 4 >= all) {
      return context_.home_country;
    }
    if (!top.empty() && counts[top] * 5 >= all * 3) {
      *sure = counts[top] > 2;
      return top;
    }
    if (counts.contains(context_.home_country)) return context_.home_country;
    return top;
  }

  // Whose allies and which sides isn't told by where an article is at home.
  static bool IsRelation(std::string_view noun) {
    return noun == "ally" || noun == "side" || noun == "partner" || noun == "rival" ||
           noun == "opponent" || noun == "neighbour" || noun == "neighbor" || noun == "enemy" ||
           noun == "counterpart";
  }

  void GiveHomeCountry() {
    bool sure = false;
    const std::string home = HomeCountry(&sure);
    if (home.empty()) return;
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      if (table_.chain_of[i] == kNoMention || table_.drafts[i].pronoun) continue;
      Chain& chain = table_.chains[table_.chain_of[i]];
      if (!chain.country.empty() || table_.drafts[i].own_country || !chain.id.empty()) continue;
      if (IsRelation(doc_.Lemma(table_.drafts[i].mention.head))) continue;
      if (chain.kind == ActorMention::Kind::kAgency || chain.kind == ActorMention::Kind::kOutlet ||
          chain.sector == "IGO" || chain.own_country) {
        continue;
      }
      // Persons and companies may be of anywhere; a police or a court is the state's.
      if (!sure && (chain.roles.empty() || chain.person) && !(chain.person && !chain.roles.empty()))
        continue;
      chain.country = home;
    }
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const MentionContext& context_;
  ChainTable& table_;
};

}  // namespace

void GiveCountries(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
                   const MentionContext& context, ChainTable* table) {
  CountryGiver(syntax, hits, lexicon, context, table).Run();
}

}  // namespace avviso
