package packtable

import (
	"bytes"
	"io"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// formWidth is how wide the forms of the last steps are, in steps.
const formWidth = 150

// noRoute is the option of a level that has no funding route.
const noRoute = "-"

// levelsStep shows the levels in their order, to be moved, named and left out.
func (s *Screen) levelsStep() (*fyne.Container, fyne.Focusable) {
	m := s.model
	var grid *parts.Grid
	again := func(row int) {
		s.sentence.SetText(m.sentence())
		s.problem.Hide()
		grid.Reload()
		grid.SetCurrent(row)
		s.body.Refresh()
	}
	grid = parts.NewGrid([]parts.GridColumn{{Title: "In the table", Strong: true, Grows: true}, {Title: "Code"}, {Title: "Name", Grows: true}, {Title: "Usual funding"}, {Title: "Statements", Number: true}, {Title: "Taken"}},
		func() int { return len(m.choices.Levels) }, func(row, col int) string {
			l := m.choices.Levels[row]
			taken := "Yes"
			if l.Leave {
				taken = "Left out"
			}
			return []string{l.Label, l.ID, l.Name, m.routeWords(l.Route), strconv.Itoa(m.count(l.Key)), taken}[col]
		})
	grid.Empty = "The table has no " + lower(m.levelWords()) + ". Go back and choose the columns."
	grid.OnOpen = func(row int) { s.editLevel(row, func() { again(row) }) }
	grid.OnMoveRow = func(row, by int) {
		if m.move(row, by) {
			again(row + by)
		}
	}
	grid.OnKey = func(key fyne.KeyName) bool {
		if key != fyne.KeyDelete {
			return false
		}
		row := grid.Current()
		m.leave(row)
		again(row)
		return true
	}
	none := parts.NewCheck("The first means that no more help is needed than others have", m.choices.NoneFirst, func(ticked bool) {
		m.choices.NoneFirst = ticked
		again(grid.Current())
	})
	at := func(do func(row int)) func() { return func() { do(grid.Current()); s.at().Focus(grid) } }
	buttons := parts.Flow(parts.Between,
		parts.NewButton("Name and funding", at(grid.OnOpen)).WithKey("Enter"),
		parts.NewButton("Move up", at(func(row int) { grid.OnMoveRow(row, -1) })).WithKey("Alt+Up"),
		parts.NewButton("Move down", at(func(row int) { grid.OnMoveRow(row, 1) })).WithKey("Alt+Down"),
		parts.NewButton("Leave out or take in", at(func(row int) { grid.OnKey(fyne.KeyDelete) })).WithKey("Delete"))
	head := parts.Column(parts.Between, parts.NewProse("From the least need at the top to the greatest. Rows of what is left out are refused and listed.", parts.Plain), buttons, none)
	return parts.Capped(0.5, parts.Margins(0, 0, parts.Groups, parts.Between, head), grid), grid
}

// editLevel opens the form for one level.
func (s *Screen) editLevel(row int, done func()) {
	m := s.model
	if row < 0 || row >= len(m.choices.Levels) {
		return
	}
	was := m.choices.Levels[row]
	code, name, plain := parts.NewField(""), parts.NewField(""), parts.NewNotes("What a pupil at this "+m.levelWord()+" needs, in plain English. Left empty, the words of its funding stand.", 3)
	code.SetText(was.ID)
	name.SetText(was.Name)
	plain.SetText(was.Plain)
	routes := []parts.Option{{Value: noRoute, Words: "None"}}
	for _, r := range m.maker.Routes() {
		routes = append(routes, parts.Option{Value: r.Key, Words: r.Words})
	}
	route := parts.NewChoice(routes, nil)
	route.SetChosen(noRoute)
	if was.Route != "" {
		route.SetChosen(was.Route)
	}
	points := parts.NewNumberField(0, 1000)
	points.SetValue(was.Points)
	var d *parts.Dialog
	form := sheet.New(was.Label, "Keep", func() error {
		l := was
		l.ID, l.Name, l.Plain, l.Route = code.Text, name.Text, plain.Text, route.Chosen()
		if l.Route == noRoute {
			l.Route = ""
		}
		n, err := points.Value()
		if err != nil {
			return &desk.Refusal{Field: "points", Words: "Write a whole number from 0 to 1,000."}
		}
		l.Points = n
		m.choices.Levels[row] = l
		if m.remake(); m.why != nil {
			m.choices.Levels[row] = was
			err := &desk.Refusal{Words: desk.Words(m.why)}
			m.remake()
			return err
		}
		return nil
	})
	form.Add("name", "Name", name, "")
	form.Add("code", "Code", code, "Ratings and records keep it, so it should be short and stay.")
	form.Add("route", "Usual funding", route, "")
	form.Add("points", "Begins at this many points", points, "Only where the points of everything decide.")
	form.Add("plain", "What it means", plain, "")
	form.Done = func() {
		d.Hide()
		done()
	}
	form.Begin()
	d = &parts.Dialog{Title: form.Title, Accept: form.Accept, Width: 150, Focus: name, Body: form.Form(), OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.at())
}

// rulesStep asks how levels are found.
func (s *Screen) rulesStep() (*fyne.Container, fyne.Focusable) {
	m := s.model
	options := func(rules []desk.PackRule) []parts.Option {
		var out []parts.Option
		for _, r := range rules {
			out = append(out, parts.Option{Value: r.Kind, Words: r.Words})
		}
		return out
	}
	note := func(rules []desk.PackRule, kind string) string {
		for _, r := range rules {
			if r.Kind == kind {
				return r.Note
			}
		}
		return ""
	}
	areas, overalls := m.maker.AreaRules(), m.maker.OverallRules(m.choices.Area)
	form := parts.NewForm().LabelsAbove()
	area := parts.NewChoice(options(areas), func(kind string) {
		if kind == m.choices.Area {
			return
		}
		m.choices.Area = kind
		if note(m.maker.OverallRules(kind), m.choices.Overall) == "" {
			m.choices.Overall = m.maker.OverallRules(kind)[0].Kind
		}
		m.remake()
		s.show(stepRules)
	})
	area.SetChosen(m.choices.Area)
	words := m.desk.Terms()
	form.Add("How each "+lower(words.Label("area"))+" gets its "+lower(words.Label("level")), area, note(areas, m.choices.Area))
	overall := parts.NewChoice(options(overalls), func(kind string) {
		if kind == m.choices.Overall {
			return
		}
		m.choices.Overall = kind
		m.choices.Raise = m.choices.Raise && kind == overalls[0].Kind
		m.remake()
		s.show(stepRules)
	})
	overall.SetChosen(m.choices.Overall)
	form.Add("How the overall "+lower(words.Label("level"))+" is found", overall, note(overalls, m.choices.Overall))
	raise := parts.NewCheck("Three areas at one middle "+lower(words.Label("level"))+" raise the overall one", m.choices.Raise, func(ticked bool) {
		m.choices.Raise = ticked
		s.changed()
		if m.why != nil {
			s.say(desk.Words(m.why))
		}
	})
	form.Add("", raise, "Most schemes do not do this: leave it off unless the council's own rules say so.")
	about := parts.NewProse("Who confirms, when a second person is needed and how often ratings are moderated are taken over from the pack in use. All of it stands in the file and can be changed there.", parts.Quiet)
	left := parts.AtMost(formWidth, parts.Column(parts.Groups, form, about))
	return parts.Frame(nil, parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, left)), nil), area
}

