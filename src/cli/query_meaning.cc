#include "cli/query_meaning.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "cli/usage_message.h"
#include "lexicon/actor_words.h"
#include "lexicon/glossary.h"
#include "store/known_names.h"
#include "store/name_match.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

constexpr size_t kMostTold = 10;  // candidates in a message

using Strings = std::vector<std::string>;

Error Unknown(const std::string& option, const std::string& what) {
  return Error{ErrorCode::kInvalid, option + ": " + what};
}

std::string Listed(const Strings& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string DidYouMean(const std::string& nearest) {
  return nearest.empty() ? "." : "; did you mean " + nearest + "?";
}

// Values of a list that is known wholly, in any case.
class Choice {
 public:
  Choice(std::string option, std::string what, Strings names)
      : option_(std::move(option)), what_(std::move(what)), names_(std::move(names)) {}

  Status Replace(Strings* given) const {
    for (std::string& value : *given) {
      const std::string folded = FoldedWords(value);
      const auto same = [&](const std::string& name) { return FoldedWords(name) == folded; };
      const auto held = std::find_if(names_.begin(), names_.end(), same);
      if (held == names_.end()) return NoSuch(value, folded);
      value = *held;
    }
    return Ok();
  }

 private:
  Error NoSuch(const std::string& value, const std::string& folded) const {
    Strings all;
    for (const std::string& name : names_) all.push_back(FoldedWords(name));
    const std::string nearest = NearestName(folded, all);
    const auto place = std::find(all.begin(), all.end(), nearest) - all.begin();
    const std::string meant = nearest.empty() ? "" : names_[static_cast<size_t>(place)];
    return Unknown(option_, "no " + what_ + " " + Printable(value) + DidYouMean(meant) +
                                " There are: " + Listed(names_) + " (avviso help types)");
  }

  const std::string option_, what_;
  const Strings names_;
};

class Meaning {
 public:
  Meaning(const ActorWords& words, StoreReader* reader) : words_(words), reader_(reader) {}

  Status Countries(Strings* given) const {
    for (std::string& value : *given) {
      const std::vector<ActorMeaning> found = words_.Countries(value);
      if (found.size() == 1) {
        value = found.front().key;
        continue;
      }
      if (!found.empty()) return Several("--country", value, found);
      std::string nearest = NearestName(value, words_.country_names());
      if (!nearest.empty()) nearest += " (" + words_.Countries(nearest).front().key + ")";
      return Unknown("--country", "no country " + Printable(value) + DidYouMean(nearest) +
                                      " Give a name, or a code of two or three letters");
    }
    return Ok();
  }

  Status Actors(const std::string& option, Strings* given) {
    Strings keys;
    for (const std::string& value : *given) {
      const std::vector<ActorMeaning> found = words_.Actors(value);
      if (found.size() > 1) return Several(option, value, found);
      if (found.size() == 1) {
        keys.push_back(found.front().key);
        continue;
      }
      if (actors_.empty()) {
        AVVISO_ASSIGN(actors_, ActorKeysIn(&reader_->database()));
      }
      AVVISO_ASSIGN(const Strings names, Named(option, value, actors_, RecordsOfActor));
      keys.insert(keys.end(), names.begin(), names.end());
    }
    *given = std::move(keys);
    return Ok();
  }

  Status Voices(Strings* given) {
    if (given->empty()) return Ok();
    AVVISO_ASSIGN(const Strings voices, VoicesIn(&reader_->database()));
    Strings all;
    for (const std::string& value : *given) {
      AVVISO_ASSIGN(const Strings names, Named("--voice", value, voices, RecordsOfVoice));
      all.insert(all.end(), names.begin(), names.end());
    }
    *given = std::move(all);
    return Ok();
  }

 private:
  using Counter = Result<int64_t> (*)(Database* database, const std::string& name);

  static Error Several(const std::string& option, const std::string& value,
                       const std::vector<ActorMeaning>& found) {
    Strings told;
    for (const ActorMeaning& one : found) told.push_back(one.name + " (" + one.key + ")");
    return Unknown(option, Printable(value) + " may be: " + Listed(told) + "; give the code");
  }

  // The names in the store of who is called `value`.
  Result<Strings> Named(const std::string& option, const std::string& value, const Strings& known,
                        Counter count) const {
    Strings asked = {value};
    for (std::string& other : words_.OtherNames(value)) asked.push_back(std::move(other));
    NameMatch match = MatchNames(asked, known);
    if (match.names.empty() && match.others.empty()) {
      return Unknown(option, "nobody in the store is called " + Printable(value) +
                                 DidYouMean(NearestName(FoldedWords(value), known)) +
                                 " avviso actors --db FILE WORD lists who is there");
    }
    if (match.others.empty()) return std::move(match.names);
    AVVISO_ASSIGN(const std::string others, Counted(match.others, count));
    if (match.names.empty()) {
      return Unknown(option, Printable(value) + " may be: " + others + "; give more of the name");
    }
    std::fprintf(stderr, "avviso: %s: taken for %s; there are also: %s\n", option.c_str(),
                 Printable(match.names.front()).c_str(), others.c_str());
    return std::move(match.names);
  }

  // Those of most records first.
  Result<std::string> Counted(const Strings& names, Counter count) const {
    std::vector<std::pair<int64_t, std::string>> rows;
    for (const std::string& name : names) {
      AVVISO_ASSIGN(const int64_t records, count(&reader_->database(), name));
      rows.emplace_back(-records, name);
    }
    std::sort(rows.begin(), rows.end());
    Strings told;
    for (const auto& [records, name] : rows) {
      if (told.size() == kMostTold) break;
      told.push_back(Printable(name) + " (" + std::to_string(-records) + ")");
    }
    if (rows.size() > told.size()) told.push_back("…");
    return Listed(told);
  }

  const ActorWords& words_;
  StoreReader* reader_;
  Strings actors_;
};

// Folding wants well-formed text, and a terminal may give any bytes.
void Repair(RecordQuery* query) {
  for (Strings* values :
       {&query->actors, &query->sources, &query->targets, &query->types, &query->modes,
        &query->classes, &query->statuses, &query->countries, &query->voices}) {
    for (std::string& value : *values) value = RepairUtf8(value);
  }
  if (!query->pair) return;
  query->pair->source = RepairUtf8(query->pair->source);
  query->pair->target = RepairUtf8(query->pair->target);
}

Status MeanKinds(const Glossary& glossary, RecordQuery* query) {
  AVVISO_TRY(Choice("--type", "type", glossary.NamesOf("type")).Replace(&query->types));
  AVVISO_TRY(Choice("--mode", "mode", glossary.NamesOf("mode")).Replace(&query->modes));
  AVVISO_TRY(Choice("--class", "class", glossary.NamesOf("class")).Replace(&query->classes));
  return Choice("--status", "status", glossary.NamesOf("status")).Replace(&query->statuses);
}

bool IsCode(const std::string& key) {
  return key.find(':') != std::string::npos ||
         std::all_of(key.begin(), key.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A pair of codes has an index of its own; names are looked for side by side.
Status MeanPair(Meaning* meaning, RecordQuery* query) {
  if (!query->pair) return Ok();
  Strings source = {query->pair->source}, target = {query->pair->target};
  AVVISO_TRY(meaning->Actors("--pair", &source));
  AVVISO_TRY(meaning->Actors("--pair", &target));
  if (source.size() == 1 && target.size() == 1 && IsCode(source[0]) && IsCode(target[0])) {
    query->pair = ActorPair{source[0], target[0]};
    return Ok();
  }
  query->pair.reset();
  query->pair_sources = std::move(source);
  query->pair_targets = std::move(target);
  return Ok();
}

}  // namespace

Result<RecordQuery> MeantQuery(const CommandLine& line, const std::string& tables,
                               StoreReader* reader) {
  RecordQuery query = line.store.query;
  Repair(&query);
  AVVISO_ASSIGN(const Glossary glossary, Glossary::Load(tables));
  AVVISO_TRY(MeanKinds(glossary, &query));
  const bool named = query.pair || !query.actors.empty() || !query.sources.empty() ||
                     !query.targets.empty() || !query.countries.empty() || !query.voices.empty();
  if (!named) return query;
  AVVISO_ASSIGN(const ActorWords words, ActorWords::Load(tables));
  Meaning meaning(words, reader);
  AVVISO_TRY(meaning.Countries(&query.countries));
  AVVISO_TRY(meaning.Actors("--actor", &query.actors));
  AVVISO_TRY(meaning.Actors("--source", &query.sources));
  AVVISO_TRY(meaning.Actors("--target", &query.targets));
  AVVISO_TRY(MeanPair(&meaning, &query));
  AVVISO_TRY(meaning.Voices(&query.voices));
  return query;
}

}  // namespace avviso
