#include "claims/internal/lines.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace avviso {
namespace {

constexpr TokenId kSpeakerWords = 5;   // of a name before a colon
constexpr uint32_t kSpeechBytes = 20;  // shorter lines are headings
constexpr uint32_t kCreditReach = 80;  // bytes from the edge of its block that a credit may stand
constexpr uint32_t kBylineBytes = 90;  // a longer block is no byline
constexpr uint32_t kHeadlineBytes = 160;
constexpr size_t kTopBlocks = 5;  // blocks that may hold a byline
constexpr size_t kEndBlocks = 3;

// "WALLACE", not "Note".
bool HasCapitals(const std::string& name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool IsDash(std::string_view form) {
  return form == "-" || form == "--" || form == "\u2013" || form == "\u2014" || form == "\u2015";
}

bool EndsWithQuote(std::string_view form) {
  return form == "\"" || form == "''" || form == "\u201d" || form == "\u00bb";
}

// The person, body or state whose words are exactly these; kNoMention if none.
uint32_t ActorOf(const Mentions& mentions, TokenRange tokens) {
  uint32_t found = kNoMention;
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    const TokenRange own = mentions.actors[i].tokens;
    if (own.end != tokens.end || own.begin < tokens.begin) continue;
    if (found == kNoMention || own.begin < mentions.actors[found].tokens.begin) found = i;
  }
  return found;
}

VoiceKind KindOf(const ActorMention& actor) {
  switch (actor.kind) {
    case ActorMention::Kind::kPerson: return VoiceKind::kPerson;
    case ActorMention::Kind::kState: return VoiceKind::kGovernment;
    case ActorMention::Kind::kAgency: return VoiceKind::kAgency;
    case ActorMention::Kind::kOutlet: return VoiceKind::kOutlet;
    case ActorMention::Kind::kOrganisation:
      return actor.sector == "GOV" ? VoiceKind::kGovernment : VoiceKind::kOrganisation;
    default: return VoiceKind::kUnnamed;
  }
}

class VoiceLines {
 public:
  VoiceLines(const Syntax& syntax, const Mentions& mentions, Claims* claims)
      : syntax_(syntax), doc_(syntax.doc()), mentions_(mentions), claims_(claims) {}

  void Run() {
    TokenId next = 0;
    for (const Span block : doc_.blocks) {
      while (next < doc_.token_count() && doc_.span[next].begin < block.begin) ++next;
      TokenId end = next;
      while (end < doc_.token_count() && doc_.span[end].end <= block.end) ++end;
      if (next == end) continue;
      if (ReadOpening({next, end}, block)) continue;
      if (ReadSignature({next, end}, block)) continue;
      ReadHeadline({next, end}, block);
    }
  }

 private:
  // A place before a colon is a dateline.
  bool IsPlace(TokenRange tokens) const {
    for (const PlaceMention& place : mentions_.places) {
      if (place.tokens.begin <= tokens.begin && tokens.end <= place.tokens.end) return true;
    }
    for (const Entity& entity : doc_.entities) {
      const std::string_view label = doc_.EntityLabel(entity);
      if ((label == "GPE" || label == "LOC") && entity.tokens.begin <= tokens.begin &&
          tokens.end <= entity.tokens.end) {
        return true;
      }
    }
    return std::any_of(mentions_.actors.begin(), mentions_.actors.end(), [&](const auto& actor) {
      return actor.kind == ActorMention::Kind::kState && actor.tokens.begin <= tokens.begin &&
             tokens.end <= actor.tokens.end;
    });
  }

  void Add(TokenRange source, TokenId cue, Span said, uint32_t actor) {
    Claim claim;
    claim.source = doc_.SpanOf(source);
    claim.source_name = claim.source.In(doc_.text);
    claim.kind = VoiceKind::kPerson;
    if (actor != kNoMention) {
      claim.actor = actor;
      claim.source_name = mentions_.actors[actor].name;
      claim.kind = KindOf(mentions_.actors[actor]);
    }
    claim.cue = doc_.span[cue];
    claim.content = {said};
    claim.quote = Claim::Quote::kDirect;
    claims_->push_back(std::move(claim));
  }

  // "PENCE: Well, look …"
  bool ReadOpening(TokenRange block, Span bytes) {
    TokenId colon = block.begin;
    while (colon < block.end && colon < block.begin + kSpeakerWords && doc_.Form(colon) != ":") {
      if (syntax_.form(colon) != Form::kProper && doc_.Form(colon) != ".") break;
      ++colon;
    }
    if (colon == block.begin || colon + 1 >= block.end || doc_.Form(colon) != ":") return false;
    const Span said{doc_.span[colon + 1].begin, bytes.end};
    if (said.size() < kSpeechBytes) return false;
    const TokenRange name{block.begin, colon};
    if (IsPlace(name)) return false;
    uint32_t actor = ActorOf(mentions_, name);
    if (actor != kNoMention && mentions_.actors[actor].tokens.begin != name.begin) {
      actor = kNoMention;
    }
    if (actor == kNoMention && !HasCapitals(std::string(doc_.SpanOf(name).In(doc_.text)))) {
      return false;
    }
    Add(name, colon, said, actor);
    return true;
  }

