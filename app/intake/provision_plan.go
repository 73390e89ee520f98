package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

// Running is an intervention of the school's provision map with its placements.
type Running struct {
	provision.Intervention
	Placed []provision.Placement
}

// ProvisionPlan is what bringing a provision map in would do. Nothing has been done yet.
type ProvisionPlan struct {
	Added     []ProvisionGroup
	Changed   []ProvisionGroup
	Unchanged []ProvisionGroup
	Unknown   []UnknownPupil // pupils of rejected rows whom a person can choose
	Rejected  []RowError
	Warnings  []RowError
}

// ProvisionGroup is one intervention as the map has it, beside the one that the school
// has already.
type ProvisionGroup struct {
	Rows   []int
	Before *provision.Intervention // nil where it is new
	What   provision.Intervention  // as it will be; ID "" where it is new
	Staff  string                  // a member of staff whom the school does not have yet, "" for none
	Fields []FieldChange           // what of it changes
	Placed []provision.Placement   // all who will be in it; ID "" for a new place
	Places []int                   // those of Placed that are new or change
	Lines  []PlannedLine           // the rows of the map, for their costs
}

// PlannedLine is a row of the map with the pupils that it turned out to be about.
type PlannedLine struct {
	Row    int
	Pupils []string
	Cost   *LineCost
	Rate   provision.HourlyRate // Amount is £0 where the row has none
	Group  int
}

// UnknownPupil is a way to write a pupil that fits nobody, or several.
type UnknownPupil struct {
	Row     int
	Key     string
	Written string
	Reason  string
}

// placedLine is a line whose pupils were found.
type placedLine struct {
	ProvisionLine
	pupils []int // in known
}

// MatchProvision sets a provision map beside the register and what the school has.
// Rows that say the same of the provision become one intervention; a row that names
// several pupils is a group by itself. A row in which one pupil cannot be told stays
// out whole. What the school has and the map has not stays as it is.
func MatchProvision(known []Known, running []Running, s ProvisionSheet) ProvisionPlan {
	m := provisionMatcher{sheet: &s, who: newWhoIsWho(&s, known), known: known}
	m.plan.Rejected, m.plan.Warnings = slices.Clone(s.Rejected), slices.Clone(s.Warnings)
	var lines []placedLine
	for _, l := range s.Lines {
		if p, ok := m.place(l); ok {
			lines = append(lines, p)
		}
	}
	groups := m.groups(lines)
	m.compare(groups, running)
	byRow := func(a, b RowError) int { return cmp.Or(a.Row-b.Row, cmp.Compare(a.Field, b.Field)) }
	slices.SortStableFunc(m.plan.Rejected, byRow)
	slices.SortStableFunc(m.plan.Warnings, byRow)
	return m.plan
}

type provisionMatcher struct {
	sheet *ProvisionSheet
	who   *whoIsWho
	known []Known
	plan  ProvisionPlan
	held  map[string]int // pupils of rows that stay out, by the key of their provision
	told  map[string]bool
}

func (m *provisionMatcher) reject(row int, field, value, reason string) {
	key := fmt.Sprint(row, field, value, reason)
	if m.told == nil {
		m.told = map[string]bool{}
	}
	if !m.told[key] { // the cells of one row of a matrix say it once
		m.told[key] = true
		m.plan.Rejected = append(m.plan.Rejected, RowError{Row: row, Field: field, Value: shorten(value), Reason: reason})
	}
}

func (m *provisionMatcher) warn(row int, field, value, reason string) {
	m.plan.Warnings = append(m.plan.Warnings, RowError{Row: row, Field: field, Value: shorten(value), Reason: reason})
}

