package main

// The work of the demo cluster's panel: what the invented neighbours send, and what the
// panel's people do, each by the commands that a real cluster uses.

import (
	"context"
	"errors"
	"fmt"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/cluster/rounds"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/funding"
	"needsbook/app/school"
)

// neighbour is an invented school of the demo school's cluster, with its key.
type neighbour struct {
	cluster.School
	key exchange.Key
}

// The neighbours by their places in demoHub.beside.
const (
	hilltop = iota
	stDunstans
	orchardLane
	riverside
	wealdView
	hollyBank
	castleRoad
	oakhurst
	theDowns
)

// demoWork brings the cluster's work to where the demo begins. The steps follow each
// other by day: what the desk's own school sends, it sends today.
type demoWork struct {
	hub      *demoHub
	desk     *desk.Desk
	today    day.Date
	held     day.Date     // when the panel met last
	answered desk.Request // of the demo school, that the panel has answered
	sent     string       // id at the hub of the answered request
}

// work fills the cluster with what its panel and its schools do together.
func (h *demoHub) work(ctx context.Context, d *desk.Desk) error {
	w := &demoWork{hub: h, desk: d, today: d.Today()}
	for _, step := range []func(context.Context) error{w.choose, w.putPeople, w.agree, w.keepDirectory, w.scoreRound, w.ask, w.meet, w.object, w.plan, w.openRound, w.offer, w.tellMoves, w.shareNeed} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("the demo cluster's work: %w", err)
		}
	}
	_, err := d.FetchBulletin(ctx)
	return err
}

// choose picks the request of the demo school that the panel has answered: the latest
// that waits for an answer. The panel met three days after it was sent.
func (w *demoWork) choose(ctx context.Context) error {
	list, err := w.desk.Requests(ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.Status() == funding.Submitted {
			w.answered, w.held = r, r.Progress.SentOn.AddDays(3)
			return nil
		}
	}
	return errors.New("the demo school has no request that waits for an answer")
}

// at is the hub on an earlier day, for what was sent then.
func (h *demoHub) at(on day.Date) inbox.Inbox {
	then := h.Inbox
	then.Now = func() time.Time { return on.Time().Add(10 * time.Hour) }
	return then
}

// send sends a neighbour's paper on a day, and returns its document's identifier. ref
// names papers of which a school may have any number.
func (w *demoWork) send(ctx context.Context, from int, on day.Date, ref string, p papers.Paper) (string, error) {
	n := w.hub.beside[from]
	if ref == "" {
		ref = papers.RefOf(p)
	}
	payload, err := papers.Encode(papers.With(p, exchange.Meta{URN: n.URN, Cluster: w.hub.cluster, Series: school.Series(on), Ref: ref, Epoch: "b3f1c2", Rev: 1, AsOf: on}))
	if err != nil {
		return "", fmt.Errorf("a paper of %s: %w", n.Name, err)
	}
	if a, err := w.hub.at(on).Receive(ctx, exchange.Seal(payload, n.key), "demo"); err != nil || !a.Code.Held() {
		return "", fmt.Errorf("a paper of %s was answered %q: %w", n.Name, a.Code, err)
	}
	return exchange.DocumentID(payload), nil
}

// entering writes in the cluster's book: each step sees what the steps before it did, and
// all are entered at once.
type entering struct {
	inbox.Affairs
	head   book.Head
	drafts []book.Draft
	err    error
}

// affairs are how things stand at the cluster now.
func (h *demoHub) affairs(ctx context.Context) (a inbox.Affairs, err error) {
	err = h.Store.Read(ctx, func(r inbox.Reader) error {
		a, err = inbox.ReadAffairs(r, h.cluster, day.On(h.Now()))
		return err
	})
	return a, err
}

// enter adds to the book what some steps come to. On the first refusal nothing is added.
func (w *demoWork) enter(ctx context.Context, write func(e *entering)) error {
	a, err := w.hub.affairs(ctx)
	if err != nil {
		return err
	}
	e := &entering{Affairs: a, head: a.Panel.Head}
	if write(e); e.err != nil {
		return e.err
	}
	_, err = w.hub.Enter(ctx, w.hub.cluster, e.head, e.drafts...)
	return err
}

// do takes one step.
func (e *entering) do(drafts []book.Draft, err error) {
	if e.err == nil {
		e.err = err
	}
	if e.err != nil {
		return
	}
	after := e.head
	if n := len(e.Entries); n > 0 {
		after = e.Entries[n-1].Head()
	}
	e.drafts = append(e.drafts, drafts...)
	e.Entries = append(e.Entries, book.Chain(e.Cluster.ID, after, drafts)...)
	if e.Panel, e.err = panel.Fold(e.Panel.About, e.Entries, e.Kept); e.err == nil {
		e.Rounds, e.err = rounds.Fold(e.Entries, e.Kept)
	}
}

// The people of the panel.
var (
	demoChair   = panel.Person{ID: "demo-chair", Name: "Dr Ruth Okafor", Office: panel.Chair}
	demoAnna    = panel.Person{ID: "demo-anna", Name: "Anna Bell", Office: panel.Member}
	demoBen     = panel.Person{ID: "demo-ben", Name: "Ben Carter", Office: panel.Member}
	demoCarl    = panel.Person{ID: "demo-carl", Name: "Carl Dunn", Office: panel.Member}
	demoCouncil = panel.Person{ID: "demo-council", Name: "Nadia Shah", Office: panel.Council}
)

// panelPeople are the panel's people with the schools where they work, the chair first.
func (w *demoWork) panelPeople() []panel.Person {
	at := func(p panel.Person, place int) panel.Person {
		p.School = w.hub.beside[place].URN
		return p
	}
	return []panel.Person{at(demoChair, wealdView), at(demoAnna, hilltop), at(demoBen, castleRoad), demoCarl, demoCouncil}
}

// by is somebody who acts on a day, so many minutes after nine.
func (w *demoWork) by(p panel.Person, on day.Date, minutes int) panel.By {
	return panel.By{Person: p, At: on.Time().Add(9*time.Hour + time.Duration(minutes)*time.Minute), Cluster: w.hub.cluster}
}

// putPeople gives the panel's people their roles at the hub.
func (w *demoWork) putPeople(ctx context.Context) error {
	return w.hub.Store.Write(ctx, func(to inbox.Writer) error {
		for _, p := range w.panelPeople() {
			grant := people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: w.hub.cluster}
			switch p.Office {
			case panel.Chair:
				grant.Role = people.Chair
			case panel.Council:
				grant = people.Grant{Role: people.CouncilReader, Level: people.DistrictLevel, Ref: demoDistrict}
			}
			err := to.PutPerson(people.Person{ID: p.ID, Name: p.Name, Email: p.ID + "@example.org", School: p.School, State: people.Active, Grants: []people.Grant{grant}, Created: w.today.AddDays(-daysOfPanel).Time()})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// daysOfPanel is how many days ago the panel began its work.
const daysOfPanel = 80
