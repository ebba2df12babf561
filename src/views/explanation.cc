#include "views/explanation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

constexpr size_t kLeastWidth = 60;

bool IsMentionOf(const Event& event, Span where) {
  return std::any_of(event.mentions.begin(), event.mentions.end(),
                     [&](const EventMention& mention) { return mention.trigger.Overlaps(where); });
}

std::vector<std::string> MadeBy(const Event& event, const Trace& trace) {
  std::vector<std::string> steps;
  for (const Trace::Step& step : trace.steps()) {
    if (step.kept && IsMentionOf(event, step.where)) steps.push_back(step.what);
  }
  return steps;
}

// The rows of tables that steps name: "patterns/verbs.tsv:22" of "… (verbs.tsv:22): …".
std::vector<std::string> RowsOf(const std::vector<std::string>& steps) {
  std::vector<std::string> rows;
  for (const std::string& step : steps) {
    const size_t name = step.find(".tsv:");
    if (name == std::string::npos) continue;
    const size_t begin = step.rfind('(', name) + 1;  // 0 if there is none
    const size_t end = step.find_first_not_of("0123456789", name + 5);
    const std::string row = "patterns/" + step.substr(begin, end - begin);
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
  }
  return rows;
}

const Trace::Weighed* WeighedOf(const Event& event, const Trace& trace) {
  for (const Trace::Weighed& weighed : trace.weighed()) {
    if (weighed.trigger == event.mentions.front().trigger) return &weighed;
  }
  return nullptr;
}

const Trace::Leaned* LeanedOf(const Event& event, const Trace& trace) {
  for (const Trace::Leaned& leaned : trace.leaned()) {
    if (leaned.trigger == event.mentions.front().trigger) return &leaned;
  }
  return nullptr;
}

std::string Number(double value) {
  char digits[32] = {};
  std::snprintf(digits, sizeof digits, "%.2f", value);
  return digits;
}

std::string Named(const Features& features) {
  std::string out;
  for (const auto& [name, value] : features) {
    if (name == "bias") continue;
    if (!out.empty()) out += ", ";
    out += std::abs(value - 1) < 1e-9 ? name : name + " " + Number(value);
  }
  return out;
}

std::string Quoted(std::string_view text, Span span) {
  return "“" + Printable(span.In(text)) + "”";
}

class ExplanationJson {
 public:
  ExplanationJson(const CodedArticle& coded, const Trace& trace, std::string* out)
      : coded_(coded), trace_(trace), points_(coded.article.text), json_(out) {}

  void Write() {
    json_.BeginObject();
    json_.Field("id", coded_.article.id);
    json_.Key("records");
    json_.BeginArray();
    for (const Event& event : coded_.events) WriteRecord(event);
    json_.EndArray();
    json_.Key("considered");
    json_.BeginArray();
    for (const Trace::Considered& c : trace_.considered()) WriteConsidered(c);
    json_.EndArray();
    json_.Key("pairs");
    json_.BeginArray();
    for (const Trace::Pair& pair : trace_.pairs()) WritePair(pair);
    json_.EndArray();
    json_.Key("heard");
    json_.BeginArray();
    for (const WeighedClaim& heard : trace_.heard()) WriteHeard(heard);
    json_.EndArray();
    json_.Key("turned_down");
    json_.BeginArray();
    for (const Trace::Step& step : trace_.steps()) WriteTurnedDown(step);
    json_.EndArray();
    json_.EndObject();
  }

 private:
  void WriteSpan(std::string_view key, Span span) {
    json_.Key(key);
    json_.BeginArray();
    json_.Integer(points_.At(span.begin));
    json_.Integer(points_.At(span.end));
    json_.EndArray();
  }

  void WriteFeatures(std::string_view key, const Features& features) {
    json_.Key(key);
    json_.BeginObject();
    for (const auto& [name, value] : features) json_.FieldNumber(name, value);
    json_.EndObject();
  }

  void WriteRecord(const Event& event) {
    json_.BeginObject();
    json_.Field("id", event.id);
    WriteSpan("trigger", event.mentions.front().trigger);
    json_.Field("type", event.type);
    json_.FieldNumber("confidence", event.confidence);
    json_.Key("made_by");
    json_.BeginArray();
    const std::vector<std::string> steps = MadeBy(event, trace_);
    for (const std::string& step : steps) json_.String(step);
    json_.EndArray();
    json_.Key("rows");
    json_.BeginArray();
    for (const std::string& row : RowsOf(steps)) json_.String(row);
    json_.EndArray();
    if (const Trace::Weighed* weighed = WeighedOf(event, trace_)) {
      WriteFeatures("features", weighed->features);
    }
    if (const Trace::Leaned* leaned = LeanedOf(event, trace_)) WriteLeaned(*leaned);
    json_.EndObject();
  }

  void WriteNumbers(std::string_view key, const std::vector<double>& numbers) {
    json_.Key(key);
    json_.BeginArray();
    for (const double number : numbers) json_.Number(number);
    json_.EndArray();
  }

