package paper

import "strings"

// Running returns the running text of a document, one paragraph or list item a line:
// what a reader reads in sentences. Tables, facts, figures and headings are left out.
func (d *Doc) Running() string {
	var lines []string
	var take func(blocks []Block)
	take = func(blocks []Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case Para:
				lines = append(lines, Plain(b.Text))
			case List:
				lines = append(lines, itemLines(b)...)
			case Panels:
				for _, p := range b.Panels {
					take(p.Blocks)
				}
			}
		}
	}
	take(d.Blocks)
	return strings.Join(lines, "\n\n")
}

func itemLines(l List) []string {
	var lines []string
	for _, item := range l.Items {
		lines = append(lines, Plain(item.Text))
		if item.Sub != nil {
			lines = append(lines, itemLines(*item.Sub)...)
		}
	}
	return lines
}
