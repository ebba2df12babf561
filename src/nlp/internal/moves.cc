#include "nlp/internal/moves.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/json_reader.h"
#include "nlp/internal/msgpack.h"

namespace avviso {

Result<std::vector<Move>> LoadMoves(std::string_view bytes, const std::string& path) {
  Msgpack in(bytes, path);
  std::string_view json;
  AVVISO_ASSIGN(const uint32_t members, in.Map());
  for (uint32_t i = 0; i < members; ++i) {
    AVVISO_ASSIGN(const std::string_view key, in.String());
    if (key == "moves") {
      AVVISO_ASSIGN(json, in.String());
    } else {
      AVVISO_TRY(in.Skip());
    }
  }
  AVVISO_ASSIGN(const JsonDocument doc, JsonDocument::Parse(json, path));

  // Actions in the order of their numbers as strings; labels by frequency and
  // then by name, both descending. Labels that were added after training have
  // negative frequencies and come last, over all actions.
  using Counted = std::pair<int64_t, std::string>;
  std::map<std::string, std::vector<Counted>> actions;
  doc.root().ForEach([&](std::string_view action, JsonValue labels) {
    std::vector<Counted>& list = actions[std::string(action)];
    labels.ForEach([&](std::string_view label, JsonValue frequency) {
      list.emplace_back(frequency.Integer().value_or(0), label);
    });
  });
  std::vector<Move> moves;
  std::vector<Counted> added;
  std::map<std::string, std::vector<int>> added_actions;
  for (auto& [name, labels] : actions) {
    int action = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), action).ec != std::errc()) {
      return Error{ErrorCode::kCorrupt, path + ": an action that isn't a number: " + name};
    }
    std::sort(labels.rbegin(), labels.rend());
    for (const auto& [frequency, label] : labels) {
      if (frequency >= 0) {
        moves.push_back({action, label});
      } else {
        added.emplace_back(frequency, label);
        added_actions[label].push_back(action);
      }
    }
  }
  std::sort(added.rbegin(), added.rend());
  for (const auto& [frequency, label] : added) {
    for (int action : added_actions[label]) {
      const bool known = std::any_of(moves.begin(), moves.end(), [&, name = label](const Move& m) {
        return m.action == action && m.label == name;
      });
      if (!known) moves.push_back({action, label});
    }
  }
  return moves;
}

}  // namespace avviso
