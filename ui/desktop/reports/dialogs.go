package reports

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reading"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// askApproval asks who approved the document, when, and where it is minuted. What was
// said before stands there already; where it does not hold any more, it is said why.
func (p *page) askApproval() {
	p.middle.keep()
	was := p.m.approval.Approval
	by, minute, on := parts.NewField("Full governing body, trust board"), parts.NewField("Minute 7 of 12 November"), parts.NewDateField(p.n.Desk.Today)
	by.SetText(was.By)
	if was.By == "" {
		by.SetText(p.n.Desk.School().Approver)
	}
	on.SetValue(p.n.Desk.Today())
	if p.m.approval.Current {
		on.SetValue(was.On)
		minute.SetText(was.Minute)
	}
	p.ask("Governors’ approval", "Record the approval", p.approvalNote(), func(form *sheet.Sheet) {
		form.Add("by", "Who approved it", by, "")
		form.Add("on", "On", on, "")
		form.Add("minute", "Minute", minute, "Where it is written down. You can leave this empty.")
	}, by, func() error {
		day, err := on.Value()
		if err != nil {
			return notADate("on")
		}
		err = p.n.Desk.ApproveReport(context.Background(), p.m.document, publish.Approval{By: strings.TrimSpace(by.Text), On: day, Minute: strings.TrimSpace(minute.Text)})
		if err == nil {
			p.n.Shell.Say("Approval recorded. It holds until a word or a figure changes.")
		}
		return err
	})
}

// approvalNote says how the approval stands.
func (p *page) approvalNote() string {
	if words := p.m.approval.Words; p.m.approval.Given {
		return words
	}
	return "An approval holds for the words and figures as they stand now. A later change makes it out of date, and the page says so."
}

// askPublish asks what is new and when the document is looked at again.
func (p *page) askPublish() {
	p.middle.keep()
	if len(p.m.reasons) > 0 || p.m.out {
		p.showReasons()
		return
	}
	note, review := parts.NewField("New figures, and the section on moving on"), parts.NewDateField(p.n.Desk.Today)
	review.SetValue(p.n.Desk.Today().AddYears(1))
	said := "The words and figures are kept as version " + numberWords(len(p.m.versions)+1) + ", as they stand today. Then export the document and put it on the school’s website."
	p.ask("Publish: "+p.m.pack.Document.Title, "Publish", said, func(form *sheet.Sheet) {
		form.Add("note", "What is new", note, "For the list of versions. You can leave this empty.")
		form.Add("review", "Look again by", review, "At the latest a year from now.")
	}, note, func() error {
		day, err := review.Value()
		if err != nil {
			return notADate("review")
		}
		_, err = p.n.Desk.PublishVersion(context.Background(), p.m.document, publish.Release{Note: strings.TrimSpace(note.Text), Review: day})
		if err == nil {
			p.n.Shell.Say("Published today. Export the web page or the PDF and put it on the school’s site.")
		}
		return err
	})
}

// ask lays a form over the page. What it keeps is shown at once.
func (p *page) ask(title, accept, note string, fields func(*sheet.Sheet), first fyne.Focusable, keep func() error) {
	var card *parts.Dialog
	form := sheet.New(title, accept, keep)
	fields(form)
	sheet.Drafts{Desk: p.n.Desk, Place: "reports." + p.m.document, Alert: p.n.Shell.Alert}.Follow(title, form, p.n.Shell.NamesHidden())
	form.Done = func() {
		card.Hide()
		p.n.Shell.Changed()
		p.Refresh()
		p.Focus()
	}
	card = &parts.Dialog{Title: title, Accept: accept, Width: 150, Focus: first, Body: parts.Column(parts.Groups, parts.NewProse(note, parts.QuietText), form.Form()),
		OnAccept: func() bool { form.Try(); card.Refresh(); return false }}
	card.Show(p.n.Shell.Window().Canvas())
}

// readWhole shows the document as it stands, to be read.
func (p *page) readWhole() {
	p.middle.keep()
	doc, err := p.document()
	if err != nil {
		p.say(err)
		return
	}
	card := &parts.Dialog{Title: "As it stands", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, reading.View(doc))), Accept: "Close", Cancel: "-", Width: 200, Height: 170}
	card.Show(p.n.Shell.Window().Canvas())
}

// toVersions opens the page of what was published.
func (p *page) toVersions() { p.n.Shell.Go(shell.To("reports", p.m.document, versionsArg)) }

// notADate refuses what was typed for a day.
func notADate(field string) error {
	return &desk.Refusal{Field: field, Words: "This is not a date. Write it like 3 Sep 2026."}
}
