// WordPieces: BERT's uncased splitting of a text into the pieces that its models read.
//
// A text is normalised (controls and formats dropped, every space alike, ideographs set
// apart, accents stripped, lower case), cut at spaces and around punctuation into words,
// and each word into the longest pieces of the vocabulary, from the left. A word that
// can't be covered so, or is longer than 100 characters, is one piece [UNK].
//
// Pieces and places are those of the `tokenizers` library (0.23) with the uncased
// vocabulary, for every text but one that holds "[CLS]", "[SEP]", "[UNK]", "[PAD]" or
// "[MASK]": there the library takes these for commands. Here they are text like any other
// ("[", "cl", "##s", "]"), so that nobody can end a sentence of the model's input by
// writing so.
//
// A piece's span runs from the first byte of the character that its first letter came from
// to the last byte of the one that its last letter came from. So it holds what was dropped
// in between (the soft hyphen of "the\u00ADre"), not what was dropped behind (the accent of
// a decomposed "é" at a word's end). Pieces that share a character (a Hangul syllable falls
// into jamo) have it in both spans; otherwise spans don't overlap. Spans lie on the borders
// of code points, are never empty, and neither their begins nor their ends ever go back.
//
// Thread safety: immutable, so it may be shared. Splitting is linear in the text: English
// runs at some 80 million bytes a second of an idle core, hostile texts at 20 or more.

#ifndef AVVISO_ENCODER_WORD_PIECES_H_
#define AVVISO_ENCODER_WORD_PIECES_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "encoder/internal/piece_table.h"

namespace avviso {

struct WordPiece {
  uint32_t id = 0;
  Span span;           // bytes of the text
  bool first = false;  // begins a word; false for a piece "##…"
};

class WordPieces {
 public:
  // `vocabulary`: the lines of BERT's vocab.txt, a piece a line; a piece's id is its line,
  // counted from 0. Errors: kCorrupt if a line is empty, repeated or no UTF-8, if one of the
  // special pieces is missing, or if all is larger than 16 MB.
  static Result<WordPieces> FromVocabulary(std::string_view vocabulary);

  // Appends the pieces of `text` in its order, without [CLS] and [SEP]. Requires well-formed
  // UTF-8 of less than 4 GB. Takes no memory beside `*out`, but some 50 bytes for each mark in
  // the longest run of combining marks.
  void Split(std::string_view text, std::vector<WordPiece>* out) const;

  // The ids of pieces that stand for no text. Splitting gives none of them but [UNK].
  uint32_t begin_id() const { return begin_id_; }      // [CLS]
  uint32_t end_id() const { return end_id_; }          // [SEP]
  uint32_t unknown_id() const { return unknown_id_; }  // [UNK]
  uint32_t padding_id() const { return padding_id_; }  // [PAD]
  uint32_t size() const { return size_; }              // number of ids

 private:
  explicit WordPieces(PieceTable table) : table_(std::move(table)) {}

  PieceTable table_;
  uint32_t begin_id_ = PieceTable::kNone;
  uint32_t end_id_ = PieceTable::kNone;
  uint32_t unknown_id_ = PieceTable::kNone;
  uint32_t padding_id_ = PieceTable::kNone;
  uint32_t size_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_WORD_PIECES_H_
