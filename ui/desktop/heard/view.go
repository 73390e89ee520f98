package heard

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page of what was heard.
type Screen struct {
	n        Needs
	model    *model
	sentence *parts.Prose
	list     *parts.Grid
	object   fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk}}
	if err := s.model.load(); err != nil {
		return nil, err
	}
	s.sentence = parts.NewWideProse(s.model.sentence(), parts.QuietText)
	s.list = parts.NewGrid([]parts.GridColumn{{Title: "When"}, {Title: "Who"}, {Title: "How"}, {Title: "About", Strong: true},
		{Title: "What they said", Grows: true}, {Title: "What we did", Grows: true}, {Title: "In the report"}},
		func() int { return len(s.model.heard) }, s.model.cell)
	s.list.Empty = "Nothing yet. What parents, pupils and staff tell you stands here by theme, with what the school did about it. Ctrl+N writes the first."
	s.list.OnOpen = func(row int) { s.edit(s.model.heard[row]) }
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, parts.Frame(
		parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, parts.Heading("You said, we did", "",
			parts.NewButton("To the reports", func() { n.Shell.Go(shell.To("reports", publish.SENInformation)) }),
			parts.NewMainButton("New entry", s.New).WithKey("Ctrl+N")), s.sentence)),
		s.list, nil))
	return s, nil
}

// Title is for the window.
func (s *Screen) Title() string { return "You said, we did" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.list) }

// Refresh shows the list again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.sentence.SetText(s.model.sentence())
	s.list.Reload()
}

// New writes an entry.
func (s *Screen) New() {
	s.edit(publish.Heard{On: s.n.Desk.Today(), Who: publish.WhoSaid[0].ID, How: publish.Consultation, Shown: 1})
}

// edit opens the form of one entry.
func (s *Screen) edit(h publish.Heard) {
	on := parts.NewDateField(s.n.Desk.Today)
	on.SetText(h.On.Words())
	who, how := parts.NewChoice(options(publish.WhoSaid), nil), parts.NewChoice(options(publish.HowAsked), nil)
	who.SetChosen(h.Who)
	how.SetChosen(h.How)
	theme, said, did := parts.NewField(themeHint(s.model.themes)), parts.NewNotes("without names", 3), parts.NewNotes("what changed because of it", 3)
	theme.SetText(h.Theme)
	said.SetText(h.Said)
	did.SetText(h.Did)
	shown := parts.NewCheck("It may stand in public documents", h.Shown != 0, nil)
	title, accept := "What was heard", "Add entry"
	if h.ID != "" {
		title, accept = "Change what was heard", "Keep entry"
	}
	sh := sheet.New(title, accept, func() error {
		day, err := on.Value()
		if err != nil {
			return &desk.Refusal{Field: "on", Words: err.Error()}
		}
		h.On, h.Who, h.How, h.Theme, h.Said, h.Did, h.Shown = day, who.Chosen(), how.Chosen(), theme.Text, said.Text, did.Text, 0
		if shown.Ticked {
			h.Shown = 1
		}
		_, err = s.n.Desk.SaveHeard(context.Background(), h)
		return err
	})
	sh.Add("said", "What they said", said, "")
	sh.Add("did", "What we did", did, "The report shows an entry once this is written.")
	sh.Add("theme", "About", theme, "")
	sh.Add("who", "Who spoke", who, "")
	sh.Add("how", "How", how, "")
	sh.Add("on", "When", on, "")
	sh.Add("shown", "", shown, "")
	sheet.Drafts{Desk: s.n.Desk, Place: "heard", Alert: s.n.Shell.Alert}.Follow("entry/"+h.ID, sh, s.n.Shell.NamesHidden())
	body := parts.Column(parts.Groups, sh.Form())
	d := &parts.Dialog{Title: title, Body: body, Accept: accept, Width: 160, Focus: said, OnAccept: sh.Try}
	if h.ID != "" {
		body.Add(parts.NewLink("Remove this entry", func() {
			d.Hide()
			s.remove(h)
		}))
	}
	sh.Done = func() {
		d.Hide()
		s.did("Kept. Update the figures on Reports to take it into the documents.")
	}
	d.Show(s.n.Shell.Window().Canvas())
}

func themeHint(themes []string) string {
	if len(themes) == 0 {
		return "such as Letters home"
	}
	return "such as " + themes[0]
}

func options(list []publish.Choice) []parts.Option {
	var out []parts.Option
	for _, c := range list {
		out = append(out, parts.Option{Value: c.ID, Words: c.Name})
	}
	return out
}

func (s *Screen) remove(h publish.Heard) {
	if err := s.n.Desk.RemoveHeard(context.Background(), h.ID); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.did("The entry is gone. Ctrl+Z brings it back.")
}

// did shows the list again and says what was done.
func (s *Screen) did(words string) {
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say(words)
	s.Focus()
}

// words is a number with its noun or verb.
func words(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strings.TrimSpace(strconv.Itoa(n) + " " + many)
}
