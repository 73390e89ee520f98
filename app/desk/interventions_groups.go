package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// Splitting says how a group is made two.
type Splitting struct {
	Placements []string        // those who go over to the new group
	Name       string          // of the new group; "" numbers it
	Sessions   decimal.Decimal // of the week that go over; 0 shares them out by the number of pupils
}

// MovePlacements moves pupils to another intervention from a day on, as one step: their
// places end on the day before, with what they came to, and go on in the other one.
func (d *Desk) MovePlacements(ctx context.Context, placements []string, to string, from day.Date) error {
	if len(placements) == 0 {
		return refuse("pupil", "Choose at least one pupil first.")
	}
	target, err := d.runWith(ctx, to)
	if err != nil {
		return err
	}
	if from.IsZero() {
		from = d.Today()
	}
	var edits []journal.Edit
	beside := slices.Clone(target.placed)
	about := ""
	for _, id := range placements {
		p, r, err := d.placement(ctx, id)
		if err != nil {
			return err
		}
		if p.Intervention == to {
			return refuse("intervention", "This pupil is in "+target.Name+" already. Choose another group.")
		}
		if !p.Ends.IsZero() && p.Ends.Before(from) {
			return refuse("pupil", "This place ended on "+p.Ends.Words()+". Choose a place that goes on.")
		}
		next := provision.Placement{ID: d.options.NewID(), Pupil: p.Pupil, Intervention: to, Waiting: p.Waiting, Starts: from, Outcome: p.Outcome, Goal: p.Goal,
			Measure: p.Measure, Baseline: p.Baseline, By: d.options.By}
		first, _ := provision.Held(p, r.Intervention)
		begun := !p.Waiting && first.Before(from)
		if !begun { // the place that goes is no more: what it says goes over too
			next.Wanted, next.Bought = p.Wanted, p.Bought
		}
		if p.Waiting {
			next.Starts, next.Why = p.Starts, p.Why
		}
		if err := d.checkPlacement(next, target.Intervention, beside); err != nil {
			return err
		}
		beside = append(beside, next)
		if !begun {
			gone, err := d.removePlace(ctx, p)
			if err != nil {
				return err
			}
			edits = append(edits, gone...)
		} else {
			p.Ends, p.Why = from.AddDays(-1), "Moved to "+target.Name
			edits = append(edits, placementEdit(p))
		}
		edits = append(edits, placementEdit(next))
		about = p.Pupil
	}
	if len(placements) > 1 {
		return d.do(ctx, "Move "+count(len(placements), "pupil")+" to "+target.Name, "", edits...)
	}
	e, err := d.Entry(about)
	if err != nil {
		return err
	}
	return d.do(ctx, "Move "+e.Name()+" to "+target.Name, about, edits...)
}

// SplitIntervention makes two groups of one, as one step, and returns the id of the new
// one. The pupils go over with their attendance and reviews. The sessions of the week
// are divided between the two, so that both together cost what the one did; what was
// bought stays with the first.
func (d *Desk) SplitIntervention(ctx context.Context, id string, s Splitting) (string, error) {
	r, err := d.runWith(ctx, id)
	if err != nil {
		return "", err
	}
	gone := func(p provision.Placement) bool { return slices.Contains(s.Placements, p.ID) }
	var first, second []provision.Placement
	for _, p := range r.placed {
		if gone(p) {
			second = append(second, p)
		} else {
			first = append(first, p)
		}
	}
	if len(first) == 0 || len(second) == 0 || len(second) != len(s.Placements) {
		return "", refuse("pupil", "Choose some of the pupils of the group, but not all of them.")
	}
	one, two, err := divided(r.Intervention, len(first), len(second), s.Sessions)
	if err != nil {
		return "", err
	}
	two.ID, two.By, two.Bought = d.options.NewID(), d.options.By, nil
	if two.Name = strings.TrimSpace(s.Name); two.Name == "" {
		two.Name = one.Name + ", second group"
	}
	if two, err = d.checkedIntervention(ctx, two); err != nil {
		return "", err
	}
	for i := range second {
		second[i].Intervention = two.ID
	}
	edits := append(placedEdits(one, atMost(one, first)...), placedEdits(two, atMost(two, second)...)...)
	over, err := d.belongingTo(ctx, id, func(placement string) string {
		if slices.Contains(s.Placements, placement) {
			return two.ID
		}
		return id
	})
	if err != nil {
		return "", err
	}
	return two.ID, d.do(ctx, "Split "+r.Name+" into two groups", "", append(edits, over...)...)
}

// divided shares an intervention out between groups of so many pupils, so that both
// cost together what it did.
func divided(i provision.Intervention, first, second int, sessions decimal.Decimal) (one, two provision.Intervention, err error) {
	one, two = i, i
	if i.Size > 0 {
		one.Size, two.Size = max(i.Size-second, first), second
	}
	if i.EachPays { // the price is for every pupil, whichever group they are in
		return one, two, nil
	}
	if sessions.IsZero() {
		sessions = i.SessionsAWeek.Mul(decimal.NewFromInt(int64(second))).DivRound(decimal.NewFromInt(int64(first+second)), 2)
	}
	if sessions.IsNegative() || sessions.GreaterThan(i.SessionsAWeek) {
		return one, two, refuse("sessions_a_week", "The new group cannot take more than the "+i.SessionsAWeek.String()+" sessions that there are in a week.")
	}
	one.SessionsAWeek, two.SessionsAWeek = i.SessionsAWeek.Sub(sessions), sessions
	keeps := min(len(i.Slots), int(one.SessionsAWeek.Ceil().IntPart()))
	one.Slots, two.Slots = i.Slots[:keeps:keeps], i.Slots[keeps:]
	if i.Per == provision.PerWeek || i.Per == provision.PerYear {
		prices := money.SplitBy(i.Price, []int64{int64(first), int64(second)})
		one.Price, two.Price = prices[0], prices[1]
	}
	return one, two, nil
}

