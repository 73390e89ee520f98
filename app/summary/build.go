package summary

import (
	"errors"
	"fmt"
	"slices"

	"needsbook/app/exchange"
)

// Limits of the full table plan: a school with fewer SEN pupils, or one for which
// more than this share of the figures would have to be held back, sends T00 only.
const (
	fewestPupils      = 20
	mostHiddenPercent = 30
)

// Built is a summary ready to be looked at, approved and sealed.
type Built struct {
	Document   Document
	Payload    []byte // the exact bytes that are signed
	ID         string // sha256 of the payload
	Preview    Preview
	Hidden     int // figures held back
	Low        int // figures shown as low
	Audit      AuditResult
	NextMemory Memory // to be kept when, and only when, the summary is sent
}

// ErrUnsafe says that no safe summary could be made. Nothing was sent and the
// memory is as it was.
var ErrUnsafe = errors.New("these counts are too small to send safely, even in bands. Nothing was sent. The cluster can be told the school's figures another way")

// Build makes the summary of a school: table plan, rounding with memory, audit
// and repair, canonical bytes. The same facts and memory give the same bytes.
// Errors are in plain English and name no pupil; after an error nothing has changed.
func Build(f Facts, m Memory, o Options) (Built, error) {
	if err := f.check(); err != nil {
		return Built{}, fmt.Errorf("the summary was not made: %w", err)
	}
	b, err := newBuilder(f, m, o)
	if err != nil {
		return Built{}, err
	}
	if b.repeats() {
		b.repeat()
	} else if err := b.protect(); err != nil {
		return Built{}, err
	}
	b.setSides()
	b.guardSides()
	b.rememberSides()
	return b.finish()
}

// builder holds one build while it goes through its steps.
type builder struct {
	facts   Facts
	memory  Memory
	options Options
	year    int
	plan    *plan
	kinds   []kind
	sets    [][]string // contributors of each figure
	sides   *sides     // the tables beside the cross
	members map[string]string
	scope   string
	public  string
	shown   []int
	next    Memory
	audit   AuditResult
}

func newBuilder(f Facts, m Memory, o Options) (*builder, error) {
	year, err := seriesYear(f.Series)
	if err != nil {
		return nil, err
	}
	b := &builder{facts: f, memory: m, options: o, year: year, plan: newPlan(len(f.Levels), f.routes(), classesOf(f)),
		kinds: f.kinds(), members: map[string]string{}, scope: scopeFull, public: publicGuess}
	if o.JanuaryName != "" {
		b.public = o.JanuaryName
	}
	b.sets, b.sides = b.plan.contributors(f, b.kinds), newSides(f)
	for i, member := range f.Members {
		b.members[member.Key] = b.kinds[i].name()
	}
	if len(f.Members) < fewestPupils || m.Bands == year {
		b.scope = scopeBands
	}
	return b, nil
}

// repeats reports whether this summary says the same as the one before.
func (b *builder) repeats() bool {
	if !b.memory.settled(b.members, b.facts.CodeLists) {
		return false
	}
	for _, fig := range b.plan.figures {
		if b.memory.Last.Scope == scopeBands && b.plan.tables[fig.table].id != "T00" {
			continue
		}
		v, ok := b.memory.Last.Values[fig.id]
		if !ok || (v == NotApplicable) == fig.applies {
			return false // the kind of school has changed
		}
	}
	return true
}

// repeat takes the figures of the summary before, and remembers the pupils of
// today. What it holds back stays so for this academic year.
func (b *builder) repeat() {
	b.scope, b.public = b.memory.Last.Scope, b.memory.Last.Public
	b.shown = b.lastShown()
	b.audit = AuditResult{Pass: true, Repeated: true}
	b.next = b.memory
	last := *b.memory.Last
	last.Members, last.Changed, last.Series = b.members, nil, b.facts.Series
	b.next.Earlier = b.memory.sent()
	b.next.Last, b.next.Hidden = &last, map[string]int{}
	last.Values = map[string]int{}
	for i, fig := range b.plan.figures {
		if !b.inScope(i) {
			continue
		}
		last.Values[fig.id] = b.shown[i]
		if b.shown[i] == HeldBack {
			b.next.Hidden[fig.id] = b.year
		}
	}
	if b.scope == scopeBands {
		b.next.Bands = b.year
	}
}

// lastShown returns the values of the summary before by figure of the plan.
func (b *builder) lastShown() []int { return b.plan.shownIn(b.memory.Last.Values) }

