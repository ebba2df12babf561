// What to tell a user whose command line can't be meant: which word is wrong, what may
// have been meant, and where to read on.

#ifndef AVVISO_CLI_USAGE_MESSAGE_H_
#define AVVISO_CLI_USAGE_MESSAGE_H_

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace avviso {

// The name that `word` is a slip of: at most a third of its letters wrong, missing, too many
// or swapped with the next. "" if there is none.
std::string NearestName(std::string_view word, const std::vector<std::string>& names);

// Of the arguments, without the program's name; `what` is the parser's own message.
std::string UsageMessage(const CLI::App& root, const std::vector<std::string>& arguments,
                         const std::string& what);

}  // namespace avviso

#endif  // AVVISO_CLI_USAGE_MESSAGE_H_
