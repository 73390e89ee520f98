package pupils

import (
	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// filter is the search of the register: the line for typing, and the choices and
// links that write terms into it.
type filter struct {
	field   *parts.SearchField
	problem *parts.Prose
	choices []termChoice
	links   *fyne.Container
	object  fyne.CanvasObject
}

// termChoice is a choice that writes one field of the search.
type termChoice struct {
	field  string
	choice *parts.Choice
}

// quickTerms are the searches that are wanted most, each a link that puts its term
// in or takes it out.
var quickTerms = []struct{ words, field, value string }{
	{"With SEN", "status", "sen"},
	{"EHC plan", "status", "E"},
	{"Review late", "review", "overdue"},
	{"Review within 30 days", "review", "<30d"},
	{"No level yet", "level", "none"},
	{"Pupil premium", "flag", "PP"},
}

func newFilter(d *desk.Desk, query string, search func(string)) *filter {
	f := &filter{problem: parts.NewProse("", parts.Quiet)}
	f.problem.Hide()
	f.field = parts.NewSearchField("Search: a name, or need:SEMH year:3-6 level:>=L3", nil)
	f.field.SetText(query)
	f.field.OnChange = search
	row := parts.Row(parts.Between)
	for _, c := range []struct {
		field, name string
		options     []parts.Option
	}{
		{"need", "Any need", needOptions(d)}, {"year", "Any year", yearOptions(d)},
		{"class", "Any class", classOptions(d)}, {"level", "Any level", levelOptions(d)},
	} {
		choice := parts.NewChoice(c.options, func(value string) { f.write(withTerm(f.field.Text, c.field, value)) })
		choice.PlaceHolder = c.name
		f.choices = append(f.choices, termChoice{c.field, choice})
		row.Add(parts.Wide(28, choice))
	}
	f.links = parts.Flow(parts.Between)
	for _, q := range quickTerms {
		f.links.Add(parts.NewLink(q.words, func() { f.write(toggled(f.field.Text, q.field, q.value)) }))
	}
	f.links.Add(parts.NewLink("Everyone on roll", func() { f.write("") }))
	f.object = parts.Column(parts.Tight, parts.Sides(nil, f.field, parts.Margins(parts.Between, 0, 0, 0, row)), f.problem, f.links)
	return f
}

// write puts a search into the line, which then finds.
func (f *filter) write(query string) { f.field.SetText(query) }

// show brings the choices in line with the search, and says what is wrong with it.
func (f *filter) show(query, problem string) {
	for _, c := range f.choices {
		c.choice.SetChosen(term(query, c.field))
	}
	f.problem.SetText("! " + problem)
	f.problem.Hidden = problem == ""
	f.object.Refresh()
}

func needOptions(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, n := range d.Codes().Needs {
		out = append(out, parts.Option{Value: n.Code, Words: n.Code, Note: n.Name})
	}
	return out
}

func yearOptions(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, y := range d.Codes().Years {
		out = append(out, parts.Option{Value: y.Code, Words: y.Label})
	}
	return out
}

func classOptions(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, c := range d.Classes() {
		out = append(out, parts.Option{Value: c, Words: c})
	}
	return out
}

func levelOptions(d *desk.Desk) []parts.Option {
	out := []parts.Option{{Value: "none", Words: "None yet"}}
	for _, l := range d.Continuum().Levels {
		out = append(out, parts.Option{Value: l.ID, Words: l.ID, Note: l.Name})
	}
	return out
}
