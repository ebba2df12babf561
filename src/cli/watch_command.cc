#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "base/file_system.h"
#include "base/web_address.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/web.h"
#include "engine/engine.h"
#include "engine/input.h"
#include "engine/model_store.h"
#include "engine/watcher.h"
#include "engine/web.h"
#include "feeds/feed.h"
#include "views/article_json.h"
#include "views/record_json.h"

namespace avviso {
namespace {

// The addresses of feeds in what was named: addresses, lists in OPML, one a line.
Result<std::vector<std::string>> FeedsIn(const std::string& path) {
  if (IsWebAddress(path)) return std::vector<std::string>{path};
  AVVISO_ASSIGN(const std::string bytes, ReadFile(path, 16 << 20));
  std::vector<std::string> feeds;
  if (SniffFeed(std::string_view(bytes).substr(0, 1 << 16)) == FeedKind::kOpml) {
    AVVISO_ASSIGN(const Feed list, ParseFeed(bytes, "", path));
    for (const FeedItem& item : list.items) feeds.push_back(item.url);
    return feeds;
  }
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string line = bytes.substr(at, end - at);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    if (!IsWebAddress(line)) {
      return Error{ErrorCode::kInvalid, path + ": \"" + line + "\" is no address of the web"};
    }
    feeds.push_back(std::move(line));
  }
  return feeds;
}

class WatchRun {
 public:
  WatchRun(const CommandLine& line, UrlStates states, const Reader* reader,
           std::optional<Engine> engine, Output* output)
      : line_(line),
        states_(std::move(states)),
        reader_(reader),
        engine_(std::move(engine)),
        output_(output),
        stop_(StopOnSignals()),
        fetcher_(FetchOptionsOf(line.web, stop_)),
        watcher_(&fetcher_, &states_, int64_t{line.web.every_minutes} * 60) {
    if (engine_) workspace_.emplace(engine_->MakeWorkspace());
  }

  int All(const std::vector<std::string>& feeds) {
    for (const std::string& feed : feeds) Add(feed);
    do {
      // Lists add feeds while they are polled.
      for (size_t i = 0; i < feeds_.size() && !*stop_; ++i) {
        const std::string feed = feeds_[i];
        const int64_t now = SecondsSince1970();
        if (watcher_.Due(feed, now) && !Poll(feed, now)) return kExitOutput;
      }
    } while (!line_.web.once && Wait());
    const Status closed = output_->Close();
    if (closed.ok()) return exit_code_;
    ReportError(closed.error());
    return kExitOutput;
  }

 private:
  void Add(const std::string& feed) {
    constexpr size_t kMostFeeds = 100000;
    if (feeds_.size() < kMostFeeds && known_.insert(feed).second) feeds_.push_back(feed);
  }

  // False once the output or the state can't be written.
  bool Poll(const std::string& feed, int64_t now) {
    Result<Polled> polled = watcher_.Poll(feed, now);
    if (*stop_) return true;  // an unfinished poll isn't remembered
    if (!polled.ok()) {
      Refuse(polled.error());
      return Save();
    }
    for (const std::string& found : polled.value().feeds) Add(found);
    if (!polled.value().moved_to.empty() && line_.verbose) {
      std::fprintf(stderr, "avviso: %s has moved to %s\n", feed.c_str(),
                   polled.value().moved_to.c_str());
    }
    for (const FeedItem& item : polled.value().items) {
      if (*stop_) return true;
      if (!Emit(item, feed)) return false;
    }
    return Save();
  }

  bool Save() {
    if (line_.web.state.empty()) return true;
    const Status saved = SaveStates(line_.web.state, states_);
    if (!saved.ok()) ReportError(saved.error());
    return saved.ok();
  }

  bool Emit(const FeedItem& item, const std::string& feed) {
    const bool by_page = line_.web.pages && IsWebAddress(item.url);
    return by_page ? EmitPage(item) : Write(ItemOfFeed(item, feed, Limits()));
  }

  bool EmitPage(const FeedItem& item) {
    InputOptions options;
    options.paths = {item.url};
    options.published = item.published;
    options.most_text = line_.most_text;
    options.fetch = [this](const std::string& url) { return FetchOne(&fetcher_, url); };
    Input input(std::move(options));
    while (std::optional<Result<Item>> got = input.NextItem()) {
      if (!Write(std::move(*got))) return false;
    }
    return true;
  }

  bool Write(Result<Item> item) {
    if (!item.ok()) return Refuse(item.error());
    Result<Article> article = ArticleOf(std::move(item).value(), Limits());
    if (!article.ok()) return Refuse(article.error());
    std::string out;
    if (engine_) {
      AppendRecordJson(engine_->Code(std::move(article).value(), &*workspace_), engine_->stamp(),
                       &out);
    } else {
      AppendArticleJson(article.value(), &out);
    }
    out.push_back('\n');
    const Status written = output_->Write(out);
    if (!written.ok()) ReportError(written.error());
    return written.ok();
  }

  bool Refuse(const Error& error) {
    exit_code_ = kExitRefused;
    if (!line_.quiet) ReportError(error);
    return true;
  }

  ItemLimits Limits() const { return {line_.published, line_.most_text, reader_}; }

  // Until a feed is due; false if it is to end.
  bool Wait() const {
    while (!*stop_) {
      const int64_t now = SecondsSince1970();
      for (const std::string& feed : feeds_) {
        if (watcher_.Due(feed, now)) return true;
      }
      for (int i = 0; i < 10 && !*stop_; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
    return false;
  }

  const CommandLine& line_;
  UrlStates states_;
  const Reader* reader_;  // null: pages are refused
  std::optional<Engine> engine_;
  std::optional<Engine::Workspace> workspace_;
  Output* output_;
  const std::atomic<bool>* stop_;
  Fetcher fetcher_;
  Watcher watcher_;
  std::vector<std::string> feeds_;
  std::set<std::string> known_;
  int exit_code_ = kExitFine;
};

int Refused(const Error& error, int exit_code) {
  ReportError(error);
  return exit_code;
}

}  // namespace

int RunWatch(const CommandLine& line) {
  std::vector<std::string> feeds;
  for (const std::string& path : line.paths) {
    const Result<std::vector<std::string>> found = FeedsIn(path);
    if (!found.ok()) return Refused(found.error(), kExitUsage);
    feeds.insert(feeds.end(), found.value().begin(), found.value().end());
  }
  UrlStates states;
  if (!line.web.state.empty()) {
    Result<UrlStates> loaded = LoadStates(line.web.state);
    if (!loaded.ok()) return Refused(loaded.error(), kExitSetup);
    states = std::move(loaded).value();
  }
  std::optional<Engine> engine;
  if (line.web.code) {
    Result<Engine> opened = OpenEngine(line, true);
    if (!opened.ok()) return Refused(opened.error(), kExitSetup);
    engine.emplace(std::move(opened).value());
  }
  const Result<std::optional<Reader>> reader = OpenReader(line);
  if (!reader.ok()) return Refused(reader.error(), kExitSetup);
  Result<Output> output = line.output.empty() ? Output::Open("") : Output::Append(line.output);
  if (!output.ok()) return Refused(output.error(), kExitOutput);
  return WatchRun(line, std::move(states), reader.value() ? &*reader.value() : nullptr,
                  std::move(engine), &output.value())
      .All(feeds);
}

}  // namespace avviso
