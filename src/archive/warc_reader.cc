// A record's body is handed out where it lies in the buffer, so that a page is
// copied once at most. The length that a record states is believed unless bytes
// were lost within it, or the stream ends first; then the search for the next
// record starts where the loss was, since the stated length says nothing any more.

#include "archive/warc_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace avviso {
namespace {

constexpr size_t kMostHead = 1 << 16;
constexpr size_t kPiece = 1 << 18;
constexpr std::string_view kStart = "WARC/";

constexpr std::array<std::pair<std::string_view, WarcType>, 8> kTypes = {
    {{"response", WarcType::kResponse},
     {"request", WarcType::kRequest},
     {"metadata", WarcType::kMetadata},
     {"conversion", WarcType::kConversion},
     {"revisit", WarcType::kRevisit},
     {"resource", WarcType::kResource},
     {"warcinfo", WarcType::kWarcinfo},
     {"continuation", WarcType::kContinuation}}};

WarcType TypeOf(std::string_view name) {
  for (const auto& [known, type] : kTypes) {
    if (EqualsIgnoringCase(name, known)) return type;
  }
  return WarcType::kOther;
}

}  // namespace

std::string_view WarcRecord::uri() const {
  std::string_view uri = fields.Get("WARC-Target-URI");
  if (uri.size() > 2 && uri.front() == '<' && uri.back() == '>')
    uri = uri.substr(1, uri.size() - 2);
  return uri;
}

WarcReader::WarcReader(std::unique_ptr<ByteSource> plain, WarcOptions options)
    : source_(std::move(plain)), options_(options), buffer_(2 * kPiece) {}

// Brings at least `wanted` bytes ahead of at_; fewer only at the end.
Status WarcReader::Refill(size_t wanted) {
  while (end_ - at_ < wanted && !ended_) {
    if (buffer_.size() - end_ < kPiece / 2) {
      std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
      base_ += at_;
      end_ -= at_;
      at_ = 0;
      if (buffer_.size() < end_ + kPiece) buffer_.resize(2 * buffer_.size());
    }
    const Result<size_t> got = source_->Read(buffer_.data() + end_, buffer_.size() - end_);
    ended_ = !got.ok() || got.value() == 0;
    if (!got.ok()) return got.error();
    if (source_->lost_bytes()) losses_.push_back(base_ + end_);
    end_ += got.value();
  }
  return Ok();
}

// Passes over `count` bytes, less at the end or where bytes were lost.
Status WarcReader::Skip(uint64_t count) {
  while (count > 0) {
    AVVISO_TRY(Refill(1));
    uint64_t step = std::min<uint64_t>(count, end_ - at_);
    if (LostBefore(position() + step + 1) && losses_.front() >= position()) {
      step = std::min<uint64_t>(step, losses_.front() - position());
    }
    if (step == 0) return Ok();
    at_ += static_cast<size_t>(step);
    count -= step;
  }
  return Ok();
}

Error WarcReader::Broken(ErrorCode code, const std::string& what, size_t resume) {
  const Error error{code, "record at byte " + std::to_string(position()) + ": " + what};
  at_ += std::min(resume, end_ - at_);
  // What is told here needn't be told again.
  while (LostBefore(position() + 1) || (code == ErrorCode::kTruncated && !losses_.empty())) {
    losses_.pop_front();
  }
  searching_ = true;
  return error;
}

// Moves to the next line that starts with "WARC/", or to the end.
Status WarcReader::FindRecord() {
  while (true) {
    AVVISO_TRY(Refill(kStart.size()));
    if (ahead().substr(0, kStart.size()) == kStart) break;
    const size_t line = ahead().find("\nWARC/");
    if (line != std::string_view::npos) {
      at_ += line + 1;
      break;
    }
    if (ended_) {
      at_ = end_;
      break;
    }
    // The start may lie over the end of what is here, by up to five bytes.
    at_ = std::max(at_, end_ - std::min<size_t>(end_, kStart.size()));
    AVVISO_TRY(Refill(end_ - at_ + 1));
  }
  searching_ = false;
  return Ok();
}

Result<WarcReader::Head> WarcReader::ReadHead() {
  Head head;
  for (size_t wanted = 1024;; wanted *= 4) {
    AVVISO_TRY(Refill(std::min(wanted, kMostHead)));
    head.size = HeaderLength(ahead().substr(0, kMostHead));
    if (head.size != std::string_view::npos) break;
    if (wanted >= kMostHead) return Broken(ErrorCode::kCorrupt, "its header doesn't end", 1);
    if (ended_ && end_ - at_ < wanted) {
      return Broken(ErrorCode::kTruncated, "its header is cut short", 1);
    }
  }
  if (ahead().substr(0, kStart.size()) != kStart) {
    return Broken(ErrorCode::kCorrupt, "it doesn't start with WARC/", 0);
  }
  const HeaderFields fields = HeaderFields::Parse(ahead().substr(0, head.size));
  const std::string_view length = fields.Get("Content-Length");
  const auto [end, wrong] =
      std::from_chars(length.data(), length.data() + length.size(), head.length);
  constexpr uint64_t kMostLength = uint64_t{1} << 48;
  if (wrong != std::errc() || end != length.data() + length.size() || head.length > kMostLength) {
    return Broken(ErrorCode::kCorrupt, "its Content-Length is missing or no number", 1);
  }
  head.type = TypeOf(fields.Get("WARC-Type"));
  return head;
}

Result<bool> WarcReader::Next(WarcRecord* record) {
  at_ += std::exchange(given_, 0);
  AVVISO_TRY(Skip(std::exchange(rest_, 0)));
  while (true) {
    if (searching_) AVVISO_TRY(FindRecord());
    AVVISO_TRY(Refill(1));
    if (LostBefore(position() + 1)) {
      return Broken(ErrorCode::kCorrupt, "the bytes before it are damaged", 0);
    }
    if (at_ == end_) return false;
    if (ahead()[0] == '\r' || ahead()[0] == '\n') {
      ++at_;
      continue;
    }
    const uint64_t start = position();
    AVVISO_ASSIGN(const Head head, ReadHead());
    const bool wanted = (options_.bodies & static_cast<unsigned>(head.type)) != 0;
    const size_t held = wanted ? static_cast<size_t>(std::min(head.length, options_.most_body)) : 0;
    AVVISO_TRY(Refill(head.size + held));
    if (LostBefore(position() + head.size + held)) {
      const size_t lost = static_cast<size_t>(losses_.front() - position());
      return Broken(ErrorCode::kCorrupt, "its compressed bytes are damaged", lost);
    }
    if (end_ - at_ < head.size + held) {
      return Broken(ErrorCode::kTruncated, "it is cut short", head.size);
    }
    if (head.type == WarcType::kRevisit) ++revisits_;
    if (!wanted && options_.only_those) {
      at_ += head.size;
      AVVISO_TRY(Skip(head.length));
      continue;
    }
    record->type = head.type;
    record->offset = start;
    record->length = head.length;
    record->fields = HeaderFields::Parse(ahead().substr(0, head.size));
    record->body = ahead().substr(head.size, held);
    given_ = head.size + held;
    rest_ = head.length - held;
    return true;
  }
}

}  // namespace avviso
