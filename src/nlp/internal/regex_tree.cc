// A parser by descent, one function a level: alternatives, sequence, repeated piece, atom.
// Depth is limited, so a hostile pattern can't exhaust the stack.

#include "nlp/internal/regex_tree.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "nlp/internal/unicode.h"

// Recursion follows the nesting of the pattern, which is limited to 64 levels, never the text.
// NOLINTBEGIN(misc-no-recursion)

namespace avviso {
namespace {

using Kind = RegexNode::Kind;

constexpr int kDeepest = 64;
constexpr uint32_t kMostRepeats = 1000;

// Unicode 14 has neither letters, digits nor spaces above plane 3.
constexpr char32_t kLastOfWords = 0x3FFFF;

template <typename Predicate>
CodeSet SetOf(Predicate holds) {
  CodeSet set;
  for (char32_t c = 0; c <= kLastOfWords; ++c) {
    if (holds(c)) set.Add(c, c);
  }
  set.Normalise();
  return set;
}

// Characters that differ in case alone, by the simple mappings: each with all of its
// kind, itself included.
using CaseKinds = std::map<char32_t, std::vector<char32_t>>;

CaseKinds MakeCaseKinds() {
  constexpr char32_t kLastOfCased = 0x1FFFF;
  std::map<char32_t, std::vector<char32_t>> by_lower;  // by the lower case of the upper case
  for (char32_t c = 0; c <= kLastOfCased; ++c) {
    const char32_t kind = SimpleLower(SimpleUpper(SimpleLower(c)));
    if (kind != c || SimpleUpper(c) != c) by_lower[kind].push_back(c);
  }
  CaseKinds kinds;
  for (const auto& [kind, members] : by_lower) {
    for (char32_t c : members) kinds[c] = members;
  }
  return kinds;
}

// What (?i) makes of a set.
void AddCaseVariants(CodeSet* set) {
  static const CaseKinds kinds = MakeCaseKinds();
  const auto ranges = set->ranges();
  for (const auto& [first, last] : ranges) {
    for (auto at = kinds.lower_bound(first); at != kinds.end() && at->first <= last; ++at) {
      for (char32_t c : at->second) set->Add(c, c);
    }
  }
}

class Parser {
 public:
  Parser(std::string_view pattern, std::string_view name) : name_(name) {
    for (size_t pos = 0; pos < pattern.size();) text_.push_back(DecodeUtf8(pattern, &pos));
  }

  Result<RegexTree> Parse() {
    AVVISO_ASSIGN(tree_.root, Alternatives(0));
    if (pos_ != text_.size()) return Broken("an unmatched )");
    for (auto& [set, row] : set_rows_) tree_.sets[row] = set;
    return std::move(tree_);
  }

 private:
  struct Flags {
    bool dot_all = false;
    bool ignore_case = false;
  };

  Error Broken(const std::string& what) const {
    return {ErrorCode::kCorrupt,
            std::string(name_) + ": " + what + " in the expression at " + std::to_string(pos_)};
  }
  Error Unsupported(const std::string& what) const {
    return {ErrorCode::kUnsupported,
            std::string(name_) + ": " + what + " in an expression, at " + std::to_string(pos_)};
  }
  bool AtEnd() const { return pos_ == text_.size(); }
  bool Peek(char32_t c) const { return pos_ < text_.size() && text_[pos_] == c; }
  bool Take(char32_t c) {
    if (!Peek(c)) return false;
    ++pos_;
    return true;
  }
  bool Take(std::u32string_view word) {
    if (std::u32string_view(text_).substr(pos_, word.size()) != word) return false;
    pos_ += word.size();
    return true;
  }

  uint32_t Push(RegexNode node) {
    tree_.nodes.push_back(std::move(node));
    return static_cast<uint32_t>(tree_.nodes.size() - 1);
  }
  uint32_t PushKind(Kind kind) {
    RegexNode node;
    node.kind = kind;
    return Push(std::move(node));
  }
  uint32_t SetRow(CodeSet set) {
    const auto [place, is_new] =
        set_rows_.emplace(std::move(set), static_cast<uint32_t>(tree_.sets.size()));
    if (is_new) tree_.sets.emplace_back();
    return place->second;
  }
  uint32_t PushSet(CodeSet set, bool inverted = false) {
    if (flags_.ignore_case) AddCaseVariants(&set);
    set.Normalise();
    if (inverted) set.Invert();
    RegexNode node;
    node.kind = Kind::kSet;
    node.set = SetRow(std::move(set));
    return Push(std::move(node));
  }

  Result<uint32_t> Alternatives(int depth) {
    if (depth > kDeepest) return Unsupported("nesting deeper than 64");
    const Flags outer = flags_;
    RegexNode node;
    node.kind = Kind::kAlternatives;
    do {
      AVVISO_ASSIGN(uint32_t child, Sequence(depth));
      node.children.push_back(child);
    } while (Take('|'));
    if (depth > 0) flags_ = outer;
    if (node.children.size() == 1) return node.children[0];
    return Push(std::move(node));
  }

