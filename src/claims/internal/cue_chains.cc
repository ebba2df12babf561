// Voices that a cue brings with it: who is cited, who was told, who quotes whom.

#include <algorithm>

#include "claims/internal/cues.h"

namespace avviso {

// "reported, citing the mayor, that …": the mayor says it first.
void CueFinder::AddCited(TokenId verb, Claim* claim) {
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (!syntax_.Is(child, "citing") && !syntax_.Is(child, "quoting")) continue;
    const auto object = syntax_.Child(child, Dep::kDobj);
    if (!object || actor_at_[*object] == kNoMention) continue;
    const TokenRange phrase = syntax_.tree().Subtree(child);
    Claim inner;
    inner.cue = doc_.span[child];
    for (const Span part : claim->content) {
      if (!part.Overlaps(doc_.SpanOf(phrase))) inner.content.push_back(part);
    }
    if (inner.content.empty()) {
      // The content goes on behind the phrase.
      const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(verb)];
      if (phrase.end >= sentence.end) return;
      inner.content = said_.Around({phrase.end, sentence.end}, {sentence.end, sentence.end});
    }
    SetSource(*object, &inner);
    if (inner.content.empty()) return;
    claim->content.push_back(inner.source);  // so that it holds the inner one
    std::sort(claim->content.begin(), claim->content.end());
    Add(std::move(inner));
    return;
  }
}

// "told Reuters", "in an interview with Reuters"
void CueFinder::AddListener(TokenId verb, const Claim& claim) {
  for (const TokenId child : syntax_.tree().Children(verb)) {
    TokenId head = child;
    if (syntax_.dep(child) == Dep::kPrep) {
      const auto object = syntax_.Child(child, Dep::kPobj);
      if (!object) continue;
      head = *object;
      const auto inner = syntax_.Child(head, Dep::kPrep);
      if (actor_at_[head] == kNoMention && inner && syntax_.Is(*inner, "with")) {
        const auto deeper = syntax_.Child(*inner, Dep::kPobj);
        if (!deeper) continue;
        head = *deeper;
      }
    } else if (syntax_.dep(child) != Dep::kDobj && syntax_.dep(child) != Dep::kDative) {
      continue;
    }
    if (actor_at_[head] == kNoMention) continue;
    const ActorMention& actor = mentions_.actors[actor_at_[head]];
    if (actor.kind != ActorMention::Kind::kAgency && actor.kind != ActorMention::Kind::kOutlet) {
      continue;
    }
    Claim outer;
    outer.cue = claim.cue;
    outer.content = claim.content;
    outer.content.push_back(claim.source);
    std::sort(outer.content.begin(), outer.content.end());
    SetSource(head, &outer);
    Add(std::move(outer));
    return;
  }
}

std::vector<Span> CueFinder::ClauseOf(TokenId verb) {
  for (const Said& said : said_.Of(verb)) {
    if (said.shape == Shape::kClause || said.shape == Shape::kAbove ||
        said.shape == Shape::kQuote || said.shape == Shape::kObject) {
      return {said.spans().begin(), said.spans().end()};
    }
  }
  return {};
}

// "X was quoted by Y as saying C": Y reports X, and X says C.
void CueFinder::ReadQuoted(TokenId verb) {
  const bool reduced = syntax_.dep(verb) == Dep::kAcl || syntax_.dep(verb) == Dep::kAdvcl;
  const bool passive = syntax_.Child(verb, Dep::kAuxpass).has_value();
  if (!passive && !reduced) return;
  std::optional<TokenId> saying, agent;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep == Dep::kPrep && syntax_.Is(child, "as")) saying = syntax_.Child(child, Dep::kPcomp);
    if (dep == Dep::kAgent || (dep == Dep::kPrep && syntax_.Is(child, "by"))) agent = child;
  }
  if (saying && !agent) {
    for (const TokenId child : syntax_.tree().Children(*saying)) {
      if (syntax_.Is(child, "by")) agent = child;
    }
  }
  const auto subject = syntax_.Child(verb, Dep::kNsubjpass);
  if (saying && subject) {
    Claim inner;
    inner.cue = doc_.span[*saying];
    inner.content = ClauseOf(verb);
    if (inner.content.empty()) inner.content = ClauseOf(*saying);
    SetSource(*subject, &inner);
    if (!inner.content.empty()) Add(std::move(inner));
  }
  // "criticized by many" is no report of what the sentence tells.
  const std::string_view lemma = doc_.Lemma(verb);
  const bool passes_on = lemma == "quote" || lemma == "cite" || lemma == "report" ||
                         lemma == "relay" || lemma == "say" || lemma == "tell";
  if (!agent || !passes_on) return;
  const auto object = syntax_.Child(*agent, Dep::kPobj);
  if (!object) return;
  Claim claim;
  claim.cue = {doc_.span[verb].begin, doc_.span[*agent].end};
  if (claim.cue.begin > claim.cue.end) return;
  const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(verb)];
  claim.content = said_.Around(sentence, syntax_.tree().Subtree(*agent));
  SetSource(*object, &claim);
  if (!claim.content.empty()) Add(std::move(claim));
}

}  // namespace avviso
