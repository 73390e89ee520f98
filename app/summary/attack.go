package summary

import (
	"fmt"
	"slices"

	"needsbook/app/summary/audit"
)

// Recovered is one thing that an attacker worked out from published documents.
type Recovered struct {
	Document int      `json:"document"`        // place in the list attacked, from 0
	Figure   string   `json:"figure"`          // such as T03/CI/L3, or what it counts; K3: joiner, leaver or mover, or the figure that gives the child away
	Harm     string   `json:"harm"`            // E exact, X somebody is there, N two or fewer, G whole group alike, M amount of few, P held back and shown again, K3 over time
	Since    int      `json:"since,omitempty"` // K3: place of the earlier document
	Lo       int      `json:"lo"`
	Hi       int      `json:"hi"`
	Agree    []string `json:"agree,omitempty"` // K3: what all possible pupils share, or what the child did
}

// AttackReport is what an attack tried and what it found.
type AttackReport struct {
	Documents int         `json:"documents"`
	Hidden    int         `json:"hidden"` // figures shown as low or held back
	Tried     int         `json:"tried"`  // counts attacked, groups and unpublished crosses included
	Pairs     int         `json:"pairs"`  // pairs of documents compared over time
	Recovered []Recovered `json:"recovered"`
}

// AttackOptions say what the attacker knows besides the documents.
type AttackOptions struct {
	NoNursery bool // the school is known to have no nursery class
}

// Attacker plays the reader who has nothing but published documents. It keeps what
// it has worked out of each kind of school, so that one attacker takes many schools
// quickly. It is not for use by several goroutines at once.
type Attacker struct {
	options AttackOptions
	grounds map[string]*ground
}

// ground is what all documents of one kind of school have in common.
type ground struct {
	c      *cross
	search *audit.Search
}

// NewAttacker returns an attacker who knows what the options say.
func NewAttacker(o AttackOptions) *Attacker {
	return &Attacker{options: o, grounds: map[string]*ground{}}
}

// Attack attacks the documents of one school with a fresh Attacker.
func Attack(documents []Document, o AttackOptions) (AttackReport, error) {
	return NewAttacker(o).School(documents)
}

// School takes the documents of one school, in the order in which they were sent,
// and tries to recover what they protect: each on its own, and each against every
// earlier one. So every prefix of the line is attacked. A figure of the first
// document stands for what it says; a later one that has not changed may be four
// pupils away, and one that has changed was set anew.
func (k *Attacker) School(documents []Document) (AttackReport, error) {
	report := AttackReport{Documents: len(documents)}
	var sent []*attacked
	var line []seen
	for i, d := range documents {
		a, err := k.read(d, last(sent))
		if err == nil {
			sent, line = append(sent, a), append(line, a.seen())
			err = report.attackLast(sent, line)
		}
		if err != nil {
			return report, fmt.Errorf("document %d: %w", i+1, err)
		}
	}
	return report, nil
}

// attackLast attacks the last of the documents read, on its own and against every
// earlier one.
func (r *AttackReport) attackLast(read []*attacked, line []seen) error {
	i := len(read) - 1
	a, sent := read[i], read[:i]
	if err := a.alone(r, i); err != nil {
		return err
	}
	a.besides(r, i)
	for _, id := range a.shownAgain(last(sent), firstOfYear(sent, a.series)) {
		r.Recovered = append(r.Recovered, Recovered{Document: i, Figure: id, Harm: string(again)})
	}
	for j, earlier := range sent {
		a.besidesSince(earlier, line[j:], r, i, j)
		if !earlier.sameShape(a) || slices.Equal(earlier.shown, a.shown) || seenBefore(sent[:j], earlier) {
			continue
		}
		r.Pairs++
		if err := a.since(earlier, r, i, j); err != nil {
			return err
		}
	}
	return nil
}

func last(sent []*attacked) *attacked {
	if len(sent) == 0 {
		return nil
	}
	return sent[len(sent)-1]
}

// firstOfYear returns the first document of an academic year, nil for none.
func firstOfYear(sent []*attacked, series string) *attacked {
	for _, a := range sent {
		if a.series[:7] == series[:7] {
			return a
		}
	}
	return nil
}

// seenBefore reports whether a document says no more than one before it did.
func seenBefore(earlier []*attacked, a *attacked) bool {
	return slices.ContainsFunc(earlier, func(e *attacked) bool { return e.sameShape(a) && slices.Equal(e.ranges, a.ranges) })
}

// since is K3: the document against an earlier one.
func (a *attacked) since(earlier *attacked, report *AttackReport, document, before int) error {
	found, err := a.c.timeAttack(a.search, a.start(), earlier.ranges, a.ranges, false, false, nil)
	for _, l := range found {
		report.Recovered = append(report.Recovered,
			Recovered{Document: document, Since: before, Figure: string(l.Movement), Harm: string(overTime), Agree: l.Agree})
	}
	return err
}
