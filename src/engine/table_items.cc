#include "engine/table_items.h"

#include <array>
#include <utility>

#include "archive/header_fields.h"
#include "archive/peek_source.h"
#include "base/utf8.h"
#include "engine/text_intake.h"
#include "feeds/feed_date.h"
#include "feeds/table_reader.h"

namespace avviso {
namespace {

struct Columns {
  std::array<int, kParts> of{};

  Columns(const ColumnMap& map, const std::vector<std::string>& header) {
    for (size_t part = 0; part < kParts; ++part) {
      of[part] = map.ColumnOf(static_cast<Part>(part), header);
    }
  }
  bool Has(Part part) const { return of[static_cast<size_t>(part)] >= 0; }
  std::string Take(Part part, std::vector<std::string>* row) const {
    const int column = of[static_cast<size_t>(part)];
    const bool there = column >= 0 && static_cast<size_t>(column) < row->size();
    return there ? RepairUtf8((*row)[static_cast<size_t>(column)]) : "";
  }
};

// "Ana Berg; Lee Moor" as two names.
std::vector<std::string> Names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const size_t end = std::min(list.find_first_of(";|"), list.size());
    const std::string_view name = Trimmed(list.substr(0, end));
    if (!name.empty()) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

Result<Item> ItemOfRow(const Columns& columns, std::vector<std::string> row,
                       const std::string& number, const ItemLimits& limits) {
  Item item;
  Article& article = item.article;
  article.id = columns.Take(Part::kId, &row);
  if (article.id.empty()) article.id = "row-" + number;
  article.url = columns.Take(Part::kUrl, &row);
  article.outlet = columns.Take(Part::kOutlet, &row);
  if (article.outlet.empty()) article.outlet = OutletOfUrl(article.url);
  article.title = columns.Take(Part::kTitle, &row);
  article.authors = Names(columns.Take(Part::kAuthors, &row));
  const std::string language = columns.Take(Part::kLanguage, &row);
  if (!language.empty()) article.language = language;
  const std::string published = columns.Take(Part::kPublished, &row);
  const std::string iso = IsoOfFeedDate(published);
  SetPublished(iso.empty() ? published : iso, &article);
  const std::string text = columns.Take(Part::kText, &row);
  if (text.empty() && columns.Has(Part::kHtml)) {
    item.page = Page{PageForm::kHtml, columns.Take(Part::kHtml, &row), "utf-8", {}};
    return item;
  }
  if (published.empty()) SetPublished(limits.published, &article);
  SetText(article.title.empty() ? text : article.title + "\n\n" + text, limits.most_text, &article);
  return item;
}

}  // namespace

bool IsTable(std::string_view start, const std::string& ending, const std::string& media,
             const ColumnMap& columns) {
  if (ending == ".csv" || ending == ".tsv" || ending == ".tab") return true;
  if (media == "text/csv" || media == "text/tab-separated-values") return true;
  const char separator = SniffSeparator(start);
  if (separator == '\0' || start.find('\n') == std::string_view::npos) return false;
  TableReader reader(std::make_unique<ViewSource>(start), separator, 1 << 12);
  const auto header = reader.Next();
  if (!header || !header->ok() || header->value().size() < 2) return false;
  // A sentence with commas is no header: every field must be a name without spaces.
  for (const std::string& field : header->value()) {
    const std::string_view name = Trimmed(field);
    if (name.empty() || name.find_first_of(" .\"'") != std::string_view::npos) return false;
  }
  return columns.ColumnOf(Part::kText, header->value()) >= 0 ||
         columns.ColumnOf(Part::kHtml, header->value()) >= 0;
}

Result<ItemStream> TableItems(std::unique_ptr<ByteSource> source, const InputOrigin& origin,
                              const StreamOptions& options) {
  auto peek = std::make_unique<PeekSource>(std::move(source));
  AVVISO_ASSIGN(const std::string_view start, peek->Peek(1 << 13));
  char separator = SniffSeparator(start);
  if (separator == '\0') separator = ',';
  const uint64_t most = 2 * options.limits.most_text + (1 << 20);
  const auto table = std::make_shared<TableReader>(std::move(peek), separator, most);
  std::optional<Result<std::vector<std::string>>> header = table->Next();
  if (!header) return ItemStream([] { return std::optional<Result<Item>>(); });
  if (!header->ok()) {
    return Error{header->error().code, origin.name + ": " + header->error().message};
  }
  const Columns columns(options.columns, header->value());
  if (!columns.Has(Part::kText) && !columns.Has(Part::kHtml)) {
    return Error{ErrorCode::kInvalid,
                 origin.name + ": no column is named text (say which it is: --map text=COLUMN)"};
  }
  return ItemStream([table, columns, name = origin.name,
                     limits = options.limits]() -> std::optional<Result<Item>> {
    std::optional<Result<std::vector<std::string>>> row = table->Next();
    if (!row) return std::nullopt;
    if (!row->ok())
      return Result<Item>(Error{row->error().code, name + ": " + row->error().message});
    return ItemOfRow(columns, std::move(*row).value(), std::to_string(table->number()), limits);
  });
}

}  // namespace avviso
