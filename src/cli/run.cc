#include "cli/run.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "cli/messages.h"
#include "cli/web.h"
#include "engine/encoder_store.h"
#include "engine/gazetteer_store.h"
#include "engine/input.h"
#include "engine/model_store.h"
#include "engine/ordered_pool.h"
#include "engine/web.h"

namespace avviso {

uint64_t TotalBytes(const std::vector<std::string>& paths) {
  uint64_t total = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    const uint64_t size = std::filesystem::file_size(path, error);
    if (error) return 0;
    total += size;
  }
  return total;
}

InputOptions InputOf(const CommandLine& line, const Reader* reader, Fetcher* fetcher) {
  InputOptions options;
  options.reader = reader;
  options.text_pages = line.text_pages;
  options.paths = line.paths;
  options.json_lines = line.json_lines;
  options.published = line.published;
  options.most_text = line.most_text;
  options.columns = line.columns;
  options.fetch = [fetcher](const std::string& url) { return FetchOne(fetcher, url); };
  return options;
}

bool NoInput(const CommandLine& line) {
  if (!line.paths.empty() || ::isatty(STDIN_FILENO) != 1) return false;
  ReportError(
      {ErrorCode::kInvalid, "no input (name files, or - to type the text and end it with Ctrl-D)"});
  return true;
}

namespace {

class Run {
 public:
  Run(const CommandLine& line, const Reader* reader, Output* output)
      : line_(line),
        output_(output),
        fetcher_(FetchOptionsOf(line.web, nullptr)),
        input_(InputOf(line, reader, &fetcher_)),
        progress_(!line.quiet && ::isatty(STDERR_FILENO) == 1 && !output->terminal(),
                  line.verbose && !line.quiet, TotalBytes(line.paths)) {}

  int All(const ShowItem& show) {
    using Pool = OrderedPool<Result<Item>, Result<std::string>>;
    Pool::Steps steps;
    steps.source = [this] { return input_.NextItem(); };
    steps.work = [&](Result<Item> item, size_t thread) -> Result<std::string> {
      if (!item.ok()) return item.error();
      return show(std::move(item).value(), input_.limits(), thread);
    };
    steps.sink = [this](const Result<std::string>& made) { return Take(made); };
    Pool::Run(line_.jobs, steps);
    progress_.Clear();
    if (exit_code_ == kExitFine || exit_code_ == kExitRefused) CloseOutput();
    if (line_.verbose) {
      std::fprintf(stderr, "avviso: %llu articles in %.1f s\n",
                   static_cast<unsigned long long>(progress_.articles()), progress_.seconds());
    }
    return exit_code_;
  }

 private:
  // False once nothing more can be written.
  bool Take(const Result<std::string>& made) {
    if (!made.ok()) {
      exit_code_ = kExitRefused;
      progress_.Clear();
      if (!line_.quiet) ReportError(made.error());
      return true;
    }
    const Status written = output_->Write(made.value());
    if (!written.ok()) {
      progress_.Clear();
      if (output_->closed()) {
        // Nobody is left to write to, and the input may keep a thread waiting for
        // ever: end at once. There is nothing to put in order first.
        std::_Exit(kExitClosedPipe);
      }
      ReportError(written.error());
      exit_code_ = kExitOutput;
      return false;
    }
    progress_.Count(input_.consumed());
    return true;
  }

  void CloseOutput() {
    const Status closed = output_->Close();
    if (closed.ok()) return;
    ReportError(closed.error());
    exit_code_ = kExitOutput;
  }

