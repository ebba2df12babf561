// The order of things is spaCy's (tokenizer.pyx), since models were trained on its tokens:
//
//   1. Text is cut where white space begins or ends; one ' ' behind a chunk goes with it.
//   2. A chunk that is an exception is replaced by the exception's tokens. Else affixes
//      are taken off its ends, one prefix and one suffix a round, until none is left or
//      what remains is an exception or a whole token (token_match).
//   3. What remains is an exception, or a token (token_match, url_match), or is split at
//      infixes.
//   4. Exceptions that contain affixes or infixes are looked for among the tokens again,
//      the longest first, and replace what they cover.
//
// Steps 2 and 3 are ChunkSplitter's, and are done once for each chunk of a kind.

#include "nlp/internal/tokenizer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "nlp/internal/tokenizer_rules.h"
#include "nlp/internal/unicode.h"

namespace avviso {
namespace {

constexpr size_t kMostCachedChunks = 1 << 17;
constexpr size_t kLongestCachedChunk = 128;  // bytes
constexpr size_t kFirstSlots = 4096;

// A token of a chunk.
struct Piece {
  WordId word;
  uint32_t bytes;
  bool may_start;  // whether an exception of several tokens may begin with it
};

// Rows [begin, end) of the tokens of one text.
struct Sequence {
  uint32_t begin;
  uint32_t end;
  uint32_t size() const { return end - begin; }
};

}  // namespace

struct TokenizerCache::Impl {
  // Chunks seen: a hash table over entries, whose bytes and pieces lie one after another.
  struct Entry {
    uint64_t hash;
    uint32_t key_begin;
    uint32_t key_size;
    uint32_t pieces_begin;
    uint32_t pieces_end;
  };
  std::vector<Entry> entries;
  std::vector<uint32_t> slots = std::vector<uint32_t>(kFirstSlots, 0);  // entry + 1, or 0
  std::string keys;
  std::vector<Piece> kept;
  uint64_t generation = 0;  // of the word table that the pieces belong to

  ChunkSplitter splitter;
  std::vector<ChunkPart> parts;
  std::vector<Piece> pieces;
  std::vector<uint32_t> candidates;  // rows of tokens that may start an exception
  std::vector<Sequence> found;
  std::vector<RawToken> rewritten;

  void Forget() {
    entries.clear();
    slots.assign(kFirstSlots, 0);
    keys.clear();
    kept.clear();
  }

  const Entry* Find(std::string_view chunk, uint64_t hash) const {
    const size_t mask = slots.size() - 1;
    for (size_t slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      const Entry& entry = entries[slots[slot] - 1];
      if (entry.hash == hash &&
          std::string_view(keys).substr(entry.key_begin, entry.key_size) == chunk) {
        return &entry;
      }
    }
    return nullptr;
  }

  void Place(uint32_t entry) {
    const size_t mask = slots.size() - 1;
    size_t slot = entries[entry].hash & mask;
    while (slots[slot] != 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }

  // Keeps `pieces` as those of `chunk`.
  void Keep(std::string_view chunk, uint64_t hash) {
    if (entries.size() == kMostCachedChunks) Forget();
    const auto key_begin = static_cast<uint32_t>(keys.size());
    const auto pieces_begin = static_cast<uint32_t>(kept.size());
    keys += chunk;
    kept.insert(kept.end(), pieces.begin(), pieces.end());
    entries.push_back({hash, key_begin, static_cast<uint32_t>(chunk.size()), pieces_begin,
                       static_cast<uint32_t>(kept.size())});
    if (entries.size() * 2 <= slots.size()) {
      Place(static_cast<uint32_t>(entries.size() - 1));
      return;
    }
    slots.assign(slots.size() * 2, 0);
    for (uint32_t i = 0; i < entries.size(); ++i) Place(i);
  }
};

TokenizerCache::TokenizerCache() : impl_(std::make_unique<Impl>()) {}
TokenizerCache::TokenizerCache(TokenizerCache&&) noexcept = default;
TokenizerCache& TokenizerCache::operator=(TokenizerCache&&) noexcept = default;
TokenizerCache::~TokenizerCache() = default;
void TokenizerCache::Clear() { impl_->Forget(); }

struct Tokenizer::Rules {
  std::unique_ptr<const TokenizerRules> rules;
};

// The work on one text.
class Tokenizer::Pass {
 public:
  Pass(const TokenizerRules& rules, std::string_view text, TokenizerCache::Impl* cache,
       WordTable* words, std::vector<RawToken>* out)
      : rules_(rules), text_(text), cache_(cache), words_(words), out_(out), first_(out->size()) {}

