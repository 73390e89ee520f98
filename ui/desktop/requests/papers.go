package requests

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/ui/desktop/parts"
)

// papers lists the papers that the form asks for, each ticked when it goes with the
// request, and others that the SENCO adds.
type papers struct {
	p      *page
	ticks  []*parts.Check
	object *fyne.Container
	rows   *fyne.Container
	other  *parts.Field
}

func newPapers(p *page) *papers {
	s := &papers{p: p, rows: parts.Column(parts.Tight), other: parts.NewField("Another paper, then Enter")}
	s.other.OnSubmitted = s.add
	s.object = parts.Column(parts.Between, s.rows, s.other)
	return s
}

// show sets a line for each paper of the form, and for each other one.
func (s *papers) show() {
	m := s.p.m
	at := -1 // the tick that has the keyboard
	for i, tick := range s.ticks {
		if s.p.n.Shell.Window().Canvas().Focused() == fyne.Focusable(tick) {
			at = i
		}
	}
	s.rows.Objects, s.ticks = nil, nil
	for _, a := range m.desk.RequestForm(m.request().Kind).Attachments {
		held, attached := m.paperOf(a.ID)
		tick := parts.NewCheck(a.Name, attached, func(ticked bool) { s.p.desk.try(m.attach(a, ticked)) })
		s.ticks = append(s.ticks, tick)
		s.rows.Add(tick)
		if attached {
			s.rows.Add(parts.Margins(8, 0, 0, 0, parts.Row(parts.Between, parts.NewText("Dated", parts.Quiet), s.date(s.place(held.ID), held.On))))
		} else if a.Required {
			s.rows.Add(parts.Margins(8, 0, 0, 0, parts.NewText("Asked for with every request", parts.Quiet)))
		}
	}
	for i, other := range m.request().Papers {
		if other.ID == "" {
			s.rows.Add(parts.NewProse(other.Name, parts.Plain))
			s.rows.Add(parts.Margins(8, 0, 0, 0, parts.Row(parts.Between, parts.NewText("Dated", parts.Quiet), s.date(i, other.On),
				parts.NewLink("Remove", func() { s.p.desk.try(m.removePaper(i)) }))))
		}
	}
	s.rows.Refresh()
	if at >= 0 {
		s.p.n.Shell.Window().Canvas().Focus(s.ticks[at])
	}
}

// place is where a paper of the form stands among those attached.
func (s *papers) place(id string) int {
	for i, held := range s.p.m.request().Papers {
		if held.ID == id {
			return i
		}
	}
	return -1
}

// date is the day of a paper, which keeps itself.
func (s *papers) date(place int, on day.Date) fyne.CanvasObject {
	field := parts.NewDateField(s.p.m.desk.Today)
	field.SetValue(on)
	field.OnValue = func(on day.Date) { s.p.desk.try(s.p.m.datePaper(place, on)) }
	return parts.Wide(34, field)
}

// add attaches the paper that was typed.
func (s *papers) add(name string) {
	if name = strings.TrimSpace(name); name != "" {
		s.other.SetText("")
		s.p.desk.try(s.p.m.addPaper(name))
	}
}

// first is where the keyboard goes for the papers.
func (s *papers) first() fyne.Focusable {
	for _, tick := range s.ticks {
		if !tick.Ticked {
			return tick
		}
	}
	return s.other
}
