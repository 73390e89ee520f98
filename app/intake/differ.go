package intake

import (
	"cmp"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/register"
)

// Change is a pupil of the register with what the file would change.
type Change struct {
	Row        int
	Before     Known
	After      Known    // as the register would hold the pupil
	StatusFrom day.Date // when the new status began, zero when the file does not say
	Legacy     string   // the new status as it arrived, when it was an old code
	Fields     []FieldChange
}

// FieldChange is one field's value before and after, as text.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// compare adds a matched pupil to the plan as changed or unchanged, and returns them
// as the register would hold them.
func (m *matcher) compare(k Known, in Incoming) Known {
	if !k.Pupil.Left.IsZero() && k.Pupil.Left.Before(m.sheet.Today) {
		m.warn(in, FieldLeft, "The register says that this pupil left on "+k.Pupil.Left.Words()+". Give a later leaving date if they have come back.")
	}
	if ids := m.index.id[in.Pupil.MISID]; len(ids) > 0 && in.Pupil.MISID != k.Pupil.MISID {
		m.warn(in, FieldMISID, "On the register another pupil has the school's own number. The UPN decided.")
	}
	if otherUPN(in.Pupil, k.Pupil) {
		if register.TemporaryUPN(in.Pupil.UPN) && !register.TemporaryUPN(k.Pupil.UPN) {
			m.warn(in, FieldUPN, "The file gives a temporary UPN, and the register has a permanent one, which is kept.")
			in.Pupil.UPN = k.Pupil.UPN
		} else {
			m.warn(in, FieldUPN, "The file gives another UPN than the register. The UPN in the file is taken.")
		}
	}
	c := Change{Row: in.Row, Before: k, After: after(k, in, m.sheet)}
	c.Fields = differences(c.Before, c.After, m.sheet.Own)
	if len(c.Fields) == 0 {
		m.plan.Unchanged = append(m.plan.Unchanged, k)
		return k
	}
	if c.After.Status != k.Status {
		c.StatusFrom, c.Legacy = in.StatusFrom, in.Legacy
	}
	m.plan.Changed = append(m.plan.Changed, c)
	return c.After
}

// after returns a pupil as the register would hold them. Only what the file gives a
// value for is taken: an empty cell keeps what is there.
func after(k Known, in Incoming, s Sheet) Known {
	out := k
	p := &out.Pupil
	for _, f := range textFields {
		if in.Has[f.name] {
			*f.of(p) = *f.of(&in.Pupil)
		}
	}
	for _, f := range dateFields {
		if in.Has[f.name] {
			*f.of(p) = *f.of(&in.Pupil)
		}
	}
	if in.Has[FieldYear] {
		p.YearTaught = yearTaught(in.Year, p.Born, s)
	}
	for code, on := range in.Flags {
		if p.Flags.Has(code) != on {
			p.Flags = p.Flags.With(code, on)
		}
	}
	if in.Has[FieldStatus] {
		out.Status = in.Status
	}
	p.Fields = ownAfter(p.Fields, in, s)
	if in.Has[FieldNeeds] {
		out.Needs = needsAfter(k.Needs, in)
	}
	return out
}

// yearTaught returns what the register records of a year group: nothing when it is
// the one that age gives.
func yearTaught(code string, born day.Date, s Sheet) string {
	if byAge, ok := s.Codes.YearOf(register.Pupil{Born: born}, s.Today); ok && byAge.Code == code {
		return ""
	}
	return code
}

// needsAfter returns the ranked needs that follow from a file. A file with one or two
// need columns says nothing of the needs below them, so those stay.
func needsAfter(before []string, in Incoming) []string {
	out := slices.Clone(in.Needs)
	if in.WholeNeeds || len(before) <= len(out) {
		return out
	}
	for _, code := range before[len(out):] {
		if !slices.Contains(in.Needs, code) {
			out = append(out, code)
		}
	}
	return out
}

// newPupil returns a pupil as they would be added.
func newPupil(in Incoming, s Sheet) Incoming {
	added := after(Known{}, in, s)
	in.Pupil = added.Pupil
	return in
}

// differences lists the fields in which two states of a pupil differ.
func differences(a, b Known, own []register.Field) []FieldChange {
	var out []FieldChange
	add := func(field, before, after string) {
		if before != after {
			out = append(out, FieldChange{Field: field, Before: before, After: after})
		}
	}
	for _, f := range textFields {
		add(f.name, *f.of(&a.Pupil), *f.of(&b.Pupil))
	}
	for _, f := range dateFields {
		add(f.name, f.of(&a.Pupil).String(), f.of(&b.Pupil).String())
	}
	add(FieldYear, a.Pupil.YearTaught, b.Pupil.YearTaught)
	add(FieldFlags, strings.Join(a.Pupil.Flags, " "), strings.Join(b.Pupil.Flags, " "))
	add(FieldStatus, cmp.Or(a.Status, "N"), cmp.Or(b.Status, "N"))
	add(FieldNeeds, strings.Join(a.Needs, ", "), strings.Join(b.Needs, ", "))
	for _, f := range own {
		add(OwnField(f.ID), a.Pupil.Fields[f.ID], b.Pupil.Fields[f.ID])
	}
	return out
}
