// Triggers are found by the patterns; each is then given its arguments, its
// status, its circumstances and its voices. What has no actor at all, lacks one
// that its rule needs, or stands in a sentence of sport or show is dropped.
// Drafts of one act are merged, and only then written out with their codes.

#include "events/coder.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "events/internal/arguments.h"
#include "events/internal/circumstances.h"
#include "events/internal/draft.h"
#include "events/internal/event_place.h"
#include "events/internal/event_time.h"
#include "events/internal/grammar.h"
#include "events/internal/judge.h"
#include "events/internal/numbers.h"
#include "events/internal/parties.h"
#include "events/internal/refusals.h"
#include "events/internal/sites.h"
#include "events/internal/status.h"
#include "events/internal/triggers.h"
#include "events/internal/voices.h"
#include "nlp/syntax.h"

namespace avviso {
namespace {

constexpr int kHistoricalDays = 31;

std::string Hex(uint64_t value) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(value >> shift) & 15u];
  return out;
}

// "0.35"
std::string TwoPlaces(double value) {
  const std::string digits = std::to_string(static_cast<int>(value * 100 + 0.5) + 1000);
  return digits.substr(digits.size() - 3, 1) + "." + digits.substr(digits.size() - 2);
}

class ArticleCoder {
 public:
  ArticleCoder(const Lexicon& lexicon, const CodeInput& input, Trace* trace)
      : lexicon_(lexicon),
        input_(input),
        doc_(input.doc),
        trace_(trace),
        syntax_(input.doc, input.tree),
        grammar_(syntax_, lexicon, QuotedVoices(input.doc, input.mentions, input.claims)),
        arguments_(grammar_, input.mentions, input.claims),
        refusals_(grammar_, input.mentions) {
    where_.places = PlacesAndSites(grammar_, input.mentions);
  }

  std::vector<Event> Run() {
    FindAsides();
    const Triggers triggers = FindTriggers(grammar_, arguments_, trace_);
    const Parties parties(grammar_, arguments_, input_.mentions, triggers);
    std::vector<EventDraft> drafts;
    for (const Trigger& trigger : triggers.kept) {
      EventDraft draft;
      parties.FindActors(trigger, &draft);
      parties.FindBlamed(drafts, &draft);
      if (MakeDraft(trigger, triggers.kept, parties, &draft)) drafts.push_back(std::move(draft));
    }
    drafts = MergeDrafts(std::move(drafts), input_.mentions, lexicon_, input_.tree);
    std::vector<Event> events;
    for (EventDraft& draft : drafts) {
      Event event = Finish(std::move(draft));
      if (event.confidence >= input_.min_confidence) {
        events.push_back(std::move(event));
      } else if (trace_ != nullptr) {
        trace_->Add(event.mentions.front().trigger, event.mentions.front().rule + ": confidence " +
                                                        TwoPlaces(event.confidence) + " is below " +
                                                        TwoPlaces(input_.min_confidence));
      }
    }
    return events;
  }

 private:
  void FindAsides() {
    for (const TokenRange sentence : doc_.sentences)
      aside_.push_back(IsAside(doc_.SpanOf(sentence)));
  }

  bool IsAside(Span sentence) const {
    return input_.asides != nullptr &&
           std::any_of(input_.asides->begin(), input_.asides->end(),
                       [sentence](Span aside) { return aside.Contains(sentence); });
  }

  void Say(TokenId t, const Rule& rule, std::string_view what) const {
    if (trace_ != nullptr) trace_->Add(doc_.span[t], rule.id + ": " + std::string(what));
  }

