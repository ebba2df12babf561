// HeaderFields: "Name: value" lines, as HTTP and WARC have them.

#ifndef AVVISO_ARCHIVE_HEADER_FIELDS_H_
#define AVVISO_ARCHIVE_HEADER_FIELDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace avviso {

struct HeaderField {
  std::string_view name;
  std::string_view value;  // without white space around it; a folded one holds its line ends
};

class HeaderFields {
 public:
  // Views into `lines`, which must outlive this. Lines without a colon are passed over.
  static HeaderFields Parse(std::string_view lines);

  // The value of the first field of that name, in any case; "" if there is none.
  std::string_view Get(std::string_view name) const;
  const std::vector<HeaderField>& all() const { return fields_; }

 private:
  std::vector<HeaderField> fields_;
};

// Compares ASCII letters without case.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);
std::string LowerAscii(std::string_view text);
std::string_view Trimmed(std::string_view text);  // of spaces, tabs and line ends

// The header that `bytes` start with: its length with the empty line that ends it,
// or npos if it doesn't end. Lines may end in "\r\n" or "\n".
size_t HeaderLength(std::string_view bytes);

// "text/html" of "Text/HTML; charset=utf-8", and its "utf-8". "" if not given.
std::string MediaType(std::string_view content_type);
std::string CharsetOf(std::string_view content_type);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_HEADER_FIELDS_H_
