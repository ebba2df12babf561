#include "reader/internal/title.h"

#include <algorithm>
#include <array>

#include "reader/internal/page_block.h"
#include "reader/internal/tables.h"

namespace avviso {
namespace {

constexpr std::array<std::string_view, 14> kSeparators = {
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ",
    " • ", " / ", " « ", " < ", " > ",  " ~ ", " ― "};

// The share of words by which a heading is near to what <title> says.
constexpr float kNear = 0.6F;
constexpr float kSomewhatNear = 0.4F;  // of the only heading

struct Cut {
  size_t begin = 0, end = 0;  // of the separator
};

std::vector<Cut> Cuts(std::string_view title) {
  std::vector<Cut> cuts;
  for (size_t i = 0; i < title.size();) {
    size_t length = 0;
    for (const std::string_view separator : kSeparators) {
      if (title.substr(i, separator.size()) == separator) length = separator.size();
    }
    if (length == 0 && title[i] == '|') length = 1;
    if (length == 0) {
      ++i;
      continue;
    }
    cuts.push_back({i, i + length});
    i += length;
  }
  return cuts;
}

// Letters and digits of the folded text: "Hot News" and "hotnews" are one.
std::string Squeezed(std::string_view text) {
  std::string out;
  for (const char c : FoldedPhrase(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      out.push_back(c);
    }
  }
  return out;
}

size_t Words(std::string_view text) { return CountWords(text); }

// The share of the smaller one's words that both hold.
float Overlap(const std::string& a, const std::string& b) {
  const auto words = [](const std::string& text) {
    std::vector<std::string_view> out;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find(' ', at), text.size());
      if (end > at) out.push_back(std::string_view(text).substr(at, end - at));
      at = end + 1;
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto x = words(a);
  const auto y = words(b);
  if (x.empty() || y.empty()) return 0;
  std::vector<std::string_view> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return static_cast<float>(both.size()) / static_cast<float>(std::min(x.size(), y.size()));
}

// True if `part` is `whole` or what stands before or behind a separator in it.
bool IsPartOf(const std::string& part, std::string_view whole) {
  if (part.empty()) return false;
  const std::string folded = FoldedPhrase(whole);
  if (folded == part) return true;
  if (!folded.starts_with(part) && !folded.ends_with(part)) return false;
  for (const Cut& cut : Cuts(whole)) {
    if (FoldedPhrase(whole.substr(0, cut.begin)) == part ||
        FoldedPhrase(whole.substr(cut.end)) == part) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool NamesSite(std::string_view part, std::string_view site, std::string_view host) {
  std::string name = Squeezed(part);
  if (name.empty()) return true;
  if (name.starts_with("the") && name.size() > 6) name.erase(0, 3);  // its address has none
  std::string wanted = Squeezed(site);
  if (wanted.starts_with("the") && wanted.size() > 6) wanted.erase(0, 3);
  if (!wanted.empty() && (name == wanted || (name.size() > 4 && wanted.starts_with(name)) ||
                          (wanted.size() > 4 && name.starts_with(wanted)))) {
    return true;
  }
  const std::string address = Squeezed(host);
  const std::string label = Squeezed(host.substr(0, host.rfind('.')));
  if (label.size() > 5 && name.starts_with(label)) return true;
  return name.size() > 2 && !address.empty() && address.find(name) != std::string::npos;
}

std::string WithoutSite(std::string_view title, std::string_view site, std::string_view host) {
  std::string_view rest = title;
  for (int pass = 0; pass < 3; ++pass) {
    const std::vector<Cut> cuts = Cuts(rest);
    if (cuts.empty()) break;
    const std::string_view last = rest.substr(cuts.back().end);
    const std::string_view first = rest.substr(0, cuts.front().begin);
    if (NamesSite(last, site, host) && Words(rest.substr(0, cuts.back().begin)) > 0) {
      rest = rest.substr(0, cuts.back().begin);
    } else if (NamesSite(first, site, host)) {
      rest = rest.substr(cuts.front().end);
    } else if (site.empty() || pass == 0) {
      // A name that neither the page nor its address tells: short, behind a longer part.
      const std::string_view before = rest.substr(0, cuts.back().begin);
      // A bar stands for nothing else; a dash may be part of the title.
      const bool bar = rest.substr(cuts.back().begin, 3).find('|') != std::string_view::npos;
      const bool weak = Words(before) < 4 || Words(before) < 2 * Words(last);
      if (Words(last) > 4 || (weak && !(bar && Words(before) >= 3))) break;
      rest = before;
      break;
    } else {
      break;
    }
  }
  // "Hot News: Dam bursts", if that is its name and nothing more.
  const size_t colon = rest.find(": ");
  if (colon != std::string_view::npos && !site.empty() && colon + 2 < rest.size() &&
      Squeezed(rest.substr(0, colon)) == Squeezed(site)) {
    rest = rest.substr(colon + 2);
  }
  return Collapsed(rest);
}

Chosen ChooseTitle(const TitleSources& sources) {
  const std::array<std::string_view, 4> claims = {sources.open_graph, sources.tag, sources.json_ld,
                                                  sources.card};
  const std::string graph = WithoutSite(sources.open_graph, sources.site, sources.host);
  const std::string tag = WithoutSite(sources.tag, sources.site, sources.host);
  const auto claimed = [&](const std::string& folded) {
    return std::any_of(claims.begin(), claims.end(),
                       [&](std::string_view claim) { return IsPartOf(folded, claim); });
  };
  for (const std::string& heading : sources.headings) {
    const std::string folded = FoldedPhrase(heading);
    if (!claimed(folded)) continue;
    // The site's name in an <h1> is also a part of <title>.
    const std::string& named = graph.empty() ? tag : graph;
    const bool other = !named.empty() && FoldedPhrase(named) != folded;
    if ((other || sources.headings.size() > 1) && NamesSite(heading, sources.site, sources.host)) {
      continue;
    }
    return {heading, "h1"};
  }
  for (const std::string& heading : sources.lower) {
    const std::string folded = FoldedPhrase(heading);
    if (Words(heading) < 3 || NamesSite(heading, sources.site, sources.host)) continue;
    if (folded == FoldedPhrase(graph) || folded == FoldedPhrase(tag)) return {heading, "h2"};
  }
  // A headline for readers, and one for search engines in <title>.
  const float least = sources.headings.size() == 1 ? kSomewhatNear : kNear;
  for (const std::string& heading : sources.headings) {
    if (Words(heading) < 3 || Words(heading) > 40) continue;
    if (NamesSite(heading, sources.site, sources.host)) continue;
    const std::string folded = FoldedPhrase(heading);
    if (Overlap(folded, FoldedPhrase(graph)) >= least ||
        Overlap(folded, FoldedPhrase(tag)) >= least) {
      return {heading, "h1"};
    }
  }
  if (!sources.json_ld.empty()) {
    const std::string folded = FoldedPhrase(sources.json_ld);
    if (FoldedPhrase(sources.tag).find(folded) != std::string::npos && Words(sources.json_ld) > 2) {
      return {sources.json_ld, "json-ld"};
    }
  }
  for (const std::string& heading : sources.headings) {
    if (sources.headings.size() == 1 && Words(heading) >= 3 && Words(heading) <= 40 &&
        !NamesSite(heading, sources.site, sources.host)) {
      return {heading, "h1"};
    }
  }
  if (!graph.empty() && !NamesSite(graph, sources.site, sources.host)) return {graph, "og:title"};
  if (!sources.json_ld.empty()) return {sources.json_ld, "json-ld"};
  if (!tag.empty()) return {tag, "title"};
  if (!sources.card.empty()) {
    return {WithoutSite(sources.card, sources.site, sources.host), "twitter:title"};
  }
  if (!sources.headings.empty()) return {sources.headings.front(), "h1"};
  return {};
}

}  // namespace avviso
