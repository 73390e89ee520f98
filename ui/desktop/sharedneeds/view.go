package sharedneeds

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	tabs     *parts.Tabs
	sentence *parts.Prose
	main     *parts.Button
	grid     *parts.Grid
	detail   *fyne.Container
	body     *fyne.Container
	object   fyne.CanvasObject
}

// What a link opens.
const (
	openOffers   = "offers"
	openServices = "services"
	openSchools  = "ring"
	openAsk      = "ask/" // with LikeName of a like need
)

// New makes the page. The argument is the Ref of a question, or names a part of the page.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk}, detail: parts.Column(parts.Between), body: container.NewStack()}
	s.model.tab = map[string]int{openOffers: tabBoard, openServices: tabServices, openSchools: tabSchools}[arg]
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "need", Words: desk.Words(err)}
	}
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.tabs = parts.NewTabs(s.turn)
	s.main = parts.NewMainButton("Ask others", s.Accept).WithKey("N")
	head := parts.LiveHeading("Shared needs", s.sentence, parts.NewButton("Send and fetch", s.exchange).WithKey("X"), s.main)
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, s.tabs))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))
	s.draw()
	s.grid.SetCurrent(s.model.rowOf(arg))
	if name, ask := strings.CutPrefix(arg, openAsk); ask {
		s.n.Shell.Runner().After(0, func() { s.askAbout(name) })
	}
	return s, nil
}

// draw shows the part of the page that is chosen.
func (s *Screen) draw() {
	s.sentence.SetText(s.n.Desk.Terms().Say(s.model.sentence()))
	s.tabs.Set(s.model.tabs(), s.model.tab)
	s.main.SetText([]string{"Ask others", "Offer or ask", "See unmet need", "Confirm ticked"}[s.model.tab])
	switch s.model.tab {
	case tabNeeds:
		s.list(needHeads, len(s.model.needs), s.model.needCell, s.needDetail, 0)
		s.grid.Style = func(row, col int) parts.CellStyle {
			n := s.model.needs[row]
			style := parts.CellStyle{Quiet: n.State == desk.NeedOver || n.State == desk.NeedStopped}
			if col == 1 {
				style.State = needStates[n.State]
			}
			return style
		}
		s.grid.Empty = "Nothing was asked yet. N asks whether other schools share a need: the hub gets a sealed code, and no pupil is in it. What comes back stands here."
		if !s.model.ring.Usable {
			s.main.SetText("See the schools")
			s.grid.Empty = "Nothing was asked yet. First the schools confirm each other and one of them makes a secret: N shows how that stands. Then you can ask here whether others share a need."
		}
	case tabBoard:
		s.list(boardHeads, len(s.model.board), s.model.boardCell, s.boardDetail, 2)
		s.grid.Style = func(row, _ int) parts.CellStyle {
			return parts.CellStyle{Quiet: s.model.board[row].State == desk.BoardClosed}
		}
		s.grid.Empty = "Nothing is offered or looked for. N puts something on the board, such as “Room for two in a language group on Tuesdays”."
	case tabServices:
		s.list(serviceHeads, len(s.model.services), s.model.serviceCell, s.serviceDetail, 0)
		s.grid.Style = func(row, col int) parts.CellStyle {
			words := s.model.serviceCell(row, col)
			return parts.CellStyle{Quiet: words == "0" || words == "–"}
		}
		s.grid.Empty = s.n.Desk.Terms().Say("The {cluster} has sent no directory yet, and this school has asked for no service.")
	case tabSchools:
		s.list(schoolHeads, len(s.model.ring.Members), s.model.schoolCell, s.schoolDetail, 0)
		s.grid.Ticks = true
		s.grid.Style = func(row, col int) parts.CellStyle {
			m := s.model.ring.Members[row]
			if col == 1 && !m.Known && !m.Self {
				return parts.CellStyle{State: parts.Soon}
			}
			return parts.CellStyle{}
		}
		s.grid.Empty = s.n.Desk.Terms().Say("The hub has not named the schools of the {cluster} yet. X sends what waits and fetches what came.")
	}
	s.grid.OnRune = s.Key
	s.object.Refresh()
}

