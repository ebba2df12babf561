// Tells how the encoder reads texts, for tools/parity_encoder.py to compare with others.
//
//   encoder_states TEXTS.jsonl --vocabulary FILE
//   encoder_states TEXTS.jsonl [--reference BASE LEARNED] [--encoder FILE] [--states FILE]
//
// Prints a JSON object for each {"id", "text"}:
//
//   {"id", "pieces": [[id, begin, end], …]}      all of them; places are bytes of the text
//   with --encoder also
//   "words": [piece, …]                          the first piece of each word, up to kPieces
//   "acts": [[none, type, …], …]                 what Encoder::Read says of each
//
// --states writes rows of the last layer as 32-bit floats, one text after another: first those of
// the plain reference, if asked for, then those of the 8-bit encoder, if asked for. A text has a
// row for [CLS], each of its first kPieces pieces, and [SEP].

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/mapped_file.h"
#include "encoder/encoder.h"
#include "encoder/internal/chunks.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/forward.h"
#include "encoder/internal/reference.h"
#include "encoder/internal/weights.h"
#include "encoder/word_pieces.h"

namespace avviso {
namespace {

constexpr size_t kPieces = kLongestChunk - 2;

struct Options {
  std::string texts, vocabulary, base, learned, encoder, states;
};

// The encoder of --encoder: as the product sees it, and its layers.
struct Int8 {
  Encoder encoder;
  MappedFile file;
  encoder_file::View view;
};

struct Readers {
  std::optional<WordPieces> pieces;
  std::optional<EncoderWeights> weights;
  std::optional<Int8> int8;
};

Result<Readers> Open(const Options& options) {
  Readers out;
  std::string vocabulary;
  if (!options.vocabulary.empty()) {
    AVVISO_ASSIGN(vocabulary, ReadFile(options.vocabulary));
  }
  if (!options.base.empty()) {
    AVVISO_ASSIGN(out.weights, LoadWeights(options.base, options.learned));
    vocabulary = out.weights->vocabulary;
  }
  if (!options.encoder.empty()) {
    AVVISO_ASSIGN(Encoder encoder, Encoder::Open(options.encoder));
    AVVISO_ASSIGN(MappedFile file, MappedFile::Open(options.encoder));
    AVVISO_ASSIGN(encoder_file::View view, encoder_file::Read(file.bytes(), options.encoder));
    vocabulary = std::string(view.vocabulary);
    out.int8 = Int8{std::move(encoder), std::move(file), std::move(view)};
  }
  AVVISO_ASSIGN(out.pieces, WordPieces::FromVocabulary(vocabulary));
  return out;
}

// The words of the first pieces as tokens of one sentence; `first` gets the first piece of each.
Document WordsDocument(const std::string& text, const std::vector<WordPiece>& pieces,
                       std::vector<uint32_t>* first) {
  Document doc(text);
  for (uint32_t i = 0; i < std::min(pieces.size(), kPieces); ++i) {
    const Span span = pieces[i].span;
    if (!pieces[i].first) {
      doc.span.back().end = std::max(doc.span.back().end, span.end);
    } else if (doc.span.empty() || span.begin >= doc.span.back().end) {
      doc.span.push_back(span);
      first->push_back(i);
    }
  }
  if (!doc.span.empty()) doc.sentences = {{0, static_cast<TokenId>(doc.token_count())}};
  return doc;
}

void WriteActs(const Encoder& encoder, const std::string& text,
               const std::vector<WordPiece>& pieces, JsonWriter* json) {
  std::vector<uint32_t> first;
  const Reading reading = encoder.Read(WordsDocument(text, pieces, &first));
  json->Key("words");
  json->BeginArray();
  for (const uint32_t piece : first) json->Integer(piece);
  json->EndArray();
  json->Key("acts");
  json->BeginArray();
  for (const Reading::Act& act : reading.act) {
    json->BeginArray();
    for (const float p : act) json->Number(static_cast<double>(p));
    json->EndArray();
  }
  json->EndArray();
}

template <typename T>
void WriteRows(const T& rows, std::FILE* out) {
  const std::vector<float> floats(rows.begin(), rows.end());
  std::fwrite(floats.data(), sizeof(float), floats.size(), out);
}

void WriteStates(const Readers& readers, const std::vector<WordPiece>& pieces, std::FILE* out) {
  std::vector<uint32_t> ids = {readers.pieces->begin_id()};
  for (size_t i = 0; i < std::min(pieces.size(), kPieces); ++i) ids.push_back(pieces[i].id);
  ids.push_back(readers.pieces->end_id());
  if (readers.weights.has_value()) {
    const std::vector<double> rows = reference::Rows(*readers.weights, ids);
    WriteRows(std::vector<float>(rows.begin(), rows.end()), out);
  }
  if (readers.int8.has_value()) {
    WriteRows(Forward(readers.int8->view, BestInt8Kernels()).Rows(ids), out);
  }
}

void Tell(const Readers& readers, const JsonValue& line, std::FILE* states) {
  const std::string text(line["text"].String());
  std::vector<WordPiece> pieces;
  readers.pieces->Split(text, &pieces);
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("id", line["id"].String());
  json.Key("pieces");
  json.BeginArray();
  for (const WordPiece& piece : pieces) {
    json.BeginArray();
    for (const uint32_t value : {piece.id, piece.span.begin, piece.span.end}) json.Integer(value);
    json.EndArray();
  }
  json.EndArray();
  if (readers.int8.has_value()) WriteActs(readers.int8->encoder, text, pieces, &json);
  json.EndObject();
  std::printf("%s\n", out.c_str());
  if (states != nullptr) WriteStates(readers, pieces, states);
}

Status Run(const Options& options) {
  AVVISO_ASSIGN(const Readers readers, Open(options));
  AVVISO_ASSIGN(const std::string bytes, ReadFile(options.texts));
  std::FILE* states = nullptr;
  if (!options.states.empty()) {
    states = std::fopen(options.states.c_str(), "wb");
    if (states == nullptr) return Error{ErrorCode::kIo, options.states + " can't be written"};
  }
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    AVVISO_ASSIGN(const JsonDocument line,
                  JsonDocument::Parse(bytes.substr(at, end - at), options.texts));
    Tell(readers, line.root(), states);
    at = end + 1;
  }
  if (states != nullptr && std::fclose(states) != 0) {
    return Error{ErrorCode::kIo, options.states + " can't be written"};
  }
  return Ok();
}

bool ParseArguments(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--reference" && i + 2 < argc) {
      options->base = argv[++i];
      options->learned = argv[++i];
    } else if (argument == "--vocabulary" && i + 1 < argc) {
      options->vocabulary = argv[++i];
    } else if (argument == "--encoder" && i + 1 < argc) {
      options->encoder = argv[++i];
    } else if (argument == "--states" && i + 1 < argc) {
      options->states = argv[++i];
    } else if (options->texts.empty() && !argument.starts_with("--")) {
      options->texts = argument;
    } else {
      return false;
    }
  }
  const bool has_pieces =
      !options->vocabulary.empty() || !options->base.empty() || !options->encoder.empty();
  return !options->texts.empty() && has_pieces;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  avviso::Options options;
  if (!avviso::ParseArguments(argc, argv, &options)) {
    std::fprintf(stderr,
                 "usage: encoder_states TEXTS.jsonl [--vocabulary FILE] [--reference BASE LEARNED] "
                 "[--encoder FILE] [--states FILE]\n");
    return 2;
  }
  const avviso::Status status = avviso::Run(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "encoder_states: %s\n", status.error().message.c_str());
  return 1;
}
