#include "lexicon/persons.h"

#include <charconv>

#include "base/fold.h"
#include "lexicon/names.h"

namespace avviso {
namespace {

constexpr int kForever = 9999;

// The folded words of a name, parted by blanks: "al-Assad" is "al assad".
std::string KeyOf(std::string_view name) {
  std::string key;
  for (const Piece& piece : SplitPieces(name)) {
    if (!key.empty()) key += ' ';
    AppendFolded(piece.span.In(name), &key);
  }
  return key;
}

bool ParseYear(std::string_view text, int* year) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), *year);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
}

}  // namespace

Result<Persons> Persons::Read(const Table& table, const Table& first_names) {
  Persons persons;
  for (size_t i = 0; i < table.rows(); ++i) {
    PersonRow row;
    row.name = table.Cell(i, 0);
    row.country = table.Cell(i, 2);
    row.sector = table.Cell(i, 3);
    if (!ParseYear(table.Cell(i, 4), &row.from)) return table.Fault(i, "from is no year");
    row.to = kForever;
    if (!table.Cell(i, 5).empty() && !ParseYear(table.Cell(i, 5), &row.to)) {
      return table.Fault(i, "to is no year");
    }
    std::vector<std::string_view> names = SplitCell(table.Cell(i, 1), '|');
    names.push_back(row.name);
    for (const std::string_view name : names) {
      persons.by_name_[KeyOf(name)].push_back(persons.rows_.size());
    }
    persons.rows_.push_back(std::move(row));
  }
  for (size_t i = 0; i < first_names.rows(); ++i) {
    const std::string_view gender = first_names.Cell(i, 1);
    if (gender != "f" && gender != "m") return first_names.Fault(i, "gender is neither f nor m");
    persons.first_names_.emplace(KeyOf(first_names.Cell(i, 0)),
                                 gender == "f" ? Gender::kFemale : Gender::kMale);
  }
  return persons;
}

Gender Persons::GenderOf(std::string_view name) const {
  std::string key = KeyOf(name);
  if (key.find(' ') == std::string::npos) {
    const auto known = by_name_.find(key);
    if (known == by_name_.end()) return Gender::kUnknown;
    key = KeyOf(rows_[known->second.back()].name);
  }
  const size_t blank = key.find(' ');
  if (blank == std::string::npos) return Gender::kUnknown;
  const auto it = first_names_.find(key.substr(0, blank));
  return it == first_names_.end() ? Gender::kUnknown : it->second;
}

const PersonRow* Persons::Find(std::string_view name, std::optional<int> year) const {
  const auto it = by_name_.find(KeyOf(name));
  if (it == by_name_.end()) return nullptr;
  const PersonRow* best = nullptr;
  for (const size_t i : it->second) {
    const PersonRow& row = rows_[i];
    if (year && row.from <= *year && *year <= row.to) return &row;
    if (best == nullptr || row.from > best->from) best = &row;
  }
  return best;
}

}  // namespace avviso
