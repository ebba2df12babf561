// Names: what the tables of actors call by which words, and the matcher that
// finds the longest of them in a text.
//
// A name is compared piece by piece, a piece being a run of letters and digits,
// folded (base/fold.h). So "Al-Qaeda", "al Qaeda" and "AL QAEDA" are one name,
// and how a tokenizer cuts them is no matter. A name marked `exact` wants its
// own case too.

#ifndef AVVISO_LEXICON_NAMES_H_
#define AVVISO_LEXICON_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/span.h"

namespace avviso {

enum class NameKind : uint8_t {
  kCountry,    // Serbia
  kAdjective,  // Serbian
  kPeople,     // Serbs
  kCapital,    // Belgrade
  kSeat,       // the Kremlin
  kBody,       // United Nations
  kNgo,
  kArmedGroup,
  kParty,
  kAgency,
  kOutlet,
  kEthnic,   // Kurds, Muslims
  kRole,     // president, soldier, ministry
  kUnnamed,  // sources, witnesses
  kNothing,  // French fries: nobody, though a name of a state stands in it
};

// How a role noun is used.
enum class RoleKind : uint8_t { kNone, kTitle, kPerson, kBody, kGroup };

struct NameRow {
  NameKind kind = NameKind::kCountry;
  RoleKind role = RoleKind::kNone;
  std::string name;     // the row's own name, or the role noun
  std::string country;  // alpha-3 or empty
  std::string sector;   // or empty
  std::string id;       // or empty
};

// A run of letters and digits.
struct Piece {
  Span span;
  uint64_t folded = 0;  // hash of the folded form
  uint64_t exact = 0;   // hash of the bytes
  bool upper = false;   // holds an upper-case letter
};

std::vector<Piece> SplitPieces(std::string_view text);

// The hash of a name is that of its pieces' folded hashes, one after another:
// kPieceSeed, then CombinePiece for each. Gazetteer files depend on it.
inline constexpr uint64_t kPieceSeed = 0xcbf29ce484222325u;
inline uint64_t CombinePiece(uint64_t hash, uint64_t piece) {
  hash ^= piece + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
  return hash * 0xff51afd7ed558ccdu;
}

class Names {
 public:
  // Lets the words of `text` stand for `rows()[row]`. The first to claim the
  // same words keeps them. False if `text` has no piece.
  bool Add(std::string_view text, uint32_t row, bool exact);
  uint32_t AddRow(NameRow row);

  const std::vector<NameRow>& rows() const { return rows_; }

  struct Match {
    uint32_t row = UINT32_MAX;
    uint32_t pieces = 0;  // 0: none
    bool exact = false;   // by its own case
  };
  // Matches that begin at pieces[at], longest first, of at most `limit` pieces.
  void MatchAt(const std::vector<Piece>& pieces, size_t at, size_t limit,
               std::vector<Match>* matches) const;

 private:
  struct Node {
    uint32_t row = UINT32_MAX;  // in any case
    bool more = false;          // a longer name goes on from here
    bool exact = false;         // exact_ holds forms of it
  };
  std::vector<NameRow> rows_;
  std::unordered_map<uint64_t, Node> nodes_;      // by the hash of the folded pieces so far
  std::unordered_map<uint64_t, uint32_t> exact_;  // rows by the hash of the pieces as written
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_NAMES_H_
