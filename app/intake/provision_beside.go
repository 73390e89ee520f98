package intake

import (
	"cmp"
	"slices"
	"strconv"

	"needsbook/app/provision"
)

// detail is one thing that a map can say of an intervention.
type detail struct {
	field string
	words func(provision.Intervention) string // "" where nothing is said
	take  func(into *provision.Intervention, from provision.Intervention)
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// details are compared with what the school has, in this order. The first ones tell
// one intervention from another of the same name.
var details = []detail{
	{FieldStaffKind, func(i provision.Intervention) string { return i.StaffKind }, func(to *provision.Intervention, i provision.Intervention) { to.StaffKind = i.StaffKind }},
	{FieldStaff, func(i provision.Intervention) string { return i.Staff }, func(to *provision.Intervention, i provision.Intervention) { to.Staff = i.Staff }},
	{FieldMinutes, func(i provision.Intervention) string { return count(i.Minutes) }, func(to *provision.Intervention, i provision.Intervention) { to.Minutes = i.Minutes }},
	{FieldSessions, func(i provision.Intervention) string {
		if i.SessionsAWeek.IsZero() {
			return ""
		}
		return i.SessionsAWeek.String()
	}, func(to *provision.Intervention, i provision.Intervention) { to.SessionsAWeek = i.SessionsAWeek }},
	{FieldWeeks, func(i provision.Intervention) string { return count(i.Weeks) }, func(to *provision.Intervention, i provision.Intervention) { to.Weeks = i.Weeks }},
	{FieldStarts, func(i provision.Intervention) string { return i.Starts.String() }, func(to *provision.Intervention, i provision.Intervention) { to.Starts = i.Starts }},
	{FieldEnds, func(i provision.Intervention) string { return i.Ends.String() }, func(to *provision.Intervention, i provision.Intervention) { to.Ends = i.Ends }},
	{FieldRate, func(i provision.Intervention) string {
		if i.Price.IsZero() {
			return ""
		}
		return i.Price.String() + " " + i.Per
	}, func(to *provision.Intervention, i provision.Intervention) { to.Price, to.Per = i.Price, i.Per }},
	{FieldArea, func(i provision.Intervention) string { return i.Area }, func(to *provision.Intervention, i provision.Intervention) { to.Area = i.Area }},
	{FieldWave, func(i provision.Intervention) string { return count(i.Wave) }, func(to *provision.Intervention, i provision.Intervention) { to.Wave = i.Wave }},
	{FieldOutcome, func(i provision.Intervention) string { return i.Goal }, func(to *provision.Intervention, i provision.Intervention) { to.Goal = i.Goal }},
	{FieldProvider, func(i provision.Intervention) string { return i.Provider }, func(to *provision.Intervention, i provision.Intervention) { to.Provider = i.Provider }},
}

// pairUp finds for each group the intervention of the school that it is about, -1 for
// none; no intervention is taken twice. One that says all the same comes first, then
// the one with most of the pupils; without a pupil in common only the single one of a
// name is taken.
func pairUp(groups []ProvisionGroup, running []Running) []int {
	type pair struct{ group, run, differs, misses, common int }
	byName := map[string][]int{}
	for n, r := range running {
		byName[foldHeading(r.Name)] = append(byName[foldHeading(r.Name)], n)
	}
	named := map[string]int{}
	for _, g := range groups {
		named[foldHeading(g.What.Name)]++
	}
	var pairs []pair
	for n, g := range groups {
		key := foldHeading(g.What.Name)
		for _, at := range byName[key] {
			r := running[at]
			p := pair{group: n, run: at, common: inCommon(g.Placed, r.Placed)}
			for _, d := range details {
				says, has := d.words(g.What), d.words(r.Intervention)
				if says != has {
					p.misses++
				}
				if says != "" && says != has {
					p.differs++
				}
			}
			if g.Staff != "" { // a name that the school does not know yet
				p.differs, p.misses = p.differs+1, p.misses+1
			}
			if single := named[key] == 1 && len(byName[key]) == 1; p.common > 0 || single {
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(a.differs-b.differs, b.common-a.common, a.misses-b.misses, a.group-b.group, a.run-b.run)
	})
	out := slices.Repeat([]int{-1}, len(groups))
	taken := map[int]bool{}
	for _, p := range pairs {
		if out[p.group] < 0 && !taken[p.run] {
			out[p.group], taken[p.run] = p.run, true
		}
	}
	return out
}

func inCommon(a, b []provision.Placement) int {
	n := 0
	for _, p := range a {
		if slices.ContainsFunc(b, func(o provision.Placement) bool { return o.Pupil == p.Pupil }) {
			n++
		}
	}
	return n
}

// beside is a group as it will be when the map is brought in over what the school has.
// What the map does not say stays.
func beside(g ProvisionGroup, r Running) ProvisionGroup {
	before := r.Intervention
	after := before
	for _, d := range details {
		says, has := d.words(g.What), d.words(before)
		if says != "" && says != has {
			d.take(&after, g.What)
			g.Fields = append(g.Fields, FieldChange{d.field, has, says})
		}
	}
	if after.Library == "" {
		after.Library = g.What.Library
	}
	if g.Staff != "" {
		g.Fields = append(g.Fields, FieldChange{FieldStaff, before.Staff, g.Staff})
	}
	share := max(g.What.Size, len(g.Placed))
	placed := slices.Clone(r.Placed)
	for _, p := range g.Placed {
		at := slices.IndexFunc(placed, func(o provision.Placement) bool { return o.Pupil == p.Pupil })
		if at < 0 {
			p.Intervention = before.ID
			g.Places = append(g.Places, len(placed))
			placed = append(placed, p)
			continue
		}
		now := placed[at]
		for _, part := range []struct{ into, says *string }{{&now.Goal, &p.Goal}, {&now.Measure, &p.Measure}, {&now.Baseline, &p.Baseline}} {
			if *part.says != "" {
				*part.into = *part.says
			}
		}
		if now.Waiting {
			now.Waiting, now.Starts = false, p.Starts
		}
		if now.Goal != placed[at].Goal || now.Measure != placed[at].Measure || now.Baseline != placed[at].Baseline || now.Waiting != placed[at].Waiting {
			placed[at] = now
			g.Places = append(g.Places, at)
		}
	}
	if shared := max(before.Size, len(r.Placed)); share > shared && share > len(placed) {
		after.Size = share
		g.Fields = append(g.Fields, FieldChange{FieldGroup, count(shared), count(share)})
	}
	g.Before, g.What, g.Placed = &before, after, placed
	return g
}
