#include "nlp/internal/lemmatizer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "nlp/internal/msgpack.h"
#include "nlp/internal/strings.h"
#include "nlp/internal/unicode.h"

namespace avviso {
namespace {

constexpr size_t kUposCount = static_cast<size_t>(Upos::kSpace) + 1;
constexpr size_t kMostCachedLemmas = 1 << 18;

// Languages whose lemmatizer isn't the general one, by spaCy 3.8.
constexpr std::string_view kOwnRules[] = {"ca", "el", "es", "fr", "ht", "mk", "nl"};
constexpr std::string_view kOwnLookup[] = {"nl"};

// What rule mode knows of one part of speech. Views into Tables::bytes.
struct PosTables {
  struct Rule {
    std::string_view old_suffix;
    std::string_view new_suffix;
  };
  std::vector<Rule> rules;
  std::unordered_map<std::string_view, std::vector<std::string_view>> exceptions;
  std::unordered_set<std::string_view> index;
  bool empty() const { return rules.empty() && exceptions.empty() && index.empty(); }
};

std::string Lower(std::string_view text) {
  std::string lower;
  AppendLower(text, &lower);
  return lower;
}

// The value of `field` in "Number=Sing|Person=3"; empty if it isn't there.
std::string_view Feature(std::string_view morph, std::string_view field) {
  while (!morph.empty()) {
    const std::string_view feature = morph.substr(0, morph.find('|'));
    morph.remove_prefix(std::min(morph.size(), feature.size() + 1));
    if (feature.size() > field.size() && feature.starts_with(field) &&
        feature[field.size()] == '=') {
      return feature.substr(field.size() + 1);
    }
  }
  return {};
}

// Whether the word is uninflected in English. Source: spaCy 3.8 lang/en/lemmatizer.py.
bool IsEnglishBaseForm(Upos pos, std::string_view morph) {
  const std::string_view verb_form = Feature(morph, "VerbForm");
  if (pos == Upos::kNoun && Feature(morph, "Number") == "Sing") return true;
  if (pos == Upos::kVerb && verb_form == "Fin" && Feature(morph, "Tense") == "Pres" &&
      Feature(morph, "Number").empty()) {
    return true;
  }
  return verb_form == "Inf" || verb_form == "None" || Feature(morph, "Degree") == "Pos";
}

}  // namespace

// A hash table by (word, part of speech, morphology), open addressing.
struct LemmaCache::Impl {
  static constexpr size_t kFirstSlots = 4096;
  static constexpr uint64_t kFree = UINT64_MAX;
  struct Slot {
    uint64_t key = kFree;
    Span lemma;  // in `strings`
  };
  std::vector<Slot> slots = std::vector<Slot>(kFirstSlots);
  size_t count = 0;
  std::string strings;
  uint64_t generation = 0;

  void Forget() {
    slots.assign(kFirstSlots, Slot{});
    count = 0;
    strings.clear();
  }

  // The slot that has the key, or that it may be put into.
  Slot* Find(uint64_t key) {
    const size_t mask = slots.size() - 1;
    size_t i = (key * 0x9E3779B97F4A7C15) >> 20 & mask;
    while (slots[i].key != key && slots[i].key != kFree) i = (i + 1) & mask;
    return &slots[i];
  }

  void Put(uint64_t key, std::string_view lemma) {
    const auto begin = static_cast<uint32_t>(strings.size());
    strings += lemma;
    *Find(key) = {key, {begin, static_cast<uint32_t>(strings.size())}};
    if (++count * 2 <= slots.size()) return;
    const std::vector<Slot> old = std::move(slots);
    slots.assign(old.size() * 2, Slot{});
    for (const Slot& slot : old) {
      if (slot.key != kFree) *Find(slot.key) = slot;
    }
  }
};

LemmaCache::LemmaCache() : impl_(std::make_unique<Impl>()) {}
LemmaCache::LemmaCache(LemmaCache&&) noexcept = default;
LemmaCache& LemmaCache::operator=(LemmaCache&&) noexcept = default;
LemmaCache::~LemmaCache() = default;

struct Lemmatizer::Tables {
  std::string bytes;  // a copy of the file: all views below are into it
  std::array<PosTables, kUposCount> by_pos;
  std::unordered_map<uint64_t, std::string_view> lookup;
  bool by_rules = true;
  bool english = false;
  bool overwrite = false;

