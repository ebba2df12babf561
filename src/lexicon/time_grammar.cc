#include "lexicon/time_grammar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/file_system.h"
#include "lexicon/table.h"
#include "lexicon/time_pattern.h"

namespace avviso {
namespace {

constexpr std::array<std::pair<std::string_view, TimeMake>, 29> kMakes = {{
    {"age", TimeMake::kAge},           {"ago", TimeMake::kAgo},
    {"century", TimeMake::kCentury},   {"clock", TimeMake::kClock},
    {"date", TimeMake::kDate},         {"day-of-month", TimeMake::kDayOfMonth},
    {"day-ref", TimeMake::kDayRef},    {"decade", TimeMake::kDecade},
    {"duration", TimeMake::kDuration}, {"fiscal", TimeMake::kFiscal},
    {"future", TimeMake::kFuture},     {"half", TimeMake::kHalf},
    {"holiday", TimeMake::kHoliday},   {"month", TimeMake::kMonth},
    {"numeric", TimeMake::kNumeric},   {"often", TimeMake::kOften},
    {"part", TimeMake::kPart},         {"past", TimeMake::kPast},
    {"present", TimeMake::kPresent},   {"quarter", TimeMake::kQuarter},
    {"ref-part", TimeMake::kRefPart},  {"ref-shift", TimeMake::kRefShift},
    {"ref-unit", TimeMake::kRefUnit},  {"season", TimeMake::kSeason},
    {"set", TimeMake::kSet},           {"unit", TimeMake::kUnit},
    {"week-of", TimeMake::kWeekOf},    {"weekday", TimeMake::kWeekday},
    {"year", TimeMake::kYear},
}};

constexpr std::array<std::pair<std::string_view, TimeTest>, 10> kTests = {{
    {"", TimeTest::kNone},
    {"bare-units", TimeTest::kBareUnits},
    {"bare-year", TimeTest::kBareYear},
    {"end", TimeTest::kEnd},
    {"modifier", TimeTest::kModifier},
    {"name", TimeTest::kName},
    {"noun", TimeTest::kNoun},
    {"no-of", TimeTest::kNoOf},
    {"rate", TimeTest::kRate},
    {"time-of-year", TimeTest::kTimeOfYear},
}};

constexpr std::array<std::pair<std::string_view, TenseCue>, 4> kCues = {{
    {"future-aux", TenseCue::kFutureAux},
    {"future-verb", TenseCue::kFutureVerb},
    {"same-tense", TenseCue::kSameTense},
    {"schedule", TenseCue::kSchedule},
}};

// Classes that the reader of tokens makes from figures and number words.
constexpr std::array<std::string_view, 9> kReadClasses = {
    "@clock", "@day", "@decade", "@four", "@hour", "@nth", "@num", "@two", "@year"};

template <typename T, size_t N>
std::optional<T> Lookup(const std::array<std::pair<std::string_view, T>, N>& table,
                        std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return std::nullopt;
}

uint64_t EdgeKey(uint32_t node, TimeSymbol symbol) { return uint64_t{node} << 16 | symbol; }

}  // namespace

class TimeGrammarLoader {
 public:
  explicit TimeGrammarLoader(const std::string& data_dir) : dir_(JoinPath(data_dir, "times")) {}

  Result<TimeGrammar> Load() {
    out_.accepts_.emplace_back();
    for (const std::string_view name : kReadClasses) Intern(name);
    AVVISO_TRY(LoadWords());
    AVVISO_TRY(LoadRules());
    AVVISO_TRY(LoadTense());
    AddLiterals();
    return std::move(out_);
  }

 private:
  Result<Table> Open(const char* file, const std::vector<std::string>& columns) {
    AVVISO_ASSIGN(Table table, Table::Load(JoinPath(dir_, file), columns));
    out_.bytes_ += table.bytes();
    return table;
  }

  TimeSymbol Intern(std::string_view text) {
    const auto next = static_cast<TimeSymbol>(out_.symbols_.size() + 1);
    return out_.symbols_.try_emplace(std::string(text), next).first->second;
  }

  Status LoadWords() {
    AVVISO_ASSIGN(const Table table, Open("words.tsv", {"class", "words", "value"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      const TimeSymbol symbol = Intern("@" + std::string(table.Cell(row, 0)));
      const std::string_view cell = table.Cell(row, 2);
      int32_t value = 0;
      const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), value);
      if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) {
        return table.Fault(row, "value is no whole number");
      }
      for (const std::string_view word : SplitCell(table.Cell(row, 1), '|')) {
        auto& senses = out_.words_[std::string(word)];
        for (const TimeGrammar::Sense& other : senses) {
          if (other.symbol == symbol) {
            return table.Fault(row, "\"" + std::string(word) + "\" is in this class already");
          }
        }
        senses.push_back({symbol, value});
      }
    }
    return Ok();
  }

