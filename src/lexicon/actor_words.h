// ActorWords: what a user calls countries and actors, as codes.
//
//   "Kosovo", "kosovan", "XK", "xkx" -> XKX      "Serbian army" -> SRBMIL
//   "NATO", "North Atlantic Treaty Organization" -> igo:nato
//
// Names are compared folded (base/fold.h), by the tables of countries, bodies, roles and
// persons in data/. Immutable after Load. Cost of a question: that of its words.

#ifndef AVVISO_LEXICON_ACTOR_WORDS_H_
#define AVVISO_LEXICON_ACTOR_WORDS_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lexicon/table.h"

namespace avviso {

struct ActorMeaning {
  std::string key;   // "SRB", "SRBMIL", "igo:un"
  std::string name;  // "Serbia"
  friend bool operator==(const ActorMeaning&, const ActorMeaning&) = default;
};

class ActorWords {
 public:
  // Errors: those of Table::Load.
  static Result<ActorWords> Load(const std::string& data_dir);

  // Countries that `text` may mean: by code of two or three letters, name, demonym. None for
  // what is no country.
  std::vector<ActorMeaning> Countries(std::string_view text) const;
  // The same for actors; codes with a sector, ids, bodies, and "Serbian army" too.
  std::vector<ActorMeaning> Actors(std::string_view text) const;
  // Other names, folded, of the bodies and persons that are called so.
  std::vector<std::string> OtherNames(std::string_view text) const;

  // All names of countries, as written, to look for the nearest.
  const std::vector<std::string>& country_names() const { return country_names_; }

 private:
  friend class ActorWordsLoader;
  std::unordered_map<std::string, std::vector<ActorMeaning>> countries_, others_;
  std::unordered_map<std::string, std::string> sectors_;  // of role nouns
  std::set<std::string, std::less<>> known_sectors_;
  std::map<std::string, std::string, std::less<>> name_of_;           // of codes and ids
  std::unordered_map<std::string, std::vector<std::string>> called_;  // key -> folded names
  std::unordered_map<std::string, std::vector<std::string>> keys_;    // folded name -> keys
  std::vector<std::string> country_names_;
};

// `text` folded, with single spaces, without "the" before it.
std::string FoldedWords(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_LEXICON_ACTOR_WORDS_H_
