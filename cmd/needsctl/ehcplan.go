package main

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// planShown is what is held of a pupil's EHC plan.
type planShown struct {
	Plans      []register.EHCPlan   `json:"plans"` // the one issued last first
	Amendments []register.Amendment `json:"amendments"`
	Invitees   []register.Invitee   `json:"invitees"`
	Titles     map[string]string    `json:"titles"` // of the sections
}

func ehcShow(c *call) error {
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		shown := planShown{orEmpty(r.EHCPlans), orEmpty(r.Amendments), orEmpty(r.Invitees), map[string]string{}}
		var b strings.Builder
		for _, s := range d.EHC().Sections {
			shown.Titles[s.Letter] = s.Title
		}
		for _, p := range r.EHCPlans {
			fmt.Fprintf(&b, "EHC plan issued %s by %s %s [%s]\n", p.Issued.Words(), p.Authority, until(p.Until), p.ID)
			if p.Setting != "" {
				fmt.Fprintf(&b, "  Names %s\n", p.Setting)
			}
			for _, s := range d.EHC().Stages {
				if on := p.Stages.Of(s.ID); !on.IsZero() {
					fmt.Fprintf(&b, "  %s: %s\n", s.Name, on.Words())
				}
			}
			for _, letter := range d.EHC().Letters() {
				if words := p.Sections[letter]; words != "" {
					fmt.Fprintf(&b, "  %s\n    %s\n", d.EHC().Heading(letter), strings.ReplaceAll(words, "\n", "\n    "))
				}
			}
		}
		if len(r.EHCPlans) == 0 {
			b.WriteString("There is no EHC plan in the record.")
		}
		return c.print(shown, "%s", strings.TrimRight(b.String(), "\n"))
	})
}

// aboutPupil reads the record of the one pupil that is named.
func (c *call) aboutPupil(do func(d *desk.Desk, r desk.Record) error) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		r, err := d.Record(c.ctx, e.ID)
		if err != nil {
			return err
		}
		return do(d, r)
	})
}

// planFields are what a plan says beside its sections.
var planFields = []field{
	{"authority", "authority", text, "the `council` that issued it", nil},
	{"issued", "issued", date, "the `day` it was issued", nil},
	{"setting", "setting", text, "the `school` named in section I", nil},
}

// stageFields are the dates of the annual review.
var stageFields = []field{
	{"meeting", "meeting", date, "the `day` of the review meeting", nil},
	{"invited", "invited", date, "the `day` invitations and advice were sent", nil},
	{"report", "report", date, "the `day` the school's report was sent", nil},
	{"decision", "decision", date, "the `day` of the council's decision notice", nil},
	{"draft", "draft", date, "the `day` draft amendments were sent", nil},
	{"final", "final", date, "the `day` the amended plan was issued", nil},
	{"last-review", "last_review_over", date, "the `day` the review before ended", nil},
}

func ehcAdd(c *call) error {
	c.addFields(planFields)
	if err := c.parse(1, -1); err != nil {
		return err
	}
	sections, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		p := register.EHCPlan{Pupil: e.ID, Sections: map[string]string{}}
		for _, s := range sections {
			if p.Sections[strings.ToUpper(s[0])], err = readText(s[1]); err != nil {
				return err
			}
		}
		if err := fill(&p, planFields, c.given(), d.Today()); err != nil {
			return err
		}
		id, err := d.SaveEHCPlan(c.ctx, p)
		if err != nil {
			return err
		}
		return c.print(written{ID: id, Pupil: e.ID}, "Kept as %s. Only the council can change the plan; a later one takes its place.", id)
	})
}

// planOf finds a plan of a pupil: the one of an identifier, or for "" the latest.
func planOf(r desk.Record, id string) (register.EHCPlan, error) {
	for _, p := range r.EHCPlans {
		if id == "" || p.ID == id {
			return p, nil
		}
	}
	return register.EHCPlan{}, refusal("The pupil has no such EHC plan in the record. needsctl ehc-plan show lists those there are.")
}

func ehcDates(c *call) error {
	id := c.flags.String("id", "", "the `plan`; the latest if left out")
	c.addFields(stageFields)
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		p, err := planOf(r, *id)
		if err != nil {
			return err
		}
		if err := fill(&p.Stages, stageFields, c.given(), d.Today()); err != nil {
			return err
		}
		if err := d.SavePlanStages(c.ctx, r.ID, p.ID, p.Stages); err != nil {
			return err
		}
		return c.print(written{ID: p.ID, Pupil: r.ID}, "The dates of the annual review are kept.")
	})
}

