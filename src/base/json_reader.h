// JSON in: a parsed document and cheap views of its values. The only code that
// knows the parser behind it (simdjson).
//
//   AVVISO_ASSIGN(JsonDocument doc, JsonDocument::Parse(bytes, "config"));
//   std::string_view lang = doc.root()["lang"].String();
//
// Look-ups never fail: a missing member, or a value of another type, is a value
// of kind kMissing, and asking it for a string gives "". Depth is limited to
// 1,024, so a hostile nest can't exhaust the stack.

#ifndef AVVISO_BASE_JSON_READER_H_
#define AVVISO_BASE_JSON_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

// A view into a JsonDocument; valid while that lives.
class JsonValue {
 public:
  enum class Kind { kMissing, kNull, kBool, kNumber, kString, kArray, kObject };

  JsonValue() = default;

  Kind kind() const;
  bool present() const { return kind() != Kind::kMissing; }
  JsonValue operator[](std::string_view member) const;  // of an object; kMissing if none
  std::string_view String() const;                      // "" unless a string
  std::optional<int64_t> Integer() const;               // a whole number that fits
  std::optional<double> Number() const;
  bool Bool(bool otherwise) const;
  // Calls `each` for the elements of an array, or the members of an object (the
  // key is empty for elements), in order. Does nothing for other kinds.
  void ForEach(const std::function<void(std::string_view key, JsonValue value)>& each) const;

 private:
  friend class JsonDocument;
  uint64_t tape_[2] = {0, 0};  // simdjson's element: a document and a place on its tape
};

class JsonDocument {
 public:
  // Errors: kCorrupt, with `name` and what is wrong, if `bytes` isn't one
  // well-formed JSON text in UTF-8.
  static Result<JsonDocument> Parse(std::string_view bytes, std::string_view name);

  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  JsonValue root() const;

 private:
  struct Impl;
  explicit JsonDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace avviso

#endif  // AVVISO_BASE_JSON_READER_H_
