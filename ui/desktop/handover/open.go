package handover

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// open shows the form that opens a bundle.
func (s *Screen) open(dropped string) {
	path, code := saving.NewOpenField(s.at(), dropped, ending, ".bundle"), parts.NewField("Seven groups of four; any case, with or without hyphens")
	form := sheet.New("", "Look inside", nil)
	form.Do = func() error { return s.look(form, path.Text, code.Text) }
	form.Add(saving.FieldPath, "Bundle", path.Object, "Type its path, choose it with Browse, or drop it on this window.")
	path.OnSubmitted = func(string) { form.Try() }
	form.Add("code", "Code", code, "As the sender told it by telephone. A bundle that was sealed for your receiving card needs none.")
	form.Begin()
	look := parts.NewMainButton("Look inside", func() { form.Try() }).WithKey("Enter")
	s.turn(opening, parts.Page("Open a bundle", "What another school wrote about a pupil who comes to yours. You see it before anything is kept.",
		parts.Scrolled(parts.Column(parts.Groups, form.Form(), parts.Row(parts.Between, look, parts.NewButton("Cancel", s.home).WithKey("Esc"))))), form, func() {
		if dropped != "" {
			s.at().Focus(code)
			return
		}
		s.at().Focus(path.Field)
	})
}

// look opens a bundle beside the window and shows what is inside.
func (s *Screen) look(form *sheet.Sheet, path, code string) error {
	file, err := saving.Read(path, exchange.MaxHandover)
	if err != nil || s.busy {
		return err
	}
	s.busy = true
	var p desk.HandoverPreview
	s.n.Shell.Runner().Go(func() (err error) {
		p, err = s.n.Desk.LookAtHandover(context.Background(), file, code)
		return err
	}, func(err error) {
		s.busy = false
		var why *desk.Refusal
		switch {
		case s.gone:
		case errors.As(err, &why) && why.Field == "code":
			form.Say(err)
		case err != nil:
			form.Say(about(saving.FieldPath, err))
		default:
			s.preview(p)
		}
	})
	return nil
}

// asNew stands for a pupil who is not in the register.
const asNew = "new"

// preview shows what is inside, and asks whose record it is to be.
func (s *Screen) preview(p desk.HandoverPreview) {
	s.inside = p
	hidden := s.n.Shell.NamesHidden()
	name := p.Record.Pupil.Name()
	if hidden {
		name = p.Record.Pupil.Initials()
	}
	facts := []parts.Fact{{Label: "Pupil", Value: strings.TrimSuffix(name+", "+p.Year, ", ")}}
	if !hidden {
		facts = append(facts, parts.Fact{Label: "Born", Value: p.Record.Pupil.Born.Words()}, parts.Fact{Label: "UPN", Value: p.Record.Pupil.UPN})
	}
	facts = append(facts, parts.Fact{Label: "From", Value: schoolWords(p.From.Name, p.From.URN) + ", " + p.On.Words()}, parts.Fact{Label: "Signed with", Value: spaced(p.SenderWords)})
	var inside []parts.Fact
	for _, h := range p.Holds {
		words := h.Words
		if h.Part == desk.PartProfile {
			words = wording.Written(words, hidden)
		}
		inside = append(inside, parts.Fact{Label: strings.FieldsFunc(h.Name, func(r rune) bool { return r == ':' || r == ',' })[0], Value: words})
	}
	whose := parts.NewChoice(s.whose(p), nil)
	form := sheet.New("", "Take it in", nil)
	form.Do = func() error {
		join := whose.Chosen()
		if join == "" {
			return &desk.Refusal{Field: "join", Words: "Say whether this is a new pupil or one of the register."}
		}
		if join == asNew {
			join = ""
		}
		return s.take(p, join)
	}
	hint := "Nobody in the register has this UPN, or this name and date of birth."
	switch {
	case p.Unsure != "":
		hint = p.Unsure
	case p.Match != "":
		hint = "The register has a pupil who may be the same. What it says of that pupil stands; the bundle is added to it."
	default:
		whose.SetChosen(asNew)
	}
	form.Add("join", "Add it to", whose, hint)
	form.Begin()
	take := parts.NewMainButton("Take it in", func() { form.Try() }).WithKey("Ctrl+Enter")
	s.turn(looking, parts.Page("What is inside", "Nothing has been kept yet, and one undo takes it back. The six words are the sender's key: compare them by telephone if you are in doubt.",
		parts.Frame(nil, parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, parts.NewFactList(facts...), parts.Card("It holds", parts.NewFactList(inside...)), form.Form()))),
			parts.Margins(0, parts.Between, 0, 0, parts.Row(parts.Between, take, parts.NewButton("Cancel", s.home).WithKey("Esc"))))), form, func() { s.at().Focus(whose) })
	s.Focus()
}

// whose are the pupils to whom a bundle can be added, the likely one first.
func (s *Screen) whose(p desk.HandoverPreview) []parts.Option {
	var out []parts.Option
	option := func(id string) {
		if e, err := s.n.Desk.Entry(id); err == nil {
			out = append(out, parts.Option{Value: id, Words: wording.ListName(e, s.n.Shell.NamesHidden()), Note: "in the register, " + e.Year.Label})
		}
	}
	if p.Match != "" {
		option(p.Match)
	}
	out = append(out, parts.Option{Value: asNew, Words: "A new pupil"})
	if found, err := s.n.Desk.Find("left:any"); err == nil {
		for _, e := range found {
			if e.ID != p.Match {
				option(e.ID)
			}
		}
	}
	return out
}

// take keeps the bundle and shows the receipt.
func (s *Screen) take(p desk.HandoverPreview, join string) error {
	done, err := s.n.Desk.TakeHandover(context.Background(), p, join)
	if err != nil {
		return about("join", err)
	}
	back := parts.NewMainButton("Save the receipt", func() { s.saveReceipt(done.Handover) })
	see := parts.NewButton("Open the pupil's page", func() { s.n.Shell.Go(shell.To("pupil", done.Pupil)) })
	s.turn(showingCode, parts.Page("Taken in", "The record is in the register. Ctrl+Z takes it back.",
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, parts.Card("The receipt", parts.Column(parts.Between,
			parts.NewProse("Send it back to "+schoolWords(done.School, done.URN)+", so that they know that it arrived. Or read these six words to them by telephone:", parts.Plain),
			parts.NewText(spaced(done.Words), parts.SectionTitle))), parts.Flow(parts.Between, back, see, parts.NewButton("Done", s.home).WithKey("Esc")))))), nil,
		func() { s.at().Focus(fyne.Focusable(back)) })
	s.n.Shell.Changed()
	s.Focus()
	return nil
}
