#include "base/text_by_points.h"

#include <algorithm>

#include "base/utf8.h"

namespace avviso {

TextByPoints::TextByPoints(std::string_view text) : text_(text) {
  ascii_ = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii_) return;
  for (size_t pos = 0; pos < text.size();) {
    starts_.push_back(static_cast<uint32_t>(pos));
    DecodeUtf8(text, &pos);
  }
  starts_.push_back(static_cast<uint32_t>(text.size()));
}

std::optional<std::string_view> TextByPoints::At(int64_t begin, int64_t end) const {
  const auto points = static_cast<int64_t>(ascii_ ? text_.size() : starts_.size() - 1);
  if (begin < 0 || end < begin || end > points) return std::nullopt;
  const size_t from = ascii_ ? static_cast<size_t>(begin) : starts_[static_cast<size_t>(begin)];
  const size_t to = ascii_ ? static_cast<size_t>(end) : starts_[static_cast<size_t>(end)];
  return text_.substr(from, to - from);
}

}  // namespace avviso