// place finds the pupils of a line, or holds it back.
func (m *provisionMatcher) place(l ProvisionLine) (placedLine, bool) {
	at, missed, reasons, short := m.who.all(l.Who)
	for i, p := range missed {
		m.reject(l.Row, FieldName, cmp.Or(p.Written, p.UPN), reasons[i])
		u := UnknownPupil{l.Row, p.Key(), cmp.Or(p.Written, p.UPN), reasons[i]}
		if !slices.Contains(m.plan.Unknown, u) {
			m.plan.Unknown = append(m.plan.Unknown, u)
		}
	}
	if len(missed) > 0 {
		if m.held == nil {
			m.held = map[string]int{}
		}
		m.held[keyOf(l)] += len(at) + len(missed)
		return placedLine{}, false
	}
	slices.Sort(at)
	out := placedLine{l, slices.Compact(at)}
	for _, i := range out.pupils {
		p := m.placement(out, i)
		for _, f := range provision.CheckPlacement(p, l.What, nil, m.known[i].Pupil.Entered, m.known[i].Pupil.Left) {
			m.reject(l.Row, FieldStarts, m.known[i].Pupil.ListName(), provision.Words(f))
			return placedLine{}, false
		}
	}
	for _, name := range short {
		m.warn(l.Row, FieldName, name, "The first name and one letter fit one pupil, who was taken.")
	}
	return out, true
}

// placement is a pupil's place as a line has it. The time that the pupil was not at the
// school is left out of it.
func (m *provisionMatcher) placement(l placedLine, i int) provision.Placement {
	pupil := m.known[i].Pupil
	p := provision.Placement{Pupil: pupil.ID, Measure: l.Measure, Baseline: l.Baseline, Bought: []provision.Item{}}
	if len(l.pupils) == 1 {
		p.Goal = l.Goal
	}
	if !l.What.Starts.IsZero() && l.What.Starts.Before(pupil.Entered) {
		p.Starts = pupil.Entered
	}
	if !pupil.Left.IsZero() && (l.What.Ends.IsZero() || l.What.Ends.After(pupil.Left)) {
		p.Ends = pupil.Left
	}
	return p
}

// keyOf is what rows must have in common to be about one intervention.
func keyOf(l ProvisionLine) string {
	w := l.What
	return strings.Join([]string{foldHeading(w.Name), w.Staff, foldPerson(l.Staff), w.StaffKind, fmt.Sprint(w.Minutes, w.Weeks, w.Wave, l.Group), w.SessionsAWeek.String(),
		w.Starts.String(), w.Ends.String(), w.Area, w.Price.String(), w.Per, foldHeading(w.Provider)}, "|")
}

// groups puts lines together that are about one intervention, in the order of the map.
func (m *provisionMatcher) groups(lines []placedLine) []ProvisionGroup {
	var order []string
	together := map[string][]placedLine{}
	for _, l := range lines {
		key := keyOf(l.ProvisionLine)
		if len(l.pupils) > 1 {
			key += fmt.Sprint(l.pupils)
		}
		if together[key] == nil {
			order = append(order, key)
		}
		together[key] = append(together[key], l)
	}
	var out []ProvisionGroup
	for _, key := range order {
		out = append(out, m.group(together[key])...)
	}
	return out
}

