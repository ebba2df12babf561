#include "archive/http_message.h"

#include <brotli/decode.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "archive/gzip.h"
#include "archive/zstd_source.h"

namespace avviso {
namespace {

constexpr size_t kPiece = 1 << 18;
constexpr size_t kMostCodings = 4;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The value of a chunk's size line, or -1 if it isn't one.
int64_t ChunkSize(std::string_view line) {
  line = Trimmed(line.substr(0, line.find(';')));
  if (line.empty() || line.size() > 8) return -1;
  int64_t size = 0;
  for (const char c : LowerAscii(line)) {
    const int digit = IsDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return -1;
    size = size * 16 + digit;
  }
  return size;
}

// kCorrupt if the first line is no size: then the body isn't chunked.
Status Unchunk(std::string_view body, size_t most, std::string* out) {
  out->clear();
  bool first = true;
  while (true) {
    const size_t end = body.find('\n');
    const int64_t size = end == std::string_view::npos ? -1 : ChunkSize(body.substr(0, end));
    if (size < 0) {
      return Error{first ? ErrorCode::kCorrupt : ErrorCode::kTruncated, "no size of a chunk"};
    }
    if (size == 0) return Ok();
    body.remove_prefix(end + 1);
    const std::string_view chunk = body.substr(0, static_cast<size_t>(size));
    const size_t room = most - out->size();
    out->append(chunk.substr(0, room));
    if (chunk.size() > room) return Error{ErrorCode::kExhausted, "the body is too long"};
    if (chunk.size() < static_cast<size_t>(size)) {
      return Error{ErrorCode::kTruncated, "a chunk is cut short"};
    }
    body.remove_prefix(chunk.size());
    body.remove_prefix(std::min(body.size(), body.substr(0, 2) == "\r\n" ? size_t{2} : size_t{1}));
    first = false;
  }
}

struct FreeBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Status InflateBrotli(std::string_view in, size_t most, std::string* out) {
  const std::unique_ptr<BrotliDecoderState, FreeBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  AVVISO_CHECK(state != nullptr);
  out->clear();
  const uint8_t* next = reinterpret_cast<const uint8_t*>(in.data());
  size_t left = in.size();
  while (true) {
    const size_t size = out->size();
    out->resize(size + std::min(kPiece, most + 1 - size));
    size_t room = out->size() - size;
    uint8_t* to = reinterpret_cast<uint8_t*>(out->data() + size);
    const BrotliDecoderResult outcome =
        BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
    out->resize(out->size() - room);
    if (out->size() > most) {
      out->resize(most);
      return Error{ErrorCode::kExhausted, "a brotli stream is larger than the limit"};
    }
    switch (outcome) {
      case BROTLI_DECODER_RESULT_SUCCESS: return Ok();
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue;
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
        return Error{ErrorCode::kTruncated, "a brotli stream is cut short"};
      case BROTLI_DECODER_RESULT_ERROR:
        return Error{ErrorCode::kCorrupt, "a brotli stream is broken"};
    }
  }
}

// "deflate" means zlib's form by the standard and the raw one by some servers.
Status InflateDeflate(std::string_view in, size_t most, std::string* out) {
  const Status zlib = Inflate(in, DeflateForm::kZlib, most, out);
  if (zlib.ok() || zlib.error().code != ErrorCode::kCorrupt || !out->empty()) return zlib;
  return Inflate(in, DeflateForm::kRaw, most, out);
}

Status Decode(std::string_view coding, std::string_view in, size_t most, std::string* out) {
  if (coding == "gzip" || coding == "x-gzip") return Inflate(in, DeflateForm::kGzip, most, out);
  if (coding == "deflate") return InflateDeflate(in, most, out);
  if (coding == "br") return InflateBrotli(in, most, out);
  if (coding == "zstd") return InflateZstd(in, most, out);
  return Error{ErrorCode::kUnsupported, "no such coding"};
}

// Says what a decoder met, and leaves in `*out` what is to be used.
void Settle(const Status& done, std::string_view in, const std::string& coding, std::string* out,
            std::vector<Note>* notes) {
  if (done.ok()) return;
  const ErrorCode code = done.error().code;
  if (code == ErrorCode::kUnsupported) {
    out->clear();
    notes->push_back(Note{"coding-unknown", "the body is coded as \"" + coding + "\""});
  } else if (out->empty() && code == ErrorCode::kCorrupt) {
    *out = std::string(in);
    notes->push_back(Note{"body-not-coded", "the body isn't in the form \"" + coding + "\""});
  } else {
    notes->push_back(Note{"body-cut", "only the first " + std::to_string(out->size()) +
                                          " bytes of the body could be read"});
  }
}

}  // namespace

Result<HttpResponse> ParseHttpResponse(std::string_view message) {
  const Error wrong{ErrorCode::kCorrupt, "not an HTTP response"};
  if (message.substr(0, 5) != "HTTP/") return wrong;
  const size_t space = message.find(' ');
  if (space > 12) return wrong;
  const std::string_view code = message.substr(space + 1, 3);
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), IsDigit)) return wrong;
  const size_t line = message.find('\n');
  size_t length = HeaderLength(message);
  if (length == std::string_view::npos) length = message.size();  // a header without a body
  HttpResponse response;
  response.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  if (line < length)
    response.fields = HeaderFields::Parse(message.substr(line + 1, length - line - 1));
  response.body = message.substr(length);
  return response;
}

void DecodeContent(std::string_view body, std::string_view codings, size_t most, std::string* out,
                   std::vector<Note>* notes) {
  std::vector<std::string> names;
  while (!codings.empty()) {
    const size_t end = std::min(codings.find(','), codings.size());
    const std::string name = LowerAscii(Trimmed(codings.substr(0, end)));
    if (!name.empty() && name != "identity") names.push_back(name);
    codings.remove_prefix(std::min(end + 1, codings.size()));
  }
  if (names.size() > kMostCodings) {
    out->clear();
    notes->push_back(Note{"coding-unknown", "the body is coded more than four times"});
    return;
  }
  if (names.empty()) {
    *out = std::string(body.substr(0, most));
    if (body.size() > most) Settle(Error{ErrorCode::kExhausted, ""}, body, "", out, notes);
    return;
  }
  std::string in;
  for (size_t i = names.size(); i-- > 0; body = in) {
    std::string made;
    Settle(Decode(names[i], body, most, &made), body.substr(0, most), names[i], &made, notes);
    in = std::move(made);
  }
  *out = std::move(in);
}

void DecodeHttpBody(const HttpResponse& response, size_t most, std::string* out,
                    std::vector<Note>* notes) {
  std::string_view body = response.body;
  std::string plain;
  if (LowerAscii(response.fields.Get("Transfer-Encoding")).find("chunked") != std::string::npos) {
    Settle(Unchunk(body, most, &plain), body.substr(0, most), "chunked", &plain, notes);
    body = plain;
  }
  DecodeContent(body, response.fields.Get("Content-Encoding"), most, out, notes);
}

}  // namespace avviso
