// What the commands that dial out share.

#ifndef AVVISO_CLI_WEB_H_
#define AVVISO_CLI_WEB_H_

#include <atomic>
#include <string>

#include "cli/command_line.h"
#include "fetch/fetcher.h"

namespace avviso {

// `stop` ends requests and waits; or null.
FetchOptions FetchOptionsOf(const WebOptions& web, const std::atomic<bool>* stop);

// Makes SIGINT and SIGTERM set what it returns, instead of ending the process.
const std::atomic<bool>* StopOnSignals();

int64_t SecondsSince1970();
std::string UtcTime(int64_t seconds);  // "2023-09-29T18:20:00Z"

}  // namespace avviso

#endif  // AVVISO_CLI_WEB_H_
