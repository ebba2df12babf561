// From fetched exchanges to what the rest of the engine takes.

#ifndef AVVISO_ENGINE_WEB_H_
#define AVVISO_ENGINE_WEB_H_

#include <string>

#include "base/result.h"
#include "engine/input.h"
#include "fetch/fetcher.h"

namespace avviso {

// The body of the answer, its content codings undone, at most 64 MB.
Fetched FetchedOf(const FetchedPage& page);

// Gets one page. Errors: the fetcher's; kNotFound for the statuses 404 and 410, kIo for
// all others but 200.
Result<Fetched> FetchOne(Fetcher* fetcher, const std::string& url);

// The exchange as the block of a WARC response record: HTTP/1.1, the fields as they
// came except for those that describe chunks, which are renamed.
std::string HttpBlockOf(const HttpExchange& exchange);

}  // namespace avviso

#endif  // AVVISO_ENGINE_WEB_H_
