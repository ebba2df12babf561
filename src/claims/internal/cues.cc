// A word that may report is read in every way that its surroundings allow (said.h); the
// likeliest is kept if it is likelier than none (weigh.h). Some constructions are
// settled: "quoted by", media behind their verb, "according to".
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

std::vector<uint32_t> ActorsByHead(const Document& doc, const Mentions& mentions) {
  std::vector<uint32_t> rows(doc.token_count(), kNoMention);
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) rows[mentions.actors[i].head] = i;
  return rows;
}

uint32_t SizeOf(const Claim& claim) {
  uint32_t size = 0;
  for (const Span part : claim.content) size += part.size();
  return size;
}

bool Holds(const Claim& claim, Span words) {
  return std::any_of(claim.content.begin(), claim.content.end(),
                     [&](Span part) { return part.Contains(words); });
}

bool AreRivals(const Claim& a, const Claim& b) {
  if (Holds(a, b.cue) || Holds(b, a.cue)) return false;
  uint32_t common = 0;
  for (const Span x : a.content) {
    for (const Span y : b.content) {
      const uint32_t begin = std::max(x.begin, y.begin), end = std::min(x.end, y.end);
      if (begin < end) common += end - begin;
    }
  }
  return common * 10 >= (SizeOf(a) + SizeOf(b) - common) * 6;
}

}  // namespace

CueFinder::CueFinder(const Syntax& syntax, const Lexicon& lexicon, const Mentions& mentions,
                     const std::vector<Span>& quotes, ClaimTrace* trace)
    : syntax_(syntax),
      doc_(syntax.doc()),
      patterns_(lexicon.patterns()),
      lexicon_(lexicon),
      mentions_(mentions),
      actor_at_(ActorsByHead(syntax.doc(), mentions)),
      said_(syntax, quotes),
      weigher_({syntax, lexicon, mentions, actor_at_, quotes}, trace != nullptr),
      trace_(trace) {}

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
    const bool word = verb || syntax_.form(t) == Form::kNoun || doc_.upos[t] == Upos::kAdj ||
                      doc_.upos[t] == Upos::kAdv;
    if (!word || !weigher_.MayReport(t)) continue;
    if (!verb) {
      ReadWord(t);
    } else if (syntax_.form(t) == Form::kVerbGerund && syntax_.dep(t) == Dep::kAdvcl &&
               RuleOf(syntax_.head(t)) == nullptr) {
      gerunds.push_back(t);
    } else {
      ReadVerb(t);
    }
  }
  for (const TokenId t : gerunds) ReadVerb(t);
  DropRivals();
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

// Who does what a verb tells: its subject, or that of the verbs it hangs from.
std::optional<TokenId> CueFinder::SubjectOf(TokenId verb) const {
  for (int step = 0; step < kFarUp; ++step) {
    for (const TokenId child : syntax_.tree().Children(verb)) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kNsubj || dep == Dep::kNsubjpass) return child;
    }
    const TokenId above = syntax_.head(verb);
    switch (syntax_.dep(verb)) {
      case Dep::kConj:
      case Dep::kAdvcl:
      case Dep::kXcomp: verb = above; break;
      case Dep::kPcomp: verb = syntax_.head(above); break;
      case Dep::kRelcl: return above;
      case Dep::kAcl: {
        // "made an attempt to deny it", "took the stage, saying": who made, who took.
        const bool infinitive = syntax_.Child(verb, Dep::kAux).has_value();
        const TokenId begin = syntax_.tree().Subtree(verb).begin;
        const bool apart = begin > 0 && doc_.Form(begin - 1) == ",";
        if (const auto owner = syntax_.Child(above, Dep::kPoss); owner && infinitive) return owner;
        if (!infinitive && !apart) return above;
        const TokenId carrier = CarrierOf(above);
        if (carrier == kNoToken) return above;
        verb = carrier;
        break;
      }
      default: return std::nullopt;
    }
    // "the award for speaking out": who took it.
    if (!syntax_.IsVerb(verb) && doc_.upos[verb] == Upos::kNoun) {
      const TokenId carrier = CarrierOf(verb);
      if (carrier == kNoToken) return std::nullopt;
      verb = carrier;
    }
  }
  return std::nullopt;
}

// The verb whose object a noun is, at most a preposition away; kNoToken if none.
TokenId CueFinder::CarrierOf(TokenId noun) const {
  const TokenId above = syntax_.head(noun);
  if (syntax_.dep(noun) == Dep::kDobj && syntax_.IsVerb(above)) return above;
  if (syntax_.dep(noun) == Dep::kPobj && syntax_.IsVerb(syntax_.head(above))) {
    return syntax_.head(above);
  }
  return kNoToken;
}

