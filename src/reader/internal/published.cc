#include "reader/internal/published.h"

#include <algorithm>
#include <array>

namespace avviso {
namespace {

constexpr std::array<std::string_view, 31> kPublishedMetas = {"article:published_time",
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
                                                              "ptime",
                                                              "originalpublicationdate",
                                                              "dcterms.issued",
                                                              "dc.date.issued",
                                                              "citation_publication_date",
                                                              "citation_date"};

// Tags that name a date, but not which. The page's own words near the headline say more.
constexpr std::array<std::string_view, 9> kVagueMetas = {
    "displaydate", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "dc.created",
    "datecreated", "timestamp",    "date"};

constexpr std::array<std::string_view, 9> kModifiedMetas = {
    "article:modified_time", "og:modified_time", "og:updated_time",
    "datemodified",          "article:modified", "dcterms.modified",
    "dc.date.modified",      "last-modified",    "revised"};

// How many blocks before and behind the headline are near it.
constexpr uint32_t kBefore = 16;
constexpr uint32_t kBehind = 24;
constexpr uint32_t kKicker = 2;  // blocks between a line above the headline and it
constexpr uint32_t kAnywhere = UINT32_MAX;

// Names of a script's fields for the day of publication, lower case.
constexpr std::array<std::string_view, 11> kScriptNames = {
    "datepublished",    "publishedat",     "published_at",  "publishdate",
    "publish_date",     "pubdate",         "pub_date",      "dateposted",
    "publication_date", "publicationdate", "date_published"};

bool InUtc(std::string_view time) { return time.ends_with("Z") || time.ends_with("+00:00"); }

// Minutes since the epoch in UTC of what FindDate gives; none without a time and a zone.
std::optional<int64_t> InstantOf(std::string_view time) {
  constexpr size_t kTime = 10;
  constexpr size_t kZone = 19;
  const std::optional<Day> day = ParseIsoDay(time);
  if (!day || time.size() <= kZone) return std::nullopt;
  const auto two = [time](size_t at) {
    return at + 2 <= time.size() ? (time[at] - '0') * 10 + (time[at + 1] - '0') : 0;
  };
  int64_t minutes = int64_t{day->since_epoch} * 1440 + two(kTime + 1) * 60 + two(kTime + 4);
  if (time[kZone] != 'Z') {
    const int zone = two(kZone + 1) * 60 + two(kZone + 4);
    minutes += time[kZone] == '-' ? zone : -zone;
  }
  return minutes;
}

class Chooser {
 public:
  Chooser(const DateSources& sources, const ReaderTables& tables) : on_(sources), tables_(tables) {}

