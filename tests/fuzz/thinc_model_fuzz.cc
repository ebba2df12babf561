// Fuzz target: the weights of a component, as a model directory stores them.
// room: nlp
//
// What parses must hand out each array in full by its own shape, and refuse it by
// another one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "nlp/internal/thinc_model.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto parsed = avviso::ThincModel::Parse(bytes, "fuzz");
  if (!parsed.ok()) return 0;
  const avviso::ThincModel& model = parsed.value();
  for (size_t i = 0; i < model.size(); ++i) {
    for (const auto& [name, array] : model.node(i).params) {
      const auto shape = model.Shape(i, name);
      if (!shape.ok()) continue;
      const auto floats = model.Param(i, name, shape.value());
      AVVISO_CHECK(floats.ok());
      AVVISO_CHECK(floats.value().size() == array.count());
      std::vector<int64_t> longer = shape.value();
      longer.push_back(2);
      AVVISO_CHECK(!model.Param(i, name, longer).ok());
    }
    for (const auto& [name, value] : model.node(i).attrs) {
      static_cast<void>(model.IntegerAttr(i, name).ok());
      static_cast<void>(model.StringsAttr(i, name).ok());
    }
    for (const auto& [name, target] : model.node(i).refs) {
      const auto index = model.Reference(name);
      if (index.ok()) AVVISO_CHECK(index.value() < model.size());
    }
  }
  return 0;
}
