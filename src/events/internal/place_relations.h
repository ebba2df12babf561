// Places told by way of another: "30 km north of Mitrovica", "near the Jarinje
// crossing", "northern Kosovo", "the border between Chad and Sudan".

#ifndef AVVISO_EVENTS_INTERNAL_PLACE_RELATIONS_H_
#define AVVISO_EVENTS_INTERNAL_PLACE_RELATIONS_H_

#include <optional>

#include "events/event.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// `place` with the words that tell where it lies from the named one: the text and the
// name grow, the precision is an area, and the point is moved by distance and direction
// (by kUnsaidKm, where only the direction is told).
EventPlace RelatedPlace(const Syntax& syntax, const PlaceMention& place);

// True for "northern Syria" and "central Minsk": words before the name say which part.
bool IsPartNamed(const Syntax& syntax, const PlaceMention& place);

// The strip of land or water that `head` names ("border", "coast") by one place or two
// within its phrase; two give the middle between them. None if the phrase names no place.
std::optional<EventPlace> StripOf(const Syntax& syntax, const Mentions& mentions, TokenId head);

// The place in which the article was filed, where its first words are a dateline:
// "PRISTINA, Sept. 30 (Agency) - ". nullptr if they are none.
const PlaceMention* DatelineOf(const Document& doc, const Mentions& mentions);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_PLACE_RELATIONS_H_
