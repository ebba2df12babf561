// Fuzz target: dates and bylines in the words of pages, and days in addresses.
// room: reader
//
// A date is empty or a day of the calendar between 1990 and 2100, perhaps with a time.
// Names are well formed and come from the line.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/day.h"
#include "base/utf8.h"
#include "reader/internal/byline.h"
#include "reader/internal/credits.h"
#include "reader/internal/date_text.h"
#include "reader/internal/language.h"
#include "reader/internal/tables.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

const avviso::ReaderTables& Tables() {
  static const auto tables = avviso::ReaderTables::Load(AVVISO_SOURCE_DIR "/data");
  AVVISO_CHECK(tables.ok());
  return tables.value();
}

void CheckDate(const std::string& date) {
  if (date.empty()) return;
  AVVISO_CHECK(date.size() >= 10 && date.size() <= 25);
  AVVISO_CHECK(avviso::ParseIsoDay(date).has_value());
  const std::string year = date.substr(0, 4);
  AVVISO_CHECK(year >= "1990" && year <= "2100");
  AVVISO_CHECK(date.size() == 10 || date[10] == 'T');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string line =
      avviso::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const avviso::ReaderTables& tables = Tables();
  for (const std::string_view language : {"", "en", "de", "th"}) {
    for (const bool month_first : {false, true}) {
      const std::string date = avviso::FindDate(line, {language, month_first}, tables);
      CheckDate(date);
      AVVISO_CHECK(date == avviso::FindDate(line, {language, month_first}, tables));
    }
  }
  CheckDate(avviso::DateInUrl("https://a.example/" + line));
  for (const bool trusted : {false, true}) {
    for (const std::string& name : avviso::NamesIn(line, trusted, tables)) {
      AVVISO_CHECK(!name.empty() && name.size() <= 80 && avviso::IsValidUtf8(name));
    }
  }
  for (const std::string& name : avviso::NamesOfLine(line, tables)) {
    AVVISO_CHECK(avviso::IsValidUtf8(name));
  }
  std::vector<avviso::Credit> credits;
  avviso::AddAgencies(line, tables, &credits);
  if (const auto credit = avviso::CreditOfLine(line, tables)) credits.push_back(*credit);
  for (const avviso::Credit& credit : credits) {
    AVVISO_CHECK(!credit.name.empty() && avviso::IsValidUtf8(credit.name));
    AVVISO_CHECK(avviso::IsValidUtf8(credit.text));
  }
  AVVISO_CHECK(avviso::LanguageOf(line, "en", tables).size() <= 3);
  return 0;
}
