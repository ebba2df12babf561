// The parts of the reader by themselves: dates, bylines, credits, titles, JSON-LD and
// languages. Whole pages are in reader_test.cc.

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "reader/internal/byline.h"
#include "reader/internal/credits.h"
#include "reader/internal/date_text.h"
#include "reader/internal/json_ld.h"
#include "reader/internal/language.h"
#include "reader/internal/tables.h"
#include "reader/internal/title.h"

namespace avviso {
namespace {

const ReaderTables& Tables() {
  static const auto tables = ReaderTables::Load(AVVISO_SOURCE_DIR "/data");
  if (!tables.ok()) std::abort();
  return tables.value();
}

// ---- Dates.

TEST(DateText, Forms) {
  const std::pair<const char*, const char*> cases[] = {
      {"2023-09-29T18:20:00+02:00", "2023-09-29T18:20:00+02:00"},
      {"2023-09-29T18:20:00.123Z", "2023-09-29T18:20:00Z"},
      {"2023-09-29 18:20", "2023-09-29T18:20:00"},
      {"2023-09-29T18:20:00+0200", "2023-09-29T18:20:00+02:00"},
      {"2023/9/29", "2023-09-29"},
      {"20230929", "2023-09-29"},
      {"29.9.2023", "2023-09-29"},
      {"29.09.23", "2023-09-29"},
      {"29/09/2023", "2023-09-29"},
      {"9/29/2023", "2023-09-29"},
      {"Published on 29 September 2023 at noon", "2023-09-29"},
      {"September 29th, 2023", "2023-09-29"},
      {"Sept. 29, 2023", "2023-09-29"},
      {"the 29th of September, 2023", "2023-09-29"},
      {"29 Sep 2023", "2023-09-29"},
      {"29. September 2023", "2023-09-29"},
      {"1er octobre 2023", "2023-10-01"},
      {"29 de septiembre de 2023", "2023-09-29"},
      {"29 сентября 2023 г.", "2023-09-29"},
      {"29 września 2023", "2023-09-29"},
      {"29. září 2023", "2023-09-29"},
      {"29 Eylül 2023", "2023-09-29"},
      {"29 سبتمبر 2023", "2023-09-29"},
      {"٢٩ سبتمبر ٢٠٢٣", "2023-09-29"},
      {"2023年9月29日", "2023-09-29"},
      {"2023년 9월 29일", "2023-09-29"},
      {"1696011600", "2023-09-29"},
      {"1696011600000", "2023-09-29"},
      {"31.12.1999", "1999-12-31"},
      {"13\u200F/01\u200F/2023", "2023-01-13"},
      {"29 tháng 9, 2023", "2023-09-29"},
      {"Ngày 29 tháng 9 năm 2023", "2023-09-29"},
      {"2023. gada 29. septembris", "2023-09-29"},
      {"29 กันยายน 2566", "2023-09-29"},
      {"29 ستمبر، 2023", "2023-09-29"},
      {"13 қаңтар 2023 ж.", "2023-01-13"},
      {"13 ஜனவரி, 2023", "2023-01-13"},
      {"২৯ সেপ্টেম্বর ২০২৩", "2023-09-29"},
      {"၂၀၂၃ ဇန်နဝါရီ ၁၃", "2023-01-13"},
  };
  for (const auto& [text, date] : cases) EXPECT_EQ(FindDate(text, {}, Tables()), date) << text;
}

TEST(DateText, NoDates) {
  for (const char* text :
       {"", "yesterday", "September 2023", "31.02.2023", "32 September 2023", "13/13/2023",
        "29 September", "1889-01-01", "2101-01-01", "call 030 2909 2023", "0000-00-00", "v1.2.3",
        "10.000.000", "99999999999999999999"}) {
    EXPECT_EQ(FindDate(text, {}, Tables()), "") << text;
  }
}

TEST(DateText, MonthFirstIfThePageIsAmerican) {
  EXPECT_EQ(FindDate("3/4/2023", {"en", false}, Tables()), "2023-04-03");
  EXPECT_EQ(FindDate("3/4/2023", {"en", true}, Tables()), "2023-03-04");
  EXPECT_EQ(FindDate("3.4.2023", {"de", true}, Tables()), "2023-04-03");
  EXPECT_EQ(FindDate("13/4/2023", {"en", true}, Tables()), "2023-04-13");
}

TEST(DateText, DaysInAddresses) {
  EXPECT_EQ(DateInUrl("https://a.example/2023/09/29/title"), "2023-09-29");
  EXPECT_EQ(DateInUrl("https://a.example/news/2023-09-29-title.html"), "2023-09-29");
  EXPECT_EQ(DateInUrl("https://a.example/title-20230929"), "2023-09-29");
  EXPECT_EQ(DateInUrl("https://a.example/2023/13/40/title"), "");
  EXPECT_EQ(DateInUrl("https://a.example/?d=2023-09-29"), "");
  EXPECT_EQ(DateInUrl("https://20230929.example/title"), "");
  EXPECT_EQ(DateInUrl(""), "");
}

TEST(DateText, WordsBeforeThemTellWhatTheyAre) {
  using Kind = ToldDate::Kind;
  const std::tuple<const char*, std::vector<std::pair<const char*, Kind>>> cases[] = {
      {"4 May 2023", {{"2023-05-04", Kind::kPlain}}},
      {"Published 3 May 2023 | Updated 4 May 2023",
       {{"2023-05-03", Kind::kPublished}, {"2023-05-04", Kind::kModified}}},
      {"Posted by Ana Petrova, last updated: May 4, 2023", {{"2023-05-04", Kind::kModified}}},
      {"03.05.2023, zuletzt aktualisiert am 04.05.2023",
       {{"2023-05-03", Kind::kPlain}, {"2023-05-04", Kind::kModified}}},
      {"Stand: 4. Mai 2023", {{"2023-05-04", Kind::kModified}}},
      {"Publié le 3 mai 2023 - Mis à jour le 4 mai 2023",
       {{"2023-05-03", Kind::kPublished}, {"2023-05-04", Kind::kModified}}},
      {"Обновлено 4 мая 2023", {{"2023-05-04", Kind::kModified}}},
      {"更新日 2023年5月4日", {{"2023-05-04", Kind::kModified}}},
      {"Deadline: 1 June 2023", {{"2023-06-01", Kind::kOther}}},
      {"2023-05-03 2023-05-04", {{"2023-05-03", Kind::kPlain}, {"2023-05-04", Kind::kPlain}}},
      {"nothing of the kind", {}},
  };
  for (const auto& [text, dates] : cases) {
    const std::vector<ToldDate> found = FindDates(text, {"de", false}, Tables());
    ASSERT_EQ(found.size(), dates.size()) << text;
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].date, dates[i].first) << text;
      EXPECT_EQ(found[i].kind, dates[i].second) << text;
    }
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "2023-05-03 ";
  EXPECT_LE(FindDates(many, {}, Tables()).size(), 6U);
}

