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

// Who says what a noun or adjective reports.
std::optional<TokenId> CueFinder::HolderOf(TokenId word) const {
  if (const auto owner = syntax_.Child(word, Dep::kPoss)) return owner;
  for (const TokenId child : syntax_.tree().Children(word)) {
    if (syntax_.dep(child) != Dep::kPrep) continue;
    if (syntax_.Is(child, "by") || syntax_.Is(child, "from") || syntax_.Is(child, "of") ||
        syntax_.Is(child, "among")) {
      if (const auto object = syntax_.Child(child, Dep::kPobj)) return object;
    }
  }
  const TokenId above = syntax_.head(word);
  switch (syntax_.dep(word)) {
    case Dep::kDobj:
    case Dep::kAcomp:
    case Dep::kAttr:
    case Dep::kOprd: return SubjectOf(above);
    case Dep::kAmod: return above;
    case Dep::kPobj:
      // "responded to reports that C": the reports' own words.
      if (syntax_.IsVerb(syntax_.head(above)) && !SpeaksForItself(word))
        return SubjectOf(syntax_.head(above));
      break;
    default: break;
  }
  return std::nullopt;
}

void CueFinder::ReadWord(TokenId word) {
  auto holder = HolderOf(word);
  if (holder && IsSpeakerOrListener(*holder)) return;
  auto reading = Best(word, holder);
  if (!reading) return;
  const bool document = reading->said.shape == Shape::kDocument;
  // "media reports that …": the words have no other voice.
  const bool itself =
      reading->source == kNoToken && reading->said.from_subject && SpeaksForItself(word);
  if (itself) reading->source = word;
  Claim claim = ClaimOf(word, *reading);
  if (document) claim.cue = doc_.span[syntax_.head(word)];
  if (itself || document) claim.kind = VoiceKind::kDocument;
  Add(std::move(claim), reading->score);
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
      said_.Around(IsApart(phrase, sentence) ? sentence : syntax_.tree().Subtree(clause), phrase);
  SetSource(source, &claim);
  if (!claim.content.empty()) Add(std::move(claim));
}

}  // namespace avviso
