// Sites that bear a name of their own and that no table of places knows: "Basman Palace",
// "Damascus University", "Monrovia Central Prison".

#ifndef AVVISO_EVENTS_INTERNAL_SITES_H_
#define AVVISO_EVENTS_INTERNAL_SITES_H_

#include <vector>

#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

// The places of `mentions` and the sites of the document, ordered by tokens.begin. A site has no
// point; its state is that of a place within its name, of one that the words behind it tell, else
// the one in which most places of the document lie, if that is plain; and so is that of a name
// that no table knows. O(tokens).
std::vector<PlaceMention> PlacesAndSites(const Grammar& grammar, const Mentions& mentions);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_SITES_H_
