#include <gtest/gtest.h>
#include <zstd.h>

#include <memory>
#include <string>
#include <vector>

#include "archive/gzip.h"
#include "archive/http_message.h"
#include "archive/peek_source.h"
#include "archive/warc_reader.h"
#include "archive/warc_writer.h"
#include "archive/zstd_source.h"

namespace avviso {
namespace {

// Owns its bytes and gives them in pieces of at most `step`.
class Pieces : public ByteSource {
 public:
  Pieces(std::string bytes, size_t step) : bytes_(std::move(bytes)), step_(step) {}
  Result<size_t> Read(char* to, size_t size) override {
    const size_t count = std::min({size, step_, bytes_.size() - at_});
    if (count > 0) std::memcpy(to, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  size_t step_;
  size_t at_ = 0;
};

std::unique_ptr<ByteSource> From(std::string bytes, size_t step = 1 << 20) {
  return std::make_unique<Pieces>(std::move(bytes), step);
}

std::unique_ptr<ByteSource> Gunzip(std::string bytes, size_t step = 1 << 20) {
  return std::make_unique<GzipSource>(From(std::move(bytes), step));
}

std::string Record(const std::string& uri, const std::string& body, bool gzip,
                   const std::string& type = "response") {
  std::string out;
  AppendWarcRecord(
      {type, uri, "2023-09-29T18:20:00Z", "application/http; msgtype=response", "", body}, gzip,
      &out);
  return out;
}

// What a reader makes of an archive: "uri|body", or "!code".
std::vector<std::string> Read(std::unique_ptr<ByteSource> source, WarcOptions options = {}) {
  WarcReader reader(std::move(source), options);
  std::vector<std::string> found;
  WarcRecord record;
  while (true) {
    const Result<bool> more = reader.Next(&record);
    if (!more.ok()) {
      found.push_back("!" + std::string(ErrorName(more.error().code)));
      if (found.size() > 100) ADD_FAILURE() << "doesn't end";
      if (found.size() > 100 || more.error().code == ErrorCode::kExhausted) break;
      continue;
    }
    if (!more.value()) break;
    found.push_back(std::string(record.uri()) + "|" + std::string(record.body));
  }
  return found;
}

using Strings = std::vector<std::string>;

std::string Drain(ByteSource* source, bool* lost) {
  std::string all;
  char piece[1000];
  while (true) {
    const auto got = source->Read(piece, sizeof piece);
    if (!got.ok()) return all + "!" + std::string(ErrorName(got.error().code));
    *lost = *lost || source->lost_bytes();
    if (got.value() == 0) return all;
    all.append(piece, got.value());
  }
}

TEST(Warc, PlainAndGzipInPiecesOfEverySize) {
  const std::string big(300000, 'x');
  for (const bool gzip : {false, true}) {
    const std::string bytes = Record("", "software: test\r\n", gzip, "warcinfo") +
                              Record("https://a.example/1", "one", gzip) +
                              Record("https://a.example/1", "GET / HTTP/1.1", gzip, "request") +
                              Record("https://a.example/2", big, gzip) +
                              Record("https://a.example/3", "", gzip, "conversion");
    const Strings wanted = {"https://a.example/1|one", "https://a.example/2|" + big,
                            "https://a.example/3|"};
    for (const size_t step : {1UL, 7UL, 4096UL, 1UL << 20}) {
      EXPECT_EQ(Read(gzip ? Gunzip(bytes, step) : From(bytes, step)), wanted) << step;
    }
  }
}

TEST(Warc, OldVersionsBareLineFeedsAndBracketedUris) {
  EXPECT_EQ(Read(From("WARC/0.18\nWARC-Type: response\nwarc-target-uri: <http://a.example/>\n"
                      "content-length: 4\n\nbody\n\n")),
            Strings{"http://a.example/|body"});
}

TEST(Warc, BrokenRecordsArePassedOverOneByOne) {
  const std::string good = Record("https://a.example/1", "one", false);
  const std::string next = Record("https://a.example/2", "two", false);
  const Strings both = {"https://a.example/1|one", "!corrupt", "https://a.example/2|two"};
  EXPECT_EQ(Read(From(good + "lines of\r\nno record\r\n\r\n" + next)), both);
  EXPECT_EQ(Read(From(good + "WARC/1.0\r\nWARC-Type: response\r\n\r\n" + next)), both);
  EXPECT_EQ(Read(From(good + "WARC/1.0\r\nContent-Length: -3\r\n\r\nxxx\r\n\r\n" + next)), both);
  EXPECT_EQ(Read(From(good + "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n" + next)),
            both);
  EXPECT_EQ(Read(From(good + "WARC/1.0\r\n" + std::string(200000, 'h') + "\r\n\r\n" + next)), both);
}

TEST(Warc, TruncatedAtEveryByte) {
  const std::string first = Record("https://a.example/1", "one", false);
  const std::string bytes = first + Record("https://a.example/2", "two", false);
  for (size_t cut = 0; cut < bytes.size(); ++cut) {
    const Strings found = Read(From(bytes.substr(0, cut)));
    const bool whole_first = cut + 4 >= first.size();  // the line ends behind it don't count
    ASSERT_LE(found.size(), 2U) << cut;
    if (whole_first) {
      ASSERT_FALSE(found.empty()) << cut;
      EXPECT_EQ(found[0], "https://a.example/1|one") << cut;
    }
    if (cut > 0 && !whole_first) {
      EXPECT_EQ(found, Strings{"!truncated"}) << cut;
    }
  }
}

TEST(Warc, ADamagedMemberCostsThatRecordAlone) {
  std::string body;
  for (int i = 0; i < 4000; ++i) body += std::to_string(i * 7919 % 10007) + " words ";
  const std::string first = Record("https://a.example/1", body, true);
  std::string second = Record("https://a.example/2", body, true);
  const std::string third = Record("https://a.example/3", body, true);
  second[second.size() / 2] = static_cast<char>(second[second.size() / 2] ^ 0x55);
  const Strings found = Read(Gunzip(first + second + third));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], "https://a.example/1|" + body);
  EXPECT_EQ(found[1], "!corrupt");
  EXPECT_EQ(found[2], "https://a.example/3|" + body);
}

TEST(Warc, BodiesAreHeldUpToTheLimit) {
  WarcOptions options;
  options.most_body = 5;
  EXPECT_EQ(Read(From(Record("u:1", "0123456789", false) + Record("u:2", "abc", false)), options),
            (Strings{"u:1|01234", "u:2|abc"}));
}

TEST(Warc, RevisitsAreCountedAndAllTypesCanBeHad) {
  const std::string bytes = Record("u:1", "HTTP/1.1 304 Not Modified\r\n\r\n", false, "revisit") +
                            Record("u:2", "two", false);
  WarcReader reader(From(bytes));
  WarcRecord record;
  ASSERT_TRUE(reader.Next(&record).value());
  EXPECT_EQ(record.uri(), "u:2");
  EXPECT_EQ(reader.revisits(), 1U);
  WarcOptions all;
  all.only_those = false;
  EXPECT_EQ(Read(From(bytes), all), (Strings{"u:1|", "u:2|two"}));
}

TEST(Gzip, SeveralMembersPaddingAndTrailingBytes) {
  std::string bytes;
  AppendGzipMember("one ", &bytes);
  AppendGzipMember("two", &bytes);
  bool lost = false;
  EXPECT_EQ(Drain(Gunzip(bytes + std::string(600, '\0'), 3).get(), &lost), "one two");
  EXPECT_FALSE(lost);
  EXPECT_EQ(Drain(Gunzip(bytes + "trailing").get(), &lost), "one two");
  EXPECT_TRUE(lost);
}

TEST(Gzip, TruncatedAtEveryByteSaysSo) {
  std::string bytes;
  AppendGzipMember("some words and some more words", &bytes);
  for (size_t cut = 1; cut < bytes.size(); ++cut) {
    bool lost = false;
    const std::string got = Drain(Gunzip(bytes.substr(0, cut)).get(), &lost);
    EXPECT_TRUE(lost) << cut;
    EXPECT_EQ(std::string("some words and some more words").compare(0, got.size(), got), 0) << cut;
  }
}

TEST(Gzip, AWrongChecksumIsDamage) {
  std::string bytes;
  AppendGzipMember("words", &bytes);
  bytes[bytes.size() - 8] = static_cast<char>(bytes[bytes.size() - 8] ^ 1);
  bool lost = false;
  Drain(Gunzip(bytes).get(), &lost);
  EXPECT_TRUE(lost);
}

TEST(Gzip, ABombIsRefused) {
  std::string bomb;
  AppendGzipMember(std::string(200 << 20, '\0'), &bomb);
  ASSERT_LT(bomb.size(), size_t{2} << 20);
  GzipSource source(From(bomb));
  std::string piece(1 << 20, '\0');
  uint64_t total = 0;
  while (true) {
    const auto got = source.Read(piece.data(), piece.size());
    if (!got.ok()) {
      EXPECT_EQ(got.error().code, ErrorCode::kExhausted);
      break;
    }
    ASSERT_GT(got.value(), 0U) << "ended after " << total;
    total += got.value();
  }
  EXPECT_LE(total, uint64_t{66} << 20);
}

ErrorCode InflateCode(const std::string& bytes, std::string* out) {
  const Status done = Inflate(bytes, DeflateForm::kGzip, 1000, out);
  EXPECT_FALSE(done.ok());
  return done.ok() ? ErrorCode::kIo : done.error().code;
}

TEST(Gzip, InflateStopsAtTheLimit) {
  std::string gzip;
  AppendGzipMember(std::string(1 << 20, 'a'), &gzip);
  std::string out;
  EXPECT_EQ(InflateCode(gzip, &out), ErrorCode::kExhausted);
  EXPECT_EQ(out, std::string(1000, 'a'));
  EXPECT_TRUE(Inflate(gzip, DeflateForm::kGzip, 1 << 20, &out).ok());
  EXPECT_EQ(out.size(), size_t{1} << 20);
  EXPECT_EQ(InflateCode("no gzip", &out), ErrorCode::kCorrupt);
  EXPECT_EQ(InflateCode("", &out), ErrorCode::kTruncated);
}

std::string Zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string ZstdWith(const std::string& dictionary, const std::string& bytes) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), bytes.data(), bytes.size(),
                                     dictionary.data(), dictionary.size(), 3));
  ZSTD_freeCCtx(context);
  return out;
}

