package desk

import (
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/register"
)

// BulkFields names the fields a bulk edit can set, for help and for the window. The
// school's own fields can be set too, each under its name.
var BulkFields = []struct{ Field, Meaning string }{
	{"class", "class"}, {"year", "year group taught, empty for the one that age gives"}, {"status", "SEN status from today"},
	{"needs", "types of need from today, primary first, separated by commas"}, {"primary_need", "primary need from today; the needs below it stay"},
	{"flag", "+PP sets a flag, -PP clears it"}, {"flags", "all flags, separated by spaces"},
	{"left", "last day on roll"}, {"entered", "first day on roll"},
}

// target is where a pupil is to stand after an edit.
type target struct {
	register.Pupil
	status string
	needs  []string
}

// setting is an assignment that was read: its value fits the field.
type setting struct {
	field string // as the assignment writes it
	title string // as a step's label writes it
	value func(target) string
	apply func(*target)
}

// setting reads an assignment.
func (d *Desk) setting(a Assignment) (setting, error) {
	s := setting{field: a.Field, title: a.Field}
	var err error
	switch a.Field {
	case "class":
		s.text(a.Value, func(t *target) *string { return &t.Class })
	case "known_as":
		s.text(a.Value, func(t *target) *string { return &t.Preferred })
	case "sex":
		s.text(a.Value, func(t *target) *string { return &t.Sex })
	case "year":
		code, known := d.codes.Year(a.Value)
		if !known && a.Value != "" {
			return s, refuse("year", "“"+a.Value+"” is not a year group. Use R or 1 to 14.")
		}
		s.text(code, func(t *target) *string { return &t.YearTaught })
	case "left", "left_on":
		err = d.daySetting(&s, a.Value, func(t *target) *day.Date { return &t.Left })
	case "entered":
		err = d.daySetting(&s, a.Value, func(t *target) *day.Date { return &t.Entered })
	case "flag":
		var flags []string
		flags, err = readFlags(strings.TrimLeft(a.Value, "+-"))
		if err != nil || len(flags) != 1 {
			return s, refuse("flag", "“"+a.Value+"” is not a flag. Use one such as +PP or -PP.")
		}
		s.flags(func(now register.Flags) register.Flags { return now.With(flags[0], !strings.HasPrefix(a.Value, "-")) })
	case "flags":
		var flags []string
		if flags, err = readFlags(a.Value); err != nil {
			return s, err
		}
		s.flags(func(register.Flags) register.Flags {
			set := register.Flags{}
			for _, code := range flags {
				set = set.With(code, true)
			}
			return set
		})
	case "status":
		code, _, known := d.codes.Status(a.Value)
		if !known {
			return s, refuse("status", "“"+a.Value+"” is not an SEN status. Use N, K or E.")
		}
		s.value = func(t target) string { return t.status }
		s.apply = func(t *target) { t.status = code }
	case "needs", "need", "primary_need", "other_needs":
		err = d.needSetting(&s, a)
	default:
		err = d.ownSetting(&s, a)
	}
	return s, err
}

func (s *setting) text(value string, of func(*target) *string) {
	s.value = func(t target) string { return *of(&t) }
	s.apply = func(t *target) { *of(t) = value }
}

func (s *setting) flags(set func(register.Flags) register.Flags) {
	s.value = func(t target) string { return strings.Join(t.Flags, " ") }
	s.apply = func(t *target) { t.Flags = set(t.Flags) }
}

func (d *Desk) daySetting(s *setting, value string, of func(*target) *day.Date) error {
	var on day.Date
	if value != "" {
		var err error
		if on, err = day.Parse(value, d.Today()); err != nil {
			return refuse(s.field, "“"+value+"” is not a date. Write it as 3 Sep 2026 or 03/09/2026.")
		}
	}
	s.value = func(t target) string { return of(&t).String() }
	s.apply = func(t *target) { *of(t) = on }
	return nil
}

