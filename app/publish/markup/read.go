package markup

import (
	"strings"

	"needsbook/app/paper"
)

// Kind is what a paragraph is.
type Kind int

// Kinds of paragraph. Text is an ordinary one.
const (
	Text Kind = iota
	Heading
	Subheading
	Bullet
	Step
)

// Item says whether the kind is a list item.
func (k Kind) Item() bool { return k == Bullet || k == Step }

// Title says whether the kind is a heading.
func (k Kind) Title() bool { return k == Heading || k == Subheading }

// Para is a paragraph, a heading or a list item. Sub marks an item of a list that
// stands inside another list's item. Nothing in a heading is bold or a link.
type Para struct {
	Kind Kind
	Sub  bool
	Runs []Run
}

// Run is words in one style. Href is where they lead, as typed, or "".
type Run struct {
	Text string
	Bold bool
	Href string
}

// Words returns the words of the paragraph without any signs.
func (p Para) Words() string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Read returns the paragraphs of words. Empty ones are left out.
func Read(words string) []Para {
	var paras []Para
	for _, l := range lines(words) {
		runs := inline(paper.Clean(l.text))
		if l.kind.Title() {
			runs = bare(runs)
		}
		if len(runs) == 0 {
			continue
		}
		sub := l.sub && len(paras) > 0 && paras[len(paras)-1].Kind.Item()
		paras = append(paras, Para{Kind: l.kind, Sub: sub, Runs: runs})
	}
	return paras
}

// line is a paragraph before the signs inside it are read.
type line struct {
	kind Kind
	sub  bool
	text string
}

// deeper is how many columns an item is set in to be part of the item above.
const deeper = 2

func lines(words string) []line {
	var out []line
	open := false
	words = strings.ReplaceAll(strings.ReplaceAll(words, "\r\n", "\n"), "\r", "\n")
	for raw := range strings.SplitSeq(words, "\n") {
		text := strings.Join(strings.Fields(strings.ToValidUTF8(raw, "\uFFFD")), " ")
		if text == "" {
			open = false
			continue
		}
		kind, rest := opening(text)
		switch {
		case kind.Item():
			out = append(out, line{kind: kind, sub: indent(raw) >= deeper, text: rest})
			open = true
		case kind.Title():
			out = append(out, line{kind: kind, text: rest})
			open = false
		case open:
			out[len(out)-1].text += " " + text
		default:
			out = append(out, line{text: text})
			open = true
		}
	}
	return out
}

// opening reads the sign that a line begins with.
func opening(text string) (Kind, string) {
	for _, sign := range []string{"- ", "* ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return Bullet, rest
		}
	}
	sign, rest, found := strings.Cut(text, " ")
	if !found {
		return Text, text
	}
	if level := len(sign); level <= 6 && strings.Trim(sign, "#") == "" {
		if level <= 2 {
			return Heading, rest
		}
		return Subheading, rest
	}
	digits := strings.TrimRight(sign, ".)")
	if digits != sign && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == "" {
		return Step, rest
	}
	return Text, text
}

// indent counts the columns before the first word of a line; a tab counts as four.
func indent(raw string) (columns int) {
	for _, r := range raw {
		switch r {
		case '\t':
			columns += 4
		case ' ', '\u00A0':
			columns++
		default:
			return columns
		}
	}
	return columns
}

// bare returns runs as one without style, as headings are.
func bare(runs []Run) []Run {
	if len(runs) == 0 {
		return nil
	}
	return []Run{{Text: Para{Runs: runs}.Words()}}
}

// Opens says whether a line begins with the sign of a list item or a heading.
func Opens(line string) bool {
	kind, _ := opening(line)
	return kind != Text
}
