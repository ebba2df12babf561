#include "nlp/internal/words.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/utf8.h"
#include "nlp/internal/msgpack.h"
#include "nlp/internal/strings.h"
#include "nlp/internal/unicode.h"

namespace avviso {
namespace {

// Norms that hold in all languages: quotation marks, dashes, currencies and full-width
// punctuation look alike to the models. Trained embeddings depend on this table.
// Source: the facts of spaCy 3.8 lang/norm_exceptions.py.
struct BaseNorm {
  std::string_view spelling;
  std::string_view norm;
};
constexpr BaseNorm kBaseNorms[] = {
    {"'s", "'s"},  {"'S", "'s"}, {"’s", "'s"}, {"’S", "'s"}, {"’", "'"},   {"‘", "'"},
    {"´", "'"},    {"`", "'"},   {"”", "\""},  {"“", "\""},  {"''", "\""}, {"``", "\""},
    {"´´", "\""},  {"„", "\""},  {"»", "\""},  {"«", "\""},  {"‘‘", "\""}, {"’’", "\""},
    {"？", "?"},   {"！", "!"},  {"，", ","},  {"；", ";"},  {"：", ":"},  {"。", "."},
    {"।", "."},    {"…", "..."}, {"—", "-"},   {"–", "-"},   {"--", "-"},  {"---", "-"},
    {"——", "-"},   {"€", "$"},   {"£", "$"},   {"¥", "$"},   {"฿", "$"},   {"US$", "$"},
    {"C$", "$"},   {"A$", "$"},  {"₺", "$"},   {"₹", "$"},   {"৳", "$"},   {"₩", "$"},
    {"Mex$", "$"}, {"₣", "$"},   {"E£", "$"}};
constexpr size_t kLongestBaseNorm = 6;  // bytes

constexpr size_t kLongShape = 100;  // code points from which a shape is just "LONG"
constexpr int kLongestShapeRun = 4;

std::string_view BaseNormOf(std::string_view spelling) {
  if (spelling.size() > kLongestBaseNorm) return {};
  for (const BaseNorm& entry : kBaseNorms) {
    if (entry.spelling == spelling) return entry.norm;
  }
  return {};
}

// The spelling with letters as x and X, digits as d, and runs of one of these, or of any
// other character, cut at four.
void AppendShape(std::string_view text, std::string* out) {
  if (text.size() >= kLongShape && CountCodePoints(text) >= kLongShape) {
    out->append("LONG");
    return;
  }
  char32_t last = 0xFFFFFFFF;
  int run = 0;
  for (size_t pos = 0; pos < text.size();) {
    char32_t c = DecodeUtf8(text, &pos);
    if (IsAlpha(c)) {
      c = IsUpper(c) ? 'X' : 'x';
    } else if (IsDigit(c)) {
      c = 'd';
    }
    run = c == last ? run + 1 : 0;
    last = c;
    if (run < kLongestShapeRun) AppendUtf8(c, out);
  }
}

std::string_view FirstCodePoint(std::string_view text) {
  size_t pos = 0;
  DecodeUtf8(text, &pos);
  return text.substr(0, pos);
}

std::string_view LastThreeCodePoints(std::string_view text) {
  size_t pos = text.size();
  for (int i = 0; i < 3 && pos > 0; ++i) DecodeUtf8Back(text, &pos);
  return text.substr(pos);
}

constexpr size_t kFirstSlots = 4096;

uint64_t KeyOf(std::string_view spelling, std::string_view norm) {
  // Only within this process, so any good hash does.
  uint64_t key = std::hash<std::string_view>{}(spelling);
  if (!norm.empty()) key = (key ^ std::hash<std::string_view>{}(norm)) * 0x9E3779B97F4A7C15;
  return key;
}

}  // namespace

Result<Vocab> Vocab::Load(std::string_view bytes, std::string_view name) {
  Vocab vocab;
  if (bytes.empty()) return vocab;
  Msgpack in(bytes, name);
  AVVISO_ASSIGN(uint32_t tables, in.Map());
  for (uint32_t i = 0; i < tables; ++i) {
    AVVISO_ASSIGN(std::string_view table, in.String());
    if (table != "lexeme_norm") {
      AVVISO_TRY(in.Skip());
      continue;
    }
    AVVISO_ASSIGN(uint32_t rows, in.Map());
    vocab.norms_.reserve(rows);
    for (uint32_t row = 0; row < rows; ++row) {
      AVVISO_ASSIGN(uint64_t orth, in.Unsigned());
      AVVISO_ASSIGN(std::string_view norm, in.String());
      vocab.norms_[orth] = std::string(norm);
    }
  }
  return vocab;
}

const std::string* Vocab::Norm(uint64_t orth) const {
  const auto found = norms_.find(orth);
  return found == norms_.end() ? nullptr : &found->second;
}

// Blocks of bytes that never move.
struct WordTable::Arena {
  static constexpr size_t kBlock = 1 << 16;
  std::vector<std::unique_ptr<char[]>> blocks;
  size_t left = 0;
  char* next = nullptr;