// "the minister, who said": it is the minister who says so.
TokenId CueFinder::AntecedentOf(TokenId word) const {
  const std::string_view form = doc_.Norm(word);
  if (form != "who" && form != "which" && form != "that") return word;
  TokenId verb = syntax_.head(word);
  for (int step = 0; step < kFarUp && !syntax_.is_root(verb); ++step) {
    if (syntax_.dep(verb) == Dep::kRelcl) return syntax_.head(verb);
    verb = syntax_.head(verb);
  }
  return word;
}

bool CueFinder::IsSpeakerOrListener(TokenId t) const {
  const std::string_view word = doc_.Norm(t);
  return word == "i" || word == "you" || word == "we" || word == "me" || word == "us";
}

// "the claim that C", "the rumour is that C"
bool CueFinder::IsThatClause(TokenId cue, const Said& said) const {
  if (syntax_.form(cue) != Form::kNoun || RuleOf(cue) == nullptr) return false;
  if (said.shape != Shape::kClause && said.shape != Shape::kComplement) return false;
  const auto mark = syntax_.Child(said.head, Dep::kMark);
  return mark && syntax_.Is(*mark, "that");
}

// What the tables say where nothing was learned: a clause, else an object.
double CueFinder::PriorOf(TokenId cue, const Said& said) const {
  const ReportingRule* rule = RuleOf(cue);
  if (rule == nullptr || !said.from_subject) return -1;
  if (!syntax_.IsVerb(cue)) return IsThatClause(cue, said) ? 3 : -1;
  const bool free = rule->kind == ReportingRule::Kind::kSay && !rule->needs_clause;
  switch (said.shape) {
    case Shape::kClause: return 3;
    case Shape::kAbove: return rule->kind == ReportingRule::Kind::kSay ? 2.5 : -1;
    case Shape::kInfinitive: return free ? 2 : -1;
    case Shape::kObject: {
      const bool thing =
          actor_at_[said.head] == kNoMention && syntax_.form(said.head) != Form::kPronoun;
      return free && (rule->any_object || thing) ? 1 : -1;
    }
    default: return -1;
  }
}

// What the score must be above. A word that isn't one of reporting, with things that it acts
// on ("withdrew its troops"), must be surer than one that opens a clause.
double CueFinder::LeastScore(TokenId cue, const Said& said) const {
  constexpr double kSure = 1;
  const bool thing = said.shape != Shape::kClause && said.shape != Shape::kAbove &&
                     said.shape != Shape::kQuote && said.shape != Shape::kClauseOnly;
  return thing && lexicon_.patterns().Reporting(lexicon_.Word(doc_.Lemma(cue))) == nullptr ? kSure
                                                                                           : 0;
}

Span CueFinder::SourceSpan(TokenId source) const {
  Claim claim;
  SetSource(source, &claim);
  return claim.source;
}

// The likeliest way to read `cue` as a report, if one is likely at all.
std::optional<CueFinder::Reading> CueFinder::Best(TokenId cue, std::optional<TokenId> subject) {
  std::optional<Reading> best;
  size_t chosen = 0;
  weigher_.Begin(cue);
  const bool learned = lexicon_.judgement().knows_claims();
  for (const Said& said : said_.Of(cue)) {
    if (!weigher_.MayReport(said) && !IsThatClause(cue, said)) continue;
    const TokenId source = !said.from_subject ? said.source : subject.value_or(kNoToken);
    double score = weigher_.Score(said, source);
    if (!learned || IsThatClause(cue, said)) score = std::max(score, PriorOf(cue, said));
    if (trace_ != nullptr) {
      const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(cue)];
      trace_->push_back({doc_.span[cue],
                         doc_.SpanOf(sentence),
                         source == kNoToken ? Span{} : SourceSpan(source),
                         {said.spans().begin(), said.spans().end()},
                         weigher_.names(),
                         score});
    }
    if (score <= LeastScore(cue, said) || (best && score <= best->score)) continue;
    best = Reading{said, source, score};
    if (trace_ != nullptr) chosen = trace_->size() - 1;
  }
  if (best && trace_ != nullptr) (*trace_)[chosen].kept = true;
  return best;
}

void CueFinder::Add(Claim claim, double score) {
  claims_.push_back(std::move(claim));
  scores_.push_back(score);
}