  const CommandLine& line_;
  Output* output_;
  Fetcher fetcher_;
  Input input_;
  Progress progress_;
  int exit_code_ = kExitFine;
};

// `prepare` opens what else is needed, once it is known that there is input.
int RunPrepared(const CommandLine& line, const std::function<Status()>& prepare,
                const std::function<ShowItem(const Output& output)>& choose) {
  if (NoInput(line)) return kExitUsage;
  const Status prepared = prepare();
  if (!prepared.ok()) {
    ReportError(prepared.error());
    return kExitSetup;
  }
  const Result<std::optional<Reader>> reader = OpenReader(line);
  if (!reader.ok()) {
    ReportError(reader.error());
    return kExitSetup;
  }
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) {
    ReportError(output.error());
    return kExitOutput;
  }
  const ShowItem show = choose(output.value());
  const Reader* const opened = reader.value() ? &*reader.value() : nullptr;
  return Run(line, opened, &output.value()).All(show);
}

}  // namespace

namespace {

// The encoder's file; empty to go on without, which is said once if it wasn't asked for.
Result<std::string> ChooseEncoder(const CommandLine& line, const std::string& tables) {
  if (line.no_encoder || !line.encoder.empty()) return line.encoder;
  if (FindEncoder().empty()) {
    if (!line.quiet) {
      std::fputs(
          "avviso: no encoder is installed, so the rules work alone and far fewer records are "
          "right (run tools/fetch_encoder.sh, or say --no-encoder)\n",
          stderr);
    }
    return std::string();
  }
  AVVISO_ASSIGN(const EncoderSummary checked, CheckEncoder(tables));
  return checked.path;
}

}  // namespace

Result<Engine> OpenEngine(const CommandLine& line, bool needs_tables) {
  EngineOptions options;
  options.split_blocks = line.split_blocks;
  if (line.min_confidence) options.min_confidence = *line.min_confidence;
  AVVISO_ASSIGN(options.model, FindModel(line.model));
  if (needs_tables) {
    AVVISO_ASSIGN(options.tables, FindTables(line.tables));
    options.gazetteer = FindGazetteer();
    if (options.gazetteer.empty() && !line.quiet) {
      std::fputs(
          "avviso: no gazetteer is installed, so few towns are known and placed "
          "(run make data, or avviso data add-gazetteer)\n",
          stderr);
    }
    AVVISO_ASSIGN(options.encoder, ChooseEncoder(line, options.tables));
  }
  return Engine::Open(options);
}

Result<std::optional<Reader>> OpenReader(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return std::optional<Reader>();
  AVVISO_ASSIGN(Reader reader, Reader::Load(tables.value()));
  return std::optional<Reader>(std::move(reader));
}

int RunItems(const CommandLine& line, const std::function<ShowItem(const Output& output)>& choose) {
  return RunPrepared(line, [] { return Ok(); }, choose);
}

int RunOverInput(const CommandLine& line, bool needs_tables,
                 const std::function<Show(const Output& output)>& choose) {
  std::optional<Engine> engine;
  const auto open = [&]() -> Status {
    AVVISO_ASSIGN(Engine opened, OpenEngine(line, needs_tables));
    engine.emplace(std::move(opened));
    if (line.verbose) {
      const EngineStamp& stamp = engine->stamp();
      std::fprintf(stderr, "avviso: version %s, model %s, lexicon %s, encoder %s, %zu jobs\n",
                   stamp.version.c_str(), stamp.model.c_str(), stamp.lexicon.c_str(),
                   stamp.encoder.empty() ? "none" : stamp.encoder.c_str(), line.jobs);
    }
    return Ok();
  };
  std::vector<std::optional<Engine::Workspace>> workspaces(line.jobs);  // one a thread
  return RunPrepared(line, open, [&](const Output& output) -> ShowItem {
    return [&, show = choose(output)](Item item, const ItemLimits& limits,
                                      size_t thread) -> Result<std::string> {
      AVVISO_ASSIGN(Article article, ArticleOf(std::move(item), limits));
      std::optional<Engine::Workspace>& workspace = workspaces[thread];
      if (!workspace) workspace.emplace(engine->MakeWorkspace());
      return show(*engine, &*workspace, std::move(article));
    };
  });
}

}  // namespace avviso
