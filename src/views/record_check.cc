// Walks the record with a stack of its own, and knows no more of the record's
// form than which names hold offsets, so that fields added later are checked too.

#include "views/record_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/json_reader.h"
#include "base/sha256.h"
#include "base/text_by_points.h"

namespace avviso {
namespace {

struct Offsets {
  int64_t begin, end;
};

// The value as offsets, if it is an array of two whole numbers.
std::optional<Offsets> AsOffsets(JsonValue value) {
  std::vector<int64_t> numbers;
  bool whole = value.kind() == JsonValue::Kind::kArray;
  value.ForEach([&](std::string_view, JsonValue element) {
    const auto number = element.Integer();
    whole = whole && number.has_value();
    if (number) numbers.push_back(*number);
  });
  if (!whole || numbers.size() != 2) return std::nullopt;
  return Offsets{numbers[0], numbers[1]};
}

class Checker {
 public:
  Checker(JsonValue root, std::string_view name)
      : root_(root), name_(name), text_(root["text"].String()) {}

  Result<RecordCheck> Run() {
    if (root_["text"].kind() != JsonValue::Kind::kString) return Broken("text", "isn't a string");
    if (Sha256Hex(root_["text"].String()) != root_["text_sha256"].String()) {
      return Broken("text_sha256", "isn't the hash of the text");
    }
    root_["events"].ForEach([this](std::string_view, JsonValue) { ++check_.events; });
    PushChildren({root_, ""});
    while (!stack_.empty()) {
      const Place place = std::move(stack_.back());
      stack_.pop_back();
      AVVISO_TRY(CheckPlace(place));
      PushChildren(place);
    }
    return check_;
  }

 private:
  struct Place {
    JsonValue value;
    std::string path;
  };

  Error Broken(const std::string& path, const std::string& what) const {
    return {ErrorCode::kCorrupt, std::string(name_) + ": " + path + ": " + what};
  }

  // In the order of the line: the last is pushed first.
  void PushChildren(const Place& place) {
    const auto kind = place.value.kind();
    if (kind != JsonValue::Kind::kArray && kind != JsonValue::Kind::kObject) return;
    const size_t before = stack_.size();
    size_t index = 0;
    place.value.ForEach([&](std::string_view key, JsonValue child) {
      std::string path = place.path;
      if (kind == JsonValue::Kind::kArray) {
        path.append("[").append(std::to_string(index++)).append("]");
      } else {
        path.append(path.empty() ? "" : ".").append(key);
      }
      stack_.push_back({child, std::move(path)});
    });
    std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(before), stack_.end());
  }

  Status CheckPlace(const Place& place) {
    if (const auto offsets = AsOffsets(place.value)) {
      if (!text_.At(offsets->begin, offsets->end)) {
        return Broken(place.path, "isn't inside the text");
      }
      return Ok();
    }
    const JsonValue quoted = place.value["text"];
    const JsonValue span = place.value["span"];
    if (span.present() && span.kind() != JsonValue::Kind::kNull && !AsOffsets(span)) {
      return Broken(place.path + ".span", "isn't a pair of offsets");
    }
    if (quoted.kind() != JsonValue::Kind::kString) {
      if (AsOffsets(span)) return Broken(place.path + ".text", "is missing");
      return Ok();
    }
    const auto offsets = AsOffsets(span.present() ? span : place.value["trigger"]);
    if (!offsets) return Broken(place.path + ".span", "is missing");
    const auto found = text_.At(offsets->begin, offsets->end);
    if (!found || *found != quoted.String()) {
      std::string what = "is \"";
      what.append(quoted.String()).append("\", but text[");
      what.append(std::to_string(offsets->begin)).append(":");
      what.append(std::to_string(offsets->end)).append("] is ");
      what.append(found ? "\"" : "not inside").append(found.value_or("")).append(found ? "\"" : "");
      return Broken(place.path + ".text", what);
    }
    ++check_.strings;
    return Ok();
  }

  JsonValue root_;
  std::string_view name_;
  TextByPoints text_;
  std::vector<Place> stack_;
  RecordCheck check_;
};

}  // namespace

Result<RecordCheck> CheckRecord(std::string_view line, std::string_view name) {
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(line, name));
  return Checker(document.root(), name).Run();
}

}  // namespace avviso
