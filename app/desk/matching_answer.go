package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/money"
)

// AnswerPreview is a yes as it would leave: whom other schools may reach, and what the
// panel may know.
type AnswerPreview struct {
	Need    SharedNeed
	Contact matching.Contact
	Goes    []papers.Line
	Panel   bool // whether the panel is told of the need
	Preview papers.Preview
}

// ContactAtWork is the SENCO's contact as the school's details hold it: work contact
// alone.
func (d *Desk) ContactAtWork() matching.Contact {
	s := d.School()
	return matching.Contact{URN: s.URN, School: strings.TrimSpace(s.Name), Name: strings.TrimSpace(s.Senco), Role: "SENCO",
		Email: strings.TrimSpace(s.SencoEmail), Phone: strings.TrimSpace(s.SencoPhone)}
}

// PreviewYes makes a yes ready to be looked at: the contact, sealed for the confirmed
// schools of the ring, and with panel the need in plain codes, which the hub shows only
// when enough schools say the same. Nothing is kept and nothing is sent.
func (d *Desk) PreviewYes(ctx context.Context, ref string, c matching.Contact, panel bool) (AnswerPreview, error) {
	p := AnswerPreview{Panel: panel}
	var err error
	if p.Need, err = d.SharedNeed(ctx, ref); err != nil {
		return p, err
	}
	if p.Need.State != NeedShared && p.Need.State != NeedAgreed && p.Need.State != NeedDeclined {
		return p, refuse("need", "There is nothing to say yes to: "+lowerStart(p.Need.Says))
	}
	if !p.Need.Sharing.Enough {
		return p, refuse("need", "Too few schools or pupils share this need, so that nobody is introduced.")
	}
	c.Token, c.URN, c.School = matching.Token(p.Need.kept.Token), d.School().URN, strings.TrimSpace(d.School().Name)
	if c.Name, c.Role = strings.TrimSpace(c.Name), strings.TrimSpace(c.Role); c.Check() != nil {
		return p, refuse("contact", sentence(c.Check().Error()))
	}
	p.Contact = c
	state, err := d.Ring(ctx)
	if err != nil {
		return p, err
	}
	members, err1 := d.memberKeys(ctx)
	key, _, err2 := d.key(ctx)
	if err := errors.Join(err1, err2); err != nil {
		return p, err
	}
	wrapped, err := c.Wrap(key, slices.DeleteFunc(matching.Confirmed(members, state.known), func(m matching.Member) bool {
		return !slices.Contains(state.ring.Ring.Members, m.Key.ID())
	}))
	if err != nil {
		return p, err
	}
	paper := papers.Contact{Token: p.Need.kept.Token, Agrees: true, Sealed: wrapped}
	if panel && !p.Need.Two {
		b := p.Need.Bucket
		paper.Panel = &papers.Shared{Phase: b.Phase, Need: b.Need, Support: b.Support, Intensity: b.Intensity, Mode: b.Mode, Pupils: d.SharedNeedRules().LeastPupils}
	}
	if p.Preview, err = d.PreviewPaper(ctx, paper); err != nil {
		return p, err
	}
	p.Goes = append([]papers.Line{{Label: "Shown to schools that say yes too", Value: contactWords(c)}}, p.Preview.Lines...)
	return p, nil
}

// contactWords is a contact on one line.
func contactWords(c matching.Contact) string {
	return strings.Join(slices.DeleteFunc([]string{c.Name, c.Role, c.School, c.Email, c.Phone}, func(s string) bool { return s == "" }), ", ")
}

// ContactWords is a contact of another school on one line.
func ContactWords(c matching.Contact) string { return contactWords(c) }

// SayYes approves a yes that was looked at and puts it in the outbox.
func (d *Desk) SayYes(ctx context.Context, p AnswerPreview, by string) error {
	if p.Preview.Paper == nil {
		return refuse("need", "Look at what would be sent first.")
	}
	by, err := d.sender(by)
	if err != nil {
		return err
	}
	_, err = d.queuePaper(ctx, p.Preview.Paper, by)
	return err
}

// SayNo tells the hub that this school does not want to meet the others. It is counted no
// more; nobody is told that it was asked.
func (d *Desk) SayNo(ctx context.Context, ref, by string) error {
	n, err := d.SharedNeed(ctx, ref)
	if err != nil {
		return err
	}
	if n.State != NeedShared && n.State != NeedAgreed {
		return refuse("need", "There is nothing to say no to: "+lowerStart(n.Says))
	}
	if by, err = d.sender(by); err != nil {
		return err
	}
	_, err = d.queuePaper(ctx, papers.Contact{Token: n.kept.Token}, by)
	return err
}

