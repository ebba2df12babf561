// One article's way from words to records, a step a line:
//
//   candidates    the words that a rule or the encoder takes for an act   triggers.h
//   decision      whether it is one, of which type, with what status      decision.h
//   parties       who is its source and its target                        parties.h, roles.h
//   circumstances its mode, place, time and numbers                       circumstances.h
//   voices        on whose word it is told                                voices.h
//   merging       drafts of one act are one                               draft.h
//   records       codes, id, confidence                                   record_writer.h
//
// Nothing goes back a step. What has no actor at all is dropped, and so is what is hardly an act.

#include "events/coder.h"

#include <algorithm>
#include <utility>

#include "events/internal/arguments.h"
#include "events/internal/circumstances.h"
#include "events/internal/confidence.h"
#include "events/internal/decision.h"
#include "events/internal/draft.h"
#include "events/internal/event_place.h"
#include "events/internal/event_time.h"
#include "events/internal/grammar.h"
#include "events/internal/numbers.h"
#include "events/internal/parties.h"
#include "events/internal/record_writer.h"
#include "events/internal/refusals.h"
#include "events/internal/roles.h"
#include "events/internal/sites.h"
#include "events/internal/status.h"
#include "events/internal/triggers.h"
#include "events/internal/voices.h"
#include "nlp/syntax.h"

namespace avviso {
namespace {

constexpr int kHistoricalDays = 31;
constexpr double kLeastAct = 0.1;  // what is less likely an act is none

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
        alone_(input.reading.empty()),
        syntax_(input.doc, input.tree),
        grammar_(syntax_, lexicon, QuotedVoices(input.doc, input.mentions, input.claims)),
        arguments_(grammar_, input.mentions, input.claims),
        refusals_(grammar_, input.mentions),
        decider_(grammar_, input.reading),
        roles_(grammar_, arguments_, input.mentions, input.claims, input.reading),
        writer_(grammar_, arguments_, input) {
    where_.places = PlacesAndSites(grammar_, input.mentions);
  }

