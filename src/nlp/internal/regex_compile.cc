// Tree -> program, in two passes: facts of every node from its children's (first
// characters, widths, what every match needs), then instructions.

#include <algorithm>
#include <map>
#include <utility>

#include "nlp/internal/regex.h"

// Recursion follows the nesting of the pattern, which is limited to 64 levels, never the text.
// NOLINTBEGIN(misc-no-recursion)

namespace avviso {

namespace {

using Kind = RegexNode::Kind;

constexpr size_t kLongestProgram = 200000;

uint32_t Plus(uint32_t a, uint32_t b) {
  const uint64_t sum = uint64_t{a} + b;
  return a == kUnbounded || b == kUnbounded || sum >= kUnbounded ? kUnbounded
                                                                 : static_cast<uint32_t>(sum);
}
uint32_t Times(uint32_t a, uint32_t b) {
  if (a == 0 || b == 0) return 0;
  const uint64_t product = uint64_t{a} * b;
  return a == kUnbounded || b == kUnbounded || product >= kUnbounded
             ? kUnbounded
             : static_cast<uint32_t>(product);
}

struct Facts {
  uint32_t least = 0;  // characters
  uint32_t most = 0;
  uint32_t outside_loops = 0;  // of `most`, those not eaten by unbounded loops over a set
  uint32_t behind = 0;         // how far it looks behind
  bool starts_at_start = false;
  bool ends_at_end = false;
  std::vector<uint8_t> first;    // by class: whether a match may begin with it
  std::vector<uint8_t> looping;  // by class: whether an unbounded loop may eat it
  std::vector<uint32_t> needed;  // sets, one character of each of which is in every match
};

void Merge(const std::vector<uint8_t>& from, std::vector<uint8_t>* into) {
  for (size_t i = 0; i < from.size(); ++i) (*into)[i] |= from[i];
}

}  // namespace

class RegexCompiler {
 public:
  RegexCompiler(const RegexTree& tree, const std::string& name, const CharClasses& classes,
                Regex* out)
      : tree_(tree), name_(name), classes_(classes), out_(out) {}

  Status Compile() {
    for (const RegexNode& node : tree_.nodes) facts_.push_back(FactsOf(node));
    AVVISO_TRY(Emit(tree_.root));
    Push({.op = Regex::Op::kMatch});
    const Facts& root = facts_[tree_.root];
    out_->classes_ = &classes_;
    out_->first_ = root.first;
    out_->looping_ = root.looping;
    out_->longest_ = root.ends_at_end ? root.outside_loops : kUnbounded;
    out_->reach_behind_ = root.behind;
    out_->can_be_empty_ = root.least == 0;
    out_->starts_at_start_ = root.starts_at_start;
    out_->ends_at_end_ = root.ends_at_end;
    PickNeeded(root.needed);
    return Ok();
  }

 private:
  Error Unsupported(const std::string& what) const {
    return {ErrorCode::kUnsupported, name_ + ": " + what + " in an expression"};
  }

  Facts FactsOf(const RegexNode& node) const {
    Facts facts;
    facts.first.assign(classes_.count(), 0);
    facts.looping.assign(classes_.count(), 0);
    switch (node.kind) {
      case Kind::kEmpty:
      case Kind::kTextEnd:
      case Kind::kLineEnd: facts.ends_at_end = node.kind != Kind::kEmpty; break;
      case Kind::kLineStart:
        facts.starts_at_start = true;
        facts.behind = kUnbounded;
        break;
      case Kind::kWordEdge: facts.behind = 1; break;
      case Kind::kSet:
        facts.least = facts.most = facts.outside_loops = 1;
        facts.needed = {node.set};
        for (size_t c = 0; c < classes_.count(); ++c) {
          facts.first[c] = classes_.Contains(node.set, static_cast<CharClass>(c));
        }
        break;
      case Kind::kLook: {
        const Facts& body = facts_[node.children[0]];
        facts.behind = Plus(body.behind, node.behind ? body.most : 0);
        break;
      }
      case Kind::kSequence: FactsOfSequence(node, &facts); break;
      case Kind::kAlternatives: FactsOfAlternatives(node, &facts); break;
      case Kind::kRepeat: FactsOfRepeat(node, &facts); break;
    }
    return facts;
  }

  void FactsOfSequence(const RegexNode& node, Facts* facts) const {
    for (const uint32_t child : node.children) {
      const Facts& part = facts_[child];
      if (facts->least == 0) {
        Merge(part.first, &facts->first);
        facts->starts_at_start |= part.starts_at_start;
      }
      facts->least = Plus(facts->least, part.least);
      facts->most = Plus(facts->most, part.most);
      facts->outside_loops = Plus(facts->outside_loops, part.outside_loops);
      facts->behind = std::max(facts->behind, part.behind);
      facts->ends_at_end = part.ends_at_end || (facts->ends_at_end && part.most == 0);
      Merge(part.looping, &facts->looping);
      facts->needed.insert(facts->needed.end(), part.needed.begin(), part.needed.end());
    }
    std::sort(facts->needed.begin(), facts->needed.end());
    facts->needed.erase(std::unique(facts->needed.begin(), facts->needed.end()),
                        facts->needed.end());
  }

