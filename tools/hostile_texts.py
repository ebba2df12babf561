"""Texts that are hard to tokenize, as spaCy and Avviso must do alike.

    python3 tools/hostile_texts.py > hostile.jsonl     {"id", "text"} a line

All of them are made here, none is quoted; outlets are invented. tools/parity.py
compares both programs on them.
"""

import json

SENTENCES = {
    "url": [
        "Read it at https://news.example/2023/09/30/border?ref=top#comments, or don't.",
        "See (http://wire.example/a_(b)/c.html) and www.agency.example; ftp://files.example:8021/x.",
        "The page //cdn.example/x.js and wire.example/live.",
        "Broken: http:// https://.example http//wire.example h t t p",
        "http://192.168.0.1:8080/status and 10.0.0.1 and 2001:db8::1 answered.",
        "Пишите на https://новости.example/путь или www.пример.example.",
    ],
    "mail": [
        "Write to desk@agency.example, or to first.last+tag@mail.agency.example.",
        "<editor@paper.example> said so; mailto:press@ministry.example?subject=hi.",
        "a@b, @@@, user@, @user@host@example and me@localhost.",
    ],
    "emoji": [
        "The minister posted 👍🏽 and 🇽🇰, then 👩‍👩‍👧‍👦 and ❤️‍🔥.",
        "🎉🎉🎉 No comment 🤷🏿‍♀️... :) :-( ;-D <3 xD o_O ¯\\_(ツ)_/¯",
        "Rain ☔︎ or ☔️? 1️⃣ 2️⃣ ©️ ™️",
        "👨🏻‍🦰said👩🏾‍⚕️nothing👮",
    ],
    "combining": [
        "Vuc\u030cic\u0301 met S\u030ces\u030celj in Nis\u030c.",
        "e\u0301 \u0301 a\u0301\u0302\u0303b x\u20ddy \u0e01\u0e34\u0e19",
        "Z\u0351\u036b\u0343\u036a\u0302a\u0337\u0334l\u0327go spoke.",
        "한국어 \u1112\u1161\u11ab\u1100\u116e\u11a8 \ufb01nal \ufb02ow Ⅷ ½ ²",
    ],
    "contractions": [
        "I'm sure they'll say we've won't, can't, shan't, y'all'd've and ma'am.",
        "I’m sure they’ll say we’ve won’t, can’t, shan’t, y’all’d’ve and ma’am.",
        "It's Serbia's; its neighbours' soldiers; the '90s; rock 'n' roll; 'tis; o'clock.",
        "It’s Serbia’s; its neighbours’ soldiers; the ’90s; rock ’n’ roll; ’tis; o’clock.",
        "DON'T! WE'RE. SHE'D'VE IT'S Isn't wasn`t doesn´t dont cant wont im",
        "gonna gotta wanna lemme dunno cannot whatcha 'em 'cause who's how'd where're",
        "Ain't nobody should've could've would've who'd've what'll that'd there's let's",
    ],
    "quotes": [
        "“We will leave,” he said, “but not ‘today’.”",
        "„Mi ostajemo“, rekao je; »ja« i «ti»; ‹sam›; 「彼」; ``old'' style.",
        "\"He said 'no' to \"them\"\" and left.\"\"\" ''' `` '' \" ' “”‘’",
        "She said:\"Go.\"He went.(Quickly.)[sic]{x}<y>",
    ],
    "units": [
        "A 5km march, 10 kg, 3m², 20°C, 68 °F, 9mm rounds, 155mm shells, 2,5t, 60mph, 8GB.",
        "It cost $5m, US$10bn, €3.50, £1,000, ₹100, 10,000km/h and C$4; 5% or 5 %; №5; §3.",
        "At 5pm, 5 p.m., 11a.m., 11:30am, 0900Z, 23h59, 1st, 2nd, 3rd, 44th and 1960s-era.",
    ],
    "hyphens": [
        "A de-escalation-minded, state-of-the-art vice-president-elect co-operated.",
        "Belgrade–Pristina talks—long overdue -- went on---and on - - until 2023–24 ‑ or 1998‐99.",
        "anti-US ex-KFOR non-EU pre-1999 mid-'90s T-72 Su-25s MiG-29 COVID-19 24-year-old",
        "-lead trail- --both-- -5 +5 −5 ±5 5-6 a-b-c A-B- -",
    ],
    "scripts": [
        "Президент Александар Вучић сказал: «Нет», — сообщает агентство. 5 км/ч, 3 кг.",
        "قال الوزير: «لا». ١٢٣ و۴۵۶، ثم غادر!",
        "習近平主席は東京で「会談した」と述べた。价格上涨了5%！",
        "Η Αθήνα ΣΑΣ ΌΔΟΣ· שלום עולם. नमस्ते दुनिया। สวัสดี ქართული հայերեն",
        "İstanbul ISPARTA ıı ŞİŞLİ ẞtraße Straße ǅemal ŉ ﬀ Œuvre Ærø Łódź Đoković",
        "BelgradeБелградالقدس東京Athens",
    ],
    "space": [
        "a\tb\t\tc\nd\n\ne\r\nf\rg\vh\fi",
        "a\u00a0b\u2009c\u200ad\u202fe\u3000f\u1680g\u2003h\u205fi",
        "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
        "line\u2028separator\u2029paragraph\x85next\x1cfile\x1dgroup\x1erecord\x1funit",
        "  two  before   three    four     ",
        "One.\n\n\n\n\n\n\n\nTwo.\n \n \n Three. \n",
        " ", "  ", "\n", "\n\n", "\t", " \n\t \r\n ", "\u00a0", "\u3000 \u3000", "",
        "Ends with a space. ", "Ends with two.  ", "Ends with a line.\n", "\nStarts with a line.",
        "word \u00a0 word\u00a0 word \u00a0word",
    ],
    "control": [
        "a\x00b \x00 c\x01\x02 d\x07\x08 e\x1b[31mred\x1b[0m f\x7f g\x9f",
        "\u202eright to left\u202c \u2066isolated\u2069 \u200emark\u200f x\u061cy",
        "\ufffd \ufffe \uffff \U0001ffff \U000e0041 \ue000 \U0010fffd",
    ],
    "numbers": [
        "1 12 1,234 1.234 1,234.56 1.234,56 1/2 3/4ths 0x1F 1e10 1E-5 .5 5. -.5 007 1_000 ½ Ⅳ ٣",
        "2023-09-30 30.09.2023 30/9/23 09/30 12:30:45 12:30:45.678+02:00 2023-W39 20230930T1230Z",
        "+381 11 123-4567, (555) 010-9999, #1, No.1, 1), 2., (3), a), iv.",
        "10x 2x4 4×4 3*4 3^4 3+4=7 5<6>4 a=b a/b and/or 24/7 9/11 50-50 1:0 2-0 x2 H2O CO2 B-52",
    ],
    "tags": [
        "#Kosovo #2023 @KFOR_example RT @agency_example: #Breaking# ## #a-b $TSLA $5 &amp; &#39; &lt;b&gt;",
        "<p class=\"x\">Text</p> <br/> [link](http://wire.example) **bold** _it_ `code` ~~x~~ a_b_c A_B",
        "C++ C# .NET F# node.js U+0041 foo.bar(baz) a[0] x->y ::std a::b {json: 1} \\n \\\\ C:\\dir\\f.txt",
    ],
    "abbreviations": [
        "Mr. Smith, Dr. Jones, Gen. Lee, Lt. Col. Roe, Sen. Doe (D-Calif.), St. Paul and Prof. X.",
        "The U.S. and the U.K. vs. the U.N., e.g. in D.C., i.e. Inc., Corp., Ltd., Co., Bros. etc.",
        "Jan. 5, Sept. 30, Mon. to Fri., 5 a.m. E.S.T. Ph.D. M.A. B.Sc. a.k.a. p. 5 pp. 5-6 No. 5",
        "end.Start next.next a.b A.B U.S.A U.S.-led U.S.'s I.e. e.G. ... .. . … .... a... ...b",
    ],
    "punctuation": [
        "?! !? !!! ??? ,,, ;;; ::: ... --- ___ *** ((( ))) ]][[ }}{{ /// \\\\\\ ||| ~~~ ^^^ %%% &&& +++",
        "(a)(b) (a),(b); [a]-[b] 'a' \"a\" 'a\" a,b a;b a:b a!b a?b a.b a|b a~b a*b a+b ¿qué? ¡no!",
        "• one • two · three – four — five ― six ‥ seven ⁃ eight ▪ nine → ten ★ eleven",
    ],
    "news": [
        "BELGRADE (Wire Example) -- Serbia's president said on Friday he hadn't ordered troops in.",
        "PRISTINA, Sept 30 - \"It's unacceptable,\" Prime Minister Albin Kurti told reporters; NATO agreed.",
        "BREAKING: 3 dead, 5 hurt in gunfight near Banjska - police\n\nMore soon\n\n© Wire Example 2023",
        "* The EU condemned it\n* The US called on Serbia to withdraw\n- Moscow blamed Pristina\n1. Talks",
        "By A. Writer\nUpdated 10:45 a.m. ET, Sat September 30, 2023\n\nAdvertisement\n\nThe army left.",
        "KFOR TO SEND 600 MORE TROOPS AFTER CLASHES, SAYS STOLTENBERG",
        "serbia says it wont invade kosovo, us isnt so sure",
    ],
}


