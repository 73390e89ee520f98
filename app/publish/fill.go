package publish

import (
	"regexp"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/publish/markup"
)

var (
	markPattern = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)
	linkToMark  = regexp.MustCompile(`\]\(\s*\{\{\s*([^{}]*?)\s*\}\}\s*\)`)
)

// ownLevel is the level of a school's own headings, under a section's of level 2.
const ownLevel = 3

// filled is a section's words with the facts in place.
type filled struct {
	text    string // as read by the plain-English check, without tables and charts
	shown   string // all of the words
	blocks  []paper.Block
	links   []string // where links lead
	names   []string // people named by facts
	unknown []string // marks that do not exist
	missing []Mark   // marks whose fact is not entered
	below   below    // what the program adds below the words
}

// fill puts the facts into the marks of a text. A mark that stands alone in a paragraph
// becomes its table, chart or list; within a sentence it is words.
func fill(words string, f *Facts) filled {
	words = linkToMark.ReplaceAllStringFunc(words, func(link string) string {
		m, ok := markNamed(linkToMark.FindStringSubmatch(link)[1])
		if !ok || !m.link || m.value(f) == "" {
			return link
		}
		return "](" + m.value(f) + ")"
	})
	var out filled
	var texts, shown []string
	add := func(b paper.Block, text string, prose bool) {
		out.blocks, shown = append(out.blocks, b), append(shown, text)
		if prose {
			texts = append(texts, text)
		}
	}
	for _, b := range markup.BlocksAt(words, ownLevel) {
		switch b := b.(type) {
		case paper.Heading:
			b.Text = paper.Plain(out.spans(paper.Text(b.Text), f))
			add(b, b.Text, true)
		case paper.Para:
			if m, ok := standsAlone(paper.Plain(b.Text)); ok && out.alone(m, f, add) {
				continue
			}
			b.Text = out.spans(b.Text, f)
			add(b, paper.Plain(b.Text), true)
		case paper.List:
			out.list(b, f)
			add(b, listText(b), true)
		}
	}
	out.shown = strings.Join(shown, "\n\n")
	out.text = strings.Join(texts, "\n\n")
	return out
}

// standsAlone returns the mark that is all there is in a paragraph.
func standsAlone(text string) (Mark, bool) {
	found := markPattern.FindStringSubmatch(text)
	if found == nil || found[0] != text {
		return Mark{}, false
	}
	m, ok := markNamed(found[1])
	return m, ok && (m.lines != nil || m.block != nil)
}

// alone puts in what a mark becomes that is all there is in a paragraph: its table, chart
// or list. It reports false where the fact is missing and must be asked for; one that a
// document can do without leaves nothing behind.
func (out *filled) alone(m Mark, f *Facts, add func(b paper.Block, text string, prose bool)) bool {
	var lines []string
	if m.lines != nil {
		lines = m.lines(f)
	}
	words := "- " + strings.Join(lines, "\n- ")
	if m.block != nil {
		if block := m.block(f); block != nil {
			add(block, words, false)
			return true
		}
	}
	if len(lines) == 0 {
		return m.spare
	}
	if m.person {
		out.names = append(out.names, lines...)
	}
	list := paper.List{}
	for _, l := range lines {
		item := paper.Item{Text: markup.Linked(l, false)}
		out.follow(item.Text)
		list.Items = append(list.Items, item)
	}
	add(list, words, true)
	return true
}

// list fills the items of a list and of lists within it.
func (out *filled) list(l paper.List, f *Facts) {
	for i := range l.Items {
		l.Items[i].Text = out.spans(l.Items[i].Text, f)
		if sub := l.Items[i].Sub; sub != nil {
			out.list(*sub, f)
		}
	}
}

// spans fills the marks of a run of words. What a mark gives is linked where it is an
// address, unless it stands in a link already.
func (out *filled) spans(in []paper.Span, f *Facts) []paper.Span {
	var spans []paper.Span
	for _, s := range in {
		if s.Href != "" {
			s.Text = markPattern.ReplaceAllStringFunc(s.Text, func(mark string) string { return out.replace(mark, f) })
			spans = append(spans, s)
			continue
		}
		done := 0
		for _, at := range markPattern.FindAllStringIndex(s.Text, -1) {
			if done < at[0] {
				spans = append(spans, paper.Span{Text: s.Text[done:at[0]], Bold: s.Bold})
			}
			spans = append(spans, markup.Linked(out.replace(s.Text[at[0]:at[1]], f), s.Bold)...)
			done = at[1]
		}
		if done < len(s.Text) {
			spans = append(spans, paper.Span{Text: s.Text[done:], Bold: s.Bold})
		}
	}
	out.follow(spans)
	return joined(spans)
}

// joined puts runs of plain words together that stand beside each other.
func joined(spans []paper.Span) []paper.Span {
	var out []paper.Span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Href == "" && out[last].Href == "" && s.Bold == out[last].Bold {
			out[last].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

func (out *filled) follow(spans []paper.Span) {
	for _, s := range spans {
		if s.Href != "" {
			out.links = append(out.links, s.Href)
		}
	}
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

func listText(l paper.List) string {
	var lines []string
	for _, item := range l.Items {
		lines = append(lines, "- "+paper.Plain(item.Text))
		if item.Sub != nil {
			lines = append(lines, listText(*item.Sub))
		}
	}
	return strings.Join(lines, "\n")
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
