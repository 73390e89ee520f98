package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// ClusterAgreement is a text that the cluster's schools are asked to accept, and whether
// this one has.
type ClusterAgreement struct {
	papers.AgreementOffer
	Accepted papers.Attest // by whom and when; the zero one where nobody has, or where it was ended
	OnItsWay bool          // the acceptance has not reached the hub yet
}

// Stands reports whether the school accepts the agreement.
func (a ClusterAgreement) Stands() bool { return a.Accepted.Name != "" && !a.Accepted.Ends }

// ClusterAgreements are the agreements of the cluster: those still to accept first,
// among them those without which nothing is taken.
func (d *Desk) ClusterAgreements(ctx context.Context) ([]ClusterAgreement, error) {
	c, _, err := d.Circular(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := d.SentPapers(ctx, exchange.KindAttest)
	if err != nil {
		return nil, err
	}
	var out []ClusterAgreement
	for _, offer := range c.Agreements {
		one := ClusterAgreement{AgreementOffer: offer}
		for _, s := range sent {
			if p, ok := s.Paper.(papers.Attest); ok && p.Agreement == offer.ID {
				one.Accepted, one.OnItsWay = p, waits(s.Item)
			}
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b ClusterAgreement) int {
		if order := boolOrder(a.Stands(), b.Stands()); order != 0 {
			return order
		}
		return boolOrder(!a.Needed, !b.Needed)
	})
	return out, nil
}

// AcceptPaper makes the acceptance of an agreement by name and role, dated today.
func (d *Desk) AcceptPaper(ctx context.Context, id, name, role string) (papers.Attest, error) {
	name, role = strings.Join(strings.Fields(name), " "), strings.Join(strings.Fields(role), " ")
	list, err := d.ClusterAgreements(ctx)
	if err != nil {
		return papers.Attest{}, err
	}
	i := slices.IndexFunc(list, func(a ClusterAgreement) bool { return a.ID == id })
	switch {
	case i < 0:
		return papers.Attest{}, refuse("agreement", "There is a newer version of this text, or it was taken back. Fetch what the hub sends round, and read the newest. Nothing was accepted.")
	case name == "":
		return papers.Attest{}, refuse("name", "Say who accepts it for the school.")
	case role == "":
		return papers.Attest{}, refuse("role", "Say what they are at the school, such as headteacher.")
	}
	return papers.Attest{Meta: exchange.Meta{Ref: papers.AttestRef(id)}, Agreement: id, Version: list[i].Version, Name: name, Role: role, On: d.Today()}, nil
}

// AcceptAgreement queues the acceptance of an agreement. Where it is the sharing
// agreement and the school has none in force, it is recorded as that too, for a year
// and all tables; the page of the agreement can make it narrower before anything leaves.
func (d *Desk) AcceptAgreement(ctx context.Context, id, name, role, by string) error {
	p, err := d.AcceptPaper(ctx, id, name, role)
	if err != nil {
		return err
	}
	if _, err := d.QueuePaper(ctx, p, by); err != nil {
		return err
	}
	list, err := d.ClusterAgreements(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.ID == id && a.Kind == "sharing" {
			return d.shareUnder(ctx, a)
		}
	}
	return nil
}

func (d *Desk) shareUnder(ctx context.Context, a ClusterAgreement) error {
	before, inForce, err := d.Agreement(ctx)
	if err != nil || inForce && before.Version == a.Version {
		return err
	}
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	tables := AllSharedTables()
	if len(before.Tables) > 0 {
		tables = before.Tables
	}
	return d.SaveAgreement(ctx, SharingAgreement{Version: a.Version, With: firstOf(m.Cluster, a.Title), SignedBy: a.Accepted.Name, Role: a.Accepted.Role,
		On: d.Today(), Until: d.Today().AddYears(1).AddDays(-1), Tables: tables, Delegated: before.Delegated})
}

// EndAcceptance tells the cluster that the school no longer accepts an agreement.
func (d *Desk) EndAcceptance(ctx context.Context, id, by string) error {
	list, err := d.ClusterAgreements(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.ID == id && a.Stands() {
			p := a.Accepted
			p.Ends, p.On, p.Meta = true, d.Today(), exchange.Meta{Ref: p.Ref}
			_, err := d.QueuePaper(ctx, p, by)
			return err
		}
	}
	return refuse("agreement", "The school has not accepted this agreement. Nothing was changed.")
}
