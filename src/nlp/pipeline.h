// The language pipeline: a spaCy v3 CNN pipeline, run natively.
//
//   text -> blocks -> tokens -> tags, tree, sentences -> lemmas -> entities
//
// A Pipeline is an immutable model, loaded once and shared by all threads; what
// a thread scribbles on lives in its own Workspace. Adding a language adds a
// model directory, not a class. What is in such a directory, and where a
// re-implementation goes wrong, is told in docs/nlp-runtime.md.

#ifndef AVVISO_NLP_PIPELINE_H_
#define AVVISO_NLP_PIPELINE_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "nlp/document.h"

namespace avviso {

struct AnnotateOptions {
  // Each block (a line that isn't blank; a hard-wrapped paragraph) is annotated by
  // itself, so that no sentence or entity crosses a block's end, and the white
  // space between blocks is no token. False gives what spaCy gives for the whole
  // text, in pieces of at most a million bytes.
  bool split_blocks = true;
};

struct LoadOptions {
  // Changes speed, and the last bits of sums: "avx512", "avx2" or "portable"; empty
  // takes the fastest that this processor runs.
  std::string kernels;
};

class Pipeline {
 public:
  // Scratch memory and caches for one thread. Grows to the largest text seen, up
  // to a bound, and is reused; holds nothing that changes a result.
  class Workspace {
   public:
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();

    struct Impl;  // internal

   private:
    friend class Pipeline;
    explicit Workspace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };

  // Loads the model in `directory` (the one that holds config.cfg).
  // Errors: kNotFound (the directory or a file of it), kTruncated, kCorrupt,
  // kWrongShape (a weight isn't what its layer needs), kUnsupported (a component,
  // an architecture or a format version that this build can't run, by name; kernels that
  // this processor can't run), kIo.
  static Result<Pipeline> Load(const std::string& directory, const LoadOptions& options = {});

  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  // A Workspace for this pipeline alone. The pipeline must outlive it.
  Workspace MakeWorkspace() const;

  // Fills every column of `*doc`, whose text is set and well-formed UTF-8, and
  // can't fail: a text that isn't language still gets tokens, and tags that mean
  // nothing. Columns filled before are overwritten.
  //
  // The result depends only on the model, the text and the options; not on the
  // workspace, on the thread, or on what was annotated before.
  // Cost: linear in tokens. docs/performance.md has tokens a second.
  void Annotate(Document* doc, Workspace* workspace, const AnnotateOptions& options = {}) const;

  // What records cite as the parser that made them, e.g. "en_core_web_sm-3.8.0".
  const std::string& version() const;

  struct Model;  // internal

 private:
  explicit Pipeline(std::unique_ptr<const Model> model);
  std::unique_ptr<const Model> model_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_PIPELINE_H_
