// A noun phrase is an actor if its head is a name of the tables, a role noun, or
// an entity that the model takes for a person, an organisation or a people. Its
// country is its own, or that of a modifier ("Serbian troops", "Serbia's army",
// "the army of Serbia", "protesters in Serbia"); its sector is that of its role,
// or of the body that it belongs to ("Hamas fighters").

#include "mentions/internal/actors.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "mentions/internal/noun_phrases.h"

namespace avviso {
namespace {

bool IsOrganisationKind(NameKind kind) {
  return kind == NameKind::kSeat || kind == NameKind::kBody || kind == NameKind::kNgo ||
         kind == NameKind::kArmedGroup || kind == NameKind::kParty || kind == NameKind::kAgency ||
         kind == NameKind::kOutlet;
}

ActorMention::Kind KindOf(NameKind kind) {
  switch (kind) {
    case NameKind::kCountry:
    case NameKind::kCapital: return ActorMention::Kind::kState;
    case NameKind::kAdjective:
    case NameKind::kPeople:
    case NameKind::kEthnic: return ActorMention::Kind::kGroup;
    case NameKind::kAgency: return ActorMention::Kind::kAgency;
    case NameKind::kOutlet: return ActorMention::Kind::kOutlet;
    case NameKind::kUnnamed: return ActorMention::Kind::kUnnamed;
    default: return ActorMention::Kind::kOrganisation;
  }
}

class ActorDrafter {
 public:
  ActorDrafter(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon)
      : syntax_(syntax),
        doc_(syntax.doc()),
        hits_(hits),
        lexicon_(lexicon),
        phrases_(syntax, hits, lexicon),
        person_nouns_(lexicon.patterns().Class("person-noun")),
        state_nouns_(lexicon.patterns().Class("state-noun")) {}

  std::vector<ActorDraft> Run() {
    taken_ = phrases_.DatelineTokens();
    FindApposed();
    for (TokenId t = 0; t < doc_.token_count(); ++t) {
      if (phrases_.IsHead(t) && !hits_.IsNothing(t)) DraftPhrase(t);
    }
    for (const Hit& hit : hits_.names()) DraftModifier(hit);
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const auto& a, const auto& b) {
      return a.mention.tokens.begin < b.mention.tokens.begin;
    });
    return std::move(drafts_);
  }

 private:
  void DraftPhrase(TokenId head) {
    ActorDraft draft;
    ActorMention& mention = draft.mention;
    mention.head = head;
    mention.tokens = phrases_.Around(head);
    if (syntax_.form(head) == Form::kPronoun) {
      draft.pronoun = true;
      mention.kind = ActorMention::Kind::kUnnamed;
      Keep(std::move(draft));
      return;
    }
    draft.plural = doc_.Tag(head).ends_with('S');
    const TokenId first = mention.tokens.begin;
    draft.definite = syntax_.Is(first, "the") || syntax_.Is(first, "this") ||
                     syntax_.Is(first, "these") || syntax_.Is(first, "that") ||
                     syntax_.dep(first) == Dep::kPoss;
    if (const auto poss = syntax_.Child(head, Dep::kPoss)) draft.possessor = *poss;
    const bool named = ApplyName(head, &draft);
    const bool role = ApplyRole(head, &draft);
    const bool entity = ApplyEntity(head, named || role, &draft);
    if (!named && !role && !entity && !ApplyPersonNoun(head, &draft)) return;
    ApplyModifiers(head, &draft);
    if (mention.name.empty()) mention.name = phrases_.NameOf(mention.tokens);
    Keep(std::move(draft));
  }

  bool ApplyName(TokenId head, ActorDraft* draft) {
    const Hit* hit = hits_.NameAt(head);
    if (hit == nullptr) return false;
    ActorMention& mention = draft->mention;
    if (IsAnothers(*hit, mention.tokens)) {
      mention.kind = ActorMention::Kind::kOrganisation;
      mention.sector = hit->row->sector;
      return true;
    }
    mention.kind = KindOf(hit->row->kind);
    mention.country = hit->row->country;
    mention.sector = hit->row->sector;
    mention.id = hit->row->id;
    draft->own_country = !mention.country.empty();
    // A people is called by its words, all else by the table's name.
    if (mention.kind == ActorMention::Kind::kGroup) {
      mention.name = phrases_.NameOf(mention.tokens);
    } else {
      mention.name = hit->row->name;
    }
    return true;
  }

