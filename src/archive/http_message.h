// HTTP responses as archives hold them: status line, fields, and a body that may
// be chunked and compressed.
// Source: RFC 9112 (chunks), RFC 9110 (content codings), RFC 7932 (br).

#ifndef AVVISO_ARCHIVE_HTTP_MESSAGE_H_
#define AVVISO_ARCHIVE_HTTP_MESSAGE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "archive/header_fields.h"
#include "base/note.h"
#include "base/result.h"

namespace avviso {

struct HttpResponse {
  int status = 0;
  HeaderFields fields;    // views into the message, as `body` is
  std::string_view body;  // as it was sent
};

// Errors: kCorrupt if `message` doesn't start with a status line and a header.
Result<HttpResponse> ParseHttpResponse(std::string_view message);

// Undoes chunks and content codings (gzip, deflate, br, zstd; up to four, one over
// the other), as far as the fields name them, into `*out`. At most `most` bytes.
// Archives often keep the fields and store the body plain, or cut bodies short, so
// neither is an error; a note says what was met:
//   body-not-coded      the body isn't in the form that the fields name; taken as it is
//   body-cut            it ends early, or is longer than `most`; what was there is taken
//   coding-unknown      a coding that this program doesn't know; `*out` is empty
void DecodeHttpBody(const HttpResponse& response, size_t most, std::string* out,
                    std::vector<Note>* notes);

// A body and the value of Content-Encoding, the same way.
void DecodeContent(std::string_view body, std::string_view codings, size_t most, std::string* out,
                   std::vector<Note>* notes);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_HTTP_MESSAGE_H_
