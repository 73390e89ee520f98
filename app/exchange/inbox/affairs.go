package inbox

import (
	"fmt"
	"slices"
	"sync"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/day"
	"needsbook/app/pack/signedpack"
	"needsbook/app/school"
	"needsbook/assets"
)

// Affairs are how things stand at a cluster on a day, worked out from its book and from
// the papers of the schools that are members that day.
type Affairs struct {
	Cluster Cluster
	Today   day.Date
	Members []School
	Entries []book.Entry
	Kept    []papers.Kept
	Panel   panel.State
	Rounds  rounds.State
}

// ReadAffairs works out how things stand at a cluster. It is ErrNotFound where there is
// no such cluster.
func ReadAffairs(r Reader, cluster string, today day.Date) (a Affairs, err error) {
	a.Today = today
	if a.Cluster, err = r.Cluster(cluster); err != nil {
		return a, err
	}
	if a.Members, err = r.Members(cluster, today); err != nil {
		return a, err
	}
	if a.Kept, err = standingPapers(r, cluster, today, nil); err != nil {
		return a, err
	}
	if a.Entries, err = r.Book(cluster, 0); err != nil {
		return a, err
	}
	rules, err := PanelRules(r, cluster)
	if err != nil {
		return a, err
	}
	about := panel.About{Cluster: cluster, Name: a.Cluster.Name, Rules: rules, Calendar: schoolDays()}
	for _, s := range a.Members {
		about.Schools = append(about.Schools, panel.School{URN: s.URN, Name: s.Name})
	}
	if a.Panel, err = panel.Fold(about, a.Entries, a.Kept); err != nil {
		return a, fmt.Errorf("read the book of %s: %w", cluster, err)
	}
	if a.Rounds, err = rounds.Fold(a.Entries, a.Kept); err != nil {
		return a, fmt.Errorf("read the book of %s: %w", cluster, err)
	}
	return a, nil
}

// schoolDays is the calendar by which the hub counts school days.
var schoolDays = sync.OnceValue(func() school.Calendar {
	c, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	if problems != nil {
		panic("inbox: the shipped calendar does not hold: " + problems[0].String())
	}
	return c
})

// rulesFormat is the format of a pack of a panel's rules.
const rulesFormat = "cluster-panel"

// rulesRead keeps what was read of packs of rules, by the identifier of the pack.
var rulesRead sync.Map

// PanelRules returns the rules of a cluster's panel: those of the newest pack that is
// sent round there, else those that ship with the program.
func PanelRules(r Reader, cluster string) (*panel.Rules, error) {
	offers, err := r.Packs(cluster)
	if err != nil {
		return nil, err
	}
	for _, o := range slices.Backward(offers) {
		if o.Format != rulesFormat {
			continue
		}
		if rules, ok := rulesRead.Load(o.ID); ok {
			return rules.(*panel.Rules), nil
		}
		full, err := r.Pack(cluster, o.ID)
		if err != nil {
			return nil, err
		}
		body := full.Body
		if f, err := signedpack.Open(body); err == nil {
			body = f.Pack
		}
		if rules, problems := panel.LoadRules(body); problems == nil {
			rulesRead.Store(o.ID, rules)
			return rules, nil
		}
	}
	return panel.Shipped(), nil
}

// isMember reports whether a school is a member on the day.
func (a Affairs) isMember(urn string) bool {
	return slices.ContainsFunc(a.Members, func(s School) bool { return s.URN == urn })
}
