#include "nlp/internal/ruler_program.h"

#include <algorithm>
#include <map>
#include <utility>

#include "nlp/internal/msgpack.h"
#include "nlp/internal/ruler.h"
#include "nlp/internal/strings.h"

namespace avviso {
namespace {

using Attribute = RulerCondition::Attribute;

struct AttributeName {
  std::string_view name;
  Attribute attribute;
};
constexpr AttributeName kAttributes[] = {
    {"ORTH", Attribute::kOrth},       {"TEXT", Attribute::kOrth},
    {"LOWER", Attribute::kLower},     {"NORM", Attribute::kNorm},
    {"SHAPE", Attribute::kShape},     {"PREFIX", Attribute::kPrefix},
    {"SUFFIX", Attribute::kSuffix},   {"LEMMA", Attribute::kLemma},
    {"TAG", Attribute::kTag},         {"DEP", Attribute::kDep},
    {"POS", Attribute::kPos},         {"IS_SPACE", Attribute::kIsSpace},
    {"IS_ALPHA", Attribute::kIsAlpha}};

constexpr size_t kUposCount = static_cast<size_t>(Upos::kSpace) + 1;

bool IsFlag(Attribute a) { return a == Attribute::kIsSpace || a == Attribute::kIsAlpha; }
bool IsTable(Attribute a) {
  return a == Attribute::kTag || a == Attribute::kDep || a == Attribute::kPos;
}

std::string UpperAscii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

Result<LabelId> RowOf(std::string_view value, std::vector<std::string>* table) {
  const auto found = std::find(table->begin(), table->end(), value);
  const auto row = static_cast<size_t>(found - table->begin());
  if (row > UINT16_MAX) return Error{ErrorCode::kUnsupported, "more than 65,536 labels"};
  if (found == table->end()) table->emplace_back(value);
  return static_cast<LabelId>(row);
}

// A condition as the file has it, before labels and expressions are looked up.
struct Wish {
  std::string key;        // attribute, for messages
  std::string predicate;  // "", "IN", "NOT_IN" or "REGEX"
  bool flag = false;
  std::vector<std::string> values;
};

class Loader {
 public:
  Loader(std::string_view bytes, std::string_view name, Labels* labels, RulerProgram* program)
      : in_(bytes, name), name_(name), labels_(labels), program_(program) {}

  Status Load() {
    AVVISO_ASSIGN(uint32_t rules, in_.Array());
    for (uint32_t rule = 0; rule < rules; ++rule) {
      program_->actions.emplace_back();
      AVVISO_TRY(ReadRule(rule));
    }
    AVVISO_TRY(program_->regexes.Compile(sources_));
    for (size_t row = 0; row < wishes_.size(); ++row) {
      for (const std::vector<Wish>& token : wishes_[row]) {
        RulerToken conditions;
        for (const Wish& wish : token) {
          AVVISO_ASSIGN(RulerCondition condition, Fulfil(wish));
          conditions.push_back(std::move(condition));
        }
        program_->patterns[row].tokens.push_back(std::move(conditions));
      }
    }
    program_->by_tag.resize(labels_->tags.size());
    program_->by_dep.resize(labels_->deps.size());
    for (uint32_t row = 0; row < program_->patterns.size(); ++row) Anchor(row);
    return Ok();
  }

 private:
  Error Unsupported(const std::string& what) const {
    return {ErrorCode::kUnsupported, std::string(name_) + ": a pattern with " + what};
  }
  Error Broken(const std::string& what) const {
    return {ErrorCode::kCorrupt, std::string(name_) + ": " + what};
  }

  Status ReadRule(uint32_t rule) {
    int64_t index = 0;
    const size_t first = program_->patterns.size();
    AVVISO_ASSIGN(uint32_t members, in_.Map());
    for (uint32_t i = 0; i < members; ++i) {
      AVVISO_ASSIGN(std::string_view key, in_.String());
      if (key == "patterns") {
        AVVISO_ASSIGN(uint32_t patterns, in_.Array());
        for (uint32_t p = 0; p < patterns; ++p) AVVISO_TRY(ReadPattern(rule));
      } else if (key == "attrs") {
        AVVISO_TRY(ReadAction(&program_->actions[rule]));
      } else if (key == "index") {
        AVVISO_ASSIGN(index, in_.Integer());
      } else {
        return Unsupported("the member " + std::string(key));
      }
    }
    for (size_t row = first; row < program_->patterns.size(); ++row) {
      const auto size = static_cast<int64_t>(wishes_[row].size());
      if (index >= size || index < -size) return Broken("an index outside of its pattern");
      program_->patterns[row].target = static_cast<int32_t>(index < 0 ? size + index : index);
    }
    return Ok();
  }

