// Words are cut by hand rather than with the language stage's tokenizer, since a million
// articles have to be placed at a few milliseconds each.

#include "stories/text_words.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace avviso {
namespace {

uint32_t HashOf(std::string_view bytes) {
  const uint64_t hash = MurmurHash64A(bytes, 0x570121e5);
  const uint32_t folded = static_cast<uint32_t>(hash ^ (hash >> 32));
  return folded == 0 ? 1 : folded;
}

void DropSuffix(std::string* word, size_t size) { word->resize(word->size() - size); }

// Cuts the commonest endings, so that "protest", "protests" and "protested" are one.
// It over- and under-cuts; what counts is that both sides are cut alike.
void Stem(std::string* word) {
  if (word->ends_with("'s")) DropSuffix(word, 2);
  if (word->size() > 4) {
    if (word->ends_with("ies")) {
      DropSuffix(word, 3);
      word->push_back('y');
    } else if (word->ends_with("sses")) {
      DropSuffix(word, 2);
    } else if (word->back() == 's' && !word->ends_with("ss") && !word->ends_with("us") &&
               !word->ends_with("is")) {
      DropSuffix(word, 1);
    }
  }
  if (word->size() > 5) {
    if (word->ends_with("ing")) {
      DropSuffix(word, 3);
    } else if (word->ends_with("ed")) {
      DropSuffix(word, 2);
    }
  }
  if (word->size() > 4 && word->back() == 'e') DropSuffix(word, 1);
}

std::string FoldedWord(std::string_view word) {
  std::string folded;
  bool ascii = true;
  for (const char c : word) ascii &= static_cast<unsigned char>(c) < 0x80;
  if (!ascii) {
    AppendFolded(word, &folded);
    for (size_t at = folded.find("\xE2\x80\x99"); at != std::string::npos;
         at = folded.find("\xE2\x80\x99", at)) {
      folded.replace(at, 3, "'");
    }
    return folded;
  }
  folded.reserve(word.size());
  for (const char c : word) {
    folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return folded;
}

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

class Splitter {
 public:
  Splitter(std::string_view text, size_t most) : text_(text), most_(most) {}

  TextWords Split() {
    size_t at = 0;
    while (at < text_.size() && out_.words.size() < most_) {
      const size_t begin = at;
      const char32_t c = DecodeUtf8(text_, &at);
      if (IsWordCharacter(c)) {
        at = WordEnd(at, IsDigit(c));
        AddWord(begin, at, c);
      } else {
        Mark(c);
      }
    }
    EndSentence();
    return std::move(out_);
  }

 private:
  // The end of the word whose first character ends at `at`.
  size_t WordEnd(size_t at, bool number) const {
    while (at < text_.size()) {
      size_t next = at;
      const char32_t c = DecodeUtf8(text_, &next);
      if (IsWordCharacter(c)) {
        at = next;
        continue;
      }
      const bool inner = number ? c == '.' || c == ',' : IsApostrophe(c);
      if (!inner || next >= text_.size()) break;
      size_t after = next;
      const char32_t following = DecodeUtf8(text_, &after);
      if (number ? !IsDigit(following) : !IsWordCharacter(following)) break;
      at = after;
    }
    return at;
  }

  void AddWord(size_t begin, size_t end, char32_t first) {
    const bool upper = IsUpperCase(first);
    if (stop_seen_ && (upper || IsDigit(first))) EndSentence();
    stop_seen_ = false;
    TextWord word;
    word.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    std::string folded = FoldedWord(text_.substr(begin, end - begin));
    word.key = HashOf(folded);
    Stem(&folded);
    word.stem = HashOf(folded);
    word.capital = upper && out_.words.size() > sentence_first_;
    word.number = IsDigit(first);
    word.quoted = quoted_;
    out_.words.push_back(word);
  }

  // What stands between words.
  void Mark(char32_t c) {
    if (c == '\n') {
      EndSentence();
      stop_seen_ = false;
      quoted_ = false;  // a quotation mark that is never closed ends with its paragraph
    } else if (c == '.' || c == '!' || c == '?') {
      stop_seen_ = true;
    } else if (c == 0x201C) {
      quoted_ = true;
    } else if (c == 0x201D) {
      quoted_ = false;
    } else if (c == '"') {
      quoted_ = !quoted_;
    }
  }

  void EndSentence() {
    const uint32_t end = static_cast<uint32_t>(out_.words.size());
    if (end > sentence_first_) {
      const Span span{out_.words[sentence_first_].span.begin, out_.words[end - 1].span.end};
      out_.sentences.push_back({span, sentence_first_, end});
    }
    sentence_first_ = end;
  }

  std::string_view text_;
  size_t most_;
  TextWords out_;
  uint32_t sentence_first_ = 0;
  bool stop_seen_ = false;
  bool quoted_ = false;
};

}  // namespace

TextWords SplitText(std::string_view text, size_t most) { return Splitter(text, most).Split(); }

uint32_t WordKey(std::string_view word) { return HashOf(FoldedWord(word)); }

uint32_t WordStem(std::string_view word) {
  std::string folded = FoldedWord(word);
  Stem(&folded);
  return HashOf(folded);
}

}  // namespace avviso
