package matching_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster/matching"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"pgregory.net/rapid"
)

var rules = matching.Shipped()

// needs are the types of need of the school census.
var needs = []string{"SPLD", "MLD", "SLD", "PMLD", "SLCN", "ASD", "SEMH", "HI", "VI", "MSI", "PD", "DS", "OTH"}

// random is a source that gives the same bytes in every run.
func random(seed uint64) io.Reader {
	var s [32]byte
	for i := range s {
		s[i] = byte(seed >> (8 * (i % 8)))
	}
	return rand.NewChaCha8(s)
}

// everyBucket is the whole dictionary of one window.
func everyBucket(window string) []matching.Bucket {
	var out []matching.Bucket
	for _, p := range rules.Phases {
		for _, n := range needs {
			for _, s := range rules.Supports {
				for _, i := range rules.Intensities {
					for _, m := range rules.Modes {
						out = append(out, matching.Bucket{Phase: p.ID, Need: n, Support: s.ID, Intensity: i.ID, Mode: m.ID, Window: window})
					}
				}
			}
		}
	}
	return out
}

var dictionary = everyBucket("2026-27/autumn-2")

// school is one with a key, as the others know it.
type school struct {
	key exchange.Key
	matching.Member
}

func schoolsOf(t interface{ Fatal(...any) }, n int) []school {
	out := make([]school, n)
	for i := range out {
		key, err := exchange.NewKey(random(uint64(i) + 100))
		if err != nil {
			t.Fatal(err)
		}
		out[i] = school{key, matching.Member{URN: fmt.Sprint(118000 + i), Name: fmt.Sprint("School ", i+1), Key: key.Public()}}
	}
	return out
}

func membersOf(schools []school) []matching.Member {
	out := make([]matching.Member, len(schools))
	for i, s := range schools {
		out[i] = s.Member
	}
	return out
}

func knownOf(members []matching.Member) []matching.Known {
	out := make([]matching.Known, len(members))
	for i, m := range members {
		out[i] = matching.Known{Member: m, On: day.Of(2026, 11, 20), By: "Jo Reeve"}
	}
	return out
}

func ringOf(t interface{ Fatal(...any) }, year string, number int, members []matching.Member, seed uint64) matching.Ring {
	r, err := matching.NewRing("KENT-07", year, number, matching.Keys(members), random(seed))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryNeedHasItsOwnToken(t *testing.T) {
	r := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 3)), 1)
	seen := map[matching.Token]matching.Bucket{}
	for _, b := range dictionary {
		if err := rules.Check(b); err != nil {
			t.Fatal(err)
		}
		token := r.Token(b)
		if before, twice := seen[token]; twice {
			t.Fatalf("%v and %v have one token", before, b)
		}
		if seen[token] = b; r.Token(b) != token {
			t.Fatal("a bucket does not keep its token")
		}
	}
}

// Without the secret nobody finds a bucket: not by trying every one, with no key, another
// ring's key or the ring's own public facts as the key.
func TestDictionaryWithoutTheSecretFindsNothing(t *testing.T) {
	members := membersOf(schoolsOf(t, 4))
	own := ringOf(t, "2026-27", 1, members, 1)
	tokens := map[matching.Token]bool{}
	for _, b := range dictionary {
		tokens[own.Token(b)] = true
	}
	guess := ringOf(t, "2026-27", 1, members, 2)
	zero := own
	zero.Secret = matching.Secret{}
	public := own
	copy(public.Secret[:], own.Cluster+own.Year+own.Members[0])
	for _, attacker := range []matching.Ring{guess, zero, public} {
		for _, b := range dictionary {
			if tokens[attacker.Token(b)] {
				t.Fatalf("%v was found without the secret", b)
			}
		}
	}
}

