package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// keptRing is a ring of keys that this school has the secret of.
type keptRing struct {
	Ring  matching.Ring      `json:"ring"`
	Maker exchange.PublicKey `json:"maker"`
	From  string             `json:"from"` // URN of the school that made it
}

// MemberSchool is a school of the cluster as the hub names it, with what this school
// knows of it.
type MemberSchool struct {
	URN    string   `json:"urn"`
	Name   string   `json:"name"`
	Kid    string   `json:"kid"`
	Words  []string `json:"words"` // six words of its key, to compare by telephone
	Known  bool     `json:"known"` // somebody here confirmed this key
	On     day.Date `json:"on_day"`
	By     string   `json:"by"`
	InRing bool     `json:"in_ring"`
	Self   bool     `json:"self"`
}

// RingState is how it stands with the secret that needs are compared by.
type RingState struct {
	Usable  bool           // the school can ask
	Words   string         // how it stands, and what to do
	Name    string         // of the ring in use or in doubt, such as 2026-27; "" for none
	Maker   string         // the school that made it
	Members []MemberSchool // those the hub names, this school among them
	Confirm []MemberSchool // those that somebody here has yet to confirm
	Renew   bool           // a school in the ring has left, or a confirmed one is missing: make it anew
	Left    int            // keys in the ring that the hub names no more
	ring    keptRing
	known   []matching.Known
}

// knownSchools are the members that somebody here has confirmed, and this school itself.
func (d *Desk) knownSchools(ctx context.Context, m Membership) ([]matching.Known, error) {
	var kept []matching.Known
	if _, err := readNamed(ctx, d.store, kindSending, sendingKnown, &kept); err != nil {
		return nil, err
	}
	self := matching.Known{Member: matching.Member{URN: d.School().URN, Name: d.School().Name, Key: m.Key}, On: m.KeyMade}
	return append([]matching.Known{self}, kept...), nil
}

// memberKeys are the keys of the cluster's schools as the newest bulletin names them.
func (d *Desk) memberKeys(ctx context.Context) ([]matching.Member, error) {
	c, _, err := d.Circular(ctx)
	return c.Keys, err
}

// Ring says whether the school can ask others about a need, and what to do first.
func (d *Desk) Ring(ctx context.Context) (RingState, error) {
	var s RingState
	m, err := d.Membership(ctx)
	if err != nil {
		return s, err
	}
	if !m.Joined() {
		s.Words = d.terms.Say("The school has joined no {cluster} yet. Join with the code from the hub; then needs can be compared.")
		return s, nil
	}
	members, err1 := d.memberKeys(ctx)
	known, err2 := d.knownSchools(ctx, m)
	rings, err3 := d.rings(ctx)
	if err := errors.Join(err1, err2, err3); err != nil {
		return s, err
	}
	s.known = known
	ring, found := d.ringInUse(rings, m, known)
	s.members(members, known, ring, d.School().URN)
	if !found {
		s.Words = d.withoutRing(s)
		return s, nil
	}
	s.ring, s.Name, s.Maker = ring, ring.Ring.Name(), nameOfSchool(members, ring.From)
	confirmed := matching.Confirmed(members, known)
	s.Left = len(ring.Ring.Left(append(slices.Clone(members), known[0].Member)))
	s.Renew = s.Left > 0 || len(ring.Ring.Missing(confirmed)) > 0
	if err := d.SharedNeedRules().Believe(ring.Ring, ring.Maker, m.Cluster, known); err != nil {
		s.Words = sentence(err.Error()) + " Confirm those schools, or ask for the ring to be made without them. Until then nothing is asked under it."
		return s, nil
	}
	s.Usable = true
	switch {
	case s.Left > 0:
		s.Words = d.terms.Say("A school in the ring has left the {cluster} or has a new key. Make the ring anew, so that what is asked from now on stays among the schools that are here.")
	case s.Renew:
		s.Words = "A school that was confirmed is not in the ring yet. Make the ring anew to take it in."
	default:
		s.Words = "The secret of " + s.Name + " is shared by " + count(schoolsIn(s.Members), "school") + ", every one confirmed here. The hub does not have it."
	}
	return s, nil
}

