package moderation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Tabs of the page.
const (
	tabCases = iota
	tabAgreement
	tabRounds
)

// model is the rounds as they stand, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	rounds []desk.Round // the newest first
	at     int          // the round that is shown
	result desk.RoundResult
	drift  desk.Drift
	tab    int
}

// load reads every round and shows one of them: the newest for "".
func (m *model) load(round string) (err error) {
	ctx := context.Background()
	if m.rounds, err = m.desk.Rounds(ctx); err != nil || len(m.rounds) == 0 {
		return err
	}
	m.at = 0
	if round != "" {
		if m.at = slices.IndexFunc(m.rounds, func(r desk.Round) bool { return r.ID == round }); m.at < 0 {
			m.at = 0
			return &desk.Refusal{Field: "round", Words: "There is no such round of moderation. It may have been undone."}
		}
	}
	if m.result, err = m.desk.RoundResult(ctx, m.rounds[m.at].ID); err != nil {
		return err
	}
	m.drift, err = m.desk.ModerationDrift(ctx)
	return err
}

// round is the one that is shown; there is none while there are no rounds.
func (m *model) round() (desk.Round, bool) {
	if len(m.rounds) == 0 {
		return desk.Round{}, false
	}
	return m.rounds[m.at], true
}

// open is the round that is not closed yet, if any.
func (m *model) open() (desk.Round, bool) {
	for _, r := range m.rounds {
		if r.IsOpen() {
			return r, true
		}
	}
	return desk.Round{}, false
}

// sentence says where the round stands.
func (m *model) sentence() string {
	r, ok := m.round()
	if !ok {
		return m.desk.SampleWords()
	}
	rate, settle := r.Waits()
	words := fmt.Sprintf("%s, drawn %s. %s: ", r.Name, r.On.Words(), wording.Count(len(r.Cases), "case"))
	switch {
	case !r.IsOpen():
		words += "closed " + r.Closed.Words() + "."
	case rate+settle == 0:
		words += "all settled. Close the round when you are ready."
	default:
		words += fmt.Sprintf("%d to rate, %d to settle.", rate, settle)
	}
	return words
}

func (m *model) tabs() []string {
	return []string{"Cases", "Agreement", "Rounds"}
}

// Columns of the cases.
const (
	columnCase = iota
	columnPupil
	columnFirst
	columnSecond
	columnBy
	columnOutcome
)

func (m *model) caseCell(row, col int) string {
	c := m.rounds[m.at].Cases[row]
	switch col {
	case columnCase:
		return fmt.Sprintf("Case %d", c.Number)
	case columnPupil:
		return m.pupil(c)
	case columnFirst:
		return levelCell(c, c.First)
	case columnSecond:
		return levelCell(c, c.Second)
	case columnBy:
		return wording.Written(c.SecondBy, m.hidden())
	}
	return m.standing(c)
}

// levelCell is a level once both may be seen.
func levelCell(c desk.CaseOfView, level string) string {
	if !c.Revealed {
		return "–"
	}
	return level
}

// pupil names the pupil of a case, where that may be.
func (m *model) pupil(c desk.CaseOfView) string {
	e, err := m.desk.Entry(c.Pupil)
	if c.Name == "" || err != nil {
		return "hidden"
	}
	return wording.ListName(e, m.hidden())
}

// standing says what a case waits for, or what came of it.
func (m *model) standing(c desk.CaseOfView) string {
	switch {
	case c.Outcome != "" && c.Agreed != "":
		return desk.ModerationOutcome(c.Outcome) + ", " + c.Agreed
	case c.Outcome != "":
		return desk.ModerationOutcome(c.Outcome)
	case c.Left:
		return "Left the school: set aside"
	case c.Revealed:
		return "To settle"
	case len(c.Ratings) > 0:
		return fmt.Sprintf("To rate, %d begun", len(c.Ratings))
	}
	return "To rate"
}

func (m *model) caseState(row, col int) parts.State {
	c := m.rounds[m.at].Cases[row]
	switch {
	case col != columnOutcome:
	case c.Outcome != "":
		return parts.Done
	case !c.Left:
		return parts.Soon
	}
	return parts.NoState
}

// next is the first case after a number that waits for anything, or "".
func (m *model) next(after int) string {
	r, ok := m.round()
	if !ok {
		return ""
	}
	for i := range r.Cases {
		c := r.Cases[(after+i)%len(r.Cases)]
		if c.Open() && c.Number != after {
			return c.ID
		}
	}
	return ""
}

// Columns of the strands.
const (
	columnStrand = iota
	columnArea
	columnN
	columnSame
	columnWithin
	columnApart
)

func (m *model) strandCell(row, col int) string {
	return StrandCell(m.desk, m.result.Strands[row], col)
}

// StrandCell is what the list of strands says of one of them.
func StrandCell(d *desk.Desk, s continuum.StrandAgreement, col int) string {
	switch col {
	case columnStrand:
		return s.Name
	case columnArea:
		if a, ok := d.Continuum().Area(s.Area); ok {
			return a.Name
		}
		return s.Area
	case columnN:
		return fmt.Sprint(s.N)
	case columnSame:
		return fmt.Sprint(s.Exact)
	case columnWithin:
		return fmt.Sprint(s.WithinOne)
	}
	return fmt.Sprintf("%.1f", s.Apart)
}

// StrandHeads are the columns of the list of strands.
func StrandHeads(d *desk.Desk) []parts.GridColumn {
	return []parts.GridColumn{{Title: d.Terms().Label("strand"), Strong: true, Grows: true, Width: 150}, {Title: d.Terms().Label("area"), Grows: true, Width: 110}, {Title: "n", Number: true}, {Title: "Same", Number: true},
		{Title: "Within one", Number: true}, {Title: "Apart on average", Number: true}}
}

// agreement says what the round came to.
func (m *model) agreement() []string {
	a := m.result.Agreement
	lines := []string{m.desk.AgreementWords(a, "case")}
	if lean := m.desk.LeanWords(a); lean != "" {
		lines = append(lines, lean)
	}
	if split := m.desk.SplitWords(m.result.Strands); split != "" {
		lines = append(lines, split)
	}
	var outcomes []string
	for _, o := range m.result.Outcomes {
		outcomes = append(outcomes, fmt.Sprintf("%s %d", strings.ToLower(desk.ModerationOutcome(o.Outcome)), o.N))
	}
	return append(lines, "Settled as: "+strings.Join(outcomes, ", ")+".")
}

func (m *model) roundCell(row, col int) string {
	r := m.rounds[row]
	switch col {
	case 0:
		return r.Name
	case 1:
		return r.On.Words()
	case 2:
		if r.IsOpen() {
			return "Open"
		}
		return "Closed " + r.Closed.Words()
	case 3:
		return fmt.Sprint(len(r.Cases))
	}
	i := slices.IndexFunc(m.drift.Rounds, func(result desk.RoundResult) bool { return result.Round.ID == r.ID })
	if i < 0 {
		return "0"
	}
	a := m.drift.Rounds[i].Agreement
	switch {
	case col == 4:
		return fmt.Sprint(a.N)
	case col == 5:
		return rate(a, a.Exact, a.ExactPercent())
	}
	return rate(a, a.WithinOne, a.WithinOnePercent())
}

// rate is a count, with its rate where there are enough for one.
func rate(a continuum.Agreement, n, percent int) string {
	if !a.RateKnown() {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d (%d%%)", n, percent)
}
