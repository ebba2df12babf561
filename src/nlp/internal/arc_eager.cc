// The state is a stack, the rest of the input (`next`), and a re-buffer of tokens
// that went back from the stack. B(i) reads the re-buffer first.
//
// Children are kept as lists that only grow at their newest end, one a side of a
// head; the model looks at the newest child alone. An arc is removed only when a
// token on the stack gets a better head by Left; its old head lies right below it
// on the stack, so it is that head's newest right child.

#include "nlp/internal/arc_eager.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "nlp/internal/sentences.h"

namespace avviso {
namespace {

LabelId RowOf(const std::string& name, std::vector<std::string>* rows) {
  if (name.empty()) return 0;
  const auto at = std::find(rows->begin(), rows->end(), name);
  if (at == rows->end()) {
    rows->push_back(name);
    return static_cast<LabelId>(rows->size() - 1);
  }
  return static_cast<LabelId>(at - rows->begin());
}

}  // namespace

Result<ArcEager> ArcEager::Make(const std::vector<Move>& moves, Labels* labels) {
  constexpr std::string_view kDelimiter = "||";
  ArcEager out;
  out.root_ = RowOf("ROOT", &labels->deps);
  std::map<std::string, uint16_t> known;
  for (const Move& move : moves) {
    if (move.action < 0 || move.action >= kActions || moves.size() > UINT16_MAX) {
      return Error{ErrorCode::kCorrupt,
                   "the parser has an unknown action " + std::to_string(move.action)};
    }
    const auto [at, is_new] = known.emplace(move.label, static_cast<uint16_t>(out.labels_.size()));
    if (is_new) {
      const size_t cut = move.label.find(kDelimiter);
      Label label;
      label.dep = RowOf(move.label.substr(0, cut), &labels->deps);
      if (cut != std::string::npos) {
        label.head_dep = RowOf(move.label.substr(cut + kDelimiter.size()), &labels->deps);
      }
      out.labels_.push_back(label);
    }
    const auto action = static_cast<Action>(move.action);
    const auto index = static_cast<uint16_t>(out.steps_.size());
    if (out.runs_.empty() || out.runs_.back().action != action) {
      out.runs_.push_back({action, index, index});
    }
    ++out.runs_.back().end;
    out.steps_.push_back({action, at->second});
  }
  return out;
}

int32_t ArcEager::Stack(const Scratch& s, size_t i) {
  return i < s.stack.size() ? s.stack[s.stack.size() - 1 - i] : -1;
}

int32_t ArcEager::Buffer(const Scratch& s, size_t i, size_t length) {
  if (i < s.rebuffer.size()) return s.rebuffer[s.rebuffer.size() - 1 - i];
  const size_t at = static_cast<size_t>(s.next) + i - s.rebuffer.size();
  return at < length ? static_cast<int32_t>(at) : -1;
}

void ArcEager::Features(const Scratch& s, size_t length, std::span<int32_t, kFeatures> out) const {
  const int32_t b0 = Buffer(s, 0, length), s0 = Stack(s, 0);
  const auto newest = [](const std::vector<int32_t>& of, int32_t head) {
    return head < 0 ? -1 : of[static_cast<size_t>(head)];
  };
  out[0] = b0;
  out[1] = Buffer(s, 1, length);
  out[2] = s0;
  out[3] = Stack(s, 1);
  out[4] = Stack(s, 2);
  out[5] = newest(s.last_left, b0);
  out[6] = newest(s.last_left, s0);
  out[7] = newest(s.last_right, s0);
}

void ArcEager::Valid(const Scratch& s, std::span<const SentenceStart> preset,
                     std::span<uint8_t, kActions> out) const {
  const size_t length = preset.size();
  const size_t depth = s.stack.size();
  const size_t left = length - static_cast<size_t>(s.next) + s.rebuffer.size();
  const int32_t b0 = Buffer(s, 0, length), b1 = Buffer(s, 1, length);
  const auto starts = [&](int32_t t) { return t >= 0 && s.starts[static_cast<size_t>(t)] != 0; };
  const auto barred = [&](int32_t t) {
    return t >= 0 && preset[static_cast<size_t>(t)] == SentenceStart::kNo;
  };
  const bool arcs = depth > 0 && left > 0 && !starts(b0);
  out[kShift] =
      depth == 0 || (left >= 2 && !starts(b0) && s.unshiftable[static_cast<size_t>(b0)] == 0);
  out[kReduce] = depth > 0 && (left == 0 || depth > 1 || !barred(b0));
  out[kLeft] = arcs;
  out[kRight] = arcs;
  out[kBreak] = left >= 2 && b1 == b0 + 1 && !starts(b1) && !barred(b1);
}

void ArcEager::Push(Scratch* s) {
  if (s->rebuffer.empty()) {
    s->stack.push_back(s->next++);
  } else {
    s->stack.push_back(s->rebuffer.back());
    s->rebuffer.pop_back();
  }
}

void ArcEager::AddArc(int32_t head, int32_t child, uint16_t label, Scratch* s) const {
  const auto c = static_cast<size_t>(child);
  if (const int32_t old = s->head[c]; old >= 0) {
    std::vector<int32_t>& newest = old > child ? s->last_left : s->last_right;
    AVVISO_CHECK(newest[static_cast<size_t>(old)] == child);
    newest[static_cast<size_t>(old)] = s->older[c];
  }
  std::vector<int32_t>& newest = head > child ? s->last_left : s->last_right;
  s->older[c] = newest[static_cast<size_t>(head)];
  newest[static_cast<size_t>(head)] = child;
  s->head[c] = head;
  s->label[c] = label;
}

void ArcEager::Apply(const Step& step, size_t length, Scratch* s) const {
  const int32_t b0 = Buffer(*s, 0, length), s0 = Stack(*s, 0);
  switch (step.action) {
    case kShift: Push(s); break;
    case kReduce:
      s->stack.pop_back();
      if (s->head[static_cast<size_t>(s0)] < 0 && !s->stack.empty()) {
        s->unshiftable[static_cast<size_t>(s0)] = 1;
        s->rebuffer.push_back(s0);
      }
      break;
    case kLeft:
      AddArc(b0, s0, step.label, s);
      s->unshiftable[static_cast<size_t>(b0)] = 0;
      s->stack.pop_back();
      break;
    case kRight:
      AddArc(s0, b0, step.label, s);
      Push(s);
      break;
    case kBreak: s->starts[static_cast<size_t>(Buffer(*s, 1, length))] = 1; break;
    case kActions: break;
  }
}

void ArcEager::Begin(std::span<const SentenceStart> preset, Scratch* s) {
  const size_t length = preset.size();
  for (auto* column : {&s->head, &s->last_left, &s->last_right, &s->older}) {
    column->assign(length, -1);
  }
  s->unshiftable.assign(length, 0);
  s->label.assign(length, 0);
  s->starts.assign(length, 0);
  for (size_t i = 0; i < length; ++i) s->starts[i] = preset[i] == SentenceStart::kYes;
  s->stack.clear();
  s->rebuffer.clear();
  s->next = 0;
}

// The valid move with the highest score, the first of equals; null if none is.
const ArcEager::Step* ArcEager::Best(std::span<const float> scores,
                                     std::span<const uint8_t, kActions> valid) const {
  const Step* best = nullptr;
  float best_score = 0;
  for (const Run& run : runs_) {
    if (valid[run.action] == 0) continue;
    for (uint16_t m = run.begin; m < run.end; ++m) {
      if (best == nullptr || scores[m] > best_score) {
        best = &steps_[m];
        best_score = scores[m];
      }
    }
  }
  return best;
}

void ArcEager::Parse(const Scorer& scorer, const Known& known, Scratch* s, const Arcs& arcs) const {
  const size_t length = known.preset.size();
  Begin(known.preset, s);
  std::array<int32_t, kFeatures> features;
  std::array<uint8_t, kActions> valid;
  while (!s->stack.empty() || !s->rebuffer.empty() || static_cast<size_t>(s->next) < length) {
    Features(*s, length, features);
    const auto scores = scorer.model.Score(features, scorer.kernels, &s->model);
    Valid(*s, known.preset, valid);
    const Step* best = Best(scores, valid);
    if (best == nullptr) break;  // spaCy ends the parse there, too
    Apply(*best, length, s);
  }
  for (size_t t = 0; t < length; ++t) {
    const bool root = s->head[t] < 0;
    arcs.head[t] = static_cast<TokenId>(root ? static_cast<int32_t>(t) : s->head[t]);
    arcs.dep[t] = root ? root_ : labels_[s->label[t]].dep;
  }
  Deprojectivize(known.is_space, s, arcs);
}

// A decorated label X||Y says that the token is an X of the nearest Y below its
// present head, found breadth first from left to right (Nivre and Nilsson 2005,
// scheme HEAD). Heads that have been moved already count as moved; extents of
// subtrees don't change before the end, so a child moved out of its new head's
// extent isn't seen there.
void ArcEager::Deprojectivize(std::span<const uint8_t> is_space, Scratch* s,
                              const Arcs& arcs) const {
  const auto& [head, dep] = arcs;
  const size_t length = head.size();
  Edges edges;
  FindEdges(head, &edges);
  bool moved = false;
  std::vector<std::vector<TokenId>> children;  // by head, made when first needed
  std::vector<TokenId> queue;
  for (TokenId t = 0; t < length; ++t) {
    if (s->head[t] < 0 || labels_[s->label[t]].head_dep == 0) continue;
    if (!moved) {
      children.resize(length);
      for (TokenId c = 0; c < length; ++c) {
        if (head[c] != c) children[head[c]].push_back(c);
      }
      moved = true;
    }
    const LabelId wanted = labels_[s->label[t]].head_dep;
    TokenId found = head[t];
    queue.assign(1, head[t]);
    for (size_t at = 0; at < queue.size() && found == head[t]; ++at) {
      const TokenId q = queue[at];
      for (TokenId child : children[q]) {
        if (child < edges.left[q] || child > edges.right[q]) continue;
        if (child == t || is_space[child] != 0) continue;
        if (dep[child] == wanted &&
            (s->head[child] < 0 || labels_[s->label[child]].head_dep == 0 || child < t)) {
          found = child;
          break;
        }
        queue.push_back(child);
      }
    }
    if (found != head[t]) {
      auto& old = children[head[t]];
      old.erase(std::find(old.begin(), old.end(), t));
      auto& now = children[found];
      now.insert(std::lower_bound(now.begin(), now.end(), t), t);
      head[t] = found;
    }
  }
  if (moved) FindEdges(head, &edges);
  MarkSentenceStarts(head, edges, &s->starts);
}

}  // namespace avviso