  Status ReadPattern(uint32_t rule) {
    AVVISO_ASSIGN(uint32_t tokens, in_.Array());
    if (tokens == 0) return Broken("an empty pattern");
    std::vector<std::vector<Wish>> pattern(tokens);
    for (std::vector<Wish>& token : pattern) {
      AVVISO_ASSIGN(uint32_t members, in_.Map());
      for (uint32_t i = 0; i < members; ++i) AVVISO_TRY(ReadWish(&token));
    }
    wishes_.push_back(std::move(pattern));
    program_->patterns.emplace_back().rule = rule;
    return Ok();
  }

  Status ReadWish(std::vector<Wish>* token) {
    AVVISO_ASSIGN(std::string_view key, in_.String());
    Wish wish{.key = UpperAscii(key), .predicate = {}, .values = {}};
    if (in_.Peek() != Msgpack::Type::kMap) {
      AVVISO_TRY(ReadValue(&wish));
      token->push_back(std::move(wish));
      return Ok();
    }
    AVVISO_ASSIGN(uint32_t predicates, in_.Map());
    for (uint32_t i = 0; i < predicates; ++i) {
      AVVISO_ASSIGN(std::string_view predicate, in_.String());
      Wish one{.key = wish.key, .predicate = std::string(predicate), .values = {}};
      if (predicate == "IN" || predicate == "NOT_IN") {
        AVVISO_ASSIGN(uint32_t values, in_.Array());
        for (uint32_t v = 0; v < values; ++v) AVVISO_TRY(ReadValue(&one));
      } else if (predicate == "REGEX") {
        AVVISO_TRY(ReadValue(&one));
        sources_.push_back({std::string(name_), one.values[0]});
      } else {
        return Unsupported(wish.key + " " + one.predicate);
      }
      token->push_back(std::move(one));
    }
    return Ok();
  }

  Status ReadValue(Wish* wish) {
    if (in_.Peek() == Msgpack::Type::kBool && wish->predicate.empty()) {
      AVVISO_ASSIGN(wish->flag, in_.Bool());
      return Ok();
    }
    AVVISO_ASSIGN(std::string_view value, in_.String());
    wish->values.emplace_back(value);
    return Ok();
  }

  Status ReadAction(RulerAction* action) {
    AVVISO_ASSIGN(uint32_t members, in_.Map());
    for (uint32_t i = 0; i < members; ++i) {
      AVVISO_ASSIGN(std::string_view name, in_.String());
      AVVISO_ASSIGN(std::string_view value, in_.String());
      const std::string key = UpperAscii(name);
      if (key == "TAG") {
        AVVISO_ASSIGN(action->tag, RowOf(value, &labels_->tags));
      } else if (key == "DEP") {
        AVVISO_ASSIGN(action->dep, RowOf(value, &labels_->deps));
      } else if (key == "MORPH") {
        AVVISO_ASSIGN(action->morph, RowOf(NormalMorph(value), &labels_->morphs));
      } else if (key == "POS") {
        action->pos = UposFromName(value);
        if (*action->pos == Upos::kNone && !value.empty()) {
          return Broken("no part of speech is called " + std::string(value));
        }
      } else if (key == "LEMMA") {
        action->lemma = std::string(value);
      } else if (key == "NORM") {
        action->norm = std::string(value);
      } else {
        return Unsupported("an action on " + key);
      }
    }
    return Ok();
  }

