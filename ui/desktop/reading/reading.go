package reading

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
)

// View sets a document under its title, for a scroll.
func View(doc *paper.Doc) fyne.CanvasObject {
	doc = doc.Tidy()
	things := []fyne.CanvasObject{parts.NewProse(doc.Title, parts.SectionTitle), parts.NewProse(doc.Byline(), parts.Quiet)}
	if notice := doc.Notice(); notice != "" {
		things = append(things, parts.NewProse(notice, parts.SmallStrong))
	}
	for _, b := range doc.Blocks {
		things = append(things, block(b)...)
	}
	return parts.Column(parts.Between, things...) // all at once: a column is laid out at each Add
}

// block sets one part of the document.
func block(b paper.Block) []fyne.CanvasObject {
	switch b := b.(type) {
	case paper.Heading:
		style := parts.Strong
		if b.Level > 2 {
			style = parts.SmallStrong
		}
		return []fyne.CanvasObject{parts.Margins(0, parts.Between, 0, 0, parts.NewProse(b.Text, style))}
	case paper.Para:
		return []fyne.CanvasObject{parts.NewProse(paper.Plain(b.Text), parts.Small)}
	case paper.List:
		return []fyne.CanvasObject{list(b)}
	case paper.KeyValues:
		return table(b.Table())
	case paper.Table:
		return table(b)
	case paper.Figure:
		return []fyne.CanvasObject{parts.NewChart(b.Chart, b.Caption, b.Alt)}
	case paper.Panels:
		return panels(b)
	case paper.SignOff:
		return []fyne.CanvasObject{signOff(b)}
	}
	return nil // a page break is nothing to read
}

// panels sets parts under each other, since the column is narrow.
func panels(row paper.Panels) (things []fyne.CanvasObject) {
	for _, p := range row.Panels {
		things = append(things, block(paper.Section(p.Title))...)
		for _, b := range p.Blocks {
			things = append(things, block(b)...)
		}
	}
	return things
}

func list(l paper.List) fyne.CanvasObject {
	var things []fyne.CanvasObject
	for i, item := range l.Items {
		mark := "•"
		if l.Ordered {
			mark = strconv.Itoa(i+1) + "."
		}
		things = append(things, parts.Sides(parts.Margins(parts.Between, 0, parts.Between, 0, parts.Column(0, parts.NewText(mark, parts.Small))), parts.NewProse(paper.Plain(item.Text), parts.Small), nil))
		if item.Sub != nil {
			things = append(things, parts.Margins(parts.Groups, 0, 0, 0, list(*item.Sub)))
		}
	}
	return parts.Column(parts.Tight, things...)
}

// table sets each row as what heads it and its other cells with their headings. A
// table of names and values has no headings; there the head is the label.
func table(t paper.Table) []fyne.CanvasObject {
	var things []fyne.CanvasObject
	if t.Caption != "" {
		things = append(things, parts.NewProse(t.Caption, parts.SmallStrong))
	}
	heads := headings(t)
	var facts []parts.Fact // rows of one value
	flush := func() {
		if len(facts) > 0 {
			things = append(things, parts.NewFactList(facts...))
			facts = nil
		}
	}
	for _, row := range append(append([]paper.Row{}, t.Body...), t.Foot...) {
		cells := spread(row)
		if len(cells) == 0 {
			continue
		}
		if len(cells) <= 2 {
			facts = append(facts, parts.Fact{Label: cells[0], Value: strings.Join(cells[1:], "")})
			continue
		}
		flush()
		things = append(things, parts.NewProse(cells[0], parts.Small))
		var values []parts.Fact
		for i, words := range cells[1:] {
			if words != "" && i+1 < len(heads) {
				values = append(values, parts.Fact{Label: heads[i+1], Value: words})
			}
		}
		things = append(things, parts.Margins(parts.Groups, 0, 0, 0, parts.NewFactList(values...)))
	}
	flush()
	return things
}

// headings are the words of the last row of headings, one for each column.
func headings(t paper.Table) []string {
	if len(t.Head) == 0 {
		return nil
	}
	return spread(t.Head[len(t.Head)-1])
}

// spread gives the words of a row, one for each column; a cell over several columns
// leaves the others empty.
func spread(row paper.Row) []string {
	var out []string
	for _, c := range row {
		out = append(out, paper.Plain(c.Text))
		for range c.Span() - 1 {
			out = append(out, "")
		}
	}
	return out
}

func signOff(s paper.SignOff) fyne.CanvasObject {
	var facts []parts.Fact
	for _, sign := range s.Signatures {
		words := sign.Name
		if !sign.Date.IsZero() {
			words = strings.TrimPrefix(words+", "+sign.Date.Words(), ", ")
		} else {
			words = strings.TrimPrefix(words+", not signed yet", ", ")
		}
		facts = append(facts, parts.Fact{Label: sign.Role, Value: words})
	}
	return parts.NewFactList(facts...)
}
