// A speaker who goes on ("he added") is who spoke last. Else all who could be meant in this
// sentence and the last are weighed: by gender and number, by how near they stand, as what, and
// how often. Who does something to "him" isn't he. If two are level, nobody is taken.

#include "mentions/internal/antecedents.h"

#include <algorithm>
#include <map>

#include "mentions/internal/gender.h"

namespace avviso {
namespace {

constexpr uint32_t kSpeakerReach = 4;  // sentences back to who spoke last
constexpr uint32_t kReach = 1;         // sentences back to anybody else
constexpr int kMostClauses = 4;

// Weights, in halves and quarters; chosen on the even documents of a set with chains.
constexpr double kOfDistance[] = {2, 1.5};  // in this sentence, in the last
constexpr double kSubject = 2;
constexpr double kMainClause = 0.5;
constexpr double kObject = 0.5;
constexpr double kParallel = 3;  // "telephoned X and urged him"
constexpr double kNamed = 0.5;
constexpr double kQuoted = -1;  // a mention in a quotation, for a pronoun outside of one
constexpr double kAgain = 0.25;
constexpr double kGender = 1;   // known to be the pronoun's own
constexpr double kLevel = 0.1;  // two that are nearer to one another are level

}  // namespace

Antecedents::PronounKind Antecedents::KindOf(std::string_view word) {
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

Antecedents::Antecedents(const Syntax& syntax, const Lexicon& lexicon, const ChainTable& table)
    : syntax_(syntax), doc_(syntax.doc()), lexicon_(lexicon), table_(table) {
  block_of_.assign(doc_.sentences.size(), 0);
  size_t b = 0;
  for (size_t s = 0; s < doc_.sentences.size(); ++s) {
    const uint32_t begin = doc_.span[doc_.sentences[s].begin].begin;
    while (b + 1 < doc_.blocks.size() && doc_.blocks[b + 1].begin <= begin) ++b;
    block_of_[s] = b;
  }
  MarkQuotes();
}

// A mark that opens or closes turns the quotation on or off; a new block ends it.
void Antecedents::MarkQuotes() {
  in_quote_.assign(doc_.token_count(), false);
  bool open = false;
  size_t block = 0;
  for (TokenId t = 0; t < doc_.token_count(); ++t) {
    const size_t here = block_of_[syntax_.tree().SentenceOf(t)];
    if (here != block) open = false;
    block = here;
    const std::string_view form = doc_.Form(t);
    if (form == "\u201c") {
      open = true;
    } else if (form == "\u201d") {
      open = false;
    } else if (form == "\"" || form == "''" || form == "``") {
      open = !open;
    }
    in_quote_[t] = open;
  }
}

bool Antecedents::IsSubject(size_t i) const {
  const Dep dep = syntax_.dep(table_.drafts[i].mention.head);
  return dep == Dep::kNsubj || dep == Dep::kNsubjpass;
}

bool Antecedents::CouldBe(PronounKind kind, Gender gender, const Chain& chain) {
  switch (kind) {
    case PronounKind::kPerson:
      if (chain.gender != Gender::kUnknown && gender != chain.gender) return false;
      return !chain.plural && chain.kind != ActorMention::Kind::kGroup &&
             (chain.person || (chain.kind == ActorMention::Kind::kUnnamed && !chain.roles.empty()));
    case PronounKind::kThing: return !chain.person && !chain.plural;
    case PronounKind::kGroup: return chain.plural;
    case PronounKind::kNone: return false;
  }
  return false;
}

uint32_t Antecedents::LastState(size_t i) const {
  for (size_t j = i; j-- > 0;) {
    const uint32_t chain = table_.chain_of[j];
    if (chain == kNoMention || table_.drafts[j].pronoun) continue;
    if (table_.drafts[j].mention.kind == ActorMention::Kind::kState && !table_.drafts[j].state_noun)
      return chain;
  }
  return kNoMention;
}

bool Antecedents::IsSpeaker(size_t i) const {
  const TokenId head = table_.drafts[i].mention.head;
  if (syntax_.dep(head) != Dep::kNsubj) return false;
  const ReportingRule* rule =
      lexicon_.patterns().Reporting(lexicon_.Word(doc_.Lemma(syntax_.head(head))));
  return rule != nullptr && rule->kind == ReportingRule::Kind::kSay;
}

// "…, he said": who spoke last, not whom the words are about.
uint32_t Antecedents::LastSpeaker(size_t i, PronounKind kind, Gender gender) const {
  if (!IsSpeaker(i)) return kNoMention;
  const uint32_t sentence = syntax_.tree().SentenceOf(table_.drafts[i].mention.head);
  for (size_t j = i; j-- > 0;) {
    const uint32_t other = syntax_.tree().SentenceOf(table_.drafts[j].mention.head);
    if (other + kSpeakerReach < sentence) break;
    const uint32_t chain = table_.chain_of[j];
    if (chain == kNoMention || !CouldBe(kind, gender, table_.chains[chain]) || !IsSpeaker(j))
      continue;
    if (other == sentence &&
        table_.drafts[i].mention.head < syntax_.head(table_.drafts[j].mention.head)) {
      continue;
    }
    return chain;
  }
  return kNoMention;
}

// The subject of the clause that `verb` heads, or that it shares; UINT32_MAX if it has none.
TokenId Antecedents::SubjectOf(TokenId verb) const {
  for (int step = 0; step < kMostClauses; ++step) {
    for (const Dep dep : {Dep::kNsubj, Dep::kNsubjpass}) {
      if (const auto subject = syntax_.Child(verb, dep)) return *subject;
    }
    const Dep dep = syntax_.dep(verb);
    if (dep != Dep::kXcomp && dep != Dep::kConj && dep != Dep::kAdvcl && dep != Dep::kPcomp) break;
    verb = syntax_.head(verb);
    if (dep == Dep::kPcomp) verb = syntax_.head(verb);
  }
  return UINT32_MAX;
}

// "A witness identified him", "what the judge required her to do": the chain that the
// pronoun `t` can't mean, since it would be called by "himself".
uint32_t Antecedents::OwnSubject(TokenId t) const {
  const Dep dep = syntax_.dep(t);
  TokenId verb = syntax_.head(t);
  const std::string_view word = doc_.Norm(t);
  if (dep == Dep::kPobj) {
    verb = syntax_.head(verb);
  } else if (dep == Dep::kNsubj) {
    if (word != "him" && word != "her" && word != "them") return kNoMention;
    verb = syntax_.head(verb);
  } else if (dep != Dep::kDobj && dep != Dep::kDative) {
    return kNoMention;
  }
  if (!syntax_.IsVerb(verb)) return kNoMention;
  const TokenId subject = SubjectOf(verb);
  if (subject == UINT32_MAX || subject == t || table_.draft_at[subject] == 0) return kNoMention;
  return table_.chain_of[table_.draft_at[subject] - 1];
}

// The verb that a word is an object of; UINT32_MAX if it is none.
TokenId Antecedents::VerbOfObject(TokenId t) const {
  TokenId verb = syntax_.head(t);
  const Dep dep = syntax_.dep(t);
  if (dep == Dep::kPobj) {
    verb = syntax_.head(verb);
  } else if (dep != Dep::kDobj && dep != Dep::kDative) {
    return UINT32_MAX;
  }
  return syntax_.IsVerb(verb) ? verb : UINT32_MAX;
}

// "telephoned X and urged him": both are objects, of verbs that share their subject.
bool Antecedents::IsParallel(TokenId pronoun, TokenId before) const {
  TokenId verb = VerbOfObject(pronoun);
  // The subject of what he is urged to do is parsed as such.
  if (verb == UINT32_MAX && syntax_.dep(pronoun) == Dep::kNsubj && doc_.Norm(pronoun) == "him") {
    verb = syntax_.head(syntax_.head(pronoun));
  }
  if (verb == UINT32_MAX || syntax_.dep(verb) != Dep::kConj) return false;
  if (syntax_.Child(verb, Dep::kNsubj)) return false;
  return VerbOfObject(before) == syntax_.head(verb);
}

double Antecedents::Weigh(size_t i, size_t j) const {
  const TokenId at = table_.drafts[j].mention.head;
  const uint32_t sentence = syntax_.tree().SentenceOf(table_.drafts[i].mention.head);
  const uint32_t other = syntax_.tree().SentenceOf(at);
  double weight = kOfDistance[std::min(sentence - other, kReach)];
  const Dep dep = syntax_.dep(at);
  if (IsSubject(j)) {
    weight += kSubject;
    if (syntax_.is_root(syntax_.head(at))) weight += kMainClause;
  } else if (dep == Dep::kDobj || dep == Dep::kDative) {
    weight += kObject;
  }
  if (IsParallel(table_.drafts[i].mention.head, at)) weight += kParallel;
  if (!table_.drafts[j].name.empty()) weight += kNamed;
  if (in_quote_[at] && !in_quote_[table_.drafts[i].mention.head]) weight += kQuoted;
  return weight;
}

uint32_t Antecedents::OfPronoun(size_t i) const {
  const ActorDraft& draft = table_.drafts[i];
  const TokenId head = draft.mention.head;
  const PronounKind kind = KindOf(doc_.Norm(head));
  if (kind == PronounKind::kNone) return kNoMention;
  const uint32_t sentence = syntax_.tree().SentenceOf(head);
  const Gender gender = GenderOf(syntax_, lexicon_, draft);
  if (const uint32_t speaker = LastSpeaker(i, kind, gender); speaker != kNoMention) return speaker;
  const uint32_t own = OwnSubject(head);
  std::map<uint32_t, double> weights;
  for (size_t j = i; j-- > 0;) {
    const uint32_t other = syntax_.tree().SentenceOf(table_.drafts[j].mention.head);
    if (other + kReach < sentence || block_of_[other] + 1 < block_of_[sentence]) break;
    const uint32_t chain = table_.chain_of[j];
    if (chain == kNoMention || chain == own || !CouldBe(kind, gender, table_.chains[chain]))
      continue;
    if (table_.drafts[j].mention.tokens.end > head) continue;
    const double weight = Weigh(i, j);
    const auto [it, fresh] = weights.try_emplace(chain, weight);
    if (!fresh) it->second = std::max(it->second, weight) + kAgain;
  }
  uint32_t best = kNoMention;
  double most = 0, next = 0;
  for (const auto& [chain, weight] : weights) {
    const bool known = kind == PronounKind::kPerson && table_.chains[chain].gender == gender;
    const double sum = weight + (known ? kGender : 0);
    if (best == kNoMention || sum > most) {
      next = best == kNoMention ? 0 : most;
      most = sum;
      best = chain;
    } else {
      next = std::max(next, sum);
    }
  }
  return most - next < kLevel ? kNoMention : best;
}

}  // namespace avviso
