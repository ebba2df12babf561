// Dates of feeds as ISO 8601.

#ifndef AVVISO_FEEDS_FEED_DATE_H_
#define AVVISO_FEEDS_FEED_DATE_H_

#include <string>
#include <string_view>

namespace avviso {

// "2023-09-29T18:20:00Z" of "Fri, 29 Sep 2023 18:20:00 GMT" (RFC 822 with years of two
// or four digits and the zones that it names), of ISO 8601 in its extended and basic
// forms, and of "2023-09-29 18:20:00". The zone is kept as it was written, and left out
// where it isn't given or known. "" if it is of another form or no such day exists.
std::string IsoOfFeedDate(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_FEEDS_FEED_DATE_H_
