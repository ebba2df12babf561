#include "reader/internal/byline.h"

#include <algorithm>

#include "base/fold.h"
#include "base/utf8.h"
#include "reader/internal/page_block.h"

namespace avviso {
namespace {

constexpr size_t kMostBytes = 300;
constexpr size_t kMostNames = 12;

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsWide(std::string_view text) {  // scripts that have no capitals and few spaces
  size_t pos = 0;
  return !text.empty() && DecodeUtf8(text, &pos) >= 0x0590;
}

// The bytes of `text` that the phrase found at the start of its folded form covers: the
// same number of words.
size_t WordsLength(std::string_view text, size_t words) {
  size_t at = 0;
  while (words-- > 0 && at < text.size()) {
    while (at < text.size() && text[at] != ' ') ++at;
    while (at < text.size() && text[at] == ' ') ++at;
  }
  return at;
}

size_t CountSpaces(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), ' '));
}

class Parser {
 public:
  Parser(bool trusted, const ReaderTables& tables) : trusted_(trusted), tables_(tables) {}

  void Read(std::string_view line) {
    const std::string kept = WithoutBrackets(line);
    const std::string_view byline = kept;
    for (size_t at = 0; at < byline.size() && names_.size() < kMostNames;) {
      size_t end = at;
      size_t next = at;
      while (next < byline.size() && !IsSeparator(DecodeUtf8(byline, &next))) end = next;
      if (next == byline.size() && end < next && !IsSeparator(Last(byline))) end = next;
      std::string_view piece = byline.substr(at, end - at);
      if (piece.find(" - ") != std::string_view::npos) piece = piece.substr(0, piece.find(" - "));
      if (piece.find(" – ") != std::string_view::npos) piece = piece.substr(0, piece.find(" – "));
      // In brackets behind a name: her role or place, or the agency she works for.
      const bool beside =
          at > 0 && byline[at - 1] == '(' && !names_.empty() && !tables_.agencies.contains(piece);
      if (Wanted(piece) && !beside) SplitAtAnd(piece);
      // "Ana Petrova, Executive Editor, Health Letter": what follows a role is where she has it.
      const bool comma = end < byline.size() && byline[end] == ',';
      affiliation_ = comma && !trusted_ && !names_.empty() && (affiliation_ || IsRole(piece));
      at = next;
    }
  }

  std::vector<std::string> Take() { return std::move(names_); }

 private:
  // False of those who wrote nothing: "Photos by", and the names that follow.
  bool Wanted(std::string_view piece) {
    const std::string folded = FoldedPhrase(piece);
    if (tables_.byline_other.StartOf(folded) > 0) {
      others_ = true;
    } else if (tables_.byline_before.StartOf(folded) > 0) {
      others_ = affiliation_ = false;
    }
    return !others_ && !affiliation_;
  }

  bool IsRole(std::string_view piece) const {
    const std::string folded = FoldedPhrase(piece);
    const size_t last = folded.rfind(' ');
    return tables_.byline_role.Has(folded) ||
           (last != std::string::npos && tables_.byline_title.Has(folded.substr(last + 1)));
  }

  // "Ana (Petrova) Munro" is one name, "Ana Petrova (Staff Writer)" a name and a role.
  static std::string WithoutBrackets(std::string_view line) {
    std::string out(line);
    for (size_t open = out.find(" ("); open != std::string::npos; open = out.find(" (", open + 1)) {
      const size_t close = out.find(')', open);
      if (close == std::string::npos) break;
      const bool inside = close + 2 < out.size() && out[close + 1] == ' ' &&
                          out[close + 2] >= 'A' && out[close + 2] <= 'Z' &&
                          out.substr(open, close - open).find_first_of(",;/|") == std::string::npos;
      if (!inside) continue;
      // Kept as it is, in signs that separate nothing.
      out[open + 1] = kOpen;
      out[close] = kClose;
    }
    return out;
  }

  static constexpr char kOpen = '\x01';
  static constexpr char kClose = '\x02';

  static bool IsSeparator(char32_t c) {
    constexpr std::u32string_view kSeparators =
        U",;|/&\n\t()[]\u2022\u00B7\u22C5\u30FB\u3001\uFF0C";
    return kSeparators.find(c) != std::u32string_view::npos;
  }

  static char32_t Last(std::string_view text) {
    size_t pos = text.size();
    return DecodeUtf8Back(text, &pos);
  }

  void SplitAtAnd(std::string_view piece) {
    // "…, Privacy and Security Expert": no two names.
    if (!names_.empty() && IsRole(piece)) return;
    size_t begin = 0;
    for (size_t at = piece.find(' '); at != std::string_view::npos; at = piece.find(' ', at + 1)) {
      const size_t end = piece.find(' ', at + 1);
      if (end == std::string_view::npos) break;
      const std::string word = FoldedPhrase(piece.substr(at + 1, end - at - 1));
      const bool lower = at + 1 < piece.size() && !(piece[at + 1] >= 'A' && piece[at + 1] <= 'Z');
      if ((lower || piece.substr(at + 1, end - at - 1) == "AND") && tables_.byline_and.Has(word)) {
        Add(piece.substr(begin, at - begin));
        begin = end + 1;
      }
    }
    Add(piece.substr(begin));
  }

