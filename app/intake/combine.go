package intake

import (
	"cmp"
	"fmt"
	"slices"

	"needsbook/app/register"
)

// group is the rows of one pupil.
type group struct{ rows []readRow }

// finish sets the rows of each pupil together: some files have one row for each need.
// A pupil with a bad row is held back whole, since half of their needs would replace
// all of them.
func (r *reader) finish() error {
	if len(r.rows) == 0 && len(r.sheet.Rejected) == 0 {
		return refuse("The file has headings but no pupils, so nothing was read.")
	}
	groups := groupRows(r.rows)
	rowPerNeed := slices.ContainsFunc(groups, (*group).spreadsNeeds)
	for _, g := range groups {
		in, problems := r.merge(g)
		if len(problems) > 0 {
			r.sheet.Rejected = append(r.sheet.Rejected, problems...)
			r.sheet.Held = append(r.sheet.Held, in)
			continue
		}
		in.WholeNeeds = rowPerNeed && len(in.Needs) > 0
		r.checkNeeds(in)
		r.sheet.Incoming = append(r.sheet.Incoming, in)
	}
	byRow := func(a, b RowError) int { return cmp.Compare(a.Row, b.Row) }
	slices.SortStableFunc(r.sheet.Rejected, byRow)
	slices.SortStableFunc(r.sheet.Warnings, byRow)
	return nil
}

// groupRows puts rows together that share a UPN, else a number of the school's
// system, else a name and date of birth. A row without a UPN joins the pupil of that
// name and birth date who has one.
func groupRows(rows []readRow) []*group {
	var groups []*group
	found := map[string]*group{}
	for _, row := range rows {
		upn, others := identityKeys(row.Pupil)
		var g *group
		if upn != "" {
			g = found[upn]
		}
		for _, key := range others {
			if g == nil && found[key] != nil && (upn == "" || !found[key].hasUPN()) {
				g = found[key]
			}
		}
		if g == nil {
			g = &group{}
			groups = append(groups, g)
		}
		g.rows = append(g.rows, row)
		for _, key := range append(others, upn) {
			if key != "" && found[key] == nil {
				found[key] = g
			}
		}
	}
	return groups
}

// identityKeys returns the keys under which rows of one pupil are found.
func identityKeys(p register.Pupil) (upn string, others []string) {
	if p.UPN != "" {
		upn = "upn " + p.UPN
	}
	if p.MISID != "" {
		others = append(others, "id "+p.MISID)
	}
	if name := nameKey(p); name != "" {
		others = append(others, "name "+name+" "+p.Born.String())
	}
	return upn, others
}

// nameKey returns surname and forename as compared, "" when there is no name.
func nameKey(p register.Pupil) string {
	if p.Surname == "" && p.Forename == "" {
		return ""
	}
	return register.FoldName(p.Surname) + ", " + register.FoldName(p.Forename)
}

func (g *group) hasUPN() bool {
	return slices.ContainsFunc(g.rows, func(r readRow) bool { return r.Pupil.UPN != "" })
}

// spreadsNeeds reports whether the rows of a pupil hold more types of need than any
// one of them: the file has a row for each need.
func (g *group) spreadsNeeds() bool {
	all, most := map[string]bool{}, 0
	for _, row := range g.rows {
		most = max(most, len(row.ranked))
		for _, n := range row.ranked {
			all[n.code] = true
		}
	}
	return len(all) > most
}

// merge makes one pupil of a group's rows, or says why that cannot be done. The
// pupil comes back either way, as far as known.
func (r *reader) merge(g *group) (Incoming, []RowError) {
	in := g.rows[0].Incoming
	if problems := g.heldBack(); problems != nil {
		return in, problems
	}
	ranked := slices.Clone(in.ranked)
	for _, row := range g.rows[1:] {
		if field, reason := disagreement(in, row.Incoming); reason != "" {
			return in, g.rejectAll(field, reason)
		}
		r.fill(&in, row.Incoming)
		ranked = append(ranked, row.ranked...)
	}
	needs, ok := rankNeeds(ranked)
	if !ok {
		return in, g.rejectAll(FieldNeeds, "The pupil has two primary needs. Only one type of need can have rank 1.")
	}
	if in.Needs = needs; len(needs) > 0 {
		in.Has[FieldNeeds] = true
	}
	return in, nil
}