  bool MakeDraft(const Trigger& trigger, const std::vector<Trigger>& all, const Parties& parties,
                 EventDraft* draft) const {
    const Rule& rule = *trigger.rule;
    const TokenId t = trigger.token;
    if (const auto why = refusals_.OfTrigger(t, rule); !why.empty()) {
      Say(t, rule, why);
      return false;
    }
    if (aside_[input_.tree.SentenceOf(t)]) {
      Say(t, rule, "around the story, not in it");
      return false;
    }
    const auto voices = ClaimsOver(input_.claims, doc_.span[t]);
    TokenId by = t;
    const bool verbal = lexicon_.ontology().type(rule.type).verbal;
    const auto status = StatusOf(grammar_, t, {rule.own_modality, verbal}, &by);
    if (!status) {
      Say(t, rule, "not told as an act, by \"" + std::string(doc_.Form(by)) + "\"");
      return false;
    }
    draft->status = trigger.claimed_by == t ? *status : EventStatus::kHappened;
    if (draft->source.empty() && trigger.claimed_by != t) draft->source = parties.Accused(trigger);
    if (draft->source.empty() && draft->target.empty()) {
      Say(t, rule, "no actor");
      return false;
    }
    draft->lacks = (rule.need_source && draft->source.empty()) ||
                   (rule.need_target && draft->target.empty() && draft->places.empty());
    if (draft->lacks && lexicon_.judgement().empty() && trace_ == nullptr) {
      return false;  // nobody could tell how sure it is
    }
    if (const auto why = refusals_.OfDraft(*draft, by); !why.empty()) {
      Say(t, rule, why);
      return false;
    }
    draft->content = ContentOf(t);
    if (syntax_.IsVerb(t)) {
      if (const auto subject = grammar_.Subject(t)) draft->agent = *subject;
      if (const auto object = grammar_.Object(t)) draft->patient = *object;
      if (syntax_.dep(t) == Dep::kConj && syntax_.IsVerb(syntax_.head(t)) &&
          !syntax_.Child(syntax_.head(t), Dep::kDobj)) {
        draft->beside = syntax_.head(t);
      }
      draft->result_of = ResultOf(t);
    }
    FillEvent(trigger, all, voices, draft);
    if (trace_ != nullptr) SayHow(*draft, by);
    return true;
  }

  // For the trace: the rule, where its row stands, and what gave each part.
  void SayHow(const EventDraft& draft, TokenId status_by) const {
    const TokenId t = draft.trigger;
    std::string how = draft.rule->id + " (" + draft.rule->row + "): ";
    how += lexicon_.ontology().type(draft.rule->type).name;
    for (const std::string& test : draft.rule->tests) how += ", " + test;
    trace_->Add(doc_.span[t], std::move(how), true);
    if (draft.status != EventStatus::kHappened) {
      trace_->Add(doc_.span[t],
                  std::string(StatusName(draft.status)) + ", by \"" +
                      std::string(doc_.Form(status_by)) + "\"",
                  true);
    }
    if (draft.type != draft.rule->type) {
      trace_->Add(doc_.span[t],
                  "judged to be " + lexicon_.ontology().type(draft.type).name + ", at " +
                      TwoPlaces(draft.act),
                  true);
    }
  }

  // "struck the town, killing three and injuring seven": the verb whose outcome `t` tells.
  TokenId ResultOf(TokenId t) const {
    while (syntax_.dep(t) == Dep::kConj && syntax_.form(t) == Form::kVerbGerund) {
      t = syntax_.head(t);
    }
    const bool outcome = syntax_.form(t) == Form::kVerbGerund && syntax_.dep(t) == Dep::kAdvcl &&
                         !syntax_.Child(t, Dep::kNsubj) && !syntax_.Child(t, Dep::kMark) &&
                         !syntax_.Child(t, Dep::kPrep);
    return outcome ? syntax_.head(t) : UINT32_MAX;
  }

  // What an act of words is about: the head of its complement or object.
  WordId ContentOf(TokenId t) const {
    for (const Dep dep : {Dep::kXcomp, Dep::kCcomp, Dep::kDobj, Dep::kAcl, Dep::kPrep}) {
      if (const auto child = syntax_.Child(t, dep)) {
        if (dep != Dep::kPrep) return grammar_.lemma(*child) + 1;
        const auto object = syntax_.Child(*child, Dep::kPobj);
        return object ? grammar_.lemma(*object) + 1 : kNoWord;
      }
    }
    return kNoWord;
  }

  void FillEvent(const Trigger& trigger, const std::vector<Trigger>& all,
                 const std::vector<uint32_t>& voices, EventDraft* draft) const {
    const TokenId t = trigger.token;
    Event& event = draft->event;
    event.mode = draft->rule->mode;
    if (event.mode.empty()) {
      event.mode = lexicon_.ontology().ModeOfContent(draft->rule->type, trigger.content);
    }
    event.contexts = draft->rule->contexts;
    EventMention mention;
    mention.sentence = doc_.SpanOf(doc_.sentences[input_.tree.SentenceOf(t)]);
    mention.trigger = TriggerSpan(t);
    mention.rule = draft->rule->id;
    event.mentions.push_back(std::move(mention));
    FindPlace(trigger, draft);
    // The day of a deed told before is none of what is still to come.
    const bool to_come = draft->status == EventStatus::kPlanned;
    event.time = TimeOf(grammar_, input_.mentions, {t, draft->type, to_come}, input_.published);
    if (event.time && event.time->end && input_.published) {
      event.historical =
          event.time->end->since_epoch + kHistoricalDays < input_.published->since_epoch;
    }
    event.numbers = NumbersOf(grammar_, t, *draft->rule);
    AddChain(trigger, all, voices, draft);
    Judge(draft);
    if (draft->type != draft->rule->type) {
      // What another type has of these is another's.
      event.mode = lexicon_.ontology().ModeOfContent(draft->type, trigger.content);
      event.attribution.clear();
      AddChain(trigger, all, voices, draft);
    }
    if (event.attribution.empty()) return;
    for (EventNumber& number : event.numbers) number.says = event.attribution.front().name;
  }

