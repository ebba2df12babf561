#include "encoder/internal/chunks.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr uint32_t kRoom = kLongestChunk - 2;

// Adds the tokens and pieces of one part of a sentence to the last chunk, or to a new one.
void AddPart(const Chunk& part, std::vector<Chunk>* chunks) {
  if (!chunks->empty() && part.end - chunks->back().begin <= kRoom) {
    chunks->back().end = part.end;
    chunks->back().tokens.end = part.tokens.end;
    return;
  }
  chunks->push_back(part);
}

}  // namespace

std::vector<uint32_t> FirstPieces(const Document& doc, const std::vector<WordPiece>& pieces) {
  std::vector<uint32_t> first(doc.token_count(), kNoPiece);
  uint32_t p = 0;
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    while (p < pieces.size() && pieces[p].span.begin < doc.span[t].begin) ++p;
    if (p < pieces.size() && pieces[p].span.begin < doc.span[t].end) first[t] = p;
  }
  return first;
}

std::vector<Chunk> ChunksOf(const Document& doc, const std::vector<WordPiece>& pieces,
                            const std::vector<uint32_t>& first) {
  std::vector<Chunk> chunks;
  uint32_t p = 0;
  for (const TokenRange sentence : doc.sentences) {
    const uint32_t end_of_text = doc.span[sentence.end - 1].end;
    while (p < pieces.size() && pieces[p].span.begin < doc.span[sentence.begin].begin) ++p;
    uint32_t end = p;
    while (end < pieces.size() && pieces[end].span.begin < end_of_text) ++end;
    TokenId token = sentence.begin;
    while (p < end) {
      Chunk part{p, std::min(end, p + kRoom), {token, sentence.end}};
      if (part.end < end) {  // a part of a sentence
        while (token < sentence.end && (first[token] == kNoPiece || first[token] < part.end)) {
          ++token;
        }
        part.tokens.end = token;
      }
      AddPart(part, &chunks);
      p = part.end;
    }
  }
  return chunks;
}

}  // namespace avviso
