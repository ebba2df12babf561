// Matches are kept in the order of (token set, rule, beginning), which gives each token
// the same result as spaCy's order (rule first), since a rule sets one token alone.

#include "nlp/internal/ruler.h"

#include <algorithm>
#include <map>
#include <utility>

#include "nlp/internal/ruler_program.h"
#include "nlp/internal/strings.h"

namespace avviso {
namespace {

using Attribute = RulerCondition::Attribute;
using Match = AttributeRuler::Scratch::Match;

Span AppendString(std::string_view text, std::string* strings) {
  const auto begin = static_cast<uint32_t>(strings->size());
  *strings += text;
  return {begin, static_cast<uint32_t>(strings->size())};
}

// The search for matches in one document.
class Finder {
 public:
  Finder(const RulerProgram& program, std::span<const RawToken> tokens, const WordTable& words,
         AttributeRuler::Scratch* scratch, const Document& doc)
      : program_(program), tokens_(tokens), words_(words), scratch_(scratch), doc_(doc) {}

  void Run() {
    scratch_->matches.clear();
    for (TokenId t = 0; t < tokens_.size(); ++t) {
      const Word& word = words_[tokens_[t].word];
      if (program_.maybe_lower[word.lower_id % program_.maybe_lower.size()]) {
        const auto found = program_.by_lower.find(word.lower_id);
        if (found != program_.by_lower.end()) Try(found->second, t);
      }
      if (doc_.tag[t] < program_.by_tag.size()) Try(program_.by_tag[doc_.tag[t]], t);
      if (doc_.dep[t] < program_.by_dep.size()) Try(program_.by_dep[doc_.dep[t]], t);
      if (word.is_space) Try(program_.for_spaces, t);
      Try(program_.for_all, t);
    }
  }

 private:
  // Tries patterns whose anchor may be token `t`.
  void Try(const std::vector<uint32_t>& rows, TokenId t) {
    for (const uint32_t row : rows) {
      const RulerPattern& pattern = program_.patterns[row];
      if (t < pattern.anchor) continue;
      const TokenId begin = t - pattern.anchor;
      if (begin + pattern.tokens.size() > tokens_.size()) continue;
      bool all = true;
      for (TokenId i = 0; all && i < pattern.tokens.size(); ++i) {
        all = Holds(pattern.tokens[i], begin + i);
      }
      if (all) Add({begin + static_cast<TokenId>(pattern.target), pattern.rule, begin});
    }
  }

  void Add(const Match& match) {
    std::vector<Match>& matches = scratch_->matches;
    matches.push_back(match);
    for (size_t i = matches.size() - 1; i > 0 && Before(matches[i], matches[i - 1]); --i) {
      std::swap(matches[i], matches[i - 1]);
    }
  }

  static bool Before(const Match& a, const Match& b) {
    if (a.target != b.target) return a.target < b.target;
    if (a.rule != b.rule) return a.rule < b.rule;
    return a.begin < b.begin;
  }

  bool Holds(const RulerToken& conditions, TokenId t) {
    for (const RulerCondition& condition : conditions) {
      if (!Holds(condition, t)) return false;
    }
    return true;
  }

  bool Holds(const RulerCondition& condition, TokenId t) {
    const auto accepts = [&](size_t row) {
      return row < condition.accepts.size() && condition.accepts[row] != 0;
    };
    const Word& word = words_[tokens_[t].word];
    switch (condition.attribute) {
      case Attribute::kTag: return accepts(doc_.tag[t]);
      case Attribute::kDep: return accepts(doc_.dep[t]);
      case Attribute::kPos: return accepts(static_cast<size_t>(doc_.upos[t]));
      case Attribute::kIsSpace: return word.is_space == condition.wanted;
      case Attribute::kIsAlpha: return word.is_alpha == condition.wanted;
      case Attribute::kOrth: return Among(condition, word.text, word.orth);
      case Attribute::kLower: return Among(condition, word.lower, word.lower_id);
      case Attribute::kNorm: return Among(condition, word.norm, word.norm_id);
      case Attribute::kShape: return Among(condition, {}, word.shape_id);
      case Attribute::kPrefix: return Among(condition, {}, word.prefix_id);
      case Attribute::kSuffix: return Among(condition, {}, word.suffix_id);
      case Attribute::kLemma: return Among(condition, {}, StringId(doc_.Lemma(t)));
    }
    return false;
  }

