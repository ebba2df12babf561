// WordSplitter: one text on its way through WordPieces::Split.

#ifndef AVVISO_ENCODER_INTERNAL_WORD_SPLITTER_H_
#define AVVISO_ENCODER_INTERNAL_WORD_SPLITTER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "encoder/internal/bert_characters.h"
#include "encoder/internal/piece_table.h"
#include "encoder/word_pieces.h"

namespace avviso {

class WordSplitter {
 public:
  // All three outlive the splitter.
  WordSplitter(const PieceTable& table, uint32_t unknown, std::vector<WordPiece>* out)
      : table_(table), unknown_(unknown), out_(out) {}

  // Once. Requires well-formed UTF-8 of less than 4 GB.
  void Run(std::string_view text);

 private:
  static constexpr size_t kMaxCharacters = 100;  // of a word; longer ones are unknown

  // A character that stands in a run of combining marks.
  struct Mark {
    BertPart part;
    bool leads;   // the first part of its character
    Span source;  // the character
  };

  size_t TakePlain(std::string_view text, size_t pos);
  void TakeCharacter(char32_t c, Span source);
  void TakePart(const BertPart& part, Span source);
  void TakeParts(char32_t c, Span source);
  void FlushMarks();
  void OrderMarks();
  void Append(char32_t c, Span source);
  void EndLetters();
  void EndWord();
  template <typename SpanOf>
  void Cut(std::string_view word, SpanOf span_of);

  const PieceTable& table_;
  const uint32_t unknown_;
  std::vector<WordPiece>* out_;

  // The word so far: its characters in UTF-8, and for each byte the character of the text
  // that it came from. Beyond kMaxCharacters they are only counted.
  std::array<char, 4 * kMaxCharacters> bytes_;
  std::array<Span, 4 * kMaxCharacters> sources_;
  size_t byte_count_ = 0;
  size_t character_count_ = 0;
  Span word_;

  // The marks since the last character without a combining class, and that character.
  std::vector<Mark> marks_;
  std::vector<uint32_t> order_;
  bool marks_stay_ = false;  // whether one of the marks is no accent
  Span base_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_WORD_SPLITTER_H_
