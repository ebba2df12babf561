// Note: something odd that a stage met and worked around. Notes are part of a
// record's output. A code never changes its meaning once published.

#ifndef AVVISO_BASE_NOTE_H_
#define AVVISO_BASE_NOTE_H_

#include <string>

namespace avviso {

struct Note {
  std::string code;     // kebab case, listed in docs/notes.md
  std::string message;  // one line for a person
};

}  // namespace avviso

#endif  // AVVISO_BASE_NOTE_H_