// members lists the schools that the hub names.
func (s *RingState) members(members []matching.Member, known []matching.Known, ring keptRing, own string) {
	for _, k := range members {
		one := MemberSchool{URN: k.URN, Name: k.Name, Kid: k.Key.ID(), Words: k.Key.Words(), InRing: slices.Contains(ring.Ring.Members, k.Key.ID()), Self: k.URN == own}
		if len(matching.Strangers([]matching.Member{k}, known)) == 0 {
			one.Known = true
			i := slices.IndexFunc(known, func(p matching.Known) bool { return p.Member.Key.ID() == one.Kid })
			one.On, one.By = known[i].On, known[i].By
		} else {
			s.Confirm = append(s.Confirm, one)
		}
		s.Members = append(s.Members, one)
	}
	slices.SortStableFunc(s.Members, func(a, b MemberSchool) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortStableFunc(s.Confirm, func(a, b MemberSchool) int { return cmp.Compare(a.Name, b.Name) })
}

func schoolsIn(members []MemberSchool) int {
	urns := map[string]bool{}
	for _, m := range members {
		if m.InRing {
			urns[m.URN] = true
		}
	}
	return len(urns)
}

// withoutRing says what to do while there is no secret for this school year.
func (d *Desk) withoutRing(s RingState) string {
	least := d.SharedNeedRules().LeastSchools
	switch {
	case len(s.Members) == 0:
		return "The hub has not named the schools yet whose needs can be compared. Fetch what came back, then look again."
	case len(s.Members)-len(s.Confirm) < least:
		return "No school has made the secret for this school year, or it was not made for this school. Confirm the schools that you know; with " + count(least, "school") + " confirmed, this one among them, it can be made here."
	}
	return "No school has made the secret for this school year, or it was not made for this school. Make it here: one school does it for all."
}

func nameOfSchool(members []matching.Member, urn string) string {
	for _, m := range members {
		if m.URN == urn {
			return m.Name
		}
	}
	return "school " + urn
}

// rings are the rings that this school has the secret of.
func (d *Desk) rings(ctx context.Context) ([]keptRing, error) {
	var rings []keptRing
	_, err := readNamed(ctx, d.store, kindSending, sendingRings, &rings)
	return rings, err
}

// ringInUse is the newest ring of this school year. Of two that were made at once the one
// that can be believed goes first, and of those the one of the lower number of school.
func (d *Desk) ringInUse(rings []keptRing, m Membership, known []matching.Known) (keptRing, bool) {
	year := day.AcademicYearName(day.AcademicYear(d.Today()))
	rules := d.SharedNeedRules()
	doubt := func(r keptRing) int {
		if rules.Believe(r.Ring, r.Maker, m.Cluster, known) != nil {
			return 1
		}
		return 0
	}
	var best keptRing
	for _, r := range rings {
		if r.Ring.Year != year || r.Ring.Cluster != m.Cluster {
			continue
		}
		if best.From == "" || r.Ring.Newer(best.Ring) ||
			!best.Ring.Newer(r.Ring) && cmp.Or(cmp.Compare(doubt(r), doubt(best)), strings.Compare(r.From, best.From)) < 0 {
			best = r
		}
	}
	return best, best.From != ""
}

// ConfirmSchools records that somebody here knows schools by their keys: the six words
// were compared by telephone, or read from what the school itself gave.
func (d *Desk) ConfirmSchools(ctx context.Context, kids []string, by string) error {
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	if by, err = d.sender(by); err != nil {
		return err
	}
	members, err1 := d.memberKeys(ctx)
	known, err2 := d.knownSchools(ctx, m)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	var names []string
	strangers := matching.Strangers(members, known)
	for _, kid := range kids {
		i := slices.IndexFunc(strangers, func(s matching.Member) bool { return s.Key.ID() == kid })
		if i < 0 {
			return refuse("school", "The hub names no school with that key that is still to be confirmed. Nothing was changed.")
		}
		known = append(known, matching.Known{Member: strangers[i], On: d.Today(), By: by})
		names = append(names, strangers[i].Name)
	}
	if len(names) == 0 {
		return refuse("school", "Choose the schools whose six words you have compared.")
	}
	edit, err := putNamed(kindSending, sendingKnown, known[1:])
	if err != nil {
		return err
	}
	label := "Confirm " + strings.Join(names, ", ")
	if len(names) > 2 {
		label = fmt.Sprintf("Confirm %d schools that share needs", len(names))
	}
	return d.do(ctx, label, "", edit)
}

// MakeRing makes the secret of this school year, or makes it anew, for every confirmed
// school that the hub names, and puts it in the outbox, sealed for each of them.
func (d *Desk) MakeRing(ctx context.Context, by string) error {
	m, err := d.Membership(ctx)
	if err != nil {
		return err
	}
	s, err := d.Ring(ctx)
	if err != nil {
		return err
	}
	if by, err = d.sender(by); err != nil {
		return err
	}
	if s.Usable && !s.Renew {
		return refuse("ring", "The secret of "+s.Name+" is in use, and every confirmed school has it. There is no need to make it anew.")
	}
	members, err := d.memberKeys(ctx)
	if err != nil {
		return err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return err
	}
	confirmed := slices.DeleteFunc(matching.Confirmed(members, s.known), func(k matching.Member) bool { return k.URN == d.School().URN })
	confirmed = append(confirmed, matching.Member{URN: d.School().URN, Name: d.School().Name, Key: key.Public()})
	year, number := day.AcademicYearName(day.AcademicYear(d.Today())), 1
	rings, err := d.rings(ctx)
	if err != nil {
		return err
	}
	for _, r := range rings {
		if r.Ring.Year == year {
			number = max(number, r.Ring.Number+1)
		}
	}
	ring, err := matching.NewRing(m.Cluster, year, number, matching.Keys(confirmed), d.options.Roads.Random)
	if err != nil {
		return err
	}
	if err := d.SharedNeedRules().Believe(ring, key.Public(), m.Cluster, s.known); err != nil {
		return refuse("ring", sentence(err.Error()))
	}
	wrapped, err := ring.Wrap(key, matching.Keys(confirmed))
	if err != nil {
		return err
	}
	edit, err := putNamed(kindSending, sendingRings, append(rings, keptRing{Ring: ring, Maker: key.Public(), From: d.School().URN}))
	if err != nil {
		return err
	}
	_, err = d.queuePaper(ctx, papers.Keyring{Year: ring.Name(), Wrapped: wrapped}, by, edit)
	return err
}

// ringsCame keeps the secrets that a letter brought and forgets those of years that are
// over. What does not open is passed over: it was sealed for a key that this school has
// changed since.
func (d *Desk) ringsCame(ctx context.Context, after papers.Letter) error {
	rings, err := d.rings(ctx)
	if err != nil {
		return err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return err
	}
	year := day.AcademicYearName(day.AcademicYear(d.Today()))
	kept := slices.DeleteFunc(slices.Clone(rings), func(r keptRing) bool { return r.Ring.Year < year })
	for _, k := range after.Keyrings {
		if slices.ContainsFunc(kept, func(r keptRing) bool { return r.From == k.Maker && r.Ring.Name() == k.Year }) {
			continue
		}
		ring, maker, err := matching.OpenRing(k.Sealed, key)
		if err != nil || ring.Name() != k.Year || ring.Cluster != after.Cluster || ring.Year < year {
			continue
		}
		kept = append(kept, keptRing{Ring: ring, Maker: maker, From: k.Maker})
	}
	if len(kept) == len(rings) && (len(kept) == 0 || kept[0].Ring.Name() == rings[0].Ring.Name()) {
		return nil
	}
	edit, err := putNamed(kindSending, sendingRings, kept)
	if err != nil {
		return err
	}
	return d.note(ctx, d.terms.Say("Take in the secret that the {cluster} compares needs by"), edit)
}
