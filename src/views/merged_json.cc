#include "views/merged_json.h"

#include <algorithm>

#include "base/fold.h"
#include "base/json_writer.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

const Event& EventOf(const EventReport& report, const MergedSources& sources) {
  return (*sources.events[report.article])[report.event];
}

const Article& ArticleOf(const EventReport& report, const MergedSources& sources) {
  return *sources.articles[report.article];
}

std::string OutletOf(const Article& article) {
  return article.outlet.empty() ? article.id : article.outlet;
}

// The user's letter for an origin or outlet; 0 if there is none.
char Reliability(const std::string& name, const MergedSources& sources) {
  if (sources.reliability == nullptr) return 0;
  const auto found = sources.reliability->find(Folded(name));
  return found == sources.reliability->end() ? '\0' : found->second;
}

void AppendActors(std::string_view key, const std::vector<MergedParticipant>& actors,
                  JsonWriter* json) {
  json->Key(key);
  json->BeginArray();
  for (const MergedParticipant& actor : actors) {
    json->BeginObject();
    json->Field("name", actor.name);
    json->Field("country", actor.country);
    json->Field("sector", actor.sector);
    json->Field("code", actor.country + actor.sector);
    json->FieldOrNull("id", actor.id);
    json->EndObject();
  }
  json->EndArray();
}

void AppendReportIds(std::string_view key, const std::vector<EventReport>& reports,
                     const MergedSources& sources, JsonWriter* json) {
  json->Key(key);
  json->BeginArray();
  for (const EventReport& report : reports) json->String(EventOf(report, sources).id);
  json->EndArray();
}

void AppendNumbers(const MergedEvent& event, const MergedSources& sources, JsonWriter* json) {
  json->Key("numbers");
  json->BeginArray();
  for (const MergedNumber& number : event.numbers) {
    json->BeginObject();
    json->Field("what", number.what);
    json->FieldInteger("low", number.low);
    json->FieldInteger("best", number.best);
    json->FieldInteger("high", number.high);
    json->Key("said");
    json->BeginArray();
    for (const MergedNumber::Said& said : number.said) {
      json->BeginObject();
      json->FieldInteger("low", said.low);
      json->FieldInteger("high", said.high);
      json->Field("report", EventOf(event.reports[said.report], sources).id);
      for (const Origin& origin : event.origins) {
        const auto& rows = origin.reports;
        if (std::find(rows.begin(), rows.end(), said.report) != rows.end()) {
          json->Field("by", origin.name);
        }
      }
      json->EndObject();
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
}

void AppendOrigins(const MergedEvent& event, const MergedSources& sources, JsonWriter* json) {
  json->Key("origins");
  json->BeginArray();
  for (const Origin& origin : event.origins) {
    json->BeginObject();
    json->Field("name", origin.name);
    json->Field("side", NameOf(origin.side));
    const char letter = Reliability(origin.name, sources);
    if (letter != 0) json->Field("reliability", std::string_view(&letter, 1));
    json->Key("reports");
    json->BeginArray();
    for (const uint32_t row : origin.reports) {
      json->String(EventOf(event.reports[row], sources).id);
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
}

void AppendVersions(const MergedEvent& event, const MergedSources& sources, JsonWriter* json) {
  json->Key("versions");
  json->BeginArray();
  for (const MergedVersion& version : event.versions) {
    json->BeginObject();
    json->FieldOrNull("published", version.published);
    json->Field("report", EventOf(event.reports[version.report], sources).id);
    json->FieldInteger("reports", version.reports);
    json->FieldInteger("origins", version.origins);
    json->EndObject();
  }
  json->EndArray();
}

// "Kosovo Police, KFOR"; "someone" if nobody is named.
std::string Actors(const std::vector<MergedParticipant>& actors) {
  std::string names;
  size_t shown = 0;
  for (const MergedParticipant& actor : actors) {
    if (shown++ == 3) break;
    if (!names.empty()) names += ", ";
    names += actor.name;
  }
  return names.empty() ? "(not stated)" : names;
}

// Reports of one origin as a tree: copies stand below what they were copied from.
class Branch {
 public:
  Branch(const MergedEvent& event, const MergedSources& sources, const Origin& origin)
      : event_(event), sources_(sources), rows_(origin.reports) {}

  void Append(std::string* out) const {
    std::vector<Line> pending;  // the next one last
    Push(Children(-1), "   ", &pending);
    while (!pending.empty()) {
      const Line line = pending.back();
      pending.pop_back();
      AppendLine(line, out);
      if (!FirstOfArticle(line.row)) continue;
      Push(Children(static_cast<int64_t>(event_.reports[line.row].article)), line.Below(),
           &pending);
    }
  }

 private:
  struct Line {
    uint32_t row = 0;
    std::string indent;
    bool last = false;  // of its siblings
    std::string Below() const { return indent + (last ? "   " : "│  "); }
  };

  static void Push(const std::vector<uint32_t>& rows, const std::string& indent,
                   std::vector<Line>* pending) {
    for (size_t i = rows.size(); i > 0; --i) {
      pending->push_back({rows[i - 1], indent, i == rows.size()});
    }
  }

  // Reports copied from that article; for -1 those whose original isn't in this branch.
  std::vector<uint32_t> Children(int64_t article) const {
    std::vector<uint32_t> children;
    for (const uint32_t row : rows_) {
      const int64_t own = event_.reports[row].article;
      int64_t original = sources_.originals[event_.reports[row].article];
      if (original == own || !Holds(original)) original = -1;
      if (original == article) children.push_back(row);
    }
    return children;
  }

  // An article with two such records has its copies below the first.
  bool FirstOfArticle(uint32_t row) const {
    const auto first = std::find_if(rows_.begin(), rows_.end(), [&](uint32_t other) {
      return event_.reports[other].article == event_.reports[row].article;
    });
    return *first == row;
  }

  bool Holds(int64_t article) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](uint32_t row) {
      return static_cast<int64_t>(event_.reports[row].article) == article;
    });
  }

  void AppendLine(const Line& line, std::string* out) const {
    const EventReport& report = event_.reports[line.row];
    const Article& article = ArticleOf(report, sources_);
    const Event& event = EventOf(report, sources_);
    *out += line.indent + (line.last ? "└─ " : "├─ ") + Printable(OutletOf(article)) + "  " +
            article.published;
    if (sources_.originals[report.article] >= 0) *out += "  copy";
    for (const Voice& voice : event.attribution) *out += "  ← " + Printable(voice.name);
    *out += "\n" + line.Below() + "“" +
            Printable((event.mentions.front().sentence.In(article.text))) + "”\n";
  }

  const MergedEvent& event_;
  const MergedSources& sources_;
  const std::vector<uint32_t>& rows_;
};

}  // namespace

