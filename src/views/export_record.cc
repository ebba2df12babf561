#include "views/export_record.h"

#include "base/hash.h"
#include "views/export_text.h"

namespace avviso {
namespace {

std::vector<ExportActor> ReadActors(JsonValue actors) {
  std::vector<ExportActor> read;
  actors.ForEach([&read](std::string_view, JsonValue actor) {
    ExportActor one;
    one.name = actor["name"].String();
    one.text = actor["text"].String();
    if (one.name.empty()) one.name = one.text;
    one.country = actor["country"].String();
    one.sector = actor["sector"].String();
    one.code = actor["code"].String();
    one.id = actor["id"].String();
    read.push_back(std::move(one));
  });
  return read;
}

std::string Joined(const std::vector<ExportActor>& actors) {
  std::string out;
  for (const ExportActor& actor : actors) {
    if (!out.empty()) out += ", ";
    out += actor.name;
  }
  return out;
}

}  // namespace

ExportRecord::ExportRecord(const EventRow& row) {
  Result<JsonDocument> parsed = JsonDocument::Parse(row.json, "record");
  if (!parsed.ok()) return;
  document_.emplace(std::move(parsed).value());
  event_ = document_->root();
  sources_ = ReadActors(event_["source"]);
  targets_ = ReadActors(event_["target"]);
}

std::optional<std::pair<double, double>> ExportRecord::point() const {
  const JsonValue place = event_["place"];
  const std::optional<double> latitude = place["lat"].Number();
  const std::optional<double> longitude = place["lon"].Number();
  if (!latitude || !longitude || place["precision"].String() == "country") return std::nullopt;
  return std::pair(*latitude, *longitude);
}

std::string ExportRecord::latitude() const {
  const std::optional<double> number = event_["place"]["lat"].Number();
  return number ? NumberText(*number) : "";
}

std::string ExportRecord::longitude() const {
  const std::optional<double> number = event_["place"]["lon"].Number();
  return number ? NumberText(*number) : "";
}

std::string ExportRecord::SourceNames() const { return Joined(sources_); }
std::string ExportRecord::TargetNames() const { return Joined(targets_); }

std::string ExportRecord::Title() const {
  std::string title = sources_.empty() ? std::string() : SourceNames() + ": ";
  title += Get("type");
  if (!Get("mode").empty()) title += " " + Get("mode");
  if (!targets_.empty()) title += ": " + TargetNames();
  if (Get("status") != "happened") title += " (" + Get("status") + ")";
  return title;
}

std::optional<int64_t> ExportRecord::Number(std::string_view what) const {
  std::optional<int64_t> found;
  event_["numbers"].ForEach([&](std::string_view, JsonValue number) {
    if (found || number["what"].String() != what) return;
    found = number["value"].Integer();
    if (!found) found = number["low"].Integer();
  });
  return found;
}

std::string ExportRecord::Contexts(std::string_view between) const {
  std::string out;
  event_["contexts"].ForEach([&](std::string_view, JsonValue context) {
    if (!out.empty()) out += between;
    out += context.String();
  });
  return out;
}

uint64_t StableNumber(std::string_view id) {
  constexpr uint64_t kSeed = 0x41565653;  // fixed for ever: ids in exports depend on it
  return MurmurHash64A(id, kSeed) & ((uint64_t{1} << 53) - 1);
}

std::string DayDigits(std::string_view day) {
  return day.size() < 10
             ? std::string()
             : std::string(day.substr(0, 4)).append(day.substr(5, 2)).append(day.substr(8, 2));
}

std::string TimeDigits(std::string_view time) {
  std::string digits = DayDigits(time);
  if (digits.empty()) return digits;
  if (time.size() < 19) return digits + "000000";
  return digits.append(time.substr(11, 2)).append(time.substr(14, 2)).append(time.substr(17, 2));
}

std::string QuarterDigits(std::string_view time) {
  std::string digits = TimeDigits(time);
  if (digits.empty()) return digits;
  const int minutes = std::stoi(digits.substr(8, 2)) * 60 + std::stoi(digits.substr(10, 2));
  const int end = (minutes / 15 + 1) * 15;
  digits.resize(8);
  if (end == 24 * 60) return digits + "235959";
  const auto two = [](int number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
  };
  return digits + two(end / 60) + two(end % 60) + "00";
}

}  // namespace avviso