  Status LoadRules() {
    AVVISO_ASSIGN(const Table table, Open("rules.tsv", {"id", "pattern", "make", "test"}));
    TimePatterns patterns;
    for (size_t row = 0; row < table.rows(); ++row) {
      const std::string id(table.Cell(row, 0));
      if (id.starts_with("$")) {
        const Status defined = patterns.Define(id, table.Cell(row, 1));
        if (!defined.ok()) return table.Fault(row, defined.error().message);
        continue;
      }
      const auto make = Lookup(kMakes, table.Cell(row, 2));
      if (!make) return table.Fault(row, "unknown make");
      const auto test = Lookup(kTests, table.Cell(row, 3));
      if (!test) return table.Fault(row, "unknown test");
      const auto sequences = patterns.Unfold(table.Cell(row, 1), TimeGrammar::kMaxSequences);
      if (!sequences.ok()) return table.Fault(row, sequences.error().message);
      out_.rules_.push_back({id, *make, *test});
      for (const TimeSequence& sequence : sequences.value()) {
        if (const char* fault = AddSequence(sequence)) return table.Fault(row, fault);
      }
    }
    return Ok();
  }

  // Nullptr, or what is wrong.
  const char* AddSequence(const TimeSequence& sequence) {
    uint32_t node = TimeGrammar::kRoot;
    uint8_t length = 0, begin = 0, end = 0;
    for (const std::string& part : sequence) {
      if (part == "<") {
        begin = length;
        continue;
      }
      if (part == ">") {
        end = length;
        continue;
      }
      if (part.front() == '@' && !out_.symbols_.contains(part)) return "unknown class";
      const auto [edge, added] = out_.edges_.try_emplace(
          EdgeKey(node, Intern(part)), static_cast<uint32_t>(out_.accepts_.size()));
      if (added) out_.accepts_.emplace_back();
      node = edge->second;
      ++length;
    }
    if (length == 0 || length > TimeGrammar::kMaxLength) return "allows nothing, or too much";
    if (end == 0) end = length;
    if (end <= begin) return "'<' and '>' hold nothing";
    auto& accepts = out_.accepts_[node];
    const auto rule = static_cast<uint32_t>(out_.rules_.size() - 1);
    if (accepts.empty() || accepts.back().rule != rule) accepts.push_back({rule, begin, end});
    return nullptr;
  }

  Status LoadTense() {
    AVVISO_ASSIGN(const Table table, Open("tense.tsv", {"cue", "words"}));
    for (size_t row = 0; row < table.rows(); ++row) {
      const auto cue = Lookup(kCues, table.Cell(row, 0));
      if (!cue) return table.Fault(row, "unknown cue");
      for (const std::string_view word : SplitCell(table.Cell(row, 1), '|')) {
        uint8_t& bits = out_.cues_[std::string(word)];
        bits = static_cast<uint8_t>(bits | 1u << static_cast<unsigned>(*cue));
      }
    }
    return Ok();
  }

  // A word that patterns name is found as itself too.
  void AddLiterals() {
    for (const auto& [text, symbol] : out_.symbols_) {
      if (text.front() == '@') continue;
      auto& senses = out_.words_[text];
      senses.insert(senses.begin(), {symbol, 0});
    }
  }

  const std::string dir_;
  TimeGrammar out_;
};

Result<TimeGrammar> TimeGrammar::Load(const std::string& data_dir) {
  return TimeGrammarLoader(data_dir).Load();
}

std::span<const TimeGrammar::Sense> TimeGrammar::Find(std::string_view word) const {
  const auto it = words_.find(word);
  if (it == words_.end()) return {};
  return it->second;
}

TimeSymbol TimeGrammar::Class(std::string_view name) const {
  return Literal("@" + std::string(name));
}

TimeSymbol TimeGrammar::Literal(std::string_view word) const {
  const auto it = symbols_.find(word);
  return it == symbols_.end() ? TimeSymbol{0} : it->second;
}

uint32_t TimeGrammar::Next(uint32_t node, TimeSymbol symbol) const {
  const auto it = edges_.find(EdgeKey(node, symbol));
  return it == edges_.end() ? kRoot : it->second;
}

std::span<const TimeGrammar::Accept> TimeGrammar::AcceptsAt(uint32_t node) const {
  return accepts_[node];
}

bool TimeGrammar::HasCue(TenseCue cue, std::string_view lemma) const {
  const auto it = cues_.find(lemma);
  return it != cues_.end() && (it->second >> static_cast<unsigned>(cue) & 1u) != 0;
}

}  // namespace avviso
