package requests

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// papers lists the papers that the form asks for, each ticked when it goes with the
// request, and others that the SENCO adds.
type papers struct {
	d     *writingDesk
	ticks []*parts.Check
	rows  *fyne.Container
	other *parts.Field
}

func (d *writingDesk) papers() fyne.CanvasObject {
	s := &papers{d: d, rows: parts.Column(parts.Tight), other: parts.NewField("Another paper, then Enter")}
	s.other.OnSubmitted = s.add
	d.first["papers"] = s.first
	d.list("papers", func() any { return d.p.m.request().Papers }, s.show)
	return parts.Column(parts.Between, s.rows, s.other)
}

// show sets a line for each paper of the form, and for each other one.
func (s *papers) show() {
	m, at := s.d.p.m, -1 // the tick that has the keyboard
	canvas := s.d.p.n.Shell.Window().Canvas()
	for i, tick := range s.ticks {
		if canvas.Focused() == fyne.Focusable(tick) {
			at = i
		}
	}
	s.rows.Objects, s.ticks = nil, nil
	for _, a := range m.form().Attachments {
		held, attached := m.paperOf(a.ID)
		tick := parts.NewLongCheck(a.Name, attached, func(ticked bool) { s.d.try(m.attach(a, ticked)) })
		s.ticks = append(s.ticks, tick)
		s.rows.Add(tick)
		if attached {
			s.under(parts.NewText("Dated", parts.Quiet), s.date(slices.Index(m.request().Papers, held), held.On))
		} else if a.Required {
			s.under(parts.NewText("Asked for with every request", parts.Quiet))
		}
	}
	for i, other := range m.request().Papers {
		if other.ID == "" {
			s.rows.Add(parts.NewProse(other.Name, parts.Plain))
			s.under(parts.NewText("Dated", parts.Quiet), s.date(i, other.On), parts.NewLink("Remove", func() { s.d.try(m.removePaper(i)) }))
		}
	}
	s.rows.Refresh()
	if at >= 0 {
		canvas.Focus(s.ticks[at])
	}
}

func (s *papers) under(things ...fyne.CanvasObject) {
	s.rows.Add(parts.Margins(8, 0, 0, 0, parts.Row(parts.Between, things...)))
}

// date is the day of a paper, which keeps itself.
func (s *papers) date(place int, on day.Date) fyne.CanvasObject {
	field := parts.NewDateField(s.d.p.m.desk.Today)
	field.SetValue(on)
	field.OnValue = func(on day.Date) { s.d.try(s.d.p.m.datePaper(place, on)) }
	return parts.Wide(34, field)
}

// add attaches the paper that was typed.
func (s *papers) add(name string) {
	if name = strings.TrimSpace(name); name != "" {
		s.other.SetText("")
		s.d.try(s.d.p.m.addPaper(name))
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

// offered is an attachment of a pupil of the request.
type offered struct {
	register.Attachment
	whose string // named where the request has several pupils
}

// attachments lists what is kept with the pupils of the request: first those that go
// with it, in their order, then the others.
func (m *model) attachments() (go_, stay []offered, err error) {
	byID := map[string]offered{}
	var all []offered
	for _, p := range m.pupils {
		record, err := m.desk.Record(context.Background(), p.Pupil)
		if err != nil {
			return nil, nil, err
		}
		for _, a := range record.Attachments {
			o := offered{Attachment: a}
			if len(m.pupils) > 1 {
				o.whose = p.entry.Name() + ": "
			}
			byID[a.ID] = o
			all = append(all, o)
		}
	}
	for _, id := range m.request().Attached {
		if o, there := byID[id]; there {
			go_ = append(go_, o)
		}
	}
	for _, o := range all {
		if !slices.Contains(m.request().Attached, o.ID) {
			stay = append(stay, o)
		}
	}
	return go_, stay, nil
}

// evidence is the index of the attachments that are printed after the request, in the
// order in which they will stand there, and those that could be added.
func (d *writingDesk) evidence() fyne.CanvasObject {
	box := parts.Column(parts.Tight)
	var ticks []*parts.Check
	m := d.p.m
	d.first["evidence"] = func() fyne.Focusable {
		if len(ticks) == 0 {
			return nil
		}
		return ticks[0]
	}
	d.list("evidence", func() any { return fmt.Sprint(m.request().Attached, m.request().Papers, m.pupilIDs()) }, func() {
		with, without, err := m.attachments()
		if err != nil {
			d.p.say(err)
			return
		}
		box.Objects, ticks = nil, nil
		for place, a := range with {
			tick := parts.NewLongCheck(fmt.Sprintf("E%d: %s", len(m.request().Papers)+place+1, a.words()), true, func(bool) { d.try(m.attachFile(a.ID, false)) })
			ticks = append(ticks, tick)
			links := parts.Row(parts.Groups)
			if place > 0 {
				links.Add(parts.NewLink("Move up", func() { d.try(m.moveFile(place, -1)) }))
			}
			if place < len(with)-1 {
				links.Add(parts.NewLink("Move down", func() { d.try(m.moveFile(place, 1)) }))
			}
			box.Add(tick)
			if len(links.Objects) > 0 {
				box.Add(parts.Margins(8, 0, 0, 0, links))
			}
		}
		for _, a := range without {
			tick := parts.NewLongCheck(a.words(), false, func(bool) { d.try(m.attachFile(a.ID, true)) })
			ticks = append(ticks, tick)
			box.Add(tick)
		}
		if len(ticks) == 0 {
			box.Add(parts.NewProse("Reports and letters that are kept with the pupil can be ticked here. They are printed after the request, each with its number.", parts.QuietText))
		}
		box.Refresh()
	})
	return box
}

// words say what an attachment is.
func (o offered) words() string {
	words := o.whose + o.What
	if o.What == "" {
		words = o.whose + o.Name
	}
	if !o.On.IsZero() {
		words += ", " + o.On.Words()
	}
	return words
}

// attachFile lets an attachment go with the request, as the last, or not.
func (m *model) attachFile(id string, with bool) error {
	return m.change(func(r *desk.Request) {
		r.Attached = slices.DeleteFunc(r.Attached, func(other string) bool { return other == id })
		if with {
			r.Attached = append(r.Attached, id)
		}
	})
}

// moveFile moves an attachment up or down in the index.
func (m *model) moveFile(place, by int) error {
	return m.change(func(r *desk.Request) { swap(r.Attached, place, by) })
}
