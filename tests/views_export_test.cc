#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "base/json_reader.h"
#include "sample_record.h"
#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"
#include "views/query_table.h"
#include "views/series_view.h"

namespace avviso {
namespace {

std::shared_ptr<const CountryCodes> Codes() {
  return std::make_shared<const CountryCodes>(
      CountryCodes::Parse("code\tiso2\tnumber\tfips\tname\nXKX\tXK\t0\tKV\tKosovo\n"
                          "SRB\tRS\t688\tRI\tSerbia\n",
                          "codes")
          .value());
}

EventRow Row(const SampleEvent& event = SampleEvent()) {
  EventRow row;
  row.day = event.day;
  JsonWriter json(&row.json);
  WriteSampleEvent(event, 46, &json);
  row.sentence = "Serbia hit a house.";
  row.article = row.url = "https://hotnews.example/a1";
  row.id = "a1", row.outlet = "hotnews.example", row.title = "Shots";
  row.published = "2023-09-25T08:00:00Z", row.language = "en", row.text_sha256 = "00ff";
  row.revision = 1, row.stored = "2023-09-25T09:05:07Z", row.engine = "0.1.0 m l";
  return row;
}

std::string Write(std::string_view form, const std::vector<EventRow>& rows) {
  const std::optional<Export> writer = MakeExport(form, Codes());
  EXPECT_TRUE(writer) << form;
  std::string out;
  writer->begin(&out);
  for (const EventRow& row : rows) writer->row(row, &out);
  writer->end(&out);
  return out;
}

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\n') break;
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back().push_back(c);
    }
  }
  return cells;
}