  std::vector<Event> Run() {
    FindAsides();
    const Triggers triggers = FindTriggers(grammar_, arguments_, input_.reading, trace_);
    const Parties parties(grammar_, arguments_, input_.mentions, triggers);
    std::vector<EventDraft> drafts;
    for (const Trigger& trigger : triggers.kept) {
      Trace::Considered seen;
      Trace::Considered* const see = trace_ != nullptr && !alone_ ? &seen : nullptr;
      EventDraft draft;
      Decision decision;
      const bool kept = Decide(trigger, see, &decision, &draft) &&
                        FindParties(trigger, parties, drafts, see, &draft);
      if (kept) {
        FindCircumstances(trigger, decision, see, &draft);
        FindVoices(trigger, triggers.kept, &draft);
        if (trace_ != nullptr) SayHow(draft, decision);
      }
      if (see != nullptr) {
        seen.trigger = doc_.span[trigger.token];
        trace_->Add(std::move(seen));
      }
      if (kept) drafts.push_back(std::move(draft));
    }
    drafts = MergeDrafts(std::move(drafts),
                         {syntax_, input_.mentions, lexicon_, input_.reading, trace_});
    std::vector<Event> events;
    for (EventDraft& draft : drafts) {
      Event event = writer_.Write(&draft);
      Weigh(draft, &event);
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

  bool Refuse(const Trigger& trigger, std::string_view why) const {
    if (trace_ != nullptr) {
      trace_->Add(doc_.span[trigger.token], trigger.rule->id + ": " + std::string(why));
    }
    return false;
  }

  // False if it is no act.
  bool Decide(const Trigger& trigger, Trace::Considered* see, Decision* decision,
              EventDraft* draft) const {
    const Rule& rule = *trigger.rule;
    const TokenId t = trigger.token;
    if (aside_[input_.tree.SentenceOf(t)]) return Refuse(trigger, "around the story, not in it");
    draft->trigger = t;
    draft->rule = &rule;
    draft->refusal = refusals_.OfTrigger(t, rule);
    draft->status_by = t;
    if (!alone_) draft->read = input_.reading.TriggerAt(trigger.read_at);
    const bool verbal = lexicon_.ontology().type(rule.type).verbal;
    auto status = StatusOf(grammar_, t, {rule.own_modality, verbal}, &draft->status_by);
    if (alone_ && !draft->refusal.empty()) return Refuse(trigger, draft->refusal);
    if (alone_ && !status) {
      return Refuse(trigger,
                    "not told as an act, by \"" + std::string(doc_.Form(draft->status_by)) + "\"");
    }
    if (trigger.claimed_by != t) status = EventStatus::kHappened;
    draft->rule_status = status;
    *decision = decider_.Decide({trigger, status, draft->refusal}, see);
    draft->type = decision->type;
    draft->status = decision->status;
    draft->act = decision->act;
    draft->type_likely = decision->type_likely;
    draft->status_likely = decision->status_likely;
    if (decision->act >= kLeastAct) return true;
    return Refuse(trigger, "hardly an act, at " + TwoPlaces(decision->act));
  }

  // False if nobody takes part in it.
  bool FindParties(const Trigger& trigger, const Parties& parties,
                   const std::vector<EventDraft>& before, Trace::Considered* see,
                   EventDraft* draft) const {
    parties.FindActors(trigger, draft);
    parties.FindBlamed(before, draft);
    if (draft->source.empty() && trigger.claimed_by != trigger.token) {
      draft->source = parties.Accused(trigger);
    }
    Side source, target;
    roles_.Choose(trigger, *draft, &source, &target, see);
    draft->source = std::move(source.rows);
    draft->target = std::move(target.rows);
    draft->source_likely = source.least;
    draft->target_likely = target.least;
    draft->source_left = source.left_out;
    draft->target_left = target.left_out;
    if (!draft->target.empty()) draft->places.clear();
    if (draft->source.empty() && draft->target.empty()) return Refuse(trigger, "no actor");
    const Rule& rule = *draft->rule;
    draft->lacks = (rule.need_source && draft->source.empty()) ||
                   (rule.need_target && draft->target.empty() && draft->places.empty());
    if (const auto why = refusals_.OfDraft(*draft, draft->status_by); !why.empty()) {
      if (alone_) return Refuse(trigger, why);
      draft->refusal = why;
    }
    return true;
  }

  void FindCircumstances(const Trigger& trigger, const Decision& decision, Trace::Considered* see,
                         EventDraft* draft) const {
    const TokenId t = trigger.token;
    const Rule& rule = *draft->rule;
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
    Event& event = draft->event;
    if (draft->type == rule.type) event.mode = rule.mode;
    if (event.mode.empty()) event.mode = decider_.ModeOf(trigger, draft->type);
    if (event.mode.empty()) {
      event.mode = lexicon_.ontology().ModeOfContent(draft->type, trigger.content);
    }
    event.contexts = rule.contexts;
    EventMention mention;
    mention.sentence = doc_.SpanOf(doc_.sentences[input_.tree.SentenceOf(t)]);
    mention.trigger = writer_.TriggerSpan(t);
    mention.rule = rule.id;
    event.mentions.push_back(std::move(mention));
    FindPlace(trigger, draft);
    // The day of a deed told before is none of what is still to come.
    const bool to_come = draft->status == EventStatus::kPlanned;
    event.time = TimeOf(grammar_, input_.mentions, {t, draft->type, to_come}, input_.published);
    std::optional<bool> long_ago;
    if (event.time && event.time->end && input_.published && !event.time->text.empty()) {
      long_ago = event.time->end->since_epoch + kHistoricalDays < input_.published->since_epoch;
    }
    event.historical = decider_.IsHistorical(decision, long_ago, see);
    event.numbers = NumbersOf(grammar_, t, rule);
  }

  void FindVoices(const Trigger& trigger, const std::vector<Trigger>& all,
                  EventDraft* draft) const {
    Event& event = draft->event;
    event.attribution =
        writer_.ChainOf(trigger, all, ClaimsOver(input_.claims, doc_.span[trigger.token]), *draft);
    if (event.attribution.empty()) return;
    for (EventNumber& number : event.numbers) number.says = event.attribution.front().name;
  }

  // For the trace: the rule, where its row stands, and what gave each part.
  void SayHow(const EventDraft& draft, const Decision& decision) const {
    const TokenId t = draft.trigger;
    const Ontology& ontology = lexicon_.ontology();
    const auto say = [&](std::string what) { trace_->Add(doc_.span[t], std::move(what), true); };
    std::string how = draft.rule->id + " (" + draft.rule->row + "): ";
    how += ontology.type(draft.rule->type).name;
    for (const std::string& test : draft.rule->tests) how += ", " + test;
    say(std::move(how));
    if (!alone_) {
      std::string decided = "an act at " + TwoPlaces(draft.act) + ", " +
                            ontology.type(draft.type).name + " at " + TwoPlaces(draft.type_likely);
      if (decision.runner_up != kNoType) {
        decided += ", next " + ontology.type(decision.runner_up).name;
      }
      say(std::move(decided));
    }
    if (draft.status != EventStatus::kHappened) {
      say(std::string(StatusName(draft.status)) + ", by \"" +
          std::string(doc_.Form(draft.status_by)) + "\"");
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

  void Weigh(const EventDraft& draft, Event* event) const {
    Features features = ConfidenceFeatures({grammar_, input_.mentions, draft, *event, alone_});
    event->confidence = ConfidenceOf(lexicon_.judgement(), features, alone_);
    if (trace_ == nullptr) return;
    trace_->Add({event->mentions.front().trigger, std::move(features), event->confidence});
  }

  const Lexicon& lexicon_;
  const CodeInput& input_;
  const Document& doc_;
  Trace* const trace_;
  const bool alone_;  // the rules, without the encoder
  const Syntax syntax_;
  const Grammar grammar_;
  Mentions where_;  // places alone, with sites
  const Arguments arguments_;
  const Refusals refusals_;
  const Decider decider_;
  const Roles roles_;
  const RecordWriter writer_;
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