  // Steps 1 to 4, with spans from the start of the text. True if a chunk was cut.
  bool Run() {
    cache_->candidates.clear();
    bool cut = false;
    size_t begin = 0;
    size_t pos = 0;
    bool in_space = false;
    while (pos < text_.size()) {
      const size_t here = pos;
      const bool space = IsSpace(DecodeUtf8(text_, &pos));
      if (here == 0) in_space = space;
      if (space == in_space) continue;
      in_space = space;
      if (begin < here) cut |= AddChunk(begin, here);
      begin = here;
      if (text_[here] == ' ') {
        out_->back().space_after = true;
        begin = here + 1;
      }
    }
    if (begin < text_.size()) cut |= AddChunk(begin, text_.size());
    if (!cache_->candidates.empty()) ApplySequences();
    return cut;
  }

 private:
  bool AddChunk(size_t begin, size_t end) {
    bool cut = false;
    while (end - begin > kMaxChunk) {
      size_t middle = begin + kMaxChunk;
      while ((text_[middle] & 0xC0) == 0x80) --middle;
      AddPiecesOf(begin, middle);
      begin = middle;
      cut = true;
    }
    AddPiecesOf(begin, end);
    return cut;
  }

  void AddPiecesOf(size_t begin, size_t end) {
    const std::string_view chunk = text_.substr(begin, end - begin);
    if (chunk.size() > kLongestCachedChunk) {
      SplitChunk(chunk);
      Append(begin, cache_->pieces.data(), cache_->pieces.size());
      return;
    }
    const uint64_t hash = std::hash<std::string_view>{}(chunk);
    if (const auto* entry = cache_->Find(chunk, hash)) {
      Append(begin, cache_->kept.data() + entry->pieces_begin,
             entry->pieces_end - entry->pieces_begin);
      return;
    }
    SplitChunk(chunk);
    cache_->Keep(chunk, hash);
    Append(begin, cache_->pieces.data(), cache_->pieces.size());
  }

  void SplitChunk(std::string_view chunk) {
    cache_->splitter.Split(rules_, chunk, true, &cache_->parts);
    cache_->pieces.clear();
    for (const ChunkPart& part : cache_->parts) {
      const WordId word = words_->Intern(part.text, part.norm);
      cache_->pieces.push_back({word, static_cast<uint32_t>(part.text.size()),
                                rules_.sequences.MayStart((*words_)[word].orth)});
    }
  }

  void Append(size_t begin, const Piece* pieces, size_t count) {
    auto at = static_cast<uint32_t>(begin);
    for (size_t i = 0; i < count; ++i) {
      if (pieces[i].may_start) {
        cache_->candidates.push_back(static_cast<uint32_t>(out_->size() - first_));
      }
      out_->push_back({{at, at + pieces[i].bytes}, pieces[i].word, false});
      at += pieces[i].bytes;
    }
  }

  uint64_t Orth(uint32_t row) const { return (*words_)[(*out_)[first_ + row].word].orth; }

