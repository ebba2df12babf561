// A name counts if it is written with a capital, begins and ends at the edges of
// tokens, stays in its sentence, goes over no comma or bracket, and isn't a part of a longer
// personal name
// ("Jordan" in "Michael Jordan").

#include "mentions/internal/hits.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace avviso {
namespace {

constexpr size_t kLongestName = 12;  // pieces

class HitFinder {
 public:
  HitFinder(const Syntax& syntax, const std::vector<uint32_t>& entity_at)
      : syntax_(syntax),
        doc_(syntax.doc()),
        entity_at_(entity_at),
        pieces_(SplitPieces(doc_.text)) {
    token_of_.reserve(pieces_.size());
    TokenId t = 0;
    for (const Piece& piece : pieces_) {
      while (t < doc_.token_count() && doc_.span[t].end <= piece.span.begin) ++t;
      token_of_.push_back(t < doc_.token_count() && doc_.span[t].Overlaps(piece.span) ? t : kNone);
    }
  }

  void Find(const Names& names, bool capital, std::vector<Hit>* hits, std::vector<uint32_t>* at) {
    at->assign(doc_.token_count(), 0);
    std::vector<Names::Match> matches;
    for (size_t i = 0; i < pieces_.size();) {
      names.MatchAt(pieces_, i, kLongestName, &matches);
      size_t passed = 1;
      for (const Names::Match& match : matches) {
        const TokenRange range = RangeOf(i, match.pieces, capital);
        if (range.empty()) continue;
        if (match.exact && capital && IsWordInCapitals(range)) continue;
        hits->push_back({range, &names.rows()[match.row]});
        for (TokenId t = range.begin; t < range.end; ++t) {
          (*at)[t] = static_cast<uint32_t>(hits->size());
        }
        passed = match.pieces;
        break;
      }
      i += passed;
    }
  }

 private:
  static constexpr TokenId kNone = UINT32_MAX;

  // The tokens of pieces [i, i + count), empty if they can't be a name.
  TokenRange RangeOf(size_t i, size_t count, bool capital) const {
    const TokenId first = token_of_[i], last = token_of_[i + count - 1];
    if (first == kNone || last == kNone) return {};
    if (i > 0 && token_of_[i - 1] == first) return {};
    if (i + count < pieces_.size() && token_of_[i + count] == last) return {};
    if (syntax_.tree().SentenceOf(first) != syntax_.tree().SentenceOf(last)) return {};
    if (capital && !pieces_[i].upper && !pieces_[i + count - 1].upper) return {};
    if (IsBroken(pieces_[i].span.end, pieces_[i + count - 1].span.begin)) return {};
    const TokenRange range{first, last + 1};
    if (const uint32_t e = capital ? entity_at_[first] : 0; e != 0) {
      const Entity& entity = doc_.entities[e - 1];
      if (doc_.EntityLabel(entity) == "PERSON" && entity.tokens.size() > range.size() &&
          entity.tokens.end > range.end - 1 && !StartsTitle(range)) {
        return {};
      }
    }
    return range;
  }

  // In a line of capitals "US" may be a pronoun and "IS" a verb.
  bool IsWordInCapitals(TokenRange range) const {
    if (range.size() != 1) return false;
    const Form form = syntax_.form(range.begin);
    if (form == Form::kProper || form == Form::kNoun) return false;
    return syntax_.IsInCapitals(range.begin);
  }

  // True if a mark stands in the text from `begin` to `end` that no name goes over.
  bool IsBroken(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      switch (doc_.text[i]) {
        case ',':
        case ';':
        case ':':
        case '(':
        case ')':
        case '"':
        case '?':
        case '!':
        case '\n': return true;
        default: break;
      }
    }
    return false;
  }

  // An adjective before a title isn't part of the name that the model took it for.
  bool StartsTitle(TokenRange range) const {
    return range.end < doc_.token_count() && syntax_.form(range.end) == Form::kNoun;
  }

