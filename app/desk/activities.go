package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/publish"
)

// errNoActivity is returned for an identifier that no activity has.
var errNoActivity = &Refusal{Field: "id", Words: "There is no such activity in the strategy. Perhaps it has been removed."}

// activitiesIn returns what the inclusion strategy of a school year does, in the order of
// the school. 0 is the year that the strategy is for now.
func (d *Desk) activitiesIn(ctx context.Context, year int) ([]publish.Activity, error) {
	if year == 0 {
		var err error
		if year, err = d.StrategyYear(ctx); err != nil {
			return nil, err
		}
	}
	list, err := all[publish.Activity](ctx, d.store, kindActivity)
	list = slices.DeleteFunc(list, func(a publish.Activity) bool { return a.Year != year })
	slices.SortFunc(list, func(a, b publish.Activity) int { return cmp.Or(a.Position-b.Position, cmp.Compare(a.ID, b.ID)) })
	return list, err
}

// activity returns one activity.
func (d *Desk) activity(ctx context.Context, id string) (publish.Activity, error) {
	var a publish.Activity
	found, err := readRecord(ctx, d.store, kindActivity, id, &a)
	if err == nil && !found {
		err = errNoActivity
	}
	return a, err
}

// SaveActivity keeps an activity and returns it as it is kept; an empty id makes a new one,
// at the end of its year. A row of the provision map counts once, and only where the fund
// pays for it: see PayFromFund.
func (d *Desk) SaveActivity(ctx context.Context, a publish.Activity) (publish.Activity, error) {
	return d.saveActivity(ctx, a, nil)
}

// saveActivity keeps an activity together with rows of the provision map that change with it.
func (d *Desk) saveActivity(ctx context.Context, a publish.Activity, rows []provision.Intervention) (publish.Activity, error) {
	a = a.Tidy()
	label, was := "Add ", publish.Activity{}
	if a.ID != "" {
		label = "Change "
		var err error
		if was, err = d.activity(ctx, a.ID); err != nil {
			return a, err
		}
	}
	if a.Year == 0 {
		var err error
		if a.Year, err = d.StrategyYear(ctx); err != nil {
			return a, err
		}
	}
	if err := d.checkActivity(a); err != nil {
		return a, err
	}
	beside, err := d.activitiesIn(ctx, a.Year)
	if err != nil {
		return a, err
	}
	if err := d.checkRows(ctx, a, was, beside, rows); err != nil {
		return a, err
	}
	if was.ID == "" {
		a.ID, a.Position = d.options.NewID(), nextPosition(beside)
	} else {
		a.Position = was.Position
	}
	a.By = cmp.Or(a.By, d.options.By)
	if sameActivity(a, was) && len(rows) == 0 {
		return a, nil
	}
	edits := []journal.Edit{activityEdit(a)}
	for _, i := range rows {
		edits = append(edits, placedEdits(i)...)
	}
	return a, d.do(ctx, label+activityName(a), "", edits...)
}

func activityEdit(a publish.Activity) journal.Edit {
	return journal.Edit{Kind: kindActivity, Key: a.ID, Value: a.Tidy()}
}

// activityName names an activity for the step that changed it.
func activityName(a publish.Activity) string {
	name := []rune(a.Name())
	if len(name) > longestActivityName {
		name = append(name[:longestActivityName-1], '…')
	}
	return "“" + string(name) + "”"
}

// longestActivityName is how much of an activity a step's label says, in letters.
const longestActivityName = 60

func nextPosition(list []publish.Activity) int {
	if len(list) == 0 {
		return 1
	}
	return list[len(list)-1].Position + 1
}

// sameActivity reports whether two activities say the same, as the file would.
func sameActivity(a, b publish.Activity) bool {
	one, err1 := json.Marshal(a)
	other, err2 := json.Marshal(b.Tidy())
	return err1 == nil && err2 == nil && string(one) == string(other)
}

// checkActivity refuses an activity that cannot be right, or that names a pupil: the
// strategy is public.
func (d *Desk) checkActivity(a publish.Activity) error {
	if err := d.checkStrategyYear(a.Year); err != nil {
		return err
	}
	for _, f := range publish.CheckActivity(a, d.sections[publish.InclusionStrategy].Principles) {
		if f.Severity == finding.Refuse {
			return refuse(f.Field, publish.Why(f))
		}
	}
	for _, t := range a.Texts() {
		if d.namesPupil(t.Words) {
			return refuse(t.Field, "This names a pupil of the register. The strategy is public, so say it without a name.")
		}
	}
	return nil
}

func (d *Desk) checkStrategyYear(year int) error {
	if this := day.AcademicYear(d.Today()); year < this-20 || year > this+5 {
		return refuse("year", "There is no strategy for that year. Enter the year in which the school year starts, such as "+strconv.Itoa(this)+".")
	}
	return nil
}

// checkRows refuses rows of the provision map that an activity newly names and that are
// not there, that another activity names, or that other money pays for. switched are rows
// that the fund pays for from the same step on.
func (d *Desk) checkRows(ctx context.Context, a, was publish.Activity, beside []publish.Activity, switched []provision.Intervention) error {
	for _, id := range a.Interventions {
		if slices.Contains(was.Interventions, id) && was.Year == a.Year {
			continue
		}
		r, err := d.Intervention(ctx, id)
		if err != nil {
			return err
		}
		for _, other := range beside {
			if other.ID != a.ID && slices.Contains(other.Interventions, id) {
				return refuse("interventions", "“"+r.Name+"” is in "+activityName(other)+d.terms.Say(" already. A row of the {provision_map} counts once."))
			}
		}
		pays := slices.ContainsFunc(switched, func(i provision.Intervention) bool { return i.ID == id })
		if r.PaidFrom != funding.SourceIMF && !pays {
			return refuse("interventions", "“"+r.Name+"” is paid from "+d.sourceInside(r.PaidFrom)+". Pay for it from the fund first, or choose another row.")
		}
	}
	return nil
}

// RemoveActivity takes an activity out of its strategy. Rows of the provision map that it
// names stay on the map.
func (d *Desk) RemoveActivity(ctx context.Context, id string) error {
	a, err := d.activity(ctx, id)
	if err != nil {
		return err
	}
	return d.do(ctx, "Remove "+activityName(a), "", journal.Edit{Kind: kindActivity, Key: id, Remove: true})
}

// MoveActivity moves an activity up (by below 0) or down among those of its year, as far
// as there are any.
func (d *Desk) MoveActivity(ctx context.Context, id string, by int) error {
	a, err := d.activity(ctx, id)
	if err != nil {
		return err
	}
	list, err := d.activitiesIn(ctx, a.Year)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(one publish.Activity) bool { return one.ID == id })
	to := min(max(at+by, 0), len(list)-1)
	if to == at {
		return nil
	}
	list = slices.Insert(slices.Delete(list, at, at+1), to, a)
	var edits []journal.Edit
	for n := range list {
		if list[n].Position != n+1 {
			list[n].Position = n + 1
			edits = append(edits, activityEdit(list[n]))
		}
	}
	return d.do(ctx, "Move "+activityName(a), "", edits...)
}
