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
// rows that were rejected are tried again once others have changed the register.
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
	waiting := s.Incoming
	for settledBefore := -1; settledBefore < m.settled && len(waiting) > 0; {
		settledBefore, m.refused = m.settled, nil
		m.round(waiting, known)
		waiting = nil
		for _, r := range m.refused {
			waiting = append(waiting, r.in)
		}
	}
	for _, r := range m.refused {
		m.seen(r.in)
		for _, row := range r.in.Rows {
			m.plan.Rejected = append(m.plan.Rejected, RowError{Row: row, Value: shorten(r.in.Pupil.ListName()), Reason: r.reason})
		}
	}
	for at, k := range known {
		if !m.inFile[at] && (k.Pupil.Left.IsZero() || !k.Pupil.Left.Before(s.Today)) {
			m.plan.Missing = append(m.plan.Missing, k)
		}
	}
	m.sortByRow()
	return m.plan
}

// round looks for each row's pupil, the surest way first. Each way works on the
// register as the one before leaves it.
func (m *matcher) round(rows []Incoming, known []Known) {
	for _, look := range []func(Incoming) bool{m.matchNumber, m.matchNameAndBirth, m.matchNameAlone} {
		var rest []Incoming
		for _, in := range rows {
			if !look(in) {
				rest = append(rest, in)
			}
		}
		m.settleClaims(known)
		rows = rest
	}
}

type matcher struct {
	known     []Known // as the plan so far leaves them
	index     knownIndex
	sheet     Sheet
	namesakes map[string]int     // pupils of the file by name
	claims    map[int][]Incoming // rows that match a pupil, not yet settled
	refused   []refusal          // rows rejected in this round
	settled   int                // rows added or matched so far
	inFile    map[int]bool       // pupils that a row is or may be about: not missing
	taken     map[int]bool       // pupils that a row matched
	plan      Plan
}

type refusal struct {
	in     Incoming
	reason string
}

const (
	ambiguous  = "More than one pupil on the register has this name. Add the UPN to the file."
	anotherRow = "Another row is about the pupil of the register whom this row matches."
)

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

func (m *matcher) reject(in Incoming, reason string) {
	m.refused = append(m.refused, refusal{in, reason})
}

func (m *matcher) warn(in Incoming, field, reason string) {
	m.plan.Warnings = append(m.plan.Warnings, RowError{Row: in.Row, Field: field, Value: shorten(in.Pupil.ListName()), Reason: reason})
}

// matchNumber finds a pupil by UPN, else by the number of the school's system. It
// reports false when the register has neither.
func (m *matcher) matchNumber(in Incoming) bool {
	found := m.index.upn[in.Pupil.UPN]
	if len(found) == 0 {
		found = m.index.id[in.Pupil.MISID]
	}
	switch {
	case len(found) == 0:
		return false
	case len(found) > 1:
		m.reject(in, "More than one pupil on the register has this number.")
	case m.taken[found[0]]:
		m.reject(in, anotherRow)
	case m.stranger(in, found[0]):
		m.reject(in, "On the register this number belongs to a pupil with another name and date of birth.")
	default:
		m.claims[found[0]] = append(m.claims[found[0]], in)
	}
	return true
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
		m.reject(in, anotherRow)
	case otherUPN(in.Pupil, k) && !register.TemporaryUPN(in.Pupil.UPN) && !register.TemporaryUPN(k.UPN):
		m.reject(in, "A pupil on the register has this name and date of birth and another UPN. Check which UPN is right.")
	default:
		m.claims[same[0]] = append(m.claims[same[0]], in)
	}
	return true
}

// matchNameAlone finds a pupil by name where the file or the register has no date of
// birth, or plans to add them.
func (m *matcher) matchNameAlone(in Incoming) bool {
	if nameKey(in.Pupil) == "" {
		m.reject(in, "The pupil is not on the register, and the file gives no name to add them under.")
		return true
	}
	var undated []int
	for _, i := range m.index.name[nameKey(in.Pupil)] {
		if k := m.known[i].Pupil; (in.Pupil.Born.IsZero() || k.Born.IsZero()) && !otherUPN(in.Pupil, k) {
			undated = append(undated, i)
		}
	}
	switch {
	case len(undated) == 0:
		m.plan.Added = append(m.plan.Added, newPupil(in, m.sheet))
		m.settled++
	case len(undated) > 1:
		m.reject(in, ambiguous)
	case m.taken[undated[0]] || m.namesakes[nameKey(in.Pupil)] > 1:
		m.reject(in, "More than one pupil in the file has this name, and a date of birth is missing. Add the UPN or the date of birth.")
	default:
		m.warn(in, FieldSurname, "This pupil was found by name alone, as there is no UPN or date of birth to compare.")
		m.claims[undated[0]] = append(m.claims[undated[0]], in)
	}
	return true
}

// settleClaims compares each pupil with the one row that matches them. Several rows
// that match one pupil are rejected.
func (m *matcher) settleClaims(known []Known) {
	if len(m.claims) == 0 {
		return
	}
	for _, at := range slices.Sorted(maps.Keys(m.claims)) {
		claim := m.claims[at]
		m.inFile[at] = true
		if len(claim) > 1 {
			for _, in := range claim {
				m.reject(in, fmt.Sprintf("Rows %d and %d match the same pupil on the register.", claim[0].Row, claim[1].Row))
			}
			continue
		}
		m.taken[at] = true
		m.settled++
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
