package pupil

import (
	"context"
	"strconv"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// provisionForm is the form for one line of help. The cost, the sum behind it and
// the bar against the school's contribution follow what is typed.
type provisionForm struct {
	*sheet.Sheet
	s    *Screen
	line desk.ProvisionLine

	staff                                                 *parts.Choice
	description, outcome, minutes, sessions, weeks, group *parts.Field
	rate, oneOff                                          *parts.MoneyField
	start, end                                            *parts.DateField

	worked *working
}

// openProvision opens a line of help, or a new one.
func (s *Screen) openProvision(l desk.ProvisionLine) {
	if l.ID != "" && !s.mayChange(access.Provide) || !s.n.Shell.Allows(access.Provide) {
		return
	}
	if l.ID == "" {
		l = desk.ProvisionLine{Pupil: s.model.id, Line: provision.Line{Start: s.n.Desk.Today()}}
	}
	f := &provisionForm{s: s, line: l}
	f.build()
	f.show(l.Line)
	if l.ID != "" {
		f.Foot(s.removing(access.Provide, s.n.Desk.RemoveProvision, l.ID), parts.NewLink("In the provision map", func() { s.n.Shell.Go(shell.To("provision", l.Intervention)) }))
	}
	s.openSheet(panelName("provision", l.ID), f.Sheet, "The provision is kept.")
}

func (f *provisionForm) build() {
	d := f.s.n.Desk
	field := func() *parts.Field { n := parts.NewField(""); n.OnChange = func(string) { f.try() }; return n }
	f.description, f.outcome, f.minutes, f.sessions, f.weeks, f.group = field(), field(), field(), field(), field(), field()
	usual, _ := d.RateCard().WeeksOn(d.Today())
	f.weeks.PlaceHolder, f.group.PlaceHolder = strconv.Itoa(usual.Weeks), "1" // what an empty field stands for
	f.rate, f.oneOff = parts.NewMoneyField(), parts.NewMoneyField()
	f.rate.OnChange, f.oneOff.OnChange = func(string) { f.try() }, func(string) { f.try() }
	f.start, f.end = parts.NewDateField(d.Today), parts.NewDateField(d.Today)
	var kinds []parts.Option
	for _, k := range d.RateCard().StaffKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	f.staff = parts.NewChoice(kinds, f.rateOf)
	f.worked = f.s.newWorking()

	title := "Provision"
	if f.line.ID == "" {
		title = "New provision"
	}
	f.Sheet = sheet.New(title, "Keep provision", f.keep)
	f.Add("description", "What", f.description, "")
	f.Add("staff_kind", "Who gives it", f.staff, "")
	f.Pair(sheet.Half{Name: "minutes", Label: "Minutes", Field: f.minutes}, sheet.Half{Name: "sessions_a_week", Label: "Sessions a week", Field: f.sessions}, "0.5 a week is once a fortnight.")
	f.Pair(sheet.Half{Name: "weeks", Label: "Weeks in the year", Field: f.weeks}, sheet.Half{Name: "group_size", Label: "Pupils in the group", Field: f.group}, "")
	f.Pair(sheet.Half{Name: "rate", Label: "Rate for an hour", Field: f.rate}, sheet.Half{Name: "one_off", Label: "Bought once", Field: f.oneOff}, "The rate comes from the kind of staff, with on-costs.")
	f.Add("outcome", "For which outcome", f.outcome, "")
	f.Pair(sheet.Half{Name: "start", Label: "From", Field: f.start}, sheet.Half{Name: "end", Label: "To", Field: f.end}, "")
	f.Pin(f.worked.object)
}

// show fills the form from a line.
func (f *provisionForm) show(l provision.Line) {
	f.description.SetText(l.Description)
	f.outcome.SetText(l.Outcome)
	f.staff.SetChosen(l.StaffKind)
	f.minutes.SetText(number(l.Minutes))
	f.sessions.SetText("")
	if !l.SessionsAWeek.IsZero() {
		f.sessions.SetText(l.SessionsAWeek.String())
	}
	f.weeks.SetText(number(l.Weeks))
	f.group.SetText(number(l.GroupSize))
	f.money(f.rate, l.Rate)
	f.money(f.oneOff, l.OneOff)
	f.start.SetValue(l.Start)
	f.end.SetValue(l.End)
	f.try()
}

func (f *provisionForm) money(field *parts.MoneyField, a money.Amount) {
	if a.IsZero() {
		field.SetText("")
		return
	}
	field.SetValue(a)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// rateOf fills in the hourly rate of a kind of staff.
func (f *provisionForm) rateOf(kind string) {
	rate, example, err := f.s.n.Desk.Rate(context.Background(), kind)
	if err != nil {
		f.Say(err)
		return
	}
	f.money(f.rate, rate)
	f.try()
	if example {
		f.s.n.Shell.Say("This rate is only an example. Put your school's own under Settings before a request is sent.")
	}
}

// read makes a line of what is typed; a *desk.Refusal says what cannot be read.
func (f *provisionForm) read() (desk.ProvisionLine, error) {
	p := f.line
	l := &p.Line
	l.Description, l.Outcome, l.StaffKind = f.description.Text, f.outcome.Text, f.staff.Chosen()
	var err error
	for _, n := range []struct {
		name  string
		field *parts.Field
		into  *int
	}{{"minutes", f.minutes, &l.Minutes}, {"weeks", f.weeks, &l.Weeks}, {"group_size", f.group, &l.GroupSize}} {
		if *n.into, err = sheet.Whole(n.name, n.field); err != nil {
			return p, err
		}
	}
	l.SessionsAWeek = provision.Line{}.SessionsAWeek
	if f.sessions.Text != "" {
		if l.SessionsAWeek, err = provision.ParseSessions(f.sessions.Text); err != nil {
			return p, &desk.Refusal{Field: "sessions_a_week", Words: "Sessions a week are a number such as 3, 2.5 or 0.5."}
		}
	}
	if l.Rate, err = sheet.Money("rate", f.rate); err != nil {
		return p, err
	}
	if l.OneOff, err = sheet.Money("one_off", f.oneOff); err != nil {
		return p, err
	}
	if l.Start, err = sheet.Day("start", f.start); err != nil {
		return p, err
	}
	l.End, err = sheet.Day("end", f.end)
	return p, err
}

// try shows what the line would cost, or what is still missing.
func (f *provisionForm) try() {
	p, err := f.read()
	var t desk.ProvisionTry
	if err == nil {
		t, err = f.s.n.Desk.TryProvision(context.Background(), f.s.model.record.Provision, p)
	}
	if err != nil {
		f.worked.nothing(desk.Words(err))
		return
	}
	f.worked.show(t)
}

// keep stores the line.
func (f *provisionForm) keep() error {
	p, err := f.read()
	if err != nil {
		return err
	}
	_, err = f.s.n.Desk.SaveProvision(context.Background(), p)
	return err
}
