// A verb of saying reports its clause, wherever the parser hung it:
//   "X said that C", "C, X said"      the clause is the verb's complement;
//   "C, X said, C"                    the verb is a parenthesis in the clause;
//   "X announced the withdrawal"      the object is what is said.
// Verbs that report only with a clause ("added") want the first or the second.
// Who is told may be a medium ("told Reuters"): then that medium reports the
// speaker, and the article the medium.

#include "claims/internal/cues.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr int kFarUp = 6;  // steps up a tree in search of a subject

VoiceKind KindOf(const ActorMention& actor) {
  switch (actor.kind) {
    case ActorMention::Kind::kPerson: return VoiceKind::kPerson;
    case ActorMention::Kind::kState: return VoiceKind::kGovernment;
    case ActorMention::Kind::kAgency: return VoiceKind::kAgency;
    case ActorMention::Kind::kOutlet: return VoiceKind::kOutlet;
    case ActorMention::Kind::kOrganisation:
      return actor.sector == "GOV" ? VoiceKind::kGovernment : VoiceKind::kOrganisation;
    default: return VoiceKind::kUnnamed;
  }
}

}  // namespace

CueFinder::CueFinder(const Syntax& syntax, const Lexicon& lexicon, const Mentions& mentions)
    : syntax_(syntax),
      doc_(syntax.doc()),
      patterns_(lexicon.patterns()),
      lexicon_(lexicon),
      mentions_(mentions) {
  actor_at_.assign(doc_.token_count(), kNoMention);
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) actor_at_[mentions.actors[i].head] = i;
}

// Participles that go on after another's words ("according to X, …, adding that …")
// are read last, when those are known.
Claims CueFinder::Run() {
  std::vector<TokenId> gerunds;
  for (TokenId t = 0; t < doc_.token_count(); ++t) {
    if (syntax_.Is(t, "according")) {
      ReadAccording(t);
      continue;
    }
    const bool verb = syntax_.IsVerb(t);
    if (!verb && syntax_.form(t) != Form::kNoun) continue;
    const ReportingRule* rule = RuleOf(t);
    if (rule == nullptr) continue;
    const bool document = rule->kind == ReportingRule::Kind::kDocument;
    if (!verb) {
      ReadNoun(t);
    } else if (!document) {
      const bool goes_on = syntax_.form(t) == Form::kVerbGerund && syntax_.dep(t) == Dep::kAdvcl &&
                           RuleOf(syntax_.head(t)) == nullptr;
      if (goes_on) {
        gerunds.push_back(t);
      } else {
        ReadVerb(t, *rule);
      }
    }
  }
  for (const TokenId t : gerunds) ReadVerb(t, *RuleOf(t));
  return std::move(claims_);
}

const ReportingRule* CueFinder::RuleOf(TokenId t) const {
  return patterns_.Reporting(lexicon_.Word(doc_.Lemma(t)));
}

// The claim that the words of a participle go on from; nullptr if none does.
const Claim* CueFinder::ClaimBefore(TokenId verb) const {
  if (syntax_.form(verb) != Form::kVerbGerund || syntax_.dep(verb) != Dep::kAdvcl) return nullptr;
  const uint32_t sentence = syntax_.tree().SentenceOf(verb);
  const Span all = doc_.SpanOf(doc_.sentences[sentence]);
  for (const Claim& claim : claims_) {
    if (!all.Contains(claim.cue) || claim.source.empty()) continue;
    if (!claim.cue.In(doc_.text).ends_with(" to") || claim.cue.begin > doc_.span[verb].begin) {
      continue;  // only "according to"
    }
    for (const Span content : claim.content) {
      if (content.Contains(doc_.span[verb])) return &claim;
    }
  }
  return nullptr;
}

