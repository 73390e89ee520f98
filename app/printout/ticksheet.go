package printout

import (
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// TickFacts are tick-sheets as they are printed: to tick by hand, and to type back in
// the same order.
type TickFacts struct {
	School string
	Author string // left off where names are
	Demo   bool
	Today  day.Date
	Names  Names
	All    []register.Pupil // of the register: without full names theirs are taken out of what people wrote
	Title  string           // what the sheets are of: an intervention, or a member of staff
	Sheets []TickSheet
}

// TickSheet is one intervention over some weeks.
type TickSheet struct {
	Name   string
	Who    string // who gives it, as asked
	When   string // 30 minutes; Mon, Thu 09:30
	Weeks  []provision.WeekSheet
	Pupils []register.Pupil // by the order of their rows: all who are in it in one of the weeks
}

const (
	mostSessions = 14 // boxes that stand beside each other
	fewPupils    = 4  // with more, each table of a half term has a page of its own
)

// TickSheets lays tick-sheets out on pages that lie: a table of boxes for each
// intervention, numbered as on the screen. Marks that are kept already are printed.
func TickSheets(f TickFacts) *paper.Doc {
	m := newMasker(f.Names, People{Others: f.All})
	d := &paper.Doc{Title: "Tick-sheet: " + m.mask(orDash(f.Title)), Lang: "en-GB", Org: f.School, Date: f.Today, Subject: "Which sessions were held, and who was there",
		Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("/"), paper.Span{Text: " there   "}, paper.Bold("o"), paper.Span{Text: " absent   "}, paper.Bold("x"),
		paper.Span{Text: " not held (write why over the boxes)   – none of the pupil's sessions"}))
	if len(f.Sheets) == 0 {
		d.Blocks = append(d.Blocks, paper.P("Nothing runs in these weeks."))
	}
	for n, s := range f.Sheets {
		if n > 0 {
			d.Blocks = append(d.Blocks, paper.PageBreak{})
		}
		d.Blocks = append(d.Blocks, f.sheet(m, s)...)
	}
	return d
}

// sheet is one intervention: what it is, with a line for why a session was not held,
// and its boxes.
func (f TickFacts) sheet(m masker, s TickSheet) []paper.Block {
	var blocks []paper.Block
	if len(f.Sheets) > 1 {
		blocks = append(blocks, paper.Section(orDash(m.mask(s.Name))))
	}
	var held []provision.WeekSheet
	for _, w := range s.Weeks {
		if w.Off != "" && len(w.Rows) == 0 {
			blocks = append(blocks, paper.P("Week of "+w.Monday.Words()+". "+w.Off))
			continue
		}
		held = append(held, w)
	}
	about := joined(" · ", s.Who, s.When)
	if len(held) > 0 {
		about = joined(" · ", about, "not held because: "+reasons(held, m))
	}
	if about != "" {
		blocks = append(blocks, paper.P(about))
	}
	for from := 0; from < len(held); {
		until, sessions := from, 0
		for until < len(held) && (until == from || sessions+len(held[until].Sessions) <= mostSessions) {
			sessions += len(held[until].Sessions)
			until++
		}
		if from > 0 && len(s.Pupils) > fewPupils {
			blocks = append(blocks, paper.PageBreak{})
		}
		blocks = append(blocks, f.boxes(s, held[from:until]))
		from = until
	}
	return blocks
}

// reasons are the reasons that are kept already, and a line to write on.
func reasons(weeks []provision.WeekSheet, m masker) string {
	var out []string
	for _, w := range weeks {
		out = append(out, m.mask(w.Why))
	}
	return joined("; ", append(out, strings.Repeat("_", 50))...)
}

// boxes is the table of some weeks beside each other.
func (f TickFacts) boxes(s TickSheet, weeks []provision.WeekSheet) paper.Table {
	t := paper.Table{Boxes: true, Caption: "Week of " + weeks[0].Monday.Words(), Cols: []paper.Col{{Weight: 6}}}
	if len(weeks) > 1 {
		t.Caption = "Weeks of " + weeks[0].Monday.Words() + " to " + weeks[len(weeks)-1].Monday.Words()
	}
	head, sessions := paper.Row{paper.HeadCell("Week of")}, paper.Row{paper.HeadCell("Pupil")}
	for _, w := range weeks {
		head = append(head, paper.Cell{Text: paper.Text(strconv.Itoa(w.Monday.Day()) + w.Monday.Time().Format(" Jan")), Header: true, ColSpan: len(w.Sessions)})
		for n, one := range w.Sessions {
			sessions = append(sessions, paper.HeadCell(SessionWords(one, n)))
			t.Cols = append(t.Cols, paper.Col{Weight: 1.6})
		}
	}
	t.Head = []paper.Row{head, sessions}
	for n, p := range s.Pupils {
		row := paper.Row{paper.HeadCell(strconv.Itoa(n+1) + "  " + namedAs(p, n, f.Names))}
		for _, w := range weeks {
			row = append(row, boxesOf(w, p.ID)...)
		}
		t.Body = append(t.Body, row)
	}
	return t
}

// boxesOf are the boxes of a pupil in a week: empty, or with the mark that is kept.
func boxesOf(w provision.WeekSheet, pupil string) (cells []paper.Cell) {
	marks := make([]string, len(w.Sessions))
	for n := range marks {
		marks[n] = "–" // not in it in this week
	}
	for row, r := range w.Rows {
		if r.Pupil != pupil {
			continue
		}
		for n := range marks {
			switch mark := r.Mark(n); {
			case mark != provision.MarkNone:
				marks[n] = string(rune(mark))
			case w.CanMark(row, n):
				marks[n] = ""
			}
		}
	}
	for _, mark := range marks {
		cells = append(cells, paper.TextCell(mark))
	}
	return cells
}

// SessionWords names a session of a week, the n-th from 0: "Mon 09:30", or "Session 2"
// where it has no day.
func SessionWords(s provision.SheetSession, n int) string {
	if s.On.IsZero() {
		return "Session " + strconv.Itoa(n+1)
	}
	return s.On.Weekday().String()[:3] + " " + s.From.String()
}

// namedAs is the n-th pupil of a list, as asked; without names the number tells them
// apart.
func namedAs(p register.Pupil, n int, names Names) string {
	switch names {
	case Initials:
		return p.Initials()
	case NoNames:
		return "Pupil " + strconv.Itoa(n+1)
	}
	return p.Name()
}
