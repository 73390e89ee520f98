package main

import (
	"context"
	"fmt"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// kindOfWork is one sort of deed and how often it comes up.
type kindOfWork struct {
	name  string
	often int
	// make says what will be done, and does it when called again; a nil do has nothing to
	// work on today.
	make func(w *worker, ctx context.Context, d *deed) (do func() error, err error)
}

// daily is what comes up at any time.
var daily = []kindOfWork{
	{"note", 34, (*worker).note},
	{"view", 6, (*worker).view},
	{"contact", 5, (*worker).contact},
	{"consent", 5, (*worker).consent},
	{"advice", 6, (*worker).advice},
	{"concern", 7, (*worker).concern},
	{"settle a concern", 4, (*worker).settle},
	{"promote a concern", 3, (*worker).promote},
	{"plan", 5, (*worker).plan},
	{"outcome", 7, (*worker).outcome},
	{"review", 12, (*worker).review},
	{"meeting", 6, (*worker).meeting},
	{"attendance", 22, (*worker).attendance},
	{"place", 8, (*worker).place},
	{"end a place", 5, (*worker).endPlace},
	{"level", 7, (*worker).level},
	{"class", 7, (*worker).class},
	{"status", 2, (*worker).status},
	{"needs", 4, (*worker).needs},
	{"attach", 3, (*worker).attach},
	{"take an attachment away", 1, (*worker).detach},
	{"take a note away", 3, (*worker).removeNote},
	{"undo", 10, (*worker).undo},
	{"redo", 4, (*worker).redo},
	{"draft", 8, (*worker).draft},
	{"look around", 6, (*worker).look},
	{"request", 5, (*worker).request},
	{"report words", 3, (*worker).reportWords},
}

// appointed is what has its change in the week: the share of the week, in hundredths,
// after which it comes, in every so many weeks.
var appointed = []struct {
	at, every int
	kindOfWork
}{
	{2, 1, kindOfWork{name: "join the cluster", make: (*worker).join}},
	{10, 1, kindOfWork{name: "import", make: (*worker).bringIn}},
	{30, 4, kindOfWork{name: "approve a summary", make: (*worker).approveSummary}},
	{33, 4, kindOfWork{name: "send summaries", make: (*worker).send}},
	{50, 13, kindOfWork{name: "approve the report", make: (*worker).approveReport}},
	{51, 13, kindOfWork{name: "publish the report", make: (*worker).publish}},
	{70, 13, kindOfWork{name: "rehearse a restore", make: (*worker).rehearse}},
	{80, 1, kindOfWork{name: "backup", make: (*worker).backup}},
}

// choose picks what is done next. What chance picks follows from the week and the change
// alone, so that a program that was killed goes on with the same.
func (w *worker) choose(ctx context.Context, week, change int) (deed, func() error, error) {
	for _, a := range appointed {
		if (week-1)%a.every == 0 && change == a.at*w.Task.Edits/100 {
			if d, do, err := w.try(ctx, a.kindOfWork); do != nil || err != nil {
				return d, do, err
			}
		}
	}
	whole := 0
	for _, k := range daily {
		whole += k.often
	}
	at := w.chance.IntN(whole)
	for _, k := range daily {
		if at -= k.often; at < 0 {
			if d, do, err := w.try(ctx, k); do != nil || err != nil {
				return d, do, err
			}
			break
		}
	}
	return w.try(ctx, daily[0]) // there is always something to write down
}

func (w *worker) try(ctx context.Context, k kindOfWork) (deed, func() error, error) {
	d := deed{Name: k.name, Undo: -1, Redo: -1, Counts: map[string]int{}}
	do, err := k.make(w, ctx, &d)
	return d, do, err
}

// one picks a pupil on roll by a query of the register; nil where none fits.
func (w *worker) one(query string) (*register.Entry, error) {
	found, err := w.desk.Find(query)
	if err != nil {
		return nil, fmt.Errorf("find %q: %w", query, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return found[w.chance.IntN(len(found))], nil
}

// someone picks a pupil on the SEN register.
func (w *worker) someone() (*register.Entry, error) { return w.one("status:sen") }

// recordOf picks a pupil on the SEN register with all that is kept of them.
func (w *worker) recordOf(ctx context.Context) (desk.Record, error) {
	e, err := w.someone()
	if err != nil || e == nil {
		return desk.Record{}, err
	}
	return w.desk.Record(ctx, e.ID)
}

// makes announces a record that is new, and what one of its fields says.
func (d *deed) makes(kind, key, field, value string) {
	d.Facts = append(d.Facts, fact{Kind: kind, Key: key, Field: field, Value: value, New: true})
	d.Counts[kind]++
}

// changes announces what a field of a record that is there comes to say.
func (d *deed) changes(kind, key, field, value string) {
	d.Facts = append(d.Facts, fact{Kind: kind, Key: key, Field: field, Value: value})
}
