#include "archive/header_fields.h"

#include <algorithm>

namespace avviso {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

HeaderFields HeaderFields::Parse(std::string_view lines) {
  HeaderFields made;
  made.fields_.reserve(16);
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const bool folded = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (folded && !made.fields_.empty()) {
      std::string_view& value = made.fields_.back().value;
      if (!Trimmed(line).empty() && !value.empty()) {
        value =
            Trimmed({value.data(), static_cast<size_t>(line.data() + line.size() - value.data())});
      }
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    made.fields_.push_back({Trimmed(line.substr(0, colon)), Trimmed(line.substr(colon + 1))});
  }
  return made;
}

std::string_view HeaderFields::Get(std::string_view name) const {
  for (const HeaderField& field : fields_) {
    if (EqualsIgnoringCase(field.name, name)) return field.value;
  }
  return {};
}

size_t HeaderLength(std::string_view bytes) {
  size_t at = 0;
  while (true) {
    const size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return std::string_view::npos;
    if (end == at || (end == at + 1 && bytes[at] == '\r')) return end + 1;
    at = end + 1;
  }
}

std::string MediaType(std::string_view content_type) {
  return LowerAscii(Trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string CharsetOf(std::string_view content_type) {
  const std::string lower = LowerAscii(content_type);
  const size_t at = lower.find("charset=");
  if (at == std::string::npos) return "";
  std::string_view value = std::string_view(lower).substr(at + 8);
  value = Trimmed(value.substr(0, value.find(';')));
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
    value = value.substr(1, value.find(value.front(), 1) - 1);
  }
  return std::string(value);
}

}  // namespace avviso
