package web

import (
	_ "embed"
	"fmt"
	"strings"

	"needsbook/app/paper"
)

// embedded is the style of a document within another page. Every rule of it stands
// inside one class, so that it changes nothing around it.
//
//go:embed embed.css
var embedded string

// Embed returns the document as a part of another page, to be pasted into the editor
// of a school's website. The page has its own title, so the document's is a heading of
// level 2 and all others stand below it; anchors begin with nb- so that they meet none
// of the page's. The page has the school's mark as well, so the document's logo is left
// out; pictures in the text are in the part with all of their bytes. Where a website takes
// style out, what is left still reads well. It refuses a document that does not pass Check.
func Embed(doc *paper.Doc) ([]byte, error) {
	w := &writer{deeper: 1, prefix: "nb-"}
	d, body, err := write(doc, w)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<div class=\"needsbook-document\" lang=\"%s\">\n<style>\n%s</style>\n", escape(d.Lang), embedded)
	fmt.Fprintf(&b, "<h2 id=\"nb-top\">%s</h2>\n<p class=\"byline\">%s</p>\n", escape(d.Title), escape(d.Byline()))
	if notice := d.Notice(); notice != "" {
		fmt.Fprintf(&b, "<p class=\"notice\">%s</p>\n", escape(notice))
	}
	b.WriteString(body)
	b.WriteString("<p><a href=\"#nb-top\">Back to the top of this document</a></p>\n</div>\n")
	return []byte(b.String()), nil
}
