// Reading the pattern tables. A row may name several lemmas: each gets the rule.
// A cell of paths or tests that can't be parsed is a fault of its row.

#include "lexicon/patterns.h"

#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

constexpr std::array<std::pair<std::string_view, Slot>, 18> kSlots = {{
    {"subj", Slot::kSubj},
    {"obj", Slot::kObj},
    {"iobj", Slot::kIobj},
    {"poss", Slot::kPoss},
    {"mod", Slot::kMod},
    {"to", Slot::kTo},
    {"that", Slot::kThat},
    {"bid", Slot::kBid},
    {"ing", Slot::kIng},
    {"comp", Slot::kComp},
    {"prt", Slot::kPrt},
    {"v", Slot::kVerb},
    {"attr", Slot::kAttr},
    {"aux", Slot::kAux},
    {"neg", Slot::kNeg},
    {"self", Slot::kSelf},
    {"voice", Slot::kVoice},
    {"p", Slot::kPrep},
}};

constexpr std::array<std::pair<std::string_view, Effect>, 7> kEffects = {{
    {"", Effect::kNone},
    {"happened", Effect::kHappened},
    {"planned", Effect::kPlanned},
    {"possible", Effect::kPossible},
    {"denied", Effect::kDenied},
    {"conditional", Effect::kConditional},
    {"drop", Effect::kDrop},
}};

template <typename T, size_t N>
std::optional<T> Lookup(const std::array<std::pair<std::string_view, T>, N>& table,
                        std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<uint32_t>& ListOf(std::vector<std::vector<uint32_t>>* lists, WordId word) {
  if (word >= lists->size()) lists->resize(word + 1);
  return (*lists)[word];
}

}  // namespace

class PatternLoader {
 public:
  PatternLoader(const std::string& data_dir, const Ontology& ontology, Words* words)
      : dir_(JoinPath(data_dir, "patterns")), ontology_(ontology), words_(words) {}

  Result<Patterns> Load() {
    AVVISO_TRY(LoadClasses());
    AVVISO_TRY(LoadRules("verbs.tsv", &out_.verb_rules_));
    AVVISO_TRY(LoadRules("nouns.tsv", &out_.noun_rules_));
    AVVISO_TRY(LoadRules("adjectives.tsv", &out_.adjective_rules_));
    AVVISO_TRY(LoadReadRules());
    out_.any_word_ = words_->Add("*");
    AVVISO_TRY(LoadCarriers());
    AVVISO_TRY(LoadEffects());
    AVVISO_TRY(LoadReporting());
    return std::move(out_);
  }

