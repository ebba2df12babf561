#include "engine/engine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "claims/claims.h"
#include "encoder/encoder.h"
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
  std::optional<Encoder> encoder;
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
    if (!options.encoder.empty()) {
      AVVISO_ASSIGN(parts->encoder, Encoder::Open(options.encoder));
      parts->stamp.encoder = parts->encoder->checksum();
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

Reading Engine::Read(const Document& document) const {
  return parts_->encoder ? parts_->encoder->Read(document) : Reading();
}

namespace {

constexpr size_t kMostLeans = 5;

// For each record the words that made the encoder take its first trigger for an act.
void TraceLeans(const Encoder& encoder, const CodedArticle& coded, Trace* trace) {
  const Document& doc = coded.document;
  for (const Event& event : coded.events) {
    const Span trigger = event.mentions.front().trigger;
    const auto token =
        std::lower_bound(doc.span.begin(), doc.span.end(), trigger,
                         [](const Span& a, const Span& b) { return a.begin < b.begin; });
    if (token == doc.span.end()) continue;
    Trace::Leaned leaned{trigger, {}};
    for (const Encoder::Lean& lean :
         encoder.LeansOf(doc, static_cast<TokenId>(token - doc.span.begin()), kMostLeans)) {
      leaned.words.emplace_back(doc.span[lean.word], lean.less);
    }
    trace->Add(std::move(leaned));
  }
}

}  // namespace

CodedArticle Engine::Code(Article article, Workspace* workspace, Trace* trace) const {
  AVVISO_CHECK(parts_->coder.has_value());
  const Lexicon& lexicon = *parts_->lexicon;
  CodedArticle coded;
  coded.document = Parse(article, workspace);
  coded.reading = Read(coded.document);
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
      parts_->coder->Code({coded.document, tree, coded.reading, coded.mentions, coded.claims,
                           article.published_day, article.id, &asides, parts_->min_confidence},
                          trace);
  if (trace != nullptr && trace->wants_leans() && parts_->encoder) {
    TraceLeans(*parts_->encoder, coded, trace);
  }
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
