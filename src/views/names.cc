#include "views/names.h"

#include <array>
#include <cstddef>

namespace avviso {
namespace {

template <typename Enum, size_t n>
std::string_view Pick(const std::array<std::string_view, n>& names, Enum value) {
  return names.at(static_cast<size_t>(value));
}

constexpr std::array<std::string_view, 5> kStatus = {"happened", "planned", "possible", "denied",
                                                     "conditional"};
constexpr std::array<std::string_view, 7> kVoice = {
    "person", "government", "organisation", "agency", "outlet", "document", "unnamed"};
constexpr std::array<std::string_view, 3> kQuote = {"direct", "indirect", "mixed"};
constexpr std::array<std::string_view, 4> kTimeType = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::array<std::string_view, 8> kTimePrecision = {"",      "minute",  "day",  "week",
                                                            "month", "quarter", "year", "decade"};
constexpr std::array<std::string_view, 6> kPlacePrecision = {"",      "point",   "populated-place",
                                                             "admin", "country", "area"};

}  // namespace

std::string_view NameOf(EventStatus status) { return Pick(kStatus, status); }
std::string_view NameOf(VoiceKind kind) { return Pick(kVoice, kind); }
std::string_view NameOf(Claim::Quote quote) { return Pick(kQuote, quote); }
std::string_view NameOf(TimeMention::Type type) { return Pick(kTimeType, type); }
std::string_view NameOf(TimeMention::Precision precision) {
  return Pick(kTimePrecision, precision);
}
std::string_view NameOf(PlaceMention::Precision precision) {
  return Pick(kPlacePrecision, precision);
}

}  // namespace avviso
