#include "encoder/encoder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "encoder/internal/chunks.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/forward.h"
#include "encoder/internal/heads.h"
#include "encoder/word_pieces.h"

namespace avviso {

struct Encoder::Parts {
  MappedFile file;
  encoder_file::View view;
  std::optional<WordPieces> pieces;
  std::shared_ptr<const ReadingLabels> labels;
  std::string checksum;
};

Result<Encoder> Encoder::Open(const std::string& path) {
  auto parts = std::make_unique<Parts>();
  AVVISO_ASSIGN(parts->file, MappedFile::Open(path));
  AVVISO_ASSIGN(parts->view, encoder_file::Read(parts->file.bytes(), path));
  auto pieces = WordPieces::FromVocabulary(parts->view.vocabulary);
  if (!pieces.ok()) return Error{pieces.error().code, path + ": " + pieces.error().message};
  parts->pieces = std::move(pieces).value();
  const std::string_view labels = parts->view.labels;
  const size_t line = std::min(labels.find('\n'), labels.size());
  ReadingLabels names{SplitLabels(labels.substr(0, line)),
                      SplitLabels(labels.substr(std::min(line + 1, labels.size())))};
  if (parts->view.header.positions < kLongestChunk || names.types.size() != kReadTypes ||
      names.modes.size() != parts->view.header.modes ||
      parts->pieces->size() != parts->view.header.pieces) {
    return Error{ErrorCode::kCorrupt, path + ": its labels or pieces don't fit its shape"};
  }
  parts->labels = std::make_shared<const ReadingLabels>(std::move(names));
  parts->checksum = HashHex(parts->view.header.checksum);
  return Encoder(std::move(parts));
}

Encoder::Encoder(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

const std::string& Encoder::checksum() const { return parts_->checksum; }

// A document as the encoder reads it.
struct Encoder::Text {
  Text(const WordPieces& splitter, const Document& document) : doc(document) {
    splitter.Split(doc.text, &pieces);
    numbers.resize(pieces.size());
    for (uint32_t p = 0, number = 0; p < pieces.size(); ++p) {
      number += pieces[p].first ? 1 : 0;
      numbers[p] = number;
    }
    first = FirstPieces(doc, pieces);
    chunks = ChunksOf(doc, pieces, first);
  }

  std::vector<uint32_t> IdsOf(const Chunk& chunk, const WordPieces& splitter) const {
    std::vector<uint32_t> ids = {splitter.begin_id()};
    for (uint32_t p = chunk.begin; p < chunk.end; ++p) ids.push_back(pieces[p].id);
    ids.push_back(splitter.end_id());
    return ids;
  }

  // The chunk's words, and their rows among `read` of its pieces.
  ChunkWords WordsOf(const Chunk& chunk, const Floats& read, size_t width, Floats* rows) const {
    ChunkWords words{chunk.tokens, {}, {}};
    rows->clear();
    for (TokenId t = chunk.tokens.begin; t < chunk.tokens.end; ++t) {
      if (first[t] < chunk.begin || first[t] >= chunk.end) continue;
      words.tokens.push_back(t);
      words.numbers.push_back(numbers[first[t]]);
      const float* row = read.data() + (first[t] - chunk.begin + 1) * width;
      rows->insert(rows->end(), row, row + width);
    }
    return words;
  }

  const Document& doc;
  std::vector<WordPiece> pieces;
  std::vector<uint32_t> numbers;  // by piece: which word of BERT's splitting it is of
  std::vector<uint32_t> first;    // by token
  std::vector<Chunk> chunks;
};

Reading Encoder::Read(const Document& doc, const Int8Kernels& kernels) const {
  const encoder_file::View& view = parts_->view;
  Reading reading;
  reading.labels = parts_->labels;
  Reading::Act none{};
  none[0] = 1;
  reading.act.assign(doc.token_count(), none);
  const Text text(*parts_->pieces, doc);
  Forward forward(view, kernels);
  const Heads heads(view);
  Floats rows;
  for (const Chunk& chunk : text.chunks) {
    const Floats& read = forward.Rows(text.IdsOf(chunk, *parts_->pieces));
    const ChunkWords words = text.WordsOf(chunk, read, view.header.width, &rows);
    heads.Read(words, rows, &forward, &reading);
  }
  return reading;
}

std::vector<Encoder::Lean> Encoder::LeansOf(const Document& doc, TokenId trigger,
                                            size_t most) const {
  const encoder_file::View& view = parts_->view;
  const Text text(*parts_->pieces, doc);
  const auto chunk = std::find_if(text.chunks.begin(), text.chunks.end(), [&](const Chunk& c) {
    return text.first[trigger] >= c.begin && text.first[trigger] < c.end;
  });
  if (chunk == text.chunks.end()) return {};
  Forward forward(view, BestInt8Kernels());
  const Heads heads(view);
  const std::vector<uint32_t> ids = text.IdsOf(*chunk, *parts_->pieces);
  const size_t row = text.first[trigger] - chunk->begin + 1;
  const auto likely = [&](const std::vector<uint32_t>& seen) {
    const Floats& read = forward.Rows(seen);
    return heads.ActOf(read.data() + row * view.header.width, &forward);
  };
  const float whole = likely(ids);
  const auto sentence = std::find_if(doc.sentences.begin(), doc.sentences.end(),
                                     [&](TokenRange s) { return s.Contains(trigger); });
  std::vector<Lean> leans;
  for (TokenId t = std::max(sentence->begin, chunk->tokens.begin);
       t < std::min(sentence->end, chunk->tokens.end); ++t) {
    if (t == trigger || text.first[t] == kNoPiece || doc.upos[t] == Upos::kPunct) continue;
    std::vector<uint32_t> hidden = ids;
    for (uint32_t p = text.first[t]; p < chunk->end && text.pieces[p].span.begin < doc.span[t].end;
         ++p) {
      hidden[p - chunk->begin + 1] = parts_->pieces->unknown_id();
    }
    const float less = whole - likely(hidden);
    if (less > 0) leans.push_back({t, less});
  }
  std::stable_sort(leans.begin(), leans.end(),
                   [](const Lean& a, const Lean& b) { return a.less > b.less; });
  if (leans.size() > most) leans.resize(most);
  return leans;
}

}  // namespace avviso
