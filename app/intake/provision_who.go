package intake

import (
	"regexp"
	"slices"
	"strings"

	"needsbook/app/register"
)

// betweenNames part the pupils of one cell; commas are left, since they also stand
// between a surname and a first name.
var betweenNames = regexp.MustCompile(`[\n\r;|•]+`)

// people reads who a row is about. A row with a UPN, or with surname and first name in
// columns of their own, is about one pupil.
func (r *provisionReader) people(rec record) ([]Person, []RowError) {
	clean := func(field string) string {
		text, _ := cleanText(rec.text[field])
		if text = plainCell(text); strings.Trim(text, "-–—. ") == "" {
			return ""
		}
		return text
	}
	one := Person{UPN: register.CleanUPN(clean(FieldUPN)), Born: clean(FieldBorn), Class: clean(FieldClass), Year: strings.TrimSuffix(clean(FieldYear), ".0"),
		Surname: clean(FieldSurname), Forename: clean(FieldForename)}
	if one.Surname != "" && one.Forename != "" {
		one.Written = one.Surname + ", " + one.Forename
		return []Person{one}, nil
	}
	if one.UPN != "" {
		one.Written = clean(FieldName)
		return []Person{one}, nil
	}
	var out []Person
	for _, part := range betweenNames.Split(rec.text[FieldName], -1) {
		part, _ = cleanText(part)
		if part = strings.Trim(plainCell(part), "-–—., "); part != "" {
			p := one
			p.Written = part
			out = append(out, p)
		}
	}
	switch {
	case len(out) > mostGroup:
		return nil, []RowError{{Row: rec.row, Field: FieldName, Value: shorten(rec.text[FieldName]), Reason: "The row names more than 60 pupils. Part it into groups."}}
	case len(out) == 0:
		return nil, []RowError{{Row: rec.row, Field: FieldName, Value: shorten(one.Surname + one.Forename), Reason: "The row does not say which pupil it is about."}}
	}
	return out, nil
}

// whoIsWho finds the pupils of the register that a provision map means.
type whoIsWho struct {
	sheet   *ProvisionSheet
	known   []Known
	byUPN   map[string]int
	byName  map[string][]int // folded, in each way that a name is written
	byShort map[string][]int // first name and the first letter of the surname
}

// found is what became of one way to write a pupil: the pupils meant, or why not.
type found struct {
	at     []int // in known
	reason string
	short  bool // found by first name and initial
}

func newWhoIsWho(sheet *ProvisionSheet, known []Known) *whoIsWho {
	w := &whoIsWho{sheet: sheet, known: known, byUPN: map[string]int{}, byName: map[string][]int{}, byShort: map[string][]int{}}
	for i, k := range known {
		p := k.Pupil
		if p.UPN != "" {
			w.byUPN[p.UPN] = i
		}
		if !p.Left.IsZero() && p.Left.Before(sheet.Today) {
			continue
		}
		add := func(in map[string][]int, name string) {
			if key := register.FoldName(name); key != "" && !slices.Contains(in[key], i) {
				in[key] = append(in[key], i)
			}
		}
		for _, first := range []string{p.Forename, p.Preferred} {
			if first == "" || p.Surname == "" {
				continue
			}
			add(w.byName, p.Surname+", "+first)
			add(w.byName, first+" "+p.Surname)
			initial := string([]rune(p.Surname)[:1])
			add(w.byShort, first+" "+initial)
		}
	}
	return w
}

// LeftOut is the choice of a person that leaves a pupil of the map out.
const LeftOut = "-"

const (
	nobodyCalled = "No pupil on roll has this name. Choose the pupil."
	severalSo    = "More than one pupil on roll has this name. Choose the pupil."
	firstAlone   = "This is only a part of a name. Choose the pupil."
)

