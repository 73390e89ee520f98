package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/school"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// formWidth is how wide forms of the page may be, in steps.
const formWidth = 180

// kept is a field that keeps itself, as the section sees it.
type kept struct {
	field fyne.CanvasObject
	fill  func(school.School)
}

// school is the section of the school's details.
func (s *Screen) school() section {
	var out section
	var all []kept
	column := parts.Column(parts.Groups)
	if now := s.n.Desk.School(); now.Demo {
		column.Add(parts.NewProse("This is a demo school: its pupils are invented, and the day stands at "+now.DemoDay.Words()+". Every page that is printed says so.", parts.Plain))
		if s.n.DemoAway != nil {
			column.Add(parts.Row(parts.Between, parts.NewButton("Remove the demo school", s.n.DemoAway)))
		}
	}
	for _, g := range schoolGroups {
		form := sheet.New(g.title, "", nil)
		for _, f := range g.fields {
			k := s.schoolField(form, f)
			form.Add(f.name, s.n.Desk.Terms().Say(f.label), k.field, s.n.Desk.Terms().Say(f.hint))
			all = append(all, k)
			if first, ok := k.field.(fyne.Focusable); ok && out.first == nil {
				out.first = first
			}
		}
		column.Add(parts.Column(parts.Between, parts.NewText(g.title, parts.SectionTitle), parts.AtMost(formWidth, form.Form())))
	}
	badge, fillBadge := s.badge()
	column.Add(badge)
	out.content = scrolled(column)
	out.fill = func() {
		fillBadge()
		now := s.n.Desk.School()
		for _, k := range all {
			k.fill(now)
		}
	}
	out.fill()
	return out
}

// schoolField makes the field of one detail.
func (s *Screen) schoolField(form *sheet.Sheet, f schoolField) kept {
	save := func(set func(*school.School)) {
		form.Keep(f.name, func() error { return s.saveSchool(set) })
	}
	switch {
	case f.name == "phase":
		return s.phaseField(save)
	case f.number != nil:
		field := parts.NewNumberField(0, f.most)
		field.OnValue = func(n int) { save(func(to *school.School) { *f.number(to) = n }) }
		return kept{field, func(now school.School) {
			field.SetText("")
			if n := *f.number(&now); n > 0 {
				field.SetValue(n)
			}
		}}
	case f.date != nil:
		field := parts.NewDateField(s.n.Desk.Today)
		field.OnValue = func(d day.Date) { save(func(to *school.School) { *f.date(to) = d }) }
		return kept{field, func(now school.School) {
			field.SetText("")
			if d := *f.date(&now); !d.IsZero() {
				field.SetValue(d)
			}
		}}
	}
	field := parts.NewField("")
	field.OnLeft = func() {
		words := strings.TrimSpace(field.Text)
		now := s.n.Desk.School()
		if words != *f.text(&now) {
			save(func(to *school.School) { *f.text(to) = words })
		}
	}
	return kept{field, func(now school.School) { field.SetText(*f.text(&now)) }}
}

func (s *Screen) phaseField(save func(func(*school.School))) kept {
	var options []parts.Option
	for _, p := range school.Phases {
		options = append(options, parts.Option{Value: p.Code, Words: p.Name})
	}
	choice := parts.NewChoice(options, func(phase string) { save(func(to *school.School) { to.Phase = phase }) })
	return kept{choice, func(now school.School) { choice.SetChosen(now.Phase) }}
}

// saveSchool keeps one detail beside all others as they stand.
func (s *Screen) saveSchool(set func(*school.School)) error {
	now := s.n.Desk.School()
	set(&now)
	err := s.n.Desk.SaveSchool(context.Background(), now)
	s.n.Shell.Changed()
	return err
}