std::string SkippableFrame(const std::string& content) {
  std::string frame("\x5D\x2A\x4D\x18", 4);
  for (size_t i = 0; i < 4; ++i) frame.push_back(static_cast<char>(content.size() >> (8 * i)));
  return frame + content;
}

TEST(Zstd, FramesAndDictionaries) {
  const std::string one = Record("u:1", "one", false);
  const std::string two = Record("u:2", "two", false);
  const Strings wanted = {"u:1|one", "u:2|two"};
  EXPECT_EQ(Read(std::make_unique<ZstdSource>(From(Zstd(one) + Zstd(two), 5))), wanted);
  const std::string dictionary = Record("u:0", "nothing of note", false);
  const std::string frames = ZstdWith(dictionary, one) + ZstdWith(dictionary, two);
  for (const std::string& held : {dictionary, Zstd(dictionary)}) {
    EXPECT_EQ(Read(std::make_unique<ZstdSource>(From(SkippableFrame(held) + frames, 9))), wanted);
  }
}

TEST(Zstd, DamageEndsAndBombsAreRefused) {
  const std::string frame = Zstd(std::string(5000, 'x') + "end");
  for (size_t cut = 1; cut < frame.size(); ++cut) {
    bool lost = false;
    ZstdSource source(From(frame.substr(0, cut)));
    Drain(&source, &lost);
    EXPECT_TRUE(lost) << cut;
  }
  bool lost = false;
  ZstdSource bomb(From(Zstd(std::string(100 << 20, 'x'))));
  const std::string got = Drain(&bomb, &lost);
  EXPECT_EQ(got.substr(got.size() - 10), "!exhausted");
}

