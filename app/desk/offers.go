package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// Offer is something that a pupil can be given: an intervention that runs, or one that
// the library knows and that would be started.
type Offer struct {
	ID      string                  `json:"id"`
	Name    string                  `json:"name"`
	Note    string                  `json:"note"` // when it is, who gives it, how many are in it
	Running *provision.Intervention `json:"running,omitempty"`
	Entry   *provision.LibraryEntry `json:"entry,omitempty"`
}

// Offers are the interventions that run or are to come, by name, and after them those
// of the library.
func (d *Desk) Offers(ctx context.Context) ([]Offer, error) {
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		return nil, err
	}
	var out []Offer
	for _, r := range rows {
		if r.Ends.IsZero() || !r.Ends.Before(d.Today()) {
			running := r.Intervention
			out = append(out, Offer{ID: r.ID, Name: r.Name, Note: runningNote(r), Running: &running})
		}
	}
	slices.SortStableFunc(out, func(a, b Offer) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	for _, e := range d.Library().Entries {
		out = append(out, Offer{ID: e.ID, Name: e.Name, Note: entryNote(e), Entry: &e})
	}
	return out, nil
}

// runningNote says of an intervention that runs what one needs to choose it.
func runningNote(r MapRow) string {
	in := 0
	for _, p := range r.Placed {
		if !p.Waiting {
			in++
		}
	}
	parts := []string{patternWords(r.Minutes, r.SessionsAWeek.String()), SlotWords(r.Slots), cmp.Or(r.StaffName, r.KindName), count(in, "pupil") + " in it"}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func entryNote(e provision.LibraryEntry) string {
	group := "one pupil"
	if e.GroupTo > 1 {
		group = fmt.Sprintf("%d to %d pupils", e.GroupFrom, e.GroupTo)
	}
	if e.GroupFrom == e.GroupTo && e.GroupTo > 1 {
		group = fmt.Sprintf("%d pupils", e.GroupTo)
	}
	return patternWords(e.Minutes, e.SessionsAWeek.String()) + ", " + group
}

func patternWords(minutes int, sessions string) string {
	if minutes == 0 {
		return ""
	}
	return fmt.Sprintf("%s × %s a week", count(minutes, "minute"), sessions)
}

// offered reads what an offer would do for a pupil: the intervention, which is new for
// one of the library, and the placement in it from today on.
func (d *Desk) offered(ctx context.Context, pupil string, o Offer) (i provision.Intervention, placed []provision.Placement, err error) {
	switch {
	case o.Running != nil:
		r, err := d.runWith(ctx, o.Running.ID)
		if err != nil {
			return i, nil, err
		}
		i, placed = r.Intervention, slices.Clone(r.placed)
	case o.Entry != nil:
		entry, found := d.Library().Find(o.Entry.ID)
		if !found {
			return i, nil, refuse("library", "The library does not have this intervention any more.")
		}
		i = entry.Start()
		i.ID, i.By, i.Starts = d.options.NewID(), d.options.By, d.Today()
		i.Ends = day.Of(day.AcademicYear(d.Today())+1, 8, 31)
	default:
		return i, nil, refuse("intervention", "Choose what the pupil is to be given.")
	}
	p := provision.Placement{ID: d.options.NewID(), Pupil: pupil, Intervention: i.ID, Starts: d.Today(), By: d.options.By}
	if i.Starts.After(p.Starts) {
		p.Starts = i.Starts
	}
	if o.Entry != nil {
		p.Measure = o.Entry.Measure
	}
	if err := d.checkPlacement(p, i, placed); err != nil {
		return i, nil, err
	}
	return i, append(placed, p), nil
}

// TryOffer works out what an offer would cost for a pupil, and all that the pupil gets
// with it. Nothing is stored. An error is a *Refusal.
func (d *Desk) TryOffer(ctx context.Context, pupil string, o Offer) (ProvisionTry, error) {
	i, placed, err := d.offered(ctx, pupil, o)
	if err != nil {
		return ProvisionTry{}, err
	}
	lines, _, err := d.lines(ctx, pupil)
	if err != nil {
		return ProvisionTry{}, err
	}
	r := &run{Intervention: i, placed: placed}
	if o.Running != nil {
		if before, err := d.runWith(ctx, i.ID); err == nil {
			r.held = before.held
		}
	}
	with, err := d.triedLine(ctx, r, placed[len(placed)-1])
	if err != nil {
		return ProvisionTry{}, err
	}
	return d.tried(lines, with, provision.CheckIntervention(i)), nil
}

// TakeOffer gives a pupil what is offered from today on, as one step: the pupil joins
// the intervention that runs, or one is started from the library.
func (d *Desk) TakeOffer(ctx context.Context, pupil string, o Offer) error {
	i, placed, err := d.offered(ctx, pupil, o)
	if err != nil {
		return err
	}
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	p := placed[len(placed)-1]
	if o.Running != nil {
		return d.do(ctx, "Place "+e.Name()+" in "+i.Name, pupil, placementEdit(p))
	}
	return d.do(ctx, "Start "+i.Name+" for "+e.Name(), pupil, append([]journal.Edit{}, placedEdits(i, p)...)...)
}
