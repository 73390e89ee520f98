package paper

import "strings"

// Text returns plain text as spans.
func Text(s string) []Span { return []Span{{Text: s}} }

// Bold returns a span in the heavier weight.
func Bold(s string) Span { return Span{Text: s, Bold: true} }

// Link returns a link: href is a web or mail address, or # and a heading's ID.
func Link(s, href string) Span { return Span{Text: s, Href: href} }

// Abbr returns an abbreviation with its long form, such as SEN.
func Abbr(short, long string) Span { return Span{Text: short, Abbr: long} }

// Section returns a heading of level 2: the document's title is level 1.
func Section(text string) Heading { return Heading{Level: 2, Text: text} }

// Subsection returns a heading of level 3.
func Subsection(text string) Heading { return Heading{Level: 3, Text: text} }

// P returns a paragraph of plain text.
func P(text string) Para { return Para{Text(text)} }

// Sentence returns a paragraph of spans.
func Sentence(spans ...Span) Para { return Para{spans} }

// Bullets returns a list of plain lines.
func Bullets(lines ...string) List { return List{Items: items(lines)} }

// Numbered returns a numbered list of plain lines.
func Numbered(lines ...string) List { return List{Ordered: true, Items: items(lines)} }

func items(lines []string) (items []Item) {
	for _, l := range lines {
		items = append(items, Item{Text: Text(l)})
	}
	return items
}

// Fact returns a pair of plain text for KeyValues.
func Fact(name, value string) Pair { return Pair{name, Text(value)} }

// HeadCell returns a cell that heads its column or row.
func HeadCell(text string) Cell { return Cell{Text: Text(text), Header: true} }

// TextCell returns a cell of plain text.
func TextCell(text string) Cell { return Cell{Text: Text(text)} }

// HeadRow returns a row of column headings.
func HeadRow(texts ...string) (r Row) {
	for _, t := range texts {
		r = append(r, HeadCell(t))
	}
	return r
}

// BodyRow returns a row whose first cell heads it.
func BodyRow(head string, texts ...string) Row {
	r := Row{HeadCell(head)}
	for _, t := range texts {
		r = append(r, TextCell(t))
	}
	return r
}

// Prose returns what a person typed as blocks: paragraphs part at empty lines, and
// lines that begin with "- " or "* " make a list. Nothing typed gives no blocks.
func Prose(text string) (blocks []Block) {
	var words, bullets []string
	flush := func() {
		if len(words) > 0 {
			blocks = append(blocks, P(strings.Join(words, " ")))
		}
		if len(bullets) > 0 {
			blocks = append(blocks, Bullets(bullets...))
		}
		words, bullets = nil, nil
	}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line = Clean(line)
		item, isItem := strings.CutPrefix(line, "- ")
		if !isItem {
			item, isItem = strings.CutPrefix(line, "* ")
		}
		switch {
		case line == "":
			flush()
		case isItem && Clean(item) != "":
			if len(words) > 0 {
				flush()
			}
			bullets = append(bullets, Clean(item))
		case len(bullets) > 0: // a list item that goes on in the next line
			bullets[len(bullets)-1] += " " + line
		default:
			words = append(words, line)
		}
	}
	flush()
	return blocks
}
