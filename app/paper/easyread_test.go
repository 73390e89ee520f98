package paper

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/chart"
)

func TestSentencesEndWhereTheyDo(t *testing.T) {
	for _, want := range []string{
		"We meet. |We talk.", "Ask Mrs. Pryce. |Dr. Who is out.", "Children (e.g. Ana) read. |Then they write, i.e. with a pen.",
		"It costs £3.50. |That is all.", "Ring 01234 567890. |We answer.", "See No. 5 and p. 7. |Do you pay? |No. |We do.",
		"“Come in.” |She did.", "Is it? |Yes! |Good…  |Then go.", "J. Smith wrote it. |So did I. |We know.", "Read https://a.example/b.html now. |Thanks.",
		"etc. and so on. |Łukasz came. |Ağça too.", "He said ‘no.’ |We agreed.", "¿Sí? |أهلا؟ |نعم. |你好。|再见。", "one sentence without end", "Wait ... what? |ok", "section 3.|",
		"Paragraph 6.1 says so. |Section 69 too.",
	} {
		want = strings.TrimSuffix(want, "|")
		if strings.HasSuffix(want, "|ok") { // a small letter goes on
			want = "Wait ... what? ok"
		}
		var got []string
		for _, s := range sentences(Text(strings.ReplaceAll(want, "|", ""))) {
			got = append(got, Plain(s))
		}
		var parts []string
		for part := range strings.SplitSeq(want, "|") {
			parts = append(parts, Clean(part))
		}
		if !reflect.DeepEqual(got, parts) {
			t.Errorf("%q, want %q", got, parts)
		}
	}
}

// A text of nothing but stops takes no longer than any other of its length.
func TestStopsWithoutEndAreOneSentence(t *testing.T) {
	long := "Wait" + strings.Repeat(".", 200_000)
	began := time.Now()
	if got := sentences(Text(long + " Then go.")); len(got) != 2 || Plain(got[0]) != long {
		t.Errorf("%d sentences", len(got))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestSentencesKeepTheirStyles(t *testing.T) {
	link := Link("the local offer. It", "https://a.example")
	got := sentences([]Span{{Text: "See "}, link, {Text: " helps. "}, Bold("Come in.")})
	want := [][]Span{
		{{Text: "See "}, Link("the local offer.", "https://a.example")},
		{Link("It", "https://a.example"), {Text: " helps."}},
		{Bold("Come in.")},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestSentencesLoseNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		for _, s := range rapid.SliceOf(rapid.StringMatching(`[ a-bA.!?)"”é。]{0,9}`)).Draw(t, "spans") {
			spans = append(spans, Span{Text: s})
		}
		var all []string
		for _, s := range sentences(spans) {
			all = append(all, Plain(s))
		}
		if got := strings.ReplaceAll(strings.Join(all, ""), " ", ""); got != strings.ReplaceAll(Plain(spans), " ", "") {
			t.Fatalf("%q, want %q", got, Plain(spans))
		}
	})
}

func TestEasyReadHasOneSentenceALineAndSmallTables(t *testing.T) {
	d := sound()
	wide := Table{Caption: "Help", Cols: make([]Col, 4), Head: []Row{HeadRow("What", "Who", "Weeks", "Cost")},
		Body: []Row{BodyRow("Reading", "Ana", "10", "£5"), BodyRow("Speech", "", "38", "£7")},
		Foot: []Row{{{Text: Text("Total"), Header: true, ColSpan: 3}, TextCell("£12")}}}
	small := Table{Caption: "Small", Cols: make([]Col, 2), Head: []Row{HeadRow("a", "b")}, Body: []Row{BodyRow("c", "d")}}
	figure := Figure{Caption: "F", Alt: "A", DataTable: true, Chart: chart.Chart{By: "x", Labels: []string{"a"}, Series: []chart.Series{chart.Counts("n", 1)}}}
	d.Blocks = []Block{Section("One"), P("First. Second."), wide, small, Bullets("One. Two."), figure,
		Panels{Panels: []Panel{{Title: "T", Blocks: []Block{P("In. Side.")}}}}}
	before := len(d.Blocks)
	easy := EasyRead(d)
	want := []Block{
		Section("One"), P("First."), P("Second."), Sentence(Bold("Help")),
		KeyValues{Caption: "Reading", Pairs: []Pair{Fact("Who", "Ana"), Fact("Weeks", "10"), Fact("Cost", "£5")}},
		KeyValues{Caption: "Speech", Pairs: []Pair{Fact("Weeks", "38"), Fact("Cost", "£7")}},
		KeyValues{Caption: "Total", Pairs: []Pair{Fact("Cost", "£12")}},
		small, Bullets("One. Two."), figure, Panels{Panels: []Panel{{Title: "T", Blocks: []Block{P("In."), P("Side.")}}}},
	}
	if !reflect.DeepEqual(easy.Blocks, want) {
		t.Errorf("got %+v", easy.Blocks)
	}
	if easy.Setting != Easy || LargePrint(d).Setting != Large || d.Setting != Report || len(d.Blocks) != before {
		t.Error("the settings are not those, or the document itself was changed")
	}
	if err := easy.Check(); err != nil {
		t.Error(err)
	}
}

func TestFactsNameEveryCell(t *testing.T) {
	table := Table{Caption: "C", Cols: make([]Col, 4),
		Head: []Row{{HeadCell("Pupil"), {Text: Text("Autumn"), ColSpan: 2}, HeadCell("End")}, HeadRow("Pupil", "Set", "Met", "Said")},
		Body: []Row{{TextCell("a"), TextCell("b"), {Text: Text("c"), ColSpan: 2}}, {{Text: Text("Year 4"), Header: true, ColSpan: 4}}}}
	want := []Block{Sentence(Bold("C")), KeyValues{Caption: "Row 1", Pairs: []Pair{
		Fact("Pupil", "a"), Fact("Autumn, Set", "b"), Fact("Autumn, Met, End, Said", "c")}}, Sentence(Bold("Year 4"))}
	if got := table.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	table.Boxes = true
	if kv := table.Facts()[1].(KeyValues); !kv.Boxes || len(kv.Pairs) != 3 {
		t.Errorf("boxes to write in are lost: %+v", kv)
	}
}
