// The words that stand for enum values in the output. They are part of the
// record's contract: a word never changes its meaning.

#ifndef AVVISO_VIEWS_NAMES_H_
#define AVVISO_VIEWS_NAMES_H_

#include <string_view>

#include "claims/claim.h"
#include "events/event.h"
#include "mentions/mention.h"

namespace avviso {

std::string_view NameOf(EventStatus status);
std::string_view NameOf(VoiceKind kind);
std::string_view NameOf(Claim::Quote quote);
std::string_view NameOf(TimeMention::Type type);
std::string_view NameOf(TimeMention::Precision precision);   // "" for kUnknown
std::string_view NameOf(PlaceMention::Precision precision);  // "" for kNone

}  // namespace avviso

#endif  // AVVISO_VIEWS_NAMES_H_