TEST(ExportText, CsvQuotesAndDisarms) {
  EXPECT_EQ(CsvLine({"a", "b,c", "d\"e", "f\ng"}), "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
  EXPECT_EQ(CsvLine({"=1+1", "-5", "-5 dead", "@x", "+38", "1e3", ""}),
            "'=1+1,-5,'-5 dead,'@x,'+38,1e3,\r\n");
  EXPECT_EQ(CsvLine({"\t=1"}), "'\t=1\r\n");
}

TEST(ExportText, TabsAndXml) {
  EXPECT_EQ(TabLine({"a\tb", "c\r\nd"}), "a b\tc  d\n");
  EXPECT_EQ(TabLine({"\"a\" b", "c \"d\""}), " \"a\" b\tc \"d\"\n");
  EXPECT_EQ(XmlText("<a href=\"x\">&\x01\xEF\xBF\xBF</a>"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
}

TEST(ExportRecord, NumbersAndTimes) {
  EXPECT_EQ(StableNumber("00000000000000e1"), StableNumber("00000000000000e1"));
  EXPECT_NE(StableNumber("a"), StableNumber("b"));
  EXPECT_LT(StableNumber("a"), uint64_t{1} << 53);
  EXPECT_EQ(TimeDigits("2023-09-25T09:05:07Z"), "20230925090507");
  EXPECT_EQ(TimeDigits("2023-09-25"), "20230925000000");
  EXPECT_EQ(DayDigits(""), "");
  EXPECT_EQ(QuarterDigits("2023-09-25T09:05:07Z"), "20230925091500");
  EXPECT_EQ(QuarterDigits("2023-09-25T09:45:00Z"), "20230925100000");
  EXPECT_EQ(QuarterDigits("2023-09-25T23:45:00Z"), "20230925235959");
}

TEST(CountryCodesTest, AreParsedAndFound) {
  EXPECT_EQ(Codes()->Of("XKX").fips, "KV");
  EXPECT_EQ(Codes()->Of("ZZZ").fips, "");
  const Result<CountryCodes> bad = CountryCodes::Parse("code\nSRB\tRS\n", "codes");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt);
}

TEST(Exports, GdeltEvents) {
  const std::vector<std::string> cells = Cells(Write("gdelt", {Row()}));
  ASSERT_EQ(cells.size(), 61u);
  EXPECT_EQ(cells[1], "20230924");
  EXPECT_EQ(cells[4], "2023.7233");
  EXPECT_EQ(cells[5], "SRBMIL");
  EXPECT_EQ(cells[17], "XKX");
  EXPECT_EQ(cells[26], "195");
  EXPECT_EQ(cells[28], "19");
  EXPECT_EQ(cells[29], "4");
  EXPECT_EQ(cells[30], "-10");
  EXPECT_EQ(cells[51], "4");
  EXPECT_EQ(cells[53], "KV");
  EXPECT_EQ(cells[56], "42.9");
  EXPECT_EQ(cells[59], "20230925091500");
  EXPECT_EQ(cells[60], "https://hotnews.example/a1");
}

TEST(Exports, GdeltMentions) {
  const std::vector<std::string> cells = Cells(Write("gdelt-mentions", {Row()}));
  ASSERT_EQ(cells.size(), 16u);
  EXPECT_EQ(cells[0], Cells(Write("gdelt", {Row()}))[0]);
  EXPECT_EQ(cells[9], "7");
  EXPECT_EQ(cells[11], "90");
  const Result<JsonDocument> extras = JsonDocument::Parse(cells[15], "extras");
  ASSERT_TRUE(extras.ok());
  EXPECT_EQ(extras.value().root()["quote"].String(), "hit");
}

TEST(Exports, AcledHasMaterialActsThatHappened) {
  SampleEvent talk;
  talk.type = "CONSULT", talk.quad = "verbal-cooperation";
  SampleEvent plan;
  plan.status = "planned";
  const std::string out = Write("acled", {Row(), Row(talk), Row(plan)});
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  EXPECT_NE(out.find("Explosions/Remote violence,Air/drone strike,Serbia,,State forces,Kosovo"),
            std::string::npos);
  EXPECT_NE(out.find("Civilian targeting"), std::string::npos);
}

TEST(Exports, ACountryIsNoPin) {
  SampleEvent event;
  event.precision = "country";
  EXPECT_NE(Write("geojson", {Row(event)}).find("\"geometry\":null"), std::string::npos);
  EXPECT_NE(Write("geojson", {Row()}).find("\"coordinates\":[20.8,42.9]"), std::string::npos);
}

TEST(Exports, HostileTextStaysText) {
  EventRow row = Row();
  row.outlet = "<script>alert(1)</script>";
  row.sentence = "=cmd|'/c calc'!A1 \"x\"\t]]> & </item>";
  row.url = "javascript:alert(1)";
  for (const char* form : {"rss", "atom", "gexf"}) {
    const std::string out = Write(form, {row});
    EXPECT_EQ(out.find("<script>"), std::string::npos) << form;
    EXPECT_EQ(out.find("javascript:"), std::string::npos) << form;
    EXPECT_EQ(out.find("]]>"), std::string::npos) << form;
  }
  EXPECT_EQ(Cells(Write("gdelt", {row})).size(), 61u);
  for (const char* form : {"geojson", "stix", "prov", "jsonl"}) {
    EXPECT_TRUE(JsonDocument::Parse(Write(form, {row}), form).ok()) << form;
  }
  EXPECT_NE(Write("csv", {row}).find(",\"'=cmd"), std::string::npos);
}

TEST(Exports, NoRowsAreWellFormedToo) {
  for (const char* form : {"geojson", "stix", "prov"}) {
    EXPECT_TRUE(JsonDocument::Parse(Write(form, {}), form).ok()) << form;
  }
  EXPECT_EQ(Write("gdelt", {}), "");
}

TEST(Exports, IdsAreTheSameTwice) {
  for (const char* form : {"stix", "prov", "atom"}) {
    EXPECT_EQ(Write(form, {Row(), Row()}), Write(form, {Row(), Row()})) << form;
  }
}

TEST(Exports, GexfSumsPairs) {
  const std::string out = Write("gexf", {Row(), Row()});
  EXPECT_NE(out.find("source=\"SRB\" target=\"XKX\" weight=\"2\""), std::string::npos);
}

TEST(Exports, CsvHasWhatPeopleJoinOn) {
  EventRow row = Row();
  const std::string one = R"("source":[{"text":"Serbia")";
  const size_t at = row.json.find(one);
  ASSERT_NE(at, std::string::npos);
  row.json.insert(at + 10, R"({"text":"Russia","name":"Russia, the","country":"RUS","sector":"",)"
                           R"("code":"RUS","id":null},)");
  std::string joined, pairs;
  CsvExport().begin(&joined);
  CsvExport().row(row, &joined);
  EXPECT_NE(joined.find(",source_name,source_country,source_sector,source_id,target_name,"),
            std::string::npos);
  EXPECT_NE(joined.find("\"Russia, the; Serbia\",RUS; SRB,; MIL,; ,Kosovo,XKX,CVL,,2,"),
            std::string::npos)
      << joined;
  CsvPairsExport().row(row, &pairs);
  EXPECT_EQ(std::count(pairs.begin(), pairs.end(), '\n'), 2);
  EXPECT_NE(pairs.find("\"Russia, the\",RUS,,,Kosovo,XKX,CVL,,2,"), std::string::npos) << pairs;
  EXPECT_NE(pairs.find(",Serbia,SRB,MIL,,Kosovo,XKX,CVL,,2,"), std::string::npos) << pairs;
}

std::string Drawn(const Series& series, const SeriesQuery& query, std::string_view form) {
  std::string out;
  const Status written = WriteSeries(series, query, form, [&out](const std::string& text) {
    out += text;
    return Ok();
  });
  EXPECT_TRUE(written.ok());
  return out;
}

TEST(SeriesView, HasZerosBetweenAndArticlesBeside) {
  Series series;
  series.counts = {{"2023-09-01", "SRB", "XKX", 2, 1, 1, -10},
                   {"2023-09-03", "SRB", "XKX", 1, 1, 1, 2.5},
                   {"2023-09-02", "USA", "SRB", 3, 3, 2, 0}};
  series.articles = {{"2023-09-01", 7}, {"2023-09-03", 5}};
  SeriesQuery query;
  query.per = SeriesQuery::Per::kPair;
  EXPECT_EQ(Drawn(series, query, "csv"),
            "start,source,target,records,happened,events,goldstein,articles\r\n"
            "2023-09-01,SRB,XKX,2,1,1,-10,7\r\n2023-09-02,SRB,XKX,0,0,0,0,0\r\n"
            "2023-09-03,SRB,XKX,1,1,1,2.5,5\r\n2023-09-01,USA,SRB,0,0,0,0,7\r\n"
            "2023-09-02,USA,SRB,3,3,2,0,0\r\n2023-09-03,USA,SRB,0,0,0,0,5\r\n");
  EXPECT_NE(Drawn(series, query, "jsonl").find("{\"start\":\"2023-09-02\",\"source\":\"SRB\""),
            std::string::npos);
  EXPECT_NE(Drawn(series, query, "table").find("START"), std::string::npos);
}

TEST(SeriesView, GoesFromTheDayToTheDayThatWereAsked) {
  SeriesQuery query;
  query.period = SeriesQuery::Period::kWeek;
  query.records.from = "2023-09-06", query.records.to = "2023-09-11";
  EXPECT_EQ(Drawn({}, query, "csv"),
            "start,records,happened,events,goldstein,articles\r\n2023-09-04,0,0,0,0,0\r\n"
            "2023-09-11,0,0,0,0,0\r\n");
  query.period = SeriesQuery::Period::kMonth;
  query.records.from = "2023-01-31", query.records.to = "2024-02-01";
  const std::string months = Drawn({}, query, "csv");
  EXPECT_EQ(std::count(months.begin(), months.end(), '\n'), 15);
  EXPECT_NE(months.find("2023-02-01,0"), std::string::npos);
  query.per = SeriesQuery::Per::kType;
  EXPECT_EQ(Drawn({}, query, "jsonl"), "");
}

TEST(SeriesView, RefusesWhatNobodyCanUse) {
  SeriesQuery query;
  query.per = SeriesQuery::Per::kType;
  Series series;
  series.counts = {{"0001-01-01", "A", "", 1, 1, 1, 1},
                   {"9999-01-01", "A", "", 1, 1, 1, 1},
                   {"0001-01-01", "B", "", 1, 1, 1, 1}};
  const Status written = WriteSeries(series, query, "csv", [](const std::string&) { return Ok(); });
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kExhausted);
}

TEST(QueryTable, ShowsWhoDidWhatToWhom) {
  std::string out;
  AppendRecordEntry(Row(), {80, false}, &out);
  EXPECT_NE(out.find("2023-09-24"), std::string::npos);
  EXPECT_NE(out.find("Serbia SRBMIL"), std::string::npos);
  EXPECT_NE(out.find("on the word of Albin Kurti"), std::string::npos);
  EXPECT_NE(out.find("hotnews.example: Serbia hit a house."), std::string::npos);
  const std::vector<DailyCount> counts = {{"2023-09-24", "ASSAULT", 2, 1, -10}};
  EXPECT_EQ(DailyCounts(counts, "csv"),
            "day,type,records,happened,goldstein\r\n2023-09-24,ASSAULT,2,1,-10\r\n");
}

TEST(QueryTable, ShowsTheMergedEvent) {
  EventRow row = Row();
  row.event = "m-1", row.reports = 3, row.origins = 2;
  std::string out;
  AppendEventEntry(row,
                   R"({"id":"m-1","type":"ASSAULT","mode":"drone","status":"happened","source":)"
                   R"([{"name":"Serbia","code":"SRB"}],"target":[],"place":"Zvecan","start":)"
                   R"("2023-09-23","origins":[{"name":"NATO"},{"name":"AFP"}],)"
                   R"("contested_by":["e9"]})",
                   {100, false}, &out);
  EXPECT_NE(out.find("2023-09-23 Serbia SRB ASSAULT drone – in Zvecan"), std::string::npos) << out;
  EXPECT_NE(out.find("[3 reports, 2 origins, contested by 1]"), std::string::npos);
  EXPECT_NE(out.find("m-1 on the word of NATO, AFP"), std::string::npos);
  std::string record;
  AppendRecordEntry(row, {100, false}, &record);
  std::string broken;
  AppendEventEntry(row, "{", {100, false}, &broken);
  EXPECT_EQ(broken, record);
}

}  // namespace
}  // namespace avviso
