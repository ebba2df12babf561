// Letters are counted by script. A script of one language decides at once. Else the words
// vote: each gives its weight to every language that has it among its small words, a
// third of that if it is one letter long. The winner needs a lead, or the page's own
// declaration to agree.

#include "reader/internal/language.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/fold.h"
#include "base/utf8.h"

namespace avviso {
namespace {

struct Script {
  char32_t from, to;
  std::string_view language;  // "" if several languages write it
};

constexpr std::array kScripts = {
    Script{0x0041, 0x024F, ""},   Script{0x0370, 0x03FF, "el"}, Script{0x0400, 0x052F, ""},
    Script{0x0530, 0x058F, "hy"}, Script{0x0590, 0x05FF, "he"}, Script{0x0600, 0x06FF, ""},
    Script{0x0900, 0x097F, ""},   Script{0x0980, 0x09FF, "bn"}, Script{0x0A00, 0x0A7F, "pa"},
    Script{0x0A80, 0x0AFF, "gu"}, Script{0x0B00, 0x0B7F, "or"}, Script{0x0B80, 0x0BFF, "ta"},
    Script{0x0C00, 0x0C7F, "te"}, Script{0x0C80, 0x0CFF, "kn"}, Script{0x0D00, 0x0D7F, "ml"},
    Script{0x0D80, 0x0DFF, "si"}, Script{0x0E00, 0x0E7F, "th"}, Script{0x0E80, 0x0EFF, "lo"},
    Script{0x1000, 0x109F, "my"}, Script{0x10A0, 0x10FF, "ka"}, Script{0x1200, 0x137F, "am"},
    Script{0x1780, 0x17FF, "km"}, Script{0x1E00, 0x1EFF, ""},   Script{0x3040, 0x30FF, "ja"},
    Script{0x3400, 0x9FFF, "zh"}, Script{0xAC00, 0xD7AF, "ko"}};

constexpr size_t kMostBytes = 8'000;
constexpr float kLeastVotes = 3;

std::string_view ByScript(std::string_view text) {
  std::array<size_t, kScripts.size()> counts{};
  size_t all = 0;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t c = DecodeUtf8(text, &pos);
    if (c < 0x41 || !IsWordCharacter(c)) continue;
    for (size_t i = 0; i < kScripts.size(); ++i) {
      if (c < kScripts[i].from || c > kScripts[i].to) continue;
      // A Chinese or Japanese character says as much as two or three letters.
      const size_t weight = c >= 0x3040 ? 3 : 1;
      counts[i] += weight;
      all += weight;
      break;
    }
  }
  const auto of = [&](std::string_view language) {
    for (size_t i = 0; i < kScripts.size(); ++i) {
      if (kScripts[i].language == language) return counts[i];
    }
    return size_t{0};
  };
  if (of("ja") * 10 > all) return "ja";  // kana stand among characters
  for (size_t i = 0; i < kScripts.size(); ++i) {
    if (!kScripts[i].language.empty() && counts[i] * 2 > all) return kScripts[i].language;
  }
  return "";
}

struct Votes {
  std::map<std::string_view, float> by_language;
  void Add(std::string_view word, const ReaderTables& tables) {
    const auto found = tables.words.find(word);
    if (found == tables.words.end()) return;
    for (const ReaderTables::Language& language : found->second) {
      by_language[language.code] += word.size() == 1 ? language.weight / 3 : language.weight;
    }
  }
};

Votes Count(std::string_view text, const ReaderTables& tables) {
  Votes votes;
  std::string word;
  for (size_t pos = 0; pos < text.size();) {
    const size_t begin = pos;
    char32_t c = DecodeUtf8(text, &pos);
    if (IsWordCharacter(c) || (c >= 0x0900 && c < 0x0980) || c == '\'') {
      if (c >= 'A' && c <= 'Z') {
        word.push_back(static_cast<char>(c - 'A' + 'a'));
      } else if (word.size() < 40) {
        word.append(text.substr(begin, pos - begin));
      }
      continue;
    }
    if (!word.empty()) votes.Add(word, tables);
    word.clear();
  }
  if (!word.empty()) votes.Add(word, tables);
  return votes;
}

std::string MainPart(std::string_view tag) {
  std::string main;
  for (const char c : tag) {
    if (c >= 'A' && c <= 'Z') {
      main.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (c >= 'a' && c <= 'z') {
      main.push_back(c);
    } else {
      break;
    }
  }
  if (main == "no") return "nb";
  if (main == "iw") return "he";
  return main.size() == 2 || main.size() == 3 ? main : "";
}

}  // namespace

std::string LanguageOf(std::string_view text, std::string_view declared,
                       const ReaderTables& tables) {
  const std::string said = MainPart(declared);
  text = text.substr(0, kMostBytes);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) {
    text.remove_suffix(1);  // of a character that the cut may have broken
  }
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  const std::string_view script = ByScript(text);
  if (!script.empty()) {
    const bool dialect = said == "yi" && script == "he";
    return dialect ? said : std::string(script);
  }
  const Votes votes = Count(text, tables);
  std::string_view best;
  float most = 0, second = 0;
  for (const auto& [language, count] : votes.by_language) {
    if (count > most) {
      second = most;
      most = count;
      best = language;
    } else {
      second = std::max(second, count);
    }
  }
  if (most < kLeastVotes) return said;
  const auto own = votes.by_language.find(said);
  // Near kin differ by a few words, so there the page's word counts.
  if (own != votes.by_language.end() && own->second >= 0.7F * most) return said;
  return most > 1.05F * second || said.empty() ? std::string(best) : said;
}

}  // namespace avviso
