#include "claims/internal/said.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr std::array<std::string_view, kShapes> kShapeNames = {
    "clause",      "infinitive", "object",     "object-and", "object-only", "objects-prep",
    "prep",        "advcl",      "complement", "above",      "quote",       "passive",
    "passive-and", "reduced",    "raised",     "adverb",     "document",    "clause-only"};

constexpr size_t kMostQuotes = 3;

}  // namespace

std::string_view ShapeName(Shape shape) { return kShapeNames[static_cast<size_t>(shape)]; }

bool IsQuoteForm(std::string_view form) {
  return form == "\"" || form == "``" || form == "''" || form == "\u201c" || form == "\u201d" ||
         form == "\u2018" || form == "\u2019" || form == "'" || form == "\u00ab" ||
         form == "\u00bb";
}

std::optional<Span> SaidFinder::Trimmed(TokenRange range) const {
  const auto loose = [&](TokenId t) {
    const std::string_view form = doc_.Form(t);
    return form == "," || form == "." || form == ":" || form == ";" || IsQuoteForm(form) ||
           doc_.upos[t] == Upos::kSpace;
  };
  while (!range.empty() && loose(range.begin)) ++range.begin;
  while (!range.empty() && loose(range.end - 1)) --range.end;
  if (range.empty()) return std::nullopt;
  return doc_.SpanOf(range);
}

std::vector<Span> SaidFinder::Around(TokenRange range, TokenRange hole) const {
  Said said;
  if (hole.begin >= range.end || hole.end <= range.begin) {
    AddPart(range, &said);
  } else {
    AddPart({range.begin, hole.begin}, &said);
    AddPart({hole.end, range.end}, &said);
  }
  return {said.parts.begin(), said.parts.begin() + said.count};
}

void SaidFinder::AddPart(TokenRange range, Said* said) const {
  if (range.begin >= range.end || said->count == said->parts.size()) return;
  if (const auto span = Trimmed(range)) said->parts[said->count++] = *span;
}

Said* SaidFinder::Add(Shape shape, TokenId head, std::string_view word, TokenRange range,
                      TokenRange hole) {
  Said said;
  said.shape = shape;
  said.head = head;
  said.word = word;
  if (hole.begin >= range.end || hole.end <= range.begin) {
    AddPart(range, &said);
  } else {
    AddPart({range.begin, hole.begin}, &said);
    AddPart({hole.end, range.end}, &said);
  }
  if (said.count == 0) return nullptr;
  found_.push_back(said);
  return &found_.back();
}

std::span<const Said> SaidFinder::Of(TokenId cue) {
  found_.clear();
  if (syntax_.IsVerb(cue)) {
    OfVerb(cue);
  } else if (syntax_.form(cue) == Form::kNoun) {
    OfNoun(cue);
  } else if (doc_.upos[cue] == Upos::kAdj) {
    OfAdjective(cue);
  } else if (doc_.upos[cue] == Upos::kAdv) {
    OfAdverb(cue);
  }
  return found_;
}

// The cue with its subject and what else isn't said: a hole in the content.
TokenRange SaidFinder::CueClause(TokenId verb) const {
  TokenRange cue{verb, verb + 1};
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep == Dep::kNsubj || dep == Dep::kAux || dep == Dep::kNsubjpass || dep == Dep::kAuxpass) {
      const TokenRange part = syntax_.tree().Subtree(child);
      cue.begin = std::min(cue.begin, part.begin);
      cue.end = std::max(cue.end, part.end);
    }
  }
  return cue;
}

TokenId SaidFinder::AgentOf(TokenId verb) const {
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (syntax_.dep(child) != Dep::kAgent) continue;
    if (const auto object = syntax_.Child(child, Dep::kPobj)) return *object;
  }
  return kNoToken;
}

// What hangs from `cue` by one of the ways in which verbs and adjectives report.
void SaidFinder::AddChild(TokenId cue, TokenId child, TokenRange hole) {
  const TokenRange words = syntax_.tree().Subtree(child);
  switch (syntax_.dep(child)) {
    case Dep::kCcomp:
      Add(Shape::kClause, child, "", words, hole);
      AddCut(child, hole);
      break;
    case Dep::kXcomp: Add(Shape::kInfinitive, child, "", words, hole); break;
    case Dep::kOprd:
    case Dep::kAcomp:
    case Dep::kAttr:
      if (child > cue) Add(Shape::kComplement, child, "", words, hole);
      break;
    case Dep::kAdvcl: {
      const auto mark = syntax_.Child(child, Dep::kMark);
      if (mark && child > cue) Add(Shape::kAdverbClause, child, doc_.Norm(*mark), words, hole);
      break;
    }
    case Dep::kPrep:
      if (child > cue && words.end > child + 1) {
        Add(Shape::kPrep, child, doc_.Norm(child), {child + 1, words.end}, hole);
      }
      break;
    default: break;
  }
}

