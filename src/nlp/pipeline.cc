// A text is annotated in segments: its blocks, or the whole text. All neural parts
// run on a segment at a time, so that scratch memory is that of the largest
// segment; the attribute ruler and the lemmatizer, which look at single tokens,
// run once at the end.
//
// In a segment the networks run first, each feeding the components that listen to
// it; then the components take their decisions in the pipeline's order, since the
// entity recogniser needs the parser's sentences.

#include "nlp/pipeline.h"

#include <algorithm>

#include "nlp/internal/blocks.h"
#include "nlp/internal/model.h"

namespace avviso {
namespace {

constexpr size_t kMaxBlock = 20'000;       // bytes annotated together, in blocks
constexpr size_t kMaxSegment = 1'000'000;  // and without: spaCy's own limit
constexpr size_t kMaxWords = 100'000;      // words remembered from text to text

using Kind = Component::Kind;

}  // namespace

struct Pipeline::Workspace::Impl {
  Impl(const Model* model, const Vocab* vocab)
      : owner(model), words(vocab), net_caches(model->nets.size()) {}

  const Model* owner;
  WordTable words;
  TokenizerCache tokenizer;
  std::vector<Tok2Vec::Cache> net_caches;  // one a network
  ArcEager::Scratch parser;
  TransitionModel::State entities;
  AttributeRuler::Scratch ruler;
  LemmaCache lemmas;

  std::vector<RawToken> tokens;  // of the whole text
  std::string segment;           // with line breaks made spaces
  // Of one segment, an entry a token:
  std::vector<SentenceStart> preset;
  std::vector<uint8_t> is_space, starts;
  std::vector<uint16_t> tag_choice, morph_choice, start_choice;
  Floats scores;
};

namespace {

// One call of Annotate.
class Annotation {
 public:
  Annotation(const Pipeline::Model& model, Pipeline::Workspace::Impl* scratch, Document* doc)
      : model_(model), s_(*scratch), doc_(*doc) {}

  void Run(const AnnotateOptions& options);

 private:
  void Clear();
  void RunSegment(Span segment, bool is_block);
  void Resize(size_t tokens);
  void RunNetworks(size_t base, size_t count);
  void Decide(Kind kind, size_t base, size_t count);
  void AddSentences(size_t base, size_t count);

