package desktop

import (
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/today"
	"needsbook/ui/desktop/wording"
)

// change counts the changes to the records and keeps the time of the last. Work
// beside the window makes changes as well, so it is read and written atomically.
type change struct {
	n  atomic.Int64
	at atomic.Int64 // Unix seconds
}

// changed follows every change to the records.
func (w *window) changed() {
	w.changes.at.Store(w.p.Options.Clock().Unix())
	w.changes.n.Add(1)
}

// saved says when the last change was saved.
func (w *window) saved() string {
	if w.desk == nil {
		return ""
	}
	return "Saved " + time.Unix(w.changes.at.Load(), 0).Format("15:04")
}

// warning says when the file is safe but could not be tidied up.
func (w *window) warning() string {
	if w.desk == nil {
		return ""
	}
	return w.desk.Keeper().Warning()
}

// lastChange names what undo would take back.
func (w *window) lastChange() string {
	if w.desk == nil {
		return ""
	}
	last, err := w.desk.Last(w.ctx)
	if err != nil {
		return ""
	}
	if last.Undo != "" && w.shell.NamesHidden() {
		return "the last change" // its label may hold a name
	}
	return last.Undo
}

func (w *window) undo() (string, error) {
	if w.desk == nil {
		return "", nil
	}
	return w.spoken("The last change was taken back.")(w.desk.Undo(w.ctx))
}

func (w *window) redo() (string, error) {
	if w.desk == nil {
		return "", nil
	}
	return w.spoken("The change was made again.")(w.desk.Redo(w.ctx))
}

// spoken says what undo or redo did, and turns an error into the sentence that the frame
// shows. While names are hidden it says unnamed in place of the change's own words, which
// may hold a name.
func (w *window) spoken(unnamed string) func(label string, err error) (string, error) {
	return func(label string, err error) (string, error) {
		if label != "" && w.shell.NamesHidden() {
			label = unnamed
		}
		if err != nil {
			return label, sentence(desk.Words(err))
		}
		return label, nil
	}
}

// sentence is an error that is a sentence for people.
type sentence string

func (s sentence) Error() string { return string(s) }

// searched are the places whose argument is what somebody typed or the path of a file,
// either of which may name a pupil.
var searched = []string{"register", "import"}

// went keeps where the person is, to open there next time. A pupil's page is kept
// by its number, never by a name.
func (w *window) went(to shell.Route) {
	if slices.Contains(searched, to.Screen) {
		to.Arg = ""
	}
	w.keep(func(p fyne.Preferences) { p.SetString(prefRoute, to.String()) })
}

// dropped takes a file that was dropped on the window to the page that wants it, or
// else into the import.
func (w *window) dropped(_ fyne.Position, files []fyne.URI) {
	if w.desk == nil || len(files) == 0 {
		return
	}
	if page, ok := w.shell.Screen().(shell.Dropper); ok {
		page.Drop(files[0].Path())
		return
	}
	w.shell.Go(shell.To("import", files[0].Path()))
}

// found is what the palette finds, prepared once after each change.
type found struct {
	finder *parts.Finder
	items  []parts.Item
	hidden bool
	after  int64 // the change it was prepared after
}

// find answers Ctrl+K with pupils; the frame adds its screens and shortcuts.
func (w *window) find(query string) []parts.Item {
	if w.desk == nil || query == "" {
		return nil
	}
	if w.found.finder == nil || w.found.hidden != w.shell.NamesHidden() || w.found.after != w.changes.n.Load() {
		w.prepareFind()
	}
	var out []parts.Item
	for _, i := range w.found.finder.Find(query, 20) {
		out = append(out, w.found.items[i])
	}
	return append(out, w.findSections(query)...)
}

func (w *window) prepareFind() {
	after, hidden := w.changes.n.Load(), w.shell.NamesHidden()
	entries, err := w.desk.Find("left:any")
	if err != nil {
		return
	}
	texts := make([]string, len(entries))
	items := make([]parts.Item, len(entries))
	for i, e := range entries {
		texts[i] = e.Forename + " " + e.Surname + " " + e.Preferred
		note := e.Year.Label
		if e.Class != "" {
			note += " · " + e.Class
		}
		if e.OnRegister() {
			note += " · " + wording.Status(e.Status)
		}
		items[i] = parts.Item{Words: wording.Name(e, hidden), Note: note, Do: func() { w.shell.Go(shell.To("pupil", e.ID)) }}
	}
	w.found = found{finder: parts.NewFinder(texts), items: items, hidden: hidden, after: after}
}

// urgency is how much of Today is urgent, counted once after each change.
type urgency struct{ n, after int64 }

// urgent is how much of Today is overdue or due this week.
func (w *window) urgent() int {
	after := w.changes.n.Load()
	if w.desk == nil || w.urgency.after == after {
		return int(w.urgency.n)
	}
	tasks, err := w.desk.Tasks(w.ctx)
	if err != nil {
		return 0
	}
	w.urgency = urgency{after: after}
	for _, t := range tasks {
		if t.Urgency <= desk.ThisWeek {
			w.urgency.n++
		}
	}
	return int(w.urgency.n)
}

// log takes a quick note from any page.
func (w *window) log() {
	if w.desk != nil {
		today.Log(today.Needs{Desk: w.desk, Shell: w.shell})
	}
}
