package matching

import (
	"bytes"
	"fmt"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Member is a school's key as the hub names it. Whether there is such a school, and
// whether that is its key, the hub's word alone does not tell.
type Member = papers.MemberKey

// Known is a member that a person of this school has confirmed: the key is pinned, and a
// key in its place is a new one.
type Known struct {
	Member Member   `json:"member"`
	On     day.Date `json:"on_day"`
	By     string   `json:"by"`
}

// same reports whether two members are one school with one key.
func same(m, o Member) bool {
	return m.URN == o.URN && bytes.Equal(m.Key.Sign, o.Key.Sign) && bytes.Equal(m.Key.Seal, o.Key.Seal)
}

// Strangers are the members that nobody here has confirmed. A hub that invents a school
// finds it here.
func Strangers(members []Member, known []Known) []Member {
	return slices.DeleteFunc(slices.Clone(members), func(m Member) bool {
		return slices.ContainsFunc(known, func(k Known) bool { return same(k.Member, m) })
	})
}

// Confirmed are the members that the hub names today and that are known here.
func Confirmed(members []Member, known []Known) []Member {
	strangers := Strangers(members, known)
	return slices.DeleteFunc(slices.Clone(members), func(m Member) bool { return slices.ContainsFunc(strangers, func(s Member) bool { return same(s, m) }) })
}

// Keys are the public keys of members.
func Keys(members []Member) []exchange.PublicKey {
	out := make([]exchange.PublicKey, len(members))
	for i, m := range members {
		out[i] = m.Key
	}
	return out
}

// schools counts the schools among members; one may have two keys while it changes them.
func schools(members []Member) int {
	urns := map[string]bool{}
	for _, m := range members {
		urns[m.URN] = true
	}
	return len(urns)
}

// Doubt says why a ring is not to be used, in words for a person.
type Doubt struct {
	Words string
	Kids  []string // keys that somebody here must confirm first; nil when that would not help
}

func (d *Doubt) Error() string { return d.Words }

// Believe returns nil for a ring that this school may ask under: made by a school that it
// knows, for this cluster, for enough schools, and for no key that nobody here has
// confirmed. One invented school among them could try every bucket against the tokens, so
// that knowing most of them, as is enough for a sum, is not enough here.
func (r Rules) Believe(ring Ring, maker exchange.PublicKey, cluster string, known []Known) error {
	if ring.Cluster != cluster {
		return &Doubt{Words: "The ring of keys was made for another cluster."}
	}
	var inRing []Member
	var strangers []string
	for _, kid := range ring.Members {
		i := slices.IndexFunc(known, func(k Known) bool { return k.Member.Key.ID() == kid })
		if i < 0 {
			strangers = append(strangers, kid)
			continue
		}
		inRing = append(inRing, known[i].Member)
	}
	if !slices.ContainsFunc(known, func(k Known) bool {
		return bytes.Equal(k.Member.Key.Sign, maker.Sign) && bytes.Equal(k.Member.Key.Seal, maker.Seal)
	}) {
		strangers = append(strangers, maker.ID())
		slices.Sort(strangers)
		strangers = slices.Compact(strangers)
	}
	if n := len(strangers); n > 0 {
		return &Doubt{Kids: strangers, Words: fmt.Sprintf("The ring of keys was made by or for %s that nobody at this school has confirmed.", keysWords(n))}
	}
	if n := schools(inRing); n < r.LeastSchools {
		return &Doubt{Words: fmt.Sprintf("The ring of keys was made for %d schools. It takes at least %d before a need can be compared.", n, r.LeastSchools)}
	}
	return nil
}

func keysWords(n int) string {
	if n == 1 {
		return "1 key"
	}
	return fmt.Sprintf("%d keys", n)
}

// Left are the keys of a ring that the hub does not name any more: their schools have
// left, or use another key. The ring is renewed so that they cannot go on reading.
func (r Ring) Left(members []Member) []string {
	return slices.DeleteFunc(slices.Clone(r.Members), func(kid string) bool {
		return slices.ContainsFunc(members, func(m Member) bool { return m.Key.ID() == kid })
	})
}

// Missing are confirmed members that the ring was not wrapped for.
func (r Ring) Missing(confirmed []Member) []Member {
	return slices.DeleteFunc(slices.Clone(confirmed), func(m Member) bool { return slices.Contains(r.Members, m.Key.ID()) })
}