  // The part of speech whose lower-case name has this string id; null if there is none.
  PosTables* OfPos(uint64_t id) {
    for (size_t pos = 0; pos < kUposCount; ++pos) {
      if (StringId(Lower(UposName(static_cast<Upos>(pos)))) == id) return &by_pos[pos];
    }
    return nullptr;
  }

  Status ReadRules(Msgpack* in, PosTables* tables) {
    AVVISO_ASSIGN(uint32_t count, in->Array());
    for (uint32_t i = 0; i < count; ++i) {
      AVVISO_ASSIGN(uint32_t pair, in->Array());
      if (pair != 2) return Error{ErrorCode::kCorrupt, "lemma_rules: a rule isn't a pair"};
      AVVISO_ASSIGN(std::string_view from, in->String());
      AVVISO_ASSIGN(std::string_view to, in->String());
      tables->rules.push_back({from, to});
    }
    return Ok();
  }

  Status ReadExceptions(Msgpack* in, PosTables* tables) {
    AVVISO_ASSIGN(uint32_t count, in->Map());
    tables->exceptions.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      AVVISO_ASSIGN(std::string_view form, in->String());
      AVVISO_ASSIGN(uint32_t lemmas, in->Array());
      std::vector<std::string_view>& list = tables->exceptions[form];
      for (uint32_t k = 0; k < lemmas; ++k) {
        AVVISO_ASSIGN(std::string_view lemma, in->String());
        list.push_back(lemma);
      }
    }
    return Ok();
  }

  Status ReadIndex(Msgpack* in, PosTables* tables) {
    AVVISO_ASSIGN(uint32_t count, in->Array());
    tables->index.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      AVVISO_ASSIGN(std::string_view form, in->String());
      tables->index.insert(form);
    }
    return Ok();
  }

  Status ReadPosTable(std::string_view table, Msgpack* in) {
    AVVISO_ASSIGN(uint32_t count, in->Map());
    for (uint32_t i = 0; i < count; ++i) {
      AVVISO_ASSIGN(uint64_t id, in->Unsigned());
      PosTables* tables = OfPos(id);
      if (tables == nullptr) {
        AVVISO_TRY(in->Skip());
      } else if (table == "lemma_rules") {
        AVVISO_TRY(ReadRules(in, tables));
      } else if (table == "lemma_exc") {
        AVVISO_TRY(ReadExceptions(in, tables));
      } else {
        AVVISO_TRY(ReadIndex(in, tables));
      }
    }
    return Ok();
  }

  Status ReadLookup(Msgpack* in) {
    AVVISO_ASSIGN(uint32_t count, in->Map());
    lookup.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      AVVISO_ASSIGN(uint64_t id, in->Unsigned());
      uint32_t lemmas = 1;
      if (in->Peek() == Msgpack::Type::kArray) {
        AVVISO_ASSIGN(lemmas, in->Array());
      }
      for (uint32_t k = 0; k < lemmas; ++k) {
        AVVISO_ASSIGN(std::string_view lemma, in->String());
        if (k == 0) lookup[id] = lemma;
      }
    }
    return Ok();
  }

  // The first of the lemmas that exceptions and rules give.
  std::string ByRules(const PosTables& tables, const Word& word) const {
    const std::string_view text = word.lower;
    std::vector<std::string> forms;
    std::vector<std::string> unknown;
    for (const PosTables::Rule& rule : tables.rules) {
      if (!text.ends_with(rule.old_suffix)) continue;
      std::string form(text.substr(0, text.size() - rule.old_suffix.size()));
      form += rule.new_suffix;
      if (form.empty()) continue;
      if (tables.index.contains(form)) {
        forms.insert(forms.begin(), std::move(form));
      } else if (!IsAlpha(std::string_view(form))) {
        forms.push_back(std::move(form));
      } else {
        unknown.push_back(std::move(form));
      }
    }
    if (const auto found = tables.exceptions.find(text); found != tables.exceptions.end()) {
      for (const std::string_view form : found->second) {
        if (std::find(forms.begin(), forms.end(), form) == forms.end()) {
          forms.insert(forms.begin(), std::string(form));
        }
      }
    }
    if (!forms.empty()) return forms[0];
    return unknown.empty() ? std::string(word.text) : unknown[0];
  }

  std::string Lemma(const Word& word, Upos pos, std::string_view morph) const {
    if (!by_rules) {
      const auto found = lookup.find(word.orth);
      return std::string(found == lookup.end() ? word.text : found->second);
    }
    if (pos == Upos::kNone || pos == Upos::kSpace) return std::string(word.lower);
    if (english && IsEnglishBaseForm(pos, morph)) return std::string(word.lower);
    const PosTables& tables = by_pos[static_cast<size_t>(pos)];
    if (!tables.empty()) return ByRules(tables, word);
    return std::string(pos == Upos::kPropn ? word.text : word.lower);
  }
};

