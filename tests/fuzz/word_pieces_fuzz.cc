// Fuzz target: text for BERT's splitting into pieces.
// room: encoder
//
// With a vocabulary of single characters, or the one that AVVISO_FUZZ_VOCABULARY names (a
// vocab.txt). Spans lie on code points and never go back, and the way through plain ASCII
// gives the pieces of the way through anything: dropped characters in between change only
// places.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file_system.h"
#include "base/utf8.h"
#include "encoder/word_pieces.h"

namespace {

std::string SmallVocabulary() {
  std::string lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n##ing\nin\n中\n##é\nß\nᄒ\n##ᅡ\n##ᆫ\n“\n";
  for (char c = '!'; c < 0x7F; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    lines += std::string(1, c) + "\n";
    if (letter && c != 'q') lines += "##" + std::string(1, c) + "\n";
  }
  return lines;
}

const avviso::WordPieces& Pieces() {
  static const avviso::Result<avviso::WordPieces> pieces = [] {
    const char* path = std::getenv("AVVISO_FUZZ_VOCABULARY");
    if (path == nullptr) return avviso::WordPieces::FromVocabulary(SmallVocabulary());
    const auto file = avviso::ReadFile(path);
    AVVISO_CHECK(file.ok());
    return avviso::WordPieces::FromVocabulary(file.value());
  }();
  return pieces.value();
}

bool IsBorder(const std::string& text, size_t at) {
  return at == text.size() || (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // As a vocabulary it must be refused or taken, no more.
  (void)avviso::WordPieces::FromVocabulary(bytes).ok();

  const std::string text = avviso::RepairUtf8(bytes);
  std::vector<avviso::WordPiece> pieces;
  Pieces().Split(text, &pieces);
  uint32_t begin = 0;
  uint32_t end = 0;
  for (const avviso::WordPiece& piece : pieces) {
    AVVISO_CHECK(piece.id < Pieces().size());
    AVVISO_CHECK(piece.span.begin < piece.span.end && piece.span.end <= text.size());
    AVVISO_CHECK(piece.span.begin >= begin && piece.span.end >= end);
    AVVISO_CHECK(IsBorder(text, piece.span.begin) && IsBorder(text, piece.span.end));
    begin = piece.span.begin;
    end = piece.span.end;
  }

  std::string slow;
  for (size_t pos = 0; pos < text.size();) {
    slow += '\x01';
    avviso::AppendUtf8(avviso::DecodeUtf8(text, &pos), &slow);
  }
  std::vector<avviso::WordPiece> again;
  Pieces().Split(slow, &again);
  AVVISO_CHECK(again.size() == pieces.size());
  for (size_t i = 0; i < pieces.size(); ++i) {
    AVVISO_CHECK(again[i].id == pieces[i].id && again[i].first == pieces[i].first);
  }
  return 0;
}
