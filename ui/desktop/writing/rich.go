package writing

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/surface"
	"needsbook/ui/desktop/writing/text"
)

// Rich edits a text with headings, bold, lists and links, as a word processor does. Set
// Object into a page.
type Rich struct {
	Object fyne.CanvasObject
	// OnTyped is called when the words have changed by hand.
	OnTyped func()

	sheet   *surface.Surface
	frame   *frame
	tools   *tools
	problem *parts.Prose
	save    func(words string) error

	given string // the words as they were last set
	kept  string // the words as they were last saved
	since int    // changes since then
	pause parts.Wait
}

// NewRich makes an empty editor that takes all the room of its place; the hint stands
// in it while it is empty. Save keeps the words when writing has rested for parts.Pause,
// when the keyboard goes elsewhere, and after each few lines; what it refuses is said
// under them.
func NewRich(hint string, save func(words string) error) *Rich {
	r := &Rich{save: save, sheet: surface.New(hint)}
	r.problem = parts.NewProse("", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue})
	r.problem.Hide()
	r.frame = newFrame(r.sheet)
	r.sheet.Ring = r.frame
	r.tools = newTools(r.toolList(), r.frame.say)
	r.sheet.OnTyped, r.sheet.OnMoved, r.sheet.OnFocus, r.sheet.OnLink = r.typed, r.moved, r.focused, r.askLink
	r.Object = parts.Frame(parts.Margins(0, 0, 0, parts.Tight, r.tools), r.frame, r.problem)
	return r
}

// NameMarks says which words stand for a mark such as {{senco_name}}; without it its
// name does.
func (r *Rich) NameMarks(name func(mark string) string) { r.sheet.NameMark = name }

// SetWords shows words as they are kept. Words that stand there already stay as they
// are, and so does the caret; when nobody is writing they may be those of another
// place, so what was done before cannot be taken back any more.
func (r *Rich) SetWords(words string) {
	if r.Words() == words {
		r.kept = words
		if !r.sheet.Focused() && !r.tools.focused {
			r.given = words
			r.sheet.Text().Forget()
		}
		return
	}
	r.pause.Stop()
	r.given, r.kept = words, words
	r.sheet.SetText(text.New(words))
	r.say("")
}

// Words returns the words as they stand: those that were set, until something is written.
func (r *Rich) Words() string {
	if t := r.sheet.Text(); t.Changed() {
		return t.Words()
	}
	return r.given
}

// typed follows the keys.
func (r *Rich) typed() {
	if r.since++; r.since >= fewLines {
		r.Keep()
	} else {
		r.pause.Start(parts.Pause, r.Keep)
	}
	if r.OnTyped != nil {
		r.OnTyped()
	}
}

// Keep saves the words now, if they are other ones than before.
func (r *Rich) Keep() {
	r.pause.Stop()
	r.since = 0
	words := r.Words()
	if words == r.kept {
		return
	}
	if err := r.save(words); err != nil {
		r.say(desk.Words(err))
		return
	}
	r.kept = words
	r.say("")
}

func (r *Rich) say(words string) {
	parts.SetShown(r.problem, words != "")
	if words != "" {
		words = "! " + words
	}
	r.problem.SetText(words)
	r.Object.Refresh()
}

// Problem is what is said under the words, or "".
func (r *Rich) Problem() string {
	if !r.problem.Visible() {
		return ""
	}
	return r.problem.String()
}

// Insert puts words in at the caret, or in the place of what is selected, and gives the
// keyboard to the words. Ctrl+Z takes them out again.
func (r *Rich) Insert(words string) {
	r.sheet.Do(func(t *text.Text) { t.Insert(words) })
	r.focus()
}

// Focusable is what the keyboard goes to.
func (r *Rich) Focusable() fyne.Focusable { return r.sheet }

func (r *Rich) focus() {
	if at := parts.CanvasOf(r.frame); at != nil {
		at.Focus(r.sheet)
	}
}

// Select marks a stretch of Words, in bytes, and scrolls there.
func (r *Rich) Select(at, end int) { r.sheet.Select(r.Words(), at, end) }

// focused keeps the words when the keyboard goes elsewhere.
func (r *Rich) focused(has bool) {
	r.frame.Refresh()
	if !has {
		r.Keep()
	}
}

// moved shows how the words at the caret are set.
func (r *Rich) moved() {
	r.tools.say("")
	if href := r.sheet.Text().Look().Href; href != "" {
		r.tools.say("Leads to " + strings.TrimPrefix(href, "mailto:"))
	}
	r.tools.Refresh()
}

// toolList is what can be done with words, with the keys that do the same.
func (r *Rich) toolList() []tool {
	kind := func(name, short, says string, kind markup.Kind) tool {
		return tool{name: name, short: short, says: says,
			do: func() { r.use(func(t *text.Text) { t.ToggleKind(kind) }) },
			on: func() bool { return r.sheet.Text().Look().Kind == kind }}
	}
	return []tool{
		kind("Heading", "H1", "Make this a heading, Ctrl+Shift+1", markup.Heading),
		kind("Subheading", "H2", "Make this a heading under the last one, Ctrl+Shift+2", markup.Subheading),
		{name: "Bold", short: "B", says: "Make the words bold, Ctrl+B", bold: true, do: func() { r.use((*text.Text).ToggleBold) },
			on: func() bool { return r.sheet.Text().Look().Bold }},
		kind("Bullets", "•", "Make this a list, Ctrl+Shift+8; Tab moves an item in", markup.Bullet),
		kind("Numbers", "1.", "Make this a list of steps, Ctrl+Shift+7", markup.Step),
		{name: "Link", short: "Link", says: "Lead to a page or a mailbox, Ctrl+Shift+K", do: r.askLink,
			on: func() bool { return r.sheet.Text().Look().Href != "" }},
	}
}

// use changes the words from a tool; the keyboard goes back to them.
func (r *Rich) use(change func(*text.Text)) {
	r.sheet.Do(change)
	r.focus()
}
