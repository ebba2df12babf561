// Workers read and code articles, each passing over what the store has already; the
// caller's thread is the one writer, and commits every few hundred articles or two
// seconds. The pool's ring keeps a slow disk from letting coded articles pile up.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/run.h"
#include "cli/store_merging.h"
#include "cli/web.h"
#include "engine/ordered_pool.h"
#include "store/article_key.h"
#include "store/store_reader.h"
#include "store/store_writer.h"
#include "views/record_json.h"

namespace avviso {
namespace {

constexpr size_t kBatchArticles = 500;
constexpr size_t kBatchBytes = 32 << 20;
constexpr double kBatchSeconds = 2;

// What a worker makes of an item: something to store, nothing new, or that the store
// couldn't be asked, which ends the run.
struct Worked {
  std::optional<ArticleToStore> article;
  std::optional<Error> failure;
};

struct Counts {
  size_t added = 0, revised = 0, unchanged = 0, refused = 0;
  std::map<std::string, size_t> why;  // error code -> refused inputs

  std::string Line() const {
    std::string line = std::to_string(added) + " added, " + std::to_string(revised) + " revised, " +
                       std::to_string(unchanged) + " unchanged, " + std::to_string(refused) +
                       " refused";
    const char* before = " (";
    for (const auto& [code, count] : why) {
      line += before + std::to_string(count) + " " + code;
      before = ", ";
    }
    return why.empty() ? line : line + ")";
  }

  std::string Json(double seconds) const {
    std::string out;
    JsonWriter json(&out);
    json.BeginObject();
    json.FieldInteger("added", static_cast<int64_t>(added));
    json.FieldInteger("revised", static_cast<int64_t>(revised));
    json.FieldInteger("unchanged", static_cast<int64_t>(unchanged));
    json.Key("refused");
    json.BeginObject();
    for (const auto& [code, count] : why) json.FieldInteger(code, static_cast<int64_t>(count));
    json.EndObject();
    json.FieldNumber("seconds", static_cast<double>(static_cast<int64_t>(seconds * 1000)) / 1000);
    json.EndObject();
    return out + "\n";
  }
};

class Ingest {
 public:
  Ingest(const CommandLine& line, const Engine& engine, const Reader* reader, StoreWriter* writer)
      : line_(line),
        engine_(engine),
        writer_(writer),
        fetcher_(FetchOptionsOf(line.web, nullptr)),
        input_(InputOf(line, reader, &fetcher_)),
        threads_(line.jobs),
        progress_(!line.quiet && ::isatty(STDERR_FILENO) == 1, !line.quiet,
                  TotalBytes(line.paths)) {}

  int All() {
    using Pool = OrderedPool<Result<Item>, Result<Worked>>;
    Pool::Steps steps;
    steps.source = [this] { return input_.NextItem(); };
    steps.work = [this](Result<Item> item, size_t thread) -> Result<Worked> {
      if (!item.ok()) return item.error();
      return Work(std::move(item).value(), &threads_[thread]);
    };
    steps.sink = [this](Result<Worked> worked) { return Take(std::move(worked)); };
    Pool::Run(line_.jobs, steps);
    if (!writer_->failed()) Commit();
    progress_.Clear();
    if (line_.store.events && !writer_->failed()) {
      const Status updated = UpdateStories(line_, writer_);
      if (!updated.ok()) End(updated.error());
    }
    if (line_.format == Format::kJsonLines) {
      const int printed = Print(counts_.Json(progress_.seconds()));
      if (printed != kExitFine) return printed;
    } else if (!line_.quiet) {
      std::fprintf(stderr, "avviso: %s in %.1f s\n", counts_.Line().c_str(), progress_.seconds());
    }
    return exit_code_;
  }

 private:
  struct Thread {
    std::optional<Engine::Workspace> workspace;
    std::optional<StoreReader> reader;
  };

