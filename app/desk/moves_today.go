package desk

import (
	"context"

	"needsbook/app/day"
)

// transitionTasks ask in November for the list of who leaves: schools meet about the
// move in December and January. The days are those of the deadlines pack
// (transition_list). It is done when every leaver has a next school and, in a cluster,
// the counts are told.
func (d *Desk) transitionTasks(ctx context.Context, joined bool) ([]Task, error) {
	today := d.Today()
	shows, due, until, found := d.deadlines.Window("transition_list", day.AcademicYear(today))
	if !found || today.Before(shows) || today.After(until) {
		return nil, nil
	}
	groups, err := d.MovesList(ctx)
	if err != nil {
		return nil, err
	}
	leave, open, year := 0, 0, ""
	for _, g := range groups {
		if g.Stage != MoveLeaves {
			continue
		}
		year = g.Year.Label
		for _, p := range g.Pupils {
			leave++
			if !p.To.Known() {
				open++
			}
		}
	}
	told, err := d.movesTold(ctx)
	if err != nil || leave == 0 || open == 0 && (told || !joined) {
		return nil, err
	}
	t := Task{Key: TaskTransition + "//" + day.AcademicYearName(day.AcademicYear(today)), Urgency: urgencyOf(today, due), Kind: TaskTransition, Due: due, Where: "handover",
		Title: "Prepare the list of " + year + " for the move: " + count(leave, "pupil") + " with SEN", Does: "Open the list"}
	if rule, ok := d.deadlines.Rule("transition_list"); ok {
		t.Reference, t.Meaning = rule.Reference, rule.PuttingOff
	}
	switch {
	case open > 0:
		t.Note = count(open, "pupil") + " without a next school."
	default:
		t.Note = d.terms.Say("Every next school is known. Send the counts to the {cluster} for its meeting.")
	}
	return []Task{t}, nil
}
