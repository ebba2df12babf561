#include "claims/internal/media.h"

#include <algorithm>
#include <optional>

namespace avviso {
namespace {

// The medium that the interview was given to.
uint32_t MediumOf(const Syntax& syntax, const Mentions& mentions, TokenId interview) {
  for (const TokenId child : syntax.tree().Children(interview)) {
    if (child < interview || syntax.dep(child) != Dep::kPrep) continue;
    const TokenRange phrase = syntax.tree().Subtree(child);
    for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
      const ActorMention& actor = mentions.actors[i];
      if (!phrase.Contains(actor.head)) continue;
      if (actor.kind == ActorMention::Kind::kAgency || actor.kind == ActorMention::Kind::kOutlet) {
        return i;
      }
    }
  }
  return kNoMention;
}

// Who gave it: the subject of the verb above.
uint32_t SpeakerOf(const Syntax& syntax, const Mentions& mentions, TokenId interview) {
  TokenId verb = interview;
  for (int step = 0; step < 6 && !syntax.IsVerb(verb) && !syntax.is_root(verb); ++step) {
    verb = syntax.head(verb);
  }
  const auto subject = syntax.Child(verb, Dep::kNsubj);
  if (!subject) return kNoMention;
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    if (mentions.actors[i].head == *subject) return i;
  }
  return kNoMention;
}

void AddInterview(const Syntax& syntax, const Mentions& mentions, TokenId interview,
                  Claims* claims) {
  const uint32_t medium = MediumOf(syntax, mentions, interview);
  const uint32_t speaker = SpeakerOf(syntax, mentions, interview);
  if (medium == kNoMention || speaker == kNoMention) return;
  const Document& doc = syntax.doc();
  const Span sentence = doc.SpanOf(doc.sentences[syntax.tree().SentenceOf(interview)]);
  Claim outer;
  outer.source = doc.SpanOf(mentions.actors[medium].tokens);
  outer.source_name = mentions.actors[medium].name;
  outer.kind = mentions.actors[medium].kind == ActorMention::Kind::kAgency ? VoiceKind::kAgency
                                                                           : VoiceKind::kOutlet;
  outer.actor = medium;
  outer.cue = doc.span[interview];
  outer.content = {sentence};
  for (const Claim& claim : *claims) {
    if (claim.actor == kNoMention || claim.whole_article || claim.actor == medium) continue;
    if (mentions.actors[claim.actor].chain != mentions.actors[speaker].chain) continue;
    if (sentence.Contains(claim.cue)) continue;
    // The words from the first to the last of what is said with its cue and source.
    Span all = claim.cue;
    for (const Span part : claim.content) {
      all = {std::min(all.begin, part.begin), std::max(all.end, part.end)};
    }
    all = {std::min(all.begin, claim.source.begin), std::max(all.end, claim.source.end)};
    outer.content.push_back(all);
  }
  std::sort(outer.content.begin(), outer.content.end());
  std::erase_if(*claims, [&](const Claim& claim) {
    return claim.actor == medium && sentence.Contains(claim.cue) && !claim.whole_article;
  });
  claims->push_back(std::move(outer));
}

}  // namespace

void AddInterviews(const Syntax& syntax, const Mentions& mentions, Claims* claims) {
  const Document& doc = syntax.doc();
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    if (doc.Lemma(t) == "interview" && syntax.form(t) == Form::kNoun) {
      AddInterview(syntax, mentions, t, claims);
    }
  }
}

}  // namespace avviso
