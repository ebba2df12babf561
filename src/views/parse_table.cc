#include "views/parse_table.h"

#include <algorithm>
#include <array>
#include <vector>

#include "views/terminal_text.h"
#include "views/token_marks.h"

namespace avviso {
namespace {

constexpr size_t kColumns = 9;
using Row = std::array<std::string, kColumns>;

Row RowOf(const Document& document, const TokenMarks& marks, TokenId t, TokenId first) {
  const TokenId head = document.head[t];
  std::string entity;
  if (marks.entity_iob[t] != 'O') {
    entity = std::string(1, marks.entity_iob[t]) + "-" + std::string(marks.entity_label[t]);
  }
  return {std::to_string(t - first + 1), Printable(document.Form(t)),
          Printable(document.Lemma(t)),  std::string(UposName(document.upos[t])),
          std::string(document.Tag(t)),  head == t ? "0" : std::to_string(head - first + 1),
          std::string(document.Dep(t)),  entity,
          std::string(document.Morph(t))};
}

}  // namespace

void AppendParseTable(const Article& article, const Document& document, bool color,
                      std::string* out) {
  const TokenMarks marks(document);
  *out += Paint(Printable(article.id), Ink::kBold, color) + "\n";
  for (const TokenRange& sentence : document.sentences) {
    std::vector<Row> rows = {{"", "FORM", "LEMMA", "POS", "TAG", "HEAD", "DEP", "ENTITY", "MORPH"}};
    for (TokenId t = sentence.begin; t < sentence.end; ++t) {
      rows.push_back(RowOf(document, marks, t, sentence.begin));
    }
    std::array<size_t, kColumns> widths{};
    for (const Row& row : rows) {
      for (size_t c = 0; c < kColumns; ++c) widths[c] = std::max(widths[c], ColumnsOf(row[c]));
    }
    for (const Row& row : rows) {
      std::string line;
      for (size_t c = 0; c < kColumns; ++c) line += Pad(row[c], widths[c] + 2);
      line.resize(line.find_last_not_of(' ') + 1);
      *out += Paint(line, &row == &rows[0] ? Ink::kDim : Ink::kPlain, color) + "\n";
    }
    out->push_back('\n');
  }
}

}  // namespace avviso
