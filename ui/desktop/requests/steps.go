package requests

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// action is one thing that can be done with a request as it stands.
type action struct {
	words string
	can   func(funding.Progress) bool
	do    func(p *page)
}

func at(statuses ...funding.Status) func(funding.Progress) bool {
	return func(p funding.Progress) bool {
		for _, s := range statuses {
			if p.Status == s || p.Status == "" && s == funding.Drafting {
				return true
			}
		}
		return false
	}
}

// steps are what can be done with requests, in the order in which one does them. The
// first that can be done is the main one.
func steps() []action {
	return []action{
		{"Make ready", at(funding.Drafting), (*page).makeReady},
		{"Mark submitted", at(funding.IsReady), (*page).askSubmitted},
		{"Move the dispute", funding.Progress.InDispute, (*page).askMove},
		{"Take back", moreAsked, (*page).takeBack},
		{"Record the decision", funding.Progress.AwaitsDecision, (*page).askDecision},
		{"Record a discussion", at(funding.Submitted, funding.Discussed), (*page).askDiscussion},
		{"Record the recommendation", at(funding.Submitted, funding.Discussed), (*page).askRecommendation},
		{"Renew", funding.Progress.Agreed, (*page).renew},
		{"Take back to change it", at(funding.IsReady), (*page).takeBack},
		{"Withdraw", at(funding.Submitted, funding.Discussed, funding.Recommended), (*page).askWithdraw},
		{"End the money early", func(p funding.Progress) bool { return p.Agreed() && p.Ending == nil }, (*page).askEnd},
		{"Raise a dispute", func(p funding.Progress) bool {
			return p.Status == funding.Decided && p.Decision != nil && !p.InDispute() && (p.Dispute == nil || p.Dispute.About != p.Decision.On)
		}, (*page).askDispute},
	}
}

// moreAsked reports whether the request came back with questions.
func moreAsked(p funding.Progress) bool {
	_, more := p.MoreAsked()
	return more
}

// actions are the buttons that the status allows: the main one filled, the others under
// More.
func (p *page) actions() []fyne.CanvasObject {
	words := "Read the page alone"
	if p.panes.alone {
		words = "Go back to writing"
	}
	var items []parts.Item
	var main *action
	for _, a := range steps() {
		switch {
		case !a.can(p.m.request().Progress):
		case main == nil:
			main = &a
		default:
			items = append(items, parts.Item{Words: a.words, Do: func() { a.do(p) }})
		}
	}
	items = append(items, parts.Item{Words: words, Do: p.toggleReading})
	list := []fyne.CanvasObject{parts.NewMenuButton("More", func() []parts.Item { return items }), parts.NewButton("Export PDF", p.Print).WithKey("Ctrl+P")}
	p.first = nil
	if main != nil {
		p.first = parts.NewMainButton(main.words, func() { main.do(p) })
		list = append(list, p.first)
	}
	return list
}

// makeReady makes the draft ready, or says which gates hold it up.
func (p *page) makeReady() {
	if p.desk != nil {
		p.desk.keep()
	}
	p.step(p.n.Desk.MarkReady(context.Background(), p.m.number))
}

// takeBack makes the request a draft again.
func (p *page) takeBack() { p.step(p.n.Desk.Reopen(context.Background(), p.m.number)) }

// renew starts the request that follows this one and opens it.
func (p *page) renew() {
	r, err := p.n.Desk.RenewalOf(context.Background(), p.m.number)
	if err != nil {
		p.say(err)
		return
	}
	p.n.Shell.Go(shell.To("requests", fmt.Sprint(r.Number)))
	p.n.Shell.Changed()
}

// today is a field with the day of today in it.
func (p *page) today() *parts.DateField {
	on := parts.NewDateField(p.n.Desk.Today)
	on.SetValue(p.n.Desk.Today())
	return on
}

// askSubmitted asks for the day the request went.
func (p *page) askSubmitted() {
	on := p.today()
	form := sheet.New("Mark as submitted", "Mark submitted", func() error {
		sent, err := sheet.Day("on", on)
		if err != nil {
			return err
		}
		return placed(p.n.Desk.MarkSubmitted(context.Background(), p.m.number, sent))
	})
	form.Add("on", "Submitted on", on, "The facts of today are kept with it. From then on only what was said and decided can be added.")
	p.openStep("submitted", form)
}

