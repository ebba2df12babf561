#include "html/charset.h"

#include <lexbor/encoding/encoding.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "html/double_encoding.h"

namespace avviso {
namespace {

using Encoding = const lxb_encoding_data_t*;

Encoding ByLabel(std::string_view label) {
  return lxb_encoding_data_by_pre_name(reinterpret_cast<const lxb_char_t*>(label.data()),
                                       label.size());
}

std::string NameOf(Encoding encoding) { return reinterpret_cast<const char*>(encoding->name); }

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The value after "charset" and "=" in `text`, from `from` on; "" if there is none.
std::string_view CharsetIn(std::string_view text, size_t from = 0) {
  constexpr std::string_view kWord = "charset";
  for (size_t at = from; at + kWord.size() < text.size(); ++at) {
    size_t same = 0;
    while (same < kWord.size() && Lower(text[at + same]) == kWord[same]) ++same;
    if (same < kWord.size()) continue;
    size_t begin = at + same;
    while (begin < text.size() && IsSpace(text[begin])) ++begin;
    if (begin == text.size() || text[begin] != '=') continue;
    ++begin;
    while (begin < text.size() &&
           (IsSpace(text[begin]) || text[begin] == '"' || text[begin] == '\'')) {
      ++begin;
    }
    const size_t end = std::min(text.find_first_of("\"' \t\n\r\f;/>", begin), text.size());
    return text.substr(begin, end - begin);
  }
  return {};
}

// What a <meta> near the start declares. UTF-16 there can't be true, since the
// declaration was read as ASCII.
Encoding Declared(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  for (size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (at + 6 > head.size()) break;
    if (head.substr(at, 5) == "<?xml") {
      const std::string_view tag = head.substr(at, std::min(head.find('>', at), head.size()) - at);
      const size_t word = tag.find("encoding=");
      if (word == std::string_view::npos || word + 11 > tag.size()) continue;
      const std::string_view value = tag.substr(word + 10);
      if (const Encoding found = ByLabel(value.substr(0, value.find_first_of("\"'")))) return found;
      continue;
    }
    std::array<char, 5> name{};
    for (size_t i = 0; i < name.size(); ++i) name[i] = Lower(head[at + i]);
    if (std::string_view(name.data(), name.size()) != "<meta") continue;
    const size_t end = std::min(head.find('>', at), head.size());
    const std::string_view label = CharsetIn(head.substr(at, end - at));
    if (const Encoding found = label.empty() ? nullptr : ByLabel(label)) return found;
  }
  return nullptr;
}

// False for sets that the standard forbids to decode, and for a private one.
bool IsReadable(Encoding encoding) {
  return encoding->encoding != LXB_ENCODING_REPLACEMENT &&
         encoding->encoding != LXB_ENCODING_X_USER_DEFINED;
}

Encoding Guessed(std::string_view bytes) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  const std::string_view sample = bytes.substr(0, 256 << 10);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  std::string_view name = uchardet_get_charset(detector.get());
  if (name == "UHC") name = "euc-kr";  // one set by the standard
  const Encoding found = name.empty() ? nullptr : ByLabel(name);
  return found != nullptr && IsReadable(found) ? found : nullptr;
}

bool IsUnicode(Encoding encoding) {
  return encoding->encoding == LXB_ENCODING_UTF_8 || encoding->encoding == LXB_ENCODING_UTF_16LE ||
         encoding->encoding == LXB_ENCODING_UTF_16BE;
}

std::string Decode(std::string_view bytes, Encoding encoding, bool* ill_formed) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  std::array<lxb_codepoint_t, 4096> buffer{};
  const lxb_codepoint_t bad = kReplacement;
  lxb_encoding_decode_t decode;
  lxb_encoding_decode_init(&decode, encoding, buffer.data(), buffer.size());
  decode.replace_to = &bad;
  decode.replace_len = 1;
  const auto drain = [&] {
    for (size_t i = 0; i < decode.buffer_used; ++i) {
      *ill_formed = *ill_formed || buffer[i] == kReplacement;
      AppendUtf8(static_cast<char32_t>(buffer[i]), &out);
    }
    decode.buffer_used = 0;
  };
  const lxb_char_t* at = reinterpret_cast<const lxb_char_t*>(bytes.data());
  const lxb_char_t* end = at + bytes.size();
  while (at < end) {
    const lxb_char_t* before = at;
    const lxb_status_t status = encoding->decode(&decode, &at, end);
    const bool moved = at != before || decode.buffer_used > 0;
    drain();
    if (status == LXB_STATUS_OK || status == LXB_STATUS_CONTINUE) break;
    if (!moved) break;
  }
  if (lxb_encoding_decode_finish(&decode) != LXB_STATUS_OK) *ill_formed = true;
  drain();
  return out;
}

// Sequences beyond ASCII, as UTF-8. One that the end of the page cuts short is left out.
struct Utf8Count {
  size_t good = 0;
  size_t bad = 0;
};

