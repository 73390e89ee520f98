package requests

import (
	"context"
	"path/filepath"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// makeReady makes the draft ready, or says which gates hold it up.
func (p *page) makeReady() { p.step(p.n.Desk.MarkReady(context.Background(), p.m.number)) }

// takeBack makes the request a draft again.
func (p *page) takeBack() { p.step(p.n.Desk.Reopen(context.Background(), p.m.number)) }

// step shows the request after a step, or why it was refused.
func (p *page) step(err error) {
	if err != nil {
		p.say(err)
		return
	}
	if err := p.m.load(); err != nil {
		p.say(err)
		return
	}
	p.changed()
	p.Focus()
}

// ask shows a form in a dialog, and the request anew when it was accepted.
func (p *page) ask(form *sheet.Sheet) {
	dialog := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 140, OnAccept: form.Try}
	form.Done = func() {
		dialog.Hide()
		p.step(nil)
	}
	form.Begin()
	dialog.Show(p.n.Shell.Window().Canvas())
	form.Focus()
}

// askSent asks for the day the request went to the panel.
func (p *page) askSent() {
	on := parts.NewDateField(p.n.Desk.Today)
	on.SetValue(p.n.Desk.Today())
	form := sheet.New("Mark as sent", "Mark sent", func() error {
		sent, err := on.Value()
		if err != nil {
			return &desk.Refusal{Field: "on", Words: "This is not a date. Write it like 3 Sep 2026 or 3/9/2026."}
		}
		return placed(p.n.Desk.MarkSubmitted(context.Background(), p.m.number, sent))
	})
	form.Add("on", "Sent on", on, "From then on only the decision can be added.")
	p.ask(form)
}

// askDecision asks for what the panel decided.
func (p *page) askDecision() {
	r := p.m.request()
	var options []parts.Option
	for _, o := range []funding.Outcome{funding.Agreed, funding.Part, funding.Declined, funding.Deferred} {
		options = append(options, parts.Option{Value: string(o), Words: outcomeWords[o]})
	}
	outcome := parts.NewChoice(options, nil)
	on, from, to := parts.NewDateField(p.n.Desk.Today), parts.NewDateField(p.n.Desk.Today), parts.NewDateField(p.n.Desk.Today)
	on.SetValue(p.n.Desk.Today())
	from.SetValue(r.Starts)
	to.SetValue(r.Ends)
	amount := parts.NewMoneyField()
	reason, conditions := parts.NewNotes("In the panel’s own words", 2), parts.NewNotes("", 2)
	form := sheet.New("Record the panel’s decision", "Record", func() error {
		d := funding.Decision{Outcome: funding.Outcome(outcome.Chosen()), Reason: strings.TrimSpace(reason.Text), Conditions: strings.TrimSpace(conditions.Text)}
		var err error
		for _, f := range []struct {
			name string
			read func() error
		}{
			{"on", func() (err error) { d.On, err = on.Value(); return err }}, {"amount", func() (err error) { d.Amount, err = amount.Value(); return err }},
			{"from", func() (err error) { d.From, err = from.Value(); return err }}, {"to", func() (err error) { d.To, err = to.Value(); return err }},
		} {
			if err = f.read(); err != nil {
				return &desk.Refusal{Field: f.name, Words: "This cannot be read. Write a day like 3 Sep 2026, or an amount like 1,234.50."}
			}
		}
		if d.Outcome == funding.Declined || d.Outcome == funding.Deferred {
			d.From, d.To = day.Date{}, day.Date{} // no money, so no period
		}
		return placed(p.n.Desk.Decide(context.Background(), p.m.number, d))
	})
	form.Add("outcome", "Decision", outcome, "")
	form.Add("on", "Decided on", on, "")
	form.Add("amount", "Amount agreed", amount, "For the whole period. Asked for: "+r.Progress.Asked.Words()+".")
	form.Add("from", "Money from", from, "")
	form.Add("to", "Money to", to, "")
	form.Add("reason", "Reason", reason, "Kept for the next request.")
	form.Add("conditions", "Conditions", conditions, "")
	p.ask(form)
}

// Print asks where the paper is to be saved.
func (p *page) Print() {
	if p.desk != nil {
		p.desk.keep()
	}
	r := p.m.request()
	hint := "A PDF with tags for screen readers."
	if p.m.drafting() {
		hint += " Every page says DRAFT until the request is ready."
	}
	card := &saving.Card{Title: "Save " + r.Reference() + " as a PDF", Hint: hint, Names: true, Hidden: p.n.Shell.NamesHidden(),
		Path: filepath.Join(p.n.Folder, "Request "+r.Reference()+" "+p.n.Desk.Today().String()+".pdf")}
	lost := ""
	card.Make = func(names desk.Names) ([]byte, error) {
		file, unknown, err := p.n.Desk.RequestPDF(context.Background(), r.Number, names)
		lost = string(unknown)
		return file, err
	}
	card.Saved = func(path string) {
		p.saved.Set(path)
		p.object.Refresh()
		p.n.Shell.Say("Saved in " + path + ".")
		if lost != "" {
			p.n.Shell.Alert("Saved, but the fonts cannot draw: " + lost)
		}
	}
	card.Show(p.n.Shell.Window().Canvas(), p.n.Shell.Runner())
}
