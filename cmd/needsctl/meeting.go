package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

const meetingHelp = pupilHelp + `
KIND is parents, annual_review, plan_review or other. The agenda is filled in from the
record. An action is written "what; who; day"; more than one stand on lines of their own.
With --id a meeting that is there is changed: what is not given stays. A record that
was signed off does not change.`

// meetingFlags are what can be written of a meeting.
type meetingFlags struct {
	c                                         *call
	kind, on, at, place, words, next, actions *string
	pupil, pupilHow, pupilWhyNot              *string
	parents, parentsHow, parentsWhyNot        *string
}

func (c *call) meetingFlags() meetingFlags {
	text := func(name, help string) *string { return c.flags.String(name, "", help) }
	return meetingFlags{c: c, kind: text("kind", "what `kind` of meeting it is; parents if left out"), on: text("on", "its `day`; today if left out"), at: text("at", "its `time`, as 15:30"),
		place: text("place", "`where` it is"), words: text("words", "what was said and agreed: `text`, or @FILE"), next: text("next", "the `day` on which they meet again"),
		actions: text("actions", "what happens next: `lines` of what; who; day, or @FILE"),
		pupil:   text("pupil-said", "the pupil's own `words`"), pupilHow: text("pupil-how", "how they were heard: talk, `drawing` ..."), pupilWhyNot: text("pupil-why-not", "`why` the pupil was not heard"),
		parents: text("parents-said", "the parents' `words`"), parentsHow: text("parents-how", "how they were heard: `meeting`, talk ..."), parentsWhyNot: text("parents-why-not", "`why` the parents were not heard")}
}

// fill writes what was given into a meeting.
func (f meetingFlags) fill(m *desk.MeetingHeld, today day.Date) (err error) {
	given := f.c.given()
	for name, into := range map[string]*string{"place": &m.Place, "words": &m.Words, "pupil-said": &m.PupilView.Words, "pupil-how": &m.PupilView.How, "pupil-why-not": &m.PupilWhyNot,
		"parents-said": &m.ParentView.Words, "parents-how": &m.ParentView.How, "parents-why-not": &m.ParentWhyNot} {
		if value, has := given[name]; has {
			if *into, err = readText(value); err != nil {
				return err
			}
		}
	}
	for name, into := range map[string]*day.Date{"on": &m.On, "next": &m.Next} {
		if value, has := given[name]; has {
			if *into, err = readDay(name, value, today); err != nil {
				return err
			}
		}
	}
	if m.At, err = provision.ParseTimeOfDay(*f.at); err != nil {
		return &desk.Refusal{Field: "at", Words: "Write the time as 15:30."}
	}
	if value, has := given["actions"]; has {
		m.Actions, err = readActions(value, today)
	}
	return err
}

// readActions reads lines of what; who; day.
func readActions(value string, today day.Date) ([]provision.AgreedAction, error) {
	text, err := readText(value)
	if err != nil {
		return nil, err
	}
	var out []provision.AgreedAction
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		parts := strings.Split(line, ";")
		if len(parts) != 3 {
			return nil, &desk.Refusal{Field: "actions", Words: "Write each action as what; who; day. This is not one: " + line}
		}
		a := provision.AgreedAction{What: strings.TrimSpace(parts[0]), Who: strings.TrimSpace(parts[1])}
		if a.By, err = readDay("actions", strings.TrimSpace(parts[2]), today); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func meetingWrite(c *call) error {
	f, id := c.meetingFlags(), c.flags.String("id", "", "change this `meeting` and begin none")
	sign := c.flags.Bool("sign", false, "sign the record off as well")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		kind := *f.kind
		if kind == "" {
			kind = provision.MeetingParents
		}
		var m desk.MeetingHeld
		var err error
		if *id != "" {
			m, err = d.Meeting(c.ctx, *id)
			if err == nil && m.Pupil != e.ID {
				err = &desk.Refusal{Field: "id", Words: "That meeting is about another pupil."}
			}
		} else {
			m, err = d.NewMeeting(c.ctx, e.ID, kind)
		}
		if err != nil {
			return err
		}
		at := m.At
		if err := f.fill(&m, d.Today()); err != nil {
			return err
		}
		if *f.at == "" {
			m.At = at
		}
		save, did := d.SaveMeeting, "Kept."
		if *sign {
			save, did = d.SignMeeting, "Signed off."
		}
		kept, err := save(c.ctx, m)
		if err != nil {
			return err
		}
		return c.print(written{ID: kept, Pupil: e.ID}, "%s The meeting is %s.", did, kept)
	})
}

func meetingList(c *call) error {
	from, to := c.flags.String("from", "", "the first `day`"), c.flags.String("to", "", "the last `day`")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		first, err := readDay("from", *from, d.Today())
		if err != nil {
			return err
		}
		last, err := readDay("to", *to, d.Today())
		if err != nil {
			return err
		}
		list, err := d.Meetings(c.ctx, first, last)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, m := range list {
			fmt.Fprintf(&b, "%s %s  %s: %s, signed %s [%s]\n", m.On.Words(), m.At, m.KindName, m.Name, dash(m.Signed.Words()), m.ID)
		}
		return c.print(map[string]any{"count": len(list), "meetings": list}, "%s%d meetings", b.String(), len(list))
	})
}

func reviewList(c *call) error {
	kind := c.flags.String("kind", "", "this `kind` alone: plan_review, intervention_review, annual_review, parents or other")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		all, err := d.Reviews(c.ctx)
		if err != nil {
			return err
		}
		list, late := []desk.ReviewItem{}, 0
		var b strings.Builder
		for _, i := range all {
			if *kind != "" && i.Kind != *kind {
				continue
			}
			state := ""
			if list = append(list, i); i.IsLate(d.Today()) {
				state, late = "  overdue", late+1
			}
			fmt.Fprintf(&b, "%s %s  %s %s%s\n", i.On.Words(), i.At, i.Title, i.Name, state)
		}
		return c.print(map[string]any{"count": len(list), "overdue": late, "reviews": list}, "%s%d in all, %d overdue", b.String(), len(list), late)
	})
}

func reviewMark(c *call) error {
	on := c.flags.String("on", "", "the `day` on which it was done, or for the meeting the day that is set; today if left out")
	undone := c.flags.Bool("not", false, "take the mark back")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	stage := c.words[1]
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		at, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		if at.IsZero() {
			at = d.Today()
		}
		if *undone {
			at = day.Date{}
		}
		if err := d.MarkStage(c.ctx, e.ID, stage, at); err != nil {
			return err
		}
		r, _, err := d.AnnualReview(c.ctx, e.ID)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, s := range r.Stages {
			fmt.Fprintf(&b, "%-9s by %s, done %s  %s\n", s.ID, s.Due.Words(), dash(s.Done.Words()), s.Title)
		}
		return c.print(r, "%s", strings.TrimSuffix(b.String(), "\n"))
	})
}
