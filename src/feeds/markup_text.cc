#include "feeds/markup_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/utf8.h"

namespace avviso {
namespace {

struct Entity {
  std::string_view name;
  char32_t code_point;
};

// In the order of bytes.
constexpr std::array<Entity, 134> kEntities = {
    {{"AElig", 0xC6},    {"Aacute", 0xC1},  {"Acirc", 0xC2},    {"Agrave", 0xC0},
     {"Aring", 0xC5},    {"Atilde", 0xC3},  {"Auml", 0xC4},     {"Ccedil", 0xC7},
     {"ETH", 0xD0},      {"Eacute", 0xC9},  {"Ecirc", 0xCA},    {"Egrave", 0xC8},
     {"Euml", 0xCB},     {"Iacute", 0xCD},  {"Icirc", 0xCE},    {"Igrave", 0xCC},
     {"Iuml", 0xCF},     {"Ntilde", 0xD1},  {"OElig", 0x152},   {"Oacute", 0xD3},
     {"Ocirc", 0xD4},    {"Ograve", 0xD2},  {"Oslash", 0xD8},   {"Otilde", 0xD5},
     {"Ouml", 0xD6},     {"Prime", 0x2033}, {"Scaron", 0x160},  {"THORN", 0xDE},
     {"Uacute", 0xDA},   {"Ucirc", 0xDB},   {"Ugrave", 0xD9},   {"Uuml", 0xDC},
     {"Yacute", 0xDD},   {"Yuml", 0x178},   {"aacute", 0xE1},   {"acirc", 0xE2},
     {"acute", 0xB4},    {"aelig", 0xE6},   {"agrave", 0xE0},   {"amp", 0x26},
     {"apos", 0x27},     {"aring", 0xE5},   {"atilde", 0xE3},   {"auml", 0xE4},
     {"bdquo", 0x201E},  {"brvbar", 0xA6},  {"bull", 0x2022},   {"ccedil", 0xE7},
     {"cedil", 0xB8},    {"cent", 0xA2},    {"copy", 0xA9},     {"curren", 0xA4},
     {"dagger", 0x2020}, {"deg", 0xB0},     {"divide", 0xF7},   {"eacute", 0xE9},
     {"ecirc", 0xEA},    {"egrave", 0xE8},  {"emsp", 0x2003},   {"ensp", 0x2002},
     {"eth", 0xF0},      {"euml", 0xEB},    {"euro", 0x20AC},   {"frac12", 0xBD},
     {"frac14", 0xBC},   {"frac34", 0xBE},  {"gt", 0x3E},       {"hellip", 0x2026},
     {"iacute", 0xED},   {"icirc", 0xEE},   {"iexcl", 0xA1},    {"igrave", 0xEC},
     {"iquest", 0xBF},   {"iuml", 0xEF},    {"laquo", 0xAB},    {"larr", 0x2190},
     {"ldquo", 0x201C},  {"lrm", 0x200E},   {"lsaquo", 0x2039}, {"lsquo", 0x2018},
     {"lt", 0x3C},       {"macr", 0xAF},    {"mdash", 0x2014},  {"micro", 0xB5},
     {"middot", 0xB7},   {"minus", 0x2212}, {"nbsp", 0xA0},     {"ndash", 0x2013},
     {"not", 0xAC},      {"ntilde", 0xF1},  {"oacute", 0xF3},   {"ocirc", 0xF4},
     {"oelig", 0x153},   {"ograve", 0xF2},  {"ordf", 0xAA},     {"ordm", 0xBA},
     {"oslash", 0xF8},   {"otilde", 0xF5},  {"ouml", 0xF6},     {"para", 0xB6},
     {"permil", 0x2030}, {"plusmn", 0xB1},  {"pound", 0xA3},    {"prime", 0x2032},
     {"quot", 0x22},     {"raquo", 0xBB},   {"rarr", 0x2192},   {"rdquo", 0x201D},
     {"reg", 0xAE},      {"rlm", 0x200F},   {"rsaquo", 0x203A}, {"rsquo", 0x2019},
     {"sbquo", 0x201A},  {"scaron", 0x161}, {"sect", 0xA7},     {"shy", 0xAD},
     {"sup1", 0xB9},     {"sup2", 0xB2},    {"sup3", 0xB3},     {"szlig", 0xDF},
     {"thinsp", 0x2009}, {"thorn", 0xFE},   {"times", 0xD7},    {"trade", 0x2122},
     {"uacute", 0xFA},   {"ucirc", 0xFB},   {"ugrave", 0xF9},   {"uml", 0xA8},
     {"uuml", 0xFC},     {"yacute", 0xFD},  {"yen", 0xA5},      {"yuml", 0xFF},
     {"zwj", 0x200D},    {"zwnj", 0x200C}}};

// What ends a block, and what holds no text.
constexpr std::array<std::string_view, 33> kBlocks = {
    "address", "article", "aside",  "blockquote", "br",     "caption", "center", "dd", "div",
    "dl",      "dt",      "figure", "figcaption", "footer", "h1",      "h2",     "h3", "h4",
    "h5",      "h6",      "header", "hr",         "li",     "main",    "ol",     "p",  "pre",
    "section", "table",   "td",     "th",         "tr",     "ul"};
constexpr std::array<std::string_view, 7> kTextless = {"script",   "style",    "template", "iframe",
                                                       "noscript", "textarea", "title"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

template <size_t n>
bool Has(const std::array<std::string_view, n>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The code point of "#8217", "#x2019" or "rsquo"; 0 if it is none.
char32_t CodePointOf(std::string_view name) {
  if (name.size() < 2) return 0;
  if (name[0] != '#') {
    const auto found = std::lower_bound(
        kEntities.begin(), kEntities.end(), name,
        [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
    return found != kEntities.end() && found->name == name ? found->code_point : 0;
  }
  const bool hex = name[1] == 'x' || name[1] == 'X';
  uint32_t value = 0;
  for (const char c : Lower(name.substr(hex ? 2 : 1))) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(hex && c >= 'a' && c <= 'f')) return 0;
    value = value * (hex ? 16 : 10) + static_cast<uint32_t>(digit ? c - '0' : c - 'a' + 10);
    if (value > 0x10FFFF) return kReplacement;
  }
  if (value >= 0xD800 && value <= 0xDFFF) return kReplacement;
  return value;
}

class Writer {
 public:
  void Put(std::string_view bytes) {
    if (block_ && !out_.empty()) out_ += "\n\n";
    if (space_ && !block_ && !out_.empty()) out_ += ' ';
    block_ = space_ = false;
    out_ += bytes;
  }
  void Space() { space_ = true; }
  void Block() { block_ = true; }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
  bool space_ = false;
  bool block_ = false;
};

// Passes over a tag, comment or the like that starts at markup[at], and the content of
// elements without text. Returns its end, or `at` if it is just a "<". An attribute
// whose quote never closes takes away `*quotes`: from there on quotes don't count, so
// that the rest isn't searched for one again and again.
size_t PassTag(std::string_view markup, size_t at, bool* quotes, Writer* out) {
  size_t name = at + 1;
  const bool closing = name < markup.size() && markup[name] == '/';
  if (closing) ++name;
  if (markup.substr(at, 4) == "<!--") {
    const size_t end = markup.find("-->", at + 4);
    return end == std::string_view::npos ? markup.size() : end + 3;
  }
  if (markup.substr(at, 9) == "<![CDATA[") return at + 9;
  const bool known =
      name < markup.size() && (IsAlnum(markup[name]) || markup[name] == '!' || markup[name] == '?');
  if (!known) return at;
  size_t end_of_name = name;
  while (end_of_name < markup.size() && IsAlnum(markup[end_of_name])) ++end_of_name;
  const std::string tag = Lower(markup.substr(name, std::min<size_t>(end_of_name - name, 16)));
  char quote = 0;  // a ">" in an attribute doesn't end the tag
  size_t at_end = end_of_name;
  for (; at_end < markup.size() && (quote != 0 || markup[at_end] != '>'); ++at_end) {
    const char c = markup[at_end];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (*quotes && (c == '"' || c == '\'') && markup[at_end - 1] == '=') {
      quote = c;
    }
  }
  if (at_end == markup.size()) {  // an open quote: the first ">" must do
    at_end = std::min(markup.find('>', end_of_name), markup.size());
    *quotes = false;
  }
  const size_t after = std::min(at_end + 1, markup.size());
  if (Has(kBlocks, tag)) out->Block();
  if (closing || !Has(kTextless, tag)) return after;
  const std::string close = "</" + tag;
  for (size_t found = after; (found = markup.find("</", found)) != std::string_view::npos;
       ++found) {
    if (Lower(markup.substr(found, close.size())) == close) {
      return std::min(markup.find('>', found), markup.size() - 1) + 1;
    }
  }
  return markup.size();
}

}  // namespace

std::string TextOfMarkup(std::string_view markup) {
  Writer out;
  bool quotes = true;
  for (size_t at = 0; at < markup.size();) {
    const char c = markup[at];
    if (c == '<') {
      const size_t end = PassTag(markup, at, &quotes, &out);
      if (end > at) {
        at = end;
        continue;
      }
    } else if (c == '&') {
      const size_t end = markup.substr(0, std::min(markup.size(), at + 34)).find(';', at);
      const char32_t found =
          end == std::string_view::npos ? 0 : CodePointOf(markup.substr(at + 1, end - at - 1));
      if (found != 0) {
        std::string bytes;
        AppendUtf8(found, &bytes);
        if (found == 0xA0 || (found < 0x80 && IsSpace(static_cast<char>(found)))) {
          out.Space();
        } else {
          out.Put(bytes);
        }
        at = end + 1;
        continue;
      }
    } else if (IsSpace(c)) {
      out.Space();
      ++at;
      continue;
    }
    size_t end = at + 1;
    while (end < markup.size() && markup[end] != '<' && markup[end] != '&' &&
           !IsSpace(markup[end])) {
      ++end;
    }
    out.Put(markup.substr(at, end - at));
    at = end;
  }
  return out.Take();
}

std::string LineOfMarkup(std::string_view markup) {
  const std::string text = TextOfMarkup(markup);
  std::string line;
  line.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    const bool end = text[at] == '\n' || text[at] == '\r';
    if (end && text[at + 1 < text.size() ? at + 1 : at] == '\n') continue;  // one space for two
    line += end ? ' ' : text[at];
  }
  return line;
}

}  // namespace avviso