// naming is the last step: names, and where the pack goes.
type naming struct {
	form *sheet.Sheet
	path *saving.PathField
}

// nameStep asks for the names of the pack and shows it once more.
func (s *Screen) nameStep() (*fyne.Container, fyne.Focusable) {
	m := s.model
	field := func(to *string, hint string) *parts.Field {
		f := parts.NewField(hint)
		f.SetText(*to)
		return f
	}
	title, id := field(&m.choices.Title, ""), field(&m.choices.ID, "such as anyshire-continuum")
	version, publisher := field(&m.choices.Version, ""), field(&m.choices.Publisher, "the council's name")
	n := &naming{path: saving.NewPathField(s.at(), filepath.Join(s.n.Folder, m.choices.ID+".json"))}
	keep := func() {
		m.choices.Title, m.choices.ID, m.choices.Version, m.choices.Publisher = title.Text, id.Text, version.Text, publisher.Text
	}
	n.form = sheet.New("", "Save the pack", func() error {
		keep()
		made, err := m.finish()
		if err != nil {
			return err
		}
		return saving.Write(n.path.Text, func(w io.Writer) error {
			_, err := io.Copy(w, bytes.NewReader(made.Body))
			return err
		})
	})
	n.form.Add("title", "Title", title, "What the council calls its scale.")
	n.form.Add("publisher", "Published by", publisher, "Who wrote the statements.")
	n.form.Add("id", "Short name", id, "Records keep it, with the version.")
	n.form.Add("version", "Version", version, "")
	n.form.Add(saving.FieldPath, "Save to", n.path.Object, "")
	n.form.OnLeft(keep)
	n.form.Done = func() { s.saved(n.path.Text) }
	n.form.Begin()
	s.name = n
	left := parts.Card("The pack", parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Tight, parts.Column(parts.Groups, n.form.Form(), s.standing()))))
	return parts.Sides(parts.Wide(leftWidth+12, left), parts.Margins(parts.Pages, 0, 0, 0, s.preview()), nil), title
}

// preview shows every row of the scale with the number of statements at each level.
func (s *Screen) preview() fyne.CanvasObject {
	m := s.model
	if m.why != nil {
		return parts.NewProse("! "+desk.Words(m.why), parts.TextStyle{Colour: parts.Overdue.Colour()})
	}
	words := m.desk.Terms()
	columns := []parts.GridColumn{{Title: words.Label("area"), Strong: true, Grows: true}, {Title: words.Label("strand"), Grows: true}}
	for _, l := range m.made.Pack.Levels {
		columns = append(columns, parts.GridColumn{Title: l.ID, Number: true})
	}
	rows := m.made.Rows
	grid := parts.NewGrid(columns, func() int { return len(rows) }, func(row, col int) string {
		switch r := rows[row]; {
		case col == 0:
			return r.Area
		case col == 1:
			return r.Strand
		case r.Statements[col-2] == 0:
			return "blank"
		default:
			return strconv.Itoa(r.Statements[col-2])
		}
	})
	return grid
}

// standing says what is blank in the pack, and who would move by it.
func (s *Screen) standing() fyne.CanvasObject {
	m := s.model
	about := "Every cell of the scale has a statement."
	switch n := m.made.Blank(); {
	case m.why != nil:
		about = ""
	case n > 0:
		about = wording.Count(n, "cell") + " of the scale blank. That is allowed, but nothing then helps to tell that " + m.levelWord() + "."
	}
	return parts.Column(parts.Between, parts.NewProse(about, parts.Quiet), parts.NewProse(m.moves(m.made.Body), parts.Quiet))
}

// saved says where the pack is and offers to look at it with the other packs.
func (s *Screen) saved(path string) {
	s.n.Shell.Say("Saved as " + filepath.Base(path) + ". It is a draft and not in use: look at it here, and put it in use if it is right.")
	s.n.Shell.Go(shell.To("settings", "packs"))
}
