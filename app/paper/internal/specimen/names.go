package specimen

import (
	"maps"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// PeopleOf are names as they are written in Europe and beyond, by language: each must
// come out whole, with no character lost and none drawn as a box.
var PeopleOf = map[string][]string{
	"Albanian": {"Gjergj Kastrioti", "Ëngjëll Çela"}, "Azeri": {"Əli Hüseynov", "Gülşən Ağayeva"}, "Basque": {"Iñaki Etxeberria"},
	"Belarusian": {"Ўладзімір Янковіч", "Святлана"}, "Bosnian": {"Đorđe Šehović", "Žana Ćatić"}, "Breton": {"Añ Fañch Le Goff"},
	"Bulgarian": {"Цветан Ъглов", "Юлия"}, "Catalan": {"Núria Vilagràcia", "Col·lell"}, "Cornish": {"Jory Penhallow"}, "Croatian": {"Željko Šarić", "Dragica Đukić"},
	"Czech": {"Řehoř Ďáblík", "Zdeněk Šťastný", "Ťápal Ňouma"}, "Danish": {"Søren Kjærgård", "Åse"}, "Dutch": {"Zoë van ’t Hoff", "Ĳsbrand"},
	"English": {"Zoë O’Brien", "Anne-Marie Smith"}, "Esperanto": {"Ĉiela Ŝtupo Ĵaŭdo"}, "Estonian": {"Õnne Jõgi", "Šarlote Žukova"}, "Faroese": {"Bárður Ðurhuus"},
	"Finnish": {"Päivi Hämäläinen"}, "French": {"François Lœuillet", "Gaëlle Ÿsaÿe", "Élodie Ça"}, "Frisian": {"Sjûkje Bûma"}, "Gaelic": {"Aonghas Mòr", "Ruairidh"},
	"Galician": {"Uxío Núñez"}, "German": {"Jürgen Weiß", "GROẞE", "Änne"}, "Greek": {"Κώστας Παπαδόπουλος", "Αΐδα", "ΰ", "Ἀλέξανδρος"},
	"Georgian": {"ნინო"}, "Armenian": {"Արամ Խաչատրյան"}, "Hungarian": {"Győző Őry", "Fűzfa Űri"}, "Icelandic": {"Þórður Ðyrason", "Ásgeirsdóttir"}, "Irish": {"Siobhán Ní Dhomhnaill", "Ḃriġid"},
	"Italian": {"Niccolò Città"}, "Latvian": {"Ķēniņš Ģirts", "Ļaudis Ņina", "Ēriks Ūdris"}, "Lithuanian": {"Žydrūnas Šešėlgis", "Ąžuolas Ųla", "Ėglė", "į̇"},
	"Luxembourgish": {"Zoé Béis"}, "Macedonian": {"Ѓорѓи Ќосев", "Љупчо Његош"}, "Maltese": {"Ġorġ Ħal Għaxaq Żammit Ċensu"}, "Moldovan": {"Ștefan Țurcanu"},
	"Montenegrin": {"Ś́ekularac", "Źenica"}, "Northern Sámi": {"Áilu Ŋuorra Đ Ŧeavzi"}, "Norwegian": {"Øyvind Åsen Bjørnæs"}, "Polish": {"Łukasz Wójcik", "Żółć Źrebię Śliwa Ćma Ądam Ęwa Ńowak"},
	"Portuguese": {"João Conceição", "Antônio"}, "Romani": {"Ćhaj Śero Řom"}, "Romanian": {"Ștefăniță Țepeș", "Ioan Brâncuși Îndrei"}, "Romanian, old letters": {"Ştefan Ţepeş"},
	"Russian": {"Борис Ёлкин", "Щукин Эдуард", "Подъячева"}, "Scots": {"Fiona MacAulay"}, "Serbian": {"Ђорђе Ћирић", "Џон Љиљана Њ"}, "Slovak": {"Ľubomír Ŕapák", "Ĺudovít Ďurica Ťažký", "Vôňa"},
	"Slovene": {"Črt Žnidaršič"}, "Sorbian": {"Měrćin Wałda", "Łušćanski"}, "Spanish": {"Íñigo Muñoz Güell"}, "Swedish": {"Åke Östlund Ängla"}, "Turkish": {"Ağça Yıldız", "İbrahim Şükrü Çiğdem Öz"},
	"Ukrainian": {"Їжак Євген Ґалаґан", "Мар’яна"}, "Welsh": {"Siân Pryce", "Ŵyn Ŷnyr", "Llŷr Gwŷr", "Sïan Tŵr"},
	"Vietnamese": {"Nguyễn Thị Mai", "Đặng Hồng Phượng", "Trần Quốc Tuấn", "Lê Ẩn Ỹ Ữ Ậ Ễ Ổ Ặ Ẵ"}, "Gĩkũyũ": {"Ngũgĩ wa Thiong’o", "Wanjikũ Mũthoni", "Kĩambaa"},
	"Yoruba": {"Ẹ̀bùn Ọ̀ṣun", "Ọlá Adébáyọ̀", "Ṣọlá Ẹ̀gbá", "Olúwaṣẹ́gun Ọbásanjọ́", "Ǹjẹ́ ǹ m̀ M̄"}, "Igbo": {"Ọ́gọ̀ Ụ́dọ̀ Ị̀fé", "Ṅwáǹkwọ"},
	"Hausa": {"Ɓala Ɗanladi Ƙauna Ƴar’adua", "ɓ ɗ ƙ ƴ"}, "Ewe": {"Ŋɔŋlɔ́ Ɖoe Ƒovi", "Ɣe ɔ́ ɛ̃ Ʋ"}, "Lingala": {"Mɔ́ngɔ Ndɔ̂ Ɛ́"}, "Fula": {"Ƴ Ɓaaba Ɗ Ŋ Ñ"}, "Akan": {"Ɔsɛi Ɛkua"},
	"Guaraní": {"G̃uarani Ỹvy"}, "Navajo": {"Ąąʼ Diné"}, "Hawaiian": {"Kaʻiulani ʻĀ"}, "Māori": {"Māui Ngāti"}, "Somali": {"Cabdiraxmaan"}, "Swahili": {"Ng’ang’a"},
	"Kurdish": {"Şîrîn Êzdî Ûsiv"}, "Pinyin": {"Lǚ Xiǎomíng", "Nǚ"}, "Arabic in Latin": {"Ḥasan al-Ḫaṭīb", "ʿAbd", "Ṭāhā Ẓāfir Ḍ"}, "Sanskrit in Latin": {"Kr̥ṣṇa Śrī R̄", "Ḷ ṁ"},
	"Arabic": {"فاطمة", "علي", "مُحَمَّد", "لالا"}, "Urdu": {"ٹیپو", "گڑیا"}, "Persian": {"پژمان", "گلناز"}, "Sorani": {"ێڤین"}, "Hebrew": {"שלום", "שָׁלוֹם", "נֹעַ"},
}

// People returns a document with every name, in both weights.
func People() *paper.Doc {
	t := paper.Table{Caption: "Names", Cols: []paper.Col{{}, {Weight: 3}, {Weight: 3}}, Head: []paper.Row{paper.HeadRow("Language", "Regular", "Bold")}}
	for _, language := range slices.Sorted(maps.Keys(PeopleOf)) {
		names := strings.Join(PeopleOf[language], ", ")
		t.Body = append(t.Body, paper.Row{paper.HeadCell(language), paper.TextCell(names), {Text: []paper.Span{paper.Bold(names)}}})
	}
	return &paper.Doc{Title: "Names", Lang: "en-GB", Ref: "names", Date: day.Of(2026, 11, 22), Blocks: []paper.Block{t}}
}