  void WriteConsidered(const Trace::Considered& considered) {
    json_.BeginObject();
    WriteSpan("trigger", considered.trigger);
    json_.Field("rule", considered.rule);
    json_.FieldBool("by_rule", considered.by_rule);
    json_.FieldBool("firm", considered.firm);
    json_.Field("rule_type", considered.rule_type);
    json_.FieldOrNull("rule_status", considered.rule_status);
    WriteFeatures("act", considered.act);
    json_.FieldNumber("act_likely", considered.act_likely);
    WriteNumbers("read", considered.read);
    WriteNumbers("read_status", considered.read_status);
    json_.Field("type", considered.type);
    json_.FieldNumber("type_likely", considered.type_likely);
    json_.FieldOrNull("runner_up", considered.runner_up);
    WriteFeatures("historical", considered.historical);
    json_.Key("roles");
    json_.BeginArray();
    for (const Trace::Role& role : considered.roles) {
      json_.BeginObject();
      WriteSpan("mention", role.mention);
      WriteSpan("head", role.head);
      json_.Field("side", role.side);
      json_.FieldNumber("likely", role.likely);
      json_.FieldBool("taken", role.taken);
      WriteFeatures("features", role.features);
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
  }

  void WriteLeaned(const Trace::Leaned& leaned) {
    json_.Key("leaned_on");
    json_.BeginArray();
    for (const auto& [span, less] : leaned.words) {
      json_.BeginObject();
      WriteSpan("span", span);
      json_.Field("text", span.In(coded_.article.text));
      json_.FieldNumber("less", less);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WritePair(const Trace::Pair& pair) {
    json_.BeginObject();
    WriteSpan("first", pair.first);
    WriteSpan("second", pair.second);
    json_.FieldNumber("likely", pair.likely);
    WriteFeatures("features", pair.features);
    json_.EndObject();
  }

  void WriteHeard(const WeighedClaim& heard) {
    json_.BeginObject();
    WriteSpan("cue", heard.cue);
    WriteSpan("sentence", heard.sentence);
    WriteSpan("source", heard.source);
    json_.Key("content");
    json_.BeginArray();
    for (const Span part : heard.content) {
      json_.BeginArray();
      json_.Integer(points_.At(part.begin));
      json_.Integer(points_.At(part.end));
      json_.EndArray();
    }
    json_.EndArray();
    json_.FieldNumber("score", heard.score);
    json_.FieldBool("kept", heard.kept);
    json_.Key("features");
    json_.BeginArray();
    for (const std::string& name : heard.features) json_.String(name);
    json_.EndArray();
    json_.EndObject();
  }

  void WriteTurnedDown(const Trace::Step& step) {
    if (step.kept) return;
    json_.BeginObject();
    WriteSpan("span", step.where);
    json_.Field("text", step.where.In(coded_.article.text));
    json_.Field("why", step.what);
    json_.EndObject();
  }

  const CodedArticle& coded_;
  const Trace& trace_;
  const CodePointMap points_;
  JsonWriter json_;
};

}  // namespace

namespace {

// What a user can do about a record that is wrong.
std::vector<std::string> Remedies(const CodedArticle& coded, const Trace& trace) {
  std::vector<std::string> lines;
  std::string rows;
  size_t number = 0;
  for (const Event& event : coded.events) {
    ++number;
    for (const std::string& row : RowsOf(MadeBy(event, trace))) {
      rows += (rows.empty() ? "" : ", ") + row + " (" + std::to_string(number) + ")";
    }
  }
  if (!rows.empty()) {
    lines.push_back(
        "act: change or take out the row that named it, in data/ or the folder of "
        "--data: " +
        rows);
  }
  lines.push_back(
      "actor: avviso actor \"ITS WORDS\" tells the row that it was found by; rows of countries, "
      "bodies, persons and roles say who is who");
  lines.push_back("doubtful: --min-confidence P leaves out what is less sure than P");
  lines.push_back("then avviso explain again; docs/patterns.md tells how rows are written");
  return lines;
}

}  // namespace

void AppendExplanation(const CodedArticle& coded, const Trace& trace, const TableOptions& options,
                       std::string* out) {
  const std::string_view text = coded.article.text;
  const size_t width = std::max(options.width, kLeastWidth);
  const auto line = [&](size_t indent, const std::string& what, Ink ink) {
    for (const std::string& part : Wrap(what, width - indent)) {
      *out += std::string(indent, ' ') + Paint(part, ink, options.color) + "\n";
    }
  };
  size_t number = 0;
  for (const Event& event : coded.events) {
    line(0,
         std::to_string(++number) + "  " + event.type + (event.mode.empty() ? "" : " ") +
             event.mode + "  " + Quoted(text, event.mentions.front().trigger) + "  " +
             Number(event.confidence),
         Ink::kBold);
    for (const std::string& step : MadeBy(event, trace)) line(5, Printable(step), Ink::kPlain);
    if (const Trace::Leaned* leaned = LeanedOf(event, trace); leaned && !leaned->words.empty()) {
      std::string words = "the encoder leaned on:";
      for (const auto& [span, less] : leaned->words) {
        words += " " + Quoted(text, span) + " " + Number(less);
      }
      line(5, words, Ink::kDim);
    }
    if (const Trace::Weighed* weighed = WeighedOf(event, trace)) {
      line(5, "confidence from: " + Named(weighed->features), Ink::kDim);
    }
  }
  bool any = false;
  for (const Trace::Step& step : trace.steps()) {
    if (step.kept) continue;
    if (!any) line(0, "turned down", Ink::kBold);
    any = true;
    line(2, Quoted(text, step.where) + "  " + Printable(step.what), Ink::kDim);
  }
  if (!coded.events.empty()) {
    line(0, "if a record is wrong", Ink::kBold);
    for (const std::string& remedy : Remedies(coded, trace)) line(2, remedy, Ink::kPlain);
  }
  out->push_back('\n');
}

void AppendExplanationJson(const CodedArticle& coded, const Trace& trace, std::string* out) {
  ExplanationJson(coded, trace, out).Write();
}

}  // namespace avviso
