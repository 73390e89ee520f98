package moderation

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// compare sets both ratings beside each other, and under them the outcome or the form
// for it.
func (b *bench) compare(c desk.CaseOfView) fyne.CanvasObject {
	lines := b.bothRatings(c)
	grid := parts.NewGrid([]parts.GridColumn{{Title: b.n.Desk.Terms().Label("strand"), Strong: true, Grows: true, Width: 90}, {Title: "First"}, {Title: "Second"}, {Title: "Apart", Number: true}},
		func() int { return len(lines) }, func(row, col int) string { return lines[row][col] })
	grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{Quiet: lines[row][col] == "–" || lines[row][col] == "0"}
	}
	grid.OnRune = b.Key
	b.first = grid
	facts := []parts.Fact{{Label: "First", Value: b.n.Desk.LevelName(c.First)}}
	if c.Second != "" {
		facts = append(facts, parts.Fact{Label: "Second", Value: b.n.Desk.LevelName(c.Second) + ", rated " + c.SecondOn.Words() + " by " + wording.Written(c.SecondBy, b.n.Shell.NamesHidden())})
	}
	r, _ := b.model.round()
	if c.Outcome != "" {
		facts = append(facts, parts.Fact{Label: "Outcome", Value: b.model.standing(c)}, parts.Fact{Label: "Why", Value: wording.Written(c.Reason, b.n.Shell.NamesHidden())},
			parts.Fact{Label: "Settled", Value: c.On.Words()})
	}
	side := parts.Column(parts.Groups, parts.NewFactList(facts...))
	if c.Open() && r.IsOpen() {
		side.Add(b.outcomeForm(c))
	}
	return parts.Halves(56, 44, parts.Margins(0, 0, parts.Groups, 0, grid), parts.Card("What is right", parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, side))))
}

// bothRatings are the strands that either rated: name, first, second, steps apart.
func (b *bench) bothRatings(c desk.CaseOfView) (lines [][]string) {
	first, err := b.n.Desk.CaseFirstRatings(context.Background(), c.ID)
	if err != nil {
		b.n.Shell.Alert(desk.Words(err))
	}
	p := b.n.Desk.Continuum()
	dash := func(level string) string {
		if level == "" {
			return "–"
		}
		return level
	}
	for _, a := range p.Areas {
		ids, names := []string{a.ID}, []string{a.Name}
		for _, s := range a.Strands {
			ids, names = append(ids, s.ID), append(names, s.Name)
		}
		for i, id := range ids {
			one, two := first[id], c.Ratings[id]
			if one+two == "" {
				continue
			}
			apart := "–"
			if one != "" && two != "" {
				steps := p.Compare(two, one)
				apart = strings.TrimPrefix(fmt.Sprintf("%+d", steps), "+0")
				if steps == 0 {
					apart = "0"
				}
			}
			lines = append(lines, []string{names[i], dash(one), dash(two), apart})
		}
	}
	return lines
}

// outcomeForm asks what both people agree on.
func (b *bench) outcomeForm(c desk.CaseOfView) fyne.CanvasObject {
	var outcomes []parts.Option
	for _, id := range b.n.Desk.Outcomes() {
		outcomes = append(outcomes, parts.Option{Value: id, Words: desk.ModerationOutcome(id)})
	}
	outcome, agreed := parts.NewChoice(outcomes, nil), parts.NewChoice(b.levels(), nil)
	reason := parts.NewNotes("", 3)
	level := strings.ToLower(b.n.Desk.Terms().Label("level"))
	set := parts.NewCheck("Give the pupil the agreed "+level, false, nil)
	if proposed := b.proposed(c); proposed != "" {
		outcome.SetChosen(proposed)
		agreed.SetChosen(c.Second)
		set.SetTicked(proposed == desk.OutcomeRaised || proposed == desk.OutcomeLowered)
	}
	b.settle = sheet.New("", "Settle", func() error {
		return b.n.Desk.SettleCase(context.Background(), desk.Settlement{Case: c.ID, Outcome: outcome.Chosen(), Agreed: agreed.Chosen(), Reason: reason.Text, Set: set.Ticked})
	})
	b.settle.Done = func() { b.changed("The case is settled. N goes to the next.") }
	b.settle.Add("outcome", "What came of it", outcome, "")
	b.settle.Add("agreed", "Agreed "+level, agreed, "")
	b.settle.Add("reason", "Why", reason, "A sentence that both would sign.")
	b.settle.Add("set", "", set, "A new decision with this reason, in the same step. Nothing changes without the tick.")
	b.settle.Begin()
	return b.settle.Form()
}

// proposed is the outcome that the second rating speaks for, where the pack has it.
func (b *bench) proposed(c desk.CaseOfView) string {
	want := desk.OutcomeAgreed
	switch steps := b.n.Desk.Continuum().Compare(c.Second, c.First); {
	case c.Second == "":
		want = desk.OutcomeMore
	case steps > 0:
		want = desk.OutcomeRaised
	case steps < 0:
		want = desk.OutcomeLowered
	}
	for _, id := range b.n.Desk.Outcomes() {
		if id == want {
			return want
		}
	}
	return ""
}
