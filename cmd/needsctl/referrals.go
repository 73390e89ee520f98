package main

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/provision"
)

// referrals are what the verbs for referrals write.
var referrals = records[provision.Referral]{
	fields: []field{
		{"service", "service", text, "the `service`, by its name or identifier", nil},
		{"words", "words", text, "`what` is asked, or @FILE; made from the record if left out", nil},
		{"asked", "asked", date, "the `day` it was asked; today if left out", nil},
		{"state", "state", choice, "how it `stands`", idsOf(provision.ReferralStates)},
		{"answered", "answered", date, "the `day` of the answer", nil},
		{"answer", "answer", text, "`what` the service said", nil},
	},
	list: func(r desk.Record) []provision.Referral { return r.Referrals },
	id:   func(q provision.Referral) string { return q.ID },
	fresh: func(d *desk.Desk, pupil string) provision.Referral {
		return provision.Referral{Pupil: pupil, Asked: d.Today(), State: provision.ReferralAsked}
	},
	save: func(d *desk.Desk, ctx context.Context, q provision.Referral) (string, error) {
		if q.ID == "" && q.Words == "" {
			draft, err := d.DraftReferral(ctx, q.Pupil, q.Service)
			if err != nil {
				return "", err
			}
			q.Words = draft.Words
		}
		return d.SaveReferral(ctx, q)
	},
	remove: (*desk.Desk).RemoveReferral,
}

// serviceAsked says how the school fared with one service.
type serviceAsked struct {
	Service string `json:"service"`
	Name    string `json:"name"`
	Wanted  int    `json:"wanted"`  // not asked yet
	Asked   int    `json:"asked"`   // no answer yet
	Waiting int    `json:"waiting"` // on a waiting list
	Seen    int    `json:"seen"`
	Refused int    `json:"refused"`
}

// referralList lists the referrals of one pupil, or of the school with the counts of
// each service.
func referralList(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Referrals(c.ctx)
		if err != nil {
			return err
		}
		if len(c.words) == 1 {
			e, err := findPupil(d, c.words[0])
			if err != nil {
				return err
			}
			r, err := d.Record(c.ctx, e.ID)
			if err != nil {
				return err
			}
			list = r.Referrals
		}
		var b strings.Builder
		for _, q := range list {
			e, err := d.Entry(q.Pupil)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s, %s: asked %s, %s %s %s [%s]\n", e.ListName(), d.Services().Name(q.Service), q.Asked.Words(), q.State, q.Answered.Words(), q.Answer, q.ID)
		}
		return c.print(map[string]any{"count": len(list), "referrals": orEmpty(list), "services": servicesAsked(d, list)}, "%s%d referrals", b.String(), len(list))
	})
}

func servicesAsked(d *desk.Desk, list []provision.Referral) []serviceAsked {
	out := []serviceAsked{}
	place := map[string]int{}
	for _, q := range list {
		i, seen := place[q.Service]
		if !seen {
			i = len(out)
			place[q.Service] = i
			out = append(out, serviceAsked{Service: q.Service, Name: d.Services().Name(q.Service)})
		}
		s := &out[i]
		*map[string]*int{provision.ReferralWanted: &s.Wanted, provision.ReferralAsked: &s.Asked, provision.ReferralWaiting: &s.Waiting, provision.ReferralSeen: &s.Seen, provision.ReferralRefused: &s.Refused}[q.State]++
	}
	return out
}

// told shows what a family has told the school already, by topic.
func told(c *call) error {
	return c.aboutPupil(func(_ *desk.Desk, r desk.Record) error {
		var b strings.Builder
		for _, t := range r.Told {
			fmt.Fprintf(&b, "%s\n", t.Name)
			for _, n := range t.Notes {
				fmt.Fprintf(&b, "  %s: %s [%s]\n", n.On.Words(), n.Words, n.ID)
			}
		}
		if len(r.Told) == 0 {
			b.WriteString("Nothing is marked as told yet. needsctl note PUPIL --told TOPIC marks a note.")
		}
		return c.print(map[string]any{"topics": orEmpty(r.Told)}, "%s", strings.TrimRight(b.String(), "\n"))
	})
}

// contactLog shows the calls, meetings, letters and e-mails about a pupil, and how
// those to speak to like to be reached.
func contactLog(c *call) error {
	return c.aboutPupil(func(d *desk.Desk, r desk.Record) error {
		log, err := d.ContactLog(c.ctx, r.ID)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, k := range r.Contacts {
			fmt.Fprintf(&b, "%s, %s: %s %s, prefers %s, language %s\n", k.Name, k.Relationship, k.Phone, k.Email, dash(k.Prefers), dash(k.Language))
		}
		for _, n := range log {
			fmt.Fprintf(&b, "%s %s %s: %s [%s]\n", n.On.Words(), n.Type, n.With, n.Words, n.ID)
		}
		return c.print(map[string]any{"contacts": orEmpty(r.Contacts), "log": orEmpty(log)}, "%s%d contacts logged", b.String(), len(log))
	})
}