def texts():
    """(id, text) of every hostile text, in a fixed order."""
    for topic, sentences in SENTENCES.items():
        for number, sentence in enumerate(sentences):
            yield f"{topic}-{number}", sentence
    everything = [s for sentences in SENTENCES.values() for s in sentences]
    yield "all-by-space", " ".join(everything)
    yield "all-by-line", "\n".join(everything)
    yield "all-joined", "".join(everything)
    for name, unit in LONG_RUNS.items():
        # spaCy's tokenizer takes time by the square of a run of affixes.
        for size in (99, 100, 101, 1000):
            yield f"run-{name}-{size}", (unit * size)[: max(size, len(unit))]
    for name, unit in (("letter", "a"), ("digits", "0123456789"), ("accent", "é"), ("word", "Word")):
        yield f"long-{name}", "Before " + (unit * 10_000)[:10_000] + " after."
    yield "long-url", "See http://wire.example/" + "a/b-c_d." * 1250 + "."
    yield "many-lines", "word\n" * 3000
    yield "many-sentences", "He left. She stayed! Did they? " * 300
    yield "no-sentence-end", "and then they went on " * 400
    yield "many-blanks", "a" + " " * 3000 + "b" + "\n" * 3000 + "c"


LONG_RUNS = {
    "letter": "a", "upper": "A", "digit": "1", "accent": "é", "cyrillic": "Ж", "han": "漢",
    "combining": "\u0301", "emoji": "😀", "zwj": "👩\u200d", "mixed": "aB1", "dot": ".",
    "comma": ",", "hyphen": "-", "dash": "—", "slash": "/", "quote": "'", "curly": "’",
    "double": "\"", "open": "(", "close": ")", "at": "@", "colon": ":", "tilde": "~",
    "a-": "a-", "a.": "a.", "n't": "n't", "'s": "'s", "zero": "\u200b", "nbsp": "\u00a0",
    "space": " ", "tab": "\t", "newline": "\n",
}


if __name__ == "__main__":
    for name, text in texts():
        print(json.dumps({"id": name, "text": text}))
