// GDELT's feed: for each quarter of an hour in which records came in, a zip of events
// and one of mentions, a list of all of them, and last the name of the newest, so that
// who polls lastupdate.txt finds files that are there.

#include <filesystem>
#include <memory>
#include <string>

#include "archive/zip_writer.h"
#include "base/file_system.h"
#include "base/md5.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/query_parts.h"
#include "store/store_reader.h"
#include "views/export.h"
#include "views/export_record.h"

namespace avviso {
namespace {

class Feed {
 public:
  Feed(const StoreOptions& options, std::shared_ptr<const CountryCodes> codes)
      : options_(options), codes_(std::move(codes)) {}

  Status Write(StoreReader* reader) {
    RecordQuery query = options_.query;
    query.order = RecordQuery::Order::kStored;
    query.limit = 1000;
    const Export events = GdeltEventsExport(codes_);
    const Export mentions = GdeltMentionsExport();
    do {
      AVVISO_ASSIGN(const RecordPage page, reader->Find(query));
      for (const EventRow& row : page.rows) {
        const std::string slot = QuarterDigits(row.stored);
        if (slot != slot_) AVVISO_TRY(Flush());
        slot_ = slot;
        events.row(row, &events_);
        mentions.row(row, &mentions_);
      }
      query.after = page.next;
    } while (!query.after.empty());
    AVVISO_TRY(Flush());
    AVVISO_TRY(WriteFile(JoinPath(options_.folder, "masterfilelist.txt"), all_));
    return WriteFile(JoinPath(options_.folder, "lastupdate.txt"), last_);
  }

 private:
  Status Flush() {
    if (slot_.empty()) return Ok();
    last_.clear();
    AVVISO_TRY(Put(slot_ + ".export.CSV", events_));
    AVVISO_TRY(Put(slot_ + ".mentions.CSV", mentions_));
    all_ += last_;
    events_.clear();
    mentions_.clear();
    return Ok();
  }

  // One zip, and its line: size, MD5, address.
  Status Put(const std::string& name, const std::string& content) {
    AVVISO_ASSIGN(const std::string zip, ZipOf(name, content));
    AVVISO_TRY(WriteFile(JoinPath(options_.folder, name + ".zip"), zip));
    last_ +=
        std::to_string(zip.size()) + " " + Md5Hex(zip) + " " + options_.base_url + name + ".zip\n";
    return Ok();
  }

  const StoreOptions& options_;
  std::shared_ptr<const CountryCodes> codes_;
  std::string slot_, events_, mentions_;
  std::string all_, last_;
};

}  // namespace

int RunExport(const CommandLine& line) {
  Result<CountryCodes> codes = LoadCountryCodes(line);
  if (!codes.ok()) {
    ReportError(codes.error());
    return kExitSetup;
  }
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  Status done = reader.ok() ? Ok() : Status(reader.error());
  if (done.ok()) {
    std::error_code error;
    std::filesystem::create_directories(line.store.folder, error);
    if (error) done = SystemError(error.value(), "make", line.store.folder);
  }
  if (done.ok()) {
    Feed feed(line.store, std::make_shared<const CountryCodes>(std::move(codes).value()));
    done = feed.Write(&reader.value());
  }
  if (done.ok()) return kExitFine;
  ReportError(done.error());
  return kExitOutput;
}

}  // namespace avviso