std::optional<TokenId> CueFinder::SubjectOf(TokenId verb) const {
  for (int step = 0; step < kFarUp; ++step) {
    for (const TokenId child : syntax_.tree().Children(verb)) {
      const Dep dep = syntax_.dep(child);
      if (dep != Dep::kNsubj && dep != Dep::kNsubjpass) continue;
      const std::string_view word = doc_.Norm(child);
      const bool relative = word == "who" || word == "which" || word == "that";
      return relative && syntax_.dep(verb) == Dep::kRelcl ? syntax_.head(verb) : child;
    }
    const Dep dep = syntax_.dep(verb);
    if (dep == Dep::kAcl || dep == Dep::kRelcl) return syntax_.head(verb);
    if (dep != Dep::kConj && dep != Dep::kAdvcl && dep != Dep::kXcomp && dep != Dep::kPcomp) break;
    verb = syntax_.head(verb);
    if (dep == Dep::kPcomp) verb = syntax_.head(verb);
  }
  return std::nullopt;
}

bool CueFinder::IsSpeakerOrListener(TokenId t) const {
  const std::string_view word = doc_.Norm(t);
  return word == "i" || word == "you" || word == "we" || word == "me" || word == "us";
}

bool CueFinder::IsQuoteMark(TokenId t) const {
  const std::string_view form = doc_.Form(t);
  return form == "\"" || form == "``" || form == "''" || form == "\u201c" || form == "\u201d" ||
         form == "\u2018" || form == "\u2019" || form == "'" || form == "\u00ab" ||
         form == "\u00bb";
}

std::optional<Span> CueFinder::Trimmed(TokenRange range) const {
  const auto loose = [&](TokenId t) {
    return IsQuoteMark(t) || doc_.Form(t) == "," || doc_.Form(t) == "." || doc_.Form(t) == ":" ||
           doc_.Form(t) == ";";
  };
  while (!range.empty() && loose(range.begin)) ++range.begin;
  while (!range.empty() && loose(range.end - 1)) --range.end;
  if (range.empty()) return std::nullopt;
  return doc_.SpanOf(range);
}

std::vector<Span> CueFinder::Around(TokenRange range, TokenRange hole) const {
  std::vector<Span> spans;
  const auto add = [&](TokenRange part) {
    if (part.begin >= part.end) return;
    if (const auto span = Trimmed(part)) spans.push_back(*span);
  };
  if (hole.begin >= range.end || hole.end <= range.begin) {
    add(range);
  } else {
    add({range.begin, hole.begin});
    add({hole.end, range.end});
  }
  return spans;
}

std::vector<Span> CueFinder::ContentOf(TokenId verb, const ReportingRule& rule) const {
  const Tree& tree = syntax_.tree();
  // The cue with its subject and what else isn't said: a hole in the content.
  TokenRange cue{verb, verb + 1};
  for (const TokenId child : tree.Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep == Dep::kNsubj || dep == Dep::kAux || dep == Dep::kNsubjpass || dep == Dep::kAuxpass) {
      cue.begin = std::min(cue.begin, tree.Subtree(child).begin);
      cue.end = std::max(cue.end, tree.Subtree(child).end);
    }
  }
  std::vector<Span> content;
  for (const TokenId child : tree.Children(verb)) {
    const Dep dep = syntax_.dep(child);
    const bool clause =
        dep == Dep::kCcomp ||
        (dep == Dep::kXcomp && rule.kind == ReportingRule::Kind::kSay && !rule.needs_clause);
    if (!clause) continue;
    for (const Span span : Around(tree.Subtree(child), cue)) content.push_back(span);
  }
  if (!content.empty()) return content;
  const Dep dep = syntax_.dep(verb);
  const TokenId above = syntax_.head(verb);
  const bool mark = syntax_.Child(verb, Dep::kMark).has_value();
  if (above != verb &&
      (dep == Dep::kParataxis || (dep == Dep::kAdvcl && mark) || dep == Dep::kCcomp) &&
      SubjectOf(verb) && !syntax_.Child(verb, Dep::kDobj) &&
      rule.kind == ReportingRule::Kind::kSay) {
    const TokenRange cue_clause = tree.Subtree(verb);
    const bool as = !mark || syntax_.Is(*syntax_.Child(verb, Dep::kMark), "as");
    const bool comma = doc_.Form(cue_clause.begin) == "," || dep == Dep::kParataxis ||
                       (cue_clause.begin > 0 && doc_.Form(cue_clause.begin - 1) == ",") ||
                       (doc_.Form(std::min<TokenId>(cue_clause.end, above)) == ",");
    if (as && comma) return Around(tree.Subtree(above), tree.Subtree(verb));
  }
  if (!rule.needs_clause && rule.kind == ReportingRule::Kind::kSay) {
    const auto object = syntax_.Child(verb, Dep::kDobj);
    if (object && doc_.Lemma(*object) == "responsibility") {
      // "claimed responsibility for the attack"
      for (const TokenId of : {verb, *object}) {
        for (const TokenId child : tree.Children(of)) {
          if (syntax_.dep(child) != Dep::kPrep || !syntax_.Is(child, "for")) continue;
          if (const auto span = Trimmed({child + 1, tree.Subtree(child).end})) return {*span};
        }
      }
    }
    if (object && (rule.any_object ||
                   (actor_at_[*object] == kNoMention && syntax_.form(*object) != Form::kPronoun))) {
      for (const Span span : Around(tree.Subtree(*object), cue)) content.push_back(span);
    }
  }
  if (!content.empty()) return content;
  return ContentBehind(verb, rule);
}

