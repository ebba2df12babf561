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
  CountryGiver(const ChainInput& input, ChainTable* table)
      : syntax_(input.syntax),
        doc_(input.syntax.doc()),
        hits_(input.hits),
        lexicon_(input.lexicon),
        context_(input.context),
        places_(input.places),
        relations_(input.lexicon.patterns().Class("relation-noun")),
        strangers_(input.lexicon.patterns().Class("stranger")),
        table_(*table) {
    place_at_.assign(doc_.token_count(), 0);
    for (size_t p = 0; p < places_.size(); ++p) {
      if (hits_.IsNothing(places_[p].tokens.begin)) continue;
      for (TokenId t = places_[p].tokens.begin; t < places_[p].tokens.end; ++t) {
        place_at_[t] = p + 1;
      }
    }
  }

  void Run() {
    GivePersons();
    GiveOwnersCountry();
    GivePlacesCountry();
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

  static bool MayBeOfAPlace(const Chain& chain) {
    if (!chain.country.empty() || chain.own_country || !chain.id.empty()) return false;
    if (chain.sector == "IGO" || !chain.words.empty()) return false;
    return chain.kind != ActorMention::Kind::kState && chain.kind != ActorMention::Kind::kAgency &&
           chain.kind != ActorMention::Kind::kOutlet;
  }

  // The place in the phrase ("Shanghai police"), or that it hangs from by a preposition
  // ("police in Georgia").
  const PlaceMention* PlaceOf(const ActorDraft& draft) const {
    const TokenRange words = draft.mention.tokens;
    for (TokenId t = words.begin; t < words.end; ++t) {
      if (place_at_[t] == 0) continue;
      const PlaceMention& place = places_[place_at_[t] - 1];
      const bool within = place.tokens.begin >= words.begin && place.tokens.end <= words.end;
      if (within && place.tokens.size() < words.size()) return &place;
    }
    for (const TokenId child : syntax_.tree().Children(draft.mention.head)) {
      if (child < draft.mention.head || syntax_.dep(child) != Dep::kPrep) continue;
      if (!lexicon_.places().Is(PlaceWord::kLocative, doc_.Norm(child)) &&
          doc_.Norm(child) != "of") {
        continue;
      }
      const auto object = syntax_.Child(child, Dep::kPobj);
      if (object && place_at_[*object] != 0) return &places_[place_at_[*object] - 1];
    }
    return nullptr;
  }

  // Those of a place are of its state; of a sea or a continent, of none that is known.
  void GivePlacesCountry() {
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      if (table_.chain_of[i] == kNoMention || table_.drafts[i].pronoun) continue;
      Chain& chain = table_.chains[table_.chain_of[i]];
      if (!MayBeOfAPlace(chain) || table_.drafts[i].own_country) continue;
      const PlaceMention* place = PlaceOf(table_.drafts[i]);
      if (place == nullptr) continue;
      chain.country = place->country;
      chain.own_country = !place->country.empty() || place->unresolved == nullptr;
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

  // How often the article names each state, its people, its bodies and parties, and its
  // towns.
  std::map<std::string, size_t> CountCountries() const {
    std::map<std::string, size_t> counts;
    for (const Hit& hit : hits_.names()) {
      const NameKind kind = hit.row->kind;
      const bool of_state = kind <= NameKind::kCapital || kind == NameKind::kSeat ||
                            kind == NameKind::kParty || kind == NameKind::kArmedGroup;
      if (of_state && !hit.row->country.empty()) ++counts[hit.row->country];
    }
    for (const PlaceMention& place : places_) {
      if (place.country.empty() || place_at_[place.tokens.begin] == 0) continue;
      if (hits_.NameAt(place.tokens.begin) != nullptr) continue;
      if (hits_.NameAt(place.tokens.end - 1) != nullptr) continue;
      // In a line of capitals any word may look like a town.
      if (!syntax_.IsInCapitals(place.tokens.begin)) ++counts[place.country];
    }
    return counts;
  }

  // The country that the article is about: the outlet's own if a quarter of the names
  // of states are its; or three fifths of them; or the outlet's own if it is named,
  // or none is; or more than half.
  // `*sure` if more than a name or two tell so.
  std::string HomeCountry(bool* sure) const {
    std::map<std::string, size_t> counts = CountCountries();
    size_t all = 0;
    std::string top;
    for (const auto& [country, count] : counts) all += count;
    *sure = true;
    if (all == 0) return context_.home_country;
    for (const auto& [country, count] : counts) {
      if (count * 2 > all) top = country;
    }
    const bool named = counts.contains(context_.home_country);
    // A quarter is enough for the country of a paper at home.
    if (named && counts[context_.home_country] * 4 >= all) return context_.home_country;
    if (!top.empty() && counts[top] * 5 >= all * 3) {
      *sure = counts[top] > 2;
      return top;
    }
    return named ? context_.home_country : top;
  }

  // Who isn't at home, or may be of anywhere: "allies", "countries", "foreign troops".
  bool MayBeOfAnywhere(const ActorDraft& draft) const {
    if (draft.state_noun && draft.plural) return true;
    if (relations_.Has(lexicon_.Word(doc_.Lemma(draft.mention.head)))) return true;
    for (TokenId t = draft.mention.tokens.begin; t < draft.mention.head; ++t) {
      if (strangers_.Has(lexicon_.Word(doc_.Norm(t)))) return true;
    }
    return false;
  }

  // "Lawmaker urges Russia to stop": who does something to a state isn't at home there.
  bool FacesState(const ActorDraft& draft, const std::string& country) const {
    const TokenId head = draft.mention.head, verb = syntax_.head(head);
    if (syntax_.dep(head) != Dep::kNsubj || !syntax_.IsVerb(verb)) return false;
    for (const TokenId child : syntax_.tree().Children(verb)) {
      TokenId object = child;
      if (child < verb) continue;
      if (syntax_.dep(child) == Dep::kPrep && syntax_.Is(child, "on")) {
        const auto of_prep = syntax_.Child(child, Dep::kPobj);
        if (!of_prep) continue;
        object = *of_prep;
      } else if (syntax_.dep(child) == Dep::kDobj) {
        // "retaliation on Russia"
        for (const TokenId prep : syntax_.tree().Children(child)) {
          const auto of_prep = syntax_.Child(prep, Dep::kPobj);
          if (of_prep && (syntax_.Is(prep, "on") || syntax_.Is(prep, "against"))) object = *of_prep;
        }
      } else if (syntax_.dep(child) != Dep::kCcomp) {
        continue;
      } else if (const auto subject = syntax_.Child(child, Dep::kNsubj)) {
        object = *subject;  // "urges Russia to stop"
      }
      const Hit* hit = hits_.NameAt(object);
      if (hit != nullptr && hit->row->country == country &&
          (hit->row->kind == NameKind::kCountry || hit->row->kind == NameKind::kCapital)) {
        return true;
      }
    }
    return false;
  }

  void GiveHomeCountry() {
    bool sure = false;
    const std::string home = HomeCountry(&sure);
    if (home.empty()) return;
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      if (table_.chain_of[i] == kNoMention || table_.drafts[i].pronoun) continue;
      Chain& chain = table_.chains[table_.chain_of[i]];
      if (!chain.country.empty() || table_.drafts[i].own_country || !chain.id.empty()) continue;
      if (MayBeOfAnywhere(table_.drafts[i]) || FacesState(table_.drafts[i], home)) continue;
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
  const std::vector<PlaceMention>& places_;
  const WordSet& relations_;
  const WordSet& strangers_;
  std::vector<size_t> place_at_;  // by token, 1-based; 0: none
  ChainTable& table_;
};

}  // namespace

void GiveCountries(const ChainInput& input, ChainTable* table) { CountryGiver(input, table).Run(); }

}  // namespace avviso
