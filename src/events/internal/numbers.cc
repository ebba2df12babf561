#include "events/internal/numbers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "events/internal/circumstances.h"
#include "events/internal/quantities.h"

namespace avviso {
namespace {

using Counts = NumberWords::Counts;

constexpr int kFarUp = 6;  // steps from an outcome to the act

class Counter {
 public:
  Counter(const Grammar& grammar, TokenId trigger, const Rule& rule)
      : grammar_(grammar),
        syntax_(grammar.syntax()),
        doc_(syntax_.doc()),
        words_(grammar.lexicon().numbers()),
        trigger_(trigger),
        rule_(rule) {}

  std::vector<EventNumber> Run() {
    CountAct(trigger_, rule_.counts);
    CountThings();
    const TypeRow& type = grammar_.lexicon().ontology().type(rule_.type);
    if (type.quad == "material-conflict") CountOutcomes();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.text.begin < b.text.begin; });
    return std::move(found_);
  }

 private:
  std::optional<std::string_view> What(Counts how, TokenId t) const {
    const auto what = words_.What(how, doc_.Lemma(t));
    // Participles that tell of a state may have the verb's lemma.
    return what || how != Counts::kState ? what : words_.What(how, doc_.Norm(t));
  }

  // Those whom the act befell, or who did it. `rule_counts` is what the rule says is counted,
  // and may be empty.
  void CountAct(TokenId t, const std::string& rule_counts) {
    if (!syntax_.IsVerb(t)) {
      const auto what = What(Counts::kActNoun, t);
      if (!what) return;
      if (!IsYear(t)) Add(*what, t, false);
      for (const TokenId prep : syntax_.tree().Children(t)) {
        if (syntax_.dep(prep) != Dep::kPrep || !syntax_.Is(prep, "of")) continue;
        if (const auto object = syntax_.Child(prep, Dep::kPobj)) Add(*what, *object, true);
      }
      return;
    }
    if (const auto what = What(Counts::kDoer, t)) {
      if (const auto doer = grammar_.SurfaceSubject(t)) Add(*what, *doer, false);
      return;
    }
    const auto act = What(Counts::kAct, t);
    const std::string_view what = act ? *act : std::string_view(rule_counts);
    if (what.empty()) return;
    const auto object = what == "protesters" ? grammar_.Subject(t) : grammar_.Object(t);
    if (object) Add(what, *object, what != "protesters");
  }

  // Things, people under arms and money among the arguments.
  void CountThings() {
    std::vector<TokenId> heads;
    const auto descend = [&](TokenId from) {
      for (const TokenId child : syntax_.tree().Children(from)) {
        const Dep dep = syntax_.dep(child);
        if (dep == Dep::kDobj || dep == Dep::kNsubjpass || dep == Dep::kAppos) {
          heads.push_back(child);
        } else if (dep == Dep::kPrep || dep == Dep::kAgent) {
          if (const auto object = syntax_.Child(child, Dep::kPobj)) heads.push_back(*object);
        } else if (dep == Dep::kAcl && syntax_.Is(child, "worth")) {
          heads.push_back(child);
        }
      }
    };
    descend(trigger_);
    if (syntax_.IsVerb(trigger_)) {
      if (const auto subject = grammar_.SurfaceSubject(trigger_)) heads.push_back(*subject);
      if (const auto object = grammar_.Object(trigger_)) heads.push_back(*object);
    }
    const size_t direct = heads.size();
    for (size_t i = 0; i < direct; ++i) descend(heads[i]);
    for (const TokenId head : heads) CountThing(head);
  }

  void CountThing(TokenId head) {
    if (const auto what = What(Counts::kThing, head)) return Add(*what, head, false);
    if (const auto what = What(Counts::kMoney, head)) return Add(*what, head, false);
    // "$11 million"
    for (TokenId t = head; t + 3 > head; --t) {
      if (const auto what = words_.What(Counts::kSign, doc_.Form(t))) {
        if (IsNumber(head)) Add(*what, head, false);
        return;
      }
      if (t == 0) return;
    }
  }

  // "killing three and injuring seven", "left five dead".
  void CountOutcomes() {
    const std::vector<TokenId> tops = CircumstanceTops(grammar_, trigger_);
    const TokenRange sentence = Sentence();
    for (TokenId t = sentence.begin; t < sentence.end; ++t) {
      if (t == trigger_) continue;
      if (const auto what = What(Counts::kState, t); what && IsUnder(t, tops)) {
        CountState(*what, t);
      }
      const bool shares = syntax_.IsVerb(t) && !syntax_.Child(t, Dep::kNsubj) &&
                          (syntax_.dep(t) == Dep::kAdvcl || syntax_.dep(t) == Dep::kConj);
      if (!shares || !IsUnder(t, tops)) continue;
      if (const auto what = What(Counts::kAct, t)) {
        if (const auto object = syntax_.Child(t, Dep::kDobj)) Add(*what, *object, true);
      }
    }
  }