// group makes one intervention of lines, or several where more pupils have it than
// share it at a time.
func (m *provisionMatcher) group(lines []placedLine) []ProvisionGroup {
	first := lines[0]
	size, seen := first.Group, map[int]int{}
	var out []ProvisionGroup
	for _, l := range lines {
		line := PlannedLine{Row: l.Row, Cost: l.Cost, Rate: provision.HourlyRate{Amount: l.Rate}, Group: l.Group}
		for _, i := range l.pupils {
			if before, twice := seen[i]; twice {
				if before != l.Row {
					m.warn(l.Row, FieldName, m.known[i].Pupil.ListName(), fmt.Sprintf("Row %d says the same. The pupil is counted once.", before))
				}
				continue
			}
			seen[i] = l.Row
			if len(out) == 0 || size > 0 && len(out[len(out)-1].Placed) == size {
				out = append(out, ProvisionGroup{What: first.What, Staff: m.newStaff(first.ProvisionLine), Placed: []provision.Placement{}})
				if len(l.pupils) > 1 {
					out[len(out)-1].What.Goal = l.Goal
				}
			}
			g := &out[len(out)-1]
			g.Placed = append(g.Placed, m.placement(l, i))
			if n := len(g.Lines); n > 0 && g.Lines[n-1].Row == l.Row {
				g.Lines[n-1].Pupils = append(g.Lines[n-1].Pupils, m.known[i].Pupil.ID)
				continue
			}
			part := line
			part.Pupils = []string{m.known[i].Pupil.ID}
			if split := len(out) > 1 && slices.Contains(out[len(out)-2].Rows, l.Row); split {
				part.Cost = nil // the row's cost stands with its first group
			}
			g.Lines, g.Rows = append(g.Lines, part), append(g.Rows, l.Row)
		}
	}
	if len(out) > 1 && size > 1 {
		m.warn(first.Row, FieldGroup, first.What.Name, fmt.Sprintf("%d pupils have this in groups of %d. %d groups were made in the order of the map: look at who is with whom.", len(seen), size, len(out)))
	}
	for i := range out {
		g := &out[i]
		whole := max(size, len(g.Placed))
		if len(out) == 1 && size == 0 {
			whole += m.held[keyOf(first.ProvisionLine)]
		}
		if whole > len(g.Placed) {
			g.What.Size = min(whole, mostGroup)
		}
		m.doubts(*g)
	}
	return out
}

// newStaff is the name of a member of staff whom the school does not have yet, where
// the kind is known.
func (m *provisionMatcher) newStaff(l ProvisionLine) string {
	if l.What.Staff != "" || l.What.StaffKind == "" {
		return ""
	}
	return l.Staff
}

// doubts warns of what goes in and may not be meant.
func (m *provisionMatcher) doubts(g ProvisionGroup) {
	row := g.Rows[0]
	switch w := g.What; {
	case w.Minutes == 0 && w.SessionsAWeek.IsZero() && w.Price.IsZero():
		m.warn(row, FieldTime, w.Name, "The map says neither minutes nor sessions, so this costs nothing until they are entered.")
	case (w.Minutes == 0 || w.SessionsAWeek.IsZero()) && w.Price.IsZero():
		m.warn(row, FieldTime, w.Name, "The map says only a part of the time: minutes and sessions a week are both needed for a cost.")
	case w.StaffKind == "" && w.Price.IsZero():
		m.warn(row, FieldStaff, w.Name, "The map does not say which kind of staff gives this, so it has no rate and costs nothing.")
	}
	for _, p := range g.Placed {
		if !p.Starts.IsZero() {
			m.warn(row, FieldStarts, p.Starts.Words(), "A pupil came to the school after this began. The place starts on the day they came.")
			return
		}
	}
}

// compare sets each group beside what the school has.
func (m *provisionMatcher) compare(groups []ProvisionGroup, running []Running) {
	match := pairUp(groups, running)
	for n, g := range groups {
		if match[n] < 0 {
			for i := range g.Placed {
				g.Places = append(g.Places, i)
			}
			m.plan.Added = append(m.plan.Added, g)
			continue
		}
		g = beside(g, running[match[n]])
		if reason := badChange(g); reason != "" {
			for _, row := range g.Rows {
				m.reject(row, "", g.What.Name, reason)
			}
			continue
		}
		if len(g.Fields)+len(g.Places) > 0 {
			m.plan.Changed = append(m.plan.Changed, g)
		} else {
			m.plan.Unchanged = append(m.plan.Unchanged, g)
		}
	}
}

// badChange is why a change cannot be made, "" where it can.
func badChange(g ProvisionGroup) string {
	for _, f := range provision.CheckIntervention(g.What) {
		if f.Severity == finding.Refuse {
			return provision.Words(f)
		}
	}
	for i, p := range g.Placed {
		for _, f := range provision.CheckPlacement(p, g.What, g.Placed[:i], day.Date{}, day.Date{}) {
			return provision.Words(f)
		}
	}
	return ""
}
