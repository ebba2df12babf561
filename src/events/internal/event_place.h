// Where an act took place, as far as its sentence tells.

#ifndef AVVISO_EVENTS_INTERNAL_EVENT_PLACE_H_
#define AVVISO_EVENTS_INTERNAL_EVENT_PLACE_H_

#include <optional>

#include "events/event.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

// Asked in this order: the clauses of CircumstanceTops, each for a strip ("along the border
// with Kosovo"), then for the most exact place that stands where places of acts of this type
// stand, then for the place before a "where"; what stands before the subject of the sentence;
// and then, marked as inferred, for deeds the nearest place of the sentence, that of "the
// incident" in the next one and that of the one before; in the first two, the dateline. Never
// an associative place. `type` tells movements and acts of words, whose addressee is no place,
// from others.
std::optional<EventPlace> PlaceOf(const Grammar& grammar, const Mentions& mentions, TokenId trigger,
                                  TypeId type);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_EVENT_PLACE_H_