// askDiscussion asks who talked about the request and what was said.
func (p *page) askDiscussion() {
	on, where, who := p.today(), filledField("", p.m.desk.Terms().Label("cluster_panel")), newPeople(false)
	words, others := parts.NewNotes("What was said", 3), parts.NewNotes("One to a line", 2)
	form := sheet.New("Record a discussion", "Record", func() error {
		talk := funding.Discussion{Where: strings.TrimSpace(where.Text), People: who.named(), Words: strings.TrimSpace(words.Text)}
		for _, line := range strings.Split(others.Text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				talk.Options = append(talk.Options, line)
			}
		}
		var err error
		if talk.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		return placed(p.n.Desk.RecordDiscussion(context.Background(), p.m.number, talk))
	})
	form.Add("on", "Discussed on", on, "")
	form.Add("where", "Where", where, "")
	form.Add("people", "Who took part", who, "")
	form.Add("words", "What was said", words, "")
	form.Add("options", "What else was thought of", others, "")
	p.openStep("discussion", form)
}

// askWithdraw asks when and why the request is withdrawn.
func (p *page) askWithdraw() {
	p.askEnding("withdraw", "Withdraw the request", "Withdraw", "Withdrawn on", nil, func(e funding.Ending) error {
		return p.n.Desk.WithdrawRequest(context.Background(), p.m.number, e.On, e.Why)
	})
}

// askEnd asks for the last day of the money, and why it ends before its time.
func (p *page) askEnd() {
	p.askEnding("end", "End the money early", "End it", "Last day", p.n.Desk.DecisionRules().Endings, func(e funding.Ending) error {
		return p.n.Desk.EndAward(context.Background(), p.m.number, e.On, e.Why)
	})
}

// askEnding asks for a day and a reason, which may be one of those that are often given.
func (p *page) askEnding(name, title, accept, label string, reasons []funding.EndingReason, do func(funding.Ending) error) {
	on, words := p.today(), parts.NewNotes("", 2)
	usual := parts.NewChoice(options(reasons, func(r funding.EndingReason) (string, string) { return r.Words, r.Words }), nil)
	usual.PlaceHolder = "Choose one, or write it below"
	form := sheet.New(title, accept, func() error {
		why := strings.TrimSpace(strings.TrimSuffix(usual.Chosen(), ".") + ". " + strings.TrimSpace(words.Text))
		if why = strings.TrimPrefix(why, ". "); why == "." {
			why = ""
		}
		e := funding.Ending{Why: why}
		var err error
		if e.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		return placed(do(e))
	})
	form.Add("on", label, on, "")
	if len(reasons) > 0 {
		form.Add("usual", "Why", usual, "")
		form.Add("reason", "In words", words, "")
	} else {
		form.Add("reason", "Why", words, "")
	}
	p.openStep(name, form)
}

// Print asks where the page is to be saved, with or without the attachments after it.
func (p *page) Print() {
	if p.desk != nil {
		p.desk.keep()
	}
	r := p.m.request()
	hint := "A PDF with tags for screen readers."
	if p.m.drafting() {
		hint += " Every page says DRAFT until the request is ready."
	}
	with := len(r.Attached) > 0
	attached := parts.NewCheck("Add the attachments after the last page", with, func(ticked bool) { with = ticked })
	card := &saving.Card{Title: "Save " + r.Reference() + " as a PDF", Hint: hint, Names: true, Hidden: p.n.Shell.NamesHidden(),
		Path: filepath.Join(p.n.Folder, "Request "+r.Reference()+" "+p.n.Desk.Today().String()+".pdf")}
	if len(r.Attached) > 0 {
		card.More = func(form *sheet.Sheet) {
			form.Add("attached", "", attached, fmt.Sprintf("%s. They name the pupil, so they go with full names only.", wording.Count(len(r.Attached), "attachment")))
		}
	}
	var notes []string
	card.Make = func(names desk.Names) (file []byte, err error) {
		file, notes, err = p.n.Desk.RequestFile(context.Background(), r.Number, names, with)
		return file, err
	}
	card.Saved = func(path string) { p.savedAs(path, notes) }
	card.Show(p.n.Shell.Window().Canvas(), p.n.Shell.Runner())
}

// savedAs says where the page was saved, and what could not be put in.
func (p *page) savedAs(path string, notes []string) {
	p.saved.Set(path)
	p.object.Refresh()
	p.n.Shell.Say("Saved in " + path + ".")
	if len(notes) > 0 {
		p.n.Shell.Alert("Saved. " + strings.Join(notes, " "))
	}
}
