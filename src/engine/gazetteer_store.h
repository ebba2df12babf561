// The gazetteer on this machine: <cache>/gazetteer/gazetteer-2.bin, where 2 is the
// version of its layout (lexicon/gazetteer.h).

#ifndef AVVISO_ENGINE_GAZETTEER_STORE_H_
#define AVVISO_ENGINE_GAZETTEER_STORE_H_

#include <cstddef>
#include <string>

#include "base/result.h"

namespace avviso {

// The path of the installed file; empty if there is none.
std::string FindGazetteer();

struct GazetteerSummary {
  std::string path;
  std::string checksum;
  size_t places = 0;
  size_t skipped = 0;  // rows that couldn't be read
};

// Opens the installed file and holds it against its checksum. Errors: those of
// Gazetteer::Open; kNotFound if none is installed.
Result<GazetteerSummary> CheckGazetteer();

// Compiles the dumps in `folder` (lexicon/gazetteer_builder.h) and puts the file in place
// of the one that is there. Errors: those of BuildGazetteer and WriteFile.
Result<GazetteerSummary> AddGazetteer(const std::string& folder, const std::string& tables);

}  // namespace avviso

#endif  // AVVISO_ENGINE_GAZETTEER_STORE_H_
