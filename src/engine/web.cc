#include "engine/web.h"

#include <utility>

#include "archive/header_fields.h"
#include "archive/http_message.h"

namespace avviso {
namespace {

constexpr size_t kMostBody = 64 << 20;

}  // namespace

Fetched FetchedOf(const FetchedPage& page) {
  const HttpExchange& answer = page.answer();
  Fetched fetched;
  fetched.url = answer.url;
  fetched.content_type = answer.Get("Content-Type");
  DecodeContent(answer.body, answer.Get("Content-Encoding"), kMostBody, &fetched.body,
                &fetched.notes);
  return fetched;
}

Result<Fetched> FetchOne(Fetcher* fetcher, const std::string& url) {
  AVVISO_ASSIGN(const FetchedPage page, fetcher->Get({url, "", ""}));
  const int status = page.answer().status;
  if (status != 200) {
    return Error{status == 404 || status == 410 ? ErrorCode::kNotFound : ErrorCode::kIo,
                 url + ": the server answered " + std::to_string(status)};
  }
  return FetchedOf(page);
}

std::string HttpBlockOf(const HttpExchange& exchange) {
  const size_t space = exchange.status_line.find(' ');
  std::string block = "HTTP/1.1";
  block += space == std::string::npos ? " " + std::to_string(exchange.status)
                                      : exchange.status_line.substr(space);
  block += "\r\n";
  for (const auto& [name, value] : exchange.fields) {
    if (EqualsIgnoringCase(name, "Transfer-Encoding")) block += "X-Archive-Orig-";
    block.append(name).append(": ").append(value).append("\r\n");
  }
  return block.append("\r\n").append(exchange.body);
}

}  // namespace avviso
