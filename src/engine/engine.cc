#include "engine/engine.h"

#include <optional>
#include <utility>

#include "base/check.h"
#include "claims/claims.h"
#include "engine/article_frame.h"
#include "events/coder.h"
#include "lexicon/gazetteer.h"
#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "mentions/phrase.h"
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
  double min_confidence = 0;
  EngineStamp stamp;
};

Result<Engine> Engine::Open(const EngineOptions& options) {
  AVVISO_ASSIGN(Pipeline pipeline, Pipeline::Load(options.model));
  auto parts = std::make_unique<Parts>(std::move(pipeline));
  parts->annotate.split_blocks = options.split_blocks;
  parts->min_confidence = options.min_confidence;
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

CodedArticle Engine::Code(Article article, Workspace* workspace, Trace* trace) const {
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
  coded.claims = FindClaims(coded.document, tree, lexicon, coded.mentions,
                            trace == nullptr ? nullptr : trace->heard());
  const std::vector<Span> asides = AsidesOf(article);
  DropClaimsIn(asides, &coded.claims);
  AddSignatures(article, coded.document, coded.mentions, &coded.claims);
  AddCredits(article, &coded.claims);
  coded.events =
      parts_->coder->Code({coded.document, tree, coded.mentions, coded.claims,
                           article.published_day, article.id, &asides, parts_->min_confidence},
                          trace);
  coded.article = std::move(article);
  return coded;
}

ActorMention Engine::ResolveActor(const ActorPhrase& phrase, Workspace* workspace) const {
  AVVISO_CHECK(parts_->coder.has_value());
  // The parser reads words best where they do something.
  Article article;
  if (!phrase.context.empty()) article.text = phrase.context + "\n\n";
  const auto begin = static_cast<uint32_t>(article.text.size());
  article.text += phrase.text;
  const auto end = static_cast<uint32_t>(article.text.size());
  article.text += " said so on Monday.";
  const Document document = Parse(article, workspace);
  const Tree tree(document);
  const Day day = phrase.day.value_or(kPresent);
  const MentionContext context{day, "", parts_->gazetteer ? &*parts_->gazetteer : nullptr};
  return ResolvePhrase(document, tree, *parts_->lexicon, context, {begin, end});
}

const EngineStamp& Engine::stamp() const { return parts_->stamp; }

std::string_view ProgramVersion() { return AVVISO_VERSION; }

}  // namespace avviso
