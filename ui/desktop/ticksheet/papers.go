package ticksheet

import (
	"context"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/printing"
)

// Print offers this sheet for the week or for the half term, and all sheets of the
// member of staff or of the school for the week.
func (s *Screen) Print() {
	s.Leave() // the paper shows what is marked
	s.Refresh()
	if s.model.id == "" {
		s.n.Shell.Say("Nothing runs in this week, so there is nothing to print.")
		return
	}
	week, half := []day.Date{s.model.monday}, s.half()
	var every []string
	for _, t := range s.model.sheets {
		if t.Off == "" {
			every = append(every, t.ID)
		}
	}
	jobs := []printing.Job{
		s.job("Tick-sheet for the week", s.model.kept.Name, []string{s.model.id}, week),
		s.job("Tick-sheet for the half term", s.model.kept.Name, []string{s.model.id}, half),
	}
	if len(every) > 1 {
		jobs = append(jobs, s.job("All tick-sheets of the week", "all groups", every, week))
	}
	printing.ShowAny(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, jobs)
}

func (s *Screen) job(title, of string, interventions []string, mondays []day.Date) printing.Job {
	return printing.Job{Title: title, FileName: title + " " + mondays[0].String(), Make: func(names desk.Names) (*paper.Doc, error) {
		return s.n.Desk.TickSheetPaper(context.Background(), of, interventions, mondays, names)
	}}
}
