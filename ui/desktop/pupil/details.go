package pupil

import (
	"context"
	"reflect"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// details is the form for who the pupil is. It has no button: each field keeps
// itself when it is left, and each is one undo.
type details struct {
	*sheet.Sheet
	s                                        *Screen
	forename, surname, preferred, upn, class *parts.Field
	born, entered, left, from                *parts.DateField
	year, status                             *parts.Choice
	needs                                    [3]*parts.Choice
	flags                                    []*parts.Check
	odd                                      *parts.Prose
}

// openDetails opens the form.
func (s *Screen) openDetails() {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	f := &details{s: s}
	f.build()
	f.show()
	s.openSheet("details", f.Sheet, "")
	s.panel.again = f.show
}

func (f *details) build() {
	f.Sheet = sheet.New("Details", "", nil)
	f.forename = f.text("forename", func(p *register.Pupil, v string) { p.Forename = v })
	f.surname = f.text("surname", func(p *register.Pupil, v string) { p.Surname = v })
	f.preferred = f.text("preferred", func(p *register.Pupil, v string) { p.Preferred = v })
	f.class = f.text("class", func(p *register.Pupil, v string) { p.Class = v })
	f.upn = f.text("upn", func(p *register.Pupil, v string) { p.UPN = v })
	f.born = f.date("born", func(p *register.Pupil, v day.Date) { p.Born = v })
	f.entered = f.date("entered", func(p *register.Pupil, v day.Date) { p.Entered = v })
	f.left = f.date("left_on", func(p *register.Pupil, v day.Date) { p.Left = v })
	f.year = parts.NewChoice(f.years(), func(v string) { f.keep("year", func(p *register.Pupil) { p.YearTaught = v }) })
	f.year.PlaceHolder = "As age gives it"
	f.odd = parts.NewProse("", parts.QuietText)
	f.odd.Hide()

	f.Pair(sheet.Half{Name: "forename", Label: "First name", Field: f.forename}, sheet.Half{Name: "surname", Label: "Surname", Field: f.surname}, "")
	f.Pair(sheet.Half{Name: "born", Label: "Date of birth", Field: f.born}, sheet.Half{Name: "class", Label: "Class", Field: f.class}, "")
	f.addStatus()
	f.Pair(sheet.Half{Name: "upn", Label: "UPN", Field: f.upn}, sheet.Half{Name: "preferred", Label: "Goes by", Field: f.preferred}, "")
	f.Add("odd", "", f.odd, "")
	f.Pair(sheet.Half{Name: "entered", Label: "First day on roll", Field: f.entered}, sheet.Half{Name: "left_on", Label: "Last day on roll", Field: f.left}, "")
	f.Add("year", "Taught in another year", f.year, "")
	f.addFlags()
}

// text makes a line that keeps itself when it is left.
func (f *details) text(name string, set func(*register.Pupil, string)) *parts.Field {
	field := parts.NewField("")
	field.OnLeft = func() { f.keep(name, func(p *register.Pupil) { set(p, field.Text) }) }
	return field
}

// date makes a date field that keeps itself when it is left.
func (f *details) date(name string, set func(*register.Pupil, day.Date)) *parts.DateField {
	field := parts.NewDateField(f.s.n.Desk.Today)
	field.OnValue = func(d day.Date) { f.keep(name, func(p *register.Pupil) { set(p, d) }) }
	return field
}

// addStatus adds status and needs, which hold from a day on.
func (f *details) addStatus() {
	f.from = parts.NewDateField(f.s.n.Desk.Today)
	f.from.SetValue(f.s.n.Desk.Today())
	var statuses []parts.Option
	for _, code := range []string{"N", "K", "E"} {
		statuses = append(statuses, parts.Option{Value: code, Words: wording.Status(code), Note: code})
	}
	f.status = parts.NewChoice(statuses, f.keepStatus)
	f.Pair(sheet.Half{Name: "from", Label: "From this day on", Field: f.from}, sheet.Half{Name: "status", Label: "SEN status", Field: f.status},
		"The day holds for the status and the needs. Their history writes itself.")
	for i, label := range []string{"Primary need", "Second need", "Third need"} {
		f.needs[i] = parts.NewChoice(f.needOptions(), func(string) { f.keepNeeds() })
		f.needs[i].PlaceHolder = "None"
		name := "needs"
		if i > 0 {
			name = "needs" + label
		}
		f.Add(name, label, f.needs[i], "")
	}
}

func (f *details) needOptions() []parts.Option {
	var out []parts.Option
	for _, n := range f.s.n.Desk.Codes().Needs {
		out = append(out, parts.Option{Value: n.Code, Words: n.Name, Note: n.Code})
	}
	return out
}

func (f *details) years() []parts.Option {
	var out []parts.Option
	for _, y := range f.s.n.Desk.Codes().Years {
		out = append(out, parts.Option{Value: y.Code, Words: y.Label})
	}
	return out
}

func (f *details) addFlags() {
	box := parts.Column(parts.None)
	for _, flag := range register.FlagNames {
		check := parts.NewCheck(flag.Name, false, func(on bool) {
			f.keep("flags", func(p *register.Pupil) { p.Flags = p.Flags.With(flag.Code, on) })
		})
		f.flags = append(f.flags, check)
		box.Add(check)
	}
	f.Add("flags", "Flags", box, "")
}

// show fills the form from the record; a field that is being typed in stays.
func (f *details) show() {
	r := &f.s.model.record
	focused := f.s.n.Shell.Window().Canvas().Focused()
	for _, t := range []struct {
		field *parts.Field
		words string
	}{{f.forename, r.Forename}, {f.surname, r.Surname}, {f.preferred, r.Preferred}, {f.upn, r.UPN}, {f.class, r.Class}} {
		if focused != t.field && t.field.Text != t.words {
			t.field.SetText(t.words)
		}
	}
	f.born.SetValue(r.Born)
	f.entered.SetValue(r.Entered)
	f.left.SetValue(r.Left)
	f.year.SetChosen(r.YearTaught)
	f.status.SetChosen(r.Status)
	for i := range f.needs {
		code := ""
		if i < len(r.Needs) {
			code = r.Needs[i]
		}
		f.needs[i].SetChosen(code)
	}
	for i, flag := range register.FlagNames {
		f.flags[i].SetTicked(r.Flags.Has(flag.Code))
	}
	words := ""
	for _, odd := range f.s.n.Desk.Oddities(r.Pupil) {
		words = "Check: " + desk.OddityWords[odd.Code]
	}
	f.odd.SetText(words)
	f.odd.Hidden = words == ""
}

// keep stores one field of the pupil, if it differs.
func (f *details) keep(name string, set func(*register.Pupil)) {
	p := f.s.model.record.Pupil
	p.Flags = slices.Clone(p.Flags)
	before := p
	set(&p)
	if reflect.DeepEqual(before, p) {
		f.Keep(name, func() error { return nil }) // what was refused before has been put right
		return
	}
	f.store(name, func() error { return f.s.n.Desk.SavePupil(context.Background(), p) })
}

func (f *details) keepStatus(code string) {
	if code == "" || code == f.s.model.record.Status {
		return
	}
	f.storeFrom("status", func(from day.Date) error {
		return f.s.n.Desk.SetStatus(context.Background(), f.s.model.id, code, from)
	})
}

func (f *details) keepNeeds() {
	var codes []string
	for _, c := range f.needs {
		if code := c.Chosen(); code != "" {
			codes = append(codes, code)
		}
	}
	kept := f.s.model.record.Needs
	codes = append(codes, kept[min(len(f.needs), len(kept)):]...) // needs beyond the third stay
	if slices.Equal(codes, kept) {
		return
	}
	f.storeFrom("needs", func(from day.Date) error {
		return f.s.n.Desk.SetNeeds(context.Background(), f.s.model.id, codes, from)
	})
}

// storeFrom stores what holds from the day that the form says.
func (f *details) storeFrom(name string, save func(day.Date) error) {
	f.store(name, func() error {
		from, err := sheet.Day("from", f.from)
		if err != nil {
			return err
		}
		return save(from)
	})
}

// store makes one change, or says under its field why not, and shows the record.
func (f *details) store(name string, save func() error) {
	kept := false
	f.Keep(name, func() error {
		err := save()
		kept = err == nil
		return err
	})
	if kept {
		f.s.changed()
		f.show()
	}
}
