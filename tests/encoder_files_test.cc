// The encoder's file and what it is made from: the same from the same, put together as weights.h
// says, and an error for whatever is spoilt.

#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "encoder/encoder.h"
#include "encoder/encoder_builder.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/safetensors.h"
#include "encoder/internal/weights.h"
#include "nn/matrix.h"
#include "sample_encoder.h"

namespace avviso {
namespace {

using encoder_file::Header;

class Files : public ::testing::Test {
 protected:
  Files() : folder_(::testing::UnitTest::GetInstance()->current_test_info()->name()) {}

  Result<std::string> Build() {
    EXPECT_TRUE(sample_.Save(folder_.path()).ok());
    return BuildEncoder(folder_.path(), folder_ / "learned.safetensors");
  }
  // The code with which the sample is refused; fails if it isn't.
  ErrorCode Refusal() {
    const auto built = Build();
    EXPECT_FALSE(built.ok());
    return built.ok() ? ErrorCode::kInvalid : CodeOf(built.error());
  }
  // … and with which its encoder of these bytes is.
  ErrorCode RefusalOf(const std::string& bytes) {
    const std::string path = folder_ / "encoder.bin";
    EXPECT_TRUE(WriteFile(path, bytes).ok());
    const auto opened = Encoder::Open(path);
    EXPECT_FALSE(opened.ok());
    if (opened.ok()) return ErrorCode::kInvalid;
    return opened.error().code;
  }

  SampleEncoder sample_;
  SampleFolder folder_;

 private:
  static ErrorCode CodeOf(const Error& error) {
    EXPECT_FALSE(error.message.empty());
    return error.code;
  }
};

// The header of `bytes`, changed, with a checksum that is right again.
template <typename Change>
std::string WithHeader(std::string bytes, const Change& change) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  change(&header);
  header.checksum = encoder_file::ChecksumOf(header, bytes);
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

std::vector<float> Floats32(const Safetensors& from, const std::string& name) {
  const auto tensor = from.Get(name);
  EXPECT_TRUE(tensor.ok()) << name;
  return tensor.ok() ? tensor.value().values : std::vector<float>(1 << 16);
}

TEST_F(Files, AreTheSameFromTheSame) {
  const auto built = Build();
  ASSERT_TRUE(built.ok()) << built.error().message;
  sample_ = SampleEncoder();
  EXPECT_EQ(Build().value(), built.value());
  Header header;
  std::memcpy(&header, built.value().data(), sizeof header);
  EXPECT_EQ(header.size, built.value().size());
  EXPECT_EQ(header.pieces, sample_.pieces());
  EXPECT_EQ(header.positions, SampleEncoder::kPositions);
  EXPECT_EQ(header.width, SampleEncoder::kWidth);
  EXPECT_EQ(header.heads, 2u);
  EXPECT_EQ(header.inner, SampleEncoder::kInner);
  EXPECT_EQ(header.layers, SampleEncoder::kLayers);
  EXPECT_EQ(header.modes, 3u);
  sample_.learned.Put("heads.historical.bias", "[1]", {0.25f});
  EXPECT_NE(Build().value(), built.value());
}

TEST_F(Files, AddProductsToTheBase) {
  ASSERT_TRUE(sample_.Save(folder_.path()).ok());
  const auto weights = LoadWeights(folder_.path(), folder_ / "learned.safetensors");
  ASSERT_TRUE(weights.ok()) << weights.error().message;
  const std::string base_bytes = sample_.base.Bytes(), learned_bytes = sample_.learned.Bytes();
  const auto base = Safetensors::Parse(base_bytes, "base");
  const auto learned = Safetensors::Parse(learned_bytes, "learned");
  ASSERT_TRUE(base.ok() && learned.ok());
  const std::string up = "encoder.layer.1.intermediate.dense.weight";
  const auto old = Floats32(base.value(), up);
  const auto left = Floats32(learned.value(), up + ".left");
  const auto right = Floats32(learned.value(), up + ".right");
  const auto left_scale = Floats32(learned.value(), up + ".left.scale");
  const auto right_scale = Floats32(learned.value(), up + ".right.scale");
  const LinearWeights& got = weights.value().layers[1].up;
  ASSERT_EQ(got.weight.size(), old.size());
  for (size_t row = 0; row < got.width; ++row) {
    for (size_t c = 0; c < got.depth; ++c) {
      double want = double{old[row * got.depth + c]};
      for (size_t k = 0; k < 4; ++k) {
        want += double{left[row * 4 + k]} * double{left_scale[row]} *
                double{right[k * got.depth + c]} * double{right_scale[k]};
      }
      ASSERT_NEAR(got.weight[row * got.depth + c], want, 1e-6);
    }
  }
  // In place of the base's.
  const std::string query = "encoder.layer.0.attention.self.query.weight";
  const auto values = Floats32(learned.value(), query);
  const auto scale = Floats32(learned.value(), query + ".scale");
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(weights.value().layers[0].qkv.weight[i], values[i] * scale[i / 64]);
  }
}

TEST_F(Files, AreRefusedIfCut) {
  const std::string good = Build().value();
  for (size_t size = 0; size < good.size(); size += 997) {
    ASSERT_EQ(RefusalOf(good.substr(0, size)), ErrorCode::kTruncated) << size << " bytes";
  }
  EXPECT_EQ(RefusalOf(good + "x"), ErrorCode::kTruncated);
}

TEST_F(Files, AreRefusedIfAByteIsAnother) {
  const std::string good = Build().value();
  std::vector<size_t> places = {sizeof(Header), good.size() / 2, good.size() - 1};
  for (size_t at = 32; at < good.size(); at += 4999) places.push_back(at);
  for (const size_t at : places) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    ASSERT_EQ(RefusalOf(bad), ErrorCode::kCorrupt) << "byte " << at;
  }
}

