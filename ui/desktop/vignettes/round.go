package vignettes

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// offered asks to fetch the cases of a round of the cluster.
func (s *Screen) offered() {
	r, terms := s.model.offer, s.n.Desk.Terms()
	minutes := ""
	if r.Minutes > 0 {
		minutes = ", about " + wording.Count(r.Minutes, "minute") + " for each person"
	}
	s.body.Objects = []fyne.CanvasObject{parts.Scrolled(parts.Column(parts.Groups,
		parts.NewProse(terms.Say("The {cluster} asks its schools to score the same invented cases, to see whether they mean the same by a {level}: ")+wording.Count(r.Cases, "case")+minutes+", until "+r.Until.Words()+".", parts.Plain),
		parts.NewProse("Each person scores alone. Levels leave the school once you have looked at them and approved; no name and no pupil does. How far schools agree comes back when the round is over, with your school under a letter.", parts.Plain),
		parts.NewProse("Fetching the cases sends nothing about your school.", parts.QuietText)))}
}

// fetch brings the cases of the round from the hub.
func (s *Screen) fetch() {
	if s.busy {
		return
	}
	s.busy = true
	var v desk.Vignettes
	id := s.model.offer.ID
	s.n.Shell.Runner().Go(func() (err error) {
		v, err = s.n.Desk.TakeRound(context.Background(), id)
		return err
	}, func(err error) {
		s.busy = false
		if err == nil {
			err = s.model.load(v.ID)
		}
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.opened()
	})
}

// leave shows what would leave about the round, and approves it when that was seen.
func (s *Screen) leave() {
	ctx := context.Background()
	if s.model.leaving.ID == "" {
		preview, err := s.n.Desk.PreviewScores(ctx, s.model.set.ID)
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.model.leaving = preview
		s.draw()
		s.Focus()
		return
	}
	by := s.model.by
	if by == "" {
		by = s.model.set.Raters()[0]
	}
	if err := s.n.Desk.SendScores(ctx, s.model.set.ID, by); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.model.leaving, s.model.tab = papers.Preview{}, tabCases
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Runner().Go(func() error {
		_, err := s.n.Desk.SendSummaries(context.Background(), true)
		return err
	}, func(err error) {
		words := "The scores are on their way to the hub. What experts say is shown now."
		if err != nil {
			words = "The scores are approved. They leave by themselves when the hub can be reached."
		}
		s.n.Shell.Say(words)
		s.Refresh()
	})
}

// leavingTable is everything that would leave, line by line.
func (s *Screen) leavingTable() {
	lines := s.model.leaving.Lines
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "What", Strong: true}, {Title: "Leaves as", Grows: true, Width: 200}},
		func() int { return len(lines) }, func(row, col int) string { return []string{lines[row].Label, lines[row].Value}[col] })
	s.grid.OnRune = s.Key
	s.first = s.grid
	s.body.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 3, parts.Between, parts.NewWideProse(
		"This is all that leaves, with the school's number and the day. After it is approved no case can be scored again, and what experts say is shown.", parts.Plain)), s.grid, nil)}
}

// schools is how far the schools of the cluster agreed.
func (s *Screen) schools() {
	m := s.model
	var lines []fyne.CanvasObject
	for _, line := range s.n.Desk.RoundWords(m.outcome) {
		lines = append(lines, parts.NewWideProse(line, parts.Plain))
	}
	heads := []parts.GridColumn{{Title: s.n.Desk.Terms().Label("strand"), Strong: true, Grows: true, Width: 190}, {Title: "Pairs", Number: true}, {Title: "Same, %", Number: true},
		{Title: "Within one, %", Number: true}, {Title: "Weighted kappa", Number: true}, {Title: "Apart", Number: true}, {Title: "One only, %", Number: true}}
	s.grid = parts.NewGrid(heads, func() int { return len(m.outcomeRows()) }, func(row, col int) string { return m.outcomeRows()[row][col] })
	s.grid.Empty = "Which descriptors split people stands here once three schools have scored."
	s.grid.OnRune = s.Key
	s.first = s.grid
	s.body.Objects = []fyne.CanvasObject{parts.Capped(0.5, parts.Margins(0, 0, 3, parts.Between, parts.Column(parts.Tight, lines...)), s.grid)}
}

// outcomeRows are the areas, each all together, and then the strands, the one that splits
// people most first.
func (m *model) outcomeRows() (rows [][]string) {
	for _, a := range m.outcome.Areas {
		rows = append(rows, append([]string{a.Name + ", all"}, append(agreeCells(a.Agree), "–", "–")...))
	}
	for _, st := range m.outcome.Strands {
		rows = append(rows, append([]string{st.Name}, append(agreeCells(st.Agree), fmt.Sprintf("%.1f", float64(st.Apart)/100), fmt.Sprint(st.OneOnly))...))
	}
	return rows
}

// agreeCells are the figures of agreement; of few pairs only how many there are.
func agreeCells(a papers.Agree) []string {
	if a.N < fewestPairs {
		return []string{fmt.Sprint(a.N), "too few", "too few", "–"}
	}
	return []string{fmt.Sprint(a.N), fmt.Sprint(a.Exact), fmt.Sprint(a.WithinOne), desk.KappaWords(a)}
}
