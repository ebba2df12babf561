// Chains are made in one pass from the first mention to the last, as a reader
// does it:
//   a personal name       joins a person whose name it is, or is a part of;
//   a name of the tables  joins its own row;
//   "the president"       joins the one person so far who bears that role;
//   "the court"           joins the last court;
//   a pronoun             its antecedent's (antecedents.h).
// An apposition and its noun are one. A person takes country and sector from
// whichever mention tells them.

#include "mentions/internal/chains.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/fold.h"
#include "mentions/internal/antecedents.h"
#include "mentions/internal/chain_countries.h"
#include "mentions/internal/gender.h"

namespace avviso {
namespace {

class ChainMaker {
 public:
  ChainMaker(const ChainInput& input, std::vector<ActorDraft> drafts)
      : input_(input),
        syntax_(input.syntax),
        doc_(input.syntax.doc()),
        hits_(input.hits),
        table_(std::move(drafts), doc_.token_count()),
        antecedents_(input.syntax, input.lexicon, table_) {}

  std::vector<ActorMention> Run() {
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      if (table_.chain_of[i] == kNoMention) Join(i);
    }
    GiveCountries(input_, &table_);
    std::vector<ActorMention> actors;
    for (size_t i = 0; i < table_.drafts.size(); ++i) {
      if (table_.chain_of[i] == kNoMention) continue;
      actors.push_back(Finish(i));
    }
    return actors;
  }

 private:
  void Join(size_t i) {
    ActorDraft& draft = table_.drafts[i];
    if (draft.pronoun) {
      table_.chain_of[i] = antecedents_.OfPronoun(i);
      if (table_.chain_of[i] != kNoMention) LearnGender(draft, &table_.chains[table_.chain_of[i]]);
      return;
    }
    if (draft.state_noun && !draft.plural) {
      table_.chain_of[i] = antecedents_.LastState(i);
      return;
    }
    uint32_t chain = kNoMention;
    TakeForName(&draft);
    TakeApposed(i);
    if (const uint32_t full = AcronymOf(draft); full != kNoMention) {
      chain = full;
    } else if (!draft.name.empty()) {
      chain = PersonOf(draft);
    } else if (const auto partner = Apposition(i)) {
      chain = *partner;
    } else if (!draft.mention.id.empty() || draft.mention.kind == ActorMention::Kind::kState) {
      chain = RowOf(draft);
    } else if (!draft.roles.empty()) {
      chain = RoleOf(draft);
    } else {
      chain = PhraseOf(draft);
    }
    if (chain == kNoMention) chain = NewChain(draft);
    table_.chain_of[i] = chain;
    Learn(draft, &table_.chains[chain]);
    if (!draft.name.empty()) JoinAppositions(i);
  }

  // A bare name that the model took for something else, but that is a person's
  // whom the article has named before.
  void TakeForName(ActorDraft* draft) const {
    if (!draft->name.empty() || !draft->roles.empty() || !draft->mention.id.empty()) return;
    if (draft->mention.kind == ActorMention::Kind::kState || draft->own_country) return;
    if (syntax_.form(draft->mention.head) != Form::kProper) return;
    draft->name = {draft->mention.head, draft->mention.head + 1};
    if (PersonOf(*draft) == kNoMention) draft->name = {};
  }

  static bool HasRole(const Chain& chain, const std::string& role) {
    return std::find(chain.roles.begin(), chain.roles.end(), role) != chain.roles.end();
  }

  // "the ministry" is the last foreign ministry.
  static bool HasRoleEndingIn(const Chain& chain, const std::string& role) {
    const std::string tail = ' ' + role;
    return std::any_of(chain.roles.begin(), chain.roles.end(),
                       [&](const std::string& longer) { return longer.ends_with(tail); });
  }

