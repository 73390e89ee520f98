package desk

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/continuum"
)

// RoundWords says how far schools agreed in a round, and what the school itself learns.
func (d *Desk) RoundWords(r papers.RoundResult) []string {
	if r.Whole.N == 0 {
		return []string{fmt.Sprintf("%s scored the cases. A result needs three or more, so that none can read another's.", count(r.Schools, "school"))}
	}
	lines := []string{fmt.Sprintf("%s with %s scored the cases. %s", count(r.Schools, "school"), people(r.Raters), d.agreeWords(r.Whole))}
	if s, ok := splitsMost(r); ok {
		lines = append(lines, fmt.Sprintf("“%s” splits people most: two schools are %.1f apart on average, the same in %d%% of %s.", s.Name, float64(s.Apart)/100, s.Exact, count(s.N, "pair")))
	}
	if own := d.ownRound(r); own != "" {
		lines = append(lines, own)
	}
	for _, n := range r.Notes {
		about := ""
		if name := aboutWords(r, n.About); name != "" {
			about = " on " + name
		}
		lines = append(lines, d.terms.Say("Noted by the {cluster}")+about+", "+n.On.Words()+": "+n.Words)
	}
	return lines
}

// people counts people.
func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// agreeWords says how far schools agree, with how many pairs stand behind it.
func (d *Desk) agreeWords(a papers.Agree) string {
	words := fmt.Sprintf("Two schools gave the same case the same %s in %d%%, and the same or the next one in %d%%, of %s.", d.terms.Said("level", false), a.Exact, a.WithinOne, count(a.N, "pair"))
	if k := KappaWords(a); k != "–" {
		words += " Weighted kappa " + k + "."
	}
	return words
}

// KappaWords is weighted kappa with the interval that holds it in 95 of 100 rounds, such
// as 0.72 (0.60 to 0.84); a dash where it is not known.
func KappaWords(a papers.Agree) string {
	if !a.Known {
		return "–"
	}
	return strings.ReplaceAll(fmt.Sprintf("%.2f (%.2f to %.2f)", float64(a.Kappa)/100, float64(a.Low)/100, float64(a.High)/100), "-", "\u2212")
}

// splitsMost is the strand on which schools lie furthest apart, of those with enough
// ratings to say.
func splitsMost(r papers.RoundResult) (papers.StrandAgree, bool) {
	if len(r.Strands) == 0 || r.Strands[0].N < continuum.FewestForRate || r.Strands[0].Apart == 0 {
		return papers.StrandAgree{}, false
	}
	return r.Strands[0], true
}

// ownRound says how the school rated beside the others, and how that has moved since the
// round before.
func (d *Desk) ownRound(r papers.RoundResult) string {
	i := slices.IndexFunc(r.Members, func(m papers.RoundMember) bool { return m.Code == r.Own })
	if r.Own == "" || i < 0 {
		return ""
	}
	m := r.Members[i]
	words := "Your school is " + m.Code + "."
	if m.Name != "" {
		words = "Your school is named, as the panel chose."
	}
	level := d.terms.Said("level", false)
	switch {
	case !m.LeanKnown:
		return words + " It scored too few cases to say whether it rates higher or lower than the others."
	case m.LeanLow <= 0 && m.LeanHigh >= 0:
		words += fmt.Sprintf(" It rated neither clearly higher nor clearly lower than the others: %s of a %s on average (likely %s to %s).", hundredthsWords(m.Lean), level, hundredthsWords(m.LeanLow), hundredthsWords(m.LeanHigh))
	case m.Lean > 0:
		words += fmt.Sprintf(" It rated higher than the others: %s of a %s on average (likely %s to %s).", hundredthsWords(m.Lean), level, hundredthsWords(m.LeanLow), hundredthsWords(m.LeanHigh))
	default:
		words += fmt.Sprintf(" It rated lower than the others: %s of a %s on average (likely %s to %s).", hundredthsWords(m.Lean), level, hundredthsWords(m.LeanLow), hundredthsWords(m.LeanHigh))
	}
	if m.BeforeKnown {
		words += fmt.Sprintf(" In the round before it was %s, so it has moved by %s.", hundredthsWords(m.Before), hundredthsWords(m.Lean-m.Before))
	}
	return words
}

// hundredthsWords is a number of hundredths with its sign: +0.42.
func hundredthsWords(hundredths int) string {
	if hundredths == 0 {
		return "0.00"
	}
	return strings.Replace(fmt.Sprintf("%+.2f", float64(hundredths)/100), "-", "\u2212", 1)
}

// aboutWords names what a note is about.
func aboutWords(r papers.RoundResult, about string) string {
	for _, s := range r.Strands {
		if s.Strand == about {
			return "“" + s.Name + "”"
		}
	}
	for i, c := range r.Cases {
		if c.Case == about {
			return fmt.Sprintf("case %d", i+1)
		}
	}
	return ""
}

// SpreadWords says how many schools gave a case each level: L1 by 3, L2 by 9.
func SpreadWords(r papers.RoundResult, vignette string) string {
	i := slices.IndexFunc(r.Cases, func(c papers.CaseSpread) bool { return c.Case == vignette })
	if i < 0 {
		return "–"
	}
	var list []string
	for l, n := range r.Cases[i].Schools {
		if n > 0 {
			list = append(list, fmt.Sprintf("%s by %d", r.Levels[l], n))
		}
	}
	if list == nil {
		return "–"
	}
	return strings.Join(list, ", ")
}
