package provisionmap

import (
	"context"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/printing"
)

// Print shows the map on paper as it is filtered and grouped.
func (s *Screen) Print() {
	today, view := s.n.Desk.Today().String(), s.model.memory.view()
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "Provision map", FileName: "Provision map " + today, Make: func(names desk.Names) (*paper.Doc, error) {
		return s.n.Desk.ProvisionMapPaper(context.Background(), view, names)
	}})
}
