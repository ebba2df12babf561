// Appends records of WARC 1.1 to a string, each a gzip member of its own if asked.
// Record ids are made from the record's bytes, so that the same pages fetched at
// the same time give the same file.
// Source: ISO 28500:2017.

#ifndef AVVISO_ARCHIVE_WARC_WRITER_H_
#define AVVISO_ARCHIVE_WARC_WRITER_H_

#include <string>
#include <string_view>

namespace avviso {

struct WarcEntry {
  std::string type;  // "response", "warcinfo", …
  std::string uri;   // empty for warcinfo
  std::string date;  // "2023-09-29T18:20:00Z"
  std::string content_type;
  std::string address;  // the server's, or empty
  std::string block;
};

void AppendWarcRecord(const WarcEntry& entry, bool gzip, std::string* out);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_WARC_WRITER_H_