  // The chain of a body whose short form stood in brackets behind it: "the Free Farmers
  // Union (FFU)", then "FFU".
  uint32_t AcronymOf(const ActorDraft& draft) {
    const ActorMention& mention = draft.mention;
    if (mention.tokens.size() > 2 || draft.plural || !draft.roles.empty()) return kNoMention;
    const std::string_view form = doc_.Form(mention.head);
    if (form.size() < 2 || form.size() > 8 || form[0] < 'A' || form[0] > 'Z') return kNoMention;
    if (form[1] >= 'a' && form[1] <= 'z') return kNoMention;
    const auto known = acronyms_.find(std::string(form));
    if (known != acronyms_.end()) return known->second;
    const TokenId t = mention.head;
    if (t < 2 || t + 1 >= doc_.token_count() || doc_.Form(t - 1) != "(" ||
        doc_.Form(t + 1) != ")") {
      return kNoMention;
    }
    for (size_t j = 0; j < table_.drafts.size(); ++j) {
      const ActorMention& full = table_.drafts[j].mention;
      if (full.tokens.end != t - 1 || table_.chain_of[j] == kNoMention || table_.drafts[j].pronoun)
        continue;
      if (full.kind != ActorMention::Kind::kOrganisation || full.tokens.size() < 2) continue;
      acronyms_.emplace(form, table_.chain_of[j]);
      return table_.chain_of[j];
    }
    return kNoMention;
  }

  uint32_t NewChain(const ActorDraft& draft) {
    Chain chain;
    chain.name = draft.mention.name;
    chain.kind = draft.mention.kind;
    chain.plural = draft.plural;
    chain.person = draft.mention.kind == ActorMention::Kind::kPerson;
    chain.id = draft.mention.id;
    if (!draft.name.empty()) {
      chain.words = WordsOf(draft.name);
      chain.name = doc_.SpanOf(draft.name).In(doc_.text);
    }
    table_.chains.push_back(std::move(chain));
    return static_cast<uint32_t>(table_.chains.size() - 1);
  }

  void Learn(const ActorDraft& draft, Chain* chain) {
    const ActorMention& mention = draft.mention;
    LearnGender(draft, chain);
    if (!chain->own_country && !mention.country.empty()) {
      chain->country = mention.country;
      chain->own_country = draft.own_country;
    }
    if (chain->sector.empty()) chain->sector = mention.sector;
    for (const std::string& role : draft.roles) {
      if (!HasRole(*chain, role)) chain->roles.push_back(role);
    }
    if (!draft.name.empty()) {
      const auto words = WordsOf(draft.name);
      if (words.size() > chain->words.size()) {
        chain->words = words;
        chain->name = doc_.SpanOf(draft.name).In(doc_.text);
      }
      chain->person = true;
      chain->kind = ActorMention::Kind::kPerson;
    }
  }

  void LearnGender(const ActorDraft& draft, Chain* chain) const {
    if (chain->gender != Gender::kUnknown) return;
    chain->gender = GenderOf(syntax_, input_.lexicon, draft);
  }

  std::vector<std::string> WordsOf(TokenRange name) const {
    std::vector<std::string> words;
    for (TokenId t = name.begin; t < name.end; ++t) {
      const std::string word = Folded(doc_.Form(t));
      if (word != "-") words.push_back(word);
    }
    return words;
  }

  // The one person whose name holds all of these words, or the other way round.
  uint32_t PersonOf(const ActorDraft& draft) const {
    const auto words = WordsOf(draft.name);
    if (words.empty()) return kNoMention;
    uint32_t found = kNoMention;
    for (uint32_t c = 0; c < table_.chains.size(); ++c) {
      const Chain& chain = table_.chains[c];
      if (chain.words.empty()) continue;
      const bool fewer = words.size() <= chain.words.size();
      const auto& part = fewer ? words : chain.words;
      const auto& whole = fewer ? chain.words : words;
      if (words.back() != chain.words.back() && part.size() == 1 && part[0] != whole[0]) continue;
      if (part.size() > 1 && words.back() != chain.words.back()) continue;
      const bool within = std::all_of(part.begin(), part.end(), [&](const std::string& word) {
        return std::find(whole.begin(), whole.end(), word) != whole.end();
      });
      if (within) found = c;  // the last who was named so
    }
    return found;
  }

