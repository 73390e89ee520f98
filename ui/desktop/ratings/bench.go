package ratings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/continuum"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
)

// strand is one thing that is rated: a strand, or an area as a whole.
type strand struct {
	id, name, area, note string
	statements           map[string][]continuum.Descriptor
}

// Bench is where the strands of one pupil or case are rated.
type Bench struct {
	// Rate is told the level that a strand is given; "" takes its rating away.
	Rate func(strand, level string)

	pack    *continuum.Pack
	strands []strand
	at      int
	ratings map[string]string

	list   *outline.List
	side   *fyne.Container
	scroll *container.Scroll
	checks []*parts.Check // one for each level
	object fyne.CanvasObject
}

// New makes a bench for the strands of a pack.
func New(p *continuum.Pack) *Bench {
	b := &Bench{pack: p, strands: strandsOf(p), list: outline.NewList(), side: parts.Column(parts.Between)}
	b.list.OnCurrent = func(row int) {
		b.at = row
		b.showStrand()
		b.scroll.ScrollToTop()
	}
	b.list.OnInto = b.toLevels
	b.list.OnRune = func(r rune) { b.pass(func(c fyne.Canvas) { c.OnTypedRune()(r) }, r) }
	b.list.OnKey = func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyBackspace || key.Name == fyne.KeyDelete {
			b.rate("")
			return
		}
		if c := b.canvas(); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(key)
		}
	}
	b.scroll = parts.Scrolled(parts.Margins(0, 0, 3, 0, b.side))
	b.object = parts.Halves(44, 56, parts.Margins(0, 0, parts.Groups, 0, b.list), b.scroll)
	b.Show(nil)
	return b
}

// strandsOf lists what a pack has rated, in its order.
func strandsOf(p *continuum.Pack) []strand {
	var list []strand
	for _, a := range p.Areas {
		if p.Rateable(a.ID) {
			name := a.Name
			if len(a.Strands) > 0 {
				name = "As a whole"
			}
			list = append(list, strand{a.ID, name, a.Name, a.Plain, a.Descriptors})
		}
		for _, s := range a.Strands {
			list = append(list, strand{s.ID, s.Name, a.Name, s.Note, s.Descriptors})
		}
	}
	return list
}

// Object is what is drawn.
func (b *Bench) Object() fyne.CanvasObject { return b.object }

// First is what has the keyboard first: the list of strands.
func (b *Bench) First() fyne.Focusable { return b.list }

// Show sets the ratings.
func (b *Bench) Show(ratings map[string]string) {
	b.ratings = ratings
	var rows []outline.Row
	for _, s := range b.strands {
		level := ratings[s.id]
		standing := "not rated"
		if level != "" {
			standing = "rated " + level
		}
		rows = append(rows, outline.Row{Group: s.area, Title: s.name, Note: level, NoteStyle: parts.SmallStrong, Label: s.area + ", " + s.name + ", " + standing})
	}
	b.list.SetRows(rows, b.at)
	b.showStrand()
}

// showStrand sets the statements of the strand being rated.
func (b *Bench) showStrand() {
	s := b.strands[b.at]
	note := s.area
	if s.note != "" && s.note != s.area {
		note += ". " + s.note
	}
	focused := b.focusedCheck()
	b.checks = nil
	things := []fyne.CanvasObject{parts.NewProse(s.name, parts.SectionTitle), parts.NewProse(note, parts.Quiet)}
	for _, l := range b.pack.Levels {
		check := parts.NewCheck(l.ID, b.ratings[s.id] == l.ID, func(ticked bool) {
			if ticked {
				b.rate(l.ID)
			} else {
				b.rate("")
			}
		})
		b.checks = append(b.checks, check)
		var lines []string
		for _, d := range s.statements[l.ID] {
			lines = append(lines, d.Text)
		}
		things = append(things, parts.Column(0, container.NewBorder(nil, nil, check, nil, parts.NewCutText(l.Name, parts.Strong)), parts.Margins(7, 0, 0, parts.Tight, parts.NewProse(strings.Join(lines, "\n"), parts.Plain))))
	}
	b.side.Objects = things
	b.side.Refresh()
	if c := b.canvas(); c != nil && focused >= 0 {
		c.Focus(b.checks[focused])
	}
}

// focusedCheck is the level with the keyboard, or -1.
func (b *Bench) focusedCheck() int {
	c := b.canvas()
	if c == nil {
		return -1
	}
	return slices.IndexFunc(b.checks, func(check *parts.Check) bool { return c.Focused() == fyne.Focusable(check) })
}

func (b *Bench) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(b.list) }

// toLevels gives the keyboard to the level that the strand is rated at, or to the first.
func (b *Bench) toLevels() {
	at := slices.IndexFunc(b.pack.Levels, func(l continuum.Level) bool { return l.ID == b.ratings[b.strands[b.at].id] })
	if c := b.canvas(); c != nil {
		c.Focus(b.checks[max(0, at)])
	}
}

// rate gives the strand a level.
func (b *Bench) rate(level string) {
	if b.ratings[b.strands[b.at].id] != level && b.Rate != nil {
		b.Rate(b.strands[b.at].id, level)
	}
}

// pass hands a character to the page.
func (b *Bench) pass(to func(fyne.Canvas), r rune) {
	if b.Key(r) {
		return
	}
	if c := b.canvas(); c != nil && c.OnTypedRune() != nil {
		to(c)
	}
}

// Key rates with the digits: each is the rank of a level. It reports whether there is
// such a level.
func (b *Bench) Key(r rune) bool {
	i := slices.IndexFunc(b.pack.Levels, func(l continuum.Level) bool { return rune('0'+l.Rank) == r })
	if i < 0 || r < '0' || r > '9' {
		return false
	}
	b.rate(b.pack.Levels[i].ID)
	return true
}

// Back goes from the levels to the strands; false where the keyboard is not there.
func (b *Bench) Back() bool {
	if b.focusedCheck() < 0 {
		return false
	}
	b.canvas().Focus(b.list)
	return true
}

// Keys lists the keys of the bench.
func (b *Bench) Keys() []parts.Fact {
	first, last := b.pack.Levels[0], b.pack.Levels[len(b.pack.Levels)-1]
	return []parts.Fact{
		{Label: string(rune('0'+first.Rank)) + " to " + string(rune('0'+min(9, last.Rank))), Value: "Rate at " + first.ID + " to " + last.ID},
		{Label: "Right, then Space", Value: "Go to the statements and choose there"},
		{Label: "Backspace", Value: "Take the rating away"},
	}
}