  bool Among(const RulerCondition& condition, std::string_view text, uint64_t id) {
    if (condition.regex != nullptr) {
      program_.regexes.classes.Translate(text, &scratch_->classes);
      return condition.regex->Search(scratch_->classes, 0, &scratch_->regex).has_value();
    }
    const bool among =
        std::find(condition.ids.begin(), condition.ids.end(), id) != condition.ids.end();
    return among == condition.wanted;
  }

  const RulerProgram& program_;
  std::span<const RawToken> tokens_;
  const WordTable& words_;
  AttributeRuler::Scratch* scratch_;
  const Document& doc_;
};

void Perform(const RulerAction& action, TokenId t, Document* doc) {
  if (action.tag) doc->tag[t] = *action.tag;
  if (action.pos) doc->upos[t] = *action.pos;
  if (action.morph) doc->morph[t] = *action.morph;
  if (action.dep) doc->dep[t] = *action.dep;
  if (action.lemma) doc->lemma[t] = AppendString(*action.lemma, &doc->strings);
  if (action.norm) doc->norm[t] = AppendString(*action.norm, &doc->strings);
}

}  // namespace

struct AttributeRuler::Rules {
  std::unique_ptr<const RulerProgram> program;
};

AttributeRuler::AttributeRuler(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
AttributeRuler::AttributeRuler(AttributeRuler&&) noexcept = default;
AttributeRuler& AttributeRuler::operator=(AttributeRuler&&) noexcept = default;
AttributeRuler::~AttributeRuler() = default;

Result<AttributeRuler> AttributeRuler::Load(std::string_view bytes, std::string_view name,
                                            Labels* labels) {
  auto rules = std::make_unique<Rules>();
  AVVISO_ASSIGN(rules->program, RulerProgram::Load(bytes, name, labels));
  return AttributeRuler(std::unique_ptr<const Rules>(std::move(rules)));
}

void AttributeRuler::Apply(std::span<const RawToken> tokens, const WordTable& words,
                           Scratch* scratch, Document* doc) const {
  Finder(*rules_->program, tokens, words, scratch, *doc).Run();
  for (const Scratch::Match& match : scratch->matches) {
    Perform(rules_->program->actions[match.rule], match.target, doc);
  }
}

std::string NormalMorph(std::string_view features) {
  if (features == "_") return "";
  std::map<std::string, std::string> fields;
  while (!features.empty()) {
    const std::string_view feature = features.substr(0, features.find('|'));
    features.remove_prefix(std::min(features.size(), feature.size() + 1));
    const size_t equals = std::min(feature.find('='), feature.size());
    std::string_view rest = feature.substr(std::min(feature.size(), equals + 1));
    std::vector<std::string> values;
    while (!rest.empty()) {
      values.emplace_back(rest.substr(0, rest.find(',')));
      rest.remove_prefix(std::min(rest.size(), values.back().size() + 1));
    }
    std::sort(values.begin(), values.end());
    std::string joined;
    for (const std::string& value : values) joined += (joined.empty() ? "" : ",") + value;
    fields[std::string(feature.substr(0, equals))] = joined;
  }
  std::vector<std::string> parts;
  for (const auto& [field, values] : fields) parts.push_back(field + "=" + values);
  std::sort(parts.begin(), parts.end());
  std::string normal;
  for (const std::string& part : parts) normal += (normal.empty() ? "" : "|") + part;
  return normal;
}

}  // namespace avviso