// What lies at the hub depends on nothing but which needs are equal: two worlds with other
// needs and other numbers of pupils, but the same pattern, look alike.
func TestHubSeesNothingButWhichNeedsAreEqual(t *testing.T) {
	ring := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 4)), 3)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "asks")
		pattern := rapid.SliceOfN(rapid.IntRange(0, 3), n, n).Draw(t, "pattern")
		world := func(name string) (shape [][]bool, sizes []int) {
			chosen := rapid.Permutation(dictionary[:200]).Draw(t, name)
			var tokens []matching.Token
			for i, which := range pattern {
				b := chosen[which]
				tokens = append(tokens, ring.Token(b))
				band, err := ring.SealBand(b, rapid.SampledFrom(rules.Bands).Draw(t, name+" band").ID, random(uint64(i)))
				if err != nil {
					t.Fatal(err)
				}
				sizes = append(sizes, len(tokens[i]), len(band))
			}
			for _, a := range tokens {
				var row []bool
				for _, b := range tokens {
					row = append(row, a == b)
				}
				shape = append(shape, row)
			}
			return shape, sizes
		}
		shape1, sizes1 := world("one")
		shape2, sizes2 := world("other")
		if fmt.Sprint(shape1, sizes1) != fmt.Sprint(shape2, sizes2) {
			t.Fatal("two worlds of one pattern do not look alike")
		}
	})
}

func TestSameBandNeverLooksTheSameTwice(t *testing.T) {
	ring := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 3)), 3)
	source, seen := random(5), map[string]bool{}
	for range 200 {
		sealed, err := ring.SealBand(dictionary[7], "3-5", source)
		if err != nil {
			t.Fatal(err)
		}
		if seen[sealed] || strings.Contains(sealed, "3-5") {
			t.Fatal("two equal bands look equal, or one can be read")
		}
		seen[sealed] = true
	}
}

// After the ring was renewed, in the next year or because a school left, no token and no
// band of before says anything about one of after.
func TestTokensAndBandsAreUnlinkableAfterRenewal(t *testing.T) {
	members := membersOf(schoolsOf(t, 4))
	before, after := ringOf(t, "2026-27", 1, members, 1), ringOf(t, "2027-28", 1, members, 2)
	left := ringOf(t, "2026-27", 2, members[:3], 3)
	for _, next := range []matching.Ring{after, left} {
		if !next.Newer(before) || before.Newer(next) {
			t.Fatal("a renewed ring is not newer")
		}
		old := map[matching.Token]bool{}
		for _, b := range dictionary {
			old[before.Token(b)] = true
		}
		for _, b := range dictionary {
			if old[next.Token(b)] {
				t.Fatal("a token outlived its ring")
			}
		}
		band, err := before.SealBand(dictionary[0], "6+", random(9))
		if err != nil {
			t.Fatal(err)
		}
		if s := rules.Judge(next, dictionary[0], []string{band}, true); s.Schools != 0 {
			t.Fatal("a band outlived its ring")
		}
	}
}

// Whatever schools say, a need is shown only when three share it or two that both asked
// for that, and five pupils have it.
func TestNeedIsShownOnlyToEnoughSchoolsAndPupils(t *testing.T) {
	ring, b := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 4)), 3), dictionary[11]
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(1, 9), 1, 6).Draw(t, "pupils")
		private := rapid.Bool().Draw(t, "private")
		var bands []string
		sum := 0
		for i, n := range counts {
			band := rules.BandOf(n)
			if band.From > n {
				t.Fatalf("%d pupils lie in the band %s", n, band.ID)
			}
			sum += n
			sealed, err := ring.SealBand(b, band.ID, random(uint64(i)))
			if err != nil {
				t.Fatal(err)
			}
			bands = append(bands, sealed)
		}
		s := rules.Judge(ring, b, bands, private)
		if s.Schools != len(counts) || s.Pupils > sum {
			t.Fatalf("%+v says more than %v", s, counts)
		}
		least := 3
		if private {
			least = 2
		}
		if s.Enough && (len(counts) < least || sum < 5) {
			t.Fatalf("%v was shown, private %v", counts, private)
		}
		if len(counts) == 1 && s.Enough {
			t.Fatal("a need of one school was shown")
		}
	})
}

