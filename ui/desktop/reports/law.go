package reports

import (
	"net/url"

	"fyne.io/fyne/v2"

	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// showLaw sets what the law asks of a section, where it is open.
func (s *section) showLaw(clause publish.Section) {
	s.law.Objects = nil
	s.lawLink.SetText("What the law asks")
	if s.lawOpen {
		s.lawLink.SetText("Close the law")
		s.law.Add(parts.Margins(0, parts.Tight, 0, parts.Tight, parts.NewPanel(theme.ColourDesk, parts.Between, s.lawOf(clause))))
	}
	s.law.Refresh()
}

// lawOf is the clause in words, where it can be read, and when somebody last looked.
func (s *section) lawOf(clause publish.Section) fyne.CanvasObject {
	words := clause.Law.Words
	if words == "" {
		words = "The pack of sections in use does not give the words of this clause. Look it up by its reference."
	}
	column := parts.Column(parts.Tight, parts.NewProse(clause.Reference, parts.SmallStrong), parts.NewProse(words, parts.Small))
	if checked := clause.Law.Checked; !checked.IsZero() {
		column.Add(parts.NewProse("Compared with the official text on "+checked.Words()+".", parts.Quiet))
	}
	if link := clause.Law.Link; link != "" {
		column.Add(parts.NewProse(link, parts.Quiet))
		column.Add(parts.Row(0, parts.NewLink("Read it on the internet", func() { s.p.browse(link) })))
	}
	return column
}

// browse opens a web address in the computer's own browser.
func (p *page) browse(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = fyne.CurrentApp().OpenURL(u)
	}
	if err != nil {
		p.n.Shell.Alert("The browser could not be opened. The address is " + address)
	}
}
