// A speaker who goes on ("he added") is who spoke last. Else the only one who could be meant
// in this sentence and the last, or, of several, the last that was a subject.

#include "mentions/internal/antecedents.h"

namespace avviso {
namespace {

constexpr uint32_t kSpeakerReach = 4;  // sentences back to who spoke last

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
}

bool Antecedents::IsSubject(size_t i) const {
  const Dep dep = syntax_.dep(table_.drafts[i].mention.head);
  return dep == Dep::kNsubj || dep == Dep::kNsubjpass;
}

bool Antecedents::CouldBe(PronounKind kind, const Chain& chain) {
  switch (kind) {
    case PronounKind::kPerson:
      return !chain.plural &&
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
uint32_t Antecedents::LastSpeaker(size_t i, PronounKind kind) const {
  if (!IsSpeaker(i)) return kNoMention;
  const uint32_t sentence = syntax_.tree().SentenceOf(table_.drafts[i].mention.head);
  for (size_t j = i; j-- > 0;) {
    const uint32_t other = syntax_.tree().SentenceOf(table_.drafts[j].mention.head);
    if (other + kSpeakerReach < sentence) break;
    const uint32_t chain = table_.chain_of[j];
    if (chain == kNoMention || !CouldBe(kind, table_.chains[chain]) || !IsSpeaker(j)) continue;
    if (other == sentence &&
        table_.drafts[i].mention.head < syntax_.head(table_.drafts[j].mention.head)) {
      continue;
    }
    return chain;
  }
  return kNoMention;
}

uint32_t Antecedents::OfPronoun(size_t i) const {
  const ActorDraft& draft = table_.drafts[i];
  const PronounKind kind = KindOf(doc_.Norm(draft.mention.head));
  if (kind == PronounKind::kNone) return kNoMention;
  const uint32_t sentence = syntax_.tree().SentenceOf(draft.mention.head);
  if (const uint32_t speaker = LastSpeaker(i, kind); speaker != kNoMention) return speaker;
  uint32_t only = kNoMention, subject = kNoMention;
  bool one = true;
  for (size_t j = i; j-- > 0;) {
    const uint32_t other = syntax_.tree().SentenceOf(table_.drafts[j].mention.head);
    if (other + 1 < sentence || block_of_[other] + 1 < block_of_[sentence]) break;
    const uint32_t chain = table_.chain_of[j];
    if (chain == kNoMention || !CouldBe(kind, table_.chains[chain])) continue;
    if (table_.drafts[j].mention.tokens.end > draft.mention.head) continue;
    if (IsSubject(j) && subject == kNoMention) subject = chain;
    if (only == kNoMention) only = chain;
    one = one && only == chain;
  }
  if (one && only != kNoMention) return only;
  return subject;
}

}  // namespace avviso
