#include "reader/reader.h"

#include <algorithm>
#include <utility>

#include "base/web_address.h"
#include "html/charset.h"
#include "html/parse.h"
#include "reader/internal/assemble.h"
#include "reader/internal/authors.h"
#include "reader/internal/credits.h"
#include "reader/internal/element_hints.h"
#include "reader/internal/json_ld.h"
#include "reader/internal/language.h"
#include "reader/internal/line_page.h"
#include "reader/internal/main_text.h"
#include "reader/internal/page_facts.h"
#include "reader/internal/published.h"
#include "reader/internal/tables.h"
#include "reader/internal/title.h"

namespace avviso {
namespace {

constexpr size_t kLeastBody = 500;  // bytes of an articleBody that may stand for the page

std::string_view FirstOf(const PageFacts& facts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view value = facts.First(name);
    if (!value.empty()) return value;
  }
  return {};
}

// The text of a heading less its small parts: a kicker, a label, a day, words for screen
// readers. All of it if nothing else is in it.
std::string HeadlineText(const Dom& dom, NodeId heading, const ReaderTables& tables) {
  constexpr uint8_t kAside = static_cast<uint8_t>(Hint::kSmall) |
                             static_cast<uint8_t>(Hint::kChrome) |
                             static_cast<uint8_t>(Hint::kLead);
  ElementHints hints(tables);
  std::string text;
  for (NodeId node = heading + 1; node < dom[heading].end; ++node) {
    const Tag tag = dom[node].tag;
    if (tag == Tag::kText) {
      text += dom[node].text;
      continue;
    }
    const bool named = tag == Tag::kSpan || tag == Tag::kDiv || tag == Tag::kP || tag == Tag::kA ||
                       tag == Tag::kSmall || tag == Tag::kEm || tag == Tag::kStrong;
    if (tag == Tag::kTime || tag == Tag::kStyle || tag == Tag::kScript ||
        (named && (hints.Of(dom, node).bits & kAside) != 0)) {
      text += ' ';
      node = dom[node].end - 1;
    } else if (tag == Tag::kBr || tag == Tag::kDiv || tag == Tag::kP) {
      text += ' ';
    }
  }
  text = Collapsed(text);
  return CountWords(text) > 1 ? text : TextOf(dom, heading);
}

// One page on its way to an Article.
class PageReading {
 public:
  PageReading(const ReaderTables& tables, const PageBytes& bytes, Article* article,
              ReadTrace* trace)
      : tables_(tables), bytes_(bytes), article_(article), trace_(trace) {}

  void Run(bool html) {
    const std::string utf8 = DecodePage(bytes_.bytes, bytes_.content_type, &article_->notes);
    const Dom dom = html ? ParseHtml(utf8, {}, &article_->notes) : DomOfLines(utf8);
    page_ = SplitIntoBlocks(dom);
    facts_ = CollectFacts(dom, tables_);
    json_ld_ = ReadJsonLd(facts_.json_ld, facts_.title, article_->url);
    ReadAddresses();
    if (article_->title.empty()) ReadTitle(dom);
    story_ =
        ChooseMainText(dom, page_, {FoldedPhrase(article_->title), json_ld_.body, !html}, tables_);
    if (html && json_ld_.body.size() > kLeastBody && StorySize() * 2 < json_ld_.body.size()) {
      TakeArticleBody();
    }
    ReadLanguage();
    FindHeadline();
    if (article_->published.empty()) ReadDates(dom);
    if (article_->authors.empty()) ReadAuthors(dom);
    PutOutBlurb();
    Assemble(page_, story_, bytes_.most_text, article_);
    ReadRest(dom);
    ReadCredits();
    if (trace_ != nullptr) TraceBlocks(dom);
  }

 private:
  void Tell(std::string_view name, std::string_view value, std::string_view from) {
    if (trace_ != nullptr) {
      trace_->facts.push_back({name, std::string(value), std::string(from)});
    }
  }

