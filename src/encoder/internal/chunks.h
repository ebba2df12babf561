// Chunks: which pieces of a document are read together.

#ifndef AVVISO_ENCODER_INTERNAL_CHUNKS_H_
#define AVVISO_ENCODER_INTERNAL_CHUNKS_H_

#include <cstdint>
#include <vector>

#include "encoder/word_pieces.h"
#include "nlp/document.h"

namespace avviso {

inline constexpr uint32_t kLongestChunk = 192;  // pieces, with [CLS] and [SEP]
inline constexpr uint32_t kNoPiece = UINT32_MAX;

struct Chunk {
  uint32_t begin = 0, end = 0;  // pieces of the document, half open
  TokenRange tokens;            // whose first pieces are among them
};

// For each token the piece that begins first within it; kNoPiece if none does (white space, or
// the later part of a word that BERT doesn't part).
std::vector<uint32_t> FirstPieces(const Document& doc, const std::vector<WordPiece>& pieces);

// As many whole sentences as fit; a longer one is cut where a chunk is full.
std::vector<Chunk> ChunksOf(const Document& doc, const std::vector<WordPiece>& pieces,
                            const std::vector<uint32_t>& first);

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_CHUNKS_H_
