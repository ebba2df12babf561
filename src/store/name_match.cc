#include "store/name_match.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/fold.h"
#include "base/utf8.h"

namespace avviso {
namespace {

// The words of a name, folded, with a blank before, between and behind them.
std::string WordsOf(const std::string& name) {
  const std::string folded = Folded(RepairUtf8(name));
  std::string words = " ";
  for (size_t at = 0; at < folded.size();) {
    const size_t begin = at;
    const char32_t c = DecodeUtf8(folded, &at);
    if (c == '.') continue;  // "U.N." is "un"
    if (IsWordCharacter(c)) {
      words.append(folded, begin, at - begin);
    } else if (words.back() != ' ') {
      words.push_back(' ');
    }
  }
  if (words.back() != ' ') words.push_back(' ');
  return words;
}

bool Holds(const std::string& name, const std::string& part) {
  return part.size() > 1 && name.find(part) != std::string::npos;
}

bool IsFull(const std::string& words) { return std::count(words.begin(), words.end(), ' ') > 2; }

struct Candidate {
  std::string name;   // as known
  std::string words;  // of it
  size_t group = 0;   // the first candidate of its group
};

class Matcher {
 public:
  explicit Matcher(const std::vector<std::string>& asked) {
    for (const std::string& name : asked) asked_.push_back(WordsOf(name));
  }

  NameMatch Match(const std::vector<std::string>& known) {
    for (const std::string& name : known) {
      std::string words = WordsOf(name);
      const bool held = std::any_of(asked_.begin(), asked_.end(),
                                    [&](const std::string& part) { return Holds(words, part); });
      if (!held) continue;
      const bool bare =
          std::find(asked_.begin(), asked_.end(), words) != asked_.end() && !IsFull(words);
      (bare ? bare_ : full_).push_back({name, std::move(words), 0});
    }
    Group();
    NameMatch match = Choose();
    AddLastName(known, &match);
    return match;
  }

 private:
  // Names that hold one another, or one of the full names that were asked for, are one's.
  void Group() {
    for (size_t i = 0; i < full_.size(); ++i) full_[i].group = i;
    for (size_t i = 0; i < full_.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (full_[i].group == full_[j].group || !AreOne(full_[i].words, full_[j].words)) continue;
        const size_t from = std::max(full_[i].group, full_[j].group);
        const size_t to = std::min(full_[i].group, full_[j].group);
        for (Candidate& one : full_) one.group = one.group == from ? to : one.group;
      }
    }
  }

  bool HasAskedName(const std::string& words) const {
    return std::any_of(asked_.begin(), asked_.end(),
                       [&](const std::string& part) { return IsFull(part) && Holds(words, part); });
  }

  bool AreOne(const std::string& a, const std::string& b) const {
    if (HasAskedName(a) && HasAskedName(b)) return true;
    return (IsFull(b) && Holds(a, b)) || (IsFull(a) && Holds(b, a));
  }

  NameMatch Choose() const {
    std::map<size_t, std::vector<const Candidate*>> groups;
    for (const Candidate& one : full_) groups[one.group].push_back(&one);
    const std::vector<const Candidate*>* meant = nullptr;
    for (const auto& [first, group] : groups) {
      const bool asked = std::any_of(group.begin(), group.end(), [&](const Candidate* one) {
        return HasAskedName(one->words);
      });
      if (asked || groups.size() == 1) meant = &group;
    }
    NameMatch match;
    if (meant != nullptr) {
      for (const Candidate* one : *meant) match.names.push_back(one->name);
    }
    for (const Candidate& one : bare_) match.names.push_back(one.name);
    for (const auto& [first, group] : groups) {
      if (&group == meant) continue;
      match.others.push_back((*std::min_element(group.begin(), group.end(),
                                                [](const Candidate* a, const Candidate* b) {
                                                  return a->name.size() < b->name.size();
                                                }))
                                 ->name);
    }
    return match;
  }

  // "Vucic" alone is the Aleksandar Vucic that was asked for if nobody else is called so.
  void AddLastName(const std::vector<std::string>& known, NameMatch* match) const {
    if (!IsFull(asked_.front()) || match->names.empty()) return;
    const std::string& full = asked_.front();
    const std::string last = full.substr(full.rfind(' ', full.size() - 2));
    std::vector<std::string> alone;
    for (const std::string& name : known) {
      const std::string words = WordsOf(name);
      if (words == last) {
        alone.push_back(name);
      } else if (Holds(words, last) && !HasAskedName(words)) {
        return;
      }
    }
    match->names.insert(match->names.end(), alone.begin(), alone.end());
  }

  std::vector<std::string> asked_;
  std::vector<Candidate> full_, bare_;
};

}  // namespace

NameMatch MatchNames(const std::vector<std::string>& asked, const std::vector<std::string>& known) {
  return Matcher(asked).Match(known);
}

bool HoldsWords(const std::string& name, const std::string& part) {
  return Holds(WordsOf(name), WordsOf(part));
}

}  // namespace avviso