  const Pipeline::Model& model_;
  Pipeline::Workspace::Impl& s_;
  Document& doc_;
  bool cut_token_ = false;
};

void Annotation::Clear() {
  doc_.labels = model_.labels;
  doc_.sentences.clear();
  doc_.entities.clear();
  doc_.notes.clear();
  doc_.strings.clear();
  Resize(0);
  s_.tokens.clear();
  if (s_.words.size() > kMaxWords) s_.words.Clear();
}

void Annotation::Resize(size_t tokens) {
  doc_.span.resize(tokens);
  doc_.space_after.resize(tokens);
  doc_.norm.resize(tokens);
  doc_.lemma.resize(tokens);
  doc_.tag.resize(tokens);
  doc_.upos.resize(tokens);
  doc_.morph.resize(tokens);
  doc_.head.resize(tokens);
  doc_.dep.resize(tokens);
}

void Annotation::Run(const AnnotateOptions& options) {
  Clear();
  const auto size = static_cast<uint32_t>(doc_.text.size());
  const size_t most = options.split_blocks ? kMaxBlock : kMaxSegment;
  doc_.blocks = FindBlocks(doc_.text);
  std::vector<Span> segments;
  if (!options.split_blocks && size <= most) {
    if (size > 0) segments.push_back({0, size});
  } else {
    const auto wholes = options.split_blocks ? doc_.blocks : std::vector<Span>{{0, size}};
    for (Span whole : wholes) CutBlock(doc_.text, whole, most, &segments);
    if (segments.size() > wholes.size()) {
      doc_.notes.push_back({"block-cut",
                            "a stretch without a line end was annotated in pieces of "
                            "at most " +
                                std::to_string(most) + " bytes"});
    }
  }
  for (Span segment : segments) RunSegment(segment, options.split_blocks);
  for (const Component& component : model_.components) {
    if (component.kind == Kind::kRuler) {
      model_.ruler->Apply(s_.tokens, s_.words, &s_.ruler, &doc_);
    } else if (component.kind == Kind::kLemmatizer) {
      model_.lemmatizer->Apply(s_.tokens, s_.words, &s_.lemmas, &doc_);
    }
  }
  if (cut_token_) {
    doc_.notes.push_back({"long-token-cut", "a run of more than " +
                                                std::to_string(Tokenizer::kMaxChunk) +
                                                " bytes without a space was cut"});
  }
}

void Annotation::RunSegment(Span segment, bool is_block) {
  std::string_view text = segment.In(doc_.text);
  if (is_block && text.find('\n') != std::string_view::npos) {
    s_.segment = text;
    std::replace(s_.segment.begin(), s_.segment.end(), '\n', ' ');
    text = s_.segment;
  }
  const size_t base = s_.tokens.size();
  cut_token_ |=
      model_.tokenizer->Tokenize(text, segment.begin, &s_.tokenizer, &s_.words, &s_.tokens);
  const size_t count = s_.tokens.size() - base;
  if (count == 0) return;
  Resize(base + count);
  s_.is_space.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const RawToken& token = s_.tokens[base + i];
    const Word& word = s_.words[token.word];
    const size_t t = base + i;
    doc_.span[t] = token.span;
    doc_.space_after[t] = token.space_after;
    doc_.norm[t] = {static_cast<uint32_t>(doc_.strings.size()),
                    static_cast<uint32_t>(doc_.strings.size() + word.norm.size())};
    doc_.strings.append(word.norm);
    doc_.head[t] = static_cast<TokenId>(t);
    s_.is_space[i] = word.is_space;
  }
  s_.preset.assign(count, SentenceStart::kUnknown);
  s_.starts.assign(count, 0);
  RunNetworks(base, count);
  for (const Component& component : model_.components) Decide(component.kind, base, count);
  AddSentences(base, count);
}

// Runs each network that somebody listens to and hands its vectors on.
void Annotation::RunNetworks(size_t base, size_t count) {
  const std::span<const RawToken> tokens(s_.tokens.data() + base, count);
  const Kernels& kernels = *model_.kernels;
  s_.tag_choice.resize(count);
  s_.morph_choice.resize(count);
  s_.start_choice.resize(count);
  if (model_.parser) model_.parser->model.Begin(count, &s_.parser.model);
  if (model_.entities) model_.entities->model.Begin(count, &s_.entities);
  for (size_t net = 0; net < model_.nets.size(); ++net) {
    model_.nets[net].Run(
        tokens, s_.words, kernels, &s_.net_caches[net],
        [&](size_t first, size_t rows, const float* vectors) {
          for (const Component& component : model_.components) {
            if (component.net != net) continue;
            const auto choose = [&](const TagHead& head, std::vector<uint16_t>* choice) {
              head.Choose(vectors, rows, kernels, &s_.scores, choice->data() + first);
            };
            switch (component.kind) {
              case Kind::kTagger: choose(model_.tagger->head, &s_.tag_choice); break;
              case Kind::kMorphologizer:
                choose(model_.morphologizer->head, &s_.morph_choice);
                break;
              case Kind::kSenter: choose(model_.senter->head, &s_.start_choice); break;
              case Kind::kParser:
                model_.parser->model.AddTokens(first, rows, vectors, kernels, &s_.parser.model);
                break;
              case Kind::kEntities:
                model_.entities->model.AddTokens(first, rows, vectors, kernels, &s_.entities);
                break;
              case Kind::kRuler:
              case Kind::kLemmatizer: break;
            }
          }
        });
  }
}

void Annotation::Decide(Kind kind, size_t base, size_t count) {
  const Kernels& kernels = *model_.kernels;
  switch (kind) {
    case Kind::kTagger:
      for (size_t i = 0; i < count; ++i) {
        doc_.tag[base + i] = model_.tagger->tags[s_.tag_choice[i]];
      }
      break;
    case Kind::kMorphologizer:
      for (size_t i = 0; i < count; ++i) {
        doc_.morph[base + i] = model_.morphologizer->morphs[s_.morph_choice[i]];
        doc_.upos[base + i] = model_.morphologizer->pos[s_.morph_choice[i]];
      }
      break;
    case Kind::kSenter:
      for (size_t i = 0; i < count; ++i) {
        if (s_.preset[i] != SentenceStart::kUnknown && !model_.senter->overwrite) continue;
        s_.preset[i] = s_.start_choice[i] == 1 ? SentenceStart::kYes : SentenceStart::kNo;
        s_.starts[i] = s_.start_choice[i] == 1;
      }
      break;
    case Kind::kParser: {
      const std::span<TokenId> head(doc_.head.data() + base, count);
      model_.parser->system.Parse({model_.parser->model, kernels}, {s_.preset, s_.is_space},
                                  &s_.parser, {head, {doc_.dep.data() + base, count}});
      for (TokenId& h : head) h += static_cast<TokenId>(base);
      s_.starts = s_.parser.starts;
      for (size_t i = 0; i < count; ++i) {
        s_.preset[i] = s_.starts[i] != 0 ? SentenceStart::kYes : SentenceStart::kNo;
      }
      break;
    }
    case Kind::kEntities:
      model_.entities->system.Recognise({model_.entities->model, kernels}, {s_.starts, s_.is_space},
                                        static_cast<TokenId>(base), &s_.entities, &doc_.entities);
      break;
    case Kind::kRuler:
    case Kind::kLemmatizer: break;
  }
}

void Annotation::AddSentences(size_t base, size_t count) {
  size_t begin = 0;
  for (size_t i = 1; i <= count; ++i) {
    if (i < count && s_.starts[i] == 0) continue;
    doc_.sentences.push_back({static_cast<TokenId>(base + begin), static_cast<TokenId>(base + i)});
    begin = i;
  }
}

}  // namespace

Pipeline::Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::Workspace::Workspace(Workspace&&) noexcept = default;
Pipeline::Workspace& Pipeline::Workspace::operator=(Workspace&&) noexcept = default;
Pipeline::Workspace::~Workspace() = default;

Result<Pipeline> Pipeline::Load(const std::string& directory, const LoadOptions& options) {
  AVVISO_ASSIGN(auto model, Model::Load(directory, options));
  return Pipeline(std::move(model));
}

Pipeline::Pipeline(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Pipeline::Workspace Pipeline::MakeWorkspace() const {
  return Workspace(std::make_unique<Workspace::Impl>(model_.get(), &model_->vocab));
}

void Pipeline::Annotate(Document* doc, Workspace* workspace, const AnnotateOptions& options) const {
  AVVISO_CHECK(workspace->impl_->owner == model_.get());
  Annotation(*model_, workspace->impl_.get(), doc).Run(options);
}

const std::string& Pipeline::version() const { return model_->version; }

}  // namespace avviso