// Two words that report the same words: the likelier stays, unless one is within what
// the other reports.
void CueFinder::DropRivals() {
  std::vector<uint32_t> order(claims_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return claims_[a].content[0] < claims_[b].content[0];
  });
  std::vector<bool> dropped(claims_.size());
  for (size_t i = 0; i < order.size(); ++i) {
    for (size_t j = i + 1; j < order.size(); ++j) {
      const Claim &a = claims_[order[i]], &b = claims_[order[j]];
      if (b.content[0].begin >= a.content[0].end) break;
      if (scores_[order[i]] == kSettled || scores_[order[j]] == kSettled) continue;
      if (!AreRivals(a, b)) continue;
      dropped[scores_[order[i]] < scores_[order[j]] ? order[i] : order[j]] = true;
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < claims_.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) claims_[kept] = std::move(claims_[i]);
    ++kept;
  }
  claims_.resize(kept);
}

void CueFinder::SetSource(TokenId head, Claim* claim) const {
  const TokenId word = head;
  head = AntecedentOf(word);
  SetVoice(head, claim);
  // A relative keeps its own words, as any pronoun, with the name of whom it stands for.
  if (head != word) claim->source = doc_.span[word];
}

void CueFinder::SetVoice(TokenId head, Claim* claim) const {
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
    const auto said = said_.Trimmed({sentence.begin, actor.tokens.begin});
    if (!said) return false;
    Claim claim;
    claim.cue = doc_.span[verb];
    claim.content = {*said};
    SetSource(actor.head, &claim);
    Add(std::move(claim));
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
  if (verb < sentence.begin + 2 ||
      (doc_.Form(verb - 1) != "," && !IsQuoteForm(doc_.Form(verb - 1)))) {
    return false;
  }
  for (const ActorMention& actor : mentions_.actors) {
    if (actor.tokens.begin != verb + 1) continue;
    if (actor.kind != ActorMention::Kind::kAgency && actor.kind != ActorMention::Kind::kOutlet) {
      continue;
    }
    const auto said = said_.Trimmed({sentence.begin, verb});
    if (!said) return false;
    Claim claim;
    claim.cue = doc_.span[verb];
    claim.content = {*said};
    SetSource(actor.head, &claim);
    Add(std::move(claim));
    return true;
  }
  return false;
}

void CueFinder::ReadVerb(TokenId verb) {
  ReadQuoted(verb);
  const ReportingRule* rule = RuleOf(verb);
  if (rule != nullptr && ReadInverted(verb, *rule)) return;
  // Told by ReadQuoted already: "was quoted as saying".
  if (syntax_.dep(verb) == Dep::kPcomp && syntax_.Is(syntax_.head(verb), "as")) return;
  if (syntax_.Is(verb, "citing") || syntax_.Is(verb, "quoting")) return;  // read with its verb
  const auto subject = SubjectOf(verb);
  // "I think" within a quotation isn't the article's report.
  if (subject && IsSpeakerOrListener(*subject)) return;
  const auto reading = Best(verb, subject);
  if (!reading) return;
  Claim claim = ClaimOf(verb, *reading);
  if (const Claim* before = ClaimBefore(verb)) {
    claim.source = before->source;
    claim.source_name = before->source_name;
    claim.kind = before->kind;
    claim.actor = before->actor;
  }
  AddListener(verb, claim);
  AddCited(verb, &claim);
  Add(std::move(claim), reading->score);
}

// A word that the tables know as reporting tells what its voice says, in the ways
// that they allow; any other may tell no more than a view.
bool CueFinder::Vouches(TokenId cue, const Said& said) const {
  const Shape shape = said.shape;
  if (shape == Shape::kPrep && said.word != "of" && said.word != "about") return false;
  if (shape == Shape::kClause || shape == Shape::kClauseOnly || shape == Shape::kAbove ||
      shape == Shape::kQuote) {
    return RuleOf(cue) != nullptr || shape == Shape::kQuote || shape == Shape::kAbove;
  }
  if (shape == Shape::kDocument) return true;
  const ReportingRule* rule = RuleOf(cue);
  if (rule == nullptr || !syntax_.IsVerb(cue)) {
    return rule != nullptr && shape == Shape::kComplement;
  }
  return rule->kind == ReportingRule::Kind::kSay && !rule->needs_clause;
}

Claim CueFinder::ClaimOf(TokenId cue, const Reading& reading) const {
  Claim claim;
  claim.cue = doc_.span[cue];
  claim.content.assign(reading.said.spans().begin(), reading.said.spans().end());
  if (reading.source != kNoToken) SetSource(reading.source, &claim);
  claim.vouches = Vouches(cue, reading.said);
  return claim;
}

}  // namespace avviso
