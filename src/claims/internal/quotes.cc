#include "claims/internal/quotes.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr uint32_t kNowhere = UINT32_MAX;
constexpr TokenId kSpeakerWords = 5;   // of a name before a colon
constexpr uint32_t kSpeechBytes = 20;  // shorter lines are headings
constexpr uint32_t kCreditReach = 80;  // bytes from the edge of its block that a credit may stand

// The parts of a text in double quotation marks, without the marks. A mark that
// isn't closed within its block ends there.
std::vector<Span> QuotedParts(const Document& doc) {
  std::vector<Span> parts;
  for (const Span block : doc.blocks) {
    uint32_t open = kNowhere;
    for (uint32_t i = block.begin; i < block.end; ++i) {
      const std::string_view rest = std::string_view(doc.text).substr(i, block.end - i);
      const bool straight = rest[0] == '"';
      const bool opens = rest.starts_with("\u201c") || rest.starts_with("\u00ab");
      const bool closes = rest.starts_with("\u201d") || rest.starts_with("\u00bb");
      if (!straight && !opens && !closes) continue;
      if (open != kNowhere && (straight || closes)) {
        if (i > open) parts.push_back({open, i});
        open = kNowhere;
      } else if (open == kNowhere && (straight || opens)) {
        open = i + (straight ? 1 : rest.starts_with("\u201c") ? 3 : 2);
      }
    }
    if (open < block.end) parts.push_back({open, block.end});
  }
  return parts;
}

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

// "WALLACE", not "Note".
bool HasCapitals(const std::string& name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool HasCue(const Claims& claims, Span sentence) {
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return sentence.Contains(claim.cue) && !claim.cue.empty();
  });
}

}  // namespace

void ExtendQuotes(const Syntax& syntax, Claims* claims) {
  const Document& doc = syntax.doc();
  const auto parts = QuotedParts(doc);
  WidenToQuotes(parts, claims);
  size_t block = 0;
  uint32_t last = kNoClaim;  // the claim that a quotation may go on from
  for (const TokenRange range : doc.sentences) {
    const Span sentence = doc.SpanOf(range);
    while (block + 1 < doc.blocks.size() && doc.blocks[block + 1].begin <= sentence.begin) {
      ++block;
      last = kNoClaim;
    }
    if (HasCue(*claims, sentence)) {
      for (uint32_t i = 0; i < claims->size(); ++i) {
        if (sentence.Contains((*claims)[i].cue)) last = i;
      }
      continue;
    }
    if (last == kNoClaim) continue;
    for (const Span part : parts) {
      const Span common{std::max(part.begin, sentence.begin), std::min(part.end, sentence.end)};
      if (common.begin >= common.end || common.size() * 2 < sentence.size()) continue;
      (*claims)[last].content.push_back(common);
    }
  }
}

// "PENCE: Well, look …" and "“…” - Ann Example": the block names its speaker.
void AddSpeakerLines(const Syntax& syntax, const Mentions& mentions, Claims* claims) {
  const Document& doc = syntax.doc();
  size_t next = 0;  // the first token of the block
  for (const Span block : doc.blocks) {
    while (next < doc.token_count() && doc.span[next].begin < block.begin) ++next;
    TokenId colon = static_cast<TokenId>(next);
    while (colon < doc.token_count() && colon < next + kSpeakerWords &&
           doc.span[colon].end <= block.end && doc.Form(colon) != ":") {
      if (syntax.form(colon) != Form::kProper && doc.Form(colon) != ".") break;
      ++colon;
    }
    if (colon == next || colon + 1 >= doc.token_count() || doc.Form(colon) != ":") continue;
    const Span said{doc.span[colon + 1].begin, block.end};
    if (said.begin >= said.end || said.size() < kSpeechBytes) continue;
    Claim claim;
    claim.source = doc.SpanOf({static_cast<TokenId>(next), colon});
    claim.source_name = claim.source.In(doc.text);
    claim.kind = VoiceKind::kPerson;
    claim.cue = doc.span[colon];
    claim.content = {said};
    claim.quote = Claim::Quote::kDirect;
    for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
      const ActorMention& actor = mentions.actors[i];
      if (actor.kind == ActorMention::Kind::kPerson && doc.SpanOf(actor.tokens) == claim.source) {
        claim.actor = i;
        claim.source_name = actor.name;
      }
    }
    if (claim.actor != kNoMention || HasCapitals(claim.source_name)) claims->push_back(claim);
  }
}

void AddCredits(const Syntax& syntax, const Mentions& mentions, Claims* claims) {
  const Document& doc = syntax.doc();
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    const ActorMention& actor = mentions.actors[i];
    if (actor.kind != ActorMention::Kind::kAgency) continue;
    const Span span = doc.SpanOf(actor.tokens);
    const bool bracketed = span.begin > 0 && doc.text[span.begin - 1] == '(' &&
                           span.end < doc.text.size() && doc.text[span.end] == ')';
    const bool source = span.begin >= 8 && (doc.text.substr(span.begin - 8, 8) == "Source: " ||
                                            doc.text.substr(span.begin - 8, 8) == "SOURCE: ");
    if (!bracketed && !source) continue;
    const bool near_edge = std::any_of(doc.blocks.begin(), doc.blocks.end(), [&](Span block) {
      return block.Contains(span) &&
             (span.begin - block.begin < kCreditReach || block.end - span.end < kCreditReach);
    });
    const bool known = std::any_of(claims->begin(), claims->end(), [&](const Claim& claim) {
      return claim.whole_article && claim.source_name == actor.name;
    });
    if (!near_edge || known) continue;
    Claim credit;
    credit.source = span;
    credit.source_name = actor.name;
    credit.kind = VoiceKind::kAgency;
    credit.actor = i;
    credit.whole_article = true;
    claims->push_back(std::move(credit));
  }
}

}  // namespace avviso
