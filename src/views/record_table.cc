#include "views/record_table.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "base/day.h"
#include "views/names.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

enum Column : size_t { kWhen, kWho, kDid, kWhom, kWhere, kColumns };
constexpr std::array<const char*, kColumns> kHeads = {"WHEN", "WHO", "DID", "WHOM", "WHERE"};
constexpr std::array<size_t, kColumns> kLeast = {10, 10, 10, 10, 8};
constexpr size_t kGap = 2;
constexpr size_t kQuoteColumns = 160;  // of the words shown from a sentence, about

using Cells = std::array<std::string, kColumns>;
using Widths = std::array<size_t, kColumns>;

std::string When(const Event& event) {
  if (!event.time || !event.time->start) return "";
  std::string when = FormatDay(*event.time->start);
  if (event.time->end && event.time->end != event.time->start) {
    when += " – " + FormatDay(*event.time->end);
  }
  if (event.time->inferred) when += " ~";
  return when;
}

std::string Actors(const std::vector<Participant>& actors, std::string_view text) {
  std::string out;
  for (const Participant& actor : actors) {
    if (!out.empty()) out += ", ";
    out += Printable(actor.name.empty() ? actor.text.In(text) : std::string_view(actor.name));
    const std::string code = actor.country + actor.sector;
    if (!code.empty()) out += " " + code;
  }
  return out.empty() ? "–" : out;
}

std::string Did(const Event& event) {
  std::string did = event.type;
  if (!event.mode.empty()) did += " " + event.mode;
  if (event.status != EventStatus::kHappened) {
    did += " (" + std::string(NameOf(event.status)) + ")";
  }
  if (event.historical) did += " (historical)";
  return did;
}

std::string Where(const Event& event, std::string_view text) {
  if (!event.place) return "";
  const PlaceMention& place = event.place->place;
  std::string where =
      Printable(place.name.empty() ? event.place->text.In(text) : std::string_view(place.name));
  if (!place.country.empty()) where += " " + place.country;
  return where;
}

// Up to about kQuoteColumns bytes of the sentence with the trigger inside, cut at spaces.
std::string Words(const EventMention& mention, std::string_view text) {
  const Span sentence = mention.sentence;
  size_t begin = sentence.begin, end = sentence.end;
  const size_t around = kQuoteColumns / 2;
  if (mention.trigger.begin > begin + around) {
    const size_t space = text.find(' ', mention.trigger.begin - around);
    if (space < mention.trigger.begin) begin = space + 1;
  }
  if (end > mention.trigger.end + around) {
    const size_t space = text.rfind(' ', mention.trigger.end + around);
    if (space != std::string_view::npos && space > mention.trigger.end) end = space;
  }
  std::string words = "“";
  if (begin > sentence.begin) words += "… ";
  words += Printable(text.substr(begin, end - begin));
  if (end < sentence.end) words += " …";
  return words + "”";
}

std::string Voices(const Event& event, std::string_view text) {
  std::string out;
  for (const Voice& voice : event.attribution) {
    out += out.empty() ? "on the word of " : ", reported by ";
    out += Printable(voice.name.empty() ? voice.text.In(text) : std::string_view(voice.name));
  }
  return out;
}

// Each column as wide as its widest cell if all fit, else what is left is shared
// out: the widest give first.
Widths Fit(const std::vector<Cells>& rows, size_t width) {
  Widths widths = kLeast;
  for (const Cells& row : rows) {
    for (size_t c = 0; c < kColumns; ++c) widths[c] = std::max(widths[c], ColumnsOf(row[c]));
  }
  const size_t room = width - 2 - kGap * (kColumns - 1);
  while (std::accumulate(widths.begin(), widths.end(), size_t{0}) > room) {
    size_t widest = kWho;
    for (size_t c = 0; c < kColumns; ++c) {
      if (widths[c] > kLeast[c] &&
          (widths[c] > widths[widest] || widths[widest] == kLeast[widest])) {
        widest = c;
      }
    }
    if (widths[widest] == kLeast[widest]) break;
    --widths[widest];
  }
  return widths;
}

