// Model directories that are broken in some way are refused with the right code, and
// never crash the program. Each test alters one file of the installed model, in a
// folder of links to the others.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "nlp/pipeline.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

std::string InstalledModel() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  std::string cache = variable("AVVISO_DATA");
  if (cache.empty() && !variable("XDG_CACHE_HOME").empty()) {
    cache = variable("XDG_CACHE_HOME") + "/avviso";
  }
  if (cache.empty()) cache = variable("HOME") + "/.cache/avviso";
  return cache + "/models/en_core_web_sm-3.8.0";
}

// The files that Load reads.
const std::vector<std::string> kMessagePackFiles = {"tokenizer",
                                                    "vocab/lookups.bin",
                                                    "attribute_ruler/patterns",
                                                    "lemmatizer/lookups/lookups.bin",
                                                    "ner/model",
                                                    "ner/moves",
                                                    "parser/model",
                                                    "parser/moves",
                                                    "tagger/model",
                                                    "tok2vec/model"};
const std::vector<std::string> kJsonFiles = {"meta.json", "ner/cfg", "parser/cfg", "tagger/cfg"};

// A model of links to the installed one's files, that goes with the test.
class BrokenModel {
 public:
  BrokenModel()
      : path_(testing::TempDir() + "avviso_model_" + std::to_string(::getpid()) + "_" +
              std::to_string(made_++)) {
    const fs::path model = InstalledModel();
    fs::remove_all(path_);
    for (const auto& entry : fs::recursive_directory_iterator(model)) {
      const fs::path target = path_ / entry.path().lexically_relative(model);
      if (entry.is_directory()) {
        fs::create_directories(target);
      } else {
        fs::create_directories(target.parent_path());
        fs::create_symlink(fs::absolute(entry.path()), target);
      }
    }
  }
  ~BrokenModel() { fs::remove_all(path_); }
  BrokenModel(const BrokenModel&) = delete;
  BrokenModel& operator=(const BrokenModel&) = delete;

  void Remove(const std::string& file) const { fs::remove_all(path_ / file); }
  void Write(const std::string& file, const std::string& bytes) const {
    Remove(file);
    std::ofstream(path_ / file, std::ios::binary) << bytes;
  }
  void MakeFolder(const std::string& file) const {
    Remove(file);
    fs::create_directories(path_ / file);
  }
  static std::string Read(const std::string& file) {
    auto bytes = ReadFile(JoinPath(InstalledModel(), file));
    if (!bytes.ok()) {
      ADD_FAILURE() << bytes.error().message << "\nrun tools/fetch_model.sh";
      return {};
    }
    return std::move(bytes).value();
  }
  // Writes the file with `from`, which is there, made `to`.
  void Replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string bytes = Read(file);
    const size_t at = bytes.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    Write(file, bytes.replace(at, from.size(), to));
  }
  Result<Pipeline> Load() const { return Pipeline::Load(path_.string()); }

 private:
  static inline int made_ = 0;
  fs::path path_;
};

void ExpectRefused(const BrokenModel& model, const std::set<ErrorCode>& codes,
                   const std::string& named) {
  const auto loaded = model.Load();
  ASSERT_FALSE(loaded.ok()) << named;
  EXPECT_TRUE(codes.contains(loaded.error().code))
      << ErrorName(loaded.error().code) << ": " << loaded.error().message;
  EXPECT_NE(loaded.error().message.find(named), std::string::npos) << loaded.error().message;
}

TEST(BrokenModel, LoadsUnbroken) {
  const auto loaded = BrokenModel().Load();
  EXPECT_TRUE(loaded.ok()) << loaded.error().message;
}

TEST(BrokenModel, IsNotThere) {
  const auto none = Pipeline::Load(testing::TempDir() + "no such model");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(Pipeline::Load(JoinPath(InstalledModel(), "config.cfg")).ok());
}

TEST(BrokenModel, LacksAFile) {
  std::vector<std::string> files = kMessagePackFiles;
  files.insert(files.end(), kJsonFiles.begin(), kJsonFiles.end());
  files.push_back("config.cfg");
  for (const std::string& file : files) {
    if (file == "vocab/lookups.bin") continue;  // spaCy writes none for some models
    BrokenModel model;
    model.Remove(file);
    ExpectRefused(model, {ErrorCode::kNotFound}, file);
  }
}

