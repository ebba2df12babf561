// JSON out: appends one value after another to a string, commas and escapes
// included. Text is written as UTF-8, not as \u escapes, except for controls and
// for U+2028 and U+2029, which some readers take for line ends.
//
//   JsonWriter json(&out);
//   json.BeginObject();
//   json.Key("type");  json.String("ASSAULT");
//   json.EndObject();

#ifndef AVVISO_BASE_JSON_WRITER_H_
#define AVVISO_BASE_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace avviso {

class JsonWriter {
 public:
  explicit JsonWriter(std::string* out) : out_(out) {}

  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view key);       // requires an object
  void String(std::string_view value);  // requires well-formed UTF-8
  void Integer(int64_t value);
  void Number(double value);  // the shortest form that reads back; null if not finite
  void Bool(bool value);
  void Null();

  // Key and value in one.
  void Field(std::string_view key, std::string_view value) {
    Key(key);
    String(value);
  }
  void FieldInteger(std::string_view key, int64_t value) {
    Key(key);
    Integer(value);
  }
  void FieldNumber(std::string_view key, double value) {
    Key(key);
    Number(value);
  }
  void FieldBool(std::string_view key, bool value) {
    Key(key);
    Bool(value);
  }
  void FieldNull(std::string_view key) {
    Key(key);
    Null();
  }
  // The string, or null if it is empty.
  void FieldOrNull(std::string_view key, std::string_view value);

 private:
  void Open(char bracket);
  void Close(char bracket);
  void Separate();  // a comma if a value stands before in this array or object

  std::string* out_;
  bool comma_ = false;
};

}  // namespace avviso

#endif  // AVVISO_BASE_JSON_WRITER_H_
