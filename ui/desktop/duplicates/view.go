package duplicates

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// List is the page of the pairs.
type List struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	whole    *parts.Prose    // what is to be said of the current pair
	ticked   *fyne.Container // what can be done with the ticked pairs
	tickedN  *parts.Text
	object   fyne.CanvasObject
}

// New makes the page of the pairs, or with an argument such as "KEEP/OTHER" that of
// two records side by side.
func New(n Needs, arg string) (shell.Screen, error) {
	if arg != "" {
		return newBeside(n, arg)
	}
	s := &List{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *List) build() {
	heads := make([]parts.GridColumn, len(columns))
	for i, title := range columns {
		heads[i] = parts.GridColumn{Title: title, Strong: i == 0, Grows: title == "Why"}
	}
	s.grid = parts.NewGrid(heads, s.model.rows, s.model.cell)
	s.grid.Style = s.model.style
	s.grid.Ticks = true
	s.grid.Empty = "Records of one child will stand here in pairs: found by UPN, else by name and date of birth. There are none now."
	s.grid.OnOpen = s.open
	s.grid.OnTicks = s.showTicks
	s.grid.OnRune = s.Key
	s.grid.OnCurrent = s.tell
	s.whole = parts.NewWideProse("", parts.QuietText)
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.tickedN = parts.NewText("", parts.Strong)
	s.ticked = parts.Flow(parts.Between, s.tickedN, parts.NewMainButton("Merge them", s.mergeTicked).WithKey("M"), parts.NewLink("Untick all", s.untick))
	offers := parts.Flow(parts.Between, parts.NewButton("Side by side", s.openCurrent).WithKey("Enter"),
		parts.NewButton("Two children", s.twoChildren).WithKey("T"), parts.NewButton("Tick the clear ones", s.tickClear).WithKey("C"))
	head := parts.Column(parts.Between, parts.Heading("Duplicates", ""), s.sentence, offers, s.ticked)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, head), s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole)))
	s.show()
}

func (s *List) show() {
	s.sentence.SetText(s.model.sentence())
	s.tell(s.grid.Current())
	s.showTicks(s.grid.Ticked())
}

// tell says in full why the current pair is here and what is in the way.
func (s *List) tell(row int) {
	words := ""
	if row >= 0 && row < s.model.rows() {
		words = s.model.pairs[row].Why
		if obstacle := s.model.pairs[row].Obstacle; obstacle != "" {
			words = obstacle
		}
	}
	s.whole.SetText(words)
}

// showTicks shows what can be done with the ticked pairs while there are any.
func (s *List) showTicks(rows []int) {
	s.tickedN.SetText(wording.Count(len(rows), "pair") + " ticked")
	s.ticked.Hidden = len(rows) == 0
	s.object.Refresh()
}

// Title is for the window.
func (s *List) Title() string { return "Duplicates" }

// Object is what is drawn.
func (s *List) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *List) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh looks for pairs again.
func (s *List) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.grid.Reload()
	s.show()
}

// Count says in the foot how many pairs there are.
func (s *List) Count() string { return wording.Count(s.model.rows(), "pair") }

// Back unticks what is ticked, if anything is.
func (s *List) Back() bool {
	if len(s.grid.Ticked()) == 0 {
		return false
	}
	s.untick()
	return true
}

func (s *List) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'c', Words: "Tick the clear pairs", Do: s.tickClear},
		{Rune: 'm', Words: "Merge the ticked pairs", Do: s.mergeTicked},
		{Rune: 't', Words: "Two children", Do: s.twoChildren},
	}
}

// Key uses the letters of the page.
func (s *List) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *List) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Show the pair side by side"}, {Label: "Space", Value: "Tick the pair"}}, s.letters().Facts()...)
}

func (s *List) open(row int) {
	p := s.model.pairs[row]
	s.n.Shell.Go(shell.To("duplicates", p.KeepID, p.OtherID))
}

func (s *List) openCurrent() {
	if row := s.grid.Current(); row >= 0 {
		s.open(row)
	}
}

func (s *List) untick() {
	s.grid.SetTicked(nil)
	s.showTicks(nil)
	s.Focus()
}

func (s *List) tickClear() {
	rows := s.model.clear()
	if len(rows) == 0 {
		s.n.Shell.Say("No pair is clear enough to be merged without a look. Enter shows a pair side by side.")
		return
	}
	s.grid.SetTicked(rows)
	s.showTicks(rows)
	s.Focus()
}

// twoChildren says that the current pair are two children.
func (s *List) twoChildren() {
	row := s.grid.Current()
	if row < 0 {
		return
	}
	p := s.model.pairs[row]
	if err := s.n.Desk.NotDuplicates(context.Background(), p.KeepID, p.OtherID); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.did("The two are kept apart and not offered again. Ctrl+Z takes it back.")
}

// did shows the list again and says what was done.
func (s *List) did(words string) {
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say(words)
	s.Focus()
}

// mergeTicked shows what merging the ticked pairs would do, and does it.
func (s *List) mergeTicked() {
	rows := s.grid.Ticked()
	if len(rows) == 0 {
		s.n.Shell.Say("Tick pairs with Space first, or press C for the clear ones.")
		return
	}
	words, err := s.model.preview(rows)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	choices := s.model.choices(rows)
	problem := parts.NewProse("", parts.TextStyle{Colour: parts.Overdue.Colour()})
	card := &parts.Dialog{Title: "Merge " + wording.Count(len(choices), "pair") + " of records", Accept: "Merge them", Width: 150,
		Body: parts.Column(parts.Between, parts.NewProse("The second record of each pair goes into the first, in one step. Where both say something, the better of the two is taken, as the page side by side shows.", parts.QuietText),
			parts.Tall(20, parts.Scrolled(parts.NewProse(words, parts.Plain))), problem)}
	card.OnAccept = func() bool {
		if err := s.n.Desk.MergeMany(context.Background(), choices); err != nil {
			problem.SetText("! " + desk.Words(err))
			card.Refresh()
			return false
		}
		card.Hide()
		s.did("Merged. Ctrl+Z takes it back.")
		return false // it is hidden already, before the page says what was done
	}
	card.Show(s.n.Shell.Window().Canvas())
}
