// PieceTable: the pieces of a vocabulary, and the longest of them that a string begins with.
//
// Two tries over bytes, one of pieces that begin a word and one of those that go on ("##").
// All edges lie in one open hash table, so a step costs one probe; the pieces of BERT take
// 1.5 MB. Immutable once filled, so it may be shared between threads.

#ifndef AVVISO_ENCODER_INTERNAL_PIECE_TABLE_H_
#define AVVISO_ENCODER_INTERNAL_PIECE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace avviso {

class PieceTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  // Bytes of all pieces together: a node's number has to fit into 24 bits.
  static constexpr size_t kMaxBytes = (size_t{1} << 24) - 2;

  struct Match {
    size_t length = 0;  // in bytes; 0 if nothing matches
    uint32_t id = kNone;
  };

  // For pieces of `bytes` bytes together. Requires bytes <= kMaxBytes.
  explicit PieceTable(size_t bytes);

  // False, and nothing is changed, if the piece is there already. Requires a non-empty
  // piece, id < kNone, and that all pieces stay within the bytes announced.
  bool Add(bool begins_word, std::string_view piece, uint32_t id);

  // Gives back what the announced size took too much. Requires that nothing is added later.
  void Seal();

  Match Longest(bool begins_word, std::string_view text) const {
    Match match;
    uint32_t node = begins_word ? kWordRoot : kRestRoot;
    for (size_t i = 0; i < text.size(); ++i) {
      const Edge& edge = edges_[PlaceOf(node << 8 | static_cast<uint8_t>(text[i]))];
      if (edge.key == kNone) break;
      if (edge.id != kNone) match = {i + 1, edge.id};
      node = edge.node;
    }
    return match;
  }

 private:
  static constexpr uint32_t kWordRoot = 0;
  static constexpr uint32_t kRestRoot = 1;

  struct Edge {
    uint32_t key = kNone;  // the node that it leaves, and the byte
    uint32_t node = 0;     // the node that it enters
    uint32_t id = kNone;   // the piece that ends here
  };

  // Where the edge of that key stands, or else the free place for it.
  size_t PlaceOf(uint32_t key) const {
    size_t at = (key * 0x9E3779B1u) >> shift_;
    while (edges_[at].key != key && edges_[at].key != kNone) at = (at + 1) & mask_;
    return at;
  }
  void Resize(size_t edge_count);

  std::vector<Edge> edges_;  // a power of two, at most three quarters full
  size_t mask_ = 0;
  int shift_ = 0;
  uint32_t nodes_ = 2;
  size_t bytes_left_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_PIECE_TABLE_H_
