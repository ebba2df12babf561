#include "engine/engine.h"

#include <optional>
#include <utility>

#include "base/check.h"
#include "claims/claims.h"
#include "events/coder.h"
#include "lexicon/gazetteer.h"
#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "nlp/tree.h"

namespace avviso {

// What codes stands in one piece of memory, since the coder points to the lexicon.
struct Engine::Parts {
  explicit Parts(Pipeline model) : pipeline(std::move(model)) {}

  Pipeline pipeline;
  std::optional<Lexicon> lexicon;
  std::optional<Gazetteer> gazetteer;
  std::optional<Coder> coder;
  AnnotateOptions annotate;
  EngineStamp stamp;
};

Result<Engine> Engine::Open(const EngineOptions& options) {
  AVVISO_ASSIGN(Pipeline pipeline, Pipeline::Load(options.model));
  auto parts = std::make_unique<Parts>(std::move(pipeline));
  parts->annotate.split_blocks = options.split_blocks;
  parts->stamp = {std::string(ProgramVersion()), parts->pipeline.version(), "", ""};
  if (!options.tables.empty()) {
    AVVISO_ASSIGN(parts->lexicon, Lexicon::Load(options.tables));
    AVVISO_ASSIGN(parts->coder, Coder::Make(*parts->lexicon));
    parts->stamp.lexicon = parts->lexicon->version();
    if (!options.gazetteer.empty()) {
      AVVISO_ASSIGN(parts->gazetteer, Gazetteer::Open(options.gazetteer));
      parts->stamp.gazetteer = parts->gazetteer->checksum();
    }
  }
  return Engine(std::move(parts));
}

Engine::Engine(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Engine::Workspace Engine::MakeWorkspace() const {
  return Workspace(parts_->pipeline.MakeWorkspace());
}

Document Engine::Parse(const Article& article, Workspace* workspace) const {
  Document document(article.text);
  parts_->pipeline.Annotate(&document, &workspace->pipeline_, parts_->annotate);
  return document;
}

CodedArticle Engine::Code(Article article, Workspace* workspace) const {
  AVVISO_CHECK(parts_->coder.has_value());
  const Lexicon& lexicon = *parts_->lexicon;
  CodedArticle coded;
  coded.document = Parse(article, workspace);
  const Tree tree(coded.document);
  coded.mentions =
      FindMentions(coded.document, tree, lexicon,
                   {article.published_day,
                    lexicon.CountryOfUrl(article.url.empty() ? article.outlet : article.url),
                    parts_->gazetteer ? &*parts_->gazetteer : nullptr});
  coded.claims = FindClaims(coded.document, tree, lexicon, coded.mentions);
  coded.events = parts_->coder->Code(
      {coded.document, tree, coded.mentions, coded.claims, article.published_day, article.id});
  coded.article = std::move(article);
  return coded;
}

const EngineStamp& Engine::stamp() const { return parts_->stamp; }

std::string_view ProgramVersion() { return AVVISO_VERSION; }

}  // namespace avviso
