// Each different name of the article is a variable, its bearers are the values. A value's
// score adds up
//
//   how well known the place is             kKnown, by kind and the logarithm of its people
//   the article's other places in its state kSameState
//   and in its first and second order division kSameAdmin1, kSameAdmin2
//   those near to it                        kNear, each e^(-distance / kNearKm)
//   words beside it that say where it is    kInside ("Zvecan, northern Kosovo")
//   the outlet's own country                kHome
//
// where the other names count by how likely each of their bearers is: the softmax of the
// scores of the round before. kRounds rounds, all names at once, so the order of the names
// doesn't matter. The weights were tuned on the even documents of three geocoded sets.

#include "mentions/internal/place_resolver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>

namespace avviso {
namespace {

constexpr int kRounds = 4;
constexpr size_t kMostNear = 150;  // names that are compared by distance
constexpr double kKnown = 0.65;
constexpr double kSameState = 0.6;
constexpr double kSameAdmin1 = 0.85;
constexpr double kSameAdmin2 = 0.8;
constexpr double kNear = 0.8;
constexpr double kNearKm = 85;
constexpr double kInside = 3;
constexpr double kHome = 1.5;
constexpr double kCapital = 2;
constexpr double kOwnDivision = 7.5;
constexpr uint32_t kLargeDivision = 1000000;  // people
constexpr double kOwnTown = 0.15;  // the part of a division's people that makes a town its own
constexpr double kListed = 0.3;    // of kInside, where the comma may be that of a list

// A unit vector: its dot product with another is the cosine of the angle between them.
struct Direction {
  float x = 0, y = 0, z = 0;
};

Direction DirectionOf(const Place& place) {
  constexpr double kDegree = 3.14159265358979323846 / 180;
  const double lat = place.lat * kDegree, lon = place.lon * kDegree;
  return {static_cast<float>(std::cos(lat) * std::cos(lon)),
          static_cast<float>(std::cos(lat) * std::sin(lon)), static_cast<float>(std::sin(lat))};
}

// Along a chord; near enough for places that are near.
double KilometresOf(Direction a, Direction b) {
  const double x = static_cast<double>(a.x) - static_cast<double>(b.x);
  const double y = static_cast<double>(a.y) - static_cast<double>(b.y);
  const double z = static_cast<double>(a.z) - static_cast<double>(b.z);
  return 6371 * std::sqrt(x * x + y * y + z * z);
}

bool IsSpot(PlaceKind kind) {
  return kind <= PlaceKind::kQuarter || kind == PlaceKind::kAdmin2 || kind == PlaceKind::kAdmin ||
         kind >= PlaceKind::kCrossing;
}

double KnownOf(const PlaceCandidate& candidate) {
  const double people = std::log10(1.0 + candidate.place.population);
  switch (candidate.place.kind) {
    case PlaceKind::kCountry: return 11;
    case PlaceKind::kContinent: return 11;
    case PlaceKind::kAdmin1:
      // Those of the project's own table are large, or widely written of.
      if (candidate.place.population == 0) return kOwnDivision;
      return candidate.main ? std::max(7.0, people) : people - 0.5;
    case PlaceKind::kAdmin2: return candidate.main ? people - 0.5 : people - 1.2;
    case PlaceKind::kCapital: return people + kCapital - (candidate.main ? 0 : 0.5);
    case PlaceKind::kSeat: return people + 0.3 - (candidate.main ? 0 : 1.2);
    case PlaceKind::kQuarter: return people - 1 - (candidate.main ? 0 : 1.2);
    case PlaceKind::kTown: return people - (candidate.main ? 0 : 1.2);
    case PlaceKind::kAdmin: return people - 1;
    default: return candidate.place.population == 0 ? 8 : people;
  }
}

// True if `inner` lies in `outer`, by their divisions or, for land without borders, by distance.
bool LiesIn(const PlaceCandidate& inner, const PlaceCandidate& outer) {
  const Place& in = inner.place;
  const Place& out = outer.place;
  switch (out.kind) {
    case PlaceKind::kCountry:
      return in.kind != PlaceKind::kCountry && inner.country == outer.country;
    case PlaceKind::kAdmin1:
      return in.kind != PlaceKind::kAdmin1 && !out.admin1_key.empty() &&
             in.admin1_key == out.admin1_key;
    case PlaceKind::kAdmin2:
      return !out.admin2_key.empty() && in.admin2_key == out.admin2_key &&
             in.kind != PlaceKind::kAdmin2;
    case PlaceKind::kRegion:
    case PlaceKind::kIsland:
      return (out.country.empty() || inner.country == outer.country) && IsSpot(in.kind) &&
             KilometresOf(DirectionOf(in), DirectionOf(out)) < 350;
    default:
      // "Brooklyn, New York": a part of a town, or a village near it.
      return IsSpot(in.kind) && IsSpot(out.kind) && in.admin1_key == out.admin1_key &&
             !in.admin1_key.empty() && in.geonames != out.geonames &&
             in.population < out.population && KilometresOf(DirectionOf(in), DirectionOf(out)) < 30;
  }
}

// A state or a division as large as one: what stands after a comma to tell where a town is.
bool IsState(const PlaceCandidate& candidate) {
  const Place& place = candidate.place;
  return place.kind == PlaceKind::kCountry ||
         (place.kind == PlaceKind::kAdmin1 &&
          (place.population == 0 || place.population >= kLargeDivision));
}

bool IsDivision(const PlaceCandidate& candidate) {
  return candidate.place.kind == PlaceKind::kAdmin1 || candidate.place.kind == PlaceKind::kAdmin2;
}

struct Variable {
  const PlaceName* name = nullptr;
  double mentions = 0;
  std::vector<double> known, score, share;
  std::vector<Direction> direction;
};

class Resolver {
 public:
  Resolver(const Syntax& syntax, const PlaceTables& tables, const std::vector<PlaceName>& names,
           const std::string& home)
      : syntax_(syntax), tables_(tables), names_(names), home_(home) {
    for (const PlaceName& name : names_) {
      const auto [it, added] = row_of_.try_emplace(name.key, variables_.size());
      if (added) {
        Variable variable;
        variable.name = &name;
        for (const PlaceCandidate& candidate : name.candidates) {
          variable.known.push_back(kKnown * KnownOf(candidate) +
                                   (!home_.empty() && candidate.country == home_ ? kHome : 0));
          variable.direction.push_back(DirectionOf(candidate.place));
        }
        variable.score = variable.known;
        variable.share.resize(variable.score.size());
        variables_.push_back(std::move(variable));
      } else if (variables_[it->second].name->candidates.empty() && !name.candidates.empty()) {
        continue;  // resolved by itself
      }
      variables_[it->second].mentions += 1;
    }
    FindPairs();
  }

