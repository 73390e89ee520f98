package desk

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/chart"
	"needsbook/app/continuum"
)

// AgreementWords says how far ratings agree, always with how many there are. Of fewer
// than ten no rate is given. noun is what was rated twice: "case".
func (d *Desk) AgreementWords(a continuum.Agreement, noun string) string {
	level := d.terms.Said("level", false)
	switch {
	case a.N == 0:
		return "No " + noun + " has been rated twice yet."
	case !a.RateKnown():
		return fmt.Sprintf("%s: %d at the same %s, %d within one. Fewer than %d are too few for a rate.", count(a.N, noun), a.Exact, level, a.WithinOne, continuum.FewestForRate)
	}
	words := fmt.Sprintf("%s: %d at the same %s (%d%%, likely between %d%% and %d%%), %d within one (%d%%).", count(a.N, noun), a.Exact, level, a.ExactPercent(),
		whole(a.ExactRange.Low), whole(a.ExactRange.High), a.WithinOne, a.WithinOnePercent())
	if a.KappaKnown {
		words += fmt.Sprintf(" Weighted kappa %.2f (%.2f to %.2f).", a.Kappa, a.KappaRange.Low, a.KappaRange.High)
	}
	return words
}

// whole is a share in whole per cent.
func whole(share float64) int { return int(share*100 + 0.5) }

// LeanWords says whether the second ratings lie above or below the first.
func (d *Desk) LeanWords(a continuum.Agreement) string {
	switch {
	case a.N == 0 || a.Exact == a.N:
		return ""
	case a.Higher > a.Lower:
		return fmt.Sprintf("Where they differ, the second rating is mostly higher (%d higher, %d lower).", a.Higher, a.Lower)
	case a.Lower > a.Higher:
		return fmt.Sprintf("Where they differ, the second rating is mostly lower (%d lower, %d higher).", a.Lower, a.Higher)
	}
	return fmt.Sprintf("Where they differ, the second rating is as often higher as lower (%d each).", a.Higher)
}

// SplitWords names what splits people most.
func (d *Desk) SplitWords(strands []continuum.StrandAgreement) string {
	strand := d.terms.Said("strand", false)
	switch {
	case len(strands) == 0:
		return ""
	case strands[0].Apart == 0:
		return "Both rated every " + strand + " the same."
	}
	s := strands[0]
	return fmt.Sprintf("“%s” splits people most: %.1f apart on average, the same in %d of %d.", s.Name, s.Apart, s.Exact, s.N)
}

// Drift is how agreement has moved from round to round.
type Drift struct {
	Rounds []RoundResult // the oldest first
	Chart  chart.Chart
	Words  string
}

// ModerationDrift compares every round that anything was rated in. A round with fewer
// than ten cases is a gap in the chart. Where two rounds were rated by different packs the
// lines break: agreement on one scale says nothing of agreement on another.
func (d *Desk) ModerationDrift(ctx context.Context) (Drift, error) {
	rounds, err := d.Rounds(ctx)
	if err != nil {
		return Drift{}, err
	}
	drift := Drift{Chart: chart.Chart{Kind: chart.Lines, By: "Round", Unit: "%"}}
	exact, within := chart.Series{Name: "Same " + d.terms.Said("level", false)}, chart.Series{Name: "Within one"}
	var known []continuum.Agreement // since the scale last changed
	changed := false
	for _, r := range slices.Backward(rounds) {
		result, err := d.RoundResult(ctx, r.ID)
		if err != nil {
			return Drift{}, err
		}
		a := result.Agreement
		if a.N == 0 {
			continue
		}
		if n := len(drift.Rounds); n > 0 && (drift.Rounds[n-1].Round.Pack != r.Pack || drift.Rounds[n-1].Round.Version != r.Version) {
			drift.Chart.Labels = append(drift.Chart.Labels, "changed")
			exact.Values, within.Values = append(exact.Values, scaleChanged), append(within.Values, scaleChanged)
			known, changed = nil, true
		}
		drift.Rounds = append(drift.Rounds, result)
		drift.Chart.Labels = append(drift.Chart.Labels, fmt.Sprintf("%s (n %d)", r.Name, a.N))
		if !a.RateKnown() {
			gap := chart.Value{Gap: true, Words: fmt.Sprintf("n %d", a.N)}
			exact.Values, within.Values = append(exact.Values, gap), append(within.Values, gap)
			continue
		}
		known = append(known, a)
		exact.Values = append(exact.Values, percentValue(a.ExactPercent()))
		within.Values = append(within.Values, percentValue(a.WithinOnePercent()))
	}
	drift.Chart.Series = []chart.Series{exact, within}
	drift.Words = driftWords(known)
	if changed {
		drift.Words += d.terms.Say(" The {continuum} changed between two rounds: what stands before it is not compared with what stands after.")
	}
	return drift, nil
}

// scaleChanged is the gap in a line where the scale changed.
var scaleChanged = chart.Value{Gap: true, Words: "the scale changed"}

func percentValue(n int) chart.Value {
	return chart.Value{N: float64(n), Words: fmt.Sprintf("%d%%", n)}
}

// driftWords says in a sentence whether people agree more or less than in the first
// round. Rounds whose intervals overlap are said to be alike.
func driftWords(known []continuum.Agreement) string {
	if len(known) < 2 {
		return fmt.Sprintf("How agreement moves shows here once two rounds have %d cases or more.", continuum.FewestForRate)
	}
	first, last := known[0], known[len(known)-1]
	from := fmt.Sprintf(" (%d%% of %d, then %d%% of %d).", first.ExactPercent(), first.N, last.ExactPercent(), last.N)
	switch {
	case last.ExactRange.Low > first.ExactRange.High:
		return "People agree more than in the first round" + from
	case last.ExactRange.High < first.ExactRange.Low:
		return "People agree less than in the first round" + from
	}
	return "People agree about as much as in the first round" + from
}
