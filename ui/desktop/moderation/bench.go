package moderation

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/ratings"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// bench is the page of one case: the blind rating, and once it is made the comparison
// and its outcome.
type bench struct {
	n        Needs
	model    *model
	id       string
	evidence []desk.Evidence

	rating *ratings.Bench
	couple *parts.Couple
	by     *parts.Field
	level  *parts.Choice // only where the pack leaves the level to people
	who    *sheet.Sheet
	settle *sheet.Sheet
	first  fyne.Focusable
	object *fyne.Container
}

func newBench(n Needs, id string) (*bench, error) {
	b := &bench{n: n, id: id, object: container.NewStack(), model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := b.load(); err != nil {
		return nil, &desk.Refusal{Field: "case", Words: desk.Words(err)}
	}
	b.build()
	return b, nil
}

// load reads the case and its round.
func (b *bench) load() (err error) {
	if b.evidence, err = b.n.Desk.CaseEvidence(context.Background(), b.id); err != nil {
		return err
	}
	rounds, err := b.n.Desk.Rounds(context.Background())
	if err != nil {
		return err
	}
	for _, r := range rounds {
		if slices.ContainsFunc(r.Cases, func(c desk.CaseOfView) bool { return c.ID == b.id }) {
			return b.model.load(r.ID)
		}
	}
	return &desk.Refusal{Field: "case", Words: "There is no such case. It may have been undone."}
}

// of is the case.
func (b *bench) of() desk.CaseOfView {
	r, _ := b.model.round()
	return r.Cases[slices.IndexFunc(r.Cases, func(c desk.CaseOfView) bool { return c.ID == b.id })]
}

func (b *bench) build() {
	b.settle, b.who = nil, nil
	c := b.of()
	r, _ := b.model.round()
	back := parts.NewLink("All cases", func() { b.n.Shell.Go(shell.To("moderation", r.ID)) })
	title := fmt.Sprintf("Case %d of %d", c.Number, len(r.Cases))
	var sentence string
	var body fyne.CanvasObject
	actions := []fyne.CanvasObject{back}
	switch {
	case c.Revealed:
		sentence = b.model.pupil(c) + " · " + b.model.standing(c) + "."
		body = b.compare(c)
		if c.Open() && r.IsOpen() {
			actions = append(actions, parts.NewMainButton("Settle", b.Accept).WithKey("Ctrl+Enter"))
		}
	case c.Left || !r.IsOpen():
		sentence = "This case is not rated."
		words := "This round is closed, so the case stays as it is."
		if c.Left {
			words = "The pupil has left, so this case is set aside. It does not count."
		}
		body = parts.NewProse(words, parts.Plain)
	default:
		sentence = fmt.Sprintf("%s: %d rated. The first rating is hidden until you finish.", b.n.Desk.Terms().Plural("strand"), len(c.Ratings))
		body = b.blind(c)
		actions = append(actions, parts.NewButton("Evidence", b.turn).WithKey("E"), parts.NewMainButton("Finish and compare", b.Accept).WithKey("Ctrl+Enter"))
	}
	head := parts.Margins(0, 0, 0, parts.Groups, parts.Heading(title, sentence, actions...))
	b.object.Objects = []fyne.CanvasObject{parts.Inset(parts.Pages, parts.Frame(head, body, nil))}
	b.object.Refresh()
}

// blind is the bench of the second rating, with the evidence beside it.
func (b *bench) blind(c desk.CaseOfView) fyne.CanvasObject {
	if b.rating == nil {
		b.rating = ratings.New(b.n.Desk.Continuum())
		b.rating.Rate = b.rate
		b.by = parts.NewField("First and last name")
	}
	b.rating.Show(c.Ratings)
	b.who = sheet.New("", "Finish and compare", b.finish)
	b.who.Add("by", "Who rates this case", b.by, "Somebody who had no part in the first rating.")
	if b.n.Desk.Continuum().Rules.OverallLevel.Method == "manual" {
		if b.level == nil {
			b.level = parts.NewChoice(b.levels(), nil)
		}
		b.who.Add("level", b.n.Desk.Terms().Label("level"), b.level, "What the ratings come to in your judgement.")
	}
	b.who.Done = b.finished
	b.first = b.rating.First()
	things := []fyne.CanvasObject{}
	for _, part := range b.evidence {
		things = append(things, parts.NewText(part.Title, parts.SectionTitle))
		for _, line := range part.Lines {
			things = append(things, parts.NewProse(b.shown(line), parts.Plain))
		}
	}
	if len(b.evidence) == 0 {
		things = append(things, parts.NewProse("The record holds no evidence. Settle such a case as one that needs more.", parts.Plain))
	}
	if b.couple == nil {
		b.couple = &parts.Couple{Share: 0.68, Room: 210}
	}
	left := parts.Frame(nil, b.rating.Object(), parts.Margins(0, parts.Between, 0, 0, b.who.Form()))
	right := parts.Card("What the record says", parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Between, things...))))
	return container.New(b.couple, left, right)
}