  std::vector<uint32_t> Resolve() {
    for (int round = 0; round < kRounds; ++round) {
      for (Variable& variable : variables_) Spread(&variable);
      CountAll();
      for (size_t v = 0; v < variables_.size(); ++v) Score(v);
    }
    std::vector<uint32_t> chosen(names_.size(), kUnresolved);
    for (size_t n = 0; n < names_.size(); ++n) chosen[n] = Choose(n);
    return chosen;
  }

 private:
  struct Pair {
    size_t inner, outer;  // rows of names_
    bool listed = false;  // the comma between them may be that of a list
    bool comma = false;   // "X, Y" or "X (Y"
  };

  const Variable& Of(size_t name) const { return variables_[row_of_.at(names_[name].key)]; }

  // "X, Y", "X (Y", "X in Y", "X in northern Y", "Y's X".
  void FindPairs() {
    const Document& doc = syntax_.doc();
    for (size_t n = 0; n + 1 < names_.size(); ++n) {
      const TokenRange first = names_[n].tokens, second = names_[n + 1].tokens;
      if (second.begin <= first.end || second.begin - first.end > 4) continue;
      bool inside = false;
      const std::string_view next = doc.Form(first.end);
      if (next == "," || next == "(" || next == "in" || next == "of" || next == "-") inside = true;
      if (inside) {
        bool clean = true;
        for (TokenId t = first.end + 1; t < second.begin; ++t) {
          clean = clean &&
                  (doc.Norm(t) == "the" || doc.Norm(t) == "in" || doc.upos[t] == Upos::kAdj ||
                   doc.upos[t] == Upos::kNoun || doc.upos[t] == Upos::kPropn || doc.Form(t) == ".");
        }
        if (clean)
          pairs_.push_back({n, n + 1, IsInList(n),
                            second.begin == first.end + 1 && next != "in" && next != "of"});
      }
      if (next == "'s" || next == "’s") pairs_.push_back({n + 1, n});
      if (next == "city" || next == "town" || next == "village" || next == "province" ||
          next == "state" || next == "capital" || next == "region") {
        pairs_.push_back({n + 1, n});
      }
    }
    for (size_t p = 0; p < pairs_.size(); ++p) {
      pairs_of_[row_of_.at(names_[pairs_[p].inner].key)].push_back(p);
      pairs_of_[row_of_.at(names_[pairs_[p].outer].key)].push_back(p);
    }
  }

