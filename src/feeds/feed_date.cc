#include "feeds/feed_date.h"

#include <array>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/day.h"

namespace avviso {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone {
  std::string_view name;
  std::string_view offset;
};
// Those of RFC 822; military letters but Z are ambiguous in practice and left out.
constexpr std::array<Zone, 13> kZones = {{{"Z", "Z"},
                                          {"UT", "Z"},
                                          {"UTC", "Z"},
                                          {"GMT", "Z"},
                                          {"EST", "-05:00"},
                                          {"EDT", "-04:00"},
                                          {"CST", "-06:00"},
                                          {"CDT", "-05:00"},
                                          {"MST", "-07:00"},
                                          {"MDT", "-06:00"},
                                          {"PST", "-08:00"},
                                          {"PDT", "-07:00"},
                                          {"BST", "+01:00"}}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Takes 1 to `most` digits.
std::optional<int> TakeNumber(std::string_view* text, size_t most) {
  int value = 0;
  size_t at = 0;
  for (; at < most && at < text->size() && IsDigit((*text)[at]); ++at) {
    value = value * 10 + ((*text)[at] - '0');
  }
  if (at == 0) return std::nullopt;
  text->remove_prefix(at);
  return value;
}

bool Take(std::string_view* text, char c) {
  if (text->empty() || text->front() != c) return false;
  text->remove_prefix(1);
  return true;
}

void SkipSpaces(std::string_view* text) {
  while (!text->empty() && (text->front() == ' ' || text->front() == '\t' ||
                            text->front() == '\r' || text->front() == '\n')) {
    text->remove_prefix(1);
  }
}

// "Z", "+02:00", or "" if there is none that is known.
std::string TakeZone(std::string_view text) {
  SkipSpaces(&text);
  size_t letters = 0;
  while (letters < text.size() && IsLetter(text[letters])) ++letters;
  for (const Zone& zone : kZones) {
    if (letters > 0 && text.substr(0, letters) == zone.name) {
      if (zone.offset == "Z" && text.size() > letters &&
          (text[letters] == '+' || text[letters] == '-')) {
        break;  // "GMT+0200"
      }
      return std::string(zone.offset);
    }
  }
  text.remove_prefix(letters);
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return "";
  const char sign = text[0];
  text.remove_prefix(1);
  const auto hours = TakeNumber(&text, 2);
  Take(&text, ':');
  const int minutes = TakeNumber(&text, 2).value_or(0);
  if (!hours || *hours > 14 || minutes > 59) return "";
  if (*hours == 0 && minutes == 0) return "Z";
  char out[48];
  std::snprintf(out, sizeof out, "%c%02d:%02d", sign, *hours, minutes);
  return out;
}

// The time at the start of `text` and its zone, as the end of an ISO 8601 time; "" if
// there is no time.
std::string TakeTime(std::string_view text) {
  const auto hour = TakeNumber(&text, 2);
  Take(&text, ':');
  const auto minute = TakeNumber(&text, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return "";
  int second = 0;
  const std::string_view before = text;
  Take(&text, ':');
  if (const auto given = TakeNumber(&text, 2); given && *given <= 60) {
    second = *given == 60 ? 59 : *given;
    if (Take(&text, '.')) TakeNumber(&text, 9);
  } else {
    text = before;
  }
  char out[48];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d", *hour, *minute, second);
  return out + TakeZone(text);
}

std::string DayOf(int year, int month, int day) {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  char out[48];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
  return ParseIsoDay(out) ? out : "";
}

std::string IsoForm(std::string_view text) {
  const std::string_view start = text;
  const auto year = TakeNumber(&text, 4);
  if (!year || start.size() - text.size() != 4) return "";
  const bool dashes = Take(&text, '-');
  const auto month = TakeNumber(&text, 2);
  if (dashes && !Take(&text, '-')) return "";
  const auto day = TakeNumber(&text, 2);
  if (!month || !day) return "";
  const std::string made = DayOf(*year, *month, *day);
  if (made.empty()) return "";
  if (!Take(&text, 'T')) SkipSpaces(&text);
  return made + TakeTime(text);
}

std::string MailForm(std::string_view text) {
  const size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    text.remove_prefix(comma + 1);
  } else {
    while (!text.empty() && IsLetter(text.front())) text.remove_prefix(1);  // "Fri 29 Sep"
  }
  SkipSpaces(&text);
  const auto day = TakeNumber(&text, 2);
  while (!text.empty() && (text.front() == ' ' || text.front() == '-')) text.remove_prefix(1);
  int month = 0;
  for (size_t i = 0; i < kMonths.size() && text.size() >= 3; ++i) {
    bool same = true;
    for (size_t c = 0; c < 3; ++c) same = same && (text[c] | 0x20) == kMonths[i][c];
    if (same) month = static_cast<int>(i) + 1;
  }
  while (!text.empty() && (IsLetter(text.front()) || text.front() == '.')) text.remove_prefix(1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '-')) text.remove_prefix(1);
  const size_t before = text.size();
  auto year = TakeNumber(&text, 4);
  if (!day || !year) return "";
  if (before - text.size() == 2) *year += *year < 70 ? 2000 : 1900;
  const std::string made = DayOf(*year, month, *day);
  if (made.empty()) return "";
  SkipSpaces(&text);
  return made + TakeTime(text);
}

}  // namespace

std::string IsoOfFeedDate(std::string_view text) {
  SkipSpaces(&text);
  const std::string iso = IsoForm(text);
  return iso.empty() ? MailForm(text) : iso;
}

}  // namespace avviso
