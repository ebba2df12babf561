#include <unistd.h>

#include <mutex>
#include <string>
#include <utility>

#include "archive/warc_writer.h"
#include "base/json_writer.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/web.h"
#include "engine/engine.h"
#include "engine/ordered_pool.h"
#include "engine/web.h"
#include "fetch/state_file.h"

namespace avviso {
namespace {

bool EndsIn(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// What becomes of each page: WARC records, a line of JSON, or the bare body.
class FetchRun {
 public:
  FetchRun(const CommandLine& line, UrlStates states, Output* output)
      : line_(line),
        states_(std::move(states)),
        output_(output),
        stop_(StopOnSignals()),
        fetcher_(FetchOptionsOf(line.web, stop_)),
        warc_(EndsIn(line.output, ".warc") || EndsIn(line.output, ".warc.gz")),
        gzip_(EndsIn(line.output, ".gz")) {}

  int All() {
    if (warc_ && !Write(WarcInfo())) return kExitOutput;
    using Pool = OrderedPool<std::string, Result<std::string>>;
    Pool::Steps steps;
    steps.source = [this]() -> std::optional<std::string> {
      if (*stop_ || next_ == line_.paths.size()) return std::nullopt;
      return line_.paths[next_++];
    };
    steps.work = [this](const std::string& url, size_t) { return Fetch(url); };
    steps.sink = [this](const Result<std::string>& made) { return Take(made); };
    Pool::Run(std::min(line_.jobs, line_.paths.size()), steps);
    if (exit_code_ == kExitOutput) return exit_code_;
    Status done = output_->Close();
    // Validators are kept once the pages are safe.
    if (done.ok() && !line_.web.state.empty()) done = SaveStates(line_.web.state, states_);
    if (done.ok()) return exit_code_;
    ReportError(done.error());
    return kExitOutput;
  }

 private:
  Result<std::string> Fetch(const std::string& url) {
    FetchRequest request{url, "", ""};
    if (!line_.web.state.empty()) {
      const std::lock_guard<std::mutex> lock(mutex_);
      request.etag = states_[url].etag;
      request.last_modified = states_[url].last_modified;
    }
    AVVISO_ASSIGN(const FetchedPage page, fetcher_.Get(request));
    const HttpExchange& answer = page.answer();
    if (answer.status == 200 && !line_.web.state.empty()) {
      const std::lock_guard<std::mutex> lock(mutex_);
      states_[url].etag = answer.Get("ETag");
      states_[url].last_modified = answer.Get("Last-Modified");
    }
    if (line_.format == Format::kJsonLines) return Report(url, page);
    if (warc_) return Records(page);
    if (answer.status != 200 && answer.status != 304) {
      return Error{
          answer.status == 404 || answer.status == 410 ? ErrorCode::kNotFound : ErrorCode::kIo,
          url + ": the server answered " + std::to_string(answer.status)};
    }
    return FetchedOf(page).body;
  }

  static std::string Report(const std::string& url, const FetchedPage& page) {
    const HttpExchange& answer = page.answer();
    const Fetched fetched = FetchedOf(page);
    std::string out;
    JsonWriter json(&out);
    json.BeginObject();
    json.Field("url", RepairUtf8(url));
    json.Field("final_url", RepairUtf8(answer.url));
    json.FieldInteger("status", answer.status);
    json.FieldOrNull("content_type", RepairUtf8(fetched.content_type));
    json.FieldInteger("redirects", static_cast<int64_t>(page.redirects()));
    json.FieldInteger("bytes", static_cast<int64_t>(fetched.body.size()));
    json.Field("sha256", Sha256Hex(fetched.body));
    json.FieldOrNull("address", answer.address);
    json.FieldNumber("seconds", answer.seconds);
    json.EndObject();
    return out + "\n";
  }

  std::string WarcInfo() const {
    std::string out;
    AppendWarcRecord({"warcinfo", "", UtcTime(SecondsSince1970()), "application/warc-fields", "",
                      "software: avviso/" + std::string(ProgramVersion()) +
                          "\r\nformat: WARC File Format 1.1\r\nrobots: RFC 9309\r\n"},
                     gzip_, &out);
    return out;
  }

  std::string Records(const FetchedPage& page) const {
    std::string out;
    const std::string now = UtcTime(SecondsSince1970());
    for (const HttpExchange& exchange : page.exchanges) {
      AppendWarcRecord({"response", exchange.url, now, "application/http; msgtype=response",
                        exchange.address, HttpBlockOf(exchange)},
                       gzip_, &out);
    }
    return out;
  }

  bool Take(const Result<std::string>& made) {
    if (made.ok()) return Write(made.value());
    if (exit_code_ == kExitFine) exit_code_ = kExitRefused;
    if (!line_.quiet) ReportError(made.error());
    return true;
  }

  bool Write(const std::string& bytes) {
    const Status written = output_->Write(bytes);
    if (written.ok()) return true;
    ReportError(written.error());
    exit_code_ = kExitOutput;
    return false;
  }

  const CommandLine& line_;
  UrlStates states_;
  std::mutex mutex_;  // guards states_
  Output* output_;
  const std::atomic<bool>* stop_;
  Fetcher fetcher_;
  bool warc_;
  bool gzip_;
  size_t next_ = 0;
  int exit_code_ = kExitFine;
};

}  // namespace

int RunFetch(const CommandLine& line) {
  const bool together = line.format == Format::kJsonLines || EndsIn(line.output, ".warc") ||
                        EndsIn(line.output, ".warc.gz");
  if (line.paths.size() > 1 && !together) {
    ReportError({ErrorCode::kInvalid,
                 "several pages need -o FILE.warc.gz to stand in, or --json for a report"});
    return kExitUsage;
  }
  UrlStates states;
  if (!line.web.state.empty()) {
    Result<UrlStates> loaded = LoadStates(line.web.state);
    if (!loaded.ok()) {
      ReportError(loaded.error());
      return kExitSetup;
    }
    states = std::move(loaded).value();
  }
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) {
    ReportError(output.error());
    return kExitOutput;
  }
  return FetchRun(line, std::move(states), &output.value()).All();
}

}  // namespace avviso