  const Syntax& syntax_;
  const Document& doc_;
  const std::vector<uint32_t>& entity_at_;
  const std::vector<Piece> pieces_;
  std::vector<TokenId> token_of_;  // by piece
};

// Whether a name of a state names something else where it stands.
class NamesakeTests {
 public:
  NamesakeTests(const Syntax& syntax, const Lexicon& lexicon, const std::vector<Entity>& entities,
                const std::vector<PlaceMention>& places)
      : syntax_(syntax),
        doc_(syntax.doc()),
        tables_(lexicon.places()),
        counties_(lexicon.patterns().Class("county-name")),
        lexicon_(lexicon),
        places_(places) {
    place_at_.assign(doc_.token_count(), 0);
    for (size_t p = 0; p < places.size(); ++p) {
      for (TokenId t = places[p].tokens.begin; t < places[p].tokens.end; ++t) {
        place_at_[t] = p + 1;
      }
    }
    for (const Entity& entity : entities) {
      if (doc_.EntityLabel(entity) != "PERSON" || entity.tokens.size() < 2) continue;
      surnames_.insert(doc_.Norm(entity.tokens.end - 1));
    }
  }

  bool IsNamesake(const Hit& hit) const {
    const TokenId last = hit.tokens.end - 1;
    const PlaceMention* place = place_at_[last] == 0 ? nullptr : &places_[place_at_[last] - 1];
    const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(last)];
    // "Lebanon County", whether or not the tables know it.
    if (hit.row->kind == NameKind::kCountry && hit.tokens.end < sentence.end &&
        syntax_.form(hit.tokens.end) == Form::kProper &&
        counties_.Has(lexicon_.Word(doc_.Norm(hit.tokens.end)))) {
      return true;
    }
    if (place != nullptr && place->tokens.begin <= hit.tokens.begin) {
      return IsAnotherPlace(*place, hit);
    }
    if (hit.row->kind != NameKind::kCountry && hit.row->kind != NameKind::kCapital) return false;
    if (hit.tokens.end < sentence.end && syntax_.form(hit.tokens.end) == Form::kProper &&
        tables_.Is(PlaceWord::kStreet, doc_.Norm(hit.tokens.end))) {
      return true;
    }
    const TokenId first = hit.tokens.begin;
    if (first > sentence.begin && tables_.Is(PlaceWord::kTitle, doc_.Norm(first - 1))) return true;
    // Where the article names a person so, and nothing speaks for a place.
    return hit.tokens.size() == 1 && surnames_.count(doc_.Norm(last)) > 0;
  }

 private:
  static bool IsAnotherPlace(const PlaceMention& place, const Hit& hit) {
    if (place.unresolved != nullptr || place.country == hit.row->country) return false;
    if (place.tokens.size() > hit.tokens.size()) return true;
    // A state of old is counted to one of today.
    return !place.country.empty() && (place.precision == PlaceMention::Precision::kAdmin ||
                                      place.precision == PlaceMention::Precision::kPopulatedPlace);
  }

  const Syntax& syntax_;
  const Document& doc_;
  const PlaceTables& tables_;
  const WordSet& counties_;
  const Lexicon& lexicon_;
  const std::vector<PlaceMention>& places_;
  std::vector<size_t> place_at_;  // by token, 1-based; 0: none
  std::set<std::string_view> surnames_;
};

// A word that may stand in the name of a law: capitals, and small ones between them.
bool IsOfName(const Syntax& syntax, TokenId t) {
  if (syntax.form(t) == Form::kProper) return syntax.dep(t) != Dep::kPoss;
  const std::string_view form = syntax.doc().Form(t);
  if (form == "of" || form == "for" || form == "and" || form == "on" || form == "to" ||
      form == "against" || form == "the" || form == "in") {
    return t > 0 && syntax.form(t - 1) == Form::kProper;
  }
  return form[0] >= 'A' && form[0] <= 'Z' && syntax.form(t) != Form::kPronoun &&
         !syntax.Is(t, "the") && !syntax.Is(t, "a");
}

}  // namespace

