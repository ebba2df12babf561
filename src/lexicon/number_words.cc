#include "lexicon/number_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"cardinal", "scale",  "vague", "least",
                                                    "most",     "nearly", "about"};
constexpr std::array<std::string_view, 8> kCounts = {"act",   "doer",  "act-noun", "state",
                                                     "thing", "money", "sign",     "crowd"};
constexpr double kLargest = 1e15;

bool ReadValue(std::string_view cell, double* value) {
  if (cell.empty()) return true;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), *value);
  return parsed.ec == std::errc() && parsed.ptr == cell.data() + cell.size() && *value >= 0 &&
         *value <= kLargest;
}

}  // namespace

Result<NumberWords> NumberWords::Load(const std::string& data_dir, std::string* bytes) {
  NumberWords made;
  AVVISO_ASSIGN(const Table words, Table::Load(JoinPath(data_dir, "numbers/words.tsv"),
                                               {"words", "kind", "value", "low"}));
  for (size_t i = 0; i < words.rows(); ++i) {
    const auto kind = std::find(kKinds.begin(), kKinds.end(), words.Cell(i, 1));
    if (kind == kKinds.end()) return words.Fault(i, "unknown kind");
    Word word;
    word.kind = static_cast<Kind>(kind - kKinds.begin());
    if (!ReadValue(words.Cell(i, 2), &word.value) || !ReadValue(words.Cell(i, 3), &word.low)) {
      return words.Fault(i, "value or low is no number");
    }
    if (!made.words_.try_emplace(std::string(words.Cell(i, 0)), word).second) {
      return words.Fault(i, "the words stand twice");
    }
  }
  AVVISO_ASSIGN(const Table counted,
                Table::Load(JoinPath(data_dir, "numbers/counted.tsv"), {"what", "kind", "words"}));
  for (size_t i = 0; i < counted.rows(); ++i) {
    const auto kind = std::find(kCounts.begin(), kCounts.end(), counted.Cell(i, 1));
    if (kind == kCounts.end()) return counted.Fault(i, "unknown kind");
    const auto how = static_cast<Counts>(kind - kCounts.begin());
    for (const std::string_view lemma : SplitCell(counted.Cell(i, 2), '|')) {
      if (!made.counted_.try_emplace({how, std::string(lemma)}, counted.Cell(i, 0)).second) {
        return counted.Fault(i, "a word stands twice");
      }
    }
  }
  *bytes += words.bytes();
  *bytes += counted.bytes();
  return made;
}

const NumberWords::Word* NumberWords::Find(std::string_view words) const {
  const auto it = words_.find(words);
  return it == words_.end() ? nullptr : &it->second;
}

std::optional<std::string_view> NumberWords::What(Counts how, std::string_view lemma) const {
  const auto it = counted_.find(std::pair(how, std::string(lemma)));
  if (it == counted_.end()) return std::nullopt;
  return std::string_view(it->second);
}

}  // namespace avviso