// find finds whom a person of the map is. A choice made by hand comes first, then the
// UPN, then the name with class, year and date of birth where there are several.
func (w *whoIsWho) find(p Person) found {
	if id := w.sheet.opts.Pupils[p.Key()]; id != "" {
		if id == LeftOut {
			return found{}
		}
		if i := slices.IndexFunc(w.known, func(k Known) bool { return k.Pupil.ID == id }); i >= 0 {
			return found{at: []int{i}}
		}
	}
	if p.UPN != "" {
		if i, ok := w.byUPN[p.UPN]; ok {
			return found{at: []int{i}}
		}
		return found{reason: "No pupil of the register has this UPN. Choose the pupil."}
	}
	name, hint := p.Written, ""
	if before, inside, ok := strings.Cut(strings.TrimSuffix(name, ")"), "("); ok {
		name, hint = strings.TrimSpace(before), strings.TrimSpace(inside)
	}
	key := register.FoldName(name)
	at := w.narrow(w.byName[key], p, hint)
	switch {
	case len(at) == 1:
		return w.agrees(at[0], p)
	case len(at) > 1:
		return found{reason: severalSo}
	}
	if at = w.narrow(w.byShort[key], p, hint); len(at) == 1 {
		f := w.agrees(at[0], p)
		f.short = true
		return f
	}
	switch {
	case len(at) > 1:
		return found{reason: severalSo}
	case !strings.Contains(key, " "):
		return found{reason: firstAlone}
	}
	return found{reason: nobodyCalled}
}

// narrow keeps those of several namesakes whose class, year and date of birth fit what
// the row says.
func (w *whoIsWho) narrow(at []int, p Person, hint string) []int {
	if len(at) < 2 {
		return at
	}
	fits := func(i int) bool {
		k := w.known[i].Pupil
		year, _ := w.sheet.Codes.YearOf(k, w.sheet.Today)
		same := func(text string) bool {
			code, known := w.sheet.Codes.Year(text)
			return text == "" || foldHeading(text) == foldHeading(k.Class) || known && code == year.Code
		}
		born, ok := parseDate(p.Born, w.sheet.Today, false)
		return same(p.Class) && same(p.Year) && same(hint) && (p.Born == "" || ok && born == k.Born)
	}
	return slices.DeleteFunc(slices.Clone(at), func(i int) bool { return !fits(i) })
}

// agrees holds the date of birth of a row against the one pupil that its name fits.
func (w *whoIsWho) agrees(at int, p Person) found {
	born, ok := parseDate(p.Born, w.sheet.Today, false)
	if have := w.known[at].Pupil.Born; p.Born != "" && ok && !have.IsZero() && born != have {
		return found{reason: "The pupil of this name has another date of birth on the register. Choose the pupil."}
	}
	return found{at: []int{at}}
}

// all finds everyone whom a row names. A cell with commas is one name as registers
// write it where that fits a pupil, and a list of names where it does not.
func (w *whoIsWho) all(people []Person) (at []int, missed []Person, reasons []string, short []string) {
	for _, p := range people {
		parts := []Person{p}
		f := w.find(p)
		if f.reason != "" && w.sheet.opts.Pupils[p.Key()] == "" && p.UPN == "" {
			if list := w.apart(p); len(list) > 1 {
				parts = list
			}
		}
		for _, one := range parts {
			if len(parts) > 1 {
				f = w.find(one)
			}
			if f.reason != "" {
				missed, reasons = append(missed, one), append(reasons, f.reason)
			}
			if f.short {
				short = append(short, one.Written)
			}
			at = append(at, f.at...)
		}
	}
	return at, missed, reasons, short
}

var betweenListed = regexp.MustCompile(`,|&|\+|/| and `)

// apart parts a cell into the names that commas and the like stand between. Pairs of
// parts that make a name with its comma stay together.
func (w *whoIsWho) apart(p Person) []Person {
	parts := betweenListed.Split(p.Written, -1)
	var out []Person
	for i := 0; i < len(parts); i++ {
		name := strings.TrimSpace(parts[i])
		if i+1 < len(parts) && len(w.byName[register.FoldName(name)]) == 0 {
			if both := name + ", " + strings.TrimSpace(parts[i+1]); len(w.byName[register.FoldName(both)]) > 0 {
				name = both
				i++
			}
		}
		if name != "" {
			one := p
			one.Written = name
			out = append(out, one)
		}
	}
	return out
}
