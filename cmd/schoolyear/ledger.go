package main

import (
	"fmt"
)

// ledger is the parent's own account of what was acknowledged. It knows nothing of the
// journal: it adds up what each deed announced.
type ledger struct {
	steps  int64
	chains map[int64]string  // the chain's value after each acknowledged step
	says   map[string]fact   // by kind, key and field
	counts map[string]int    // records of a kind more than at the beginning
	done   map[int]doneOf    // this week's deeds, to take back
	names  map[string]int    // deeds by name
	no     map[string]int    // refusals by name
	why    map[string]string // one refusal of each name
	kept   int               // deeds that were done though a crash came before the word
}

// doneOf is a deed with what the ledger said before it.
type doneOf struct {
	deed
	before map[string]fact
}

func newLedger() *ledger {
	return &ledger{chains: map[int64]string{}, says: map[string]fact{}, counts: map[string]int{}, done: map[int]doneOf{}, names: map[string]int{}, no: map[string]int{}, why: map[string]string{}}
}

func (f fact) place() string { return f.Kind + "/" + f.Key + "/" + f.Field }

// take enters a deed that was done.
func (l *ledger) take(d deed, after did) {
	l.names[d.Name]++
	l.steps, l.chains[after.Steps] = after.Steps, after.Chain
	switch {
	case d.Undo >= 0:
		l.turn(l.done[d.Undo], true)
	case d.Redo >= 0:
		l.turn(l.done[d.Redo], false)
	default:
		one := doneOf{deed: d, before: map[string]fact{}}
		for _, f := range d.Facts {
			one.before[f.place()] = l.says[f.place()]
		}
		l.done[d.Change] = one
		l.turn(one, false)
	}
}

// turn enters what a deed says, or takes it back.
func (l *ledger) turn(d doneOf, back bool) {
	for kind, n := range d.Counts {
		if back {
			n = -n
		}
		l.counts[kind] += n
	}
	for _, f := range d.Facts {
		was := d.before[f.place()]
		switch {
		case !back:
			l.says[f.place()] = f
		case f.New:
			l.says[f.place()] = fact{Kind: f.Kind, Key: f.Key, Field: f.Field, Gone: true}
		case was.Kind != "":
			l.says[f.place()] = was
		default:
			delete(l.says, f.place())
		}
	}
}

// reopened settles, after a crash, whether the deed that was under way was done. What was
// acknowledged must be there, and at most that one deed beside it.
func (l *ledger) reopened(s state, pending *deed) error {
	if s.Steps < l.steps {
		return fmt.Errorf("%d steps were acknowledged, and the file has %d", l.steps, s.Steps)
	}
	if s.Steps == l.steps {
		if l.steps > 0 && s.Chain != l.chains[l.steps] {
			return fmt.Errorf("step %d is another one than was acknowledged", l.steps)
		}
		return nil
	}
	switch {
	case pending == nil:
		return fmt.Errorf("the file has %d steps where %d were made", s.Steps, l.steps)
	case pending.Many:
		l.steps, l.chains[s.Steps] = s.Steps, s.Chain
	case s.Steps == l.steps+1:
		l.kept++
		l.take(*pending, did{s.Steps, s.Chain})
	default:
		return fmt.Errorf("the file has %d steps where %d were acknowledged and one was under way", s.Steps, l.steps)
	}
	return nil
}

// newWeek forgets the deeds that can no longer be taken back.
func (l *ledger) newWeek() { clear(l.done) }
