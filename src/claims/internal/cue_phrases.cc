// Phrases that report without a verb of saying of their own:
//   "the claim that C", "media reports that C"   a noun, whose clause is what is said;
//   "according to X, C"                          a preposition, whose object says the
//                                                clause that the phrase hangs from.

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "claims/internal/cues.h"

namespace avviso {
namespace {

constexpr int kFarUp = 6;  // steps up a tree in search of a clause

}  // namespace

void CueFinder::ReadNoun(TokenId noun) {
  std::optional<TokenId> clause;
  for (const TokenId child : syntax_.tree().Children(noun)) {
    const Dep dep = syntax_.dep(child);
    if ((dep == Dep::kAcl || dep == Dep::kCcomp) && syntax_.Child(child, Dep::kMark))
      clause = child;
  }
  // "the rumour is that …"
  if (!clause && syntax_.dep(noun) == Dep::kNsubj && doc_.Lemma(syntax_.head(noun)) == "be") {
    const auto said = syntax_.Child(syntax_.head(noun), Dep::kCcomp);
    if (said && *said > noun && syntax_.Child(*said, Dep::kMark)) clause = said;
  }
  if (!clause) return;
  std::optional<TokenId> source = syntax_.Child(noun, Dep::kPoss);
  for (const TokenId child : syntax_.tree().Children(noun)) {
    if (source || syntax_.dep(child) != Dep::kPrep) continue;
    if (syntax_.Is(child, "by") || syntax_.Is(child, "from") || syntax_.Is(child, "of")) {
      source = syntax_.Child(child, Dep::kPobj);
    }
  }
  if (!source && syntax_.dep(noun) == Dep::kDobj) source = SubjectOf(syntax_.head(noun));
  // "media reports that …": the words have no other voice.
  const bool itself = !source && SpeaksForItself(noun);
  if (!source && !itself) return;
  Claim claim;
  claim.cue = doc_.span[noun];
  claim.content = Around(syntax_.tree().Subtree(*clause), {noun, noun + 1});
  SetSource(itself ? noun : *source, &claim);
  if (itself) claim.kind = VoiceKind::kDocument;
  if (!claim.content.empty()) claims_.push_back(std::move(claim));
}

bool CueFinder::SpeaksForItself(TokenId noun) const {
  const std::string_view lemma = doc_.Lemma(noun);
  return lemma == "report" || lemma == "rumour" || lemma == "rumor" || lemma == "study" ||
         lemma == "survey" || lemma == "allegation" || lemma == "claim" || lemma == "poll";
}

// At an end of its sentence the phrase speaks of all of it.
bool CueFinder::IsApart(TokenRange phrase, TokenRange sentence) const {
  if (phrase.begin == sentence.begin) return true;
  TokenId end = phrase.end;
  while (end < sentence.end && (doc_.upos[end] == Upos::kPunct || doc_.upos[end] == Upos::kSpace)) {
    ++end;
  }
  return end == sentence.end && doc_.Form(phrase.begin - 1) == ",";
}

void CueFinder::ReadAccording(TokenId according) {
  const auto to = syntax_.Child(according, Dep::kPrep);
  const TokenId prep = to ? *to : according;
  const auto object = syntax_.Child(prep, Dep::kPobj);
  if (!object) return;
  Claim claim;
  claim.cue = {doc_.span[according].begin, doc_.span[std::max(prep, according)].end};
  // The clause that the phrase hangs from.
  TokenId clause = syntax_.head(according);
  for (int step = 0; step < kFarUp && !syntax_.IsVerb(clause) && !syntax_.is_root(clause); ++step) {
    clause = syntax_.head(clause);
  }
  TokenRange phrase = syntax_.tree().Subtree(according);
  const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(according)];
  // The name of a medium that the parser has hung elsewhere.
  TokenId source = *object;
  for (const ActorMention& actor : mentions_.actors) {
    const bool medium =
        actor.kind == ActorMention::Kind::kAgency || actor.kind == ActorMention::Kind::kOutlet;
    if (!medium || actor.tokens.begin < *object || actor.tokens.begin > phrase.end) continue;
    phrase.end = std::max(phrase.end, actor.tokens.end);
    if (syntax_.form(*object) == Form::kNoun) source = actor.head;
    break;
  }
  claim.content =
      Around(IsApart(phrase, sentence) ? sentence : syntax_.tree().Subtree(clause), phrase);
  SetSource(source, &claim);
  if (!claim.content.empty()) claims_.push_back(std::move(claim));
}

}  // namespace avviso
