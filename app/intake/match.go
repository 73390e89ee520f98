package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/register"
)

// Match sets a file beside the register. A pupil is found by UPN, else by the number
// of the school's system, else by name and date of birth. Where more than one would
// do, or a number contradicts the name, the row is rejected: Match never guesses.
// Matching a file again after its plan was carried out finds nothing to do; therefore
// each way of looking works on the register as the surer ways before it leave it.
func Match(known []Known, s Sheet) Plan {
	m := matcher{known: slices.Clone(known), sheet: s, namesakes: map[string]int{}, claims: map[int][]Incoming{}, inFile: map[int]bool{}, taken: map[int]bool{}}
	m.index = indexKnown(m.known)
	m.plan.Rejected, m.plan.Warnings = slices.Clone(s.Rejected), slices.Clone(s.Warnings)
	for _, in := range slices.Concat(s.Incoming, s.Held) {
		m.namesakes[nameKey(in.Pupil)]++
	}
	for _, in := range s.Held {
		m.seen(in)
	}
	var unnumbered []Incoming
	for _, in := range s.Incoming {
		if at, found := m.findByNumber(in); found {
			m.claims[at] = append(m.claims[at], in)
		} else if at != rejected {
			unnumbered = append(unnumbered, in)
		}
	}
	m.settleClaims(known)
	var rest []Incoming
	for _, in := range unnumbered {
		if !m.matchNameAndBirth(in) {
			rest = append(rest, in)
		}
	}
	m.settleClaims(known)
	for _, in := range rest {
		m.matchNameAlone(in)
	}
	m.settleClaims(known)
	for at, k := range known {
		if !m.inFile[at] && (k.Pupil.Left.IsZero() || !k.Pupil.Left.Before(s.Today)) {
			m.plan.Missing = append(m.plan.Missing, k)
		}
	}
	m.sortByRow()
	return m.plan
}

type matcher struct {
	known     []Known // as the plan so far leaves them
	index     knownIndex
	sheet     Sheet
	namesakes map[string]int     // pupils of the file by name
	claims    map[int][]Incoming // rows that match a pupil, not yet settled
	inFile    map[int]bool       // pupils that a row is or may be about: not missing
	taken     map[int]bool       // pupils that a row matched
	plan      Plan
}

// Answers of a search that found nobody.
const (
	nobody   = -1
	rejected = -2 // the row was rejected, with its reason
)

const ambiguous = "More than one pupil on the register has this name. Add the UPN to the file."

// knownIndex finds pupils of the register by what a file may say of them.
type knownIndex struct{ upn, id, name map[string][]int }

func indexKnown(known []Known) knownIndex {
	x := knownIndex{upn: map[string][]int{}, id: map[string][]int{}, name: map[string][]int{}}
	for i, k := range known {
		for _, entry := range []struct {
			in  map[string][]int
			key string
		}{{x.upn, k.Pupil.UPN}, {x.id, k.Pupil.MISID}, {x.name, nameKey(k.Pupil)}} {
			if entry.key != "" {
				entry.in[entry.key] = append(entry.in[entry.key], i)
			}
		}
	}
	return x
}

// seen marks every pupil that a rejected row could be about: they are not missing.
func (m *matcher) seen(in Incoming) {
	for _, i := range slices.Concat(m.index.upn[in.Pupil.UPN], m.index.id[in.Pupil.MISID], m.index.name[nameKey(in.Pupil)]) {
		m.inFile[i] = true
	}
}

func (m *matcher) reject(in Incoming, reason string) int {
	m.seen(in)
	for _, row := range in.Rows {
		m.plan.Rejected = append(m.plan.Rejected, RowError{Row: row, Value: shorten(in.Pupil.ListName()), Reason: reason})
	}
	return rejected
}

func (m *matcher) warn(in Incoming, field, reason string) {
	m.plan.Warnings = append(m.plan.Warnings, RowError{Row: in.Row, Field: field, Value: shorten(in.Pupil.ListName()), Reason: reason})
}

