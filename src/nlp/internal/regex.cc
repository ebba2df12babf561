// A backtracking matcher with a memory. A thread is (instruction, position); the thread
// tried next is the most preferred one, as in any backtracker. Whether a thread leads to a
// match depends on it alone, not on where the search began, so a choice that was tried at
// a position and led nowhere is dropped when met again, in this and in later starts of one
// search. The memory is switched on only after more steps than any ordinary text needs, so
// that clearing it costs ordinary texts nothing.
//
// The bodies of looks don't use it: they end without ending the search. They are bounded
// (the compiler sees to it), so they cost a bounded time at each place.

#include "nlp/internal/regex.h"

#include <algorithm>

// Recursion follows the nesting of the pattern, which is limited to 64 levels, never the text.
// NOLINTBEGIN(misc-no-recursion)

namespace avviso {

struct Regex::Run {
  const Regex& regex;
  const Text text;
  RegexScratch* scratch;
  size_t steps = 0;
  const size_t free_steps = 256 + 8 * text.size();
  bool remembering = false;

  enum class Next { kGo, kDead, kMatched };

  bool In(uint32_t set, uint32_t position) const {
    return position < text.size() && regex.classes_->Contains(set, text[position]);
  }

  // Whether this choice was tried here before. If not, it counts as tried now.
  bool Tried(uint32_t choice, uint32_t position) {
    if (++steps <= free_steps) return false;
    const size_t places = text.size() + 1;
    if (!remembering) {
      remembering = true;
      scratch->failed.assign((regex.choices_ * places + 63) / 64, 0);
    }
    const size_t bit = choice * places + position;
    uint64_t& word = scratch->failed[bit / 64];
    const uint64_t mask = uint64_t{1} << (bit % 64);
    if ((word & mask) != 0) return true;
    word |= mask;
    return false;
  }

  bool Looks(const Instruction& look, uint32_t pc, uint32_t position) {
    if (look.behind && position < look.b) return look.negated;
    const bool found = From(pc + 1, position - (look.behind ? look.b : 0), true).has_value();
    return found != look.negated;
  }

  // What assertions say; none of them moves.
  bool Holds(const Instruction& i, uint32_t pc, uint32_t position) {
    const size_t n = text.size();
    switch (i.op) {
      case Op::kLook: return Looks(i, pc, position);
      case Op::kLookSet:
        return (i.behind ? position > 0 && In(i.a, position - 1) : In(i.a, position)) != i.negated;
      case Op::kLineStart: return position == 0;
      case Op::kTextEnd: return position == n;
      case Op::kLineEnd: return position == n || (position + 1 == n && In(i.a, position));
      default:  // kWordEdge
        return ((position > 0 && In(i.a, position - 1)) != In(i.a, position)) != i.negated;
    }
  }

