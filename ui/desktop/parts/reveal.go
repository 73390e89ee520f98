package parts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// holding is a part that other parts stand in.
type holding interface{ held() []fyne.CanvasObject }

// Holding is a field of several parts, made outside this package, that says what stands
// in it, so that what gets the keyboard there is scrolled into view.
type Holding interface{ Held() []fyne.CanvasObject }

func (p *Panel) held() []fyne.CanvasObject    { return []fyne.CanvasObject{p.content} }
func (l *LampList) held() []fyne.CanvasObject { return []fyne.CanvasObject{l.lines} }
func (o *Overlay) held() []fyne.CanvasObject  { return []fyne.CanvasObject{o.card} }

func (f *Form) held() []fyne.CanvasObject {
	var fields []fyne.CanvasObject
	for _, row := range f.rows {
		fields = append(fields, row.field)
	}
	return fields
}

// inside lists what stands in a thing.
func inside(thing fyne.CanvasObject) []fyne.CanvasObject {
	switch t := thing.(type) {
	case *fyne.Container:
		return t.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{t.Content}
	case holding:
		return t.held()
	case Holding:
		return t.Held()
	}
	return nil
}

// reveal scrolls a part that has just got the keyboard into view; Fyne leaves it
// out of sight.
func reveal(thing fyne.CanvasObject) {
	c := canvasOf(thing)
	if c == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	for _, scroll := range scrollsAround(root, thing) {
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(thing).Y - driver.AbsolutePositionForObject(scroll).Y
		room, offset := scroll.Size().Height, scroll.Offset
		if below := top + thing.Size().Height - room; below > 0 {
			offset.Y += min(below, top) // the beginning stays in view where it is taller than the room
		} else if top < 0 {
			offset.Y += top
		}
		left := driver.AbsolutePositionForObject(thing).X - driver.AbsolutePositionForObject(scroll).X
		if beyond := left + thing.Size().Width - scroll.Size().Width; beyond > 0 {
			offset.X += min(beyond, left)
		} else if left < 0 {
			offset.X += left
		}
		if scroll.Direction != container.ScrollBoth {
			offset.X = scroll.Offset.X
		}
		if offset != scroll.Offset {
			scroll.ScrollToOffset(offset)
		}
	}
}

// scrollsAround finds the scrolls between a root and a thing in it, the inmost first.
func scrollsAround(root, thing fyne.CanvasObject) []*container.Scroll {
	scrolls, _ := search(root, thing)
	return scrolls
}

func search(at, thing fyne.CanvasObject) ([]*container.Scroll, bool) {
	if at == nil {
		return nil, false
	}
	if at == thing {
		return nil, true
	}
	for _, in := range inside(at) {
		if scrolls, found := search(in, thing); found {
			if scroll, ok := at.(*container.Scroll); ok {
				scrolls = append(scrolls, scroll)
			}
			return scrolls, true
		}
	}
	return nil, false
}

// ScrollPage moves what scrolls in a page by Page Up, Page Down, Home or End, for pages to
// read in which nothing uses those keys. It moves first what the part with the keyboard
// stands in; where that is at its end, the next one, so that every line of a page can be
// read by keys. It reports whether it did.
func ScrollPage(page fyne.CanvasObject, key *fyne.KeyEvent) bool {
	down := key.Name == fyne.KeyPageDown || key.Name == fyne.KeyEnd
	scrolls := scrollsIn(page, nil)
	if !down {
		slices.Reverse(scrolls)
	}
	if at := canvasOf(page); at != nil && at.Focused() != nil {
		around := scrollsAround(page, at.Focused().(fyne.CanvasObject))
		scrolls = append(around, scrolls...)
	}
	for _, scroll := range scrolls {
		if scroll.Visible() && scrollBy(scroll, key) {
			return true
		}
	}
	return false
}

// scrollBy moves one scroll. It reports whether it had somewhere to go.
func scrollBy(scroll *container.Scroll, key *fyne.KeyEvent) bool {
	most := max(0, scroll.Content.MinSize().Height-scroll.Size().Height)
	step, offset := scroll.Size().Height*0.9, scroll.Offset
	switch key.Name {
	case fyne.KeyPageDown:
		offset.Y += step
	case fyne.KeyPageUp:
		offset.Y -= step
	case fyne.KeyHome:
		offset.Y = 0
	case fyne.KeyEnd:
		offset.Y = most
	default:
		return false
	}
	offset.Y = max(0, min(offset.Y, most))
	if offset == scroll.Offset {
		return false
	}
	scroll.ScrollToOffset(offset)
	return true
}

// scrollsIn lists what scrolls up and down in a thing that is shown, in reading order.
func scrollsIn(at fyne.CanvasObject, list []*container.Scroll) []*container.Scroll {
	if at == nil || !at.Visible() {
		return list
	}
	if scroll, ok := at.(*container.Scroll); ok {
		list = append(list, scroll)
	}
	for _, in := range inside(at) {
		list = scrollsIn(in, list)
	}
	return list
}
