#include "reader/internal/element_hints.h"

#include <array>
#include <string>

namespace avviso {
namespace {

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (static_cast<unsigned char>(c) >= 0x80);
}
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

constexpr size_t kMostParts = 12;

void Merge(const Hints& from, Hints* into) {
  constexpr uint8_t kOut = static_cast<uint8_t>(Hint::kChrome) |
                           static_cast<uint8_t>(Hint::kComments) |
                           static_cast<uint8_t>(Hint::kLead);
  if (into->word.empty() && (from.bits & kOut) != 0) into->word = from.word;
  into->bits |= from.bits;
}

}  // namespace

// A value's words are split at spaces, each word into parts at hyphens, underscores and
// changes of case; parts, pairs and triples of neighbouring parts and whole words are
// looked up.
void ElementHints::AddWord(std::string_view word, Hints* hints) const {
  std::string lower;
  std::array<std::pair<uint16_t, uint16_t>, kMostParts> parts;
  size_t count = 0;
  size_t begin = 0;
  const auto close = [&] {
    if (lower.size() > begin && count < kMostParts) {
      parts[count++] = {static_cast<uint16_t>(begin), static_cast<uint16_t>(lower.size())};
    }
  };
  for (size_t i = 0; i < word.size() && i < 200; ++i) {
    const char c = word[i];
    if (!IsLetter(c)) {
      close();
      if (!lower.empty() && lower.back() != '-') lower.push_back('-');
      begin = lower.size();
      continue;
    }
    if (IsUpper(c) && i > 0 && !IsUpper(word[i - 1]) && IsLetter(word[i - 1])) {
      close();
      lower.push_back('-');
      begin = lower.size();
    }
    lower.push_back(IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c);
  }
  close();
  // A row of kind none keeps its parts from being looked up.
  const auto look = [&](std::string_view piece) {
    const auto found = tables_.hints.find(piece);
    if (found == tables_.hints.end()) return false;
    Merge({static_cast<uint8_t>(found->second), found->first}, hints);
    return true;
  };
  const std::string_view all = lower;
  const auto cut = [&](size_t from, size_t to) {
    return all.substr(parts[from].first, parts[to].second - parts[from].first);
  };
  for (size_t i = 0; i < count; ++i) {
    // The longest match counts: "article-body" isn't "article" and "body".
    size_t used = 0;
    for (size_t length = std::min<size_t>(3, count - i); length > 0 && used == 0; --length) {
      if (look(cut(i, i + length - 1))) used = length;
    }
    if (used > 1) i += used - 1;
  }
}

Hints ElementHints::OfValue(std::string_view value) {
  const auto known = seen_.find(value);
  if (known != seen_.end()) return known->second;
  Hints hints;
  size_t words = 0;
  for (size_t at = 0; at < value.size() && words < 24;) {
    while (at < value.size() && IsSpace(value[at])) ++at;
    size_t end = at;
    while (end < value.size() && !IsSpace(value[end])) ++end;
    if (end > at) AddWord(value.substr(at, end - at), &hints);
    at = end;
    ++words;
  }
  seen_.emplace(value, hints);
  return hints;
}

Hints ElementHints::Of(const Dom& dom, NodeId node) {
  Hints hints;
  if (dom[node].attrs == 0) return hints;
  // The id of a heading or a paragraph is made of its words.
  const Tag tag = dom[node].tag;
  const bool named = tag == Tag::kP || (tag >= Tag::kH1 && tag <= Tag::kH6);
  for (const Attr name : {Attr::kClass, Attr::kId, Attr::kDataTestid}) {
    if (named && name == Attr::kId) continue;
    const std::string_view value = dom.Value(node, name);
    if (!value.empty()) Merge(OfValue(value), &hints);
  }
  const std::string_view role = dom.Value(node, Attr::kRole);
  if (role == "navigation" || role == "banner" || role == "contentinfo" || role == "search" ||
      role == "complementary" || role == "dialog" || role == "alert") {
    Merge({static_cast<uint8_t>(Hint::kChrome), role}, &hints);
  }
  const std::string_view property = dom.Value(node, Attr::kItemprop);
  if (property.find("articleBody") != std::string_view::npos || property == "reviewBody") {
    Merge({static_cast<uint8_t>(Hint::kBody), {}}, &hints);
  }
  return hints;
}

}  // namespace avviso
