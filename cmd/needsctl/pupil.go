package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// shown is everything about one pupil.
type shown struct {
	listed
	Preferred   string                 `json:"preferred"`
	Sex         string                 `json:"sex"`
	Entered     day.Date               `json:"entered"`
	Left        day.Date               `json:"left"`
	Flags       []string               `json:"flags"`
	MISID       string                 `json:"mis_id"`
	Strengths   string                 `json:"strengths"`
	Helps       string                 `json:"helps"`
	Hinders     string                 `json:"hinders"`
	StatusFrom  day.Date               `json:"status_from"`
	LevelOn     day.Date               `json:"level_on"`
	Statuses    []register.Status      `json:"statuses"`
	NeedsSince  []register.Need        `json:"needs_history"`
	Contacts    []register.Contact     `json:"contacts"`
	Consents    []register.Consent     `json:"consents"`
	Notes       []register.Note        `json:"notes"`
	Cycles      []provision.Cycle      `json:"cycles"`
	Outcomes    []provision.Outcome    `json:"outcomes"`
	Corrections []provision.Correction `json:"corrections"` // of what was signed off
	Advice      []provision.Advice     `json:"advice"`
	Provision   []costedLine           `json:"provision"`
	Cost        totals                 `json:"cost"`
	Spend       desk.PupilSpend        `json:"spend"` // this school year: planned, to date, forecast
	Levels      []desk.LevelDecision   `json:"levels"`
	Requests    []requestState         `json:"requests"`
	Concerns    []register.Concern     `json:"concerns"`
	Referrals   []provision.Referral   `json:"referrals"`
	EHCPlans    []register.EHCPlan     `json:"ehc_plans"`
	Amendments  []register.Amendment   `json:"amendments"`
	Invitees    []register.Invitee     `json:"invitees"`
	Told        []desk.Told            `json:"told"`
	Milestones  desk.Milestones        `json:"milestones"`
	Story       []desk.StoryItem       `json:"story"`
	History     []change               `json:"history"`

	Attachments []register.Attachment `json:"attachments"`
}

// costedLine is one thing a pupil gets, with what it costs in a year.
type costedLine struct {
	ID         string         `json:"id"`
	Line       provision.Line `json:"line"`
	Annual     string         `json:"annual"`
	Arithmetic string         `json:"arithmetic"`
}

// totals is money to the penny.
type totals struct {
	School string `json:"school"`
	Extra  string `json:"extra"`
	Total  string `json:"total"`
}

func totalsOf(t funding.Totals) totals {
	return totals{t.School.String(), t.Extra.String(), t.Total.String()}
}

func pupil(c *call) error {
	upn := c.flags.String("upn", "", "the pupil's `UPN`, in place of PUPIL")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if (*upn == "") == (len(c.words) == 0) {
		return c.misuse("Name one pupil.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		e, err := findPupil(d, strings.Join(c.words, "")+*upn)
		if err != nil {
			return err
		}
		r, err := d.Record(c.ctx, e.ID)
		if err != nil {
			return err
		}
		steps, err := d.History(c.ctx, e.ID, historyOfAPupil)
		if err != nil {
			return err
		}
		s := show(d, r)
		for _, step := range steps {
			s.History = append(s.History, changeOf(step, e.ID))
		}
		return c.print(s, "%s", s.text(d))
	})
}

// historyOfAPupil is how many steps are shown of one pupil.
const historyOfAPupil = 1000

