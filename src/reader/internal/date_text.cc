// The text is cut into numbers, words and separators; a date is one of a few patterns
// over neighbouring numbers and months' names.

#include "reader/internal/date_text.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/fold.h"
#include "base/utf8.h"

namespace avviso {
namespace {

struct Piece {
  enum Kind { kNumber, kMonth, kOther } kind = kOther;
  int32_t value = 0;
  int32_t digits = 0;
  size_t begin = 0, end = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string Made(int32_t year, int32_t month, int32_t day) {
  if (year < 100 && year >= 0) year += year < 70 ? 2000 : 1900;
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return ParseIsoDay(text) ? text : "";
}

// The value of a digit of any script that dates are written in, or -1.
int DigitValue(char32_t c) {
  if (c < 0x80) return c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : -1;
  for (const char32_t zero :
       {U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0A66', U'\u0AE6', U'\u0BE6', U'\u0C66',
        U'\u0CE6', U'\u0D66', U'\u0E50', U'\u0ED0', U'\u1040', U'\u17E0', U'\uFF10'}) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

// "T18:20:00.000+0200" at `rest` -> "T18:20:00+02:00"; "" if it isn't a time.
std::string TimeOf(std::string_view rest) {
  if (rest.size() < 6 || (rest[0] != 'T' && rest[0] != ' ')) return "";
  size_t at = 1;
  while (at < rest.size() && rest[at] == ' ') ++at;
  const auto two = [&](size_t i) {
    return i + 1 < rest.size() && IsDigit(rest[i]) && IsDigit(rest[i + 1]);
  };
  if (!two(at) || at + 2 >= rest.size() || rest[at + 2] != ':' || !two(at + 3)) return "";
  if (rest.substr(at, 2) > "23" || rest.substr(at + 3, 2) > "59") return "";
  std::string time = "T" + std::string(rest.substr(at, 5));
  at += 5;
  if (at < rest.size() && rest[at] == ':' && two(at + 1)) {
    time += rest.substr(at, 3);
    at += 3;
  } else {
    time += ":00";
  }
  if (at < rest.size() && (rest[at] == '.' || rest[at] == ',')) {
    ++at;
    while (at < rest.size() && IsDigit(rest[at])) ++at;
  }
  if (at < rest.size() && rest[at] == ' ' && at + 1 < rest.size() &&
      (rest[at + 1] == '+' || rest[at + 1] == '-' || rest.substr(at + 1, 3) == "UTC" ||
       rest.substr(at + 1, 3) == "GMT" || rest[at + 1] == 'Z')) {
    ++at;
  }
  if (at < rest.size() &&
      (rest[at] == 'Z' || rest.substr(at, 3) == "UTC" || rest.substr(at, 3) == "GMT")) {
    return time + "Z";
  }
  if (at < rest.size() && (rest[at] == '+' || rest[at] == '-') && two(at + 1)) {
    const size_t minutes = at + 3 < rest.size() && rest[at + 3] == ':' ? at + 4 : at + 3;
    time += rest.substr(at, 3);
    time += ":" + std::string(two(minutes) ? rest.substr(minutes, 2) : "00");
  }
  return time;
}

class Finder {
 public:
  Finder(std::string_view text, const DateHints& hints, const ReaderTables& tables)
      : clean_(WithoutMarks(text.substr(0, 400))), text_(clean_), hints_(hints), tables_(tables) {}

  std::string Run() {
    Cut();
    for (size_t i = 0; i < pieces_.size(); ++i) {
      std::string date = At(i);
      if (!date.empty()) return date;
    }
    return "";
  }

  std::vector<ToldDate> RunAll() {
    Cut();
    std::vector<ToldDate> dates;
    size_t past = 0;  // what stands before is part of the last date
    for (size_t i = 0; i < pieces_.size() && dates.size() < kMostDates; ++i) {
      // A date has three parts; the next can't begin within them.
      if (pieces_[i].begin < past) continue;
      ToldDate told;
      told.date = At(i);
      if (told.date.empty()) continue;
      const std::string before = FoldedPhrase(text_.substr(past, pieces_[i].begin - past));
      told.kind = KindOf(before);
      dates.push_back(std::move(told));
      past = EndOf(i);
    }
    return dates;
  }

 private:
  static constexpr size_t kMostDates = 6;

  // Past the last of the pieces that a date from piece i on is made of.
  size_t EndOf(size_t i) const {
    if (pieces_[i].digits == 8) return pieces_[i].end;
    size_t parts = 0;
    for (; i < pieces_.size(); ++i) {
      parts += pieces_[i].kind != Piece::kOther;
      if (parts == 3) return pieces_[i].end;
    }
    return text_.size();
  }

  // What the words between the last date and this one say it is; the nearest word counts.
  ToldDate::Kind KindOf(const std::string& before) const {
    ToldDate::Kind kind = ToldDate::kPlain;
    for (size_t at = 0; at < before.size();) {
      const std::string_view rest = std::string_view(before).substr(at);
      if (tables_.date_published.StartOf(rest) > 0) kind = ToldDate::kPublished;
      if (tables_.date_modified.StartOf(rest) > 0) kind = ToldDate::kModified;
      if (tables_.date_other.StartOf(rest) > 0) kind = ToldDate::kOther;
      at = before.find_first_of(" (:|", at);
      if (at == std::string::npos) break;
      ++at;
    }
    return kind;
  }

  void Cut() {
    for (size_t i = 0; i < text_.size() && pieces_.size() < 64;) {
      const size_t begin = i;
      size_t next = i;
      const char32_t c = DecodeUtf8(text_, &next);
      if (DigitValue(c) >= 0) {
        Piece piece{Piece::kNumber, 0, 0, begin, begin};
        int64_t value = 0;
        while (i < text_.size()) {
          next = i;
          const int digit = DigitValue(DecodeUtf8(text_, &next));
          if (digit < 0) break;
          if (piece.digits < 13) value = value * 10 + digit;
          ++piece.digits;
          i = next;
        }
        piece.end = i;
        big_ = value;
        piece.value = static_cast<int32_t>(std::min<int64_t>(value, 1'000'000'000));
        pieces_.push_back(piece);
        continue;
      }
      if (!IsWordCharacter(c)) {
        i = next;
        continue;
      }
      while (i < text_.size()) {
        next = i;
        const char32_t letter = DecodeUtf8(text_, &next);
        // Vowel signs of Indic scripts, Burmese and Khmer.
        const bool mark =
            (letter >= 0x0900 && letter < 0x0E80) || (letter >= 0x0EB0 && letter < 0x0ED0) ||
            (letter >= 0x1000 && letter < 0x10A0) || (letter >= 0x1780 && letter < 0x1800);
        const bool dot = letter == '.' && next < text_.size() && c >= 0x0E00 && c < 0x0E80;
        if ((!IsWordCharacter(letter) && !mark && !dot) || DigitValue(letter) >= 0) break;
        i = next;
      }
      if (i == begin) i = next;
      pieces_.push_back(Word(begin, i));
    }
  }

  Piece Word(size_t begin, size_t end) const {
    Piece piece{Piece::kOther, 0, 0, begin, end};
    if (end - begin > 40) return piece;
    const auto found = tables_.months.find(FoldedPhrase(text_.substr(begin, end - begin)));
    if (found == tables_.months.end()) return piece;
    piece.kind = Piece::kMonth;
    piece.value = found->second.front().number;
    for (const ReaderTables::Month& month : found->second) {
      if (hints_.language.substr(0, 2) == month.language) piece.value = month.number;
    }
    return piece;
  }

  bool IsWord(size_t i, std::string_view folded) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::kOther &&
           FoldedPhrase(text_.substr(pieces_[i].begin, pieces_[i].end - pieces_[i].begin)) ==
               folded;
  }
  bool Number(size_t i, int32_t least, int32_t most) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::kNumber && pieces_[i].value >= least &&
           pieces_[i].value <= most;
  }
  bool Year(size_t i) const { return Number(i, 1990, 2100) && pieces_[i].digits == 4; }
  // The year that stands behind a month, of the Buddhist era perhaps, as Thai pages have it.
  int32_t YearBehind(size_t i) const {
    constexpr int32_t kEras = 543;
    if (Year(i)) return pieces_[i].value;
    if (Number(i, 1990 + kEras, 2100 + kEras) && pieces_[i].digits == 4) {
      return pieces_[i].value - kEras;
    }
    return 0;
  }
  bool Month(size_t i) const { return i < pieces_.size() && pieces_[i].kind == Piece::kMonth; }
  char Between(size_t i) const {  // the one byte between piece i and the next, or 0
    if (i + 1 >= pieces_.size() || pieces_[i].end + 1 != pieces_[i + 1].begin) return 0;
    return text_[pieces_[i].end];
  }
  bool Near(size_t i) const {  // piece i and the next are a few bytes apart
    return i + 1 < pieces_.size() && pieces_[i + 1].begin - pieces_[i].end <= 4;
  }
  // Past words like "de", "of", "th", "gada".
  size_t SkipSmall(size_t i) const {
    constexpr size_t kMostBytes = 4;
    constexpr size_t kMostLetters = 3;  // of other scripts
    while (i < pieces_.size() && pieces_[i].kind == Piece::kOther) {
      const std::string_view word =
          text_.substr(pieces_[i].begin, pieces_[i].end - pieces_[i].begin);
      const auto letters = std::count_if(word.begin(), word.end(), [](char c) {
        return c != '.' && (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      });
      if (word.size() > kMostBytes && static_cast<size_t>(letters) > kMostLetters) break;
      ++i;
    }
    return i;
  }

  std::string At(size_t i) const {
    if (pieces_[i].kind == Piece::kNumber) {
      if (Year(i)) return FromYear(i);
      if (pieces_[i].digits == 8) {
        const int32_t value = pieces_[i].value;
        return Made(value / 10000, value / 100 % 100, value % 100);
      }
      if (pieces_.size() == 1 && (pieces_[i].digits == 10 || pieces_[i].digits == 13)) {
        return FromEpoch(pieces_[i].digits == 13 ? big_ / 1000 : big_);
      }
      if (Number(i, 1, 31) && pieces_[i].digits <= 2) return FromDay(i);
      return "";
    }
    if (!Month(i)) return "";
    // September 29th, 2023; the number may be the year of "September 2023", which is no day.
    if (Number(i + 1, 1, 31) && pieces_[i + 1].digits <= 2 && Near(i)) {
      const size_t year = SkipSmall(i + 2);
      if (Year(year)) return Made(pieces_[year].value, pieces_[i].value, pieces_[i + 1].value);
    }
    return "";
  }

  std::string FromYear(size_t i) const {
    if (Number(i + 1, 1, 12) && Number(i + 2, 1, 31) && Near(i) && Near(i + 1)) {
      std::string day = Made(pieces_[i].value, pieces_[i + 1].value, pieces_[i + 2].value);
      if (!day.empty()) return day + TimeOf(text_.substr(pieces_[i + 2].end));
    }
    // 2023年9月29日: the characters between are words of their own.
    if (i + 4 < pieces_.size() && Number(i + 2, 1, 12) && Number(i + 4, 1, 31) &&
        pieces_[i + 1].kind == Piece::kOther && pieces_[i + 1].end - pieces_[i + 1].begin <= 3 &&
        pieces_[i + 3].end - pieces_[i + 3].begin <= 3) {
      return Made(pieces_[i].value, pieces_[i + 2].value, pieces_[i + 4].value);
    }
    const size_t month = SkipSmall(i + 1);
    if (Month(month) && Number(month + 1, 1, 31) && Near(month)) {
      return Made(pieces_[i].value, pieces_[month].value, pieces_[month + 1].value);
    }
    // "2023. gada 29. septembris"
    if (month > i + 1 && Number(month, 1, 31) && Month(month + 1) && Near(month)) {
      return Made(pieces_[i].value, pieces_[month + 1].value, pieces_[month].value);
    }
    return "";
  }

  std::string FromDay(size_t i) const {
    const size_t month = SkipSmall(i + 1);
    if (Month(month) && month <= i + 3) {
      const int32_t year = YearBehind(SkipSmall(month + 1));
      return year > 0 ? Made(year, pieces_[month].value, pieces_[i].value) : "";
    }
    // "29 tháng 9, 2023": months by number, with the word for month before.
    if (Number(i + 2, 1, 12) && (IsWord(i + 1, "thang") || IsWord(i + 1, "thg"))) {
      const size_t year = SkipSmall(i + 3);
      return Year(year) ? Made(pieces_[year].value, pieces_[i + 2].value, pieces_[i].value) : "";
    }
    const char separator = Between(i);
    const bool spaced = separator == 0 && Near(i) && text_[pieces_[i].end] == '.';
    if (separator != '.' && separator != '/' && separator != '-' && !spaced) return "";
    if (!Number(i + 1, 1, 31) || !Near(i + 1)) return "";
    const bool full = Year(i + 2);
    const bool two = i + 2 < pieces_.size() && pieces_[i + 2].kind == Piece::kNumber &&
                     pieces_[i + 2].digits == 2 && Between(i + 1) == separator;
    if (!full && !two) return "";
    int32_t day = pieces_[i].value;
    int32_t number = pieces_[i + 1].value;
    const bool swap = number > 12 || (hints_.month_first && separator == '/' && day <= 12);
    if (swap) std::swap(day, number);
    return Made(pieces_[i + 2].value, number, day);
  }

  static std::string FromEpoch(int64_t seconds) {
    const Day day{static_cast<int32_t>(seconds / 86400)};
    const CivilDate civil = ToCivil(day);
    return Made(civil.year, civil.month, civil.day);
  }

  // Without the marks that turn the direction of writing: they stand within dates.
  static std::string WithoutMarks(std::string_view text) {
    std::string out(text);
    for (const std::string_view mark : {"\u200E", "\u200F", "\u061C"}) {
      for (size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at)) {
        out.erase(at, mark.size());
      }
    }
    return out;
  }

  const std::string clean_;
  const std::string_view text_;
  const DateHints& hints_;
  const ReaderTables& tables_;
  std::vector<Piece> pieces_;
  int64_t big_ = 0;
};

}  // namespace

std::string FindDate(std::string_view text, const DateHints& hints, const ReaderTables& tables) {
  return Finder(text, hints, tables).Run();
}

std::vector<ToldDate> FindDates(std::string_view text, const DateHints& hints,
                                const ReaderTables& tables) {
  return Finder(text, hints, tables).RunAll();
}

std::string DateInUrl(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const size_t host = url.find("://");
  const size_t path = host == std::string_view::npos ? 0 : url.find('/', host + 3);
  if (path == std::string_view::npos) return "";
  url = url.substr(path);
  for (size_t i = 0; i + 8 <= url.size(); ++i) {
    if (i > 0 && (IsDigit(url[i - 1]) || IsDigit(url[i]) == false)) continue;
    if (!IsDigit(url[i]) || (url.substr(i, 2) != "19" && url.substr(i, 2) != "20")) continue;
    int32_t numbers[3] = {0, 0, 0};
    size_t at = i;
    size_t count = 0;
    char separator = 0;
    for (; count < 3 && at < url.size(); ++count) {
      const size_t begin = at;
      const size_t most = count == 0 ? 4 : 2;
      while (at < url.size() && IsDigit(url[at]) && at - begin < most) {
        numbers[count] = numbers[count] * 10 + (url[at++] - '0');
      }
      if (at == begin || (count == 0 && at - begin < 4)) break;
      if (count == 2) continue;
      if (at < url.size() && (url[at] == '/' || url[at] == '-' || url[at] == '_')) {
        if (separator != 0 && separator != url[at]) break;
        separator = url[at++];
      } else if (separator != 0) {
        break;
      }
    }
    if (count < 3 || (at < url.size() && IsDigit(url[at]) && separator != 0)) continue;
    if (separator == 0 && at < url.size() && IsDigit(url[at])) continue;
    const std::string date = Made(numbers[0], numbers[1], numbers[2]);
    if (!date.empty()) return date;
  }
  return "";
}

}  // namespace avviso
