package requests

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the pages of requests are made with.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where papers are offered to be saved
}

// New opens the list of requests; a request for its number; or, for "new" and a
// pupil's id, the draft for that pupil, which is started when there is none.
func New(n Needs, arg string) (shell.Screen, error) {
	if pupil, ok := strings.CutPrefix(arg, "new/"); ok {
		r, err := n.Desk.DraftFor(context.Background(), desk.KindIndividual, pupil)
		if err != nil {
			return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
		}
		return newPage(n, r.Number)
	}
	if number, ok := numberOf(arg); ok {
		return newPage(n, number)
	}
	return newBoard(n)
}

// row is a request as the list shows it.
type row struct {
	request desk.Request
	name    string
	asks    money.Amount
}

// board is the list of requests by how far they have come.
type board struct {
	n        Needs
	all      []row
	shown    []row
	words    string
	sentence *parts.Prose
	grid     *parts.Grid
	search   *parts.SearchField
	object   fyne.CanvasObject
}

var boardColumns = []parts.GridColumn{
	{Title: "Status"}, {Title: "Request", Strong: true}, {Title: "Pupil", Strong: true, Grows: true}, {Title: "Asked for £", Number: true},
	{Title: "For", Grows: true}, {Title: "Started"}, {Title: "Sent"}, {Title: "Decision", Grows: true},
}

func newBoard(n Needs) (*board, error) {
	b := &board{n: n, sentence: parts.NewWideProse("", parts.QuietText)}
	if err := b.read(); err != nil {
		return nil, &desk.Refusal{Words: desk.Words(err)}
	}
	b.grid = parts.NewGrid(boardColumns, func() int { return len(b.shown) }, b.cell)
	b.grid.Style = b.style
	b.grid.OnOpen = func(at int) { n.Shell.Go(shell.To("requests", fmt.Sprint(b.shown[at].request.Number))) }
	b.grid.Empty = "Requests for funding will stand here, from the first draft to the panel’s decision. Ctrl+N starts one from the facts already recorded for a pupil."
	b.search = parts.NewSearchField("Filter by pupil, number or status", b.filter)
	b.search.Results = b.grid
	head := parts.Column(parts.Tight, parts.Heading("Funding requests", "", parts.NewMainButton("New request", b.New).WithKey("Ctrl+N")), b.sentence)
	b.object = parts.Inset(parts.Pages, parts.Frame(parts.Column(parts.Groups, head, parts.AtMost(90, b.search)), parts.Margins(0, parts.Between, 0, 0, b.grid), nil))
	b.say()
	return b, nil
}

// order is how statuses follow each other in the list.
var order = []funding.Status{funding.Drafting, funding.IsReady, funding.Submitted, funding.Decided}

// statusWords name the statuses, with their shapes.
var statusWords = map[funding.Status]struct {
	words string
	state parts.State
}{
	funding.Drafting: {"Drafting", parts.NoState}, funding.IsReady: {"Ready to send", parts.Soon},
	funding.Submitted: {"With the panel", parts.Soon}, funding.Decided: {"Decided", parts.Done},
}

// outcomeWords name a panel's decision.
var outcomeWords = map[funding.Outcome]string{
	funding.Agreed: "Agreed", funding.Part: "Agreed in part", funding.Declined: "Not agreed", funding.Deferred: "Deferred",
}

// read takes the requests from the file anew.
func (b *board) read() error {
	list, err := b.n.Desk.Requests(context.Background())
	if err != nil {
		return err
	}
	b.all = nil
	for _, r := range list {
		e, err := b.n.Desk.Entry(r.Pupil)
		if err != nil {
			continue // the pupil's file has been removed, and the request with it
		}
		asks, err := b.n.Desk.RequestAmount(context.Background(), r)
		if err != nil {
			return err
		}
		b.all = append(b.all, row{r, wording.ListName(e, b.n.Shell.NamesHidden()), asks})
	}
	slices.SortStableFunc(b.all, func(a, b row) int {
		return cmp.Compare(slices.Index(order, a.request.Status()), slices.Index(order, b.request.Status()))
	})
	b.choose()
	return nil
}

