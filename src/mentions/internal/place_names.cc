// At each word with a capital the longest name of the tables that could be meant is
// taken (place_evidence.h). A second pass knows what the first one has found.

#include "mentions/internal/place_names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "mentions/internal/place_evidence.h"

namespace avviso {
namespace {

constexpr size_t kLongestName = 8;  // pieces
constexpr uint32_t kMostCandidates = 40;
constexpr TokenId kNone = UINT32_MAX;

bool IsCapitals(std::string_view form) {
  return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class NameFinder {
 public:
  NameFinder(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
             const Gazetteer* gazetteer)
      : syntax_(syntax),
        doc_(syntax.doc()),
        hits_(hits),
        lexicon_(lexicon),
        gazetteer_(gazetteer),
        evidence_(syntax, hits, lexicon),
        pieces_(SplitPieces(doc_.text)) {
    TokenId t = 0;
    for (const Piece& piece : pieces_) {
      while (t < doc_.token_count() && doc_.span[t].end <= piece.span.begin) ++t;
      token_of_.push_back(t < doc_.token_count() && doc_.span[t].Overlaps(piece.span) ? t : kNone);
    }
  }

  std::vector<PlaceName> Find() {
    for (size_t i = 0; i < pieces_.size();) i += std::max<size_t>(1, FindAt(i));
    // What is a place once is more likely to be one elsewhere.
    evidence_.Remember(out_);
    out_.clear();
    for (size_t i = 0; i < pieces_.size();) i += std::max<size_t>(1, FindAt(i));
    AddUnknown();
    return std::move(out_);
  }

 private:
  // The number of pieces of the name that begins at `i`; 0 if none does.
  size_t FindAt(size_t i) {
    if (!pieces_[i].upper && pieces_[i].span.In(doc_.text)[0] >= 0) return 0;  // caseless scripts
    std::vector<size_t> lengths;
    Collect(i, &lengths);
    for (const size_t length : lengths) {
      const TokenRange range = RangeOf(i, length);
      if (range.empty() || IsNewsAgency(range)) continue;
      PlaceName name;
      name.tokens = name.found = range;
      AddCandidates(i, length, &name);
      name.key = kPieceSeed;
      for (size_t k = i; k < i + length; ++k) {
        name.key = CombinePiece(name.key, pieces_[k].folded);
      }
      if (name.candidates.empty() || !evidence_.Accept(out_, &name)) continue;
      name.associative |= hits_.IsNothing(range.begin);
      out_.push_back(std::move(name));
      return length;
    }
    return 0;
  }

  // "Xinhua" is a town, too.
  bool IsNewsAgency(TokenRange range) const {
    const Hit* hit = hits_.NameAt(range.begin);
    return hit != nullptr && hit->tokens == range && hit->row->kind == NameKind::kAgency;
  }

  // Lengths of all names that begin at `i`, longest first.
  void Collect(size_t i, std::vector<size_t>* lengths) {
    from_supplement_.clear();
    from_gazetteer_.clear();
    lexicon_.places().supplement().MatchAt(pieces_, i, kLongestName, &from_supplement_);
    if (gazetteer_ != nullptr) gazetteer_->MatchAt(pieces_, i, kLongestName, &from_gazetteer_);
    lexicon_.places().codes().MatchAt(pieces_, i, kLongestName, &from_short_);
    if (from_short_.empty()) {
      lexicon_.places().abbreviations().MatchAt(pieces_, i, kLongestName, &from_short_);
    }
    lexicon_.places().adjectives().MatchAt(pieces_, i, kLongestName, &from_adjectives_);
    lexicon_.names().MatchAt(pieces_, i, kLongestName, &from_names_);
    for (const auto& match : from_supplement_) lengths->push_back(match.pieces);
    for (const auto& match : from_gazetteer_) lengths->push_back(match.pieces);
    for (const auto& match : from_short_) lengths->push_back(match.pieces);
    for (const auto& match : from_adjectives_) lengths->push_back(match.pieces);
    for (const auto& match : from_names_) {
      const NameKind kind = KindOf(match);
      if (kind == NameKind::kCountry || kind == NameKind::kAdjective)
        lengths->push_back(match.pieces);
    }
    const TokenId t = token_of_[i];
    if (const Hit* hit = t == kNone ? nullptr : hits_.NameAt(t);
        hit && WithoutThe(hit->tokens).begin == t) {
      size_t last = i;
      while (last < pieces_.size() && token_of_[last] < hit->tokens.end) ++last;
      if (last > i) lengths->push_back(last - i);
    }
    std::sort(lengths->rbegin(), lengths->rend());
    lengths->erase(std::unique(lengths->begin(), lengths->end()), lengths->end());
  }

  NameKind KindOf(const Names::Match& match) const {
    return lexicon_.names().rows()[match.row].kind;
  }

  TokenRange WithoutThe(TokenRange range) const {
    if (range.size() > 1 && doc_.Norm(range.begin) == "the") ++range.begin;
    return range;
  }

  // The tokens of the pieces; empty if a name can't stand there.
  TokenRange RangeOf(size_t i, size_t count) const {
    const TokenId first = token_of_[i], last = token_of_[i + count - 1];
    if (first == kNone || last == kNone) return {};
    if (i > 0 && token_of_[i - 1] == first) return {};
    TokenId end = last + 1;
    if (i + count < pieces_.size() && token_of_[i + count] == last) return {};
    if (syntax_.tree().SentenceOf(first) != syntax_.tree().SentenceOf(last)) return {};
    const uint32_t from = pieces_[i].span.end, to = pieces_[i + count - 1].span.begin;
    for (uint32_t b = from; b < to; ++b) {
      if (std::string_view(",;:()\"?!\n").find(doc_.text[b]) != std::string_view::npos) return {};
    }
    // Each word of a name has a capital but for the small ones inside.
    for (size_t k = i + 1; k < i + count; ++k) {
      const std::string_view word = pieces_[k].span.In(doc_.text);
      if (pieces_[k].upper || word.size() <= 3 || word[0] < 0) continue;
      if (count > 2 && k + 1 < i + count) continue;
      if (!lexicon_.places().Is(PlaceWord::kSmall, word)) {
        return {};
      }
    }
    return {first, end};
  }

  // "Washington": the tables of actors know it as the seat of a state.
  bool IsCapital(const PlaceName& name) const {
    const Hit* hit = hits_.NameAt(name.tokens.begin);
    return hit != nullptr && hit->tokens == name.tokens && hit->row->kind == NameKind::kCapital;
  }

  void AddPlace(const Gazetteer& source, Gazetteer::Bearer bearer, PlaceName* name) const {
    PlaceCandidate candidate;
    candidate.place = source.At(bearer.place);
    candidate.main = bearer.main || &source == &lexicon_.places().supplement() ||
                     (candidate.place.kind == PlaceKind::kCapital && IsCapital(*name));
    candidate.country = candidate.place.country;
    candidate.name = candidate.place.name;
    if (const auto* disputed = lexicon_.places().DisputedOf(candidate.place)) {
      candidate.country = disputed->country;
    }
    name->candidates.push_back(std::move(candidate));
  }

  void AddCandidates(size_t i, size_t length, PlaceName* name) const {
    const PlaceTables& tables = lexicon_.places();
    AddCountry(length, name);
    for (const auto& match : from_supplement_) {
      for (uint32_t k = 0; match.pieces == length && k < match.count; ++k) {
        AddPlace(tables.supplement(), tables.supplement().BearerOf(match, k), name);
      }
    }
    for (const auto& match : from_short_) {
      if (match.pieces != length || !AllowsShort(i, length, match.row, name->tokens)) continue;
      AddPlace(tables.supplement(), {match.row, true}, name);
      return;
    }
    for (const auto& match : from_adjectives_) {
      if (match.pieces != length) continue;
      AddPlace(tables.supplement(), {match.row, true}, name);
      name->associative = true;
    }
    // "US", "SA": capitals so short are no town's name.
    const std::string_view form = pieces_[i].span.In(doc_.text);
    const bool code = length == 1 && form.size() <= 3 && IsCapitals(form);
    for (const auto& match : from_gazetteer_) {
      if (match.pieces != length || name->associative || code) continue;
      for (uint32_t k = 0; k < std::min(match.count, kMostCandidates); ++k) {
        AddPlace(*gazetteer_, gazetteer_->BearerOf(match, k), name);
      }
    }
    Merge(name);
  }

  // One place may come from several tables: a division from both gazetteers (the project's
  // own point is kept), "Scotland" also as a name of its state, a capital also by the name
  // of the country.
  static void Merge(PlaceName* name) {
    auto& all = name->candidates;
    const size_t count = all.size();
    std::vector<bool> drop(count);
    for (size_t a = 0; a < count; ++a) {
      if (all[a].place.kind == PlaceKind::kCountry) {
        for (size_t b = 0; b < count; ++b) {
          if (b == a) continue;
          if (!all[b].main) drop[b] = true;
          if (all[b].place.kind == PlaceKind::kAdmin1 && all[b].place.population == 0 &&
              all[b].country == all[a].country) {
            drop[a] = true;
          }
        }
      }
      // The capital of the big gazetteer tells more than the project's own row.
      for (size_t b = a + 1; b < count; ++b) {
        if (all[a].place.kind == PlaceKind::kCapital && all[b].place.kind == PlaceKind::kCapital &&
            all[a].country == all[b].country) {
          drop[a] = true;
        }
      }
      for (size_t b = a + 1; b < count; ++b) {
        if (all[a].place.kind != PlaceKind::kAdmin1 || all[b].place.kind != PlaceKind::kAdmin1 ||
            all[a].place.admin1_key.empty() || all[a].place.admin1_key != all[b].place.admin1_key) {
          continue;
        }
        if (all[a].place.geonames == 0) all[a].place.geonames = all[b].place.geonames;
        drop[b] = true;
      }
    }
    size_t kept = 0;
    for (size_t a = 0; a < count; ++a) {
      if (drop[a]) continue;
      if (kept != a) all[kept] = std::move(all[a]);
      ++kept;
    }
    all.resize(kept);
  }

  // What the tables of actors say of the words: a state by its name, its adjective or its
  // people, or by its name within that of one of its bodies ("Pakistan Army").
  const NameRow* StateRow(size_t length, PlaceName* name) const {
    const Hit* hit = hits_.NameAt(name->tokens.begin);
    if (hit == nullptr) return nullptr;
    if (WithoutThe(hit->tokens) == name->tokens) {
      const NameKind kind = hit->row->kind;
      name->associative = kind == NameKind::kAdjective || kind == NameKind::kPeople;
      return kind == NameKind::kCountry || name->associative ? hit->row : nullptr;
    }
    if (hit->row->kind == NameKind::kCountry || hit->tokens.begin != name->tokens.begin) {
      return nullptr;
    }
    for (const auto& match : from_names_) {
      const NameKind kind = KindOf(match);
      if (match.pieces != length) continue;
      if (kind != NameKind::kCountry && kind != NameKind::kAdjective) continue;
      name->associative = true;
      return &lexicon_.names().rows()[match.row];
    }
    return nullptr;
  }

  void AddCountry(size_t length, PlaceName* name) const {
    const NameRow* row = StateRow(length, name);
    if (row == nullptr) return;
    const PlaceTables::Point* point = lexicon_.places().Country(row->country);
    if (point == nullptr) return;
    PlaceCandidate candidate;
    candidate.place = {.name = row->name,
                       .country = row->country,
                       .country_two = {},
                       .admin1_key = {},
                       .admin1 = {},
                       .admin2_key = {},
                       .lat = point->lat,
                       .lon = point->lon,
                       .population = 0,
                       .geonames = point->geonames,
                       .kind = PlaceKind::kCountry};
    candidate.country = row->country;
    candidate.name = row->name;
    name->candidates.push_back(std::move(candidate));
  }

  // "Springfield, Ill.": a short name of a division stands after a place, or is so long or
  // dotted that it is nothing else, or the model takes it for a place.
  bool AllowsShort(size_t i, size_t length, uint32_t row, TokenRange range) const {
    if (lexicon_.places().supplement().At(row).kind != PlaceKind::kAdmin1) return true;
    const std::string_view form = pieces_[i].span.In(doc_.text);
    if (length > 1 || (form.size() >= 3 && IsCapitals(form))) return true;
    const Entity* entity = hits_.EntityAt(range.begin);
    if (entity != nullptr && entity->tokens == range && doc_.EntityLabel(*entity) == "GPE") {
      return true;
    }
    if (out_.empty()) return false;
    const TokenId last = out_.back().tokens.end;
    return last == range.begin || (last + 1 == range.begin && doc_.Form(last) == ",");
  }

  void AddUnknownAt(TokenRange range) {
    PlaceName name;
    name.tokens = name.found = range;
    name.key = kPieceSeed;
    for (const Piece& piece : SplitPieces(doc_.SpanOf(range).In(doc_.text))) {
      name.key = CombinePiece(name.key, piece.folded);
    }
    out_.push_back(std::move(name));
  }

  // The name that begins at `t` and that the words beside it call a town or a district: "the
  // village of Baranja", "in Baranja village", "in Baranja District". Empty if none does.
  TokenRange CalledAPlace(TokenId t) const {
    const PlaceTables& tables = lexicon_.places();
    const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(t)];
    if (!IsNameWord(t) || t < sentence.begin + 2 || IsNameWord(t - 1)) return {};
    TokenId end = t + 1;
    while (end < sentence.end && IsNameWord(end)) ++end;
    TokenId left = t - 1;
    const bool of = doc_.Norm(left) == "of" &&
                    tables.Is(PlaceWord::kGeneric, doc_.Norm(left - 1)) &&
                    syntax_.form(left - 1) == Form::kNoun;
    if (of) return {t, end};
    if (doc_.Norm(left) == "the" && left > sentence.begin) --left;
    if (!tables.Is(PlaceWord::kLocative, doc_.Norm(left))) return {};
    if (end - t > 1 && tables.Is(PlaceWord::kGeneric, doc_.Norm(end - 1))) return {t, end};
    const bool called = end < sentence.end && tables.Is(PlaceWord::kGeneric, doc_.Norm(end)) &&
                        (end + 1 >= sentence.end || syntax_.form(end + 1) != Form::kNoun);
    return called ? TokenRange{t, end} : TokenRange{};
  }

  bool IsNameWord(TokenId t) const {
    const char first = doc_.Form(t).front();
    return syntax_.form(t) == Form::kProper && (first < 'a' || first > 'z');
  }

  // Entities that the model takes for places and the tables don't know, and names that their
  // neighbours call places.
  void AddUnknown() {
    std::vector<bool> taken(doc_.token_count());
    for (const PlaceName& name : out_) {
      for (TokenId t = name.tokens.begin; t < name.tokens.end; ++t) taken[t] = true;
    }
    for (const Entity& entity : doc_.entities) {
      const std::string_view label = doc_.EntityLabel(entity);
      if (label != "GPE" && label != "LOC" && label != "FAC") continue;
      TokenRange range = entity.tokens;
      while (range.size() > 1 && doc_.Norm(range.begin) == "the") ++range.begin;
      bool free = true;
      for (TokenId t = range.begin; t < range.end; ++t) free = free && !taken[t];
      const Hit* hit = hits_.NameAt(range.begin);
      if (!free || (hit != nullptr && hit->row->kind != NameKind::kCapital)) continue;
      for (TokenId t = range.begin; t < range.end; ++t) taken[t] = true;
      AddUnknownAt(range);
    }
    for (TokenId t = 0; t < doc_.token_count(); ++t) {
      const TokenRange range = CalledAPlace(t);
      if (range.empty()) continue;
      bool free = true;
      for (TokenId k = range.begin; k < range.end; ++k) free = free && !taken[k];
      if (free && hits_.NameAt(range.begin) == nullptr) AddUnknownAt(range);
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const auto& a, const auto& b) { return a.tokens.begin < b.tokens.begin; });
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const Gazetteer* gazetteer_;
  PlaceEvidence evidence_;
  const std::vector<Piece> pieces_;
  std::vector<TokenId> token_of_;  // by piece
  std::vector<Gazetteer::Match> from_supplement_, from_gazetteer_;
  std::vector<Names::Match> from_short_, from_adjectives_, from_names_;
  std::vector<PlaceName> out_;
};

}  // namespace

std::vector<PlaceName> FindPlaceNames(const Syntax& syntax, const Hits& hits,
                                      const Lexicon& lexicon, const Gazetteer* gazetteer) {
  return NameFinder(syntax, hits, lexicon, gazetteer).Find();
}

}  // namespace avviso
