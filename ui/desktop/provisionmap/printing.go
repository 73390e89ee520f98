package provisionmap

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/printing"
)

// Print shows the map on paper as it is filtered and grouped, and the sheet of each
// class for its teacher.
func (s *Screen) Print() {
	if !s.n.Shell.Allows(access.PrintClass) {
		return
	}
	today, view := s.n.Desk.Today().String(), s.model.memory.view()
	var jobs []printing.Job
	if s.n.Desk.May(access.Export) {
		jobs = append(jobs, printing.Job{Title: "Provision map", FileName: "Provision map " + today, Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.ProvisionMapPaper(context.Background(), view, names)
		}})
	}
	for _, class := range s.n.Desk.ClassesWithSEN() {
		jobs = append(jobs, printing.Job{Title: "Class sheet " + class, FileName: "Class sheet " + class + " " + today, Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.ClassSheet(context.Background(), class, names)
		}})
	}
	printing.ShowAny(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, jobs)
}