// ---- Bylines and credits.

using Names = std::vector<std::string>;

TEST(Byline, Names) {
  const std::pair<const char*, Names> cases[] = {
      {"By Ana Petrova", {"Ana Petrova"}},
      {"By Ana Petrova and John Munro", {"Ana Petrova", "John Munro"}},
      {"by ANA PETROVA, JOHN MUNRO & Li Wei", {"ANA PETROVA", "JOHN MUNRO", "Li Wei"}},
      {"By Ana Petrova, Staff Writer", {"Ana Petrova"}},
      {"By Ana Petrova in Pristina", {"Ana Petrova"}},
      {"By Ana Petrova | 29 September 2023", {"Ana Petrova"}},
      {"Written by Ana Petrova", {"Ana Petrova"}},
      {"Von Jörg Müller und Sabine Keller", {"Jörg Müller", "Sabine Keller"}},
      {"Par Hélène Brûlé", {"Hélène Brûlé"}},
      {"Por Lucía Ferrán y Juan Díaz", {"Lucía Ferrán", "Juan Díaz"}},
      {"Di Marco Rossi", {"Marco Rossi"}},
      {"By Ana Petrova 4 May 2023", {"Ana Petrova"}},
      {"By Ana Petrova May 4, 2023", {"Ana Petrova"}},
      {"4 May 2023 | By Ana Petrova", {"Ana Petrova"}},
      {"4 May 2023 - Author: Ana Petrova (spokeswoman of the council)", {"Ana Petrova"}},
      {"By Ana (Anka) Petrova", {"Ana (Anka) Petrova"}},
      {"By Ana Petrova, Executive Editor, Health Letter", {"Ana Petrova"}},
      {"By Ana Petrova, Editor & John Munro, Security and Trade Analyst",
       {"Ana Petrova", "John Munro"}},
      {"By Ana Petrova, photos by John Munro", {"Ana Petrova"}},
      {"By Ana Petrova (Reuters)", {"Ana Petrova"}},
  };
  for (const auto& [line, names] : cases) EXPECT_EQ(NamesOfLine(line, Tables()), names) << line;
}

