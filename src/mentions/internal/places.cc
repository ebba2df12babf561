#include "mentions/internal/places.h"

#include <algorithm>

namespace avviso {

std::vector<PlaceMention> FindPlaces(const Syntax& syntax, const Hits& hits) {
  const Document& doc = syntax.doc();
  std::vector<PlaceMention> places;
  for (const Hit& hit : hits.names()) {
    if (hit.row->kind != NameKind::kCountry && hit.row->kind != NameKind::kCapital) continue;
    PlaceMention place;
    place.tokens = hit.tokens;
    place.country = hit.row->country;
    if (hit.row->kind == NameKind::kCountry) {
      place.name = hit.row->name;
      place.precision = PlaceMention::Precision::kCountry;
    } else {
      place.name = doc.SpanOf(hit.tokens).In(doc.text);
    }
    places.push_back(std::move(place));
  }
  for (const Entity& entity : doc.entities) {
    const std::string_view label = doc.EntityLabel(entity);
    if (label != "GPE" && label != "LOC" && label != "FAC") continue;
    const bool known = std::any_of(places.begin(), places.end(), [&](const PlaceMention& place) {
      return place.tokens.begin < entity.tokens.end && entity.tokens.begin < place.tokens.end;
    });
    if (known) continue;
    PlaceMention place;
    place.tokens = entity.tokens;
    TokenRange name = entity.tokens;
    while (name.size() > 1 && doc.Norm(name.begin) == "the") ++name.begin;
    place.name = doc.SpanOf(name).In(doc.text);
    // "Belgrade, Serbia" and "Serbia's Belgrade" tell the country.
    const TokenId next = entity.tokens.end;
    if (next + 1 < doc.token_count() && doc.Form(next) == ",") {
      const Hit* hit = hits.NameAt(next + 1);
      if (hit != nullptr && hit->row->kind == NameKind::kCountry) place.country = hit->row->country;
    }
    places.push_back(std::move(place));
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const auto& a, const auto& b) { return a.tokens.begin < b.tokens.begin; });
  return places;
}

}  // namespace avviso
