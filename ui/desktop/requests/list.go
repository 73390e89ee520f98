package requests

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// list is the requests as the first page shows them.
type list struct {
	n      Needs
	all    []row
	shown  []row
	words  string           // typed into the filter
	only   map[int][]string // what the headings let through, by column
	ledger desk.Ledger
}

// row is a request as the list shows it.
type row struct {
	request desk.Request
	state   funding.Status
	name    string
	asks    money.Amount
}

// Columns of the list.
const (
	columnState = iota
	columnReference
	columnKind
	columnFor
	columnAsks
	columnEnds
	columnNext
)

func (l *list) columns() []parts.GridColumn {
	out := []parts.GridColumn{
		{Title: "State", Filters: true}, {Title: "Request", Strong: true}, {Title: "Kind", Filters: true}, {Title: "For", Strong: true, Grows: true},
		{Title: "Asked for £", Number: true}, {Title: "Ends"}, {Title: "Next step", Grows: true},
	}
	for col := range l.only {
		out[col].Filtered = len(l.only[col]) > 0
	}
	return out
}

// read takes the requests from the file anew, in the order of their states.
func (l *list) read() error {
	ctx := context.Background()
	found, err := l.n.Desk.Requests(ctx)
	if err != nil {
		return err
	}
	l.all = nil
	for _, r := range found {
		asks, err := l.n.Desk.RequestAmount(ctx, r)
		if err != nil {
			return err
		}
		l.all = append(l.all, row{r, r.Progress.StateOn(l.n.Desk.Today()), nameOf(l.n, r), asks})
	}
	slices.SortStableFunc(l.all, func(a, b row) int {
		return cmp.Compare(slices.Index(funding.Statuses, a.state), slices.Index(funding.Statuses, b.state))
	})
	l.choose()
	l.ledger, err = l.n.Desk.Ledger(ctx)
	return err
}

// choose takes the rows that the filters let through.
func (l *list) choose() {
	l.shown = nil
	texts := make([]string, len(l.all))
	for i, r := range l.all {
		texts[i] = strings.Join([]string{r.name, r.request.Reference(), l.stateWords(r), kindWords(l.n.Desk.Terms(), r.request.Kind)}, " ")
	}
	found := parts.NewFinder(texts).Find(l.words, len(texts))
	slices.Sort(found)
	for _, i := range found {
		if l.through(l.all[i]) {
			l.shown = append(l.shown, l.all[i])
		}
	}
}

// through reports whether the headings let a row through.
func (l *list) through(r row) bool {
	for col, values := range l.only {
		if len(values) > 0 && !slices.ContainsFunc(l.keys(r, col), func(key string) bool { return slices.Contains(values, key) }) {
			return false
		}
	}
	return true
}

// disputed is the value of the state column for requests in dispute.
const disputed = "dispute"

// keys are the values of a row that a heading filters by.
func (l *list) keys(r row, col int) []string {
	switch {
	case col == columnKind:
		return []string{r.request.Kind}
	case r.request.Progress.InDispute():
		return []string{string(r.state), disputed}
	}
	return []string{string(r.state)}
}

// values are what the list of a heading offers.
func (l *list) values(col int) []parts.GridValue {
	t := l.n.Desk.Terms()
	var out []parts.GridValue
	add := func(value, words string) {
		count := 0
		for _, r := range l.all {
			if slices.Contains(l.keys(r, col), value) {
				count++
			}
		}
		if count > 0 {
			out = append(out, parts.GridValue{Value: value, Words: words, Count: count, Ticked: slices.Contains(l.only[col], value)})
		}
	}
	switch col {
	case columnState:
		for _, s := range funding.Statuses {
			add(string(s), statusWords(t, s))
		}
		add(disputed, "In dispute")
	case columnKind:
		for _, kind := range funding.Kinds {
			add(kind, kindWords(t, kind))
		}
	}
	return out
}

func (l *list) stateWords(r row) string {
	words := statusWords(l.n.Desk.Terms(), r.state)
	if r.request.Progress.InDispute() {
		words = "In dispute, " + strings.ToLower(words[:1]) + words[1:]
	}
	return words
}

func (l *list) cell(at, col int) string {
	r := l.shown[at]
	switch col {
	case columnState:
		return l.stateWords(r)
	case columnReference:
		return r.request.Reference()
	case columnKind:
		return kindWords(l.n.Desk.Terms(), r.request.Kind)
	case columnFor:
		return r.name
	case columnAsks:
		if r.request.Kind == funding.KindAdvice {
			return ""
		}
		return bare(r.asks)
	case columnEnds:
		words, _ := ends(r.request.Progress, l.n.Desk.Today())
		return words
	}
	return l.next(r)
}

// bare is an amount without its sign, for a column that has it in the heading.
func bare(a money.Amount) string { return strings.TrimPrefix(a.Words(), "£") }