// heldBack returns what is wrong with the rows of a pupil, and for the rows that are
// right themselves, which row holds them back.
func (g *group) heldBack() []RowError {
	var problems []RowError
	for _, row := range g.rows {
		problems = append(problems, row.problems...)
	}
	if len(problems) == 0 {
		return nil
	}
	bad := problems[0].Row
	for _, row := range g.rows {
		if len(row.problems) == 0 {
			problems = append(problems, RowError{Row: row.Row, Reason: fmt.Sprintf("Row %d, about the same pupil, could not be read, so this row was held back too.", bad)})
		}
	}
	return problems
}

func (g *group) rejectAll(field, reason string) []RowError {
	if last := len(g.rows) - 1; last > 0 {
		reason += fmt.Sprintf(" See rows %d and %d.", g.rows[0].Row, g.rows[last].Row)
	}
	var problems []RowError
	for _, row := range g.rows {
		problems = append(problems, RowError{Row: row.Row, Field: field, Value: shorten(valueOf(row.Incoming, field)), Reason: reason})
	}
	return problems
}

// disagreement says in what two rows of one pupil contradict each other so that
// neither can be believed.
func disagreement(a, b Incoming) (field, reason string) {
	an, bn := nameKey(a.Pupil), nameKey(b.Pupil)
	differ := (an != "" && bn != "" && an != bn) || (!a.Pupil.Born.IsZero() && !b.Pupil.Born.IsZero() && a.Pupil.Born != b.Pupil.Born)
	switch {
	case differ && a.Pupil.UPN != "" && a.Pupil.UPN == b.Pupil.UPN:
		return FieldUPN, "The same UPN is given to children with different names or dates of birth."
	case differ:
		return FieldMISID, "The same number is given to children with different names or dates of birth."
	case a.Status != "" && b.Status != "" && a.Status != b.Status:
		return FieldStatus, "Rows about the same pupil give different SEN statuses."
	case !a.StatusFrom.IsZero() && !b.StatusFrom.IsZero() && a.StatusFrom != b.StatusFrom:
		return FieldStatusFrom, "Rows about the same pupil give different days for the SEN status."
	}
	nameAlone := a.Pupil.UPN+b.Pupil.UPN+a.Pupil.MISID+b.Pupil.MISID == "" && a.Pupil.Born.IsZero()
	if nameAlone && (a.Pupil.Class != b.Pupil.Class || a.Year != b.Year) {
		return FieldSurname, "Two pupils have the same name, and the file has no UPN or date of birth to tell them apart."
	}
	return "", ""
}

// fill adds what a further row gives to a pupil. Where two rows differ in something
// that does not matter here, the first stands and a warning says so.
func (r *reader) fill(in *Incoming, row Incoming) {
	in.Rows = append(in.Rows, row.Row)
	for _, field := range row.has() {
		if !in.Has[field] {
			setField(in, row, field)
			in.Has[field] = true
		} else if before, now := valueOf(*in, field), valueOf(row, field); before != now {
			r.warn(row.Row, field, now, fmt.Sprintf("Row %d, about the same pupil, says “%s”. That one is kept.", in.Row, shorten(before)))
		}
	}
}

// rankNeeds puts needs in the order of their ranks; those without a rank follow in the
// order of the file. It fails when two types of need have rank 1.
func rankNeeds(ranked []rankedNeed) (codes []string, ok bool) {
	const unranked = 100
	place := func(n rankedNeed) int {
		if n.rank == 0 {
			return unranked
		}
		return n.rank
	}
	slices.SortStableFunc(ranked, func(a, b rankedNeed) int { return cmp.Compare(place(a), place(b)) })
	for _, n := range ranked {
		if n.rank == 1 && len(codes) > 0 && codes[0] != n.code {
			return nil, false
		}
		if !slices.Contains(codes, n.code) {
			codes = append(codes, n.code)
		}
	}
	return codes, true
}

// checkNeeds warns of a type of need that does not go with the status.
func (r *reader) checkNeeds(in Incoming) {
	if in.Status == "" {
		return
	}
	for _, need := range r.codes.Needs {
		if slices.Contains(in.Needs, need.Code) && len(need.ValidWith) > 0 && !slices.Contains(need.ValidWith, in.Status) {
			r.warn(in.Row, FieldNeeds, need.Code, "This type of need does not go with SEN status "+in.Status+". Both are kept.")
		}
	}
}
