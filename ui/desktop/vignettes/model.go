package vignettes

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Tabs of a closed set. That of the schools is there once a result has come back.
const (
	tabCases = iota
	tabAgreement
	tabAnswer
	tabSchools
)

// model is the sets as they stand, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	sets   []desk.Vignettes // the latest first
	set    desk.Vignettes   // the one that is shown
	by     string           // who rates now
	at     int              // the vignette being rated, as a place
	result desk.VignetteResult
	tab    int

	offer   desk.ClusterRound // a round whose cases are not here yet; no id for none
	round   desk.ClusterRound // the round that the set is for; no id for none
	leaving papers.Preview    // what would leave about the round, while it is looked at
	outcome papers.RoundResult
}

// load reads every set and shows one of them: that of a round that waits, or else the
// latest, for "". id may be that of a round.
func (m *model) load(id string) (err error) {
	ctx := context.Background()
	m.offer, m.round, m.outcome = desk.ClusterRound{}, desk.ClusterRound{}, papers.RoundResult{}
	if m.sets, err = m.desk.VignetteSets(ctx); err != nil {
		return err
	}
	rounds, err := m.desk.ClusterRounds(ctx)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		switch {
		case r.ID == id && r.Taken:
			id = r.Set
		case r.IsOpen() && !r.Taken && (id == "" || id == r.ID):
			m.offer, m.set = r, desk.Vignettes{}
			return nil
		}
	}
	if len(m.sets) == 0 {
		return nil
	}
	i := 0
	if id != "" {
		if i = slices.IndexFunc(m.sets, func(v desk.Vignettes) bool { return v.ID == id }); i < 0 {
			return &desk.Refusal{Field: "vignettes", Words: "There is no such set of vignettes. Opening it may have been undone."}
		}
	}
	m.set = m.sets[i]
	if m.round, _, err = m.desk.RoundOfSet(ctx, m.set.ID); err != nil || m.set.IsOpen() {
		return err
	}
	if m.outcome, _, err = m.desk.OutcomeOfSet(ctx, m.set.ID); err != nil {
		return err
	}
	m.result, err = m.desk.VignetteResult(ctx, m.set.ID)
	return err
}

// none reports whether there is no set yet, nor a round to fetch one for.
func (m *model) none() bool { return len(m.sets) == 0 && !m.offered() }

// offered reports whether a round waits whose cases are to be fetched.
func (m *model) offered() bool { return m.offer.ID != "" }

// forRound reports whether the set is scored for a round that is open, so that its scores
// go to the hub before anybody sees what experts say.
func (m *model) forRound() bool { return m.round.ID != "" && m.round.IsOpen() }

// allRated reports whether somebody has rated every case: the one who rates now, or
// anybody where nobody does.
func (m *model) allRated() bool {
	raters := m.set.Raters()
	if m.by != "" {
		raters = []string{m.by}
	}
	return slices.ContainsFunc(raters, func(by string) bool { return m.set.Scored(by) == len(m.set.Set.Vignettes) })
}

// sentence says what the set is and where it stands.
func (m *model) sentence() string {
	if m.none() {
		return "Invented cases that every school rates, to see whether they mean the same by a " + strings.ToLower(m.desk.Terms().Label("level")) + "."
	}
	if m.offered() {
		return m.offer.Title + ". " + wording.Count(m.offer.Cases, "case") + " to score by " + m.offer.Until.Words() + "."
	}
	words := m.set.Set.Title + ". "
	switch {
	case !m.set.IsOpen():
		words += "Closed " + m.set.Closed.Words() + "."
	case m.by != "":
		words += fmt.Sprintf("%d of %d rated.", m.set.Scored(m.by), len(m.set.Set.Vignettes))
	default:
		words += wording.Count(len(m.set.Set.Vignettes), "case") + " to rate."
	}
	if m.set.IsOpen() && m.set.Set.Minutes > 0 {
		words += fmt.Sprintf(" About %d minutes.", m.set.Set.Minutes)
	}
	until := m.set.Until
	if m.forRound() {
		until = m.round.Until
	}
	if m.set.IsOpen() && !until.IsZero() {
		words += " Until " + until.Words() + "."
	}
	return words + " " + m.signed()
}

// signed says who published the set.
func (m *model) signed() string {
	if m.set.Signed.By == "" {
		return "Not signed by anybody."
	}
	return "Signed by " + m.set.Signed.By + "."
}

// vignette is the one being rated.
func (m *model) vignette() continuum.Vignette { return m.set.Set.Vignettes[m.at] }

// ratings are how the current vignette is rated so far.
func (m *model) ratings() map[string]string {
	score, _ := m.set.Score(m.vignette().ID, m.by)
	return score.Ratings
}

