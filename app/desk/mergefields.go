package desk

import (
	"slices"
	"strings"

	"needsbook/app/register"
)

// Side is which of two records a merged one takes something from.
type Side string

// Sides.
const (
	Left  Side = "left"  // the record that is kept
	Right Side = "right" // the one that is taken away
	Both  Side = "both"  // where both can stand together: flags and what people wrote
)

// MergeField is one field of two records side by side.
type MergeField struct {
	Field string `json:"field"`
	Name  string `json:"name"`
	Left  string `json:"left"`
	Right string `json:"right"`
	Takes Side   `json:"takes"`
	Joins bool   `json:"joins"` // Both can be chosen
}

// Differs reports whether there is anything to choose.
func (f MergeField) Differs() bool { return f.Left != f.Right }

// mergedField is a field of a pupil as a merge works with it.
type mergedField struct {
	field, name string
	words       func(p register.Pupil) string
	take        func(into *register.Pupil, from register.Pupil)
	join        func(into *register.Pupil, a, b register.Pupil) // nil where only one can stand
	right       func(a, b register.Pupil) bool                  // the right one is better; nil takes it where the left is empty
}

func textField(field, name string, at func(p *register.Pupil) *string) mergedField {
	return mergedField{field: field, name: name,
		words: func(p register.Pupil) string { return *at(&p) },
		take:  func(into *register.Pupil, from register.Pupil) { *at(into) = *at(&from) }}
}

// writtenField is a text of which both can stand, under each other.
func writtenField(field, name string, at func(p *register.Pupil) *string) mergedField {
	f := textField(field, name, at)
	f.join = func(into *register.Pupil, a, b register.Pupil) {
		*at(into) = strings.TrimSpace(*at(&a) + "\n" + *at(&b))
	}
	return f
}

// mergedFields are the details of a pupil in the order in which a merge shows them.
var mergedFields = []mergedField{
	withRight(textField("upn", "UPN", func(p *register.Pupil) *string { return &p.UPN }),
		func(a, b register.Pupil) bool { return upnWorth(b.UPN) > upnWorth(a.UPN) }),
	textField("surname", "Surname", func(p *register.Pupil) *string { return &p.Surname }),
	textField("forename", "First name", func(p *register.Pupil) *string { return &p.Forename }),
	textField("preferred", "Goes by", func(p *register.Pupil) *string { return &p.Preferred }),
	{field: "born", name: "Date of birth",
		words: func(p register.Pupil) string { return p.Born.Words() },
		take:  func(into *register.Pupil, from register.Pupil) { into.Born = from.Born }},
	textField("sex", "Sex", func(p *register.Pupil) *string { return &p.Sex }),
	textField("year_taught", "Year group taught", func(p *register.Pupil) *string { return &p.YearTaught }),
	textField("class", "Class", func(p *register.Pupil) *string { return &p.Class }),
	{field: "entered", name: "First day on roll",
		words: func(p register.Pupil) string { return p.Entered.Words() },
		take:  func(into *register.Pupil, from register.Pupil) { into.Entered = from.Entered },
		right: func(a, b register.Pupil) bool {
			return a.Entered.IsZero() || !b.Entered.IsZero() && b.Entered.Before(a.Entered)
		}},
	{field: "left_on", name: "Last day on roll",
		words: func(p register.Pupil) string {
			if p.Left.IsZero() {
				return "on roll"
			}
			return p.Left.Words()
		},
		take:  func(into *register.Pupil, from register.Pupil) { into.Left = from.Left },
		right: func(a, b register.Pupil) bool { return !a.Left.IsZero() && (b.Left.IsZero() || b.Left.After(a.Left)) }},
	{field: "flags", name: "Flags",
		words: func(p register.Pupil) string { return strings.Join(p.Flags, " ") },
		take:  func(into *register.Pupil, from register.Pupil) { into.Flags = from.Flags },
		join: func(into *register.Pupil, a, b register.Pupil) {
			into.Flags = slices.Clone(a.Flags)
			for _, f := range b.Flags {
				if !into.Flags.Has(f) {
					into.Flags = append(into.Flags, f)
				}
			}
		}},
	textField("mis_id", "Number in the school's system", func(p *register.Pupil) *string { return &p.MISID }),
	writtenField("strengths", "Good at, enjoys", func(p *register.Pupil) *string { return &p.Strengths }),
	writtenField("helps", "What helps", func(p *register.Pupil) *string { return &p.Helps }),
	writtenField("hinders", "What does not", func(p *register.Pupil) *string { return &p.Hinders }),
}

func withRight(f mergedField, right func(a, b register.Pupil) bool) mergedField {
	f.right = right
	return f
}

// upnWorth orders UPNs: a permanent one, a temporary one, one that is not right, none.
func upnWorth(upn string) int {
	switch {
	case upn == "":
		return 0
	case register.PermanentUPN(upn):
		return 3
	case register.CheckUPN(upn) == nil:
		return 2
	}
	return 1
}

// ownField is a field of the school's own as a merge works with it.
func ownField(f register.Field) mergedField {
	return mergedField{field: "field." + f.ID, name: f.Name,
		words: func(p register.Pupil) string { return p.Fields[f.ID] },
		take: func(into *register.Pupil, from register.Pupil) {
			fields := register.Values{}
			for id, v := range into.Fields {
				fields[id] = v
			}
			delete(fields, f.ID)
			if v := from.Fields[f.ID]; v != "" {
				fields[f.ID] = v
			}
			into.Fields = fields
		}}
}

// best is the side that a field takes unless a person chooses.
func (f mergedField) best(a, b register.Pupil) Side {
	left, right := f.words(a), f.words(b)
	switch {
	case left == right:
		return Left
	case f.right != nil:
		if f.right(a, b) {
			return Right
		}
		return Left
	case left == "":
		return Right
	case right == "":
		return Left
	case f.join != nil:
		return Both
	}
	return Left
}