  // "Chile's Defense Department" is not the one that goes by that name.
  bool IsAnothers(const Hit& hit, TokenRange phrase) const {
    if (hit.row->kind != NameKind::kSeat || hit.row->country.empty()) return false;
    for (TokenId t = phrase.begin; t < hit.tokens.begin; ++t) {
      const Hit* owner = hits_.NameAt(t);
      if (owner == nullptr || owner->row->country.empty()) continue;
      if (owner->row->kind <= NameKind::kCapital) {
        return owner->row->country != hit.row->country;
      }
    }
    return false;
  }

  bool ApplyRole(TokenId head, ActorDraft* draft) {
    const Hit* role = hits_.RoleAt(head);
    ActorMention& mention = draft->mention;
    const bool heads = role != nullptr && HeadOf(*role) == head;
    if (!heads) {
      // A title before a name: "President Aleksandar Vucic".
      if (syntax_.form(head) != Form::kProper) return false;
      role = nullptr;
      for (TokenId t = mention.tokens.begin; t < head; ++t) {
        const Hit* hit = hits_.RoleAt(t);
        if (hit != nullptr && hit->row->role != RoleKind::kGroup &&
            hit->row->role != RoleKind::kBody && hit->tokens.end <= head) {
          role = hit;
        }
      }
      if (role == nullptr || hits_.NameAt(head) != nullptr) return false;
      mention.kind = ActorMention::Kind::kPerson;
      draft->name = phrases_.PersonalName(mention.tokens, head);
    } else if (hits_.NameAt(head) != nullptr && !IsAnothers(*hits_.NameAt(head), mention.tokens)) {
      return false;  // the name says more than the noun in it
    } else if (IsQuality(head)) {
      return false;
    } else {
      switch (role->row->role) {
        case RoleKind::kTitle:
        case RoleKind::kPerson:
          mention.kind = draft->plural ? ActorMention::Kind::kGroup : ActorMention::Kind::kPerson;
          break;
        case RoleKind::kBody: mention.kind = ActorMention::Kind::kOrganisation; break;
        default: mention.kind = ActorMention::Kind::kGroup;
      }
      if (role->row->kind == NameKind::kUnnamed) mention.kind = ActorMention::Kind::kUnnamed;
    }
    AddRoles(head, role, draft);
    draft->role_head = role->tokens.end - 1;
    if (heads) mention.tokens.end = std::max(mention.tokens.end, role->tokens.end);
    mention.sector = role->row->sector;
    if (IsFormer(mention.tokens)) mention.sector = "ELI";
    return true;
  }

  // "general" of "attorney general", "leader" of "leader of the opposition".
  TokenId HeadOf(const Hit& role) const {
    for (TokenId t = role.tokens.begin; t < role.tokens.end; ++t) {
      const bool of = syntax_.Is(t, "of") || syntax_.Is(t, "for");
      if (of && t > role.tokens.begin && syntax_.head(t) == t - 1) return t - 1;
    }
    return role.tokens.end - 1;
  }

  // "to seek justice": the virtue, not the judge.
  bool IsQuality(TokenId head) const {
    return doc_.Form(head) == "justice" && phrases_.Around(head).size() == 1;
  }

  // All role nouns of the phrase: "army commander Lieutenant General X".
  void AddRoles(TokenId head, const Hit* main, ActorDraft* draft) const {
    draft->roles.push_back(main->row->name);
    for (TokenId t = draft->mention.tokens.begin; t <= head; ++t) {
      const Hit* hit = hits_.RoleAt(t);
      if (hit == nullptr || hit == main || hit->row->role == RoleKind::kBody) continue;
      if (hit->row->role == RoleKind::kGroup) continue;
      if (draft->roles.back() != hit->row->name) draft->roles.push_back(hit->row->name);
    }
  }

  // Nouns for people that are no role: "his rivals", "its members".
  bool ApplyPersonNoun(TokenId head, ActorDraft* draft) const {
    if (phrases_.IsCount(head)) {
      draft->mention.kind = ActorMention::Kind::kGroup;
      draft->plural = true;
      return true;
    }
    const WordId word = lexicon_.Word(doc_.Lemma(head));
    if (state_nouns_.Has(word)) {
      // "Western countries" are states; "the country" is one named before.
      draft->mention.kind = draft->plural ? ActorMention::Kind::kGroup : ActorMention::Kind::kState;
      draft->mention.sector = "GOV";
      draft->state_noun = true;
      return draft->plural || draft->definite;
    }
    if (IsApposed(head, *draft)) {
      // "X, a shopkeeper, … the shopkeeper"
      draft->mention.kind = ActorMention::Kind::kPerson;
      draft->roles.emplace_back(doc_.Norm(head));
      draft->role_head = head;
      return true;
    }
    if (!person_nouns_.Has(word)) return false;
    draft->mention.kind = draft->plural ? ActorMention::Kind::kGroup : ActorMention::Kind::kPerson;
    return true;
  }

