// At each word with a capital the longest name of the tables that could be meant is
// taken. What speaks for a place and against it is added up: the model's entity, the
// preposition before it, how well known the best of its bearers is, the words around it.
// Weights are whole or half points; kEnough was chosen on the even documents of three
// geocoded sets (docs/quality.md).

#include "mentions/internal/place_names.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace avviso {
namespace {

constexpr size_t kLongestName = 8;  // pieces
constexpr uint32_t kMostCandidates = 40;
constexpr double kEnough = 1;
constexpr double kInList = 1.5;
constexpr double kBeforeGeneric = 2;
constexpr double kGoal = 1.5;
constexpr double kWellKnown = 1.5;  // by Weight
constexpr TokenId kNone = UINT32_MAX;

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsLocative(std::string_view word) {
  return IsOneOf(word, {"in", "at", "near", "from", "outside", "around", "across", "into", "inside",
                        "toward", "towards", "throughout", "via"});
}

bool IsTitle(std::string_view norm) {
  return IsOneOf(norm,
                 {"mr.",  "mrs.", "ms.",     "dr.",   "mr",    "mrs",   "ms",      "dr",    "sir",
                  "lord", "lady", "prof.",   "sgt.",  "capt.", "lt.",   "col.",    "gen.",  "rev.",
                  "sen.", "rep.", "justice", "judge", "coach", "actor", "actress", "singer"});
}

// Words that make another place of the name that follows: "New London", "Mount Vernon".
bool IsPrefix(std::string_view norm) {
  return IsOneOf(norm, {"new", "mount", "mt.", "fort", "ft.", "lake", "port", "saint", "st.", "san",
                        "santa", "el", "los", "las"});
}

// Words that name a division or a town by the name before them.
bool IsGeneric(std::string_view norm) {
  return IsOneOf(norm, {"county", "township", "city", "town", "village", "parish", "district",
                        "province", "region", "state", "oblast", "municipality", "governorate",
                        "prefecture", "borough", "area", "department", "metropolitan"});
}

bool IsCapitals(std::string_view form) {
  return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsStreet(std::string_view norm) {
  return IsOneOf(norm, {"street", "avenue", "road", "drive", "boulevard", "lane", "ave.", "ave",
                        "blvd.", "blvd", "rd.", "highway", "parkway", "st."});
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
        pieces_(SplitPieces(doc_.text)) {
    TokenId t = 0;
    for (const Piece& piece : pieces_) {
      while (t < doc_.token_count() && doc_.span[t].end <= piece.span.begin) ++t;
      token_of_.push_back(t < doc_.token_count() && doc_.span[t].Overlaps(piece.span) ? t : kNone);
    }
    for (const Entity& entity : doc_.entities) {
      if (doc_.EntityLabel(entity) != "PERSON" || entity.tokens.size() < 2) continue;
      surnames_.insert(doc_.Norm(entity.tokens.end - 1));
    }
  }

  std::vector<PlaceName> Find() {
    for (size_t i = 0; i < pieces_.size();) i += std::max<size_t>(1, FindAt(i));
    // What is a place once is more likely to be one elsewhere.
    for (const PlaceName& name : out_) {
      if (name.associative) continue;
      accepted_.insert(name.key);
      listed_.insert(name.tokens.begin);
    }
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
      if (range.empty()) continue;
      PlaceName name;
      name.tokens = name.found = range;
      AddCandidates(i, length, &name);
      name.key = kPieceSeed;
      for (size_t k = i; k < i + length; ++k) {
        name.key = CombinePiece(name.key, pieces_[k].folded);
      }
      if (name.candidates.empty() || !Accept(&name)) continue;
      out_.push_back(std::move(name));
      return length;
    }
    return 0;
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
      if (KindOf(match) == NameKind::kCountry) lengths->push_back(match.pieces);
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
      if (!IsOneOf(word, {"al", "crossing", "camp", "river", "region", "island", "plant", "prison",
                          "airport", "base", "border", "coast", "peninsula", "territories"})) {
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
      if (match.pieces != length || KindOf(match) != NameKind::kCountry) continue;
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
    const Entity* entity = EntityOf(range);
    if (entity != nullptr && entity->tokens == range && doc_.EntityLabel(*entity) == "GPE") {
      return true;
    }
    if (out_.empty()) return false;
    const TokenId last = out_.back().tokens.end;
    return last == range.begin || (last + 1 == range.begin && doc_.Form(last) == ",");
  }

  const Entity* EntityOf(TokenRange range) const { return hits_.EntityAt(range.begin); }

  double Weight(const PlaceName& name) const {
    double best = -1;
    for (const PlaceCandidate& candidate : name.candidates) {
      const PlaceKind kind = candidate.place.kind;
      double weight = 0;
      if (kind == PlaceKind::kCountry ||
          (kind >= PlaceKind::kContinent && kind != PlaceKind::kSite &&
           candidate.place.population == 0)) {
        weight = 3;
      } else if (kind == PlaceKind::kCapital && candidate.main) {
        weight = 2;
      } else if (kind == PlaceKind::kAdmin1) {
        weight = candidate.main ? 3 : 1;
      } else {
        const double people = candidate.place.population;
        weight = people >= 1e6 ? 2 : people >= 1e5 ? 1.5 : people >= 15000 ? 0.5 : 0;
        if (!candidate.main) weight -= 0.5;
      }
      best = std::max(best, weight);
    }
    return best;
  }

  // The points of the entity that the model has there.
  double OfEntity(PlaceName* name) const {
    const Entity* entity = EntityOf(name->found);
    if (entity == nullptr) return 0;
    const std::string_view label = doc_.EntityLabel(*entity);
    const bool inside = name->found.size() < entity->tokens.size() &&
                        !(name->found.size() + 1 == entity->tokens.size() &&
                          doc_.Norm(entity->tokens.begin) == "the");
    if (label == "GPE" || label == "LOC") return 3;
    if (label == "FAC") {
      name->associative |= inside;
      return inside ? (Weight(*name) < kWellKnown ? -2 : -1) : 2.5;
    }
    if (label == "NORP") return name->associative ? 1 : -0.5;
    if (label == "PERSON") {
      // "Anderson County Sheriff" is no person, whatever the model says.
      if (inside && name->found.size() > 1 && IsGeneric(doc_.Norm(name->found.end - 1))) return 0;
      return inside ? -6 : -2.5;
    }
    if (label == "ORG") {
      name->associative |= inside;
      if (!inside) return 0.5;
      // "Cornell University" tells of no small town.
      if (Weight(*name) < kWellKnown) return -0.5;
      return name->found.begin == entity->tokens.begin ? 1 : 0;
    }
    if (label == "EVENT" || label == "LAW" || label == "WORK_OF_ART" || label == "PRODUCT" ||
        label == "LANGUAGE") {
      name->associative |= inside;
      return label == "LANGUAGE" ? -4 : -0.5;
    }
    return -3;
  }

  // "fled Kumba", "visited Bamako"
  bool IsGoal(TokenRange range) const {
    const TokenId t = range.end - 1;
    const bool object = syntax_.dep(t) == Dep::kDobj || syntax_.dep(t) == Dep::kNsubjpass;
    return object &&
           lexicon_.patterns().Class("movement").Has(lexicon_.Word(doc_.Lemma(syntax_.head(t))));
  }

  double OfNeighbours(const PlaceName& name) const {
    const TokenRange range = name.found;
    double points = IsGoal(range) ? kGoal : 0;
    TokenId before = range.begin;
    if (before > 0 && doc_.Norm(before - 1) == "the") --before;
    const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(range.begin)];
    if (before > sentence.begin) {
      const std::string_view word = doc_.Norm(before - 1);
      if (IsLocative(word)) points += 2;
      if (word == "to" || word == "of") points += 0.5;
      if (IsTitle(word)) points -= 5;
      // "John Paris": an unknown name before it.
      if (syntax_.form(before - 1) == Form::kProper && hits_.EntityAt(before - 1) &&
          doc_.EntityLabel(*hits_.EntityAt(before - 1)) == "PERSON") {
        points -= 2;
      }
      if (IsListed(before - 1, word)) points += kInList;
    }
    if (range.end < sentence.end) {
      if (IsGeneric(doc_.Norm(range.end)) && syntax_.form(range.end) != Form::kProper) {
        points += kBeforeGeneric;
      }
      if (range.end + 1 < sentence.end && listed_.count(range.end + 1) > 0 &&
          IsOneOf(doc_.Norm(range.end), {",", "and", "or"})) {
        points += kInList;
      }
      if (IsStreet(doc_.Norm(range.end)) && syntax_.form(range.end) == Form::kProper) points -= 6;
      if (doc_.Form(range.end) == "," && range.end + 1 < sentence.end &&
          StartsRegion(range.end + 1))
        points += 2;
    }
    return points;
  }

  // True if the word before, at `joint`, joins the name to a place.
  bool IsListed(TokenId joint, std::string_view word) const {
    return IsOneOf(word, {",", "and", "or"}) && !out_.empty() && out_.back().tokens.end == joint &&
           !out_.back().associative;
  }

  bool StartsRegion(TokenId t) const {
    const Hit* hit = hits_.NameAt(t);
    if (hit != nullptr && hit->row->kind == NameKind::kCountry) return true;
    const Entity* entity = hits_.EntityAt(t);
    return entity != nullptr && doc_.EntityLabel(*entity) == "GPE";
  }

  // True if the name goes on to the left or right, so something else is named.
  bool IsCut(const PlaceName& name) const {
    const TokenRange range = name.found;
    const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(range.begin)];
    const Entity* entity = EntityOf(range);
    if (range.begin > sentence.begin && !out_.empty() && out_.back().tokens.end == range.begin) {
      return false;
    }
    if (range.begin > sentence.begin && syntax_.form(range.begin - 1) == Form::kProper) {
      if (IsPrefix(doc_.Norm(range.begin - 1))) return true;
    }
    if (entity == nullptr || name.associative) return false;
    const std::string_view label = doc_.EntityLabel(*entity);
    if (label != "GPE" && label != "LOC") return false;
    if (range.size() > 1 && IsGeneric(doc_.Norm(range.end - 1))) return false;
    for (TokenId t = range.end; t < entity->tokens.end; ++t) {
      if (syntax_.form(t) == Form::kProper && !IsGeneric(doc_.Norm(t))) return true;
    }
    return false;
  }

