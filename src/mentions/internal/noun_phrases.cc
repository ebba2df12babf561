#include "mentions/internal/noun_phrases.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr size_t kDatelineTokens = 12;

}  // namespace

NounPhrases::NounPhrases(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon)
    : syntax_(syntax),
      doc_(syntax.doc()),
      hits_(hits),
      lexicon_(lexicon),
      counts_(lexicon.patterns().Class("count-noun")) {}

std::vector<bool> NounPhrases::DatelineTokens() const {
  std::vector<bool> taken(doc_.token_count(), false);
  size_t next = 0;
  for (const Span block : doc_.blocks) {
    while (next < doc_.token_count() && doc_.span[next].begin < block.begin) ++next;
    const size_t first = next;
    for (size_t t = first; t < doc_.token_count() && t < first + kDatelineTokens; ++t) {
      if (doc_.span[t].end > block.end) break;
      const std::string_view form = doc_.Form(static_cast<TokenId>(t));
      const bool dash = form == "-" || form == "--" || form == "\u2013" || form == "\u2014";
      if (t > first && (form == ":" || (dash && SpaceBefore(t)))) {
        for (size_t i = first; i < t; ++i) {
          if (hits_.NameAt(static_cast<TokenId>(i)) == nullptr ||
              hits_.NameAt(static_cast<TokenId>(i))->row->kind != NameKind::kAgency) {
            taken[i] = true;
          }
        }
        break;
      }
      if (!IsDatelineToken(static_cast<TokenId>(t))) break;
    }
  }
  return taken;
}

bool NounPhrases::IsDatelineToken(TokenId t) const {
  const std::string_view form = doc_.Form(t);
  if (form == "," || form == "(" || form == ")" || form == "." || form == "/") return true;
  const unsigned char c = static_cast<unsigned char>(form[0]);
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0xC0;
}

bool NounPhrases::IsHead(TokenId t) const {
  const Form form = syntax_.form(t);
  const Dep dep = syntax_.dep(t);
  if (form == Form::kPronoun) return true;
  if (IsCount(t)) return true;
  if (form != Form::kNoun && form != Form::kProper) {
    // "US", "Taliban" or "wounded" may be tagged as anything.
    return hits_.NameAt(t) != nullptr && hits_.NameAt(t)->tokens.end == t + 1 &&
           (dep == Dep::kNsubj || dep == Dep::kDobj || dep == Dep::kPobj ||
            dep == Dep::kNsubjpass || dep == Dep::kPoss || dep == Dep::kConj);
  }
  return dep != Dep::kCompound && dep != Dep::kAmod && dep != Dep::kNmod && dep != Dep::kNpadvmod &&
         dep != Dep::kQuantmod;
}

bool NounPhrases::IsCount(TokenId t) const {
  const Dep dep = syntax_.dep(t);
  if (dep != Dep::kNsubj && dep != Dep::kNsubjpass && dep != Dep::kDobj) return false;
  if (!syntax_.IsVerb(syntax_.head(t))) return false;
  const bool number = doc_.upos[t] == Upos::kNum;
  if (!number && !counts_.Has(lexicon_.Word(doc_.Lemma(t)))) return false;
  const Entity* entity = hits_.EntityAt(t);
  if (entity != nullptr && doc_.EntityLabel(*entity) != "CARDINAL") return false;
  for (const TokenId child : syntax_.tree().Children(t)) {
    if (syntax_.dep(child) == Dep::kPrep && syntax_.Is(child, "of")) return false;
  }
  return true;
}

TokenRange NounPhrases::Around(TokenId head) const {
  TokenRange range{head, head + 1};
  for (const TokenId child : syntax_.tree().Children(head)) {
    if (child > head) break;
    switch (syntax_.dep(child)) {
      case Dep::kDet:
      case Dep::kAmod:
      case Dep::kCompound:
      case Dep::kPoss:
      case Dep::kNummod:
      case Dep::kNmod:
      case Dep::kQuantmod:
      case Dep::kPredet:
        range.begin = std::min(range.begin, syntax_.tree().Subtree(child).begin);
        break;
      default: break;
    }
  }
  // "Saturday Kosovo's government": when it did so is no part of who did.
  while (range.begin < head &&
         (IsTimeWord(range.begin) || doc_.upos[range.begin] == Upos::kPunct)) {
    ++range.begin;
  }
  // The model's or the tables' names may go on beyond the head.
  if (const Hit* hit = hits_.NameAt(head)) range.end = std::max(range.end, hit->tokens.end);
  if (const Entity* entity = hits_.EntityAt(head)) {
    if (doc_.EntityLabel(*entity) == "PERSON") range.end = std::max(range.end, entity->tokens.end);
  }
  return range;
}

bool NounPhrases::IsTimeWord(TokenId t) const {
  if (hits_.NameAt(t) != nullptr) return false;
  const Entity* entity = hits_.EntityAt(t);
  if (entity != nullptr && doc_.EntityLabel(*entity) == "DATE") {
    return entity->tokens.end <= t + 1 || syntax_.form(t) == Form::kProper;
  }
  const std::string_view word = doc_.Norm(t);
  return syntax_.form(t) == Form::kProper && word.size() > 5 && word.ends_with("day") &&
         (word == "monday" || word == "tuesday" || word == "wednesday" || word == "thursday" ||
          word == "friday" || word == "saturday" || word == "sunday");
}

TokenRange NounPhrases::PersonalName(TokenRange range, TokenId last) const {
  TokenId begin = last + 1;
  while (begin > range.begin) {
    const TokenId t = begin - 1;
    const std::string_view form = doc_.Form(t);
    const bool inner = form == "-" || form == "al" || form == "bin" || form == "de" ||
                       form == "van" || form == "von" || form == "der" || form == "da" ||
                       form == "ben" || form == "el" || form == "la" || form == "." ||
                       form == "dos" || form == "del" || form == "ibn";
    if (!inner && syntax_.form(t) != Form::kProper) break;
    if (hits_.NameAt(t) != nullptr && t != last) break;
    if (const Hit* role = hits_.RoleAt(t); role != nullptr && t != last) break;
    if (form.ends_with('.') && form.size() > 2) break;  // "Mr.", "Gen."
    if (form == "Mr" || form == "Mrs" || form == "Ms" || form == "Dr") break;
    begin = t;
  }
  while (begin <= last && syntax_.form(begin) != Form::kProper) ++begin;
  return {begin, last + 1};
}

std::string NounPhrases::NameOf(TokenRange range) const {
  while (range.size() > 1 &&
         (syntax_.dep(range.begin) == Dep::kDet || doc_.Norm(range.begin) == "the")) {
    ++range.begin;
  }
  return std::string(doc_.SpanOf(range).In(doc_.text));
}

}  // namespace avviso
