package markup

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	xhtml "golang.org/x/net/html"
)

// readHTML returns the source of a web page, or of what Word and Google Docs put on
// the clipboard, as paragraphs. What cannot be read at all gives none.
func readHTML(source string) []Para {
	root, err := xhtml.Parse(strings.NewReader(source))
	if err != nil {
		return nil
	}
	p := page{}
	p.children(root, Run{})
	p.end()
	return p.paras
}

// page collects the paragraphs of a web page.
type page struct {
	paras []Para
	open  Para
	lists []Kind // the lists that are open, outermost first
	cell  bool   // inside a cell of a table, where nothing ends the line
}

func (p *page) children(n *xhtml.Node, style Run) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c, style)
	}
}

// end closes the open paragraph.
func (p *page) end() {
	if p.cell {
		p.add(" ", Run{})
		return
	}
	if strings.TrimSpace(p.open.Words()) != "" {
		p.paras = append(p.paras, p.open)
	}
	p.open = Para{}
}

func (p *page) add(words string, style Run) {
	style.Text = strings.ReplaceAll(words, "\u00A0", " ")
	p.open.Runs = append(p.open.Runs, style)
}

// begin opens a paragraph of a kind.
func (p *page) begin(kind Kind, sub bool) {
	p.end()
	if !p.cell {
		p.open.Kind, p.open.Sub = kind, sub
	}
}

func (p *page) node(n *xhtml.Node, style Run) {
	if n.Type == xhtml.TextNode {
		p.add(n.Data, style)
		return
	}
	if n.Type != xhtml.ElementNode {
		p.children(n, style)
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Template, atom.Noscript, atom.Svg, atom.Iframe, atom.Object:
		return
	case atom.B, atom.Strong, atom.Th:
		style.Bold = true
	case atom.A:
		if to := target(attr(n, "href")); to != "" {
			style.Href = to
		}
	case atom.Br, atom.Hr:
		p.lineEnd()
		return
	}
	style.Bold = weight(attr(n, "style"), style.Bold)
	switch {
	case n.DataAtom == atom.Tr && !p.cell && cells(n) > 1:
		p.row(n, style)
	case n.DataAtom == atom.Ul || n.DataAtom == atom.Ol:
		p.list(n, style)
	case strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "mso-list:Ignore"):
		p.wordMark(n)
	default:
		p.block(n, style)
	}
}

// lineEnd is a line broken by hand: a new paragraph, but not inside a list item.
func (p *page) lineEnd() {
	if p.open.Kind.Item() || p.open.Kind.Title() {
		p.add(" ", Run{})
		return
	}
	p.end()
}

func (p *page) block(n *xhtml.Node, style Run) {
	kind, isBlock := blockKind(n)
	switch {
	case !isBlock:
		p.children(n, style)
		return
	case n.DataAtom == atom.Li:
		kind = Bullet
		if len(p.lists) > 0 {
			kind = p.lists[len(p.lists)-1]
		}
		p.begin(kind, len(p.lists) > 1)
	case p.open.Kind.Item() && len(p.lists) > 0: // a paragraph inside an item
		p.add(" ", Run{})
		p.children(n, style)
		p.add(" ", Run{})
		return
	default:
		p.begin(kind, deepInWord(n))
	}
	p.children(n, style)
	p.end()
}

var blocks = map[atom.Atom]Kind{
	atom.P: Text, atom.Div: Text, atom.Section: Text, atom.Article: Text, atom.Blockquote: Text, atom.Pre: Text,
	atom.Header: Text, atom.Footer: Text, atom.Main: Text, atom.Table: Text, atom.Tr: Text, atom.Td: Text, atom.Th: Text, atom.Caption: Text,
	atom.Dt: Text, atom.Dd: Text, atom.Dl: Text, atom.Address: Text, atom.Figcaption: Text, atom.Nav: Text, atom.Li: Bullet,
	atom.H1: Heading, atom.H2: Heading, atom.H3: Subheading, atom.H4: Subheading, atom.H5: Subheading, atom.H6: Subheading,
}

// blockKind says what an element of a page begins, or that it stands in a line. Word
// marks its lists and titles in ordinary paragraphs.
func blockKind(n *xhtml.Node) (Kind, bool) {
	kind, ok := blocks[n.DataAtom]
	if n.DataAtom != atom.P {
		return kind, ok
	}
	switch class := attr(n, "class"); {
	case strings.Contains(attr(n, "style"), "mso-list:") && !strings.Contains(attr(n, "style"), "mso-list:none"):
		return Bullet, true
	case class == "MsoTitle":
		return Heading, true
	case class == "MsoSubtitle":
		return Subheading, true
	}
	return kind, ok
}

var wordLevel = regexp.MustCompile(`mso-list:[^;]*level([2-9])`)

func deepInWord(n *xhtml.Node) bool { return wordLevel.MatchString(attr(n, "style")) }

// wordMark reads the bullet or number that Word writes out before a list item.
func (p *page) wordMark(n *xhtml.Node) {
	if mark := strings.TrimSpace(textOf(n)); p.open.Kind == Bullet && strings.Trim(mark, "0123456789.()") != mark {
		p.open.Kind = Step
	}
}

func (p *page) list(n *xhtml.Node, style Run) {
	above := p.open
	if above.Kind.Item() && len(p.lists) > 0 { // a list inside the item that is open
		p.end()
	}
	kind := Bullet
	if n.DataAtom == atom.Ol {
		kind = Step
	}
	p.lists = append(p.lists, kind)
	p.end()
	p.children(n, style)
	p.lists = p.lists[:len(p.lists)-1]
	p.end()
}

func cells(row *xhtml.Node) (count int) {
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && strings.TrimSpace(textOf(c)) != "" {
			count++
		}
	}
	return count
}

// row makes a line of a row of a table, as cellWords does.
func (p *page) row(n *xhtml.Node, style Run) {
	p.begin(Bullet, false)
	p.cell = true
	number := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if strings.TrimSpace(textOf(c)) == "" {
			continue
		}
		switch {
		case number == 1 && !strings.HasSuffix(strings.TrimSpace(p.open.Words()), ":"):
			p.joint(": ")
		case number == 1:
			p.joint(" ")
		case number > 1:
			p.joint(", ")
		}
		number++
		cell := style
		cell.Bold = cell.Bold || c.DataAtom == atom.Th
		p.children(c, cell)
	}
	p.cell = false
	p.end()
}

// joint puts a sign straight after the words of a cell.
func (p *page) joint(sign string) {
	runs := Normal(p.open.Runs)
	p.open.Runs = append(runs, Run{Text: sign})
}

var boldStyle = regexp.MustCompile(`(?i)font-weight\s*:\s*(bold|bolder|[6-9]00)`)
var lightStyle = regexp.MustCompile(`(?i)font-weight\s*:\s*(normal|lighter|[1-5]00)`)

// weight returns whether words are bold under a style; Google Docs puts all its words
// into a bold element that says it is not.
func weight(style string, bold bool) bool {
	if boldStyle.MatchString(style) {
		return true
	}
	return bold && !lightStyle.MatchString(style)
}

// target returns where a link of a page leads, without the detour through the pages
// of Google and Outlook that watch their readers, or "" when it is not an address.
func target(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	switch {
	case host == "google.com" && u.Path == "/url":
		href = u.Query().Get("q")
	case strings.HasSuffix(host, ".safelinks.protection.outlook.com"):
		href = u.Query().Get("url")
	}
	if href = Address(href); !GoodAddress(href) {
		return ""
	}
	return href
}

func attr(n *xhtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *xhtml.Node) string {
	if n.Type == xhtml.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}
