#include "engine/gazetteer_store.h"

#include <filesystem>
#include <utility>

#include "base/file_system.h"
#include "engine/model_store.h"
#include "lexicon/gazetteer.h"
#include "lexicon/gazetteer_builder.h"

namespace avviso {
namespace {

std::string Folder() { return JoinPath(CacheFolder(), "gazetteer"); }
std::string Path() { return JoinPath(Folder(), "gazetteer-2.bin"); }

}  // namespace

std::string FindGazetteer() { return FileExists(Path()) ? Path() : ""; }

Result<GazetteerSummary> CheckGazetteer() {
  AVVISO_ASSIGN(const Gazetteer gazetteer, Gazetteer::Open(Path()));
  return GazetteerSummary{Path(), gazetteer.checksum(), gazetteer.size(), 0};
}

Result<GazetteerSummary> AddGazetteer(const std::string& folder, const std::string& tables) {
  size_t skipped = 0;
  AVVISO_ASSIGN(const std::string bytes, BuildGazetteer(folder, tables, &skipped));
  std::error_code error;
  std::filesystem::create_directories(Folder(), error);
  if (error) return SystemError(error.value(), "make", Folder());
  // The mark of a file that tools/fetch_gazetteer.sh made, and may replace.
  std::filesystem::remove(JoinPath(Folder(), "gazetteer-2.stamp"), error);
  AVVISO_TRY(WriteFile(Path(), bytes));
  AVVISO_ASSIGN(GazetteerSummary summary, CheckGazetteer());
  summary.skipped = skipped;
  return summary;
}

}  // namespace avviso
