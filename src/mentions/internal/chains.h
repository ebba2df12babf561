// Chains: which mentions are one person, body or group; and what a chain knows
// that a mention doesn't say.

#ifndef AVVISO_MENTIONS_INTERNAL_CHAINS_H_
#define AVVISO_MENTIONS_INTERNAL_CHAINS_H_

#include <vector>

#include "mentions/internal/actors.h"
#include "mentions/internal/chain_table.h"
#include "mentions/mention.h"

namespace avviso {

// Gives each draft its chain, and to all of a chain the same name, country and
// sector. Pronouns that point to nobody for sure are dropped.
std::vector<ActorMention> MakeChains(const ChainInput& input, std::vector<ActorDraft> drafts);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_CHAINS_H_
