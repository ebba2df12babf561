// Chains are made in one pass from the first mention to the last, as a reader
// does it:
//   a personal name       joins a person whose name it is, or is a part of;
//   a name of the tables  joins its own row;
//   "the president"       joins the one person so far who bears that role;
//   "the court"           joins the last court;
//   he, she               the one person who could be meant in this and the last
//                         sentence; failing that the last subject;
//   it, they              the last body, or group, that was a subject.
// An apposition and its noun are one. A person takes country and sector from
// whichever mention tells them. What still has no country and acts at home, such
// as a police or a parliament, is of the country that the article is about, if
// it is about one.

#include "mentions/internal/chains.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/fold.h"

namespace avviso {
namespace {

constexpr uint32_t kSpeakerReach = 4;  // sentences back to who spoke last

enum class PronounKind { kNone, kPerson, kThing, kGroup };

PronounKind KindOfPronoun(std::string_view word) {
  if (word == "he" || word == "she" || word == "him" || word == "his" || word == "her" ||
      word == "himself" || word == "herself" || word == "hers") {
    return PronounKind::kPerson;
  }
  if (word == "it" || word == "its" || word == "itself") return PronounKind::kThing;
  if (word == "they" || word == "them" || word == "their" || word == "themselves") {
    return PronounKind::kGroup;
  }
  return PronounKind::kNone;
}

// What is known of a chain.
struct Chain {
  std::string name;
  std::vector<std::string> words;  // of a personal name, folded
  std::string country, sector, id;
  std::vector<std::string> roles;
  ActorMention::Kind kind = ActorMention::Kind::kUnnamed;
  bool person = false;
  bool plural = false;
  bool own_country = false;
};

class ChainMaker {
 public:
  ChainMaker(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
             const MentionContext& context, std::vector<ActorDraft> drafts)
      : syntax_(syntax),
        doc_(syntax.doc()),
        hits_(hits),
        lexicon_(lexicon),
        context_(context),
        drafts_(std::move(drafts)) {
    draft_at_.assign(doc_.token_count(), 0);
    for (size_t i = 0; i < drafts_.size(); ++i) draft_at_[drafts_[i].mention.head] = i + 1;
    chain_of_.assign(drafts_.size(), kNoMention);
    MapBlocks();
  }

  std::vector<ActorMention> Run() {
    for (size_t i = 0; i < drafts_.size(); ++i) {
      if (chain_of_[i] == kNoMention) Join(i);
    }
    GivePersons();
    GiveOwnersCountry();
    GiveHomeCountry();
    std::vector<ActorMention> actors;
    for (size_t i = 0; i < drafts_.size(); ++i) {
      if (chain_of_[i] == kNoMention) continue;
      actors.push_back(Finish(i));
    }
    return actors;
  }

 private:
  void MapBlocks() {
    block_of_.assign(doc_.sentences.size(), 0);
    size_t b = 0;
    for (size_t s = 0; s < doc_.sentences.size(); ++s) {
      const uint32_t begin = doc_.span[doc_.sentences[s].begin].begin;
      while (b + 1 < doc_.blocks.size() && doc_.blocks[b + 1].begin <= begin) ++b;
      block_of_[s] = b;
    }
  }