  // A noun that stands in apposition to a person, there or later with "the".
  bool IsApposed(TokenId head, const ActorDraft& draft) const {
    if (draft.plural) return false;
    const bool here = apposed_here_.contains(head);
    return here || (draft.definite && draft.mention.tokens.size() == 2 &&
                    apposed_.contains(doc_.Norm(head)));
  }

  void FindApposed() {
    for (TokenId t = 0; t < doc_.token_count(); ++t) {
      if (syntax_.dep(t) != Dep::kAppos || hits_.NameAt(t) != nullptr) continue;
      const TokenId person = syntax_.head(t);
      const Entity* entity = hits_.EntityAt(person);
      if (t < person || entity == nullptr || doc_.EntityLabel(*entity) != "PERSON") continue;
      if (hits_.EntityAt(t) != nullptr || doc_.Tag(t).ends_with('S')) continue;
      if (syntax_.form(t) != Form::kNoun && syntax_.form(t) != Form::kProper) continue;
      apposed_here_.insert(t);
      apposed_.insert(doc_.Norm(t));
    }
  }

  bool IsFormer(TokenRange range) const {
    for (TokenId t = range.begin; t < range.end; ++t) {
      const std::string_view word = doc_.Norm(t);
      if (word == "former" || word == "ex" || word == "retired" || word == "ousted" ||
          word == "deposed" || word == "onetime") {
        return true;
      }
    }
    return false;
  }

  bool ApplyEntity(TokenId head, bool known, ActorDraft* draft) {
    const Entity* entity = hits_.EntityAt(head);
    const std::string_view label = entity == nullptr ? "" : doc_.EntityLabel(*entity);
    const bool proper = syntax_.form(head) == Form::kProper;
    ActorMention& mention = draft->mention;
    if (label == "PERSON" && hits_.NameAt(head) == nullptr && proper) {
      mention.kind = ActorMention::Kind::kPerson;
      draft->name = phrases_.PersonalName(
          {std::min(mention.tokens.begin, entity->tokens.begin), mention.tokens.end},
          mention.tokens.end - 1);
      if (!draft->name.empty()) {
        mention.tokens.begin = std::min(mention.tokens.begin, draft->name.begin);
      }
      return true;
    }
    if (known) return false;
    // Whom news knows by one name is a person, whatever the model takes it for.
    if (proper && IsKnownPerson(mention.tokens, head)) {
      mention.kind = ActorMention::Kind::kPerson;
      draft->name = phrases_.PersonalName(mention.tokens, head);
      return true;
    }
    if (label == "NORP") {
      mention.kind = ActorMention::Kind::kGroup;
      return true;
    }
    if (!proper) return false;
    if (label == "ORG") {
      mention.kind = ActorMention::Kind::kOrganisation;
      return true;
    }
    // A name that acts is somebody, whatever the model takes it for.
    const Dep dep = syntax_.dep(head);
    if ((label.empty() || label == "GPE" || label == "PRODUCT" || label == "WORK_OF_ART") &&
        (dep == Dep::kNsubj || dep == Dep::kNsubjpass) && IsWord(head)) {
      mention.kind = ActorMention::Kind::kPerson;
      draft->name = phrases_.PersonalName(mention.tokens, head);
      return !draft->name.empty();
    }
    return false;
  }

  bool IsKnownPerson(TokenRange phrase, TokenId head) const {
    const TokenRange name = phrases_.PersonalName(phrase, head);
    return !name.empty() &&
           lexicon_.persons().Find(doc_.SpanOf(name).In(doc_.text), std::nullopt) != nullptr;
  }

  // A capital and at least two more letters.
  bool IsWord(TokenId t) const {
    const std::string_view form = doc_.Form(t);
    return form.size() > 2 && doc_.Norm(t) != form;
  }

