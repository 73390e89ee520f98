package provisionmap

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// placeForm is the form for one pupil's place in an intervention.
type placeForm struct {
	*sheet.Sheet
	s     *Screen
	row   desk.MapRow
	begun provision.Placement

	starts, ends           *parts.DateField
	sessions, goal         *parts.Field
	measure, baseline, why *parts.Field
	outcome                *parts.Choice
	bears, waiting         *parts.Check
	bought                 *bought
	cost                   *costFoot
	mayBear                bool // the scheme lets one pupil bear the whole
}

// changePlace opens the form for a placement of the current intervention.
func (s *Screen) changePlace(id string) {
	r := s.current()
	if r == nil || !s.mayChange() {
		return
	}
	place, found := placeIn(r, id)
	if !found {
		return
	}
	f, err := s.newPlaceForm(*r, place)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.openSheet("place/"+id, f.Sheet, func() { s.did("The place is kept. Ctrl+Z takes it back.") })
}

func (s *Screen) newPlaceForm(r desk.MapRow, p desk.MapPlace) (*placeForm, error) {
	record, err := s.n.Desk.Record(context.Background(), p.Pupil)
	if err != nil {
		return nil, err
	}
	costing, err := s.n.Desk.Costing(context.Background())
	if err != nil {
		return nil, err
	}
	f := &placeForm{s: s, row: r, begun: p.Placement, cost: newCostFoot(), mayBear: costing.WholeForOne || p.Bears}
	today := s.n.Desk.Today
	tried := func(string) { f.try() }
	field := func(words, hint string) *parts.Field {
		n := parts.NewField(hint)
		n.SetText(words)
		n.OnChange = tried
		return n
	}
	f.starts, f.ends = parts.NewDateField(today), parts.NewDateField(today)
	f.starts.SetValue(p.Starts)
	f.ends.SetValue(p.Ends)
	f.starts.OnChange, f.ends.OnChange = tried, tried
	f.sessions = field("", "all of them")
	if !p.SessionsAWeek.IsZero() {
		f.sessions.SetText(p.SessionsAWeek.String())
	}
	f.outcome = parts.NewChoice(outcomeOptions(&record, p.Outcome), nil)
	f.outcome.PlaceHolder = "none of the plan"
	f.outcome.SetChosen(p.Outcome)
	f.goal, f.measure, f.baseline, f.why = field(p.Goal, r.Goal), field(p.Measure, "such as a reading age"), field(p.Baseline, "a number"), field(p.Why, "")
	f.bears = parts.NewCheck("It was set up for this pupil, who bears the whole cost", p.Bears, func(bool) { f.try() })
	f.waiting = parts.NewCheck("The pupil waits for a place", p.Waiting, func(bool) { f.try() })
	f.bought = newBought(today, f.try)
	f.bought.set(p.Bought)
	f.lay(s.model.pupil(p))
	f.try()
	return f, nil
}

func (f *placeForm) lay(pupil string) {
	f.Sheet = sheet.New(pupil+" in "+f.s.model.name(&f.row), "Keep", f.keep)
	f.Pair(sheet.Half{Name: "starts", Label: "From", Field: f.starts}, sheet.Half{Name: "ends", Label: "To", Field: f.ends}, "Empty is as long as the intervention.")
	f.Add("waiting", "", f.waiting, "Then the first day is since when.")
	f.Add("sessions_a_week", "Sessions a week the pupil comes to", f.sessions, "")
	f.Add("outcome", "For this outcome of the plan", f.outcome, "")
	f.Add("goal", "Or in words", f.goal, "")
	f.Pair(sheet.Half{Name: "measure", Label: "What is measured", Field: f.measure}, sheet.Half{Name: "baseline", Label: "At the start", Field: f.baseline}, "")
	f.Add("bought", "Bought for this pupil", f.bought, "")
	if f.mayBear {
		f.Add("bears", "", f.bears, "")
	}
	f.Add("why", "Why it ended or waits", f.why, "")
	f.Pin(f.cost.object)
}

// outcomeOptions are the outcomes of a pupil's plans that have no result yet, and the
// one that is served so far.
func outcomeOptions(r *desk.Record, now string) []parts.Option {
	var out []parts.Option
	for _, o := range r.Outcomes {
		if o.Result == "" || o.ID == now {
			out = append(out, parts.Option{Value: o.ID, Words: o.Words})
		}
	}
	return out
}

// read makes a placement of what is typed.
func (f *placeForm) read() (provision.Placement, error) {
	p := f.begun
	p.Outcome, p.Goal = f.outcome.Chosen(), strings.TrimSpace(f.goal.Text)
	p.Measure, p.Baseline, p.Why = strings.TrimSpace(f.measure.Text), strings.TrimSpace(f.baseline.Text), strings.TrimSpace(f.why.Text)
	p.Waiting, p.Bears = f.waiting.Ticked, f.bears.Ticked
	var err error
	if p.Starts, err = sheet.Day("starts", f.starts); err != nil {
		return p, err
	}
	if p.Ends, err = sheet.Day("ends", f.ends); err != nil {
		return p, err
	}
	p.SessionsAWeek = provision.Placement{}.SessionsAWeek
	if strings.TrimSpace(f.sessions.Text) != "" {
		if p.SessionsAWeek, err = readSessions("sessions_a_week", f.sessions); err != nil {
			return p, err
		}
	}
	p.Bought, err = f.bought.read()
	return p, err
}

// try shows what the pupil would bear.
func (f *placeForm) try() {
	p, err := f.read()
	var row desk.MapRow
	if err == nil {
		placed := placements(&f.row)
		placed[slices.IndexFunc(placed, func(o provision.Placement) bool { return o.ID == p.ID })] = p
		row, err = f.s.n.Desk.TryIntervention(context.Background(), f.row.Intervention, placed)
	}
	if err != nil {
		f.cost.cannot(err)
		return
	}
	if place, found := placeIn(&row, p.ID); found {
		f.cost.showShare(place)
	}
}

func (f *placeForm) keep() error {
	p, err := f.read()
	if err != nil {
		return err
	}
	_, err = f.s.n.Desk.SavePlacement(context.Background(), p)
	return err
}