  Result<Worked> Work(Item item, Thread* thread) {
    std::optional<RawPage> raw;
    if (item.page && (item.page->form == PageForm::kHtml || !item.archive.empty())) {
      raw = RawPage{item.page->bytes, item.archive, static_cast<int64_t>(item.archive_offset)};
    }
    AVVISO_ASSIGN(Article article, ArticleOf(std::move(item), input_.limits()));
    ArticleToStore made;
    made.key = ArticleKey(article);
    made.input_sha256 = ArticleHash(article);
    if (!line_.store.recode) {
      const Result<bool> held = Holds(made, thread);
      if (!held.ok()) return Worked{{}, held.error()};
      if (held.value()) return Worked{};
    }
    if (!thread->workspace) thread->workspace.emplace(engine_.MakeWorkspace());
    const CodedArticle coded = engine_.Code(std::move(article), &*thread->workspace);
    AppendRecordJson(coded, engine_.stamp(), &made.record);
    made.raw = std::move(raw);
    return Worked{std::move(made), {}};
  }

  Result<bool> Holds(const ArticleToStore& article, Thread* thread) {
    if (!thread->reader) {
      AVVISO_ASSIGN(thread->reader, StoreReader::Open(line_.store.file));
    }
    return thread->reader->Holds(article.key, article.input_sha256);
  }

  // False once nothing more can be stored.
  bool Take(Result<Worked> worked) {
    if (!worked.ok()) return Refuse(worked.error());
    if (worked.value().failure) return End(*worked.value().failure);
    if (!worked.value().article) {
      ++counts_.unchanged;
    } else {
      const ArticleToStore& article = *worked.value().article;
      const Result<PutOutcome> put = writer_->Put(article);
      if (!put.ok()) return writer_->failed() ? End(put.error()) : Refuse(put.error());
      switch (put.value()) {
        case PutOutcome::kAdded: ++counts_.added; break;
        case PutOutcome::kRevised: ++counts_.revised; break;
        case PutOutcome::kUnchanged: ++counts_.unchanged; break;
      }
      pending_bytes_ += article.record.size() + (article.raw ? article.raw->bytes.size() : 0);
      ++pending_;
    }
    progress_.Count(input_.consumed(), counts_.Line());
    const bool due = pending_ >= kBatchArticles || pending_bytes_ >= kBatchBytes ||
                     (pending_ > 0 && progress_.seconds() - committed_ >= kBatchSeconds);
    return !due || Commit();
  }

  bool Refuse(const Error& error) {
    exit_code_ = kExitRefused;
    ++counts_.refused;
    ++counts_.why[std::string(ErrorName(error.code))];
    progress_.Clear();
    if (!line_.quiet) ReportError(error);
    return true;
  }

  bool End(const Error& error) {
    progress_.Clear();
    ReportError(error);
    exit_code_ = kExitOutput;
    return false;
  }

  bool Commit() {
    const Status done = writer_->Commit();
    if (!done.ok()) return End(done.error());
    pending_ = pending_bytes_ = 0;
    committed_ = progress_.seconds();
    return true;
  }

  const CommandLine& line_;
  const Engine& engine_;
  StoreWriter* writer_;
  Fetcher fetcher_;
  Input input_;
  std::vector<Thread> threads_;
  Progress progress_;
  Counts counts_;
  size_t pending_ = 0, pending_bytes_ = 0;  // since the last commit
  double committed_ = 0;
  int exit_code_ = kExitFine;
};

}  // namespace

int RunIngest(const CommandLine& line) {
  if (NoInput(line)) return kExitUsage;
  const Result<Engine> engine = OpenEngine(line, /*needs_tables=*/true);
  if (!engine.ok()) {
    ReportError(engine.error());
    return kExitSetup;
  }
  const Result<std::optional<Reader>> reader = OpenReader(line);
  if (!reader.ok()) {
    ReportError(reader.error());
    return kExitSetup;
  }
  const EngineStamp& stamp = engine.value().stamp();
  WriterOptions options;
  options.clock = [] { return UtcTime(SecondsSince1970()); };
  options.keep_raw = line.store.keep_raw;
  options.recode = line.store.recode;
  Result<StoreWriter> writer =
      StoreWriter::Open(line.store.file, {stamp.version, stamp.model, stamp.lexicon}, options);
  if (!writer.ok()) {
    ReportError(writer.error());
    return kExitOutput;
  }
  const Reader* const pages = reader.value() ? &*reader.value() : nullptr;
  return Ingest(line, engine.value(), pages, &writer.value()).All();
}

}  // namespace avviso
