package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/register"
)

// yearRecords are the records of the year that ends today, for the facts of public
// documents. Counts in them are exact; publish prints what may be printed.
type yearRecords struct {
	since, today day.Date // the day before the first, and the last
	notes        []register.Note
	cycles       []provision.Cycle
	outcomes     []provision.Outcome
	meetings     []provision.Meeting
	invitees     []register.Invitee
}

func (y *yearRecords) has(on day.Date) bool { return on.After(y.since) && !on.After(y.today) }

// reportYear adds what happened in the last year: reviews, contacts, what help there was
// and what it came to, services, training, moves and what people said.
func (d *Desk) reportYear(ctx context.Context, f *publish.Facts) error {
	y := yearRecords{today: d.Today(), since: d.Today().AddYears(-1)}
	var err1, err2, err3, err4, err5 error
	y.notes, err1 = all[register.Note](ctx, d.store, kindNote)
	y.cycles, err2 = all[provision.Cycle](ctx, d.store, kindCycle)
	y.outcomes, err3 = all[provision.Outcome](ctx, d.store, kindOutcome)
	y.meetings, err4 = all[provision.Meeting](ctx, d.store, kindMeeting)
	y.invitees, err5 = all[register.Invitee](ctx, d.store, kindInvitee)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return err
	}
	y.countReviews(f)
	y.countNotes(f)
	if err := d.countHelp(ctx, &y, f); err != nil {
		return err
	}
	if err := d.countServices(ctx, &y, f); err != nil {
		return err
	}
	if err := d.dropNamed(ctx, f); err != nil {
		return err
	}
	handovers, err := where[register.Handover](ctx, d.store, kindHandover, "direction", register.HandoverOut)
	if err != nil {
		return err
	}
	moved := map[string]bool{}
	for _, h := range handovers {
		if y.has(h.On) {
			moved[h.Pupil] = true
		}
	}
	f.Transfers = len(moved)
	heard, err := d.Heard(ctx)
	for _, h := range heard {
		if h.Shown != 0 && y.has(h.On) {
			f.Heard = append(f.Heard, h)
		}
	}
	return err
}

// dropNamed leaves out help, training and services whose name holds that of somebody:
// what a school calls its own may, and it would stand in a public document.
func (d *Desk) dropNamed(ctx context.Context, f *publish.Facts) error {
	without, err := d.withoutNames(ctx, nil)
	if err != nil {
		return err
	}
	named := func(c publish.Counted) bool { return without(c.Name) != c.Name }
	f.Help = slices.DeleteFunc(f.Help, func(h publish.Help) bool { return named(h.Counted) })
	f.Training, f.Services = slices.DeleteFunc(f.Training, named), slices.DeleteFunc(f.Services, named)
	return nil
}

// countReviews counts the reviews of plans, and what became of their targets. A plan of
// which no outcome was marked by itself counts by its own result.
func (y *yearRecords) countReviews(f *publish.Facts) {
	parents := y.parentsHeard()
	marked := map[string][]string{}
	for _, o := range y.outcomes {
		if provision.IsResult(o.Result) {
			marked[o.Cycle] = append(marked[o.Cycle], o.Result)
		}
	}
	for _, c := range y.cycles {
		if !c.IsReviewed() || !y.has(c.Reviewed) {
			continue
		}
		f.Reviews.Held++
		if !c.Reviewed.After(c.ReviewDue) {
			f.Reviews.OnTime++
		}
		if came, known := parents[c.ID]; known || c.ParentWhyNot != "" {
			f.Reviews.Asked++
			if came {
				f.Reviews.Came++
			}
		}
		results := marked[c.ID]
		if results == nil {
			results = []string{c.Result}
		}
		for _, r := range results {
			switch r {
			case provision.ResultMet:
				f.Outcomes.Met++
			case provision.ResultPartly:
				f.Outcomes.Partly++
			case provision.ResultNot:
				f.Outcomes.Not++
			}
		}
	}
}

// parentsHeard says for plans whether a parent took part in the review: by what they
// said at it, on its day or at its meeting, or by who came to that meeting. A plan of which nothing
// is known is not there.
func (y *yearRecords) parentsHeard() map[string]bool {
	type sitting struct {
		pupil string
		on    day.Date
	}
	spoke, came := map[string]bool{}, map[sitting]bool{}
	for _, n := range y.notes {
		if n.Type == register.NoteParentView {
			spoke[n.Heard] = n.Heard != ""
			came[sitting{n.Pupil, n.On}] = true
		}
	}
	for _, i := range y.invitees {
		if strings.HasPrefix(strings.ToLower(i.Role), "parent") && i.Came != "" {
			at := sitting{i.Pupil, i.Meeting}
			came[at] = came[at] || i.Came == "yes"
		}
	}
	out := map[string]bool{}
	for _, c := range y.cycles {
		if spoke[c.ID] {
			out[c.ID] = true
		} else if there, known := came[sitting{c.Pupil, c.Reviewed}]; known {
			out[c.ID] = there
		}
	}
	for _, m := range y.meetings {
		if m.Cycle == "" {
			continue
		}
		there, known := came[sitting{m.Pupil, m.On}]
		if spoke[m.ID] || known || m.ParentWhyNot != "" {
			out[m.Cycle] = out[m.Cycle] || spoke[m.ID] || there
		}
	}
	return out
}

