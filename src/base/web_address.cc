#include "base/web_address.h"

namespace avviso {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

bool IsWebAddress(std::string_view url) {
  const std::string start = Lower(url.substr(0, 8));
  return start.starts_with("http://") || start == "https://";
}

std::string HostOf(std::string_view url) {
  if (!IsWebAddress(url)) return "";
  std::string_view host = url.substr(url.find("//") + 2);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  if (!host.starts_with("[")) host = host.substr(0, host.find(':'));
  const std::string lower = Lower(host);
  return lower.starts_with("www.") ? lower.substr(4) : lower;
}

}  // namespace avviso
