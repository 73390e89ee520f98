package provision

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
)

// Session is one slot of an intervention: a time on a day of the week.
type Session struct {
	Intervention string       `json:"intervention"`
	Name         string       `json:"name"`
	Staff        string       `json:"staff"` // id, "" while nobody is named
	Day          time.Weekday `json:"day"`
	From         TimeOfDay    `json:"from"`
	Until        TimeOfDay    `json:"until"`
	Fortnightly  bool         `json:"fortnightly"` // held every other week in this slot
}

// Sessions are the slots of an intervention in the order of the week. One without a
// day from Monday to Friday, or without a time, is left out: it has no place in it.
func (i Intervention) Sessions() []Session {
	var out []Session
	for _, s := range i.Slots {
		if s.Day < time.Monday || s.Day > time.Friday || s.At <= 0 {
			continue
		}
		out = append(out, Session{
			Intervention: i.ID, Name: i.Name, Staff: i.Staff, Day: s.Day,
			From: s.At, Until: min(s.At+TimeOfDay(max(i.Minutes, 0)), endOfDay), Fortnightly: i.fortnightly(),
		})
	}
	slices.SortStableFunc(out, compareSessions)
	return out
}

// endOfDay is midnight, after which nothing lasts.
const endOfDay TimeOfDay = 24 * 60

func compareSessions(a, b Session) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until), cmp.Compare(a.Name, b.Name))
}

// fortnightly reports whether there are twice as many slots as sessions a week, so
// that each slot is used every other week.
func (i Intervention) fortnightly() bool {
	return i.SessionsAWeek.IsPositive() && !i.SessionsAWeek.Add(i.SessionsAWeek).GreaterThan(decimal.NewFromInt(int64(len(i.Slots))))
}

// RunsOn reports whether a day lies within the dates of an intervention.
func (i Intervention) RunsOn(d day.Date) bool { return i.RunsIn(d, d) }

// RunsIn reports whether an intervention runs here on some day from one to another; what
// a school before gave does not.
func (i Intervention) RunsIn(from, until day.Date) bool {
	return i.Setting != PreviousSchool && (i.Ends.IsZero() || !i.Ends.Before(from)) && (i.Starts.IsZero() || !i.Starts.After(until))
}

// Stretch is a time of a day, from and until.
type Stretch struct {
	From  TimeOfDay `json:"from"`
	Until TimeOfDay `json:"until"`
}

// String returns 09:30–10:15.
func (s Stretch) String() string { return s.From.String() + "–" + s.Until.String() }

// Minutes is how long the stretch lasts.
func (s Stretch) Minutes() int { return int(s.Until - s.From) }

// Use is what becomes of hours for provision, in minutes. InUse and Free add up to
// There. Over is what is asked for beyond them: sessions outside the hours, and time
// in which there are two sessions at once.
type Use struct {
	There int `json:"there"`
	InUse int `json:"in_use"`
	Free  int `json:"free"`
	Over  int `json:"over"`
}

func (u *Use) add(o Use) {
	u.There, u.InUse, u.Free, u.Over = u.There+o.There, u.InUse+o.InUse, u.Free+o.Free, u.Over+o.Over
}

// SchoolDays is how many days a week has for provision, from Monday.
const SchoolDays = 5

// Timetable is a week of all staff against the sessions that they give.
type Timetable struct {
	Monday   day.Date        `json:"monday"`
	Rows     []StaffWeek     `json:"rows"`
	Days     [SchoolDays]Use `json:"days"` // of all staff together
	All      Use             `json:"all"`
	Unplaced []Unplaced      `json:"unplaced"`
}

// StaffWeek is the week of one member of staff.
type StaffWeek struct {
	Staff Staff                `json:"staff"`
	Days  [SchoolDays]StaffDay `json:"days"`
	Use
	Untimed int `json:"untimed"` // minutes a week of their sessions that have no time yet
}

// StaffDay is one day of it.
type StaffDay struct {
	On       day.Date  `json:"on"`
	Closed   string    `json:"closed"` // why there is no school, "" where there is
	Hours    []Stretch `json:"hours"`
	Sessions []Session `json:"sessions"`
	Gaps     []Stretch `json:"gaps"` // free stretches of ShortestGap and more
	Clashes  []Clash   `json:"clashes"`
	Use
}

// ShortestGap is how many minutes must be free together to be of use.
const ShortestGap = 15

// Unplaced is an intervention that lacks times or a member of staff.
type Unplaced struct {
	Intervention Intervention    `json:"intervention"`
	Times        decimal.Decimal `json:"times"`    // sessions a week without a time
	NoStaff      bool            `json:"no_staff"` // nobody is named
	Left         string          `json:"left"`     // the name of who was, and has left
}