func TestHubCannotMakeANeedLookShared(t *testing.T) {
	members := membersOf(schoolsOf(t, 4))
	ring, b := ringOf(t, "2026-27", 1, members, 3), dictionary[11]
	own, err := ring.SealBand(b, "6+", random(1))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := ringOf(t, "2026-27", 1, members, 4).SealBand(b, "6+", random(2))
	if err != nil {
		t.Fatal(err)
	}
	other, err := ring.SealBand(dictionary[12], "6+", random(3))
	if err != nil {
		t.Fatal(err)
	}
	for name, bands := range map[string][]string{
		"copies":             {own, own, own},
		"garbage":            {own, "", "!!", strings.Repeat("A", len(own))},
		"another secret":     {own, foreign, foreign},
		"another need":       {own, other, other},
		"copies with spaces": {own, own + "\n", " " + own},
	} {
		if s := rules.Judge(ring, b, bands, false); s.Schools != 1 || s.Enough {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestBandOutsideTheRulesCountsForNothing(t *testing.T) {
	ring, b := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 4)), 3), dictionary[11]
	sealed, err := ring.SealBand(b, "900+", random(1))
	if err != nil {
		t.Fatal(err)
	}
	if s := rules.Judge(ring, b, []string{sealed}, true); s.Schools != 0 || s.Pupils != 0 {
		t.Fatalf("%+v", s)
	}
	if _, err := ring.SealBand(b, strings.Repeat("9", 17), random(1)); err == nil {
		t.Fatal("a band of any length was sealed")
	}
}

func TestRingOpensForItsMembersAlone(t *testing.T) {
	all := schoolsOf(t, 5)
	inside, outside := all[:4], all[4]
	members := membersOf(inside)
	ring := ringOf(t, "2026-27", 1, members, 3)
	wrapped, err := ring.Wrap(inside[0].key, matching.Keys(members))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrapped {
		for _, s := range all {
			got, maker, err := matching.OpenRing(w.Sealed, s.key)
			if s.Key.ID() != w.Kid {
				if err == nil {
					t.Fatal("a ring opened for another key")
				}
				continue
			}
			if err != nil || got.Secret != ring.Secret || maker.ID() != inside[0].Key.ID() {
				t.Fatalf("%v %v", maker, err)
			}
			if err := rules.Believe(got, maker, "KENT-07", knownOf(members)); err != nil {
				t.Fatal(err)
			}
		}
		if bytes.Contains(w.Sealed, ring.Secret[:]) {
			t.Fatal("the secret lies open in what the hub carries")
		}
		for _, i := range []int{0, 32, len(w.Sealed) - 1} {
			bad := slices.Clone(w.Sealed)
			bad[i] ^= 1
			if _, _, err := matching.OpenRing(bad, inside[1].key); err == nil {
				t.Fatal("a changed ring opened")
			}
		}
	}
	if _, err := ring.Wrap(inside[0].key, []exchange.PublicKey{outside.Key}); err == nil {
		t.Fatal("the ring was wrapped for a key that it does not name")
	}
}

