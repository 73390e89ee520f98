package meeting

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"needsbook/app/cluster"
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange/inbox"
)

// bookPage is everything that was done, entry by entry.
type bookPage struct {
	*view
	Log    []panel.LogLine // the latest first
	Broken string          // where the chain does not hold, in words
	Older  int64           // from which entry on the next page goes back; 0 for none
}

// mostLines is how many entries stand on one page.
const mostLines = 200

func showBook(v *view, w http.ResponseWriter) error {
	p := bookPage{view: v}
	if err := book.Verify(v.entries); err != nil {
		p.Broken = err.Error()
	}
	var before int64
	fmt.Sscan(v.r.URL.Query().Get("before"), &before)
	for _, l := range slices.Backward(v.state.Log) {
		if before > 0 && l.N >= before {
			continue
		}
		if len(p.Log) == mostLines {
			p.Older = p.Log[mostLines-1].N
			break
		}
		p.Log = append(p.Log, l)
	}
	return v.write(w, "book", v.page("The book", "Everything that was done, in its order. Each entry holds the hash of the one before, so none can be changed or taken out unseen.", p))
}

// frozenPage shows what was on screen when something was decided.
type frozenPage struct {
	*view
	ID     string
	Board  *cluster.Board
	Paper  []papers.Line
	School string
}

// figures are the links to what is frozen for a meeting.
func (v *view) figures(m panel.Meeting) (out []cited) {
	return v.cites(m.Frozen)
}

// figuresOf are those that concern one request: its own revision, and what is of no
// request of the meeting.
func (v *view) figuresOf(m panel.Meeting, item panel.Item) []cited {
	return v.cites(slices.DeleteFunc(slices.Clone(m.Frozen), func(id string) bool {
		return id != item.Document && slices.ContainsFunc(m.Items, func(other panel.Item) bool { return other.Document == id })
	}))
}

// cites leads to what is frozen, the figures before the requests.
func (v *view) cites(ids []string) (out []cited) {
	for _, id := range ids {
		out = append(out, v.cite(id))
	}
	slices.SortStableFunc(out, func(a, b cited) int { return cmp.Compare(a.order, b.order) })
	return out
}

// cite leads to something frozen: a request's revision, or the cluster's figures.
func (v *view) cite(id string) cited {
	c := cited{To: v.to("frozen", id), Words: "The cluster’s figures, as they were"}
	for _, m := range v.state.Meetings {
		for i, item := range m.Items {
			if item.Document == id {
				c.Words = "The request of " + item.School + ", " + item.Paper.Number + ", as it was"
				c.order = i + 1
			}
		}
	}
	return c
}

// showFrozen shows only what the book of this cluster cites.
func showFrozen(v *view, w http.ResponseWriter) error {
	p := frozenPage{view: v, ID: v.r.PathValue("id")}
	cites := func(ids []string) bool { return slices.Contains(ids, p.ID) }
	if !slices.ContainsFunc(v.state.Meetings, func(m panel.Meeting) bool { return cites(m.Frozen) }) &&
		!slices.ContainsFunc(v.state.Decisions, func(d panel.Decision) bool { return cites(d.Frozen) || d.Document == p.ID }) {
		return errNoPage
	}
	for _, d := range v.state.Decisions {
		if d.Document == p.ID {
			p.Paper, p.School = d.Paper.Words(), d.School
		}
	}
	for _, m := range v.state.Meetings {
		for _, item := range m.Items {
			if item.Document == p.ID {
				p.Paper, p.School = item.Paper.Words(), item.School
			}
		}
	}
	if p.Paper == nil {
		if err := p.readBoard(); err != nil {
			return err
		}
	}
	return v.write(w, "frozen", v.page("Frozen figures", "As they were when the meeting began. Their name is the hash of their bytes.", p))
}

func (p *frozenPage) readBoard() error {
	var body []byte
	err := p.p.Inbox.Store.Read(p.r.Context(), func(r inbox.Reader) (err error) {
		body, err = r.Frozen(p.ID)
		return err
	})
	if err != nil {
		return err
	}
	p.Board = &cluster.Board{}
	if err := json.Unmarshal(body, p.Board); err != nil {
		return fmt.Errorf("read the frozen figures %s: %w", p.ID, err)
	}
	return nil
}

// AsOf says for which days the figures stand.
func (p frozenPage) AsOf() string { return cluster.DaysWords(p.Board.From, p.Board.To) }
