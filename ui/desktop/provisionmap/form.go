package provisionmap

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// form is the form for an intervention. What it costs, the sum behind that and what is
// odd follow what is typed, at the foot.
type form struct {
	*sheet.Sheet
	s      *Screen
	begun  provision.Intervention // as the form was opened
	placed []provision.Placement
	staff  []provision.Staff

	like, area, wave, setting, who, kind, per, paid *parts.Choice
	name, provider                                  *parts.Field
	minutes, sessions, weeks, size                  *parts.Field
	starts, ends, review                            *parts.DateField
	price                                           *parts.MoneyField
	eachPays                                        *parts.Check
	goal, notes                                     *parts.Notes
	slots                                           *slots
	bought                                          *bought
	cost                                            *costFoot
	filling                                         bool // the form is being filled in, so that nothing is tried yet
}

// inSchool is what the choice of a setting has for the school, which is kept as "".
const inSchool = "school"

func (s *Screen) newForm(i provision.Intervention, placed []provision.Placement) (*form, error) {
	staff, err := s.n.Desk.Staff(context.Background())
	if err != nil {
		return nil, err
	}
	f := &form{s: s, begun: i, placed: placed, staff: staff, cost: newCostFoot()}
	f.fields()
	f.lay()
	f.fill(i)
	return f, nil
}

// fields makes the fields.
func (f *form) fields() {
	d := f.s.n.Desk
	tried := func(string) { f.try() }
	field := func(hint string) *parts.Field { n := parts.NewField(hint); n.OnChange = tried; return n }
	f.name, f.provider = field(""), field("a school, a farm, a tutor")
	f.minutes, f.sessions, f.weeks, f.size = field(""), field(""), field("all of them"), field("those in it here")
	f.starts, f.ends, f.review = parts.NewDateField(d.Today), parts.NewDateField(d.Today), parts.NewDateField(d.Today)
	f.price = parts.NewMoneyField()
	f.starts.OnChange, f.ends.OnChange, f.review.OnChange, f.price.OnChange = tried, tried, tried, tried
	f.price.PlaceHolder = "the card’s rate"
	f.eachPays = parts.NewCheck("The price is for each pupil", false, func(bool) { f.try() })
	f.goal, f.notes = parts.NewNotes("", 2), parts.NewNotes("", 2)
	f.slots = newSlots(func() { f.sessions.PlaceHolder = f.usualSessions(); f.sessions.Refresh(); f.try() })
	f.bought = newBought(d.Today, f.try)

	f.like = parts.NewChoice(libraryOptions(d), f.fromLibrary)
	f.like.PlaceHolder = "Three letters of its name"
	f.area = parts.NewChoice(areaOptions(d), tried)
	f.area.PlaceHolder = "Several areas"
	var waves []parts.Option
	for _, w := range []int{provision.WaveUniversal, provision.WaveTargeted, provision.WaveSpecialist} {
		waves = append(waves, parts.Option{Value: strconv.Itoa(w), Words: provision.WaveName(w, d.Terms().Say), Note: "wave " + strconv.Itoa(w)})
	}
	f.wave = parts.NewChoice(waves, tried)
	f.setting = parts.NewChoice([]parts.Option{{Value: inSchool, Words: "In school"}, {Value: provision.AlternativeProvision, Words: "Alternative provision"}}, tried)
	var kinds []parts.Option
	for _, k := range d.RateCard().StaffKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	f.kind = parts.NewChoice(kinds, tried)
	f.who = parts.NewChoice(f.staffOptions(), f.chosenStaff)
	f.who.PlaceHolder = "Nobody named yet"
	var pers []parts.Option
	for _, p := range provision.Pers {
		pers = append(pers, parts.Option{Value: p.ID, Words: p.Name})
	}
	f.per = parts.NewChoice(pers, tried)
	f.paid = parts.NewChoice(sources(d), tried)
}

// sources are the kinds of money that can pay for help.
func sources(d *desk.Desk) (out []parts.Option) {
	for _, source := range funding.Sources {
		out = append(out, parts.Option{Value: source, Words: d.SourceName(source)})
	}
	return out
}