std::string_view NameOf(Origin::Side side) {
  switch (side) {
    case Origin::Side::kActor: return "actor";
    case Origin::Side::kTarget: return "target";
    case Origin::Side::kThird: return "third-party";
  }
  return "";
}

void AppendMergedJson(const MergedEvent& event, const MergedSources& sources, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Field("id", event.id);
  json.Field("type", event.type);
  json.FieldOrNull("mode", event.mode);
  json.Field("status", event.status);
  json.Field("quad", event.quad);
  AppendActors("source", event.source, &json);
  AppendActors("target", event.target, &json);
  json.FieldOrNull("place", event.place);
  json.Field("place_country", event.place_country);
  json.FieldOrNull("start", event.start ? FormatDay(*event.start) : "");
  json.FieldOrNull("end", event.end ? FormatDay(*event.end) : "");
  AppendNumbers(event, sources, &json);
  json.Field("story", sources.stories[event.reports.front().article]);
  AppendReportIds("reports", event.reports, sources, &json);
  AppendOrigins(event, sources, &json);
  json.FieldOrNull("first_reported", ArticleOf(event.reports.front(), sources).published);
  json.FieldOrNull("last_reported", ArticleOf(event.reports.back(), sources).published);
  AppendReportIds("contested_by", event.contested, sources, &json);
  json.FieldInteger("credibility", event.credibility);
  json.Field("derivation", event.derivation);
  AppendVersions(event, sources, &json);
  json.EndObject();
}

void AppendMergedLine(const MergedEvent& event, std::string* out) {
  *out += event.id + "  " + (event.start ? FormatDay(*event.start) : "----------") + "  ";
  *out += Printable(Actors(event.source)) + " → " + event.type;
  if (!event.mode.empty()) *out += "/" + event.mode;
  if (event.status != "happened") *out += " (" + event.status + ")";
  *out += " → " + Printable(Actors(event.target));
  if (!event.place.empty()) *out += ", " + Printable(event.place);
  for (const MergedNumber& number : event.numbers) {
    *out += "; " + number.what + " " + std::to_string(number.low);
    if (number.high != number.low) *out += "–" + std::to_string(number.high);
  }
  *out += "  [" + std::to_string(event.reports.size()) + " reports, " +
          std::to_string(event.origins.size()) + " origins";
  if (!event.contested.empty()) {
    *out += ", contested by " + std::to_string(event.contested.size());
  }
  *out += ", credibility " + std::to_string(event.credibility) + "]\n";
}

void AppendLineageTree(const MergedEvent& event, const MergedSources& sources, std::string* out) {
  AppendMergedLine(event, out);
  *out += "credibility " + std::to_string(event.credibility) + ": " + event.derivation + "\n";
  for (const Origin& origin : event.origins) {
    *out += "\n" + Printable(origin.name) + " (" + std::string(NameOf(origin.side));
    const char letter = Reliability(origin.name, sources);
    if (letter != 0) *out += std::string(", reliability ") + letter;
    *out += ")\n";
    Branch(event, sources, origin).Append(out);
  }
  if (event.contested.empty()) return;
  *out += "\ncontested by\n";
  for (const EventReport& report : event.contested) {
    const Article& article = ArticleOf(report, sources);
    *out += "   └─ " + Printable(OutletOf(article)) + "  " + article.published + "\n      “" +
            Printable((EventOf(report, sources).mentions.front().sentence.In(article.text))) +
            "”\n";
  }
}

void AppendLineageJson(const MergedEvent& event, const MergedSources& sources, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Field("id", event.id);
  AppendOrigins(event, sources, &json);
  json.Key("reports");
  json.BeginArray();
  for (const EventReport& report : event.reports) {
    const Article& article = ArticleOf(report, sources);
    json.BeginObject();
    json.Field("id", EventOf(report, sources).id);
    json.Field("article", article.id);
    json.FieldOrNull("outlet", article.outlet);
    json.FieldOrNull("published", article.published);
    const int64_t original = sources.originals[report.article];
    json.FieldOrNull("copy_of",
                     original < 0 ? "" : sources.articles[static_cast<size_t>(original)]->id);
    json.Key("voices");
    json.BeginArray();
    for (const Voice& voice : EventOf(report, sources).attribution) json.String(voice.name);
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  AppendReportIds("contested_by", event.contested, sources, &json);
  json.FieldInteger("credibility", event.credibility);
  json.Field("derivation", event.derivation);
  json.EndObject();
}

}  // namespace avviso
