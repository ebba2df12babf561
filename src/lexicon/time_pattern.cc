// A pattern is read from left to right with a stack of open brackets. Each level
// holds the alternatives that are complete and the one that is being read; each
// of these is the list of sequences that it allows so far.

#include "lexicon/time_pattern.h"

#include <utility>

#include "lexicon/table.h"

namespace avviso {
namespace {

using Sequences = std::vector<TimeSequence>;

struct Level {
  Sequences done;        // of the alternatives before the last '|'
  Sequences now = {{}};  // of the alternative being read
};

Error Fault(const std::string& what) { return Error{ErrorCode::kCorrupt, what}; }

Status Append(const Sequences& tails, size_t most, Sequences* heads) {
  if (heads->size() * tails.size() > most) return Fault("unfolds into too many sequences");
  Sequences joined;
  joined.reserve(heads->size() * tails.size());
  for (const TimeSequence& head : *heads) {
    for (const TimeSequence& tail : tails) {
      joined.push_back(head);
      joined.back().insert(joined.back().end(), tail.begin(), tail.end());
    }
  }
  *heads = std::move(joined);
  return Ok();
}

void Close(Level* level) {
  level->done.insert(level->done.end(), level->now.begin(), level->now.end());
  level->now = {{}};
}

}  // namespace

Status TimePatterns::Define(const std::string& name, std::string_view pattern) {
  AVVISO_ASSIGN(auto sequences, Unfold(pattern, 2000));
  if (!named_.emplace(name, std::move(sequences)).second) return Fault(name + " is named twice");
  return Ok();
}

Result<Sequences> TimePatterns::Unfold(std::string_view pattern, size_t most) const {
  std::vector<Level> levels(1);
  for (std::string_view part : SplitCell(pattern, ' ')) {
    if (part == "(") {
      levels.emplace_back();
      continue;
    }
    if (part == "|") {
      Close(&levels.back());
      continue;
    }
    const bool optional = part.size() > 1 && part.back() == '?';
    if (optional) part.remove_suffix(1);
    Sequences tails;
    if (part == ")") {
      if (levels.size() == 1) return Fault("')' without '('");
      Close(&levels.back());
      tails = std::move(levels.back().done);
      levels.pop_back();
    } else if (part.front() == '$') {
      const auto found = named_.find(std::string(part));
      if (found == named_.end()) return Fault("no pattern " + std::string(part));
      tails = found->second;
    } else {
      tails = {{std::string(part)}};
    }
    if (optional) tails.emplace_back();
    AVVISO_TRY(Append(tails, most, &levels.back().now));
  }
  if (levels.size() != 1) return Fault("'(' without ')'");
  Close(&levels.back());
  return std::move(levels.back().done);
}

}  // namespace avviso
