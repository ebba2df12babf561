#include "views/export_text.h"

#include <charconv>
#include <cmath>

#include "base/json_writer.h"
#include "base/utf8.h"

namespace avviso {
namespace {

bool IsNumber(const std::string& value) {
  double number = 0;
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  return read.ec == std::errc() && read.ptr == end;
}

bool LooksLikeFormula(const std::string& value) {
  if (value.empty()) return false;
  const char c = value.front();
  if (c != '=' && c != '+' && c != '-' && c != '@' && static_cast<unsigned char>(c) >= ' ') {
    return false;
  }
  return !IsNumber(value);
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& values) {
  std::string line;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) line.push_back(',');
    std::string value = values[i];
    if (LooksLikeFormula(value)) value.insert(value.begin(), '\'');
    if (value.find_first_of(",\"\r\n") == std::string::npos) {
      line += value;
      continue;
    }
    line.push_back('"');
    for (const char c : value) line.append(c == '"' ? 2 : 1, c);
    line.push_back('"');
  }
  return line + "\r\n";
}

std::string TabLine(const std::vector<std::string>& values) {
  std::string line;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) line.push_back('\t');
    if (!values[i].empty() && values[i].front() == '"') line.push_back(' ');
    for (const char c : values[i]) {
      const auto byte = static_cast<unsigned char>(c);
      line.push_back(byte < ' ' || byte == 0x7F ? ' ' : c);
    }
  }
  return line + "\n";
}

std::string XmlText(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const size_t start = pos;
    const char32_t c = DecodeUtf8(text, &pos);
    switch (c) {
      case '&': out += "&amp;"; continue;
      case '<': out += "&lt;"; continue;
      case '>': out += "&gt;"; continue;
      case '"': out += "&quot;"; continue;
      case '\r': out += "&#13;"; continue;
      default: break;
    }
    const bool control = c < ' ' && c != '\t' && c != '\n';
    if (!control && c != 0xFFFE && c != 0xFFFF) out += text.substr(start, pos - start);
  }
  return out;
}

std::string NumberText(double number) {
  std::string text;
  if (std::isfinite(number)) JsonWriter(&text).Number(number);
  return text;
}

}  // namespace avviso
