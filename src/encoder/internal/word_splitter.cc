// Two ways through a text, with one result. A word of ASCII letters and digits between
// other ASCII goes straight to the table. Whatever else there is goes character by
// character: parts of decomposed characters are gathered into a word with the place each
// came from, until a space, an ideograph or punctuation ends it.
//
// Combining marks are put in canonical order first, as normalising asks. Most are accents,
// which are dropped; then the order is no matter. If one stays, the run is sorted, and the
// characters of the text are given to the sorted marks in the order of the text, the way
// the `tokenizers` library does it: so places never go back.

#include "encoder/internal/word_splitter.h"

#include <algorithm>

#include "base/check.h"
#include "base/utf8.h"

namespace avviso {
namespace {

enum class Ascii : uint8_t { kOther, kSpace, kPunctuation, kWord };  // kOther: controls

struct AsciiTable {
  std::array<Ascii, 256> kind{};  // kOther above 127 too
  std::array<char, 256> lower{};
};

constexpr AsciiTable MakeAsciiTable() {
  AsciiTable table;
  for (size_t c = 0; c < 128; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    table.lower[c] = static_cast<char>(upper ? c + 32 : c);
    if (word) {
      table.kind[c] = Ascii::kWord;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      table.kind[c] = Ascii::kSpace;
    } else if (c > ' ' && c < 0x7F) {
      table.kind[c] = Ascii::kPunctuation;
    }
  }
  return table;
}

constexpr AsciiTable kAscii = MakeAsciiTable();

Span MakeSpan(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

void WordSplitter::Run(std::string_view text) {
  AVVISO_CHECK(text.size() < UINT32_MAX);
  size_t pos = 0;
  while (pos < text.size()) {
    if (character_count_ == 0 && marks_.empty()) {
      pos = TakePlain(text, pos);
      if (pos == text.size()) break;
    }
    const size_t begin = pos;
    const char32_t c = DecodeUtf8(text, &pos);
    TakeCharacter(c, MakeSpan(begin, pos));
  }
  EndWord();
}

// Takes what is plain ASCII, up to the first word or character that isn't only that.
size_t WordSplitter::TakePlain(std::string_view text, size_t pos) {
  const auto kind = [&](size_t at) { return kAscii.kind[static_cast<uint8_t>(text[at])]; };
  while (pos < text.size()) {
    const size_t begin = pos;
    const Ascii first = kind(pos);
    if (first == Ascii::kOther) return pos;
    ++pos;
    if (first == Ascii::kSpace) continue;
    bytes_[0] = kAscii.lower[static_cast<uint8_t>(text[begin])];
    if (first == Ascii::kWord) {
      for (; pos < text.size() && kind(pos) == Ascii::kWord; ++pos) {
        const size_t at = std::min(pos - begin, bytes_.size() - 1);
        bytes_[at] = kAscii.lower[static_cast<uint8_t>(text[pos])];
      }
    }
    // A mark or a dropped character may follow; then the word isn't plain.
    if (pos < text.size() && kind(pos) == Ascii::kOther) return begin;
    if (pos - begin > kMaxCharacters) {
      out_->push_back({unknown_, MakeSpan(begin, pos), true});
      continue;
    }
    Cut({bytes_.data(), pos - begin},
        [begin](size_t from, size_t to) { return MakeSpan(begin + from, begin + to); });
  }
  return pos;
}

void WordSplitter::TakeCharacter(char32_t c, Span source) {
  switch (FateOf(c)) {
    case BertFate::kDropped: return;
    case BertFate::kSpace: EndWord(); return;
    case BertFate::kIdeograph:
      EndWord();
      TakeParts(c, source);
      EndWord();
      return;
    case BertFate::kText: TakeParts(c, source); return;
  }
}

void WordSplitter::TakeParts(char32_t c, Span source) {
  const BertParts parts = PartsOf(c);
  for (size_t i = 0; i < parts.count; ++i) {
    const BertPart& part = parts.part[i];
    if (part.combining_class != 0) {
      marks_.push_back({part, i == 0, source});
      marks_stay_ = marks_stay_ || part.kind != BertPartKind::kAccent;
      continue;
    }
    FlushMarks();
    base_ = source;
    TakePart(part, source);
  }
}

void WordSplitter::TakePart(const BertPart& part, Span source) {
  switch (part.kind) {
    case BertPartKind::kAccent: return;
    case BertPartKind::kLetter: Append(part.c, source); return;
    case BertPartKind::kPunctuation:
      EndLetters();
      Append(part.c, source);
      EndLetters();
      return;
  }
}

void WordSplitter::FlushMarks() {
  if (marks_stay_) {
    OrderMarks();
    size_t next = 0;
    Span source = base_;
    for (const uint32_t at : order_) {
      if (marks_[at].leads) {
        while (!marks_[next].leads) ++next;
        source = marks_[next++].source;
      }
      TakePart(marks_[at].part, source);
    }
  }
  marks_.clear();
  marks_stay_ = false;
}

// Fills order_ with the marks by their combining class, equal ones as they stand.
void WordSplitter::OrderMarks() {
  std::array<uint32_t, 257> places{};  // where the marks of a class begin
  for (const Mark& mark : marks_) ++places[mark.part.combining_class + size_t{1}];
  for (size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
  order_.resize(marks_.size());
  for (uint32_t i = 0; i < marks_.size(); ++i) order_[places[marks_[i].part.combining_class]++] = i;
}

void WordSplitter::Append(char32_t c, Span source) {
  if (character_count_ == 0) word_.begin = source.begin;
  word_.end = source.end;
  if (++character_count_ > kMaxCharacters) return;
  const auto put = [&](char32_t byte) {
    sources_[byte_count_] = source;
    bytes_[byte_count_++] = static_cast<char>(byte);
  };
  if (c < 0x80) {
    put(c);
    return;
  }
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xE0 | c >> 12);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
    }
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

void WordSplitter::EndLetters() {
  if (character_count_ > kMaxCharacters) {
    out_->push_back({unknown_, word_, true});
  } else if (character_count_ > 0) {
    Cut({bytes_.data(), byte_count_}, [this](size_t from, size_t to) {
      return Span{sources_[from].begin, sources_[to - 1].end};
    });
  }
  byte_count_ = 0;
  character_count_ = 0;
}

void WordSplitter::EndWord() {
  FlushMarks();
  EndLetters();
}

// The pieces of a normalised word; `span_of` says where bytes of it stand in the text.
template <typename SpanOf>
void WordSplitter::Cut(std::string_view word, SpanOf span_of) {
  const size_t before = out_->size();
  for (size_t at = 0; at < word.size();) {
    const PieceTable::Match match = table_.Longest(at == 0, word.substr(at));
    if (match.length == 0) {
      out_->resize(before);
      out_->push_back({unknown_, span_of(0, word.size()), true});
      return;
    }
    out_->push_back({match.id, span_of(at, at + match.length), at == 0});
    at += match.length;
  }
}

}  // namespace avviso