  void AddChain(const Trigger& trigger, const std::vector<Trigger>& all,
                const std::vector<uint32_t>& voices, EventDraft* draft) const {
    if (trigger.claimed_by != trigger.token) AddAccuser(trigger, all, &draft->event);
    AddVoices(*draft, voices, &draft->event);
  }

  // Asks the judge for the type, and keeps how sure it is.
  void Judge(EventDraft* draft) const {
    const TypeRow& type = lexicon_.ontology().type(draft->type);
    const bool by_actor = ToldByActor(*draft);
    const std::string_view code = CodeOf(type, draft->status, by_actor);
    if (lexicon_.judgement().empty() && trace_ == nullptr) return;
    TypeFeatureList features = TypeFeatures(
        {grammar_, input_.mentions, *draft, code, StatusName(draft->status)}, trace_ != nullptr);
    const Verdict verdict = JudgeType(lexicon_, features, *draft, by_actor);
    draft->type = verdict.type;
    draft->act = verdict.act;
    draft->none = verdict.none;
    if (trace_ == nullptr) return;
    trace_->Add({doc_.span[draft->trigger], draft->rule->id, std::string(code), draft->rule->firm,
                 std::move(features.names)});
  }

  // A place, unless the words are those of a party ("gave to Malawi").
  void FindPlace(const Trigger& trigger, EventDraft* draft) const {
    for (const TokenId t : {trigger.token, trigger.content_token}) {
      auto place = PlaceOf(grammar_, where_, t, draft->rule->type);
      if (!place) continue;
      // Where something else took place tells nothing of what may come.
      const Span sentence = doc_.SpanOf(doc_.sentences[input_.tree.SentenceOf(t)]);
      if (place->inferred && draft->status != EventStatus::kHappened &&
          !sentence.Contains(place->text)) {
        continue;
      }
      draft->event.place = std::move(place);
      return;
    }
  }

  // The words that name the act: a verb with its particle.
  Span TriggerSpan(TokenId t) const {
    Span span = doc_.span[t];
    if (const auto particle = syntax_.Child(t, Dep::kPrt); particle && *particle == t + 1) {
      span.end = doc_.span[*particle].end;
    }
    return span;
  }

  void AddAccuser(const Trigger& trigger, const std::vector<Trigger>& all, Event* event) const {
    for (const Trigger& other : all) {
      if (other.token != trigger.claimed_by) continue;
      for (const uint32_t row : arguments_.ActorsAlong(other.token, other.rule->source, true)) {
        event->attribution.push_back(VoiceOf(row, TriggerSpan(other.token)));
      }
    }
  }

  Voice VoiceOf(uint32_t row, Span cue) const {
    const ActorMention& actor = input_.mentions.actors[row];
    Voice voice;
    voice.text = doc_.SpanOf(actor.tokens);
    voice.name = actor.name;
    voice.cue = cue;
    switch (actor.kind) {
      case ActorMention::Kind::kPerson: voice.kind = VoiceKind::kPerson; break;
      case ActorMention::Kind::kState: voice.kind = VoiceKind::kGovernment; break;
      case ActorMention::Kind::kAgency: voice.kind = VoiceKind::kAgency; break;
      case ActorMention::Kind::kOutlet: voice.kind = VoiceKind::kOutlet; break;
      case ActorMention::Kind::kOrganisation: voice.kind = VoiceKind::kOrganisation; break;
      default: voice.kind = VoiceKind::kUnnamed;
    }
    return voice;
  }

  void AddVoices(const EventDraft& draft, const std::vector<uint32_t>& rows, Event* event) const {
    const bool verbal = lexicon_.ontology().type(draft.type).verbal;
    for (const uint32_t row : rows) {
      const Claim& claim = input_.claims[row];
      // Who acts by words is no further voice for that.
      if (verbal && claim.actor != kNoMention && event->attribution.empty() &&
          IsAmong(input_.mentions, claim.actor, draft.source)) {
        continue;
      }
      if (claim.source.empty()) continue;
      // The accuser goes on speaking.
      if (!event->attribution.empty() && event->attribution.back().name == claim.source_name) {
        continue;
      }
      event->attribution.push_back({claim.source, claim.source_name, claim.kind, claim.cue});
    }
  }