  // True if `t` hangs from one of `tops`, and not in a clause of something else.
  bool IsUnder(TokenId t, const std::vector<TokenId>& tops) const {
    for (int step = 0; step < kFarUp && !syntax_.is_root(t); ++step) {
      const Dep dep = syntax_.dep(t);
      const TokenId above = syntax_.head(t);
      if (dep == Dep::kRelcl || dep == Dep::kParataxis) return false;
      if (dep == Dep::kCcomp &&
          grammar_.lexicon().patterns().Reporting(grammar_.lemma(above)) != nullptr) {
        return false;
      }
      if (std::find(tops.begin(), tops.end(), above) != tops.end()) return true;
      t = above;
    }
    return false;
  }

  void CountState(std::string_view what, TokenId state) {
    if (HasNumber(state)) return Add(what, state, false);
    const auto subject = syntax_.Child(state, Dep::kNsubj);
    if (subject && HasNumber(*subject)) return Add(what, *subject, false);
    const Dep dep = syntax_.dep(state);
    const TokenId above = syntax_.head(state);
    if ((dep == Dep::kAmod || dep == Dep::kAcl) && HasNumber(above)) {
      return Add(what, above, false);
    }
    if (dep != Dep::kAcomp && dep != Dep::kOprd) return;
    for (const Dep side : {Dep::kDobj, Dep::kNsubj}) {
      const auto noun = syntax_.Child(above, side);
      if (noun && HasNumber(*noun)) return Add(what, *noun, false);
    }
  }

  // "the 1991 assassination"
  bool IsYear(TokenId noun) const {
    const auto number = NumberTokenOf(noun);
    if (!number) return false;
    const std::string_view form = doc_.Form(*number);
    return form.size() == 4 && (form.substr(0, 2) == "19" || form.substr(0, 2) == "20");
  }

  bool IsNumber(TokenId t) const { return IsNumberToken(doc_, words_, t); }

  std::optional<TokenId> NumberTokenOf(TokenId head) const {
    if (IsNumber(head)) return head;
    for (const TokenId child : syntax_.tree().Children(head)) {
      const Dep dep = syntax_.dep(child);
      if (child < head && IsNumber(child) &&
          (dep == Dep::kNummod || dep == Dep::kAmod || dep == Dep::kQuantmod || dep == Dep::kNmod ||
           dep == Dep::kCompound)) {
        return child;
      }
    }
    return std::nullopt;
  }

  bool HasNumber(TokenId head) const { return NumberTokenOf(head).has_value(); }

  std::optional<Quantity> QuantityOf(TokenId head, bool befalls) const {
    if (const auto t = NumberTokenOf(head)) return QuantityAt(doc_, words_, Sentence(), *t);
    if (!befalls || doc_.Tag(head) != "NN" || What(Counts::kCrowd, head)) return std::nullopt;
    // "killed a soldier"
    for (const TokenId child : syntax_.tree().Children(head)) {
      if (syntax_.dep(child) != Dep::kDet || (doc_.Norm(child) != "a" && doc_.Norm(child) != "an"))
        continue;
      Quantity one;
      one.value = one.low = one.high = 1;
      one.tokens = {child, child + 1};
      return one;
    }
    return std::nullopt;
  }

  // Adds the number of `head`, with those of its conjuncts: "two soldiers and three
  // civilians". `befalls`: "a soldier" counts one.
  void Add(std::string_view what, TokenId head, bool befalls) {
    std::optional<Quantity> sum = QuantityOf(head, befalls);
    if (!sum) return;
    TokenId last = head;
    for (int step = 0; befalls && step < kFarUp; ++step) {
      const auto next = syntax_.Child(last, Dep::kConj);
      if (!next || !syntax_.IsNominal(*next)) break;
      if (What(Counts::kState, *next)) break;
      const auto more = QuantityOf(*next, befalls);
      if (!more) {
        // "a reporter, a driver and photographers": so many at least.
        if (!sum->low) return;
        sum->value = sum->high = std::nullopt;
        break;
      }
      sum->value = Sum(sum->value, more->value);
      sum->low = Sum(sum->low, more->low);
      sum->high = Sum(sum->high, more->high);
      if (!sum->value && !sum->low && !sum->high) return;
      sum->tokens.end = std::max(sum->tokens.end, more->tokens.end);
      last = *next;
    }
    EventNumber number;
    number.what = what;
    number.value = sum->value;
    number.low = sum->low;
    number.high = sum->high;
    number.text = doc_.SpanOf(sum->tokens);
    for (const EventNumber& other : found_) {
      if (other.text.Overlaps(number.text)) return;
    }
    found_.push_back(std::move(number));
  }

  static std::optional<int64_t> Sum(std::optional<int64_t> a, std::optional<int64_t> b) {
    if (!a || !b) return std::nullopt;
    return *a + *b;
  }

  TokenRange Sentence() const { return doc_.sentences[syntax_.tree().SentenceOf(trigger_)]; }

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Document& doc_;
  const NumberWords& words_;
  const TokenId trigger_;
  const Rule& rule_;
  std::vector<EventNumber> found_;
};

}  // namespace

std::vector<EventNumber> NumbersOf(const Grammar& grammar, TokenId trigger, const Rule& rule) {
  return Counter(grammar, trigger, rule).Run();
}

}  // namespace avviso