  void Join(size_t i) {
    ActorDraft& draft = drafts_[i];
    if (draft.pronoun) {
      chain_of_[i] = AntecedentOf(i);
      return;
    }
    if (draft.state_noun && !draft.plural) {
      chain_of_[i] = LastState(i);
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
    chain_of_[i] = chain;
    Learn(draft, &chains_[chain]);
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
    for (size_t j = 0; j < drafts_.size(); ++j) {
      const ActorMention& full = drafts_[j].mention;
      if (full.tokens.end != t - 1 || chain_of_[j] == kNoMention || drafts_[j].pronoun) continue;
      if (full.kind != ActorMention::Kind::kOrganisation || full.tokens.size() < 2) continue;
      acronyms_.emplace(form, chain_of_[j]);
      return chain_of_[j];
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
    chains_.push_back(std::move(chain));
    return static_cast<uint32_t>(chains_.size() - 1);
  }

  void Learn(const ActorDraft& draft, Chain* chain) {
    const ActorMention& mention = draft.mention;
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
    for (uint32_t c = 0; c < chains_.size(); ++c) {
      const Chain& chain = chains_[c];
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
    const TokenId head = drafts_[i].mention.head;
    const auto chain_at = [&](TokenId t) -> std::optional<uint32_t> {
      if (draft_at_[t] == 0) return std::nullopt;
      const size_t other = draft_at_[t] - 1;
      if (chain_of_[other] == kNoMention || drafts_[other].pronoun) return std::nullopt;
      if (drafts_[other].name.empty() || drafts_[i].plural) return std::nullopt;
      return chain_of_[other];
    };
    if (syntax_.dep(head) == Dep::kAppos) return chain_at(syntax_.head(head));
    return std::nullopt;
  }

  // A person who follows the role that introduces it draws it into its chain:
  // by apposition, or hung below "of" ("Prime Minister of Kosovo Albin Kurti").
  void JoinAppositions(size_t i) {
    const TokenId head = drafts_[i].mention.head;
    if (syntax_.dep(head) == Dep::kAppos) {
      if (const auto bearer = BearerAbove(i)) MergeInto(i, *bearer);
      return;
    }
    if (syntax_.dep(head) != Dep::kPobj) return;
    const TokenId prep = syntax_.head(head), above = syntax_.head(prep);
    if (!syntax_.Is(prep, "of") || draft_at_[above] == 0) return;
    const ActorDraft& other = drafts_[draft_at_[above] - 1];
    if (other.mention.kind != ActorMention::Kind::kPerson || !other.name.empty()) return;
    // A name of a state has to stand between the two.
    if (drafts_[i].name.begin <= prep + 1) return;
    MergeInto(i, above);
    drafts_[draft_at_[above] - 1].mention.tokens.end = drafts_[i].mention.tokens.end;
  }

  // The nearest role without a name that the apposition `i` may be hung in: "the leader
  // of the group, X" hangs X from "group".
  std::optional<TokenId> BearerAbove(size_t i) const {
    TokenId t = syntax_.head(drafts_[i].mention.head);
    for (int step = 0; step < 3; ++step) {
      if (draft_at_[t] != 0) {
        const ActorDraft& above = drafts_[draft_at_[t] - 1];
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
    ActorDraft& draft = drafts_[i];
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
    if (draft_at_[other_head] == 0) return;
    const size_t other = draft_at_[other_head] - 1;
    if (drafts_[other].pronoun || drafts_[other].plural || !drafts_[other].name.empty()) return;
    if (drafts_[other].mention.kind != ActorMention::Kind::kPerson &&
        drafts_[other].mention.kind != ActorMention::Kind::kUnnamed) {
      return;
    }
    chain_of_[other] = chain_of_[i];
    Learn(drafts_[other], &chains_[chain_of_[i]]);
  }

  uint32_t RowOf(const ActorDraft& draft) const {
    for (uint32_t c = 0; c < chains_.size(); ++c) {
      const Chain& chain = chains_[c];
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
    for (uint32_t c = 0; c < chains_.size(); ++c) {
      const Chain& chain = chains_[c];
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
    for (uint32_t c = 0; c < chains_.size(); ++c) {
      const Chain& chain = chains_[c];
      if (chain.words.empty() && chain.roles.empty() && chain.name == draft.mention.name) return c;
    }
    return kNoMention;
  }

  bool IsSubject(size_t i) const {
    const Dep dep = syntax_.dep(drafts_[i].mention.head);
    return dep == Dep::kNsubj || dep == Dep::kNsubjpass;
  }

  bool CouldBe(PronounKind kind, const Chain& chain) const {
    switch (kind) {
      case PronounKind::kPerson:
        return !chain.plural && (chain.person || (chain.kind == ActorMention::Kind::kUnnamed &&
                                                  !chain.roles.empty()));
      case PronounKind::kThing: return !chain.person && !chain.plural;
      case PronounKind::kGroup: return chain.plural;
      case PronounKind::kNone: return false;
    }
    return false;
  }

  // "the country": the state that was named last.
  uint32_t LastState(size_t i) const {
    for (size_t j = i; j-- > 0;) {
      const uint32_t chain = chain_of_[j];
      if (chain == kNoMention || drafts_[j].pronoun) continue;
      if (drafts_[j].mention.kind == ActorMention::Kind::kState && !drafts_[j].state_noun)
        return chain;
    }
    return kNoMention;
  }

  bool IsSpeaker(size_t i) const {
    const TokenId head = drafts_[i].mention.head;
    if (syntax_.dep(head) != Dep::kNsubj) return false;
    const ReportingRule* rule =
        lexicon_.patterns().Reporting(lexicon_.Word(doc_.Lemma(syntax_.head(head))));
    return rule != nullptr && rule->kind == ReportingRule::Kind::kSay;
  }

  // "…, he said": who spoke last, not whom the words are about.
  uint32_t LastSpeaker(size_t i, PronounKind kind) const {
    if (!IsSpeaker(i)) return kNoMention;
    const uint32_t sentence = syntax_.tree().SentenceOf(drafts_[i].mention.head);
    for (size_t j = i; j-- > 0;) {
      const uint32_t other = syntax_.tree().SentenceOf(drafts_[j].mention.head);
      if (other + kSpeakerReach < sentence) break;
      const uint32_t chain = chain_of_[j];
      if (chain == kNoMention || !CouldBe(kind, chains_[chain]) || !IsSpeaker(j)) continue;
      if (other == sentence && drafts_[i].mention.head < syntax_.head(drafts_[j].mention.head)) {
        continue;
      }
      return chain;
    }
    return kNoMention;
  }

  uint32_t AntecedentOf(size_t i) const {
    const ActorDraft& draft = drafts_[i];
    const PronounKind kind = KindOfPronoun(doc_.Norm(draft.mention.head));
    if (kind == PronounKind::kNone) return kNoMention;
    const uint32_t sentence = syntax_.tree().SentenceOf(draft.mention.head);
    if (const uint32_t speaker = LastSpeaker(i, kind); speaker != kNoMention) return speaker;
    uint32_t only = kNoMention, subject = kNoMention;
    bool one = true;
    for (size_t j = i; j-- > 0;) {
      const uint32_t other = syntax_.tree().SentenceOf(drafts_[j].mention.head);
      if (other + 1 < sentence || block_of_[other] + 1 < block_of_[sentence]) break;
      const uint32_t chain = chain_of_[j];
      if (chain == kNoMention || !CouldBe(kind, chains_[chain])) continue;
      if (drafts_[j].mention.tokens.end > draft.mention.head) continue;
      if (IsSubject(j) && subject == kNoMention) subject = chain;
      if (only == kNoMention) only = chain;
      one = one && only == chain;
    }
    if (one && only != kNoMention) return only;
    return subject;
  }

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
    for (size_t i = 0; i < drafts_.size(); ++i) {
      const ActorDraft& draft = drafts_[i];
      if (chain_of_[i] == kNoMention || draft.pronoun) continue;
      const TokenId possessor = OwnerOf(draft);
      Chain& chain = chains_[chain_of_[i]];
      if (possessor == UINT32_MAX || !chain.country.empty() || draft_at_[possessor] == 0) continue;
      const uint32_t owner = chain_of_[draft_at_[possessor] - 1];
      if (owner == kNoMention) continue;
      chain.country = chains_[owner].country;
      chain.own_country = !chain.country.empty();
    }
  }

  // Whom the article takes for known.
  void GivePersons() {
    std::optional<int> year;
    if (context_.published && *context_.published < kPresent) {
      year = ToCivil(*context_.published).year;
    }
    for (Chain& chain : chains_) {
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
    for (size_t i = 0; i < drafts_.size(); ++i) {
      if (chain_of_[i] == kNoMention || drafts_[i].pronoun) continue;
      Chain& chain = chains_[chain_of_[i]];
      if (!chain.country.empty() || drafts_[i].own_country || !chain.id.empty()) continue;
      if (IsRelation(doc_.Lemma(drafts_[i].mention.head))) continue;
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

  ActorMention Finish(size_t i) const {
    ActorMention mention = drafts_[i].mention;
    const Chain& chain = chains_[chain_of_[i]];
    mention.chain = chain_of_[i];
    const auto acronym = acronyms_.find(doc_.Form(mention.head));
    const bool is_acronym = acronym != acronyms_.end() && acronym->second == mention.chain;
    if (drafts_[i].pronoun || chain.person || is_acronym ||
        (drafts_[i].state_noun && !drafts_[i].plural)) {
      mention.name = chain.name;
      mention.kind = chain.kind;
      mention.id = chain.id;
    } else if (drafts_[i].definite && !drafts_[i].roles.empty() && !drafts_[i].plural &&
               chain.name.size() > mention.name.size() && chain.kind == mention.kind) {
      mention.name = chain.name;  // "the ministry": Syria's Foreign Ministry
    }
    if (mention.country.empty() && !drafts_[i].own_country) mention.country = chain.country;
    if (mention.sector.empty()) mention.sector = chain.sector;
    return mention;
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const MentionContext& context_;
  std::vector<ActorDraft> drafts_;
  std::vector<size_t> draft_at_;    // by token, 1-based
  std::vector<uint32_t> chain_of_;  // by draft
  std::vector<size_t> block_of_;    // by sentence
  std::vector<Chain> chains_;
  std::map<std::string, uint32_t, std::less<>> acronyms_;  // chains by short forms in brackets
};

}  // namespace

std::vector<ActorMention> MakeChains(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
                                     const MentionContext& context,
                                     std::vector<ActorDraft> drafts) {
  return ChainMaker(syntax, hits, lexicon, context, std::move(drafts)).Run();
}

}  // namespace avviso