// needSetting reads types of need: all of them, the primary one alone, or those below
// it alone.
func (d *Desk) needSetting(s *setting, a Assignment) error {
	codes, err := d.readNeeds(a.Value)
	if err != nil {
		return err
	}
	s.value = func(t target) string { return strings.Join(t.needs, ",") }
	if a.Field == "need" {
		s.field, s.title = "needs", "needs"
	}
	switch {
	case a.Field == "primary_need" && len(codes) > 1:
		return refuse(a.Field, "A pupil has one primary need. Give one type of need, or set all needs together.")
	case a.Field == "primary_need":
		s.apply = func(t *target) { t.needs = withPrimary(t.needs, codes) }
	case a.Field == "other_needs":
		s.apply = func(t *target) { t.needs = append(slices.Clone(t.needs[:min(1, len(t.needs))]), codes...) }
	default:
		s.apply = func(t *target) { t.needs = codes }
	}
	return nil
}

// withPrimary returns needs with another primary one, or none. One that stands lower
// already moves up and the rest keep their order; a new one takes the place of the
// primary need.
func withPrimary(needs, primary []string) []string {
	below := needs[min(1, len(needs)):]
	if len(primary) > 0 && slices.Contains(below, primary[0]) {
		below = needs
	}
	out := slices.Clone(primary)
	for _, n := range below {
		if !slices.Contains(primary, n) {
			out = append(out, n)
		}
	}
	return out
}

// readNeeds reads types of need as people list them: codes with spaces or commas
// between, or names with commas between. A name may hold a comma itself.
func (d *Desk) readNeeds(text string) ([]string, error) {
	isCode := func(word string) bool {
		return slices.ContainsFunc(d.codes.Needs, func(n register.NeedCode) bool { return strings.EqualFold(n.Code, word) })
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;", r) })
	if !slices.ContainsFunc(words, func(w string) bool { return !isCode(w) }) {
		for i, w := range words {
			words[i] = strings.ToUpper(w)
		}
		return words, nil
	}
	var codes []string
	for _, part := range splitList(strings.ReplaceAll(text, ";", ",")) {
		code, known := d.codes.Need(part)
		if !known {
			if whole, ok := d.codes.Need(text); ok && register.FoldName(d.codes.NeedName(whole)) == register.FoldName(text) {
				return []string{whole}, nil
			}
			return nil, refuse("needs", "“"+part+"” is not a type of need. Use a DfE code such as SLCN.")
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// readFlags reads flags as people list them: codes with spaces or commas between, or
// names with commas between.
func readFlags(text string) ([]string, error) {
	find := func(word string) string {
		for _, f := range register.FlagNames {
			if strings.EqualFold(f.Code, word) || strings.EqualFold(f.Name, word) {
				return f.Code
			}
		}
		return ""
	}
	parts := splitList(text)
	if words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }); !slices.ContainsFunc(words, func(w string) bool { return find(w) == "" }) {
		parts = words
	}
	var codes []string
	for _, part := range parts {
		code := find(part)
		if code == "" {
			return nil, refuse("flags", "“"+part+"” is not a flag. Use codes such as PP or EAL.")
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// ownSetting reads a value of one of the school's own fields.
func (d *Desk) ownSetting(s *setting, a Assignment) error {
	f, ok := d.FieldNamed(a.Field)
	if !ok {
		var names []string
		for _, f := range BulkFields {
			names = append(names, f.Field)
		}
		for _, f := range d.queryContext().Fields {
			names = append(names, f.Slug())
		}
		return refuse(a.Field, "“"+a.Field+"” cannot be set for many pupils. Use one of "+strings.Join(names, ", ")+".")
	}
	value, err := f.Read(a.Value, d.Today())
	if err != nil {
		return asRefusal(f.Slug(), err)
	}
	s.field, s.title = f.Slug(), f.Name
	s.value = func(t target) string { return t.Fields[f.ID] }
	s.apply = func(t *target) { t.Pupil = withValue(t.Pupil, f.ID, value) }
	return nil
}

// clashes reports whether two settings of one edit cannot both hold.
func (s setting) clashes(o setting) bool {
	part := func(field string) bool { return field == "primary_need" || field == "other_needs" }
	return s.field == o.field || s.field == "needs" && part(o.field) || o.field == "needs" && part(s.field)
}