  Result<uint32_t> Sequence(int depth) {
    RegexNode node;
    node.kind = Kind::kSequence;
    while (!AtEnd() && !Peek('|') && !Peek(')')) {
      AVVISO_ASSIGN(uint32_t atom, Atom(depth));
      AVVISO_ASSIGN(uint32_t piece, Repeated(atom));
      if (tree_.nodes[piece].kind != Kind::kEmpty) node.children.push_back(piece);
    }
    if (node.children.empty()) return PushKind(Kind::kEmpty);
    if (node.children.size() == 1) return node.children[0];
    return Push(std::move(node));
  }

  Result<uint32_t> Repeated(uint32_t atom) {
    RegexNode node;
    node.kind = Kind::kRepeat;
    if (Take('*')) {
      node.max = kUnbounded;
    } else if (Take('+')) {
      node.min = 1;
      node.max = kUnbounded;
    } else if (Take('?')) {
      node.max = 1;
    } else if (const auto counts = Counts()) {
      node.min = counts->first;
      node.max = counts->second;
    } else {
      return atom;
    }
    if (Peek('+')) return Unsupported("a possessive quantifier");
    node.greedy = !Take('?');
    if (Peek('*') || Peek('+') || Peek('?')) return Broken("a quantifier of a quantifier");
    if (node.max < node.min) return Broken("a quantifier whose most is below its least");
    if (node.min > kMostRepeats || (node.max != kUnbounded && node.max > kMostRepeats)) {
      return Unsupported("a quantifier above 1000");
    }
    node.children = {atom};
    return Push(std::move(node));
  }

  // {m}, {m,}, {,n} or {m,n}; a brace that begins none of these is a literal.
  std::optional<std::pair<uint32_t, uint32_t>> Counts() {
    if (!Peek('{')) return std::nullopt;
    size_t at = pos_ + 1;
    const auto number = [&]() -> std::optional<uint32_t> {
      std::optional<uint32_t> value;
      while (at < text_.size() && text_[at] - '0' < 10) {
        const uint32_t digit = text_[at++] - '0';
        value = std::min<uint32_t>(value.value_or(0) * 10 + digit, 1000000);
      }
      return value;
    };
    const auto least = number();
    std::optional<uint32_t> most = least;
    if (at < text_.size() && text_[at] == ',') {
      ++at;
      most = number();
      if (!most) most = kUnbounded;
    } else if (!least) {
      return std::nullopt;
    }
    if (at >= text_.size() || text_[at] != '}') return std::nullopt;
    pos_ = at + 1;
    return std::pair(least.value_or(0), *most);
  }

  Result<uint32_t> Atom(int depth) {
    if (Take('(')) return Group(depth);
    if (Take('[')) return Set();
    if (Take('^')) return PushKind(Kind::kLineStart);
    if (Take('$')) return PushKind(Kind::kLineEnd);
    if (Take('.')) {
      CodeSet newline;
      if (!flags_.dot_all) newline.Add('\n', '\n');
      return PushSet(std::move(newline), true);
    }
    if (Peek('*') || Peek('+') || Peek('?')) return Broken("a quantifier of nothing");
    if (Take('\\')) return Escape();
    CodeSet one;
    one.Add(text_[pos_], text_[pos_]);
    ++pos_;
    return PushSet(std::move(one));
  }

  Result<uint32_t> Group(int depth) {
    RegexNode look;
    if (Take(U"?<=") || Take(U"?<!")) {
      look.kind = Kind::kLook;
      look.behind = true;
      look.negated = text_[pos_ - 1] == '!';
    } else if (Take(U"?=") || Take(U"?!")) {
      look.kind = Kind::kLook;
      look.negated = text_[pos_ - 1] == '!';
    } else if (Take(U"?P<")) {
      while (!AtEnd() && !Peek('>')) ++pos_;
      if (!Take('>')) return Broken("a group name without its end");
    } else if (Take(U"?:")) {
    } else if (Take('?')) {
      return Flagged(depth);
    }
    AVVISO_ASSIGN(uint32_t body, Alternatives(depth + 1));
    if (!Take(')')) return Broken("a group without its end");
    if (look.kind != Kind::kLook) return body;
    look.children = {body};
    return Push(std::move(look));
  }

