// Each ground is a construction or a kind of party, never a topic: what counts is
// whether the words tell that somebody in public life did something.

#include "events/internal/refusals.h"

#include <algorithm>
#include <array>

namespace avviso {
namespace {

constexpr int kSportWords = 2;    // that make a sentence one of sport or show
constexpr int kFarUp = 10;        // steps up a tree
constexpr int kMostMentions = 3;  // of a passer-by in an article

// Types that are stances or dealings: between private parties they concern nobody else.
constexpr std::array<std::string_view, 9> kDealings = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "REJECT", "ACCUSE"};
constexpr std::array<std::string_view, 5> kStances = {"SUPPORT", "REJECT", "AGREE", "CONCEDE",
                                                      "ACCUSE"};
// … that need another side: who acts alone here is private too.
constexpr std::array<std::string_view, 4> kTwoSided = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"};

template <size_t n>
bool IsOneOf(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Refusals::Refusals(const Grammar& grammar, const Mentions& mentions)
    : grammar_(grammar),
      syntax_(grammar.syntax()),
      mentions_(mentions),
      ontology_(grammar.lexicon().ontology()),
      anyone_(grammar.lexicon().patterns().Class("anyone")),
      opinion_holders_(grammar.lexicon().patterns().Class("opinion-holder")),
      schemes_(grammar.lexicon().patterns().Class("scheme")),
      customs_(grammar.lexicon().patterns().Class("custom")),
      kin_(grammar.lexicon().patterns().Class("kin")),
      things_(grammar.lexicon().patterns().Class("thing")) {
  const Document& doc = syntax_.doc();
  const WordSet& play = grammar.lexicon().patterns().Class("discard");
  asked_.assign(doc.token_count(), false);
  dated_.assign(doc.token_count(), false);
  for (const TimeMention& time : mentions.times) {
    if (time.tokens.end <= time.tokens.begin + 1) continue;  // "MARCH" alone may be a march
    for (TokenId t = time.tokens.begin; t < time.tokens.end; ++t) dated_[t] = true;
  }
  ReadActors();
  for (const TokenRange sentence : doc.sentences) {
    std::vector<WordId> seen;
    bool asked = false;
    for (TokenId t = sentence.end; t-- > sentence.begin;) {
      const WordId word = grammar_.lemma(t);
      if (play.Has(word) && std::find(seen.begin(), seen.end(), word) == seen.end()) {
        seen.push_back(word);
      }
      if (syntax_.Is(t, "?")) asked = true;
      if (syntax_.Is(t, ":") || syntax_.Is(t, ";") || syntax_.Is(t, ".")) asked = false;
      asked_[t] = asked;
    }
    sport_.push_back(seen.size() >= kSportWords);
  }
}

std::string_view Refusals::OfTrigger(TokenId trigger, const Rule& rule) const {
  if (dated_[trigger] && !syntax_.IsVerb(trigger)) return "part of a date";
  if (IsSport(trigger)) return "in a sentence of sport or show";
  if (IsAsked(trigger)) return "asked, not told";
  const TokenId verb = VerbOf(trigger);
  if (IsAddressed(verb)) return "said to the reader, or of anyone";
  if (IsGeneric(verb)) return "told of anyone of a kind";
  if (rule.own_modality) return IsInverted(verb) ? "a condition" : "";
  if (IsStanding(verb)) return "what a scheme is for";
  if (IsCustom(verb)) return "a custom";
  return "";
}

std::string_view Refusals::OfDraft(const EventDraft& draft, TokenId status_by) const {
  if (draft.to_itself) return "said to oneself";
  if (IsUnclaimed(draft, status_by)) return "didn't happen, and nobody claims that it did";
  if (IsThing(draft)) return "done by a thing";
  if (AmongPrivate(draft)) return "among private people or companies";
  if (IsOpinion(draft)) return "an opinion of the public";
  return "";
}

bool Refusals::IsSport(TokenId t) const { return sport_[syntax_.tree().SentenceOf(t)]; }

// Of a question, what a relative clause tells is told all the same.
bool Refusals::IsAsked(TokenId t) const {
  if (!asked_[t]) return false;
  for (int step = 0; step < kFarUp && !syntax_.is_root(t); ++step) {
    if (syntax_.dep(t) == Dep::kRelcl) return false;
    t = syntax_.head(t);
  }
  return true;
}

TokenId Refusals::VerbOf(TokenId trigger) const {
  if (syntax_.IsVerb(trigger)) return trigger;
  const auto carrier = grammar_.CarrierOf(trigger);
  return carrier ? carrier->verb : trigger;
}

bool Refusals::IsAddressed(TokenId t) const {
  if (!syntax_.IsVerb(t)) return false;
  const auto subject = grammar_.Subject(t);
  return subject && anyone_.Has(grammar_.norm(*subject));
}

bool Refusals::HasChild(TokenId t, Dep dep, const WordSet& words) const {
  const auto& children = syntax_.tree().Children(t);
  return std::any_of(children.begin(), children.end(), [&](TokenId child) {
    return syntax_.dep(child) == dep && words.Has(grammar_.lemma(child));
  });
}

// "bans", "is banned", not "is banning", "has banned".
bool Refusals::IsPlainPresent(TokenId verb) const {
  bool present = syntax_.form(verb) == Form::kVerbPresent;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (syntax_.dep(child) == Dep::kAux) return false;
    if (syntax_.dep(child) == Dep::kAuxpass) present = syntax_.form(child) == Form::kVerbPresent;
  }
  return present;
}

// "any country that breaks the rules", "battery is committed when somebody strikes",
// "parties free delegates if their candidate gives up".
bool Refusals::IsGeneric(TokenId t) const {
  if (!syntax_.IsVerb(t)) return false;
  if (const auto subject = grammar_.SurfaceSubject(t);
      subject && syntax_.form(*subject) == Form::kNoun) {
    for (const TokenId child : syntax_.tree().Children(*subject)) {
      if (syntax_.Is(child, "any") || syntax_.Is(child, "every")) return IsTimeless(t);
    }
  }
  if (!IsPlainPresent(t)) return false;
  TokenId first = t;
  for (int step = 0; step < kFarUp && syntax_.dep(first) == Dep::kConj; ++step) {
    first = syntax_.head(first);
  }
  if (syntax_.dep(first) == Dep::kAdvcl && IsPlainPresent(syntax_.head(first))) {
    return IsCase(first);
  }
  const auto& children = syntax_.tree().Children(first);
  return std::any_of(children.begin(), children.end(), [this](TokenId child) {
    const auto mark = syntax_.Child(child, Dep::kMark);
    return syntax_.dep(child) == Dep::kAdvcl && IsPlainPresent(child) && mark &&
           syntax_.Is(*mark, "if");
  });
}

// Of a clause: when, whenever or if something is so.
bool Refusals::IsCase(TokenId verb) const {
  const auto& children = syntax_.tree().Children(verb);
  return std::any_of(children.begin(), children.end(), [this](TokenId child) {
    return syntax_.Is(child, "when") || syntax_.Is(child, "whenever") || syntax_.Is(child, "if");
  });
}

// "should he win": the auxiliary before its subject.
bool Refusals::IsInverted(TokenId verb) const {
  const auto aux = syntax_.Child(verb, Dep::kAux);
  const auto subject = syntax_.Child(verb, Dep::kNsubj);
  return aux && subject && *aux < *subject;
}

// Told of no time: in the present, or of what should or would be.
bool Refusals::IsTimeless(TokenId verb) const {
  if (IsPlainPresent(verb)) return true;
  const auto aux = syntax_.Child(verb, Dep::kAux);
  return aux && syntax_.form(*aux) == Form::kModal;
}

// "a programme that lets teenagers in".
bool Refusals::IsStanding(TokenId t) const {
  if (!syntax_.IsVerb(t) || syntax_.dep(t) != Dep::kRelcl || !IsPlainPresent(t)) return false;
  return schemes_.Has(grammar_.lemma(syntax_.head(t)));
}

// "The court usually rejects such suits."
bool Refusals::IsCustom(TokenId t) const {
  return syntax_.IsVerb(t) && IsPlainPresent(t) && HasChild(t, Dep::kAdvmod, customs_);
}

// "did not criticise": words that weren't said are no event, unless somebody denies them;
// nor is that nobody was hurt, where nobody is told to have tried.
bool Refusals::IsUnclaimed(const EventDraft& draft, TokenId status_by) const {
  if (draft.status != EventStatus::kDenied) return false;
  if (grammar_.lexicon().patterns().EffectOf(grammar_.lemma(status_by)) == Effect::kDenied) {
    return false;
  }
  const std::string& counts = draft.rule->counts;
  return ontology_.type(draft.rule->type).verbal ||
         (draft.source.empty() && (counts == "killed" || counts == "wounded"));
}

// "The win helped him", "facts that support the charge": what a thing does is said of it
// in another sense. Weapons, attacks and disasters do harm, in the rules' own terms.
bool Refusals::IsThing(const EventDraft& draft) const {
  if (!draft.source.empty() || !syntax_.IsVerb(draft.trigger)) return false;
  if (ontology_.type(draft.rule->type).name == "ASSAULT") return false;
  const auto subject = grammar_.Subject(draft.trigger);
  return subject && things_.Has(grammar_.lemma(*subject));
}

// The family of who acts.
bool Refusals::IsOwnKin(uint32_t row, const ActorRows& owners) const {
  const TokenId head = mentions_.actors[row].head;
  const auto owner = syntax_.Child(head, Dep::kPoss);
  if (!owner || !kin_.Has(grammar_.lemma(head))) return false;
  if (owners.empty()) return syntax_.form(*owner) == Form::kPronoun;
  const auto chain = chain_at_.find(*owner);
  return chain != chain_at_.end() && std::any_of(owners.begin(), owners.end(), [&](uint32_t other) {
           return mentions_.actors[other].chain == chain->second;
         });
}

// Nobody of public life, as far as the words tell. Whose sector nobody knows may be one.
bool Refusals::IsPrivate(uint32_t row) const {
  const ActorMention& actor = mentions_.actors[row];
  return actor.sector == "CVL" || actor.sector == "BUS" || actor.sector == "MED" ||
         actor.sector == "EDU";
}

bool Refusals::AllPrivate(const ActorRows& rows) const {
  return !rows.empty() &&
         std::all_of(rows.begin(), rows.end(), [this](uint32_t row) { return IsPrivate(row); });
}

bool Refusals::AllOf(const ActorRows& rows, std::string_view sector) const {
  return !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](uint32_t row) {
    return mentions_.actors[row].sector == sector;
  });
}