  Result<RulerCondition> Fulfil(const Wish& wish) {
    RulerCondition condition;
    const auto* known = std::find_if(std::begin(kAttributes), std::end(kAttributes),
                                     [&](const AttributeName& a) { return a.name == wish.key; });
    if (known == std::end(kAttributes)) return Unsupported(wish.key);
    condition.attribute = known->attribute;
    const bool has_values = !wish.values.empty() || !wish.predicate.empty();
    if (IsFlag(condition.attribute) == has_values)
      return Unsupported("such a value of " + wish.key);
    if (IsFlag(condition.attribute)) {
      condition.wanted = wish.flag;
      return condition;
    }
    condition.wanted = wish.predicate != "NOT_IN";
    if (wish.predicate == "REGEX") {
      condition.regex = &program_->regexes.expressions[next_regex_++];
      const bool can =
          condition.attribute == Attribute::kOrth || condition.attribute == Attribute::kLower ||
          condition.attribute == Attribute::kTag || condition.attribute == Attribute::kDep;
      if (!can) return Unsupported(wish.key + " REGEX");
    }
    for (const std::string& value : wish.values) condition.ids.push_back(StringId(value));
    if (IsTable(condition.attribute)) FillAccepts(&condition);
    return condition;
  }

  void FillAccepts(RulerCondition* condition) {
    std::vector<std::string> upos;
    for (size_t i = 0; i < kUposCount; ++i) upos.emplace_back(UposName(static_cast<Upos>(i)));
    const std::vector<std::string>& table = condition->attribute == Attribute::kTag ? labels_->tags
                                            : condition->attribute == Attribute::kDep
                                                ? labels_->deps
                                                : upos;
    RegexScratch scratch;
    std::vector<CharClass> classes;
    for (const std::string& label : table) {
      bool among = std::find(condition->ids.begin(), condition->ids.end(), StringId(label)) !=
                   condition->ids.end();
      if (condition->regex != nullptr) {
        program_->regexes.classes.Translate(label, &classes);
        among = condition->regex->Search(classes, 0, &scratch).has_value();
      }
      condition->accepts.push_back(among == condition->wanted);
    }
    condition->regex = nullptr;
  }

  // How large a part of all tokens meet the condition, roughly: what it costs to find
  // a pattern by it.
  static double Cost(const RulerCondition& condition) {
    constexpr double kOneWord = 0.001;
    constexpr double kSpaces = 0.01;
    switch (condition.attribute) {
      case Attribute::kLower:
        return condition.wanted && condition.regex == nullptr ? kOneWord : 1.0;
      case Attribute::kIsSpace: return condition.wanted ? kSpaces : 1.0;
      case Attribute::kTag:
      case Attribute::kDep:
        return static_cast<double>(
                   std::count(condition.accepts.begin(), condition.accepts.end(), 1)) /
               static_cast<double>(condition.accepts.size() + 1);
      default: return 1.0;
    }
  }

  void Anchor(uint32_t row) {
    RulerPattern& pattern = program_->patterns[row];
    const RulerCondition* best = nullptr;
    double least = 1.0;
    for (uint32_t token = 0; token < pattern.tokens.size(); ++token) {
      for (const RulerCondition& condition : pattern.tokens[token]) {
        const double cost = Cost(condition);
        if (cost >= least) continue;
        least = cost;
        best = &condition;
        pattern.anchor = token;
      }
    }
    if (best == nullptr) {
      program_->for_all.push_back(row);
    } else if (best->attribute == Attribute::kLower) {
      for (const uint64_t id : best->ids) {
        program_->by_lower[id].push_back(row);
        program_->maybe_lower.set(id % program_->maybe_lower.size());
      }
    } else if (best->attribute == Attribute::kIsSpace) {
      program_->for_spaces.push_back(row);
    } else {
      RulerProgram::Index& index =
          best->attribute == Attribute::kTag ? program_->by_tag : program_->by_dep;
      for (size_t label = 0; label < best->accepts.size(); ++label) {
        if (best->accepts[label] != 0) index[label].push_back(row);
      }
    }
  }

  Msgpack in_;
  std::string_view name_;
  Labels* labels_;
  RulerProgram* program_;
  std::vector<std::vector<std::vector<Wish>>> wishes_;  // by pattern, by token
  std::vector<RegexSet::Source> sources_;
  size_t next_regex_ = 0;
};

}  // namespace

Result<std::unique_ptr<const RulerProgram>> RulerProgram::Load(std::string_view bytes,
                                                               std::string_view name,
                                                               Labels* labels) {
  auto program = std::make_unique<RulerProgram>();
  AVVISO_TRY(Loader(bytes, name, labels, program.get()).Load());
  return std::unique_ptr<const RulerProgram>(std::move(program));
}

}  // namespace avviso