  // "Serbia's president, Aleksandar Vucic": the chain of the other half.
  std::optional<uint32_t> Apposition(size_t i) const {
    const TokenId head = table_.drafts[i].mention.head;
    const auto chain_at = [&](TokenId t) -> std::optional<uint32_t> {
      if (table_.draft_at[t] == 0) return std::nullopt;
      const size_t other = table_.draft_at[t] - 1;
      if (table_.chain_of[other] == kNoMention || table_.drafts[other].pronoun) return std::nullopt;
      if (table_.drafts[other].name.empty() || table_.drafts[i].plural) return std::nullopt;
      return table_.chain_of[other];
    };
    if (syntax_.dep(head) == Dep::kAppos) return chain_at(syntax_.head(head));
    return std::nullopt;
  }

  // A person who follows the role that introduces it draws it into its chain:
  // by apposition, or hung below "of" ("Prime Minister of Kosovo Albin Kurti").
  void JoinAppositions(size_t i) {
    const TokenId head = table_.drafts[i].mention.head;
    if (syntax_.dep(head) == Dep::kAppos) {
      if (const auto bearer = BearerAbove(i)) MergeInto(i, *bearer);
      return;
    }
    if (syntax_.dep(head) != Dep::kPobj) return;
    const TokenId prep = syntax_.head(head), above = syntax_.head(prep);
    if (!syntax_.Is(prep, "of") || table_.draft_at[above] == 0) return;
    const ActorDraft& other = table_.drafts[table_.draft_at[above] - 1];
    if (other.mention.kind != ActorMention::Kind::kPerson || !other.name.empty()) return;
    // A name of a state has to stand between the two.
    if (table_.drafts[i].name.begin <= prep + 1) return;
    MergeInto(i, above);
    table_.drafts[table_.draft_at[above] - 1].mention.tokens.end =
        table_.drafts[i].mention.tokens.end;
  }

  // The nearest role without a name that the apposition `i` may be hung in: "the leader
  // of the group, X" hangs X from "group".
  std::optional<TokenId> BearerAbove(size_t i) const {
    TokenId t = syntax_.head(table_.drafts[i].mention.head);
    for (int step = 0; step < 3; ++step) {
      if (table_.draft_at[t] != 0) {
        const ActorDraft& above = table_.drafts[table_.draft_at[t] - 1];
        const bool open = above.name.empty() && !above.plural && !above.pronoun;
        const bool person = above.mention.kind == ActorMention::Kind::kPerson ||
                            above.mention.kind == ActorMention::Kind::kUnnamed;
        if (open && person) return t;
      }
      if (syntax_.dep(t) != Dep::kPobj) break;
      const TokenId prep = syntax_.head(t);
      if (syntax_.dep(prep) != Dep::kPrep) break;
      t = syntax_.head(prep);
    }
    return std::nullopt;
  }

  // "a spokesman for the mayor, Abu Example, said": a name in apposition to a role is a
  // person's, whatever the model takes it for.
  void TakeApposed(size_t i) {
    ActorDraft& draft = table_.drafts[i];
    const TokenId head = draft.mention.head;
    if (!draft.name.empty() || !draft.roles.empty() || !draft.mention.id.empty()) return;
    if (syntax_.dep(head) != Dep::kAppos || syntax_.form(head) != Form::kProper) return;
    const TokenRange words = draft.mention.tokens;
    if (words.size() < 2 || words.size() > 4 || words.end != head + 1 || !BearerAbove(i)) return;
    for (TokenId t = words.begin; t < words.end; ++t) {
      if (syntax_.form(t) != Form::kProper || hits_.NameAt(t) || hits_.RoleAt(t)) return;
    }
    draft.name = words;
    draft.mention.kind = ActorMention::Kind::kPerson;
  }