Hits::Hits(const Syntax& syntax, const Lexicon& lexicon, std::optional<Day> day)
    : entities_(syntax.doc().entities) {
  const Document& doc = syntax.doc();
  entity_at_.assign(doc.token_count(), 0);
  for (size_t e = 0; e < doc.entities.size(); ++e) {
    for (TokenId t = doc.entities[e].tokens.begin; t < doc.entities[e].tokens.end; ++t) {
      entity_at_[t] = static_cast<uint32_t>(e + 1);
    }
  }
  HitFinder finder(syntax, entity_at_);
  finder.Find(lexicon.names(), true, &names_, &name_at_);
  finder.Find(lexicon.roles(), false, &roles_, &role_at_);
  DropNothings(syntax, lexicon);
  DropNamesInRoles();
  for (Hit& hit : names_) hit.row = &lexicon.RowOn(*hit.row, day);
}

void Hits::DropNothings(const Syntax& syntax, const Lexicon& lexicon) {
  const WordSet& laws = lexicon.patterns().Class("law-name");
  nothing_at_.assign(name_at_.size(), false);
  for (const Hit& hit : names_) {
    if (hit.row->kind != NameKind::kNothing) continue;
    for (TokenId t = hit.tokens.begin; t < hit.tokens.end; ++t) nothing_at_[t] = true;
  }
  // What ends in "Act" is a law by its whole name.
  const Document& doc = syntax.doc();
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    if (syntax.form(t) != Form::kProper || !laws.Has(lexicon.Word(doc.Norm(t)))) continue;
    const TokenId first = doc.sentences[syntax.tree().SentenceOf(t)].begin;
    TokenId begin = t;
    while (begin > first && IsOfName(syntax, begin - 1)) --begin;
    while (begin < t && syntax.form(begin) != Form::kProper) ++begin;
    if (begin == t) continue;
    for (TokenId n = begin; n <= t; ++n) nothing_at_[n] = true;
  }
  std::vector<bool> keep;
  keep.reserve(names_.size());
  for (const Hit& hit : names_) keep.push_back(!nothing_at_[hit.tokens.end - 1]);
  KeepNames(keep);
}

void Hits::DropNamesInRoles() {
  std::vector<bool> keep;
  keep.reserve(names_.size());
  for (const Hit& hit : names_) {
    const Hit* role = RoleAt(hit.tokens.begin);
    keep.push_back(role == nullptr || role->row->role != RoleKind::kBody ||
                   role->tokens.begin >= hit.tokens.begin || hit.tokens.end > role->tokens.end ||
                   hit.tokens.size() <= 1);
  }
  KeepNames(keep);
}

void Hits::KeepNames(const std::vector<bool>& keep) {
  std::vector<Hit> kept;
  for (size_t i = 0; i < names_.size(); ++i) {
    if (keep[i]) kept.push_back(names_[i]);
  }
  names_ = std::move(kept);
  std::fill(name_at_.begin(), name_at_.end(), 0);
  for (size_t i = 0; i < names_.size(); ++i) {
    for (TokenId t = names_[i].tokens.begin; t < names_[i].tokens.end; ++t) {
      name_at_[t] = static_cast<uint32_t>(i + 1);
    }
  }
}

void Hits::DropNamesakes(const Syntax& syntax, const Lexicon& lexicon,
                         const std::vector<PlaceMention>& places) {
  const NamesakeTests tests(syntax, lexicon, entities_, places);
  std::vector<bool> keep;
  keep.reserve(names_.size());
  for (const Hit& hit : names_) {
    keep.push_back(hit.row->kind > NameKind::kCapital || !tests.IsNamesake(hit));
  }
  KeepNames(keep);
}

}  // namespace avviso
