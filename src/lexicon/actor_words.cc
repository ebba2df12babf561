#include "lexicon/actor_words.h"

#include <algorithm>

#include "base/file_system.h"
#include "base/fold.h"
#include "lexicon/glossary.h"

namespace avviso {
namespace {

void AddOnce(const ActorMeaning& meaning, std::vector<ActorMeaning>* meanings) {
  const bool held = std::any_of(meanings->begin(), meanings->end(), [&](const ActorMeaning& other) {
    return other.key == meaning.key;
  });
  if (!held) meanings->push_back(meaning);
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return upper;
}

}  // namespace

std::string FoldedWords(std::string_view text) {
  std::string out;
  for (const char c : Folded(text)) {
    if (c == '.') continue;  // "U.N." is "un"
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out.compare(0, 4, "the ") == 0 ? out.substr(4) : out;
}

class ActorWordsLoader {
 public:
  explicit ActorWordsLoader(std::string data_dir) : dir_(std::move(data_dir)) {}

  Result<ActorWords> Load() {
    AVVISO_TRY(LoadCountries("countries/countries.tsv"));
    AVVISO_TRY(LoadCountries("countries/former.tsv"));
    AVVISO_TRY(LoadSeats());
    for (const char* file :
         {"bodies/bodies.tsv", "bodies/ngos.tsv", "bodies/armed_groups.tsv", "bodies/parties.tsv",
          "agencies/agencies.tsv", "agencies/outlets.tsv"}) {
      AVVISO_TRY(LoadBodies(file));
    }
    AVVISO_TRY(LoadRoles());
    AVVISO_TRY(LoadPersons());
    AVVISO_ASSIGN(const Glossary glossary, Glossary::Load(dir_));
    for (std::string& sector : glossary.NamesOf("sector")) out_.known_sectors_.insert(sector);
    return std::move(out_);
  }

 private:
  Result<Table> Open(const char* file, const std::vector<std::string>& columns) {
    return Table::Load(JoinPath(dir_, file), columns);
  }

  void Call(const std::string& key, std::string_view cell) {
    for (const std::string_view name : SplitCell(cell, '|')) {
      const std::string folded = FoldedWords(name);
      out_.called_[key].push_back(folded);
      out_.keys_[folded].push_back(key);
    }
  }

  Status LoadCountries(const char* file) {
    AVVISO_ASSIGN(const Table table,
                  Open(file, {"code", "iso2", "name", "names", "adjectives", "people", "status"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const ActorMeaning meaning{std::string(table.Cell(i, 0)), std::string(table.Cell(i, 2))};
      const std::string_view status = table.Cell(i, 6);
      if (status != "defacto") {
        if (status != "former") out_.name_of_[meaning.key] = meaning.name;
        out_.name_of_.try_emplace(meaning.key, meaning.name);
        if (status != "former") {
          AddOnce(meaning, &out_.countries_[FoldedWords(table.Cell(i, 1))]);
        }
      }
      for (size_t column = 2; column <= 5; ++column) {
        Call(meaning.key, table.Cell(i, column));
        for (const std::string_view name : SplitCell(table.Cell(i, column), '|')) {
          AddOnce(meaning, &out_.countries_[FoldedWords(name)]);
          if (column <= 3) out_.country_names_.emplace_back(name);
        }
      }
    }
    return Ok();
  }

  Status LoadSeats() {
    AVVISO_ASSIGN(const Table table, Open("countries/seats.tsv", {"name", "country", "sector"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const auto names = SplitCell(table.Cell(i, 0), '|');
      if (names.empty() || table.Cell(i, 1).empty()) continue;
      const ActorMeaning meaning{std::string(table.Cell(i, 1)).append(table.Cell(i, 2)),
                                 std::string(names.front())};
      for (const std::string_view name : names) AddOnce(meaning, &out_.others_[FoldedWords(name)]);
    }
    return Ok();
  }

  Status LoadBodies(const char* file) {
    AVVISO_ASSIGN(const Table table, Open(file, {"id", "name", "names"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const ActorMeaning meaning{std::string(table.Cell(i, 0)), std::string(table.Cell(i, 1))};
      out_.name_of_[meaning.key] = meaning.name;
      for (size_t column = 1; column <= 2; ++column) {
        Call(meaning.key, table.Cell(i, column));
        for (const std::string_view name : SplitCell(table.Cell(i, column), '|')) {
          AddOnce(meaning, &out_.others_[FoldedWords(name)]);
        }
      }
    }
    return Ok();
  }

  Status LoadRoles() {
    AVVISO_ASSIGN(const Table table, Open("roles/roles.tsv", {"noun", "sector"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      for (const std::string_view noun : SplitCell(table.Cell(i, 0), '|')) {
        const std::string folded = FoldedWords(noun);
        out_.sectors_.try_emplace(folded, table.Cell(i, 1));
        out_.sectors_.try_emplace(folded + "s", table.Cell(i, 1));
      }
    }
    return Ok();
  }

  // Persons have no ids: their names lead to one another.
  Status LoadPersons() {
    AVVISO_ASSIGN(const Table table, Open("persons/persons.tsv", {"name", "names"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const std::string key = "person:" + std::string(table.Cell(i, 0));
      Call(key, table.Cell(i, 0));
      Call(key, table.Cell(i, 1));
    }
    return Ok();
  }

  const std::string dir_;
  ActorWords out_;
};

Result<ActorWords> ActorWords::Load(const std::string& data_dir) {
  return ActorWordsLoader(data_dir).Load();
}

std::vector<ActorMeaning> ActorWords::Countries(std::string_view text) const {
  const std::string upper = Upper(text);
  const auto code = name_of_.find(upper);
  if (code != name_of_.end() && upper.size() == 3) return {{code->first, code->second}};
  const auto named = countries_.find(FoldedWords(text));
  return named == countries_.end() ? std::vector<ActorMeaning>() : named->second;
}

std::vector<ActorMeaning> ActorWords::Actors(std::string_view text) const {
  // A code as it is written in records is nothing else.
  const std::string upper = Upper(text);
  const std::string country = upper.substr(0, 3);
  const std::string sector = upper.size() > 3 ? upper.substr(3) : "";
  const auto home = name_of_.find(country);
  const bool coded = home != name_of_.end() && (sector.empty() || known_sectors_.count(sector) > 0);
  if (coded && (upper == text || !sector.empty())) {
    return {{upper, home->second + (sector.empty() ? "" : " " + sector)}};
  }
  if (known_sectors_.count(upper) > 0 && upper == text) return {{upper, upper}};
  const auto id = name_of_.find(text);
  if (id != name_of_.end() && text.find(':') != std::string_view::npos) {
    return {{id->first, id->second}};
  }
  std::vector<ActorMeaning> meanings = Countries(text);
  const std::string folded = FoldedWords(text);
  if (const auto other = others_.find(folded); other != others_.end()) {
    for (const ActorMeaning& meaning : other->second) AddOnce(meaning, &meanings);
  }
  // "serbian army": a country, and what it has.
  for (size_t at = folded.find(' '); at != std::string::npos && meanings.empty();
       at = folded.find(' ', at + 1)) {
    const auto role = sectors_.find(folded.substr(at + 1));
    const auto of = countries_.find(folded.substr(0, at));
    if (role == sectors_.end() || role->second.empty() || of == countries_.end()) continue;
    for (const ActorMeaning& meaning : of->second) {
      AddOnce({meaning.key + role->second, meaning.name + " " + role->second}, &meanings);
    }
  }
  return meanings;
}

std::vector<std::string> ActorWords::OtherNames(std::string_view text) const {
  std::vector<std::string> names;
  const std::string folded = FoldedWords(text);
  const auto keys = keys_.find(folded);
  if (keys == keys_.end()) return names;
  for (const std::string& key : keys->second) {
    for (const std::string& name : called_.at(key)) {
      if (name != folded && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  return names;
}

}  // namespace avviso
