package pupils

import (
	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// Keys are the letters of the page, for the sheet of keys.
func (s *Screen) Keys() []parts.Fact {
	keys := []parts.Fact{{Label: "1 to 9", Value: "Show that view"}}
	copying := parts.Fact{Label: "Ctrl+C", Value: "Copy to a spreadsheet"}
	if s.n.Desk.May(access.WriteRecord) {
		keys = append(keys, parts.Fact{Label: "E", Value: "Change the ticked pupils, or the current one"})
		copying = parts.Fact{Label: "Ctrl+C, Ctrl+V", Value: "Copy to and paste from a spreadsheet"}
	}
	return append(keys,
		parts.Fact{Label: "C", Value: "Choose, order and size columns"},
		parts.Fact{Label: "M", Value: "Mark rows by a rule"},
		parts.Fact{Label: "V", Value: "Preview beside the rows"},
		parts.Fact{Label: "Alt+Down", Value: "Filter by the values of this column"},
		copying,
		parts.Fact{Label: "/", Value: "Search, as Ctrl+F"},
	)
}
