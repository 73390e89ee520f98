package web

import (
	"fmt"
	"html"
	"strings"

	"needsbook/app/paper"
)

// writer gathers the body. All text of the document goes through escape.
type writer struct {
	strings.Builder
	anchors map[int]string
	regions int    // scrolling regions so far, for their names
	deeper  int    // how many levels its headings stand below those of a page of its own
	prefix  string // before each anchor, so that none is one of the page around it
}

func escape(s string) string { return html.EscapeString(s) }

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (w *writer) block(i int, b paper.Block) {
	switch b := b.(type) {
	case paper.Heading:
		level := b.Level + w.deeper
		w.printf("<h%d id=\"%s%s\">%s</h%d>\n", level, w.prefix, w.anchors[i], escape(b.Text), level)
	case paper.Para:
		w.printf("<p>%s</p>\n", w.spans(b.Text))
	case paper.List:
		w.list(b)
	case paper.Table:
		w.table(b)
	case paper.KeyValues:
		w.table(b.Table())
	case paper.Figure:
		w.figure(b)
	case paper.Image:
		w.picture(b)
	case paper.Panels:
		w.panels(b)
	case paper.SignOff:
		for _, s := range b.Signatures {
			w.signature(s)
		}
	case paper.PageBreak:
		w.WriteString("<div class=\"break\"></div>\n")
	}
}

// panels writes parts that stand beside each other where there is room.
func (w *writer) panels(row paper.Panels) {
	w.WriteString("<div class=\"panels\">\n")
	for _, p := range row.Panels {
		class := "panel"
		if p.Voice {
			class += " voice"
		}
		w.printf("<section class=\"%s\">\n<h%d>%s</h%d>\n", class, 2+w.deeper, escape(p.Title), 2+w.deeper)
		for _, b := range p.Blocks {
			w.block(0, b)
		}
		w.WriteString("</section>\n")
	}
	w.WriteString("</div>\n")
}

// contents writes the table of contents: sections, and subsections within them.
func (w *writer) contents(blocks []paper.Block) {
	level, id := 2+w.deeper, w.prefix+"contents"
	w.printf("<nav aria-labelledby=\"%s\">\n<h%d id=\"%s\">%s</h%d>\n<ol>\n", id, level, id, paper.ContentsTitle, level)
	section, nested := false, false // whether an entry, and a list inside it, are open
	for i, b := range blocks {
		h, ok := b.(paper.Heading)
		if !ok || h.Level > 3 {
			continue
		}
		if h.Level == 3 && !nested {
			w.WriteString("<ol>\n")
			nested = true
		}
		if h.Level == 2 {
			if nested {
				w.WriteString("</ol>\n")
			}
			if section {
				w.WriteString("</li>\n")
			}
			section, nested = true, false
		}
		w.printf("<li><a href=\"#%s%s\">%s</a>", w.prefix, w.anchors[i], escape(h.Text))
		if h.Level == 3 {
			w.WriteString("</li>\n")
		}
	}
	if nested {
		w.WriteString("</ol>\n")
	}
	w.WriteString("</li>\n</ol>\n</nav>\n")
}

func (w *writer) list(l paper.List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	w.printf("<%s>\n", tag)
	for _, it := range l.Items {
		w.printf("<li>%s", w.spans(it.Text))
		if it.Sub != nil {
			w.WriteString("\n")
			w.list(*it.Sub)
		}
		w.WriteString("</li>\n")
	}
	w.printf("</%s>\n", tag)
}

// region wraps what may be wider than the screen, so that it scrolls by itself and
// the keyboard reaches it (WCAG 2.1.1 and 1.4.10).
func (w *writer) region(name string, inner func()) {
	w.regions++
	w.printf("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Part %d: %s\">\n", w.regions, escape(name))
	inner()
	w.WriteString("</div>\n")
}

func (w *writer) figure(f paper.Figure) {
	w.printf("<figure>\n<figcaption>%s</figcaption>\n", escape(f.Caption))
	w.region(f.Caption, func() { w.WriteString(f.Chart.SVG(f.Alt) + "\n") })
	w.WriteString("</figure>\n")
	if f.DataTable {
		w.table(f.Table())
	}
}

func (w *writer) signature(s paper.Signature) {
	w.printf("<div class=\"signature\">\n<p class=\"role\">%s</p>\n", escape(s.Role))
	for _, line := range [][2]string{{paper.SignedLabel, ""}, {paper.NameLabel, s.Name}, {paper.DateLabel, s.Date.Words()}} {
		w.printf("<p class=\"rule\"><span>%s</span> <b>%s</b></p>\n", line[0], escape(line[1]))
	}
	w.WriteString("</div>\n")
}

// spans writes a text with what its parts are.
func (w *writer) spans(text []paper.Span) string {
	var b strings.Builder
	for _, s := range text {
		inner := escape(s.Text)
		if s.Abbr != "" {
			inner = fmt.Sprintf("<abbr title=\"%s\">%s</abbr>", escape(s.Abbr), inner)
		}
		if s.Bold {
			inner = "<b>" + inner + "</b>"
		}
		if s.Lang != "" {
			inner = fmt.Sprintf("<span lang=\"%s\">%s</span>", escape(s.Lang), inner)
		}
		if s.Href != "" {
			href := s.Href
			if id, inside := strings.CutPrefix(href, "#"); inside {
				href = "#" + w.prefix + id
			}
			inner = fmt.Sprintf("<a href=\"%s\">%s</a>", escape(href), inner)
		}
		b.WriteString(inner)
	}
	return b.String()
}