std::vector<Span> CueFinder::ContentBehind(TokenId verb, const ReportingRule& rule) const {
  const Tree& tree = syntax_.tree();
  std::vector<Span> content;
  if (rule.kind == ReportingRule::Kind::kSay) {
    // "reported of tanks in the streets", "spoke about the plan"
    for (const TokenId child : tree.Children(verb)) {
      if (child < verb || syntax_.dep(child) != Dep::kPrep) continue;
      if (!syntax_.Is(child, "of") && !syntax_.Is(child, "about")) continue;
      const TokenRange said = tree.Subtree(child);
      if (said.end <= child + 1) continue;
      if (const auto span = Trimmed({child + 1, said.end})) content.push_back(*span);
    }
  }
  if (!content.empty()) return content;
  // "called for talks", "called the plan a disaster"
  if (syntax_.Is(verb, "call") || doc_.Lemma(verb) == "call") {
    TokenRange said{verb, verb};
    for (const TokenId child : tree.Children(verb)) {
      const bool named = syntax_.dep(child) == Dep::kOprd ||
                         (syntax_.dep(child) == Dep::kPrep && syntax_.Is(child, "for"));
      if (!named || child < verb) continue;
      said = tree.Subtree(child);
      if (const auto object = syntax_.Child(verb, Dep::kDobj); object && *object > verb) {
        said.begin = std::min(said.begin, tree.Subtree(*object).begin);
      }
      if (syntax_.dep(child) == Dep::kPrep) said.begin = child + 1;
    }
    if (!said.empty()) {
      if (const auto span = Trimmed(said)) content.push_back(*span);
    }
  }
  return content;
}

void CueFinder::SetSource(TokenId head, Claim* claim) const {
  const uint32_t row = actor_at_[head];
  if (row != kNoMention) {
    const ActorMention& actor = mentions_.actors[row];
    claim->actor = row;
    claim->source = doc_.SpanOf(actor.tokens);
    claim->source_name = actor.name;
    claim->kind = KindOf(actor);
    return;
  }
  // The head with what stands before it.
  TokenRange range{head, head + 1};
  for (const TokenId child : syntax_.tree().Children(head)) {
    if (child < head) range.begin = std::min(range.begin, syntax_.tree().Subtree(child).begin);
  }
  claim->source = doc_.SpanOf(range);
  claim->source_name = claim->source.In(doc_.text);
}

// "…, the agency Example News, reported.": a medium and a verb that end their sentence.
bool CueFinder::ReadTail(TokenId verb, TokenRange sentence) {
  for (TokenId t = verb + 1; t < sentence.end; ++t) {
    if (doc_.upos[t] != Upos::kPunct && doc_.upos[t] != Upos::kSpace) return false;
  }
  if (verb < sentence.begin + 4) return false;
  const TokenId end = doc_.Form(verb - 1) == "," ? verb - 1 : verb;
  for (const ActorMention& actor : mentions_.actors) {
    const bool medium =
        actor.kind == ActorMention::Kind::kAgency || actor.kind == ActorMention::Kind::kOutlet;
    if (!medium || actor.tokens.begin < sentence.begin + 3) continue;
    // "the agency Example News, EN, reported"
    const bool more =
        actor.tokens.end < end && actor.tokens.end + 3 >= end && doc_.Form(actor.tokens.end) == ",";
    if (actor.tokens.end != end && !more) continue;
    if (doc_.Form(actor.tokens.begin - 1) != ",") continue;
    const auto said = Trimmed({sentence.begin, actor.tokens.begin});
    if (!said) return false;
    Claim claim;
    claim.cue = doc_.span[verb];
    claim.content = {*said};
    SetSource(actor.head, &claim);
    claims_.push_back(std::move(claim));
    return true;
  }
  return false;
}

