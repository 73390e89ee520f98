package paper

// Cover returns how many of the blocks stand with the title on a page of its own, before
// the contents: those up to a page break that comes before any heading. 0 is no cover.
func (d *Doc) Cover() int {
	for i, b := range d.Blocks {
		switch b.(type) {
		case Heading, Panels:
			return 0
		case PageBreak:
			return i + 1
		}
	}
	return 0
}
