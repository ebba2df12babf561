#include "archive/gzip.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <utility>

namespace avviso {
namespace {

constexpr size_t kPiece = 1 << 18;

// True if a gzip header can stand at `at`: the magic, deflate, no reserved flags.
bool IsHeader(const uint8_t* at) {
  return at[0] == 0x1F && at[1] == 0x8B && at[2] == 8 && (at[3] & 0xE0) == 0;
}

uint32_t FlagOf(DeflateForm form) {
  switch (form) {
    case DeflateForm::kGzip: return ISAL_GZIP;
    case DeflateForm::kZlib: return ISAL_ZLIB;
    case DeflateForm::kRaw: return ISAL_DEFLATE;
  }
  return ISAL_DEFLATE;
}

}  // namespace

struct GzipSource::State {
  inflate_state inflate;
  std::string in;
  bool in_member = false;
  bool ended = false;  // of the compressed bytes
  uint64_t member_in = 0;
  uint64_t member_out = 0;
  size_t member_start = 0;  // of `in`: behind the member's first byte, or the first one kept
  uint64_t total_in = 0;
  uint64_t total_again = 0;  // bytes gone back over

  // After damage: back to just behind the start of the member, for the damage may
  // have led far into the next one. An archive of nothing but false starts would
  // make that quadratic, so it is given up when it is done too often.
  void GoBack() {
    uint8_t* const start = reinterpret_cast<uint8_t*>(in.data()) + member_start;
    const uint64_t back = static_cast<uint64_t>(inflate.next_in - start);
    total_again += back;
    if (total_again > 2 * total_in + (1 << 20)) return;
    inflate.next_in = start;
    inflate.avail_in += static_cast<uint32_t>(back);
  }
};

GzipSource::GzipSource(std::unique_ptr<ByteSource> compressed, ExpansionLimit limit)
    : compressed_(std::move(compressed)), limit_(limit), state_(std::make_unique<State>()) {
  state_->in.resize(kPiece);
  state_->inflate.next_in = reinterpret_cast<uint8_t*>(state_->in.data());
  state_->inflate.avail_in = 0;
}

GzipSource::~GzipSource() = default;

// Puts more compressed bytes behind what is left. False at the end.
Result<bool> GzipSource::Fill() {
  if (state_->ended) return false;
  inflate_state& inflate = state_->inflate;
  uint8_t* start = reinterpret_cast<uint8_t*>(state_->in.data());
  const size_t left = inflate.avail_in;
  if (left > 0) std::memmove(start, inflate.next_in, left);
  AVVISO_ASSIGN(const size_t got, compressed_->Read(state_->in.data() + left, kPiece - left));
  inflate.next_in = start;
  inflate.avail_in = static_cast<uint32_t>(left + got);
  state_->member_start = 0;
  state_->total_in += got;
  state_->ended = got == 0;
  return got > 0;
}

// Moves to the next header among the bytes at hand. False if more are needed. Zeros
// between members are padding; all else that is passed over is damage.
bool GzipSource::FindMember() {
  inflate_state& inflate = state_->inflate;
  while (inflate.avail_in >= 4 && !IsHeader(inflate.next_in)) {
    damaged_ = damaged_ || *inflate.next_in != 0;
    ++inflate.next_in;
    --inflate.avail_in;
  }
  return inflate.avail_in >= 4;
}

Result<size_t> GzipSource::Read(char* to, size_t size) {
  inflate_state& inflate = state_->inflate;
  const uint32_t room = static_cast<uint32_t>(std::min<size_t>(size, 1U << 30));
  while (true) {
    if (!state_->in_member && !FindMember()) {
      AVVISO_ASSIGN(const bool more, Fill());
      if (more) continue;
      for (; inflate.avail_in > 0; --inflate.avail_in) {
        damaged_ = damaged_ || *inflate.next_in++ != 0;
      }
      lost_ = std::exchange(damaged_, false);
      return size_t{0};
    }
    if (!state_->in_member) {
      uint8_t* const next = inflate.next_in;
      const uint32_t left = inflate.avail_in;
      isal_inflate_init(&inflate);
      inflate.crc_flag = ISAL_GZIP;
      inflate.next_in = next;
      inflate.avail_in = left;
      state_->in_member = true;
      state_->member_start =
          static_cast<size_t>(next - reinterpret_cast<uint8_t*>(state_->in.data())) + 1;
      state_->member_in = state_->member_out = 0;
    }
    inflate.next_out = reinterpret_cast<uint8_t*>(to);
    inflate.avail_out = room;
    const uint32_t before = inflate.avail_in;
    const int outcome = isal_inflate(&inflate);
    const size_t made = room - inflate.avail_out;
    // Bits that it holds back are given again at the end of a member.
    state_->member_in += before > inflate.avail_in ? before - inflate.avail_in : 0;
    state_->member_out += made;
    if (outcome < 0) {  // what this call made isn't to be trusted
      state_->in_member = false;
      damaged_ = true;
      state_->GoBack();
      continue;
    }
    if (inflate.block_state == ISAL_BLOCK_FINISH) state_->in_member = false;
    if (!limit_.Allows(state_->member_in, state_->member_out)) {
      return Error{ErrorCode::kExhausted, "a gzip member grows more than " +
                                              std::to_string(limit_.ratio) +
                                              "-fold (a bomb, most likely)"};
    }
    if (made > 0) {
      lost_ = std::exchange(damaged_, false);
      return made;
    }
    if (state_->in_member && inflate.avail_in == 0) {
      AVVISO_ASSIGN(const bool more, Fill());
      if (more) continue;
      state_->in_member = false;  // cut short
      damaged_ = true;
    }
  }
}

Status Inflate(std::string_view in, DeflateForm form, size_t most, std::string* out) {
  if (form == DeflateForm::kGzip && in.size() >= 4 &&
      !IsHeader(reinterpret_cast<const uint8_t*>(in.data()))) {
    out->clear();
    return Error{ErrorCode::kCorrupt, "not gzip"};
  }
  const auto inflate = std::make_unique<inflate_state>();
  isal_inflate_init(inflate.get());
  inflate->crc_flag = FlagOf(form);
  std::string input(in);  // the library wants to be able to write
  inflate->next_in = reinterpret_cast<uint8_t*>(input.data());
  inflate->avail_in = static_cast<uint32_t>(std::min<size_t>(input.size(), UINT32_MAX));
  out->clear();
  while (inflate->block_state != ISAL_BLOCK_FINISH) {
    const size_t size = out->size();
    if (size > most) break;
    const size_t room = std::min(std::clamp<size_t>(4 * in.size(), 1024, kPiece), most + 1 - size);
    out->resize(size + room);
    inflate->next_out = reinterpret_cast<uint8_t*>(out->data() + size);
    inflate->avail_out = static_cast<uint32_t>(room);
    const int outcome = isal_inflate(inflate.get());
    const size_t made = room - inflate->avail_out;
    out->resize(size + made);
    if (outcome < 0) return Error{ErrorCode::kCorrupt, "a deflate stream is broken"};
    if (made == 0 && inflate->block_state != ISAL_BLOCK_FINISH) {
      return Error{ErrorCode::kTruncated, "a deflate stream is cut short"};
    }
  }
  if (out->size() <= most) return Ok();
  out->resize(most);
  return Error{ErrorCode::kExhausted, "a deflate stream is larger than the limit"};
}

void AppendGzipMember(std::string_view bytes, std::string* out) {
  const auto stream = std::make_unique<isal_zstream>();
  isal_deflate_init(stream.get());
  stream->gzip_flag = IGZIP_GZIP;
  stream->level = 1;
  std::string level_buffer(ISAL_DEF_LVL1_DEFAULT, '\0');
  stream->level_buf = reinterpret_cast<uint8_t*>(level_buffer.data());
  stream->level_buf_size = static_cast<uint32_t>(level_buffer.size());
  stream->end_of_stream = 1;
  std::string input(bytes);
  stream->next_in = reinterpret_cast<uint8_t*>(input.data());
  stream->avail_in = static_cast<uint32_t>(input.size());
  do {
    const size_t size = out->size();
    out->resize(size + kPiece);
    stream->next_out = reinterpret_cast<uint8_t*>(out->data() + size);
    stream->avail_out = kPiece;
    isal_deflate(stream.get());
    out->resize(size + kPiece - stream->avail_out);
  } while (stream->internal_state.state != ZSTATE_END);
}

}  // namespace avviso
