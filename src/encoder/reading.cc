#include "encoder/reading.h"

#include <algorithm>

namespace avviso {

const Reading::Trigger* Reading::TriggerAt(TokenId t) const {
  const auto at = std::lower_bound(triggers.begin(), triggers.end(), t,
                                   [](const Trigger& a, TokenId b) { return a.token < b; });
  return at != triggers.end() && at->token == t ? &*at : nullptr;
}

Reading::Roles Reading::RolesOf(const Trigger& trigger, TokenId word) const {
  if (!trigger.around.Contains(word)) return {};
  return roles[trigger.first_role + (word - trigger.around.begin)];
}

}  // namespace avviso
