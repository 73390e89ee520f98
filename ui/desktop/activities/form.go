package activities

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// form is the activity that is shown, in fields that keep themselves.
type form struct {
	s     *Screen
	sheet *sheet.Sheet

	texts       []textField
	from, until *parts.DateField
	amount      *parts.MoneyField
	principles  []*parts.Check
	rows        *fyne.Container // what is named, each with its cost
	add         *parts.Choice
	title       *parts.Text
	object      fyne.CanvasObject
}

// textField is one text of an activity and how it is read and shown.
type textField struct {
	name, label, hint string
	field             *parts.Notes
	of                func(*publish.Activity) *string
}

// mostAmount is the most that can be typed; the desk says so too.
var mostAmount = money.Pounds(10_000_000)

func newForm(s *Screen) *form {
	f := &form{s: s, sheet: sheet.New("", "", nil), title: parts.NewText("", parts.SectionTitle)}
	text := func(name, label, hint string, lines int, of func(*publish.Activity) *string) {
		field := parts.NewNotes(hint, lines)
		keep := func() { f.keepText(name, field, of) }
		field.OnLeft, field.OnPause = keep, keep
		f.texts = append(f.texts, textField{name, label, hint, field, of})
		f.sheet.Add(name, label, field, "")
	}
	text("barrier", "What stands in the way", "Many pupils start school with few words", 2, func(a *publish.Activity) *string { return &a.Barrier })
	text("what", "What we do", "Talk time in every lesson, and a small group for those who need more", 3, func(a *publish.Activity) *string { return &a.What })
	text("pupils", "For whom", "All of Reception to Year 2; no names", 1, func(a *publish.Activity) *string { return &a.Pupils })
	f.from, f.until = parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	f.from.OnValue = func(d day.Date) { f.keep("from", func(a *publish.Activity) { a.From = d }) }
	f.until.OnValue = func(d day.Date) { f.keep("until", func(a *publish.Activity) { a.Until = d }) }
	f.sheet.Pair(sheet.Half{Name: "from", Label: "From", Field: f.from}, sheet.Half{Name: "until", Label: "Until", Field: f.until}, "Leave both empty for the whole school year.")
	text("measure", "How we will know that it works", "Teachers hear more talk; scores go up by summer", 2, func(a *publish.Activity) *string { return &a.Measure })
	f.amount = parts.NewPoundsField(mostAmount)
	f.amount.OnValue = func(v money.Amount) { f.keep("amount", func(a *publish.Activity) { a.Amount = v }) }
	f.sheet.Add("amount", "Costs of its own", f.amount, "For the school year, beside the rows below.")
	f.rows = parts.Column(parts.Tight)
	f.add = parts.NewChoice(nil, f.nameRow)
	f.add.PlaceHolder = "Add a row"
	f.sheet.Add("interventions", s.n.Desk.Terms().Say("Rows of the {provision_map}"), parts.Column(parts.Between, f.rows, f.add),
		"Their cost comes on top. A row that other money pays for is paid from the fund once you choose it.")
	ticks := parts.Column(parts.None)
	for n, p := range s.n.Desk.ReportPack(publish.InclusionStrategy).Principles {
		check := parts.NewLongCheck(s.model.titles[n], false, func(on bool) { f.tick(p.ID, on) })
		f.principles = append(f.principles, check)
		ticks.Add(check)
	}
	f.sheet.Add("principles", "Principles that it serves", ticks, "")
	remove := parts.NewLink("Remove this activity", s.remove)
	f.object = parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Row(parts.Between, f.title, parts.Spring(), remove)),
		parts.Scrolled(parts.Margins(1, 0, 4, parts.Groups, parts.AtMost(180, f.sheet.Form()))), nil)
	return f
}