func ehcRemove(c *call) error {
	id := c.flags.String("id", "", "the `plan`")
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		if err := c.needFlags("id"); err != nil {
			return err
		}
		if err := d.RemoveEHCPlan(c.ctx, r.ID, *id); err != nil {
			return err
		}
		return c.print(written{*id, r.ID, true}, "Taken away. needsctl undo brings it back.")
	})
}

// amendments are what the verbs for suggested amendments write.
var amendments = records[register.Amendment]{
	fields: []field{
		{"plan", "plan", text, "the `plan` it is about; the latest if left out", nil},
		{"section", "section", text, "the `letter` of the section", nil},
		{"now", "now_says", text, "what it says `now`; copied from the plan if left out", nil},
		{"suggestion", "suggestion", text, "`what` it should say, or @FILE", nil},
		{"why", "why", text, "`why`", nil},
		{"on", "on_day", date, "the `day` it was suggested; today if left out", nil},
		{"outcome", "outcome", text, "`what` the council did with it", nil},
	},
	list: func(r desk.Record) []register.Amendment { return r.Amendments },
	id:   func(a register.Amendment) string { return a.ID },
	fresh: func(d *desk.Desk, pupil string) register.Amendment {
		return register.Amendment{Pupil: pupil, On: d.Today()}
	},
	save: func(d *desk.Desk, ctx context.Context, a register.Amendment) (string, error) {
		if a.Plan == "" {
			r, err := d.Record(ctx, a.Pupil)
			if err != nil {
				return "", err
			}
			p, err := planOf(r, "")
			if err != nil {
				return "", err
			}
			a.Plan = p.ID
		}
		return d.SaveAmendment(ctx, a)
	},
	remove: (*desk.Desk).RemoveAmendment,
}

func amendmentList(c *call) error {
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		var b strings.Builder
		for _, a := range r.Amendments {
			fmt.Fprintf(&b, "%s, section %s: %s %s [%s]\n", a.On.Words(), a.Section, a.Suggestion, a.Outcome, a.ID)
		}
		return c.print(map[string]any{"count": len(r.Amendments), "amendments": orEmpty(r.Amendments)}, "%s%d suggested amendments", b.String(), len(r.Amendments))
	})
}

// invitees are what the verbs for those asked to a review write.
var invitees = records[register.Invitee]{
	fields: []field{
		{"role", "role", text, "their `role`: parent, class teacher, nurse ...", nil},
		{"name", "name", text, "their `name`", nil},
		{"meeting", "meeting", date, "the `day` of the meeting", nil},
		{"invited", "invited", date, "the `day` they were invited", nil},
		{"advice", "advice", date, "the `day` their written advice came", nil},
		{"came", "came", choice, "whether they `came`", []string{"", "yes", "no"}},
	},
	list:   func(r desk.Record) []register.Invitee { return r.Invitees },
	id:     func(v register.Invitee) string { return v.ID },
	fresh:  func(_ *desk.Desk, pupil string) register.Invitee { return register.Invitee{Pupil: pupil} },
	save:   (*desk.Desk).SaveInvitee,
	remove: (*desk.Desk).RemoveInvitee,
}

func inviteeList(c *call) error {
	return c.aboutPupil(func(_ *desk.Desk, r desk.Record) error {
		var b strings.Builder
		for _, v := range r.Invitees {
			fmt.Fprintf(&b, "%s: %s %s, invited %s, advice %s, came %s [%s]\n", v.Meeting.Words(), v.Role, v.Name, dash(v.Invited.Words()), dash(v.Advice.Words()), dash(v.Came), v.ID)
		}
		return c.print(map[string]any{"count": len(r.Invitees), "invitees": orEmpty(r.Invitees)}, "%s%d invited", b.String(), len(r.Invitees))
	})
}

func inviteeUsual(c *call) error {
	meeting := c.flags.String("meeting", "", "the `day` of the meeting")
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		if err := c.needFlags("meeting"); err != nil {
			return err
		}
		on, err := readDay("meeting", *meeting, d.Today())
		if err != nil {
			return err
		}
		n, err := d.ListInvitees(c.ctx, r.ID, on)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"added": n}, "%d listed.", n)
	})
}

func dash(words string) string {
	if words == "" {
		return "–"
	}
	return words
}