  void ReadAddresses() {
    const std::string_view canonical =
        !facts_.canonical.empty() ? facts_.canonical : facts_.First("og:url");
    if (IsWebAddress(canonical)) article_->canonical_url = canonical;
    if (IsWebAddress(facts_.amp)) article_->amp_url = facts_.amp;
    site_ = Collapsed(FirstOf(facts_, {"og:site_name", "application-name", "al:android:app_name"}));
    if (site_.empty()) site_ = json_ld_.site;
    if (site_.empty()) site_ = json_ld_.publisher;
    const std::string_view url = Url();
    if (article_->outlet.empty()) article_->outlet = HostOf(url);
    if (article_->outlet.empty()) article_->outlet = site_;
    Tell("outlet", article_->outlet, url.empty() ? "site name" : "address");
  }

  std::string_view Url() const {
    return article_->url.empty() ? article_->canonical_url : article_->url;
  }

  void ReadTitle(const Dom& dom) {
    TitleSources sources;
    for (const auto& nodes : {facts_.headline_nodes, facts_.headings}) {
      for (const NodeId node : nodes) {
        if (sources.headings.size() < 20 && !LinksHome(dom, node)) {
          sources.headings.push_back(HeadlineText(dom, node, tables_));
        }
      }
    }
    for (const NodeId node : facts_.lower_headings) {
      if (sources.lower.size() < 50) sources.lower.push_back(TextOf(dom, node));
    }
    std::erase(sources.headings, "");
    sources.json_ld = json_ld_.headline;
    sources.open_graph = Collapsed(facts_.First("og:title"));
    sources.card =
        Collapsed(FirstOf(facts_, {"twitter:title", "title", "dc.title", "dcterms.title",
                                   "parsely-title", "sailthru.title", "citation_title"}));
    sources.tag = facts_.title;
    sources.site = site_;
    const std::string host = HostOf(Url());
    sources.host = host;
    const Chosen chosen = ChooseTitle(sources);
    if (!chosen.value.empty()) article_->title = chosen.value;
    Tell("title", article_->title, chosen.from);
  }

  size_t StorySize() const {
    size_t bytes = 0;
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      if (story_.verdicts[i] == Verdict::kStory) bytes += page_.Text(page_.blocks[i]).size();
    }
    return bytes;
  }

  // The page's script would put the story in its place: here it is in JSON-LD alone.
  void TakeArticleBody() {
    std::vector<Note> ignored;
    const bool markup = json_ld_.body.find("</p>") != std::string::npos ||
                        json_ld_.body.find("<br") != std::string::npos;
    const Dom body = markup ? ParseHtml(json_ld_.body, {}, &ignored) : DomOfLines(json_ld_.body);
    PageText text = SplitIntoBlocks(body);
    if (text.blocks.empty()) return;
    for (PageBlock& block : text.blocks) block.node = block.owner = block.last = 0;
    story_.verdicts.assign(text.blocks.size(), Verdict::kStory);
    story_.hints.assign(text.blocks.size(), {});
    text.first.assign(page_.first.size(), 0);
    page_ = std::move(text);
    article_->notes.push_back({"story-from-json-ld", "the story was only in the page's JSON-LD"});
  }

  void ReadLanguage() {
    std::string_view declared = facts_.language;
    if (declared.empty()) declared = json_ld_.language;
    if (declared.empty()) {
      declared = FirstOf(facts_, {"og:locale", "content-language", "dc.language", "language"});
    }
    article_->language = LanguageOf(StoryStart(), declared, tables_);
    Tell("language", article_->language, "text, declared as " + std::string(declared));
    month_first_ =
        declared.starts_with("en") && (declared.ends_with("US") || declared.ends_with("us"));
    const std::string_view url = Url();
    const bool british = url.find("/en-gb/") != std::string_view::npos ||
                         url.find("/en-au/") != std::string_view::npos;
    if (british) {
      month_first_ = false;
    } else if (declared == "en" || declared.empty()) {
      const std::string host = HostOf(Url());
      month_first_ = article_->language == "en" &&
                     (host.ends_with(".com") || host.ends_with(".org") || host.ends_with(".net") ||
                      host.ends_with(".us") || host.ends_with(".gov") || host.ends_with(".edu"));
    }
  }

  // Enough of the story to tell its language.
  std::string StoryStart() const {
    constexpr size_t kEnough = 8'000;
    std::string text = article_->title;
    for (size_t i = 0; i < page_.blocks.size() && text.size() < kEnough; ++i) {
      if (story_.verdicts[i] != Verdict::kStory) continue;
      text += '\n';
      text += page_.Text(page_.blocks[i]);
    }
    return text;
  }

