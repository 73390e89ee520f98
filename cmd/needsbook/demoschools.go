package main

// The invented schools of the demo hub: the demo school's neighbours, and two more
// clusters, so that a district and a county have something to add up.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/app/summary"
)

// Where the demo cluster belongs.
const (
	demoDistrict = "Northvale"
	demoCounty   = "Demoshire"
)

// otherClusters stand beside the demo school's own, with how many schools each has.
var otherClusters = []struct {
	inbox.Cluster
	schools int
}{
	{inbox.Cluster{ID: "DEMO-02", Name: "High Woods", District: demoDistrict, County: demoCounty}, 4},
	{inbox.Cluster{ID: "DEMO-03", Name: "Harbour", District: "Southmarsh", County: demoCounty}, 4},
}

// neighbours is how many schools the demo school has beside it. The last one has joined
// and sent nothing, so that the page says who is missing.
const neighbours = 9

// daysBefore are how many days before the demo school's summary those of the earlier
// terms were made.
var daysBefore = []int{290, 150, 0}

// fill lets the invented schools send their summaries of three terms.
func (h *demoHub) fill(ctx context.Context, like summary.Document) error {
	schools := slices.DeleteFunc(clustertest.Schools(24, 886), func(s clustertest.School) bool { return strings.HasPrefix(s.Name, "Meadowfield") })
	for i, s := range schools[:neighbours] {
		terms := daysBefore
		if i == neighbours-1 {
			terms = nil
		}
		key, err := h.sendAs(ctx, s, h.cluster, like, terms)
		if err != nil {
			return err
		}
		h.beside = append(h.beside, neighbour{s.School, key})
	}
	schools = schools[neighbours:]
	for _, c := range otherClusters {
		if err := h.SaveCluster(ctx, c.Cluster); err != nil {
			return err
		}
		for _, s := range schools[:c.schools] {
			if _, err := h.sendAs(ctx, s, c.ID, like, daysBefore); err != nil {
				return err
			}
		}
		schools = schools[c.schools:]
	}
	return nil
}

// sendAs joins an invented school, sends its summaries, and returns its key. Its packs
// are those of the demo school, so that the figures can be added.
func (h *demoHub) sendAs(ctx context.Context, s clustertest.School, cluster string, like summary.Document, terms []int) (exchange.Key, error) {
	if err := h.SaveSchool(ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: cluster}); err != nil {
		return exchange.Key{}, err
	}
	key, err := h.enrolNeighbour(ctx, s.URN)
	if err != nil {
		return key, err
	}
	for i, days := range terms {
		d := earlier(s, len(terms)-1-i).Document(cluster, 1, "")
		d.AsOf = like.AsOf.AddDays(-days - len(s.Pupils)%6)
		d.Series, d.CodeLists = school.Series(like.AsOf.AddDays(-days)), like.CodeLists
		payload, err := d.Payload()
		if err != nil {
			return key, fmt.Errorf("the summary of %s: %w", s.Name, err)
		}
		if a, err := h.Receive(ctx, exchange.Seal(payload, key), "demo"); err != nil || !a.Code.Held() {
			return key, fmt.Errorf("the summary of %s was answered %q: %w", s.Name, a.Code, err)
		}
	}
	return key, nil
}

// earlier is a school so many terms before: with some pupils fewer, and some a level
// lower.
func earlier(s clustertest.School, terms int) clustertest.School {
	s.Pupils = slices.Clone(s.Pupils[terms*len(s.Pupils)/25:])
	for i := range s.Pupils {
		if p := &s.Pupils[i]; i%12 < terms && p.Level > 0 && p.Level < 5 {
			p.Level--
		}
	}
	return s
}

// daysToPanel is in how many days the panel meets next.
const daysToPanel = 15

// tell announces what the demo cluster's schools are told: two panels and two notices.
func (h *demoHub) tell(ctx context.Context, today day.Date) error {
	var problems []error
	for _, m := range []inbox.Meeting{
		{On: today.AddDays(daysToPanel), Starts: "13:30", Place: "Brook Lane Infants, the hall", PapersBy: today.AddDays(8)},
		{On: today.AddDays(64), Starts: "09:30", Place: "Online", Words: "Services come for the second hour", PapersBy: today.AddDays(57)},
	} {
		m.Cluster = h.cluster
		_, err := h.SaveMeeting(ctx, m)
		problems = append(problems, err)
	}
	for _, n := range []inbox.Notice{
		{On: today.AddDays(-3), Until: today.AddDays(15), Title: "Bring two cases", Words: "For the panel, choose two cases that you would like to talk through: one of them shared with another school."},
		{On: today.AddDays(-20), Until: today.AddDays(40), Title: "Speech and language drop-in", Words: "The therapist is at Holly Bank on Thursday afternoons until the end of term. Schools share the two hours."},
	} {
		n.Cluster = h.cluster
		_, err := h.SaveNotice(ctx, n)
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}
