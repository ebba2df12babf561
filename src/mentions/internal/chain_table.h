// The chains in the making: drafts of mentions, and which chain each is in.

#ifndef AVVISO_MENTIONS_INTERNAL_CHAIN_TABLE_H_
#define AVVISO_MENTIONS_INTERNAL_CHAIN_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "mentions/internal/actors.h"
#include "mentions/internal/hits.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// What chains are made from besides the drafts. Views all of them.
struct ChainInput {
  const Syntax& syntax;
  const Hits& hits;
  const Lexicon& lexicon;
  const MentionContext& context;
  const std::vector<PlaceMention>& places;
};

// What is known of a chain.
struct Chain {
  std::string name;
  std::vector<std::string> words;  // of a personal name, folded
  std::string country, sector, id;
  std::vector<std::string> roles;
  ActorMention::Kind kind = ActorMention::Kind::kUnnamed;
  bool person = false;
  bool plural = false;
  bool own_country = false;
  Gender gender = Gender::kUnknown;
};

struct ChainTable {
  ChainTable(std::vector<ActorDraft> all, size_t tokens)
      : drafts(std::move(all)), draft_at(tokens, 0), chain_of(drafts.size(), kNoMention) {
    for (size_t i = 0; i < drafts.size(); ++i) draft_at[drafts[i].mention.head] = i + 1;
  }

  std::vector<ActorDraft> drafts;
  std::vector<size_t> draft_at;    // by token, 1-based; 0: none
  std::vector<uint32_t> chain_of;  // by draft; kNoMention: none, or none yet
  std::vector<Chain> chains;
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_CHAIN_TABLE_H_
