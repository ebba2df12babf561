// Grammar: the logical arguments of verbs and event nouns, read off the tree.
//
// The tree says what hangs where; rules ask who acts on whom. Passives, relative
// and reduced clauses, controlled infinitives, shared subjects and objects of
// coordinated verbs, and verbs that carry an event noun are undone here, so that
// a rule need be written once.

#ifndef AVVISO_EVENTS_INTERNAL_GRAMMAR_H_
#define AVVISO_EVENTS_INTERNAL_GRAMMAR_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "lexicon/lexicon.h"
#include "nlp/syntax.h"

namespace avviso {

// The verb that carries an event noun, and how.
struct Carrier {
  TokenId verb = 0;
  const CarrierRule* rule = nullptr;
};

class Grammar {
 public:
  Grammar(const Syntax& syntax, const Lexicon& lexicon);

  const Syntax& syntax() const { return syntax_; }
  const Lexicon& lexicon() const { return lexicon_; }
  // The word of the token's lemma, and of its normal form.
  WordId lemma(TokenId t) const { return lemma_[t]; }
  WordId norm(TokenId t) const { return norm_[t]; }

  bool IsPassive(TokenId verb) const;
  // The subject as it stands, its own or inherited; relative pronouns resolved.
  std::optional<TokenId> SurfaceSubject(TokenId verb) const;
  // Who acts: the subject, in the passive the agent.
  std::optional<TokenId> Subject(TokenId verb) const;
  // What is acted on: the object, in the passive the subject.
  std::optional<TokenId> Object(TokenId verb) const;
  std::optional<Carrier> CarrierOf(TokenId noun) const;

  // Adds the tokens to which `path` leads from `trigger` to `*out`.
  void Follow(TokenId trigger, const Path& path, std::vector<TokenId>* out) const;
  // Infinitive marked with "to".
  bool IsInfinitive(TokenId verb) const;
  // A clause that completes a verb and asks: "whether it fired", "who fired".
  bool IsQuestion(TokenId verb) const;
  // The verb of saying whose clause `t` heads or is a conjunct of the head of.
  std::optional<TokenId> SayingVerbOver(TokenId t) const;

 private:
  std::optional<TokenId> OwnSubject(TokenId verb) const;
  std::optional<TokenId> Controller(TokenId verb, TokenId* next) const;
  // What a verb's own words tell of its voice; kAsHead: that of the verb it is
  // coordinated with.
  enum class Voice : uint8_t { kActive, kPassive, kAsHead };
  Voice OwnVoice(TokenId verb) const;
  void Fill(TokenId from, const Step& step, std::vector<TokenId>* out) const;
  void FillCarried(TokenId noun, CarrierRule::Role role, std::vector<TokenId>* out) const;
  void FillDative(TokenId from, std::vector<TokenId>* out) const;
  void FillChildren(TokenId from, std::initializer_list<Dep> deps, std::vector<TokenId>* out) const;
  void FillPrep(TokenId from, WordId prep, std::vector<TokenId>* out) const;
  void FillPrepOf(TokenId from, WordId prep, std::vector<TokenId>* out) const;
  void FillPrepWithin(TokenId object, WordId prep, std::vector<TokenId>* out) const;
  bool IsDemand(TokenId verb) const;
  void FillComp(TokenId from, Slot slot, std::vector<TokenId>* out) const;
  bool Carries(TokenId verb, TokenId noun, bool noun_is_subject, WordId prep,
               std::optional<Carrier>* out) const;

  const Syntax& syntax_;
  const Lexicon& lexicon_;
  std::vector<WordId> lemma_, norm_;
  const WordSet& subject_control_;
  const WordSet& object_preps_;
  const WordSet& complement_preps_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_GRAMMAR_H_
