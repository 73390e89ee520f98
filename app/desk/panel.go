package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/funding"
)

// panelRef names a request's papers: r-007.
func panelRef(r Request) string { return strings.ToLower(r.Reference()) }

// PanelPaper makes what leaves the school of a request that goes to the panel: codes,
// days and money, and nothing that names a pupil or says in words what was written. A
// draft has none yet.
func (d *Desk) PanelPaper(ctx context.Context, number int) (papers.Request, error) {
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		return papers.Request{}, err
	}
	r := draft.Request
	if r.Status() == funding.Drafting {
		return papers.Request{}, refuse("request", d.terms.Say("Only a request that is ready can go to the {cluster_panel}. Make it ready first."))
	}
	out := papers.Request{Meta: exchange.Meta{Ref: panelRef(r)}, Form: r.Kind, State: papers.Standing, Number: r.Reference(),
		From: r.Starts, To: r.Ends, ReviewOn: draft.Facts.ReviewOn, Urgent: r.Reason == funding.ReasonInYear}
	d.panelMoney(&out, draft)
	if err := d.panelNeeds(ctx, &out, r); err != nil {
		return papers.Request{}, err
	}
	for _, g := range draft.Result.Gates {
		if g.OK {
			out.Evidence = append(out.Evidence, g.ID)
		}
	}
	slices.Sort(out.Evidence)
	if r.Renews != 0 {
		out.Renews = strings.ToLower(Request{Number: r.Renews}.Reference())
	}
	return out, nil
}

// panelMoney puts in what the help costs, who pays, and how the schools share it.
func (d *Desk) panelMoney(out *papers.Request, draft Draft) {
	t := draft.Result.Totals
	out.Total, out.Own = t.Total.InPence(), t.School.InPence()
	out.Asked = out.Total - out.Own
	shares := slices.DeleteFunc(funding.Shares(draft.Facts), func(s funding.Share) bool { return s.School.URN == "" })
	if len(shares) < 2 {
		return
	}
	own := slices.IndexFunc(shares, func(s funding.Share) bool { return s.School.URN == d.School().URN })
	if own > 0 { // the school that asks stands first
		shares[0], shares[own] = shares[own], shares[0]
	}
	// One school that bought the same help for its own pupils would pay for the whole
	// of it: a group costs what it costs, whoever sits in it.
	out.Alone = t.Total.InPence()
	out.ShareKey = papers.ByPupils
	for _, s := range shares {
		p := papers.Partner{URN: s.School.URN, Pupils: s.School.Pupils, Cost: s.Cost.InPence(), Pays: s.Pays.InPence()}
		p.Asked = p.Cost - p.Pays
		out.Pupils += p.Pupils
		out.Partners = append(out.Partners, p)
	}
}

// panelNeeds puts in the codes of needs, areas, phases and levels of the pupils the
// request is for. A project says none.
func (d *Desk) panelNeeds(ctx context.Context, out *papers.Request, r Request) error {
	body, err := d.packBody(ctx, formatContinuum, "continuum.json")
	if err != nil {
		return err
	}
	out.Pack = exchange.CodeListID(body)
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil {
		return err
	}
	if !out.Pooled() {
		out.Pupils = len(pupils)
	}
	levels := d.levelIDs()
	highest := -1
	needs, areas, phases := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range pupils {
		e, err := d.Entry(p.Pupil)
		if err != nil {
			return err
		}
		if len(e.Needs) > 0 {
			need := e.Needs[0]
			needs[need] = true
			areas[papers.Areas[d.paperArea(need)]] = true
		}
		phases[firstOf(phaseCodes[e.Year.Phase], e.Year.Phase)] = true
		if !e.LevelOther {
			highest = max(highest, slices.Index(levels, e.Level))
		}
	}
	out.Areas, out.Phases = chosen(papers.Areas, areas), chosen(papers.Phases, phases)
	if len(needs) == 1 { // a group with several needs has none in common
		for need := range needs {
			out.Need = need
		}
	}
	if highest >= 0 {
		out.Level = levels[highest]
		out.Route = d.levelRoutes()[out.Level]
	}
	return nil
}

