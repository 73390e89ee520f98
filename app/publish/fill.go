package publish

import (
	"regexp"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
)

var (
	markPattern    = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)
	addressPattern = regexp.MustCompile(`https?://[^\s<>"”’]+|www\.[^\s<>"”’]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
)

// filled is a section's words with the facts in place.
type filled struct {
	text    string // as read by the plain-English check
	blocks  []paper.Block
	names   []string // people named by facts
	unknown []string // marks that do not exist
	missing []Mark   // marks whose fact is not entered
	below   below    // what the program adds below the words
}

// fill puts the facts into the marks of a text. A mark that is a list becomes a
// list (the need counts a table) where it stands alone in a paragraph, and a row
// of words within a sentence.
func fill(words string, f *Facts) filled {
	var out filled
	var texts []string
	var items []paper.Item
	ordered := false
	flush := func() {
		if len(items) > 0 {
			out.blocks = append(out.blocks, paper.List{Ordered: ordered, Items: items})
		}
		items = nil
	}
	for _, block := range plainenglish.Blocks(words) {
		if block.Text = paper.Clean(block.Text); block.Text == "" {
			continue
		}
		if lines, ok := out.alone(block.Text, f); ok {
			flush()
			out.blocks = append(out.blocks, listBlock(block.Text, f, lines))
			texts = append(texts, "- "+strings.Join(lines, "\n- "))
			continue
		}
		text := markPattern.ReplaceAllStringFunc(block.Text, func(mark string) string { return out.replace(mark, f) })
		texts = append(texts, text)
		if !block.Item {
			flush()
			out.blocks = append(out.blocks, paper.Para{Text: linked(text)})
			continue
		}
		if len(items) > 0 && ordered != block.Step {
			flush()
		}
		ordered = block.Step
		items = append(items, paper.Item{Text: linked(text)})
	}
	flush()
	out.text = strings.Join(texts, "\n\n")
	return out
}

// alone returns the lines of a list mark that is all there is in a block.
func (out *filled) alone(text string, f *Facts) ([]string, bool) {
	found := markPattern.FindStringSubmatch(text)
	if found == nil || found[0] != text {
		return nil, false
	}
	m, ok := markNamed(found[1])
	if !ok || m.lines == nil {
		return nil, false
	}
	lines := m.lines(f)
	if len(lines) == 0 {
		return nil, false
	}
	if m.person {
		out.names = append(out.names, lines...)
	}
	return lines, true
}

func (out *filled) replace(mark string, f *Facts) string {
	name := markPattern.FindStringSubmatch(mark)[1]
	m, ok := markNamed(name)
	if !ok {
		out.unknown = append(out.unknown, name)
		return mark
	}
	value := m.value(f)
	if value == "" {
		out.missing = append(out.missing, m)
		return "[" + m.Meaning + ": not entered yet]"
	}
	if m.person {
		out.names = append(out.names, value)
	}
	return value
}

// listBlock draws the need counts as a table and every other list as bullets.
func listBlock(mark string, f *Facts, lines []string) paper.Block {
	figures := f.figures()
	if markPattern.FindStringSubmatch(mark)[1] != "need_counts" || len(figures.Needs) == 0 {
		list := paper.List{}
		for _, l := range lines {
			list.Items = append(list.Items, paper.Item{Text: linked(l)})
		}
		return list
	}
	table := paper.Table{
		Caption: "Pupils with SEN by their main need",
		Cols:    []paper.Col{{Weight: 3}, {Weight: 2}},
		Head:    []paper.Row{paper.HeadRow("Kind of need", "Number of pupils")},
	}
	for _, l := range lines {
		need, count, _ := strings.Cut(l, ": ")
		table.Body = append(table.Body, paper.BodyRow(need, strings.TrimSuffix(count, " pupils")))
	}
	return table
}

// linked returns text as spans, with web and mail addresses as links.
func linked(text string) []paper.Span {
	var spans []paper.Span
	done := 0
	for _, at := range addressPattern.FindAllStringIndex(text, -1) {
		end := at[0] + len(strings.TrimRight(text[at[0]:at[1]], ".,;:!?)"))
		address := text[at[0]:end]
		href := address
		switch {
		case strings.HasPrefix(address, "www."):
			href = "https://" + address
		case !strings.Contains(address, "://"):
			href = "mailto:" + address
		}
		if web := !strings.HasPrefix(href, "mailto:"); web && !goodLink(href) || !printable(href) {
			continue
		}
		if done < at[0] {
			spans = append(spans, paper.Span{Text: text[done:at[0]]})
		}
		spans = append(spans, paper.Link(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), href))
		done = end
	}
	if done < len(text) {
		spans = append(spans, paper.Span{Text: text[done:]})
	}
	return spans
}

// printable says whether an address holds only what may stand in one.
func printable(href string) bool {
	return strings.IndexFunc(href, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) < 0
}

func unknownMarks(words string) []string {
	var unknown []string
	for _, found := range markPattern.FindAllStringSubmatch(words, -1) {
		if _, ok := markNamed(found[1]); !ok {
			unknown = append(unknown, found[1])
		}
	}
	return unknown
}