  void MergeInto(size_t i, TokenId other_head) {
    if (table_.draft_at[other_head] == 0) return;
    const size_t other = table_.draft_at[other_head] - 1;
    if (table_.drafts[other].pronoun || table_.drafts[other].plural ||
        !table_.drafts[other].name.empty())
      return;
    if (table_.drafts[other].mention.kind != ActorMention::Kind::kPerson &&
        table_.drafts[other].mention.kind != ActorMention::Kind::kUnnamed) {
      return;
    }
    table_.chain_of[other] = table_.chain_of[i];
    Learn(table_.drafts[other], &table_.chains[table_.chain_of[i]]);
  }

  uint32_t RowOf(const ActorDraft& draft) const {
    for (uint32_t c = 0; c < table_.chains.size(); ++c) {
      const Chain& chain = table_.chains[c];
      if (chain.kind != draft.mention.kind || chain.person) continue;
      if (!draft.mention.id.empty()
              ? chain.id == draft.mention.id
              : chain.country == draft.mention.country && chain.sector == draft.mention.sector) {
        return c;
      }
    }
    return kNoMention;
  }

  // The last bearer of the role that could be meant.
  uint32_t RoleOf(const ActorDraft& draft) const {
    uint32_t found = kNoMention, several = 0;
    for (uint32_t c = 0; c < table_.chains.size(); ++c) {
      const Chain& chain = table_.chains[c];
      if (chain.plural != draft.plural) continue;
      if (!HasRole(chain, draft.roles.front()) &&
          !(draft.definite && !chain.person && draft.mention.tokens.size() <= 2 &&
            HasRoleEndingIn(chain, draft.roles.front()))) {
        continue;
      }
      if (draft.own_country && chain.country != draft.mention.country) continue;
      if (!draft.own_country && !draft.definite) continue;
      if (chain.person && !chain.words.empty()) ++several;
      found = c;
    }
    return several > 1 ? kNoMention : found;
  }

  uint32_t PhraseOf(const ActorDraft& draft) const {
    for (uint32_t c = 0; c < table_.chains.size(); ++c) {
      const Chain& chain = table_.chains[c];
      if (chain.words.empty() && chain.roles.empty() && chain.name == draft.mention.name) return c;
    }
    return kNoMention;
  }

  ActorMention Finish(size_t i) const {
    ActorMention mention = table_.drafts[i].mention;
    const Chain& chain = table_.chains[table_.chain_of[i]];
    mention.chain = table_.chain_of[i];
    const auto acronym = acronyms_.find(doc_.Form(mention.head));
    const bool is_acronym = acronym != acronyms_.end() && acronym->second == mention.chain;
    if (table_.drafts[i].pronoun || chain.person || is_acronym ||
        (table_.drafts[i].state_noun && !table_.drafts[i].plural)) {
      mention.name = chain.name;
      mention.kind = chain.kind;
      mention.id = chain.id;
    } else if (table_.drafts[i].definite && !table_.drafts[i].roles.empty() &&
               !table_.drafts[i].plural && chain.name.size() > mention.name.size() &&
               chain.kind == mention.kind) {
      mention.name = chain.name;  // "the ministry": Syria's Foreign Ministry
    }
    if (mention.country.empty() && !table_.drafts[i].own_country) mention.country = chain.country;
    if (mention.sector.empty()) mention.sector = chain.sector;
    return mention;
  }

  const ChainInput& input_;
  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  ChainTable table_;
  const Antecedents antecedents_;
  std::map<std::string, uint32_t, std::less<>> acronyms_;  // chains by short forms in brackets
};

}  // namespace

std::vector<ActorMention> MakeChains(const ChainInput& input, std::vector<ActorDraft> drafts) {
  return ChainMaker(input, std::move(drafts)).Run();
}

}  // namespace avviso