Lemmatizer::Lemmatizer(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Lemmatizer::Lemmatizer(Lemmatizer&&) noexcept = default;
Lemmatizer& Lemmatizer::operator=(Lemmatizer&&) noexcept = default;
Lemmatizer::~Lemmatizer() = default;

Result<Lemmatizer> Lemmatizer::Load(std::string_view bytes, std::string_view name,
                                    const Options& options) {
  const bool by_rules = options.mode == "rule";
  const auto among = [&](const auto& languages) {
    return std::find(std::begin(languages), std::end(languages), options.language) !=
           std::end(languages);
  };
  if ((!by_rules && options.mode != "lookup") ||
      (by_rules ? among(kOwnRules) : among(kOwnLookup))) {
    return Error{ErrorCode::kUnsupported, std::string(name) + ": the lemmatizer of language \"" +
                                              options.language + "\" in mode \"" + options.mode +
                                              "\""};
  }
  auto tables = std::make_unique<Tables>();
  tables->bytes = bytes;
  tables->by_rules = by_rules;
  tables->english = options.language == "en";
  tables->overwrite = options.overwrite;
  const std::string_view required = by_rules ? "lemma_rules" : "lemma_lookup";
  bool complete = false;
  Msgpack in(tables->bytes, name);
  AVVISO_ASSIGN(uint32_t count, in.Map());
  for (uint32_t i = 0; i < count; ++i) {
    AVVISO_ASSIGN(std::string_view table, in.String());
    complete |= table == required;
    if (by_rules && (table == "lemma_rules" || table == "lemma_exc" || table == "lemma_index")) {
      AVVISO_TRY(tables->ReadPosTable(table, &in));
    } else if (!by_rules && table == "lemma_lookup") {
      AVVISO_TRY(tables->ReadLookup(&in));
    } else {
      AVVISO_TRY(in.Skip());
    }
  }
  if (!complete) {
    return Error{ErrorCode::kCorrupt, std::string(name) + ": no table " + std::string(required)};
  }
  return Lemmatizer(std::unique_ptr<const Tables>(std::move(tables)));
}

void Lemmatizer::Apply(std::span<const RawToken> tokens, const WordTable& words, LemmaCache* cache,
                       Document* doc) const {
  LemmaCache::Impl& known = *cache->impl_;
  if (known.generation != words.generation() || known.count > kMostCachedLemmas) {
    known.Forget();
    known.generation = words.generation();
  }
  for (TokenId t = 0; t < tokens.size(); ++t) {
    if (!tables_->overwrite && !doc->lemma[t].empty()) continue;
    const uint64_t key = uint64_t{tokens[t].word} << 24 |
                         uint64_t{static_cast<uint8_t>(doc->upos[t])} << 16 | doc->morph[t];
    const LemmaCache::Impl::Slot* slot = known.Find(key);
    if (slot->key != key) {
      known.Put(key, tables_->Lemma(words[tokens[t].word], doc->upos[t], doc->Morph(t)));
      slot = known.Find(key);
    }
    const auto begin = static_cast<uint32_t>(doc->strings.size());
    doc->strings += slot->lemma.In(known.strings);
    doc->lemma[t] = {begin, static_cast<uint32_t>(doc->strings.size())};
  }
}

}  // namespace avviso