  // (?isu) sets flags for the whole expression, (?is:…) for a group.
  Result<uint32_t> Flagged(int depth) {
    const size_t begin = pos_;
    Flags flags = flags_;
    while (!AtEnd() && !Peek(')') && !Peek(':')) {
      if (Take('s')) {
        flags.dot_all = true;
      } else if (Take('i')) {
        flags.ignore_case = true;
      } else if (!Take('u')) {
        return Unsupported(std::string("the construct (?") + static_cast<char>(text_[pos_]));
      }
    }
    if (Take(')')) {
      if (begin != 2) return Broken("global flags that don't stand first");
      flags_ = flags;
      return PushKind(Kind::kEmpty);
    }
    if (!Take(':')) return Broken("a group without its end");
    const Flags outer = std::exchange(flags_, flags);
    AVVISO_ASSIGN(uint32_t body, Alternatives(depth + 1));
    flags_ = outer;
    if (!Take(')')) return Broken("a group without its end");
    return body;
  }

  // \d, \w, \s and their opposites; none for another letter. Consumes it.
  std::optional<CodeSet> Category() {
    if (AtEnd()) return std::nullopt;
    static const CodeSet decimals = SetOf(IsDecimal);
    static const CodeSet words = SetOf([](char32_t c) { return c == '_' || IsAlnum(c); });
    static const CodeSet spaces = SetOf([](char32_t c) { return IsSpace(c); });
    CodeSet set;
    switch (text_[pos_]) {
      case 'd':
      case 'D': set = decimals; break;
      case 'w':
      case 'W': set = words; break;
      case 's':
      case 'S': set = spaces; break;
      default: return std::nullopt;
    }
    if (IsUpper(text_[pos_])) set.Invert();
    ++pos_;
    return set;
  }

  Result<uint32_t> Escape() {
    if (AtEnd()) return Broken("a backslash at the end");
    if (Take('A')) return PushKind(Kind::kLineStart);
    if (Take('Z')) return PushKind(Kind::kTextEnd);
    if (Peek('b') || Peek('B')) {
      RegexNode edge;
      edge.kind = Kind::kWordEdge;
      edge.negated = text_[pos_] == 'B';
      text_[pos_] = 'w';
      edge.set = SetRow(*Category());
      return Push(std::move(edge));
    }
    if (auto set = Category()) return PushSet(std::move(*set));
    AVVISO_ASSIGN(char32_t c, EscapedCharacter());
    CodeSet one;
    one.Add(c, c);
    return PushSet(std::move(one));
  }

  Result<char32_t> EscapedCharacter() {
    if (AtEnd()) return Broken("a backslash at the end");
    const char32_t c = text_[pos_++];
    switch (c) {
      case 'n': return U'\n';
      case 't': return U'\t';
      case 'r': return U'\r';
      case 'f': return U'\f';
      case 'v': return U'\v';
      case 'a': return U'\a';
      case 'x': return Hex(2);
      case 'u': return Hex(4);
      case 'U': return Hex(8);
      case '0': return Peek('0') ? Result<char32_t>(Unsupported("an octal escape")) : U'\0';
      default: break;
    }
    if (c - '1' < 9) return Unsupported("a back reference");
    if ((c | 0x20) - 'a' < 26) return Broken("an unknown escape");
    return c;
  }

  Result<char32_t> Hex(int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char32_t c = AtEnd() ? 0 : text_[pos_++];
      const char32_t letter = (c | 0x20) - 'a';
      if (c - '0' >= 10 && letter >= 6) return Broken("an escape with too few digits");
      value = value << 4 | (c - '0' < 10 ? c - '0' : letter + 10);
    }
    if (value > 0x10FFFF) return Broken("an escape above U+10FFFF");
    return value;
  }

  Result<uint32_t> Set() {
    const bool inverted = Take('^');
    CodeSet set;
    for (bool first = true; first || !Peek(']'); first = false) {
      if (AtEnd()) return Broken("a character set without its end");
      const bool escaped = Take('\\');
      if (escaped) {
        if (auto category = Category()) {
          set.Add(*category);
          continue;
        }
      }
      AVVISO_ASSIGN(char32_t low, SetMember(escaped));
      char32_t high = low;
      if (Peek('-') && pos_ + 1 < text_.size() && text_[pos_ + 1] != ']') {
        ++pos_;
        const bool high_escaped = Take('\\');
        AVVISO_ASSIGN(high, SetMember(high_escaped));
        if (high < low) return Broken("a range whose end is below its start");
      }
      set.Add(low, high);
    }
    ++pos_;
    return PushSet(std::move(set), inverted);
  }

  Result<char32_t> SetMember(bool escaped) {
    if (AtEnd()) return Broken("a character set without its end");
    if (!escaped) return text_[pos_++];
    if (Take('b')) return U'\b';
    return EscapedCharacter();
  }

  std::u32string text_;
  std::string_view name_;
  size_t pos_ = 0;
  Flags flags_;
  RegexTree tree_;
  std::map<CodeSet, uint32_t> set_rows_;
};

}  // namespace

Result<RegexTree> ParseRegex(std::string_view pattern, std::string_view name) {
  return Parser(pattern, name).Parse();
}

}  // namespace avviso

// NOLINTEND(misc-no-recursion)
