#include "lexicon/lexicon.h"

#include <utility>

#include "base/file_system.h"
#include "base/hash.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

// Short names in capitals ("WHO", "US") would else be found in common words.
bool IsAbbreviation(std::string_view name) {
  if (name.size() > 5) return false;
  for (const char c : name) {
    if (c < 'A' || c > 'Z') return false;
  }
  return true;
}

RoleKind RoleKindOf(std::string_view name) {
  if (name == "title") return RoleKind::kTitle;
  if (name == "person") return RoleKind::kPerson;
  if (name == "body") return RoleKind::kBody;
  if (name == "group") return RoleKind::kGroup;
  return RoleKind::kNone;
}

// "soldier" -> "soldiers", "army" -> "armies", "policeman" -> "policemen".
std::string PluralOf(std::string_view noun) {
  const auto ends = [&](std::string_view tail) {
    return noun.size() > tail.size() && noun.substr(noun.size() - tail.size()) == tail;
  };
  std::string stem(noun);
  if (ends("man")) return stem.substr(0, stem.size() - 3) + "men";
  if (ends("s") || ends("x") || ends("ch") || ends("sh")) return stem + "es";
  if (ends("y") && stem.size() > 1 &&
      std::string_view("aeiou").find(stem[stem.size() - 2]) == std::string_view::npos) {
    return stem.substr(0, stem.size() - 1) + "ies";
  }
  return stem + "s";
}

}  // namespace

class LexiconLoader {
 public:
  explicit LexiconLoader(const std::string& data_dir) : dir_(data_dir) {}

  Result<Lexicon> Load() {
    AVVISO_TRY(LoadCountries("countries/countries.tsv"));
    AVVISO_TRY(LoadCountries("countries/former.tsv"));
    AVVISO_TRY(LoadSeats());
    AVVISO_TRY(LoadNotStates());
    AVVISO_TRY(LoadOrganisations("bodies/bodies.tsv", NameKind::kBody, "IGO", false));
    AVVISO_TRY(LoadOrganisations("bodies/ngos.tsv", NameKind::kNgo, "NGO", true));
    AVVISO_TRY(LoadOrganisations("bodies/armed_groups.tsv", NameKind::kArmedGroup, "REB", true));
    AVVISO_TRY(LoadRulers());
    AVVISO_TRY(LoadOrganisations("bodies/parties.tsv", NameKind::kParty, "PTY", true));
    AVVISO_TRY(LoadMedia("agencies/agencies.tsv", NameKind::kAgency));
    AVVISO_TRY(LoadMedia("agencies/outlets.tsv", NameKind::kOutlet));
    AVVISO_TRY(LoadEthnic());
    AVVISO_TRY(LoadRoles());
    AVVISO_ASSIGN(const Table persons, Open("persons/persons.tsv",
                                            {"name", "names", "country", "sector", "from", "to"}));
    AVVISO_ASSIGN(const Table first_names, Open("persons/first_names.tsv", {"name", "gender"}));
    AVVISO_ASSIGN(out_.persons_, Persons::Read(persons, first_names));
    AVVISO_ASSIGN(out_.times_, TimeGrammar::Load(dir_));
    Hash(out_.times_.bytes());
    std::string place_bytes;
    AVVISO_ASSIGN(out_.numbers_, NumberWords::Load(dir_, &place_bytes));
    AVVISO_ASSIGN(out_.places_, PlaceTables::Load(dir_, &place_bytes));
    Hash(place_bytes);
    AVVISO_ASSIGN(out_.ontology_, Ontology::Load(dir_));
    AVVISO_ASSIGN(out_.patterns_, Patterns::Load(dir_, out_.ontology_, &out_.words_));
    AVVISO_ASSIGN(out_.judgement_, Judgement::Load(dir_));
    Hash(out_.judgement_.bytes());
    AVVISO_TRY(HashTables());
    return std::move(out_);
  }

 private:
  Result<Table> Open(const std::string& file, const std::vector<std::string>& columns) {
    AVVISO_ASSIGN(Table table, Table::Load(JoinPath(dir_, file), columns));
    Hash(table.bytes());
    return table;
  }

  void Hash(std::string_view bytes) { hash_ = MurmurHash64A(bytes, hash_); }

  // The pattern tables are read by Patterns; their bytes count for the version too.
  Status HashTables() {
    for (const char* file :
         {"ontology/types.tsv", "ontology/modes.tsv", "ontology/content_modes.tsv",
          "ontology/codes.tsv", "patterns/classes.tsv", "patterns/verbs.tsv", "patterns/nouns.tsv",
          "patterns/adjectives.tsv", "patterns/carriers.tsv", "patterns/effects.tsv",
          "patterns/reporting.tsv"}) {
      AVVISO_ASSIGN(const std::string bytes, ReadFile(JoinPath(dir_, file)));
      Hash(bytes);
    }
    constexpr char kDigits[] = "0123456789abcdef";
    out_.version_.clear();
    for (int shift = 60; shift >= 0; shift -= 4) out_.version_ += kDigits[(hash_ >> shift) & 15u];
    return Ok();
  }