  Dates Run() {
    const std::string in_url = DateInUrl(on_.url);
    Try(Read(on_.json_ld.published), "json-ld");
    for (const std::string_view name : kPublishedMetas) Try(Read(on_.facts.First(name)), name);
    for (const PageFacts::Time& time : on_.facts.times) {
      if (time.published && !time.modified) Try(OfTime(time), "time");
    }
    VisibleOrVague();
    AtStoryStart();
    Try(in_url, "url");
    BehindStory();
    FromScripts();
    Try(FromNodes(kAnywhere), "date element");
    for (const PageFacts::Time& time : on_.facts.times) {
      if (!time.modified) Try(OfTime(time), "time");
    }
    Try(Read(on_.json_ld.created), "json-ld");
    FromToldLines();
    Modified();
    Try(dates_.modified, "modified");
    Try(DateInUrl(on_.facts.First("og:image")), "picture");
    PreferOwnDay(in_url);
    PreferFirst(in_url);
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

  // The date in the text that it says is the publication, else the first that it says nothing
  // of. One that it says is a change is kept for the end.
  std::string ReadTold(std::string_view text) {
    std::string plain;
    for (ToldDate& told : FindDates(text, on_.hints, tables_)) {
      if (told.kind == ToldDate::kPublished) return told.date;
      if (told.kind == ToldDate::kPlain && plain.empty()) plain = std::move(told.date);
      if (told.kind == ToldDate::kModified && told_modified_.empty()) {
        told_modified_ = std::move(told.date);
      }
    }
    return plain;
  }

  // Empty if the words before the element say that the date is of a change.
  std::string OfTime(const PageFacts::Time& time) {
    std::string date = Read(time.datetime);
    if (date.empty()) date = Read(TextOf(on_.dom, time.node));
    if (date.empty() || time.published) return date;
    const std::optional<Day> day = ParseIsoDay(date);
    const uint32_t block = BlockAround(time.node);
    if (block >= on_.page.blocks.size() || on_.page.blocks[block].words > 40) return date;
    for (ToldDate& told : FindDates(on_.page.Text(on_.page.blocks[block]), on_.hints, tables_)) {
      if (told.kind != ToldDate::kModified || ParseIsoDay(told.date) != day) continue;
      if (told_modified_.empty()) told_modified_ = date;
      return "";
    }
    return date;
  }

  // The block that holds an element which is part of a line.
  uint32_t BlockAround(NodeId node) const {
    uint32_t block = on_.page.Begin(node);
    if (block > 0 && on_.page.blocks[block - 1].last >= node) --block;
    return block;
  }

  bool IsNear(NodeId node, uint32_t behind) const {
    if (behind == kAnywhere) return true;
    const uint32_t block = on_.page.Begin(node);
    return block + before_ >= on_.headline && block <= on_.headline + behind;
  }

  // What a reader sees near the headline, or what a tag says that names no kind of date. If
  // there is such a tag, a line far before the headline doesn't count: in a masthead it is
  // today's.
  void VisibleOrVague() {
    if (!dates_.published.empty()) return;
    Dates vague;
    for (const std::string_view name : kVagueMetas) {
      vague.published = Read(on_.facts.First(name));
      vague.from = name;
      if (!vague.published.empty()) break;
    }
    before_ = vague.published.empty() ? kBefore : kKicker;
    const Dates seen = Visible();
    before_ = kBefore;
    const bool other = ParseIsoDay(seen.published) != ParseIsoDay(vague.published);
    if (other) Try(seen.published, seen.from);
    Try(vague.published, vague.from);
  }

  // The date that a reader sees near the headline.
  Dates Visible() {
    Dates seen;
    seen.published = FromNodes(kBehind);
    seen.from = "date element";
    for (const PageFacts::Time& time : on_.facts.times) {
      if (!seen.published.empty()) break;
      if (time.modified || !IsNear(time.node, kBehind)) continue;
      seen.published = OfTime(time);
      seen.from = "time";
    }
    if (seen.published.empty()) {
      seen.published = FromLines();
      seen.from = "line";
    }
    return seen;
  }

  // Text of elements that are named after dates, the nearest to the headline first.
  std::string FromNodes(uint32_t behind) {
    uint32_t best = UINT32_MAX;
    std::string found;
    for (const NodeId node : on_.facts.date_nodes) {
      if (!IsNear(node, behind)) continue;
      const uint32_t block = on_.page.Begin(node);
      // What follows the headline is nearer than what stands before it.
      const uint32_t distance =
          block >= on_.headline ? block - on_.headline : 2 * (on_.headline - block);
      if (distance >= best) continue;
      if (!IsShort(node)) continue;
      const std::string text = WithoutHeadings(node);
      if (text.size() > 200) continue;
      std::string date = ReadTold(text);
      if (date.empty()) continue;
      best = distance;
      found = std::move(date);
    }
    return found;
  }

  // False if the element's blocks alone are longer than any line with a date and a headline.
  bool IsShort(NodeId node) const {
    constexpr uint32_t kMostBytes = 1000;
    const uint32_t begin = on_.page.Begin(node);
    const uint32_t end = on_.page.Begin(on_.dom[node].end);
    return end <= begin + 1 ||
           on_.page.blocks[end - 1].end - on_.page.blocks[begin].begin <= kMostBytes;
  }

  // The text of an element less the headings in it: a headline may hold a date of its own.
  std::string WithoutHeadings(NodeId node) const {
    std::string text = TextOf(on_.dom, node);
    const uint32_t end = on_.page.Begin(on_.dom[node].end);
    for (uint32_t i = on_.page.Begin(node); i < end; ++i) {
      if (!IsHeadline(i)) continue;
      const std::string_view heading = on_.page.Text(on_.page.blocks[i]);
      const size_t at = text.find(heading);
      if (at != std::string::npos) text.replace(at, heading.size(), " ");
    }
    return text;
  }

  bool IsHeadline(uint32_t block) const {
    constexpr uint32_t kMostOfDate = 5;
    const PageBlock& at = on_.page.blocks[block];
    return at.kind == BlockKind::kHeading && at.words > kMostOfDate;
  }

  // A line of at most `words` words that may tell the page's day: a headline tells of what
  // happens, a quoted post is signed with its own.
  bool IsLine(uint32_t block, uint32_t words) const {
    const PageBlock& at = on_.page.blocks[block];
    return at.words <= words && at.kind != BlockKind::kQuotation && !IsHeadline(block);
  }

  // Short lines around the headline.
  std::string FromLines() {
    const uint32_t end =
        std::min<uint32_t>(on_.headline + kBehind, static_cast<uint32_t>(on_.page.blocks.size()));
    const uint32_t begin = on_.headline - std::min(on_.headline, before_);
    for (uint32_t i = on_.headline; i < end; ++i) {
      if (!IsLine(i, 20)) continue;
      std::string date = ReadTold(on_.page.Text(on_.page.blocks[i]));
      if (!date.empty()) return date;
    }
    for (uint32_t i = on_.headline; i > begin; --i) {
      if (!IsLine(i - 1, 12)) continue;
      std::string date = ReadTold(on_.page.Text(on_.page.blocks[i - 1]));
      if (!date.empty()) return date;
    }
    return "";
  }

  // "01.02.2022 The labour market …", "Pristina, 29 September 2023 – The bridge …": a
  // dateline that one of the first paragraphs begins with.
  void AtStoryStart() {
    constexpr uint32_t kParagraphs = 6;
    constexpr size_t kStart = 32;
    constexpr size_t kDateline = 80;
    if (!dates_.published.empty()) return;
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    const uint32_t end = std::min(on_.headline + kParagraphs, size);
    for (uint32_t i = on_.headline; i < end; ++i) {
      std::string_view text = on_.page.Text(on_.page.blocks[i]);
      if (text.empty() || on_.page.blocks[i].kind == BlockKind::kHeading) continue;
      if (text.front() == '(' || text.front() == '[') text.remove_prefix(1);
      if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        Try(Read(text.substr(0, kStart)), "dateline");
        continue;
      }
      const std::string_view start = text.substr(0, kDateline);
      size_t dash = std::string_view::npos;
      for (const std::string_view mark : {" – ", " — ", " - ", " -- ", "/ "}) {
        dash = std::min(dash, start.find(mark));
      }
      if (dash != std::string_view::npos) Try(Read(start.substr(0, dash)), "dateline");
    }
  }

