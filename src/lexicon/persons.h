// Persons: who is so well known that news gives no country or office.

#ifndef AVVISO_LEXICON_PERSONS_H_
#define AVVISO_LEXICON_PERSONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lexicon/table.h"

namespace avviso {

struct PersonRow {
  std::string name;
  std::string country;  // alpha-3; empty for servants of bodies of many states
  std::string sector;   // while in office
  int from = 0;         // years of office, both inclusive
  int to = 0;           // 9999 while it lasts
};

enum class Gender : uint8_t { kUnknown, kFemale, kMale };

class Persons {
 public:
  // The tables persons/persons.tsv and persons/first_names.tsv.
  static Result<Persons> Read(const Table& table, const Table& first_names);

  // Whoever is called `name` (in any case, with or without diacritics): who was
  // in office in `year`; failing that, or without a year, the last who was before
  // it. nullptr if nobody is.
  const PersonRow* Find(std::string_view name, std::optional<int> year) const;
  // What the first of several words of a full name tells, in any case; of a bare last name,
  // what the person's is who is known by it.
  Gender GenderOf(std::string_view name) const;

 private:
  std::vector<PersonRow> rows_;
  std::unordered_map<std::string, std::vector<size_t>> by_name_;  // by folded words
  std::unordered_map<std::string, Gender> first_names_;           // by the folded word
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_PERSONS_H_
