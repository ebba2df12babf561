// Fuzz target: tensors in the safetensors format.
// room: encoder
//
// The bytes are taken as they are, and again as a header alone with a length that is right and
// some data behind it. What is handed out has as many values as its shape says, and no more
// bytes than there are.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/json_reader.h"
#include "encoder/internal/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Use(std::string_view bytes, std::string_view header) {
  const auto parsed = avviso::Safetensors::Parse(bytes, "fuzz");
  if (!parsed.ok()) return;
  const avviso::Safetensors& tensors = parsed.value();
  const auto names = avviso::JsonDocument::Parse(header, "fuzz");
  AVVISO_CHECK(names.ok());
  names.value().root().ForEach([&](std::string_view key, avviso::JsonValue) {
    const std::string name(key);
    static_cast<void>(tensors.Metadata(name));
    const auto tensor = tensors.Get(name);
    if (!tensor.ok()) return;
    AVVISO_CHECK(tensors.Has(name));
    AVVISO_CHECK(tensor.value().rows > 0 && tensor.value().columns > 0);
    AVVISO_CHECK(tensor.value().values.size() / tensor.value().rows == tensor.value().columns);
    AVVISO_CHECK(tensor.value().values.size() % tensor.value().rows == 0);
    AVVISO_CHECK(tensor.value().values.size() <= bytes.size());
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  uint64_t length = 0;
  if (size >= sizeof length) std::memcpy(&length, data, sizeof length);
  if (size >= sizeof length && length <= size - sizeof length) {
    Use(bytes, bytes.substr(sizeof length, length));
  } else {
    AVVISO_CHECK(!avviso::Safetensors::Parse(bytes, "fuzz").ok());
  }
  length = size;
  std::string whole(reinterpret_cast<const char*>(&length), sizeof length);
  whole.append(bytes).append(64, '\x3C');
  Use(whole, bytes);
  return 0;
}
