// CodedArticle: one article and all that the engine found in it.
//
// A record, with no behaviour; what views write out. Token ranges in `mentions`
// are rows of `document`; spans in `claims` and `events` are bytes of its text.

#ifndef AVVISO_ENGINE_CODED_ARTICLE_H_
#define AVVISO_ENGINE_CODED_ARTICLE_H_

#include <string>
#include <vector>

#include "claims/claim.h"
#include "encoder/reading.h"
#include "events/event.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "reader/article.h"

namespace avviso {

// What made a record; part of each, so that records of two versions can be told apart.
struct EngineStamp {
  std::string version;         // of the program
  std::string model;           // e.g. "en_core_web_sm-3.8.0"
  std::string lexicon;         // a hash of the tables
  std::string gazetteer = {};  // its checksum; empty if none is installed
  std::string encoder = {};    // its checksum; empty if the rules worked alone
};

struct CodedArticle {
  Article article;
  Document document;  // document.text equals article.text
  Reading reading;    // of its tokens; empty without an encoder
  Mentions mentions;
  Claims claims;
  std::vector<Event> events;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_CODED_ARTICLE_H_
