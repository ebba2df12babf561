#include "fetch/robots.h"

#include <string.h>

#include <algorithm>
#include <cstdlib>

namespace avviso {
namespace {

constexpr size_t kMostBytes = 500 << 10;
constexpr size_t kMostPath = 8192;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\f\v");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\f\v") + 1 - begin);
}

int HexOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsUnreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void AppendEscaped(unsigned char c, std::string* out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out->push_back('%');
  out->push_back(kHex[c >> 4]);
  out->push_back(kHex[c & 15]);
}

// One way to write each path: escapes of what needs none undone, others in upper
// case, bytes beyond ASCII escaped.
std::string Normalised(std::string_view path) {
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(path[i]);
    const bool escape =
        c == '%' && i + 2 < path.size() && HexOf(path[i + 1]) >= 0 && HexOf(path[i + 2]) >= 0;
    if (escape) {
      const auto value = static_cast<unsigned char>(HexOf(path[i + 1]) * 16 + HexOf(path[i + 2]));
      if (IsUnreserved(value)) {
        out.push_back(static_cast<char>(value));
      } else {
        AppendEscaped(value, &out);
      }
      i += 2;
    } else if (c >= 0x80 || c <= 0x20) {
      AppendEscaped(c, &out);
    } else {
      out.push_back(static_cast<char>(c));
    }
  }
  return out;
}

// Takes the pieces between stars one after another, each at its first place: if any
// way fits, this one does.
bool Fits(std::string_view pattern, std::string_view path) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) pattern.remove_suffix(1);
  const size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  if (path.substr(0, head.size()) != head) return false;
  path.remove_prefix(head.size());
  if (star == std::string_view::npos) return !anchored || path.empty();
  pattern.remove_prefix(star + 1);
  while (true) {
    const size_t next = pattern.find('*');
    const std::string_view piece = pattern.substr(0, next);
    const bool last = next == std::string_view::npos;
    if (last && anchored) {
      return path.size() >= piece.size() && path.substr(path.size() - piece.size()) == piece;
    }
    if (!piece.empty()) {
      const void* found = ::memmem(path.data(), path.size(), piece.data(), piece.size());
      if (found == nullptr) return false;
      const size_t at = static_cast<size_t>(static_cast<const char*>(found) - path.data());
      path.remove_prefix(at + piece.size());
    }
    if (last) return true;
    pattern.remove_prefix(next + 1);
  }
}

// "googlebot" of "Googlebot/2.1 (…)".
std::string ProductOf(std::string_view value) {
  size_t end = 0;
  while (end < value.size() &&
         (HexOf(value[end]) >= 10 || (Lower(value[end]) >= 'g' && Lower(value[end]) <= 'z') ||
          value[end] == '-' || value[end] == '_')) {
    ++end;
  }
  return Lowered(value.substr(0, end));
}

}  // namespace

Robots Robots::DisallowAll() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

Robots Robots::Parse(std::string_view text, std::string_view agent) {
  const std::string wanted = Lowered(agent);
  text = text.substr(0, kMostBytes);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  Robots ours, any;
  bool names_us = false;  // any group does
  bool in_names = false;  // among the lines that say whom a group is for
  bool for_us = false, for_any = false;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = Lowered(Trim(line.substr(0, colon)));
    const std::string_view value = Trim(line.substr(colon + 1));
    if (key == "user-agent") {
      if (!in_names) for_us = for_any = false;
      in_names = true;
      for_us = for_us || (!wanted.empty() && ProductOf(value) == wanted);
      for_any = for_any || value.substr(0, 1) == "*";
      names_us = names_us || for_us;
      continue;
    }
    if (key == "sitemap") {
      if (!value.empty()) ours.sitemaps_.emplace_back(value);
      continue;
    }
    const bool rule = key == "allow" || key == "disallow";
    if (!rule && key != "crawl-delay") continue;
    in_names = false;
    for (Robots* robots : {for_us ? &ours : nullptr, for_any ? &any : nullptr}) {
      if (robots == nullptr) continue;
      if (!rule) {
        const double delay = std::strtod(std::string(value).c_str(), nullptr);
        if (delay > 0 && delay < 1e6) robots->crawl_delay_ = delay;
      } else if (!value.empty()) {  // an empty one says nothing
        robots->rules_.push_back({Normalised(value), key == "allow"});
      }
    }
  }
  if (!names_us) std::swap(ours.rules_, any.rules_);
  if (!names_us) ours.crawl_delay_ = any.crawl_delay_;
  return ours;
}

bool Robots::Allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  const std::string normalised = Normalised(path.substr(0, kMostPath));
  size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const size_t length = rule.pattern.size();
    if (length < longest || (length == longest && (allowed || !rule.allow))) continue;
    if (!Fits(rule.pattern, normalised)) continue;
    longest = length;
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace avviso
