#include "events/internal/place_relations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace avviso {
namespace {

constexpr double kUnsaidKm = 10;
constexpr double kDegree = 3.14159265358979323846 / 180;
constexpr TokenId kLongestDateline = 16;  // tokens

struct Compass {
  std::string_view noun, adjective;
  double bearing;  // degrees from north, clockwise
};
constexpr std::array<Compass, 8> kCompass = {{{"north", "northern", 0},
                                              {"northeast", "northeastern", 45},
                                              {"east", "eastern", 90},
                                              {"southeast", "southeastern", 135},
                                              {"south", "southern", 180},
                                              {"southwest", "southwestern", 225},
                                              {"west", "western", 270},
                                              {"northwest", "northwestern", 315}}};

// "north-east" is "northeast".
std::string Plain(std::string_view norm) {
  std::string plain(norm);
  plain.erase(std::remove(plain.begin(), plain.end(), '-'), plain.end());
  return plain;
}

const Compass* CompassOf(std::string_view norm) {
  const std::string plain = Plain(norm);
  for (const Compass& compass : kCompass) {
    if (plain == compass.noun) return &compass;
  }
  return nullptr;
}

bool IsPartOf(std::string_view norm) {
  const std::string plain = Plain(norm);
  if (plain == "central") return true;
  return std::any_of(kCompass.begin(), kCompass.end(), [&](const Compass& compass) {
    return plain == compass.adjective || plain == compass.noun;
  });
}

double KilometresPer(std::string_view unit) {
  if (unit == "km" || unit == "kms" || unit == "kilometers" || unit == "kilometres" ||
      unit == "kilometer" || unit == "kilometre") {
    return 1;
  }
  if (unit == "miles" || unit == "mile") return 1.609;
  return 0;
}

// The point that lies `km` from (lat, lon) towards `bearing`; near enough for days' marches.
void Move(double km, double bearing, PlaceMention* place) {
  const double lat = *place->lat + km / 111.2 * std::cos(bearing * kDegree);
  const double narrow = std::max(0.05, std::cos(*place->lat * kDegree));
  double lon = *place->lon + km / (111.2 * narrow) * std::sin(bearing * kDegree);
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  place->lat = std::clamp(lat, -90.0, 90.0);
  place->lon = lon;
}

// The distance that ends before token `t`: its first token, and kilometres.
std::optional<std::pair<TokenId, double>> DistanceBefore(const Document& doc, TokenId begin,
                                                         TokenId t) {
  if (t < begin + 2) return std::nullopt;
  const double unit = KilometresPer(doc.Norm(t - 1));
  if (unit == 0) return std::nullopt;
  TokenId at = t - 2;
  if (doc.Form(at) == "-" && at > begin) --at;
  std::string digits;
  for (const char c : doc.Form(at)) {
    if (c != ',') digits += c;
  }
  double value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  // Farther than this it is no description of a place.
  if (!(value > 0 && value * unit < 1000)) return std::nullopt;
  return std::pair{at, value * unit};
}

void Widen(const Document& doc, TokenRange words, EventPlace* found) {
  found->text = doc.SpanOf(words);
  found->place.name = found->text.In(doc.text);
  found->place.precision = PlaceMention::Precision::kArea;
  found->place.geonames = 0;
}

}  // namespace

EventPlace RelatedPlace(const Syntax& syntax, const PlaceMention& place) {
  const Document& doc = syntax.doc();
  const TokenId sentence = doc.sentences[syntax.tree().SentenceOf(place.tokens.begin)].begin;
  EventPlace found;
  found.text = doc.SpanOf(place.tokens);
  found.place = place;
  TokenId t = place.tokens.begin;
  if (t > sentence && doc.Norm(t - 1) == "the") --t;
  if (t == sentence) return found;
  const std::string_view before = doc.Norm(t - 1);
  if (IsPartOf(before)) {
    Widen(doc, {t - 1, place.tokens.end}, &found);
    return found;
  }
  if (before == "near" || before == "outside") {
    const std::string name = found.place.name;
    Widen(doc, {t - 1, place.tokens.end}, &found);
    found.place.name = name;
    found.place.geonames = place.geonames;
    return found;
  }
  if ((before != "of" && before != "from") || t < sentence + 2) return found;
  const Compass* compass = CompassOf(doc.Norm(t - 2));
  const TokenId end = compass == nullptr ? t - 1 : t - 2;
  const auto distance = DistanceBefore(doc, sentence, end);
  if (compass == nullptr && !distance) return found;
  if (found.place.lat && compass != nullptr) {
    Move(distance ? distance->second : kUnsaidKm, compass->bearing, &found.place);
  }
  Widen(doc, {distance ? distance->first : end, place.tokens.end}, &found);
  return found;
}

bool IsPartNamed(const Syntax& syntax, const PlaceMention& place) {
  const Document& doc = syntax.doc();
  const TokenId t = place.tokens.begin;
  return t > doc.sentences[syntax.tree().SentenceOf(t)].begin && IsPartOf(doc.Norm(t - 1));
}

std::optional<EventPlace> StripOf(const Syntax& syntax, const Mentions& mentions, TokenId head) {
  const Document& doc = syntax.doc();
  const TokenRange phrase = syntax.tree().Subtree(head);
  std::vector<const PlaceMention*> named;
  for (const PlaceMention& place : mentions.places) {
    if (place.tokens.begin >= phrase.begin && place.tokens.end <= phrase.end) {
      named.push_back(&place);
    }
  }
  if (named.empty()) return std::nullopt;
  EventPlace found;
  found.place = *named.front();
  // Two names may be one border's two sides; more are something else.
  const bool between = named.size() == 2 && named[0]->country != named[1]->country;
  if (between && named[0]->lat && named[1]->lat) {
    found.place.lat = (*named[0]->lat + *named[1]->lat) / 2;
    found.place.lon = (*named[0]->lon + *named[1]->lon) / 2;
    if (std::abs(*named[0]->lon - *named[1]->lon) > 180) found.place.lon = named[0]->lon;
    found.place.name += "-" + named[1]->name;
    found.place.admin1.clear();
  }
  const TokenId last = between ? named[1]->tokens.end : named[0]->tokens.end;
  found.text = doc.SpanOf({phrase.begin, std::max(last, head + 1)});
  found.place.name += " " + std::string(doc.Form(head));
  found.place.geonames = 0;
  found.place.precision = PlaceMention::Precision::kArea;
  found.place.associative = false;
  return found;
}

const PlaceMention* DatelineOf(const Document& doc, const Mentions& mentions) {
  if (mentions.places.empty()) return nullptr;
  for (const PlaceMention& place : mentions.places) {
    const TokenId t = place.tokens.begin;
    if (t > 60) return nullptr;
    // At the beginning of the text or of a block.
    const uint32_t begin = doc.span[t].begin;
    if (begin > 0 && doc.text[begin - 1] != '\n') continue;
    for (TokenId end = place.tokens.end;
         end < doc.token_count() && end < place.tokens.end + kLongestDateline; ++end) {
      const std::string_view form = doc.Form(end);
      const bool dash = form == "—" || form == "–" || form == "--" || form == "-";
      const uint32_t at = doc.span[end].begin;
      // A dash within a word is none.
      if (dash && at > 0 && doc.text[at - 1] == ' ') return &place;
      if (form == "." && end + 1 < doc.token_count() && doc.span[end + 1].begin > at + 1) break;
    }
  }
  return nullptr;
}

}  // namespace avviso
