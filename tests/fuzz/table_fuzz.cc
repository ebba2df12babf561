// Fuzz target: CSV and TSV from strangers.
// room: feeds
//
// Reading ends; no row is larger than the limit; all in all no more comes out than came
// in.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/check.h"
#include "feeds/table_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const char separator = avviso::SniffSeparator(bytes);
  avviso::TableReader table(std::make_unique<avviso::ViewSource>(bytes),
                            separator == '\0' ? ',' : separator, 64);
  size_t total = 0;
  while (const auto row = table.Next()) {
    if (!row->ok()) continue;
    size_t length = 0;
    for (const auto& field : row->value()) length += field.size();
    AVVISO_CHECK(length <= 64);
    total += length;
  }
  AVVISO_CHECK(total <= size);
  AVVISO_CHECK(table.number() <= size);
  return 0;
}
