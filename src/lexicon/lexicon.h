// The lexicon: all tables of data/, checked and made searchable.
//
// Holds no rule about language in code: names of actors with their countries and
// sectors, role nouns, the ontology of acts and the patterns that name them.
// Immutable after Load; shared by all threads.

#ifndef AVVISO_LEXICON_LEXICON_H_
#define AVVISO_LEXICON_LEXICON_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/day.h"
#include "base/result.h"
#include "lexicon/judgement.h"
#include "lexicon/names.h"
#include "lexicon/number_words.h"
#include "lexicon/ontology.h"
#include "lexicon/patterns.h"
#include "lexicon/persons.h"
#include "lexicon/place_tables.h"
#include "lexicon/time_grammar.h"
#include "lexicon/words.h"

namespace avviso {

class Lexicon {
 public:
  // Reads the tables below `data_dir`. Errors: kNotFound, kPermission, kIo of a
  // file; kCorrupt with file and line for a row that can't be meant.
  static Result<Lexicon> Load(const std::string& data_dir);

  const Names& names() const { return names_; }  // of states, bodies, groups …; upper-case words
  const Names& roles() const { return roles_; }  // role nouns and unnamed voices; in any case
  const Persons& persons() const { return persons_; }
  const PlaceTables& places() const { return places_; }
  const NumberWords& numbers() const { return numbers_; }
  // Where the outlet of a URL or host is at home: by the table of outlets, or by
  // the country domain that it ends in. Empty if neither tells.
  std::string CountryOfUrl(std::string_view url) const;
  // What `row` is on a day: an armed group that governs then has the sector GOV.
  const NameRow& RowOn(const NameRow& row, std::optional<Day> day) const;
  const TimeGrammar& times() const { return times_; }
  const Ontology& ontology() const { return ontology_; }
  const Patterns& patterns() const { return patterns_; }
  const Judgement& judgement() const { return judgement_; }
  // The word of a lemma; kNoWord if no table speaks of it. In any case of ASCII.
  WordId Word(std::string_view lemma) const;
  // What records cite as their lexicon: a hash over all tables.
  const std::string& version() const { return version_; }

 private:
  friend class LexiconLoader;
  struct Rule {
    Day from;
    std::optional<Day> to;
    uint32_t row = 0;
  };
  Names names_;
  Names roles_;
  Persons persons_;
  std::multimap<std::string, Rule, std::less<>> rules_;  // by the id of the group
  PlaceTables places_;
  NumberWords numbers_;
  std::unordered_map<std::string, std::string> country_of_host_;  // "bbc.co.uk", and "uk"
  TimeGrammar times_;
  Ontology ontology_;
  Words words_;
  Patterns patterns_;
  Judgement judgement_;
  std::string version_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_LEXICON_H_
