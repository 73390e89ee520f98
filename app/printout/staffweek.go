package printout

import (
	"strconv"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// StaffWeekFacts are a week of all staff as it is printed.
type StaffWeekFacts struct {
	School string
	Author string // left off where names are
	Demo   bool
	Today  day.Date
	Names  Names
	All    []register.Pupil // of the register: without full names theirs are taken out of what people wrote
	Week   provision.Timetable
	Kind   func(id string) string // the name of a kind of staff
}

// StaffWeek lays the week of all staff out on pages that lie: the hours of each, their
// days with sessions and what is free, and what has no place in the week yet.
func StaffWeek(f StaffWeekFacts) *paper.Doc {
	m := newMasker(f.Names, People{Others: f.All})
	d := &paper.Doc{Title: "Staff by hours, week of " + f.Week.Monday.Words(), Lang: "en-GB", Org: f.School, Date: f.Today,
		Subject: "When each member of staff has time for provision, and what is held then", Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	if len(f.Week.Rows) == 0 {
		d.Blocks = append(d.Blocks, paper.P("No member of staff is entered yet."))
	} else {
		d.Blocks = append(d.Blocks, f.hours(), paper.Section("Sessions and what is free"))
		for n := range f.Week.Rows {
			d.Blocks = append(d.Blocks, f.days(n, m))
		}
	}
	if len(f.Week.Unplaced) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("Without a time, or without anybody to give it"), f.unplaced(m))
	}
	return d
}

// who names a member of staff; without full names by the kind and a number.
func (f StaffWeekFacts) who(row int) string {
	s := f.Week.Rows[row].Staff
	if f.Names == FullNames {
		return s.Name
	}
	return f.Kind(s.Kind) + " " + strconv.Itoa(row+1)
}

// days is the week of one member of staff: each day a column, what happens in it under
// each other by the clock.
func (f StaffWeekFacts) days(row int, m masker) paper.Table {
	w := f.Week.Rows[row]
	t := paper.Table{Caption: f.who(row), Head: make([]paper.Row, 1)}
	lines := make([][]paper.Cell, len(w.Days))
	most := 0
	for n := range w.Days {
		t.Cols = append(t.Cols, paper.Col{})
		t.Head[0] = append(t.Head[0], paper.HeadCell(w.Days[n].On.Weekday().String()))
		lines[n] = dayLines(&w.Days[n], m)
		most = max(most, len(lines[n]))
	}
	for i := range most {
		var cells paper.Row
		for _, day := range lines {
			if i < len(day) {
				cells = append(cells, day[i])
			} else {
				cells = append(cells, paper.Cell{})
			}
		}
		t.Body = append(t.Body, cells)
	}
	return t
}

// dayLines are the sessions of a day, those that clash marked in words, and its gaps, by
// the clock.
func dayLines(d *provision.StaffDay, m masker) (out []paper.Cell) {
	if d.Closed != "" {
		return []paper.Cell{{Text: paper.Text(d.Closed)}}
	}
	gaps := d.Gaps
	free := func(until func(provision.Stretch) bool) {
		for len(gaps) > 0 && until(gaps[0]) {
			out = append(out, paper.Cell{Text: paper.Text("free " + gaps[0].String())})
			gaps = gaps[1:]
		}
	}
	for _, s := range d.Sessions {
		free(func(g provision.Stretch) bool { return g.From < s.From })
		words := " " + m.mask(s.Name)
		if s.Fortnightly {
			words += " (every other week)"
		}
		for _, c := range d.Clashes {
			if c.First == s || c.Second == s {
				words += " (clash from " + c.From.String() + " to " + c.Until.String() + ")"
			}
		}
		out = append(out, paper.Cell{Text: []paper.Span{paper.Bold(provision.Stretch{From: s.From, Until: s.Until}.String()), {Text: words}}})
	}
	free(func(provision.Stretch) bool { return true })
	if len(out) == 0 {
		out = []paper.Cell{{Text: paper.Text("–")}}
	}
	return out
}

func (f StaffWeekFacts) hours() paper.Table {
	t := paper.Table{Caption: "Hours for provision in the week", Cols: []paper.Col{{Weight: 5}, {Weight: 5}, {Weight: 3, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}, {Weight: 4, Right: true}},
		Head: []paper.Row{paper.HeadRow("Staff", "Kind", "There", "In use", "Free", "Outside or twice")}}
	figures := func(u provision.Use) []string {
		return []string{provision.MinutesWords(u.There), provision.MinutesWords(u.InUse), provision.MinutesWords(u.Free), provision.MinutesWords(u.Over)}
	}
	for n, w := range f.Week.Rows {
		t.Body = append(t.Body, paper.BodyRow(f.who(n), append([]string{f.Kind(w.Staff.Kind)}, figures(w.Use)...)...))
	}
	t.Foot = []paper.Row{paper.BodyRow("All", append([]string{""}, figures(f.Week.All)...)...)}
	return t
}

func (f StaffWeekFacts) unplaced(m masker) paper.List {
	var lines alike
	for _, u := range f.Week.Unplaced {
		line := m.mask(u.Intervention.Name) + ": "
		switch {
		case u.Left != "":
			line += "who gave it has left"
		case u.NoStaff:
			line += "nobody gives it yet"
		}
		if u.Times.IsPositive() {
			if u.NoStaff || u.Left != "" {
				line += ", "
			}
			line += u.Times.String() + " of " + u.Intervention.SessionsAWeek.String() + " a week without a time"
		}
		lines.add(line)
	}
	return paper.Bullets(lines.counted(" (%d of them)")...)
}
