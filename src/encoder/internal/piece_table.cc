#include "encoder/internal/piece_table.h"

#include <bit>
#include <utility>

#include "base/check.h"

namespace avviso {

PieceTable::PieceTable(size_t bytes) : bytes_left_(bytes) {
  AVVISO_CHECK(bytes <= kMaxBytes);
  Resize(bytes);
}

bool PieceTable::Add(bool begins_word, std::string_view piece, uint32_t id) {
  AVVISO_CHECK(!piece.empty() && id < kNone);
  const Match known = Longest(begins_word, piece);
  if (known.length == piece.size()) return false;
  AVVISO_CHECK(piece.size() <= bytes_left_);
  bytes_left_ -= piece.size();
  uint32_t node = begins_word ? kWordRoot : kRestRoot;
  size_t place = 0;
  for (const char c : piece) {
    const uint32_t key = node << 8 | static_cast<uint8_t>(c);
    place = PlaceOf(key);
    if (edges_[place].key == kNone) edges_[place] = {key, nodes_++, kNone};
    node = edges_[place].node;
  }
  edges_[place].id = id;
  return true;
}

void PieceTable::Seal() {
  bytes_left_ = 0;
  const std::vector<Edge> old = std::exchange(edges_, {});
  Resize(nodes_ - 2);
  for (const Edge& edge : old) {
    if (edge.key != kNone) edges_[PlaceOf(edge.key)] = edge;
  }
}

void PieceTable::Resize(size_t edge_count) {
  const size_t size = std::bit_ceil(edge_count + edge_count / 3 + 2);
  edges_.assign(size, Edge());
  mask_ = size - 1;
  shift_ = 32 - std::countr_zero(size);
}

}  // namespace avviso
