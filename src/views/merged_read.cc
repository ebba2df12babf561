#include "views/merged_read.h"

#include <optional>

#include "base/json_reader.h"

namespace avviso {
namespace {

std::string Text(JsonValue value) { return std::string(value.String()); }
int64_t Number(JsonValue value) { return value.Integer().value_or(0); }

class MergedReader {
 public:
  explicit MergedReader(JsonValue root) : root_(root) {}

  // False if a report is named that isn't there.
  bool Read(ReadMerged* merged) {
    MergedEvent& event = merged->event;
    event.id = Text(root_["id"]);
    event.type = Text(root_["type"]);
    event.mode = Text(root_["mode"]);
    event.status = Text(root_["status"]);
    event.quad = Text(root_["quad"]);
    event.source = Actors(root_["source"]);
    event.target = Actors(root_["target"]);
    event.place = Text(root_["place"]);
    event.place_country = Text(root_["place_country"]);
    event.start = ParseIsoDay(root_["start"].String());
    event.end = ParseIsoDay(root_["end"].String());
    event.credibility = static_cast<int>(Number(root_["credibility"]));
    event.derivation = Text(root_["derivation"]);
    ReadReports(root_["reports"], &event.reports, merged);
    ReadReports(root_["contested_by"], &event.contested, merged);
    ReadNumbers(&event);
    ReadOrigins(&event);
    ReadVersions(merged);
    return !event.reports.empty() && !missing_;
  }

 private:
  static std::vector<MergedParticipant> Actors(JsonValue list) {
    std::vector<MergedParticipant> actors;
    list.ForEach([&](std::string_view, JsonValue actor) {
      actors.push_back(
          {Text(actor["name"]), Text(actor["country"]), Text(actor["sector"]), Text(actor["id"])});
    });
    return actors;
  }

  void ReadReports(JsonValue list, std::vector<EventReport>* reports, ReadMerged* merged) {
    list.ForEach([&](std::string_view, JsonValue id) {
      const uint32_t row = static_cast<uint32_t>(merged->articles.size());
      rows_.emplace(Text(id), row);
      merged->articles.emplace_back();
      merged->events.emplace_back(1);
      merged->events.back().front().id = Text(id);
      merged->stories.push_back(Text(root_["story"]));
      merged->originals.push_back(-1);
      reports->push_back({row, 0});
    });
  }

  uint32_t RowOf(JsonValue id) {
    const auto row = rows_.find(Text(id));
    if (row != rows_.end()) return row->second;
    missing_ = true;
    return 0;
  }

  void ReadNumbers(MergedEvent* event) {
    root_["numbers"].ForEach([&](std::string_view, JsonValue value) {
      MergedNumber number;
      number.what = Text(value["what"]);
      number.low = Number(value["low"]);
      number.best = Number(value["best"]);
      number.high = Number(value["high"]);
      value["said"].ForEach([&](std::string_view, JsonValue said) {
        number.said.push_back({Number(said["low"]), Number(said["high"]), RowOf(said["report"])});
      });
      event->numbers.push_back(std::move(number));
    });
  }

  void ReadOrigins(MergedEvent* event) {
    root_["origins"].ForEach([&](std::string_view, JsonValue value) {
      Origin origin;
      origin.name = Text(value["name"]);
      for (const Origin::Side side :
           {Origin::Side::kActor, Origin::Side::kTarget, Origin::Side::kThird}) {
        if (NameOf(side) == value["side"].String()) origin.side = side;
      }
      value["reports"].ForEach(
          [&](std::string_view, JsonValue id) { origin.reports.push_back(RowOf(id)); });
      event->origins.push_back(std::move(origin));
    });
  }

  void ReadVersions(ReadMerged* merged) {
    root_["versions"].ForEach([&](std::string_view, JsonValue value) {
      const uint32_t row = RowOf(value["report"]);
      if (missing_) return;
      merged->articles[row].published = Text(value["published"]);
      merged->event.versions.push_back({merged->articles[row].published, row,
                                        static_cast<uint32_t>(Number(value["reports"])),
                                        static_cast<uint32_t>(Number(value["origins"]))});
    });
  }

  JsonValue root_;
  std::map<std::string, uint32_t> rows_;
  bool missing_ = false;
};

}  // namespace

MergedSources ReadMerged::Sources(const std::map<std::string, char>* reliability) const {
  MergedSources sources;
  for (const Article& article : articles) sources.articles.push_back(&article);
  for (const std::vector<Event>& records : events) sources.events.push_back(&records);
  sources.stories = stories;
  sources.originals = originals;
  sources.reliability = reliability;
  return sources;
}

Result<ReadMerged> MergedFromJson(std::string_view json, std::string_view name) {
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(json, name));
  ReadMerged merged;
  if (MergedReader(document.root()).Read(&merged)) return merged;
  return Error{ErrorCode::kCorrupt, std::string(name) + ": not a merged event"};
}

}  // namespace avviso
