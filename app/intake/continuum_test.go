package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// word writes a small Word document from the body of its text.
func word(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"_rels/.rels":       `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paragraph(words, style string) string {
	out := ""
	for i, line := range strings.Split(words, "\n") {
		props := ""
		switch {
		case strings.HasPrefix(line, "* "):
			line, props = line[2:], `<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>`
		case style != "" && i == 0:
			props = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
		}
		out += `<w:p>` + props + `<w:r><w:t xml:space="preserve">` + line + `</w:t></w:r></w:p>`
	}
	return out
}

// wordTable writes a table. A cell that begins with “^” goes on from the one above; one
// that begins with “>3 ” runs across three columns.
func wordTable(rows ...[]string) string {
	out := `<w:tbl><w:tblPr/>`
	for _, row := range rows {
		out += `<w:tr>`
		for _, c := range row {
			props := ""
			switch {
			case strings.HasPrefix(c, "^"):
				props, c = `<w:vMerge/>`, c[1:]
			case strings.HasPrefix(c, ">"):
				props, c = `<w:gridSpan w:val="`+c[1:2]+`"/>`, c[3:]
			case strings.HasPrefix(c, "|"):
				props, c = `<w:vMerge w:val="restart"/>`, c[1:]
			}
			out += `<w:tc><w:tcPr>` + props + `</w:tcPr>` + paragraph(c, "") + `</w:tc>`
		}
		out += `</w:tr>`
	}
	return out + `</w:tbl>`
}

// said lists what was read, one statement a line: area/strand/level: text.
func said(t ContinuumTable) []string {
	var out []string
	for _, r := range t.Rows {
		out = append(out, fmt.Sprintf("%s/%s/%s: %s", r.Area, r.Strand, t.label(r.Level), r.Text))
	}
	return out
}

func labels(t ContinuumTable) []string {
	var out []string
	for _, l := range t.Levels {
		out = append(out, l.Label)
	}
	return out
}

func readContinuum(t *testing.T, content []byte, opts ContinuumOptions) ContinuumTable {
	t.Helper()
	table, err := ReadContinuum(content, opts)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestListIsReadWithItsColumnsInAnyOrder(t *testing.T) {
	table := readContinuum(t, []byte(`Anyshire scale of need,,,
Level,What you might see,Broad area,Sub-area
Level 2,Needs short steps,Communication,Understanding
Level 1: Everyday,Asks for a repeat,Communication,Understanding
2,Speaks in short phrases,Communication,Talking
,No level here,Communication,Talking
Level 1,,Communication,Talking
Level 1,=HYPERLINK("x"),Communication,Talking
Level 2,needs short steps,Communication,Understanding
`), ContinuumOptions{})
	want(t, said(table),
		"Communication/Understanding/Level 2: Needs short steps",
		"Communication/Understanding/Level 1: Everyday: Asks for a repeat",
		"Communication/Talking/Level 2: Speaks in short phrases")
	want(t, labels(table), "Level 1: Everyday", "Level 2")
	var why []string
	for _, p := range table.Rejected {
		why = append(why, fmt.Sprintf("%d %s %s", p.Row, p.Field, p.Reason))
	}
	want(t, why,
		"6 level The row has no level, so it cannot be told where the statement belongs.",
		"7 statement The row has a level and no statement.",
		"8 statement This is a formula or its error, and not a statement. Formulas are never worked out.",
		"9 statement The same statement stands in this strand already, at Level 2. It was taken once.")
}

// The words of the headings are in no list of ours: what stands in the columns tells.
func TestHeadingsInAnotherLanguageAreToldByTheirColumns(t *testing.T) {
	table := readContinuum(t, []byte(`Zone;Teil;Grad;Was man sieht im Unterricht
Sprache;Verstehen;Stufe 1;Fragt nach, wenn ein Wort neu ist im Unterricht
Sprache;Verstehen;Stufe 2;Braucht kurze Schritte und Bilder an jedem Tag
Sprache;Sprechen;Stufe 1;Spricht klar mit Menschen, die das Kind kennt
Lernen;Lesen;Stufe 2;Liest langsamer als die anderen in der Klasse
Lernen;Rechnen;Stufe 1;Braucht mehr Beispiele als die anderen Kinder
`), ContinuumOptions{})
	s := table.Sources[0]
	if s.Columns[FieldArea] != "Zone" || s.Columns[FieldStrand] != "Teil" || s.Columns[FieldLevel] != "Grad" || len(table.Rows) != 5 {
		t.Errorf("%+v with %d rows", s, len(table.Rows))
	}
	// and the person may say otherwise
	table = readContinuum(t, []byte("Zone;Teil;Grad;Was\na;b;1;Ein Satz der lang genug ist\na;c;2;Ein anderer Satz der lang ist\n"),
		ContinuumOptions{Map: map[string]string{FieldArea: "Teil", FieldStrand: "Zone"}})
	want(t, said(table), "b/a/1: Ein Satz der lang genug ist", "c/a/2: Ein anderer Satz der lang ist")
}

func TestGridHasARowForEachStrandAndAColumnForEachLevel(t *testing.T) {
	table := readContinuum(t, word(t, paragraph("Communication and interaction", "Heading1")+wordTable(
		[]string{"Strand", "Band 0", "Band 1", "Band 2 – Targeted"},
		[]string{"Language", "Follows talk", "* Asks once a day\n* Tells a short story", "Gets lost in long talk • Answers in phrases"},
		[]string{"People", "", "First line\nSecond line", "Is left out"},
	)), ContinuumOptions{})
	want(t, said(table),
		"Communication and interaction/Language/Band 0: Follows talk",
		"Communication and interaction/Language/Band 1: Asks once a day",
		"Communication and interaction/Language/Band 1: Tells a short story",
		"Communication and interaction/Language/Band 2 – Targeted: Gets lost in long talk",
		"Communication and interaction/Language/Band 2 – Targeted: Answers in phrases",
		"Communication and interaction/People/Band 1: First line",
		"Communication and interaction/People/Band 1: Second line",
		"Communication and interaction/People/Band 2 – Targeted: Is left out")
	if table.Sources[0].Shape != ShapeAcross || table.Format != FormatDOCX {
		t.Error(table.Sources)
	}
}

func TestLevelsDownAndStrandsAcross(t *testing.T) {
	table := readContinuum(t, word(t, paragraph("Talking", "")+wordTable(
		[]string{"", "Listening to others", "Speaking to others"},
		[]string{"Universal", "Listens well in class with a good seat", "Speaks well in class on most days"},
		[]string{"Targeted", "Misses part of what is said each day", "Speaks in very short phrases each day"},
		[]string{"Specialist", "Hears with a trained adult all the day", "Speaks with a device for all of the day"},
	)), ContinuumOptions{})
	if table.Sources[0].Shape != ShapeDown || len(table.Rows) != 6 {
		t.Fatalf("%+v\n%s", table.Sources, strings.Join(said(table), "\n"))
	}
	want(t, labels(table), "Universal", "Targeted", "Specialist")
	want(t, said(table)[:2], "Talking/Listening to others/Universal: Listens well in class with a good seat", "Talking/Speaking to others/Universal: Speaks well in class on most days")
}

func TestMergedCellsAndBannersGiveTheAreaOfTheRowsBelow(t *testing.T) {
	table := readContinuum(t, word(t, wordTable(
		[]string{"Strand", "Level", "Descriptor"},
		[]string{">3 Communication"},
		[]string{"|Understanding", "1", "Asks what a word means"},
		[]string{"^", "2", "Needs each step shown"},
		[]string{">3 Learning"},
		[]string{"Reading", "1", "Reads slowly"},
		[]string{"Strand", "Level", "Descriptor"},
		[]string{"Reading", "2", "Reads few words"},
	)), ContinuumOptions{})
	want(t, said(table),
		"Communication/Understanding/1: Asks what a word means",
		"Communication/Understanding/2: Needs each step shown",
		"Learning/Reading/1: Reads slowly",
		"Learning/Reading/2: Reads few words")
}

func TestSeveralTablesOfOneDocumentAreReadTogether(t *testing.T) {
	content := word(t, paragraph("Contents", "Heading1")+wordTable([]string{"Page", "What"}, []string{"2", "Language"})+
		paragraph("Language", "Heading2")+wordTable([]string{"Level", "Description"}, []string{"Level 1", "Asks once"}, []string{"Level 2", "Asks often"})+
		paragraph("Feelings", "Heading2")+wordTable([]string{"Level", "Description"}, []string{"Level 1", "Is sad at times"}, []string{"Level 2", "Is sad each day"}))
	table := readContinuum(t, content, ContinuumOptions{})
	want(t, said(table), "Language//Level 1: Asks once", "Language//Level 2: Asks often", "Feelings//Level 1: Is sad at times", "Feelings//Level 2: Is sad each day")
	if len(table.Sources) != 3 || table.Sources[0].Used {
		t.Errorf("%+v", table.Sources)
	}
	table = readContinuum(t, content, ContinuumOptions{Tables: []int{3}})
	want(t, said(table), "Feelings//Level 1: Is sad at times", "Feelings//Level 2: Is sad each day")
	if _, err := ReadContinuum(content, ContinuumOptions{Tables: []int{9}}); err == nil {
		t.Error("a table that is not there")
	}
}

func TestWorkbookGivesATableForEachVisibleSheet(t *testing.T) {
	f := excelize.NewFile()
	for i, name := range []string{"Language", "Feelings", "Lists"} {
		if i == 0 {
			_ = f.SetSheetName("Sheet1", name)
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for j, row := range [][]any{{"Level", "Statement"}, {1, "Is fine " + name}, {2, "Needs help " + name}} {
			_ = f.SetSheetRow(name, fmt.Sprintf("A%d", j+1), &row)
		}
	}
	_ = f.SetSheetVisible("Lists", false)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	want(t, said(readContinuum(t, b.Bytes(), ContinuumOptions{})), "Language//1: Is fine Language", "Language//2: Needs help Language", "Feelings//1: Is fine Feelings", "Feelings//2: Needs help Feelings")
}

// What was deleted, moved away or written twice for old programs is not read.
func TestTrackedChangesAreReadAsTheyStand(t *testing.T) {
	cell := func(inside string) string { return `<w:tc>` + inside + `</w:tc>` }
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	changed := `<w:p><w:del><w:r><w:delText>Old</w:delText></w:r></w:del><w:ins><w:r><w:t>Asks</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> once</w:t><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>day</w:t></w:r>` +
		`<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><mc:AlternateContent><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`
	nested := `<w:p/><w:tbl>` + row(cell(paragraph("Inside", ""))) + `</w:tbl><w:p/>`
	table := readContinuum(t, word(t, paragraph("Talking", "")+`<w:tbl>`+
		row(cell(paragraph("Level", "")), cell(paragraph("Statement", "")))+row(cell(paragraph("1", "")), cell(changed))+row(cell(paragraph("2", "")), cell(nested))+`</w:tbl>`), ContinuumOptions{})
	want(t, said(table), "Talking//1: Asks once a-day", "Talking//2: Inside")
}

func TestUnknownLevelsAreDoubtfulAndComeLast(t *testing.T) {
	table := readContinuum(t, []byte("Strand,Level,Statement\na,Band 10,one\na,see the notes,two\na,Band 2,three\na,Band 3b,four\na,Band 3a,five\n"), ContinuumOptions{})
	want(t, labels(table), "Band 2", "Band 3a", "Band 3b", "Band 10", "see the notes")
	if l := table.Levels[4]; !l.Doubtful || l.Count != 1 || table.Levels[0].Doubtful {
		t.Errorf("%+v", table.Levels)
	}
	words := readContinuum(t, []byte("Strand,Level,Statement\na,pale,one\na,bright,two\n"), ContinuumOptions{})
	if words.Levels[0].Doubtful || words.Levels[1].Doubtful {
		t.Error("a scale in words of its own is doubted")
	}
}

func TestUnreadableContinuumIsRefusedWithAReason(t *testing.T) {
	bomb := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create("word/document.xml")
		zeros := bytes.Repeat([]byte("<w:p/>"), 1<<17)
		for range 200 {
			_, _ = w.Write(zeros)
		}
		_ = z.Close()
		return b.Bytes()
	}()
	cases := []struct {
		name    string
		content []byte
		says    string
	}{
		{"empty", nil, "The file is empty."},
		{"blank", []byte(" \n\n"), "The file is empty."},
		{"50 MB", bytes.Repeat([]byte("x"), 50<<20), "larger than 20 MB"},
		{"old Word", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "save it as .docx"},
		{"PDF", []byte("%PDF-1.7"), "This is a PDF"},
		{"rich text", []byte(`{\rtf1}`), "rich text"},
		{"XML", []byte(`<?xml version="1.0"?><a/>`), "XML file"},
		{"no table", word(t, paragraph("Only words", "")), "There is no table"},
		{"no level", word(t, wordTable([]string{"Name", "Room"}, []string{"Hall", "One"})), "No table in the file looks like a scale"},
		{"text", []byte("one\ntwo\n"), "No table in the file looks like a scale"},
		{"damaged", word(t, paragraph("x", ""))[:200], "damaged"},
		{"half a document", word(t, "<w:tbl><w:tr>"), "damaged"},
		{"DTD", func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, _ := z.Create("word/document.xml")
			_, _ = w.Write([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="x"><w:body>&b;</w:body></w:document>`))
			_ = z.Close()
			return b.Bytes()
		}(), "DTD"},
		{"bomb", bomb, "more than 128 MB"},
		{"no text", func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			_, _ = z.Create("word/styles.xml")
			_ = z.Close()
			return b.Bytes()
		}(), "its text is missing"},
		{"wide", word(t, wordTable(slices.Repeat([]string{"x"}, 101))), "too large"},
	}
	for _, c := range cases {
		table, err := ReadContinuum(c.content, ContinuumOptions{})
		if err == nil || !strings.Contains(err.Error(), c.says) || len(table.Rows) > 0 {
			t.Errorf("%s: %v with %d rows", c.name, err, len(table.Rows))
		}
	}
}

