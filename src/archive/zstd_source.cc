#include "archive/zstd_source.h"

#include <zstd.h>

#include <utility>

namespace avviso {
namespace {

constexpr size_t kPiece = 1 << 18;
constexpr size_t kMostDictionary = 16 << 20;
constexpr uint32_t kDictionaryFrame = 0x184D2A5D;
constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";

struct Free {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

uint32_t LittleEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

struct ZstdSource::State {
  std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
  std::string in;
  size_t at = 0;
  bool started = false;
  bool ended = false;  // of the compressed bytes
  bool stopped = false;
  bool in_frame = false;
  uint64_t total_in = 0;
  uint64_t total_out = 0;
};

ZstdSource::ZstdSource(std::unique_ptr<ByteSource> compressed, ExpansionLimit limit)
    : compressed_(std::move(compressed)), limit_(limit), state_(std::make_unique<State>()) {
  AVVISO_CHECK(state_->context != nullptr);
}

ZstdSource::~ZstdSource() = default;

// Puts more compressed bytes behind what is left. False at the end.
Result<bool> ZstdSource::Fill() {
  if (state_->ended) return false;
  state_->in.erase(0, state_->at);
  state_->at = 0;
  const size_t size = state_->in.size();
  state_->in.resize(size + kPiece);
  const Result<size_t> got = compressed_->Read(state_->in.data() + size, kPiece);
  state_->in.resize(size + (got.ok() ? got.value() : 0));
  state_->ended = !got.ok() || got.value() == 0;
  if (!got.ok()) return got.error();
  return got.value() > 0;
}

Status ZstdSource::TakeDictionary() {
  state_->started = true;
  while (state_->in.size() < 8) {
    AVVISO_ASSIGN(const bool more, Fill());
    if (!more) return Ok();
  }
  if (LittleEndian(state_->in) != kDictionaryFrame) return Ok();
  const size_t size = LittleEndian(std::string_view(state_->in).substr(4));
  if (size > kMostDictionary) {
    return Error{ErrorCode::kExhausted, "the dictionary is larger than 16 MB"};
  }
  while (state_->in.size() < 8 + size) {
    AVVISO_ASSIGN(const bool more, Fill());
    if (!more) return Error{ErrorCode::kTruncated, "the dictionary is cut short"};
  }
  std::string dictionary = state_->in.substr(8, size);
  state_->at = 8 + size;
  if (dictionary.substr(0, 4) == kMagic) {
    std::string plain;
    AVVISO_TRY(InflateZstd(dictionary, kMostDictionary, &plain));
    dictionary = std::move(plain);
  }
  const size_t loaded =
      ZSTD_DCtx_loadDictionary(state_->context.get(), dictionary.data(), dictionary.size());
  if (ZSTD_isError(loaded) != 0) return Error{ErrorCode::kCorrupt, "the dictionary is broken"};
  return Ok();
}

Result<size_t> ZstdSource::Read(char* to, size_t size) {
  lost_ = false;
  if (state_->stopped) return size_t{0};
  if (!state_->started) AVVISO_TRY(TakeDictionary());
  while (true) {
    if (state_->at == state_->in.size()) {
      AVVISO_ASSIGN(const bool more, Fill());
      // The decoder may still hold plain bytes of the frame; if not, it is cut short.
      if (!more && !state_->in_frame) return size_t{0};
    }
    ZSTD_inBuffer in{state_->in.data(), state_->in.size(), state_->at};
    ZSTD_outBuffer out{to, size, 0};
    const size_t outcome = ZSTD_decompressStream(state_->context.get(), &out, &in);
    state_->total_in += in.pos - state_->at;
    state_->total_out += out.pos;
    const bool stuck = in.pos == state_->at && out.pos == 0 && state_->ended;
    state_->at = in.pos;
    state_->in_frame = ZSTD_isError(outcome) == 0 && outcome != 0;
    if (ZSTD_isError(outcome) != 0 || stuck) {
      state_->stopped = true;
      lost_ = true;
      return size_t{0};
    }
    if (!limit_.Allows(state_->total_in, state_->total_out)) {
      return Error{ErrorCode::kExhausted, "zstd frames grow more than " +
                                              std::to_string(limit_.ratio) +
                                              "-fold (a bomb, most likely)"};
    }
    if (out.pos > 0) return out.pos;
  }
}

Status InflateZstd(std::string_view in, size_t most, std::string* out) {
  const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  AVVISO_CHECK(context != nullptr);
  out->clear();
  ZSTD_inBuffer left{in.data(), in.size(), 0};
  while (true) {
    const size_t size = out->size();
    out->resize(size + std::min(kPiece, most + 1 - size));
    ZSTD_outBuffer to{out->data() + size, out->size() - size, 0};
    const size_t before = left.pos;
    const size_t outcome = ZSTD_decompressStream(context.get(), &to, &left);
    out->resize(size + to.pos);
    if (ZSTD_isError(outcome) != 0) return Error{ErrorCode::kCorrupt, "a zstd frame is broken"};
    if (out->size() > most) {
      out->resize(most);
      return Error{ErrorCode::kExhausted, "a zstd frame is larger than the limit"};
    }
    if (outcome == 0 && left.pos == left.size) return Ok();
    if (to.pos == 0 && left.pos == before) {
      return Error{ErrorCode::kTruncated, "a zstd frame is cut short"};
    }
  }
}

}  // namespace avviso