  // "Ana Petrova is a reporter …" at the story's end.
  void PutOutBlurb() {
    constexpr size_t kLast = 4;
    size_t seen = 0;
    for (size_t i = story_end_; i-- > 0 && seen < kLast;) {
      if (story_.verdicts[i] != Verdict::kStory) continue;
      ++seen;
      const std::string_view text = page_.Text(page_.blocks[i]);
      for (const std::string& author : article_->authors) {
        if (author.find(' ') == std::string::npos || !text.starts_with(author)) continue;
        const std::string rest = FoldedPhrase(text.substr(author.size(), 60));
        if (tables_.blurb.StartOf(rest) > 0) story_.verdicts[i] = Verdict::kBlurb;
      }
    }
  }

  // The block that the headline is, or where the story starts.
  void FindHeadline() {
    const std::vector<Verdict>& verdicts = story_.verdicts;
    headline_ = static_cast<uint32_t>(verdicts.size());
    uint32_t story = headline_;
    for (uint32_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i] == Verdict::kTitle && headline_ == verdicts.size()) headline_ = i;
      if (verdicts[i] != Verdict::kStory) continue;
      story = std::min(story, i);
      story_end_ = i + 1;
    }
    if (headline_ < verdicts.size()) return;
    headline_ = story;
    const std::string title = FoldedPhrase(article_->title);
    if (title.empty()) return;
    for (uint32_t i = 0; i < story; ++i) {
      const PageBlock& block = page_.blocks[i];
      if (block.words > 40 || block.link_words == block.words) continue;
      if (FoldedPhrase(page_.Text(block)) == title) headline_ = i;
    }
  }

  void ReadDates(const Dom& dom) {
    const DateSources sources{dom,   page_,     facts_,     json_ld_,
                              Url(), headline_, story_end_, {article_->language, month_first_}};
    const Dates dates = ChooseDates(sources, tables_);
    article_->modified = dates.modified;
    if (!dates.published.empty()) {
      article_->published = dates.published;
      article_->published_day = ParseIsoDay(dates.published);
    }
    Tell("published", article_->published, dates.from);
    Tell("modified", article_->modified, "");
  }

  void ReadAuthors(const Dom& dom) {
    const std::string host = HostOf(Url());
    const AuthorSources sources{dom,  page_,  facts_,    json_ld_,  site_,
                                host, story_, headline_, story_end_};
    const Authors authors = ChooseAuthors(sources, tables_);
    if (!authors.names.empty()) article_->authors = authors.names;
    for (const std::string& name : article_->authors) Tell("author", name, authors.from);
  }

  void ReadRest(const Dom& dom) {
    article_->section =
        Collapsed(FirstOf(facts_, {"article:section", "parsely-section", "section"}));
    if (article_->section.empty()) article_->section = json_ld_.section;
    const auto add = [](std::string text, std::vector<std::string>* list) {
      const bool known = std::find(list->begin(), list->end(), text) != list->end();
      if (!text.empty() && !known && list->size() < 30) list->push_back(std::move(text));
    };
    for (const PageFacts::Meta& meta : facts_.metas) {
      if (meta.name == "article:tag") add(Collapsed(meta.content), &article_->tags);
      if (meta.name == "og:image" && IsWebAddress(meta.content)) {
        add(std::string(meta.content), &article_->images);
      }
    }
    for (const NodeId node : facts_.tags) {
      std::string tag = TextOf(dom, node);
      if (tag.size() <= 60) add(std::move(tag), &article_->tags);
    }
    for (const std::string& tag : json_ld_.tags) add(tag, &article_->tags);
    for (const std::string& image : json_ld_.images) {
      if (IsWebAddress(image)) add(image, &article_->images);
    }
  }

  void ReadCredits() {
    std::vector<Credit>* credits = &article_->credits;
    for (const std::string& author : article_->authors) {
      if (auto agency = AgencyOf(author, tables_)) AddCredit(std::move(*agency), credits);
    }
    for (const std::string& url : json_ld_.based_on) {
      AddCredit({Credit::Kind::kBasedOn, url, url}, credits);
    }
    // Between the headline and a little behind the story.
    const size_t end = std::min<size_t>(story_end_ + 6, page_.blocks.size());
    for (size_t i = headline_; i < end; ++i) {
      const PageBlock& block = page_.blocks[i];
      const Verdict verdict = story_.verdicts[i];
      if (block.words <= 30) {
        if (auto credit = CreditOfLine(page_.Text(block), tables_)) {
          AddCredit(std::move(*credit), credits);
          continue;
        }
      }
      if (verdict == Verdict::kStory) AddAgencies(page_.Text(block), tables_, credits);
    }
    for (const Credit& credit : *credits) Tell("credit", credit.name, credit.text);
  }

  void TraceBlocks(const Dom& dom) {
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      const PageBlock& block = page_.blocks[i];
      trace_->blocks.push_back(
          {std::string(page_.Text(block)), NameOf(KindOf(block)), VerdictName(story_.verdicts[i]),
           i < story_.hints.size() ? std::string(story_.hints[i]) : "", PathOf(dom, block.owner)});
    }
  }

  static std::string PathOf(const Dom& dom, NodeId node) {
    constexpr size_t kMost = 160;
    std::string path;
    for (; node != kNoNode && path.size() < kMost; node = dom[node].parent) {
      for (const Attr name : {Attr::kClass, Attr::kId}) {
        const std::string value = Collapsed(dom.Value(node, name));
        if (value.empty()) continue;
        if (!path.empty()) path += name == Attr::kId ? " " : " < ";
        path += (name == Attr::kId ? "#" : "") + value;
      }
    }
    return path;
  }

  const ReaderTables& tables_;
  const PageBytes& bytes_;
  Article* article_;
  ReadTrace* trace_;
  PageText page_;
  PageFacts facts_;
  JsonLdArticle json_ld_;
  MainText story_;
  std::string site_;
  bool month_first_ = false;
  uint32_t headline_ = 0;
  uint32_t story_end_ = 0;
};

