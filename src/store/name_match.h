// Which of the names in a store are meant by what a user typed.
//
//   "Vucic" among "vucic", "aleksandar vucic", "president aleksandar vucic" -> all three
//   "Brown" among "gordon brown", "scott brown"                            -> none; both told
//
// Names are compared by their words, folded. A longer name that holds what was typed is the
// same actor's; two that don't hold one another are two actors. Pure.

#ifndef AVVISO_STORE_NAME_MATCH_H_
#define AVVISO_STORE_NAME_MATCH_H_

#include <string>
#include <vector>

namespace avviso {

struct NameMatch {
  std::vector<std::string> names;   // of the one that is meant, as in `known`
  std::vector<std::string> others;  // the shortest name of each other that may be
};

// `asked` holds what was typed first, then other names of the same. If several may be meant,
// that one is that has one of the full names, else that is called exactly so; else none.
NameMatch MatchNames(const std::vector<std::string>& asked, const std::vector<std::string>& known);

// True if the words of `part` stand next to one another in `name`.
bool HoldsWords(const std::string& name, const std::string& part);

}  // namespace avviso

#endif  // AVVISO_STORE_NAME_MATCH_H_
