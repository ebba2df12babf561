#include "events/internal/judge.h"

#include <algorithm>
#include <cmath>

namespace avviso {
namespace {

constexpr int kDeep = 3;                // levels below the trigger
constexpr double kLocalShare = 0.84;    // what all words below the trigger weigh together
constexpr double kSurer = 2.0;          // how much likelier another type must be
constexpr double kEnough = 0.4;         // … and how likely at least
constexpr double kLeast = 0.002;        // a probability's distance from 0 and 1
constexpr double kLongSentence = 40.0;  // tokens

// A name is put together in place and hashed; kept only if somebody wants to read it.
class NameBuffer {
 public:
  NameBuffer& Add(std::string_view text) {
    for (const char c : text) {
      if (size_ == sizeof bytes_) break;
      bytes_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return *this;
  }
  std::string_view view() const { return {bytes_, size_}; }

 private:
  char bytes_[96];
  size_t size_ = 0;
};

std::string Sector(const Mentions& mentions, const ActorRows& rows) {
  if (rows.empty()) return "nobody";
  const std::string& sector = mentions.actors[rows.front()].sector;
  return sector.empty() ? "country" : sector;
}

bool IsContentWord(Upos pos) {
  return pos == Upos::kNoun || pos == Upos::kVerb || pos == Upos::kAdj || pos == Upos::kAdv ||
         pos == Upos::kPart || pos == Upos::kAux;
}

void AddOne(const NameBuffer& name, double value, TypeFeatureList* out) {
  out->values.emplace_back(Judgement::KeyOf(name.view()), value);
  if (out->with_names) out->names.emplace_back(name.view(), value);
}

// A feature counts once, however often its word stands there.
class Bag {
 public:
  explicit Bag(bool with_names) : with_names_(with_names) {}

  void Add(const NameBuffer& name) {
    items_.push_back(
        {Judgement::KeyOf(name.view()), with_names_ ? std::string(name.view()) : std::string()});
  }

  // All together weigh `whole`.
  void Into(double whole, TypeFeatureList* out) {
    std::sort(items_.begin(), items_.end());
    items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
    if (items_.empty()) return;
    const double each = whole / std::sqrt(static_cast<double>(items_.size()));
    for (auto& [key, name] : items_) {
      out->values.emplace_back(key, each);
      if (with_names_) out->names.emplace_back(std::move(name), each);
    }
  }