TEST(PeekSource, LooksAheadAndKeepsThePlaceOfDamage) {
  std::string bytes;
  AppendGzipMember("one", &bytes);
  bytes += "damage";
  AppendGzipMember("two", &bytes);
  PeekSource source(Gunzip(bytes));
  EXPECT_EQ(source.Peek(2).value(), "on");
  EXPECT_EQ(source.Peek(100).value(), "onetwo");
  char piece[10];
  EXPECT_EQ(source.Read(piece, 10).value(), 3U);
  EXPECT_FALSE(source.lost_bytes());
  EXPECT_EQ(source.Read(piece, 10).value(), 3U);
  EXPECT_TRUE(source.lost_bytes());
  EXPECT_EQ(source.Read(piece, 10).value(), 0U);
  EXPECT_FALSE(source.lost_bytes());
}

// The decoded body, and the codes of notes after it.
std::string Decoded(const std::string& message, size_t most = 1000) {
  const auto response = ParseHttpResponse(message);
  if (!response.ok()) return "!" + std::string(ErrorName(response.error().code));
  std::string out;
  std::vector<Note> notes;
  DecodeHttpBody(response.value(), most, &out, &notes);
  for (const Note& note : notes) out += " #" + note.code;
  return out;
}

TEST(Http, StatusFieldsAndBody) {
  const std::string message =
      "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"UTF-8\"\r\nX: a\r\n b\r\n\r\nbody";
  const auto response = ParseHttpResponse(message);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response.value().status, 200);
  EXPECT_EQ(MediaType(response.value().fields.Get("content-type")), "text/html");
  EXPECT_EQ(CharsetOf(response.value().fields.Get("content-type")), "utf-8");
  EXPECT_EQ(response.value().fields.Get("x"), "a\r\n b");
  EXPECT_EQ(response.value().body, "body");
  EXPECT_EQ(Decoded("HTTP/1.1 2x0 OK\r\n\r\n"), "!corrupt");
  EXPECT_EQ(Decoded("<html>"), "!corrupt");
  EXPECT_EQ(Decoded("HTTP/2 204\r\n"), "");
}

