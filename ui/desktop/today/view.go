package today

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/countstrip"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page, and the quick note, are made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a calendar is saved, as offered
}

// Screen is Today.
type Screen struct {
	n        Needs
	model    *model
	list     *parts.Grid
	strip    *countstrip.Strip
	sentence *parts.Prose
	notices  *parts.Prose
	detail   *parts.Prose
	putOff   *parts.Button // opens what was put off, or goes back
	tools    []*parts.Button
	object   fyne.CanvasObject
	first    fyne.Focusable
}

// New makes the page; it takes no argument.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	s.build()
	s.read()
	return s, nil
}

func (s *Screen) build() {
	if s.model.isEmpty() {
		s.welcome()
		return
	}
	s.list = parts.NewGrid([]parts.GridColumn{
		{Title: "", Strong: true}, {Title: "When"}, {Title: "Pupil"}, {Title: "Class"}, {Title: "What", Grows: true},
	}, func() int { return len(s.model.rows) }, s.model.cell)
	s.list.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: s.model.state(row, col), Quiet: col == columnClass}
	}
	s.list.OnOpen = s.open
	s.list.OnCurrent = func(int) { s.showDetail() }
	s.strip = countstrip.New(func(query string) { s.n.Shell.Go(shell.To("register", query)) })
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.notices = parts.NewWideProse("", parts.QuietText)
	s.detail = parts.NewWideProse("", parts.QuietText)
	s.putOff = parts.NewLink("", s.togglePut).WithKey("U")
	head := parts.Column(parts.Between, parts.Column(parts.Tight, parts.LiveHeading("Today", s.sentence,
		parts.NewButton("Save as a calendar", s.saveCalendar).WithKey("C").When(s.n.Desk.May(access.Export)),
		parts.NewMainButton("Log a call or worry", func() { Log(s.n) }).WithKey("Ctrl+L").WithIcon("note").When(s.n.Desk.May(access.LogDay))),
		s.notices), s.strip.Object())
	s.tools = []*parts.Button{
		parts.NewButton("Do it", func() { s.open(s.list.Current()) }).WithKey("Enter"),
		parts.NewButton("Each by itself", func() { s.Key('e') }).WithKey("E"),
		parts.NewButton("Done", func() { s.Key('d') }).WithKey("D"),
		parts.NewButton("Put off", func() { s.Key('s') }).WithKey("S"),
		parts.NewButton("Bring back", func() { s.Key('b') }).WithKey("B"),
	}
	if !s.n.Desk.May(access.PutOff) {
		s.tools = s.tools[:2]
	}
	tools := parts.Flow(parts.Between)
	for _, b := range s.tools {
		tools.Add(b)
	}
	tools.Add(s.putOff)
	foot := parts.Margins(0, parts.Between, 0, 0, parts.Column(parts.Between, s.detail, tools))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, 3, head), parts.Frame(nil, s.list, foot), func() []fyne.CanvasObject { return []fyne.CanvasObject{s.strip.Object(), s.notices} }))
	s.first = s.list
}

