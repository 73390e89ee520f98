package parts

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/paper"
	"needsbook/ui/desktop/theme"
)

// Readable is a part, made outside this package, that says in blocks of a document what it
// shows. Parts that say nothing of their own are read by what stands in them, or else by
// what they tell a screen reader.
type Readable interface{ Read() []paper.Block }

// Reading is what stands on a page, in reading order, and what can be done there.
type Reading struct {
	Blocks  []paper.Block
	Actions []string // the words of the buttons, with their keys, each once
}

// Read reads all that is shown in a thing, whether or not it is scrolled into view. It
// reads what the parts show, so that names that are hidden on the page are hidden in it.
func Read(thing fyne.CanvasObject) Reading {
	r := reader{seen: map[string]bool{}}
	r.read(thing)
	r.endFacts()
	return Reading{Blocks: r.blocks, Actions: r.actions}
}

type reader struct {
	blocks  []paper.Block
	facts   []paper.Pair // fields and facts that follow each other, not written yet
	heading string       // the last one
	actions []string
	seen    map[string]bool // actions
}

func (r *reader) read(thing fyne.CanvasObject) {
	if thing == nil || !thing.Visible() {
		return
	}
	switch t := thing.(type) {
	case Readable:
		r.put(t.Read()...)
	case *fyne.Container:
		r.container(t)
	case *Text:
		r.text(t)
	case *Prose:
		r.prose(t.words)
	case *Badge:
		r.prose(t.words)
	case *Button:
		r.action(t)
	case *Check:
		r.fact(t.words, map[bool]string{true: "ticked", false: "not ticked"}[t.Ticked])
	case *FactList:
		for i, label := range t.labels {
			r.fact(label.words, strings.TrimSpace(t.marks[i].words+" "+t.values[i].words))
		}
	case *Form:
		r.form(t)
	case *LampList:
		r.lamps(t)
	case *Tabs:
		r.tabs(t)
	case *Timeline:
		r.timeline(t)
	case *Grid:
		r.grid(t)
	case *Chart:
		r.chart(t)
	case fyne.Focusable:
		if field, ok := thing.(interface{ reading() (name, value string) }); ok {
			r.fact(field.reading())
			return
		}
		r.others(thing)
	default:
		r.others(thing)
	}
}

// others reads a thing that this package knows nothing of.
func (r *reader) others(thing fyne.CanvasObject) {
	if within := inside(thing); len(within) > 0 {
		for _, in := range within {
			r.read(in)
		}
		return
	}
	if told, ok := thing.(fyne.Accessible); ok {
		r.prose(told.AccessibilityLabel())
	}
}

// container reads what stands in a container. Short texts on one line are one paragraph.
func (r *reader) container(c *fyne.Container) {
	if row, ok := c.Layout.(*stack); ok && !row.down {
		var words []string
		short := func(o fyne.CanvasObject) bool {
			text, isText := o.(*Text)
			badge, isBadge := o.(*Badge)
			switch {
			case !o.Visible() || isSpring(o):
			case isText && text.level() == 0:
				words = append(words, text.words)
			case isBadge:
				words = append(words, badge.words)
			default:
				_, strutted := o.(*strut)
				return strutted
			}
			return true
		}
		if !slices.ContainsFunc(c.Objects, func(o fyne.CanvasObject) bool { return !short(o) }) {
			r.prose(strings.Join(slices.DeleteFunc(words, func(w string) bool { return strings.TrimSpace(w) == "" }), " "))
			return
		}
	}
	for _, in := range c.Objects {
		r.read(in)
	}
}

// level is the level of heading that a text is, 0 for none.
func (t *Text) level() int {
	switch {
	case t.style.Size == theme.SizePage || t.style.Size == theme.SizeSection:
		return 2
	case t.heads:
		return 3
	}
	return 0
}

func (r *reader) text(t *Text) {
	words := paper.Clean(t.words)
	level := t.level()
	if level == 0 || words == "" {
		r.prose(words)
		return
	}
	r.endFacts()
	last := 1
	for _, b := range r.blocks {
		if h, ok := b.(paper.Heading); ok {
			last = h.Level
		}
	}
	r.heading = words
	r.blocks = append(r.blocks, paper.Heading{Level: min(level, last+1), Text: words})
}

// prose adds paragraphs, a line each.
func (r *reader) prose(words string) {
	for _, line := range strings.Split(words, "\n") {
		if line = paper.Clean(line); line != "" {
			r.put(paper.P(line))
		}
	}
}

