// The encoder with a small one of made-up weights: the same bytes from all kernels, threads and
// neighbours, near the plain reference.

#include "encoder/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "base/file_system.h"
#include "encoder/encoder_builder.h"
#include "encoder/internal/chunks.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/forward.h"
#include "encoder/internal/reference.h"
#include "encoder/internal/weights.h"
#include "encoder/word_pieces.h"
#include "nn/matrix.h"
#include "sample_encoder.h"

namespace avviso {
namespace {

// The sample, built and opened once.
struct Opened {
  std::string bytes;
  Result<EncoderWeights> weights = Error{ErrorCode::kNotFound, ""};
  Result<Encoder> encoder = Error{ErrorCode::kNotFound, ""};
};

const Opened& Made() {
  static const Opened made = [] {
    const SampleFolder folder("encoder_test");
    Opened out;
    EXPECT_TRUE(SampleEncoder().Save(folder.path()).ok());
    out.weights = LoadWeights(folder.path(), folder / "learned.safetensors");
    const auto built = BuildEncoder(folder.path(), folder / "learned.safetensors");
    EXPECT_TRUE(built.ok()) << built.error().message;
    out.bytes = built.value();
    EXPECT_TRUE(WriteFile(folder / "encoder.bin", out.bytes).ok());
    out.encoder = Encoder::Open(folder / "encoder.bin");
    EXPECT_TRUE(out.encoder.ok()) << out.encoder.error().message;
    return out;
  }();
  return made;
}

// Read needs bytes at a multiple of 64.
using Aligned = std::vector<char, AlignedAllocator<char>>;

Result<encoder_file::View> ReadBytes(const Aligned& bytes) {
  return encoder_file::Read({bytes.data(), bytes.size()}, "sample");
}

Aligned MadeBytes() { return {Made().bytes.begin(), Made().bytes.end()}; }

// `count` words, of which each has one piece or more.
std::string Words(size_t count, size_t seed) {
  static const char* const kWords[] = {"the",    "Troops", "left", "city.",   "on",     "Monday,",
                                       "talks",  "zeal",   "with", "é",       "police", "arrested",
                                       "(said)", "a-b-c",  "№",    "minister"};
  std::string out;
  uint64_t state = seed + 1;
  for (size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    out += (out.empty() ? "" : " ") + std::string(kWords[state >> 60]);
  }
  return out;
}

std::vector<std::string> Texts() {
  std::string many;
  for (size_t i = 0; i < 30; ++i) many += Words(3 + i, i) + "\n";
  return {"",
          "the",
          " \n \n  ",
          Words(12, 1) + "\n" + Words(7, 2),
          many,
          Words(500, 3),
          std::string(3000, 'x') + " left",
          "\xC2\xAD\xE2\x80\x8B \xEF\xBF\xBD \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD e\xCC\x81\xCC\x81 "
          "\xED\x95\x9C\xEA\xB5\xAD \xE4\xB8\xAD\xE5\x9B\xBD [CLS] [MASK] ##ed \x01\x7F"};
}

template <typename T>
void AddBytes(const std::vector<T>& values, std::string* out) {
  out->append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

// All that `reading` says of the tokens, as bytes; tokens are counted from `origin`.
std::string BytesOf(const Reading& reading, TokenId origin = 0) {
  std::string out;
  AddBytes(reading.act, &out);
  for (const Reading::Trigger& trigger : reading.triggers) {
    AddBytes<TokenId>(
        {trigger.token - origin, trigger.around.begin - origin, trigger.around.end - origin}, &out);
    AddBytes<float>({trigger.status.begin(), trigger.status.end()}, &out);
    AddBytes<float>({trigger.historical}, &out);
    AddBytes(trigger.modes, &out);
    AddBytes(trigger.meaning, &out);
    for (TokenId t = trigger.around.begin; t < trigger.around.end; ++t) {
      const Reading::Roles roles = reading.RolesOf(trigger, t);
      AddBytes<float>({roles.begin(), roles.end()}, &out);
    }
  }
  return out;
}

// What `reading` says of some tokens alone.
Reading PartOf(const Reading& reading, TokenRange tokens) {
  Reading part = reading;
  part.act.assign(reading.act.begin() + tokens.begin, reading.act.begin() + tokens.end);
  std::erase_if(part.triggers, [&](const auto& t) { return !tokens.Contains(t.token); });
  return part;
}

double Distance(const float* a, const double* b, size_t count) {
  double difference = 0, size = 0;
  for (size_t i = 0; i < count; ++i) {
    difference += std::pow(double{a[i]} - b[i], 2);
    size += b[i] * b[i];
  }
  return std::sqrt(difference / size);
}

TEST(Encoder, ReadsTheSameWithAllKernels) {
  const Encoder& encoder = Made().encoder.value();
  for (const std::string& text : Texts()) {
    const Document doc = LinesDocument(text);
    const std::string best = BytesOf(encoder.Read(doc));
    for (const Int8Kernels* kernels : AllInt8Kernels()) {
      EXPECT_EQ(BytesOf(encoder.Read(doc, *kernels)), best) << kernels->name << ": " << text;
    }
  }
}

TEST(Encoder, ReadsTheSameOnManyThreads) {
  const Encoder& encoder = Made().encoder.value();
  const std::vector<std::string> texts = Texts();
  std::vector<std::string> alone;
  for (const std::string& text : texts) alone.push_back(BytesOf(encoder.Read(LinesDocument(text))));
  std::vector<std::vector<std::string>> together(4, std::vector<std::string>(texts.size()));
  {
    std::vector<std::jthread> threads;
    for (size_t n = 0; n < together.size(); ++n) {
      threads.emplace_back([&, n] {
        for (size_t i = 0; i < texts.size(); ++i) {
          const size_t which = (i * 3 + n * 5) % texts.size();  // each in an order of its own
          together[n][which] = BytesOf(encoder.Read(LinesDocument(texts[which])));
        }
      });
    }
  }
  for (const auto& readings : together) EXPECT_EQ(readings, alone);
}

TEST(Encoder, ReadsAChunkByItself) {
  const Encoder& encoder = Made().encoder.value();
  const std::string first = Words(90, 7), second = Words(90, 8);
  const Document one = LinesDocument(first), other = LinesDocument(second);
  const Document both = LinesDocument(first + "\n" + second);
  const Reading reading = encoder.Read(both);
  // The end of the line is a token of the first sentence, read as white space.
  const auto border = static_cast<TokenId>(one.token_count() + 1);
  const TokenRange before{0, border - 1}, behind{border, static_cast<TokenId>(both.token_count())};
  ASSERT_FALSE(reading.triggers.empty());
  for (const Reading::Trigger& trigger : reading.triggers) {
    ASSERT_EQ(trigger.around.Contains(border), trigger.token >= border) << "they fit one chunk";
  }
  Reading part = PartOf(reading, before);
  for (Reading::Trigger& trigger : part.triggers) --trigger.around.end;
  EXPECT_EQ(BytesOf(part), BytesOf(encoder.Read(one)));
  EXPECT_EQ(BytesOf(PartOf(reading, behind), border), BytesOf(encoder.Read(other)));
}

TEST(Encoder, GivesProbabilitiesThatAddUp) {
  const auto sum = [](const auto& values) {
    float all = 0;
    for (const float value : values) {
      EXPECT_GE(value, 0.0f);
      all += value;
    }
    return all;
  };
  for (const std::string& text : Texts()) {
    const Reading reading = Made().encoder.value().Read(LinesDocument(text));
    EXPECT_EQ(reading.labels->modes, (std::vector<std::string>{"arrest", "meet", "yield"}));
    EXPECT_EQ(reading.labels->types.size(), kReadTypes);
    for (const Reading::Act& act : reading.act) EXPECT_NEAR(sum(act), 1, 1e-5);
    TokenId next = 0;
    for (const Reading::Trigger& trigger : reading.triggers) {
      EXPECT_GE(trigger.token, next);
      next = trigger.token + 1;
      EXPECT_TRUE(trigger.around.Contains(trigger.token));
      EXPECT_EQ(reading.TriggerAt(trigger.token), &trigger);
      EXPECT_NEAR(sum(trigger.status), 1, 1e-5);
      EXPECT_NEAR(sum(trigger.modes), 1, 1e-5);
      EXPECT_EQ(trigger.modes.size(), 4u);
      for (TokenId t = trigger.around.begin; t < trigger.around.end; ++t) {
        for (const float role : reading.RolesOf(trigger, t)) EXPECT_TRUE(role >= 0 && role <= 1);
      }
      EXPECT_EQ(reading.RolesOf(trigger, trigger.around.end), Reading::Roles{});
    }
  }
}

TEST(Encoder, ReadsEveryWordOfALongSentence) {
  const Document doc = LinesDocument(Words(500, 3));
  ASSERT_EQ(doc.sentences.size(), 1u);
  const Reading reading = Made().encoder.value().Read(doc);
  ASSERT_EQ(reading.act.size(), doc.token_count());
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    EXPECT_LT(reading.act[t][0], 1.0f) << "token " << t << " was passed over";
  }
  for (const Reading::Trigger& trigger : reading.triggers) {
    EXPECT_LE(trigger.around.size(), kLongestChunk - 2);
  }
}

TEST(Encoder, TakesTextsWithoutWords) {
  const Encoder& encoder = Made().encoder.value();
  EXPECT_TRUE(encoder.Read(Document()).empty());
  for (const std::string& text : {std::string("   "), std::string("\n\n"), std::string("\x01\x02"),
                                  std::string("\xEF\xBF\xBD\xC2\xAD")}) {
    const Document doc = LinesDocument(text);
    const Reading reading = encoder.Read(doc);
    ASSERT_EQ(reading.act.size(), doc.token_count());
    EXPECT_TRUE(reading.triggers.empty());
    for (TokenId t = 0; t < doc.token_count(); ++t) EXPECT_EQ(reading.ActAt(t), 0.0f);
  }
}

TEST(Encoder, IsNearThePlainReference) {
  const EncoderWeights& weights = Made().weights.value();
  const Aligned bytes = MadeBytes();
  const auto view = ReadBytes(bytes);
  ASSERT_TRUE(view.ok());
  const size_t width = weights.width;
  for (const size_t count : {size_t{1}, size_t{2}, size_t{17}, size_t{192}}) {
    std::vector<uint32_t> pieces(count);
    for (size_t i = 0; i < count; ++i) {
      pieces[i] = static_cast<uint32_t>((i * 37 + count) % SampleEncoder().pieces());
    }
    const std::vector<double> want = reference::Rows(weights, pieces);
    Forward forward(view.value(), BestInt8Kernels());
    const Floats& rows = forward.Rows(pieces);
    ASSERT_EQ(rows.size(), count * width);
    ASSERT_EQ(want.size(), count * width);
    for (size_t i = 0; i < count; ++i) {
      EXPECT_LT(Distance(rows.data() + i * width, want.data() + i * width, width), 0.05)
          << "row " << i << " of " << count;
    }
  }
}

TEST(Encoder, GivesActsAndRolesOfTheReference) {
  const Opened& made = Made();
  const EncoderWeights& weights = made.weights.value();
  const Document doc = LinesDocument("the troops left the city on monday with the police");
  const Reading reading = made.encoder.value().Read(doc);
  const auto pieces = WordPieces::FromVocabulary(weights.vocabulary);
  std::vector<WordPiece> split;
  pieces.value().Split(doc.text, &split);
  ASSERT_EQ(split.size(), doc.token_count());  // each word is one piece
  std::vector<uint32_t> ids = {pieces.value().begin_id()};
  for (const WordPiece& piece : split) ids.push_back(piece.id);
  ids.push_back(pieces.value().end_id());
  const std::vector<double> rows = reference::Rows(weights, ids);
  const auto row = [&](TokenId t) { return rows.data() + (t + 1) * weights.width; };
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    const std::vector<double> act = reference::Act(weights, row(t));
    for (size_t i = 0; i < act.size(); ++i) EXPECT_NEAR(reading.act[t][i], act[i], 0.03);
  }
  // Distances 0, 1, 2, 3, 4, 5, … 9 by their rows of the table.
  constexpr int kSteps[] = {0, 1, 2, 3, 3, 4, 4, 4, 4, 5};
  ASSERT_FALSE(reading.triggers.empty());
  for (const Reading::Trigger& trigger : reading.triggers) {
    for (TokenId t = 0; t < doc.token_count(); ++t) {
      const int distance = static_cast<int>(t) - static_cast<int>(trigger.token);
      const int bucket = 7 + (distance > 0 ? kSteps[distance] : -kSteps[-distance]);
      const auto want =
          reference::Roles(weights, row(t), row(trigger.token), static_cast<size_t>(bucket));
      const Reading::Roles got = reading.RolesOf(trigger, t);
      for (size_t r = 0; r < kReadRoles; ++r) EXPECT_NEAR(got[r], want[r], 0.1);
    }
  }
}

}  // namespace
}  // namespace avviso