// next is what to do next with a request, in a few words.
func (l *list) next(r row) string {
	p, today := r.request.Progress, l.n.Desk.Today()
	if p.InDispute() {
		words, _ := wording.Due(today, p.Dispute.Steps[len(p.Dispute.Steps)-1].Due)
		return "Dispute: answer due " + words
	}
	switch r.state {
	case funding.Drafting:
		return "Finish it"
	case funding.IsReady:
		return "Send it and mark it as submitted"
	case funding.Submitted, funding.Discussed, funding.Recommended:
		return "Record what is decided, submitted " + p.SentOn.Words()
	case funding.Decided:
		if moreAsked(p) {
			return "Answer what was asked"
		}
		return outcomeWords[p.Decision.Outcome] + " on " + p.Decision.On.Words()
	case funding.Active:
		if words, state := ends(p, today); state != parts.NoState {
			return "Ends " + words + ": renew it, or plan how it ends"
		}
		if !p.Decision.Review.IsZero() {
			words, _ := wording.Due(today, p.Decision.Review)
			return "Review " + words
		}
	}
	return ""
}

func (l *list) style(at, col int) parts.CellStyle {
	r := l.shown[at]
	switch col {
	case columnState:
		if r.request.Progress.InDispute() {
			return parts.CellStyle{State: parts.Overdue}
		}
		return parts.CellStyle{State: statusState(r.state)}
	case columnEnds:
		_, state := ends(r.request.Progress, l.n.Desk.Today())
		return parts.CellStyle{State: state}
	}
	return parts.CellStyle{Quiet: col == columnKind || col == columnNext}
}

// sentence counts the requests by their state.
func (l *list) sentence() string {
	if len(l.all) == 0 {
		return "No request has been started yet."
	}
	var counts []string
	add := func(words string, is func(row) bool) {
		n := 0
		for _, r := range l.all {
			if is(r) {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, words))
		}
	}
	for _, s := range funding.Statuses {
		words := statusWords(l.n.Desk.Terms(), s)
		add(strings.ToLower(words[:1])+words[1:], func(r row) bool { return r.state == s })
	}
	add("in dispute", func(r row) bool { return r.request.Progress.InDispute() })
	return wording.Count(len(l.all), "request") + ": " + strings.Join(counts, ", ") + "."
}

var ledgerColumns = []parts.GridColumn{
	{Title: "Request", Strong: true}, {Title: "For", Strong: true, Grows: true}, {Title: "Submitted"}, {Title: "Asked for £", Number: true}, {Title: "Decision"},
	{Title: "Agreed £", Number: true}, {Title: "From"}, {Title: "To"}, {Title: "In their words", Grows: true},
}

func (l *list) ledgerCell(at, col int) string {
	one := l.ledger.Lines[at]
	switch col {
	case 0:
		return reference(one.Number)
	case 1:
		return nameOf(l.n, desk.Request{Kind: one.Kind, Pupil: one.Pupil, Title: one.Title})
	case 2:
		return one.SentOn.Words()
	case 3:
		return bare(one.Asked)
	case 4:
		if one.Outcome == "" {
			return "Not decided yet"
		}
		return outcomeWords[one.Outcome] + ", " + one.Decided.Words()
	case 5:
		if one.Outcome == "" {
			return ""
		}
		return bare(one.Agreed)
	case 6:
		return one.From.Words()
	case 7:
		return one.To.Words()
	}
	return wording.Written(one.Reason, l.n.Shell.NamesHidden())
}

func (l *list) ledgerStyle(at, col int) parts.CellStyle {
	one := l.ledger.Lines[at]
	switch {
	case col == 4 && one.InDispute:
		return parts.CellStyle{State: parts.Overdue}
	case col == 4 && one.Outcome != "":
		return parts.CellStyle{State: decisionState(one.Outcome)}
	}
	return parts.CellStyle{Quiet: col == 2 || col == 8}
}

// ledgerTotal is the row at the foot.
func (l *list) ledgerTotal(col int) string {
	switch col {
	case 0:
		return "Together"
	case 3:
		return bare(l.ledger.Asked)
	case 5:
		return bare(l.ledger.Agreed)
	}
	return ""
}

// ledgerSentence says what was asked, agreed and ends soon.
func (l *list) ledgerSentence() string {
	if len(l.ledger.Lines) == 0 {
		return "No request has been submitted yet."
	}
	soon := 0
	for _, r := range l.all {
		if _, state := ends(r.request.Progress, l.n.Desk.Today()); state != parts.NoState {
			soon++
		}
	}
	words := fmt.Sprintf("%s asked for, %s agreed, %s of it active now.", l.ledger.Asked.Words(), l.ledger.Agreed.Words(), l.ledger.Active.Words())
	if soon > 0 {
		words += " " + wording.Count(soon, "award") + fmt.Sprintf(" will end within %d days.", lastReminder)
	}
	return words
}
