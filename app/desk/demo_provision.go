package desk

import (
	"cmp"
	"context"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

// demoProvision is what the recipe says of the provision map: staff, what is bought for
// groups, a place elsewhere, and the words of reviews.
type demoProvision struct {
	Staff       []provision.Staff
	Bought      map[string][]provision.Item // by the name of the intervention
	Library     map[string]string           // entries of the library, by the name that the school gives them
	Elsewhere   provision.Intervention      // one place of alternative provision
	ElsewhereOf int                         `json:"elsewhere_of"` // the pupil's place among those with SEN
	Waits       struct {
		For    string // the name of the intervention
		Pupils []int  // places among those with SEN
		Since  day.Date
		Why    string
	}
	NotHeld string      `json:"not_held"` // why a week's sessions were not held
	Reviews []demoWords // in turn
}

// demoWords are the words of one review.
type demoWords struct{ Result, Evidence, Worked, Next string }

// demoRun is an intervention while the demo's pupils are put in it.
type demoRun struct {
	provision.Intervention
	room   int
	placed []provision.Placement
}

// First and last days of the demo's provision, and the day when much of it is reviewed.
var (
	demoFirstDay  = day.Of(2026, 9, 7)
	demoLastDay   = day.Of(2027, 7, 16)
	demoReviewDay = day.Of(2026, 11, 20)
)

// help puts a pupil in the need's usual provision: in a group while one has room, else
// in a new one. A pupil with a plan has an adult beside them too.
func (b *demoBuilder) help(p register.Pupil, n *demoNeed, nth int, plan bool) {
	lines := n.Provision
	if plan || nth == 0 {
		lines = append(lines, []any{"Adult beside the pupil in English and number", "teaching_assistant", 120.0, "5", 38.0, 1.0, ""})
	}
	for _, l := range lines {
		r := b.roomIn(l, n)
		place := provision.Placement{ID: b.id(), Pupil: p.ID, Intervention: r.ID, Starts: demoFirstDay, Outcome: b.outcomes[p.ID], By: "SENCO"}
		if nth%7 == 4 && len(r.placed) > 0 {
			place.Starts = day.Of(2026, 11, 2) // came in after half term
		}
		if once, _ := money.Parse(orZero(l[6].(string))); !once.IsZero() {
			place.Bought = []provision.Item{{What: r.Name, Amount: once, Years: 1, On: demoFirstDay}}
		}
		if n.Measure != "" && nth%2 == 0 {
			place.Measure, place.Baseline = n.Measure, decimal.NewFromInt(int64(2+nth%5)).String()
		}
		r.placed = append(r.placed, place)
		b.filled.Provision++
	}
	if nth == b.recipe.Provision.ElsewhereOf {
		i := b.recipe.Provision.Elsewhere
		i.ID, i.By = b.id(), "SENCO"
		b.runs = append(b.runs, &demoRun{Intervention: i, placed: []provision.Placement{{ID: b.id(), Pupil: p.ID, Intervention: i.ID, Goal: n.Outcome, By: "SENCO"}}})
	}
	for _, waits := range b.recipe.Provision.Waits.Pupils {
		if waits == nth {
			b.waiting = append(b.waiting, p.ID)
		}
	}
}

// roomIn finds a group that has room, or makes a new one.
func (b *demoBuilder) roomIn(l []any, n *demoNeed) *demoRun {
	name, room := l[0].(string), int(l[5].(float64))
	made := 0
	for _, r := range b.runs {
		if strings.HasPrefix(r.Name, name) {
			if made++; room > 1 && len(r.placed) < room {
				return r
			}
		}
	}
	sessions, _ := decimal.NewFromString(l[3].(string))
	i := provision.Intervention{ID: b.id(), Name: name, Library: b.recipe.Provision.Library[name], Wave: provision.WaveSpecialist, Goal: n.Outcome, StaffKind: l[1].(string), Minutes: int(l[2].(float64)),
		SessionsAWeek: sessions, Weeks: int(l[4].(float64)), Starts: demoFirstDay, Ends: demoLastDay, By: "SENCO"}
	if room > 1 {
		i.Wave = provision.WaveTargeted
		if made > 0 {
			i.Name += " " + string(rune('A'+made))
		}
	}
	if area, known := b.desk.codes.AreaOf(n.Need); known {
		i.Area = area.ID
	}
	r := &demoRun{Intervention: i, room: room}
	b.runs = append(b.runs, r)
	return r
}

// provision writes the map once every pupil is in it: who gives what and when, sessions
// held, reviews, and who waits.
func (b *demoBuilder) provision(ctx context.Context) error {
	of := b.recipe.Provision
	calendar, err := b.desk.SchoolCalendar(ctx)
	if err != nil {
		return err
	}
	for i, s := range of.Staff {
		of.Staff[i].ID = b.id()
		s.ID = of.Staff[i].ID
		b.put(kindStaff, s.ID, "", s)
	}
	busy := map[string][]provision.Slot{}
	for nth, r := range b.runs {
		r.Bought, r.PaidFrom = of.Bought[r.Name], cmp.Or(r.PaidFrom, b.paidFrom(r.Name))
		if r.Setting == "" && r.StaffKind != "" {
			b.timetable(r, busy, nth)
			r.ReviewDue = day.Of(2026, 12, 11).AddDays(nth % 5)
			if len(r.placed) == 6 {
				r.ReviewDue = demoReviewDay
			}
		}
		if r.Name == of.Waits.For {
			for _, pupil := range b.waiting {
				r.placed = append(r.placed, provision.Placement{ID: b.id(), Pupil: pupil, Intervention: r.ID, Waiting: true, Starts: of.Waits.Since, Why: of.Waits.Why, By: "SENCO"})
			}
		}
		b.edits = append(b.edits, placedEdits(r.Intervention, r.placed...)...)
		if r.room > 1 && nth < 24 {
			b.attendance(r, nth, calendar)
		}
		if nth%3 != 2 && r.ReviewDue != demoReviewDay {
			b.reviews(r, nth)
		}
	}
	return nil
}

// timetable gives an intervention the first member of staff of its kind who has time,
// on as many days as it has sessions. What nobody has time for stays without a time.
func (b *demoBuilder) timetable(r *demoRun, busy map[string][]provision.Slot, nth int) {
	sessions := int(r.SessionsAWeek.Ceil().IntPart())
	for turn := range b.recipe.Provision.Staff {
		s := b.recipe.Provision.Staff[(turn+nth)%len(b.recipe.Provision.Staff)]
		if s.Kind != r.StaffKind {
			continue
		}
		var slots []provision.Slot
		for _, h := range s.Hours {
			for at := h.From; at+provision.TimeOfDay(r.Minutes) <= h.Until && len(slots) < sessions; at += 5 {
				slot := provision.Slot{Day: h.Day, At: at}
				if taken(slots, slot) || clashes(busy[s.ID], slot, r.Minutes) {
					continue
				}
				slots = append(slots, slot)
			}
		}
		if len(slots) == sessions {
			r.Staff, r.Slots = s.ID, slots
			for _, slot := range slots {
				busy[s.ID] = append(busy[s.ID], slot, provision.Slot{Day: slot.Day, At: slot.At + provision.TimeOfDay(r.Minutes)})
			}
			return
		}
	}
}

// taken reports whether a day has a session already.
func taken(slots []provision.Slot, slot provision.Slot) bool {
	for _, s := range slots {
		if s.Day == slot.Day {
			return true
		}
	}
	return false
}

// clashes reports whether a session would overlap one of those in pairs of beginning
// and end.
func clashes(busy []provision.Slot, slot provision.Slot, minutes int) bool {
	for i := 0; i+1 < len(busy); i += 2 {
		if busy[i].Day == slot.Day && slot.At < busy[i+1].At && busy[i].At < slot.At+provision.TimeOfDay(minutes) {
			return true
		}
	}
	return false
}

// attendance ticks the weeks of the term so far, two with something to tell.
func (b *demoBuilder) attendance(r *demoRun, nth int, calendar school.Calendar) {
	for week := demoFirstDay; week.Before(b.today.AddDays(-6)); week = week.AddDays(7) {
		if !calendar.IsSchoolDay(week) && !calendar.IsSchoolDay(week.AddDays(2)) {
			continue
		}
		weeks := demoFirstDay.DaysUntil(week) / 7
		for n, p := range r.placed {
			if p.Waiting || p.Starts.After(week) {
				continue
			}
			marks, why := strings.Repeat(string(provision.MarkThere), int(r.SessionsAWeek.Ceil().IntPart())), ""
			switch {
			case (weeks+nth)%9 == 4:
				marks, why = strings.Repeat(string(provision.MarkNotHeld), len(marks)), b.recipe.Provision.NotHeld
			case (weeks*3+n+nth)%8 == 3:
				marks = string(provision.MarkAbsent) + marks[1:]
			}
			a := provision.Attendance{ID: b.id(), Pupil: p.Pupil, Intervention: r.ID, Placement: p.ID, Week: week, Marks: marks, Why: why}
			b.put(kindAttendance, a.ID, p.Pupil, a)
		}
	}
}

// reviews gives each pupil of an intervention the review of half term.
func (b *demoBuilder) reviews(r *demoRun, nth int) {
	for n, p := range r.placed {
		if p.Waiting || p.Starts.After(day.Of(2026, 10, 20)) {
			continue
		}
		words := b.recipe.Provision.Reviews[(nth+n)%len(b.recipe.Provision.Reviews)]
		v := provision.PlacementReview{ID: b.id(), Pupil: p.Pupil, Intervention: r.ID, Placement: p.ID, On: day.Of(2026, 10, 20), Result: words.Result,
			Evidence: words.Evidence, Worked: words.Worked, Next: words.Next, By: "SENCO"}
		if before, err := decimal.NewFromString(p.Baseline); err == nil {
			gain := map[string]int64{provision.ResultMet: 4, provision.ResultPartly: 2}[words.Result]
			v.Score = before.Add(decimal.NewFromInt(gain)).String()
		}
		b.put(kindPlaceReview, v.ID, p.Pupil, v)
	}
}

// meetings gives a pupil a signed meeting with parents and one to come.
func (b *demoBuilder) meetings(p register.Pupil, nth int) {
	if nth != b.recipe.MeetingsOf {
		return
	}
	for _, m := range b.recipe.Meetings {
		m.ID, m.Pupil, m.By = b.id(), p.ID, "SENCO"
		m.Agenda, m.Actions = orEmpty(m.Agenda), orEmpty(m.Actions)
		b.put(kindMeeting, m.ID, p.ID, m.Meeting)
		for _, v := range []register.Invitee{{Role: "Parent", Name: "Parent of " + p.Forename}, {Role: "Class teacher"}} {
			v.ID, v.Pupil, v.Meeting, v.Invited = b.id(), p.ID, m.On, m.On.AddDays(-14)
			if m.IsSigned() {
				v.Came = "yes"
			}
			b.put(kindInvitee, v.ID, p.ID, v)
		}
		for _, heard := range []struct{ kind, words string }{{register.NotePupilView, m.PupilSaid}, {register.NoteParentView, m.ParentSaid}} {
			if heard.words != "" {
				n := register.Note{ID: b.id(), Pupil: p.ID, Type: heard.kind, On: m.On, Words: heard.words, By: "SENCO", How: cmp.Or(m.How, "talk"), Heard: m.ID}
				b.put(kindNote, n.ID, p.ID, n)
				b.filled.Notes++
			}
		}
	}
}

// demoMeeting is a meeting of the recipe with what was said at it.
type demoMeeting struct {
	provision.Meeting
	PupilSaid  string `json:"pupil_said"`
	ParentSaid string `json:"parent_said"`
	How        string
}

// signed signs a reviewed plan off, with the voices heard at it or why they were not;
// the first pupil's was put right afterwards.
func (b *demoBuilder) signed(c *provision.Cycle, nth int) {
	c.Signed, c.SignedBy = c.Reviewed, "SENCO"
	of := b.recipe.Signed
	if nth != 0 {
		c.PupilWhyNot = of.PupilWhyNot
		if nth%4 == 3 {
			c.ParentWhyNot = of.ParentWhyNot
			return
		}
		n := register.Note{ID: b.id(), Pupil: c.Pupil, Type: register.NoteParentView, On: c.Reviewed, Words: of.ParentsSaid[nth%len(of.ParentsSaid)], By: "SENCO", How: "meeting", Heard: c.ID}
		b.put(kindNote, n.ID, c.Pupil, n)
		b.filled.Notes++
		return
	}
	for _, heard := range []struct{ kind, words string }{{register.NotePupilView, of.PupilSaid}, {register.NoteParentView, of.ParentSaid}} {
		n := register.Note{ID: b.id(), Pupil: c.Pupil, Type: heard.kind, On: c.Reviewed, Words: heard.words, By: "SENCO", How: "drawing", Heard: c.ID}
		b.put(kindNote, n.ID, c.Pupil, n)
		b.filled.Notes++
	}
	put := provision.Correction{ID: b.id(), Pupil: c.Pupil, Record: c.ID, On: c.Signed.AddDays(5), Words: of.Correction, Why: of.Why, By: "SENCO"}
	b.put(kindCorrection, put.ID, c.Pupil, put)
}

// demoSigned are the words of plans that were signed off.
type demoSigned struct {
	PupilWhyNot  string   `json:"pupil_why_not"`
	ParentWhyNot string   `json:"parent_why_not"`
	PupilSaid    string   `json:"pupil_said"`
	ParentSaid   string   `json:"parent_said"`
	ParentsSaid  []string `json:"parents_said"` // at the others' reviews, in turn
	Correction   string
	Why          string
}