// introduced opens the contacts that a letter brought and keeps those that are new: from
// schools that are confirmed here, about needs that this school said yes to.
func (d *Desk) introduced(ctx context.Context, after papers.Letter) error {
	needs, err := d.SharedNeeds(ctx)
	if err != nil {
		return err
	}
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	known, err1 := d.knownSchools(ctx, m)
	key, _, err2 := d.key(ctx)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	var edits []journal.Edit
	for _, n := range needs {
		if n.State != NeedAgreed && n.State != NeedMet {
			continue
		}
		for _, match := range after.Matches {
			if match.Token != n.kept.Token {
				continue
			}
			for _, box := range match.Contacts {
				c, err := matching.OpenContact(box.Sealed, key, matching.Token(match.Token), known)
				if err != nil || c.URN != box.URN || slices.ContainsFunc(n.Met, func(i Introduction) bool { return i.Contact == c }) {
					continue
				}
				edit, err := putNamed(kindSending, sendingMet+n.Ref+"/"+c.URN, Introduction{Need: n.Ref, Contact: c, On: d.Today()})
				if err != nil {
					return err
				}
				edits = append(edits, edit)
			}
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return d.note(ctx, "Take in the contacts of schools that share a need", edits...)
}

// needsCame is what is to be done about shared needs when a letter came.
func needsCame(d *Desk, ctx context.Context, _, after papers.Letter) error {
	if err := d.ringsCame(ctx, after); err != nil {
		return err
	}
	return d.introduced(ctx, after)
}

// AskAgain asks a question once more under the ring of today, for the same half term.
func (d *Desk) AskAgain(ctx context.Context, ref, by string) (string, error) {
	n, err := d.SharedNeed(ctx, ref)
	if err != nil {
		return "", err
	}
	if n.State != NeedRenewed {
		return "", refuse("need", "This question stands under the ring of today. "+n.Says)
	}
	p, err := d.PreviewAsk(ctx, n.NeedAsk)
	if err != nil {
		return "", err
	}
	if by, err = d.sender(by); err != nil {
		return "", err
	}
	old := n.kept
	old.Replaced = true
	p.kept.By = by
	replaced, err1 := putNamed(kindSending, sendingNeed+old.Ref, old)
	asked, err2 := putNamed(kindSending, sendingNeed+p.kept.Ref, p.kept)
	if err := errors.Join(err1, err2); err != nil {
		return "", err
	}
	_, err = d.queuePaper(ctx, p.Preview.Paper, by, replaced, asked)
	return p.kept.Ref, err
}

// RequestTogether starts a group request from an introduction, in one step: the pupils
// with the like need as they stand today, and the schools that said yes as partners. How
// many of their pupils take part, and who pays what, the schools settle among themselves.
func (d *Desk) RequestTogether(ctx context.Context, ref string) (Request, error) {
	n, err := d.SharedNeed(ctx, ref)
	if err != nil {
		return Request{}, err
	}
	if len(n.Met) == 0 {
		return Request{}, refuse("need", "No school has been introduced for this need yet. "+n.Says)
	}
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	pupils, err := d.likeToday(ctx, n.NeedAsk)
	if err != nil {
		return Request{}, err
	}
	r, err := d.blankRequest(RequestStart{Kind: funding.KindGroup, Pupils: pupils, Title: n.Words}, list)
	if err != nil {
		return Request{}, err
	}
	r.Partners = []funding.Partner{{URN: d.School().URN, Name: d.School().Name, Pupils: len(pupils), Lead: true, Pays: money.Amount{}}}
	for _, one := range n.Met {
		r.Partners = append(r.Partners, funding.Partner{URN: one.Contact.URN, Name: one.Contact.School, Pays: money.Amount{}})
	}
	edits := append([]journal.Edit{requestEdit(r)}, d.pupilEdits(r, pupils)...)
	return r, d.do(ctx, d.startLabel(r)+" with "+count(len(n.Met), "other school"), "", edits...)
}

// likeToday are the pupils who have the need today; none when no two are alike any more,
// or when the question was not asked from a like need.
func (d *Desk) likeToday(ctx context.Context, a NeedAsk) ([]string, error) {
	if a.Strand == "" {
		return nil, nil
	}
	like, err := d.LikeNeeds(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, n := range like {
		if n.Need == a.Strand && n.Alike.Years == a.Years {
			return n.Pupils, nil
		}
	}
	return nil, nil
}
