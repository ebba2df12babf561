// The models and tables on this machine: where they are, and whether they are
// what they should be.
//
//   <cache>/models/en_core_web_sm-3.8.0/          config.cfg and the rest
//   <cache>/models/en_core_web_sm-3.8.0.sha256    "<sha256>  <path in the model>" a line
//   <tables>/models/en_core_web_sm-3.8.0.sha256   the same, pinned with the program
//
// <cache> is $AVVISO_DATA, or $XDG_CACHE_HOME/avviso, or ~/.cache/avviso. The
// pinned list is the one that counts where there is one.

#ifndef AVVISO_ENGINE_MODEL_STORE_H_
#define AVVISO_ENGINE_MODEL_STORE_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace avviso {

inline constexpr char kDefaultModel[] = "en_core_web_sm-3.8.0";

// The cache folder; it needn't exist.
std::string CacheFolder();

// The folder of the tables: `given`, or $AVVISO_TABLES, or what stands beside the
// program (../share/avviso/data of an installation, data/ of a source tree).
// Errors: kNotFound.
Result<std::string> FindTables(const std::string& given);

// The directory of a model: `given` if it is a directory with a config.cfg, else
// the installed model of that name, or, without a version, the last of its
// versions. Empty means the default. Errors: kNotFound, saying how to get one.
Result<std::string> FindModel(const std::string& given);

// Installed models, by name.
std::vector<std::string> InstalledModels();

struct ModelCheck {
  std::string name;
  bool known = false;                 // there is a list to hold it against
  size_t files = 0;                   // checked
  std::vector<std::string> problems;  // "parser/model: differs", …; empty if all is well
};

// Holds each file of the installed model against its list. Errors: kCorrupt if the
// list is malformed; what is wrong with the model is in `problems`.
Result<ModelCheck> CheckModel(const std::string& name, const std::string& tables);

// Copies the model directory into the cache, beside itself first and then by a
// rename, with a list of its files' hashes. Its name is that of the pinned list
// that it matches, else <lang>_<name>-<version> of its meta.json. Says the name.
// Errors: kNotFound, kCorrupt (meta.json), kInvalid (a model of that name but of
// other bytes is there), kPermission, kIo.
Result<std::string> AddModel(const std::string& directory, const std::string& tables);

}  // namespace avviso

#endif  // AVVISO_ENGINE_MODEL_STORE_H_
