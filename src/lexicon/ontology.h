// The ontology: types of acts with their classes, and the codes derived from
// them. Read from data/ontology; code knows no type by name.

#ifndef AVVISO_LEXICON_ONTOLOGY_H_
#define AVVISO_LEXICON_ONTOLOGY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

using TypeId = uint16_t;  // a row of types.tsv, from 1
inline constexpr TypeId kNoType = 0;

struct TypeRow {
  std::string name;     // "REQUEST"
  std::string quad;     // "verbal-conflict"
  std::string planned;  // the PLOVER code of such an act when it is planned; may equal `name`
  std::string planned_by_other;  // the same when someone else than its actor tells the plan
  // What the complement of an act of this type is: `swallow`, part of this act
  // and no act of its own; `claim`, told on the word of this act's source.
  enum class Content : uint8_t { kOwn, kSwallow, kClaim };
  Content content = Content::kOwn;
  bool verbal = false;     // an act of words: its source is its voice
  bool symmetric = false;  // joint subjects are all sources
};

class Ontology {
 public:
  static Result<Ontology> Load(const std::string& data_dir);

  // kNoType if there is none.
  TypeId Find(std::string_view name) const;
  const TypeRow& type(TypeId id) const { return types_[id - 1]; }
  const std::vector<TypeRow>& types() const { return types_; }
  // 0 if there is none; else 1 + its row in the order of first use.
  uint32_t FindQuad(std::string_view quad) const;
  uint32_t QuadOf(TypeId id) const { return FindQuad(type(id).quad); }
  bool HasMode(TypeId id, std::string_view mode) const;

  // The mode that the type of its content gives an act of words: a demand to
  // withdraw is REQUEST yield. Empty if none.
  std::string_view ModeOfContent(TypeId type, TypeId content) const;

  struct Codes {
    std::string cameo;
    double goldstein = 0;
  };
  // The CAMEO code and Goldstein value of an act: those of type, mode and
  // status, or of type and mode, or of the type alone.
  Codes CodesOf(std::string_view type, std::string_view mode, std::string_view status) const;

 private:
  struct CodeRow {
    std::string type, mode, status;
    Codes codes;
  };
  std::vector<TypeRow> types_;
  std::vector<std::string> quads_;
  std::vector<std::pair<TypeId, std::string>> modes_;
  struct ContentRow {
    TypeId type, content;
    std::string mode;
  };
  std::vector<ContentRow> content_modes_;
  std::vector<CodeRow> codes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_ONTOLOGY_H_
