package requests

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
)

// picker takes several things out of a list: each is found by typing and then stands in a
// line of its own, from which it can be taken away again.
type picker struct {
	compound
	field   *parts.Choice
	rows    *fyne.Container
	options []parts.Option
	chosen  []string
	most    int    // how many can be taken
	changed func() // called when one was taken or let go
}

// newPicker makes a picker of at most so many things; the hint stands in its field.
func newPicker(hint string, most int, changed func()) *picker {
	p := &picker{rows: parts.Column(parts.None), most: most, changed: changed}
	p.field = parts.NewChoice(nil, func(value string) {
		p.field.SetChosen("")
		p.take(value)
	})
	p.field.PlaceHolder = hint
	p.body = parts.Column(parts.Tight, p.field, p.rows)
	p.ExtendBaseWidget(p)
	return p
}

// offer sets what can be taken; what was taken and is offered no more goes.
func (p *picker) offer(options []parts.Option) {
	p.options = options
	p.chosen = slices.DeleteFunc(p.chosen, func(value string) bool { return p.at(value) < 0 })
	p.show()
}

func (p *picker) at(value string) int {
	return slices.IndexFunc(p.options, func(o parts.Option) bool { return o.Value == value })
}

// take adds a thing; of a picker for one it takes the place of the other.
func (p *picker) take(values ...string) {
	for _, value := range values {
		if value == "" || p.at(value) < 0 || slices.Contains(p.chosen, value) {
			continue
		}
		if p.most == 1 {
			p.chosen = nil
		}
		p.chosen = append(p.chosen, value)
	}
	p.show()
	p.changed()
}

// show sets a line for each thing that was taken, and offers the others.
func (p *picker) show() {
	p.rows.Objects = nil
	for i, value := range p.chosen {
		o := p.options[p.at(value)]
		p.rows.Add(parts.Beside(
			parts.Column(0, parts.NewProse(o.Words, parts.Plain), parts.NewProse(o.Note, parts.Quiet)),
			parts.NewLink("Remove", func() {
				p.chosen = slices.Delete(p.chosen, i, i+1)
				p.show()
				p.changed()
				p.focus()
			})))
	}
	p.resized()
	p.field.SetOptions(slices.DeleteFunc(slices.Clone(p.options), func(o parts.Option) bool { return slices.Contains(p.chosen, o.Value) }))
}

func (p *picker) focus() {
	if at := parts.CanvasOf(p.field); at != nil {
		at.Focus(p.field)
	}
}

// DraftWords writes what was taken in one line, for the draft of a form.
func (p *picker) DraftWords() string { return strings.Join(p.chosen, " ") }

// RestoreWords takes up what DraftWords wrote.
func (p *picker) RestoreWords(words string) {
	p.chosen = nil
	p.take(strings.Fields(words)...)
}

// OnTyped calls keep when one was taken or let go.
func (p *picker) OnTyped(keep, _ func()) {
	before := p.changed
	p.changed = func() {
		before()
		keep()
	}
}
