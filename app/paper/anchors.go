package paper

import "strconv"

// Anchors returns the anchor of each heading by its place in Blocks: the heading's
// own ID, or section-1, section-2 and so on for those that have none.
func (d *Doc) Anchors() map[int]string {
	taken := map[string]bool{}
	for _, b := range d.Blocks {
		if h, ok := b.(Heading); ok && h.ID != "" {
			taken[h.ID] = true
		}
	}
	anchors, n := map[int]string{}, 0
	for i, b := range d.Blocks {
		h, ok := b.(Heading)
		if !ok {
			continue
		}
		id := h.ID
		for id == "" {
			n++
			if s := "section-" + strconv.Itoa(n); !taken[s] {
				id = s
			}
		}
		anchors[i] = id
	}
	return anchors
}