TEST_F(Files, AreRefusedIfTheHeaderIsAnother) {
  const std::string good = Build().value();
  const auto refusal = [&](size_t at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] + 1);
    return RefusalOf(bad);
  };
  EXPECT_EQ(refusal(offsetof(Header, magic)), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(offsetof(Header, version)), ErrorCode::kUnsupported);
  EXPECT_EQ(refusal(offsetof(Header, header_size)), ErrorCode::kUnsupported);
  EXPECT_EQ(refusal(offsetof(Header, size)), ErrorCode::kTruncated);
  for (size_t at = offsetof(Header, checksum); at < sizeof(Header); at += 4) {
    EXPECT_EQ(refusal(at), ErrorCode::kCorrupt) << "byte " << at;
  }
  EXPECT_EQ(RefusalOf(std::string(5000, 'x')), ErrorCode::kCorrupt);
  EXPECT_EQ(RefusalOf(""), ErrorCode::kTruncated);
}

// Sums that are right do not make a shape right.
TEST_F(Files, AreRefusedIfTheirShapeDoesNotFit) {
  const std::string good = Build().value();
  for (size_t at = offsetof(Header, vocabulary); at < offsetof(Header, base); at += 4) {
    for (const uint32_t value : {0u, 1u, 3u, 31u, 64u, 65u, 192u, 1u << 19, 1u << 31, UINT32_MAX}) {
      const std::string bad = WithHeader(good, [&](Header* header) {
        std::memcpy(reinterpret_cast<char*>(header) + at, &value, sizeof value);
      });
      // One head of 64 is a shape, too.
      if (bad == good || (at == offsetof(Header, heads) && value == 1)) continue;
      ASSERT_EQ(RefusalOf(bad), ErrorCode::kCorrupt) << value << " at byte " << at;
    }
  }
}

TEST_F(Files, AreRefusedIfTheyAreNotThere) {
  const auto missing = Encoder::Open(folder_ / "none.bin");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("none.bin"), std::string::npos);
  const auto directory = Encoder::Open(folder_.path());
  ASSERT_FALSE(directory.ok());
  EXPECT_EQ(directory.error().code, ErrorCode::kInvalid);
  for (const char* name : {"model.safetensors", "vocab.txt", "learned.safetensors"}) {
    ASSERT_TRUE(sample_.Save(folder_.path()).ok());
    std::filesystem::remove(folder_ / name);
    const auto built = BuildEncoder(folder_.path(), folder_ / "learned.safetensors");
    ASSERT_FALSE(built.ok()) << name;
    EXPECT_EQ(built.error().code, ErrorCode::kNotFound) << name;
  }
}

TEST_F(Files, NeedEveryTensor) {
  const SampleEncoder good;
  for (const auto& [name, tensor] : good.base.tensors) {
    // A layer that lacks its last part ends the layers, and its own learned part replaces one.
    if (name == "encoder.layer.1.output.dense.weight" ||
        name.starts_with("encoder.layer.0.attention.self.query")) {
      continue;
    }
    sample_ = good;
    sample_.base.tensors.erase(name);
    EXPECT_EQ(Refusal(), ErrorCode::kNotFound) << name;
  }
  for (const auto& [name, tensor] : good.learned.tensors) {
    if (!name.starts_with("heads.") && !name.ends_with(".right")) continue;
    sample_ = good;
    sample_.learned.tensors.erase(name);
    EXPECT_EQ(Refusal(), ErrorCode::kNotFound) << name;
  }
  sample_ = good;
  sample_.base.tensors.erase("encoder.layer.0.output.dense.weight");
  EXPECT_FALSE(Build().ok()) << "no layer at all";
}

