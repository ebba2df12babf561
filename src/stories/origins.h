// Origins: whose voices are behind the reports of one act, and how far that carries.
//
// The origin of a report is its innermost voice that has a name; if no voice is named, the
// voice that another copy of the same text names; else the outlet that the sentence names, or
// that the article was copied from at the end of the chain; else the outlet itself.
// "Police" and "Kosovo police", "Kurti" and "Albin Kurti" are one voice within an event, an
// agency's name and its domain are one.

#ifndef AVVISO_STORIES_ORIGINS_H_
#define AVVISO_STORIES_ORIGINS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stories/event_match.h"
#include "stories/merged_event.h"

namespace avviso {

// What is known of voices beyond one article.
struct VoiceBook {
  std::map<std::string, std::string> outlets;    // joined letters of a name -> domain
  std::map<std::string, std::string> countries;  // folded name -> alpha-3
  // Folded capitalised word of names ("Serbian") -> alpha-3; empty if it goes with several.
  std::map<std::string, std::string> words;

  void Note(const std::string& name, const std::string& country);
  // Of a name that was noted; else of a word of it, unless it may be a person's, whose
  // words are all capitalised; else empty.
  std::string CountryOf(const std::string& name) const;
};

struct ReportVoice {
  std::string name;
  bool outlet = false;   // it is an outlet, and no voice is named
  bool unnamed = false;  // the article hints at voices without a name
};

// `outlet` is that of the article at the end of the copies, `sentence` that around the act.
ReportVoice VoiceOf(const Event& event, std::string_view sentence, const std::string& outlet,
                    const VoiceBook& book, const TermWeights& weights);

// Gives reports without a named voice that of another report of the same family, which is
// the row of the article at the end of the copies.
void ShareVoices(const std::vector<uint32_t>& families, std::vector<ReportVoice>* voices);

// Fills in origins, versions and credibility of an event whose reports, contested and
// participants are known. `voices` and `published` are those of the reports in order.
void AddOrigins(const std::vector<ReportVoice>& voices, const std::vector<std::string>& published,
                const VoiceBook& book, const TermWeights& weights, MergedEvent* event);

}  // namespace avviso

#endif  // AVVISO_STORIES_ORIGINS_H_
