package matching

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// Secret is what tokens of a cluster's ring are keyed with. It never reaches the hub.
type Secret [32]byte

// Ring is the schools that compare needs with one secret: made by one of them for a
// school year, and made anew when a school leaves.
type Ring struct {
	Schema  string   `json:"schema"`
	Cluster string   `json:"cluster"`
	Year    string   `json:"year"`    // school year, such as 2026-27
	Number  int      `json:"number"`  // 1, 2, 3 ... within the year
	Secret  Secret   `json:"secret"`  // 32 bytes
	Members []string `json:"members"` // identifiers of every key that it was wrapped for
}

const ringSchema = "cluster-ring/1"

var (
	yearForm = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}$`)
	kidForm  = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// mostMembers bounds a ring.
const mostMembers = 400

// NewRing makes a ring with a fresh secret for keys that the maker knows. random is
// crypto/rand.Reader outside tests.
func NewRing(cluster, year string, number int, members []exchange.PublicKey, random io.Reader) (Ring, error) {
	r := Ring{Schema: ringSchema, Cluster: cluster, Year: year, Number: number}
	if _, err := io.ReadFull(random, r.Secret[:]); err != nil {
		return Ring{}, fmt.Errorf("make the secret of the ring: %w", err)
	}
	for _, m := range members {
		r.Members = append(r.Members, m.ID())
	}
	slices.Sort(r.Members)
	r.Members = slices.Compact(r.Members)
	return r, r.check()
}

// check says what no ring may be, or nil.
func (r Ring) check() error {
	ordered := slices.IsSorted(r.Members) && len(slices.Compact(slices.Clone(r.Members))) == len(r.Members)
	switch {
	case r.Schema != ringSchema, !exchange.ValidCluster(r.Cluster), !yearForm.MatchString(r.Year), r.Number < 1, r.Number > 999:
		return errors.New("the ring of keys is not in the agreed form")
	case len(r.Members) == 0, len(r.Members) > mostMembers, !ordered, slices.ContainsFunc(r.Members, func(kid string) bool { return !kidForm.MatchString(kid) }):
		return errors.New("the ring of keys does not say for whom it was made")
	case r.Secret == Secret{}:
		return errors.New("the ring of keys holds no secret")
	}
	return nil
}

// Name is what a ring is called between hub and schools: the school year, and which one of
// the year after the first, such as 2026-27-2.
func (r Ring) Name() string { return RingName(r.Year, r.Number) }

// RingName is the name of a year's ring.
func RingName(year string, number int) string {
	if number == 1 {
		return year
	}
	return fmt.Sprintf("%s-%d", year, number)
}

// ringOf reads a ring's name.
func ringOf(name string) (year string, number int, ok bool) {
	if len(name) < 7 || !yearForm.MatchString(name[:7]) {
		return "", 0, false
	}
	year, number = name[:7], 1
	if len(name) > 7 {
		if _, err := fmt.Sscanf(name[7:], "-%d", &number); err != nil {
			return "", 0, false
		}
	}
	return year, number, number >= 1 && RingName(year, number) == name
}

// Newer reports whether a ring takes the place of another of the same cluster.
func (r Ring) Newer(than Ring) bool {
	return r.Year > than.Year || r.Year == than.Year && r.Number > than.Number
}

// Wrap seals the ring for each of its keys, signed by its maker.
func (r Ring) Wrap(maker exchange.Key, members []exchange.PublicKey) ([]papers.Wrapped, error) {
	payload, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("wrap the ring: %w", err)
	}
	var out []papers.Wrapped
	for _, m := range members {
		if !slices.Contains(r.Members, m.ID()) {
			return nil, errors.New("a ring is wrapped only for the keys that it names")
		}
		box, err := exchange.SealBetween(payload, maker, m, exchange.ForRing)
		if err != nil {
			return nil, err
		}
		out = append(out, papers.Wrapped{Kid: m.ID(), Sealed: box})
	}
	slices.SortFunc(out, func(a, b papers.Wrapped) int { return strings.Compare(a.Kid, b.Kid) })
	return out, nil
}

// OpenRing opens a ring that was sealed for a key and says whose key made it. Believe
// returns why it is not to be used.
func OpenRing(sealed []byte, k exchange.Key) (Ring, exchange.PublicKey, error) {
	payload, from, err := exchange.OpenBetween(sealed, k, exchange.ForRing)
	if err != nil {
		return Ring{}, from, err
	}
	var r Ring
	dec := json.NewDecoder(bytes.NewReader(payload))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		return Ring{}, from, errors.New("the ring of keys cannot be read")
	}
	if err := r.check(); err != nil {
		return Ring{}, from, err
	}
	if !slices.Contains(r.Members, k.Public().ID()) {
		return Ring{}, from, errors.New("the ring of keys was not made for this school")
	}
	return r, from, nil
}
