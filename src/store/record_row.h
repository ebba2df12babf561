// RecordRow: the columns that one event of a record is found by.

#ifndef AVVISO_STORE_RECORD_ROW_H_
#define AVVISO_STORE_RECORD_ROW_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_reader.h"
#include "base/text_by_points.h"

namespace avviso {

// What an actor is found by: its country, its code, its id, and its name in lower
// case; those that it has, each once.
struct ActorKeys {
  std::string main;                // country, else id, else code, else "": of roll-ups
  std::vector<std::string> codes;  // country, code, id
  std::string name;                // folded; may be empty
  // As the record has it: its name, else its words; the others may be empty.
  std::string label, country, sector, code, id;
};

struct RecordRow {
  std::string id;
  std::string day;       // of the act, else of publication, else ""
  std::string last_day;  // not before `day`
  std::string type, mode, plover, cameo, quad, status;
  double goldstein = 0;
  bool historical = false;
  std::string source, target;  // names, joined by "; "
  std::vector<ActorKeys> sources, targets;
  std::string place, place_country;
  std::optional<double> latitude, longitude;
  std::vector<std::pair<std::string, std::string>> voices;  // name and kind, innermost first
  double confidence = 0;
  std::string sentence;  // of the first mention
};

// `event` is an event of docs/record.md, `published` the article's, as given.
RecordRow RowOfEvent(JsonValue event, std::string_view published, const TextByPoints& text);

// As names of actors are stored and asked for: without case, diacritics and double
// spaces. Requires well-formed UTF-8.
std::string FoldName(std::string_view name);

}  // namespace avviso

#endif  // AVVISO_STORE_RECORD_ROW_H_
