#include "claims/internal/weigh.h"

#include <algorithm>

namespace avviso {
namespace {

std::string_view KindOf(const ReportingRule* rule) {
  if (rule == nullptr) return "none";
  switch (rule->kind) {
    case ReportingRule::Kind::kThink: return "think";
    case ReportingRule::Kind::kDeny: return "deny";
    case ReportingRule::Kind::kDocument: return "document";
    case ReportingRule::Kind::kSay: break;
  }
  return rule->any_object ? "object" : rule->needs_clause ? "clause" : "say";
}

std::string_view KindOf(const ActorMention& actor) {
  switch (actor.kind) {
    case ActorMention::Kind::kPerson: return "person";
    case ActorMention::Kind::kState: return "state";
    case ActorMention::Kind::kOrganisation: return "organisation";
    case ActorMention::Kind::kGroup: return "group";
    case ActorMention::Kind::kAgency:
    case ActorMention::Kind::kOutlet: return "medium";
    case ActorMention::Kind::kUnnamed: break;
  }
  return "unnamed";
}

std::string_view LengthOf(const Said& said) {
  uint32_t size = 0;
  for (const Span part : said.spans()) size += part.size();
  return size < 10    ? "1"
         : size < 20  ? "2"
         : size < 40  ? "3"
         : size < 80  ? "4"
         : size < 160 ? "5"
                      : "6";
}

const uint64_t kGate = Judgement::KeyOf({"gate"});

uint64_t ShapeKey(Shape shape) {
  static const auto kKeys = [] {
    std::array<uint64_t, kShapes> keys;
    for (size_t i = 0; i < kShapes; ++i) {
      keys[i] = Judgement::KeyOf(ShapeName(static_cast<Shape>(i)));
    }
    return keys;
  }();
  return kKeys[static_cast<size_t>(shape)];
}

}  // namespace

Weigher::Weigher(const Text& text, bool names)
    : text_(text), doc_(text.syntax.doc()), with_names_(names) {}

bool Weigher::MayReport(TokenId cue) const {
  const Judgement& judgement = text_.lexicon.judgement();
  if (!judgement.knows_claims()) return true;
  const std::string_view lemma = doc_.Lemma(cue);
  const uint64_t key = Judgement::Join(kGate, Judgement::KeyOf(lemma));
  return judgement.ClaimWeight(key) != nullptr ||
         text_.lexicon.patterns().Reporting(text_.lexicon.Word(lemma)) != nullptr;
}

bool Weigher::MayReport(const Said& said) const {
  const Judgement& judgement = text_.lexicon.judgement();
  if (!judgement.knows_claims()) return true;
  if (rule_ != nullptr && (said.shape == Shape::kClause || said.shape == Shape::kAbove))
    return true;
  return judgement.ClaimWeight(Judgement::Join(gate_, ShapeKey(said.shape))) != nullptr;
}

void Weigher::Add(std::string_view kind, std::string_view a, std::string_view b) {
  keys_.push_back(Judgement::KeyOf({kind, a, b}));
  if (!with_names_) return;
  std::string name(kind);
  for (const std::string_view word : {a, b}) {
    if (!word.empty()) name.append(" ").append(word);
  }
  names_.push_back(std::move(name));
}

bool Weigher::InQuote(Span words) const {
  const auto it = std::lower_bound(text_.quotes.begin(), text_.quotes.end(), words.begin,
                                   [](Span quote, uint32_t at) { return quote.end <= at; });
  return it != text_.quotes.end() && it->Contains(words);
}

void Weigher::Begin(TokenId cue) {
  cue_ = cue;
  const std::string_view lemma = doc_.Lemma(cue);
  rule_ = text_.lexicon.patterns().Reporting(text_.lexicon.Word(lemma));
  gate_ = Judgement::Join(kGate, Judgement::KeyOf(lemma));
  about_cue_.clear();
}

// What is told of the cue alone.
void Weigher::AddCue() {
  const Syntax& syntax = text_.syntax;
  const TokenId cue = cue_;
  keys_.clear();
  names_.clear();
  const std::string_view lemma = doc_.Lemma(cue);
  Add("bias");
  Add("cue", lemma);
  Add("tag", doc_.Tag(cue));
  Add("dep", doc_.Dep(cue));
  if (!syntax.is_root(cue)) Add("above", doc_.Lemma(syntax.head(cue)), doc_.Dep(cue));
  Add("kind", KindOf(rule_));
  if (InQuote(doc_.span[cue])) Add("quoted");
  if (!doc_.blocks.empty() && doc_.blocks[0].Contains(doc_.span[cue])) Add("title");
  for (const TokenId child : syntax.tree().Children(cue)) {
    switch (syntax.dep(child)) {
      case Dep::kPunct:
      case Dep::kDet:
      case Dep::kCc: break;
      case Dep::kAux:
      case Dep::kAuxpass: Add("aux", doc_.Norm(child)); break;
      case Dep::kPrep:
      case Dep::kPrt:
      case Dep::kMark: Add("child", doc_.Dep(child), doc_.Norm(child)); break;
      default: Add("child", doc_.Dep(child));
    }
  }
  about_cue_.swap(keys_);
  cue_names_.swap(names_);
}

void Weigher::AddSource(TokenId source) {
  const std::string_view cue = doc_.Lemma(cue_);
  if (source == kNoToken) {
    Add("source", "none");
    Add("cue-source", cue, "none");
    return;
  }
  std::string_view kind = "noun";
  if (text_.syntax.form(source) == Form::kPronoun || doc_.upos[source] == Upos::kPron) {
    kind = doc_.Norm(source);
  } else if (const uint32_t row = text_.actor_at[source]; row != kNoMention) {
    kind = KindOf(text_.mentions.actors[row]);
  } else if (text_.syntax.form(source) == Form::kProper) {
    kind = "name";
  }
  Add("source", kind);
  Add("cue-source", cue, kind);
  if (text_.syntax.form(source) == Form::kNoun) Add("word", doc_.Lemma(source));
}

void Weigher::AddSaid(const Said& said) {
  const Syntax& syntax = text_.syntax;
  const std::string_view shape = ShapeName(said.shape);
  Add("shape", shape);
  Add("cue-shape", doc_.Lemma(cue_), shape);
  if (!said.word.empty()) {
    Add("shape", shape, said.word);
    Add("cue-word", doc_.Lemma(cue_), said.word);
  }
  Add("length", LengthOf(said));
  Add("parts", said.count == 1 ? "1" : "2");
  const Span first = said.parts[0];
  const bool opens = first.begin > 0 && IsQuoteForm(doc_.text.substr(first.begin - 1, 1));
  Add("quote", InQuote(first) ? "whole" : opens ? "opens" : "none");
  if (said.shape == Shape::kQuote) return;
  const TokenId head = said.head;
  Add("said", doc_.Lemma(head));
  Add("said-tag", doc_.Tag(head));
  Add("said-side", head < cue_ ? "before" : "behind");
  if (const uint32_t row = text_.actor_at[head]; row != kNoMention) {
    Add("said-kind", KindOf(text_.mentions.actors[row]));
  }
  if (const auto mark = syntax.Child(head, Dep::kMark)) Add("said-mark", doc_.Norm(*mark));
}

double Weigher::Score(const Said& said, TokenId source) {
  if (about_cue_.empty()) AddCue();
  keys_ = about_cue_;
  names_ = cue_names_;
  AddSource(source);
  const size_t crossed = keys_.size();
  AddSaid(said);
  const Judgement& judgement = text_.lexicon.judgement();
  double sum = 0;
  const auto weigh = [&](uint64_t key) {
    if (const float* weight = judgement.ClaimWeight(key)) sum += static_cast<double>(*weight);
  };
  for (const uint64_t key : keys_) weigh(key);
  const std::string_view shape = ShapeName(said.shape);
  const uint64_t with = ShapeKey(said.shape);
  for (size_t i = 0; i < crossed; ++i) weigh(Judgement::Join(keys_[i], with));
  if (with_names_) {
    for (size_t i = 0; i < crossed; ++i) names_.push_back(names_[i] + " & " + std::string(shape));
  }
  return sum;
}

}  // namespace avviso