 private:
  Status LoadClasses() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(dir_, "classes.tsv"), {"class", "words"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      const std::string name(table.Cell(row, 0));
      auto [it, added] = class_ids_.try_emplace(name, out_.classes_.size());
      if (added) {
        out_.classes_.emplace_back();
        out_.class_names_.push_back(name);
      }
      for (const auto word : SplitCell(table.Cell(row, 1), '|')) {
        out_.classes_[it->second].Add(words_->Add(word));
      }
    }
    return Ok();
  }

  std::optional<Path> ParsePath(std::string_view text) {
    Path path;
    const auto parts = SplitCell(text, '.');
    for (size_t i = 0; i < parts.size(); ++i) {
      const auto slot = Lookup(kSlots, parts[i]);
      if (!slot) return std::nullopt;
      Step step{*slot, kNoWord};
      if (*slot == Slot::kPrep) {
        if (++i == parts.size()) return std::nullopt;
        step.word = words_->Add(parts[i]);
      }
      path.push_back(step);
    }
    if (path.empty()) return std::nullopt;
    return path;
  }

  std::optional<Trait> ParseTrait(std::string_view text) {
    if (text == "actor") return Trait{Trait::Kind::kActor, 0};
    if (text == "~actor") return Trait{Trait::Kind::kWithin, 0};
    if (text == "~source") return Trait{Trait::Kind::kOwn, 0};
    if (text.front() == '@') {
      const auto it = class_ids_.find(std::string(text.substr(1)));
      if (it == class_ids_.end()) return std::nullopt;
      return Trait{Trait::Kind::kClass, static_cast<uint32_t>(it->second)};
    }
    if (text.front() == '&') {
      out_.sectors_.emplace_back(text.substr(1));
      return Trait{Trait::Kind::kSector, static_cast<uint32_t>(out_.sectors_.size() - 1)};
    }
    if (text.front() == '#') {
      if (const TypeId type = ontology_.Find(text.substr(1)); type != kNoType) {
        return Trait{Trait::Kind::kType, type};
      }
      const uint32_t quad = ontology_.FindQuad(text.substr(1));
      if (quad == 0) return std::nullopt;
      return Trait{Trait::Kind::kQuad, quad};
    }
    return Trait{Trait::Kind::kWord, words_->Add(text)};
  }

  // "obj", "!obj", "obj=@weapon|tank", "obj!=@money".
  std::optional<Test> ParseTest(std::string_view text) {
    Test test;
    if (text.front() == '!') {
      test.negated = true;
      text.remove_prefix(1);
    }
    const size_t equals = text.find('=');
    std::string_view path = text.substr(0, equals);
    if (equals != std::string_view::npos) {
      if (!path.empty() && path.back() == '!') {
        test.negated = true;
        path.remove_suffix(1);
      }
      for (const auto value : SplitCell(text.substr(equals + 1), '|')) {
        const auto trait = ParseTrait(value);
        if (!trait) return std::nullopt;
        test.any_of.push_back(*trait);
      }
      if (test.any_of.empty()) return std::nullopt;
    }
    const auto parsed = ParsePath(path);
    if (!parsed) return std::nullopt;
    test.path = *parsed;
    return test;
  }

  bool ParsePaths(std::string_view cell, std::vector<Path>* paths) {
    if (cell == "-") return true;
    for (const auto text : SplitCell(cell, ' ')) {
      const auto path = ParsePath(text);
      if (!path) return false;
      paths->push_back(*path);
    }
    return true;
  }

  Status LoadRules(const std::string& file, std::vector<std::vector<uint32_t>>* lists) {
    AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(dir_, file),
                                                 {"id", "lemmas", "when", "type", "mode", "source",
                                                  "target", "need", "contexts", "counts"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      Rule rule;
      rule.id = table.Cell(row, 0);
      if (rule.id.empty()) return table.Fault(row, "no id");
      rule.row = file + ":" + std::to_string(table.Line(row));
      if (!rule_ids_.insert({rule.id, row}).second) return table.Fault(row, "id twice: " + rule.id);
      for (const auto text : SplitCell(table.Cell(row, 2), ' ')) {
        const auto test = ParseTest(text);
        if (!test) return table.Fault(row, "can't read test \"" + std::string(text) + "\"");
        if (!test->negated && test->path.size() == 1 &&
            (test->path[0].slot == Slot::kAux || test->path[0].slot == Slot::kNeg)) {
          rule.own_modality = true;
        }
        rule.when.push_back(*test);
        rule.tests.emplace_back(text);
      }
      // The type "-" makes a rule that keeps the words from being an act.
      if (table.Cell(row, 3) != "-") {
        std::string_view type = table.Cell(row, 3);
        const bool settled = type.size() > 1 && type.back() == '!';
        if (settled) type.remove_suffix(1);
        rule.type = ontology_.Find(type);
        if (rule.type == kNoType) return table.Fault(row, "no such type");
        rule.mode = table.Cell(row, 4);
        if (!rule.mode.empty() && !ontology_.HasMode(rule.type, rule.mode)) {
          return table.Fault(row, "no such mode of the type: " + rule.mode);
        }
        rule.firm = settled || !rule.mode.empty();
      }
      if (!ParsePaths(table.Cell(row, 5), &rule.source))
        return table.Fault(row, "can't read source");
      if (!ParsePaths(table.Cell(row, 6), &rule.target))
        return table.Fault(row, "can't read target");
      const std::string_view need = table.Cell(row, 7);
      if (need.find_first_not_of("st") != std::string_view::npos) {
        return table.Fault(row, "need is none of s, t, st");
      }
      rule.need_source = need.find('s') != std::string_view::npos;
      rule.need_target = need.find('t') != std::string_view::npos;
      for (const auto context : SplitCell(table.Cell(row, 8), '|')) {
        rule.contexts.emplace_back(context);
      }
      rule.counts = table.Cell(row, 9);
      const auto lemmas = SplitCell(table.Cell(row, 1), '|');
      if (lemmas.empty()) return table.Fault(row, "no lemma");
      const auto number = static_cast<uint32_t>(out_.rules_.size());
      for (const auto lemma : lemmas) ListOf(lists, words_->Add(lemma)).push_back(number);
      out_.rules_.push_back(std::move(rule));
    }
    return Ok();
  }

  Status LoadReadRules() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(dir_, "read.tsv"), {"type", "source", "target"}));
    out_.read_rules_.resize(ontology_.types().size() + 1);
    for (size_t row = 0; row < table.rows(); ++row) {
      Rule rule;
      rule.type = ontology_.Find(table.Cell(row, 0));
      if (rule.type == kNoType) return table.Fault(row, "no such type");
      rule.id = "encoder." + std::string(table.Cell(row, 0));
      rule.row = "read.tsv:" + std::to_string(table.Line(row));
      if (!ParsePaths(table.Cell(row, 1), &rule.source) ||
          !ParsePaths(table.Cell(row, 2), &rule.target)) {
        return table.Fault(row, "can't read source or target");
      }
      out_.read_rules_[rule.type] = std::move(rule);
    }
    return Ok();
  }

  Status LoadCarriers() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(dir_, "carriers.tsv"),
                              {"lemmas", "noun", "particle", "subject", "effect"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      CarrierRule rule;
      const std::string_view noun = table.Cell(row, 1);
      if (noun == "subj") {
        rule.noun_is_subject = true;
      } else if (noun.substr(0, 2) == "p.") {
        rule.prep = words_->Add(noun.substr(2));
      } else if (noun != "obj") {
        return table.Fault(row, "noun is none of obj, subj, p.WORD");
      }
      if (!table.Cell(row, 2).empty()) rule.particle = words_->Add(table.Cell(row, 2));
      const std::string_view subject = table.Cell(row, 3);
      if (subject == "source") {
        rule.subject = CarrierRule::Role::kSource;
      } else if (subject == "target") {
        rule.subject = CarrierRule::Role::kTarget;
      } else if (subject == "none") {
        rule.subject = CarrierRule::Role::kNone;
      } else {
        return table.Fault(row, "subject is none of source, target, none");
      }
      const auto effect = Lookup(kEffects, table.Cell(row, 4));
      if (!effect) return table.Fault(row, "no such effect");
      rule.effect = *effect;
      const auto number = static_cast<uint32_t>(out_.carriers_.size());
      for (const auto lemma : SplitCell(table.Cell(row, 0), '|')) {
        ListOf(&out_.carrier_rows_, words_->Add(lemma)).push_back(number);
      }
      out_.carriers_.push_back(rule);
    }
    return Ok();
  }

  Status LoadEffects() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(dir_, "effects.tsv"), {"lemmas", "effect"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      const auto effect = Lookup(kEffects, table.Cell(row, 1));
      if (!effect) return table.Fault(row, "no such effect");
      for (const auto lemma : SplitCell(table.Cell(row, 0), '|')) {
        const WordId word = words_->Add(lemma);
        if (word >= out_.effects_.size()) out_.effects_.resize(word + 1, Effect::kNone);
        if (out_.effects_[word] != Effect::kNone) {
          return table.Fault(row, "lemma twice: " + std::string(lemma));
        }
        out_.effects_[word] = *effect;
      }
    }
    return Ok();
  }

  Status LoadReporting() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(dir_, "reporting.tsv"), {"lemmas", "kind", "clause"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      ReportingRule rule;
      const std::string_view kind = table.Cell(row, 1);
      if (kind == "say") {
        rule.kind = ReportingRule::Kind::kSay;
      } else if (kind == "think") {
        rule.kind = ReportingRule::Kind::kThink;
      } else if (kind == "deny") {
        rule.kind = ReportingRule::Kind::kDeny;
      } else if (kind == "document") {
        rule.kind = ReportingRule::Kind::kDocument;
      } else {
        return table.Fault(row, "kind is none of say, think, deny, document");
      }
      const std::string_view clause = table.Cell(row, 2);
      rule.needs_clause = clause == "yes";
      rule.any_object = clause == "object";
      if (clause != "yes" && clause != "no" && clause != "object") {
        return table.Fault(row, "clause is none of yes, no, object");
      }
      out_.reporting_rules_.push_back(rule);
      for (const auto lemma : SplitCell(table.Cell(row, 0), '|')) {
        const WordId word = words_->Add(lemma);
        if (word >= out_.reporting_.size()) out_.reporting_.resize(word + 1);
        if (out_.reporting_[word] != 0)
          return table.Fault(row, "lemma twice: " + std::string(lemma));
        out_.reporting_[word] = static_cast<uint32_t>(out_.reporting_rules_.size());
      }
    }
    return Ok();
  }

  const std::string dir_;
  const Ontology& ontology_;
  Words* const words_;
  Patterns out_;
  std::unordered_map<std::string, size_t> class_ids_;
  std::unordered_map<std::string, size_t> rule_ids_;
};

Result<Patterns> Patterns::Load(const std::string& data_dir, const Ontology& ontology,
                                Words* words) {
  return PatternLoader(data_dir, ontology, words).Load();
}

const WordSet& Patterns::Class(std::string_view name) const {
  static const WordSet kNone;
  for (size_t i = 0; i < class_names_.size(); ++i) {
    if (class_names_[i] == name) return classes_[i];
  }
  return kNone;
}

}  // namespace avviso
