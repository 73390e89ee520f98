package main

import (
	"context"
	"slices"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// records is a sort of record about a pupil that one verb writes, changes and takes
// away.
type records[T any] struct {
	fields []field
	list   func(r desk.Record) []T
	id     func(one T) string
	fresh  func(d *desk.Desk, pupil string) T
	save   func(d *desk.Desk, ctx context.Context, one T) (string, error)
	remove func(d *desk.Desk, ctx context.Context, pupil, id string) error
}

// written is the answer to a verb that writes a record.
type written struct {
	ID      string `json:"id"`
	Pupil   string `json:"pupil"`
	Removed bool   `json:"removed,omitempty"`
}

// write is the verb that writes a record, or changes the one of --id.
func (r records[T]) write(c *call) error { return r.keep(c, false) }

// change is the verb that changes a record which is there.
func (r records[T]) change(c *call) error { return r.keep(c, true) }

func (r records[T]) keep(c *call, there bool) error {
	id := c.flags.String("id", "", "change this `record`, as needsctl pupil shows it, and add none")
	remove := c.flags.Bool("remove", false, "take the record of --id away")
	c.addFields(r.fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if *remove || there {
		if err := c.needFlags("id"); err != nil {
			return err
		}
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		one, err := r.start(c, d, e.ID, *id)
		if err != nil {
			return err
		}
		if *remove {
			if err := r.remove(d, c.ctx, e.ID, *id); err != nil {
				return err
			}
			return c.print(written{*id, e.ID, true}, "Taken away. needsctl undo brings it back.")
		}
		if err := fill(&one, r.fields, c.given(), d.Today()); err != nil {
			return err
		}
		saved, err := r.save(d, c.ctx, one)
		if err != nil {
			return err
		}
		return c.print(written{ID: saved, Pupil: e.ID}, "Kept as %s.", saved)
	})
}

// start returns the record with an identifier, or a fresh one for "".
func (r records[T]) start(c *call, d *desk.Desk, pupil, id string) (T, error) {
	if id == "" {
		return r.fresh(d, pupil), nil
	}
	var none T
	rec, err := d.Record(c.ctx, pupil)
	if err != nil {
		return none, err
	}
	list := r.list(rec)
	i := slices.IndexFunc(list, func(one T) bool { return r.id(one) == id })
	if i < 0 {
		return none, refusal("The pupil has no such record. needsctl pupil shows those there are. Nothing was changed.")
	}
	return list[i], nil
}

// idsOf are the identifiers of a list.
func idsOf(list []register.Item) []string {
	out := make([]string, len(list))
	for i, item := range list {
		out[i] = item.ID
	}
	return out
}

var results = []string{provision.ResultMet, provision.ResultPartly, provision.ResultNot}

var notes = records[register.Note]{
	fields: []field{
		{"type", "type", choice, "what `sort` of note it is", idsOf(register.NoteNames)},
		{"on", "on_day", date, "the `day` it is about; today if left out", nil},
		{"words", "words", text, "the `text`, or @FILE", nil},
		{"by", "by", text, "`who` wrote or said it", nil},
		{"how", "how", text, "`how` a view was heard: talk, drawing, symbols, observation", nil},
		{"with", "with_whom", text, "`whom` a call, meeting, letter or e-mail was with", nil},
		{"told", "told", choice, "what the `family` should not have to tell again", idsOf(register.ToldTopics)},
	},
	list:   func(r desk.Record) []register.Note { return r.Notes },
	id:     func(n register.Note) string { return n.ID },
	fresh:  func(d *desk.Desk, pupil string) register.Note { return register.Note{Pupil: pupil, On: d.Today()} },
	save:   (*desk.Desk).SaveNote,
	remove: (*desk.Desk).RemoveNote,
}

var contacts = records[register.Contact]{
	fields: []field{
		{"name", "name", text, "the person's `name`", nil},
		{"relationship", "relationship", text, "mother, carer, social worker `...`", nil},
		{"phone", "phone", text, "telephone `number`", nil},
		{"email", "email", text, "e-mail `address`", nil},
		{"prefers", "prefers", text, "`how` they like to be reached", nil},
		{"language", "language", text, "the `language` they would like to be spoken to in", nil},
	},
	list:   func(r desk.Record) []register.Contact { return r.Contacts },
	id:     func(k register.Contact) string { return k.ID },
	fresh:  func(_ *desk.Desk, pupil string) register.Contact { return register.Contact{Pupil: pupil} },
	save:   (*desk.Desk).SaveContact,
	remove: (*desk.Desk).RemoveContact,
}

var consents = records[register.Consent]{
	fields: []field{
		{"scope", "scope", choice, "what it is `for`; funding if left out", idsOf(register.ConsentScopes)},
		{"by", "given_by", text, "`who` gave it and their relationship, such as \"Eva Kowalska, mother\"", nil},
		{"how", "how", text, "`how`: signed form, e-mail, in person", nil},
		{"given", "given_on", date, "the `day` it was given; today if left out", nil},
		{"withdrawn", "withdrawn", date, "the `day` it was withdrawn", nil},
	},
	list: func(r desk.Record) []register.Consent { return r.Consents },
	id:   func(k register.Consent) string { return k.ID },
	fresh: func(d *desk.Desk, pupil string) register.Consent {
		return register.Consent{Pupil: pupil, Given: d.Today()}
	},
	save:   (*desk.Desk).SaveConsent,
	remove: (*desk.Desk).RemoveConsent,
}

var cycles = records[provision.Cycle]{
	fields: append([]field{
		{"aim", "aim", text, "what the plan is `for`", nil},
		{"starts", "starts", date, "the `day` it starts; today if left out", nil},
		{"due", "review_due", date, "the `day` its review is due; in about a term if left out", nil},
		{"do", "help", text, "`what` will be done", nil},
	}, reviewFields...),
	list:   func(r desk.Record) []provision.Cycle { return r.Cycles },
	id:     func(k provision.Cycle) string { return k.ID },
	fresh:  (*desk.Desk).NewCycle,
	save:   (*desk.Desk).SaveCycle,
	remove: (*desk.Desk).RemoveCycle,
}

var reviewFields = []field{
	{"reviewed", "reviewed", date, "the `day` of the review", nil},
	{"result", "result", choice, "whether the aim was met: its `result`", results},
	{"evidence", "evidence", text, "`what` showed it", nil},
	{"next", "next", text, "`what` changes now", nil},
}

var outcomes = records[provision.Outcome]{
	fields: []field{
		{"words", "words", text, "the outcome, in `words`", nil},
		{"baseline", "baseline", text, "`where` the pupil is now", nil},
		{"target", "target", text, "`what` will show that it is reached", nil},
		{"measure", "measure", text, "`how` it is measured", nil},
		{"owner", "owner", text, "`who` sees to it", nil},
		{"by-when", "by_when", date, "the `day` by which it should be reached", nil},
		{"result", "result", choice, "its `result`", results},
		{"plan", "cycle", text, "the `plan` it belongs to", nil},
	},
	list:   func(r desk.Record) []provision.Outcome { return r.Outcomes },
	id:     func(o provision.Outcome) string { return o.ID },
	fresh:  func(_ *desk.Desk, pupil string) provision.Outcome { return provision.Outcome{Pupil: pupil} },
	save:   (*desk.Desk).SaveOutcome,
	remove: (*desk.Desk).RemoveOutcome,
}

var adviceGiven = records[provision.Advice]{
	fields: []field{
		{"on", "on_day", date, "the `day` it was given; today if left out", nil},
		{"role", "role", text, "educational psychologist, speech therapist `...`", nil},
		{"name", "name", text, "the professional's `name`", nil},
		{"words", "words", text, "`what` was advised", nil},
		{"done", "done", choice, "whether it was `done`", idsOf(provision.AdviceStates)},
		{"how", "how", text, "`how` it was put in place, or why not", nil},
	},
	list: func(r desk.Record) []provision.Advice { return r.Advice },
	id:   func(a provision.Advice) string { return a.ID },
	fresh: func(d *desk.Desk, pupil string) provision.Advice {
		return provision.Advice{Pupil: pupil, On: d.Today()}
	},
	save:   (*desk.Desk).SaveAdvice,
	remove: (*desk.Desk).RemoveAdvice,
}

// review holds a review: the plan, the pupil's view and the plan that follows are
// one step.
func review(c *call) error {
	id := c.flags.String("id", "", "the `plan` that is reviewed, as needsctl pupil shows it")
	view := c.flags.String("pupil-view", "", "the pupil's own `words`, or @FILE")
	aim := c.flags.String("next-aim", "", "the `aim` of the next plan; none follows if left out")
	due := c.flags.String("next-due", "", "the `day` the next plan is reviewed; in about a term if left out")
	c.addFields(reviewFields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("id", "result"); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) (err error) {
		held := desk.ReviewHeld{NextAim: *aim}
		if held.Cycle, err = cycles.start(c, d, e.ID, *id); err != nil {
			return err
		}
		held.Cycle.Reviewed = d.Today()
		if err := fill(&held.Cycle, reviewFields, c.given(), d.Today()); err != nil {
			return err
		}
		if held.PupilView, err = readText(*view); err != nil {
			return err
		}
		if held.NextDue, err = readDay("next-due", *due, d.Today()); err != nil {
			return err
		}
		if err := d.HoldReview(c.ctx, held); err != nil {
			return err
		}
		return c.print(written{ID: *id, Pupil: e.ID}, "The review is kept.")
	})
}
