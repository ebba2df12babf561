#include "engine/article_frame.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace avviso {
namespace {

// The name behind the dash of "— Ana Petrova (@ana) May 2, 2020"; empty if there is none.
Span SignatureOf(const Article& article, const Block& block) {
  constexpr size_t kMostBytes = 80;
  constexpr std::string_view kSpaces = " \xC2\xA0";
  const std::string_view line = block.span.In(article.text);
  size_t at = 0;
  for (const std::string_view dash : {"\u2014", "\u2013", "\u2015", "--"}) {
    if (line.starts_with(dash)) at = dash.size();
  }
  if (at == 0) return {};
  while (at < line.size() && kSpaces.find(line[at]) != std::string_view::npos) ++at;
  const size_t end = std::min(line.find_first_of("(,\n", at), line.size());
  std::string_view name = line.substr(at, end - at);
  while (name.ends_with(' ')) name.remove_suffix(1);
  if (name.empty() || name.size() > kMostBytes) return {};
  if (name.front() >= 'a' && name.front() <= 'z') return {};
  const uint32_t begin = block.span.begin + static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(name.size())};
}

VoiceKind VoiceOf(const ActorMention& actor) {
  switch (actor.kind) {
    case ActorMention::Kind::kState: return VoiceKind::kGovernment;
    case ActorMention::Kind::kAgency: return VoiceKind::kAgency;
    case ActorMention::Kind::kOutlet: return VoiceKind::kOutlet;
    case ActorMention::Kind::kOrganisation:
      return actor.sector == "GOV" ? VoiceKind::kGovernment : VoiceKind::kOrganisation;
    default: return VoiceKind::kPerson;
  }
}

Claim ClaimOf(Span name, const Document& document, const Mentions& mentions) {
  Claim claim;
  claim.source = name;
  claim.source_name = name.In(document.text);
  claim.kind = VoiceKind::kPerson;
  claim.quote = Claim::Quote::kDirect;
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    const ActorMention& actor = mentions.actors[i];
    if (!name.Contains(document.SpanOf(actor.tokens))) continue;
    claim.actor = i;
    claim.source_name = actor.name;
    claim.kind = VoiceOf(actor);
    break;
  }
  return claim;
}

}  // namespace

std::vector<Span> AsidesOf(const Article& article) {
  std::vector<Span> spans;
  for (const Block& block : article.blocks) {
    if (block.kind == Block::Kind::kAside) spans.push_back(block.span);
  }
  return spans;
}

void DropClaimsIn(const std::vector<Span>& spans, Claims* claims) {
  if (spans.empty()) return;
  const auto inside = [&spans](const Claim& claim) {
    const Span words = claim.cue.empty() ? claim.source : claim.cue;
    return !words.empty() && !claim.whole_article &&
           std::any_of(spans.begin(), spans.end(),
                       [words](Span span) { return span.Contains(words); });
  };
  std::vector<uint32_t> row(claims->size(), kNoClaim);  // old -> new
  Claims kept;
  for (size_t i = 0; i < claims->size(); ++i) {
    if (inside((*claims)[i])) continue;
    row[i] = static_cast<uint32_t>(kept.size());
    kept.push_back(std::move((*claims)[i]));
  }
  for (Claim& claim : kept) {
    if (claim.outer != kNoClaim) claim.outer = row[claim.outer];
  }
  *claims = std::move(kept);
}

void AddSignatures(const Article& article, const Document& document, const Mentions& mentions,
                   Claims* claims) {
  constexpr size_t kMost = 200;  // each looks at all claims
  size_t signatures = 0;
  std::vector<Span> said;
  for (const Block& block : article.blocks) {
    if (block.kind != Block::Kind::kQuotation) {
      said.clear();
      continue;
    }
    const Span name = SignatureOf(article, block);
    if (name.empty() || said.empty() || ++signatures > kMost) {
      said.push_back(block.span);
      continue;
    }
    Claim claim = ClaimOf(name, document, mentions);
    claim.content = std::exchange(said, {});
    const uint32_t row = static_cast<uint32_t>(claims->size());
    for (Claim& inner : *claims) {
      const Span words = inner.cue.empty() ? inner.source : inner.cue;
      const bool within = std::any_of(claim.content.begin(), claim.content.end(),
                                      [words](Span span) { return span.Contains(words); });
      if (within && inner.outer == kNoClaim && !inner.whole_article) inner.outer = row;
    }
    claims->push_back(std::move(claim));
  }
}

void AddCredits(const Article& article, Claims* claims) {
  for (const Credit& credit : article.credits) {
    const bool agency = credit.kind == Credit::Kind::kAgency;
    if (!agency && credit.kind != Credit::Kind::kSource) continue;
    const bool known = std::any_of(claims->begin(), claims->end(), [&](const Claim& claim) {
      return claim.whole_article && claim.source_name == credit.name;
    });
    if (known) continue;
    Claim claim;
    claim.source_name = credit.name;
    claim.kind = agency ? VoiceKind::kAgency : VoiceKind::kOutlet;
    claim.whole_article = true;
    claims->push_back(std::move(claim));
  }
}

}  // namespace avviso
