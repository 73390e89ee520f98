package pupils

import (
	"needsbook/ui/desktop/parts"
)

// filter is the search of the register: the line for typing, and the menu of what is
// searched for most. The headings write their terms into the same line.
type filter struct {
	field   *parts.SearchField
	problem *parts.Prose
	button  *parts.Button
	search  func(string)
}

// quickTerms are the searches that are wanted most, each put in or taken out.
var quickTerms = []struct{ words, field, value string }{
	{"With SEN", "status", "sen"},
	{"SEN support", "status", "K"},
	{"EHC plan", "status", "E"},
	{"Review late", "review", "overdue"},
	{"Review within 30 days", "review", "<30d"},
	{"No level yet", "level", "none"},
	{"Concern open", "concern", "open"},
	{"Provision of wave 3", "wave", "3"},
	{"No provision", "provision", "none"},
	{"Pupil premium", "flag", "PP"},
	{"Has left", "left", "yes"},
}

func newFilter(query string, search func(string), items func() []parts.Item) *filter {
	f := &filter{problem: parts.NewProse("", parts.Quiet), search: search}
	f.problem.Hide()
	f.field = parts.NewSearchField("Search: a name, or need:SEMH year:3-6 level:>=L3", nil)
	f.field.SetText(query)
	f.field.OnChange = func(query string) {
		f.field.Password = false
		f.search(query)
	}
	f.button = parts.NewMenuButton("Filter", items)
	return f
}

// write puts a search into the line, which then finds.
func (f *filter) write(query string) { f.field.SetText(query) }

// set shows a search that has been made. With names hidden, one that may hold a name
// shows as dots until something is typed.
func (f *filter) set(query string, hidden bool) {
	tell := f.field.OnChange
	f.field.OnChange = nil
	f.field.SetText(query)
	f.field.OnChange = tell
	f.field.Password = hidden && maySayAName(query)
	f.field.Refresh()
}

// say says what is wrong with the search.
func (f *filter) say(problem string) {
	f.problem.SetText("! " + problem)
	f.problem.Hidden = problem == ""
}

// filterItems are the searches of the menu; the ones that are on have a tick.
func (s *Screen) filterItems() []parts.Item {
	var items []parts.Item
	query := s.model.view.Query
	for _, q := range quickTerms {
		note := ""
		if term(query, q.field) == q.value {
			note = "✓"
		}
		items = append(items, parts.Item{Words: q.words, Note: note, Do: func() { s.filter.write(toggled(s.model.view.Query, q.field, q.value)) }})
	}
	return append(items, parts.Item{Words: "Everyone on roll", Note: "clears the search", Do: func() { s.filter.write("") }})
}
