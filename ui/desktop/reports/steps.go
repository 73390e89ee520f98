package reports

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/theme"
)

// publish records that the report goes out today, or says what is still missing.
func (p *page) publish() {
	p.editor.Keep()
	if err := p.n.Desk.PublishReport(context.Background(), publish.SENInformation); err != nil {
		p.say(err)
		return
	}
	p.say(nil)
	p.n.Shell.Changed()
	p.n.Shell.Say("Published today. Save the web page and put it on the school’s site.")
	p.check()
}

// showReasons lists why the report cannot be published.
func (p *page) showReasons() {
	card := &parts.Dialog{Title: "Before it can be published", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, bullets(p.m.result.Reasons))), Accept: "Close", Cancel: "-", Width: 150, Height: 110}
	card.Show(p.n.Shell.Window().Canvas())
}

func bullets(lines []string) fyne.CanvasObject {
	column := parts.Column(parts.Between)
	for _, line := range lines {
		column.Add(parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.Column(0, parts.NewText("!", parts.TextStyle{Bold: true, Colour: theme.ColourOverdue}))), parts.NewProse(line, parts.Plain), nil))
	}
	return column
}

// say puts a refusal under the heading.
func (p *page) say(err error) {
	p.problem.Hide()
	if err != nil {
		p.problem.SetText("! " + desk.Words(err))
		p.problem.Show()
	}
	p.object.Refresh()
}

// Print saves the report as a PDF.
func (p *page) Print() {
	p.export("Save the report as a PDF", "A PDF with tags for screen readers.", ".pdf", func() ([]byte, error) {
		file, _, err := p.n.Desk.ReportPDF(context.Background(), publish.SENInformation)
		return file, err
	})
}

// exportWeb saves the report as a web page.
func (p *page) exportWeb() {
	p.export("Save the report as a web page", "One file for the school’s site, with the same words.", ".html", func() ([]byte, error) {
		return p.n.Desk.ReportHTML(context.Background(), publish.SENInformation)
	})
}

func (p *page) export(title, hint, ending string, document func() ([]byte, error)) {
	p.editor.Keep()
	if !p.m.result.Publishable {
		hint += " It says DRAFT until the report can be published."
	}
	card := &saving.Card{Title: title, Hint: hint, Path: filepath.Join(p.n.Folder, "SEN information report "+p.n.Desk.Today().String()+ending)}
	card.Make = func(desk.Names) ([]byte, error) { return document() }
	card.Saved = func(path string) {
		p.saved.Set(path)
		p.object.Refresh()
		p.n.Shell.Say("Saved in " + path + ".")
	}
	card.Show(p.n.Shell.Window().Canvas(), p.n.Shell.Runner())
}