// names are the tabs of an open set: one for each vignette, ticked once it is rated.
func (m *model) names() []string {
	var names []string
	for i, v := range m.set.Set.Vignettes {
		name := fmt.Sprint(i + 1)
		if s, _ := m.set.Score(v.ID, m.by); s.Level != "" {
			name += " ✓"
		}
		names = append(names, name)
	}
	return names
}

// rate keeps a rating of the current vignette at once.
func (m *model) rate(strand, level, overall string) error {
	next := maps.Clone(m.ratings())
	if next == nil {
		next = map[string]string{}
	}
	if strand != "" {
		next[strand] = level
	}
	if err := m.desk.ScoreVignette(context.Background(), desk.VignetteRating{Set: m.set.ID, Vignette: m.vignette().ID, By: m.by, Ratings: next, Level: overall}); err != nil {
		return err
	}
	return m.load(m.set.ID)
}

// next goes to the first vignette after the current one that is not rated; false where
// there is none.
func (m *model) next() bool {
	all := m.set.Set.Vignettes
	for i := range all {
		to := (m.at + 1 + i) % len(all)
		if s, _ := m.set.Score(all[to].ID, m.by); s.Level == "" && to != m.at {
			m.at = to
			return true
		}
	}
	return false
}

// byHand reports whether the continuum leaves the level to people.
func (m *model) byHand() bool { return m.desk.Continuum().Rules.OverallLevel.Method == "manual" }

// caseHeads are the columns of a closed set: the vignette, what experts say, and one
// for each rater.
func (m *model) caseHeads() []parts.GridColumn {
	heads := []parts.GridColumn{{Title: "Case", Strong: true}, {Title: "Year group"}, {Title: "Experts"}}
	if m.compared() {
		heads = append(heads, parts.GridColumn{Title: "Schools"})
	}
	for _, r := range m.result.Raters {
		heads = append(heads, parts.GridColumn{Title: m.rater(r)})
	}
	return append(heads, parts.GridColumn{Title: "Why the experts say so", Grows: true, Width: 200})
}

// compared reports whether the schools' result has come back.
func (m *model) compared() bool { return m.outcome.Whole.N > 0 }

// rater names somebody who rated, by number while names are hidden.
func (m *model) rater(r desk.RaterResult) string {
	if m.hidden() {
		return fmt.Sprintf("Rater %d", r.Number)
	}
	return r.By
}

func (m *model) caseCell(row, col int) string {
	v := m.set.Set.Vignettes[row]
	expected, known := m.set.Set.Expected[v.ID]
	if m.compared() && col >= 3 {
		if col == 3 {
			return desk.SpreadWords(m.outcome, v.ID)
		}
		col--
	}
	switch {
	case col == 0:
		return fmt.Sprint(row + 1)
	case col == 1:
		return v.Year
	case col == 2 && known:
		return expected.Level
	case col == 2:
		return "–"
	case col-3 < len(m.result.Raters):
		if s, _ := m.set.Score(v.ID, m.result.Raters[col-3].By); s.Level != "" {
			return s.Level
		}
		return "–"
	}
	return expected.Why
}

// caseState marks a rating that is more than one level from the experts'.
func (m *model) caseState(row, col int) parts.State {
	first := 3
	if m.compared() {
		first = 4
	}
	if col < first || col-first >= len(m.result.Raters) {
		return parts.NoState
	}
	expected, known := m.set.Set.Expected[m.set.Set.Vignettes[row].ID]
	level := m.caseCell(row, col)
	if !known || level == "–" {
		return parts.NoState
	}
	switch apart := m.desk.Continuum().Compare(level, expected.Level); max(apart, -apart) {
	case 0:
		return parts.Done
	case 1:
		return parts.NoState
	}
	return parts.Soon
}

// caseDetail is a closed vignette in full.
func (m *model) caseDetail(row int) string {
	if row < 0 || row >= len(m.set.Set.Vignettes) {
		return ""
	}
	return m.set.Set.Vignettes[row].Text
}

// agreement says how far people agree, within the school and with the experts.
func (m *model) agreement() []string {
	var lines []string
	if len(m.result.Raters) > 1 {
		lines = append(lines, "Within the school: "+m.desk.AgreementWords(m.result.Between, "pair"))
	}
	if m.result.Expected.N > 0 {
		for _, r := range m.result.Raters {
			lines = append(lines, m.rater(r)+" with the experts: "+m.desk.AgreementWords(r.Agreement, "case"))
		}
		if lean := m.desk.LeanWords(m.result.Expected); lean != "" {
			lines = append(lines, strings.ReplaceAll(lean, "the second rating", "our rating"))
		}
	}
	if split := m.desk.SplitWords(m.result.Strands); split != "" {
		lines = append(lines, split)
	}
	return lines
}

// forward is the words of the main button while somebody rates.
func (m *model) forward() string {
	if m.forRound() && m.allRated() {
		return "See what leaves"
	}
	return "Next case"
}

// fewestPairs is of how many pairs a share is given.
const fewestPairs = continuum.FewestForRate