// fill shows the activity as it is kept.
func (f *form) fill() {
	r, ok := f.s.model.current()
	f.s.sides.none = !ok
	f.title.SetText(map[bool]string{true: "A new activity", false: "Activity"}[f.s.model.fresh != nil])
	for _, t := range f.texts {
		if words := *t.of(&r.Activity); t.field.Text != words {
			t.field.SetText(words)
		}
	}
	for field, d := range map[*parts.DateField]day.Date{f.from: r.From, f.until: r.Until} {
		if d.IsZero() {
			field.SetText("")
		} else {
			field.SetValue(d)
		}
	}
	f.amount.SetText("")
	if !r.Amount.IsZero() {
		f.amount.SetValue(r.Amount)
	}
	f.fillLists()
}

// fillLists shows what an activity names: rows of the map, and principles.
func (f *form) fillLists() {
	m := f.s.model
	r, _ := m.current()
	for n, p := range f.s.n.Desk.ReportPack(publish.InclusionStrategy).Principles {
		f.principles[n].SetTicked(slices.Contains(r.Principles, p.ID))
	}
	f.rows.Objects = nil
	for _, id := range r.Interventions {
		name, note := f.named(r, id)
		f.rows.Add(parts.Beside(parts.NewProse(name+" · "+note, parts.Plain), parts.NewLink("Take out", func() { f.leaveRow(id) })))
	}
	parts.SetShown(f.rows, len(r.Interventions) > 0)
	f.add.SetOptions(m.rowOptions())
	f.add.SetChosen("")
	f.s.both.Refresh()
}

// named is a row that an activity names, with its cost or why it counts nothing.
func (f *form) named(r publish.StrategyRow, id string) (name, note string) {
	if at := slices.IndexFunc(r.Linked, func(p publish.ProvisionRow) bool { return p.ID == id }); at >= 0 {
		return f.s.model.rowName(r.Linked[at]), r.Linked[at].Cost.Words()
	}
	row, err := f.s.n.Desk.Intervention(context.Background(), id)
	if err != nil {
		return "A row that was removed", "counts nothing"
	}
	name = f.s.model.rowName(publish.ProvisionRow{Name: row.Name})
	if row.PaidFrom != funding.SourceIMF {
		return name, "other money pays for it, so it counts nothing"
	}
	return name, "not in this school year, so it counts nothing"
}

// keepText keeps a text that was left, where it is another one.
func (f *form) keepText(name string, field *parts.Notes, of func(*publish.Activity) *string) {
	r, ok := f.s.model.current()
	if !ok || *of(&r.Activity) == field.Text {
		return
	}
	f.keep(name, func(a *publish.Activity) { *of(a) = field.Text })
}

// keep keeps a change of the activity, or says under its field why it cannot be kept.
func (f *form) keep(field string, change func(*publish.Activity)) {
	f.sheet.Keep(field, func() error {
		kept, err := f.s.model.with(change)
		if kept {
			f.s.list()
			f.fillLists()
			f.s.n.Shell.Changed()
		}
		return err
	})
}

func (f *form) tick(principle string, on bool) {
	f.keep("principles", func(a *publish.Activity) {
		a.Principles = slices.DeleteFunc(slices.Clone(a.Principles), func(id string) bool { return id == principle })
		if on {
			a.Principles = append(a.Principles, principle)
			slices.Sort(a.Principles)
		}
	})
}

// nameRow names a row of the map; the fund pays for it from then on.
func (f *form) nameRow(id string) {
	f.sheet.Keep("interventions", func() error {
		m := f.s.model
		if m.fresh != nil {
			return &desk.Refusal{Field: "interventions", Words: "Say what stands in the way, or what the school does, first."}
		}
		if _, err := f.s.n.Desk.PayFromFund(context.Background(), m.at, id); err != nil {
			return err
		}
		return m.load()
	})
	f.s.list()
	f.fillLists()
	f.s.n.Shell.Changed()
}

func (f *form) leaveRow(id string) {
	f.keep("interventions", func(a *publish.Activity) {
		a.Interventions = slices.DeleteFunc(slices.Clone(a.Interventions), func(one string) bool { return one == id })
	})
	f.s.n.Shell.Window().Canvas().Focus(f.add)
}
