#include "mentions/internal/time_items.h"

#include <charconv>

namespace avviso {
namespace {

constexpr size_t kLongestToken = 40;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

size_t CountDigits(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && IsDigit(text[n])) ++n;
  return n;
}

int ToInt(std::string_view digits) {
  int value = -1;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return parsed.ec == std::errc() ? value : -1;
}

// Small letters, with typographic apostrophes and dashes made plain. Returns the
// size; 0 if the form is too long to be part of a time.
size_t Normalise(std::string_view form, char* out) {
  if (form.size() > kLongestToken) return 0;
  size_t size = 0;
  for (size_t i = 0; i < form.size(); ++i) {
    const char c = form[i];
    if (c == '\xE2' && i + 2 < form.size() && form[i + 1] == '\x80') {
      const char last = form[i + 2];
      if (last == '\x98' || last == '\x99') out[size++] = '\'';
      if (last >= '\x90' && last <= '\x95') out[size++] = '-';
      if (last == '\x98' || last == '\x99' || (last >= '\x90' && last <= '\x95')) {
        i += 2;
        continue;
      }
    }
    out[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return size;
}

}  // namespace

TimeItemReader::TimeItemReader(const TimeGrammar& grammar)
    : grammar_(grammar),
      clock_(grammar.Class("clock")),
      day_(grammar.Class("day")),
      decade_(grammar.Class("decade")),
      four_(grammar.Class("four")),
      hour_(grammar.Class("hour")),
      nth_(grammar.Class("nth")),
      num_(grammar.Class("num")),
      two_(grammar.Class("two")),
      year_(grammar.Class("year")),
      cardinal_(grammar.Class("cardinal")),
      ord_(grammar.Class("ord")),
      hyphen_(grammar.Literal("-")),
      and_(grammar.Literal("and")),
      dot_(grammar.Literal(".")) {}

bool TimeItemReader::Read(const Document& doc, TokenRange sentence,
                          std::vector<TimeItem>* items) const {
  items->clear();
  bool any = false, numbers = false;
  for (TokenId t = sentence.begin; t < sentence.end; ++t) {
    if (doc.upos[t] == Upos::kSpace) continue;
    const size_t before = items->size();
    any |= ReadToken(t, doc.Form(t), items);
    for (size_t i = before; i < items->size() && !numbers; ++i) {
      numbers = SenseOf((*items)[i], cardinal_) != nullptr;
    }
  }
  if (numbers) JoinNumbers(items);
  return any;
}

bool TimeItemReader::ReadToken(TokenId token, std::string_view form,
                               std::vector<TimeItem>* items) const {
  char buffer[kLongestToken + 1];
  const std::string_view word(buffer, Normalise(form, buffer));
  TimeItem item;
  item.tokens = {token, token + 1};
  if (word.empty()) {
    items->push_back(item);
    return false;
  }
  item.senses = grammar_.Find(word);
  const bool splits = item.senses.empty() &&
                      (IsDigit(word[0]) || word.find_first_of("-/'") != std::string_view::npos);
  if (!splits) {
    items->push_back(item);
    return !item.senses.empty();
  }
  for (size_t begin = 0; begin < word.size();) {
    size_t end = word.find_first_of("-/'", begin);
    if (end == begin) end = word.substr(begin) == "'s" ? begin + 2 : begin + 1;
    if (end == std::string_view::npos) end = word.size();
    ReadPiece(token, word.substr(begin, end - begin), items);
    begin = end;
  }
  return true;
}

void TimeItemReader::ReadPiece(TokenId token, std::string_view piece,
                               std::vector<TimeItem>* items) const {
  if (IsDigit(piece[0]) && ReadFigures(token, piece, items)) return;
  AddWord(token, piece, items);
}

void TimeItemReader::AddWord(TokenId token, std::string_view piece,
                             std::vector<TimeItem>* items) const {
  TimeItem item;
  item.tokens = {token, token + 1};
  item.senses = grammar_.Find(piece);
  items->push_back(item);
}

void TimeItemReader::Add(TimeItem* item, TimeSymbol symbol, int value) const {
  if (symbol != 0 && item->read_count < item->read.size()) {
    item->read[item->read_count++] = {symbol, value};
  }
}

void TimeItemReader::ReadInteger(std::string_view digits, TimeItem* item) const {
  const int value = ToInt(digits);
  if (value < 0) return;
  item->number = value;
  Add(item, num_, value);
  if (digits.size() <= 2) {
    Add(item, two_, value);
    if (value >= 1 && value <= 31) Add(item, day_, value);
    if (value <= 24) Add(item, hour_, value);
  } else if (digits.size() == 4) {
    if (value >= 1000 && value < 2200) Add(item, year_, value);
    if (value / 100 < 24 && value % 100 < 60) Add(item, four_, value / 100 * 60 + value % 100);
  }
}

// A piece that begins with a digit: "29", "1,200", "2.5", "29th", "1990s", "9:30",
// "9.30pm", "29.09.2023". False if it is of no such form.
bool TimeItemReader::ReadFigures(TokenId token, std::string_view piece,
                                 std::vector<TimeItem>* items) const {
  const size_t n = CountDigits(piece);
  const std::string_view head = piece.substr(0, n), rest = piece.substr(n);
  if (n > 9) return false;
  TimeItem item;
  item.tokens = {token, token + 1};
  if (rest.empty() || (n == 2 && rest.size() > 5 && rest[0] == 't')) {
    ReadInteger(head, &item);
    items->push_back(item);
    return true;
  }
  if (rest[0] == ':' || rest[0] == '.' || rest[0] == ',') {
    return ReadClock(token, head, rest, items) || ReadDottedDate(token, head, rest, items) ||
           ReadDecimal(token, head, rest, items);
  }
  const int value = ToInt(head);
  if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") {
    Add(&item, nth_, value);
  } else if (rest == "s" && (n == 4 || n == 2) && value % 10 == 0) {
    Add(&item, decade_, value);
  } else if (rest == "am" || rest == "pm") {
    ReadInteger(head, &item);
    items->push_back(item);
    AddWord(token, rest, items);
    return true;
  } else {
    return false;
  }
  items->push_back(item);
  return true;
}

// "9" and ":30", ":30:15", ":30pm", ".30pm".
bool TimeItemReader::ReadClock(TokenId token, std::string_view head, std::string_view rest,
                               std::vector<TimeItem>* items) const {
  const size_t m = CountDigits(rest.substr(1));
  const std::string_view after = rest.substr(1 + m);
  if (head.size() > 2 || m != 2) return false;
  if (rest[0] != ':' && (rest[0] != '.' || (after != "am" && after != "pm"))) return false;
  const int hour = ToInt(head), minute = ToInt(rest.substr(1, 2));
  if (hour > 24 || minute > 59) return false;
  TimeItem item;
  item.tokens = {token, token + 1};
  Add(&item, clock_, hour * 60 + minute);
  items->push_back(item);
  const bool seconds = after.size() == 3 && after[0] == ':';
  if (!seconds && !after.empty()) AddWord(token, after, items);
  return true;
}

// "29" and ".09.2023".
bool TimeItemReader::ReadDottedDate(TokenId token, std::string_view head, std::string_view rest,
                                    std::vector<TimeItem>* items) const {
  const size_t m = CountDigits(rest.substr(1));
  const std::string_view after = rest.substr(1 + m);
  if (rest[0] != '.' || head.size() > 2 || m == 0 || m > 2) return false;
  if (after.size() != 5 || after[0] != '.' || CountDigits(after.substr(1)) != 4) return false;
  for (const std::string_view part : {head, rest.substr(1, m), after.substr(1)}) {
    TimeItem item;
    item.tokens = {token, token + 1};
    if (part.data() != head.data()) {
      Add(&item, dot_, 0);
      items->push_back(item);
      item.read_count = 0;
    }
    ReadInteger(part, &item);
    items->push_back(item);
  }
  return true;
}

// "2" and ".5", "1" and ",200".
bool TimeItemReader::ReadDecimal(TokenId token, std::string_view head, std::string_view rest,
                                 std::vector<TimeItem>* items) const {
  const size_t m = CountDigits(rest.substr(1));
  if (m == 0 || m > 9 || rest.size() != 1 + m || rest[0] == ':') return false;
  if (rest[0] == ',' && m != 3) return false;
  const double part = ToInt(rest.substr(1));
  double scale = 1;
  for (size_t i = 0; i < m; ++i) scale *= 10;
  TimeItem item;
  item.tokens = {token, token + 1};
  item.number = rest[0] == ',' ? ToInt(head) * scale + part : ToInt(head) + part / scale;
  Add(&item, num_, item.number < 1e9 ? static_cast<int>(item.number) : 0);
  items->push_back(item);
  return true;
}

const TimeGrammar::Sense* TimeItemReader::SenseOf(const TimeItem& item, TimeSymbol symbol) const {
  for (const TimeGrammar::Sense& sense : item.Senses()) {
    if (sense.symbol == symbol) return &sense;
  }
  return nullptr;
}

// The number that begins at `at`: how many items it takes, 0 if none does.
size_t TimeItemReader::JoinAt(const std::vector<TimeItem>& items, size_t at,
                              TimeItem* joined) const {
  double total = 0, group = 0;
  size_t end = at;
  int last = 0;  // the word before: 1 for "five", 10 for "twenty", 100 and more
  const bool figures = SenseOf(items[at], cardinal_) == nullptr;
  if (figures) {
    group = items[at].number;
    end = at + 1;
    last = 1;
  }
  while (end < items.size()) {
    size_t next = end;
    if (end > at && last >= 10) {
      const bool glue = SenseOf(items[next], hyphen_) != nullptr ||
                        (last >= 100 && SenseOf(items[next], and_) != nullptr);
      if (glue) ++next;
    }
    if (next >= items.size()) break;
    const auto* ordinal = SenseOf(items[next], ord_);
    if (!figures && last == 10 && total + group < 1e6 && ordinal != nullptr &&
        ordinal->value < 10 && next > end) {
      joined->tokens = {items[at].tokens.begin, items[next].tokens.end};
      joined->read_count = 0;
      Add(joined, ord_, static_cast<int>(total + group) + ordinal->value);
      return next + 1 - at;
    }
    const auto* word = SenseOf(items[next], cardinal_);
    if (word == nullptr) break;
    if (word->value >= 100 || word->value == 12) {
      if (word->value == 12 && end > at && last != 1) break;
      group = (group > 0 ? group : 1) * word->value;
      if (word->value >= 1000) {
        total += group;
        group = 0;
      }
    } else if (end == at || last >= 100 || (last == 10 && word->value < 10)) {
      group += word->value;
    } else {
      break;
    }
    last = word->value >= 100 ? word->value : word->value >= 20 ? 10 : 1;
    end = next + 1;
  }
  if (end == at || (figures && end == at + 1)) return 0;
  joined->tokens = {items[at].tokens.begin, items[end - 1].tokens.end};
  joined->number = total + group;
  joined->read_count = 0;
  Add(joined, num_, joined->number < 1e9 ? static_cast<int>(joined->number) : 0);
  return end - at;
}

void TimeItemReader::JoinNumbers(std::vector<TimeItem>* items) const {
  size_t out = 0;
  for (size_t i = 0; i < items->size();) {
    TimeItem joined;
    size_t taken = 0;
    if (SenseOf((*items)[i], cardinal_) != nullptr || SenseOf((*items)[i], num_) != nullptr) {
      taken = JoinAt(*items, i, &joined);
    }
    (*items)[out++] = taken > 0 ? joined : (*items)[i];
    i += taken > 0 ? taken : 1;
  }
  items->resize(out);
}

}  // namespace avviso