// Companies, and who they are that stand beside them.
bool Refusals::IsBusiness(const ActorRows& rows) const {
  bool company = false;
  for (const uint32_t row : rows) {
    const std::string& sector = mentions_.actors[row].sector;
    if (sector != "BUS" && !sector.empty()) return false;
    company = company || sector == "BUS";
  }
  return company;
}

bool Refusals::AmongPrivate(const EventDraft& draft) const {
  const std::string& type = ontology_.type(draft.rule->type).name;
  if (IsBusiness(draft.source) && (draft.target.empty() || IsBusiness(draft.target))) return true;
  if (!IsOneOf(kDealings, type)) return false;
  // Who speaks to reporters does nothing but speak.
  if (type == "CONSULT" && (AllOf(draft.target, "JRN") || AllOf(draft.source, "JRN"))) return true;
  if ((IsOneOf(kTwoSided, type) || type == "AID") && !draft.target.empty() &&
      std::all_of(draft.target.begin(), draft.target.end(),
                  [&](uint32_t row) { return IsOwnKin(row, draft.source); })) {
    return true;
  }
  if (AllPrivate(draft.source)) {
    return AllPrivate(draft.target) || (draft.target.empty() && IsOneOf(kTwoSided, type));
  }
  return false;
}

// Someone of whom the words tell no more than the age ("Ann Lee, 52, said"), and to whom
// the article doesn't come back.
void Refusals::ReadActors() {
  const Document& doc = syntax_.doc();
  std::unordered_map<uint32_t, int> told;  // mentions of a chain
  for (const ActorMention& actor : mentions_.actors) {
    ++told[actor.chain];
    chain_at_.insert_or_assign(actor.head, actor.chain);
    const TokenId comma = actor.tokens.end;
    if (comma + 2 >= doc.token_count()) continue;
    const std::string_view age = doc.Form(comma + 1);
    if (syntax_.Is(comma, ",") && syntax_.Is(comma + 2, ",") && age.size() == 2 && age[0] >= '1' &&
        age[0] <= '9' && age[1] >= '0' && age[1] <= '9') {
      passers_by_.insert(actor.chain);
    }
  }
  std::erase_if(passers_by_, [&](uint32_t chain) { return told[chain] > kMostMentions; });
}

bool Refusals::IsPasserBy(uint32_t row) const {
  const ActorMention& actor = mentions_.actors[row];
  return actor.sector.empty() && actor.kind == ActorMention::Kind::kPerson &&
         passers_by_.contains(actor.chain);
}

// Polls, and what people are said to think of something.
bool Refusals::IsOpinion(const EventDraft& draft) const {
  const std::string& type = ontology_.type(draft.rule->type).name;
  if (draft.source.empty() || !(IsOneOf(kStances, type) || type == "REQUEST")) return false;
  return std::all_of(draft.source.begin(), draft.source.end(), [&](uint32_t row) {
    return IsPasserBy(row) ||
           (type != "REQUEST" && opinion_holders_.Has(grammar_.lemma(mentions_.actors[row].head)));
  });
}

}  // namespace avviso
