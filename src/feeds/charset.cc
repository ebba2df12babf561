#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "base/utf8.h"
#include "feeds/internal/parsers.h"

namespace avviso::internal {
namespace {

// The value of encoding="…" in an XML declaration, in lower case.
std::string DeclaredCharset(std::string_view bytes) {
  if (bytes.substr(0, 5) != "<?xml") return "";
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), bytes.size()));
  const size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return "";
  const size_t quote = declaration.find_first_of("\"'", at);
  if (quote == std::string_view::npos) return "";
  const size_t end = declaration.find(declaration[quote], quote + 1);
  return std::string(declaration.substr(quote + 1, end - quote - 1));
}

Result<std::string> Convert(std::string_view bytes, const std::string& from,
                            std::string_view name) {
  const iconv_t convert = ::iconv_open("UTF-8", from.c_str());
  if (convert == reinterpret_cast<iconv_t>(-1)) {
    return Error{ErrorCode::kUnsupported,
                 std::string(name) + ": the character set \"" + from + "\" isn't known"};
  }
  std::string in(bytes);
  std::string out;
  char* next = in.data();
  size_t left = in.size();
  char piece[4096];
  while (left > 0) {
    char* to = piece;
    size_t room = sizeof piece;
    const size_t done = ::iconv(convert, &next, &left, &to, &room);
    out.append(piece, sizeof piece - room);
    if (done == static_cast<size_t>(-1) && errno != E2BIG) {  // ill formed, or cut short
      out += "\xEF\xBF\xBD";
      ++next;
      --left;
    }
  }
  ::iconv_close(convert);
  return out;
}

}  // namespace

Result<std::string> ToUtf8(std::string_view bytes, std::string_view charset,
                           std::string_view name) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return RepairUtf8(bytes.substr(3));
  if (bytes.substr(0, 2) == "\xFF\xFE") return Convert(bytes.substr(2), "UTF-16LE", name);
  if (bytes.substr(0, 2) == "\xFE\xFF") return Convert(bytes.substr(2), "UTF-16BE", name);
  std::string from = charset.empty() ? DeclaredCharset(bytes) : std::string(charset);
  for (char& c : from) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const bool odd = from.size() > 40 || std::any_of(from.begin(), from.end(), [](char c) {
                     return c == '/' || c == ',' || static_cast<unsigned char>(c) <= 0x20;
                   });
  // What says that it is something else and is well-formed UTF-8 nearly always is that.
  if (from.empty() || odd || from == "UTF-8" || from == "UTF8" || from == "US-ASCII" ||
      (from.substr(0, 3) != "UTF" && from.substr(0, 3) != "ISO-2022" && IsValidUtf8(bytes))) {
    return RepairUtf8(bytes);
  }
  // Browsers read both as the larger of the two, and writers mean that.
  if (from == "ISO-8859-1" || from == "LATIN1") from = "WINDOWS-1252";
  return Convert(bytes, from, name);
}

}  // namespace avviso::internal
