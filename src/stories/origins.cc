// Credibility follows the second axis of the Admiralty code, computed and never assigned:
//
//   1  three independent origins or more, of two sides or more, none contesting
//   2  two independent origins, none contesting
//   3  one origin that is no party to the act
//   4  contested, with more origins for it than against it
//   5  contested by as many voices as tell it, or more
//   6  can't be judged: told by a party to it alone, or by nobody who has a name

#include "stories/origins.h"

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "base/utf8.h"
#include "stories/copies.h"

namespace avviso {
namespace {

std::vector<uint32_t> Stems(const std::string& name, const TermWeights& weights) {
  std::vector<uint32_t> stems;
  for (const TextWord& word : SplitText(name).words) {
    if (!weights.IsCommon(word.stem)) stems.push_back(word.stem);
  }
  std::sort(stems.begin(), stems.end());
  return stems;
}

bool Capital(std::string_view word) {
  size_t at = 0;
  return IsUpperCase(DecodeUtf8(word, &at));
}

bool Has(const std::vector<MergedParticipant>& side, const std::string& name,
         const std::string& country, const TermWeights& weights) {
  const std::vector<uint32_t> stems = Stems(name, weights);
  return std::any_of(side.begin(), side.end(), [&](const MergedParticipant& actor) {
    return NamesMeet(stems, Stems(actor.name, weights)) ||
           (!country.empty() && country == actor.country);
  });
}

// By name, or by country where the two sides are of different ones.
Origin::Side SideOf(const std::string& name, const MergedEvent& event, const VoiceBook& book,
                    const TermWeights& weights) {
  const std::string country = book.CountryOf(name);
  const bool source = Has(event.source, name, country, weights);
  const bool target = Has(event.target, name, country, weights);
  if (source && !target) return Origin::Side::kActor;
  if (target && !source) return Origin::Side::kTarget;
  if (!source) return Origin::Side::kThird;
  return Has(event.target, name, "", weights) ? Origin::Side::kTarget : Origin::Side::kActor;
}

std::string Counted(size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

void Judge(MergedEvent* event) {
  std::set<Origin::Side> sides;
  size_t named = 0;
  for (const Origin& origin : event->origins) {
    if (origin.unnamed) continue;
    ++named;
    sides.insert(origin.side);
  }
  const size_t against = event->contested.size();
  const std::string told =
      Counted(named, "independent origin") + " on " + Counted(sides.size(), "side");
  if (against > 0) {
    event->credibility = named > against ? 4 : 5;
    event->derivation = told + ", contested by " + Counted(against, "record");
  } else if (named == 0) {
    event->credibility = 6;
    event->derivation = "no origin has a name";
  } else if (named == 1 && !sides.contains(Origin::Side::kThird)) {
    event->credibility = 6;
    event->derivation = "the only origin is a party to the act";
  } else {
    event->credibility = named == 1 ? 3 : named >= 3 && sides.size() >= 2 ? 1 : 2;
    event->derivation = told + ", uncontested";
  }
}

}  // namespace

void VoiceBook::Note(const std::string& name, const std::string& country) {
  if (country.empty()) return;
  countries.emplace(Folded(name), country);
  for (const TextWord& word : SplitText(name).words) {
    const std::string_view text = word.span.In(name);
    if (!Capital(text)) continue;
    const auto [held, added] = words.emplace(Folded(text), country);
    if (!added && held->second != country) held->second.clear();
  }
}

std::string VoiceBook::CountryOf(const std::string& name) const {
  const auto noted = countries.find(Folded(name));
  if (noted != countries.end()) return noted->second;
  std::string country;
  bool body = false;
  for (const TextWord& word : SplitText(name).words) {
    const std::string_view text = word.span.In(name);
    if (!Capital(text)) {
      body = true;
      continue;
    }
    const auto held = words.find(Folded(text));
    if (country.empty() && held != words.end()) country = held->second;
  }
  return body ? country : "";
}

ReportVoice VoiceOf(const Event& event, std::string_view sentence, const std::string& outlet,
                    const VoiceBook& book, const TermWeights& weights) {
  bool hinted = false;
  for (const Voice& voice : event.attribution) {
    if (voice.kind == VoiceKind::kUnnamed || Stems(voice.name, weights).empty()) {
      hinted = true;
      continue;
    }
    const auto known = book.outlets.find(JoinedName(voice.name));
    if (known != book.outlets.end()) return {known->second, true, false};
    return {voice.name, false, false};
  }
  const std::string named = OutletNamedIn(sentence, book.outlets, outlet);
  if (!named.empty()) return {named, true, false};
  return {outlet, true, hinted && outlet.empty()};
}

void ShareVoices(const std::vector<uint32_t>& families, std::vector<ReportVoice>* voices) {
  std::map<uint32_t, size_t> named;  // family -> the first report with a voice
  for (size_t row = 0; row < voices->size(); ++row) {
    if (!(*voices)[row].outlet) named.emplace(families[row], row);
  }
  for (size_t row = 0; row < voices->size(); ++row) {
    const auto other = named.find(families[row]);
    if ((*voices)[row].outlet && other != named.end()) (*voices)[row] = (*voices)[other->second];
  }
}

void AddOrigins(const std::vector<ReportVoice>& voices, const std::vector<std::string>& published,
                const VoiceBook& book, const TermWeights& weights, MergedEvent* event) {
  std::vector<std::vector<uint32_t>> stems;
  std::vector<bool> outlet;
  for (uint32_t row = 0; row < voices.size(); ++row) {
    const ReportVoice& voice = voices[row];
    const std::vector<uint32_t> own = Stems(voice.name, weights);
    size_t at = 0;
    while (at < event->origins.size() &&
           !(outlet[at] == voice.outlet && (event->origins[at].name == voice.name ||
                                            (!voice.outlet && NamesMeet(own, stems[at]))))) {
      ++at;
    }
    if (at == event->origins.size()) {
      event->origins.push_back({voice.name, Origin::Side::kThird, voice.unnamed, {}});
      stems.push_back(own);
      outlet.push_back(voice.outlet);
    } else if (own.size() > stems[at].size()) {  // the fuller name
      event->origins[at].name = voice.name;
      stems[at] = own;
    }
    event->origins[at].reports.push_back(row);
    event->versions.push_back(
        {published[row], row, row + 1, static_cast<uint32_t>(event->origins.size())});
  }
  for (size_t i = 0; i < event->origins.size(); ++i) {
    if (!outlet[i]) event->origins[i].side = SideOf(event->origins[i].name, *event, book, weights);
  }
  Judge(event);
}

}  // namespace avviso
