// MergedEvent: one act, as told by all the reports of it.
//
// A record, with no behaviour. The reports keep their own words and spans; here stand what
// they have in common, where they differ and by whom, and whose voices are behind them.

#ifndef AVVISO_STORIES_MERGED_EVENT_H_
#define AVVISO_STORIES_MERGED_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"

namespace avviso {

// One record in one article: rows of the input.
struct EventReport {
  uint32_t article = 0;
  uint32_t event = 0;
  friend auto operator<=>(EventReport, EventReport) = default;
};

// An independent voice.
struct Origin {
  std::string name;  // of a person or body; the domain of an outlet that reports itself
  enum class Side : uint8_t { kActor, kTarget, kThird };
  Side side = Side::kThird;
  bool unnamed = false;           // nothing is known of it but that the outlet has it
  std::vector<uint32_t> reports;  // rows of MergedEvent::reports
};

// What is counted, over all reports.
struct MergedNumber {
  std::string what;
  int64_t low = 0;
  int64_t high = 0;
  int64_t best = 0;  // of the latest report, since numbers are corrected
  struct Said {
    int64_t low = 0;
    int64_t high = 0;
    uint32_t report = 0;
  };
  std::vector<Said> said;
};

struct MergedParticipant {
  std::string name;
  std::string country;
  std::string sector;
  std::string id;
};

// The event as it stood after one more report.
struct MergedVersion {
  std::string published;
  uint32_t report = 0;
  uint32_t reports = 0;  // so far
  uint32_t origins = 0;
};

struct MergedEvent {
  std::string id;
  std::string type, mode, status, quad;
  std::vector<MergedParticipant> source, target;
  std::string place;          // name; empty if none is told
  std::string place_country;  // alpha-3 or empty
  std::optional<Day> start, end;
  std::vector<MergedNumber> numbers;
  std::vector<EventReport> reports;    // in the order of publication
  std::vector<EventReport> contested;  // records that deny it, by other voices
  std::vector<Origin> origins;
  std::vector<MergedVersion> versions;
  int credibility = 6;     // of the Admiralty code
  std::string derivation;  // of the credibility, a sentence
};

}  // namespace avviso

#endif  // AVVISO_STORIES_MERGED_EVENT_H_
