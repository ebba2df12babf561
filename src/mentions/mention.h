// Mentions: the stretches of a Document that name an actor, a place or a time,
// and what each was resolved to. Codes are as in the codebook, section 4 and 5.

#ifndef AVVISO_MENTIONS_MENTION_H_
#define AVVISO_MENTIONS_MENTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "nlp/document.h"

namespace avviso {

inline constexpr uint32_t kNoMention = UINT32_MAX;

// Who: a person, a state, a body, a group, a crowd; a noun phrase that could do
// or suffer an act.
struct ActorMention {
  TokenRange tokens;    // the words, without clauses that follow
  TokenId head = 0;     // the row that the tree hangs this mention by
  uint32_t chain = 0;   // mentions with one chain number refer to one thing
  std::string name;     // fullest proper name that the article gives, or the noun phrase
  std::string country;  // ISO 3166 alpha-3, XKX for Kosovo; empty if none or unknown
  std::string sector;   // GOV, MIL, …; empty for a whole country or a people, or unknown
  std::string id;       // of the table row it was resolved to, e.g. "igo:un"; empty if none
  enum class Kind : uint8_t { kPerson, kState, kOrganisation, kGroup, kAgency, kOutlet, kUnnamed };
  Kind kind = Kind::kUnnamed;
};

struct PlaceMention {
  TokenRange tokens;
  std::string name;
  std::string country;  // alpha-3; empty if unresolved
  std::string admin1;
  std::optional<double> lat, lon;
  uint64_t geonames = 0;  // 0 if it has none
  enum class Precision : uint8_t { kNone, kPoint, kPopulatedPlace, kAdmin, kCountry, kArea };
  Precision precision = Precision::kNone;
  // Literal: where something is or happens, or the place itself. Associative: an
  // adjective, a government, or within the name of something else; never where an act
  // took place.
  bool associative = false;
  // Why there are no coordinates: "unknown-name"; null if there are. The state may be told
  // by the words beside it.
  const char* unresolved = nullptr;
};

struct TimeMention {
  TokenRange tokens;
  enum class Type : uint8_t { kDate, kTime, kDuration, kSet };
  Type type = Type::kDate;
  std::string value;         // TIMEX3 value, e.g. "2023-09-29"; empty if unresolved
  std::optional<Day> start;  // the days it covers, inclusive; none if unresolved
  std::optional<Day> end;
  enum class Precision : uint8_t {
    kUnknown,
    kMinute,
    kDay,
    kWeek,
    kMonth,
    kQuarter,
    kYear,
    kDecade
  };
  Precision precision = Precision::kUnknown;
  std::string mod;  // TIMEX3 mod: START, MID, END, APPROX, MORE_THAN, …; empty if none
  // Why it has no days: "recently" names none, the article has no date, 31 February.
  enum class Unresolved : uint8_t { kNo, kVague, kNoPublicationDate, kNoSuchDay };
  Unresolved unresolved = Unresolved::kNo;
};

// All mentions of a Document, each list ordered by tokens.begin.
struct Mentions {
  std::vector<ActorMention> actors;  // nesting is allowed, crossing is not
  std::vector<PlaceMention> places;
  std::vector<TimeMention> times;
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_MENTION_H_
