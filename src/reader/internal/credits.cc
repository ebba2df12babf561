#include "reader/internal/credits.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/fold.h"
#include "reader/internal/byline.h"
#include "reader/internal/date_text.h"
#include "reader/internal/page_block.h"

namespace avviso {
namespace {

constexpr size_t kMostLine = 200;
constexpr size_t kMostCredits = 20;

// "Reuters." and "(Reuters" without what surrounds the name.
std::string Trimmed(std::string_view text) {
  constexpr std::string_view kEdge = " .,:;()[]-\"*/|";
  std::string out = Collapsed(text);
  const auto edge = [&](std::string_view c) { return kEdge.find(c) != std::string_view::npos; };
  while (!out.empty() && edge(std::string_view(out).substr(out.size() - 1))) out.pop_back();
  while (out.ends_with("\xE2\x80\x93") || out.ends_with("\xE2\x80\x94")) out.resize(out.size() - 3);
  while (!out.empty()) {
    const bool dash = out.starts_with("\xE2\x80\x93") || out.starts_with("\xE2\x80\x94");
    if (!dash && !edge(std::string_view(out).substr(0, 1))) break;
    out.erase(0, dash ? 3 : 1);
  }
  return out;
}

// "Serbian by Jean Roe" -> "Jean Roe"; the words themselves if they name nobody.
std::string PersonIn(const std::string& words, const ReaderTables& tables) {
  const size_t by = words.find(" by ");
  const std::string rest = by == std::string::npos ? words : words.substr(by + 4);
  const std::vector<std::string> names = NamesIn(rest, false, tables);
  return names.empty() ? words : names.front();
}

}  // namespace

std::optional<Credit> AgencyOf(std::string_view name, const ReaderTables& tables) {
  std::string bare = Trimmed(name);
  for (const char separator : {'/', ','}) {
    const size_t at = bare.find(separator);
    if (at != std::string::npos && !tables.agencies.contains(bare)) bare.resize(at);
  }
  bare = Trimmed(bare);
  const auto found = tables.agencies.find(bare);
  if (found == tables.agencies.end()) return std::nullopt;
  return Credit{Credit::Kind::kAgency, found->second, std::string(name)};
}

void AddCredit(Credit credit, std::vector<Credit>* credits) {
  if (credits->size() >= kMostCredits || credit.name.empty()) return;
  const bool known = std::any_of(credits->begin(), credits->end(), [&](const Credit& each) {
    return each.kind == credit.kind && each.name == credit.name;
  });
  if (!known) credits->push_back(std::move(credit));
}

std::optional<Credit> CreditOfLine(std::string_view line, const ReaderTables& tables) {
  if (line.empty() || line.size() > kMostLine) return std::nullopt;
  if (auto agency = AgencyOf(line, tables)) return agency;
  const std::string bare = Trimmed(line);
  const std::string folded = Folded(bare);
  for (const auto& [kind, phrases] : tables.credits) {
    const size_t length = phrases.StartOf(folded);
    if (length == 0) continue;
    const size_t words = static_cast<size_t>(
        std::count(folded.begin(), folded.begin() + static_cast<ptrdiff_t>(length), ' '));
    size_t at = 0;
    for (size_t i = 0; i <= words && at < bare.size(); ++i) {
      at = std::min(bare.find_first_of(" :", at), bare.size());
      if (at < bare.size()) ++at;
    }
    // "Source" alone is an ordinary word: it takes a colon.
    const bool needs_colon = words == 0 && kind != Credit::Kind::kSyndication;
    const size_t colon = bare.find(':');
    if (needs_colon && (colon == std::string::npos || colon > length + 2)) continue;
    std::string name = Trimmed(std::string_view(bare).substr(at));
    if (kind == Credit::Kind::kContributor || kind == Credit::Kind::kTranslation) {
      name = PersonIn(name, tables);
    }
    if (name.empty() || CountWords(name) > 12) continue;
    // "Originally published on 9 March 2023": no name but a day.
    if (kind == Credit::Kind::kSyndication && !FindDate(name.substr(0, 24), {}, tables).empty()) {
      continue;
    }
    if (const auto agency = AgencyOf(name, tables)) name = agency->name;
    return Credit{kind, name, std::string(line)};
  }
  return std::nullopt;
}

void AddAgencies(std::string_view paragraph, const ReaderTables& tables,
                 std::vector<Credit>* credits) {
  const std::string_view start = paragraph.substr(0, 100);
  const size_t open = start.find('(');
  const size_t close = start.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1) {
    const std::string_view behind = paragraph.substr(close + 1, 5);
    const bool dash = behind.starts_with(" -") || behind.starts_with(" \xE2\x80\x93") ||
                      behind.starts_with(" \xE2\x80\x94") || behind.starts_with("-");
    if (dash) {
      if (auto agency = AgencyOf(start.substr(open + 1, close - open - 1), tables)) {
        AddCredit(std::move(*agency), credits);
      }
    }
  }
  const std::string_view end =
      paragraph.substr(paragraph.size() - std::min<size_t>(paragraph.size(), 80));
  const size_t last = end.rfind('(');
  if (last != std::string_view::npos && (end.back() == ')' || end.ends_with(")."))) {
    const size_t stop = end.rfind(')');
    if (auto agency = AgencyOf(end.substr(last + 1, stop - last - 1), tables)) {
      AddCredit(std::move(*agency), credits);
    }
  }
  for (const std::string_view dash : {" \xE2\x80\x93 ", " \xE2\x80\x94 ", " - "}) {
    const size_t at = end.rfind(dash);
    if (at == std::string_view::npos) continue;
    if (auto agency = AgencyOf(end.substr(at + dash.size()), tables)) {
      AddCredit(std::move(*agency), credits);
    }
  }
}

}  // namespace avviso
