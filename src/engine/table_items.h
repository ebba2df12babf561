// The items of a CSV or TSV file: an article a row, columns by the names in its first
// row (engine/column_map.h).

#ifndef AVVISO_ENGINE_TABLE_ITEMS_H_
#define AVVISO_ENGINE_TABLE_ITEMS_H_

#include <memory>
#include <string>
#include <string_view>

#include "engine/item_stream.h"

namespace avviso {

// By the ending or the media type; else by a first row that names a column for text
// and another one.
bool IsTable(std::string_view start, const std::string& ending, const std::string& media,
             const ColumnMap& columns);

// Errors: kInvalid if no column holds text or pages; the source's.
Result<ItemStream> TableItems(std::unique_ptr<ByteSource> source, const InputOrigin& origin,
                              const StreamOptions& options);

}  // namespace avviso

#endif  // AVVISO_ENGINE_TABLE_ITEMS_H_