// "said that C, while D": D is often the article's own.
void SaidFinder::AddCut(TokenId child, TokenRange hole) {
  const TokenRange words = syntax_.tree().Subtree(child);
  for (const TokenId part : syntax_.tree().Children(child)) {
    const Dep dep = syntax_.dep(part);
    if (part < child || (dep != Dep::kAdvcl && dep != Dep::kConj && dep != Dep::kPrep)) continue;
    const TokenRange tail = syntax_.tree().Subtree(part);
    if (tail.begin <= child + 1 || doc_.Form(tail.begin - 1) != ",") continue;
    if (tail.end != words.end || hole.begin > child) continue;
    Add(Shape::kClauseOnly, part, doc_.Norm(tail.begin), {words.begin, tail.begin}, hole);
    return;
  }
}

void SaidFinder::OfVerb(TokenId verb) {
  const TokenRange hole = CueClause(verb);
  std::optional<TokenId> object;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (syntax_.dep(child) == Dep::kDobj) {
      object = child;
      Add(Shape::kObject, child, "", syntax_.tree().Subtree(child), hole);
    } else {
      AddChild(verb, child, hole);
    }
  }
  if (object) OfObject(verb, *object);
  OfPassive(verb, hole);
  OfAbove(verb);
  OfQuotes(verb);
  if (const auto subject = syntax_.Child(verb, Dep::kNsubj)) {
    // "C1 seems to C2"
    for (const Dep dep : {Dep::kXcomp, Dep::kOprd, Dep::kAcomp}) {
      const auto rest = syntax_.Child(verb, dep);
      if (!rest || *rest < verb) continue;
      Said* said = Add(Shape::kRaised, *rest, "", syntax_.tree().Subtree(*subject), {verb, verb});
      if (said == nullptr) break;
      AddPart(syntax_.tree().Subtree(*rest), said);
      said->from_subject = false;
      break;
    }
  }
}

void SaidFinder::OfObject(TokenId verb, TokenId object) {
  const TokenRange words = syntax_.tree().Subtree(object);
  for (const TokenId child : syntax_.tree().Children(object)) {
    const Dep dep = syntax_.dep(child);
    if (child < object) continue;
    const TokenRange part = syntax_.tree().Subtree(child);
    if (dep == Dep::kPrep && part.end > child + 1) {
      Add(Shape::kObjectsPrep, child, doc_.Norm(child), {child + 1, part.end}, {verb, verb + 1});
    } else if ((dep == Dep::kRelcl || dep == Dep::kAppos || dep == Dep::kAcl) &&
               doc_.Form(part.begin - 1) == "," && part.begin > words.begin + 1) {
      Add(Shape::kObjectOnly, object, doc_.Dep(child), {words.begin, part.begin}, {verb, verb + 1});
    }
  }
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (child <= object) continue;
    if (dep != Dep::kPrep && dep != Dep::kXcomp && dep != Dep::kOprd && dep != Dep::kAcomp &&
        dep != Dep::kCcomp && dep != Dep::kAdvcl) {
      continue;
    }
    if (object < verb) continue;
    const std::string_view word = dep == Dep::kPrep ? doc_.Norm(child) : doc_.Dep(child);
    Add(Shape::kObjectAnd, child, word, {words.begin, syntax_.tree().Subtree(child).end},
        {verb, verb + 1});
  }
}

void SaidFinder::OfPassive(TokenId verb, TokenRange hole) {
  const TokenId agent = AgentOf(verb);
  if (const auto subject = syntax_.Child(verb, Dep::kNsubjpass)) {
    const TokenRange words = syntax_.tree().Subtree(*subject);
    if (Said* said = Add(Shape::kPassive, *subject, "", words, {verb, verb + 1})) {
      said->source = agent;
      said->from_subject = false;
    }
    for (const TokenId child : syntax_.tree().Children(verb)) {
      const Dep dep = syntax_.dep(child);
      if (child < verb || (dep != Dep::kXcomp && dep != Dep::kOprd && dep != Dep::kPrep)) continue;
      Said* said = Add(Shape::kPassiveAnd, child,
                       dep == Dep::kPrep ? doc_.Norm(child) : doc_.Dep(child), words, hole);
      if (said == nullptr) {
        said = Add(Shape::kPassiveAnd, child,
                   dep == Dep::kPrep ? doc_.Norm(child) : doc_.Dep(child), words, {verb, verb + 1});
      }
      if (said == nullptr) continue;
      AddPart(syntax_.tree().Subtree(child), said);
      said->source = agent;
      said->from_subject = false;
    }
  } else if (syntax_.dep(verb) == Dep::kAcl && syntax_.form(verb) == Form::kVerbParticiple) {
    const TokenId noun = syntax_.head(verb);
    const TokenRange words = syntax_.tree().Subtree(noun);
    if (noun < verb && words.begin < verb) {
      if (Said* said = Add(Shape::kReduced, noun, "", {words.begin, verb}, {verb, verb + 1})) {
        said->source = agent;
        said->from_subject = false;
      }
    }
  }
}

