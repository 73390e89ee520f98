package publish

import (
	"strings"

	"needsbook/app/paper"
)

// linesOf writes a block of a document as lines of plain words, which can be compared.
func linesOf(b paper.Block) []string {
	switch b := b.(type) {
	case paper.Heading:
		return []string{b.Text}
	case paper.Para:
		return []string{withAddresses(b.Text)}
	case paper.List:
		return listLines(b, "• ")
	case paper.Table:
		return tableLines(b)
	case paper.KeyValues:
		var lines []string
		for _, pair := range b.Pairs {
			lines = append(lines, pair.Name+": "+withAddresses(pair.Value))
		}
		return lines
	case paper.Figure:
		return append([]string{b.Caption, b.Alt}, tableLines(b.Table())...)
	case paper.Panels:
		var lines []string
		for _, panel := range b.Panels {
			lines = append(lines, panel.Title)
			for _, inside := range panel.Blocks {
				lines = append(lines, linesOf(inside)...)
			}
		}
		return lines
	case paper.SignOff:
		var lines []string
		for _, s := range b.Signatures {
			lines = append(lines, strings.TrimSuffix(s.Role+": "+s.Name, ": "))
		}
		return lines
	}
	return nil
}

func listLines(l paper.List, sign string) []string {
	var lines []string
	for _, item := range l.Items {
		lines = append(lines, sign+withAddresses(item.Text))
		if item.Sub != nil {
			lines = append(lines, listLines(*item.Sub, "  "+sign)...)
		}
	}
	return lines
}

func tableLines(t paper.Table) []string {
	lines := []string{t.Caption}
	for _, rows := range [][]paper.Row{t.Head, t.Body, t.Foot} {
		for _, row := range rows {
			var cells []string
			for _, cell := range row {
				cells = append(cells, withAddresses(cell.Text))
			}
			lines = append(lines, strings.Join(cells, " | "))
		}
	}
	return lines
}

// withAddresses writes the words of spans, and behind the words of a link where it leads.
func withAddresses(spans []paper.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if address := bareAddress(s.Href); address != "" && address != bareAddress(s.Text) {
			b.WriteString(" (" + s.Href + ")")
		}
	}
	return paper.Clean(b.String())
}

func bareAddress(href string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		href = strings.TrimPrefix(href, scheme)
	}
	return href
}