// "…, reported Example News": a medium right after the verb is its subject.
bool CueFinder::ReadInverted(TokenId verb, const ReportingRule& rule) {
  if (rule.kind != ReportingRule::Kind::kSay || verb == 0 || verb + 1 >= doc_.token_count()) {
    return false;
  }
  const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(verb)];
  if (ReadTail(verb, sentence)) return true;
  if (verb < sentence.begin + 2 || (doc_.Form(verb - 1) != "," && !IsQuoteMark(verb - 1))) {
    return false;
  }
  for (const ActorMention& actor : mentions_.actors) {
    if (actor.tokens.begin != verb + 1) continue;
    if (actor.kind != ActorMention::Kind::kAgency && actor.kind != ActorMention::Kind::kOutlet) {
      continue;
    }
    const auto said = Trimmed({sentence.begin, verb});
    if (!said) return false;
    Claim claim;
    claim.cue = doc_.span[verb];
    claim.content = {*said};
    SetSource(actor.head, &claim);
    claims_.push_back(std::move(claim));
    return true;
  }
  return false;
}

void CueFinder::ReadVerb(TokenId verb, const ReportingRule& rule) {
  ReadQuoted(verb);
  if (ReadInverted(verb, rule)) return;
  const auto subject = SubjectOf(verb);
  if (!subject || syntax_.Child(verb, Dep::kAuxpass)) return;
  // Told by ReadQuoted already: "was quoted as saying".
  if (syntax_.dep(verb) == Dep::kPcomp && syntax_.Is(syntax_.head(verb), "as")) return;
  // "I think" within a quotation isn't the article's report.
  if (IsSpeakerOrListener(*subject)) return;
  Claim claim;
  claim.content = ContentOf(verb, rule);
  if (claim.content.empty()) return;
  claim.cue = doc_.span[verb];
  if (syntax_.Is(verb, "citing") || syntax_.Is(verb, "quoting")) return;  // read with its verb
  if (const Claim* before = ClaimBefore(verb)) {
    claim.source = before->source;
    claim.source_name = before->source_name;
    claim.kind = before->kind;
    claim.actor = before->actor;
  } else {
    SetSource(*subject, &claim);
  }
  for (const Span span : claim.content) {
    const bool open = span.begin > 0 && doc_.text[span.begin - 1] == '"';
    const bool closed = span.end < doc_.text.size() && doc_.text[span.end] == '"';
    if (open || closed) claim.quote = open && closed ? Claim::Quote::kDirect : Claim::Quote::kMixed;
  }
  AddListener(verb, claim);
  AddCited(verb, &claim);
  claims_.push_back(std::move(claim));
}

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
      inner.content = Around({phrase.end, sentence.end}, {sentence.end, sentence.end});
    }
    SetSource(*object, &inner);
    if (inner.content.empty()) return;
    claim->content.push_back(inner.source);  // so that it holds the inner one
    std::sort(claim->content.begin(), claim->content.end());
    claims_.push_back(std::move(inner));
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
    claims_.push_back(std::move(outer));
    return;
  }
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
    const ReportingRule rule;
    inner.content = ContentOf(verb, rule);
    if (inner.content.empty()) inner.content = ContentOf(*saying, rule);
    SetSource(*subject, &inner);
    if (!inner.content.empty()) claims_.push_back(std::move(inner));
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
  claim.content = Around(sentence, syntax_.tree().Subtree(*agent));
  SetSource(*object, &claim);
  if (!claim.content.empty()) claims_.push_back(std::move(claim));
}

}  // namespace avviso