// lay sets the fields under each other, what is wanted most first.
func (f *form) lay() {
	title, accept := "New intervention", "Put on the map"
	if f.begun.ID != "" {
		title, accept = "Change the intervention", "Keep"
	}
	half := func(name, label string, field fyne.CanvasObject) sheet.Half {
		return sheet.Half{Name: name, Label: label, Field: field}
	}
	f.Sheet = sheet.New(title, accept, f.keep)
	if f.begun.ID == "" {
		f.Add("like", "From the library", f.like, "Fills everything in with its usual pattern.")
	}
	f.Add("name", "Name", f.name, "")
	f.Add("area", "Area of need", f.area, "")
	f.Pair(half("staff", "Who gives it", f.who), half("staff_kind", "Kind of staff", f.kind), "")
	f.Add("slots", "Days and times", f.slots, "As far as they are known.")
	f.Pair(half("minutes", "Minutes", f.minutes), half("sessions_a_week", "Sessions a week", f.sessions), "0.5 a week is once a fortnight.")
	f.Pair(half("starts", "From", f.starts), half("ends", "To", f.ends), "")
	f.Pair(half("weeks", "Most weeks in the year", f.weeks), half("size", "Pupils who share it", f.size), "Say how many share it where some of them are not entered here.")
	f.Add("goal", "What it is to reach", f.goal, "")
	f.Pair(half("wave", "Wave", f.wave), half("review_due", "Review due", f.review), "")
	f.Pair(half("price", "Price, if not the card’s rate", f.price), half("per", "For", f.per), "")
	f.Add("each_pays", "", f.eachPays, "")
	f.Add("paid_from", "Paid from", f.paid, "The budget counts its cost there.")
	f.Add("bought", "Bought for it", f.bought, "A price counts in equal parts in each of its useful years.")
	f.Pair(half("setting", "Where", f.setting), half("provider", "Given by", f.provider), "Who gives it is asked for alternative provision alone; its hours are minutes and sessions.")
	f.Add("notes", "Notes", f.notes, "")
	f.Pin(f.cost.object)
}

// fill shows an intervention in the fields.
func (f *form) fill(i provision.Intervention) {
	f.filling = true
	f.name.SetText(i.Name)
	f.area.SetChosen(i.Area)
	f.wave.SetChosen(number(i.Wave))
	f.setting.SetChosen(inSchool)
	if i.Setting != "" {
		f.setting.SetChosen(i.Setting)
	}
	f.provider.SetText(i.Provider)
	f.kind.SetChosen(i.StaffKind)
	f.who.SetChosen(i.Staff)
	f.slots.set(i.Slots)
	f.minutes.SetText(number(i.Minutes))
	f.sessions.SetText("")
	if !i.SessionsAWeek.IsZero() {
		f.sessions.SetText(i.SessionsAWeek.String())
	}
	f.weeks.SetText(number(i.Weeks))
	f.size.SetText(number(i.Size))
	f.starts.SetValue(i.Starts)
	f.ends.SetValue(i.Ends)
	f.review.SetValue(i.ReviewDue)
	f.price.SetText("")
	if !i.Price.IsZero() {
		f.price.SetValue(i.Price)
	}
	f.per.SetChosen(i.Per)
	f.paid.SetChosen(cmp.Or(i.PaidFrom, funding.SourceNotional))
	f.eachPays.SetTicked(i.EachPays)
	f.bought.set(i.Bought)
	f.goal.SetText(i.Goal)
	f.notes.SetText(i.Notes)
	f.filling = false
	f.try()
}

// fromLibrary fills the form with the usual pattern of an entry. The dates, the times
// and who gives it stay as they are typed.
func (f *form) fromLibrary(id string) {
	e, found := f.s.n.Desk.Library().Find(id)
	if !found {
		return
	}
	i := e.Start()
	i.Starts, _ = f.starts.Value()
	i.Ends, _ = f.ends.Value()
	i.ReviewDue, _ = f.review.Value()
	i.Slots, _ = f.slots.read()
	i.Staff = f.who.Chosen()
	f.begun.Library = id
	f.fill(i)
	f.FocusOn("name")
}

// chosenStaff takes the kind of staff over from the person.
func (f *form) chosenStaff(id string) {
	for _, one := range f.staff {
		if one.ID == id && one.Kind != "" {
			f.kind.SetChosen(one.Kind)
		}
	}
	f.try()
}

// usualSessions is what empty sessions stand for: the times that are ticked.
func (f *form) usualSessions() string { return number(f.slots.count()) }