// The date in a short line above the running text, such as "September 30, 2023 | 8:15 am".
void DateAbove(const PageText& page, const ReaderTables& tables, Article* article) {
  constexpr uint32_t kMostWords = 12;
  for (const PageBlock& block : page.blocks) {
    if (block.words > kMostWords && block.ends_sentence) return;
    if (block.words > kMostWords) continue;
    const std::string date = FindDate(page.Text(block), {article->language, false}, tables);
    if (date.empty()) continue;
    article->published = date;
    article->published_day = ParseIsoDay(date);
    article->notes.push_back(
        {"published-from-text", "the day of publication was read from a line above the story"});
    return;
  }
}

}  // namespace

struct Reader::Parts {
  ReaderTables tables;
};

Reader::Reader(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::Load(const std::string& data_dir) {
  AVVISO_ASSIGN(ReaderTables tables, ReaderTables::Load(data_dir));
  return Reader(std::make_unique<const Parts>(Parts{std::move(tables)}));
}

void Reader::ReadHtml(const PageBytes& page, Article* article, ReadTrace* trace) const {
  PageReading(parts_->tables, page, article, trace).Run(true);
}

void Reader::ReadLayout(Article* article) const {
  if (article->text.find('\n') == std::string::npos) return;
  const Dom dom = DomOfLines(article->text);
  const PageText page = SplitIntoBlocks(dom);
  PageHints hints;
  hints.title = FoldedPhrase(article->title);
  hints.lines = true;
  const MainText story = ChooseMainText(dom, page, hints, parts_->tables);
  if (article->published.empty()) DateAbove(page, parts_->tables, article);
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const Verdict verdict = story.verdicts[i];
    if (verdict != Verdict::kPhrase && verdict != Verdict::kTail) continue;
    const std::string_view line = dom[page.blocks[i].node].text;
    const size_t begin = static_cast<size_t>(line.data() - article->text.data());
    article->blocks.push_back(
        {Block::Kind::kAside,
         Span{static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + line.size())}});
  }
}

void Reader::ReadLines(const PageBytes& page, Article* article, ReadTrace* trace) const {
  PageReading(parts_->tables, page, article, trace).Run(false);
}

}  // namespace avviso