TEST(Byline, NoNames) {
  for (const char* line :
       {"", "By", "By the end of the year the bridge will be open again", "Ana Petrova", "By 2030",
        "By https://a.example", "By name@a.example", "By the way", "Reviewed by Ana Petrova",
        "Photos by Ana Petrova", "By Tags: Evening Sky"}) {
    EXPECT_EQ(NamesOfLine(line, Tables()), Names{}) << line;
  }
}

TEST(Credits, Lines) {
  const std::tuple<const char*, Credit::Kind, const char*> cases[] = {
      {"Source: Reuters", Credit::Kind::kSource, "Reuters"},
      {"Quelle: dpa", Credit::Kind::kSource, "Deutsche Presse-Agentur"},
      {"With reporting by Ana Petrova", Credit::Kind::kContributor, "Ana Petrova"},
      {"Translated from French by Jean Roe", Credit::Kind::kTranslation, "Jean Roe"},
      {"(AFP)", Credit::Kind::kAgency, "Agence France-Presse"},
      {"Reuters", Credit::Kind::kAgency, "Reuters"},
      {"Source: \u2013 \u201CHot News\u201D", Credit::Kind::kSource, "\u201CHot News\u201D"},
  };
  for (const auto& [line, kind, name] : cases) {
    const auto credit = CreditOfLine(line, Tables());
    ASSERT_TRUE(credit.has_value()) << line;
    EXPECT_EQ(credit->kind, kind) << line;
    EXPECT_EQ(credit->name, name) << line;
    EXPECT_EQ(credit->text, line);
  }
  for (const char* line : {"", "The source of the river", "Source", "Reuters said on Friday.",
                           "By Ana Petrova", "(see below)"}) {
    EXPECT_FALSE(CreditOfLine(line, Tables()).has_value()) << line;
  }
}

TEST(Credits, AgenciesInParagraphs) {
  const auto agencies = [](std::string_view paragraph) {
    std::vector<Credit> credits;
    AddAgencies(paragraph, Tables(), &credits);
    Names names;
    for (const Credit& credit : credits) names.push_back(credit.name);
    return names;
  };
  EXPECT_EQ(agencies("PRISTINA (AFP) - The minister resigned."), Names{"Agence France-Presse"});
  EXPECT_EQ(agencies("PRISTINA, 29 Sept (Reuters) – The minister resigned."), Names{"Reuters"});
  EXPECT_EQ(agencies("The minister resigned. (AP)"), Names{"Associated Press"});
  EXPECT_EQ(agencies("The minister (56) - a lawyer - resigned."), Names{});
  EXPECT_EQ(agencies("The minister of the party (SPD) resigned."), Names{});
  EXPECT_EQ(agencies(""), Names{});
}

// ---- Titles.

TEST(Title, WithoutTheSitesName) {
  EXPECT_EQ(WithoutSite("Dam burst | Hot News", "Hot News", ""), "Dam burst");
  EXPECT_EQ(WithoutSite("Dam burst - hotnews.example", "", "www.hotnews.example"), "Dam burst");
  EXPECT_EQ(WithoutSite("Hot News: Dam burst", "Hot News", ""), "Dam burst");
  EXPECT_EQ(WithoutSite("Dam: burst", "Hot News", ""), "Dam: burst");
  EXPECT_EQ(WithoutSite("The Old Paper - Dam burst", "", "oldpaper.example"), "Dam burst");
  EXPECT_EQ(WithoutSite("Hot News | Dam burst", "Hot News", ""), "Dam burst");
  EXPECT_EQ(WithoutSite("Dam burst | World | Hot News", "Hot News", ""), "Dam burst | World");
  EXPECT_EQ(WithoutSite("Peace - at last", "Hot News", ""), "Peace - at last");
  EXPECT_EQ(WithoutSite("A bridge falls | News from the Bay", "", ""), "A bridge falls");
  EXPECT_EQ(WithoutSite("A bridge falls - News from the Bay", "", ""),
            "A bridge falls - News from the Bay");
  EXPECT_EQ(WithoutSite("", "", ""), "");
}

