// What can be asked of a store, and what it answers: records without behaviour.

#ifndef AVVISO_STORE_RECORD_QUERY_H_
#define AVVISO_STORE_RECORD_QUERY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace avviso {

struct PlaceBox {
  double south = -90, west = -180, north = 90, east = 180;  // west > east: over the date line
  friend bool operator==(const PlaceBox&, const PlaceBox&) = default;
};

struct ActorPair {
  std::string source, target;  // each a country, a code or an id, as "SRB" or "SRBMIL"
  friend bool operator==(const ActorPair&, const ActorPair&) = default;
};

// An empty field asks nothing. Fields are joined by "and", the values in a list by
// "or". Days are ISO 8601 and inclusive.
struct RecordQuery {
  std::string from, to;              // of the act; of publication where that isn't known
  std::vector<std::string> actors;   // in either role: country, code, id or name
  std::vector<std::string> sources;  // the same, of those who act
  std::vector<std::string> targets;  // the same, of those acted on
  std::optional<ActorPair> pair;
  // One of these acts on one of those, where a pair of codes doesn't say it.
  std::vector<std::string> pair_sources, pair_targets;
  std::vector<std::string> types;      // "ASSAULT"
  std::vector<std::string> modes;      // "drone"
  std::vector<std::string> classes;    // "material-conflict"
  std::vector<std::string> statuses;   // "happened"
  std::vector<std::string> countries;  // of the place
  std::optional<PlaceBox> box;
  std::string text;                 // words of the article
  std::string words;                // words of the sentence that tells the act
  std::vector<std::string> voices;  // names in the chain of voices, in any case of ASCII
  int64_t least_origins = 0;        // of the merged event
  std::string as_of;                // as the store stood at this time, ISO 8601
  // By day, by how well the searched words fit (only with text or words), or as the
  // records came in.
  enum class Order { kNewest, kOldest, kBestFit, kStored };
  Order order = Order::kNewest;
  int64_t limit = 100;
  std::string after;  // RecordPage::next of the page before
  friend bool operator==(const RecordQuery&, const RecordQuery&) = default;
};

// One record with its article.
struct EventRow {
  int64_t record = 0;  // row of the table records
  std::string day;
  std::string json;  // the event, as in docs/record.md
  std::string sentence;
  std::string article;  // its key
  std::string id, url, outlet, title, published, language, text_sha256;
  int64_t revision = 0;  // 1 is the article's first
  std::string stored;    // when it came in, ISO 8601
  std::string engine;    // version, model and lexicon that made it
  bool replaced = false;
  // Of the merged event it belongs to, as it stood then; or empty and 0.
  std::string event;
  int64_t event_version = 0, reports = 0, origins = 0;
};

struct RecordPage {
  std::vector<EventRow> rows;
  std::string next;  // empty at the end
};

// Counts of records by time and, if asked, by something else.
struct SeriesQuery {
  RecordQuery records;  // order, limit and after ask nothing here
  enum class Period { kDay, kWeek, kMonth };
  Period period = Period::kDay;
  enum class Per { kAll, kPair, kType, kClass, kCountry };
  Per per = Per::kAll;
};

struct SeriesCount {
  std::string start;       // the first day of the period; of a week its Monday
  std::string key, other;  // source and target, or the type, …; "" if not told
  int64_t records = 0;
  int64_t happened = 0;
  int64_t events = 0;    // merged events that the records belong to
  double goldstein = 0;  // sum over records that happened
};

struct Series {
  std::vector<SeriesCount> counts;                        // by key, other and start; no zeros
  std::vector<std::pair<std::string, int64_t>> articles;  // by start: what was published then
};

// Counts of records by day, from the roll-up tables.
struct DailyQuery {
  std::string from, to;
  std::optional<ActorPair> pair;  // of countries; else
  std::string country;            // of the place; else all
  std::vector<std::string> types;
};

struct DailyCount {
  std::string day, type;
  int64_t records = 0;
  int64_t happened = 0;
  double goldstein = 0;  // sum over those that happened
};

}  // namespace avviso

#endif  // AVVISO_STORE_RECORD_QUERY_H_