  // "in Santiago, Concepcion and Valparaiso": the comma after name `n` may be that of a list.
  bool IsInList(size_t n) const {
    const Document& doc = syntax_.doc();
    if (doc.Form(names_[n].tokens.end) != "," || n + 2 >= names_.size()) return false;
    const TokenId end = names_[n + 1].tokens.end;
    const TokenId next = names_[n + 2].tokens.begin;
    const std::string_view joint = doc.Norm(end);
    if (next == end + 1) return joint == "and" || joint == "or" || joint == ",";
    return next == end + 2 && joint == "," &&
           (doc.Norm(end + 1) == "and" || doc.Norm(end + 1) == "or");
  }

  static void Spread(Variable* variable) {
    if (variable->score.empty()) return;
    const double top = *std::max_element(variable->score.begin(), variable->score.end());
    double sum = 0;
    for (size_t c = 0; c < variable->score.size(); ++c) {
      variable->share[c] = std::exp(variable->score[c] - top);
      sum += variable->share[c];
    }
    for (double& share : variable->share) share /= sum;
  }

  // How much of the article is in each state and division.
  void CountAll() {
    in_.clear();
    total_ = 0;
    for (const Variable& variable : variables_) {
      const double weight = std::log2(1 + variable.mentions);
      total_ += weight;
      for (size_t c = 0; c < variable.share.size(); ++c) {
        const PlaceCandidate& candidate = variable.name->candidates[c];
        const double part = weight * variable.share[c];
        if (part < 1e-3) continue;
        if (!candidate.country.empty()) in_[candidate.country] += part;
        if (!candidate.place.admin1_key.empty()) in_[candidate.place.admin1_key] += part;
        if (!candidate.place.admin2_key.empty()) in_[candidate.place.admin2_key] += part;
      }
    }
  }

  // The part of the others in `area`: all, less the variable's own.
  double Others(std::string_view area, double own) const {
    if (area.empty()) return 0;
    const auto it = in_.find(area);
    const double sum = it == in_.end() ? 0 : it->second - own;
    return std::max(0.0, sum);
  }

  void Score(size_t v) {
    Variable& variable = variables_[v];
    const double weight = std::log2(1 + variable.mentions);
    const auto& candidates = variable.name->candidates;
    std::map<std::string_view, double> own;
    for (size_t c = 0; c < candidates.size(); ++c) {
      const double part = weight * variable.share[c];
      if (part < 1e-3) continue;
      own[candidates[c].country] += part;
      own[candidates[c].place.admin1_key] += part;
      own[candidates[c].place.admin2_key] += part;
    }
    const auto support = [&](std::string_view area) {
      const auto it = own.find(area);
      const double others = Others(area, it == own.end() ? 0 : it->second);
      return std::log(1 + 4 * others);
    };
    for (size_t c = 0; c < candidates.size(); ++c) {
      const PlaceCandidate& candidate = candidates[c];
      double score = variable.known[c];
      score += kSameState * support(candidate.country);
      if (candidate.place.kind != PlaceKind::kCountry) {
        score += kSameAdmin1 * support(candidate.place.admin1_key);
        score += kSameAdmin2 * support(candidate.place.admin2_key);
        score += kNear * Near(v, c);
      }
      const auto pairs = pairs_of_.find(v);
      if (pairs != pairs_of_.end()) score += kInside * PairsFor(v, candidate, pairs->second);
      next_.push_back(score);
    }
    variable.score.swap(next_);
    next_.clear();
  }

  double Near(size_t v, size_t c) const {
    if (variables_.size() > kMostNear || !IsSpot(variables_[v].name->candidates[c].place.kind))
      return 0;
    double near = 0;
    const Direction here = variables_[v].direction[c];
    for (size_t w = 0; w < variables_.size(); ++w) {
      if (w == v) continue;
      double best = 0;
      const Variable& other = variables_[w];
      for (size_t d = 0; d < other.share.size(); ++d) {
        if (other.share[d] < 0.05 || !IsSpot(other.name->candidates[d].place.kind)) continue;
        const double km = KilometresOf(here, other.direction[d]);
        if (km < 4 * kNearKm) best = std::max(best, other.share[d] * std::exp(-km / kNearKm));
      }
      near += best;
    }
    return std::log(1 + near);
  }