  void Add(std::string_view raw) {
    std::string name(raw);
    std::replace(name.begin(), name.end(), kOpen, '(');
    std::replace(name.begin(), name.end(), kClose, ')');
    name = Once(Collapsed(name));
    // "byAna Petrova": two elements without a space between them.
    if (name.size() > 3 && (name.starts_with("by") || name.starts_with("By")) && name[2] >= 'A' &&
        name[2] <= 'Z') {
      name.erase(0, 2);
    }
    // What stands before the name.
    for (int pass = 0; pass < 3; ++pass) {
      while (!name.empty() && (name.front() == ':' || name.front() == '-' || name.front() == '@' ||
                               name.front() == ' ' || name.front() == '*' || name.front() == '.')) {
        name.erase(0, 1);
      }
      const size_t colon = name.find(':');
      const std::string_view start = std::string_view(name).substr(0, colon);
      if (colon != std::string::npos && tables_.byline_before.Has(FoldedPhrase(start))) {
        name = Collapsed(std::string_view(name).substr(colon + 1));
        continue;
      }
      const std::string folded = Folded(name);
      const size_t length = tables_.byline_before.StartOf(folded);
      if (length == 0 || length >= folded.size()) break;
      const size_t words = CountSpaces(std::string_view(folded).substr(0, length)) + 1;
      name = name.substr(WordsLength(name, words));
    }
    CutBehind(&name);
    while (!name.empty() && (name.back() == '.' || name.back() == ':' || name.back() == ' ' ||
                             name.back() == '-' || name.back() == '*')) {
      const bool initial = name.back() == '.' && name.size() > 2 &&
                           (name[name.size() - 2] == 'r' || name[name.size() - 3] == ' ');
      if (initial) break;
      name.pop_back();
    }
    if (!IsName(name)) return;
    const std::string folded = FoldedPhrase(name);
    for (const std::string& known : names_) {
      if (FoldedPhrase(known) == folded) return;
    }
    names_.push_back(std::move(name));
  }

  // "Ana Ana" -> "Ana": first and last name of an account that has one only.
  static std::string Once(std::string name) {
    const size_t half = name.size() / 2;
    if (name.size() > 4 && name.size() % 2 == 1 && name[half] == ' ' &&
        name.compare(0, half, name, half + 1, half) == 0) {
      name.resize(half);
    }
    return name;
  }

  // "Ana Petrova is a reporter", "Ana Petrova in Pristina", "Ana Petrova 4 May 2023": up to the
  // word that can't be part of a name.
  void CutBehind(std::string* name) const {
    for (size_t at = name->find(' '); at != std::string::npos; at = name->find(' ', at + 1)) {
      const bool number = at + 1 < name->size() && (*name)[at + 1] >= '0' && (*name)[at + 1] <= '9';
      if (number ||
          tables_.byline_cut.StartOf(Folded(std::string_view(*name).substr(at + 1))) > 0) {
        // "Ana Petrova Dec 12"
        const size_t last = name->rfind(' ', at - 1);
        const bool month =
            number && last != std::string::npos &&
            tables_.months.contains(FoldedPhrase(name->substr(last + 1, at - last - 1)));
        if (month) at = last;
        name->resize(at);
        return;
      }
    }
  }

  bool IsName(const std::string& name) const {
    if (name.size() < 2 || name.size() > 80) return false;
    if (name.find(": ") != std::string::npos || name.find("http") != std::string::npos ||
        name.find("www.") != std::string::npos || name.find('@') != std::string::npos) {
      return false;
    }
    const std::string folded = FoldedPhrase(name);
    if (folded.empty() || tables_.byline_role.Has(folded) || tables_.byline_before.Has(folded) ||
        tables_.line.Has(folded) || tables_.tail.Has(folded)) {
      return false;
    }
    if (HasDigit(name) && (!trusted_ || (name[0] >= '0' && name[0] <= '9'))) return false;
    const size_t words = CountSpaces(name) + 1;
    // "Digital Security Editor": the last word tells.
    const size_t last = folded.rfind(' ');
    if (last != std::string::npos && tables_.byline_title.Has(folded.substr(last + 1)))
      return false;
    if (words > (trusted_ ? 6U : 4U)) return false;
    if (IsWide(name)) return true;
    if (words == 1) return trusted_;
    // At least half of the words begin with a capital letter.
    size_t capitals = 0;
    for (size_t at = 0; at < name.size();) {
      size_t pos = at;
      capitals += IsUpperCase(DecodeUtf8(name, &pos));
      const size_t space = name.find(' ', at);
      if (space == std::string::npos) break;
      at = space + 1;
    }
    return capitals * 2 >= words || trusted_;
  }

  bool trusted_;
  bool others_ = false;       // what follows "Photos by"
  bool affiliation_ = false;  // what follows a role
  const ReaderTables& tables_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> NamesIn(std::string_view byline, bool trusted,
                                 const ReaderTables& tables) {
  Parser parser(trusted, tables);
  if (byline.size() <= kMostBytes) parser.Read(byline);
  return parser.Take();
}

std::vector<std::string> NamesOfLine(std::string_view line, const ReaderTables& tables) {
  if (line.size() > kMostBytes) return {};
  const std::string folded = Folded(Collapsed(line));
  if (tables.byline_before.StartOf(folded) > 0) return NamesIn(line, false, tables);
  // "4 May 2023 | By Ana Petrova"
  for (const std::string_view mark : {"|", "\u2022", "\u00B7", " - ", " \u2013 "}) {
    const size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = line.substr(at + mark.size());
    if (tables.byline_before.StartOf(Folded(Collapsed(rest))) > 0) {
      return NamesIn(rest, false, tables);
    }
  }
  return {};
}

}  // namespace avviso
