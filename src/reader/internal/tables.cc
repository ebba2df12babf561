#include "reader/internal/tables.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/file_system.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "lexicon/table.h"
#include "reader/internal/page_block.h"

namespace avviso {
namespace {

Status LoadHints(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(folder, "hints.tsv"), {"word", "kind"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.Cell(row, 1);
    const Hint hint = kind == "body"       ? Hint::kBody
                      : kind == "chrome"   ? Hint::kChrome
                      : kind == "comments" ? Hint::kComments
                      : kind == "small"    ? Hint::kSmall
                      : kind == "lead"     ? Hint::kLead
                                           : Hint::kNone;
    if (hint == Hint::kNone && kind != "none")
      return table.Fault(row, "kind is body, chrome, comments, small, lead or none");
    tables->hints[std::string(table.Cell(row, 0))] = hint;
  }
  return Ok();
}

Status LoadPhrases(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table,
                Table::Load(JoinPath(folder, "phrases.tsv"), {"kind", "phrase"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.Cell(row, 0);
    PhraseSet* set = kind == "tail"     ? &tables->tail
                     : kind == "line"   ? &tables->line
                     : kind == "start"  ? &tables->start
                     : kind == "notice" ? &tables->notice
                                        : nullptr;
    if (set == nullptr) return table.Fault(row, "kind is tail, line, start or notice");
    set->Add(FoldedPhrase(table.Cell(row, 1)));
  }
  return Ok();
}

Status LoadMonths(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table,
                Table::Load(JoinPath(folder, "months.tsv"), {"language", "month", "name"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view month = table.Cell(row, 1);
    int32_t number = 0;
    std::from_chars(month.data(), month.data() + month.size(), number);
    if (number < 1 || number > 12) return table.Fault(row, "month is 1 to 12");
    tables->months[FoldedPhrase(table.Cell(row, 2))].push_back(
        {std::string(table.Cell(row, 0)), number});
  }
  return Ok();
}

Status LoadAgencies(const std::string& data_dir, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table,
                Table::Load(JoinPath(data_dir, "agencies/agencies.tsv"), {"name", "names"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string name(table.Cell(row, 0));
    tables->agencies[name] = name;
    for (const std::string_view other : SplitCell(table.Cell(row, 1), '|')) {
      tables->agencies[std::string(other)] = name;
    }
  }
  return Ok();
}

Status LoadBylines(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(folder, "bylines.tsv"), {"kind", "words"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.Cell(row, 0);
    PhraseSet* set = kind == "before"   ? &tables->byline_before
                     : kind == "other"  ? &tables->byline_other
                     : kind == "and"    ? &tables->byline_and
                     : kind == "cut"    ? &tables->byline_cut
                     : kind == "title"  ? &tables->byline_title
                     : kind == "path"   ? &tables->byline_path
                     : kind == "social" ? &tables->byline_social
                     : kind == "blurb"  ? &tables->blurb
                     : kind == "role"   ? &tables->byline_role
                                        : nullptr;
    if (set == nullptr)
      return table.Fault(row,
                         "kind is before, other, and, cut, role, title, path, social or blurb");
    for (const std::string_view words : SplitCell(table.Cell(row, 1), '|')) {
      set->Add(FoldedPhrase(words));
    }
  }
  return Ok();
}

Status LoadDateWords(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(folder, "dates.tsv"), {"kind", "words"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.Cell(row, 0);
    PhraseSet* set = kind == "published"  ? &tables->date_published
                     : kind == "modified" ? &tables->date_modified
                     : kind == "first"    ? &tables->date_first
                     : kind == "other"    ? &tables->date_other
                                          : nullptr;
    if (set == nullptr) return table.Fault(row, "kind is published, modified, first or other");
    for (const std::string_view words : SplitCell(table.Cell(row, 1), '|')) {
      set->Add(FoldedPhrase(words));
    }
  }
  return Ok();
}

Status LoadCredits(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(folder, "credits.tsv"), {"kind", "words"}));
  tables->credits = {{Credit::Kind::kSource, {}},
                     {Credit::Kind::kContributor, {}},
                     {Credit::Kind::kTranslation, {}},
                     {Credit::Kind::kSyndication, {}}};
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.Cell(row, 0);
    const size_t at = kind == "source"        ? 0
                      : kind == "contributor" ? 1
                      : kind == "translation" ? 2
                      : kind == "syndication" ? 3
                                              : 4;
    if (at == 4) return table.Fault(row, "kind is source, contributor, translation or syndication");
    for (const std::string_view words : SplitCell(table.Cell(row, 1), '|')) {
      tables->credits[at].second.Add(FoldedPhrase(words));
    }
  }
  return Ok();
}

Status LoadWords(const std::string& folder, ReaderTables* tables) {
  AVVISO_ASSIGN(const Table table,
                Table::Load(JoinPath(folder, "languages.tsv"), {"language", "words"}));
  for (size_t row = 0; row < table.rows(); ++row) {
    for (const std::string_view word : SplitCell(table.Cell(row, 1), ' ')) {
      tables->words[std::string(word)].push_back({std::string(table.Cell(row, 0)), 1.0F});
    }
  }
  // A word that many languages share tells little.
  for (auto& [word, languages] : tables->words) {
    for (ReaderTables::Language& language : languages) {
      language.weight = 1.0F / static_cast<float>(languages.size());
    }
  }
  return Ok();
}

}  // namespace

std::string FoldedPhrase(std::string_view text) {
  std::string folded = Folded(Collapsed(text));
  constexpr std::string_view kEdge = " .,:;!?|-*>()[]\"'#+/\\<=~_";
  const auto strip = [&folded](std::string_view wide) {
    while (folded.size() >= wide.size() && folded.ends_with(wide)) {
      folded.resize(folded.size() - wide.size());
    }
    while (folded.starts_with(wide)) folded.erase(0, wide.size());
  };
  const auto wide_edge = [&folded] {
    return !folded.empty() && (static_cast<unsigned char>(folded.front()) >= 0x80 ||
                               static_cast<unsigned char>(folded.back()) >= 0x80);
  };
  for (int pass = 0; pass < 3; ++pass) {
    const size_t last = folded.find_last_not_of(kEdge);
    folded.resize(last == std::string::npos ? 0 : last + 1);
    const size_t first = folded.find_first_not_of(kEdge);
    folded.erase(0, std::min(first, folded.size()));
    if (!wide_edge()) break;
    for (const std::string_view wide : {"»", "«", "→", "›", "…", "–", "—", "▶", "：", "・", "●",
                                        "•", "【", "】", "“", "”", "。"}) {
      strip(wide);
    }
  }
  return folded;
}

void PhraseSet::Add(std::string folded) {
  if (folded.empty()) return;
  longest_ = std::max(longest_, folded.size());
  starts_[static_cast<unsigned char>(folded[0])].set(
      folded.size() > 1 ? static_cast<unsigned char>(folded[1]) : 0);
  if (folded.size() == 1) starts_[static_cast<unsigned char>(folded[0])].set();
  whole_[std::move(folded)] = true;
}

size_t PhraseSet::StartOf(std::string_view folded) const {
  if (folded.empty()) return 0;
  const unsigned char second = folded.size() > 1 ? static_cast<unsigned char>(folded[1]) : 0;
  if (!starts_[static_cast<unsigned char>(folded[0])].test(second)) return 0;
  for (size_t length = std::min(folded.size(), longest_); length > 0; --length) {
    if (length < folded.size()) {
      const unsigned char next = static_cast<unsigned char>(folded[length]);
      const unsigned char before = static_cast<unsigned char>(folded[length - 1]);
      if ((next & 0xC0) == 0x80) continue;
      const bool letter =
          next >= 0x80 || (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z');
      // Scripts without spaces have no word ends to look for: from U+3000 on.
      if (letter && !(before >= 0x80 && next >= 0xE3)) continue;
    }
    if (whole_.contains(folded.substr(0, length))) return length;
  }
  return 0;
}

Result<ReaderTables> ReaderTables::Load(const std::string& data_dir) {
  const std::string folder = JoinPath(data_dir, "reader");
  ReaderTables tables;
  AVVISO_TRY(LoadHints(folder, &tables));
  AVVISO_TRY(LoadPhrases(folder, &tables));
  AVVISO_TRY(LoadMonths(folder, &tables));
  AVVISO_TRY(LoadAgencies(data_dir, &tables));
  AVVISO_TRY(LoadBylines(folder, &tables));
  AVVISO_TRY(LoadCredits(folder, &tables));
  AVVISO_TRY(LoadDateWords(folder, &tables));
  AVVISO_TRY(LoadWords(folder, &tables));
  return tables;
}

}  // namespace avviso