  // "“…” — Ann Example, teacher"
  bool ReadSignature(TokenRange block, Span bytes) {
    for (TokenId t = block.begin + 2; t + 1 < block.end; ++t) {
      if (!IsDash(doc_.Form(t)) || !EndsWithQuote(doc_.Form(t - 1))) continue;
      if (syntax_.form(t + 1) != Form::kProper) return false;
      TokenRange name{t + 1, t + 1};
      while (name.end < block.end && (syntax_.form(name.end) == Form::kProper)) ++name.end;
      if (name.size() > kSpeakerWords) return false;
      Span said{bytes.begin, doc_.span[t - 1].begin};
      if (EndsWithQuote(doc_.Form(block.begin)) || doc_.Form(block.begin) == "\u201c" ||
          doc_.Form(block.begin) == "``") {
        said.begin = doc_.span[block.begin].end;
      }
      if (said.begin >= said.end || said.size() < kSpeechBytes) return false;
      Add(name, t, said, ActorOf(mentions_, name));
      return true;
    }
    return false;
  }

  // "Launch adds to tension: Kremlin"
  void ReadHeadline(TokenRange block, Span bytes) {
    if (bytes.size() > kHeadlineBytes || block.size() < 6) return;
    for (TokenId t = block.end - 1; t > block.begin + 3 && block.end - t <= kSpeakerWords; --t) {
      if (doc_.Form(t) != ":") continue;
      const TokenRange name{t + 1, block.end};
      if (name.empty()) return;
      const uint32_t actor = ActorOf(mentions_, name);
      if (actor == kNoMention || mentions_.actors[actor].tokens.begin != name.begin) return;
      Add(name, t, {bytes.begin, doc_.span[t].begin}, actor);
      return;
    }
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Mentions& mentions_;
  Claims* claims_;
};

// How a block speaks of an agency in it.
class CreditReader {
 public:
  explicit CreditReader(const Document& doc) : doc_(doc) {}

  bool IsCredit(Span span, bool agency) const {
    for (size_t b = 0; b < doc_.blocks.size(); ++b) {
      const Span block = doc_.blocks[b];
      if (!block.Contains(span)) continue;
      const bool near_edge =
          span.begin - block.begin < kCreditReach || block.end - span.end < kCreditReach;
      if (!near_edge) return false;
      const std::string_view before = Text({block.begin, span.begin});
      if (EndsWithAny(before, {"Source: ", "SOURCE: ", "Sources: ", "Source - ", "Source : "})) {
        return true;
      }
      if (!agency) return false;
      if (IsBracketed(span) || IsDateline(block, span)) return true;
      const bool top = b < kTopBlocks, end = b + kEndBlocks >= doc_.blocks.size();
      return block.size() < kBylineBytes && (top || end) && IsByline(block, span);
    }
    return false;
  }

 private:
  std::string_view Text(Span span) const { return span.In(doc_.text); }

  static bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> tails) {
    return std::any_of(tails.begin(), tails.end(),
                       [&](std::string_view tail) { return text.ends_with(tail); });
  }

  // "(AFP)", "[AFP]", "/TASS/"
  bool IsBracketed(Span span) const {
    if (Text(span).starts_with('/')) return true;  // the mark is a part of the token
    if (span.begin == 0 || span.end >= doc_.text.size()) return false;
    const char open = doc_.text[span.begin - 1], close = doc_.text[span.end];
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '/' && close == '/');
  }

  // "PARIS, AFP - ": nothing but capitals, dates and marks before it.
  bool IsDateline(Span block, Span span) const {
    if (span.begin == block.begin || span.begin - block.begin > kCreditReach) return false;
    const std::string_view after = Text({span.end, block.end});
    if (!after.starts_with(" - ") && !after.starts_with(" -- ") && !after.starts_with(" \u2013 ") &&
        !after.starts_with(" \u2014 ")) {
      return false;
    }
    const std::string_view before = Text({block.begin, span.begin});
    return before[0] >= 'A' && before[0] <= 'Z' && before.ends_with(", ");
  }

  // A short line that begins with the agency, "Xinhua | Updated: …", or holds only it
  // after "By" or a dash.
  bool IsByline(Span block, Span span) const {
    std::string_view before = Text({block.begin, span.begin});
    const std::string_view after = Text({span.end, block.end});
    for (const std::string_view lead :
         {"By ", "by ", "\u2014", "\u2013", "--", "-", "With inputs from ", "With input from ",
          "(With inputs from ", "Additional reporting by ", " "}) {
      if (before.starts_with(lead)) before.remove_prefix(lead.size());
    }
    if (!before.empty() && before != " ") return false;
    const auto starts = [&](std::string_view mark) { return after.starts_with(mark); };
    return after.empty() || after == "." || after == ")" || starts(" | ") || starts("|") ||
           starts(" / ") || starts(" \u2013 ") || starts(" - ") || starts(", Updated") ||
           starts(" Updated") || starts(" Published");
  }

  const Document& doc_;
};

}  // namespace

void AddSpeakerLines(const Syntax& syntax, const Mentions& mentions, Claims* claims) {
  VoiceLines(syntax, mentions, claims).Run();
}

void AddCredits(const Syntax& syntax, const Mentions& mentions, Claims* claims) {
  const Document& doc = syntax.doc();
  const CreditReader reader(doc);
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    const ActorMention& actor = mentions.actors[i];
    const bool agency = actor.kind == ActorMention::Kind::kAgency;
    if (!agency && actor.kind != ActorMention::Kind::kOutlet) continue;
    const Span span = doc.SpanOf(actor.tokens);
    if (!reader.IsCredit(span, agency)) continue;
    const bool known = std::any_of(claims->begin(), claims->end(), [&](const Claim& claim) {
      return claim.whole_article && claim.source_name == actor.name;
    });
    if (known) continue;
    Claim credit;
    credit.source = span;
    credit.source_name = actor.name;
    credit.kind = KindOf(actor);
    credit.actor = i;
    credit.whole_article = true;
    claims->push_back(std::move(credit));
  }
}

}  // namespace avviso
