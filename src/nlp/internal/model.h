// Model: everything that a Pipeline holds, loaded from a spaCy model directory.

#ifndef AVVISO_NLP_INTERNAL_MODEL_H_
#define AVVISO_NLP_INTERNAL_MODEL_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/internal/arc_eager.h"
#include "nlp/internal/biluo.h"
#include "nlp/internal/lemmatizer.h"
#include "nlp/internal/ruler.h"
#include "nlp/internal/tag_head.h"
#include "nlp/internal/tok2vec.h"
#include "nlp/internal/tokenizer.h"
#include "nlp/internal/transition_model.h"
#include "nlp/internal/vectors.h"
#include "nlp/internal/words.h"
#include "nlp/pipeline.h"

namespace avviso {

struct Tagger {
  TagHead head;
  std::vector<LabelId> tags;  // by label: row of Labels::tags
};

struct Morphologizer {
  TagHead head;
  std::vector<LabelId> morphs;  // by label: row of Labels::morphs
  std::vector<Upos> pos;        // by label
  bool overwrite = false;
};

struct Senter {
  TagHead head;  // label 1 starts a sentence
  bool overwrite = false;
};

struct Parser {
  TransitionModel model;
  ArcEager system;
};

struct EntityRecognizer {
  TransitionModel model;
  Biluo system;
};

// A component by its place in the pipeline. `net` is the row of Model::nets that
// it listens to; rows without weights of their own have none.
struct Component {
  enum class Kind { kTagger, kMorphologizer, kSenter, kParser, kRuler, kLemmatizer, kEntities };
  Kind kind = Kind::kTagger;
  size_t net = 0;
};

struct Pipeline::Model {
  // Errors as for Pipeline::Load.
  static Result<std::unique_ptr<const Model>> Load(const std::string& directory,
                                                   const LoadOptions& options);

  std::string version;
  const Kernels* kernels = nullptr;
  std::shared_ptr<Labels> labels = std::make_shared<Labels>();
  Vocab vocab;
  Vectors vectors;
  std::optional<Tokenizer> tokenizer;
  std::vector<Tok2Vec> nets;          // the first is the shared one, if there is one
  std::vector<Component> components;  // in the order in which they run
  // One of each kind at most.
  std::optional<Tagger> tagger;
  std::optional<Morphologizer> morphologizer;
  std::optional<Senter> senter;
  std::optional<Parser> parser;
  std::optional<EntityRecognizer> entities;
  std::optional<AttributeRuler> ruler;
  std::optional<Lemmatizer> lemmatizer;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_MODEL_H_
