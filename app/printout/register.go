package printout

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// RegisterFacts are a view of the register as it is printed. Cells come as a person
// reads them, with pupils named as asked.
type RegisterFacts struct {
	School  string
	Author  string // left off where names are
	Demo    bool
	Today   day.Date
	Names   Names
	Pupils  []register.Pupil // all of the register: without full names theirs are taken out of what people wrote
	View    string           // the view's title
	Filter  string           // in words: "SEN support, Year 4"; "" where nothing is left out
	Columns []Column
	Rows    [][]string
	Marks   []string // in words, one for each row; nil or "" is none
	Totals  []string // one for each column, "" where there is nothing to say
}

// Column is one column of a list.
type Column struct {
	Title   string
	Right   bool // figures
	Written bool // what people wrote, which may name somebody
}

// uprightLetters is how many letters a line of a list has room for upright.
const uprightLetters = 96

// Register lays a view of the register out as a list: the pages stand upright where
// its columns have room so, else they lie. What a row is marked with is a column of
// words, since colour is nothing on paper.
func Register(f RegisterFacts) *paper.Doc {
	m := newMasker(f.Names, People{Others: f.Pupils})
	title := m.mask(f.View)
	if paper.Clean(title) == "" {
		title = "Register"
	}
	d := &paper.Doc{Title: title, Lang: "en-GB", Org: f.School, Date: f.Today, Subject: "A list of pupils from the register", Watermark: paper.Mark(f.Demo, false), Setting: paper.Tall}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	if f.Filter != "" {
		d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("Shown: "), paper.Span{Text: f.Filter}))
	}
	if len(f.Rows) == 0 || len(f.Columns) == 0 {
		d.Blocks = append(d.Blocks, paper.P("No pupil is in this view."))
		return d
	}
	columns, rows := f.columns(m)
	table := paper.Table{Caption: pupils(len(f.Rows))}
	var head paper.Row
	letters := 0
	for i, c := range columns {
		width := columnLetters(c.Title, rows, i)
		letters += width + 2
		table.Cols = append(table.Cols, paper.Col{Weight: float64(width), Right: c.Right})
		head = append(head, paper.HeadCell(orDash(c.Title)))
	}
	table.Head = []paper.Row{head}
	for _, row := range rows {
		cells := paper.Row{paper.HeadCell(orDash(row[0]))}
		for _, words := range row[1:] {
			cells = append(cells, paper.TextCell(words))
		}
		table.Body = append(table.Body, cells)
	}
	if totals := f.totals(len(columns)); totals != nil {
		table.Foot = []paper.Row{totals}
	}
	if letters > uprightLetters {
		d.Setting = paper.Wide
	}
	d.Blocks = append(d.Blocks, table)
	return d
}

// columns returns the columns and rows with the marks as a last column, where there
// are any, and each row as long as the columns.
func (f *RegisterFacts) columns(m masker) ([]Column, [][]string) {
	columns, rows := f.Columns, make([][]string, len(f.Rows))
	marked := slices.ContainsFunc(f.Marks, func(m string) bool { return m != "" })
	if marked {
		columns = append(slices.Clone(columns), Column{Title: "Mark"})
	}
	for i, row := range f.Rows {
		rows[i] = make([]string, len(columns))
		for col := range min(len(row), len(f.Columns)) {
			if rows[i][col] = row[col]; f.Columns[col].Written {
				rows[i][col] = m.mask(row[col])
			}
		}
		if marked && i < len(f.Marks) {
			rows[i][len(columns)-1] = prefixed("◆ ", m.mask(f.Marks[i]))
		}
	}
	return columns, rows
}

// totals is the row under the list; nil where there is nothing to say.
func (f *RegisterFacts) totals(columns int) paper.Row {
	if joined("", f.Totals...) == "" {
		return nil
	}
	row := paper.Row{paper.HeadCell("All")}
	for i := 1; i < columns; i++ {
		words := ""
		if i < len(f.Totals) {
			words = f.Totals[i]
		}
		row = append(row, paper.TextCell(words))
	}
	if f.Totals[0] != "" {
		row[0] = paper.HeadCell(f.Totals[0])
	}
	return row
}

// Letters that a column is given at least and at most; longer text takes more lines.
const (
	fewestLetters = 4
	mostInColumn  = 26
)

// columnLetters is how many letters wide a column wants to be: its longest word, or
// what nine rows in ten have, if that is more.
func columnLetters(title string, rows [][]string, col int) int {
	longest, lengths := longestWord(title), make([]int, len(rows))
	for i, row := range rows {
		lengths[i] = utf8.RuneCountInString(row[col])
		longest = max(longest, longestWord(row[col]))
	}
	slices.Sort(lengths)
	return min(max(fewestLetters, longest, lengths[len(lengths)*9/10]), mostInColumn)
}

func longestWord(text string) (most int) {
	for word := range strings.FieldsSeq(text) {
		most = max(most, utf8.RuneCountInString(word))
	}
	return most
}

func pupils(n int) string {
	if n == 1 {
		return "1 pupil"
	}
	return fmt.Sprintf("%d pupils", n)
}