  Next Choose(const Instruction& i, bool in_look, RegexScratch::Thread* t);
  Next Loop(const Instruction& i, bool in_look, RegexScratch::Thread* t);
  Next Step(bool in_look, RegexScratch::Thread* t);
  std::optional<uint32_t> From(uint32_t pc, uint32_t position, bool in_look);
};

Regex::Run::Next Regex::Run::Choose(const Instruction& i, bool in_look, RegexScratch::Thread* t) {
  const size_t row = t->position < text.size() ? text[t->position] : regex.classes_->count();
  const List list = regex.lists_[regex.tables_[i.a].list_of[row]];
  if (list.begin == list.end) return Next::kDead;
  if (!in_look && Tried(i.choice, t->position)) return Next::kDead;
  for (uint32_t at = list.end; --at > list.begin;) {
    scratch->threads.push_back({regex.targets_[at], t->position});
  }
  t->instruction = regex.targets_[list.begin];
  return Next::kGo;
}

Regex::Run::Next Regex::Run::Loop(const Instruction& i, bool in_look, RegexScratch::Thread* t) {
  const bool enters = t->position < text.size()
                          ? regex.filters_[i.b * regex.classes_->count() + text[t->position]] != 0
                          : i.negated;  // whether the body may match nothing
  const uint32_t body = t->instruction + 1;
  if (!enters) {
    t->instruction = i.a;
    return Next::kGo;
  }
  if (!in_look && Tried(i.choice, t->position)) return Next::kDead;
  const bool greedy = i.op == Op::kLoop;
  scratch->threads.push_back({greedy ? i.a : body, t->position});
  t->instruction = greedy ? body : i.a;
  return Next::kGo;
}

Regex::Run::Next Regex::Run::Step(bool in_look, RegexScratch::Thread* t) {
  const Instruction& i = regex.program_[t->instruction];
  switch (i.op) {
    case Op::kSet:
      if (!In(i.a, t->position)) return Next::kDead;
      ++t->position;
      ++t->instruction;
      return Next::kGo;
    case Op::kChoice: return Choose(i, in_look, t);
    case Op::kLoop:
    case Op::kLazyLoop: return Loop(i, in_look, t);
    case Op::kJump: t->instruction = i.a; return Next::kGo;
    case Op::kMatch: return Next::kMatched;
    default:
      if (!Holds(i, t->instruction, t->position)) return Next::kDead;
      t->instruction = i.op == Op::kLook ? i.a : t->instruction + 1;
      return Next::kGo;
  }
}

// Where the most preferred match from here ends, if there is one.
std::optional<uint32_t> Regex::Run::From(uint32_t pc, uint32_t position, bool in_look) {
  const size_t base = scratch->threads.size();
  scratch->threads.push_back({pc, position});
  while (scratch->threads.size() > base) {
    RegexScratch::Thread thread = scratch->threads.back();
    scratch->threads.pop_back();
    Next next = Next::kGo;
    while (next == Next::kGo) next = Step(in_look, &thread);
    if (next == Next::kMatched) {
      scratch->threads.resize(base);
      return thread.position;
    }
  }
  return std::nullopt;
}

std::optional<RegexMatch> Regex::Search(Text text, uint32_t from, RegexScratch* scratch) const {
  const auto n = static_cast<uint32_t>(text.size());
  if (from == 0 && !needed_.empty() &&
      std::none_of(text.begin() + from, text.end(), [&](CharClass c) { return needed_[c] != 0; })) {
    return std::nullopt;
  }
  Run run{*this, text, scratch};
  const uint32_t last = starts_at_start_ ? 0 : n;
  for (uint32_t begin = from; begin <= last; ++begin) {
    if (!can_be_empty_ && (begin == n || first_[text[begin]] == 0)) continue;
    if (const auto end = run.From(0, begin, false)) return RegexMatch{begin, *end};
  }
  return std::nullopt;
}

std::optional<RegexMatch> Regex::MatchAtStart(Text text, RegexScratch* scratch) const {
  if (!can_be_empty_ && (text.empty() || first_[text[0]] == 0)) return std::nullopt;
  if (!needed_.empty() &&
      std::none_of(text.begin(), text.end(), [&](CharClass c) { return needed_[c] != 0; })) {
    return std::nullopt;
  }
  Run run{*this, text, scratch};
  if (const auto end = run.From(0, 0, false)) return RegexMatch{0, *end};
  return std::nullopt;
}

void Regex::FindAll(Text text, RegexScratch* scratch, std::vector<RegexMatch>* out) const {
  AVVISO_CHECK(!can_be_empty_);
  out->clear();
  uint32_t from = 0;
  while (const auto match = Search(text, from, scratch)) {
    out->push_back(*match);
    from = match->end;
  }
}

uint32_t Regex::EarliestBegin(Text text) const {
  if (longest_ == kUnbounded) return 0;
  uint32_t left = longest_ + 1;  // and a newline
  auto begin = static_cast<uint32_t>(text.size());
  for (; begin > 0; --begin) {
    if (looping_[text[begin - 1]] != 0) continue;
    if (left-- == 0) break;
  }
  return begin;
}

}  // namespace avviso

// NOLINTEND(misc-no-recursion)
