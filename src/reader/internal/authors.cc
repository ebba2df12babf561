#include "reader/internal/authors.h"

#include <algorithm>
#include <array>

#include "base/web_address.h"
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
    FindEnd();
    FromJsonLd();
    FromHeadline();
    for (const std::string_view name : kMetas) FromMetas(name);
    FromCard();
    FromNodes(on_.facts.author_nodes, {true, 4}, "author element");
    FromNodes(on_.facts.name_nodes, {true, 1}, "author's name");
    FromNodes(on_.facts.byline_nodes, {false, 0}, "byline element");
    if (site_names_.empty() || !InJsonLd(site_names_.front())) {
      FromNodes(on_.facts.author_links, {true, 1}, "link");
      FromLines();
    }
    if (out_.names.empty()) {
      for (const std::string& name : on_.json_ld.author_bodies) Take(NamesIn(name, true, tables_));
      Done("json-ld");
    }
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
      // The site's own name is the author only if nobody else is. A person may write at an
      // address of that name.
      const bool person =
          !on_.site.empty() && name.find(' ') != std::string::npos && !folded.starts_with("the ");
      if (NamesSite(name, on_.site, person ? "" : on_.host)) {
        const bool address = name.find('.') != std::string::npos &&
                             std::none_of(name.begin(), name.end(), [](char c) {
                               return c == ' ' || (c >= 'A' && c <= 'Z');
                             });
        if (site_names_.empty() && !address) site_names_.push_back(name);
        continue;
      }
      const bool known = std::any_of(out_.names.begin(), out_.names.end(), [&](const auto& each) {
        return FoldedPhrase(each) == folded;
      });
      if (!known && out_.names.size() < 12) out_.names.push_back(name);
    }
  }

  // An organisation is the author only if no person is found.
  void FromJsonLd() {
    const auto& bodies = on_.json_ld.author_bodies;
    for (const std::string& name : on_.json_ld.authors) {
      if (std::find(bodies.begin(), bodies.end(), name) != bodies.end()) continue;
      Take(NamesIn(name, true, tables_));
    }
    Done("json-ld");
  }

  // True if JSON-LD says that a person of this name is the author: a site named after her.
  bool InJsonLd(const std::string& name) const {
    const auto has = [&name](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), name) != list.end();
    };
    return has(on_.json_ld.authors) && !has(on_.json_ld.author_bodies);
  }

  // Behind the story up to the next heading: what follows it is of other stories, or of readers.
  void FindEnd() {
    constexpr uint32_t kNameWords = 5;  // a heading may be the author's name
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    end_ = std::min(on_.story_end + kBehindStory, size);
    for (uint32_t i = on_.story_end; i < end_; ++i) {
      const PageBlock& block = on_.page.blocks[i];
      const bool heading = block.kind == BlockKind::kHeading &&
                           (block.words > kNameWords || on_.story.verdicts[i] == Verdict::kTail);
      if (heading || OfReaders(i)) end_ = i;
    }
  }

  // True if readers wrote it.
  bool OfReaders(uint32_t block) const {
    if (block >= on_.story.hints.size() || on_.story.hints[block].empty()) return false;
    const auto hint = tables_.hints.find(on_.story.hints[block]);
    return hint != tables_.hints.end() && hint->second == Hint::kComments;
  }

  void FromMetas(std::string_view name) {
    if (Done("")) return;
    for (const PageFacts::Meta& meta : on_.facts.metas) {
      if (meta.name != name) continue;
      if (IsWebAddress(meta.content)) continue;
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
    const bool bottom = block + 2 >= on_.story_end && block < end_;
    return (top || bottom) && !OfReaders(block);
  }

  struct Trust {
    bool names = false;   // only names stand there
    uint32_t blocks = 0;  // how far from the first another name of the byline may be
  };

  void FromNodes(const std::vector<NodeId>& nodes, Trust trust, std::string_view from) {
    if (Done("")) return;
    uint32_t first = UINT32_MAX;
    for (const NodeId node : nodes) {
      if (!IsNear(node)) continue;
      const uint32_t block = on_.page.Begin(node);
      // The names of one byline stand together.
      if (first != UINT32_MAX && block > first + trust.blocks) break;
      const std::string text = TextOf(on_.dom, node);
      if (text.size() > 150) continue;
      const size_t before = out_.names.size();
      Take(NamesIn(text, trust.names, tables_));
      if (out_.names.size() > before && first == UINT32_MAX) first = block;
      if (!trust.names && !out_.names.empty()) break;
    }
    Done(from);
  }

  // "By Ana Petrova" right behind the headline: <meta> often tells who put the page up.
  void FromHeadline() {
    constexpr uint32_t kRight = 4;
    if (Done("")) return;
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    const std::vector<std::string> metas = NamesIn(on_.facts.First("author"), true, tables_);
    for (uint32_t i = on_.headline; i < std::min(on_.headline + kRight, size); ++i) {
      const PageBlock& block = on_.page.blocks[i];
      if (block.words > 12 || block.ends_sentence) continue;
      if (block.kind == BlockKind::kHeading && block.level < 3) continue;
      const std::string_view line = on_.page.Text(block);
      const bool same = std::any_of(metas.begin(), metas.end(), [line](const std::string& name) {
        return line.find(name) != std::string_view::npos;
      });
      if (same) return;
      for (const std::string& name : NamesOfLine(line, tables_)) {
        if (name.find(' ') != std::string::npos) Take({name});
      }
      if (Done("line")) return;
    }
  }

  void FromLines() {
    if (Done("")) return;
    const uint32_t size = static_cast<uint32_t>(on_.page.blocks.size());
    const uint32_t begin = on_.headline - std::min(on_.headline, 3U);
    for (uint32_t i = begin; i < std::min(on_.headline + kBehind, size); ++i) {
      if (on_.page.blocks[i].words <= 16) FromLine(i);
      if (Done("line")) return;
    }
    for (uint32_t i = on_.story_end - std::min(on_.story_end, 2U); i < end_; ++i) {
      const PageBlock& block = on_.page.blocks[i];
      if (block.words <= 10 && !block.ends_sentence) FromLine(i);
      if (Done("line")) return;
    }
  }

  void FromLine(uint32_t i) {
    constexpr uint32_t kName = 4;
    const PageBlock& block = on_.page.blocks[i];
    // "By Ana Petrova" may be a small heading; one without a link may be any heading.
    const bool heading = block.kind == BlockKind::kHeading;
    if (heading && (block.level == 1 || block.link_words == 0 || block.words > 8)) return;
    const std::string_view line = on_.page.Text(block);
    Take(NamesOfLine(line, tables_));
    if (!out_.names.empty() || heading || i + 1 >= on_.page.blocks.size()) return;
    // "Written by" and the name in a line of its own.
    const PageBlock& next = on_.page.blocks[i + 1];
    if (next.words > kName || next.ends_sentence) return;
    if (block.words <= 2 && tables_.byline_before.Has(FoldedPhrase(line))) {
      Take(NamesIn(on_.page.Text(next), block.words == 2, tables_));
    }
  }

  const AuthorSources& on_;
  const ReaderTables& tables_;
  uint32_t end_ = 0;  // past the last block behind the story that may name its author
  std::vector<std::string> site_names_;
  Authors out_;
};

}  // namespace

Authors ChooseAuthors(const AuthorSources& sources, const ReaderTables& tables) {
  return Chooser(sources, tables).Run();
}

}  // namespace avviso
