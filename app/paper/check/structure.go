package check

import (
	"fmt"
	"slices"
	"strings"
)

// kidsOf says which elements may stand in which, of those that our writer uses
// (PDF 1.7, 14.8.4, and ISO 14289-1, 7.2). Elements that are not here hold content only.
var kidsOf = map[string][]string{
	"Document":  {"H1", "H2", "H3", "H4", "P", "L", "Table", "Figure", "TOC"},
	"H1":        {"Span"},
	"H2":        {"Span"},
	"H3":        {"Span"},
	"H4":        {"Span"},
	"P":         {"Link", "Span"},
	"Link":      {"Span"},
	"Lbl":       {"Span"},
	"Caption":   {"Link", "Span"},
	"L":         {"LI"},
	"LI":        {"Lbl", "LBody"},
	"LBody":     {"L", "Link", "Span"},
	"Table":     {"Caption", "THead", "TBody", "TFoot"},
	"THead":     {"TR"},
	"TBody":     {"TR"},
	"TFoot":     {"TR"},
	"TR":        {"TH", "TD"},
	"TH":        {"Link", "Span"},
	"TD":        {"Link", "Span"},
	"TOC":       {"TOCI"},
	"TOCI":      {"Reference"},
	"Reference": {"Link"},
}

// contentIn are the elements that hold content themselves.
var contentIn = []string{"H1", "H2", "H3", "H4", "P", "Caption", "Lbl", "LBody", "TH", "TD", "Figure", "Link", "Span"}

// checkStructure looks at the elements: their order, nesting and what they must have.
func (d *document) checkStructure() {
	d.want(!d.loops, "structure: an element stands in two places")
	if len(d.top) != 1 || d.top[0].tag != "Document" {
		d.fault("structure: the top is not one Document")
	}
	level, titles := 0, 0
	d.each(func(n *node) {
		at := fmt.Sprintf("%s %d", n.tag, n.ref)
		parent, _ := n.dict["P"].(Ref)
		above, _ := d.catalog["StructTreeRoot"].(Ref)
		if n.parent != nil {
			above = n.parent.ref
			d.want(slices.Contains(kidsOf[n.parent.tag], n.tag), "%s: must not stand in %s", at, n.parent.tag)
		}
		d.want(parent == above, "%s: its parent is another element", at)
		if !slices.Contains(contentIn, n.tag) {
			for _, k := range n.kids {
				d.want(k.node != nil, "%s: holds content of its own", at)
			}
		}
		if l, ok := strings.CutPrefix(n.tag, "H"); ok && len(l) == 1 {
			now := int(l[0] - '0')
			d.want(now <= level+1, "%s: a level of heading is skipped", at)
			d.want(d.text(n) != "", "%s: an empty heading", at)
			level = now
			if now == 1 {
				titles++
			}
		}
		if lang := n.dict["Lang"]; lang != nil {
			d.want(language.MatchString(d.file.text(lang)), "%s: an unknown language", at)
		}
		d.checkElement(n, at)
	})
	d.want(titles == 1, "structure: %d titles", titles)
}

// checkElement looks at what single kinds of element need.
func (d *document) checkElement(n *node, at string) {
	switch n.tag {
	case "Figure":
		d.want(d.file.text(n.dict["Alt"]) != "", "%s: a picture without words", at)
		_, ok := d.file.area(d.attribute(n, "BBox"))
		d.want(ok, "%s: a picture without its place", at)
		d.want(len(n.kids) > 0, "%s: a picture of nothing", at)
	case "TH":
		scope := d.attribute(n, "Scope")
		d.want(scope == Name("Column") || scope == Name("Row"), "%s: a heading cell without scope", at)
		d.want(d.text(n) != "", "%s: an empty heading cell", at)
	case "Table":
		d.checkTable(n, at)
	case "L":
		d.want(d.attribute(n, "ListNumbering") != nil, "%s: a list that does not say how it is numbered", at)
		d.want(len(n.kids) > 0, "%s: an empty list", at)
	case "LI":
		kids := n.children()
		d.want(len(kids) == 2 && kids[0].tag == "Lbl" && kids[1].tag == "LBody", "%s: an item without label or body", at)
	case "Span":
		d.want(n.dict["Lang"] != nil || d.file.text(n.dict["E"]) != "" || n.dict["ActualText"] != nil, "%s: says nothing of its words", at)
		if actual := n.dict["ActualText"]; actual != nil {
			d.want(d.file.text(actual) == d.text(n), "%s: other words in the tree than on the page", at)
		}
	case "Link":
		annots := 0
		for _, k := range n.kids {
			if k.annot != 0 {
				annots++
			}
		}
		d.want(annots > 0, "%s: a link that cannot be followed", at)
		d.want(d.text(n) != "", "%s: a link without words", at)
	}
}

// checkTable looks at a table's parts and whether its rows are of one width (7.5).
func (d *document) checkTable(n *node, at string) {
	width, headed := -1, false
	parts := map[string]int{}
	heads := map[int]bool{} // columns that have a heading
	for i, part := range n.children() {
		d.want(part.tag != "Caption" || i == 0, "%s: the caption does not come first", at)
		if parts[part.tag]++; part.tag == "Caption" {
			continue
		}
		for _, row := range part.children() {
			w, rowHeaded, unheaded := 0, false, false
			for _, cell := range row.children() {
				span, ok := d.attribute(cell, "ColSpan").(float64)
				if !ok {
					span = 1
				}
				d.want(d.attribute(cell, "RowSpan") == nil, "%s: a cell over several rows", at)
				for col := w; col < w+min(int(span), 1<<10); col++ {
					if cell.tag == "TH" && d.attribute(cell, "Scope") == Name("Column") {
						heads[col] = true
					}
					unheaded = unheaded || cell.tag == "TD" && !heads[col]
				}
				w += int(span)
				headed = headed || cell.tag == "TH"
				rowHeaded = rowHeaded || cell.tag == "TH" && d.attribute(cell, "Scope") == Name("Row")
			}
			d.want(rowHeaded || !unheaded, "%s: a cell of row %d has no heading", at, row.ref)
			if width < 0 {
				width = w
			}
			d.want(w == width, "%s: row %d is not as wide as the first", at, row.ref)
		}
	}
	d.want(width > 0, "%s: no rows", at)
	d.want(parts["Caption"] == 1 && parts["THead"] <= 1 && parts["TBody"] == 1 && parts["TFoot"] <= 1, "%s: parts are missing or double", at)
	d.want(headed, "%s: no heading cells", at)
}
