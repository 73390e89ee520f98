package requests

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the pages of requests are made with.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Memory *Memory // kept by the owner from one visit to the next; may be nil
	Folder string  // where papers are offered to be saved
}

// New opens the list of requests, or by the argument: a request for its number; "ledger";
// "new" for the form of a new one, which may go on with a kind and pupils; or, for "new"
// and a pupil's id, the draft for that pupil, which is started when there is none; or,
// for "renew" and a number, the request that renews that one.
func New(n Needs, arg string) (shell.Screen, error) {
	begun, rest, _ := strings.Cut(arg, "/")
	kind, _, _ := strings.Cut(rest, "/")
	switch number, is := numberOf(arg); {
	case is:
		return newPage(n, number)
	case begun == "new" && (rest == "" || slices.Contains(funding.Kinds, kind)):
		return newStarting(n, rest)
	case begun == "renew":
		number, _ := numberOf(rest)
		r, err := n.Desk.RenewalOf(context.Background(), number)
		if err != nil {
			return nil, &desk.Refusal{Field: "number", Words: desk.Words(err)}
		}
		return newPage(n, r.Number)
	case begun == "new":
		r, err := n.Desk.DraftFor(context.Background(), desk.KindIndividual, rest)
		if err != nil {
			return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
		}
		return newPage(n, r.Number)
	}
	b, err := newBoard(n)
	if err == nil && arg == "ledger" {
		b.turn(tabLedger)
	}
	return b, err
}

// Tabs of the list.
const (
	tabRequests = iota
	tabLedger
)

// board is the list of requests by how far they have come, and the ledger of what was
// asked and agreed.
type board struct {
	n        Needs
	m        *list
	tab      int
	sentence *parts.Prose
	grid     *parts.Grid
	ledger   *parts.Grid
	tabs     *parts.Tabs
	search   *parts.SearchField
	body     *fyne.Container
	object   fyne.CanvasObject
}

func newBoard(n Needs) (*board, error) {
	b := &board{n: n, m: &list{n: n, only: map[int][]string{}}, sentence: parts.NewWideProse("", parts.QuietText), body: container.NewStack()}
	if err := b.m.read(); err != nil {
		return nil, &desk.Refusal{Words: desk.Words(err)}
	}
	b.grid = parts.NewGrid(b.m.columns(), func() int { return len(b.m.shown) }, b.m.cell)
	b.grid.Style, b.grid.Values = b.m.style, b.m.values
	b.grid.OnOpen = func(at int) { b.open(b.m.shown[at].request.Number) }
	b.grid.OnFilter = func(col int, values []string) {
		b.m.only[col] = values
		b.m.choose()
		b.grid.SetColumns(b.m.columns())
		b.say()
		b.n.Shell.Recount()
	}
	b.grid.Empty = "Requests will stand here, from the first draft to the decision of the " + n.Desk.Terms().Label("la") + ". Ctrl+N starts one from the facts already recorded."
	b.ledger = parts.NewGrid(ledgerColumns, func() int { return len(b.m.ledger.Lines) }, b.m.ledgerCell)
	b.ledger.Totals, b.ledger.Style = b.m.ledgerTotal, b.m.ledgerStyle
	b.ledger.OnOpen = func(at int) { b.open(b.m.ledger.Lines[at].Number) }
	b.ledger.Empty = "What was asked for and what was agreed will stand here once a request is submitted."
	b.search = parts.NewSearchField("Filter by pupil, number or status", b.filter)
	b.search.Results = b.grid
	b.tabs = parts.NewTabs(b.turn)
	head := parts.Column(parts.Between, parts.LiveHeading("Funding requests", b.sentence, parts.NewMainButton("New request", b.New).WithKey("Ctrl+N")), b.tabs)
	b.object = parts.Inset(parts.Pages, giveway.Frame(parts.Margins(0, 0, 0, parts.Between, head), b.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{b.sentence} }))
	b.turn(tabRequests)
	return b, nil
}

func (b *board) open(number int) { b.n.Shell.Go(shell.To("requests", fmt.Sprint(number))) }

// turn shows the requests, or the ledger.
func (b *board) turn(tab int) {
	b.tab = tab
	b.tabs.Set([]string{"Requests", "Asked and agreed"}, tab)
	b.body.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.AtMost(90, b.search)), b.grid, nil)}
	if tab == tabLedger {
		sums := parts.Row(parts.Groups, parts.NewText("Enter opens a request.", parts.Quiet), parts.NewLink("Show the sums", b.showSums))
		b.body.Objects = []fyne.CanvasObject{parts.Frame(nil, b.ledger, parts.Margins(0, parts.Between, 0, 0, sums))}
	}
	b.body.Refresh()
	b.say()
	b.n.Shell.Recount()
}

func (b *board) filter(words string) {
	b.m.words = words
	b.m.choose()
	b.grid.Refresh()
	b.n.Shell.Recount()
}

// say counts the requests by their state, or adds up the ledger.
func (b *board) say() {
	if b.tab == tabLedger {
		b.sentence.SetText(b.m.ledgerSentence())
		return
	}
	b.sentence.SetText(b.m.sentence())
}

// showSums opens the totals of the ledger to what they are made of.
func (b *board) showSums() {
	l := b.m.ledger
	column := parts.Column(parts.Between)
	for _, total := range []struct {
		name, sum string
		of        func(desk.LedgerLine) string
	}{
		{"Asked for", l.Asked.Words(), func(one desk.LedgerLine) string { return one.Asked.Words() }},
		{"Agreed", l.Agreed.Words(), func(one desk.LedgerLine) string { return one.Agreed.Words() }},
		{"Active now", l.Active.Words(), func(one desk.LedgerLine) string {
			if one.State != funding.Active {
				return ""
			}
			return one.Agreed.Words()
		}},
	} {
		var summands []string
		for _, one := range l.Lines {
			if words := total.of(one); words != "" && words != "£0.00" {
				summands = append(summands, reference(one.Number)+" "+words)
			}
		}
		words := "Nothing yet."
		if len(summands) > 0 {
			words = strings.Join(summands, " + ") + " = " + total.sum
		}
		column.Add(parts.Column(0, parts.NewText(total.name, parts.Strong), parts.NewProse(words, parts.Plain)))
	}
	card := &parts.Dialog{Title: "The sums", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, column)), Accept: "Close", Cancel: "-", Width: 160, Height: 90}
	card.Show(b.n.Shell.Window().Canvas())
}

// New opens the form of a new request.
func (b *board) New() { b.n.Shell.Go(shell.To("requests", "new")) }

// Title is the name of the page.
func (b *board) Title() string { return "Funding requests" }

// Object is what is drawn.
func (b *board) Object() fyne.CanvasObject { return b.object }

// Focus gives the keyboard to the rows.
func (b *board) Focus() {
	var to fyne.Focusable = b.grid
	if b.tab == tabLedger {
		to = b.ledger
	}
	b.n.Shell.Window().Canvas().Focus(to)
}

// Find puts the keyboard into the filter.
func (b *board) Find() {
	if b.tab == tabLedger {
		b.turn(tabRequests)
	}
	b.n.Shell.Window().Canvas().Focus(b.search)
}

// Refresh reads the requests anew.
func (b *board) Refresh() {
	if err := b.m.read(); err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	b.say()
	b.grid.Reload()
	b.ledger.Reload()
}

// Count says how much is shown.
func (b *board) Count() string {
	if b.tab == tabLedger {
		return wording.Count(len(b.m.ledger.Lines), "request") + " shown"
	}
	return wording.Count(len(b.m.shown), "request") + " shown"
}