// put adds blocks after the facts before them.
func (r *reader) put(blocks ...paper.Block) {
	if len(blocks) > 0 {
		r.endFacts()
		r.blocks = append(r.blocks, blocks...)
	}
}

// fact adds a name with its value; those that follow each other make one list.
func (r *reader) fact(name, value string) {
	name, value = paper.Clean(name), paper.Clean(strings.ReplaceAll(value, "\n", " "))
	if name == "" {
		r.prose(value)
		return
	}
	if value == "" {
		value = "empty"
	}
	r.facts = append(r.facts, paper.Fact(name, value))
}

func (r *reader) endFacts() {
	if len(r.facts) == 0 {
		return
	}
	r.blocks = append(r.blocks, paper.KeyValues{Caption: r.caption("Details"), Pairs: r.facts})
	r.facts = nil
}

// caption names a table after the heading that it stands under.
func (r *reader) caption(otherwise string) string {
	if r.heading == "" {
		return otherwise
	}
	return r.heading
}

func (r *reader) action(b *Button) {
	words := paper.Clean(b.words)
	switch {
	case words == "":
		return
	case b.key != "" && b.key != "▾":
		words += " (" + b.key + ")"
	}
	if b.Disabled() {
		words += ", not now"
	}
	if !r.seen[words] {
		r.seen[words] = true
		r.actions = append(r.actions, words)
	}
}

func (r *reader) form(f *Form) {
	if f.count.Visible() {
		r.prose(f.count.words)
	}
	for _, row := range f.rows {
		if !row.field.Visible() {
			continue
		}
		if field, ok := row.field.(interface{ reading() (name, value string) }); ok {
			_, value := field.reading()
			r.fact(row.label.words, value)
		} else {
			r.prose(row.label.words)
			r.read(row.field)
		}
		if row.problem.Visible() {
			r.prose(row.problem.words)
		}
		if row.hint != nil {
			r.prose(row.hint.words)
		}
	}
}

// reading is what the field is for and what stands in it; a passphrase is never said.
func (f *Field) reading() (name, value string) {
	switch {
	case f.Password && f.Text != "":
		return f.Name(), "typed, not shown"
	case f.Text == "" && f.PlaceHolder != "" && f.name != "":
		return f.Name(), "empty, for example " + f.PlaceHolder
	}
	return f.Name(), f.Text
}

func (c *Choice) reading() (name, value string) {
	if c.Text == "" {
		return c.name, "nothing chosen: " + c.PlaceHolder
	}
	return c.name, c.Text
}

func (r *reader) lamps(l *LampList) {
	var list paper.List
	for i, lamp := range l.lamps {
		word := lamp.Word
		if word == "" {
			word = lamp.State.Word()
		}
		words := strings.TrimSpace(lamp.State.Shape()+" "+word) + ": " + lamp.Title
		if lamp.Note != "" {
			words += " " + lamp.Note
		}
		list.Items = append(list.Items, paper.Item{Text: paper.Text(words)})
		if link := l.links[i]; link != nil {
			r.action(link)
		}
	}
	if len(list.Items) > 0 {
		r.put(list)
	}
}

func (r *reader) tabs(t *Tabs) {
	var list paper.List
	for i, name := range t.names {
		if i == t.current {
			name += ", shown now"
		}
		list.Items = append(list.Items, paper.Item{Text: paper.Text(name)})
	}
	if len(list.Items) > 0 {
		r.put(list)
	}
}

func (r *reader) timeline(t *Timeline) {
	if len(t.events) == 0 {
		r.prose(t.Empty)
		return
	}
	list := paper.List{Ordered: true}
	for _, e := range t.events {
		words := e.When + ": " + strings.TrimSpace(e.State.Shape()+" "+e.Title)
		if e.Body != "" {
			words += ". " + e.Body
		}
		list.Items = append(list.Items, paper.Item{Text: paper.Text(words)})
	}
	r.put(list)
}

func (r *reader) chart(d *Chart) {
	r.prose(d.sentence.words)
	if d.chart.Check() == nil {
		words := paper.Clean(d.sentence.words + " " + d.note.words)
		if words == "" {
			words = r.caption("Chart")
		}
		r.put(paper.Figure{Caption: r.caption("Chart"), Alt: words, Chart: d.chart, DataTable: true})
	}
	r.prose(d.note.words)
}
