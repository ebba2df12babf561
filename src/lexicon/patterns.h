// Patterns: which words name an act, and which of their arguments are its source
// and its target. The language of data/patterns/verbs.tsv and nouns.tsv, read
// into rules; docs/patterns.md tells it to those who write tables.
//
// A Path leads from a trigger to words of its sentence, a step at a time:
//   subj obj iobj poss mod   logical subject and object, and so on
//   p.on                     the object of the preposition
//   to that ing comp         a clause that completes the trigger
//   bid                      a finite one that is a demand: "that he (should) resign"
//   prt aux neg              its particle, auxiliaries, negation
//   self                     the trigger
//   voice                    who says the clause that the trigger heads
//   v                        from an event noun to the verb that carries it
// A Test asks for a path that leads somewhere (`obj`), or to words of a kind
// (`obj=@weapon`), or nowhere (`!obj`).

#ifndef AVVISO_LEXICON_PATTERNS_H_
#define AVVISO_LEXICON_PATTERNS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lexicon/ontology.h"
#include "lexicon/words.h"

namespace avviso {

enum class Slot : uint8_t {
  kSubj,
  kObj,
  kIobj,
  kPoss,
  kMod,
  kPrep,  // with a word
  kTo,    // infinitive complement
  kThat,  // finite complement
  kBid,   // … that is a demand: "that he resign", "that he should"
  kIng,   // gerund complement, bare or after a preposition
  kComp,  // any of the three
  kPrt,
  kVerb,  // the verb that carries an event noun
  kAttr,  // "is a threat": the noun
  kAux,
  kNeg,
  kSelf,
  kVoice,  // the subject of the verb of saying above
};

struct Step {
  Slot slot = Slot::kSubj;
  WordId word = kNoWord;  // the preposition of kPrep
};
using Path = std::vector<Step>;

// What a word that a path leads to can be.
struct Trait {
  enum class Kind : uint8_t {
    kWord,    // its lemma is `id`
    kClass,   // its lemma, or that of a word before it in its noun phrase, is in class `id`
    kActor,   // it is an actor
    kWithin,  // it is an actor, or one is in its noun phrase
    kOwn,     // it is an actor that is the rule's source too
    kSector,  // it is an actor of the sector `sectors()[id]`
    kType,    // it names an act of type `id`
    kQuad,    // it names an act of quad class `id`
  };
  Kind kind = Kind::kWord;
  uint32_t id = 0;
};

struct Test {
  Path path;
  bool negated = false;
  std::vector<Trait> any_of;  // empty: that the path leads somewhere
};

struct Rule {
  std::string id;   // e.g. "request.ask-to"
  std::string row;  // where it stands, e.g. "verbs.tsv:31"
  TypeId type = kNoType;
  std::string mode;
  std::vector<std::string> contexts;
  std::vector<Test> when;          // all must hold
  std::vector<std::string> tests;  // the same as they are written, for explanations
  std::vector<Path> source;        // the first that leads to an actor gives the sources
  std::vector<Path> target;
  bool need_source = false;
  bool need_target = false;
  bool own_modality = false;  // its tests ask for an auxiliary or negation: they make the act
  bool firm = false;          // the type is settled: no weighing of words may change it
  std::string counts;         // what a number before the object counts, e.g. "killed"
};

// What a word does to the acts in its complement: "plan to", "fail to".
enum class Effect : uint8_t { kNone, kHappened, kPlanned, kPossible, kDenied, kConditional, kDrop };

// A verb that carries an event noun: "launch an attack", "come under fire".
struct CarrierRule {
  WordId prep = kNoWord;  // the noun is the object of this preposition; else the verb's object
  WordId particle = kNoWord;
  enum class Role : uint8_t { kSource, kTarget, kNone };
  Role subject = Role::kSource;  // what the verb's subject is in the noun's act
  bool noun_is_subject = false;  // "talks took place"
  Effect effect = Effect::kNone;
};

// What a verb or noun of saying does.
struct ReportingRule {
  enum class Kind : uint8_t { kSay, kThink, kDeny, kDocument };
  Kind kind = Kind::kSay;
  bool any_object = false;    // its object is what it says, even a person: "condemned"
  bool needs_clause = false;  // reports only with a clause or a quotation: "add", "note"
};

// All rules, by the word that they start from. Rules of a word keep the order
// of their table: the first that holds wins.
class Patterns {
 public:
  // Reads `data_dir`/patterns. Adds the words that it meets to `*words`.
  static Result<Patterns> Load(const std::string& data_dir, const Ontology& ontology, Words* words);

  const std::vector<uint32_t>& VerbRules(WordId word) const { return At(verb_rules_, word); }
  const std::vector<uint32_t>& NounRules(WordId word) const { return At(noun_rules_, word); }
  const std::vector<uint32_t>& AdjectiveRules(WordId word) const {
    return At(adjective_rules_, word);
  }
  // Rules of the lemma "*": they go before the rules of any verb.
  const std::vector<uint32_t>& AnyVerbRules() const { return VerbRules(any_word_); }
  const std::vector<uint32_t>& Carriers(WordId word) const { return At(carrier_rows_, word); }
  const Rule& rule(uint32_t row) const { return rules_[row]; }
  const CarrierRule& carrier(uint32_t row) const { return carriers_[row]; }
  size_t rule_count() const { return rules_.size(); }
  // Where the parties of an act stand that only the encoder saw: "encoder.TYPE".
  const Rule& ReadRule(TypeId type) const { return read_rules_[type]; }

  // The effect of a governing word on its clause or, for event nouns, object.
  Effect EffectOf(WordId word) const {
    return word < effects_.size() ? effects_[word] : Effect::kNone;
  }
  const ReportingRule* Reporting(WordId word) const {
    return word < reporting_.size() && reporting_[word] != 0
               ? &reporting_rules_[reporting_[word] - 1]
               : nullptr;
  }
  // Requires the name of a class that the code relies on; an empty set if the
  // table lacks it.
  const WordSet& Class(std::string_view name) const;
  const WordSet& Class(uint32_t id) const { return classes_[id]; }
  const std::string& Sector(uint32_t id) const { return sectors_[id]; }

 private:
  friend class PatternLoader;
  static const std::vector<uint32_t>& At(const std::vector<std::vector<uint32_t>>& lists,
                                         WordId word) {
    static const std::vector<uint32_t> kNone;
    return word < lists.size() ? lists[word] : kNone;
  }

  std::vector<Rule> rules_;
  std::vector<Rule> read_rules_;  // by type
  std::vector<CarrierRule> carriers_;
  std::vector<std::vector<uint32_t>> verb_rules_, noun_rules_, adjective_rules_;  // by word
  std::vector<std::vector<uint32_t>> carrier_rows_;                               // by word
  WordId any_word_ = kNoWord;
  std::vector<Effect> effects_;      // by word
  std::vector<uint32_t> reporting_;  // by word, 1-based
  std::vector<ReportingRule> reporting_rules_;
  std::vector<std::string> class_names_;
  std::vector<WordSet> classes_;
  std::vector<std::string> sectors_;  // that tests ask for
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_PATTERNS_H_
