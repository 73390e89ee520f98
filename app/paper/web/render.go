package web

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"needsbook/app/paper"
)

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	style string

	page = template.Must(template.New("page").Parse(pageText))
)

// Render returns the document as one web page. It refuses a document that does not
// pass Check. The same document always gives the same bytes.
func Render(doc *paper.Doc) ([]byte, error) {
	d, body, err := write(doc, &writer{})
	if err != nil {
		return nil, err
	}
	var logo writer
	if d.Logo != nil {
		logo.logo(*d.Logo)
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{
		"Lang": d.Lang, "Title": d.Title, "Org": d.Org, "Subject": d.Subject,
		"Watermark": d.Watermark, "Byline": d.Byline(), "Notice": d.Notice(), "Foot": foot(d),
		// These are ours: the style sheet as it stands in this folder, and the logo and the
		// body, in which the writer has escaped every word of the document.
		"Style": template.CSS(style), "Logo": template.HTML(logo.String()), "Body": template.HTML(body),
	})
	if err != nil {
		return nil, fmt.Errorf("make the web page: %w", err)
	}
	return out.Bytes(), nil
}

// write checks the document and writes its body.
func write(doc *paper.Doc, w *writer) (tidy *paper.Doc, body string, err error) {
	if err := doc.Check(); err != nil {
		return nil, "", err
	}
	d := doc.Tidy()
	w.anchors = doc.Anchors()
	cover := d.Cover()
	for i, b := range d.Blocks {
		if i == cover && d.Contents && len(w.anchors) > 0 {
			w.contents(d.Blocks)
		}
		w.block(i, b)
	}
	return d, w.String(), nil
}

func foot(d *paper.Doc) string {
	parts := []string{d.Title}
	if by := d.Byline(); by != "" {
		parts = append(parts, by)
	}
	return strings.Join(parts, " · ")
}
