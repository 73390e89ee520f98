package specimen

import (
	"fmt"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// Hard is a document that asks for more than any should. Words are some that must come
// out of it again.
type Hard struct {
	Name  string
	Doc   *paper.Doc
	Words []string
}

// nobodysLetters are of a private part of Unicode: no font has them.
const nobodysLetters = "\uE101\uE102"

// HardOnes returns documents that asks for too much, one way each. Rows is how many the
// long table has.
func HardOnes(rows int) []Hard {
	long := strings.Repeat("We meet each family three times a year and agree what to do next. ", 3100)[:200_000]
	mixed := "Name \u202Eover\u202C שלום (علي) 😀👩🏽‍🏫 \x00\x07\x1b[31m tab\tbell " + nobodysLetters + " e\u0301 漢字 end"
	endless := strings.Repeat("x", 20_000)
	sentence := strings.Repeat("a tall cell of words ", 900)
	var list []Hard
	add := func(name string, words []string, blocks ...paper.Block) *paper.Doc {
		d := &paper.Doc{Title: "Hard: " + name, Lang: "en-GB", Org: "Meadowfield", Ref: name, Date: day.Of(2026, 11, 22), Contents: true, Blocks: blocks}
		list = append(list, Hard{name, d, words})
		return d
	}
	table := func(caption string, head paper.Row, body ...paper.Row) paper.Table {
		return paper.Table{Caption: caption, Cols: make([]paper.Col, len(head)), Head: []paper.Row{head}, Body: body}
	}
	words := []string{"שלום", "(علي)", "end", nobodysLetters, "é", "漢字", "bell"}

	add("a long section", []string{"family"}, paper.Section("One"), paper.P(long), paper.Section("Two"))
	add("a long heading", []string{"family"}, paper.Section(long[:20_000]), paper.P("Words."))
	add("mixed text", words, paper.Section(mixed), paper.P(mixed), paper.Bullets(mixed, mixed),
		paper.Sentence(paper.Link(mixed, "https://a.example"), paper.Abbr(mixed, mixed), paper.Span{Text: mixed, Lang: "ar"}),
		table(mixed, paper.HeadRow(mixed, mixed), paper.BodyRow(mixed, mixed)),
		paper.Figure{Caption: mixed, Alt: mixed, Chart: chart.Chart{By: mixed, Labels: []string{mixed}, Series: []chart.Series{chart.Counts(mixed, 3)}}},
		paper.Image{Data: Badge(), Alt: mixed}, paper.SignOff{Signatures: []paper.Signature{{Role: mixed, Name: mixed}}},
		paper.Panels{Panels: []paper.Panel{{Title: mixed, Blocks: []paper.Block{paper.P(mixed)}}, {Title: mixed, Blocks: []paper.Block{paper.P(mixed)}}}})
	d := add("mixed properties", words[:2], paper.P(mixed))
	d.Title, d.Org, d.Ref, d.Author, d.Subject, d.Logo = mixed, mixed, mixed, mixed, mixed, &paper.Image{Data: Badge(), Alt: mixed}
	d = add("long properties", []string{"family"}, paper.P("Words."))
	d.Title, d.Org, d.Ref, d.Author, d.Subject = long[:9000], long[:9000], long[:9000], long[:9000], long[:9000]
	add("a word without end", []string{endless[:30]}, paper.Section(endless), paper.P(endless), paper.Bullets(endless),
		paper.Sentence(paper.Link(endless, "https://a.example")), table("T", paper.HeadRow("a", "b"), paper.BodyRow(endless, endless)),
		paper.SignOff{Signatures: []paper.Signature{{Role: endless[:2000], Name: endless}}})
	add("a word without end, from the right", []string{"سلامسلام"}, paper.P(strings.Repeat("سلام", 5000)))
	add("marks without end", nil, paper.P("a"+strings.Repeat("\u0301\u0323", 3000)))
	add("pictures in letters", nil, paper.P(strings.Repeat("😀", 20_000)))
	add("a cell higher than a page", []string{"tall"}, table("T", paper.HeadRow("a", "b"), paper.BodyRow("c", sentence), paper.BodyRow(sentence, "d")))
	add("headings higher than a page", []string{"tall"}, table("T", paper.HeadRow("a", sentence), paper.BodyRow("c", "d"), paper.BodyRow("e", "f")))
	add("a caption higher than a page", []string{"tall"}, table(sentence, paper.HeadRow("a", "b"), paper.BodyRow("c", "d")),
		paper.Figure{Caption: sentence, Alt: sentence, Chart: chart.Chart{By: "x", Labels: []string{"a"}, Series: []chart.Series{chart.Counts("n", 3)}}})
	var body []paper.Row
	for i := range rows {
		body = append(body, paper.BodyRow(fmt.Sprintf("Pupil %d", i+1), "Year 4", "SLCN, SEMH", "Level 3", "£3,412", "Review in nine days"))
	}
	add("a long table", []string{fmt.Sprint(rows)}, table("T", paper.HeadRow("Pupil", "Year", "Needs", "Level", "Cost", "Next"), body...))
	var head, row paper.Row
	for i := range 300 {
		head, row = append(head, paper.HeadCell(fmt.Sprint("head", i))), append(row, paper.TextCell(fmt.Sprint("cell", i)))
	}
	add("many columns", []string{"cell0", "cell299"}, table("T", head, row, row))
	add("a panel higher than a page", []string{"tall"}, paper.Panels{Panels: []paper.Panel{{Title: sentence[:2000], Blocks: []paper.Block{paper.P(sentence)}}, {Title: "x", Blocks: []paper.Block{paper.P("y")}}}})
	return list
}
