#include "base/json_reader.h"

#include <simdjson.h>

#include <bit>

namespace avviso {
namespace {

namespace dom = simdjson::dom;

static_assert(sizeof(dom::element) <= 2 * sizeof(uint64_t));
static_assert(std::is_trivially_copyable_v<dom::element>);

struct Tape {
  uint64_t words[2];
};

}  // namespace

struct JsonDocument::Impl {
  dom::parser parser;
  dom::element root;
};

// JsonValue keeps simdjson's element as plain words, so that the header doesn't
// show simdjson; {0, 0} is the missing value.
static dom::element Element(const uint64_t (&words)[2]) {
  return std::bit_cast<dom::element>(Tape{{words[0], words[1]}});
}

static void Store(dom::element element, uint64_t (&words)[2]) {
  const Tape tape = std::bit_cast<Tape>(element);
  words[0] = tape.words[0];
  words[1] = tape.words[1];
}

JsonValue::Kind JsonValue::kind() const {
  if (tape_[0] == 0 && tape_[1] == 0) return Kind::kMissing;
  switch (Element(tape_).type()) {
    case dom::element_type::ARRAY: return Kind::kArray;
    case dom::element_type::OBJECT: return Kind::kObject;
    case dom::element_type::STRING: return Kind::kString;
    case dom::element_type::BOOL: return Kind::kBool;
    case dom::element_type::NULL_VALUE: return Kind::kNull;
    default: return Kind::kNumber;
  }
}

JsonValue JsonValue::operator[](std::string_view member) const {
  JsonValue out;
  dom::element found;
  if (kind() == Kind::kObject && Element(tape_).at_key(member).get(found) == simdjson::SUCCESS) {
    Store(found, out.tape_);
  }
  return out;
}

std::string_view JsonValue::String() const {
  std::string_view out;
  if (kind() != Kind::kString || Element(tape_).get(out) != simdjson::SUCCESS) return {};
  return out;
}

std::optional<int64_t> JsonValue::Integer() const {
  int64_t out = 0;
  if (kind() != Kind::kNumber || Element(tape_).get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

std::optional<double> JsonValue::Number() const {
  double out = 0;
  if (kind() != Kind::kNumber || Element(tape_).get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

bool JsonValue::Bool(bool otherwise) const {
  bool out = otherwise;
  if (kind() == Kind::kBool && Element(tape_).get(out) != simdjson::SUCCESS) return otherwise;
  return out;
}

void JsonValue::ForEach(
    const std::function<void(std::string_view key, JsonValue value)>& each) const {
  JsonValue value;
  if (kind() == Kind::kArray) {
    for (dom::element element : dom::array(Element(tape_).get_array().value_unsafe())) {
      Store(element, value.tape_);
      each({}, value);
    }
  } else if (kind() == Kind::kObject) {
    for (dom::key_value_pair pair : dom::object(Element(tape_).get_object().value_unsafe())) {
      Store(pair.value, value.tape_);
      each(pair.key, value);
    }
  }
}

Result<JsonDocument> JsonDocument::Parse(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) {  // simdjson copies from it even so
    return Error{ErrorCode::kCorrupt, std::string(name) + " isn't well-formed JSON: it is empty"};
  }
  auto impl = std::make_unique<Impl>();
  const auto result = impl->parser.parse(bytes.data(), bytes.size());
  if (result.error() != simdjson::SUCCESS) {
    return Error{ErrorCode::kCorrupt, std::string(name) + " isn't well-formed JSON: " +
                                          simdjson::error_message(result.error())};
  }
  impl->root = result.value_unsafe();
  return JsonDocument(std::move(impl));
}

JsonDocument::JsonDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

JsonValue JsonDocument::root() const {
  JsonValue out;
  Store(impl_->root, out.tape_);
  return out;
}

}  // namespace avviso
