package settings

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/school"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// termDates is the section of term dates: one school year at a time, as lines that
// keep themselves.
type termDates struct {
	s      *Screen
	starts int // the school year that is shown
	kept   school.Year
	years  *parts.Choice
	lists  []*dateList
	state  *fyne.Container
}

// dateList is one list of the page: terms, holidays, days without pupils, census days.
type dateList struct {
	name, title, sentence string
	one                   string // what its link adds
	single                bool   // a line has one day, not a first and a last
	lines                 []*dateLine
	form                  *sheet.Sheet
	box                   *fyne.Container
}

// dateLine is one line: a name and its days.
type dateLine struct {
	words       *parts.Field
	from, until *parts.DateField
	fresh       bool // added and never kept
}

// dates makes the section.
func (s *Screen) dates() section {
	t := &termDates{s: s, starts: day.AcademicYear(s.n.Desk.Today()), state: container.NewStack(), lists: []*dateList{
		{name: "terms", title: "Terms", one: "Add a term"},
		{name: "holidays", title: "Half terms and other holidays", sentence: "Holidays within a term. The days between terms are holidays already.", one: "Add a holiday"},
		{name: "closed", title: "Days without pupils", sentence: "Training days and bank holidays within a term.", one: "Add a day"},
		{name: "census", title: "Census days", sentence: "Check them each year with the Department for Education.", one: "Add a census day", single: true},
	}}
	t.years = parts.NewChoice(nil, func(value string) {
		t.starts, _ = strconv.Atoi(value)
		t.read()
	})
	column := parts.Column(parts.Groups, parts.AtMost(formWidth, parts.Column(parts.Between, parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.NewText("School year", parts.QuietText)), t.years, nil), t.state)))
	for _, l := range t.lists {
		l.box = container.NewStack()
		head := parts.Column(parts.Tight, parts.NewText(l.title, parts.SectionTitle))
		if l.sentence != "" {
			head.Add(parts.NewProse(l.sentence, parts.QuietText))
		}
		column.Add(parts.Column(parts.Between, head, parts.AtMost(formWidth, l.box)))
	}
	t.read()
	return section{content: scrolled(column), first: t.years, fill: t.follow}
}

// read shows the year from the records.
func (t *termDates) read() {
	calendar, err := t.s.n.Desk.SchoolCalendar(context.Background())
	if err != nil {
		t.s.n.Shell.Alert(desk.Words(err))
		return
	}
	t.kept, _ = calendar.Year(t.starts)
	t.years.SetOptions(yearOptions(calendar, t.s.n.Desk.Today()))
	t.years.SetChosen(strconv.Itoa(t.starts))
	for _, l := range t.lists {
		l.lines = nil
		for _, span := range spansOf(t.kept, l.name) {
			line := t.line(l)
			line.words.SetText(span.Name)
			line.from.SetValue(span.From)
			line.until.SetValue(span.Until)
		}
		t.lay(l)
	}
	t.showState()
}

// yearOptions are the school years that can be entered: those of the calendar, and
// this year with the next two.
func yearOptions(c school.Calendar, today day.Date) []parts.Option {
	for starts := day.AcademicYear(today); starts <= day.AcademicYear(today)+2; starts++ {
		if y, known := c.Year(starts); !known {
			c = c.With(y)
		}
	}
	var out []parts.Option
	for _, y := range c.Years {
		out = append(out, parts.Option{Value: strconv.Itoa(y.Starts), Words: y.Name()})
	}
	return out
}

// spansOf are the lines of one list of a year; a census day is a span of one day.
func spansOf(y school.Year, list string) []school.Span {
	switch list {
	case "terms":
		return y.Terms
	case "holidays":
		return y.Holidays
	case "closed":
		return y.Closed
	}
	var out []school.Span
	for _, c := range y.Census {
		out = append(out, school.Span{Name: c.Term, From: c.On, Until: c.On})
	}
	return out
}

// showState says whose dates these are, with the way back to the shipped ones.
func (t *termDates) showState() {
	own, err := t.s.n.Desk.OwnYear(context.Background(), t.starts)
	var thing fyne.CanvasObject
	switch {
	case err != nil:
		thing = marked(parts.Overdue, desk.Words(err))
	case own:
		thing = parts.Column(parts.Tight, marked(parts.Done, "These are the school's own dates."), parts.Row(parts.None, parts.NewLink("Put back the shipped dates", t.restore)))
	case len(t.kept.Terms) == 0:
		thing = marked(parts.Soon, "There are no dates for this year yet. Add its terms; until then every weekday counts as a school day.")
	default:
		thing = marked(parts.Soon, "These dates are an example. Change them to your own: each line keeps itself when you leave it.")
	}
	t.state.Objects = []fyne.CanvasObject{thing}
	t.state.Refresh()
}

func (t *termDates) restore() {
	if err := t.s.n.Desk.RestoreYear(context.Background(), t.starts); err != nil {
		t.s.n.Shell.Alert(desk.Words(err))
		return
	}
	t.read()
	t.s.n.Shell.Changed()
}

// follow shows the records again where they say something else than the page, as
// after an undo.
func (t *termDates) follow() {
	before := t.kept
	calendar, err := t.s.n.Desk.SchoolCalendar(context.Background())
	if err != nil {
		t.s.n.Shell.Alert(desk.Words(err))
		return
	}
	if now, _ := calendar.Year(t.starts); !reflect.DeepEqual(now, before) {
		t.read()
	}
}