TEST(Title, Order) {
  TitleSources sources;
  EXPECT_EQ(ChooseTitle(sources).value, "");
  sources.tag = "Dam bursts above the town | Hot News";
  sources.site = "Hot News";
  EXPECT_EQ(ChooseTitle(sources).value, "Dam bursts above the town");
  sources.headings = {"Hot News"};
  EXPECT_EQ(ChooseTitle(sources).value, "Dam bursts above the town");
  sources.lower = {"Most read", "Dam bursts above the town"};
  EXPECT_EQ(ChooseTitle(sources).from, "h2");
  sources.headings.push_back("Dam bursts above the town");
  EXPECT_EQ(ChooseTitle(sources).from, "h1");
}

TEST(Title, TheHeadlineForReaders) {
  TitleSources sources;
  sources.tag = "Town dam bursts in heavy rain, hundreds flee | Hot News";
  sources.json_ld = "Town dam bursts in heavy rain, hundreds flee";
  sources.site = "Hot News";
  sources.headings = {"Hundreds flee as the dam bursts"};
  EXPECT_EQ(ChooseTitle(sources).value, "Hundreds flee as the dam bursts");
  // The name of a section shares nothing with <title>.
  sources.headings = {"News from our region"};
  EXPECT_EQ(ChooseTitle(sources).value, "Town dam bursts in heavy rain, hundreds flee");
}

// ---- JSON-LD.

TEST(JsonLd, PicksTheArticleOfThePage) {
  const std::vector<std::string_view> scripts = {
      R"([{"@type":"NewsArticle","headline":"Other","author":"A B"},
          {"@type":["NewsArticle"],"headline":"Dam bursts","author":[{"name":"C D"}],
           "datePublished":"2023-09-29","image":{"url":"https://a.example/1.jpg"}}])"};
  const JsonLdArticle read = ReadJsonLd(scripts, "Dam bursts | Hot News", "");
  EXPECT_EQ(read.headline, "Dam bursts");
  EXPECT_EQ(read.authors, Names{"C D"});
  EXPECT_EQ(read.images, Names{"https://a.example/1.jpg"});
}

TEST(JsonLd, TellsPersonsFromOrganisations) {
  const std::vector<std::string_view> scripts = {
      R"({"@graph":[{"@type":"Organization","@id":"#o","name":"Press Union"},
          {"@type":"Person","@id":"#p","name":"C D"},
          {"@type":"NewsArticle","headline":"T","author":[{"@id":"#o"},{"@id":"#p"}]}]})"};
  const JsonLdArticle read = ReadJsonLd(scripts, "T", "");
  EXPECT_EQ(read.authors, (Names{"Press Union", "C D"}));
  EXPECT_EQ(read.author_bodies, Names{"Press Union"});
  // The first author alone, and all of them as creators.
  EXPECT_EQ(
      ReadJsonLd({R"({"@type":"Article","author":{"name":"C D"},"creator":["C D","E F"]})"}, "", "")
          .authors,
      (Names{"C D", "E F"}));
}

TEST(JsonLd, MendsCommonFaults) {
  for (const std::string_view script :
       {"<!-- {\"@type\":\"Article\",\"headline\":\"T\"} -->",
        "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"T\"}\n//]]>",
        "{\"@type\":\"Article\",\"headline\":\"T\",}",
        "{\"@type\":\"Article\",\"headline\":\"\nT\"};",
        "[{\"@type\":\"Article\",\"headline\":\"T\"},]"}) {
    EXPECT_EQ(ReadJsonLd({script}, "", "").headline, "T") << script;
  }
  EXPECT_FALSE(ReadJsonLd({"{\"@type\":\"Article\"", "", "nonsense"}, "", "").found);
}

