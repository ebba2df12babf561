#include "reader/internal/published.h"

#include <algorithm>
#include <array>

namespace avviso {
namespace {

constexpr std::array<std::string_view, 40> kPublishedMetas = {"article:published_time",
                                                              "og:article:published_time",
                                                              "article:published",
                                                              "og:published_time",
                                                              "datepublished",
                                                              "date.published",
                                                              "published_time",
                                                              "rnews:datepublished",
                                                              "parsely-pub-date",
                                                              "sailthru.date",
                                                              "cxenseparse:recs:publishtime",
                                                              "bt:pubdate",
                                                              "publication_date",
                                                              "publication-date",
                                                              "publicationdate",
                                                              "pubdate",
                                                              "pub_date",
                                                              "publishdate",
                                                              "publish-date",
                                                              "publish_date",
                                                              "publish_time",
                                                              "published",
                                                              "published_date",
                                                              "published-date",
                                                              "date_published",
                                                              "displaydate",
                                                              "ptime",
                                                              "originalpublicationdate",
                                                              "dcterms.issued",
                                                              "dc.date.issued",
                                                              "dcterms.date",
                                                              "dc.date",
                                                              "dcterms.created",
                                                              "dc.date.created",
                                                              "dc.created",
                                                              "citation_publication_date",
                                                              "citation_date",
                                                              "datecreated",
                                                              "timestamp",
                                                              "date"};

constexpr std::array<std::string_view, 9> kModifiedMetas = {
    "article:modified_time", "og:modified_time", "og:updated_time",
    "datemodified",          "article:modified", "dcterms.modified",
    "dc.date.modified",      "last-modified",    "revised"};

// How many blocks before and behind the headline are near it.
constexpr uint32_t kBefore = 16;
constexpr uint32_t kBehind = 24;
constexpr uint32_t kAnywhere = UINT32_MAX;

class Chooser {
 public:
  Chooser(const DateSources& sources, const ReaderTables& tables) : on_(sources), tables_(tables) {}

  Dates Run() {
    Try(Read(on_.json_ld.published), "json-ld");
    for (const std::string_view name : kPublishedMetas) Try(Read(on_.facts.First(name)), name);
    for (const PageFacts::Time& time : on_.facts.times) {
      if (time.published && !time.modified) Try(OfTime(time), "time");
    }
    FromNodes(kBehind);
    for (const PageFacts::Time& time : on_.facts.times) {
      if (!time.modified && IsNear(time.node, kBehind)) Try(OfTime(time), "time");
    }
    FromLines();
    AtStoryStart();
    const std::string in_url = DateInUrl(on_.url);
    Try(in_url, "url");
    BehindStory();
    FromNodes(kAnywhere);
    for (const PageFacts::Time& time : on_.facts.times) {
      if (!time.modified) Try(OfTime(time), "time");
    }
    Try(Read(on_.json_ld.created), "json-ld");
    Modified();
    Try(dates_.modified, "modified");
    Try(DateInUrl(on_.facts.First("og:image")), "picture");
    PreferOwnDay(in_url);
    return dates_;
  }

 private:
  void Try(const std::string& date, std::string_view from) {
    if (date.empty() || !dates_.published.empty()) return;
    dates_.published = date;
    dates_.from = from;
  }

  std::string Read(std::string_view text) const {
    return text.empty() ? "" : FindDate(text, on_.hints, tables_);
  }

  std::string OfTime(const PageFacts::Time& time) const {
    std::string date = Read(time.datetime);
    if (date.empty()) date = Read(TextOf(on_.dom, time.node));
    return date;
  }

  bool IsNear(NodeId node, uint32_t behind) const {
    if (behind == kAnywhere) return true;
    const uint32_t block = on_.page.Begin(node);
    return block + kBefore >= on_.headline && block <= on_.headline + behind;
  }

  // Text of elements that are named after dates, the nearest to the headline first.
  void FromNodes(uint32_t behind) {
    if (!dates_.published.empty()) return;
    uint32_t best = UINT32_MAX;
    for (const NodeId node : on_.facts.date_nodes) {
      if (!IsNear(node, behind)) continue;
      const uint32_t block = on_.page.Begin(node);
      // What follows the headline is nearer than what stands before it.
      const uint32_t distance =
          block >= on_.headline ? block - on_.headline : 2 * (on_.headline - block);
      if (distance >= best) continue;
      const std::string text = TextOf(on_.dom, node);
      if (text.size() > 200) continue;
      const std::string date = Read(text);
      if (date.empty()) continue;
      best = distance;
      dates_.published = date;
      dates_.from = "date element";
    }
  }

  // Short lines around the headline.
  void FromLines() {
    if (!dates_.published.empty()) return;
    const uint32_t end =
        std::min<uint32_t>(on_.headline + kBehind, static_cast<uint32_t>(on_.page.blocks.size()));
    const uint32_t begin = on_.headline - std::min(on_.headline, kBefore);
    for (uint32_t i = on_.headline; i < end; ++i) {
      if (on_.page.blocks[i].words <= 20) Try(Read(on_.page.Text(on_.page.blocks[i])), "line");
    }
    for (uint32_t i = on_.headline; i > begin; --i) {
      const PageBlock& block = on_.page.blocks[i - 1];
      if (block.words <= 12) Try(Read(on_.page.Text(block)), "line");
    }
  }

  // "01.02.2022 The labour market …": a dateline that the first paragraph begins with.
  void AtStoryStart() {
    constexpr size_t kStart = 32;
    if (on_.headline + 1 >= on_.page.blocks.size()) return;
    const std::string_view text = on_.page.Text(on_.page.blocks[on_.headline + 1]);
    if (text.empty() || text.front() < '0' || text.front() > '9') return;
    Try(Read(text.substr(0, kStart)), "dateline");
  }

  void BehindStory() {
    const uint32_t end =
        std::min<uint32_t>(on_.story_end + 8, static_cast<uint32_t>(on_.page.blocks.size()));
    for (uint32_t i = on_.story_end; i < end; ++i) {
      if (on_.page.blocks[i].words <= 20) Try(Read(on_.page.Text(on_.page.blocks[i])), "line");
    }
  }

  void PreferOwnDay(const std::string& own) {
    const std::optional<Day> said = ParseIsoDay(dates_.published);
    const std::optional<Day> day = ParseIsoDay(own);
    const bool utc = dates_.published.ends_with("Z") || dates_.published.ends_with("+00:00");
    if (!utc || !said || !day) return;
    const int32_t apart = said->since_epoch - day->since_epoch;
    if (apart != 1 && apart != -1) return;
    dates_.published = own;
    dates_.from = "url";
  }

  void Modified() {
    const auto take = [this](const std::string& date) {
      if (dates_.modified.empty()) dates_.modified = date;
    };
    take(Read(on_.json_ld.modified));
    for (const std::string_view name : kModifiedMetas) take(Read(on_.facts.First(name)));
    for (const PageFacts::Time& time : on_.facts.times) {
      if (time.modified) take(OfTime(time));
    }
  }

  const DateSources& on_;
  const ReaderTables& tables_;
  Dates dates_;
};

}  // namespace

Dates ChooseDates(const DateSources& sources, const ReaderTables& tables) {
  return Chooser(sources, tables).Run();
}

}  // namespace avviso
