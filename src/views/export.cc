#include "views/export.h"

namespace avviso {

std::optional<Export> MakeExport(std::string_view form,
                                 const std::shared_ptr<const CountryCodes>& countries) {
  if (form == "jsonl") return JsonLinesExport();
  if (form == "csv") return CsvExport();
  if (form == "gdelt") return GdeltEventsExport(countries);
  if (form == "gdelt-mentions") return GdeltMentionsExport();
  if (form == "acled") return AcledExport(countries);
  if (form == "polecat") return PolecatExport(countries);
  if (form == "icews") return IcewsExport(countries);
  if (form == "geojson") return GeoJsonExport();
  if (form == "gexf") return GexfExport();
  if (form == "rss") return RssExport();
  if (form == "atom") return AtomExport();
  if (form == "stix") return StixExport(countries);
  if (form == "prov") return ProvExport();
  return std::nullopt;
}

}  // namespace avviso