  void FactsOfAlternatives(const RegexNode& node, Facts* facts) const {
    facts->least = kUnbounded;
    facts->starts_at_start = facts->ends_at_end = true;
    facts->needed = facts_[node.children[0]].needed;
    for (const uint32_t child : node.children) {
      const Facts& part = facts_[child];
      Merge(part.first, &facts->first);
      Merge(part.looping, &facts->looping);
      facts->least = std::min(facts->least, part.least);
      facts->most = std::max(facts->most, part.most);
      facts->outside_loops = std::max(facts->outside_loops, part.outside_loops);
      facts->behind = std::max(facts->behind, part.behind);
      facts->starts_at_start &= part.starts_at_start;
      facts->ends_at_end &= part.ends_at_end;
      std::vector<uint32_t> common;
      std::set_intersection(facts->needed.begin(), facts->needed.end(), part.needed.begin(),
                            part.needed.end(), std::back_inserter(common));
      facts->needed = std::move(common);
    }
  }

  void FactsOfRepeat(const RegexNode& node, Facts* facts) const {
    const Facts& body = facts_[node.children[0]];
    facts->first = body.first;
    facts->looping = body.looping;
    facts->least = Times(body.least, node.min);
    facts->most = Times(body.most, node.max);
    facts->behind = body.behind;
    if (node.min > 0) {
      facts->needed = body.needed;
      facts->starts_at_start = body.starts_at_start;
      facts->ends_at_end = body.ends_at_end;
    }
    if (node.max == kUnbounded && tree_.nodes[node.children[0]].kind == Kind::kSet) {
      facts->outside_loops = 0;
      Merge(body.first, &facts->looping);
    } else {
      facts->outside_loops = Times(body.outside_loops, node.max);
    }
  }

  // Of the sets that every match needs, the one that the fewest characters are in.
  void PickNeeded(const std::vector<uint32_t>& needed) {
    uint64_t fewest = UINT64_MAX;
    for (const uint32_t set : needed) {
      uint64_t size = 0;
      for (const auto& [first, last] : tree_.sets[set].ranges()) size += last - first + 1;
      if (size >= fewest) continue;
      fewest = size;
      out_->needed_.assign(classes_.count(), 0);
      for (size_t c = 0; c < classes_.count(); ++c) {
        out_->needed_[c] = classes_.Contains(set, static_cast<CharClass>(c));
      }
    }
  }

  uint32_t Here() const { return static_cast<uint32_t>(out_->program_.size()); }
  uint32_t Push(Regex::Instruction instruction) {
    out_->program_.push_back(instruction);
    return Here() - 1;
  }

  Status Emit(uint32_t index) {
    if (out_->program_.size() > kLongestProgram) return Unsupported("too many repetitions");
    const RegexNode& node = tree_.nodes[index];
    switch (node.kind) {
      case Kind::kEmpty: break;
      case Kind::kSet: Push({.op = Regex::Op::kSet, .a = node.set}); break;
      case Kind::kSequence:
        for (const uint32_t child : node.children) AVVISO_TRY(Emit(child));
        break;
      case Kind::kAlternatives: return EmitAlternatives(node);
      case Kind::kRepeat: return EmitRepeat(node);
      case Kind::kLook: return EmitLook(node);
      case Kind::kLineStart: Push({.op = Regex::Op::kLineStart}); break;
      case Kind::kTextEnd: Push({.op = Regex::Op::kTextEnd}); break;
      case Kind::kLineEnd: Push({.op = Regex::Op::kLineEnd, .a = node.set}); break;
      case Kind::kWordEdge:
        Push({.op = Regex::Op::kWordEdge, .negated = node.negated, .a = node.set});
        break;
    }
    return Ok();
  }

