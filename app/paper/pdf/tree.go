package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// tree writes the structure of the document into the file (PDF 1.7, 14.7 and 14.8).
type tree struct {
	file    *file
	layout  *layout
	elems   map[*elem]int // object numbers
	annots  []int         // object numbers, by place in layout.annots
	root    int
	parents []string // entries of the parent tree
}

// pageObject returns the object number of a page: gofpdf numbers pages 3, 5, 7 ...
func pageObject(page int) int { return 3 + 2*page }

// pages adds to each page what ties it to the structure: its place in the parent
// tree, reading order for the Tab key, and its links.
func (t *tree) pages() error {
	onPage := map[int][]string{}
	for _, a := range t.layout.annots {
		n := t.file.reserve()
		t.annots = append(t.annots, n)
		onPage[a.page] = append(onPage[a.page], fmt.Sprintf("%d 0 R", n))
	}
	for i := range t.layout.pages {
		o := &t.file.objects[pageObject(i)]
		rest, ok := bytes.CutPrefix(o.value, []byte("<</Type /Page\n"))
		if !ok || bytes.Contains(rest, []byte("/Annots")) {
			return errDrawn
		}
		links := ""
		if len(onPage[i]) > 0 {
			links = "/Annots[" + strings.Join(onPage[i], " ") + "]"
		}
		o.value = fmt.Appendf(nil, "<</Type/Page/StructParents %d/Tabs/S%s\n%s", i, links, rest)
	}
	return nil
}

// write adds the structure tree and the links, and returns the tree's root.
func (t *tree) write() int {
	t.root = t.file.reserve()
	t.number(t.layout.root)
	t.element(t.layout.root, t.root)
	for i, s := range t.layout.pages {
		refs := make([]string, len(s.owners))
		for mcid, e := range s.owners {
			refs[mcid] = fmt.Sprintf("%d 0 R", t.elems[e])
		}
		t.parents = append(t.parents, fmt.Sprintf("%d[%s]", i, strings.Join(refs, " ")))
	}
	for i, a := range t.layout.annots {
		key := len(t.layout.pages) + i
		t.parents = append(t.parents, fmt.Sprintf("%d %d 0 R", key, t.elems[a.owner]))
		t.file.set(t.annots[i], "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/StructParent %d/Contents%s%s>>",
			a.x1, t.layout.set.height-a.y2, a.x2, t.layout.set.height-a.y1, key, textString(a.words), t.target(a))
	}
	parentTree := t.file.add("<</Nums[%s]>>", strings.Join(t.parents, "\n"))
	t.file.set(t.root, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		t.elems[t.layout.root], parentTree, len(t.parents))
	return t.root
}

func (t *tree) target(a annot) string {
	if a.to != nil {
		return "/Dest" + a.to.dest(t.layout.set)
	}
	return "/A<</S/URI/URI" + textString(a.href) + ">>"
}

// dest returns the spot as the destination of a link, a little above it.
func (s *spot) dest(set *setting) string {
	return fmt.Sprintf("[%d 0 R/XYZ 0 %.2f null]", pageObject(s.page), set.height-max(s.y-12, 0))
}

// number gives each element its object number, parents before their kids.
func (t *tree) number(e *elem) {
	t.elems[e] = t.file.reserve()
	for _, k := range e.kids {
		if kid, ok := k.(*elem); ok {
			t.number(kid)
		}
	}
}

// element writes an element and all below it.
func (t *tree) element(e *elem, parent int) {
	var kids []string
	for _, k := range e.kids {
		switch k := k.(type) {
		case *elem:
			t.element(k, t.elems[e])
			kids = append(kids, fmt.Sprintf("%d 0 R", t.elems[k]))
		case content:
			if k.page == e.page {
				kids = append(kids, fmt.Sprint(k.mcid))
			} else {
				kids = append(kids, fmt.Sprintf("<</Type/MCR/Pg %d 0 R/MCID %d>>", pageObject(k.page), k.mcid))
			}
		case annotRef:
			kids = append(kids, fmt.Sprintf("<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", pageObject(k.page), t.annots[k.annot]))
		}
	}
	more := ""
	if e.page >= 0 {
		more += fmt.Sprintf("/Pg %d 0 R", pageObject(e.page))
	}
	if e.attrs != "" {
		more += "/A" + e.attrs
	}
	for _, says := range [][2]string{{"/Alt", e.alt}, {"/Lang", e.lang}, {"/E", e.abbr}, {"/ActualText", e.actual}} {
		if says[1] != "" {
			more += says[0] + textString(says[1])
		}
	}
	t.file.set(t.elems[e], "<</Type/StructElem/S/%s/P %d 0 R%s/K[%s]>>", e.tag, parent, more, strings.Join(kids, " "))
}

// outline writes the bookmarks and returns their root, or 0 when there are none.
func (t *tree) outline() int {
	marks := t.layout.outline
	if len(marks) == 0 {
		return 0
	}
	root := t.file.reserve()
	first, last, n := t.bookmarks(marks, root)
	t.file.set(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, n)
	return root
}

// bookmarks writes entries of one level with all below them, and returns the first,
// the last and how many there are in all. Entries of lower level follow their parent.
func (t *tree) bookmarks(marks []bookmark, parent int) (first, last, total int) {
	var groups [][]bookmark // each an entry with those below it
	for _, m := range marks {
		if n := len(groups); n > 0 && m.level > groups[n-1][0].level {
			groups[n-1] = append(groups[n-1], m)
			continue
		}
		groups = append(groups, []bookmark{m})
	}
	numbers := make([]int, len(groups))
	for i := range groups {
		numbers[i] = t.file.reserve()
	}
	for i, g := range groups {
		more := ""
		if i > 0 {
			more += fmt.Sprintf("/Prev %d 0 R", numbers[i-1])
		}
		if i+1 < len(groups) {
			more += fmt.Sprintf("/Next %d 0 R", numbers[i+1])
		}
		total++
		if len(g) > 1 {
			f, l, n := t.bookmarks(g[1:], numbers[i])
			// A negative count is that of a closed entry: what is below it is hidden.
			more += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count -%d", f, l, n)
		}
		t.file.set(numbers[i], "<</Title%s/Parent %d 0 R/Dest%s%s>>", textString(g[0].text), parent, g[0].to.dest(t.layout.set), more)
	}
	return numbers[0], numbers[len(numbers)-1], total
}
