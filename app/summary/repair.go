package summary

import (
	"errors"
	"slices"

	"needsbook/app/summary/audit"
)

// AuditResult tells what the audit did. It holds no pupil counts.
type AuditResult struct {
	Pass     bool
	Repeated bool           // the figures are those of the summary before, already audited
	Rounds   int            // audits run, one more than the repairs
	Found    map[string]int // failures met and repaired, by mode and kind, such as "K1 X"
	Readers  int            // kinds of reader tried in the last round
	Targets  int            // counts that had to be safe in the last round
	Searches int            // searches for a whole-number table
	Solves   int            // linear programmes asked, where the search found nothing
}

// maxRounds bounds the repair; a summary that needs more is sent as bands.
const maxRounds = 60

// errNotClean says that no choice of held-back figures made the summary safe.
var errNotClean = errors.New("the summary cannot be made safe")

// protection is one attempt to make the shown values safe.
type protection struct {
	c       *cross
	k       *checker
	options Options
	shown   []int // by figure; HeldBack where held back
	fresh   []bool
	before  []int               // shown values of the summary before, nil for none
	earlier []seen              // all summaries before, the last one last
	settled []map[movement]bool // by earlier summary
	mended  []int               // by earlier summary
	result  AuditResult
}

// run audits and holds back figures until no reader can learn anything.
func (p *protection) run() error {
	p.result.Found = map[string]int{}
	for p.result.Rounds < maxRounds {
		p.result.Rounds++
		fails, err := p.audit()
		if err != nil {
			return err
		}
		if len(fails) == 0 {
			p.result.Pass = true
			p.result.Searches, p.result.Solves = p.k.searches, p.k.solves
			return nil
		}
		if !p.hide(fails) {
			return errNotClean
		}
	}
	return errNotClean
}

// audit tries the readers one after the other, the cheap ones first, and stops at
// the first kind that learns something.
func (p *protection) audit() ([]fail, error) {
	ranges := p.c.ranges(p.rangeOf)
	for r, n := range p.k.truth {
		if !ranges[r].Holds(n) {
			return nil, errors.New("a figure of the summary does not fit the register it was made from")
		}
	}
	p.k.fresh()
	targets := p.c.targets(p.shown, p.k.truth)
	public := p.c.withPublic(ranges, p.k.truth, p.options)
	readers := append([]knowledge{public, documentOnly(ranges)}, insiders(public, p.k.start)...)
	p.result.Readers, p.result.Targets = len(readers), len(targets)
	var fails []fail
	for i, who := range readers {
		if i == 2 && len(fails) > 0 {
			break // insiders know more; there is no need to ask them yet
		}
		more, err := p.k.check(who, targets)
		if err != nil {
			return nil, err
		}
		for _, f := range more {
			p.result.Found[f.mode+" "+string(f.harm)]++
		}
		fails = append(fails, more...)
	}
	if len(fails) > 0 || p.before == nil {
		return fails, nil
	}
	return p.auditOverTime()
}

// auditOverTime is K3 against every summary sent before, with what everybody can see
// of both.
func (p *protection) auditOverTime() ([]fail, error) {
	after := p.c.ranges(func(i int) audit.Range { return visibleRange(p.shown[i], seenToChange(p.before[i], p.shown[i])) })
	var fails []fail
	for n, e := range p.earlier {
		shown := p.c.plan.shownIn(e.Values)
		changed, told := p.changedSince(shown)
		if len(changed) == 0 {
			continue
		}
		before := p.c.ranges(func(i int) audit.Range {
			return visibleRange(shown[i], slices.Contains(e.Changed, p.c.plan.figures[i].id))
		})
		found, err := p.c.timeAttack(p.k.search, p.k.start, before, after, true, told, p.settledWith(n))
		if err != nil {
			return nil, err
		}
		for _, l := range found {
			p.result.Found["K3 "+string(l.Movement)]++
		}
		if len(found) > 0 {
			p.mended[n]++
			// Each figure held back lets more children be possible, so a child who joins or
			// leaves stays possible until nothing that tells has changed.
			child := told && slices.ContainsFunc(found, func(l learnt) bool { return l.Movement != mover })
			fails = append(fails, fail{harm: exact, mode: "K3", target: target{figure: -1}, holding: changed, all: child || p.mended[n] > fewMended})
		}
	}
	return fails, nil
}

