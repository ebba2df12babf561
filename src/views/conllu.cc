#include "views/conllu.h"

#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "views/token_marks.h"

namespace avviso {
namespace {

// Of a field's value: no field may be empty or hold white space that ends it.
std::string Field(std::string_view value) {
  if (value.empty()) return "_";
  std::string out(value);
  for (char& c : out) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return out;
}

// The value of SpacesAfter for the bytes between two words.
std::string Spaces(std::string_view gap) {
  std::string out;
  for (char c : gap) {
    switch (c) {
      case ' ': out += "\\s"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '|': out += "\\p"; break;
      case '\\': out += "\\\\"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

class ConlluWriter {
 public:
  ConlluWriter(const Document& document, std::string* out)
      : document_(document), points_(document.text), marks_(document), out_(out) {}

  void Write() {
    size_t number = 0;
    for (const TokenRange& sentence : document_.sentences) {
      words_.clear();
      place_.assign(sentence.size(), 0);
      for (TokenId t = sentence.begin; t < sentence.end; ++t) {
        if (document_.upos[t] == Upos::kSpace) continue;
        words_.push_back(t);
        place_[t - sentence.begin] = words_.size();
      }
      if (words_.empty()) continue;
      const Span span{document_.span[words_.front()].begin, document_.span[words_.back()].end};
      *out_ += "# sent_id = " + std::to_string(++number) + "\n";
      *out_ += "# text = " + Field(span.In(document_.text)) + "\n";
      for (TokenId t : words_) WriteWord(t, sentence);
      out_->push_back('\n');
    }
  }

 private:
  // The number of the head's word, 0 for a root.
  size_t HeadOf(TokenId t, TokenRange sentence) const {
    TokenId at = t;
    do {
      if (document_.head[at] == at) return 0;
      at = document_.head[at];
    } while (place_[at - sentence.begin] == 0);
    return place_[at - sentence.begin];
  }

  void WriteWord(TokenId t, TokenRange sentence) {
    const auto column = [this](const std::string& value) { *out_ += "\t" + value; };
    *out_ += std::to_string(place_[t - sentence.begin]);
    column(Field(document_.Form(t)));
    column(Field(document_.Lemma(t)));
    column(Field(UposName(document_.upos[t])));
    column(Field(document_.Tag(t)));
    column(Field(document_.Morph(t)));
    column(std::to_string(HeadOf(t, sentence)));
    column(Field(document_.Dep(t)));
    column("_");
    column(Misc(t));
    out_->push_back('\n');
  }

  std::string Misc(TokenId t) const {
    std::string misc;
    if (marks_.entity_iob[t] != 'O') {
      misc = std::string("NER=") + marks_.entity_iob[t] + "-" +
             std::string(marks_.entity_label[t]) + "|";
    }
    TokenId next = t + 1;
    while (next < document_.token_count() && document_.upos[next] == Upos::kSpace) ++next;
    const size_t end = document_.span[t].end;
    const bool last = next == document_.token_count();
    const size_t until = last ? document_.text.size() : document_.span[next].begin;
    const std::string_view gap = std::string_view(document_.text).substr(end, until - end);
    if (gap.empty()) {
      if (!last) misc += "SpaceAfter=No|";
    } else if (gap != " ") {
      misc += "SpacesAfter=" + Spaces(gap) + "|";
    }
    return misc + "TokenRange=" + std::to_string(points_.At(document_.span[t].begin)) + ":" +
           std::to_string(points_.At(end));
  }

  const Document& document_;
  const CodePointMap points_;
  const TokenMarks marks_;
  std::string* out_;
  std::vector<TokenId> words_;  // of the sentence at hand
  std::vector<size_t> place_;   // the word's number by row in the sentence; 0: white space
};

}  // namespace

void AppendConllu(const Article& article, const Document& document, std::string* out) {
  *out += "# newdoc id = " + Field(article.id) + "\n";
  ConlluWriter(document, out).Write();
}

}  // namespace avviso
