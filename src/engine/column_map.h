// ColumnMap: which column or member of an input holds which part of an article.
//
//   --map text=body,title=headline

#ifndef AVVISO_ENGINE_COLUMN_MAP_H_
#define AVVISO_ENGINE_COLUMN_MAP_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

enum class Part { kId, kText, kHtml, kTitle, kPublished, kUrl, kOutlet, kAuthors, kLanguage };
inline constexpr size_t kParts = 9;

class ColumnMap {
 public:
  // Errors: kInvalid if `given` isn't a list of PART=NAME, or names another part.
  static Result<ColumnMap> Parse(std::string_view given);

  bool empty() const;
  // The user's name for the part, or the part's own.
  std::string_view NameOf(Part part) const;
  // The column of `header` that holds the part: the user's name for it, else one of
  // the names that are common for it, without regard to case. -1 if there is none.
  int ColumnOf(Part part, const std::vector<std::string>& header) const;

 private:
  std::array<std::string, kParts> names_;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_COLUMN_MAP_H_