  void BehindStory() {
    if (!dates_.published.empty()) return;
    const uint32_t end =
        std::min<uint32_t>(on_.story_end + 8, static_cast<uint32_t>(on_.page.blocks.size()));
    for (uint32_t i = on_.story_end; i < end; ++i) {
      if (IsLine(i, 20)) Try(ReadTold(on_.page.Text(on_.page.blocks[i])), "line");
    }
  }

  // A short line anywhere, if its words say what its date is: "Published on 9 March 2023".
  void FromToldLines() {
    if (!dates_.published.empty()) return;
    for (uint32_t i = 0; i < on_.page.blocks.size() && dates_.published.empty(); ++i) {
      if (!IsLine(i, 20)) continue;
      for (ToldDate& told : FindDates(on_.page.Text(on_.page.blocks[i]), on_.hints, tables_)) {
        if (told.kind == ToldDate::kPublished) Try(told.date, "line");
        if (told.kind == ToldDate::kModified && told_modified_.empty()) {
          told_modified_ = std::move(told.date);
        }
      }
    }
  }

  // A day that the page's scripts name as that of publication, if they name one only: of
  // several it isn't known which is this page's.
  void FromScripts() {
    constexpr size_t kMostBytes = 1 << 20;
    if (!dates_.published.empty()) return;
    std::string day;
    size_t bytes = 0;
    for (NodeId node = 0; node + 1 < on_.dom.size() && bytes < kMostBytes; ++node) {
      if (on_.dom[node].tag != Tag::kScript || node + 1 >= on_.dom[node].end) continue;
      const std::string_view script = on_.dom[node + 1].text.substr(0, kMostBytes - bytes);
      bytes += script.size();
      if (!DayOfScript(script, &day)) return;
    }
    Try(day, "script");
  }

  // False if there is a day that differs from `day`.
  bool DayOfScript(std::string_view script, std::string* day) const {
    constexpr size_t kValue = 40;
    std::string lower(script);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (const std::string_view name : kScriptNames) {
      for (size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
        const size_t value = lower.find_first_not_of("\"'\\ :=", at + name.size());
        if (value == std::string::npos || value == at + name.size()) continue;
        const std::string_view told = script.substr(value, kValue);
        const std::string found = Read(told.substr(0, told.find_first_of("\"'\\<;}")));
        if (found.empty()) continue;
        if (!day->empty() && ParseIsoDay(*day) != ParseIsoDay(found)) return false;
        if (day->empty()) *day = found;
      }
    }
    return true;
  }

