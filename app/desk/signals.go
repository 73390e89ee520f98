package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/continuum"
	"needsbook/app/exchange"
	"needsbook/app/school"
	"needsbook/app/summary"
)

// Signals is how the school's own numbers at each level compare with what the needs of
// its pupils lead one to expect by the other schools of its cluster. It is worked out here
// from exact numbers; of it only a band of five steps leaves with the summary.
type Signals struct {
	Why      string // why there is nothing to show; "" where there is
	Series   string // the term of the others' figures
	Schools  int    // the others
	SpreadOf string // cluster or county
	Lines    []SignalLine
}

// SignalLine is one level, or the two highest together.
type SignalLine struct {
	Levels []string // ids of the continuum
	Name   string   // such as Level 3
	rounds.Signal
	// Before is the band that the summary of the term before told, and whether it told one.
	Before      int
	BeforeKnown bool
	// Stands: outside the outer limit, after a term outside the inner one on the same side.
	Stands bool
}

// Signals compares the school with its cluster.
func (d *Desk) Signals(ctx context.Context) (Signals, error) {
	var f summary.Facts
	f.Levels = d.levelIDs()
	if err := d.codeLists(ctx, &f); err != nil {
		return Signals{}, err
	}
	if err := d.memberFacts(ctx, &f); err != nil {
		return Signals{}, err
	}
	return d.signalsOf(ctx, f)
}

func (d *Desk) signalsOf(ctx context.Context, f summary.Facts) (Signals, error) {
	c, _, err := d.Circular(ctx)
	if err != nil {
		return Signals{}, err
	}
	r := c.Rates
	switch {
	case r == nil:
		return Signals{Why: d.terms.Say("The {cluster} has sent round no figures to compare with yet. They come once four of its schools have sent a summary by the same {continuum}.")}, nil
	case r.Continuum != f.CodeLists.Continuum:
		return Signals{Why: d.terms.Say("The figures that the {cluster} sent round are by another {continuum} than this school uses, so they cannot be compared.")}, nil
	}
	sent, before, err := d.summariesFor(ctx, *r)
	if err != nil {
		return Signals{}, err
	}
	s := Signals{Series: r.Series, Schools: len(r.Summaries), SpreadOf: r.SpreadOf}
	if sent != nil && slices.Contains(r.Summaries, rounds.ShortID(*sent)) {
		s.Schools--
	}
	for _, one := range rounds.Signals(*r, f.ByLevel(), sent) {
		line := SignalLine{Signal: one}
		var names []string
		for _, code := range one.Levels {
			at := slices.Index(levelCodes(len(f.Levels)), code)
			if at < 0 {
				break
			}
			line.Levels = append(line.Levels, f.Levels[at])
			names = append(names, d.LevelName(f.Levels[at]))
		}
		if len(names) != len(one.Levels) {
			continue // the rates know a level that the continuum does not have
		}
		line.Name = strings.Join(names, " and ")
		if before != nil && len(one.Levels) == 1 {
			line.Before, line.BeforeKnown = toldSignal(*before, one.Levels[0])
		}
		line.Stands = line.BeforeKnown && continuum.SignalStands(one.Band, line.Before)
		s.Lines = append(s.Lines, line)
	}
	return s, nil
}

// levelCodes are the codes of levels in summaries, lowest first.
func levelCodes(levels int) (codes []string) {
	for i := range levels {
		codes = append(codes, fmt.Sprintf("L%d", i))
	}
	return codes
}

