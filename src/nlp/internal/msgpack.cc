#include "nlp/internal/msgpack.h"

#include <bit>
#include <cstring>

namespace avviso {

Error Msgpack::Fail(const std::string& what) const {
  return {ErrorCode::kCorrupt,
          std::string(name_) + ": expected " + what + " at byte " + std::to_string(pos_)};
}

Error Msgpack::Cut() const {
  return {ErrorCode::kTruncated,
          std::string(name_) + " ends early, at byte " + std::to_string(bytes_.size())};
}

bool Msgpack::Take(size_t count, std::string_view* out) {
  if (bytes_.size() - pos_ < count) return false;
  *out = bytes_.substr(pos_, count);
  pos_ += count;
  return true;
}

bool Msgpack::TakeBigEndian(size_t count, uint64_t* out) {
  std::string_view raw;
  if (!Take(count, &raw)) return false;
  *out = 0;
  for (char c : raw) *out = *out << 8 | static_cast<unsigned char>(c);
  return true;
}

Msgpack::Type Msgpack::Peek() const {
  if (pos_ >= bytes_.size()) return Type::kEnd;
  const auto c = static_cast<uint8_t>(bytes_[pos_]);
  if (c < 0x80 || c >= 0xE0) return Type::kInteger;
  if (c < 0x90) return Type::kMap;
  if (c < 0xA0) return Type::kArray;
  if (c < 0xC0) return Type::kString;
  switch (c) {
    case 0xC2:
    case 0xC3: return Type::kBool;
    case 0xC4:
    case 0xC5:
    case 0xC6: return Type::kBinary;
    case 0xCA:
    case 0xCB: return Type::kFloat;
    case 0xD9:
    case 0xDA:
    case 0xDB: return Type::kString;
    case 0xDC:
    case 0xDD: return Type::kArray;
    case 0xDE:
    case 0xDF: return Type::kMap;
    default: return c >= 0xCC && c <= 0xD3 ? Type::kInteger : Type::kNil;
  }
}

Result<uint32_t> Msgpack::Count(const CountFormat& format) {
  if (pos_ >= bytes_.size()) return Cut();
  const auto c = static_cast<uint8_t>(bytes_[pos_]);
  uint64_t count = 0;
  if (c >= format.fix_low && c <= format.fix_low + format.fix_most) {
    ++pos_;
    count = c - format.fix_low;
  } else if (c == format.code16 || c == format.code16 + 1) {
    ++pos_;
    if (!TakeBigEndian(c == format.code16 ? 2 : 4, &count)) return Cut();
  } else {
    return Fail(format.what);
  }
  if (count * format.bytes_each > bytes_.size() - pos_) return Cut();
  return static_cast<uint32_t>(count);
}

Result<uint32_t> Msgpack::Map() { return Count({0x80, 15, 0xDE, 2, "a map"}); }
Result<uint32_t> Msgpack::Array() { return Count({0x90, 15, 0xDC, 1, "an array"}); }

Result<std::string_view> Msgpack::String() {
  if (pos_ >= bytes_.size()) return Cut();
  uint64_t size = 0;
  if (static_cast<uint8_t>(bytes_[pos_]) == 0xD9) {
    ++pos_;
    if (!TakeBigEndian(1, &size)) return Cut();
  } else {
    AVVISO_ASSIGN(size, Count({0xA0, 31, 0xDA, 1, "a string"}));
  }
  std::string_view out;
  if (!Take(size, &out)) return Cut();
  return out;
}

Result<std::string_view> Msgpack::Binary() {
  if (pos_ >= bytes_.size()) return Cut();
  const auto c = static_cast<uint8_t>(bytes_[pos_]);
  if (c < 0xC4 || c > 0xC6) return Fail("binary data");
  ++pos_;
  uint64_t size = 0;
  std::string_view out;
  if (!TakeBigEndian(size_t{1} << (c - 0xC4), &size) || !Take(size, &out)) return Cut();
  return out;
}

Result<uint64_t> Msgpack::Unsigned() {
  if (pos_ >= bytes_.size()) return Cut();
  const auto c = static_cast<uint8_t>(bytes_[pos_]);
  if (c < 0x80 || c >= 0xE0) {
    ++pos_;
    return static_cast<uint64_t>(static_cast<int64_t>(static_cast<int8_t>(c)));
  }
  if (c < 0xCC || c > 0xD3) return Fail("a whole number");
  ++pos_;
  const size_t size = size_t{1} << ((c - 0xCC) % 4);
  uint64_t bits = 0;
  if (!TakeBigEndian(size, &bits)) return Cut();
  if (c >= 0xD0 && size < 8 && bits >> (size * 8 - 1)) bits |= ~uint64_t{0} << (size * 8);
  return bits;
}

Result<int64_t> Msgpack::Integer() {
  AVVISO_ASSIGN(const uint64_t bits, Unsigned());
  return static_cast<int64_t>(bits);
}

Result<double> Msgpack::Number() {
  if (Peek() != Type::kFloat) {
    AVVISO_ASSIGN(const int64_t whole, Integer());
    return static_cast<double>(whole);
  }
  const bool wide = static_cast<uint8_t>(bytes_[pos_++]) == 0xCB;
  uint64_t bits = 0;
  if (!TakeBigEndian(wide ? 8 : 4, &bits)) return Cut();
  return wide ? std::bit_cast<double>(bits)
              : static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
}

Result<bool> Msgpack::Bool() {
  if (Peek() == Type::kEnd) return Cut();
  if (Peek() != Type::kBool) return Fail("true or false");
  return static_cast<uint8_t>(bytes_[pos_++]) == 0xC3;
}

Result<FloatArray> Msgpack::Floats() {
  FloatArray out;
  if (Peek() == Type::kNil) {
    AVVISO_TRY(Skip());
    return out;
  }
  AVVISO_ASSIGN(const uint32_t members, Map());
  std::string_view type;
  for (uint32_t i = 0; i < members; ++i) {
    AVVISO_ASSIGN(const std::string_view key, Peek() == Type::kBinary ? Binary() : String());
    if (key == "shape") {
      AVVISO_ASSIGN(const uint32_t dims, Array());
      for (uint32_t d = 0; d < dims; ++d) {
        AVVISO_ASSIGN(const int64_t size, Integer());
        out.shape.push_back(size);
      }
    } else if (key == "type") {
      AVVISO_ASSIGN(type, Peek() == Type::kBinary ? Binary() : String());
    } else if (key == "data") {
      AVVISO_ASSIGN(out.bytes, Binary());
    } else {
      AVVISO_TRY(Skip());
    }
  }
  if (type != "<f4") return Fail("an array of 32-bit floats");
  uint64_t count = 1;
  for (int64_t size : out.shape) {
    if (size < 0 || size > (int64_t{1} << 32)) return Fail("a sane array shape");
    const uint64_t side = static_cast<uint64_t>(size);
    if (side > 0 && count > (uint64_t{1} << 33) / side) return Fail("a sane array shape");
    count *= side;
  }
  if (count * 4 != out.bytes.size()) return Fail("as many numbers as the array's shape says");
  return out;
}

Status Msgpack::Skip() {
  uint64_t left = 1;  // values still to pass
  while (left > 0) {
    --left;
    switch (Peek()) {
      case Type::kEnd: return Cut();
      case Type::kMap: {
        AVVISO_ASSIGN(const uint32_t count, Map());
        left += 2 * uint64_t{count};
        break;
      }
      case Type::kArray: {
        AVVISO_ASSIGN(const uint32_t count, Array());
        left += count;
        break;
      }
      case Type::kString: AVVISO_TRY(String()); break;
      case Type::kBinary: AVVISO_TRY(Binary()); break;
      case Type::kInteger: AVVISO_TRY(Unsigned()); break;
      case Type::kFloat: AVVISO_TRY(Number()); break;
      case Type::kBool: AVVISO_TRY(Bool()); break;
      case Type::kNil:
        if (static_cast<uint8_t>(bytes_[pos_]) != 0xC0) return Fail("a value that isn't an ext");
        ++pos_;
    }
  }
  return Ok();
}

}  // namespace avviso
