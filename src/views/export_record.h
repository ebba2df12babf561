// ExportRecord: a record with what many forms ask of it. Missing parts are "".

#ifndef AVVISO_VIEWS_EXPORT_RECORD_H_
#define AVVISO_VIEWS_EXPORT_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_reader.h"
#include "store/record_query.h"

namespace avviso {

struct ExportActor {
  std::string name, text, country, sector, code, id;
};

class ExportRecord {
 public:
  // `row` must outlive it. A row whose JSON is broken gives an empty record.
  explicit ExportRecord(const EventRow& row);

  JsonValue event() const { return event_; }
  std::string Get(std::string_view member) const { return std::string(event_[member].String()); }
  std::string id() const { return Get("id"); }
  const std::vector<ExportActor>& sources() const { return sources_; }
  const std::vector<ExportActor>& targets() const { return targets_; }
  ExportActor source() const { return sources_.empty() ? ExportActor() : sources_.front(); }
  ExportActor target() const { return targets_.empty() ? ExportActor() : targets_.front(); }
  std::string Place(std::string_view member) const {
    return std::string(event_["place"][member].String());
  }
  // Of the place, but of none that is a whole country: that is never a pin.
  std::optional<std::pair<double, double>> point() const;  // latitude, longitude
  std::string latitude() const;
  std::string longitude() const;
  // Names of the actors, joined by ", ".
  std::string SourceNames() const;
  std::string TargetNames() const;
  // "Serbia: MOBILIZE troops: Kosovo (possible)", for titles.
  std::string Title() const;
  // The least number of a count, as in "killed"; none if it isn't told.
  std::optional<int64_t> Number(std::string_view what) const;
  bool historical() const { return event_["historical"].Bool(false); }
  double goldstein() const { return event_["goldstein"].Number().value_or(0); }
  double confidence() const { return event_["confidence"].Number().value_or(0); }
  std::string Contexts(std::string_view between) const;

 private:
  std::optional<JsonDocument> document_;
  JsonValue event_;
  std::vector<ExportActor> sources_, targets_;
};

// Below 2^53, so that no reader rounds it, and the same for the same record.
uint64_t StableNumber(std::string_view id);

// "20230929" of "2023-09-29…"; "20230929182000" of a full time.
std::string DayDigits(std::string_view day);
std::string TimeDigits(std::string_view time);

// "20230929183000": the end of the quarter of an hour that "2023-09-29T18:20:00Z" is in, by
// which GDELT names its files and dates what is in them. The last one of a day is called
// by its last second, to stay on that day.
std::string QuarterDigits(std::string_view time);

}  // namespace avviso

#endif  // AVVISO_VIEWS_EXPORT_RECORD_H_
