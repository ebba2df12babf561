// One chunk: affixes off its two ends, then infixes.
//
// A round must not cost the length of the chunk, or "((((…" would cost its square. So the
// suffix is searched for near the end only, what was found is kept while the end stays,
// and exceptions are looked up only where the text is short enough to be one.

#include "base/utf8.h"
#include "nlp/internal/tokenizer_rules.h"

namespace avviso {

void ChunkSplitter::Prepare(const TokenizerRules& rules, std::string_view chunk) {
  rules_ = &rules;
  chunk_ = chunk;
  known_suffix_ = {};
  prefixes_.clear();
  suffixes_.clear();
  rules.regexes.classes.Translate(chunk, &classes_);
  offsets_.clear();
  for (size_t i = 0; i < chunk.size(); ++i) {
    if ((chunk[i] & 0xC0) != 0x80) offsets_.push_back(static_cast<uint32_t>(i));
  }
  offsets_.push_back(static_cast<uint32_t>(chunk.size()));
}

bool ChunkSplitter::Matches(TokenizerRules::Purpose purpose, Core core) {
  const Regex* regex = rules_->regex[purpose];
  return regex != nullptr &&
         regex->MatchAtStart(Classes(core.begin, core.end), &scratch_).has_value();
}

bool ChunkSplitter::IsSpecial(uint32_t begin, uint32_t end) const {
  return use_specials_ && begin < end && rules_->FindSpecial(Bytes(begin, end)) != nullptr;
}

uint32_t ChunkSplitter::PrefixLength(Core core) {
  const Regex* regex = rules_->regex[TokenizerRules::kPrefix];
  if (regex == nullptr) return 0;
  const auto match = regex->Search(Classes(core.begin, core.end), 0, &scratch_);
  return match ? match->end - match->begin : 0;
}

uint32_t ChunkSplitter::SuffixLength(Core core) {
  const Regex* regex = rules_->regex[TokenizerRules::kSuffix];
  if (regex == nullptr) return 0;
  if (known_suffix_.end == core.end && core.begin <= known_suffix_.until) {
    return known_suffix_.length;
  }
  const Regex::Text text = Classes(core.begin, core.end);
  const uint32_t earliest = regex->EarliestBegin(text);
  const auto match = regex->Search(text, earliest, &scratch_);
  const uint32_t length = match ? match->end - match->begin : 0;
  known_suffix_ = {};
  if (earliest > 0 && regex->reach_behind() < earliest) {
    known_suffix_ = {core.end, core.begin + earliest - regex->reach_behind(), length};
  }
  return length;
}

bool ChunkSplitter::StripRound(Core* core) {
  if (core->begin == core->end || Matches(TokenizerRules::kTokenMatch, *core) ||
      IsSpecial(core->begin, core->end)) {
    return false;
  }
  const uint32_t prefix = PrefixLength(*core);
  const uint32_t after_prefix = core->begin + prefix;
  if (prefix != 0 && IsSpecial(after_prefix, core->end)) {
    prefixes_.push_back(Bytes(core->begin, after_prefix));
    core->begin = after_prefix;
    return false;
  }
  const uint32_t suffix = SuffixLength({after_prefix, core->end});
  const uint32_t before_suffix = core->end - suffix;
  if (suffix != 0 && IsSpecial(core->begin, before_suffix)) {
    suffixes_.push_back(Bytes(before_suffix, core->end));
    core->end = before_suffix;
    return false;
  }
  if (prefix != 0) {
    prefixes_.push_back(Bytes(core->begin, after_prefix));
    core->begin = after_prefix;
  }
  if (suffix != 0) {  // never overlaps the prefix: it was searched for behind it
    suffixes_.push_back(Bytes(before_suffix, core->end));
    core->end = before_suffix;
  }
  return prefix != 0 || suffix != 0;
}

void ChunkSplitter::SplitCore(Core core, std::vector<ChunkPart>* parts) {
  if (core.begin == core.end) return;
  const std::string_view text = Bytes(core.begin, core.end);
  if (const auto* special = use_specials_ ? rules_->FindSpecial(text) : nullptr) {
    parts->insert(parts->end(), special->begin(), special->end());
    return;
  }
  infixes_.clear();
  if (const Regex* infix = rules_->regex[TokenizerRules::kInfix];
      infix != nullptr && !Matches(TokenizerRules::kTokenMatch, core) &&
      !Matches(TokenizerRules::kUrlMatch, core)) {
    infix->FindAll(Classes(core.begin, core.end), &scratch_, &infixes_);
  }
  uint32_t start = core.begin;
  for (const RegexMatch& match : infixes_) {
    if (match.begin == 0) continue;  // the front of a word is no place for an infix
    const uint32_t begin = core.begin + match.begin;
    if (begin != start) parts->push_back({Bytes(start, begin), {}});
    start = core.begin + match.end;
    parts->push_back({Bytes(begin, start), {}});
  }
  if (start != core.end) parts->push_back({Bytes(start, core.end), {}});
}

void ChunkSplitter::Split(const TokenizerRules& rules, std::string_view chunk, bool use_specials,
                          std::vector<ChunkPart>* parts) {
  parts->clear();
  use_specials_ = use_specials;
  if (const auto* special = use_specials ? rules.FindSpecial(chunk) : nullptr) {
    *parts = *special;
    return;
  }
  Prepare(rules, chunk);
  Core core{0, static_cast<uint32_t>(classes_.size())};
  while (StripRound(&core)) {
  }
  for (const std::string_view prefix : prefixes_) parts->push_back({prefix, {}});
  SplitCore(core, parts);
  for (size_t i = suffixes_.size(); i-- > 0;) parts->push_back({suffixes_[i], {}});
}

bool ChunkSplitter::HasAffix(const TokenizerRules& rules, std::string_view chunk) {
  Prepare(rules, chunk);
  const Core core{0, static_cast<uint32_t>(classes_.size())};
  if (PrefixLength(core) != 0 || SuffixLength(core) != 0) return true;
  const Regex* infix = rules.regex[TokenizerRules::kInfix];
  if (infix == nullptr) return false;
  infix->FindAll(Classes(core.begin, core.end), &scratch_, &infixes_);
  return !infixes_.empty();
}

}  // namespace avviso