  // The day by which the outlet says "on Friday", if the page gives a time in UTC: that of the
  // same moment in another zone, of the address, or of what the reader sees.
  void PreferOwnDay(const std::string& in_url) {
    if (!InUtc(dates_.published)) return;
    const std::optional<int64_t> instant = InstantOf(dates_.published);
    if (!instant) return;
    const auto same = [&](std::string_view text) {
      const std::string time = Read(text);
      if (InUtc(time) || InstantOf(time) != instant) return false;
      dates_.published = time;
      return true;
    };
    for (const std::string& time : on_.json_ld.times) {
      if (same(time)) return;
    }
    for (const PageFacts::Time& time : on_.facts.times) {
      if (same(time.datetime)) return;
    }
    for (const std::string_view name : kPublishedMetas) {
      if (same(on_.facts.First(name))) return;
    }
    if (NextTo(in_url, *instant)) {
      dates_.published = in_url;
      dates_.from = "url";
      return;
    }
    const std::string seen = SeenDay();
    if (!NextTo(seen, *instant)) return;
    dates_.published = seen;
    dates_.from = "line";
  }

  // True if `day` is the one before or behind that of the moment in UTC, and it is that day
  // somewhere on earth then.
  static bool NextTo(const std::string& date, int64_t instant) {
    constexpr int64_t kWest = 12 * 60;
    constexpr int64_t kEast = 10 * 60;  // 14:00 in UTC is midnight there
    const std::optional<Day> day = ParseIsoDay(date);
    if (!day) return false;
    const int64_t apart = int64_t{day->since_epoch} - instant / 1440;
    const int64_t minutes = instant % 1440;
    return (apart == -1 && minutes < kWest) || (apart == 1 && minutes >= kEast);
  }

  // The day in words near the headline, whatever the attributes of its element say.
  std::string SeenDay() {
    std::string day = FromNodes(kBehind);
    if (day.empty()) {
      for (const PageFacts::Time& time : on_.facts.times) {
        if (time.modified || !IsNear(time.node, kBehind)) continue;
        day = Read(TextOf(on_.dom, time.node));
        if (!day.empty()) break;
      }
    }
    if (day.empty()) day = FromLines();
    return day.substr(0, day.find('T'));
  }

  // A story that is shown again: its address, or a line of it, tells of an earlier day.
  void PreferFirst(const std::string& in_url) {
    constexpr int32_t kApart = 2;  // days; less may be zones, or the day of print
    const auto earlier = [this](const std::string& date) {
      const std::optional<Day> said = ParseIsoDay(dates_.published);
      const std::optional<Day> day = ParseIsoDay(date);
      return said && day && said->since_epoch - day->since_epoch >= kApart;
    };
    if (earlier(in_url) && HasDayFolders(on_.url)) {
      dates_.published = in_url;
      dates_.from = "url";
    }
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    const uint32_t end = std::min(on_.story_end + 8, size);
    for (uint32_t i = on_.headline; i < end; ++i) {
      const PageBlock& block = on_.page.blocks[i];
      if (block.words < 3 || block.words > 40) continue;
      const std::string_view text = on_.page.Text(block);
      if (tables_.date_first.StartOf(FoldedPhrase(text.substr(0, 80))) == 0) continue;
      const std::string date = Read(text);
      if (!earlier(date)) continue;
      dates_.published = date;
      dates_.from = "line";
      return;
    }
  }

  // True of ".../2023/09/29/...": the day is a place in the archive, not a word of the title.
  static bool HasDayFolders(std::string_view url) {
    for (size_t at = url.find("/20"); at != std::string_view::npos; at = url.find("/20", at + 1)) {
      size_t slashes = 0;
      for (size_t i = at; i < url.size() && slashes < 4; ++i) {
        if (url[i] == '/') {
          ++slashes;
        } else if (url[i] < '0' || url[i] > '9') {
          break;
        }
      }
      if (slashes == 4) return true;
    }
    return false;
  }

  void Modified() {
    const auto take = [this](const std::string& date) {
      if (dates_.modified.empty()) dates_.modified = date;
    };
    take(Read(on_.json_ld.modified));
    for (const std::string_view name : kModifiedMetas) take(Read(on_.facts.First(name)));
    for (const PageFacts::Time& time : on_.facts.times) {
      if (!time.modified) continue;
      std::string date = Read(time.datetime);
      take(date.empty() ? Read(TextOf(on_.dom, time.node)) : date);
    }
    take(told_modified_);
  }

  const DateSources& on_;
  const ReaderTables& tables_;
  Dates dates_;
  uint32_t before_ = kBefore;
  std::string told_modified_;  // seen in passing
};

}  // namespace

Dates ChooseDates(const DateSources& sources, const ReaderTables& tables) {
  return Chooser(sources, tables).Run();
}

}  // namespace avviso