TEST(BrokenModel, HasAFolderForAFile) {
  BrokenModel model;
  model.MakeFolder("parser/model");
  EXPECT_FALSE(model.Load().ok());
}

TEST(BrokenModel, IsCut) {
  for (const std::string& file : kMessagePackFiles) {
    const std::string bytes = BrokenModel::Read(file);
    for (size_t size : {size_t{0}, size_t{1}, size_t{100}, bytes.size() / 3, bytes.size() - 1}) {
      if (size == 0 && file == "vocab/lookups.bin") continue;
      BrokenModel model;
      model.Write(file, bytes.substr(0, size));
      SCOPED_TRACE(file + " cut to " + std::to_string(size));
      ExpectRefused(model, {ErrorCode::kTruncated, ErrorCode::kCorrupt}, file);
    }
  }
  for (const std::string& file : kJsonFiles) {
    const std::string bytes = BrokenModel::Read(file);
    for (size_t size : {size_t{0}, bytes.size() / 2, bytes.size() - 2}) {
      BrokenModel model;
      model.Write(file, bytes.substr(0, size));
      SCOPED_TRACE(file + " cut to " + std::to_string(size));
      ExpectRefused(model, {ErrorCode::kTruncated, ErrorCode::kCorrupt}, file);
    }
  }
  const std::string config = BrokenModel::Read("config.cfg");
  for (size_t size : {size_t{0}, config.size() / 10, config.size() / 3}) {
    BrokenModel model;
    model.Write("config.cfg", config.substr(0, size));
    EXPECT_FALSE(model.Load().ok()) << size;
  }
}

TEST(BrokenModel, HasOtherBytesThanItShould) {
  for (const std::string& file : kMessagePackFiles) {
    for (const std::string& bytes : {std::string("not a model\n"), std::string(4096, '\0'),
                                     std::string("\xDF\xFF\xFF\xFF\xFF", 5)}) {
      BrokenModel model;
      model.Write(file, bytes);
      ExpectRefused(model, {ErrorCode::kTruncated, ErrorCode::kCorrupt}, file);
    }
  }
}

// Bits that flip may leave a model that loads; it must then run.
TEST(BrokenModel, HasFlippedBits) {
  std::vector<std::string> files = kMessagePackFiles;
  files.insert(files.end(), kJsonFiles.begin(), kJsonFiles.end());
  files.insert(files.end(), {"config.cfg", "vocab/vectors", "vocab/key2row"});
  std::minstd_rand random(1);
  size_t refused = 0, run = 0;
  for (const std::string& file : files) {
    const std::string bytes = BrokenModel::Read(file);
    ASSERT_FALSE(bytes.empty()) << file;
    for (int round = 0; round < 4; ++round) {
      // Half of the places near the start, where the structure is.
      const size_t range = round % 2 == 0 ? std::min<size_t>(bytes.size(), 600) : bytes.size();
      const size_t at = random() % range;
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << random() % 8));
      BrokenModel model;
      model.Write(file, flipped);
      SCOPED_TRACE(file + " at " + std::to_string(at));
      const auto loaded = model.Load();
      if (!loaded.ok()) {
        EXPECT_FALSE(loaded.error().message.empty());
        ++refused;
        continue;
      }
      Document doc(
          "Serbia's troops (some 500) won't leave, \"for now\", says news.example.\n\nOh!");
      Pipeline::Workspace workspace = loaded.value().MakeWorkspace();
      loaded.value().Annotate(&doc, &workspace);
      const Status valid = doc.Validate();
      EXPECT_TRUE(valid.ok()) << valid.error().message;
      ++run;
    }
  }
  EXPECT_GT(refused, 0u);
  EXPECT_GT(run, 0u);
}

