package sending

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/summary"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// figuresPane shows every figure of the summary: the tables at the left, the open one at
// the right, and under it a sentence about the figure that the keyboard is on.
type figuresPane struct {
	s      *Screen
	list   *outline.List
	right  *fyne.Container
	grid   *parts.Grid
	why    *parts.Prose
	wanted *parts.Prose // the priority of a service; nil but beside their table
	couple *parts.Couple
	object *fyne.Container
}

func newFiguresPane(s *Screen) *figuresPane {
	p := &figuresPane{s: s, list: outline.NewList(), right: container.NewStack(), why: parts.NewProse("", parts.Small)}
	at := s.n.Shell.Window().Canvas()
	p.list.OnCurrent = func(row int) {
		s.set.at = row
		p.showTable()
	}
	p.list.OnInto = p.into
	p.list.OnKey = func(key *fyne.KeyEvent) { at.OnTypedKey()(key) }
	p.list.OnRune = func(r rune) { at.OnTypedRune()(r) }
	p.list.SetRows(s.set.rows(), s.set.at)
	in, out := parts.NewLink("Open it", p.into), parts.NewLink("Back to the tables", p.toList)
	p.couple = &parts.Couple{Share: listShare, Room: roomForTable, Narrow: func(narrow bool) { // in large text only one has room
		parts.SetShown(in, narrow)
		parts.SetShown(out, narrow)
	}}
	p.object = container.New(p.couple, parts.Frame(nil, p.list, in), parts.Frame(out, p.right, nil))
	p.showTable()
	return p
}

// listShare is how much of the width the list of tables has where both stand beside each
// other, from so many steps on.
const (
	listShare    = 0.3
	roomForTable = 130
)

// into goes from the list into what is open.
func (p *figuresPane) into() {
	p.couple.Called = true
	p.object.Refresh()
	if p.grid != nil {
		p.s.focus(p.grid)
	}
}

// showTable draws the table that is open, or the page before the tables.
func (p *figuresPane) showTable() {
	p.grid, p.wanted = nil, nil
	if p.s.set.open() == "" {
		p.right.Objects = []fyne.CanvasObject{parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, p.guide()))}
	} else {
		p.right.Objects = []fyne.CanvasObject{p.table(p.s.set.tables[p.s.set.at-1])}
	}
	p.right.Refresh()
}

// guide says how the figures are made, what the summary holds, and what was checked.
func (p *figuresPane) guide() fyne.CanvasObject {
	now := p.s.now
	facts := append([]parts.Fact{{Label: "Tables", Value: wording.Count(len(p.s.set.tables), "table")}}, now.staysFact()...)
	facts = append(facts,
		parts.Fact{Label: "Figures", Value: now.figuresLine()},
		parts.Fact{Label: "Since last time", Value: now.changedLine(p.s.set)},
		parts.Fact{Label: "Checked", Value: auditWords(now.preview.Audit.Readers, now.preview.Audit.Targets)},
		parts.Fact{Label: "Its six words", Value: strings.Join(now.words(), " ")})
	rules := parts.Column(parts.Between)
	for _, words := range []string{
		"Numbers under five are shown as low. Others are to the nearest five.",
		"A number changes only when at least five children have moved in or out of it.",
		"A number that could give a smaller one away is held back.",
		"15 (17) means that 15 leaves the school. The exact 17 is shown to you alone.",
		"A dot before a figure marks what differs from the summary before.",
	} {
		rules.Add(bullet(words, parts.Plain))
	}
	return parts.Column(parts.Groups, parts.NewText("How to read the figures", parts.SectionTitle), rules, parts.NewLine(), parts.NewFactList(facts...),
		parts.NewProse("Arrows go through the tables, and Right goes into one. There a sentence says of each figure why it is as it is.", parts.Quiet))
}

// table draws one table of the summary as people will read it.
func (p *figuresPane) table(t tableRow) fyne.CanvasObject {
	columns := []parts.GridColumn{{Title: "", Strong: true}}
	for _, c := range t.Cols {
		columns = append(columns, parts.GridColumn{Title: heading(c, len(t.Cols)), Number: true})
	}
	p.grid = parts.NewGrid(columns, func() int { return len(t.Rows) }, func(row, col int) string {
		if col == 0 {
			return t.Rows[row]
		}
		return cellWords(t.Cells[row][col-1])
	})
	p.grid.Cells, p.grid.Still = true, 1
	p.grid.Style = func(row, col int) parts.CellStyle {
		if col == 0 {
			return parts.CellStyle{}
		}
		return styleOf(t.Cells[row][col-1])
	}
	p.grid.OnCurrent = func(row int) { p.tell(t) }
	p.grid.OnKey = p.back
	p.grid.SetCurrentCell(0, 1)
	foot := parts.Column(parts.Between, p.why)
	if t.ID == tableServices {
		foot.Add(p.priorities())
	}
	p.tell(t)
	for _, words := range explained(t.PreviewTable) {
		foot.Add(parts.NewProse(words, parts.Quiet))
	}
	head := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Tight, parts.NewText(t.Title, parts.SectionTitle), parts.NewProse(t.sentence(), parts.Quiet)))
	return parts.CappedFoot(footShare, parts.Frame(head, p.grid, nil), parts.Margins(0, parts.Between, 0, 0, foot))
}

// headings are short names of columns, where there are many of them beside each other.
// The sentence under the table says the whole name.
var headings = map[string]string{
	"Communication and interaction": "Communication", "Cognition and learning": "Cognition",
	"Social, emotional and mental health": "SEMH", "Sensory and physical": "Sensory, physical",
}

// heading is the name over one of several columns.
func heading(name string, columns int) string {
	const few = 3
	if short := headings[name]; short != "" && columns > few {
		return short
	}
	return name
}

// footShare is how much of the height the sentences under a table may take.
const footShare = 0.4

// tell says why the figure under the keyboard is as it is.
func (p *figuresPane) tell(t tableRow) {
	p.why.SetText(t.why(p.grid.Current(), max(0, p.grid.CurrentColumn()-1)))
	p.tellPriority()
	p.right.Refresh()
}

// back goes from the table to the list.
func (p *figuresPane) back(key fyne.KeyName) bool {
	if key != fyne.KeyEscape {
		return false
	}
	p.toList()
	return true
}

// toList gives the keyboard to the list of tables.
func (p *figuresPane) toList() {
	p.couple.Called = false
	p.object.Refresh()
	p.s.focus(p.list)
}

// jump opens the next table that fits; it says so where there is none.
func (p *figuresPane) jump(fits func(tableRow) bool, none string) {
	at := p.s.set.next(fits)
	if at < 0 {
		p.s.n.Shell.Say(none)
		return
	}
	p.s.set.at = at
	p.list.SetRows(p.s.set.rows(), at)
	p.showTable()
	p.toList()
}

// styleOf sets what stands in the place of a figure apart.
func styleOf(c summary.Cell) parts.CellStyle {
	switch c.Shown {
	case notApplicable:
		return parts.CellStyle{Quiet: true}
	case lowWords, heldWords:
		return parts.CellStyle{Shaded: true}
	}
	return parts.CellStyle{}
}

// explained says once each why figures are not the exact ones.
func explained(t summary.PreviewTable) []string {
	var out []string
	for _, row := range t.Cells {
		for _, c := range row {
			words := c.Why
			if c.Shown == lowWords || c.Shown == heldWords || c.Shown == notApplicable {
				words = c.Shown + ": " + c.Why
			}
			if c.Why != "" && !contains(out, words) {
				out = append(out, words)
			}
		}
	}
	return out
}