  // 1 for each pair of the variable that bears the candidate out, at most 1.5 in all.
  double PairsFor(size_t v, const PlaceCandidate& candidate,
                  const std::vector<size_t>& pairs) const {
    double sum = 0;
    for (const size_t p : pairs) {
      const bool inner = &Of(pairs_[p].inner) == &variables_[v];
      sum += Borne(candidate, pairs_[p], inner);
    }
    return std::min(sum, 1.5);
  }

  // True if the inner name is that of a state, too: only "Lebanon, Pennsylvania" is none then.
  bool IsStateToo(const Pair& pair) const {
    const auto& candidates = Of(pair.inner).name->candidates;
    return std::any_of(candidates.begin(), candidates.end(),
                       [](const PlaceCandidate& c) { return c.place.kind == PlaceKind::kCountry; });
  }

  double Borne(const PlaceCandidate& candidate, const Pair& pair, bool inner) const {
    const Variable& other = Of(inner ? pair.outer : pair.inner);
    double best = 0;
    for (size_t d = 0; d < other.share.size(); ++d) {
      const PlaceCandidate& partner = other.name->candidates[d];
      const bool holds = inner ? LiesIn(candidate, partner) : LiesIn(partner, candidate);
      if (!holds || (inner && IsStateToo(pair) && !(pair.comma && IsState(partner)))) continue;
      const double trust = pair.listed && !IsState(inner ? partner : candidate) ? kListed : 1;
      // A partner that isn't likely by itself may be the one that is meant.
      best = std::max(best, trust * (0.5 + 0.5 * other.share[d]));
    }
    return best;
  }

  // One sense an article, but where the words beside one mention say otherwise.
  uint32_t ChooseBearer(size_t n) const {
    const PlaceName& name = names_[n];
    const Variable& variable = Of(n);
    if (name.candidates.empty()) return kUnresolved;
    std::vector<double> scores = variable.score;
    if (name.candidates.size() != scores.size()) scores.assign(name.candidates.size(), 0);
    uint32_t best = Best(scores);
    const auto pairs = pairs_of_.find(row_of_.at(name.key));
    if (pairs == pairs_of_.end()) return best;
    for (const size_t p : pairs->second) {
      if (pairs_[p].inner != n) continue;
      if (Borne(name.candidates[best], pairs_[p], true) > 0) return best;
      for (size_t c = 0; c < scores.size(); ++c) {
        scores[c] += 2 * kInside * Borne(name.candidates[c], pairs_[p], true);
      }
      best = Best(scores);
    }
    return best;
  }

  // A division and the town that it is called by are told apart by the words beside the name.
  uint32_t Choose(size_t n) const {
    const uint32_t best = ChooseBearer(n);
    if (best == kUnresolved) return best;
    const PlaceName& name = names_[n];
    const Document& doc = syntax_.doc();
    const TokenRange range = name.tokens;
    const bool said =
        (range.end < doc.token_count() && tables_.Is(PlaceWord::kDivision, doc.Norm(range.end))) ||
        (range.begin > 1 && doc.Norm(range.begin - 1) == "of" &&
         tables_.Is(PlaceWord::kDivision, doc.Norm(range.begin - 2)));
    if (said == IsDivision(name.candidates[best])) return best;
    for (uint32_t c = 0; c < name.candidates.size(); ++c) {
      if (said ? IsOwnTown(name.candidates[best], name.candidates[c])
               : IsOwnTown(name.candidates[c], name.candidates[best])) {
        return c;
      }
    }
    return best;
  }

  static bool IsOwnTown(const PlaceCandidate& town, const PlaceCandidate& division) {
    return IsDivision(division) && town.place.kind <= PlaceKind::kCapital && town.main &&
           !town.place.admin1_key.empty() && town.place.admin1_key == division.place.admin1_key &&
           division.place.population > 0 &&
           town.place.population >= kOwnTown * division.place.population;
  }

  static uint32_t Best(const std::vector<double>& scores) {
    return static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  }

  const Syntax& syntax_;
  const PlaceTables& tables_;
  const std::vector<PlaceName>& names_;
  const std::string home_;
  std::vector<Variable> variables_;
  std::unordered_map<uint64_t, size_t> row_of_;  // by key
  std::vector<Pair> pairs_;
  std::unordered_map<size_t, std::vector<size_t>> pairs_of_;  // by variable
  std::map<std::string_view, double> in_;
  double total_ = 0;
  std::vector<double> next_;
};

}  // namespace

std::vector<uint32_t> ResolvePlaces(const Syntax& syntax, const PlaceTables& tables,
                                    const std::vector<PlaceName>& names, const std::string& home) {
  return Resolver(syntax, tables, names, home).Resolve();
}

}  // namespace avviso
