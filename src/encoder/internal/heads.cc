#include "encoder/internal/heads.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "nn/exact_exp.h"

namespace avviso {
namespace {

// A word that names an act less likely than this is given no more than that.
constexpr float kLeastAct = 0.02f;

// out[c] of encoder_file::FloatMatrix, summed in sixteen lanes.
void Multiply(const encoder_file::FloatMatrix& matrix, const float* x, float* out) {
  constexpr size_t kLanes = 16;
  for (size_t c = 0; c < matrix.width; ++c) {
    const float* weight = matrix.weight + c * matrix.depth;
    float lanes[kLanes] = {};
    for (size_t k = 0; k < matrix.depth; k += kLanes) {
      for (size_t i = 0; i < kLanes; ++i) lanes[i] += weight[k + i] * x[k + i];
    }
    float sum = matrix.bias[c];
    for (const float lane : lanes) sum += lane;
    out[c] = sum;
  }
}

// Signed distances in words: 0, 1, 2, 3-4, 5-8, … and the last for all further ones.
size_t Bucket(uint32_t word, uint32_t trigger, size_t buckets) {
  const size_t middle = buckets / 2;
  const uint32_t size = word > trigger ? word - trigger : trigger - word;
  const size_t step =
      size == 0 ? 0 : std::min<size_t>(middle, 1 + static_cast<size_t>(std::bit_width(size - 1)));
  return word > trigger ? middle + step : middle - step;
}

}  // namespace

void Heads::Read(const ChunkWords& words, const Floats& rows, Forward* forward,
                 Reading* reading) const {
  const size_t count = words.tokens.size(), width = view_.header.width;
  if (count == 0) return;
  const size_t act_width = view_.hidden.width;
  Floats hidden;
  forward->Multiply(rows.data(), width, count, view_.hidden, Int8After::kGelu, &hidden);
  std::vector<size_t> triggers;
  for (size_t i = 0; i < count; ++i) {
    Reading::Act& act = reading->act[words.tokens[i]];
    Multiply(view_.act, hidden.data() + i * act_width, act.data());
    ExactSoftmax(act.data(), act.size());
    if (1.0f - act[0] >= kLeastAct) triggers.push_back(i);
  }
  if (triggers.empty()) return;
  Floats of_triggers(triggers.size() * act_width), offers, wanted;
  for (size_t i = 0; i < triggers.size(); ++i) {
    std::copy_n(hidden.data() + triggers[i] * act_width, act_width,
                of_triggers.data() + i * act_width);
  }
  forward->Multiply(rows.data(), width, count, view_.role_word, Int8After::kNothing, &offers);
  forward->Multiply(of_triggers.data(), act_width, triggers.size(), view_.role_act,
                    Int8After::kNothing, &wanted);
  for (size_t i = 0; i < triggers.size(); ++i) {
    const float* g = of_triggers.data() + i * act_width;
    Reading::Trigger trigger;
    trigger.token = words.tokens[triggers[i]];
    Multiply(view_.status, g, trigger.status.data());
    ExactSoftmax(trigger.status.data(), trigger.status.size());
    Multiply(view_.historical, g, &trigger.historical);
    trigger.historical = ExactLogistic(trigger.historical);
    trigger.modes.resize(view_.mode.width);
    Multiply(view_.mode, g, trigger.modes.data());
    ExactSoftmax(trigger.modes.data(), trigger.modes.size());
    trigger.meaning.assign(g, g + act_width);
    float length = 0;
    for (const float x : trigger.meaning) length += x * x;
    if (length > 0) {
      for (float& x : trigger.meaning) x /= std::sqrt(length);
    }
    trigger.around = words.around;
    trigger.first_role = reading->roles.size() + i * words.around.size();
    reading->triggers.push_back(std::move(trigger));
  }
  ReadRoles(words, triggers, offers, wanted, reading);
}

float Heads::ActOf(const float* row, Forward* forward) const {
  Floats hidden;
  forward->Multiply(row, view_.header.width, 1, view_.hidden, Int8After::kGelu, &hidden);
  Reading::Act act;
  Multiply(view_.act, hidden.data(), act.data());
  ExactSoftmax(act.data(), act.size());
  return 1.0f - act[0];
}

void Heads::ReadRoles(const ChunkWords& words, const std::vector<size_t>& triggers,
                      const Floats& offers, const Floats& wanted, Reading* reading) const {
  const size_t width = view_.role_word.width, each = width / kReadRoles;
  const float shrink = 1.0f / std::sqrt(static_cast<float>(each));
  size_t row = reading->roles.size();
  reading->roles.resize(row + triggers.size() * words.around.size());
  for (size_t i = 0; i < triggers.size(); ++i, row += words.around.size()) {
    for (size_t w = 0; w < words.tokens.size(); ++w) {
      const float* distance =
          view_.role_distance +
          Bucket(words.numbers[w], words.numbers[triggers[i]], view_.header.buckets) * kReadRoles;
      Reading::Roles& out = reading->roles[row + (words.tokens[w] - words.around.begin)];
      for (size_t r = 0; r < kReadRoles; ++r) {
        const float* a = wanted.data() + i * width + r * each;
        const float* b = offers.data() + w * width + r * each;
        float sum = 0;
        for (size_t k = 0; k < each; ++k) sum += a[k] * b[k];
        out[r] = ExactLogistic(sum * shrink + distance[r]);
      }
    }
  }
}

}  // namespace avviso
