package shell

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// top is the strip over the page.
type top struct {
	s      *Shell
	object fyne.CanvasObject
	names  *parts.Button
	saved  *parts.Text
}

func newTop(s *Shell) *top {
	t := &top{s: s, saved: parts.NewText("", parts.Quiet)}
	find := parts.NewButton("Find a pupil or do anything", s.ShowPalette).WithIcon("search").WithKey("Ctrl+K").FromLeft()
	t.names = parts.NewLink("", s.toggleNames).WithIcon("eye").WithKey("F8")
	right := parts.Flow(parts.Groups, t.names)
	if s.setup.Saved != nil {
		right.Add(t.saved)
	}
	if s.setup.Lock != nil {
		right.Add(parts.NewLink("Lock", s.Lock).WithIcon("lock"))
	}
	t.object = parts.Margins(parts.Pages, parts.Between, parts.Groups, parts.Between,
		parts.Beside(parts.AtMost(96, find), right))
	return t
}

// show says again whether names are shown, and when the file was saved.
func (t *top) show() {
	words, icon := "Names shown", "eye"
	if t.s.hidden {
		words, icon = "Names hidden", "eye-off"
	}
	t.names.SetText(words)
	t.names.SetIcon(icon)
	if t.s.setup.Saved != nil {
		t.saved.SetText(t.s.setup.Saved())
	}
	t.object.Refresh()
}

// foot is the strip under the page: the last change with its undo, what the
// program has to say, and how much is shown.
type foot struct {
	s      *Shell
	object *fyne.Container
	undo   *parts.Button
	mark   *parts.Text
	words  *parts.Text
	busy   *parts.Text
	count  *parts.Text
}

func newFoot(s *Shell) *foot {
	f := &foot{
		s: s, undo: parts.NewLink("", s.undo).WithIcon("undo").WithKey("Ctrl+Z"),
		mark: parts.NewText("", parts.SmallStrong), words: parts.NewCutText("", parts.Quiet),
		busy: parts.NewText("", parts.Quiet), count: parts.NewText("", parts.Quiet),
	}
	f.object = parts.Margins(5, parts.Tight, parts.Groups, parts.Tight, parts.Beside(
		parts.Sides(parts.Row(parts.Between, f.undo, f.mark), f.words, nil), parts.Row(parts.Groups, f.busy, f.count)))
	return f
}

// show says again what the last change was and how much is shown.
func (f *foot) show() {
	parts.SetShown(f.undo, f.s.seat().May(access.LogDay))
	change := ""
	if f.s.setup.LastChange != nil {
		change = f.s.setup.LastChange()
	}
	if change == "" {
		f.undo.SetText("Nothing to undo")
		f.undo.Disable()
	} else {
		f.undo.SetText("Undo: " + change)
		f.undo.Enable()
	}
	if f.s.setup.Warning != nil && f.words.String() == "" {
		if warning := f.s.setup.Warning(); warning != "" {
			f.say(warning, parts.Soon)
		}
	}
	f.recount()
}

// recount says again how much is shown.
func (f *foot) recount() {
	count := ""
	if c, ok := f.s.screen.(Counter); ok {
		count = c.Count()
	}
	f.count.SetText(count)
	f.object.Refresh()
}

// say shows a sentence; a state puts its shape before it.
func (f *foot) say(words string, state parts.State) {
	f.mark.SetText(state.Shape())
	f.mark.SetStyle(parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: state.Colour()})
	style := parts.Quiet
	if state != parts.NoState {
		style.Colour = state.Colour()
	}
	f.words.SetStyle(style)
	f.words.SetText(words)
	f.object.Refresh()
}

func (f *foot) clear() { f.say("", parts.NoState) }

// running says that work goes on beside the window.
func (f *foot) running(n int) {
	words := ""
	if n > 0 {
		words = "Working…"
	}
	f.busy.SetText(words)
	f.object.Refresh()
}