// read makes an intervention of what is typed; a *desk.Refusal says what cannot be
// read, beside its field.
func (f *form) read() (provision.Intervention, error) {
	i := f.begun
	i.Name, i.Area, i.Provider = strings.TrimSpace(f.name.Text), f.area.Chosen(), strings.TrimSpace(f.provider.Text)
	i.Wave, _ = strconv.Atoi(f.wave.Chosen())
	i.Setting = f.setting.Chosen()
	if i.Setting == inSchool {
		i.Setting = ""
	}
	i.Staff, i.StaffKind, i.Per, i.EachPays = f.who.Chosen(), f.kind.Chosen(), f.per.Chosen(), f.eachPays.Ticked
	if i.PaidFrom = f.paid.Chosen(); i.PaidFrom == funding.SourceNotional {
		i.PaidFrom = "" // as it is where nobody chose
	}
	i.Goal, i.Notes = strings.TrimSpace(f.goal.Text), strings.TrimSpace(f.notes.Text)
	var err error
	if i.Slots, err = f.slots.read(); err != nil {
		return i, err
	}
	if i.Minutes, err = sheet.Whole("minutes", f.minutes); err != nil {
		return i, err
	}
	if i.SessionsAWeek, err = readSessions("sessions_a_week", f.sessions); err != nil {
		return i, err
	}
	if i.Weeks, err = whole("weeks", f.weeks); err != nil {
		return i, err
	}
	if i.Size, err = whole("size", f.size); err != nil {
		return i, err
	}
	if i.Starts, err = sheet.Day("starts", f.starts); err != nil {
		return i, err
	}
	if i.Ends, err = sheet.Day("ends", f.ends); err != nil {
		return i, err
	}
	if i.ReviewDue, err = sheet.Day("review_due", f.review); err != nil {
		return i, err
	}
	if i.Price, err = sheet.Money("price", f.price); err != nil {
		return i, err
	}
	if i.Per == "" && !i.Price.IsZero() {
		i.Per = provision.PerHour
	}
	i.Bought, err = f.bought.read()
	return i, err
}

// try shows what the intervention would cost, or what is still missing.
func (f *form) try() {
	if f.filling {
		return
	}
	i, err := f.read()
	var row desk.MapRow
	if err == nil {
		row, err = f.s.n.Desk.TryIntervention(context.Background(), i, f.placed)
	}
	if err != nil {
		f.cost.cannot(err)
		return
	}
	f.cost.show(&row, f.s.model)
}

// keep stores the intervention and goes to it.
func (f *form) keep() error {
	i, err := f.read()
	if err != nil {
		return err
	}
	id, err := f.s.n.Desk.SaveIntervention(context.Background(), i)
	if err == nil {
		f.s.model.memory.Current = id
	}
	return err
}

// readSessions reads sessions a week; empty ones are what the field's hint says.
func readSessions(name string, field *parts.Field) (decimal.Decimal, error) {
	words := strings.TrimSpace(field.Text)
	if words == "" {
		words = field.PlaceHolder
	}
	if words == "" {
		return decimal.Zero, nil
	}
	n, err := provision.ParseSessions(words)
	if err != nil {
		return n, &desk.Refusal{Field: name, Words: "Sessions a week are a number such as 3, 2.5 or 0.5."}
	}
	return n, nil
}

// whole reads a whole number; an empty field is 0, whatever its hint says in words.
func whole(name string, field *parts.Field) (int, error) {
	if strings.TrimSpace(field.Text) == "" {
		return 0, nil
	}
	return sheet.Whole(name, field)
}

// number writes a number, and nothing for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// libraryOptions are the entries of the library, found by their other names as well.
func libraryOptions(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, e := range d.Library().Entries {
		out = append(out, parts.Option{Value: e.ID, Words: e.Name, Note: strings.Join(e.Also, ", ")})
	}
	return out
}

func areaOptions(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, a := range d.Codes().Areas {
		out = append(out, parts.Option{Value: a.ID, Words: a.Name, Note: a.Short})
	}
	return out
}

// staffOptions are those who are at the school, and who gave this one so far.
func (f *form) staffOptions() []parts.Option {
	var out []parts.Option
	for _, one := range f.staff {
		if one.Until.IsZero() || !one.Until.Before(f.s.n.Desk.Today()) || one.ID == f.begun.Staff {
			out = append(out, parts.Option{Value: one.ID, Words: one.Name, Note: f.s.n.Desk.RateCard().StaffName(one.Kind)})
		}
	}
	return out
}
