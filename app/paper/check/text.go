package check

import (
	"fmt"
	"slices"
	"strings"
)

// text returns what an element and all below it say, in reading order. A figure
// says its description.
func (d *document) text(n *node) string {
	if n.tag == "Figure" {
		return d.file.text(n.dict["Alt"])
	}
	var b strings.Builder
	for _, k := range n.kids {
		switch p := d.byRef[k.page]; {
		case k.node != nil:
			b.WriteString(d.text(k.node))
		case k.mcid >= 0 && p != nil && p.content.sequences[k.mcid] != nil:
			b.WriteString(p.content.sequences[k.mcid].text)
		}
	}
	return b.String()
}

// holders are the elements that hold others and have no words of their own.
var holders = map[string]bool{
	"Document": true, "L": true, "LI": true, "Table": true, "THead": true, "TBody": true, "TFoot": true, "TR": true, "TOC": true,
}

// Outline returns the structure as text: one element a line, set in by its depth,
// with what a screen reader says of it.
func (f *File) Outline() string {
	d := f.document()
	var b strings.Builder
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		b.WriteString(strings.Repeat("  ", depth) + n.tag)
		for _, name := range []Name{"Scope", "ColSpan", "ListNumbering"} {
			if v := d.attribute(n, name); v != nil {
				fmt.Fprintf(&b, " %s=%v", name, v)
			}
		}
		nested := n.tag == "LBody" && slices.ContainsFunc(n.children(), func(k *node) bool { return k.tag == "L" })
		if !holders[n.tag] && !nested {
			fmt.Fprintf(&b, " %q", d.text(n))
		}
		b.WriteByte('\n')
		if holders[n.tag] || nested {
			for _, k := range n.kids {
				if k.node != nil && k.node.tag == "Span" {
					fmt.Fprintf(&b, "%s%q\n", strings.Repeat("  ", depth+1), d.text(k.node))
				} else if k.node != nil {
					walk(k.node, depth+1)
				} else if p := d.byRef[k.page]; k.mcid >= 0 && p != nil && p.content.sequences[k.mcid] != nil {
					fmt.Fprintf(&b, "%s%q\n", strings.Repeat("  ", depth+1), p.content.sequences[k.mcid].text)
				}
			}
		}
	}
	for _, n := range d.top {
		walk(n, 0)
	}
	return b.String()
}

// Words returns all words in reading order as a screen reader meets them, without
// what only paper has: the labels of lists and the page numbers of the contents.
func (f *File) Words() []string {
	d := f.document()
	var words []string
	d.each(func(n *node) {
		if holders[n.tag] || n.tag == "Lbl" || n.tag == "Link" || n.tag == "Span" || n.tag == "Reference" {
			return
		}
		own := strings.Fields(d.ownText(n))
		if n.tag == "TOCI" && len(own) > 0 {
			own = own[:len(own)-1]
		}
		words = append(words, own...)
	})
	return words
}

// ownText is text without the lists inside an item: they are met by themselves.
func (d *document) ownText(n *node) string {
	if n.tag != "LBody" {
		return d.text(n)
	}
	var b strings.Builder
	for _, k := range n.kids {
		one := *n
		if one.kids = []kid{k}; k.node == nil || k.node.tag != "L" {
			b.WriteString(d.text(&one))
		}
	}
	return b.String()
}