  Status EmitAlternatives(const RegexNode& node) {
    const auto table = static_cast<uint32_t>(out_->tables_.size());
    out_->tables_.emplace_back();
    Push({.op = Regex::Op::kChoice, .a = table, .choice = out_->choices_++});
    std::vector<uint32_t> starts;
    std::vector<uint32_t> jumps;
    for (const uint32_t child : node.children) {
      starts.push_back(Here());
      AVVISO_TRY(Emit(child));
      jumps.push_back(Push({.op = Regex::Op::kJump}));
    }
    for (const uint32_t jump : jumps) out_->program_[jump].a = Here();

    std::map<std::vector<uint32_t>, uint32_t> lists;
    for (size_t c = 0; c <= classes_.count(); ++c) {
      std::vector<uint32_t> targets;
      for (size_t i = 0; i < starts.size(); ++i) {
        const Facts& branch = facts_[node.children[i]];
        if (branch.least == 0 || (c < classes_.count() && branch.first[c] != 0)) {
          targets.push_back(starts[i]);
        }
      }
      const auto [place, is_new] =
          lists.emplace(targets, static_cast<uint32_t>(out_->lists_.size()));
      if (is_new) {
        const auto begin = static_cast<uint32_t>(out_->targets_.size());
        out_->targets_.insert(out_->targets_.end(), targets.begin(), targets.end());
        out_->lists_.push_back({begin, static_cast<uint32_t>(out_->targets_.size())});
      }
      out_->tables_[table].list_of.push_back(place->second);
    }
    return Ok();
  }

  uint32_t PushLoop(const RegexNode& node) {
    const Facts& body = facts_[node.children[0]];
    const size_t filter = out_->filters_.size() / classes_.count();
    if (body.least == 0) {
      out_->filters_.insert(out_->filters_.end(), classes_.count(), 1);
    } else {
      out_->filters_.insert(out_->filters_.end(), body.first.begin(), body.first.end());
    }
    return Push({.op = node.greedy ? Regex::Op::kLoop : Regex::Op::kLazyLoop,
                 .negated = body.least == 0,
                 .b = static_cast<uint32_t>(filter),
                 .choice = out_->choices_++});
  }

  Status EmitRepeat(const RegexNode& node) {
    const uint32_t body = node.children[0];
    for (uint32_t i = 0; i < node.min; ++i) AVVISO_TRY(Emit(body));
    if (node.max == kUnbounded) {
      if (facts_[body].least == 0) return Unsupported("a loop whose body may match nothing");
      const uint32_t loop = PushLoop(node);
      AVVISO_TRY(Emit(body));
      Push({.op = Regex::Op::kJump, .a = loop});
      out_->program_[loop].a = Here();
      return Ok();
    }
    std::vector<uint32_t> exits;
    for (uint32_t i = node.min; i < node.max; ++i) {
      exits.push_back(PushLoop(node));
      AVVISO_TRY(Emit(body));
    }
    for (const uint32_t exit : exits) out_->program_[exit].a = Here();
    return Ok();
  }

  Status EmitLook(const RegexNode& node) {
    const RegexNode& body = tree_.nodes[node.children[0]];
    const Facts& facts = facts_[node.children[0]];
    if (body.kind == Kind::kSet) {
      Push({.op = Regex::Op::kLookSet,
            .negated = node.negated,
            .behind = node.behind,
            .a = body.set});
      return Ok();
    }
    if (facts.most == kUnbounded) return Unsupported("a look-ahead over an unbounded loop");
    if (node.behind && facts.least != facts.most) {
      return Unsupported("a look-behind of varying width");
    }
    const uint32_t look = Push(
        {.op = Regex::Op::kLook, .negated = node.negated, .behind = node.behind, .b = facts.most});
    AVVISO_TRY(Emit(node.children[0]));
    Push({.op = Regex::Op::kMatch});
    out_->program_[look].a = Here();
    return Ok();
  }

  const RegexTree& tree_;
  const std::string& name_;
  const CharClasses& classes_;
  Regex* out_;
  std::vector<Facts> facts_;  // a row a node
};

Status RegexSet::Compile(const std::vector<Source>& sources) {
  std::vector<RegexTree> trees;
  std::map<CodeSet, uint32_t> rows;
  std::vector<CodeSet> sets;
  const auto row_of = [&](const CodeSet& set) {
    const auto [place, is_new] = rows.emplace(set, static_cast<uint32_t>(sets.size()));
    if (is_new) sets.push_back(set);
    return place->second;
  };
  CodeSet newline;
  newline.Add('\n', '\n');
  for (const Source& source : sources) {
    AVVISO_ASSIGN(RegexTree tree, ParseRegex(source.pattern, source.name));
    for (RegexNode& node : tree.nodes) {
      if (node.kind == Kind::kSet || node.kind == Kind::kWordEdge) {
        node.set = row_of(tree.sets[node.set]);
      } else if (node.kind == Kind::kLineEnd) {
        node.set = row_of(newline);
      }
    }
    trees.push_back(std::move(tree));
  }
  for (RegexTree& tree : trees) tree.sets = sets;
  classes = CharClasses::Of(sets);
  expressions.resize(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    AVVISO_TRY(RegexCompiler(trees[i], sources[i].name, classes, &expressions[i]).Compile());
  }
  return Ok();
}

}  // namespace avviso

// NOLINTEND(misc-no-recursion)