  // Country and sector from what stands before and after the head.
  void ApplyModifiers(TokenId head, ActorDraft* draft) {
    ActorMention& mention = draft->mention;
    for (TokenId t = mention.tokens.begin; t < mention.tokens.end; ++t) {
      const Hit* hit = hits_.NameAt(t);
      if (hit == nullptr || hit->tokens.Contains(head)) continue;
      if (!draft->name.empty() && draft->name.Contains(t)) continue;
      ApplyOwner(*hit->row, draft);
    }
    if (draft->own_country && !mention.sector.empty()) return;
    const bool spokesman = !draft->roles.empty() && mention.sector.empty();
    for (const TokenId child : syntax_.tree().Children(head)) {
      if (child < head || syntax_.dep(child) != Dep::kPrep) continue;
      const std::string_view prep = doc_.Norm(child);
      if (prep != "of" && prep != "in" && prep != "from" && prep != "for" && prep != "to") continue;
      const auto object = syntax_.Child(child, Dep::kPobj);
      if (!object) continue;
      if (const Hit* hit = hits_.NameAt(*object)) ApplyOwner(*hit->row, draft);
      // "the spokesman of the Serbian army"
      const TokenRange phrase = phrases_.Around(*object);
      for (TokenId t = phrase.begin; t < phrase.end; ++t) {
        if (const Hit* hit = hits_.NameAt(t)) ApplyOwner(*hit->row, draft);
      }
      // "a team of heavily armed police", "the head of the general staff"
      const Hit* role = hits_.RoleAt(*object);
      if ((prep == "of" || (prep == "for" && spokesman)) && role != nullptr &&
          (mention.sector.empty() || (mention.sector == "GOV" && role->row->sector == "MIL" &&
                                      role->row->role == RoleKind::kBody))) {
        mention.sector = role->row->sector;
      }
      if (prep == "of" && draft->mention.tokens.end == child) {
        draft->mention.tokens.end = std::max(phrase.end, draft->mention.tokens.end);
      }
    }
  }

  void ApplyOwner(const NameRow& owner, ActorDraft* draft) {
    ActorMention& mention = draft->mention;
    if (!draft->own_country && !owner.country.empty()) {
      mention.country = owner.country;
      draft->own_country = true;
    }
    if (!IsOrganisationKind(owner.kind)) return;
    if (owner.kind == NameKind::kAgency || owner.kind == NameKind::kOutlet) return;
    // A body gives its sector to those who have none of their own.
    if (mention.sector.empty() || (mention.sector == "GOV" && owner.sector != "GOV") ||
        (mention.sector == "MIL" && owner.kind != NameKind::kSeat && owner.sector != "IGO")) {
      mention.sector = owner.sector;
    }
    if (!draft->own_country && owner.country.empty() && owner.kind == NameKind::kBody) {
      draft->own_country = true;  // a body of many states: no state's own
    }
  }

  // Names that only modify a noun: "German products", "the U.S. proposal".
  void DraftModifier(const Hit& hit) {
    TokenId head = hit.tokens.end - 1;
    for (TokenId t = hit.tokens.begin; t < hit.tokens.end; ++t) {
      if (taken_[t]) return;
      if (!hit.tokens.Contains(syntax_.head(t))) head = t;
    }
    ActorDraft draft;
    draft.mention.tokens = hit.tokens;
    draft.mention.head = head;
    draft.mention.kind = KindOf(hit.row->kind);
    draft.mention.country = hit.row->country;
    draft.mention.sector = hit.row->sector;
    draft.mention.id = hit.row->id;
    draft.mention.name = hit.row->name;
    draft.own_country = true;
    if (hit.row->kind == NameKind::kAdjective || hit.row->kind == NameKind::kPeople) {
      // "the Russian attack": the state itself.
      draft.mention.kind = ActorMention::Kind::kState;
      draft.mention.sector = "GOV";
    }
    Keep(std::move(draft));
  }

  void Keep(ActorDraft draft) {
    if (taken_[draft.mention.head]) return;
    taken_[draft.mention.head] = true;
    drafts_.push_back(std::move(draft));
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const NounPhrases phrases_;
  const WordSet& person_nouns_;
  const WordSet& state_nouns_;
  std::vector<bool> taken_;  // by token: the head of some draft
  std::set<TokenId> apposed_here_;
  std::set<std::string_view> apposed_;  // norms
  std::vector<ActorDraft> drafts_;
};

}  // namespace

std::vector<ActorDraft> DraftActors(const Syntax& syntax, const Hits& hits,
                                    const Lexicon& lexicon) {
  return ActorDrafter(syntax, hits, lexicon).Run();
}

}  // namespace avviso
