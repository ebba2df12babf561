// TimeItems: the tokens of a sentence as the grammar of times sees them.
//
//   "mid-1990s" -> mid - 1990s      "10am" -> 10 am      "twenty-five" -> 25
//
// An item is a part of a token, a token, or a number written in several tokens.
// How a tokenizer cuts dates and hyphens is so no matter.

#ifndef AVVISO_MENTIONS_INTERNAL_TIME_ITEMS_H_
#define AVVISO_MENTIONS_INTERNAL_TIME_ITEMS_H_

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/time_grammar.h"
#include "nlp/document.h"

namespace avviso {

struct TimeItem {
  TokenRange tokens;
  double number = 0;                            // if it is one
  std::span<const TimeGrammar::Sense> senses;   // of a word of the tables
  std::array<TimeGrammar::Sense, 6> read = {};  // of figures
  size_t read_count = 0;

  std::span<const TimeGrammar::Sense> Senses() const {
    return read_count > 0 ? std::span<const TimeGrammar::Sense>(read.data(), read_count) : senses;
  }
};

class TimeItemReader {
 public:
  // Views the grammar, which must outlive it.
  explicit TimeItemReader(const TimeGrammar& grammar);

  // Replaces `*items` by those of `sentence`. Returns true if any has a sense.
  bool Read(const Document& doc, TokenRange sentence, std::vector<TimeItem>* items) const;

 private:
  bool ReadToken(TokenId token, std::string_view form, std::vector<TimeItem>* items) const;
  void ReadPiece(TokenId token, std::string_view piece, std::vector<TimeItem>* items) const;
  // A piece that begins with no figure.
  void AddWord(TokenId token, std::string_view piece, std::vector<TimeItem>* items) const;
  bool ReadFigures(TokenId token, std::string_view piece, std::vector<TimeItem>* items) const;
  // The parts of a piece: the figures at its head, and what follows them.
  bool ReadClock(TokenId token, std::string_view head, std::string_view rest,
                 std::vector<TimeItem>* items) const;
  bool ReadDottedDate(TokenId token, std::string_view head, std::string_view rest,
                      std::vector<TimeItem>* items) const;
  bool ReadDecimal(TokenId token, std::string_view head, std::string_view rest,
                   std::vector<TimeItem>* items) const;
  void ReadInteger(std::string_view digits, TimeItem* item) const;
  void JoinNumbers(std::vector<TimeItem>* items) const;
  size_t JoinAt(const std::vector<TimeItem>& items, size_t at, TimeItem* joined) const;
  const TimeGrammar::Sense* SenseOf(const TimeItem& item, TimeSymbol symbol) const;
  void Add(TimeItem* item, TimeSymbol symbol, int value) const;

  const TimeGrammar& grammar_;
  TimeSymbol clock_, day_, decade_, four_, hour_, nth_, num_, two_, year_;
  TimeSymbol cardinal_, ord_, hyphen_, and_, dot_;
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIME_ITEMS_H_
