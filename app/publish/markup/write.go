package markup

import (
	"strconv"
	"strings"

	"needsbook/app/paper"
)

// inside is what an item of a list inside an item begins with.
const inside = "    "

// Write returns paragraphs as words; Read returns the same paragraphs, as Normal has
// them. Empty paragraphs are left out.
func Write(paras []Para) string {
	var b strings.Builder
	number, before := [2]int{}, Para{}
	for _, p := range paras {
		words := written(p)
		if words == "" {
			continue
		}
		p.Sub = p.Sub && p.Kind.Item() && before.Kind.Item()
		if b.Len() > 0 {
			b.WriteString(between(before, p))
		}
		b.WriteString(sign(p, &number) + words)
		before = p
	}
	return b.String()
}

// between returns the line ends between two paragraphs.
func between(before, p Para) string {
	if before.Kind.Item() && p.Kind.Item() && (p.Sub || before.Sub || before.Kind == p.Kind) {
		return "\n"
	}
	return "\n\n"
}

// sign returns what a paragraph begins with. Number counts the items of both lists.
func sign(p Para, number *[2]int) string {
	level := 0
	if p.Sub {
		level = 1
	}
	count := number[level]
	if !p.Sub {
		*number = [2]int{}
	}
	number[level] = 0
	switch p.Kind {
	case Heading:
		return "## "
	case Subheading:
		return "### "
	case Bullet:
		return strings.Repeat(inside, level) + "- "
	case Step:
		number[level] = min(count+1, 99) // three digits are a year, not the number of a step
		return strings.Repeat(inside, level) + strconv.Itoa(number[level]) + ". "
	}
	return ""
}

// written returns the words of a paragraph with the signs inside it.
func written(p Para) string {
	runs := p.Runs
	if p.Kind.Title() {
		runs = bare(runs)
	}
	for i := range runs {
		if clean := paper.CleanRun(runs[i].Text); clean != runs[i].Text {
			runs = append([]Run(nil), runs...)
			runs[i].Text = clean
		}
	}
	runs = Normal(runs)
	links := false
	for _, r := range runs {
		links = links || r.Href != ""
	}
	var b strings.Builder
	for i, r := range runs {
		first := i == 0 || runs[i-1].Href != r.Href
		last := i+1 == len(runs) || runs[i+1].Href != r.Href
		if r.Href != "" && first {
			b.WriteByte('[')
		}
		star := ""
		if r.Bold {
			star = "**"
		}
		words := escaped(r.Text, links)
		if star == "" && r.Href == "" && last && i+1 < len(runs) && strings.HasSuffix(words, "!") {
			words = strings.TrimSuffix(words, "!") + `\!` // else it would make the link a picture
		}
		b.WriteString(star + words + star)
		if r.Href != "" && last {
			b.WriteString("](" + Address(r.Href) + ")")
		}
	}
	if p.Kind != Text {
		return b.String()
	}
	return plainStart(b.String())
}

// escaped returns words with a backslash before what would be read as a sign. Among
// links every bracket is one.
func escaped(words string, links bool) string {
	if !strings.ContainsAny(words, `*[]\`) {
		return words
	}
	var b strings.Builder
	done := 0
	for _, mark := range append(Mark.FindAllStringIndex(words, -1), []int{len(words), len(words)}) {
		runes := []rune(words[done:mark[0]])
		for i, r := range runes {
			var next rune
			switch {
			case i+1 < len(runes):
				next = runes[i+1]
			case mark[0] < len(words):
				next = '{'
			}
			if r == '*' || links && (r == '[' || r == ']') || r == ']' && next == '(' || r == '\\' && (next == 0 || escapes(next)) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		b.WriteString(words[mark[0]:mark[1]])
		done = mark[1]
	}
	return b.String()
}

// plainStart takes the meaning from the beginning of an ordinary paragraph that looks
// like a list item or a heading.
func plainStart(words string) string {
	kind, _ := opening(words)
	if kind == Text {
		return words
	}
	at := 0
	if kind == Step {
		at = strings.IndexAny(words, ".)")
	}
	return words[:at] + `\` + words[at:]
}
