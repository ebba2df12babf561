// TokenizerRules: what a model's `tokenizer` file says, ready to run; and ChunkSplitter,
// which applies it to one chunk of text.

#ifndef AVVISO_NLP_INTERNAL_TOKENIZER_RULES_H_
#define AVVISO_NLP_INTERNAL_TOKENIZER_RULES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "nlp/internal/regex.h"

namespace avviso {

// A token of an exception, or of a chunk.
struct ChunkPart {
  std::string_view text;
  std::string_view norm;  // empty if nothing overrides the word's own
};

// Sequences of tokens, by their string ids.
class SequenceTrie {
 public:
  void Add(const std::vector<uint64_t>& orths);  // requires at least one
  bool MayStart(uint64_t orth) const { return starts_.contains(orth); }
  std::optional<uint32_t> Child(uint32_t node, uint64_t orth) const;  // the root is 0
  bool IsEnd(uint32_t node) const { return ends_.contains(node); }

 private:
  struct Key {
    uint32_t node;
    uint64_t orth;
    friend bool operator==(Key, Key) = default;
  };
  struct KeyHash {
    size_t operator()(Key key) const { return key.orth ^ (key.node * 0x9E3779B97F4A7C15); }
  };
  std::unordered_map<Key, uint32_t, KeyHash> children_;
  std::unordered_set<uint32_t> ends_;
  std::unordered_set<uint64_t> starts_;
  uint32_t nodes_ = 1;
};

struct TokenizerRules {
  enum Purpose { kPrefix, kSuffix, kInfix, kTokenMatch, kUrlMatch, kPurposes };
  using Special = std::vector<ChunkPart>;

  // Errors: as Tokenizer::Load.
  static Result<std::unique_ptr<const TokenizerRules>> Load(std::string_view bytes,
                                                            std::string_view name);

  const Special* FindSpecial(std::string_view text) const {
    if (text.size() > longest_special) return nullptr;
    const auto found = specials.find(text);
    return found == specials.end() ? nullptr : &found->second;
  }

  std::string bytes;  // a copy of the file: exceptions are views into it
  RegexSet regexes;
  std::array<const Regex*, kPurposes> regex{};  // null if the model has none
  std::unordered_map<std::string_view, Special> specials;
  size_t longest_special = 0;  // bytes
  SequenceTrie sequences;      // exceptions that the splitter alone would take apart
};

// Holds scratch memory; for one thread.
class ChunkSplitter {
 public:
  // Replaces `*parts` with the tokens of `chunk`: not empty, without a change between
  // white space and other characters. The parts' texts are views into the chunk or the
  // rules and join to the chunk. Without `use_specials`, exceptions are taken for
  // ordinary text.
  void Split(const TokenizerRules& rules, std::string_view chunk, bool use_specials,
             std::vector<ChunkPart>* parts);
  // Whether any affix or infix is found in `chunk`.
  bool HasAffix(const TokenizerRules& rules, std::string_view chunk);

 private:
  struct Core {  // what remains of the chunk, in code points
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  // The last answer of the suffix search. It holds for all beginnings up to `until`.
  struct KnownSuffix {
    uint32_t end = UINT32_MAX;
    uint32_t until = 0;
    uint32_t length = 0;
  };

  void Prepare(const TokenizerRules& rules, std::string_view chunk);
  std::string_view Bytes(uint32_t begin, uint32_t end) const {
    return chunk_.substr(offsets_[begin], offsets_[end] - offsets_[begin]);
  }
  Regex::Text Classes(uint32_t begin, uint32_t end) const {
    return Regex::Text(classes_).subspan(begin, end - begin);
  }
  bool Matches(TokenizerRules::Purpose purpose, Core core);
  bool IsSpecial(uint32_t begin, uint32_t end) const;
  uint32_t PrefixLength(Core core);
  uint32_t SuffixLength(Core core);
  bool StripRound(Core* core);  // false when nothing more is to be taken off
  void SplitCore(Core core, std::vector<ChunkPart>* parts);

  const TokenizerRules* rules_ = nullptr;
  std::string_view chunk_;
  bool use_specials_ = true;
  KnownSuffix known_suffix_;
  std::vector<CharClass> classes_;
  std::vector<uint32_t> offsets_;  // byte of each code point, and the end
  std::vector<std::string_view> prefixes_;
  std::vector<std::string_view> suffixes_;
  std::vector<RegexMatch> infixes_;
  RegexScratch scratch_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_TOKENIZER_RULES_H_
