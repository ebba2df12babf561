// A store in a folder of its own, for tests.

#ifndef AVVISO_TESTS_STORE_FIXTURE_H_
#define AVVISO_TESTS_STORE_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/json_reader.h"
#include "base/sha256.h"
#include "sample_record.h"
#include "store/store_care.h"
#include "store/store_reader.h"
#include "store/store_writer.h"

namespace avviso {

template <typename T>
ErrorCode CodeOf(const Result<T>& result) {
  EXPECT_FALSE(result.ok());
  return result.ok() ? ErrorCode::kIo : result.error().code;
}

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "avviso-store-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ + "/s.db";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  StoreWriter Writer(bool recode = false) {
    WriterOptions options;
    options.clock = [this] { return now_; };
    options.recode = recode;
    Result<StoreWriter> writer = StoreWriter::Open(path_, {"0.1.0", "m", "l"}, options);
    EXPECT_TRUE(writer.ok()) << writer.error().message;
    return std::move(writer).value();
  }

  StoreReader Reader() {
    Result<StoreReader> reader = StoreReader::Open(path_);
    EXPECT_TRUE(reader.ok()) << reader.error().message;
    return std::move(reader).value();
  }

  static ArticleToStore ToStore(const SampleArticle& article) {
    ArticleToStore made;
    made.key = article.url;
    made.record = SampleRecord(article);
    made.input_sha256 = Sha256Hex(article.text + article.title);
    return made;
  }

  PutOutcome Put(StoreWriter* writer, const SampleArticle& article) {
    const Result<PutOutcome> put = writer->Put(ToStore(article));
    EXPECT_TRUE(put.ok()) << put.error().message;
    return put.value();
  }

  void Store(const std::vector<SampleArticle>& articles) {
    StoreWriter writer = Writer();
    for (const SampleArticle& article : articles) Put(&writer, article);
    EXPECT_TRUE(writer.Commit().ok());
  }

  std::vector<std::string> Ids(const RecordQuery& query) {
    StoreReader reader = Reader();
    const Result<RecordPage> page = reader.Find(query);
    EXPECT_TRUE(page.ok()) << page.error().message;
    std::vector<std::string> ids;
    for (const EventRow& row : page.value().rows) {
      ids.emplace_back(JsonDocument::Parse(row.json, "").value().root()["id"].String());
    }
    return ids;
  }

  std::string Dump() {
    StoreReader reader = Reader();
    std::string dump;
    const Status done = DumpStore(&reader, [&dump](const std::string& text) {
      dump += text;
      return Ok();
    });
    EXPECT_TRUE(done.ok());
    return dump;
  }

  std::vector<std::string> Faults() {
    StoreReader reader = Reader();
    const auto faults =
        CheckStore(&reader, [](const std::string&, std::string_view) { return Ok(); });
    EXPECT_TRUE(faults.ok());
    return faults.value();
  }

  std::string folder_, path_;
  std::string now_ = "2023-10-01T00:00:00Z";
};

inline SampleArticle Numbered(int number) {
  SampleArticle article;
  article.id = "n" + std::to_string(number);
  article.url = "https://hotnews.example/" + article.id;
  article.events[0].id = "e" + std::to_string(number);
  article.events[0].day =
      number < 10 ? "2023-09-0" + std::to_string(number) : "2023-09-" + std::to_string(number);
  return article;
}

}  // namespace avviso

#endif  // AVVISO_TESTS_STORE_FIXTURE_H_
