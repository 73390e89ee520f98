package panel

import (
	"cmp"
	"maps"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// takePapers takes what schools sent into account.
func (f *folding) takePapers(kept []papers.Kept) {
	kept = f.ofMembers(kept)
	seconds := map[second]papers.Kept{}
	newest := map[string]papers.Kept{}
	for _, k := range kept {
		switch p := k.Paper.(type) {
		case papers.Request:
			if id := RequestID(p.URN, p.Ref); newest[id].Paper == nil || later(p.Meta, k.ID, newest[id]) {
				newest[id] = k
			}
		case papers.Second:
			at := second{p.URN, p.Request}
			if seconds[at].Paper == nil || later(p.Meta, k.ID, seconds[at]) {
				seconds[at] = k
			}
		case papers.Attest:
			f.takeAttest(k, p)
		case papers.Event:
			f.takeEvent(k, p)
		}
	}
	for id, k := range newest {
		f.requests[id] = f.request(k, seconds)
	}
	f.standings()
	for _, k := range kept {
		if p, ok := k.Paper.(papers.Dispute); ok {
			f.takeDispute(k, p)
		}
	}
	f.afterDisputes()
	f.useServices()
}

// second is one school's word on one revision of a request.
type second struct{ urn, document string }

// RequestID names a request at the hub: its school and the school's own reference.
func RequestID(urn, ref string) string { return urn + "-" + ref }

// ofMembers leaves out the papers of schools that are no members today, and puts the
// rest in an order that does not hang on that of the store.
func (f *folding) ofMembers(kept []papers.Kept) []papers.Kept {
	var out []papers.Kept
	for _, k := range kept {
		if k.Paper != nil && f.About.isMember(k.Paper.About().URN) {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b papers.Kept) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// later reports whether a paper comes after another of the same reference: by its term,
// then its revision, never by a clock. A reference is used for one term as a rule.
func later(m exchange.Meta, id string, than papers.Kept) bool {
	o := than.Paper.About()
	return cmp.Or(cmp.Compare(termOrder(m.Series), termOrder(o.Series)), cmp.Compare(m.Rev, o.Rev), cmp.Compare(id, than.ID)) > 0
}

// termOrder writes a term so that later ones sort later: spring comes after autumn.
func termOrder(series string) string {
	if len(series) < 8 {
		return series
	}
	return series[:8] + map[string]string{"autumn": "1", "spring": "2", "summer": "3"}[series[8:]]
}

// request makes a request of its newest revision and of what its partners said to it.
func (f *folding) request(k papers.Kept, seconds map[second]papers.Kept) *Request {
	p := k.Paper.(papers.Request)
	r := &Request{ID: RequestID(p.URN, p.Ref), URN: p.URN, School: f.About.SchoolName(p.URN), Ref: p.Ref, Document: k.ID, Received: k.Received, Paper: p}
	for _, share := range p.Partners {
		part := Partner{URN: share.URN, Name: f.About.SchoolName(share.URN), Pupils: share.Pupils, Cost: share.Cost, Pays: share.Pays, Asked: share.Asked,
			Lead: share.URN == p.URN, Left: !f.About.isMember(share.URN)}
		if s, said := seconds[second{share.URN, k.ID}]; said && !part.Lead {
			part.Said, part.Second = answerTo(share, s.Paper.(papers.Second)), s.ID
		}
		r.Partners = append(r.Partners, part)
	}
	return r
}

// answerTo reads a partner's word. A yes to other sums than those of the request is none:
// it was given to something else.
func answerTo(share papers.Partner, s papers.Second) string {
	switch {
	case !s.Agrees:
		return SaidNo
	case s.Pupils == share.Pupils && s.Cost == share.Cost && s.Pays == share.Pays:
		return SaidYes
	}
	return ""
}

// What a partner says to a request.
const (
	SaidYes = "yes"
	SaidNo  = "no"
)

// standings says where every request stands, and takes items off agendas that are not
// what was put there any more.
func (f *folding) standings() {
	meetings := f.byDay()
	for _, m := range slices.Backward(meetings) {
		for _, i := range m.Items {
			f.fromBook(i.Request, i.Document, i.School, i.Paper, i.Partners)
		}
	}
	last := map[string]*Decision{}
	for _, hash := range f.made {
		d := f.decisions[hash]
		last[d.Request] = d
		f.fromBook(d.Request, d.Document, d.School, d.Paper, d.Partners)
	}
	for id, r := range f.requests {
		if d := last[id]; d != nil {
			r.Decision = d.Entry
		}
		if r.Standing == "" || r.Standing == Gone {
			r.Standing, r.Why = f.standing(r, last[id])
		}
	}
	for _, m := range meetings {
		if m.State == Planned || m.State == Started {
			f.holdAgenda(m)
		}
	}
}

// byDay lists the meetings in their order.
func (f *folding) byDay() []*Meeting {
	return slices.SortedFunc(maps.Values(f.meetings), func(a, b *Meeting) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
}

// fromBook keeps a request that only the book knows any more.
func (f *folding) fromBook(id, document, school string, p papers.Request, partners []Partner) {
	if f.requests[id] == nil {
		f.requests[id] = &Request{ID: id, URN: p.URN, School: school, Ref: p.Ref, Document: document, Paper: p, Partners: partners, Standing: Gone}
	}
}

// standing says where a request stands apart from agendas.
func (f *folding) standing(r *Request, d *Decision) (Standing, string) {
	if d != nil && !d.Aside {
		o, _ := f.About.Rules.Outcome(d.Now().Outcome)
		switch {
		case !o.Again && r.Paper.State == papers.Withdrawn:
			return Decided, "Its school withdrew it after the decision."
		case !o.Again:
			return Decided, ""
		case r.Document == d.Document && r.Standing != Gone:
			return MoreAsked, "The panel asked for more. It comes back when the school sends another revision."
		}
	}
	switch {
	case r.Standing == Gone:
		return Gone, r.School + " is not a member of the cluster any more, or took all its papers back."
	case r.Paper.State == papers.Withdrawn:
		return TakenBack, r.School + " withdrew it."
	case papers.Check(r.Paper) != nil:
		return DoesNotAddUp, "Its parts do not add up to its total."
	}
	var waits []string
	for _, p := range r.Partners {
		switch {
		case p.Left:
			return PartnerLeft, p.Name + " shares it and is not a member of the cluster any more. " + r.School + " must send it again without that school."
		case p.Said == SaidNo:
			return Refused, p.Name + " did not second it. " + r.School + " must send another revision."
		case !p.Lead && p.Said == "":
			waits = append(waits, p.Name)
		}
	}
	if len(waits) > 0 {
		return WaitsForPartners, "Not seconded yet by " + listed(waits) + "."
	}
	return Ready, ""
}

// holdAgenda compares the items that are not decided yet with the requests as they stand.
func (f *folding) holdAgenda(m *Meeting) {
	for i := range m.Items {
		item := &m.Items[i]
		if item.State != Waits && item.State != Opened {
			continue
		}
		r := f.requests[item.Request]
		switch {
		case r.Standing == Ready && r.Document == item.Document:
			r.Standing, r.Meeting = OnAgenda, m.ID
			continue
		case r.Standing == Ready || r.Standing == OnAgenda:
			item.Why = r.School + " sent another revision after it was put on the agenda."
		default:
			item.Why = r.Why
		}
		if item.State = Off; m.Open == item.Request {
			m.Open = ""
		}
	}
}