 private:
  const bool with_names_;
  std::vector<std::pair<uint64_t, std::string>> items_;
};

void AddBelow(const Syntax& syntax, TokenId trigger, Bag* bag) {
  std::vector<TokenId> level = {trigger}, next;
  for (int depth = 0; depth < kDeep && !level.empty(); ++depth) {
    next.clear();
    for (const TokenId from : level) {
      for (const TokenId child : syntax.tree().Children(from)) {
        const Dep dep = syntax.dep(child);
        if (dep == Dep::kPunct || dep == Dep::kDet) continue;
        const std::string_view lemma = syntax.doc().Lemma(child);
        bag->Add(NameBuffer().Add(syntax.doc().Dep(child)).Add(":").Add(lemma));
        bag->Add(NameBuffer().Add("c:").Add(lemma));
        if (dep == Dep::kDobj || dep == Dep::kPrep || dep == Dep::kXcomp || dep == Dep::kCcomp ||
            dep == Dep::kPobj || dep == Dep::kPcomp || dep == Dep::kAcl || dep == Dep::kNsubjpass) {
          next.push_back(child);
        }
      }
    }
    level.swap(next);
  }
}

double Logit(double p) {
  p = std::clamp(p, kLeast, 1 - kLeast);
  return std::log(p / (1 - p));
}

}  // namespace

TypeFeatureList TypeFeatures(const JudgeInput& input, bool with_names) {
  const Syntax& syntax = input.grammar.syntax();
  const Document& doc = syntax.doc();
  const TokenId t = input.draft.trigger;
  const Rule& rule = *input.draft.rule;
  TypeFeatureList out;
  out.with_names = with_names;
  const auto add = [&out](std::string_view kind, std::string_view word) {
    AddOne(NameBuffer().Add(kind).Add(word), 1, &out);
  };
  add("bias", "");
  add("code=", input.code);
  add("type=", input.grammar.lexicon().ontology().type(rule.type).name);
  add("status=", input.status);
  add("rule=", rule.id);
  add("lem=", doc.Lemma(t));
  add("src=", Sector(input.mentions, input.draft.source));
  add("tgt=", Sector(input.mentions, input.draft.target));
  const NameBuffer place = NameBuffer().Add("dep=").Add(doc.Dep(t));
  AddOne(place, 1, &out);
  AddOne(NameBuffer(place).Add(" ").Add(doc.Tag(t)), 1, &out);
  if (!syntax.is_root(t)) {
    AddOne(NameBuffer(place).Add(" ").Add(doc.Dep(syntax.head(t))), 1, &out);
  }
  if (input.draft.lacks) add("lacks", "");
  Bag below(with_names), sentence(with_names);
  AddBelow(syntax, t, &below);
  if (!syntax.is_root(t)) below.Add(NameBuffer().Add("h:").Add(doc.Lemma(syntax.head(t))));
  below.Into(kLocalShare, &out);
  const TokenRange words = doc.sentences[syntax.tree().SentenceOf(t)];
  for (TokenId w = words.begin; w < words.end; ++w) {
    if (IsContentWord(doc.upos[w])) sentence.Add(NameBuffer().Add("b:").Add(doc.Lemma(w)));
  }
  sentence.Into(1, &out);
  return out;
}

std::string_view CodeOf(const TypeRow& type, EventStatus status, bool told_by_actor) {
  if (status != EventStatus::kPlanned) return type.name;
  return told_by_actor ? type.planned : type.planned_by_other;
}

Verdict JudgeType(const Lexicon& lexicon, const TypeFeatureList& features, const EventDraft& draft,
                  bool told_by_actor) {
  const Judgement& judgement = lexicon.judgement();
  const Ontology& ontology = lexicon.ontology();
  Verdict verdict{draft.rule->type, 1, 0};
  if (judgement.empty()) return verdict;
  std::vector<double> sums(judgement.classes(), 0.0);
  for (const auto& [key, value] : features.values) {
    const auto weights = judgement.TypeWeights(key);
    for (size_t i = 0; i < weights.size(); ++i) sums[i] += weights[i] * value;
  }
  const double most = *std::max_element(sums.begin(), sums.end());
  double total = 0;
  for (double& sum : sums) total += sum = std::exp(sum - most);
  for (double& sum : sums) sum /= total;
  verdict.none = sums.back();
  // The likelihood of a type is that of its code: a plan to help is an agreement.
  const auto likely = [&](TypeId type) {
    const TypeId code = ontology.Find(CodeOf(ontology.type(type), draft.status, told_by_actor));
    for (size_t i = 0; i < judgement.types().size(); ++i) {
      if (judgement.types()[i] == code) return sums[i];
    }
    return 0.0;
  };
  if (draft.rule->firm) {
    verdict.act = 1 - verdict.none;
    return verdict;
  }
  verdict.act = likely(verdict.type);
  const double own = verdict.act;
  for (const TypeId type : judgement.types()) {
    // Only types that keep their name: else one code would fit several.
    if (CodeOf(ontology.type(type), draft.status, told_by_actor) != ontology.type(type).name) {
      continue;
    }
    const double p = likely(type);
    if (p > verdict.act && p > own * kSurer && p > kEnough) verdict = {type, p, verdict.none};
  }
  return verdict;
}

ConfidenceFeatureList ConfidenceFeatures(const JudgeInput& input, const Event& event) {
  const Syntax& syntax = input.grammar.syntax();
  const EventDraft& draft = input.draft;
  ConfidenceFeatureList out;
  const auto flag = [&](const char* name, bool set) {
    if (set) out.emplace_back(name, 1);
  };
  const auto any = [&](const ActorRows& rows, const auto& test) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](uint32_t row) { return test(input.mentions.actors[row]); });
  };
  const auto pronoun = [&](const ActorMention& a) { return syntax.form(a.head) == Form::kPronoun; };
  const auto nowhere = [](const ActorMention& a) { return a.country.empty() && a.sector != "IGO"; };
  const auto within = [&](const ActorMention& a) {
    const Dep dep = syntax.dep(a.head);
    return dep == Dep::kPoss || dep == Dep::kCompound || dep == Dep::kAmod || dep == Dep::kNmod;
  };
  flag("bias", true);
  out.emplace_back("act", Logit(draft.act));
  out.emplace_back("none", Logit(draft.none));
  flag("type changed", draft.type != draft.rule->type);
  flag("trigger is no verb", !syntax.IsVerb(draft.trigger));
  flag("lacks an actor", draft.lacks);
  flag("no source", draft.source.empty());
  flag("no target", draft.target.empty() && draft.places.empty());
  flag("target is a place", draft.target.empty() && !draft.places.empty());
  flag("source is a pronoun", any(draft.source, pronoun));
  flag("target is a pronoun", any(draft.target, pronoun));
  flag("source has no country", any(draft.source, nowhere));
  flag("target has no country", any(draft.target, nowhere));
  flag("source within a phrase", any(draft.source, within));
  flag("target within a phrase", any(draft.target, within));
  flag("several sources", draft.source.size() > 1);
  flag("several targets", draft.target.size() > 1);
  flag("has a place", event.place.has_value());
  flag("on somebody's word", !event.attribution.empty());
  flag("in a relative clause", syntax.dep(draft.trigger) == Dep::kRelcl);
  flag("told again", event.mentions.size() > 1);
  flag("historical", event.historical);
  flag("status planned", draft.status == EventStatus::kPlanned);
  flag("status possible", draft.status == EventStatus::kPossible);
  flag("status denied", draft.status == EventStatus::kDenied);
  flag("status conditional", draft.status == EventStatus::kConditional);
  const TokenRange words = syntax.doc().sentences[syntax.tree().SentenceOf(draft.trigger)];
  out.emplace_back("length", std::min(2.0, (words.end - words.begin) / kLongSentence));
  return out;
}

double ConfidenceOf(const Judgement& judgement, const ConfidenceFeatureList& features) {
  double sum = 0;
  for (const auto& [name, value] : features) sum += judgement.ConfidenceWeight(name) * value;
  // To a hundredth, so that the last bits of a machine's exp don't show.
  return std::round(100 / (1 + std::exp(-sum))) / 100;
}

}  // namespace avviso
