// The .npy format, version 1.0: "\x93NUMPY", major, minor, a 16-bit header size,
// a header that is a Python dict such as
//   {'descr': '<f4', 'fortran_order': False, 'shape': (20000, 300), }
// and the numbers. Source: numpy.lib.format.

#include "nlp/internal/vectors.h"

#include <charconv>
#include <cstring>

#include "nlp/internal/msgpack.h"

namespace avviso {
namespace {

// The two numbers of "'shape': (rows, width)" in `header`; false if absent.
bool ParseShape(std::string_view header, uint64_t* rows, uint64_t* width) {
  constexpr std::string_view kMark = "'shape': (";
  const size_t at = header.find(kMark);
  if (at == std::string_view::npos) return false;
  const char* end = header.data() + header.size();
  auto first = std::from_chars(header.data() + at + kMark.size(), end, *rows);
  if (first.ec != std::errc() || end - first.ptr < 2 || *first.ptr != ',') return false;
  const char* second = first.ptr + (first.ptr[1] == ' ' ? 2 : 1);
  return std::from_chars(second, end, *width).ec == std::errc();
}

}  // namespace

Result<Vectors> Vectors::Load(std::string_view npy, std::string_view key2row,
                              const std::string& path) {
  Vectors out;
  if (npy.size() < 10) return Error{ErrorCode::kTruncated, path + " ends early"};
  if (npy.substr(0, 6) != "\x93NUMPY") {
    return Error{ErrorCode::kCorrupt, path + " isn't a .npy file"};
  }
  if (npy[6] != 1) {
    return Error{ErrorCode::kUnsupported, path + " is of .npy format version " +
                                              std::to_string(int{npy[6]}) + "; 1 is needed"};
  }
  const size_t header_size = static_cast<unsigned char>(npy[8]) |
                             static_cast<size_t>(static_cast<unsigned char>(npy[9])) << 8;
  if (npy.size() < 10 + header_size) return Error{ErrorCode::kTruncated, path + " ends early"};
  const std::string_view header = npy.substr(10, header_size);
  const std::string_view numbers = npy.substr(10 + header_size);
  uint64_t rows = 0, width = 0;
  if (!ParseShape(header, &rows, &width) || width > (1u << 16) || rows > (1u << 28)) {
    return Error{ErrorCode::kCorrupt, path + " has no table of two dimensions"};
  }
  if (rows * width == 0) return out;
  if (header.find("'<f4'") == std::string_view::npos ||
      header.find("'fortran_order': False") == std::string_view::npos) {
    return Error{ErrorCode::kUnsupported, path + " isn't of 32-bit floats in C order"};
  }
  if (numbers.size() < rows * width * 4) {
    return Error{ErrorCode::kTruncated,
                 path + " ends early: " + std::to_string(rows) + " rows were promised"};
  }
  out.width_ = width;
  out.data_.resize(rows * width);
  std::memcpy(out.data_.data(), numbers.data(), rows * width * 4);

  Msgpack in(key2row, path + " (key2row)");
  AVVISO_ASSIGN(const uint32_t keys, in.Map());
  out.rows_.reserve(keys);
  for (uint32_t i = 0; i < keys; ++i) {
    AVVISO_ASSIGN(const uint64_t key, in.Unsigned());
    AVVISO_ASSIGN(const uint64_t row, in.Unsigned());
    if (row >= rows) return Error{ErrorCode::kCorrupt, path + ": key2row names a row too many"};
    out.rows_.emplace(key, static_cast<uint32_t>(row));
  }
  return out;
}

const float* Vectors::Find(uint64_t orth) const {
  const auto row = rows_.find(orth);
  return row == rows_.end() ? nullptr : data_.data() + row->second * width_;
}

}  // namespace avviso