TEST(JsonLd, CostIsBounded) {
  const std::clock_t start = std::clock();
  const auto repeated = [](std::string_view text, size_t times) {
    std::string out;
    for (size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  const std::string deep = repeated("[", 1'000'000) + repeated("]", 1'000'000);
  const std::string objects = repeated("{\"a\":", 500'000) + "1" + repeated("}", 500'000);
  const std::string wide =
      "[" + repeated("{\"@type\":\"Article\",\"name\":\"x\"},", 300'000) + "1]";
  const std::string authors = "{\"@type\":\"Article\",\"author\":" + repeated("[{\"name\":", 500) +
                              "\"x\"" + repeated("}]", 500) + "}";
  const std::string members =
      "{\"@type\":\"Article\"," + repeated("\"a\":[],", 500'000) + "\"headline\":\"T\"}";
  EXPECT_EQ(ReadJsonLd({deep, objects, wide, authors, members}, "T", "").headline, "T");
  const std::vector<std::string_view> many(100'000, "{\"@type\":\"Article\",\"headline\":\"T\"}");
  EXPECT_EQ(ReadJsonLd(many, "T", "").headline, "T");
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 10);
}

// ---- Languages: a sentence or two of each.

TEST(Language, OfText) {
  const std::pair<const char*, const char*> cases[] = {
      {"en", "The minister said that the talks would go on, but not before the end of the week."},
      {"de",
       "Die Ministerin sagte, dass die Gespräche weitergehen, aber nicht vor Ende der Woche."},
      {"fr",
       "La ministre a dit que les négociations vont continuer, mais pas avant la fin de la "
       "semaine. Elle est arrivée avec le ministre des Finances, qui ne veut pas payer plus que "
       "les autres."},
      {"es",
       "La ministra dijo que las conversaciones van a seguir, pero no antes del fin de semana."},
      {"pt",
       "A ministra disse que as conversas vão continuar, mas não antes do fim da semana. Ela "
       "chegou com o ministro das Finanças, que não quer pagar mais do que os outros."},
      {"it",
       "La ministra ha detto che i colloqui continueranno, ma non prima della fine della "
       "settimana."},
      {"nl",
       "De minister zei dat de gesprekken door zullen gaan, maar niet voor het einde van de "
       "week."},
      {"sv",
       "Ministern sade att samtalen ska fortsätta, men inte före slutet av veckan, och att hon "
       "är nöjd."},
      {"da",
       "Ministeren sagde, at samtalerne fortsætter, men ikke før slutningen af ugen, og at hun "
       "blev glad efter mødet."},
      {"nb",
       "Statsråden sa at samtalene skal fortsette, men ikke før slutten av uken, og hun ble "
       "glad etter møtet fra Oslo. De bestemte seg nå."},
      {"fi",
       "Ministeri sanoi, että neuvottelut jatkuvat, mutta ei ennen viikon loppua, ja että hän "
       "on tyytyväinen."},
      {"et",
       "Minister ütles, et läbirääkimised jätkuvad, aga mitte enne nädala lõppu, ja et ta on "
       "rahul. Ta tuli koos rahandusministriga, kes ei taha maksta rohkem kui teised, sest see oli "
       "nii ka varem."},
      {"lv",
       "Ministre sacīja, ka sarunas turpināsies, bet ne pirms nedēļas beigām, un ka viņa ir "
       "apmierināta ar to. Viņa bija ieradusies kopā ar finanšu ministru, kas nav gatavs maksāt "
       "vairāk par citiem, bet tas jau ir zināms."},
      {"lt",
       "Ministrė sakė, kad derybos tęsis, bet ne iki savaitės pabaigos, ir kad ji yra "
       "patenkinta, nes tai buvo jau po susitikimo."},
      {"pl",
       "Minister powiedziała, że rozmowy będą trwały, ale nie przed końcem tygodnia, i że jest "
       "zadowolona."},
      {"cs",
       "Ministryně řekla, že jednání budou pokračovat, ale ne před koncem týdne, a že je "
       "spokojená, protože se to podařilo. Přijela s ministrem financí, který nechce platit více "
       "než ostatní, ale to by se mohlo ještě změnit."},
      {"sk",
       "Ministerka povedala, že rokovania budú pokračovať, ale nie pred koncom týždňa, a že je "
       "spokojná, pretože sa to podarilo podľa plánu."},
      {"sl",
       "Ministrica je povedala, da se bodo pogovori nadaljevali, vendar ne pred koncem tedna, "
       "in da je zadovoljna, ker so pri tem še za mizo."},
      {"hu",
       "A miniszter azt mondta, hogy a tárgyalások folytatódnak, de nem a hét vége előtt, és "
       "hogy elégedett."},
      {"ro",
       "Ministra a spus că discuțiile vor continua, dar nu înainte de sfârșitul săptămânii, și "
       "că este mulțumită."},
      {"sq",
       "Ministrja tha se bisedimet do të vazhdojnë, por jo para fundit të javës, dhe se është "
       "e kënaqur."},
      {"tr",
       "Bakan, görüşmelerin devam edeceğini ama hafta sonundan önce olmayacağını ve bunun için "
       "çok memnun olduğunu söyledi."},
      {"id",
       "Menteri mengatakan bahwa pembicaraan akan berlanjut, tetapi tidak sebelum akhir pekan, "
       "dan dia senang dengan hasil yang ada. Dia datang dengan menteri keuangan yang tidak mau "
       "membayar lebih dari yang lain untuk hal ini, kata juru bicara itu pada hari Senin."},
      {"vi",
       "Bộ trưởng nói rằng các cuộc đàm phán sẽ tiếp tục, nhưng không trước cuối tuần, và bà "
       "hài lòng với kết quả của những ngày này."},
      {"sw",
       "Waziri alisema kuwa mazungumzo yataendelea, lakini si kabla ya mwisho wa wiki, na kwamba "
       "amefurahi kwa matokeo hayo."},
      {"ca",
       "La ministra va dir que les converses continuaran, però no abans del final de la "
       "setmana, i que està contenta amb els resultats."},
      {"ru",
       "Министр сказала, что переговоры продолжатся, но не раньше конца недели, и что она "
       "довольна. Она приехала с министром финансов, который не хочет платить больше, чем другие, "
       "но это для него уже не новость, как он сказал."},
      {"uk",
       "Міністерка сказала, що переговори триватимуть, але не раніше кінця тижня, і що вона "
       "задоволена."},
      {"bg",
       "Министърката каза, че преговорите ще продължат, но не преди края на седмицата, и че "
       "тя е доволна."},
      {"sr",
       "Министарка је рекла да ће се разговори наставити, али не пре краја недеље, и да је "
       "задовољна, јер су били за столом."},
      {"el",
       "Η υπουργός είπε ότι οι συνομιλίες θα συνεχιστούν, αλλά όχι πριν από το τέλος της "
       "εβδομάδας."},
      {"he", "השרה אמרה כי השיחות יימשכו, אך לא לפני סוף השבוע."},
      {"ar",
       "قالت الوزيرة إن المحادثات ستستمر، ولكن ليس قبل نهاية الأسبوع، وإنها راضية عن النتائج "
       "التي تم التوصل إليها. وكان الوزير قد وصل من العاصمة على متن طائرة مع عدد من النواب، وقال "
       "في المطار إن هذا هو اليوم الذي كان ينتظره بعد عام من العمل."},
      {"fa",
       "وزیر گفت که گفتگوها ادامه خواهد یافت، اما نه پیش از پایان هفته، و او از این نتیجه "
       "راضی است."},
      {"ur",
       "وزیر نے کہا کہ مذاکرات جاری رہیں گے لیکن ہفتے کے آخر سے پہلے نہیں، اور وہ اس سے خوش "
       "ہیں۔"},
      {"hi", "मंत्री ने कहा कि बातचीत जारी रहेगी, लेकिन सप्ताह के अंत से पहले नहीं, और वह इससे खुश हैं।"},
      {"bn", "মন্ত্রী বলেছেন যে আলোচনা চলবে, তবে সপ্তাহ শেষ হওয়ার আগে নয়।"},
      {"ta", "பேச்சுவார்த்தைகள் தொடரும் என்று அமைச்சர் கூறினார்."},
      {"te", "చర్చలు కొనసాగుతాయని మంత్రి చెప్పారు."},
      {"th", "รัฐมนตรีกล่าวว่าการเจรจาจะดำเนินต่อไป แต่ไม่ใช่ก่อนสิ้นสัปดาห์"},
      {"ja", "大臣は、協議は続くが週末より前ではないと述べました。"},
      {"zh", "部长表示，谈判将继续进行，但不会在周末之前。"},
      {"ko", "장관은 협의가 계속되겠지만 주말 전에는 아니라고 말했다."},
      {"ka", "მინისტრმა თქვა, რომ მოლაპარაკებები გაგრძელდება."},
      {"hy", "Նախարարն ասաց, որ բանակցությունները կշարունակվեն։"},
      {"am", "ሚኒስትሯ ውይይቱ እንደሚቀጥል ተናግረዋል።"},
  };
  for (const auto& [language, text] : cases) {
    EXPECT_EQ(LanguageOf(text, "", Tables()), language) << text;
    // What a page declares wrongly doesn't matter, if it is far off.
    EXPECT_EQ(LanguageOf(text, std::string_view(language) == "hu" ? "tr" : "hu", Tables()),
              language)
        << text;
  }
}

TEST(Language, Declared) {
  EXPECT_EQ(LanguageOf("", "de_AT", Tables()), "de");
  EXPECT_EQ(LanguageOf("Ok!", "pt-BR", Tables()), "pt");
  EXPECT_EQ(LanguageOf("", "", Tables()), "");
  EXPECT_EQ(LanguageOf("12 345", "no", Tables()), "nb");
  EXPECT_EQ(LanguageOf("", "x-klingon", Tables()), "");
}

}  // namespace
}  // namespace avviso