  // The words of the mention; for a pronoun those of the name that it stands for,
  // if that is in the same sentence.
  Span SpanOfActor(uint32_t row) const {
    const ActorMention& actor = input_.mentions.actors[row];
    if (syntax_.form(actor.head) == Form::kPronoun) {
      const uint32_t sentence = input_.tree.SentenceOf(actor.head);
      for (const ActorMention& other : input_.mentions.actors) {
        if (other.chain == actor.chain && syntax_.form(other.head) != Form::kPronoun &&
            input_.tree.SentenceOf(other.head) == sentence) {
          return doc_.SpanOf(other.tokens);
        }
      }
    }
    return doc_.SpanOf(actor.tokens);
  }

  void AddParticipants(const ActorRows& rows, std::vector<Participant>* out) const {
    std::vector<uint32_t> chains;
    for (const uint32_t row : rows) {
      const ActorMention& actor = input_.mentions.actors[row];
      if (std::find(chains.begin(), chains.end(), actor.chain) != chains.end()) continue;
      chains.push_back(actor.chain);
      out->push_back(
          {doc_.SpanOf(actor.tokens), actor.name, actor.country, actor.sector, actor.id});
    }
  }

  Event Finish(EventDraft draft) const {
    const TypeRow& type = lexicon_.ontology().type(draft.type);
    Event event = std::move(draft.event);
    event.type = type.name;
    event.quad = type.quad;
    event.status = draft.status;
    AddParticipants(draft.source, &event.source);
    AddParticipants(draft.target, &event.target);
    for (const uint32_t row : draft.places) {
      const PlaceMention& place = input_.mentions.places[row];
      event.target.push_back({doc_.SpanOf(place.tokens), place.name, place.country, "", ""});
    }
    event.plover = CodeOf(type, draft.status, ToldByActor(draft, event.attribution));
    const auto codes =
        lexicon_.ontology().CodesOf(event.type, event.mode, StatusName(event.status));
    event.cameo = codes.cameo;
    event.goldstein = codes.goldstein;
    Weigh(draft, &event);
    std::string key(input_.document_id);
    key += '|' + event.type + '|';
    for (const Participant& actor : event.source) key += actor.name + '|';
    key += '>';
    for (const Participant& actor : event.target) key += actor.name + '|';
    key += std::to_string(event.mentions.front().trigger.begin);
    event.id = Hex(MurmurHash64A(key, 0));
    return event;
  }

  bool ToldByActor(const EventDraft& draft) const {
    return ToldByActor(draft, draft.event.attribution);
  }

  // True if the plan is told in its actor's name: by the article or by the actor.
  bool ToldByActor(const EventDraft& draft, const std::vector<Voice>& voices) const {
    if (draft.source.empty()) return false;
    if (voices.empty()) return true;
    return std::any_of(draft.source.begin(), draft.source.end(), [&](uint32_t row) {
      return input_.mentions.actors[row].name == voices.front().name;
    });
  }

  void Weigh(const EventDraft& draft, Event* event) const {
    const ConfidenceFeatureList features = ConfidenceFeatures(
        {grammar_, input_.mentions, draft, event->plover, StatusName(draft.status)}, *event);
    event->confidence = ConfidenceOf(lexicon_.judgement(), features);
    if (trace_ == nullptr) return;
    trace_->Add({event->mentions.front().trigger, Features(features.begin(), features.end()),
                 event->confidence});
  }

  const Lexicon& lexicon_;
  const CodeInput& input_;
  const Document& doc_;
  Trace* const trace_;
  const Syntax syntax_;
  const Grammar grammar_;
  Mentions where_;  // places alone, with sites
  const Arguments arguments_;
  const Refusals refusals_;
  std::vector<bool> aside_;  // a sentence each
};

}  // namespace

Result<Coder> Coder::Make(const Lexicon& lexicon) {
  for (uint32_t row = 0; row < lexicon.patterns().rule_count(); ++row) {
    const Rule& rule = lexicon.patterns().rule(row);
    if (rule.type > lexicon.ontology().types().size()) {
      return Error{ErrorCode::kCorrupt, "pattern " + rule.id + " names a type that isn't there"};
    }
  }
  return Coder(&lexicon);
}

std::vector<Event> Coder::Code(const CodeInput& input, Trace* trace) const {
  if (input.doc.token_count() == 0 || input.doc.labels == nullptr) return {};
  return ArticleCoder(*lexicon_, input, trace).Run();
}

}  // namespace avviso