  void AddNames(std::string_view cell, uint32_t row, bool exact) {
    for (const auto name : SplitCell(cell, '|')) AddName(name, row, exact);
  }

  void AddName(std::string_view name, uint32_t row, bool exact) {
    // An exact "the Sun" isn't any Sun.
    if (!exact && name.substr(0, 4) == "the ") name.remove_prefix(4);
    out_.names_.Add(name, row, exact || IsAbbreviation(name));
  }

  Status LoadCountries(const std::string& file) {
    AVVISO_ASSIGN(const Table table, Open(file, {"code", "name", "names", "adjectives", "people",
                                                 "capital", "case", "iso2"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const bool exact = table.Cell(i, 6) == "exact";
      NameRow base;
      base.name = table.Cell(i, 1);
      base.country = table.Cell(i, 0);
      if (base.country.size() != 3) return table.Fault(i, "code is not of three letters");
      AddDomain(table.Cell(i, 7), base.country);
      const auto add = [&](NameKind kind, std::string_view cell) {
        if (cell.empty()) return;
        NameRow row = base;
        row.kind = kind;
        if (kind == NameKind::kCountry || kind == NameKind::kCapital) row.sector = "GOV";
        AddNames(cell, out_.names_.AddRow(std::move(row)), exact);
      };
      // An exact row repeats the name of the row before it only as a key.
      if (!exact || table.Cell(i, 2).empty()) add(NameKind::kCountry, table.Cell(i, 1));
      add(NameKind::kCountry, table.Cell(i, 2));
      add(NameKind::kAdjective, table.Cell(i, 3));
      add(NameKind::kPeople, table.Cell(i, 4));
      add(NameKind::kCapital, table.Cell(i, 5));
    }
    return Ok();
  }

  Status LoadSeats() {
    AVVISO_ASSIGN(const Table table,
                  Open("countries/seats.tsv", {"name", "country", "sector", "case"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      NameRow row;
      row.kind = NameKind::kSeat;
      const auto names = SplitCell(table.Cell(i, 0), '|');
      if (names.empty()) return table.Fault(i, "no name");
      row.name = names[0];
      row.country = table.Cell(i, 1);
      row.sector = table.Cell(i, 2);
      AddNames(table.Cell(i, 0), out_.names_.AddRow(std::move(row)), table.Cell(i, 3) == "exact");
    }
    return Ok();
  }

  Status LoadNotStates() {
    AVVISO_ASSIGN(const Table table, Open("countries/not_states.tsv", {"name"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      NameRow row;
      row.kind = NameKind::kNothing;
      row.name = table.Cell(i, 0);
      AddNames(table.Cell(i, 0), out_.names_.AddRow(std::move(row)), false);
    }
    return Ok();
  }

  Status LoadOrganisations(const std::string& file, NameKind kind, std::string_view sector,
                           bool has_country) {
    std::vector<std::string> columns = {"id", "name", "names", "sector", "case"};
    if (has_country) columns.push_back("country");
    AVVISO_ASSIGN(const Table table, Open(file, columns));
    for (size_t i = 0; i < table.rows(); ++i) {
      NameRow row;
      row.kind = kind;
      row.id = table.Cell(i, 0);
      row.name = table.Cell(i, 1);
      row.sector = table.Cell(i, 3).empty() ? sector : table.Cell(i, 3);
      if (has_country) row.country = table.Cell(i, 5);
      const bool exact = table.Cell(i, 4) == "exact";
      const uint32_t number = out_.names_.AddRow(std::move(row));
      AddName(table.Cell(i, 1), number, exact);
      AddNames(table.Cell(i, 2), number, exact);
    }
    return Ok();
  }

  // A group that has governed: while it does, its rows are of the government.
  Status LoadRulers() {
    AVVISO_ASSIGN(const Table table, Open("bodies/rulers.tsv", {"id", "from", "to"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      Lexicon::Rule rule;
      const auto from = ParseIsoDay(table.Cell(i, 1));
      if (!from) return table.Fault(i, "from is no day");
      rule.from = *from;
      if (!table.Cell(i, 2).empty()) {
        rule.to = ParseIsoDay(table.Cell(i, 2));
        if (!rule.to) return table.Fault(i, "to is no day");
      }
      uint32_t found = UINT32_MAX;
      const auto& rows = out_.names_.rows();
      for (uint32_t r = 0; r < rows.size() && found == UINT32_MAX; ++r) {
        if (rows[r].id == table.Cell(i, 0)) found = r;
      }
      if (found == UINT32_MAX) return table.Fault(i, "no such group");
      NameRow governing = rows[found];
      governing.sector = "GOV";
      rule.row = out_.names_.AddRow(std::move(governing));
      out_.rules_.emplace(std::string(table.Cell(i, 0)), rule);
    }
    return Ok();
  }

  Status LoadMedia(const std::string& file, NameKind kind) {
    AVVISO_ASSIGN(const Table table,
                  Open(file, {"id", "name", "names", "country", "case", "domain"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      NameRow row;
      row.kind = kind;
      row.id = table.Cell(i, 0);
      row.name = table.Cell(i, 1);
      row.country = table.Cell(i, 3);
      row.sector = "JRN";
      const bool exact = table.Cell(i, 4) == "exact";
      const uint32_t number = out_.names_.AddRow(std::move(row));
      AddName(table.Cell(i, 1), number, exact);
      AddNames(table.Cell(i, 2), number, exact);
      for (const auto domain : SplitCell(table.Cell(i, 5), '|')) {
        out_.country_of_host_.try_emplace(std::string(domain), table.Cell(i, 3));
      }
    }
    return Ok();
  }

  // "RS" -> "rs". The United Kingdom's domain isn't its code; some codes are sold
  // to the world and tell nothing.
  void AddDomain(std::string_view iso2, std::string_view country) {
    if (iso2.size() != 2) return;
    std::string domain;
    for (const char c : iso2) domain += static_cast<char>(c + ('a' - 'A'));
    for (const std::string_view sold :
         {"tv", "io", "me", "co", "ai", "fm", "cc", "ws", "la", "ly"}) {
      if (domain == sold) return;
    }
    if (domain == "gb") domain = "uk";
    out_.country_of_host_.try_emplace(domain, country);
  }

  Status LoadEthnic() {
    AVVISO_ASSIGN(const Table table,
                  Open("roles/ethnic.tsv", {"name", "people", "country", "sector", "case"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      NameRow row;
      row.kind = NameKind::kEthnic;
      row.name = table.Cell(i, 0);
      row.country = table.Cell(i, 2);
      row.sector = table.Cell(i, 3);
      const bool exact = table.Cell(i, 4) == "exact";
      const uint32_t number = out_.names_.AddRow(std::move(row));
      AddNames(table.Cell(i, 0), number, exact);
      AddNames(table.Cell(i, 1), number, exact);
    }
    return Ok();
  }

  void AddRole(NameKind kind, std::string_view noun, std::string_view sector, std::string_view role,
               bool plural) {
    NameRow row;
    row.kind = kind;
    row.role = RoleKindOf(role);
    row.name = noun;
    row.sector = sector;
    const uint32_t number = out_.roles_.AddRow(std::move(row));
    out_.roles_.Add(noun, number, false);
    if (plural) out_.roles_.Add(PluralOf(noun), number, false);
  }

  Status LoadRoles() {
    AVVISO_ASSIGN(const Table roles, Open("roles/roles.tsv", {"noun", "sector", "kind", "number"}));
    for (size_t i = 0; i < roles.rows(); ++i) {
      if (RoleKindOf(roles.Cell(i, 2)) == RoleKind::kNone) {
        return roles.Fault(i, "kind is none of title, person, body, group");
      }
      for (const auto noun : SplitCell(roles.Cell(i, 0), '|')) {
        AddRole(NameKind::kRole, noun, roles.Cell(i, 1), roles.Cell(i, 2), roles.Cell(i, 3) != "p");
      }
    }
    AVVISO_ASSIGN(const Table unnamed, Open("roles/unnamed.tsv", {"noun", "sector"}));
    for (size_t i = 0; i < unnamed.rows(); ++i) {
      for (const auto noun : SplitCell(unnamed.Cell(i, 0), '|')) {
        AddRole(NameKind::kUnnamed, noun, unnamed.Cell(i, 1), "person", true);
      }
    }
    return Ok();
  }

  const std::string dir_;
  uint64_t hash_ = 0;
  Lexicon out_;
};

Result<Lexicon> Lexicon::Load(const std::string& data_dir) {
  return LexiconLoader(data_dir).Load();
}

std::string Lexicon::CountryOfUrl(std::string_view url) const {
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  std::string_view host = url.substr(0, url.find_first_of("/:?#"));
  while (!host.empty()) {
    const auto it = country_of_host_.find(std::string(host));
    if (it != country_of_host_.end()) return it->second;
    const size_t dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return "";
}

const NameRow& Lexicon::RowOn(const NameRow& row, std::optional<Day> day) const {
  if (!day || row.kind != NameKind::kArmedGroup) return row;
  const auto [begin, end] = rules_.equal_range(row.id);
  for (auto it = begin; it != end; ++it) {
    const Rule& rule = it->second;
    if (rule.from <= *day && (!rule.to || *day <= *rule.to)) return names_.rows()[rule.row];
  }
  return row;
}

WordId Lexicon::Word(std::string_view lemma) const {
  char lower[64] = {};
  if (lemma.size() > sizeof lower) return kNoWord;
  for (size_t i = 0; i < lemma.size(); ++i) {
    const char c = lemma[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return words_.Find({lower, lemma.size()});
}

}  // namespace avviso
