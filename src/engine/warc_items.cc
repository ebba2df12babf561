#include "engine/warc_items.h"

#include <utility>

#include "archive/http_message.h"
#include "archive/warc_reader.h"
#include "base/utf8.h"
#include "engine/text_intake.h"

namespace avviso {
namespace {

constexpr size_t kMostPage = 32 << 20;

bool IsPageType(const std::string& media) {
  return media == "text/html" || media == "application/xhtml+xml" || media == "text/plain";
}

// "6f1c…" of "<urn:uuid:6f1c…>".
std::string RecordId(std::string_view id) {
  for (const std::string_view start : {"<", "urn:uuid:"}) {
    if (id.substr(0, start.size()) == start) id.remove_prefix(start.size());
  }
  if (!id.empty() && id.back() == '>') id.remove_suffix(1);
  return RepairUtf8(id);
}

// The page in a record; none if it holds something else.
std::optional<Page> PageOf(const WarcRecord& record, std::vector<Note>* notes) {
  Page page;
  std::string_view type = record.fields.Get("Content-Type");
  if (record.type == WarcType::kResponse) {
    const Result<HttpResponse> response = ParseHttpResponse(record.body);
    if (!response.ok() || response.value().status != 200) return std::nullopt;
    type = response.value().fields.Get("Content-Type");
    if (!type.empty() && !IsPageType(MediaType(type))) return std::nullopt;
    DecodeHttpBody(response.value(), kMostPage, &page.bytes, notes);
  } else {
    if (!type.empty() && !IsPageType(MediaType(type))) return std::nullopt;
    page.bytes = std::string(record.body.substr(0, kMostPage));
  }
  if (record.body.size() < record.length) {
    notes->push_back(Note{"body-cut", "only the first 64 MB of the record were read"});
  }
  const bool dump = record.type == WarcType::kConversion || MediaType(type) == "text/plain";
  page.form = dump ? PageForm::kTextDump : PageForm::kHtml;
  page.charset = CharsetOf(type);
  if (!dump && type.empty() && page.bytes.find('<') == std::string::npos) return std::nullopt;
  return page;
}

// The item in a record; none if it holds no page.
std::optional<Item> ItemOf(const WarcRecord& record, const std::string& archive) {
  Item item;
  item.page = PageOf(record, &item.article.notes);
  if (!item.page) return std::nullopt;
  item.archive = archive;
  item.archive_offset = record.offset;
  item.article.id = RecordId(record.fields.Get("WARC-Record-ID"));
  if (item.article.id.empty()) item.article.id = "record-" + std::to_string(record.offset);
  item.article.url = RepairUtf8(record.uri());
  item.article.outlet = OutletOfUrl(item.article.url);
  return item;
}

}  // namespace

ItemStream WarcItems(std::unique_ptr<ByteSource> plain, const InputOrigin& origin,
                     const StreamOptions& options) {
  const auto reader = std::make_shared<WarcReader>(std::move(plain));
  return [reader, name = origin.name, limits = options.limits,
          ended = false]() mutable -> std::optional<Result<Item>> {
    WarcRecord record;
    while (!ended) {
      const Result<bool> more = reader->Next(&record);
      if (!more.ok()) {
        const ErrorCode code = more.error().code;
        ended = code != ErrorCode::kCorrupt && code != ErrorCode::kTruncated;
        return Result<Item>(Error{code, name + ": " + more.error().message});
      }
      if (!more.value()) break;
      std::optional<Item> item = ItemOf(record, name);
      if (item) return std::optional<Result<Item>>(std::in_place, std::move(*item));
    }
    return std::nullopt;
  };
}

}  // namespace avviso