  std::string_view Keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left) {
      const size_t size = std::max(kBlock, text.size());
      blocks.push_back(std::make_unique<char[]>(size));
      next = blocks.back().get();
      left = size;
    }
    std::memcpy(next, text.data(), text.size());
    const std::string_view kept(next, text.size());
    next += text.size();
    left -= text.size();
    return kept;
  }
};

WordTable::WordTable(const Vocab* vocab)
    : vocab_(vocab), slots_(kFirstSlots, 0), arena_(std::make_unique<Arena>()) {}
WordTable::WordTable(WordTable&&) noexcept = default;
WordTable& WordTable::operator=(WordTable&&) noexcept = default;
WordTable::~WordTable() = default;

void WordTable::Clear() {
  words_.clear();
  keys_.clear();
  override_.clear();
  slots_.assign(kFirstSlots, 0);
  *arena_ = Arena{};
  ++generation_;
}

WordId WordTable::Intern(std::string_view spelling, std::string_view norm) {
  const uint64_t key = KeyOf(spelling, norm);
  const size_t mask = slots_.size() - 1;
  for (size_t slot = key & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const WordId id = slots_[slot] - 1;
    if (keys_[id] != key || words_[id].text != spelling) continue;
    if (norm.empty() ? override_[id] == 0 : override_[id] == 1 && words_[id].norm == norm) {
      return id;
    }
  }
  return Make(spelling, norm);
}

WordId WordTable::Make(std::string_view spelling, std::string_view norm) {
  Word word;
  word.text = arena_->Keep(spelling);
  word.orth = StringId(spelling);
  scratch_.clear();
  AppendLower(spelling, &scratch_);
  word.lower = scratch_ == spelling ? word.text : arena_->Keep(scratch_);
  word.lower_id = scratch_ == spelling ? word.orth : StringId(scratch_);
  if (!norm.empty()) {
    word.norm = arena_->Keep(norm);
  } else if (const std::string* given = vocab_->Norm(word.orth)) {
    word.norm = *given;
  } else if (const std::string_view base = BaseNormOf(spelling); !base.empty()) {
    word.norm = base;
  } else {
    word.norm = word.lower;
  }
  word.norm_id = word.norm.data() == word.lower.data() ? word.lower_id : StringId(word.norm);
  word.prefix_id = StringId(FirstCodePoint(spelling));
  word.suffix_id = StringId(LastThreeCodePoints(spelling));
  scratch_.clear();
  AppendShape(spelling, &scratch_);
  word.shape_id = StringId(scratch_);
  word.is_space = IsSpace(spelling);
  word.is_alpha = IsAlpha(spelling);

  const WordId id = static_cast<WordId>(words_.size());
  words_.push_back(word);
  keys_.push_back(KeyOf(spelling, norm));
  override_.push_back(norm.empty() ? 0 : 1);
  if (words_.size() * 2 > slots_.size()) {
    Grow();
  } else {
    const size_t mask = slots_.size() - 1;
    size_t slot = keys_[id] & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = id + 1;
  }
  return id;
}

void WordTable::Grow() {
  slots_.assign(slots_.size() * 2, 0);
  const size_t mask = slots_.size() - 1;
  for (WordId id = 0; id < words_.size(); ++id) {
    size_t slot = keys_[id] & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = id + 1;
  }
}

}  // namespace avviso
