package inbox

import (
	"errors"
	"slices"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// judgePaper refuses a paper that its form allows and the cluster's affairs do not. What
// it says is weighed against what stands at this moment, in the transaction that keeps
// it.
func (in Inbox) judgePaper(w Writer, c Checked) error {
	p, err := papers.Read(c.Meta.Kind, c.payload)
	if err != nil {
		return refusal(exchange.SchemaInvalid)
	}
	a, err := ReadAffairs(w, c.Meta.Cluster, day.On(in.Now()))
	if err != nil {
		return err
	}
	if err := a.sameTerm(c.Meta); err != nil {
		return err
	}
	if attest, ok := p.(papers.Attest); ok {
		return a.judgeAttest(attest)
	}
	if !papers.TakesBack(p) && !a.agreed(c.Meta.URN) {
		return refusal(exchange.AgreementMissing)
	}
	switch p := p.(type) {
	case papers.Request:
		return a.judgeRequest(w, p)
	case papers.Second:
		return a.judgeSecond(w, p)
	case papers.Dispute:
		return a.judgeDispute(p)
	case papers.Scores:
		return a.judgeScores(p)
	}
	return nil
}

// sameTerm refuses a second line of revisions of one paper under another term.
func (a Affairs) sameTerm(m exchange.Meta) error {
	for _, k := range a.Kept {
		if o := k.Paper.About(); o.URN == m.URN && o.Kind == m.Kind && o.Ref == m.Ref && o.Series != m.Series {
			return refusal(exchange.RevConflict)
		}
	}
	return nil
}

// agreed reports whether a school has accepted every agreement that is needed and holds.
func (a Affairs) agreed(urn string) bool {
	for _, g := range a.Panel.Agreements {
		if !g.Needed || !a.holds(g) {
			continue
		}
		if !slices.ContainsFunc(g.Accepted, func(x panel.Acceptance) bool { return x.URN == urn && !x.Ends }) {
			return false
		}
	}
	return true
}

func (a Affairs) holds(g panel.Agreement) bool {
	return !a.Today.Before(g.On) && (g.Ended.IsZero() || a.Today.Before(g.Ended))
}

// judgeAttest takes the acceptance of a text that the cluster published. An acceptance
// can be ended at any time.
func (a Affairs) judgeAttest(p papers.Attest) error {
	g, found := a.Panel.Agreement(p.Agreement)
	if !found || !p.Ends && !g.Ended.IsZero() && !a.Today.Before(g.Ended) {
		return refusal(exchange.AgreementUnknown)
	}
	return nil
}

// judgeRequest refuses a request that names a school which is no member, and one that
// was withdrawn before.
func (a Affairs) judgeRequest(r Reader, p papers.Request) error {
	if before, err := paperAt(r, p.Meta.Line()); err != nil {
		return err
	} else if old, ok := before.(papers.Request); ok && old.State == papers.Withdrawn {
		return refusal(exchange.RequestClosed)
	}
	if p.State == papers.Withdrawn {
		return nil
	}
	for _, partner := range p.Partners {
		if !a.isMember(partner.URN) {
			return refusal(exchange.PartnerGone)
		}
	}
	return nil
}

// judgeSecond takes a partner's word on the very revision that stands, about its own
// part in it to the penny.
func (a Affairs) judgeSecond(r Reader, p papers.Second) error {
	d, err := r.Document(p.Request)
	if errors.Is(err, ErrNotFound) {
		return refusal(exchange.RequestUnknown)
	}
	if err != nil {
		return err
	}
	if d.Meta.Kind != exchange.KindRequest || d.Meta.Cluster != p.Cluster {
		return refusal(exchange.RequestUnknown)
	}
	i := slices.IndexFunc(a.Kept, func(k papers.Kept) bool { return k.Paper.About().Line() == d.Meta.Line() })
	if i < 0 {
		return refusal(exchange.RequestUnknown) // its school has left
	}
	asked, _ := a.Kept[i].Paper.(papers.Request)
	share, has := asked.Share(p.URN)
	switch {
	case asked.State == papers.Withdrawn:
		return refusal(exchange.RequestClosed)
	case !has || asked.URN == p.URN:
		return refusal(exchange.NotPartner)
	case a.Kept[i].ID != p.Request:
		return refusal(exchange.RequestChanged)
	case p.Pupils != share.Pupils || p.Cost != share.Cost || p.Pays != share.Pays:
		return refusal(exchange.ShareDiffers)
	}
	for _, partner := range asked.Partners {
		if p.Agrees && !a.isMember(partner.URN) {
			return refusal(exchange.PartnerGone)
		}
	}
	return nil
}

// judgeDispute takes a school's step in a dispute that the panel's rules allow now.
func (a Affairs) judgeDispute(p papers.Dispute) error {
	if not, ok := errors.AsType[panel.NotTaken](a.Panel.TakesDispute(p, a.Today)); ok {
		return refusal(not.Code)
	}
	return nil
}

// judgeScores takes scores while their round is open.
func (a Affairs) judgeScores(p papers.Scores) error {
	r, found := a.Rounds.Round(p.Round)
	switch {
	case !found || r.Pack != p.Pack:
		return refusal(exchange.RoundUnknown)
	case !r.IsOpen(a.Today):
		return refusal(exchange.RoundClosed)
	}
	return nil
}

// paperAt returns the paper that stands in a line, nil for none.
func paperAt(r Reader, line exchange.Line) (papers.Paper, error) {
	h, err := r.Head(line)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d, err := r.Document(h.Document)
	if err != nil {
		return nil, err
	}
	k, err := readKept(d)
	return k.Paper, err
}
