// The codes of countries that other forms want, from data/export.

#ifndef AVVISO_VIEWS_EXPORT_CODES_H_
#define AVVISO_VIEWS_EXPORT_CODES_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

struct CountryCode {
  std::string iso2, number, fips, name;
};

class CountryCodes {
 public:
  // Errors: kCorrupt, with `name` and the line, if a row has another number of cells.
  static Result<CountryCodes> Parse(std::string_view tsv, const std::string& name);

  // By alpha-3; of an unknown country all codes are empty.
  const CountryCode& Of(std::string_view code) const;

 private:
  std::map<std::string, CountryCode, std::less<>> by_code_;
  CountryCode none_;
};

}  // namespace avviso

#endif  // AVVISO_VIEWS_EXPORT_CODES_H_
