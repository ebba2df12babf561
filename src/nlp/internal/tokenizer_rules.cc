#include "nlp/internal/tokenizer_rules.h"

#include <algorithm>
#include <utility>

#include "nlp/internal/msgpack.h"
#include "nlp/internal/strings.h"

namespace avviso {
namespace {

constexpr uint64_t kOrth = 65;  // symbols, the keys of an exception's tokens
constexpr uint64_t kNorm = 67;

constexpr std::string_view kKeys[TokenizerRules::kPurposes] = {
    "prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"};

// A key of an exception's token, which may be a number or a name.
Result<uint64_t> ReadKey(Msgpack* in) {
  if (in->Peek() != Msgpack::Type::kString) return in->Unsigned();
  AVVISO_ASSIGN(std::string_view name, in->String());
  return SymbolId(name);
}

Result<ChunkPart> ReadPart(Msgpack* in, std::string_view name) {
  ChunkPart part;
  AVVISO_ASSIGN(uint32_t members, in->Map());
  for (uint32_t i = 0; i < members; ++i) {
    AVVISO_ASSIGN(uint64_t key, ReadKey(in));
    if (key != kOrth && key != kNorm) {
      return Error{ErrorCode::kUnsupported,
                   std::string(name) + ": an exception sets " + std::string(SymbolName(key))};
    }
    AVVISO_ASSIGN(std::string_view value, in->String());
    (key == kOrth ? part.text : part.norm) = value;
  }
  return part;
}

Status ReadSpecials(Msgpack* in, std::string_view name, TokenizerRules* rules) {
  AVVISO_ASSIGN(uint32_t count, in->Map());
  for (uint32_t i = 0; i < count; ++i) {
    AVVISO_ASSIGN(std::string_view text, in->String());
    AVVISO_ASSIGN(uint32_t parts, in->Array());
    TokenizerRules::Special special;
    std::string joined;
    for (uint32_t p = 0; p < parts; ++p) {
      AVVISO_ASSIGN(ChunkPart part, ReadPart(in, name));
      joined += part.text;
      if (part.text.empty()) joined += '\0';  // never equal
      special.push_back(part);
    }
    if (joined != text || text.empty()) {
      return Error{ErrorCode::kCorrupt, std::string(name) + ": the tokens of the exception \"" +
                                            std::string(text) + "\" don't join to it"};
    }
    rules->longest_special = std::max(rules->longest_special, text.size());
    rules->specials[text] = std::move(special);
  }
  return Ok();
}

// The exceptions that step 2 would take apart when other text touches them.
void FillSequences(bool all, TokenizerRules* rules) {
  ChunkSplitter splitter;
  std::vector<ChunkPart> parts;
  std::vector<uint64_t> orths;
  for (const auto& [text, special] : rules->specials) {
    if (!all && text.find(' ') == text.npos && !splitter.HasAffix(*rules, text)) continue;
    splitter.Split(*rules, text, false, &parts);
    orths.clear();
    for (const ChunkPart& part : parts) orths.push_back(StringId(part.text));
    rules->sequences.Add(orths);
  }
}

}  // namespace

void SequenceTrie::Add(const std::vector<uint64_t>& orths) {
  uint32_t node = 0;
  for (const uint64_t orth : orths) {
    const auto [place, is_new] = children_.emplace(Key{node, orth}, nodes_);
    if (is_new) ++nodes_;
    node = place->second;
  }
  ends_.insert(node);
  starts_.insert(orths[0]);
}

std::optional<uint32_t> SequenceTrie::Child(uint32_t node, uint64_t orth) const {
  const auto found = children_.find(Key{node, orth});
  if (found == children_.end()) return std::nullopt;
  return found->second;
}

Result<std::unique_ptr<const TokenizerRules>> TokenizerRules::Load(std::string_view file,
                                                                   std::string_view name) {
  auto rules = std::make_unique<TokenizerRules>();
  rules->bytes = file;
  std::vector<RegexSet::Source> sources;
  std::vector<Purpose> purposes;
  bool faster = true;
  Msgpack in(rules->bytes, name);
  AVVISO_ASSIGN(uint32_t members, in.Map());
  for (uint32_t i = 0; i < members; ++i) {
    AVVISO_ASSIGN(std::string_view key, in.String());
    const auto purpose = std::find(std::begin(kKeys), std::end(kKeys), key);
    if (purpose != std::end(kKeys) && in.Peek() == Msgpack::Type::kString) {
      AVVISO_ASSIGN(std::string_view pattern, in.String());
      sources.push_back({std::string(name) + ", " + std::string(key), std::string(pattern)});
      purposes.push_back(static_cast<Purpose>(purpose - std::begin(kKeys)));
    } else if (key == "exceptions") {
      AVVISO_TRY(ReadSpecials(&in, name, rules.get()));
    } else if (key == "faster_heuristics") {
      AVVISO_ASSIGN(faster, in.Bool());
    } else {
      AVVISO_TRY(in.Skip());
    }
  }
  AVVISO_TRY(rules->regexes.Compile(sources));
  for (size_t i = 0; i < sources.size(); ++i) {
    rules->regex[purposes[i]] = &rules->regexes.expressions[i];
  }
  const Regex* infix = rules->regex[kInfix];
  if (infix != nullptr && infix->can_be_empty()) {
    return Error{ErrorCode::kUnsupported,
                 std::string(name) + ": an infix expression that matches nothing"};
  }
  FillSequences(!faster, rules.get());
  return std::unique_ptr<const TokenizerRules>(std::move(rules));
}

}  // namespace avviso
