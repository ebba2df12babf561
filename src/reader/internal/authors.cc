#include "reader/internal/authors.h"

#include <algorithm>
#include <array>

#include "reader/internal/byline.h"
#include "reader/internal/title.h"

namespace avviso {
namespace {

constexpr std::array<std::string_view, 14> kMetas = {"author",
                                                     "byl",
                                                     "parsely-author",
                                                     "sailthru.author",
                                                     "dc.creator",
                                                     "dcterms.creator",
                                                     "citation_author",
                                                     "article:author",
                                                     "og:article:author",
                                                     "creator",
                                                     "article.author",
                                                     "cxenseparse:author",
                                                     "dc.contributor",
                                                     "twitter:creator:name"};

constexpr uint32_t kBefore = 8;
constexpr uint32_t kBehind = 16;
constexpr uint32_t kBehindStory = 12;

class Chooser {
 public:
  Chooser(const AuthorSources& sources, const ReaderTables& tables)
      : on_(sources), tables_(tables) {}

  Authors Run() {
    for (const std::string& name : on_.json_ld.authors) Take(NamesIn(name, true, tables_));
    Done("json-ld");
    for (const std::string_view name : kMetas) FromMetas(name);
    FromCard();
    FromNodes(on_.facts.author_nodes, true, "author element");
    FromNodes(on_.facts.byline_nodes, false, "byline element");
    FromNodes(on_.facts.author_links, true, "link");
    FromLines();
    if (out_.names.empty() && !site_names_.empty()) {
      out_.names = std::move(site_names_);
      out_.from = "site name";
    }
    return std::move(out_);
  }

 private:
  bool Done(std::string_view from) {
    if (!out_.names.empty() && out_.from.empty()) out_.from = from;
    return !out_.names.empty();
  }

  void Take(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string folded = FoldedPhrase(name);
      if (folded.empty()) continue;
      // The site's own name is the author only if nobody else is.
      if (NamesSite(name, on_.site, on_.host)) {
        if (site_names_.empty()) site_names_.push_back(name);
        continue;
      }
      const bool known = std::any_of(out_.names.begin(), out_.names.end(), [&](const auto& each) {
        return FoldedPhrase(each) == folded;
      });
      if (!known && out_.names.size() < 12) out_.names.push_back(name);
    }
  }

  void FromMetas(std::string_view name) {
    if (Done("")) return;
    for (const PageFacts::Meta& meta : on_.facts.metas) {
      if (meta.name != name) continue;
      const std::string content(meta.content);
      const size_t comma = content.find(',');
      // Journals write "Petrova, Ana".
      const bool turned = name == "citation_author" && comma != std::string::npos &&
                          content.find(',', comma + 1) == std::string::npos;
      Take(NamesIn(turned ? content.substr(comma + 1) + " " + content.substr(0, comma) : content,
                   true, tables_));
    }
    Done(name);
  }

  // <meta name="twitter:label1" content="Written by"> and twitter:data1.
  void FromCard() {
    if (Done("")) return;
    for (const std::string_view number : {"1", "2"}) {
      const std::string label =
          FoldedPhrase(on_.facts.First("twitter:label" + std::string(number)));
      if (!tables_.byline_before.Has(label)) continue;
      Take(NamesIn(on_.facts.First("twitter:data" + std::string(number)), true, tables_));
    }
    Done("twitter:data");
  }

  bool IsNear(NodeId node) const {
    const uint32_t block = on_.page.Begin(node);
    const bool top = block + kBefore >= on_.headline && block <= on_.headline + kBehind;
    const bool bottom = block + 2 >= on_.story_end && block <= on_.story_end + kBehindStory;
    return top || bottom;
  }

  void FromNodes(const std::vector<NodeId>& nodes, bool trusted, std::string_view from) {
    if (Done("")) return;
    uint32_t first = UINT32_MAX;
    for (const NodeId node : nodes) {
      if (!IsNear(node)) continue;
      const uint32_t block = on_.page.Begin(node);
      // The names of one byline stand together.
      if (first != UINT32_MAX && block > first + 4) break;
      const std::string text = TextOf(on_.dom, node);
      if (text.size() > 150) continue;
      const size_t before = out_.names.size();
      Take(NamesIn(text, trusted, tables_));
      if (out_.names.size() > before && first == UINT32_MAX) first = block;
      if (!trusted && !out_.names.empty()) break;
    }
    Done(from);
  }

  void FromLines() {
    if (Done("")) return;
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    const uint32_t begin = on_.headline - std::min(on_.headline, 3U);
    for (uint32_t i = begin; i < std::min(on_.headline + kBehind, size); ++i) {
      const PageBlock& block = on_.page.blocks[i];
      if (block.words > 16 || block.kind == BlockKind::kHeading) continue;
      Take(NamesOfLine(on_.page.Text(block), tables_));
      if (Done("line")) return;
    }
  }

  const AuthorSources& on_;
  const ReaderTables& tables_;
  std::vector<std::string> site_names_;
  Authors out_;
};

}  // namespace

Authors ChooseAuthors(const AuthorSources& sources, const ReaderTables& tables) {
  return Chooser(sources, tables).Run();
}

}  // namespace avviso
