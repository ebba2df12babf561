#include "stories/term_weights.h"

#include <algorithm>
#include <cmath>

namespace avviso {
namespace {

// Function words are a closed class of the language, hence here and in no table.
constexpr std::string_view kFunctionWords =
    "the a an of to in on at for and or but is are was were be been being it its this that "
    "these those he she they his her hers their theirs him them we our ours you your yours i my "
    "mine me us as by with from has have had having not no will would can could may might should "
    "must shall do does did done doing said say says saying after before over into about up out "
    "who whom whose which what when where why how than then there here also more most some any "
    "all both each few one two new first last other others another such if so itself himself "
    "herself themselves mr mrs ms just only very too own same under while during through because "
    "since until between against nor yet per via amid s t";

constexpr double kPriorArticles = 300;
constexpr double kUnlistedShare = 0.004;
constexpr uint32_t kLeadBytes = 400;
constexpr uint32_t kTailByte = 2000;
constexpr float kTitleWeight = 3.0f;
constexpr float kLeadWeight = 2.0f;
constexpr float kTailWeight = 0.3f;
constexpr float kNameWeight = 1.5f;
constexpr float kNumberWeight = 0.7f;

float PlaceWeight(uint32_t byte, uint32_t title_end) {
  if (byte < title_end) return kTitleWeight;
  if (byte < title_end + kLeadBytes) return kLeadWeight;
  return byte < kTailByte ? 1.0f : kTailWeight;
}

}  // namespace

TermWeights::TermWeights(const std::vector<CommonWord>& common) {
  for (const CommonWord& word : common) {
    double& share = prior_share_[WordStem(word.word)];
    share = std::max(share, word.share);
  }
  const TextWords words = SplitText(kFunctionWords);
  for (const TextWord& word : words.words) function_words_[word.stem] = 1;
}

Terms TermWeights::Count(const TextWords& text, uint32_t title_end) const {
  Terms counts;
  counts.reserve(text.words.size());
  for (const TextWord& word : text.words) {
    if (IsCommon(word.stem)) continue;
    float weight = PlaceWeight(word.span.begin, title_end);
    if (word.capital) weight *= kNameWeight;
    if (word.number) weight *= kNumberWeight;
    counts.push_back({word.stem, weight});
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Term& a, const Term& b) { return a.stem < b.stem; });
  size_t kept = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (kept > 0 && counts[kept - 1].stem == counts[i].stem) {
      counts[kept - 1].weight += counts[i].weight;
    } else {
      counts[kept++] = counts[i];
    }
  }
  counts.resize(kept);
  return counts;
}

void TermWeights::Learn(const Terms& counts) {
  ++articles_;
  for (const Term& term : counts) ++ShardOf(term.stem)[term.stem];
}

uint32_t TermWeights::CountOf(uint32_t stem) const {
  const Counts& counts = learned_[stem % learned_.size()];
  const auto learned = counts.find(stem);
  return learned == counts.end() ? 0 : learned->second;
}

double TermWeights::Rarity(uint32_t stem) const {
  const auto prior = prior_share_.find(stem);
  const double share = prior == prior_share_.end() ? kUnlistedShare : prior->second;
  const double with = share * kPriorArticles + CountOf(stem);
  return std::max(0.0, std::log((kPriorArticles + articles_ + 1) / (with + 0.5)));
}

Terms TermWeights::Vector(const Terms& counts, size_t most) const {
  Terms vector;
  vector.reserve(counts.size());
  for (const Term& term : counts) {
    const float weight = term.weight >= 1 ? 1 + std::log(term.weight) : term.weight;
    const double rarity = Rarity(term.stem);
    if (rarity > 0) vector.push_back({term.stem, static_cast<float>(weight * rarity)});
  }
  if (vector.size() > most) {
    std::sort(vector.begin(), vector.end(), [](const Term& a, const Term& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.stem < b.stem;
    });
    vector.resize(most);
    std::sort(vector.begin(), vector.end(),
              [](const Term& a, const Term& b) { return a.stem < b.stem; });
  }
  double squares = 0;
  for (const Term& term : vector) squares += double{term.weight} * double{term.weight};
  if (squares <= 0) return {};
  const float scale = static_cast<float>(1 / std::sqrt(squares));
  for (Term& term : vector) term.weight *= scale;
  return vector;
}

double Dot(const Terms& a, const Terms& b) {
  double sum = 0;
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].stem < b[j].stem) {
      ++i;
    } else if (b[j].stem < a[i].stem) {
      ++j;
    } else {
      sum += double{a[i++].weight} * double{b[j++].weight};
    }
  }
  return sum;
}

}  // namespace avviso
