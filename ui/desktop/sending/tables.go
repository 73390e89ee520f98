package sending

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/summary"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// notApplicable is how a figure is shown that the school cannot have.
const notApplicable = "–"

// groups set the tables of the summary under headings, by the beginning of their ids,
// in the order of the list.
var groups = []struct {
	words string
	ids   []string
}{
	{"Pupils", []string{"T00", "T01", "T02", "T05", "T06"}},
	{"{Level+}", []string{"T03", "T04", "T07", "T12"}},
	{"Support", []string{"T08", "T11", "T09"}},
	{"Money", []string{"T10", "T13"}},
	{"Records", []string{"T14"}},
}

// figures is the list of the tables of a summary, and the one that is shown.
type figures struct {
	tables []tableRow
	at     int // 0 is the page before the tables; table i stands at i+1
}

// tableRow is one table with what is to be known of it before it is opened.
type tableRow struct {
	summary.PreviewTable
	group                           string
	figures, low, held, not, change int
}

// newFigures sets the tables of a preview in the order of the list, with the table that
// was open before still open.
func newFigures(p summary.Preview, say func(string) string, open string) figures {
	var f figures
	for _, g := range groups {
		for _, t := range p.Tables {
			if len(t.ID) >= 3 && contains(g.ids, t.ID[:3]) {
				f.add(t, say(g.words), say)
			}
		}
	}
	for _, t := range p.Tables { // a table that a newer plan added
		if f.place(t.ID) == 0 {
			f.add(t, "More", say)
		}
	}
	f.at = f.place(open)
	return f
}

func contains(list []string, id string) bool {
	for _, one := range list {
		if one == id {
			return true
		}
	}
	return false
}

func (f *figures) add(t summary.PreviewTable, group string, say func(string) string) {
	t.Title, t.Rows, t.Cols = wording.SummaryWords(say, t.Title), inUse(say, t.Rows), inUse(say, t.Cols)
	row := tableRow{PreviewTable: t, group: group}
	for _, line := range t.Cells {
		for _, c := range line {
			row.figures++
			switch {
			case c.Shown == notApplicable:
				row.not++
			case c.Shown == lowWords:
				row.low++
			case c.Shown == heldWords:
				row.held++
			}
			if c.Changed {
				row.change++
			}
		}
	}
	f.tables = append(f.tables, row)
}

// inUse puts the words in use into the names of a table's lines.
func inUse(say func(string) string, lines []string) []string {
	out := make([]string, len(lines))
	for i, words := range lines {
		out[i] = wording.SummaryWords(say, words)
	}
	return out
}

// Words that stand in the place of a figure.
const (
	lowWords  = "low"
	heldWords = "held back"
)

// place is where a table stands in the list, 0 for one that is not there.
func (f figures) place(id string) int {
	for i, t := range f.tables {
		if id != "" && t.ID == id {
			return i + 1
		}
	}
	return 0
}

// open is the id of the table that is shown, "" for the page before the tables.
func (f figures) open() string {
	if f.at == 0 || f.at > len(f.tables) {
		return ""
	}
	return f.tables[f.at-1].ID
}

// next is the next place, round to the first, of a table that fits; -1 where none does.
func (f figures) next(fits func(tableRow) bool) int {
	n := len(f.tables) + 1
	for i := 1; i <= n; i++ {
		if at := (f.at + i) % n; at > 0 && fits(f.tables[at-1]) {
			return at
		}
	}
	return -1
}

// rows are the lines of the list: how to read the tables, then each with what is in it.
func (f figures) rows() []outline.Row {
	rows := []outline.Row{{Group: "Before you send", Title: "How to read the figures"}}
	for _, t := range f.tables {
		row := outline.Row{Group: t.group, Title: t.Title, NoteStyle: parts.Quiet}
		if t.change > 0 {
			row.Note = strconv.Itoa(t.change) + " changed"
			row.NoteStyle.Colour = parts.Soon.Colour()
		} else if t.held > 0 {
			row.Note = strconv.Itoa(t.held) + " held"
		}
		row.Label = t.group + ", " + t.Title + ", " + t.sentence()
		rows = append(rows, row)
	}
	return rows
}

// sentence says what is in a table.
func (t tableRow) sentence() string {
	plain := t.figures - t.low - t.held - t.not
	var words []string
	if plain > 0 {
		words = append(words, wording.Count(plain, "number"))
	}
	if t.low > 0 {
		words = append(words, fmt.Sprintf("%d shown as low", t.low))
	}
	if t.held > 0 {
		words = append(words, fmt.Sprintf("%d held back", t.held))
	}
	if t.not > 0 {
		words = append(words, fmt.Sprintf("%d that do not apply", t.not))
	}
	out := strings.Join(words, ", ") + "."
	out = strings.ToUpper(out[:1]) + out[1:]
	if t.change > 0 {
		out += fmt.Sprintf(" %d differ from the summary before.", t.change)
	}
	return out
}

// changed counts the figures that differ from the summary before, and their tables.
func (f figures) changed() (figures, tables int) {
	for _, t := range f.tables {
		figures += t.change
		if t.change > 0 {
			tables++
		}
	}
	return figures, tables
}

// why tells of one figure in a sentence or two: what leaves, what the school knows, and
// why they differ.
func (t tableRow) why(row, col int) string {
	if row < 0 || row >= len(t.Cells) || col < 0 || col >= len(t.Cells[row]) {
		return ""
	}
	c := t.Cells[row][col]
	words := t.Rows[row] + ", " + t.Cols[col] + ": "
	if len(t.Cols) == 1 {
		words = t.Rows[row] + ": "
	}
	switch {
	case c.Shown == notApplicable:
		words += "no figure leaves the school."
	case exactOf(c) == c.Shown:
		words += c.Shown + " leaves the school, and it is the exact figure."
	default:
		words += c.Shown + " leaves the school. The exact figure is " + exactOf(c) + ", for you alone."
	}
	if c.Why != "" {
		words += " " + c.Why
	}
	if c.Changed {
		words += " It differs from the summary before."
	}
	return words
}

// exactOf is the exact figure in the words of the one that is shown.
func exactOf(c summary.Cell) string { return strconv.Itoa(c.Exact) }

// cellWords are a figure as the table shows it: what leaves, and in brackets the exact
// figure where that is another.
func cellWords(c summary.Cell) string {
	words := c.Shown
	if c.Shown != notApplicable && c.Shown != exactOf(c) {
		words += " (" + exactOf(c) + ")"
	}
	if c.Changed {
		words = "• " + words
	}
	return words
}
