// `avviso actors`: who is in a store.

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/model_store.h"
#include "lexicon/actor_words.h"
#include "store/known_names.h"
#include "store/name_match.h"
#include "store/store_reader.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

int Fail(const Error& error, int exit_code) {
  ReportError(error);
  return exit_code;
}

// True if an actor is called `word`, in part or otherwise, or has a code that it means.
class Filter {
 public:
  Filter(const ActorWords& words, const std::string& word) : asked_(words.OtherNames(word)) {
    asked_.insert(asked_.begin(), word);
    for (const ActorMeaning& meaning : words.Actors(word)) keys_.push_back(meaning.key);
  }

  bool Takes(const KnownActor& actor) const {
    const auto named = [&](const std::string& name) { return HoldsWords(actor.name, name); };
    const auto coded = [&](const std::string& key) {
      return actor.id == key || actor.code == key ||
             (key.size() == 3 && actor.code.compare(0, 3, key) == 0);
    };
    return std::any_of(asked_.begin(), asked_.end(), named) ||
           std::any_of(keys_.begin(), keys_.end(), coded);
  }

 private:
  std::vector<std::string> asked_, keys_;
};

std::string AsJson(const KnownActor& actor) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("name", actor.name);
  json.FieldOrNull("code", actor.code);
  json.FieldOrNull("id", actor.id);
  json.FieldInteger("records", actor.records);
  json.FieldInteger("as_source", actor.as_source);
  json.FieldInteger("as_target", actor.as_target);
  json.FieldInteger("as_voice", actor.as_voice);
  json.EndObject();
  return out + "\n";
}

std::string AsRow(const KnownActor& actor) {
  const auto number = [](int64_t count) { return Pad(std::to_string(count), 9); };
  const std::string code = actor.id.empty() ? actor.code : actor.id;
  return number(actor.records) + number(actor.as_source) + number(actor.as_target) +
         number(actor.as_voice) + Pad(Printable(code), 12) + " " + Printable(actor.name) + "\n";
}

std::string Listed(const std::vector<KnownActor>& actors, const CommandLine& line, bool json) {
  std::string out = json ? "" : "RECORDS  SOURCE   TARGET   VOICE    CODE         NAME\n";
  const size_t most = std::min(actors.size(), static_cast<size_t>(line.store.query.limit));
  for (size_t i = 0; i < most; ++i) out += json ? AsJson(actors[i]) : AsRow(actors[i]);
  return out;
}

}  // namespace

int RunActors(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error(), kExitSetup);
  const Result<ActorWords> words = ActorWords::Load(tables.value());
  if (!words.ok()) return Fail(words.error(), kExitSetup);
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) return Fail(reader.error(), kExitOutput);
  Result<std::vector<KnownActor>> found = ActorsIn(&reader.value().database());
  if (!found.ok()) return Fail(found.error(), kExitOutput);
  std::vector<KnownActor> actors = std::move(found).value();
  for (const std::string& word : line.paths) {
    const Filter filter(words.value(), RepairUtf8(word));
    std::erase_if(actors, [&](const KnownActor& actor) { return !filter.Takes(actor); });
  }
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) return Fail(output.error(), kExitOutput);
  const bool json = line.format == Format::kJsonLines || !output.value().terminal();
  Status written = output.value().Write(Listed(actors, line, json));
  if (written.ok()) written = output.value().Close();
  if (!written.ok()) {
    return output.value().closed() ? kExitClosedPipe : Fail(written.error(), kExitOutput);
  }
  if (actors.empty()) std::fputs("avviso: nobody in the store is called so\n", stderr);
  if (actors.size() > static_cast<size_t>(line.store.query.limit)) {
    std::fprintf(stderr, "avviso: there are %zu; --limit N shows more\n", actors.size());
  }
  return kExitFine;
}

}  // namespace avviso