  void FindSequences() {
    const auto count = static_cast<uint32_t>(out_->size() - first_);
    cache_->found.clear();
    for (const uint32_t begin : cache_->candidates) {
      uint32_t node = 0;
      for (uint32_t row = begin; row < count; ++row) {
        const auto child = rules_.sequences.Child(node, Orth(row));
        if (!child) break;
        node = *child;
        if (rules_.sequences.IsEnd(node)) cache_->found.push_back({begin, row + 1});
      }
    }
  }

  // Of overlapping sequences the longest stays, of equally long ones the first. As in
  // spaCy one that is dropped still shadows others.
  void DropOverlaps() {
    auto& found = cache_->found;
    std::sort(found.begin(), found.end(), [](const Sequence& a, const Sequence& b) {
      return a.size() != b.size() ? a.size() > b.size() : a.begin < b.begin;
    });
    std::vector<bool> seen(out_->size() - first_, false);
    size_t kept = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      const Sequence sequence = found[i];
      const bool free = !seen[sequence.begin] && !seen[sequence.end - 1];
      std::fill(seen.begin() + sequence.begin, seen.begin() + sequence.end, true);
      if (free) found[kept++] = sequence;
    }
    found.resize(kept);
    std::sort(found.begin(), found.end(),
              [](const Sequence& a, const Sequence& b) { return a.begin < b.begin; });
  }

  void ApplySequences() {
    FindSequences();
    if (cache_->found.empty()) return;
    DropOverlaps();
    auto& rewritten = cache_->rewritten;
    rewritten.clear();
    size_t row = first_;
    for (const Sequence& sequence : cache_->found) {
      const size_t begin = first_ + sequence.begin;
      const size_t end = first_ + sequence.end;
      rewritten.insert(rewritten.end(), out_->begin() + static_cast<ptrdiff_t>(row),
                       out_->begin() + static_cast<ptrdiff_t>(begin));
      row = end;
      uint32_t at = (*out_)[begin].span.begin;
      const Span covered{at, (*out_)[end - 1].span.end};
      const auto* special = rules_.FindSpecial(covered.In(text_));
      if (special == nullptr) {
        rewritten.insert(rewritten.end(), out_->begin() + static_cast<ptrdiff_t>(begin),
                         out_->begin() + static_cast<ptrdiff_t>(end));
        continue;
      }
      for (const ChunkPart& part : *special) {
        const auto size = static_cast<uint32_t>(part.text.size());
        rewritten.push_back({{at, at + size}, words_->Intern(part.text, part.norm), false});
        at += size;
      }
      rewritten.back().space_after = (*out_)[end - 1].space_after;
    }
    rewritten.insert(rewritten.end(), out_->begin() + static_cast<ptrdiff_t>(row), out_->end());
    out_->resize(first_);
    out_->insert(out_->end(), rewritten.begin(), rewritten.end());
  }

  const TokenizerRules& rules_;
  const std::string_view text_;
  TokenizerCache::Impl* cache_;
  WordTable* words_;
  std::vector<RawToken>* out_;
  const size_t first_;  // row of *out_ where this text's tokens begin
};

Tokenizer::Tokenizer(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::Load(std::string_view bytes, std::string_view name) {
  auto rules = std::make_unique<Rules>();
  AVVISO_ASSIGN(rules->rules, TokenizerRules::Load(bytes, name));
  return Tokenizer(std::unique_ptr<const Rules>(std::move(rules)));
}

bool Tokenizer::Tokenize(std::string_view text, uint32_t offset, TokenizerCache* cache,
                         WordTable* words, std::vector<RawToken>* out) const {
  if (cache->impl_->generation != words->generation()) {
    cache->impl_->Forget();
    cache->impl_->generation = words->generation();
  }
  const size_t first = out->size();
  const bool cut = Pass(*rules_->rules, text, cache->impl_.get(), words, out).Run();
  if (offset != 0) {
    for (size_t i = first; i < out->size(); ++i) {
      (*out)[i].span.begin += offset;
      (*out)[i].span.end += offset;
    }
  }
  return cut;
}

}  // namespace avviso
