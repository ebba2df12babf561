// Which character set a page is read in, and what becomes of its broken bytes.
//
// Texts in other sets are made by iconv from the UTF-8 that is to come out again.

#include <gtest/gtest.h>
#include <iconv.h>

#include <array>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "html/charset.h"

namespace avviso {
namespace {

// `utf8` in another character set.
std::string In(const char* charset, std::string_view utf8) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << charset;
  std::string in(utf8);
  std::string out(in.size() * 4, '\0');
  char* from = in.data();
  char* to = out.data();
  size_t from_left = in.size();
  size_t to_left = out.size();
  EXPECT_NE(iconv(converter, &from, &from_left, &to, &to_left), static_cast<size_t>(-1)) << charset;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

struct Read {
  std::string text, charset;
  std::vector<std::string> notes;
};

Read Decoded(std::string_view bytes, std::string_view content_type = "") {
  Read read;
  std::vector<Note> notes;
  read.text = DecodePage(bytes, content_type, &notes, &read.charset);
  EXPECT_TRUE(IsValidUtf8(read.text));
  for (const Note& note : notes) read.notes.push_back(note.code);
  return read;
}

using Notes = std::vector<std::string>;

std::string Page(std::string_view declared, std::string_view text) {
  std::string page = "<html><head>";
  if (!declared.empty()) page += "<meta charset=\"" + std::string(declared) + "\">";
  return page + "</head><body><p>" + std::string(text) + "</p></body></html>";
}

struct Sample {
  const char* label;  // of the standard
  const char* iconv;  // the same set
  const char* name;   // as we call it
  const char* text;
};

constexpr std::array kSamples = {
    Sample{"windows-1251", "CP1251", "windows-1251",
           "Министр обороны прибыл в столицу и провёл переговоры с послами трёх стран."},
    Sample{"koi8-r", "KOI8-R", "KOI8-R",
           "Правительство объявило о новых выборах, сообщил представитель президента."},
    Sample{"koi8-u", "KOI8-U", "KOI8-U", "Уряд оголосив про нові вибори, їх проведуть у травні."},
    Sample{"shift_jis", "SHIFT_JIS", "Shift_JIS",
           "首相は水曜日、隣国の大統領と会談し、国境の問題について話し合った。"},
    Sample{"euc-jp", "EUC-JP", "EUC-JP", "外務省は火曜日、大使を呼んで抗議したと発表した。"},
    Sample{"euc-kr", "EUC-KR", "EUC-KR", "외교부 장관은 수요일 이웃 나라의 대사를 불러 항의했다"},
    Sample{"gb18030", "GB18030", "gb18030",
           "外交部发言人星期三表示，两国将继续就边界问题举行会谈。"},
    Sample{"gbk", "GBK", "GBK", "国防部星期四说，军队已经从边境撤出。"},
    Sample{"big5", "BIG5", "Big5", "總統星期五接見了三個國家的大使，討論貿易問題。"},
    Sample{"iso-8859-2", "ISO-8859-2", "ISO-8859-2",
           "Źródła w rządzie mówią, że posłowie odrzucą wniosek już w przyszłą środę."},
    Sample{"windows-1250", "CP1250", "windows-1250",
           "Předseda vlády řekl, že schůzka se „neuskuteční“ kvůli žádosti opozice."},
    Sample{"windows-1253", "CP1253", "windows-1253", "Ο υπουργός δήλωσε ότι η συμφωνία υπεγράφη."},
    Sample{"windows-1254", "CP1254", "windows-1254", "Bakan, anlaşmanın imzalandığını söyledi."},
    Sample{"windows-1255", "CP1255", "windows-1255", "השר אמר כי ההסכם נחתם ביום רביעי."},
    Sample{"windows-1256", "CP1256", "windows-1256", "قال الوزير إن الاتفاق وقع يوم الأربعاء."},
    Sample{"windows-1257", "CP1257", "windows-1257", "Ministras sakė, kad šalys pasirašė sutartį."},
    Sample{"windows-1252", "CP1252", "windows-1252", "Der Minister sagte: „Für uns ist das gut.“"},
    Sample{"windows-874", "CP874", "windows-874", "รัฐมนตรีกล่าวว่าข้อตกลงได้ลงนามแล้ว"},
};

TEST(Charset, DeclaredByThePage) {
  for (const Sample& sample : kSamples) {
    const std::string page = Page(sample.label, sample.text);
    const Read read = Decoded(In(sample.iconv, page));
    EXPECT_EQ(read.text, page);
    EXPECT_EQ(read.charset, sample.name);
    EXPECT_EQ(read.notes, Notes{}) << sample.label;
  }
}

TEST(Charset, DeclaredByTheServer) {
  for (const Sample& sample : kSamples) {
    const std::string page = Page("", sample.text);
    // The server's word goes before the page's.
    const std::string wrong = Page("iso-8859-15", sample.text);
    EXPECT_EQ(
        Decoded(In(sample.iconv, page), "text/html; charset=" + std::string(sample.label)).text,
        page);
    EXPECT_EQ(Decoded(In(sample.iconv, wrong),
                      "text/html;Charset = \"" + std::string(sample.label) + "\"")
                  .text,
              wrong);
  }
}

TEST(Charset, WaysToDeclare) {
  const std::string text = "Новости дня";
  for (const std::string before :
       {"<META CHARSET=windows-1251>", "<meta name=a content=b><meta charset = 'windows-1251' />",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
        "<meta content='text/html;charset=cp1251' http-equiv=content-type>",
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><html>",
        "<?xml version='1.0' encoding='windows-1251'?><html>"}) {
    const Read read = Decoded(In("CP1251", before + text));
    EXPECT_EQ(read.text, before + text);
    EXPECT_EQ(read.notes, Notes{}) << before;
  }
}

TEST(Charset, Utf8WinsOverWrongDeclarations) {
  const std::string page = Page("iso-8859-1", "Der Außenminister traf die Botschafter in Köln.");
  EXPECT_EQ(Decoded(page).text, page);
  EXPECT_EQ(Decoded(page, "text/html; charset=windows-1251").charset, "UTF-8");
  const std::string unknown = Page("no-such-set", "Łódź");
  EXPECT_EQ(Decoded(unknown).text, unknown);
}

TEST(Charset, DeclaredUtf8ButIsnt) {
  const std::string page =
      Page("utf-8",
           "Le ministre a déclaré que les négociations étaient terminées, après un été "
           "agité où l'armée a été déployée.");
  const Read read = Decoded(In("CP1252", page), "text/html; charset=utf-8");
  EXPECT_EQ(read.text, page);
  EXPECT_EQ(read.notes, Notes{"charset-guessed"});
}

TEST(Charset, ByteOrderMarkWinsOverAll) {
  const std::string page = Page("windows-1251", "Größe");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF" + page, "text/html; charset=koi8-r").text, page);
  EXPECT_EQ(Decoded("\xFF\xFE" + In("UTF-16LE", page), "text/html; charset=koi8-r").text, page);
  EXPECT_EQ(Decoded("\xFE\xFF" + In("UTF-16BE", page), "text/html; charset=koi8-r").text, page);
}

TEST(Charset, Utf16WithoutMark) {
  const std::string page = Page("utf-16", "Größe und Maß 🌍");
  for (const char* charset : {"UTF-16LE", "UTF-16BE"}) {
    const Read bare = Decoded(In(charset, page));
    EXPECT_EQ(bare.text, page);
    EXPECT_EQ(bare.charset, charset);
    EXPECT_EQ(bare.notes, Notes{});
  }
  // Few NULs, since little of it is markup: the server says so.
  std::string text = "<p>";
  for (int i = 0; i < 100; ++i) text += "Министр обороны прибыл в столицу.";
  EXPECT_EQ(Decoded(In("UTF-16LE", text), "text/html; charset=utf-16").text, text);
  EXPECT_EQ(Decoded(In("UTF-16BE", text), "text/html; charset=utf-16be").text, text);
}

TEST(Charset, AMetaThatSaysUtf16IsWrong) {
  const std::string page = Page("utf-16", "plain");
  EXPECT_EQ(Decoded(page).text, page);
  const std::string french = Page("utf-16le", "déjà vu à l'été");
  EXPECT_EQ(Decoded(french).text, french);
}

TEST(Charset, ConstantlyGuessed) {
  // Without any declaration; long enough to be told by the bytes.
  for (const char* label : {"windows-1251", "koi8-r", "shift_jis", "euc-kr", "gb18030", "euc-jp"}) {
    for (const Sample& sample : kSamples) {
      if (std::string_view(sample.label) != label) continue;
      std::string text;
      for (int i = 0; i < 4; ++i) text += sample.text;
      const std::string page = Page("", text);
      const Read read = Decoded(In(sample.iconv, page));
      EXPECT_EQ(read.text, page) << label << " read as " << read.charset;
      EXPECT_EQ(read.notes, Notes{"charset-guessed"});
    }
  }
}

// A comment widget of another set, a title cut between the bytes of a letter.
TEST(Charset, FewBrokenBytesLeaveItUtf8) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Überfälle im Süden. ";
  for (const char* declared : {"", "utf-8", "iso-8859-1", "windows-1251"}) {
    const std::string page = Page(declared, text +
                                                "Gr\xFC\xDF"
                                                "e \xC3 und \xE2\x80.");
    const Read read = Decoded(page);
    EXPECT_EQ(read.charset, "UTF-8") << declared;
    EXPECT_EQ(read.text, Page(declared, text + "Gr\uFFFD\uFFFDe \uFFFD und \uFFFD."));
    EXPECT_EQ(read.notes, Notes{"ill-formed-bytes"});
  }
}

TEST(Charset, ManyBrokenBytesDont) {
  const std::string page = Page("windows-1252", "Größe, Maß, Übung, Äpfel, Öl, früh, spät, süß");
  const Read read = Decoded(In("CP1252", page) + "é");
  EXPECT_EQ(read.charset, "windows-1252");
  EXPECT_EQ(read.text, page + "Ã©");
}

TEST(Charset, TruncatedSequences) {
  // The end of a download: not a reason to read all of it as something else.
  const std::string utf8 = Page("", "Żółć i łąka");
  EXPECT_EQ(Decoded(utf8 + "\xC5").text, utf8 + "\uFFFD");
  EXPECT_EQ(Decoded(utf8 + "\xF0\x9F\x8C").text, utf8 + "\uFFFD");
  for (const char* label : {"shift_jis", "euc-kr", "gb18030", "big5", "euc-jp"}) {
    for (const Sample& sample : kSamples) {
      if (std::string_view(sample.label) != label) continue;
      const std::string whole = Page(label, sample.text);
      const size_t cut =
          In(sample.iconv, whole).size() - std::string_view("</p></body></html>").size();
      // The last character is of two bytes: half of it is left.
      const Read read = Decoded(In(sample.iconv, whole).substr(0, cut - 1));
      EXPECT_TRUE(read.text.ends_with("\uFFFD")) << label << ": " << read.text;
      EXPECT_EQ(read.notes, Notes{"ill-formed-bytes"}) << label;
    }
  }
  const std::string utf16 = "\xFF\xFE" + In("UTF-16LE", "<p>abc");
  EXPECT_EQ(Decoded(utf16 + "d").text, "<p>abc\uFFFD");
  EXPECT_EQ(Decoded(utf16 + "\x3C\xD8").text, "<p>abc\uFFFD");
  EXPECT_EQ(Decoded(std::string("\xFF\xFE", 2)).text, "");
}

TEST(Charset, BadBytesOfOtherSets) {
  const Read read = Decoded(
      "<meta charset=shift_jis><p>\x83\x65\x83\xFF"
      "b\xFD");
  EXPECT_TRUE(read.text.starts_with("<meta charset=shift_jis><p>テ\uFFFD")) << read.text;
  EXPECT_EQ(read.notes, Notes{"ill-formed-bytes"});
}

TEST(Charset, NulsStayForTheParser) {
  const std::string page("<p>a\0b</p>", 10);
  EXPECT_EQ(Decoded(page).text, page);
  EXPECT_EQ(Decoded(page).notes, Notes{});
}

TEST(Charset, NothingAndNonsense) {
  EXPECT_EQ(Decoded("").text, "");
  EXPECT_EQ(Decoded("").charset, "UTF-8");
  EXPECT_EQ(Decoded("a", "charset").text, "a");
  EXPECT_EQ(Decoded("a", "charset=;;;charset=").text, "a");
  const Read lone = Decoded("caf\xE9");
  EXPECT_EQ(lone.notes.front(), "charset-guessed");
  EXPECT_FALSE(lone.text.empty());
  // What must never be used to read a page of a stranger.
  EXPECT_NE(Decoded("<meta charset=utf-7><p>+ADw-b+AD4- \xE9").charset, "UTF-7");
  EXPECT_NE(Decoded("<meta charset=hz-gb-2312><p>~{ \xE9").charset, "replacement");
}

TEST(Charset, WhatWasEncodedTwiceIsMended) {
  // An apostrophe by way of Latin-1, another by way of windows-1252.
  Read read = Decoded("the dam\u00E2\u0080\u0099s wall");
  EXPECT_EQ(read.text, "the dam\u2019s wall");
  EXPECT_EQ(read.notes, Notes{"double-encoded"});
  EXPECT_EQ(Decoded("the dam\u00E2\u20AC\u2122s wall").text, "the dam\u2019s wall");
  // Printable sequences are mended too once there is no doubt.
  EXPECT_EQ(Decoded("M\u00C3\u00A4rz, \u00E2\u0080\u0093 na\u00C3\u00AFve").text,
            "M\u00E4rz, \u2013 na\u00EFve");
  EXPECT_EQ(Decoded("\u00F0\u009F\u0098\u0080").text, "\U0001F600");
  // Nothing that could have been meant is touched, nor what is no sequence.
  for (const char* text : {"M\u00C3\u00A4rz", "S\u00C3O PAULO", "\u00E2ge", "\u00E2", "\u00C3",
                           "\u00E2\u0080", "\u00E2\u0080x", "\u00C2\u00ABoui\u00C2\u00BB"}) {
    EXPECT_EQ(Decoded(text).text, text);
    EXPECT_EQ(Decoded(text).notes, Notes{}) << text;
  }
  std::string many;
  for (int i = 0; i < 2'000'000; ++i) many += "\u00F4\u008F";
  EXPECT_EQ(Decoded(many).text, many);
}

TEST(Charset, CostIsLinear) {
  const std::clock_t start = std::clock();
  std::string bad(10'000'000, '\xE9');
  EXPECT_FALSE(Decoded(bad).text.empty());
  EXPECT_FALSE(Decoded(bad, "text/html; charset=gb18030").text.empty());
  EXPECT_FALSE(Decoded(bad, "text/html; charset=iso-2022-jp").text.empty());
  std::string metas;
  for (int i = 0; i < 1'000'000; ++i) metas += "<meta charset";
  EXPECT_FALSE(Decoded(metas + "\xE9", metas).text.empty());
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 15);
}

}  // namespace
}  // namespace avviso
