// Works on the bytes of JSON that is known to be well formed: a value ends where
// the brackets that it opened are closed. No recursion, so depth costs nothing.

#include "store/record_parts.h"

#include <optional>

#include "base/json_reader.h"
#include "base/json_writer.h"

namespace avviso {
namespace {

struct Range {
  size_t begin = 0, end = 0;
};

// Just past the string that starts at `at`.
size_t EndOfString(std::string_view json, size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return at + 1;
}

// Just past the value that starts at `at`.
size_t EndOfValue(std::string_view json, size_t at) {
  size_t depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = EndOfString(json, at);
      if (depth == 0) return at;
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) return at;
    if (c == '{' || c == '[') ++depth;
    if (closes && --depth == 0) return at + 1;
    ++at;
  }
  return at;
}

// Where the value of an outermost member stands in an object without white space.
std::optional<Range> Member(std::string_view json, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\"";
  size_t at = 1;
  while (at < json.size() && json[at] == '"') {
    const size_t colon = EndOfString(json, at);
    const bool found = json.substr(at, key.size()) == key && colon == at + key.size();
    const size_t end = EndOfValue(json, colon + 1);
    if (found) return Range{colon + 1, end};
    at = end + 1;
  }
  return std::nullopt;
}

std::string Quoted(std::string_view text) {
  std::string out;
  JsonWriter(&out).String(text);
  return out;
}

void Replace(std::string* json, std::string_view name, std::string_view value) {
  if (const std::optional<Range> range = Member(*json, name)) {
    json->replace(range->begin, range->end - range->begin, value);
  }
}

}  // namespace

Result<RecordParts> SplitRecord(std::string_view record, const std::string& name) {
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(record, name));
  RecordParts parts;
  const std::optional<Range> text = Member(record, "text");
  const std::optional<Range> events = Member(record, "events");
  if (!text || !events || document.root()["text"].kind() != JsonValue::Kind::kString ||
      document.root()["events"].kind() != JsonValue::Kind::kArray) {
    return Error{ErrorCode::kInvalid, name + ": no record of avviso code: text or events missing"};
  }
  parts.text = document.root()["text"].String();
  for (size_t at = events->begin + 1; at + 1 < events->end;) {
    const size_t end = EndOfValue(record, at);
    parts.events.emplace_back(record.substr(at, end - at));
    at = end + 1;
  }
  parts.envelope = record;
  Replace(&parts.envelope, "events", "[]");
  Replace(&parts.envelope, "text", "null");
  if (JoinRecord(parts) != record) {
    return Error{ErrorCode::kInvalid, name + ": not written as avviso code writes records"};
  }
  return parts;
}

std::string JoinRecord(const RecordParts& parts) {
  std::string record = parts.envelope;
  std::string events = "[";
  for (const std::string& event : parts.events) {
    if (events.size() > 1) events.push_back(',');
    events += event;
  }
  Replace(&record, "events", events + "]");
  Replace(&record, "text", Quoted(parts.text));
  return record;
}

}  // namespace avviso
