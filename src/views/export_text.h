// Escaping for the forms that aren't JSON.

#ifndef AVVISO_VIEWS_EXPORT_TEXT_H_
#define AVVISO_VIEWS_EXPORT_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace avviso {

// A line of CSV (RFC 4180) with CRLF. A value that a spreadsheet would take for a
// formula (it begins with = + - @ or a control character) gets an apostrophe before
// it, unless it is a plain number.
std::string CsvLine(const std::vector<std::string>& values);

// A line of tab-separated values with LF: tabs, line ends and other controls in
// values become spaces, since these forms know no quoting. A value that begins with a
// quotation mark gets a space before it, since readers that do know quoting would
// take all up to the next mark, lines and all, for one value.
std::string TabLine(const std::vector<std::string>& values);

// For text and attributes of XML 1.0; characters that it can't hold are dropped.
std::string XmlText(std::string_view text);

// The shortest form of a number; "" if it isn't finite.
std::string NumberText(double number);

}  // namespace avviso

#endif  // AVVISO_VIEWS_EXPORT_TEXT_H_
