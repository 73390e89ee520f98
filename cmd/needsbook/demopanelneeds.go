package main

// What the demo cluster's schools share with each other: offers of provision, counts of
// those who move on, and a need that three schools have.

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/summary"
)

// offer puts what neighbours offer and ask on the board.
func (w *demoWork) offer(ctx context.Context) error {
	for _, o := range []struct {
		from, days int
		papers.Offer
	}{
		{hollyBank, 20, papers.Offer{Offers: papers.KindOffer, Family: "CI", Service: "speech_language", Places: 3, Day: "thu", Phases: []string{"EY", "KS1"}, Text: "Three places in our Thursday language group. Parents can bring and fetch."}},
		{castleRoad, 9, papers.Offer{Offers: papers.KindOffer, Family: "CI", Service: "autism_team", Places: 2, Day: "tue", Phases: []string{"KS2"}, Text: "Two of our outreach visits in January are free."}},
		{oakhurst, 6, papers.Offer{Offers: papers.KindOffer, Family: "SEMH", Places: 4, Day: "wed", Phases: []string{"KS2"}, Text: "Forest mornings with two trained adults."}},
		{riverside, 4, papers.Offer{Offers: papers.KindAsk, Family: "SP", Places: 2, Phases: []string{"KS1"}, Text: "Who has a motor skills group that two more could join?"}},
		{orchardLane, 2, papers.Offer{Offers: papers.KindAsk, Family: "CL", Places: 6, Day: "mon", Phases: []string{"KS3"}, Text: "We look for a room and a teacher for catch-up maths."}},
	} {
		on := w.today.AddDays(-o.days)
		o.State, o.From, o.To = papers.Open, on, w.today.AddDays(70)
		if _, err := w.send(ctx, o.from, on, fmt.Sprintf("board-%d", o.days), o.Offer); err != nil {
			return err
		}
	}
	return nil
}

// tellMoves sends the counts of five primary schools of who moves on this summer.
func (w *demoWork) tellMoves(ctx context.Context) error {
	year := day.AcademicYear(w.today) + 1
	low, held := summary.Low, summary.HeldBack
	castle, orchard := w.hub.beside[castleRoad].URN, w.hub.beside[orchardLane].URN
	for _, m := range []struct {
		from          int
		castle, other [6]int // all, and by area
	}{
		{hilltop, [6]int{10, 5, held, low, low, low}, [6]int{5, held, held, held, held, held}},
		{stDunstans, [6]int{15, 5, 5, held, low, low}, [6]int{5, low, held, held, low, low}},
		{riverside, [6]int{10, held, 5, low, low, low}, [6]int{10, 5, held, low, low, low}},
		{wealdView, [6]int{5, low, low, low, low, low}, [6]int{10, 5, low, held, low, low}},
		{oakhurst, [6]int{10, 5, low, held, low, low}, [6]int{5, held, low, held, low, low}},
	} {
		row := func(to string, n [6]int) papers.Move {
			return papers.Move{From: "Y6", To: to, Count: n[0], Areas: [5]int(n[1:])}
		}
		p := papers.Moves{Year: year, Rows: []papers.Move{row(castle, m.castle), row(orchard, m.other)}}
		slices.SortFunc(p.Rows, func(a, b papers.Move) int { return strings.Compare(a.To, b.To) })
		if _, err := w.send(ctx, m.from, w.today.AddDays(-5), "", p); err != nil {
			return err
		}
	}
	return nil
}

// ringSchools are the neighbours in the ring that needs are compared in. The demo school
// has confirmed their keys; the others wait for that.
var ringSchools = []int{hilltop, stDunstans, riverside, wealdView, hollyBank, oakhurst}

// shareNeed lets the demo school and two neighbours ask about the same need. Hilltop made
// the secret of the year. The neighbours have said yes; the demo school has the word.
func (w *demoWork) shareNeed(ctx context.Context) error {
	d, senco := w.desk, w.desk.School().Senco
	like, err := d.LikeNeeds(ctx, "")
	if err != nil {
		return err
	}
	if len(like) == 0 {
		return errors.New("the demo school has no pupils with a like need")
	}
	if _, err := d.FetchBulletin(ctx); err != nil {
		return err
	}
	members, err := w.ringMembers(ctx)
	if err != nil {
		return err
	}
	var kids []string
	for _, m := range members {
		if m.URN != d.School().URN {
			kids = append(kids, m.Key.ID())
		}
	}
	if err := d.ConfirmSchools(ctx, kids, senco); err != nil {
		return err
	}
	maker := w.hub.beside[hilltop].key
	ring, err := matching.NewRing(w.hub.cluster, day.AcademicYearName(day.AcademicYear(w.today)), 1, matching.Keys(members), rand.Reader)
	if err != nil {
		return err
	}
	wrapped, err := ring.Wrap(maker, matching.Keys(members))
	if err != nil {
		return err
	}
	if _, err := w.send(ctx, hilltop, w.today, "", papers.Keyring{Year: ring.Name(), Wrapped: wrapped}); err != nil {
		return err
	}
	if _, err := d.FetchBulletin(ctx); err != nil {
		return err
	}
	asked, err := d.PreviewAsk(ctx, d.AskFor(like[0]))
	if err != nil {
		return err
	}
	if _, err := d.Ask(ctx, asked, senco); err != nil {
		return err
	}
	for i, from := range []int{riverside, oakhurst} {
		if err := w.needsToo(ctx, from, 2+i, ring, asked.Ask.Bucket, members); err != nil {
			return err
		}
	}
	return w.sendOwn(ctx)
}

// ringMembers are the keys of the ring's schools as the hub names them.
func (w *demoWork) ringMembers(ctx context.Context) ([]matching.Member, error) {
	c, _, err := w.desk.Circular(ctx)
	urns := []string{w.desk.School().URN}
	for _, n := range ringSchools {
		urns = append(urns, w.hub.beside[n].URN)
	}
	return slices.DeleteFunc(c.Keys, func(m matching.Member) bool { return !slices.Contains(urns, m.URN) }), err
}

// needsToo lets a neighbour ask about a need, and say yes to the schools that share it.
func (w *demoWork) needsToo(ctx context.Context, from, pupils int, ring matching.Ring, need matching.Bucket, members []matching.Member) error {
	n := w.hub.beside[from]
	band, err := ring.SealBand(need, matching.Shipped().BandOf(pupils).ID, rand.Reader)
	if err != nil {
		return err
	}
	token := ring.Token(need)
	if _, err := w.send(ctx, from, w.today, "", papers.Interest{Token: string(token), Band: band, Window: need.Window, Consent: papers.ConsentOpen, State: papers.Standing}); err != nil {
		return err
	}
	who := matching.Contact{Token: token, URN: n.URN, School: n.Name, Name: "SENCO of " + n.Name, Role: "SENCO", Email: "senco@" + n.URN + ".example.org"}
	var sealed []papers.Wrapped
	if sealed, err = who.Wrap(n.key, members); err != nil {
		return err
	}
	_, err = w.send(ctx, from, w.today, "", papers.Contact{Token: string(token), Agrees: true, Sealed: sealed})
	return err
}