// phaseCodes give the codes of papers where the pack of year groups has its own.
var phaseCodes = map[string]string{"EYFS": "EY"}

// chosen returns the codes of a list that are in a set, in the order of the list.
func chosen(list []string, in map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(list), func(code string) bool { return !in[code] })
}

// SendToPanel puts a request on its way to the panel: it is marked as submitted today,
// where it is not yet, and what PanelPaper makes is approved and queued. It leaves with
// what is sent next. By says who approved it.
func (d *Desk) SendToPanel(ctx context.Context, number int, by string) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	p, err := d.PanelPaper(ctx, number)
	if err != nil {
		return err
	}
	r, err := d.Request(ctx, number)
	if err != nil {
		return err
	}
	if !slices.Contains([]funding.Status{funding.IsReady, funding.Submitted, funding.Discussed}, r.Status()) {
		return refuse("request", d.terms.Say("This request has its answer already. To ask the {cluster_panel} again, take it back to your desk or start a renewal. Nothing was sent."))
	}
	if _, err := d.PreviewPaper(ctx, p); err != nil { // refused before anything is marked
		return err
	}
	if r.Status() == funding.IsReady {
		if err := d.MarkSubmitted(ctx, number, d.Today()); err != nil {
			return err
		}
		if p, err = d.PanelPaper(ctx, number); err != nil {
			return err
		}
	}
	_, err = d.QueuePaper(ctx, p, by)
	return err
}

// TakeFromPanel withdraws a request for good, at the school and at the panel.
func (d *Desk) TakeFromPanel(ctx context.Context, number int, why, by string) error {
	sent, err := d.sentRequests(ctx)
	if err != nil {
		return err
	}
	r, err := d.Request(ctx, number)
	if err != nil {
		return err
	}
	p, found := sent[panelRef(r)]
	if !found {
		return refuse("request", d.terms.Say("This request was not sent to the {cluster_panel}. Withdraw it on its own page. Nothing was changed."))
	}
	if !r.Progress.Withdrawn() {
		if err := d.WithdrawRequest(ctx, number, d.Today(), why); err != nil {
			return err
		}
	}
	p.State, p.Meta = papers.Withdrawn, exchange.Meta{Ref: p.Ref}
	_, err = d.QueuePaper(ctx, p, by)
	return err
}

// sentRequests are the requests that went to the panel, by their ref, as they were last
// approved.
func (d *Desk) sentRequests(ctx context.Context) (map[string]papers.Request, error) {
	sent, err := d.SentPapers(ctx, exchange.KindRequest)
	if err != nil {
		return nil, err
	}
	out := map[string]papers.Request{}
	for _, s := range sent {
		if p, ok := s.Paper.(papers.Request); ok {
			out[p.Ref] = p
		}
	}
	return out, nil
}

// PanelRequest is a request as it stands between the school and its panel.
type PanelRequest struct {
	Request Request
	Sent    bool // it is in the outbox or further
	Item    exchange.OutboxItem
	Answer  papers.RequestAnswer // what the panel said last; the zero one before
	Waits   bool                 // the answer is not in the request yet
	Fault   string               // why it cannot go as it is, in words
}

// PanelRequests are the requests that are ready, or that are with the panel, the latest
// first.
func (d *Desk) PanelRequests(ctx context.Context) ([]PanelRequest, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := d.SentPapers(ctx, exchange.KindRequest)
	if err != nil {
		return nil, err
	}
	letter, _, err := d.Letter(ctx)
	if err != nil {
		return nil, err
	}
	var out []PanelRequest
	for _, r := range list {
		one := PanelRequest{Request: r}
		for _, s := range sent {
			if s.Paper.About().Ref == panelRef(r) {
				one.Sent, one.Item = true, s.Item
			}
		}
		for _, a := range letter.Requests {
			if a.Ref == panelRef(r) {
				one.Answer = a
			}
		}
		if !one.Sent && r.Status() != funding.IsReady {
			continue
		}
		one.Waits = answerWaits(r.Progress, one.Answer)
		out = append(out, one)
	}
	return out, nil
}
