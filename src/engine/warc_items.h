// The items of a web archive: responses and resources that are pages, and the texts of
// conversion records. Everything else in it is passed over; a broken record gives an
// Error in its place.

#ifndef AVVISO_ENGINE_WARC_ITEMS_H_
#define AVVISO_ENGINE_WARC_ITEMS_H_

#include <memory>

#include "engine/item_stream.h"

namespace avviso {

ItemStream WarcItems(std::unique_ptr<ByteSource> plain, const InputOrigin& origin,
                     const StreamOptions& options);

}  // namespace avviso

#endif  // AVVISO_ENGINE_WARC_ITEMS_H_
