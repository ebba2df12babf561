#include "fetch/state_file.h"

#include <algorithm>
#include <string_view>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/utf8.h"

namespace avviso {

Result<UrlStates> LoadStates(const std::string& path) {
  UrlStates states;
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok() && bytes.error().code == ErrorCode::kNotFound) return states;
  if (!bytes.ok()) return bytes.error();
  std::string_view left = bytes.value();
  for (size_t number = 1; !left.empty(); ++number) {
    const size_t end = std::min(left.find('\n'), left.size());
    const std::string where = path + ":" + std::to_string(number);
    AVVISO_ASSIGN(const JsonDocument line, JsonDocument::Parse(left.substr(0, end), where));
    left.remove_prefix(std::min(end + 1, left.size()));
    const JsonValue root = line.root();
    UrlState state;
    state.etag = root["etag"].String();
    state.last_modified = root["last_modified"].String();
    state.due = root["due"].Integer().value_or(0);
    state.failures = root["failures"].Integer().value_or(0);
    state.gone = root["gone"].Bool(false);
    root["seen"].ForEach(
        [&](std::string_view, JsonValue hash) { state.seen.emplace_back(hash.String()); });
    if (root["url"].String().empty()) return Error{ErrorCode::kCorrupt, where + ": no url"};
    states[std::string(root["url"].String())] = std::move(state);
  }
  return states;
}

Status SaveStates(const std::string& path, const UrlStates& states) {
  std::string out;
  for (const auto& [url, state] : states) {
    JsonWriter json(&out);
    json.BeginObject();
    json.Field("url", RepairUtf8(url));
    if (!state.etag.empty()) json.Field("etag", RepairUtf8(state.etag));
    if (!state.last_modified.empty()) json.Field("last_modified", RepairUtf8(state.last_modified));
    if (state.due != 0) json.FieldInteger("due", state.due);
    if (state.failures != 0) json.FieldInteger("failures", state.failures);
    if (state.gone) json.FieldBool("gone", true);
    if (!state.seen.empty()) {
      json.Key("seen");
      json.BeginArray();
      for (const std::string& hash : state.seen) json.String(hash);
      json.EndArray();
    }
    json.EndObject();
    out.push_back('\n');
  }
  return WriteFile(path, out);
}

}  // namespace avviso
