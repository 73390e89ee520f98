package main

import (
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
)

// several is a flag that may be given several times.
type several []string

// String writes the values.
func (s *several) String() string { return strings.Join(*s, " ") }

// Set adds a value.
func (s *several) Set(value string) error {
	*s = append(*s, value)
	return nil
}

// eventIDs are what can happen in a year, by their ids.
func eventIDs() (ids []string) {
	for _, e := range funding.Events {
		ids = append(ids, e.ID)
	}
	return ids
}

func requestNew(c *call) error {
	var who, interventions several
	c.flags.Var(&who, "pupil", "the `pupil` it is for; of a group each one")
	c.flags.Var(&interventions, "intervention", "a `row` of the provision map that a group asks for; each one")
	reason := c.flags.String("reason", "", "`why`: "+strings.Join([]string{funding.ReasonNew, funding.ReasonInYear}, " or ")+"; a renewal is made with request renew")
	title := c.flags.String("title", "", "its `name`, of all but an individual request")
	event := c.flags.String("event", "", "what `happened` in the year: "+strings.Join(eventIDs(), ", "))
	eventOn := c.flags.String("event-on", "", "the `day` it happened")
	eventWords := c.flags.String("event-words", "", "what happened, in `words`")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		start := desk.RequestStart{Kind: c.words[0], Reason: *reason, Title: *title, Interventions: interventions, Event: funding.Event{Kind: *event, Words: *eventWords}}
		var err error
		if start.Event.On, err = readDay("event-on", *eventOn, d.Today()); err != nil {
			return err
		}
		if start.Pupils, err = pupilIDs(d, who); err != nil {
			return err
		}
		for _, id := range interventions {
			if _, err := d.Intervention(c.ctx, id); err != nil {
				return err
			}
		}
		r, err := d.NewRequest(c.ctx, start)
		if err != nil {
			return err
		}
		_, err = c.printRequest(d, r.Number)
		return err
	})
}

// pupilIDs finds pupils by their ids or UPNs.
func pupilIDs(d *desk.Desk, texts []string) (ids []string, err error) {
	for _, text := range texts {
		e, err := findPupil(d, text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

// requestPupils adds pupils to a group, or takes them out of it.
func requestPupils(c *call) error {
	if err := c.parse(3, -1); err != nil {
		return err
	}
	if c.words[1] != "add" && c.words[1] != "remove" {
		return c.misuse("Say add or remove, and then the pupils.")
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		r, err := d.Request(c.ctx, n)
		if err != nil {
			return err
		}
		list, err := d.RequestPupils(c.ctx, r)
		if err != nil {
			return err
		}
		ids, err := pupilIDs(d, c.words[2:])
		if err != nil {
			return err
		}
		var now []string
		for _, p := range list {
			if c.words[1] == "add" || !slices.Contains(ids, p.Pupil) {
				now = append(now, p.Pupil)
			}
		}
		if c.words[1] == "add" {
			now = append(now, ids...)
		}
		return d.SetRequestPupils(c.ctx, n, now)
	})
}

// requestRenew starts the request that follows another.
func requestRenew(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	n, err := c.requestNumber()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.Renew(c.ctx, n)
		if err != nil {
			return err
		}
		_, err = c.printRequest(d, r.Number)
		return err
	})
}
