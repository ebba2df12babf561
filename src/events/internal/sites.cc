#include "events/internal/sites.h"

#include <algorithm>
#include <map>
#include <string>

namespace avviso {
namespace {

constexpr TokenId kLongestName = 7;  // tokens

// The state of at least two thirds of the places, if there are two or more.
std::string CommonCountry(const std::vector<PlaceMention>& places) {
  std::map<std::string, size_t> count;
  size_t all = 0;
  for (const PlaceMention& place : places) {
    if (place.country.empty()) continue;
    ++count[place.country];
    ++all;
  }
  for (const auto& [country, times] : count) {
    if (times >= 2 && times * 3 >= all * 2) return country;
  }
  return {};
}

class SiteFinder {
 public:
  SiteFinder(const Grammar& grammar, const Mentions& mentions)
      : grammar_(grammar),
        syntax_(grammar.syntax()),
        doc_(syntax_.doc()),
        places_(mentions.places),
        site_(grammar.lexicon().patterns().Class("site")),
        common_(CommonCountry(mentions.places)) {}

  std::vector<PlaceMention> Run() const {
    std::vector<PlaceMention> out = places_;
    for (PlaceMention& place : out) {
      if (place.unresolved != nullptr && place.country.empty()) place.country = common_;
    }
    for (TokenId t = 1; t < doc_.token_count(); ++t) {
      if (!site_.Has(grammar_.norm(t)) || !IsNameWord(t)) continue;
      const TokenRange name = NameThatEndsAt(t);
      if (name.size() < 2 || IsPlace(name)) continue;
      PlaceMention site;
      site.tokens = name;
      site.name = doc_.SpanOf(name).In(doc_.text);
      site.country = CountryOf(name);
      site.unresolved = "unknown-name";
      out.push_back(std::move(site));
    }
    std::stable_sort(out.begin(), out.end(), [](const PlaceMention& a, const PlaceMention& b) {
      return a.tokens.begin < b.tokens.begin;
    });
    return out;
  }

 private:
  bool IsNameWord(TokenId t) const {
    const char first = doc_.Form(t).front();
    return syntax_.form(t) == Form::kProper && (first < 'a' || first > 'z');
  }

  // Empty if the name goes on, as in "Central Station Hotel Group".
  TokenRange NameThatEndsAt(TokenId t) const {
    const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(t)];
    if (t + 1 < sentence.end && IsNameWord(t + 1)) return {};
    TokenId begin = t;
    while (begin > sentence.begin && IsNameWord(begin - 1) && t - begin < kLongestName) --begin;
    return {begin, t + 1};
  }

  // True if the tables know the whole name.
  bool IsPlace(TokenRange name) const {
    return std::any_of(places_.begin(), places_.end(), [&](const PlaceMention& place) {
      return place.tokens.end > name.end - 1 && place.tokens.begin < name.end;
    });
  }

  std::string CountryOf(TokenRange name) const {
    for (const PlaceMention& place : places_) {
      if (place.country.empty() || place.tokens.end <= name.begin) continue;
      if (place.tokens.begin < name.end) return place.country;
      const bool next =
          place.tokens.begin == name.end + 1 &&
          (doc_.Form(name.end) == "," || syntax_.Is(name.end, "in") || syntax_.Is(name.end, "of"));
      if (next) return place.country;
      break;
    }
    return common_;
  }

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Document& doc_;
  const std::vector<PlaceMention>& places_;
  const WordSet& site_;
  const std::string common_;
};

}  // namespace

std::vector<PlaceMention> PlacesAndSites(const Grammar& grammar, const Mentions& mentions) {
  return SiteFinder(grammar, mentions).Run();
}

}  // namespace avviso