// findByNumber finds a pupil by UPN, else by the number of the school's system.
func (m *matcher) findByNumber(in Incoming) (at int, found bool) {
	byUPN, byID := m.index.upn[in.Pupil.UPN], m.index.id[in.Pupil.MISID]
	at = nobody
	switch {
	case len(byUPN) > 1 || len(byUPN) == 0 && len(byID) > 1:
		return m.reject(in, "More than one pupil on the register has this number."), false
	case len(byUPN) == 1:
		at = byUPN[0]
		if len(byID) > 0 && !slices.Contains(byID, at) {
			m.warn(in, FieldMISID, "On the register another pupil has the school's own number. The UPN decided.")
		}
	case len(byID) == 1:
		at = byID[0]
	default:
		return nobody, false
	}
	if m.stranger(in, at) {
		return m.reject(in, "On the register this number belongs to a pupil with another name and date of birth."), false
	}
	return at, true
}

// matchNameAndBirth finds a pupil whose numbers say nothing by name and date of
// birth. It reports false when the register has nobody of that name and birth date.
func (m *matcher) matchNameAndBirth(in Incoming) bool {
	var same []int
	for _, i := range m.index.name[nameKey(in.Pupil)] {
		if !in.Pupil.Born.IsZero() && m.known[i].Pupil.Born == in.Pupil.Born {
			same = append(same, i)
		}
	}
	if len(same) == 0 {
		return false
	}
	k := m.known[same[0]].Pupil
	switch {
	case len(same) > 1:
		m.reject(in, ambiguous)
	case m.taken[same[0]]:
		m.reject(in, "Another row is about the pupil on the register who has this name.")
	case otherUPN(in.Pupil, k) && !register.TemporaryUPN(in.Pupil.UPN) && !register.TemporaryUPN(k.UPN):
		m.reject(in, "A pupil on the register has this name and date of birth and another UPN. Check which UPN is right.")
	default:
		m.claims[same[0]] = append(m.claims[same[0]], in)
	}
	return true
}

// matchNameAlone finds a pupil by name where the file or the register has no date of
// birth, or plans to add them.
func (m *matcher) matchNameAlone(in Incoming) {
	if nameKey(in.Pupil) == "" {
		m.reject(in, "The pupil is not on the register, and the file gives no name to add them under.")
		return
	}
	var undated []int
	for _, i := range m.index.name[nameKey(in.Pupil)] {
		if k := m.known[i].Pupil; (in.Pupil.Born.IsZero() || k.Born.IsZero()) && !otherUPN(in.Pupil, k) {
			undated = append(undated, i)
		}
	}
	switch {
	case len(undated) == 0:
		m.plan.Added = append(m.plan.Added, settled(in, m.sheet))
	case len(undated) > 1:
		m.reject(in, ambiguous)
	case m.taken[undated[0]] || m.namesakes[nameKey(in.Pupil)] > 1:
		m.reject(in, "More than one pupil in the file has this name, and a date of birth is missing. Add the UPN or the date of birth.")
	default:
		m.warn(in, FieldSurname, "This pupil was found by name alone, as there is no UPN or date of birth to compare.")
		m.claims[undated[0]] = append(m.claims[undated[0]], in)
	}
}

// settleClaims compares each pupil with the one row that matches them. Several rows
// that match one pupil are rejected.
func (m *matcher) settleClaims(known []Known) {
	for _, at := range slices.Sorted(maps.Keys(m.claims)) {
		claim := m.claims[at]
		m.inFile[at], m.taken[at] = true, true
		if len(claim) > 1 {
			for _, in := range claim {
				m.reject(in, fmt.Sprintf("Rows %d and %d match the same pupil on the register.", claim[0].Row, claim[1].Row))
			}
			continue
		}
		m.known[at] = m.compare(known[at], claim[0])
	}
	m.claims = map[int][]Incoming{}
	m.index = indexKnown(m.known)
}

// stranger reports whether both the name and the birth date of a row contradict a
// pupil of the register.
func (m *matcher) stranger(in Incoming, at int) bool {
	k := m.known[at].Pupil
	return nameKey(in.Pupil) != "" && nameKey(in.Pupil) != nameKey(k) &&
		!in.Pupil.Born.IsZero() && !k.Born.IsZero() && in.Pupil.Born != k.Born
}

func otherUPN(a, b register.Pupil) bool { return a.UPN != "" && b.UPN != "" && a.UPN != b.UPN }

func (m *matcher) sortByRow() {
	byRow := func(a, b RowError) int { return cmp.Compare(a.Row, b.Row) }
	slices.SortStableFunc(m.plan.Rejected, byRow)
	slices.SortStableFunc(m.plan.Warnings, byRow)
	slices.SortStableFunc(m.plan.Changed, func(a, b Change) int { return cmp.Compare(a.Row, b.Row) })
}
