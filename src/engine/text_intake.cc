#include "engine/text_intake.h"

#include <algorithm>
#include <utility>

#include "base/day.h"
#include "base/utf8.h"

namespace avviso {
namespace {

constexpr std::string_view kSpaces = " \t\n\r\f\v";

// The place to cut `text` at, at most `most`: after white space if there is any,
// else between two code points.
size_t CutPoint(std::string_view text, size_t most) {
  const size_t space = text.substr(0, most).find_last_of(kSpaces);
  if (space != std::string_view::npos) return space + 1;
  size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return cut;
}

}  // namespace

Status CheckIsText(std::string_view bytes, std::string_view name) {
  const std::string refused = std::string(name) + " isn't text in UTF-8";
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") {
    return Error{ErrorCode::kInvalid,
                 refused + ": it starts as UTF-16 does (convert it, e.g. with iconv -f UTF-16)"};
  }
  const std::string_view start = bytes.substr(0, 8192);
  size_t odd = 0, all = 0;
  for (size_t pos = 0; pos < start.size(); ++all) {
    const size_t begin = pos;
    const char32_t c = DecodeUtf8(start, &pos);
    const bool ill_formed = c == kReplacement && start.substr(begin, 3) != "\xEF\xBF\xBD";
    const bool control = c < 0x20 && (c < 0x09 || c > 0x0D) && c != 0x1B;
    odd += ill_formed || control;
  }
  if (odd * 10 <= all) return Ok();
  return Error{ErrorCode::kInvalid, refused + ": " + std::to_string(odd) + " of its first " +
                                        std::to_string(all) +
                                        " characters are ill-formed or controls (binary, or "
                                        "another character set: convert it, e.g. with iconv)"};
}

Status CheckIsPage(std::string_view bytes, std::string_view name) {
  const std::string_view start = bytes.substr(0, 8192);
  const auto control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    // NULs are half of UTF-16; ESC changes sets in ISO-2022.
    return byte != 0 && byte < 0x20 && (byte < 0x09 || byte > 0x0D) && byte != 0x1B;
  };
  const auto odd = std::count_if(start.begin(), start.end(), control);
  if (static_cast<size_t>(odd) * 20 <= start.size()) return Ok();
  return Error{ErrorCode::kInvalid, std::string(name) + " is no page: it holds binary data"};
}

void SetText(std::string bytes, uint64_t most, Article* article) {
  std::string text = std::move(bytes);
  // What lies beyond the limit isn't looked at; 4 bytes more keep the last code point whole.
  bool over = text.size() > most;
  if (over) text.resize(std::min<size_t>(text.size(), static_cast<size_t>(most) + 4));
  if (over) text.resize(CutPoint(text, static_cast<size_t>(most)));
  if (!IsValidUtf8(text)) {
    text = RepairUtf8(text);
    article->notes.push_back(
        {"ill-formed-bytes", "bytes that aren't UTF-8 were replaced by U+FFFD"});
    // A replacement is longer than what it stands for.
    if (text.size() > most) {
      text.resize(CutPoint(text, static_cast<size_t>(most)));
      over = true;
    }
  }
  if (over) {
    article->notes.push_back(
        {"truncated-at-limit",
         "only the first " + std::to_string(text.size()) + " bytes of the text were read"});
  }
  if (text.find('\0') != std::string::npos) {
    article->notes.push_back({"nul-characters", "the text holds NUL characters"});
  }
  if (text.find_first_not_of(kSpaces) == std::string::npos) {
    article->notes.push_back({"empty-text", "the text is empty or white space"});
  }
  article->text = std::move(text);
}

void SetPublished(std::string_view published, Article* article) {
  article->published = std::string(published);
  article->published_day = ParseIsoDay(published);
  if (!published.empty() && !article->published_day) {
    article->notes.push_back(
        {"published-unreadable", "the date of publication isn't an ISO 8601 day or time"});
  }
}

}  // namespace avviso
