// Claim: somebody says something, and the words in which the article tells so.
//
// Claims nest: in "Vucic told RTS, Tanjug reported" the claim of Tanjug holds
// that of Vucic. The chain of voices of a token is read off by following
// `outer` from the innermost claim whose content holds it (codebook, section 6).

#ifndef AVVISO_CLAIMS_CLAIM_H_
#define AVVISO_CLAIMS_CLAIM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"
#include "nlp/document.h"

namespace avviso {

inline constexpr uint32_t kNoClaim = UINT32_MAX;

enum class VoiceKind : uint8_t {
  kPerson,
  kGovernment,
  kOrganisation,
  kAgency,  // a news agency
  kOutlet,
  kDocument,
  kUnnamed,  // "officials", "sources", "witnesses"
};

struct Claim {
  Span source;              // the words that name the voice; empty if the text names none
  std::string source_name;  // fullest name, as for actors
  VoiceKind kind = VoiceKind::kUnnamed;
  uint32_t actor = UINT32_MAX;  // row of Mentions::actors that is the voice; kNoMention if none
  Span cue;                     // "said", "according to", "quoted by"; empty for a credit line
  std::vector<Span> content;    // what is said, in order
  enum class Quote : uint8_t { kDirect, kIndirect, kMixed };
  Quote quote = Quote::kIndirect;
  uint32_t outer = kNoClaim;   // the claim that reports this one
  bool vouches = true;         // false: told to hold a view or wish ("supports"), not to say so
  bool whole_article = false;  // a credit, "(AFP)" in the byline: covers everything
};

// In the order of their cues (a credit: of its source).
using Claims = std::vector<Claim>;

}  // namespace avviso

#endif  // AVVISO_CLAIMS_CLAIM_H_
