#include "nlp/internal/config.h"

#include "base/json_reader.h"

namespace avviso {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

Result<Config> Config::Parse(std::string_view bytes, const std::string& path) {
  Config config;
  std::string section;
  std::string* last = nullptr;
  size_t line_number = 0;
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const std::string_view raw = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++line_number;
    const std::string_view line = Trim(raw);
    if (line.empty() || line[0] == '#' || line[0] == ';') continue;
    const size_t equals = line.find('=');
    if (line.front() == '[' && line.back() == ']' && raw[0] == '[') {
      section = line.substr(1, line.size() - 2);
      last = nullptr;
    } else if ((raw[0] == ' ' || raw[0] == '\t') && last != nullptr) {
      *last += line;  // a value that goes on over lines
    } else if (equals != std::string_view::npos) {
      last = &config.values_[section + "\n" + std::string(Trim(line.substr(0, equals)))];
      *last = Trim(line.substr(equals + 1));
    } else {
      return Error{ErrorCode::kCorrupt,
                   path + ":" + std::to_string(line_number) + " isn't a setting or a section"};
    }
  }
  return config;
}

std::string_view Config::Raw(const std::string& section, const std::string& key) const {
  const auto value = values_.find(section + "\n" + key);
  return value == values_.end() ? std::string_view() : std::string_view(value->second);
}

std::string Config::String(const std::string& section, const std::string& key) const {
  const auto json = JsonDocument::Parse(Raw(section, key), key);
  return json.ok() ? std::string(json.value().root().String()) : std::string();
}

std::vector<std::string> Config::Strings(const std::string& section, const std::string& key) const {
  std::vector<std::string> out;
  const auto json = JsonDocument::Parse(Raw(section, key), key);
  if (!json.ok()) return out;
  json.value().root().ForEach(
      [&](std::string_view, JsonValue value) { out.emplace_back(value.String()); });
  return out;
}

bool Config::Bool(const std::string& section, const std::string& key, bool otherwise) const {
  const std::string_view raw = Raw(section, key);
  return raw == "true" ? true : raw == "false" ? false : otherwise;
}

}  // namespace avviso