// welcome is the page of a school without pupils: what to do first.
func (s *Screen) welcome() {
	if !s.n.Shell.Opens("import") {
		settings := parts.NewButton("Settings", func() { s.n.Shell.Go(shell.To("settings")) })
		s.first = settings
		s.object = parts.Page("Today", "There are no pupils yet. The SENCO brings in the list.", parts.Row(parts.None, settings))
		return
	}
	bring := parts.NewMainButton("Bring in a list", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import")
	s.first = bring
	s.object = parts.Page("Today", "What is overdue, due this week and soon will stand here, once there are pupils.",
		parts.Column(parts.Groups,
			parts.NewProse("Begin with the export of the school's own system: a CSV, Excel or CTF file. You see what would be added before anything is kept, and one undo takes it back.", parts.Plain),
			parts.Row(parts.Between, bring, parts.NewButton("Add one pupil", func() { s.n.Shell.Go(shell.To("register", "new")) }))))
}

// read reads what waits, beside the window: the plans of all pupils are looked through.
func (s *Screen) read() {
	if s.list == nil {
		return
	}
	var now desk.Waiting
	s.n.Shell.Runner().Go(func() (err error) {
		now, err = s.n.Desk.Waiting(context.Background())
		return err
	}, func(err error) {
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.model.take(now)
		s.show()
	})
}

func (s *Screen) show() {
	s.strip.Set(s.n.Desk.Counts())
	s.sentence.SetText(s.model.sentence())
	s.notices.SetText(strings.Join(s.model.Notices, " "))
	s.list.Empty = s.model.empty()
	s.putOff.SetText("Back to what waits")
	if !s.model.showsPut {
		s.putOff.SetText(fmt.Sprintf("Put off and done: %d", len(s.model.PutOff)))
	}
	s.list.Reload()
	s.showDetail()
	s.n.Shell.Changed()
}

// showDetail says more of the current line, and shows the buttons that fit it.
func (s *Screen) showDetail() {
	const bringBack = 4
	for i, b := range s.tools {
		b.Hidden = len(s.model.rows) == 0 || s.model.showsPut == (i < bringBack)
	}
	at := s.list.Current()
	s.tools[0].SetText(s.model.does(at))
	if at < 0 || !together(s.model.rows[at].task) {
		s.tools[1].Hidden = true
	}
	if at >= 0 && !s.leads(at) {
		s.tools[0].Hidden = true
	}
	s.detail.SetText(s.model.detail(s.list.Current()))
	s.detail.Hidden = s.detail.String() == ""
	s.object.Refresh()
}

// open goes to where a task is done, or opens the line that holds several.
func (s *Screen) open(row int) {
	switch {
	case row < 0:
	case s.opensLine(row):
		s.toggleLine(row)
	case s.leads(row):
		s.n.Shell.Go(s.model.where(row))
	default:
		s.n.Shell.Say("The SENCO does this.")
	}
}

// opensLine reports whether Enter opens a line that holds several tasks.
func (s *Screen) opensLine(row int) bool {
	t := s.model.rows[row].task
	return !s.model.showsPut && t.Of != nil && (!together(t) || !s.leads(row))
}

// leads reports whether the role opens the page where a line is done.
func (s *Screen) leads(row int) bool { return !s.n.Shell.Shuts(s.model.where(row).Screen) }

// toggleLine shows the tasks of a line one by one, or the line alone again.
func (s *Screen) toggleLine(row int) {
	s.model.toggle(s.model.rows[row].task.Key)
	s.show()
}

// Keys are the page's own keys, for the sheet of keys.
func (s *Screen) Keys() []parts.Fact {
	keys := []parts.Fact{
		{Label: "Enter", Value: "Do it, or open a line that holds several"}, {Label: "E", Value: "Each task of a line by itself"}, {Label: "U", Value: "Show what was put off, or go back"},
	}
	if s.n.Desk.May(access.PutOff) {
		keys = append(keys, parts.Fact{Label: "D", Value: "Done"}, parts.Fact{Label: "S or Z", Value: "Put off"}, parts.Fact{Label: "B", Value: "Bring back"})
	}
	if s.n.Desk.May(access.Export) {
		keys = append(keys, parts.Fact{Label: "C", Value: "Save as a calendar"})
	}
	return keys
}

// Key uses the page's letters.
func (s *Screen) Key(r rune) bool {
	if s.list == nil {
		return false
	}
	row := s.list.Current()
	switch r {
	case 'u', 'U':
		s.togglePut()
		return true
	case 'c', 'C':
		if s.n.Desk.May(access.Export) {
			s.saveCalendar()
			return true
		}
	}
	if row < 0 {
		return false
	}
	t := s.model.rows[row].task
	switch {
	case (r == 'e' || r == 'E') && t.Of != nil && !s.model.showsPut:
		s.toggleLine(row)
	case !s.n.Desk.May(access.PutOff):
		return false
	case (r == 'd' || r == 'D') && !s.model.showsPut:
		s.try(s.n.Desk.FinishTask(context.Background(), t.Key, ""))
	case (r == 's' || r == 'S' || r == 'z' || r == 'Z') && !s.model.showsPut:
		s.snooze(t, s.model.about(row))
	case (r == 'b' || r == 'B') && s.model.showsPut:
		s.try(s.n.Desk.BringBack(context.Background(), t.Key))
	default:
		return false
	}
	return true
}

// try shows what a change did, or why it was refused.
func (s *Screen) try(err error) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.changed()
}

func (s *Screen) changed() {
	s.read()
	s.Focus()
}

// togglePut shows what was put off in place of what waits, or what waits again.
func (s *Screen) togglePut() {
	s.model.showsPut = !s.model.showsPut
	s.model.lay()
	s.show()
	s.list.SetCurrent(0)
	s.showDetail()
	s.Focus()
}

// Back goes back from what was put off to what waits.
func (s *Screen) Back() bool {
	if s.list == nil || !s.model.showsPut {
		return false
	}
	s.togglePut()
	return true
}

// saveCalendar asks where the dates of the coming year are to be saved as a calendar.
func (s *Screen) saveCalendar() {
	today := s.n.Desk.Today()
	card := &saving.Card{Title: "Save as a calendar", Names: true, NoFull: true, Path: filepath.Join(s.n.Folder, "SEN dates "+today.String()+".ics"),
		Hint: "Outlook and other calendars take this file. It holds the dates of the coming year and no pupil's name.",
		Make: func(names desk.Names) ([]byte, error) {
			var b bytes.Buffer
			_, err := s.n.Desk.Calendar(context.Background(), &b, today, today.AddYears(1), names)
			return b.Bytes(), err
		},
		Saved: func(path string) { s.n.Shell.Say("The calendar is saved as " + path + ".") },
	}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Title is for the window.
func (s *Screen) Title() string { return "Today" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.first) }

// Refresh reads again what waits.
func (s *Screen) Refresh() {
	if (s.list == nil) != s.model.isEmpty() {
		s.n.Shell.Go(shell.To("today")) // the page has another shape now
		return
	}
	s.read()
}

// New begins a new pupil (Ctrl+N).
func (s *Screen) New() {
	if s.n.Shell.Allows(access.WriteRecord) {
		s.n.Shell.Go(shell.To("register", "new"))
	}
}

// Count says in the foot how much waits.
func (s *Screen) Count() string {
	if n := len(s.model.Tasks); n > 0 {
		return wording.Count(n, "thing") + " waiting"
	}
	return ""
}
