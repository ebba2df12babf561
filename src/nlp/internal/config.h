// Config: the settings of a spaCy pipeline, config.cfg: an INI file whose values
// are JSON, one a line, under sections such as [components.ner.model].

#ifndef AVVISO_NLP_INTERNAL_CONFIG_H_
#define AVVISO_NLP_INTERNAL_CONFIG_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

class Config {
 public:
  // Errors: kCorrupt, with the line, if a line is neither a section, a setting,
  // a comment nor blank.
  static Result<Config> Parse(std::string_view bytes, const std::string& path);

  // The value as written, e.g. `"en"` with its quotes; empty if there is none.
  std::string_view Raw(const std::string& section, const std::string& key) const;
  // A JSON string's text; empty if there is none or it isn't a string.
  std::string String(const std::string& section, const std::string& key) const;
  std::vector<std::string> Strings(const std::string& section, const std::string& key) const;
  bool Bool(const std::string& section, const std::string& key, bool otherwise) const;

 private:
  std::map<std::string, std::string> values_;  // "section\nkey" -> raw value
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_CONFIG_H_
