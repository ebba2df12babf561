#include "views/parse_json.h"

#include <string_view>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "views/token_marks.h"

namespace avviso {

void AppendParseJson(const Article& article, const Document& document, std::string* out) {
  const CodePointMap points(document.text);
  const TokenMarks marks(document);
  // What a token takes, about; growing by doubling would hold a huge text three times.
  out->reserve(out->size() + document.text.size() + document.token_count() * 240);
  JsonWriter json(out);
  json.BeginObject();
  json.Field("id", article.id);
  json.Field("text", document.text);
  json.FieldInteger("sentences", static_cast<int64_t>(document.sentences.size()));
  json.Key("tokens");
  json.BeginArray();
  for (TokenId t = 0; t < document.token_count(); ++t) {
    json.BeginObject();
    json.Field("text", document.Form(t));
    json.FieldInteger("start", points.At(document.span[t].begin));
    json.FieldInteger("end", points.At(document.span[t].end));
    json.Field("norm", document.Norm(t));
    json.Field("tag", document.Tag(t));
    json.Field("pos", UposName(document.upos[t]));
    json.Field("morph", document.Morph(t));
    json.Field("lemma", document.Lemma(t));
    json.FieldInteger("head", document.head[t]);
    json.Field("dep", document.Dep(t));
    json.FieldBool("sent_start", marks.sentence_start[t] != 0);
    json.Field("ent_iob", std::string_view(&marks.entity_iob[t], 1));
    json.Field("ent_type", marks.entity_label[t]);
    json.FieldBool("ws", document.space_after[t] != 0);
    json.EndObject();
  }
  json.EndArray();
  json.Key("notes");
  json.BeginArray();
  for (const std::vector<Note>* notes : {&article.notes, &document.notes}) {
    for (const Note& note : *notes) {
      json.BeginObject();
      json.Field("code", note.code);
      json.Field("message", note.message);
      json.EndObject();
    }
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace avviso