TEST(Http, ChunksAndCodings) {
  std::string gzip;
  AppendGzipMember("the body", &gzip);
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Decoded(chunked + "3\r\nthe\r\n5;ext=1\r\n body\r\n0\r\n\r\n"), "the body");
  EXPECT_EQ(Decoded(chunked + "3\r\nthe\r\n5\r\n bo"), "the bo #body-cut");
  EXPECT_EQ(Decoded(chunked + "the body"), "the body #body-not-coded");
  EXPECT_EQ(Decoded(head + "Content-Encoding: gzip\r\n\r\n" + gzip), "the body");
  EXPECT_EQ(Decoded(head + "Content-Encoding: gzip\r\n\r\nthe body"), "the body #body-not-coded");
  EXPECT_EQ(Decoded(head + "Content-Encoding: compress\r\n\r\nthe body"), " #coding-unknown");
  EXPECT_EQ(Decoded(head + "Content-Encoding: gzip\r\n\r\n" + gzip, 3), "the #body-cut");
  EXPECT_EQ(Decoded(head + "Content-Encoding: zstd\r\n\r\n" + Zstd("the body")), "the body");
  // zlib's form, the raw form and brotli's of the same words.
  EXPECT_EQ(
      Decoded(head + "Content-Encoding: deflate\r\n\r\n" +
              std::string("\x78\x9c\x2b\xc9\x48\x55\x48\xca\x4f\xa9\x04\x00\x0d\x94\x03\x10", 16)),
      "the body");
  EXPECT_EQ(Decoded(head + "Content-Encoding: deflate\r\n\r\n" +
                    std::string("\x2b\xc9\x48\x55\x48\xca\x4f\xa9\x04\x00", 10)),
            "the body");
  EXPECT_EQ(
      Decoded(head + "Content-Encoding: br\r\n\r\n" + std::string("\x8b\x03\x80the body\x03", 12)),
      "the body");
  EXPECT_EQ(Decoded(head + "Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n\r\nx"),
            " #coding-unknown");
}

}  // namespace
}  // namespace avviso
