package intake

import (
	"maps"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/register"
)

// textFields and dateFields are the plain fields of a pupil, in the order in which
// differences are shown.
var textFields = []struct {
	name string
	of   func(*register.Pupil) *string
}{
	{FieldUPN, func(p *register.Pupil) *string { return &p.UPN }},
	{FieldMISID, func(p *register.Pupil) *string { return &p.MISID }},
	{FieldSurname, func(p *register.Pupil) *string { return &p.Surname }},
	{FieldForename, func(p *register.Pupil) *string { return &p.Forename }},
	{FieldPreferred, func(p *register.Pupil) *string { return &p.Preferred }},
	{FieldSex, func(p *register.Pupil) *string { return &p.Sex }},
	{FieldClass, func(p *register.Pupil) *string { return &p.Class }},
}

var dateFields = []struct {
	name string
	of   func(*register.Pupil) *day.Date
}{
	{FieldBorn, func(p *register.Pupil) *day.Date { return &p.Born }},
	{FieldEntered, func(p *register.Pupil) *day.Date { return &p.Entered }},
	{FieldLeft, func(p *register.Pupil) *day.Date { return &p.Left }},
}

// has lists the fields that the file gives a value for, in order.
func (in Incoming) has() []string { return slices.Sorted(maps.Keys(in.Has)) }

// valueOf returns a field of a pupil as text, for messages.
func valueOf(in Incoming, field string) string {
	if id, own := strings.CutPrefix(field, ownPrefix); own {
		return in.Pupil.Fields[id]
	}
	for _, f := range textFields {
		if f.name == field {
			return *f.of(&in.Pupil)
		}
	}
	for _, f := range dateFields {
		if f.name == field {
			return f.of(&in.Pupil).String()
		}
	}
	switch field {
	case FieldYear:
		return in.Year
	case FieldStatus:
		return in.Status
	case FieldStatusFrom:
		return in.StatusFrom.String()
	case FieldNeeds:
		var codes []string
		for _, n := range in.ranked {
			codes = append(codes, n.code)
		}
		return strings.Join(codes, ", ")
	}
	for code, on := range in.Flags {
		if FlagField(code) == field {
			return map[bool]string{true: "yes", false: "no"}[on]
		}
	}
	return ""
}

// setField copies a field from one row to another.
func setField(to *Incoming, from Incoming, field string) {
	for _, f := range textFields {
		if f.name == field {
			*f.of(&to.Pupil) = *f.of(&from.Pupil)
		}
	}
	for _, f := range dateFields {
		if f.name == field {
			*f.of(&to.Pupil) = *f.of(&from.Pupil)
		}
	}
	switch field {
	case FieldYear:
		to.Year = from.Year
	case FieldStatus:
		to.Status, to.Legacy = from.Status, from.Legacy
	case FieldStatusFrom:
		to.StatusFrom = from.StatusFrom
	}
	for code, on := range from.Flags {
		if FlagField(code) == field {
			to.Flags[code] = on
		}
	}
	if id, own := strings.CutPrefix(field, ownPrefix); own {
		if to.Pupil.Fields == nil {
			to.Pupil.Fields = register.Values{}
		}
		to.Pupil.Fields[id] = from.Pupil.Fields[id]
	}
}