TEST(BrokenModel, HasWeightsOfAWrongShape) {
  // Shapes as MessagePack writes them: the number of sides, then the sides.
  BrokenModel tagger;
  tagger.Replace("tagger/model", "\x92\x32\x60", "\x92\x60\x32");
  ExpectRefused(tagger, {ErrorCode::kWrongShape}, "tagger/model");
  BrokenModel parser;
  parser.Replace("parser/model", "\x94\x08\x40\x02\x40", "\x94\x08\x20\x04\x40");
  ExpectRefused(parser, {ErrorCode::kWrongShape}, "parser/model");
  BrokenModel features;
  features.Replace("parser/model", "\x94\x08\x40\x02\x40", "\x94\x10\x20\x02\x40");
  ExpectRefused(features, {ErrorCode::kWrongShape}, "parser/model");
  // 96 rows of 3 pieces of 288 inputs (a 16-bit number).
  BrokenModel encoder;
  encoder.Replace("tok2vec/model", std::string("\x93\x60\x03\xCD\x01\x20", 6),
                  std::string("\x93\x03\x60\xCD\x01\x20", 6));
  ExpectRefused(encoder, {ErrorCode::kWrongShape}, "tok2vec/model");
}

TEST(BrokenModel, HasNoRowsInATable) {
  const std::string rows("\x92\xCD\x13\x88\x60", 5), none("\x92\xCD\x00\x00\x60", 5);
  BrokenModel cut;  // the numbers are still there
  cut.Replace("tok2vec/model", rows, none);
  ExpectRefused(cut, {ErrorCode::kCorrupt}, "tok2vec/model");
  // And a table that is truly empty: a hash modulo its rows has no answer.
  std::string bytes = BrokenModel::Read("tok2vec/model");
  const size_t at = bytes.find(rows);
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, rows.size(), none);
  const std::string data(
      "\xC4\x04"
      "data\xC6\x00\x1D\x4C\x00",
      11);  // 5000 x 96 x 4 bytes
  const size_t start = bytes.find(data, at);
  ASSERT_NE(start, std::string::npos);
  bytes.replace(start, data.size() + 5000 * 96 * 4,
                std::string("\xC4\x04"
                            "data\xC4\x00",
                            8));
  BrokenModel empty;
  empty.Write("tok2vec/model", bytes);
  ExpectRefused(empty, {ErrorCode::kWrongShape}, "tok2vec/model");
}

TEST(BrokenModel, HasTheWeightsOfAnotherComponent) {
  const std::vector<std::string> components = {"ner/model", "parser/model", "tagger/model",
                                               "tok2vec/model"};
  for (const std::string& file : components) {
    for (const std::string& other : components) {
      if (file == other) continue;
      // The entity recogniser's weights hold a whole tok2vec of their own.
      if (file == "tok2vec/model" && other == "ner/model") continue;
      BrokenModel model;
      model.Write(file, BrokenModel::Read(other));
      SCOPED_TRACE(other + " as " + file);
      const auto loaded = model.Load();
      EXPECT_FALSE(loaded.ok());
    }
  }
  BrokenModel moves;
  moves.Write("parser/moves", BrokenModel::Read("ner/moves"));
  EXPECT_FALSE(moves.Load().ok());
}

TEST(BrokenModel, HasAComponentThatCannotBeRun) {
  BrokenModel model;
  model.Replace("config.cfg", "factory = \"tagger\"", "factory = \"spancat\"");
  ExpectRefused(model, {ErrorCode::kUnsupported}, "spancat");
  BrokenModel unnamed;
  unnamed.Replace("config.cfg", "factory = \"tagger\"", "factory = \"\"");
  ExpectRefused(unnamed, {ErrorCode::kUnsupported}, "tagger");
  BrokenModel beam;
  beam.Replace("parser/cfg", "\"beam_width\":1,", "\"beam_width\":8,");
  ExpectRefused(beam, {ErrorCode::kUnsupported}, "parser");
}

TEST(BrokenModel, LacksTheNetworkThatItsPartsListenTo) {
  BrokenModel model;
  model.Replace("config.cfg", "pipeline = [\"tok2vec\",", "pipeline = [");
  ExpectRefused(model, {ErrorCode::kUnsupported}, "listens");
}

TEST(BrokenModel, IsOfAnotherSpacy) {
  for (const char* version : {">=4.0.0,<4.1.0", ">=2.3.0,<2.4.0", "", "three"}) {
    BrokenModel model;
    model.Replace("meta.json", ">=3.7.5,<3.9.0", version);
    ExpectRefused(model, {ErrorCode::kUnsupported}, version);
  }
}

TEST(BrokenModel, HasNoPipeline) {
  BrokenModel model;
  model.Write("config.cfg", "[nlp]\nlang = \"en\"\n");
  EXPECT_FALSE(model.Load().ok());
}

}  // namespace
}  // namespace avviso
