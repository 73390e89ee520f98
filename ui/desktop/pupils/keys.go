package pupils

import "needsbook/ui/desktop/parts"

// Keys are the letters of the page, for the sheet of keys.
func (s *Screen) Keys() []parts.Fact {
	return []parts.Fact{
		{Label: "1 to 9", Value: "Show that view"},
		{Label: "E", Value: "Change the ticked pupils, or the current one"},
		{Label: "C", Value: "Choose, order and size columns"},
		{Label: "M", Value: "Mark rows by a rule"},
		{Label: "V", Value: "Preview beside the rows"},
		{Label: "Alt+Down", Value: "Filter by the values of this column"},
		{Label: "Ctrl+C, Ctrl+V", Value: "Copy to and paste from a spreadsheet"},
		{Label: "/", Value: "Search, as Ctrl+F"},
	}
}
