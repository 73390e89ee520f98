package panel

import (
	"needsbook/app/paper"
)

// Agenda writes the agenda of a meeting as a document for paper.
func Agenda(s State, meeting string) *paper.Doc { return nil }

// Minutes writes what a meeting came to.
func Minutes(s State, meeting string) *paper.Doc { return nil }

// DecisionSheet writes one decision, by the hash of its entry.
func DecisionSheet(s State, decision string) *paper.Doc { return nil }
