// `avviso stories`: reads all articles, places them in the order of their publication, and
// writes a line for each in the order of the input.

#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/store_merging.h"
#include "cli/web.h"
#include "engine/input.h"
#include "engine/model_store.h"
#include "engine/web.h"
#include "lexicon/common_words.h"
#include "stories/article_groups.h"

namespace avviso {
namespace {

Result<std::vector<CommonWord>> LoadWords(const CommandLine& line) {
  AVVISO_ASSIGN(const std::string tables, FindTables(line.tables));
  return LoadCommonWords(tables);
}

struct Batch {
  std::vector<Article> articles;
  int exit_code = kExitFine;
};

Batch ReadAll(const CommandLine& line) {
  Fetcher fetcher(FetchOptionsOf(line.web, nullptr));
  InputOptions options;
  options.paths = line.paths;
  options.json_lines = line.json_lines;
  options.published = line.published;
  options.most_text = line.most_text;
  options.columns = line.columns;
  options.fetch = [&fetcher](const std::string& url) { return FetchOne(&fetcher, url); };
  Input input(options);
  Batch batch;
  while (auto article = input.Next()) {
    if (article->ok()) {
      batch.articles.push_back(std::move(*article).value());
    } else {
      batch.exit_code = kExitRefused;
      if (!line.quiet) ReportError(article->error());
    }
  }
  return batch;
}

// Rows of the articles by time of publication; those without one keep to the end.
std::vector<uint32_t> ByTime(const std::vector<Article>& articles) {
  std::vector<int64_t> minutes;
  minutes.reserve(articles.size());
  for (const Article& article : articles) {
    bool whole_day = false;
    minutes.push_back(PublishedMinute(article.published, &whole_day).value_or(INT64_MAX));
  }
  std::vector<uint32_t> order(articles.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return minutes[a] < minutes[b]; });
  return order;
}

void AppendSpan(JsonWriter* json, std::string_view key, Span span, const CodePointMap& points) {
  json->Key(key);
  json->BeginArray();
  json->Integer(points.At(span.begin));
  json->Integer(points.At(span.end));
  json->EndArray();
}

void AppendPassages(const Article& original, const Article& copy, const TermWeights& weights,
                    JsonWriter* json) {
  const Derivation derived = DeriveFrom(SplitText(original.text), SplitText(copy.text), weights);
  const CodePointMap from(original.text);
  const CodePointMap into(copy.text);
  json->Key("passages");
  json->BeginArray();
  for (const Passage& passage : derived.passages) {
    json->BeginObject();
    AppendSpan(json, "span", passage.later, into);
    AppendSpan(json, "original", passage.earlier, from);
    json->FieldInteger("words", passage.words);
    json->FieldBool("reworded", passage.reworded);
    json->EndObject();
  }
  json->EndArray();
}

// The lines, in the order of the input.
std::string Lines(const Batch& batch, const std::vector<uint32_t>& order,
                  const ArticleGroups& groups, bool passages) {
  std::vector<uint32_t> row_of(order.size());
  for (uint32_t row = 0; row < order.size(); ++row) row_of[order[row]] = row;
  std::string out;
  for (size_t i = 0; i < batch.articles.size(); ++i) {
    const std::optional<CopyLink>& link = groups.CopyOf(row_of[i]);
    JsonWriter json(&out);
    json.BeginObject();
    json.Field("id", batch.articles[i].id);
    json.Field("story", groups.StoryOf(row_of[i]));
    if (link) {
      const Article& original = batch.articles[order[link->original]];
      json.Field("copy_of", original.id);
      if (passages) {
        json.FieldNumber("share", link->share);
        json.FieldBool("credited", link->credited);
        AppendPassages(original, batch.articles[i], groups.weights(), &json);
      }
    } else {
      json.FieldNull("copy_of");
    }
    json.EndObject();
    out.push_back('\n');
  }
  return out;
}

}  // namespace

int RunStories(const CommandLine& line) {
  if (!line.store.file.empty()) return RunStoredStories(line);
  if (line.paths.empty() && ::isatty(STDIN_FILENO) == 1) {
    ReportError({ErrorCode::kInvalid,
                 "no input (name files, or - to type the text and end it with Ctrl-D)"});
    return kExitUsage;
  }
  const Result<std::vector<CommonWord>> words = LoadWords(line);
  if (!words.ok()) {
    ReportError(words.error());
    return kExitSetup;
  }
  const Batch batch = ReadAll(line);
  const std::vector<uint32_t> order = ByTime(batch.articles);
  ArticleGroups groups(words.value(), [&](uint32_t row) {
    return std::shared_ptr<const Article>(std::shared_ptr<void>(), &batch.articles[order[row]]);
  });
  for (const uint32_t row : order) groups.Learn(batch.articles[row]);
  for (size_t i = 0; i < order.size(); ++i) groups.Add(/*learned=*/true);
  groups.Settle();
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) {
    ReportError(output.error());
    return kExitOutput;
  }
  Status status = output.value().Write(Lines(batch, order, groups, line.passages));
  if (status.ok()) status = output.value().Close();
  if (status.ok()) return batch.exit_code;
  if (output.value().closed()) return kExitClosedPipe;
  ReportError(status.error());
  return kExitOutput;
}

}  // namespace avviso
