// Fuzz target: MessagePack from strangers.
// room: nlp
//
// Walks all values in the bytes by the call for each type, entering arrays and maps,
// and once more by Skip(). An array of numbers must hold as many as its shape says.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "nlp/internal/msgpack.h"

namespace {

using avviso::Msgpack;

bool Read(Msgpack* in) {
  switch (in->Peek()) {
    case Msgpack::Type::kString: return in->String().ok();
    case Msgpack::Type::kBinary: return in->Binary().ok();
    case Msgpack::Type::kInteger: return in->Integer().ok();
    case Msgpack::Type::kFloat: return in->Number().ok();
    case Msgpack::Type::kBool: return in->Bool().ok();
    case Msgpack::Type::kArray:
      return in->Array().ok();  // its values follow, and are read in the next rounds
    case Msgpack::Type::kMap: {
      Msgpack as_floats = *in;
      auto floats = as_floats.Floats();
      if (floats.ok()) {
        size_t wanted = 1;
        for (int64_t side : floats.value().shape) {
          const size_t factor = static_cast<size_t>(side);
          AVVISO_CHECK(factor == 0 || wanted <= SIZE_MAX / factor);
          wanted *= factor;
        }
        AVVISO_CHECK(wanted == floats.value().count());
      }
      return in->Map().ok();
    }
    case Msgpack::Type::kNil: return in->Skip().ok();
    case Msgpack::Type::kEnd: return false;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Msgpack walk(bytes, "fuzz");
  while (Read(&walk)) {
  }
  Msgpack skip(bytes, "fuzz");
  while (skip.Peek() != Msgpack::Type::kEnd && skip.Skip().ok()) {
  }
  return 0;
}
