#include "stories/term_sums.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace avviso {
namespace {

constexpr double kUnit = 4294967296.0;
constexpr size_t kMuchLonger = 16;  // from which looking up beats walking along

int64_t Fixed(float weight) { return std::llround(double{weight} * kUnit); }

}  // namespace

std::vector<uint32_t> TermSums::Add(const Terms& vector, float limit) {
  size_t fresh = 0;
  auto row = rows_.begin();
  for (const Term& term : vector) {
    while (row != rows_.end() && row->stem < term.stem) ++row;
    if (row == rows_.end() || row->stem != term.stem) ++fresh;
  }
  // Merged from the back, so that rows move once.
  size_t from = rows_.size();
  rows_.resize(rows_.size() + fresh);
  size_t into = rows_.size();
  std::vector<uint32_t> marked;
  for (size_t i = vector.size(); i > 0; --i) {
    const Term& term = vector[i - 1];
    while (from > 0 && rows_[from - 1].stem > term.stem) rows_[--into] = rows_[--from];
    if (from > 0 && rows_[from - 1].stem == term.stem) {
      rows_[--into] = rows_[--from];
    } else {
      rows_[--into] = {term.stem, 0, 0, 0};
    }
    ++rows_[into].articles;
    rows_[into].weight += Fixed(term.weight);
    if (term.weight >= limit && ++rows_[into].marks == 1) marked.push_back(term.stem);
  }
  return marked;
}

std::vector<uint32_t> TermSums::Subtract(const Terms& vector, float limit) {
  std::vector<uint32_t> unmarked;
  auto row = rows_.begin();
  for (const Term& term : vector) {
    while (row != rows_.end() && row->stem < term.stem) ++row;
    AVVISO_CHECK(row != rows_.end() && row->stem == term.stem);
    --row->articles;
    row->weight -= Fixed(term.weight);
    if (term.weight >= limit && --row->marks == 0) unmarked.push_back(term.stem);
  }
  std::erase_if(rows_, [](const Row& held) { return held.articles == 0; });
  return unmarked;
}

const TermSums::Row* TermSums::Find(uint32_t stem) const {
  const auto row =
      std::lower_bound(rows_.begin(), rows_.end(), stem,
                       [](const Row& held, uint32_t wanted) { return held.stem < wanted; });
  return row == rows_.end() || row->stem != stem ? nullptr : &*row;
}

double TermSums::Of(uint32_t stem) const {
  const Row* row = Find(stem);
  return row == nullptr ? 0 : static_cast<double>(row->weight) / kUnit;
}

double TermSums::Dot(const Terms& vector) const {
  double sum = 0;
  if (rows_.size() > kMuchLonger * vector.size()) {
    for (const Term& term : vector) sum += double{term.weight} * Of(term.stem);
    return sum;
  }
  auto row = rows_.begin();
  for (const Term& term : vector) {
    while (row != rows_.end() && row->stem < term.stem) ++row;
    if (row == rows_.end()) break;
    if (row->stem == term.stem) {
      sum += double{term.weight} * (static_cast<double>(row->weight) / kUnit);
    }
  }
  return sum;
}

double TermSums::Dot(const TermSums& other) const {
  double sum = 0;
  auto row = rows_.begin();
  for (const Row& held : other.rows_) {
    while (row != rows_.end() && row->stem < held.stem) ++row;
    if (row == rows_.end()) break;
    if (row->stem != held.stem) continue;
    sum += static_cast<double>(row->weight) / kUnit * (static_cast<double>(held.weight) / kUnit);
  }
  return sum;
}

}  // namespace avviso