TEST_F(Files, NeedTensorsOfOneShape) {
  const SampleEncoder good;
  const struct {
    const char* name;
    size_t rows, columns;
  } kWrong[] = {{"encoder.layer.0.attention.self.query.weight", 64, 32},
                {"encoder.layer.0.attention.self.query.weight.scale", 63, 1},
                {"encoder.layer.1.intermediate.dense.weight.left", 127, 4},
                {"encoder.layer.1.intermediate.dense.weight.left", 128, 5},
                {"encoder.layer.1.intermediate.dense.weight.right", 4, 63},
                {"embeddings.LayerNorm.weight", 1, 63},
                {"embeddings.position_embeddings.weight", 256, 32},
                {"embeddings.word_embeddings.weight", 5, 64},
                {"heads.hidden.weight", 64, 63},
                {"heads.act.weight", 16, 64},
                {"heads.mode.bias", 1, 3},
                {"heads.status.weight", 6, 64},
                {"heads.historical.weight", 2, 64},
                {"heads.role_word.weight", 75, 64},
                {"heads.role_distance", 14, 5},
                {"heads.role_distance", 15, 4}};
  for (const auto& [name, rows, columns] : kWrong) {
    sample_ = good;
    sample_.learned.tensors.erase(name + std::string(".scale"));
    sample_.learned.Put(name, ShapeOf(rows, columns), std::vector<float>(rows * columns));
    EXPECT_EQ(Refusal(), ErrorCode::kWrongShape) << name << " " << ShapeOf(rows, columns);
  }
  sample_ = good;
  sample_.learned.metadata["types"] = "A B C";
  EXPECT_EQ(Refusal(), ErrorCode::kWrongShape);
  sample_ = good;
  sample_.vocabulary += "more\n";
  EXPECT_EQ(Refusal(), ErrorCode::kWrongShape);
}

// Widths that no kernel can do, though all fit each other.
TEST_F(Files, NeedWidthsOfTheKernels) {
  const SampleEncoder good;
  const auto put = [&](const std::string& name, size_t rows, size_t columns) {
    sample_.learned.tensors.erase(name + ".weight.left");
    sample_.learned.tensors.erase(name + ".weight.right");
    sample_.learned.Put(name + ".weight", ShapeOf(rows, columns),
                        std::vector<float>(rows * columns, 0.5f));
    sample_.learned.Put(name + ".bias", "[" + std::to_string(rows) + "]", std::vector<float>(rows));
  };
  for (const size_t inner : {72u, 160u}) {
    sample_ = good;
    put("encoder.layer.0.intermediate.dense", inner, 64);
    put("encoder.layer.0.output.dense", 64, inner);
    EXPECT_EQ(Refusal(), ErrorCode::kWrongShape) << inner;
  }
  sample_ = good;  // layers that differ
  put("encoder.layer.0.intermediate.dense", 64, 64);
  put("encoder.layer.0.output.dense", 64, 64);
  EXPECT_EQ(Refusal(), ErrorCode::kWrongShape);
  for (const size_t width : {5u, 40u, 75u}) {
    sample_ = good;
    put("heads.role_act", width, 64);
    put("heads.role_word", width, 64);
    EXPECT_EQ(Refusal(), ErrorCode::kWrongShape) << width;
  }
  for (const size_t width : {8u, 80u}) {
    sample_ = good;
    put("heads.hidden", width, 64);
    const std::pair<const char*, size_t> kHeads[] = {
        {"act", 17}, {"mode", 4}, {"status", 5}, {"historical", 1}, {"role_act", 80}};
    for (const auto& [name, rows] : kHeads) put(std::string("heads.") + name, rows, width);
    EXPECT_EQ(Refusal(), ErrorCode::kWrongShape) << width;
  }
}

TEST_F(Files, NeedAVocabularyThatSplits) {
  sample_.vocabulary.replace(0, 5, "[CLS]");  // twice, and no [PAD]
  const auto built = Build();
  ASSERT_TRUE(!built.ok() || RefusalOf(built.value()) == ErrorCode::kCorrupt);
}

