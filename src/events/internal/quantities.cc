// A run of number words is found around the token, cut into the two ends of a range where
// "to", a dash, "or" or "between … and" stands in it, and each end is reckoned from left to
// right: a unit adds, a scale multiplies what was added since the last thousand.

#include "events/internal/quantities.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace avviso {
namespace {

using Kind = NumberWords::Kind;

constexpr double kLargest = 1e15;
constexpr TokenId kLongestRun = 12;
constexpr TokenId kLongestPhrase = 4;  // "a minimum of", "no fewer than"

// "46,694", "1.2"; "40m" is cut by the tokenizer.
std::optional<double> Digits(std::string_view form) {
  if (form.empty() || form[0] < '0' || form[0] > '9') return std::nullopt;
  std::string plain;
  for (const char c : form) {
    if (c != ',') plain += c;
  }
  double value = 0;
  const auto parsed =
      std::from_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
  if (parsed.ec != std::errc() || parsed.ptr != plain.data() + plain.size()) return std::nullopt;
  return value;
}

class Reckoner {
 public:
  Reckoner(const Document& doc, const NumberWords& words, TokenRange sentence)
      : doc_(doc), words_(words), sentence_(sentence) {}

  std::optional<Quantity> At(TokenId t) const {
    TokenRange run = RunAround(t);
    if (run.empty()) return std::nullopt;
    Quantity made;
    made.tokens = run;
    const std::optional<TokenId> cut = CutOf(run);
    const std::optional<End> first = Reckon({run.begin, cut ? *cut : run.end});
    if (!first) return std::nullopt;
    if (cut) {
      const std::optional<End> second = Reckon({*cut + 1, run.end});
      if (!second) return std::nullopt;
      SetRange(*first, *second, &made);
      if (Before(run.begin, 1) == "between" || Before(run.begin, 1) == "from") {
        --made.tokens.begin;
      }
      return made;
    }
    SetOne(*first, &made);
    return made;
  }

  bool IsNumber(TokenId t) const {
    if (Digits(doc_.Form(t))) return true;
    const NumberWords::Word* word = words_.Find(doc_.Norm(t));
    return word != nullptr && word->kind <= Kind::kVague;
  }

 private:
  struct End {
    double value = 0;
    bool vague = false;
    double scale = 1;  // "5 to 10 million": the scale is of both
  };

  bool IsJoint(TokenId t) const {
    const std::string_view form = doc_.Norm(t);
    return form == "-" || form == "–" || form == "to" || form == "or" || form == "and" ||
           form == "of";
  }

  // What joins two number tokens into one run: nothing, or one of the joints. "five and
  // three" are two numbers, "two hundred and five" and "between five and ten" one run.
  bool Joins(TokenId left, TokenId joint, TokenId right) const {
    const std::string_view form = doc_.Norm(joint);
    const NumberWords::Word* before = words_.Find(doc_.Norm(left));
    if (form == "of") {
      return before != nullptr && before->kind == Kind::kVague &&
             words_.Find(doc_.Norm(right)) != nullptr;
    }
    if (form != "and") return IsJoint(joint);
    if (before != nullptr && before->kind == Kind::kScale) return true;
    for (TokenId t = left; t > sentence_.begin && t + 4 > left; --t) {
      if (doc_.Norm(t - 1) == "between") return true;
      if (!IsNumber(t - 1)) break;
    }
    return false;
  }

  TokenRange RunAround(TokenId t) const {
    if (!IsNumber(t)) return {};
    TokenRange run{t, t + 1};
    while (run.size() < kLongestRun && run.begin > sentence_.begin) {
      if (IsNumber(run.begin - 1) && Follows(run.begin - 1, run.begin)) {
        --run.begin;
      } else if (run.begin > sentence_.begin + 1 && IsNumber(run.begin - 2) &&
                 Joins(run.begin - 2, run.begin - 1, run.begin)) {
        run.begin -= 2;
      } else {
        break;
      }
    }
    while (run.size() < kLongestRun && run.end < sentence_.end) {
      if (IsNumber(run.end) && Follows(run.end - 1, run.end)) {
        ++run.end;
      } else if (run.end + 1 < sentence_.end && IsNumber(run.end + 1) &&
                 Joins(run.end - 1, run.end, run.end + 1)) {
        run.end += 2;
      } else {
        break;
      }
    }
    return run;
  }

