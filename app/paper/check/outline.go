package check

// checkOutline looks at the bookmarks: each has words, leads to a page, and stands in a
// chain that can be walked both ways (PDF 1.7, 12.3.3).
func (d *document) checkOutline() {
	root := d.catalog["Outlines"]
	if root == nil {
		return
	}
	ref, _ := root.(Ref)
	shown := d.bookmarks(ref, map[Ref]bool{}, 0)
	d.want(d.file.dict(ref)["Count"] == float64(shown), "bookmarks: the root does not count those that are shown")
}

// bookmarks looks at the entries below one, and returns how many there are right below:
// all are closed, so that no more would be shown when it is opened.
func (d *document) bookmarks(parent Ref, seen map[Ref]bool, depth int) (total int) {
	above := d.file.dict(parent)
	var before any
	for at := above["First"]; at != nil; {
		ref, ok := at.(Ref)
		if !ok || seen[ref] || depth > deepest {
			d.fault("bookmark %d: the chain is broken", ref)
			return total
		}
		seen[ref] = true
		b := d.file.dict(ref)
		d.want(d.file.text(b["Title"]) != "", "bookmark %d: no words", ref)
		d.want(b["Parent"] == parent, "bookmark %d: its parent is another", ref)
		d.want(b["Prev"] == before, "bookmark %d: what stands before it is another", ref)
		d.want(d.leads(b), "bookmark %d: leads nowhere", ref)
		total++
		below := d.bookmarks(ref, seen, depth+1)
		count, _ := b["Count"].(float64)
		d.want(int(count) == -below, "bookmark %d: counts %d below it", ref, int(count))
		before, at = ref, b["Next"]
	}
	d.want(above["Last"] == before, "bookmark %d: another one is the last", parent)
	return total
}
