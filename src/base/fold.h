// Folding: the form by which names are compared, without case and diacritics.
//
// "Vučić" and "VUCIC" fold to "vucic", "Łódź" to "lodz", "Großbritannien" to
// "grossbritannien". Letters that Unicode doesn't decompose (đ, ø, ł, æ, ı …)
// fold to what news English writes for them. Pure; no locale.

#ifndef AVVISO_BASE_FOLD_H_
#define AVVISO_BASE_FOLD_H_

#include <string>
#include <string_view>

namespace avviso {

// Appends the folded form of `text`, which is well-formed UTF-8, to `*out`.
void AppendFolded(std::string_view text, std::string* out);

std::string Folded(std::string_view text);

// True for letters and digits of any script.
bool IsWordCharacter(char32_t code_point);
bool IsUpperCase(char32_t code_point);

}  // namespace avviso

#endif  // AVVISO_BASE_FOLD_H_
