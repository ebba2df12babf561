#include "encoder/word_pieces.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "encoder/internal/word_splitter.h"

namespace avviso {
namespace {

Error Corrupt(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "vocabulary of word pieces: " + what};
}

}  // namespace

Result<WordPieces> WordPieces::FromVocabulary(std::string_view vocabulary) {
  if (vocabulary.size() > PieceTable::kMaxBytes) return Corrupt("larger than 16 MB");
  if (!IsValidUtf8(vocabulary)) return Corrupt("no UTF-8");
  WordPieces pieces{PieceTable(vocabulary.size())};
  const std::array<std::pair<std::string_view, uint32_t*>, 4> special{
      {{"[CLS]", &pieces.begin_id_},
       {"[SEP]", &pieces.end_id_},
       {"[UNK]", &pieces.unknown_id_},
       {"[PAD]", &pieces.padding_id_}}};
  for (size_t pos = 0; pos < vocabulary.size();) {
    const size_t end = std::min(vocabulary.find('\n', pos), vocabulary.size());
    std::string_view line = vocabulary.substr(pos, end - pos);
    pos = end + 1;
    const uint32_t id = pieces.size_++;
    const std::string name = "line " + std::to_string(pieces.size_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return Corrupt(name + " is empty");
    for (const auto& [text, to] : special) {
      if (line == text) *to = id;
    }
    const bool goes_on = line.size() > 2 && line.starts_with("##");
    if (!pieces.table_.Add(!goes_on, goes_on ? line.substr(2) : line, id)) {
      return Corrupt(name + " is there already");
    }
  }
  for (const auto& [text, to] : special) {
    if (*to == PieceTable::kNone) return Corrupt(std::string(text) + " is missing");
  }
  pieces.table_.Seal();
  return pieces;
}

void WordPieces::Split(std::string_view text, std::vector<WordPiece>* out) const {
  WordSplitter(table_, unknown_id_, out).Run(text);
}

}  // namespace avviso
