#include "views/series_view.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/json_writer.h"
#include "views/export_text.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

using Period = SeriesQuery::Period;
using Per = SeriesQuery::Per;

constexpr size_t kMostRows = 5000000;
constexpr size_t kPiece = 1 << 16;

Day StartOf(Day day, Period period) {
  if (period == Period::kWeek) return Day{day.since_epoch - Weekday(day) + 1};
  if (period == Period::kDay) return day;
  CivilDate date = ToCivil(day);
  date.day = 1;
  return FromCivil(date);
}

Day NextOf(Day start, Period period) {
  if (period == Period::kWeek) return Day{start.since_epoch + 7};
  if (period == Period::kDay) return Day{start.since_epoch + 1};
  return StartOf(Day{start.since_epoch + 31}, period);
}

std::vector<std::string> KeysOf(Per per) {
  switch (per) {
    case Per::kPair: return {"source", "target"};
    case Per::kType: return {"type"};
    case Per::kClass: return {"class"};
    case Per::kCountry: return {"country"};
    case Per::kAll: break;
  }
  return {};
}

class SeriesWriter {
 public:
  SeriesWriter(const Series& series, const SeriesQuery& query, std::string_view form)
      : series_(series),
        form_(form),
        keys_(KeysOf(query.per)),
        articles_(series.articles.begin(), series.articles.end()) {
    FindPeriods(query);
  }

  Status Write(const std::function<Status(const std::string&)>& write) {
    AppendHead();
    size_t lines = periods_.empty() ? 0 : 1;
    for (size_t i = 1; i < series_.counts.size(); ++i) lines += SameKey(i) ? 0u : 1u;
    if (lines * periods_.size() > kMostRows) {
      return Error{ErrorCode::kExhausted,
                   "the series would have " + std::to_string(lines * periods_.size()) +
                       " rows: narrow it with --from, --to or --pair, or take --by month"};
    }
    size_t at = 0;
    do {
      // Of a key that nothing is counted for there is none; of all together there is one.
      if (series_.counts.empty() && !keys_.empty()) break;
      AVVISO_TRY(WriteKey(&at, write));
    } while (at < series_.counts.size());
    return write(std::exchange(out_, {}));
  }

 private:
  bool SameKey(size_t row) const {
    return series_.counts[row].key == series_.counts[row - 1].key &&
           series_.counts[row].other == series_.counts[row - 1].other;
  }

  void FindPeriods(const SeriesQuery& query) {
    std::optional<Day> first = ParseIsoDay(query.records.from),
                       last = ParseIsoDay(query.records.to);
    const bool from = !first, to = !last;
    for (const SeriesCount& count : series_.counts) {
      const std::optional<Day> start = ParseIsoDay(count.start);
      if (!start) continue;
      if (from) first = first ? std::min(*first, *start) : *start;
      if (to) last = last ? std::max(*last, *start) : *start;
    }
    if (!first || !last) return;
    for (Day start = StartOf(*first, query.period); start <= *last;
         start = NextOf(start, query.period)) {
      periods_.push_back(FormatDay(start));
    }
  }

  // The rows of the key at `*at`, which is moved behind them.
  Status WriteKey(size_t* at, const std::function<Status(const std::string&)>& write) {
    const size_t begin = *at;
    SeriesCount none;
    if (begin < series_.counts.size()) {
      none.key = series_.counts[begin].key;
      none.other = series_.counts[begin].other;
    }
    for (const std::string& period : periods_) {
      const bool here = *at < series_.counts.size() && (*at == begin || SameKey(*at)) &&
                        series_.counts[*at].start == period;
      none.start = period;
      AppendRow(here ? series_.counts[*at] : none);
      if (here) ++*at;
      if (out_.size() >= kPiece) AVVISO_TRY(write(std::exchange(out_, {})));
    }
    // What lies outside of the periods can't be, but must not hold the walk up.
    while (*at < series_.counts.size() && (*at == begin || SameKey(*at))) ++*at;
    return Ok();
  }

  void AppendHead() {
    if (form_ == "jsonl") return;
    std::vector<std::string> head = {"start"};
    head.insert(head.end(), keys_.begin(), keys_.end());
    for (const char* name : {"records", "happened", "events", "goldstein", "articles"}) {
      head.emplace_back(name);
    }
    if (form_ == "csv") {
      out_ += CsvLine(head);
      return;
    }
    for (std::string& name : head) {
      for (char& c : name) c = static_cast<char>(c - 32);
    }
    AppendCells(head);
  }

  void AppendCells(const std::vector<std::string>& cells) {
    for (size_t i = 0; i + 1 < cells.size(); ++i) {
      const bool key = i > 0 && i <= keys_.size();
      out_ += Pad(Printable(cells[i]), key ? 22 : 12) + " ";
    }
    out_ += cells.back() + "\n";
  }

  void AppendRow(const SeriesCount& count) {
    const auto found = articles_.find(count.start);
    const int64_t articles = found == articles_.end() ? 0 : found->second;
    const std::vector<std::string> values = {count.key, count.other};
    if (form_ == "jsonl") {
      JsonWriter json(&out_);
      json.BeginObject();
      json.Field("start", count.start);
      for (size_t i = 0; i < keys_.size(); ++i) json.FieldOrNull(keys_[i], values[i]);
      json.FieldInteger("records", count.records);
      json.FieldInteger("happened", count.happened);
      json.FieldInteger("events", count.events);
      json.FieldNumber("goldstein", count.goldstein);
      json.FieldInteger("articles", articles);
      json.EndObject();
      out_.push_back('\n');
      return;
    }
    std::vector<std::string> cells = {count.start};
    for (size_t i = 0; i < keys_.size(); ++i) cells.push_back(values[i]);
    cells.push_back(std::to_string(count.records));
    cells.push_back(std::to_string(count.happened));
    cells.push_back(std::to_string(count.events));
    cells.push_back(NumberText(count.goldstein));
    cells.push_back(std::to_string(articles));
    if (form_ == "csv") {
      out_ += CsvLine(cells);
    } else {
      AppendCells(cells);
    }
  }

  const Series& series_;
  const std::string_view form_;
  const std::vector<std::string> keys_;
  const std::map<std::string, int64_t> articles_;
  std::vector<std::string> periods_;
  std::string out_;
};

}  // namespace

Status WriteSeries(const Series& series, const SeriesQuery& query, std::string_view form,
                   const std::function<Status(const std::string& text)>& write) {
  return SeriesWriter(series, query, form).Write(write);
}

}  // namespace avviso