// list puts a grid on the page with the details of its current row beside it. Columns
// that hold numbers stand to the right.
func (s *Screen) list(heads []string, rows int, cell func(row, col int) string, tell func(row int), grows int) {
	columns := make([]parts.GridColumn, len(heads))
	for i, title := range heads {
		columns[i] = parts.GridColumn{Title: title, Strong: i == 0, Number: numbers[title]}
	}
	columns[grows].Grows, columns[grows].Width = true, 150
	s.grid = parts.NewGrid(columns, func() int { return rows }, cell)
	s.grid.Still = 1
	show := func(row int) {
		s.detail.Objects = nil
		if row >= 0 && row < rows {
			tell(row)
		}
		s.detail.Refresh()
	}
	s.grid.OnCurrent = show
	s.body.Objects = []fyne.CanvasObject{parts.Halves(54, 46, parts.Margins(0, 0, parts.Groups, 0, s.grid), parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, s.detail)))}
	show(s.grid.Current())
}

// numbers are the headings over numbers.
var numbers = map[string]bool{"Pupils": true, "Places": true, "Free": true, "Wait, weeks": true, "Wanted here": true, "Waiting": true, "Refused": true}

// turn shows another part of the page.
func (s *Screen) turn(tab int) {
	s.model.tab = tab
	s.draw()
	s.n.Shell.Changed()
}

// Accept does the main thing of the open part.
func (s *Screen) Accept() {
	switch s.model.tab {
	case tabNeeds:
		s.askAbout("")
	case tabBoard:
		s.offer(desk.BoardOffer{})
	case tabServices:
		s.n.Shell.Go(shell.To("unmet"))
	case tabSchools:
		s.confirm()
	}
}

// exchange sends what was approved and fetches what came back.
func (s *Screen) exchange() {
	d := s.n.Desk
	s.n.Shell.Runner().Go(func() error { return sendAndFetch(d) }, func(err error) {
		s.after(err, "Sent what was approved, and fetched what came back.")
	})
}

func sendAndFetch(d *desk.Desk) error {
	ctx := context.Background()
	if _, err := d.SendSummaries(ctx, true); err != nil {
		return err
	}
	if _, err := d.FetchBulletin(ctx); err != nil {
		return err
	}
	_, err := d.FetchLetter(ctx)
	return err
}

// after reads the page again when something was done, and says so.
func (s *Screen) after(err error, done string) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say(done)
}

// Title is for the window.
func (s *Screen) Title() string { return "Shared needs" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.at().Overlays().Top() == nil {
		s.at().Focus(s.grid)
	}
}

func (s *Screen) at() fyne.Canvas { return s.n.Shell.Window().Canvas() }

// Refresh reads how things stand again and keeps the current row.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row, focused := s.grid.Current(), s.at().Focused() == s.grid
	s.draw()
	if row > 0 && s.grid.Rows() > 0 {
		s.grid.SetCurrent(min(row, s.grid.Rows()-1))
	}
	if focused {
		s.Focus()
	}
}

// Count says in the foot how much is shown.
func (s *Screen) Count() string { return s.model.count() }

func (s *Screen) letters() shell.Letters {
	turn := func(tab int) func() { return func() { s.turn(tab); s.Focus() } }
	return shell.Letters{
		{Rune: '1', Words: "Needs", Do: turn(tabNeeds)},
		{Rune: '2', Words: "Offers and asks", Do: turn(tabBoard)},
		{Rune: '3', Words: "Services", Do: turn(tabServices)},
		{Rune: '4', Words: "Schools and the secret they share", Do: turn(tabSchools)},
		{Rune: 'n', Words: "The main thing of the open part: ask, offer, see, confirm", Do: s.Accept},
		{Rune: 'x', Words: "Send what was approved and fetch what came", Do: s.exchange},
		{Rune: 'y', Words: "Say yes to a need that others share", Do: func() { s.withNeed(s.yes) }},
		{Rune: 'o', Words: "Say no", Do: func() { s.withNeed(s.no) }},
		{Rune: 'a', Words: "Ask again under the new secret", Do: func() { s.withNeed(s.again) }},
		{Rune: 'g', Words: "Start a group request together", Do: func() { s.withNeed(s.together) }},
		{Rune: 'e', Words: "Change what this school put on the board", Do: s.change},
		{Rune: 't', Words: "Take back what was asked or offered", Do: s.takeBack},
		{Rune: 'm', Words: "Make the secret that needs are compared by", Do: s.makeRing},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact { return s.letters().Facts() }