// "C, X said, C": the verb is a parenthesis in what is said.
void SaidFinder::OfAbove(TokenId verb) {
  const Dep dep = syntax_.dep(verb);
  const TokenId above = syntax_.head(verb);
  const auto mark = syntax_.Child(verb, Dep::kMark);
  if (above == verb) return;
  if (dep != Dep::kParataxis && dep != Dep::kCcomp && !(dep == Dep::kAdvcl && mark)) return;
  if (syntax_.Child(verb, Dep::kDobj)) return;
  const TokenRange clause = syntax_.tree().Subtree(verb);
  const bool comma = dep == Dep::kParataxis || doc_.Form(clause.begin) == "," ||
                     (clause.begin > 0 && doc_.Form(clause.begin - 1) == ",") ||
                     (clause.end < doc_.token_count() && doc_.Form(clause.end) == ",");
  if (!comma || (mark && !syntax_.Is(*mark, "as"))) return;
  Add(Shape::kAbove, above, mark ? "as" : "", syntax_.tree().Subtree(above), clause);
}

// Only quotations that stand in the cue's sentence and don't hold it.
void SaidFinder::OfQuotes(TokenId cue) {
  const Span sentence = doc_.SpanOf(doc_.sentences[syntax_.tree().SentenceOf(cue)]);
  auto it = std::lower_bound(quotes_.begin(), quotes_.end(), sentence.begin,
                             [](Span quote, uint32_t at) { return quote.end <= at; });
  Said said;
  said.shape = Shape::kQuote;
  said.head = cue;
  for (; it != quotes_.end() && it->begin < sentence.end; ++it) {
    const Span part{std::max(it->begin, sentence.begin), std::min(it->end, sentence.end)};
    if (part.begin >= part.end) continue;
    if (part.Overlaps(doc_.span[cue])) return;
    if (said.count == kMostQuotes) return;
    said.parts[said.count++] = part;
  }
  if (said.count > 0) found_.push_back(said);
}

void SaidFinder::OfNoun(TokenId noun) {
  const TokenRange self{noun, noun + 1};
  for (const TokenId child : syntax_.tree().Children(noun)) {
    const Dep dep = syntax_.dep(child);
    const TokenRange words = syntax_.tree().Subtree(child);
    if (child < noun) continue;
    if (dep == Dep::kAcl || dep == Dep::kCcomp) {
      const bool clause = syntax_.Child(child, Dep::kMark).has_value();
      Add(clause ? Shape::kClause : Shape::kInfinitive, child, doc_.Norm(words.begin), words, self);
    } else if (dep == Dep::kPrep && words.end > child + 1) {
      Add(Shape::kPrep, child, doc_.Norm(child), {child + 1, words.end}, self);
    }
  }
  const TokenId above = syntax_.head(noun);
  // "the rumour is that …"
  if (syntax_.dep(noun) == Dep::kNsubj && doc_.Lemma(above) == "be") {
    const auto said = syntax_.Child(above, Dep::kCcomp);
    if (said && *said > noun && syntax_.Child(*said, Dep::kMark)) {
      Add(Shape::kComplement, *said, "", syntax_.tree().Subtree(*said), self);
    }
  }
  // "C in a survey"
  if (syntax_.dep(noun) == Dep::kPobj && syntax_.dep(above) == Dep::kPrep) {
    const TokenId carrier = syntax_.head(above);
    if (!syntax_.IsVerb(carrier)) return;
    Said* said = Add(Shape::kDocument, carrier, doc_.Norm(above), syntax_.tree().Subtree(carrier),
                     syntax_.tree().Subtree(above));
    if (said != nullptr) {
      said->source = noun;
      said->from_subject = false;
    }
  }
}

void SaidFinder::OfAdjective(TokenId adjective) {
  for (const TokenId child : syntax_.tree().Children(adjective)) {
    if (child > adjective) AddChild(adjective, child, {adjective, adjective + 1});
  }
}

void SaidFinder::OfAdverb(TokenId adverb) {
  const TokenId verb = syntax_.head(adverb);
  if (!syntax_.IsVerb(verb)) return;
  Said* said = Add(Shape::kAdverb, verb, "", syntax_.tree().Subtree(verb), {adverb, adverb + 1});
  if (said != nullptr) said->from_subject = false;
}

}  // namespace avviso