// MondayOf returns the Monday of the week of a day.
func MondayOf(d day.Date) day.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// MakeTimetable lays out the week of a day: what runs in it, for all staff who are
// there. Closed says of a day why there is no school, "" where there is; nil closes
// no day.
func MakeTimetable(staff []Staff, runs []Intervention, on day.Date, closed func(day.Date) string) Timetable {
	t := Timetable{Monday: MondayOf(on)}
	friday := t.Monday.AddDays(SchoolDays - 1)
	runs = slices.DeleteFunc(slices.Clone(runs), func(i Intervention) bool { return !i.RunsIn(t.Monday, friday) })
	for _, s := range staff {
		if !s.Until.IsZero() && s.Until.Before(t.Monday) {
			continue
		}
		w := weekOf(s, runs, t.Monday, closed)
		for i, d := range w.Days {
			t.Days[i].add(d.Use)
		}
		t.All.add(w.Use)
		t.Rows = append(t.Rows, w)
	}
	t.Unplaced = unplaced(staff, runs, t.Monday)
	return t
}

// weekOf lays out the week of one member of staff.
func weekOf(s Staff, runs []Intervention, monday day.Date, closed func(day.Date) string) StaffWeek {
	w := StaffWeek{Staff: s}
	own := slices.DeleteFunc(slices.Clone(runs), func(i Intervention) bool { return i.Staff != s.ID })
	for i := range w.Days {
		d := &w.Days[i]
		d.On = monday.AddDays(i)
		if closed != nil {
			d.Closed = closed(d.On)
		}
		if d.Closed != "" || !s.Until.IsZero() && s.Until.Before(d.On) {
			continue
		}
		var held []Intervention
		for _, run := range own {
			if run.RunsOn(d.On) {
				held = append(held, run)
			}
		}
		d.fill(s, held)
		w.add(d.Use)
	}
	for _, run := range own {
		w.Untimed += int(run.timesMissing().Mul(decimal.NewFromInt(int64(run.Minutes))).Round(0).IntPart())
	}
	return w
}

// fill lays out one day on which these interventions are held.
func (d *StaffDay) fill(s Staff, held []Intervention) {
	var there, booked, twice [endOfDay]bool
	for _, h := range s.Hours {
		if h.Day == d.On.Weekday() {
			d.Hours = append(d.Hours, Stretch{h.From, h.Until})
			mark(&there, h.From, h.Until)
		}
	}
	slices.SortFunc(d.Hours, func(a, b Stretch) int { return cmp.Compare(a.From, b.From) })
	for _, run := range held {
		for _, session := range run.Sessions() {
			if session.Day == d.On.Weekday() {
				d.Sessions = append(d.Sessions, session)
				mark(&booked, session.From, session.Until)
			}
		}
	}
	slices.SortStableFunc(d.Sessions, compareSessions)
	d.Clashes = clashesOf(d.Sessions)
	for _, c := range d.Clashes {
		mark(&twice, c.From, c.Until)
	}
	for m := range there {
		switch {
		case there[m] && booked[m]:
			d.InUse++
		case there[m]:
			d.Free++
		}
		if twice[m] || booked[m] && !there[m] {
			d.Over++
		}
	}
	d.There = d.InUse + d.Free
	d.Gaps = gaps(&there, &booked)
}

func mark(minutes *[endOfDay]bool, from, until TimeOfDay) {
	for m := max(from, 0); m < min(until, endOfDay); m++ {
		minutes[m] = true
	}
}

// gaps are the stretches that are there and not booked, of ShortestGap and more.
func gaps(there, booked *[endOfDay]bool) (out []Stretch) {
	from := TimeOfDay(-1)
	for m := TimeOfDay(0); m <= endOfDay; m++ {
		free := m < endOfDay && there[m] && !booked[m]
		switch {
		case free && from < 0:
			from = m
		case !free && from >= 0:
			if m-from >= ShortestGap {
				out = append(out, Stretch{from, m})
			}
			from = -1
		}
	}
	return out
}

// timesMissing is how many of the sessions of a week have no time yet.
func (i Intervention) timesMissing() decimal.Decimal {
	missing := i.SessionsAWeek.Sub(decimal.NewFromInt(int64(len(i.Sessions()))))
	if !missing.IsPositive() {
		return decimal.Zero
	}
	return missing
}

// unplaced are the interventions that lack times or a member of staff. What is given
// elsewhere or by somebody else needs neither.
func unplaced(staff []Staff, runs []Intervention, monday day.Date) (out []Unplaced) {
	for _, i := range runs {
		if i.Setting == AlternativeProvision || i.Minutes <= 0 || !i.SessionsAWeek.IsPositive() {
			continue
		}
		u := Unplaced{Intervention: i, Times: i.timesMissing()}
		at := slices.IndexFunc(staff, func(s Staff) bool { return s.ID == i.Staff })
		u.NoStaff = at < 0 && i.Provider == ""
		if at >= 0 && !staff[at].Until.IsZero() && staff[at].Until.Before(monday) {
			u.Left = staff[at].Name
		}
		if u.Times.IsPositive() || u.NoStaff || u.Left != "" {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b Unplaced) int { return cmp.Compare(a.Intervention.Name, b.Intervention.Name) })
	return out
}
