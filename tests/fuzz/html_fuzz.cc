// Fuzz target: the parser of pages, and the limits of the tree.
// room: html
//
// The columns keep their promises: parents stand before children, sub-trees are ranges,
// texts are well formed, nothing is beyond the limits; and all is the same again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "html/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void CheckDom(const avviso::Dom& dom, const avviso::ParseLimits& limits) {
  AVVISO_CHECK(dom.size() >= 1 && dom.size() <= limits.most_nodes);
  AVVISO_CHECK(dom[0].end == dom.size());
  std::vector<uint32_t> depths(dom.size(), 0);
  for (avviso::NodeId node = 1; node < dom.size(); ++node) {
    const avviso::Node& at = dom[node];
    AVVISO_CHECK(at.parent < node);
    AVVISO_CHECK(at.end > node && at.end <= dom[at.parent].end);
    AVVISO_CHECK(at.attrs <= limits.most_attributes);
    AVVISO_CHECK(avviso::IsValidUtf8(at.text));
    AVVISO_CHECK(at.tag != avviso::Tag::kText || at.end == node + 1);
    depths[node] = depths[at.parent] + 1;
    // The last element of a table may bring its row and body with it.
    AVVISO_CHECK(depths[node] <= limits.most_depth + 110);
    for (const avviso::Attr name : {avviso::Attr::kId, avviso::Attr::kHref}) {
      AVVISO_CHECK(avviso::IsValidUtf8(dom.Value(node, name)));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string page =
      avviso::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const avviso::ParseLimits& limits :
       {avviso::ParseLimits{}, avviso::ParseLimits{8, 2, 40, 3}}) {
    std::vector<avviso::Note> notes;
    const avviso::Dom dom = avviso::ParseHtml(page, limits, &notes);
    CheckDom(dom, limits);
    const avviso::Dom again = avviso::ParseHtml(page, limits, &notes);
    AVVISO_CHECK(dom.size() == again.size());
    for (avviso::NodeId node = 0; node < dom.size(); ++node) {
      AVVISO_CHECK(dom[node].tag == again[node].tag && dom[node].text == again[node].text);
    }
  }
  return 0;
}
