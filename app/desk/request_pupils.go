package desk

import (
	"context"
	"slices"

	"needsbook/app/funding"
	"needsbook/app/journal"
)

// RequestPupils are the pupils that a request is for: those of a group with what each
// needs of it, the one pupil of another request, none of a project. They stand in the
// order of the register.
func (d *Desk) RequestPupils(ctx context.Context, r Request) ([]RequestPupil, error) {
	if r.Kind != funding.KindGroup {
		if r.Pupil == "" {
			return nil, nil
		}
		return []RequestPupil{{ID: r.ID, Pupil: r.Pupil, Request: r.ID}}, nil
	}
	list, err := where[RequestPupil](ctx, d.store, kindRequestPupil, "request", r.ID)
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	for i, e := range d.everyone() {
		place[e.ID] = i
	}
	slices.SortStableFunc(list, func(a, b RequestPupil) int { return place[a.Pupil] - place[b.Pupil] })
	// Two records of one child that were merged leave one pupil with two places.
	return slices.CompactFunc(list, func(a, b RequestPupil) bool { return a.Pupil == b.Pupil }), nil
}

// SetRequestPupils sets the pupils of a group that is being drafted, as one step. Those
// who stay keep their note.
func (d *Desk) SetRequestPupils(ctx context.Context, number int, pupils []string) error {
	r, err := d.draftOfGroup(ctx, number)
	if err != nil {
		return err
	}
	if err := d.checkPupils(pupils); err != nil {
		return err
	}
	now, err := where[RequestPupil](ctx, d.store, kindRequestPupil, "request", r.ID)
	if err != nil {
		return err
	}
	var edits []journal.Edit
	there := map[string]bool{}
	for _, p := range now {
		if !slices.Contains(pupils, p.Pupil) || there[p.Pupil] {
			edits = append(edits, journal.Edit{Kind: kindRequestPupil, Key: p.ID, About: p.Pupil, Remove: true})
			continue
		}
		there[p.Pupil] = true
	}
	added := slices.DeleteFunc(slices.Clone(pupils), func(id string) bool { return there[id] })
	edits = append(edits, d.pupilEdits(r, added)...)
	if len(edits) == 0 {
		return nil
	}
	return d.do(ctx, "Change the pupils of funding request "+r.Reference(), "", edits...)
}

// SetRequestNote keeps what one pupil of a group needs of it.
func (d *Desk) SetRequestNote(ctx context.Context, number int, pupil, note string) error {
	r, err := d.draftOfGroup(ctx, number)
	if err != nil {
		return err
	}
	list, err := d.RequestPupils(ctx, r)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Pupil == pupil {
			p.Note = note
			return d.do(ctx, "Change a pupil of funding request "+r.Reference(), pupil, requestPupilEdit(p))
		}
	}
	return refuse("pupil", "This pupil is not in the group. Add the pupil first.")
}

func (d *Desk) draftOfGroup(ctx context.Context, number int) (Request, error) {
	r, err := d.Request(ctx, number)
	switch {
	case err != nil:
		return r, err
	case r.Kind != funding.KindGroup:
		return r, refuse("pupil", "Only a request for a group has several pupils. Nothing was changed.")
	case r.Status() != funding.Drafting:
		return r, refuse("request", "Only a draft can be changed. Take the request back to your desk first. Nothing was changed.")
	}
	return r, nil
}

// checkPupils refuses a pupil who is not in the register, or named twice.
func (d *Desk) checkPupils(pupils []string) error {
	seen := map[string]bool{}
	for _, id := range pupils {
		if _, err := d.Entry(id); err != nil {
			return err
		}
		if seen[id] {
			return refuse("pupil", "A pupil is in the list twice. Name each pupil once.")
		}
		seen[id] = true
	}
	return nil
}

// pupilEdits put pupils in a group.
func (d *Desk) pupilEdits(r Request, pupils []string) (edits []journal.Edit) {
	if r.Kind != funding.KindGroup {
		return nil
	}
	for _, id := range pupils {
		edits = append(edits, requestPupilEdit(RequestPupil{ID: d.options.NewID(), Pupil: id, Request: r.ID}))
	}
	return edits
}

func requestPupilEdit(p RequestPupil) journal.Edit {
	return journal.Edit{Kind: kindRequestPupil, Key: p.ID, About: p.Pupil, Value: p}
}

// mergeInRequests gives the letters of requests, and the places in the facts of those that
// were sent, to the pupil who is kept when two records are merged.
func (d *Desk) mergeInRequests(ctx context.Context, p *MergePreview) error {
	list, err := d.Requests(ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		moved := false
		kept := func(pupil *string) {
			if *pupil == p.Other {
				*pupil, moved = p.Keep, true
			}
		}
		kept(&r.Pupil)
		r.Letters = slices.Clone(r.Letters)
		for i := range r.Letters {
			kept(&r.Letters[i].Pupil)
		}
		if r.Facts != nil {
			facts := *r.Facts
			facts.Members = slices.Clone(facts.Members)
			for i := range facts.Members {
				kept(&facts.Members[i].ID)
			}
			r.Facts = &facts
		}
		if moved {
			p.edits = append(p.edits, requestEdit(r))
		}
	}
	return nil
}
