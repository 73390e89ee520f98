package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Mark finds the marks {{name}} in words; the first group is the name.
var Mark = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

var markHere = regexp.MustCompile(`^(?:` + Mark.String() + `)`)

// signs reads one line: it is always a paragraph, with marks, bold and links in it.
var signs = parser.NewParser(
	parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
	parser.WithInlineParsers(
		util.Prioritized(wholeMark{}, 1),
		util.Prioritized(parser.NewLinkParser(), 2),
		util.Prioritized(stars{parser.NewEmphasisParser()}, 3),
	),
)

// wholeMark takes a mark as one, so that no sign is read inside it.
type wholeMark struct{}

func (wholeMark) Trigger() []byte { return []byte{'{'} }

func (wholeMark) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	mark := markHere.Find(line)
	if mark == nil {
		return nil
	}
	block.Advance(len(mark))
	return ast.NewString(mark)
}

// stars reads * and ** but not _, which stands in names of files and marks.
type stars struct{ parser.InlineParser }

func (stars) Trigger() []byte { return []byte{'*'} }

// inline reads a clean line.
func inline(line string) []Run {
	if line == "" {
		return nil
	}
	if !strings.ContainsAny(line, `*[\`) {
		return []Run{{Text: line}}
	}
	source := []byte(line)
	in := reader{source: source}
	in.children(signs.Parse(text.NewReader(source)), Run{})
	return Normal(in.runs)
}

type reader struct {
	source []byte
	runs   []Run
}

func (in *reader) children(parent ast.Node, style Run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		in.node(n, style)
	}
}

func (in *reader) node(n ast.Node, style Run) {
	switch n := n.(type) {
	case *ast.Text:
		in.add(unescaped(string(n.Segment.Value(in.source))), style)
	case *ast.String:
		in.add(string(n.Value), style)
	case *ast.Emphasis:
		style.Bold = style.Bold || n.Level == 2
		in.children(n, style)
	case *ast.Link:
		in.link(n, string(n.Destination), style)
	case *ast.Image: // a picture cannot be shown: its words lead to it
		in.link(n, string(n.Destination), style)
	default:
		in.children(n, style)
	}
}

func (in *reader) link(n ast.Node, to string, style Run) {
	if style.Href == "" {
		style.Href = Address(unescaped(to))
	}
	before := len(in.runs)
	in.children(n, style)
	if len(in.runs) == before || strings.TrimSpace(Para{Runs: in.runs[before:]}.Words()) == "" {
		in.add(style.Href, style)
	}
}

func (in *reader) add(words string, style Run) {
	if words != "" {
		style.Text = words
		in.runs = append(in.runs, style)
	}
}

// escapes are the characters that a backslash takes the meaning from: those of
// Markdown and the bullets that are read here besides.
func escapes(r rune) bool {
	return r < utf8.RuneSelf && util.IsPunct(byte(r)) || r == '•' || r == '–'
}

func unescaped(words string) string {
	if !strings.Contains(words, `\`) {
		return words
	}
	var b strings.Builder
	backslash := false
	for _, r := range words {
		if r == '\\' && !backslash {
			backslash = true
			continue
		}
		if backslash && !escapes(r) {
			b.WriteByte('\\')
		}
		backslash = false
		b.WriteRune(r)
	}
	if backslash {
		b.WriteByte('\\')
	}
	return b.String()
}

// Address returns an address as it may stand in a link: without spaces at its ends,
// and what may not stand there, as brackets, written as %20 and the like.
func Address(typed string) string {
	typed = strings.TrimSpace(typed)
	var b strings.Builder
	for i := 0; i < len(typed); i++ {
		c := typed[i]
		if c <= ' ' || c > '~' || strings.IndexByte("<>()\"\\`", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
