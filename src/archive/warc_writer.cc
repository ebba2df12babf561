#include "archive/warc_writer.h"

#include <algorithm>

#include "archive/gzip.h"
#include "base/sha256.h"

namespace avviso {
namespace {

// A UUID of version 8 (RFC 9562: of one's own making) from 32 hexadecimal digits.
std::string UuidOf(std::string hex) {
  hex.resize(32);
  hex[12] = '8';
  hex[16] = '8';
  for (const size_t dash : {20U, 16U, 12U, 8U}) hex.insert(dash, 1, '-');
  return hex;
}

// Line ends in a value would end the field.
void AppendField(std::string_view name, std::string_view value, std::string* out) {
  if (value.empty()) return;
  out->append(name).append(": ");
  std::remove_copy_if(value.begin(), value.end(), std::back_inserter(*out),
                      [](char c) { return c == '\r' || c == '\n'; });
  out->append("\r\n");
}

}  // namespace

void AppendWarcRecord(const WarcEntry& entry, bool gzip, std::string* out) {
  const std::string digest = Sha256Hex(entry.block);
  const std::string id =
      UuidOf(Sha256Hex(entry.type + "\n" + entry.uri + "\n" + entry.date + "\n" + digest));
  std::string record = "WARC/1.1\r\n";
  AppendField("WARC-Type", entry.type, &record);
  AppendField("WARC-Record-ID", "<urn:uuid:" + id + ">", &record);
  AppendField("WARC-Date", entry.date, &record);
  AppendField("WARC-Target-URI", entry.uri, &record);
  AppendField("WARC-IP-Address", entry.address, &record);
  AppendField("WARC-Block-Digest", "sha256:" + digest, &record);
  AppendField("Content-Type", entry.content_type, &record);
  AppendField("Content-Length", std::to_string(entry.block.size()), &record);
  record.append("\r\n").append(entry.block).append("\r\n\r\n");
  if (gzip) {
    AppendGzipMember(record, out);
  } else {
    out->append(record);
  }
}

}  // namespace avviso
