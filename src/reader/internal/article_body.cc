#include "reader/internal/article_body.h"

#include <string>

namespace avviso {
namespace {

constexpr size_t kLetters = 28;  // bytes of letters and digits that are compared
constexpr uint64_t kBase = 0x9E3779B97F4A7C15;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Letters and digits alone: white space, quotes and entities differ between the two.
// General punctuation (E2 80 xx) is left out too.
std::string Letters(std::string_view text, size_t most) {
  std::string out;
  for (size_t i = 0; i < text.size() && out.size() < most; ++i) {
    if (text.substr(i, 2) == "\xE2\x80") {
      i += 2;
    } else if (IsLetter(text[i])) {
      out.push_back(text[i]);
    }
  }
  return out;
}

uint64_t HashOf(std::string_view piece) {
  uint64_t hash = 0;
  for (const char c : piece) hash = hash * kBase + static_cast<unsigned char>(c);
  return hash;
}

}  // namespace

ArticleBody::ArticleBody(std::string_view body, const PageText& page) {
  if (body.size() < 200) return;
  const std::string letters = Letters(body, 200'000);
  if (letters.size() < kLetters) return;
  uint64_t power = 1;
  for (size_t i = 0; i < kLetters; ++i) power *= kBase;
  uint64_t hash = HashOf(std::string_view(letters).substr(0, kLetters));
  pieces_.reserve(letters.size());
  pieces_.insert(hash);
  for (size_t i = kLetters; i < letters.size(); ++i) {
    hash = hash * kBase + static_cast<unsigned char>(letters[i]) -
           power * static_cast<unsigned char>(letters[i - kLetters]);
    pieces_.insert(hash);
  }
  size_t found = 0;
  for (const PageBlock& block : page.blocks) {
    if (block.words >= 10 && Inside(page.Text(block))) found += block.end - block.begin;
  }
  complete_ = found * 10 > body.size() * 8;
  if (found * 10 < body.size() * 3) pieces_.clear();  // it is about something else
}

bool ArticleBody::Inside(std::string_view block) const {
  const std::string letters = Letters(block, kLetters);
  return letters.size() == kLetters && pieces_.contains(HashOf(letters));
}

ArticleBody::Answer ArticleBody::Says(std::string_view block) const {
  if (pieces_.empty()) return Answer::kSilent;
  if (Inside(block)) return Answer::kInside;
  return complete_ && block.size() > 80 ? Answer::kOutside : Answer::kSilent;
}

}  // namespace avviso
