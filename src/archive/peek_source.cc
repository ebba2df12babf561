#include "archive/peek_source.h"

#include <utility>

namespace avviso {

Result<std::string_view> PeekSource::Peek(size_t most) {
  ahead_.erase(0, at_);
  if (loss_ != kNowhere) loss_ -= at_;
  at_ = 0;
  while (ahead_.size() < most && !ended_) {
    const size_t size = ahead_.size();
    ahead_.resize(most);
    const Result<size_t> got = inner_->Read(ahead_.data() + size, most - size);
    ahead_.resize(size + (got.ok() ? got.value() : 0));
    ended_ = !got.ok() || got.value() == 0;
    if (inner_->lost_bytes() && loss_ == kNowhere) loss_ = size;
    if (!got.ok()) return got.error();
  }
  return std::string_view(ahead_).substr(0, most);
}

Result<size_t> PeekSource::Read(char* to, size_t size) {
  if (at_ == ahead_.size() && loss_ == kNowhere) {
    if (ended_) {
      lost_ = false;
      return size_t{0};
    }
    const Result<size_t> got = inner_->Read(to, size);
    lost_ = inner_->lost_bytes();
    return got;
  }
  lost_ = at_ == loss_;
  if (lost_) loss_ = kNowhere;
  const size_t end = loss_ == kNowhere ? ahead_.size() : loss_;
  const size_t count = std::min(size, end - at_);
  std::memcpy(to, ahead_.data() + at_, count);
  at_ += count;
  return count;
}

}  // namespace avviso
