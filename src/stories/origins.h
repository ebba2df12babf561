// Origins: whose voices are behind the reports of one act, and how far that carries.
//
// The origin of a report is its innermost voice that has a name; if no voice is named, the
// outlet that the article was copied from at the end of the chain; else the outlet itself.
// "Police" and "Kosovo police", "Kurti" and "Albin Kurti" are one voice within an event, an
// agency's name and its domain are one.

#ifndef AVVISO_STORIES_ORIGINS_H_
#define AVVISO_STORIES_ORIGINS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "stories/event_match.h"
#include "stories/merged_event.h"

namespace avviso {

// What is known of voices beyond one article.
struct VoiceBook {
  std::map<std::string, std::string> outlets;    // joined letters of a name -> domain
  std::map<std::string, std::string> countries;  // folded name -> alpha-3
};

struct ReportVoice {
  std::string name;
  bool outlet = false;   // it is an outlet, and no voice is named
  bool unnamed = false;  // the article hints at voices without a name
};

// `outlet` is that of the article at the end of the copies.
ReportVoice VoiceOf(const Event& event, const std::string& outlet, const VoiceBook& book,
                    const TermWeights& weights);

// Fills in origins, versions and credibility of an event whose reports, contested and
// participants are known. `voices` and `published` are those of the reports in order.
void AddOrigins(const std::vector<ReportVoice>& voices, const std::vector<std::string>& published,
                const VoiceBook& book, const TermWeights& weights, MergedEvent* event);

}  // namespace avviso

#endif  // AVVISO_STORIES_ORIGINS_H_