TEST(SafetensorsFile, GivesItsTensors) {
  SampleTensors tensors;
  tensors.Put("a", "[2, 3]", {1, 2, 3, 4, 5, -6.5f});
  tensors.PutHalf("b", "[3]", {0.5f, -2, 65504});
  tensors.PutAs<int8_t>("c", "I8", "[2, 1]", {-128, 127});
  tensors.Put("d", "[]", {7});
  tensors.Put("e", "[0]", {});
  tensors.Put("f", "[1, 1, 2]", {1, 2});
  tensors.PutAs<int64_t>("g", "I64", "[1]", {1});
  tensors.metadata = {{"types", "A B"}};
  const std::string bytes = tensors.Bytes();
  const auto parsed = Safetensors::Parse(bytes, "sample");
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  const auto a = parsed.value().Get("a");
  ASSERT_TRUE(a.ok());
  EXPECT_EQ(a.value().rows, 2u);
  EXPECT_EQ(a.value().columns, 3u);
  EXPECT_EQ(a.value().values, (std::vector<float>{1, 2, 3, 4, 5, -6.5f}));
  EXPECT_EQ(parsed.value().Get("b").value().values, (std::vector<float>{0.5f, -2, 65504}));
  EXPECT_EQ(parsed.value().Get("c").value().values, (std::vector<float>{-128, 127}));
  EXPECT_EQ(parsed.value().Get("d").value().values, (std::vector<float>{7}));
  EXPECT_FALSE(parsed.value().Get("e").ok());
  const std::pair<const char*, ErrorCode> kBad[] = {
      {"f", ErrorCode::kUnsupported}, {"g", ErrorCode::kUnsupported}, {"h", ErrorCode::kNotFound}};
  for (const auto& [name, code] : kBad) {
    const auto tensor = parsed.value().Get(name);
    ASSERT_FALSE(tensor.ok()) << name;
    EXPECT_EQ(tensor.error().code, code) << name;
  }
  EXPECT_EQ(parsed.value().Metadata("types"), "A B");
  EXPECT_EQ(parsed.value().Metadata("modes"), "");
}

// What is refused when it is read, with its code.
TEST(SafetensorsFile, IsRefusedIfItsHeaderMisleads) {
  const std::string data(16, '\0');
  const auto one = [](const std::string& tensor) { return "{\"a\": {" + tensor + "}}"; };
  const std::string nest = std::string(100000, '[') + std::string(100000, ']');
  std::string endless = SafetensorsBytes("{}", data), beyond = endless;
  std::memset(endless.data(), 0xFF, 8);
  beyond[0] = 19;
  const std::pair<std::string, ErrorCode> kBad[] = {
      {"", ErrorCode::kTruncated},
      {"1234567", ErrorCode::kTruncated},
      {endless, ErrorCode::kTruncated},
      {beyond, ErrorCode::kTruncated},
      {SafetensorsBytes("", data), ErrorCode::kCorrupt},
      {SafetensorsBytes("{\"a\"", data), ErrorCode::kCorrupt},
      {SafetensorsBytes("\xFF\xFE", data), ErrorCode::kCorrupt},
      {SafetensorsBytes("{\"a\": " + nest + "}", data), ErrorCode::kCorrupt},
      {SafetensorsBytes(one("\"data_offsets\": [0, 17]"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": [8, 4]"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": [-4, 4]"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": [0, 4, 8]"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": [0, 1e9]"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": {}"), data), ErrorCode::kTruncated},
      {SafetensorsBytes(one("\"data_offsets\": [0, 9223372036854775807]"), data),
       ErrorCode::kTruncated},
      {SafetensorsBytes("{\"a\": 1}", data), ErrorCode::kTruncated},
      {SafetensorsBytes("{\"a\": null}", data), ErrorCode::kTruncated}};
  for (const auto& [bytes, code] : kBad) {
    const auto parsed = Safetensors::Parse(bytes, "bad");
    ASSERT_FALSE(parsed.ok()) << bytes.substr(0, 80);
    EXPECT_EQ(parsed.error().code, code) << bytes.substr(0, 80);
  }
}

TEST(SafetensorsFile, GivesNoTensorThatIsNotOfItsShape) {
  for (const char* shape :
       {"[-1]", "[-1, -4]", "[4, -1]", "[0]", "[0, 0]", "[3]", "[5]", "[2, 1]", "[1.5]", "\"4\"",
        "[18446744073709551615]", "[9223372036854775807, 2]", "[4611686018427387904, 4]"}) {
    SampleTensors tensors;
    tensors.Put("a", shape, {1, 2, 3, 4});
    const std::string bytes = tensors.Bytes();
    const auto parsed = Safetensors::Parse(bytes, "bad");
    ASSERT_TRUE(parsed.ok()) << shape;
    const auto tensor = parsed.value().Get("a");
    EXPECT_FALSE(tensor.ok()) << shape;
  }
  // No bytes, and a shape that any number of columns fits.
  for (const char* shape : {"[0, -64]", "[0, 9223372036854775744]", "[-64]"}) {
    SampleTensors tensors;
    tensors.Put("a", shape, {});
    const std::string bytes = tensors.Bytes();
    EXPECT_FALSE(Safetensors::Parse(bytes, "bad").value().Get("a").ok()) << shape;
  }
}

}  // namespace
}  // namespace avviso