func show(d *desk.Desk, r desk.Record) shown {
	s := shown{
		listed: listEntry(&r.Entry), Preferred: r.Preferred, Sex: r.Sex, Entered: r.Entered, Left: r.Left, Flags: orEmpty([]string(r.Flags)),
		MISID: r.MISID, Strengths: r.Strengths, Helps: r.Helps, Hinders: r.Hinders, StatusFrom: r.StatusFrom, LevelOn: r.LevelOn,
		Statuses: orEmpty(r.Statuses), NeedsSince: orEmpty(r.NeedsSince), Contacts: orEmpty(r.Contacts), Consents: orEmpty(r.Consents),
		Notes: orEmpty(r.Notes), Cycles: orEmpty(r.Cycles), Outcomes: orEmpty(r.Outcomes), Corrections: orEmpty(r.Corrections), Advice: orEmpty(r.Advice),
		Provision: []costedLine{}, Cost: totals{r.Cost.School.String(), r.Cost.Extra.String(), r.Cost.Total.String()}, Spend: r.Spend,
		Levels: orEmpty(r.Levels), Requests: []requestState{}, Story: orEmpty(r.Story),
		Concerns: orEmpty(r.Concerns), Referrals: orEmpty(r.Referrals), EHCPlans: orEmpty(r.EHCPlans), Amendments: orEmpty(r.Amendments),
		Invitees: orEmpty(r.Invitees), Told: orEmpty(r.Told), Milestones: r.Milestones, History: []change{},
		Attachments: orEmpty(r.Attachments),
	}
	for _, l := range r.Provision {
		cost := l.Share.Cost()
		s.Provision = append(s.Provision, costedLine{l.ID, l.Line, cost.Annual.String(), cost.Arithmetic})
	}
	for _, q := range r.Requests {
		s.Requests = append(s.Requests, stateOf(d, q))
	}
	return s
}

// text writes the record for a person: who, where things stand, and the story.
func (s shown) text(d *desk.Desk) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s", s.Surname, s.Forename)
	if s.Preferred != "" {
		fmt.Fprintf(&b, " (%s)", s.Preferred)
	}
	fmt.Fprintln(&b)
	for _, line := range [][2]string{
		{"Identifier", s.ID}, {"UPN", s.UPN}, {"Born", s.DOB.Words()}, {"Year and class", strings.TrimSpace(s.Year + " " + s.Class)},
		{"On roll", strings.TrimSpace("since " + s.Entered.Words() + " " + until(s.Left))}, {"Flags", strings.Join(s.Flags, " ")},
		{"SEN status", d.Codes().StatusName(s.Status) + " " + since(s.StatusFrom)}, {"Needs", needNames(d, s.Needs)},
		{"Level", d.LevelName(s.Level) + " " + since(s.LevelOn)}, {"Review due", s.ReviewDue.Words()},
		{"Good at", s.Strengths}, {"Helps", s.Helps}, {"Does not help", s.Hinders},
		{"Provision", fmt.Sprintf("£%s a year: £%s from the school, £%s above", s.Cost.Total, s.Cost.School, s.Cost.Extra)},
	} {
		if strings.TrimSpace(line[1]) != "" {
			fmt.Fprintf(&b, "%-15s %s\n", line[0], strings.TrimSpace(line[1]))
		}
	}
	for _, l := range s.Provision {
		fmt.Fprintf(&b, "  %s: £%s (%s) [%s]\n", l.Line.Description, l.Annual, l.Arithmetic, l.ID)
	}
	for _, p := range s.Cycles {
		fmt.Fprintf(&b, "Plan from %s, review due %s: %s [%s]\n", p.Starts.Words(), p.ReviewDue.Words(), p.Aim, p.ID)
	}
	for _, o := range s.Outcomes {
		fmt.Fprintf(&b, "Outcome: %s [%s]\n", o.Words, o.ID)
	}
	for _, k := range s.Contacts {
		fmt.Fprintf(&b, "Contact: %s, %s %s %s [%s]\n", k.Name, k.Relationship, k.Phone, k.Email, k.ID)
	}
	for _, a := range s.Attachments {
		fmt.Fprintf(&b, "Attachment of %s: %s, %s (%d KB) [%s]\n", a.On.Words(), a.What, a.Name, (a.Size+1023)/1024, a.ID)
	}
	fmt.Fprintln(&b, "\nStory")
	for _, i := range s.Story {
		fmt.Fprintf(&b, "%-11s %s", i.On.Words(), i.Title)
		if i.Words != "" {
			fmt.Fprintf(&b, ": %s", i.Words)
		}
		fmt.Fprintf(&b, " [%s]\n", i.ID)
	}
	return strings.TrimRight(b.String(), "\n")
}

func since(d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return "since " + d.Words()
}

func until(d day.Date) string {
	if d.IsZero() {
		return ""
	}
	return "until " + d.Words()
}

func needNames(d *desk.Desk, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = d.Codes().NeedName(code)
	}
	return strings.Join(names, "; ")
}
