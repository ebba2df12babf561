// Every prefix of every name, in pieces, is a node in one hash table. A text is
// matched by hashing piece after piece for as long as the node says that some
// name goes on. Two different names with one 64-bit hash would be mistaken for
// each other; the tables hold some 10^4 names, so by chance none do.

#include "lexicon/names.h"

#include <algorithm>
#include <utility>

#include "base/fold.h"
#include "base/utf8.h"

namespace avviso {
namespace {

constexpr uint64_t kSeed = kPieceSeed;

uint64_t HashBytes(std::string_view bytes) {
  uint64_t hash = kSeed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

}  // namespace

std::vector<Piece> SplitPieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::string folded;
  for (size_t pos = 0; pos < text.size();) {
    size_t next = pos;
    char32_t c = DecodeUtf8(text, &next);
    if (!IsWordCharacter(c)) {
      pos = next;
      continue;
    }
    Piece piece;
    const size_t begin = pos;
    while (IsWordCharacter(c)) {
      piece.upper = piece.upper || IsUpperCase(c);
      pos = next;
      if (pos == text.size()) break;
      c = DecodeUtf8(text, &next);
    }
    piece.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(pos)};
    folded.clear();
    AppendFolded(piece.span.In(text), &folded);
    piece.folded = HashBytes(folded);
    piece.exact = HashBytes(piece.span.In(text));
    pieces.push_back(piece);
  }
  return pieces;
}

uint32_t Names::AddRow(NameRow row) {
  rows_.push_back(std::move(row));
  return static_cast<uint32_t>(rows_.size() - 1);
}

bool Names::Add(std::string_view text, uint32_t row, bool exact) {
  const std::vector<Piece> pieces = SplitPieces(text);
  if (pieces.empty()) return false;
  uint64_t folded = kSeed, cased = kSeed;
  for (size_t i = 0; i < pieces.size(); ++i) {
    folded = CombinePiece(folded, pieces[i].folded);
    cased = CombinePiece(cased, pieces[i].exact);
    Node& node = nodes_[folded];
    if (i + 1 < pieces.size()) {
      node.more = true;
    } else if (exact) {
      node.exact = true;
      exact_.try_emplace(cased, row);
    } else if (node.row == UINT32_MAX) {
      node.row = row;
    }
  }
  return true;
}

void Names::MatchAt(const std::vector<Piece>& pieces, size_t at, size_t limit,
                    std::vector<Match>* matches) const {
  matches->clear();
  uint64_t folded = kSeed, cased = kSeed;
  for (size_t i = at; i < pieces.size() && i < at + limit; ++i) {
    folded = CombinePiece(folded, pieces[i].folded);
    cased = CombinePiece(cased, pieces[i].exact);
    const auto it = nodes_.find(folded);
    if (it == nodes_.end()) break;
    const Node& node = it->second;
    const auto length = static_cast<uint32_t>(i - at + 1);
    const auto exact = node.exact ? exact_.find(cased) : exact_.end();
    if (exact != exact_.end()) matches->push_back({exact->second, length, true});
    if (node.row != UINT32_MAX) matches->push_back({node.row, length, false});
    if (!node.more) break;
  }
  std::stable_sort(matches->begin(), matches->end(),
                   [](const Match& a, const Match& b) { return a.pieces > b.pieces; });
}

}  // namespace avviso