Ink InkOf(size_t column, const Event* event) {
  if (event == nullptr) return Ink::kDim;
  if (column == kDid && event->quad.find("conflict") != std::string::npos) {
    return event->quad.find("material") != std::string::npos ? Ink::kRed : Ink::kYellow;
  }
  if (column == kDid) return Ink::kBlue;
  return column == kWho || column == kWhom ? Ink::kBold : Ink::kPlain;
}

// `event` is null for the row of heads.
void AppendRow(const Cells& cells, const Widths& widths, const Event* event, bool color,
               std::string* out) {
  std::array<std::vector<std::string>, kColumns> lines;
  size_t height = 1;
  for (size_t c = 0; c < kColumns; ++c) {
    lines[c] = Wrap(cells[c], widths[c]);
    height = std::max(height, lines[c].size());
  }
  for (size_t line = 0; line < height; ++line) {
    std::string row;
    for (size_t c = 0; c < kColumns; ++c) {
      const std::string cell = line < lines[c].size() ? lines[c][line] : "";
      const std::string space(c == 0 ? 2 : kGap, ' ');
      const size_t pad = widths[c] - std::min(widths[c], ColumnsOf(cell));
      row += space + Paint(cell, InkOf(c, event), color) + std::string(pad, ' ');
    }
    row.resize(row.find_last_not_of(' ') + 1);
    *out += row + "\n";
  }
}

void AppendHeadline(const Article& article, const TableOptions& options, std::string* out) {
  std::string headline = Printable(article.title.empty() ? article.id : article.title);
  for (const std::string& part : {article.outlet, article.published.substr(0, 10)}) {
    if (!part.empty()) headline += " · " + Printable(part);
  }
  for (const std::string& line : Wrap(headline, options.width)) {
    *out += Paint(line, Ink::kBold, options.color) + "\n";
  }
}

}  // namespace

void AppendRecordTable(const CodedArticle& coded, const TableOptions& given, std::string* out) {
  TableOptions options = given;
  options.width = std::max<size_t>(options.width, 60);
  const std::string_view text = coded.article.text;
  AppendHeadline(coded.article, options, out);
  for (const std::vector<Note>* notes : {&coded.article.notes, &coded.document.notes}) {
    for (const Note& note : *notes) {
      for (const std::string& line : Wrap("note: " + note.message, options.width - 2)) {
        *out += "  " + Paint(line, Ink::kDim, options.color) + "\n";
      }
    }
  }
  if (coded.events.empty()) *out += "  no events\n";
  std::vector<Cells> rows;
  rows.push_back({kHeads[0], kHeads[1], kHeads[2], kHeads[3], kHeads[4]});
  for (const Event& event : coded.events) {
    rows.push_back({When(event), Actors(event.source, text), Did(event), Actors(event.target, text),
                    Where(event, text)});
  }
  const Widths widths = Fit(rows, options.width);
  const size_t indent = 2 + widths[kWhen] + kGap;
  if (!coded.events.empty()) AppendRow(rows[0], widths, nullptr, options.color, out);
  for (size_t e = 0; e < coded.events.size(); ++e) {
    const Event& event = coded.events[e];
    AppendRow(rows[e + 1], widths, &event, options.color, out);
    std::vector<std::string> below;
    if (!event.mentions.empty()) below.push_back(Words(event.mentions.front(), text));
    if (!event.attribution.empty()) below.push_back(Voices(event, text));
    for (const std::string& paragraph : below) {
      for (const std::string& line : Wrap(paragraph, options.width - indent)) {
        *out += std::string(indent, ' ') + Paint(line, Ink::kDim, options.color) + "\n";
      }
    }
  }
  out->push_back('\n');
}

}  // namespace avviso