// protect applies rule and audit, first to the full plan and, if that hides too
// much, to T00 alone.
func (b *builder) protect() error {
	for {
		p := b.attempt()
		err := p.run()
		hidden, of := p.hidden()
		if b.scope == scopeFull && (errors.Is(err, errNotClean) || hidden*100 > of*mostHiddenPercent) {
			b.scope = scopeBands
			continue
		}
		if errors.Is(err, errNotClean) || (err == nil && hidden == of) {
			return ErrUnsafe
		}
		if err != nil {
			return fmt.Errorf("the summary was not made: %w", err)
		}
		b.shown, b.audit = p.shown, p.result
		b.remember(p)
		return nil
	}
}

// inScope reports whether a figure is sent at all.
func (b *builder) inScope(i int) bool {
	return b.scope == scopeFull || b.plan.tables[b.plan.figures[i].table].id == "T00"
}

// attempt sets every figure by the rule and its memory, with what is already held
// back this year, ready for the audit.
func (b *builder) attempt() *protection {
	c := newCross(b.plan)
	p := &protection{c: c, options: b.options, shown: make([]int, len(b.plan.figures)), fresh: make([]bool, len(b.plan.figures))}
	for i, fig := range b.plan.figures {
		switch {
		case !fig.applies:
			p.shown[i] = NotApplicable
			continue
		case fig.roll:
			p.shown[i] = roundRoll(b.facts.Roll)
			continue
		case !b.inScope(i):
			c.figureRow[i] = -1
			continue
		}
		next, fresh := b.figure(i)
		p.shown[i], p.fresh[i] = next.Shown, fresh
		if b.memory.Hidden[fig.id] == b.year && b.year != 0 {
			p.shown[i] = HeldBack
		}
	}
	if b.memory.Last != nil {
		p.before, p.earlier = b.lastShown(), b.memory.sent()
	}
	table := c.table(b.kinds)
	slices.Sort(table)
	p.k = newChecker(c, table)
	return p
}

// figure applies T5 to one figure.
func (b *builder) figure(i int) (figureMemory, bool) {
	renew := b.memory.LostIn != 0 && b.memory.LostIn != b.year
	if old, ok := b.memory.Figures[b.plan.figures[i].id]; ok {
		return old.next(b.sets[i], renew)
	}
	return (*figureMemory)(nil).next(b.sets[i], renew)
}

// remember makes the memory that goes with the values now shown.
func (b *builder) remember(p *protection) {
	next := Memory{Figures: map[string]figureMemory{}, Hidden: map[string]int{}, LostIn: b.memory.LostIn, Bands: b.memory.Bands,
		Earlier: b.memory.sent(),
		Last:    &released{Series: b.facts.Series, CodeLists: b.facts.CodeLists, Scope: b.scope, Public: b.public, Values: map[string]int{}, Members: b.members}}
	for id, old := range b.memory.Figures {
		next.Figures[id] = old
	}
	for id, year := range b.memory.Hidden {
		if year == b.year {
			next.Hidden[id] = year
		}
	}
	if next.LostIn != b.year {
		next.LostIn = 0
	}
	if b.scope == scopeBands {
		next.Bands = b.year
	}
	for i, fig := range b.plan.figures {
		if !b.inScope(i) {
			continue
		}
		next.Last.Values[fig.id] = p.shown[i]
		if p.before == nil || seenToChange(p.before[i], p.shown[i]) {
			next.Last.Changed = append(next.Last.Changed, fig.id)
		}
		if !fig.applies || fig.roll {
			continue
		}
		next.Figures[fig.id], _ = b.figure(i)
		if p.shown[i] == HeldBack {
			next.Hidden[fig.id] = b.year
		}
	}
	b.next = next
}

// finish writes the document, checks it as the hub will, and adds the preview.
func (b *builder) finish() (Built, error) {
	d := assemble(b.facts, b.plan, b.shown, b.scope, b.public)
	b.addSides(&d)
	payload, err := d.Payload()
	if err != nil {
		return Built{}, err
	}
	if err := ValidatePayload(payload); err != nil {
		return Built{}, fmt.Errorf("the summary was not made: %w", err)
	}
	built := Built{Document: d, Payload: payload, ID: exchange.DocumentID(payload), Hidden: d.SDC.Hidden,
		Audit: b.audit, NextMemory: b.next, Preview: b.preview()}
	for _, t := range d.Tables {
		for _, v := range t.V {
			if v == Low {
				built.Low++
			}
		}
	}
	return built, nil
}