func TestStatementsOfACellAreDividedAtBulletsOrLines(t *testing.T) {
	for cell, parts := range map[string][]string{
		"One":                               {"One"},
		"One\nTwo":                          {"One", "Two"},
		"• One\n• Two goes\non here\n":      {"One", "Two goes on here"},
		"- One\n- Two":                      {"One", "Two"},
		"One • Two":                         {"One", "Two"},
		"1. One\n2) Two":                    {"One", "Two"},
		"Well-known words – not a list":     {"Well-known words – not a list"},
		"\n \n":                             nil,
		"•\n•":                              nil,
		"Some words over it:\n• One\n• Two": {"Some words over it:", "One", "Two"},
	} {
		if got := splitStatements(cell); !slices.Equal(got, parts) {
			t.Errorf("%q: %q", cell, got)
		}
	}
}

func TestLevelsAreReadHoweverTheyAreWritten(t *testing.T) {
	for text, key := range map[string]string{
		"Level 2": "#2", "level 02": "#2", "L2": "#2", "2": "#2", "Band 2: Targeted": "#2", "2 – Targeted": "#2", "Level 2 Targeted": "#2", "Stufe 2": "#2",
		"2 (Targeted)": "#2", "Band 3a": "#3a", "Universal": "universal", "Universal support": "universal", "Targeted plus": "targetedplus", "0": "#0",
		"Year 3": "", "KS2": "", "Needs 3 prompts in most lessons to begin": "", "": "", "Anything at all": "",
	} {
		got, sure := readLevel(text)
		if sure != (key != "") || sure && got != key {
			t.Errorf("%q: %q, %v", text, got, sure)
		}
	}
}