Utf8Count CountUtf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t pos = 0; pos < bytes.size();) {
    const size_t begin = pos;
    const char32_t c = DecodeUtf8(bytes, &pos);
    if (c < 0x80) continue;
    const bool bad = c == kReplacement && bytes.substr(begin, 3) != "\xEF\xBF\xBD";
    if (bad && pos == bytes.size()) break;
    ++(bad ? count.bad : count.good);
  }
  return count;
}

// UTF-16 without a mark: markup is ASCII, so every second byte is a NUL. If the server
// says so, a few NULs will do.
Encoding BareUtf16(std::string_view bytes, std::string_view content_type) {
  constexpr size_t kPairs = 256;
  const size_t pairs = std::min(bytes.size() / 2, kPairs);
  size_t high = 0;
  size_t low = 0;
  for (size_t i = 0; i < pairs; ++i) {
    high += bytes[2 * i] == '\0';
    low += bytes[2 * i + 1] == '\0';
  }
  if (pairs < 8) return nullptr;
  if (low * 3 > pairs && high * 20 < pairs) return lxb_encoding_data(LXB_ENCODING_UTF_16LE);
  if (high * 3 > pairs && low * 20 < pairs) return lxb_encoding_data(LXB_ENCODING_UTF_16BE);
  if (high + low == 0) return nullptr;
  const std::string_view header = CharsetIn(content_type);
  const Encoding said = header.empty() ? nullptr : ByLabel(header);
  return said != nullptr && IsUnicode(said) && said->encoding != LXB_ENCODING_UTF_8 ? said
                                                                                    : nullptr;
}

// Steps 4 to 7.
Encoding Choose(std::string_view bytes, std::string_view content_type, std::vector<Note>* notes) {
  const Utf8Count utf8_count = CountUtf8(bytes);
  const Encoding utf8 = lxb_encoding_data(LXB_ENCODING_UTF_8);
  if (utf8_count.good > 9 * utf8_count.bad) return utf8;
  const std::string_view header = CharsetIn(content_type);
  const Encoding by_header = header.empty() ? nullptr : ByLabel(header);
  const Encoding by_meta = Declared(bytes);
  for (const Encoding declared : {by_header, by_meta}) {
    if (declared != nullptr && !IsUnicode(declared) && IsReadable(declared)) {
      return declared;
    }
  }
  // If a declaration insists on UTF-8, more bad bytes are mended than otherwise.
  const bool utf8_declared = by_header != nullptr || by_meta != nullptr;
  const Encoding guess = Guessed(bytes);
  if (utf8_declared && (guess == nullptr || IsUnicode(guess))) return utf8;
  if (utf8_count.good > 4 * utf8_count.bad) return utf8;
  if (guess != nullptr) {
    notes->push_back({"charset-guessed", "the character set was guessed as " + NameOf(guess)});
    return guess;
  }
  notes->push_back({"charset-guessed",
                    "no character set is declared or can be told; read as "
                    "windows-1252"});
  return lxb_encoding_data(LXB_ENCODING_WINDOWS_1252);
}

void Mend(std::string* text, std::vector<Note>* notes) {
  if (!MendDoubleEncoding(text)) return;
  notes->push_back({"double-encoded", "text that had been brought into UTF-8 twice was mended"});
}

}  // namespace

std::string DecodePage(std::string_view bytes, std::string_view content_type,
                       std::vector<Note>* notes, std::string* charset) {
  Encoding encoding = nullptr;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    encoding = lxb_encoding_data(LXB_ENCODING_UTF_8);
    bytes.remove_prefix(3);
  } else if (bytes.substr(0, 2) == "\xFF\xFE") {
    encoding = lxb_encoding_data(LXB_ENCODING_UTF_16LE);
    bytes.remove_prefix(2);
  } else if (bytes.substr(0, 2) == "\xFE\xFF") {
    encoding = lxb_encoding_data(LXB_ENCODING_UTF_16BE);
    bytes.remove_prefix(2);
  } else {
    encoding = BareUtf16(bytes, content_type);
  }
  const bool maybe_utf8 = encoding == nullptr || encoding->encoding == LXB_ENCODING_UTF_8;
  if (maybe_utf8 && IsValidUtf8(bytes)) {
    if (charset != nullptr) *charset = "UTF-8";
    std::string text(bytes);
    Mend(&text, notes);
    return text;
  }
  if (encoding == nullptr) encoding = Choose(bytes, content_type, notes);
  if (charset != nullptr) *charset = NameOf(encoding);
  bool ill_formed = false;
  std::string text;
  if (encoding->encoding == LXB_ENCODING_UTF_8) {
    text = RepairUtf8(bytes);
    ill_formed = true;
  } else {
    text = Decode(bytes, encoding, &ill_formed);
  }
  if (ill_formed) {
    notes->push_back(
        {"ill-formed-bytes", "bytes that aren't " + NameOf(encoding) + " were replaced by U+FFFD"});
  }
  Mend(&text, notes);
  return text;
}

}  // namespace avviso