// A hub that invents a school, or puts its own key in the place of a school's, is found by
// every school before it asks for anything.
func TestInventedSchoolStopsTheRing(t *testing.T) {
	all := schoolsOf(t, 7)
	honest, sybil := membersOf(all[:6]), all[6]
	swapped := honest[2]
	swapped.Key.Seal = sybil.Key.Seal // the same signing key and identifier, but the hub opens what is sealed
	for name, c := range map[string]struct {
		members []matching.Member
		maker   exchange.Key
		known   []matching.Known
		asked   int
	}{
		"all confirmed":             {honest, all[0].key, knownOf(honest), 0},
		"an invented member":        {append(slices.Clone(honest), sybil.Member), all[0].key, knownOf(honest), 1},
		"made by an invented one":   {honest, sybil.key, knownOf(honest), 1},
		"known by another key":      {honest, all[0].key, knownOf(append(slices.Clone(honest[1:]), matching.Member{URN: honest[0].URN, Key: sybil.Key})), 1},
		"nobody confirmed anything": {honest, all[0].key, nil, 6},
		"invented, and confirmed":   {append(slices.Clone(honest), sybil.Member), all[0].key, knownOf(append(slices.Clone(honest), sybil.Member)), 0},
	} {
		ring := ringOf(t, "2026-27", 1, c.members, 3)
		err := rules.Believe(ring, c.maker.Public(), "KENT-07", c.known)
		var doubt *matching.Doubt
		if c.asked == 0 {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if !errors.As(err, &doubt) || len(doubt.Kids) != c.asked {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := matching.Strangers([]matching.Member{swapped}, knownOf(honest)); len(got) != 1 {
		t.Error("a swapped sealing key passed for the known one")
	}
	if got := matching.Confirmed(append(slices.Clone(honest), swapped), knownOf(honest)); len(got) != len(honest) {
		t.Errorf("%d confirmed", len(got))
	}
}

func TestRingOfTwoSchoolsOrOfAnotherClusterIsNotUsed(t *testing.T) {
	all := membersOf(schoolsOf(t, 3))
	twoKeys := all[1]
	twoKeys.URN = all[0].URN // a school that changes its key has two for a month
	for name, members := range map[string][]matching.Member{"two": all[:2], "two with three keys": {all[0], twoKeys, all[2]}} {
		ring := ringOf(t, "2026-27", 1, members, 3)
		if err := rules.Believe(ring, all[0].Key, "KENT-07", knownOf(members)); err == nil {
			t.Errorf("a ring of %s schools was used", name)
		}
	}
	ring := ringOf(t, "2026-27", 1, all, 3)
	if rules.Believe(ring, all[0].Key, "KENT-08", knownOf(all)) == nil {
		t.Error("a ring of another cluster was used")
	}
	if rules.Believe(ring, all[0].Key, "KENT-07", knownOf(all)) != nil {
		t.Error("a ring of three schools was not used")
	}
}

func TestRingSaysWhoLeftAndWhoIsMissing(t *testing.T) {
	all := membersOf(schoolsOf(t, 5))
	ring := ringOf(t, "2026-27", 1, all[:4], 3)
	if got := ring.Left(all[1:]); len(got) != 1 || got[0] != all[0].Key.ID() {
		t.Errorf("left %v", got)
	}
	if got := ring.Missing(all); len(got) != 1 || got[0].URN != all[4].URN {
		t.Errorf("missing %v", got)
	}
}

func TestContactOpensForConfirmedSchoolsAlone(t *testing.T) {
	all := schoolsOf(t, 4)
	members := membersOf(all[:3])
	ring := ringOf(t, "2026-27", 1, members, 3)
	token := ring.Token(dictionary[5])
	c := matching.Contact{Token: token, URN: all[0].URN, School: "Meadowfield Primary", Name: "Jo Reeve", Role: "SENCO", Email: "senco@meadowfield.example"}
	wrapped, err := c.Wrap(all[0].key, members)
	if err != nil || len(wrapped) != 2 {
		t.Fatal(len(wrapped), err)
	}
	for _, w := range wrapped {
		for i, s := range all[1:] {
			got, err := matching.OpenContact(w.Sealed, s.key, token, knownOf(members))
			if s.Key.ID() == w.Kid {
				if err != nil || got.Email != c.Email {
					t.Fatal(got, err)
				}
			} else if err == nil {
				t.Fatalf("school %d read the contact of another", i)
			}
		}
	}
	box := wrapped[0].Sealed
	reader := all[slices.IndexFunc(all, func(s school) bool { return s.Key.ID() == wrapped[0].Kid })]
	if _, err := matching.OpenContact(box, reader.key, ring.Token(dictionary[6]), knownOf(members)); err == nil {
		t.Error("a contact was taken for another need")
	}
	if _, err := matching.OpenContact(box, reader.key, token, knownOf(members[1:])); err == nil {
		t.Error("a contact of a school that nobody confirmed was believed")
	}
	forged := c
	forged.URN = all[2].URN // a member that says it is another
	boxes, err := forged.Wrap(all[0].key, members[1:2])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := matching.OpenContact(boxes[0].Sealed, all[1].key, token, knownOf(members)); err == nil {
		t.Error("a school passed for another")
	}
}

func TestContactNeedsAWayToAnswer(t *testing.T) {
	good := matching.Contact{School: "A school", Name: "Jo", Role: "SENCO", Phone: "01622 000000"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*matching.Contact){
		"no name": func(c *matching.Contact) { c.Name = " " }, "no school": func(c *matching.Contact) { c.School = "" },
		"no way": func(c *matching.Contact) { c.Phone = "" }, "no address": func(c *matching.Contact) { c.Email = "senco at school" },
		"too long": func(c *matching.Contact) { c.Role = strings.Repeat("a", 121) }, "control": func(c *matching.Contact) { c.Name = "Jo\x00" },
	} {
		c := good
		if change(&c); c.Check() == nil {
			t.Error(name, "was taken")
		}
	}
}