// atMost lets placements come to no more sessions than there are: one that came to as
// many or more comes to all of them.
func atMost(i provision.Intervention, placed []provision.Placement) []provision.Placement {
	out := slices.Clone(placed)
	for n := range out {
		if !out[n].SessionsAWeek.LessThan(i.SessionsAWeek) {
			out[n].SessionsAWeek = decimal.Decimal{}
		}
	}
	return out
}

// belongingTo are the edits that give the attendance and the reviews of an intervention
// to the intervention that their placement is in now.
func (d *Desk) belongingTo(ctx context.Context, id string, now func(placement string) string) ([]journal.Edit, error) {
	var edits []journal.Edit
	for _, kind := range []string{kindAttendance, kindPlaceReview} {
		records, err := where[map[string]json.RawMessage](ctx, d.store, kind, "intervention", id)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			var of [3]string // id, pupil, placement
			for i, name := range []string{"id", "pupil", "placement"} {
				if err := json.Unmarshal(r[name], &of[i]); err != nil {
					return nil, fmt.Errorf("a %s record cannot be read: %w", kind, err)
				}
			}
			to := now(of[2])
			if to == id {
				continue
			}
			if r["intervention"], err = json.Marshal(to); err != nil {
				return nil, fmt.Errorf("a %s record cannot be written: %w", kind, err)
			}
			edits = append(edits, journal.Edit{Kind: kind, Key: of[0], About: of[1], Value: r})
		}
	}
	return edits, nil
}

// JoinInterventions makes one group of two, as one step: the pupils of the other one go
// over to the one that is kept, each to as many sessions as before, and the other one is
// taken away. Its sessions and what was bought for it are added, so that it costs what
// both did.
func (d *Desk) JoinInterventions(ctx context.Context, keep, other string) error {
	a, err := d.runWith(ctx, keep)
	if err != nil {
		return err
	}
	b, err := d.runWith(ctx, other)
	if err != nil {
		return err
	}
	if keep == other {
		return refuse("intervention", "Choose two groups to join.")
	}
	if err := joinable(a.Intervention, b.Intervention); err != nil {
		return err
	}
	i := joined(a, b)
	if i, err = d.checkedIntervention(ctx, i); err != nil {
		return err
	}
	placed := append(ownSessions(a, i), ownSessions(b, i)...)
	for n, p := range placed {
		placed[n].Intervention = keep
		if err := d.checkPlacement(placed[n], i, placed[:n]); err != nil {
			return refuse("pupil", capital(placeWords(p, i))+" cannot go over: "+Words(err))
		}
	}
	edits := placedEdits(i, placed...)
	over, err := d.belongingTo(ctx, other, func(string) string { return keep })
	if err != nil {
		return err
	}
	edits = append(append(edits, over...), journal.Edit{Kind: kindIntervention, Key: other, Remove: true})
	return d.do(ctx, "Join "+b.Name+" to "+a.Name, "", edits...)
}

// joinable refuses two groups that would not cost together what they cost apart.
func joinable(a, b provision.Intervention) error {
	hourly := a.Per != provision.PerWeek && a.Per != provision.PerYear
	for _, same := range []struct {
		field, words string
		is           bool
	}{
		{"minutes", "the minutes of a session", a.Minutes == b.Minutes},
		{"staff_kind", "who gives them", a.StaffKind == b.StaffKind},
		{"weeks", "the weeks", a.Weeks == b.Weeks},
		{"starts", "the first day", a.Starts == b.Starts},
		{"ends", "the last day", a.Ends == b.Ends},
		{"setting", "the setting", a.Setting == b.Setting},
		{"price", "what the price is for", a.Per == b.Per && a.EachPays == b.EachPays},
		{"price", "the price", a.Price.Cmp(b.Price) == 0 || !hourly && !a.EachPays},
		{"sessions_a_week", "the sessions a week", !a.EachPays || a.SessionsAWeek.Equal(b.SessionsAWeek)},
	} {
		if !same.is {
			return refuse(same.field, "The two groups differ in "+same.words+". Make them the same first, then join them.")
		}
	}
	return nil
}

// joined is the intervention that two come to.
func joined(a, b *run) provision.Intervention {
	i := a.Intervention
	i.Bought = append(slices.Clone(a.Bought), b.Bought...)
	i.Slots = slices.Clone(a.Slots)
	for _, s := range b.Slots {
		if !slices.Contains(i.Slots, s) {
			i.Slots = append(i.Slots, s)
		}
	}
	if a.Size > 0 || b.Size > 0 {
		i.Size = max(a.Size, len(a.placed)) + max(b.Size, len(b.placed))
	}
	if i.EachPays {
		return i
	}
	i.SessionsAWeek = a.SessionsAWeek.Add(b.SessionsAWeek)
	if i.Per == provision.PerWeek || i.Per == provision.PerYear {
		i.Price = a.Price.Add(b.Price)
	}
	return i
}

// ownSessions are the placements of a group, each with as many sessions as before in
// the group that it is joined to.
func ownSessions(r *run, now provision.Intervention) []provision.Placement {
	out := slices.Clone(r.placed)
	for n := range out {
		if out[n].SessionsAWeek.IsZero() && r.SessionsAWeek.LessThan(now.SessionsAWeek) {
			out[n].SessionsAWeek = r.SessionsAWeek
		}
	}
	return out
}