// shown is a line of evidence: where names are not taken out already, F8 hides it.
func (b *bench) shown(line string) string {
	if r, _ := b.model.round(); r.Blind {
		return line
	}
	return wording.Written(line, b.n.Shell.NamesHidden())
}

func (b *bench) levels() []parts.Option {
	options := []parts.Option{{Value: "", Words: "–"}}
	for _, l := range b.n.Desk.Continuum().Levels {
		options = append(options, parts.Option{Value: l.ID, Words: b.n.Desk.LevelName(l.ID)})
	}
	return options
}

// rate keeps one strand's rating at once.
func (b *bench) rate(strand, level string) {
	if err := b.n.Desk.KeepCaseRating(context.Background(), b.id, strand, level); err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	if err := b.load(); err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	focused := b.n.Shell.Window().Canvas().Focused()
	b.build()
	if focused == b.rating.First() {
		b.n.Shell.Window().Canvas().Focus(focused)
	}
	b.n.Shell.Changed()
}

func (b *bench) finish() error {
	rating := desk.CaseRating{Case: b.id, By: b.by.Text}
	if b.level != nil {
		rating.Level = b.level.Chosen()
	}
	return b.n.Desk.RateCase(context.Background(), rating)
}

func (b *bench) finished() { b.changed("Both ratings are shown now. Agree on what is right.") }

// changed shows the case again after a step.
func (b *bench) changed(said string) {
	if err := b.load(); err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	b.build()
	b.n.Shell.Changed()
	b.n.Shell.Say(said)
	b.Focus()
}

// turn goes between the evidence and the rating where there is no room for both.
func (b *bench) turn() {
	if b.couple == nil || b.of().Revealed {
		return
	}
	b.couple.Called = !b.couple.Called
	b.object.Refresh()
}

// Accept finishes the rating, or settles the case.
func (b *bench) Accept() {
	switch {
	case b.settle != nil:
		b.settle.Try()
	case b.who != nil:
		b.couple.Called = false
		if !b.who.Try() {
			b.object.Refresh()
		}
	}
}

// Key rates with the digits and turns to the evidence.
func (b *bench) Key(r rune) bool {
	switch {
	case r == 'e' || r == 'E':
		b.turn()
		return true
	case r == 'n' || r == 'N':
		if id := b.model.next(b.of().Number); id != "" {
			b.n.Shell.Go(shell.To("moderation", casePrefix+id))
		}
		return true
	case b.who != nil:
		return b.rating.Key(r)
	}
	return false
}

// Keys lists the keys of the page.
func (b *bench) Keys() []parts.Fact {
	keys := []parts.Fact{{Label: "E", Value: "Evidence, where there is no room beside the rating"}, {Label: "N", Value: "Next case that waits"}, {Label: "Ctrl+Enter", Value: "Finish and compare, then settle"}}
	if b.rating != nil {
		keys = append(keys, b.rating.Keys()...)
	}
	return keys
}

// Back goes from the levels of a strand to the strands, and then to the round.
func (b *bench) Back() bool { return b.who != nil && b.rating.Back() }

// Title is for the window.
func (b *bench) Title() string { return b.n.Desk.Terms().Say("Case of {moderation}") }

// Object is what is drawn.
func (b *bench) Object() fyne.CanvasObject { return b.object }

// Focus gives the keyboard to what comes first.
func (b *bench) Focus() {
	if b.first != nil {
		b.n.Shell.Window().Canvas().Focus(b.first)
	}
}

// Refresh shows the case again after undo, redo or F8.
func (b *bench) Refresh() {
	if err := b.load(); err != nil {
		b.n.Shell.Go(shell.To("moderation"))
		return
	}
	b.build()
	b.Focus()
}
