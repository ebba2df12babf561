#include "cli/web.h"

#include <chrono>
#include <csignal>
#include <cstdio>

#include "base/day.h"
#include "engine/engine.h"

namespace avviso {
namespace {

std::atomic<bool> stop_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void AskToStop(int) { stop_asked = true; }

}  // namespace

FetchOptions FetchOptionsOf(const WebOptions& web, const std::atomic<bool>* stop) {
  FetchOptions options;
  options.http.user_agent =
      web.user_agent.empty() ? "avviso/" + std::string(ProgramVersion()) : web.user_agent;
  options.http.timeout_seconds = web.timeout_seconds;
  options.http.most_bytes = web.most_bytes;
  options.http.allow_private = web.allow_private;
  options.http.stop = stop;
  options.interval_seconds = web.interval_seconds;
  options.at_once = web.at_once;
  return options;
}

const std::atomic<bool>* StopOnSignals() {
  struct sigaction action = {};
  action.sa_handler = &AskToStop;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  return &stop_asked;
}

int64_t SecondsSince1970() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string UtcTime(int64_t seconds) {
  const int64_t rest = seconds % 86400;
  char time[32];
  std::snprintf(time, sizeof time, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return FormatDay(Day{static_cast<int32_t>(seconds / 86400)}) + time;
}

}  // namespace avviso