// countNotes counts contacts with families, how pupils’ views were heard, and training.
func (y *yearRecords) countNotes(f *publish.Facts) {
	ways, training := pupilsBy{}, pupilsBy{}
	for _, n := range y.notes {
		switch {
		case !y.has(n.On):
		case n.IsContact():
			f.Contacts++
		case n.Type == register.NotePupilView && n.How != "":
			ways.add(register.Named(register.ViewWays, n.How), n.Pupil)
		case n.Type == register.NoteTraining:
			training.add(n.Words, n.Pupil)
		}
	}
	f.ViewWays, f.Training = ways.list(), training.list()
}

// countHelp puts the rows of the provision map together by what they are, whoever runs
// them, with what they came to. A group that more share than are placed has as many pupils
// as it is said to have.
func (d *Desk) countHelp(ctx context.Context, y *yearRecords, f *publish.Facts) error {
	var facts provision.EffectFacts
	var err1, err2, err3 error
	facts.Interventions, err1 = all[provision.Intervention](ctx, d.store, kindIntervention)
	facts.Placements, err2 = all[provision.Placement](ctx, d.store, kindPlacement)
	facts.Reviews, err3 = all[provision.PlacementReview](ctx, d.store, kindPlaceReview)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	rows := map[string]provision.Intervention{}
	for _, i := range facts.Interventions {
		rows[i.ID] = i
	}
	for _, w := range provision.Waves {
		f.Waves = append(f.Waves, provision.WaveName(w.Wave, d.terms.Say))
	}
	for _, e := range provision.Effects(facts, provision.EffectQuery{First: y.since.AddDays(1), Last: y.today, Today: y.today, By: provision.ByFamily}) {
		first := rows[e.Interventions[0]]
		h := publish.Help{
			Counted: publish.Counted{Name: strings.TrimSpace(e.Name), Pupils: e.Pupils}, Wave: provision.WaveName(first.Wave, d.terms.Say),
			Feelings: first.Area == areaOfFeelings, Reviewed: e.PupilsSeen, Results: publish.Results{Met: e.Met, Partly: e.Partly, Not: e.Not},
		}
		if entry, ok := d.library.Find(first.Library); ok {
			h.Name = entry.Name
		}
		for _, id := range e.Interventions {
			h.Pupils = max(h.Pupils, rows[id].Size)
		}
		f.Help = append(f.Help, h)
	}
	slices.SortFunc(f.Help, func(a, b publish.Help) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Pupils, b.Pupils))
	})
	return nil
}

// areaOfFeelings is the broad area of social, emotional and mental health.
const areaOfFeelings = "semh"

// countServices counts the pupils with whom a service from outside was at work, by its
// advice or by a referral that it took on.
func (d *Desk) countServices(ctx context.Context, y *yearRecords, f *publish.Facts) error {
	advice, err1 := all[provision.Advice](ctx, d.store, kindAdvice)
	referrals, err2 := all[provision.Referral](ctx, d.store, kindReferral)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	services := pupilsBy{}
	for _, a := range advice {
		if y.has(a.On) {
			services.add(a.Role, a.Pupil)
		}
	}
	for _, r := range referrals {
		if r.State == provision.ReferralSeen && y.has(r.Answered) {
			services.add(d.services.Name(r.Service), r.Pupil)
		}
	}
	f.Services = services.list()
	return nil
}

// pupilsBy holds for each name the pupils it touches. Names that differ only in capitals
// and spaces are one.
type pupilsBy map[string]*namedPupils

type namedPupils struct {
	name   string
	pupils map[string]bool
}

func (p pupilsBy) add(name, pupil string) {
	name = strings.Join(strings.Fields(name), " ")
	key := strings.ToLower(name)
	if key == "" {
		return
	}
	if p[key] == nil {
		p[key] = &namedPupils{name, map[string]bool{}}
	}
	p[key].pupils[pupil] = true
}

func (p pupilsBy) list() []publish.Counted {
	out := []publish.Counted{}
	for _, n := range p {
		out = append(out, publish.Counted{Name: n.name, Pupils: len(n.pupils)})
	}
	slices.SortFunc(out, func(a, b publish.Counted) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
