// The engine: every stage strung together, for one article at a time.
//
//   Article -> Document -> Reading -> Mentions -> Claims -> Events -> CodedArticle
//
// An Engine is loaded once, doesn't change, and is shared by all threads; each
// thread brings its own Workspace. The same article gives the same result
// whatever the thread, the workspace and what was coded before.

#ifndef AVVISO_ENGINE_ENGINE_H_
#define AVVISO_ENGINE_ENGINE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/result.h"
#include "engine/coded_article.h"
#include "events/trace.h"
#include "nlp/pipeline.h"
#include "reader/article.h"

namespace avviso {

// Chosen on development sets; docs/quality.md tells what it costs and gains.
inline constexpr double kMinConfidence = 0.3;

struct EngineOptions {
  std::string model;           // a directory with config.cfg
  std::string tables;          // data/ of the source tree, or its copy; empty: can parse, not code
  std::string gazetteer = {};  // a file of lexicon/gazetteer.h; empty: data/places alone
  std::string encoder = {};    // a file of encoder/encoder.h; empty: the rules alone
  bool split_blocks = true;    // changes results: see AnnotateOptions
  double min_confidence = kMinConfidence;  // records below it are left out
};

// A few words that name somebody, to be resolved without an article.
struct ActorPhrase {
  std::string text;
  std::string context;       // what the words stood in; empty if not known
  std::optional<Day> day{};  // whose offices count; without it the last that each held
};

class Engine {
 public:
  // Scratch memory for one thread. The engine must outlive it.
  class Workspace {
   private:
    friend class Engine;
    explicit Workspace(Pipeline::Workspace pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline::Workspace pipeline_;
  };

  // Loads model and tables; under 0.3 s. Errors: those of Pipeline::Load and
  // Lexicon::Load, and kCorrupt if a pattern and the ontology disagree.
  static Result<Engine> Open(const EngineOptions& options);

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  Workspace MakeWorkspace() const;

  // Requires well-formed UTF-8 in `article.text`. Notes of the stages are in
  // `document.notes`, those of the article stay in `article.notes`.
  // Requires an engine that was opened with tables.
  // `trace`, if given, takes down why there are these records and no others.
  CodedArticle Code(Article article, Workspace* workspace, Trace* trace = nullptr) const;

  // Who the words name; its tokens are of a document that is gone. Requires
  // well-formed UTF-8 and an engine that was opened with tables.
  ActorMention ResolveActor(const ActorPhrase& phrase, Workspace* workspace) const;

  // What the encoder makes of the document's words; empty without an encoder.
  Reading Read(const Document& document) const;

  // The language stage alone.
  Document Parse(const Article& article, Workspace* workspace) const;

  const EngineStamp& stamp() const;

 private:
  struct Parts;
  explicit Engine(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

// The version of this program, e.g. "0.1.0".
std::string_view ProgramVersion();

}  // namespace avviso

#endif  // AVVISO_ENGINE_ENGINE_H_