  // "2019 10": digits after digits are two numbers.
  bool Follows(TokenId left, TokenId right) const {
    return !(Digits(doc_.Form(left)) && Digits(doc_.Form(right)));
  }

  std::optional<TokenId> CutOf(TokenRange run) const {
    for (TokenId t = run.begin + 1; t + 1 < run.end; ++t) {
      const std::string_view form = doc_.Norm(t);
      if (form == "to" || form == "or") return t;
      const bool digits = Digits(doc_.Form(t - 1)) && Digits(doc_.Form(t + 1));
      if ((form == "-" || form == "–") && digits) return t;
      if (form == "and" && Before(run.begin, 1) == "between") return t;
    }
    return std::nullopt;
  }

  std::optional<End> Reckon(TokenRange part) const {
    double total = 0, open = 0;
    End end;
    bool any = false;
    for (TokenId t = part.begin; t < part.end; ++t) {
      if (const auto digits = Digits(doc_.Form(t))) {
        open += *digits;
        any = true;
        continue;
      }
      const NumberWords::Word* word = words_.Find(doc_.Norm(t));
      if (word == nullptr || word->kind > Kind::kVague) continue;
      if (word->kind == Kind::kCardinal) {
        open += word->value;
      } else if (!any) {
        if (EndsInDigit(t)) return std::nullopt;  // "US$1.7 billion", cut otherwise
        open = word->kind == Kind::kVague ? word->low : word->value;
      } else {
        // "hundreds of thousands"
        end.scale = word->value;
        open = std::max(open, 1.0) * word->value;
        if (word->value >= 1000) {
          total += open;
          open = 0;
        }
      }
      any = true;
      end.vague = end.vague || word->kind == Kind::kVague;
    }
    end.value = total + open;
    if (!any || end.value > kLargest) return std::nullopt;
    return end;
  }

  // True if a word before `t` is half a number.
  bool EndsInDigit(TokenId t) const {
    if (t == sentence_.begin) return false;
    const char last = doc_.Form(t - 1).back();
    return (last >= '0' && last <= '9') || doc_.Norm(t - 1) == "half" || Before(t, 2) == "half a";
  }

  static int64_t Whole(double value) { return std::llround(value); }

  static void SetRange(const End& first, const End& second, Quantity* made) {
    const double low = first.value < second.value && first.scale == 1 && second.scale >= 1000 &&
                               first.value * second.scale <= second.value
                           ? first.value * second.scale
                           : first.value;
    if (low > second.value) {  // no range: the nearer word counts
      made->value = Whole(second.value);
      return;
    }
    made->low = Whole(low);
    if (!second.vague) made->high = Whole(second.value);
  }

  // The words before `t`, joined with spaces; empty if there aren't so many.
  std::string Before(TokenId t, TokenId count) const {
    if (t < sentence_.begin + count) return {};
    std::string words;
    for (TokenId k = t - count; k < t; ++k) {
      if (!words.empty()) words += ' ';
      words += doc_.Norm(k);
    }
    return words;
  }

  void SetOne(const End& end, Quantity* made) const {
    TokenId begin = made->tokens.begin;
    if (begin > sentence_.begin && (doc_.Norm(begin - 1) == "a" || IsSign(begin - 1))) --begin;
    std::optional<Kind> bound;
    for (TokenId count = kLongestPhrase; count > 0 && !bound; --count) {
      const NumberWords::Word* word = words_.Find(Before(begin, count));
      if (word == nullptr || word->kind < Kind::kLeast) continue;
      bound = word->kind;
      begin -= count;
    }
    made->tokens.begin = begin;
    const int64_t value = Whole(end.value);
    if (bound == Kind::kMost) {
      made->high = value;
    } else if (bound == Kind::kLeast || end.vague) {
      made->low = value;
    } else {
      made->value = value;
      if (bound != Kind::kAbout) made->high = value;
      if (!bound) made->low = value;
    }
  }

  bool IsSign(TokenId t) const {
    return words_.What(NumberWords::Counts::kSign, doc_.Form(t)).has_value();
  }

  const Document& doc_;
  const NumberWords& words_;
  const TokenRange sentence_;
};

}  // namespace

bool IsNumberToken(const Document& doc, const NumberWords& words, TokenId t) {
  return Reckoner(doc, words, {}).IsNumber(t);
}

std::optional<Quantity> QuantityAt(const Document& doc, const NumberWords& words,
                                   TokenRange sentence, TokenId t) {
  return Reckoner(doc, words, sentence).At(t);
}

}  // namespace avviso