func (b *board) choose() {
	b.shown = nil
	texts := make([]string, len(b.all))
	for i, r := range b.all {
		texts[i] = strings.Join([]string{r.name, r.request.Reference(), statusWords[r.request.Status()].words}, " ")
	}
	found := parts.NewFinder(texts).Find(b.words, len(texts))
	slices.Sort(found)
	for _, i := range found {
		b.shown = append(b.shown, b.all[i])
	}
}

func (b *board) filter(words string) {
	b.words = words
	b.choose()
	b.grid.Refresh()
	b.n.Shell.Changed()
}

func (b *board) cell(at, col int) string {
	r := b.shown[at].request
	switch col {
	case 0:
		return statusWords[r.Status()].words
	case 1:
		return r.Reference()
	case 2:
		return b.shown[at].name
	case 3:
		return strings.TrimPrefix(b.shown[at].asks.Words(), "£")
	case 4:
		return period(r)
	case 5:
		return r.Created.Words()
	case 6:
		return r.Progress.SentOn.Words()
	}
	if d := r.Progress.Decision; d != nil {
		return outcomeWords[d.Outcome] + ", " + d.On.Words()
	}
	return ""
}

// period is what the money is asked for.
func period(r desk.Request) string {
	if r.Starts.IsZero() || r.Ends.IsZero() {
		return ""
	}
	return r.Starts.Words() + " to " + r.Ends.Words()
}

func (b *board) style(at, col int) parts.CellStyle {
	if col == 0 {
		return parts.CellStyle{State: statusWords[b.shown[at].request.Status()].state}
	}
	return parts.CellStyle{Quiet: col == 5 || col == 6}
}

// say counts the requests by their status.
func (b *board) say() {
	if len(b.all) == 0 {
		b.sentence.SetText("No request has been started yet.")
		return
	}
	var counts []string
	for _, s := range order {
		n := 0
		for _, r := range b.all {
			if r.request.Status() == s {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, strings.ToLower(statusWords[s].words)))
		}
	}
	b.sentence.SetText(wording.Count(len(b.all), "request") + ": " + strings.Join(counts, ", ") + ".")
}

// New asks for the pupil of a new request.
func (b *board) New() {
	found, err := b.n.Desk.Find("status:sen")
	if err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	var items []parts.Item
	var texts []string
	for _, e := range found {
		if !e.OnRoll(b.n.Desk.Today()) {
			continue
		}
		name := wording.ListName(e, b.n.Shell.NamesHidden())
		level := "no level yet"
		if e.Level != "" {
			level = e.Level
		}
		items = append(items, parts.Item{Words: name, Note: strings.Join([]string{e.Class, wording.Status(e.Status), level}, " · "),
			Do: func() { b.n.Shell.Go(shell.To("requests", "new", e.ID)) }})
		texts = append(texts, name+" "+e.Class)
	}
	finder := parts.NewFinder(texts)
	parts.ShowPalette(b.n.Shell.Window().Canvas(), "Which pupil is the request for?", func(query string) []parts.Item {
		var list []parts.Item
		for _, i := range finder.Find(query, len(items)) {
			list = append(list, items[i])
		}
		return list
	})
}

// Title is the name of the page.
func (b *board) Title() string { return "Funding requests" }

// Object is what is drawn.
func (b *board) Object() fyne.CanvasObject { return b.object }

// Focus gives the keyboard to the rows.
func (b *board) Focus() { b.n.Shell.Window().Canvas().Focus(b.grid) }

// Find puts the keyboard into the filter.
func (b *board) Find() { b.n.Shell.Window().Canvas().Focus(b.search) }

// Refresh reads the requests anew.
func (b *board) Refresh() {
	if err := b.read(); err != nil {
		b.n.Shell.Alert(desk.Words(err))
		return
	}
	b.say()
	b.grid.Reload()
}

// Count says how much is shown.
func (b *board) Count() string { return wording.Count(len(b.shown), "request") + " shown" }
