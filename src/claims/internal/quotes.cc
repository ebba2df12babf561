#include "claims/internal/quotes.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr uint32_t kNowhere = UINT32_MAX;

// A quotation that the cue's sentence ends or begins is said as a whole.
void WidenToQuotes(const std::vector<Span>& parts, Claims* claims) {
  for (Claim& claim : *claims) {
    if (claim.cue.empty()) continue;
    for (Span& content : claim.content) {
      for (const Span part : parts) {
        const Span common{std::max(part.begin, content.begin), std::min(part.end, content.end)};
        if (common.begin >= common.end || common.size() * 10 < content.size() * 9) continue;
        if (part.Overlaps(claim.cue)) continue;
        content = {std::min(part.begin, content.begin), std::max(part.end, content.end)};
      }
    }
  }
}

uint32_t MarkBefore(std::string_view text, uint32_t at) {
  for (const std::string_view mark : {"\u201c", "\u00ab", "''", "``", "\""}) {
    if (text.substr(0, at).ends_with(mark)) return static_cast<uint32_t>(mark.size());
  }
  return 0;
}

uint32_t MarkBehind(std::string_view text, uint32_t at) {
  for (const std::string_view mark : {"\u201d", "\u00bb", "''", "``", "\""}) {
    if (text.substr(at).starts_with(mark)) return static_cast<uint32_t>(mark.size());
  }
  return 0;
}

// Where a quotation begins or ends with what is said, its marks belong to it.
void AddMarks(std::string_view text, const std::vector<Span>& parts, Span* content) {
  const auto before = [](Span part, uint32_t at) { return part.end < at; };
  auto it = std::lower_bound(parts.begin(), parts.end(), content->begin, before);
  if (it != parts.end() && it->begin == content->begin) {
    content->begin -= MarkBefore(text, content->begin);
  }
  it = std::lower_bound(it, parts.end(), content->end, before);
  if (it == parts.end() || it->begin >= content->end) return;
  const std::string_view rest = Span{content->end, it->end}.In(text);
  if (rest.find_first_not_of(",.;:!?") != std::string_view::npos) return;
  content->end = it->end + MarkBehind(text, it->end);
}

// How much of what is said stands in quotation marks.
Claim::Quote QuoteOf(const Claim& claim, const std::vector<Span>& parts) {
  uint32_t size = 0, quoted = 0;
  for (const Span content : claim.content) {
    size += content.size();
    auto it = std::lower_bound(parts.begin(), parts.end(), content.begin,
                               [](Span part, uint32_t at) { return part.end <= at; });
    for (; it != parts.end() && it->begin < content.end; ++it) {
      quoted += std::min(it->end, content.end) - std::max(it->begin, content.begin);
    }
  }
  if (quoted == 0) return Claim::Quote::kIndirect;
  return quoted * 10 >= size * 9 ? Claim::Quote::kDirect : Claim::Quote::kMixed;
}

// True if the article itself reports in this sentence. Who is quoted may report too.
bool IsReport(const Claim& claim, Span sentence, const std::vector<Span>& parts) {
  if (claim.cue.empty() || !sentence.Contains(claim.cue)) return false;
  return std::none_of(parts.begin(), parts.end(), [&](Span part) {
    return part.Contains(claim.cue) && part.Contains(claim.source);
  });
}

}  // namespace

std::vector<Span> QuotedParts(const Document& doc) {
  std::vector<Span> parts;
  for (const Span block : doc.blocks) {
    uint32_t open = kNowhere;
    for (uint32_t i = block.begin; i < block.end; ++i) {
      const std::string_view rest = std::string_view(doc.text).substr(i, block.end - i);
      const bool doubled = rest.starts_with("''") || rest.starts_with("``");
      const bool straight = rest[0] == '"' || doubled;
      const bool opens = rest.starts_with("\u201c") || rest.starts_with("\u00ab");
      const bool closes = rest.starts_with("\u201d") || rest.starts_with("\u00bb");
      if (!straight && !opens && !closes) continue;
      if (open != kNowhere && (straight || closes)) {
        if (i > open) parts.push_back({open, i});
        open = kNowhere;
        if (doubled) ++i;
      } else if (open == kNowhere && (straight || opens)) {
        open = i + (doubled ? 2 : straight ? 1 : rest.starts_with("\u201c") ? 3 : 2);
        if (doubled) ++i;
      }
    }
    if (open < block.end) parts.push_back({open, block.end});
  }
  return parts;
}

void ExtendQuotes(const Syntax& syntax, const std::vector<Span>& parts, Claims* claims) {
  const Document& doc = syntax.doc();
  WidenToQuotes(parts, claims);
  size_t block = 0;
  uint32_t last = kNoClaim;  // the claim that a quotation may go on from
  for (const TokenRange range : doc.sentences) {
    const Span sentence = doc.SpanOf(range);
    while (block + 1 < doc.blocks.size() && doc.blocks[block + 1].begin <= sentence.begin) {
      ++block;
      last = kNoClaim;
    }
    bool reports = false;
    for (uint32_t i = 0; i < claims->size(); ++i) {
      if (!IsReport((*claims)[i], sentence, parts)) continue;
      reports = true;
      last = i;
    }
    if (reports) continue;
    if (last == kNoClaim) continue;
    for (const Span part : parts) {
      const Span common{std::max(part.begin, sentence.begin), std::min(part.end, sentence.end)};
      if (common.begin >= common.end || common.size() * 2 < sentence.size()) continue;
      (*claims)[last].content.push_back(common);
    }
  }
  for (Claim& claim : *claims) {
    if (claim.whole_article) continue;
    for (Span& content : claim.content) AddMarks(doc.text, parts, &content);
    if (claim.quote != Claim::Quote::kDirect) claim.quote = QuoteOf(claim, parts);
  }
}

}  // namespace avviso