// line makes an empty line of a list.
func (t *termDates) line(l *dateList) *dateLine {
	today := t.s.n.Desk.Today
	line := &dateLine{words: parts.NewField("Name"), from: parts.NewDateField(today), until: parts.NewDateField(today)}
	keep := func() { t.keep(l, line) }
	line.words.OnLeft, line.from.OnLeft, line.until.OnLeft = keep, keep, keep
	l.lines = append(l.lines, line)
	return line
}

// lay draws the lines of a list.
func (t *termDates) lay(l *dateList) {
	l.form = sheet.New("", "", nil)
	if len(l.lines) > 0 {
		days := halved(parts.NewText("First day", parts.Quiet), parts.NewText("Last day", parts.Quiet), l.single)
		if l.single {
			days = parts.NewText("Day", parts.Quiet)
		}
		l.form.Add("head", "", parts.Sides(nil, parts.Halves(1, 2, parts.NewText("Name", parts.Quiet), days), parts.Wide(removeWidth, parts.NewText("", parts.Quiet))), "")
	}
	for i, line := range l.lines {
		remove := parts.NewLink("Remove", func() { t.remove(l, line) })
		l.form.Add(fmt.Sprintf("%s.%d", l.name, i), "", parts.Sides(nil, parts.Halves(1, 2, line.words, halved(line.from, line.until, l.single)), parts.Wide(removeWidth, remove)), "")
	}
	add := parts.NewLink(l.one, func() {
		line := t.line(l)
		line.fresh = true
		t.lay(l)
		t.s.focus(line.words)
	})
	l.box.Objects = []fyne.CanvasObject{parts.Column(parts.Tight, l.form.Form(), parts.Margins(parts.Groups-parts.Tight, 0, 0, 0, parts.Row(parts.None, add)))}
	l.box.Refresh()
}

// removeWidth is the width kept for the link at the end of a line, in steps.
const removeWidth = 18

func halved(from, until fyne.CanvasObject, single bool) fyne.CanvasObject {
	if single {
		return from
	}
	return parts.Halves(1, 1, from, until)
}

func (t *termDates) remove(l *dateList, line *dateLine) {
	for i, other := range l.lines {
		if other == line {
			l.lines = append(l.lines[:i:i], l.lines[i+1:]...)
			break
		}
	}
	t.lay(l)
	if !line.fresh {
		t.keep(l, nil)
	}
	t.s.focus(t.years)
}

// keep writes the year as the page shows it, when it says something new. What is
// refused stands under its line, and the records stay as they were.
func (t *termDates) keep(l *dateList, line *dateLine) {
	at := l.name
	for i, other := range l.lines {
		if other == line {
			at = fmt.Sprintf("%s.%d", l.name, i)
		}
	}
	l.form.Keep(at, func() error {
		if line != nil && (line.from.Problem() != "" || line.until.Problem() != "") {
			return &desk.Refusal{Field: at, Words: "This is not a date. Write it like 3 Sep 2026."}
		}
		y, whole := t.shown()
		if !whole || reflect.DeepEqual(emptyToNil(y), emptyToNil(t.kept)) {
			return nil
		}
		if err := t.s.n.Desk.SaveYear(context.Background(), y); err != nil {
			return t.beside(l, err)
		}
		t.kept, _ = t.yearNow()
		for _, list := range t.lists {
			for i, kept := range list.lines {
				kept.fresh = kept.fresh && !kept.filled(list.single)
				list.form.Keep(fmt.Sprintf("%s.%d", list.name, i), func() error { return nil })
			}
		}
		t.showState()
		t.s.n.Shell.Changed()
		return nil
	})
}

// beside puts a refusal under the line that it is about, which may be in another list.
func (t *termDates) beside(l *dateList, err error) error {
	refusal, ok := err.(*desk.Refusal)
	if !ok {
		return err
	}
	for _, other := range t.lists {
		if other != l && strings.HasPrefix(refusal.Field, other.name+".") {
			other.form.Say(refusal)
			return nil
		}
	}
	return refusal
}

func (t *termDates) yearNow() (school.Year, error) {
	calendar, err := t.s.n.Desk.SchoolCalendar(context.Background())
	y, _ := calendar.Year(t.starts)
	return y, err
}

// filled reports whether a line has its name and its days.
func (line *dateLine) filled(single bool) bool {
	return strings.TrimSpace(line.words.Text) != "" && !line.from.Empty() && (single || !line.until.Empty())
}

// shown is the year as the page shows it, without lines that were added and are not
// filled in yet. It is not whole while a day cannot be read.
func (t *termDates) shown() (y school.Year, whole bool) {
	y = school.Year{Starts: t.starts, Example: t.kept.Example}
	for _, l := range t.lists {
		for _, line := range l.lines {
			if line.fresh && !line.filled(l.single) {
				continue
			}
			from, err1 := line.from.Value()
			until, err2 := line.until.Value()
			if err1 != nil || err2 != nil {
				return y, false
			}
			span := school.Span{Name: strings.TrimSpace(line.words.Text), From: from, Until: until}
			switch l.name {
			case "terms":
				y.Terms = append(y.Terms, span)
			case "holidays":
				y.Holidays = append(y.Holidays, span)
			case "closed":
				y.Closed = append(y.Closed, span)
			default:
				y.Census = append(y.Census, school.CensusDay{Term: span.Name, On: from})
			}
		}
	}
	return y, true
}

// emptyToNil lets years be compared whether a list was read as empty or as none.
func emptyToNil(y school.Year) school.Year {
	for _, list := range []*[]school.Span{&y.Terms, &y.Holidays, &y.Closed} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(y.Census) == 0 {
		y.Census = nil
	}
	return y
}
