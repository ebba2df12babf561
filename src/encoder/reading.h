// Reading: what the encoder makes of each word of a document.
//
// A record, with no behaviour but look-ups. Rows are tokens, as in nlp/document.h. For each the
// encoder says how likely it names an act of each type (codebook, section 2), or none; for those
// that may, with what mode and status, and how likely each word around it is its source, target,
// place, time or voice. Later stages weigh that beside the grammar; nothing here is a decision.
//
// An empty reading (no encoder) has no rows.

#ifndef AVVISO_ENCODER_READING_H_
#define AVVISO_ENCODER_READING_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nlp/document.h"

namespace avviso {

inline constexpr size_t kReadTypes = 16;    // without "none"
inline constexpr size_t kReadStatuses = 5;  // in the order of EventStatus
enum class ReadRole : uint8_t { kSource, kTarget, kPlace, kTime, kVoice };
inline constexpr size_t kReadRoles = 5;

// Names of what the numbers of a reading stand for, as the encoder's file has them.
struct ReadingLabels {
  std::vector<std::string> types;  // PLOVER types
  std::vector<std::string> modes;
};

struct Reading {
  // Probabilities of one token: none, then the types; they add up to 1.
  using Act = std::array<float, 1 + kReadTypes>;
  // Probabilities of one word for each role towards one trigger.
  using Roles = std::array<float, kReadRoles>;

  // A token that may name an act.
  struct Trigger {
    TokenId token = 0;
    std::array<float, kReadStatuses> status = {};  // they add up to 1
    float historical = 0;
    std::vector<float> modes;    // none, then ReadingLabels::modes; they add up to 1
    std::vector<float> meaning;  // a direction of length 1; two of one act point alike
    TokenRange around;           // the tokens that were read together with it
    size_t first_role = 0;       // the row of `roles` of the first of them
  };

  bool empty() const { return act.empty(); }
  // How likely `t` names an act at all; 0 in an empty reading.
  float ActAt(TokenId t) const { return t < act.size() ? 1.0f - act[t][0] : 0.0f; }
  // nullptr if `t` is none.
  const Trigger* TriggerAt(TokenId t) const;
  // Of `word` towards `trigger`; zeros if they weren't read together.
  Roles RolesOf(const Trigger& trigger, TokenId word) const;

  std::shared_ptr<const ReadingLabels> labels;
  std::vector<Act> act;           // a row a token
  std::vector<Trigger> triggers;  // in the order of the text
  std::vector<Roles> roles;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_READING_H_
