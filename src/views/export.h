// Export: records of a store, written in a form that other programs read.
//
//   begin -> row, row, … -> end
//
// Every form escapes what it must; docs/exports.md tells which columns are filled and
// from what. Ids are stable: the same record gives the same id in every export.
// Rows are written as they come but for GEXF, which sums them up first.

#ifndef AVVISO_VIEWS_EXPORT_H_
#define AVVISO_VIEWS_EXPORT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/record_query.h"
#include "views/export_codes.h"

namespace avviso {

struct Export {
  std::function<void(std::string* out)> begin;
  std::function<void(const EventRow& row, std::string* out)> row;
  std::function<void(std::string* out)> end;
};

// By its name: jsonl, csv, gdelt, gdelt-mentions, acled, polecat, icews, geojson,
// gexf, rss, atom, stix, prov. None for another name.
std::optional<Export> MakeExport(std::string_view form,
                                 const std::shared_ptr<const CountryCodes>& countries);

// The forms, each in its file.
Export JsonLinesExport();
Export CsvExport();
Export CsvPairsExport();  // a row a pair of actors
Export GdeltEventsExport(std::shared_ptr<const CountryCodes> countries);
Export GdeltMentionsExport();
Export AcledExport(std::shared_ptr<const CountryCodes> countries);
Export PolecatExport(std::shared_ptr<const CountryCodes> countries);
Export IcewsExport(std::shared_ptr<const CountryCodes> countries);
Export GeoJsonExport();
Export GexfExport();
Export RssExport();
Export AtomExport();
Export StixExport(std::shared_ptr<const CountryCodes> countries);
Export ProvExport();

}  // namespace avviso

#endif  // AVVISO_VIEWS_EXPORT_H_
