#include "mentions/internal/places.h"

#include <utility>

#include "mentions/internal/place_names.h"
#include "mentions/internal/place_resolver.h"

namespace avviso {
namespace {

PlaceMention::Precision PrecisionOf(PlaceKind kind) {
  using Precision = PlaceMention::Precision;
  switch (kind) {
    case PlaceKind::kTown:
    case PlaceKind::kSeat:
    case PlaceKind::kCapital:
    case PlaceKind::kQuarter: return Precision::kPopulatedPlace;
    case PlaceKind::kAdmin1:
    case PlaceKind::kAdmin2:
    case PlaceKind::kAdmin: return Precision::kAdmin;
    case PlaceKind::kCountry: return Precision::kCountry;
    case PlaceKind::kCrossing:
    case PlaceKind::kBase:
    case PlaceKind::kCamp:
    case PlaceKind::kSite: return Precision::kPoint;
    default: return Precision::kArea;
  }
}

// A name that does or suffers what a state does: "Belgrade said", "ties with Russia".
bool IsActor(const Syntax& syntax, TokenRange tokens) {
  for (TokenId t = tokens.begin; t < tokens.end; ++t) {
    if (tokens.Contains(syntax.head(t)) && !syntax.is_root(t)) continue;
    const Dep dep = syntax.dep(t);
    return dep == Dep::kNsubj || dep == Dep::kAgent || dep == Dep::kDative;
  }
  return false;
}

// "the Harbour Hotel in Odesa", "Smallville, Syria", "Oduwele village of Benue": the place that
// follows says where an unknown one lies. If it is a town or a spot its point will do; its state
// is told anyway.
void PlaceByNext(const Syntax& syntax, const PlaceTables& tables, const PlaceMention& next,
                 PlaceMention* place) {
  const Document& doc = syntax.doc();
  TokenId end = place->tokens.end;
  bool generic = tables.Is(PlaceWord::kGeneric, doc.Norm(end - 1));
  if (end < doc.token_count() && tables.Is(PlaceWord::kGeneric, doc.Norm(end))) {
    generic = true;
    ++end;
  }
  TokenId begin = next.tokens.begin;
  if (next.unresolved != nullptr || end >= begin) return;
  if (begin > end + 1 && doc.Norm(begin - 1) == "the") --begin;
  if (begin != end + 1) return;
  const std::string_view joint = doc.Norm(end);
  if (joint != "," && joint != "in" && joint != "(" && !(generic && joint == "of")) return;
  place->country = next.country;
  place->admin1 = next.admin1;
  if (next.precision != PlaceMention::Precision::kPopulatedPlace &&
      next.precision != PlaceMention::Precision::kPoint) {
    return;
  }
  place->lat = next.lat;
  place->lon = next.lon;
  place->precision = PlaceMention::Precision::kArea;
  place->unresolved = nullptr;
}

}  // namespace

std::vector<PlaceMention> FindPlaces(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
                                     const MentionContext& context) {
  const Document& doc = syntax.doc();
  const std::vector<PlaceName> names = FindPlaceNames(syntax, hits, lexicon, context.gazetteer);
  const std::vector<uint32_t> chosen =
      ResolvePlaces(syntax, lexicon.places(), names, context.home_country);
  std::vector<PlaceMention> places;
  places.reserve(names.size());
  for (size_t n = 0; n < names.size(); ++n) {
    const PlaceName& name = names[n];
    PlaceMention place;
    place.tokens = name.tokens;
    place.name = doc.SpanOf(name.tokens).In(doc.text);
    place.associative = name.associative || IsActor(syntax, name.tokens);
    if (chosen[n] == kUnresolved) {
      place.unresolved = "unknown-name";
      places.push_back(std::move(place));
      continue;
    }
    const PlaceCandidate& candidate = name.candidates[chosen[n]];
    if (!name.part) place.name = candidate.name;
    place.country = candidate.country;
    place.admin1 = candidate.place.admin1;
    place.lat = candidate.place.lat;
    place.lon = candidate.place.lon;
    if (!name.part) place.geonames = candidate.place.geonames;
    place.precision =
        name.part ? PlaceMention::Precision::kArea : PrecisionOf(candidate.place.kind);
    places.push_back(std::move(place));
  }
  for (size_t n = 0; n + 1 < places.size(); ++n) {
    if (places[n].unresolved != nullptr)
      PlaceByNext(syntax, lexicon.places(), places[n + 1], &places[n]);
  }
  return places;
}

}  // namespace avviso