// changedSince returns the rows whose figures differ from an earlier summary; where
// there are any, those that both show, since only they can contradict it. told says that
// among them are counts by need, level or status, and leaves the others out: how many
// there are in a year group or altogether tells nothing of a child but that.
func (p *protection) changedSince(shown []int) (changed []int, told bool) {
	var both, telling []int
	for i, row := range p.c.figureRow {
		if row < 0 || p.shown[i] == shown[i] {
			continue
		}
		changed = append(changed, row)
		if shown[i] != HeldBack && p.shown[i] != HeldBack {
			both = append(both, row)
			if p.c.rowOf[row].tells() {
				telling = append(telling, row)
			}
		}
	}
	switch {
	case len(telling) > 0:
		return telling, true
	case len(both) > 0:
		return both, false
	}
	return changed, false
}

// fewMended is how often a change against one earlier summary is mended figure by
// figure; then all that changed is held back at once.
const fewMended = 3

// settledWith returns what is known of the changes against an earlier summary from
// the rounds before: holding figures back only lets more be possible.
func (p *protection) settledWith(earlier int) map[movement]bool {
	for len(p.settled) <= earlier {
		p.settled, p.mended = append(p.settled, map[movement]bool{}), append(p.mended, 0)
	}
	return p.settled[earlier]
}

// rangeOf returns what figure i says. A figure that was not set today may be four
// pupils away from what it shows, and the audit never assumes less than the truth.
func (p *protection) rangeOf(i int) audit.Range {
	r := rangeOf(p.shown[i])
	if p.fresh[i] || r.Open() {
		return r
	}
	r = heldRange(p.shown[i])
	n := p.k.truth[p.c.figureRow[i]]
	return audit.Range{Lo: min(r.Lo, n), Hi: max(r.Hi, n)}
}

// hide holds back one figure for each failure, unless a figure held back in this
// round already touches it. It reports false when it could hold back none.
func (p *protection) hide(fails []fail) bool {
	done := map[int]bool{}
	for _, f := range fails {
		candidates := p.candidates(f)
		if slices.ContainsFunc(candidates, func(i int) bool { return done[i] }) {
			continue
		}
		if f.all {
			for _, i := range candidates {
				p.shown[i], done[i] = HeldBack, true
			}
			continue
		}
		best := -1
		for _, i := range candidates {
			if p.shown[i] != HeldBack && (best < 0 || p.price(i, f) < p.price(best, f)) {
				best = i
			}
		}
		if best >= 0 {
			p.shown[best] = HeldBack
			done[best] = true
		}
	}
	return len(done) > 0
}

// candidates returns the figures whose holding back could mend a failure: those
// that hold the bound in the linear programme, or the lines of its table.
func (p *protection) candidates(f fail) []int {
	var out []int
	for i, row := range p.c.figureRow {
		if row >= 0 && slices.Contains(f.holding, row) {
			out = append(out, i)
		}
	}
	if open := slices.ContainsFunc(out, func(i int) bool { return p.shown[i] != HeldBack }); open || f.target.figure < 0 {
		return out
	}
	own := p.c.plan.figures[f.target.figure]
	for i, fig := range p.c.plan.figures {
		if p.c.figureRow[i] >= 0 && fig.table == own.table && (fig.row == own.row || fig.col == own.col) {
			out = append(out, i)
		}
	}
	return out
}

// price says how much a figure is missed: small counts least, then totals, then
// the moderation table T03; a "low" only when nothing else is left.
func (p *protection) price(i int, f fail) int {
	fig := p.c.plan.figures[i]
	spec := p.c.plan.tables[fig.table]
	price := p.shown[i]
	if price == Low {
		price = 2000
	}
	if spec.rows.lines[fig.row].Code == "ALL" || spec.cols.lines[fig.col].Code == "ALL" {
		price += 150
	}
	switch spec.id {
	case "T00":
		price += 600
	case "T03":
		price += 300
	}
	if f.target.figure >= 0 {
		if own := p.c.plan.figures[f.target.figure]; own.table != fig.table {
			price += 50
		}
	}
	return price
}

// hidden counts the figures held back, and of how many.
func (p *protection) hidden() (hidden, of int) {
	for i, row := range p.c.figureRow {
		if row < 0 {
			continue
		}
		of++
		if p.shown[i] == HeldBack {
			hidden++
		}
	}
	return hidden, of
}
