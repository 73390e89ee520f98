package desk

import (
	"context"
	"slices"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// MoveView puts a saved view so many places further on among the others, or back for
// fewer than none, as one step. At the end of the row it stays where it is.
func (d *Desk) MoveView(ctx context.Context, id string, by int) error {
	views, err := d.Views(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(views, func(v register.View) bool { return v.ID == id })
	if at < 0 {
		return refuse("view", "There is no such view any more.")
	}
	moved := views[at]
	to := max(0, min(at+by, len(views)-1))
	views = slices.Insert(slices.Delete(views, at, at+1), to, moved)
	var edits []journal.Edit
	for place, v := range views {
		if v.Place != place {
			v.Place = place
			edits = append(edits, d.viewEdit(v))
		}
	}
	if to == at || len(edits) == 0 {
		return nil
	}
	return d.do(ctx, "Move the view "+moved.Name, "", edits...)
}
