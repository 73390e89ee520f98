package reports

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// askLinks says what checking the links does, and does it when asked: nothing else in
// this program goes online by itself.
func (p *page) askLinks() {
	p.middle.keep()
	words := "The program asks each web address in this document whether there is a page behind it. It goes online only for this, only now, and sends nothing about the school or its pupils."
	card := &parts.Dialog{Title: "Check the links on the internet", Body: parts.NewProse(words, parts.Plain), Accept: "Check now", Width: 150}
	card.OnAccept = func() bool {
		card.Hide() // before the answers lie over the window
		p.checkLinks()
		return false
	}
	card.Show(p.n.Shell.Window().Canvas())
}

// checkLinks asks beside the window and shows what answered.
func (p *page) checkLinks() {
	p.n.Shell.Say("Asking the web addresses…")
	var answers []publish.LinkAnswer
	document := p.m.document
	p.n.Shell.Runner().Go(func() (err error) {
		answers, err = p.n.Desk.CheckLinks(context.Background(), document)
		return err
	}, func(err error) {
		if err != nil {
			p.n.Shell.Alert(desk.Words(err))
			return
		}
		p.n.Shell.Say(linkSentence(answers))
		p.showLinks(answers)
	})
}

func linkSentence(answers []publish.LinkAnswer) string {
	bad := 0
	for _, a := range answers {
		if !a.OK {
			bad++
		}
	}
	switch {
	case len(answers) == 0:
		return "There is no web address in this document."
	case bad == 0:
		return wording.Count(len(answers), "link") + " checked: all lead somewhere."
	}
	return wording.Count(len(answers), "link") + " checked: " + wording.Count(bad, "link") + " to put right."
}

// showLinks lists the answers, those to put right first, each with the way to its
// section.
func (p *page) showLinks(answers []publish.LinkAnswer) {
	var card *parts.Dialog
	var lamps []parts.Lamp
	for _, ok := range []bool{false, true} {
		for _, a := range answers {
			if a.OK != ok {
				continue
			}
			lamp := parts.Lamp{State: parts.Done, Word: "answers", Title: a.Address, Note: a.Why}
			if a.To != "" {
				lamp.State, lamp.Word, lamp.Note = parts.Soon, "leads on", strings.TrimSpace("It leads on to "+a.To+". "+a.Why)
			}
			if !ok {
				lamp.State, lamp.Word = parts.Overdue, "no answer"
			}
			if len(a.Where) > 0 && a.Where[0] != "" {
				where := a.Where[0]
				lamp.Button, lamp.Do = "Show it", func() {
					card.Hide()
					p.showAddress(where, a.Address)
				}
			}
			if way := p.wayToScreen("Settings"); lamp.Do == nil && way.do != nil {
				lamp.Note = strings.TrimSpace(lamp.Note + " It is entered in Settings.")
				lamp.Button, lamp.Do = way.words, func() {
					card.Hide()
					way.do()
				}
			}
			lamps = append(lamps, lamp)
		}
	}
	body := fyne.CanvasObject(parts.NewProse(linkSentence(answers), parts.Plain))
	if len(lamps) > 0 {
		body = parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.NewProse(linkSentence(answers), parts.QuietText)),
			parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.NewLampList(lamps...))), nil)
	}
	card = &parts.Dialog{Title: "Links", Body: body, Accept: "Close", Cancel: "-", Width: 200, Height: 130}
	card.Show(p.n.Shell.Window().Canvas())
}

// showAddress goes to the section that an address stands in. One that comes from a fact
// is not in the words; then the section alone is shown.
func (p *page) showAddress(section, address string) {
	if !p.goToSection(section) {
		return
	}
	p.toEditor()
	if at := strings.Index(p.middle.editor.Words(), address); at >= 0 {
		p.middle.mark(at, at+len(address))
	}
}
