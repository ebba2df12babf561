#include "feeds/table_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace avviso {
namespace {

constexpr size_t kPiece = 1 << 16;

}  // namespace

char SniffSeparator(std::string_view start) {
  constexpr std::array<char, 3> kSeparators = {'\t', ',', ';'};
  std::array<size_t, 3> counts{};
  bool quoted = false;
  for (const char c : start) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    for (size_t i = 0; i < kSeparators.size(); ++i) counts[i] += c == kSeparators[i];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? '\0' : kSeparators[static_cast<size_t>(most - counts.begin())];
}

TableReader::TableReader(std::unique_ptr<ByteSource> source, char separator, uint64_t most)
    : source_(std::move(source)), separator_(separator), most_(most) {}

bool TableReader::Fill() {
  if (ended_) return false;
  buffer_.resize(kPiece);
  at_ = 0;
  const Result<size_t> got = source_->Read(buffer_.data(), kPiece);
  if (!got.ok()) failure_ = got.error();
  buffer_.resize(got.ok() ? got.value() : 0);
  ended_ = buffer_.empty();
  return !ended_;
}

// The next byte, or -1 at the end.
int TableReader::Peek() {
  if (at_ == buffer_.size() && !Fill()) return -1;
  return static_cast<unsigned char>(buffer_[at_]);
}

bool TableReader::TakeRow(std::vector<std::string>* row) {
  uint64_t size = 0;
  std::string field;
  bool quoted = false;   // within quotes
  bool started = false;  // the field has had a character
  while (true) {
    const int next = Peek();
    if (next < 0) break;
    ++at_;
    const char c = static_cast<char>(next);
    if (quoted && c == '"' && Peek() != '"') {
      quoted = false;
      continue;
    }
    if (quoted && c == '"') ++at_;  // the second of two stands for one
    if (!quoted && c == '"' && !started) {
      quoted = started = true;
      continue;
    }
    if (!quoted && c == '\n') break;
    if (!quoted && c == separator_) {
      row->push_back(std::exchange(field, ""));
      started = false;
      ++size;
    } else if (++size <= most_) {
      field += c;
      started = true;
    }
    if (size > most_) {  // keeps nothing of it, but must find its end
      field.clear();
      row->clear();
    }
  }
  if (!field.empty() && field.back() == '\r') field.pop_back();
  row->push_back(std::move(field));
  return size <= most_;
}

std::optional<Result<std::vector<std::string>>> TableReader::Next() {
  using Row = Result<std::vector<std::string>>;
  while (true) {
    if (Peek() < 0) {
      if (failure_) return Row(*std::exchange(failure_, std::nullopt));
      return std::nullopt;
    }
    std::vector<std::string> row;
    const bool fits = TakeRow(&row);
    ++number_;
    if (!fits) {
      return Row(Error{ErrorCode::kExhausted, "row " + std::to_string(number_) +
                                                  " is longer than the limit of " +
                                                  std::to_string(most_) + " bytes"});
    }
    if (number_ == 1 && row[0].compare(0, 3, "\xEF\xBB\xBF") == 0) {
      row[0].erase(0, 3);
      if (row[0].size() > 1 && row[0].front() == '"' && row[0].back() == '"') {
        row[0] = row[0].substr(1, row[0].size() - 2);
      }
    }
    if (row.size() == 1 && row[0].empty()) continue;
    return Row(std::move(row));
  }
}

}  // namespace avviso
