package desk

import (
	"context"

	"needsbook/app/paper/web"
)

// ReportEmbed makes a public document as a part of a page, to be pasted into the editor
// of the school's website.
func (d *Desk) ReportEmbed(ctx context.Context, document string) ([]byte, error) {
	doc, err := d.ReportDocument(ctx, document)
	if err != nil {
		return nil, err
	}
	return web.Embed(doc)
}