  bool Accept(PlaceName* name) {
    if (IsCut(*name)) return false;
    double points = OfEntity(name) + Weight(*name) + OfNeighbours(*name);
    if (name->found.size() > 1) points += 0.5;
    if (accepted_.count(name->key) > 0) points += 2;
    bool proper = true;
    for (TokenId t = name->found.begin; t < name->found.end; ++t) {
      const Form form = syntax_.form(t);
      if (t == name->found.begin || t + 1 == name->found.end) proper &= form == Form::kProper;
    }
    if (!proper && !name->associative) points -= 1.5;
    if (surnames_.count(doc_.Norm(name->found.end - 1)) > 0 && name->found.size() == 1) points -= 2;
    // "Walker County" is no person, whatever the model says.
    const bool named_so =
        name->found.size() > 1 && IsGeneric(doc_.Norm(name->found.end - 1)) && points > -2;
    if (named_so) points += 2;
    if (points < kEnough) return false;
    Widen(name);
    return true;
  }

  // "Salem Township" is what is named, though the tables know Salem alone.
  void Widen(PlaceName* name) const {
    const Entity* entity = EntityOf(name->found);
    if (entity != nullptr && name->found.size() > 1 && entity->tokens.end > name->found.end &&
        IsGeneric(doc_.Norm(name->found.end - 1))) {
      name->associative = true;  // "Walker County Jail"
    }
    if (entity == nullptr || name->associative) return;
    const std::string_view label = doc_.EntityLabel(*entity);
    if (label != "GPE" && label != "LOC") return;
    TokenRange range = entity->tokens;
    while (range.size() > 1 && doc_.Norm(range.begin) == "the") ++range.begin;
    if (range.begin != name->found.begin || range.end <= name->tokens.end) return;
    for (TokenId t = name->tokens.end; t < range.end; ++t) {
      if (syntax_.form(t) != Form::kProper) return;
    }
    name->tokens = range;
    name->part = true;
  }

  // Entities that the model takes for places and the tables don't know.
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
      PlaceName name;
      name.tokens = name.found = range;
      name.key = kPieceSeed;
      for (const Piece& piece : SplitPieces(doc_.SpanOf(range).In(doc_.text))) {
        name.key = CombinePiece(name.key, piece.folded);
      }
      out_.push_back(std::move(name));
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const auto& a, const auto& b) { return a.tokens.begin < b.tokens.begin; });
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const Gazetteer* gazetteer_;
  const std::vector<Piece> pieces_;
  std::vector<TokenId> token_of_;  // by piece
  std::unordered_set<std::string_view> surnames_;
  std::unordered_set<uint64_t> accepted_;
  std::unordered_set<TokenId> listed_;  // where places begin, as far as the first pass tells
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
