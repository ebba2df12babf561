#include "engine/item_stream.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "archive/gzip.h"
#include "archive/header_fields.h"
#include "archive/peek_source.h"
#include "archive/zip_file.h"
#include "archive/zstd_source.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/web_address.h"
#include "engine/json_line.h"
#include "engine/line_reader.h"
#include "engine/table_items.h"
#include "engine/text_intake.h"
#include "engine/warc_items.h"

namespace avviso {
namespace {

constexpr size_t kLook = 1 << 13;
constexpr uint64_t kMostFeed = 64 << 20;
constexpr uint64_t kMostPage = 32 << 20;
constexpr uint64_t kMostZipInMemory = 256 << 20;
constexpr int kMostLayers = 3;  // a .jsonl.gz in a zip

constexpr std::array<std::string_view, 38> kBinary = {
    ".7z",  ".avi",    ".bin", ".bmp", ".bz2",  ".css",  ".db",  ".dll", ".doc",  ".docx",
    ".exe", ".gif",    ".ico", ".jar", ".jpeg", ".jpg",  ".js",  ".mov", ".mp3",  ".mp4",
    ".o",   ".ods",    ".odt", ".ogg", ".otf",  ".pdf",  ".png", ".ppt", ".pptx", ".pyc",
    ".so",  ".sqlite", ".svg", ".tar", ".ttf",  ".webp", ".xls", ".xlsx"};

std::string LowerEnding(const std::string& name) {
  return LowerAscii(std::filesystem::path(name).extension().string());
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

std::string_view WithoutMark(std::string_view start) {
  if (StartsWith(start, "\xEF\xBB\xBF")) start.remove_prefix(3);
  return start.substr(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
}

bool IsZstd(std::string_view start) {
  return StartsWith(start, "\x28\xB5\x2F\xFD") || StartsWith(start, "\x5D\x2A\x4D\x18");
}

bool IsZip(std::string_view start) {
  return StartsWith(start, "PK\x03\x04") || StartsWith(start, "PK\x05\x06");
}

bool IsHtml(std::string_view start, const std::string& ending, const std::string& media) {
  if (ending == ".html" || ending == ".htm" || ending == ".xhtml") return true;
  if (media == "text/html" || media == "application/xhtml+xml") return true;
  const std::string lower = LowerAscii(WithoutMark(start).substr(0, 200));
  return StartsWith(lower, "<!doctype html") || StartsWith(lower, "<html") ||
         (StartsWith(lower, "<?xml") && lower.find("<html") != std::string::npos);
}

bool IsJsonLines(std::string_view start, const std::string& ending, const std::string& media) {
  if (ending == ".jsonl" || ending == ".ndjson") return true;
  if (media == "application/x-ndjson" || media == "application/jsonl") return true;
  const std::string_view first = WithoutMark(start);
  return StartsWith(first, "{") && (first.find("\"text\"") != std::string_view::npos ||
                                    first.find("\"html\"") != std::string_view::npos);
}

ItemStream One(Result<Item> item) {
  return [item = std::optional<Result<Item>>(std::move(item))]() mutable {
    return std::exchange(item, std::nullopt);
  };
}

std::string IdOf(const InputOrigin& origin) {
  if (!origin.url.empty()) return origin.url;
  return std::filesystem::path(origin.name).stem().string();
}

Item NewItem(const InputOrigin& origin, bool lost) {
  Item item;
  item.article.id = IdOf(origin);
  item.article.url = origin.url;
  item.article.outlet = OutletOfUrl(origin.url);
  if (lost) {
    item.article.notes.push_back({"bytes-lost", "the compressed bytes are damaged or cut short"});
  }
  return item;
}

Result<ItemStream> OpenText(ByteSource* source, const InputOrigin& origin,
                            const StreamOptions& options) {
  const ItemLimits& limits = options.limits;
  std::string bytes;
  bool lost = false;
  AVVISO_TRY(ReadUpTo(source, limits.most_text + 8, &bytes, &lost));
  AVVISO_TRY(CheckIsText(bytes, origin.name));
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.erase(0, 3);  // no part of the text
  Item item = NewItem(origin, lost);
  if (options.text_pages) {
    item.page = Page{PageForm::kTextDump, std::move(bytes), "utf-8", {}};
    return One(std::move(item));
  }
  SetPublished(limits.published, &item.article);
  SetText(std::move(bytes), limits.most_text, &item.article);
  return One(std::move(item));
}

Result<ItemStream> OpenPage(ByteSource* source, const InputOrigin& origin) {
  Page page;
  bool lost = false;
  AVVISO_TRY(ReadUpTo(source, kMostPage + 1, &page.bytes, &lost));
  AVVISO_TRY(CheckIsPage(page.bytes, origin.name));
  const bool over = page.bytes.size() > kMostPage;
  if (over) page.bytes.resize(kMostPage);
  page.charset = CharsetOf(origin.content_type);
  Item item = NewItem(origin, lost);
  if (over) {
    item.article.notes.push_back({"body-cut", "only the first 32 MB of the page were read"});
  }
  item.page = std::move(page);
  return One(std::move(item));
}

Result<ItemStream> OpenFeed(ByteSource* source, const InputOrigin& origin,
                            const ItemLimits& limits) {
  std::string bytes;
  bool lost = false;
  AVVISO_TRY(ReadUpTo(source, kMostFeed + 1, &bytes, &lost));
  if (bytes.size() > kMostFeed) {
    return Error{ErrorCode::kExhausted, origin.name + ": a feed of more than 64 MB"};
  }
  AVVISO_ASSIGN(Feed parsed, ParseFeed(bytes, CharsetOf(origin.content_type), origin.name));
  if (parsed.kind == FeedKind::kOpml || parsed.kind == FeedKind::kSitemap ||
      parsed.kind == FeedKind::kSitemapIndex) {
    return Error{ErrorCode::kUnsupported,
                 origin.name + ": it holds addresses, no articles (give it to avviso watch)"};
  }
  const auto feed = std::make_shared<const Feed>(std::move(parsed));
  return ItemStream(
      [feed, at = size_t{0}, name = origin.name, limits]() mutable -> std::optional<Result<Item>> {
        if (at == feed->items.size()) return std::nullopt;
        const FeedItem& item = feed->items[at++];
        return ItemOfFeed(item, name + ": item " + std::to_string(at), limits);
      });
}

Result<ItemStream> OpenLines(std::unique_ptr<ByteSource> source, const InputOrigin& origin,
                             const StreamOptions& options) {
  // Room for a text at its limit with many escapes; a longer line is refused.
  const uint64_t most = 4 * options.limits.most_text + (1 << 20);
  const auto lines = std::make_shared<LineReader>(std::move(source), origin.name, most);
  return ItemStream([lines, options]() -> std::optional<Result<Item>> {
    while (std::optional<Result<std::string>> line = lines->Next()) {
      if (!line->ok()) {
        const bool long_line = line->error().code == ErrorCode::kExhausted;
        return Result<Item>(Error{
            line->error().code, line->error().message + (long_line ? " (raise --max-text)" : "")});
      }
      std::string bytes = std::move(*line).value();
      if (lines->number() == 1 && StartsWith(bytes, "\xEF\xBB\xBF")) bytes.erase(0, 3);
      if (bytes.find_first_not_of(" \t") == std::string::npos) continue;
      return ItemFromJsonLine(
          std::move(bytes), lines->name(), lines->number(),
          {options.limits.published, options.limits.most_text, &options.columns});
    }
    return std::nullopt;
  });
}

// Remembers that damage was passed over.
class LossWatch : public ByteSource {
 public:
  LossWatch(std::unique_ptr<ByteSource> inner, std::shared_ptr<bool> lost)
      : inner_(std::move(inner)), seen_(std::move(lost)) {}

  Result<size_t> Read(char* to, size_t size) override {
    Result<size_t> got = inner_->Read(to, size);
    *seen_ = *seen_ || inner_->lost_bytes();
    return got;
  }
  bool lost_bytes() const override { return inner_->lost_bytes(); }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::shared_ptr<bool> seen_;
};

// Lines and rows have no notes to tell that some of them are lost: an error behind the last
// one does. It stands in place of the last row of a table, which may be cut and not show it.
ItemStream TellLoss(ItemStream items, std::shared_ptr<bool> lost, const std::string& name,
                    bool rows) {
  struct Held {
    std::optional<Result<Item>> item;
    bool started = false, ended = false;
  };
  return [items = std::move(items), lost = std::move(lost), name, rows,
          held = std::make_shared<Held>()]() -> std::optional<Result<Item>> {
    if (held->ended) return std::nullopt;
    if (rows && !std::exchange(held->started, true)) held->item = items();
    std::optional<Result<Item>> next = items();
    if (!next) {
      held->ended = true;
      if (*lost) {
        return Result<Item>(Error{ErrorCode::kTruncated,
                                  name + ": its packed bytes are damaged or cut short, and what "
                                         "they held is lost"});
      }
    }
    return rows ? std::exchange(held->item, std::move(next)) : std::move(next);
  };
}

// NOLINTNEXTLINE(misc-no-recursion): at most kMostLayers deep
Result<ItemStream> OpenLayer(std::unique_ptr<ByteSource> bytes, const InputOrigin& origin,
                             const StreamOptions& options, int layer);

// The members of a zip one after another, each as if it were a file.
class ZipItems {
 public:
  ZipItems(ZipFile zip, InputOrigin origin, StreamOptions options, int layer)
      : zip_(std::move(zip)),
        origin_(std::move(origin)),
        options_(std::move(options)),
        layer_(layer) {}

  std::optional<Result<Item>> Next() {
    while (true) {
      if (inner_) {
        std::optional<Result<Item>> item = (*inner_)();
        if (item) return item;
        inner_.reset();
      }
      if (at_ == zip_.names().size()) return std::nullopt;
      const std::string& name = zip_.names()[at_++];
      const std::string file = std::filesystem::path(name).filename().string();
      if (StartsWith(name, "__MACOSX/") || StartsWith(file, ".") || IsBinaryName(name)) continue;
      Result<ItemStream> opened = Open(name);
      if (!opened.ok()) {
        return Result<Item>(
            Error{opened.error().code, origin_.name + ": " + opened.error().message});
      }
      inner_ = std::move(opened).value();
    }
  }

 private:
  Result<ItemStream> Open(const std::string& name) {
    Result<std::unique_ptr<ByteSource>> member = zip_.Member(at_ - 1);
    if (!member.ok()) return Error{member.error().code, name + ": " + member.error().message};
    InputOrigin inner = origin_;
    inner.name = RepairUtf8(name);
    inner.path = inner.content_type = inner.url = "";
    return OpenLayer(std::move(member).value(), inner, options_, layer_ + 1);
  }

  ZipFile zip_;
  InputOrigin origin_;
  StreamOptions options_;
  int layer_;
  size_t at_ = 0;
  std::optional<ItemStream> inner_;
};

Result<ItemStream> OpenZip(ByteSource* source, const InputOrigin& origin,
                           const StreamOptions& options, int layer) {
  std::optional<ZipFile> zip;
  if (!origin.path.empty() && layer == 0) {
    AVVISO_ASSIGN(zip, ZipFile::Open(origin.path));
  } else {
    std::string bytes;
    bool lost = false;
    AVVISO_TRY(ReadUpTo(source, kMostZipInMemory + 1, &bytes, &lost));
    if (bytes.size() > kMostZipInMemory) {
      return Error{ErrorCode::kExhausted,
                   origin.name + ": a zip of more than 256 MB must be a file of its own"};
    }
    Result<ZipFile> made = ZipFile::FromBytes(std::move(bytes));
    if (!made.ok()) return Error{made.error().code, origin.name + ": " + made.error().message};
    zip = std::move(made).value();
  }
  const auto items = std::make_shared<ZipItems>(std::move(*zip), origin, options, layer);
  return ItemStream([items] { return items->Next(); });
}

// The ending of packed files goes, so that "a.jsonl.gz" is known as "a.jsonl".
InputOrigin Unpacked(InputOrigin origin) {
  const std::string ending = LowerEnding(origin.name);
  if (ending == ".gz" || ending == ".zst") origin.name.resize(origin.name.size() - ending.size());
  origin.path = "";
  return origin;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kMostLayers deep
Result<ItemStream> OpenLayer(std::unique_ptr<ByteSource> bytes, const InputOrigin& origin,
                             const StreamOptions& options, int layer) {
  if (layer > kMostLayers) {
    return Error{ErrorCode::kUnsupported, origin.name + ": packed more than three times over"};
  }
  const auto lost = std::make_shared<bool>(false);
  auto source = std::make_unique<PeekSource>(std::make_unique<LossWatch>(std::move(bytes), lost));
  const auto open_lines = [&]() -> Result<ItemStream> {
    AVVISO_ASSIGN(ItemStream items, OpenLines(std::move(source), origin, options));
    return TellLoss(std::move(items), lost, origin.name, /*rows=*/false);
  };
  AVVISO_ASSIGN(const std::string_view seen, source->Peek(kLook));
  const std::string start(seen);
  if (StartsWith(start, "\x1F\x8B\x08")) {
    return OpenLayer(std::make_unique<GzipSource>(std::move(source)), Unpacked(origin), options,
                     layer + 1);
  }
  if (IsZstd(start)) {
    return OpenLayer(std::make_unique<ZstdSource>(std::move(source)), Unpacked(origin), options,
                     layer + 1);
  }
  if (IsZip(start)) return OpenZip(source.get(), origin, options, layer);
  const std::string ending = LowerEnding(origin.name);
  const std::string media = MediaType(origin.content_type);
  if (options.json_lines) return open_lines();
  if (StartsWith(start, "WARC/")) return WarcItems(std::move(source), origin, options);
  if (SniffFeed(start)) return OpenFeed(source.get(), origin, options.limits);
  if (IsJsonLines(start, ending, media)) return open_lines();
  if (IsTable(start, ending, media, options.columns)) {
    AVVISO_ASSIGN(ItemStream items, TableItems(std::move(source), origin, options));
    return TellLoss(std::move(items), lost, origin.name, /*rows=*/true);
  }
  if (IsHtml(start, ending, media)) return OpenPage(source.get(), origin);
  if (StartsWith(WithoutMark(start), "<?xml")) {
    return Error{ErrorCode::kUnsupported, origin.name + ": XML of a kind that isn't known"};
  }
  if (ending == ".warc") {
    return Error{ErrorCode::kCorrupt, origin.name + ": it doesn't start as a WARC file does"};
  }
  return OpenText(source.get(), origin, options);
}

}  // namespace

bool IsBinaryName(std::string_view name) {
  const std::string ending = LowerEnding(std::string(name));
  return std::find(kBinary.begin(), kBinary.end(), ending) != kBinary.end();
}

std::string OutletOfUrl(std::string_view url) { return HostOf(url); }

Result<ItemStream> OpenItems(std::unique_ptr<ByteSource> bytes, const InputOrigin& origin,
                             const StreamOptions& options) {
  return OpenLayer(std::move(bytes), origin, options, 0);
}

std::string IdOfWords(const FeedItem& item) {
  uint64_t hash = 0;
  for (const std::string* part : {&item.title, &item.published, &item.summary, &item.content}) {
    hash = MurmurHash64A(*part, hash);
  }
  char hex[24];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash));
  return std::string("item-") + hex;
}

Result<Item> ItemOfFeed(const FeedItem& feed_item, const std::string& name,
                        const ItemLimits& limits) {
  if (feed_item.content.empty() && feed_item.summary.empty() && feed_item.title.empty()) {
    return Error{ErrorCode::kInvalid, name + " holds no words"};
  }
  Item item;
  Article& article = item.article;
  article.id = feed_item.id.empty() ? IdOfWords(feed_item) : feed_item.id;
  article.url = feed_item.url;
  article.outlet = OutletOfUrl(feed_item.url);
  if (article.outlet.empty()) article.outlet = feed_item.outlet;
  article.title = feed_item.title;
  article.authors = feed_item.authors;
  if (!feed_item.language.empty()) article.language = feed_item.language;
  SetPublished(feed_item.published.empty() ? limits.published : feed_item.published, &article);
  const bool whole = !feed_item.content.empty();
  std::string text = article.title;
  const std::string& body = whole ? feed_item.content : feed_item.summary;
  if (!text.empty() && !body.empty()) text += "\n\n";
  text += body;
  if (!whole) {
    article.notes.push_back({"summary-only", "the feed gives a summary, not the article"});
  }
  SetText(std::move(text), limits.most_text, &article);
  return item;
}

}  // namespace avviso