func TestLargeTableIsReadInAMoment(t *testing.T) {
	var b strings.Builder
	b.WriteString("Strand,Level,Statement\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "strand %d,Level %d,%s\n", i%40, i%6, strings.Repeat("x", i%50)+fmt.Sprint(i))
	}
	began := time.Now()
	table := readContinuum(t, []byte(b.String()), ContinuumOptions{})
	if took := time.Since(began); len(table.Rows) != 20_000 || took > 10*time.Second {
		t.Errorf("%d rows in %s", len(table.Rows), took)
	}
}

func FuzzReadContinuum(f *testing.F) {
	f.Add(word(f, paragraph("x", "Heading1")+wordTable([]string{"Level", "Statement"}, []string{"1", "One"})))
	f.Add([]byte("Area,Level,Statement\nA,1,x\n"))
	f.Fuzz(checkContinuum)
}

// FuzzReadDocument reaches behind the zip: the text of the document is anything.
func FuzzReadDocument(f *testing.F) {
	f.Add(wordTable([]string{"Strand", "Level 1", "Level 2"}, []string{"|a", "x", "y"}, []string{"^", ">2 z"}))
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr><w:tbl/></w:tc></w:tr><w:tr/></w:tbl><w:t>x</w:t>`)
	f.Add(`<w:tc/></w:tr>`)
	f.Fuzz(func(t *testing.T, body string) { checkContinuum(t, word(t, body)) })
}

// checkContinuum holds ReadContinuum to its word: a refusal or statements that are whole.
func checkContinuum(t *testing.T, content []byte) {
	table, err := ReadContinuum(content, ContinuumOptions{})
	if err != nil {
		if err.Error() == "" || len(table.Rows) > 0 {
			t.Fatalf("refused with %q and %d rows", err, len(table.Rows))
		}
		return
	}
	for _, r := range table.Rows {
		if r.Text == "" || r.Level == "" || r.Area+r.Strand == "" || r.Row < 1 || r.Table < 1 || r.Table > len(table.Sources) {
			t.Fatalf("took a statement without its place: %+v", r)
		}
		if !slices.ContainsFunc(table.Levels, func(l ContinuumLabel) bool { return l.Key == r.Level && l.Label != "" }) {
			t.Fatalf("level %q is not listed", r.Level)
		}
	}
}

// A whole document as a council might publish it: a title, a table that is no scale, two
// grids and a list with merged cells.
func TestPublishedDocumentIsReadWhole(t *testing.T) {
	content, err := os.ReadFile("testdata/anyshire-scale.docx")
	if err != nil {
		t.Fatal(err)
	}
	table := readContinuum(t, content, ContinuumOptions{})
	want(t, labels(table), "Stage 1: Class", "Stage 2: School", "Stage 3: Shared", "Stage 4: Specialist", "See the attendance guidance")
	var used []string
	areas := map[string]int{}
	for _, s := range table.Sources {
		if s.Used {
			used = append(used, s.Title+" "+s.Shape)
		}
	}
	want(t, used, "Communication across", "Learning across", "Feelings and taking part list")
	for _, r := range table.Rows {
		areas[r.Area+"/"+r.Strand]++
	}
	if len(areas) != 6 || areas["Communication/Following talk"] != 6 || areas["Learning/Number"] != 3 || areas["Feelings and taking part/Keeping calm"] != 5 {
		t.Error(areas)
	}
	if len(table.Rejected) != 1 || table.Rejected[0].Row != 9 || table.Rejected[0].Table != 4 || table.Rejected[0].Field != FieldLevel {
		t.Errorf("%+v", table.Rejected)
	}
}