// summariesFor returns the school's summary that is among the rates, or else its newest
// of their term; and its newest of any earlier term than the one it is now.
func (d *Desk) summariesFor(ctx context.Context, r papers.Rates) (of, before *summary.Document, err error) {
	items, err := d.Outbox(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := school.Series(d.Today())
	for _, i := range slices.Backward(items) { // the newest first
		if metaOf(i).Kind != exchange.KindSummary || i.State == exchange.Withdrawn || i.State == exchange.Parked {
			continue
		}
		payload, err := i.Envelope.Payload()
		if err != nil {
			continue // it was damaged, and is not sent
		}
		doc, err := summary.ReadDocument(payload)
		if err != nil {
			continue
		}
		if doc.Series == r.Series && (of == nil || slices.Contains(r.Summaries, rounds.ShortID(doc)) && !slices.Contains(r.Summaries, rounds.ShortID(*of))) {
			of = &doc
		}
		if before == nil && doc.Series != now && doc.CodeLists.Continuum == r.Continuum {
			before = &doc
		}
	}
	return of, before, nil
}

// toldSignal is the band that a summary told of a level.
func toldSignal(doc summary.Document, level string) (band int, known bool) {
	t, found := doc.Table("T12")
	row := slices.Index(t.Rows, level)
	if !found || row < 0 || row >= len(t.V) || t.V[row] < 1 || t.V[row] > 5 {
		return 0, false
	}
	return t.V[row] - 3, true
}

// signalFacts sets the signals of T12: one for each level, by the rule that a signal says
// nothing of a figure that the figure does not say itself.
func (d *Desk) signalFacts(ctx context.Context, f *summary.Facts) error {
	s, err := d.signalsOf(ctx, *f)
	if err != nil || len(s.Lines) == 0 {
		return err
	}
	f.Moderation.Signals = make([]int, len(f.Levels))
	for i, level := range f.Levels {
		f.Moderation.Signals[i] = summary.NoSignal
		for _, line := range s.Lines {
			if len(line.Levels) == 1 && line.Levels[0] == level && line.LeavesKnown {
				f.Moderation.Signals[i] = line.Leaves
			}
		}
	}
	return nil
}

// SignalWords says what a line means, without a judgement: more or fewer than needs lead
// to expect is a reason to look, and nothing else.
func (d *Desk) SignalWords(l SignalLine) string {
	more := map[bool]string{true: "more", false: "fewer"}[l.Z > 0]
	switch {
	case !l.Known:
		return "Nobody to compare"
	case l.Band == 0:
		return "As its needs would lead us to expect"
	case l.Stands:
		return "Differs from what its needs would lead us to expect, two terms running: " + more + ". Talk about it with the others."
	case l.Band == 2 || l.Band == -2:
		return "Differs from what its needs would lead us to expect: clearly " + more + ". Worth a look now; a talk if it is so again next term."
	}
	return "Differs from what its needs would lead us to expect: somewhat " + more + ". Worth a look."
}

// SignalShort is SignalWords in two or three words, for a list.
func (d *Desk) SignalShort(l SignalLine) string {
	more := map[bool]string{true: "more", false: "fewer"}[l.Z > 0]
	switch {
	case !l.Known:
		return "Nobody to compare"
	case l.Band == 0:
		return "As expected"
	case l.Stands:
		return "Clearly " + more + ", two terms"
	case l.Band == 2 || l.Band == -2:
		return "Clearly " + more
	}
	return "Somewhat " + more
}

// SignalNotes say what the signals can and cannot tell.
func (d *Desk) SignalNotes() []string {
	var found []string
	for _, p := range continuum.SignalPowers {
		found = append(found, fmt.Sprintf("%d pupils, %d in 100 of its lower cases: %d and %d", p.Pupils, p.Raised, p.Inner, p.Outer))
	}
	notes := []string{"No signal is not proof of agreement.",
		d.terms.Say("In how many terms of 100 a school that puts lower cases up a {level} would be outside the inner and the outer limit, in a {cluster} of 12 that otherwise agrees: ") + strings.Join(found, "; ") + "."}
	return append(notes,
		"Where all schools rate alike, 5 in 100 signals lie outside the inner limit by chance, and 2 in 1,000 outside the outer one.",
		d.terms.Say("Expected is what the school would have if each of its pupils were as likely to be at the {level} as pupils with the same area of need in the other schools. It does not know how complex a need is."))
}
