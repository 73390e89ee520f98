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
