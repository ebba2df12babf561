// What Python 3.11 says of characters and of strings: the models were trained on its
// answers (Unicode 14.0). The only code that knows the library behind it (utf8proc).
//
// All strings are well-formed UTF-8. ASCII costs a table look-up.

#ifndef AVVISO_NLP_INTERNAL_UNICODE_H_
#define AVVISO_NLP_INTERNAL_UNICODE_H_

#include <string>
#include <string_view>

namespace avviso {

bool IsAlpha(char32_t c);
bool IsDigit(char32_t c);    // str.isdigit: also superscripts and the like
bool IsDecimal(char32_t c);  // str.isdecimal, which is \d of `re`
bool IsAlnum(char32_t c);    // str.isalnum; with '_' this is \w of `re`
bool IsSpace(char32_t c);    // str.isspace, which is \s of `re`
bool IsUpper(char32_t c);
bool IsLower(char32_t c);
bool IsCased(char32_t c);
char32_t SimpleLower(char32_t c);
char32_t SimpleUpper(char32_t c);

// str.isalpha() and str.isspace(): of all characters, and false for no character.
bool IsAlpha(std::string_view text);
bool IsSpace(std::string_view text);

// str.lower(), with a final sigma and the dotted capital I. Appends to `*out`.
void AppendLower(std::string_view text, std::string* out);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_UNICODE_H_
