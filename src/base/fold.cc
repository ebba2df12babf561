#include "base/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace avviso {
namespace {

// Letters with no decomposition, and how they are written without them.
const char* Replacement(char32_t c) {
  switch (c) {
    case 0x00C6:
    case 0x00E6: return "ae";
    case 0x00D0:
    case 0x00F0:
    case 0x0110:
    case 0x0111: return "d";
    case 0x00D8:
    case 0x00F8: return "o";
    case 0x00DE:
    case 0x00FE: return "th";
    case 0x00DF:
    case 0x1E9E: return "ss";
    case 0x0131: return "i";
    case 0x0141:
    case 0x0142: return "l";
    case 0x0152:
    case 0x0153: return "oe";
    case 0x018F:
    case 0x0259: return "e";
    case 0x2018:
    case 0x2019:
    case 0x02BC: return "'";
    default: return nullptr;
  }
}

}  // namespace

void AppendFolded(std::string_view text, std::string* out) {
  for (size_t pos = 0; pos < text.size();) {
    const auto byte = static_cast<unsigned char>(text[pos]);
    if (byte < 0x80) {
      out->push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32)
                                                : static_cast<char>(byte));
      ++pos;
      continue;
    }
    const char32_t c = DecodeUtf8(text, &pos);
    if (const char* replacement = Replacement(c)) {
      *out += replacement;
      continue;
    }
    // A code point decomposes to at most 18 others in any normal form.
    utf8proc_int32_t parts[32];
    int boundary = 0;
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_COMPAT);
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 32, options, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 32; ++i) {
      const auto category = utf8proc_category(parts[i]);
      if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME) continue;
      AppendUtf8(static_cast<char32_t>(parts[i]), out);
    }
  }
}

std::string Folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendFolded(text, &out);
  return out;
}

bool IsWordCharacter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return false;
  }
}

bool IsUpperCase(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_LU;
}

}  // namespace avviso
