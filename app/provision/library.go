package provision

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Library is the pack of interventions that a school can start from.
type Library struct {
	pack.Head
	Entries  []LibraryEntry `json:"interventions"`
	Examples []NameExample  `json:"worked_examples"`
}

// LibraryEntry is an intervention with its usual pattern, to be changed once it has
// been started.
type LibraryEntry struct {
	ID            string          `json:"id"` // kept by the interventions made from it
	Name          string          `json:"name"`
	Also          []string        `json:"also"`  // other names that schools use for it
	Area          string          `json:"area"`  // id of a broad area of need, "" when it serves several
	Wave          int             `json:"wave"`  // WaveUniversal to WaveSpecialist
	Phase         string          `json:"phase"` // primary or secondary, "" for both
	What          string          `json:"what"`  // what it is, in a sentence or two
	StaffKind     string          `json:"staff_kind"`
	Minutes       int             `json:"minutes"` // in one session
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"`
	Weeks         int             `json:"weeks"`
	GroupFrom     int             `json:"group_from"` // pupils: the usual smallest and largest group
	GroupTo       int             `json:"group_to"`
	Measure       string          `json:"measure"` // what is usually measured
	Goal          string          `json:"goal"`    // an example of what it is meant to reach
}

// LoadLibrary reads a pack of interventions, or says all that is wrong with it.
func LoadLibrary(data []byte) (Library, []pack.Problem) {
	var l Library
	if problems := pack.Read(assets.Schema("library.json"), data, &l); problems != nil {
		return Library{}, problems
	}
	var problems pack.Problems
	ids, names := map[string]bool{}, map[string]string{}
	for _, e := range l.Entries {
		path := "interventions." + e.ID
		if ids[e.ID] {
			problems.Add(path, "There are two interventions “%s”.", e.ID)
		}
		ids[e.ID] = true
		for _, name := range append([]string{e.Name}, e.Also...) {
			key := letters(name)
			if other, taken := names[key]; taken {
				problems.Add(path, "“%s” names both “%s” and “%s”. Keep one of them.", name, other, e.Name)
			}
			names[key] = e.Name
		}
		e.check(&problems, path)
	}
	if problems == nil {
		problems.CheckExamples(l.worked())
	}
	if problems != nil {
		return Library{}, problems
	}
	return l, nil
}

// check refuses a pattern that cannot be meant.
func (e LibraryEntry) check(problems *pack.Problems, path string) {
	aWeek := e.SessionsAWeek.Mul(decimal.NewFromInt(int64(e.Minutes)))
	switch {
	case !e.SessionsAWeek.IsPositive():
		problems.Add(path+".sessions_a_week", "“%s” has no sessions. Once a fortnight is 0.5.", e.Name)
	case aWeek.GreaterThan(decimal.NewFromInt(fullWeek)):
		problems.Add(path+".minutes", "“%s” takes %s minutes a week, more than a school week of 32.5 hours.", e.Name, aWeek)
	}
	if e.GroupTo < e.GroupFrom {
		problems.Add(path+".group_to", "The group of “%s” is from %d to %d pupils. The second must not be smaller.", e.Name, e.GroupFrom, e.GroupTo)
	}
	if letters(e.Name) == "" {
		problems.Add(path+".name", "“%s” is not a name: it has no letters.", e.Name)
	}
}

// Find returns the entry with an id, and whether there is one.
func (l Library) Find(id string) (LibraryEntry, bool) {
	for _, e := range l.Entries {
		if e.ID == id && id != "" {
			return e, true
		}
	}
	return LibraryEntry{}, false
}

// Named returns the entry that a school's own words name: its name or another name of
// it, whatever the case, the spaces and the signs between the words.
func (l Library) Named(words string) (LibraryEntry, bool) {
	key := letters(words)
	for _, e := range l.Entries {
		for _, name := range append([]string{e.Name}, e.Also...) {
			if key != "" && letters(name) == key {
				return e, true
			}
		}
	}
	return LibraryEntry{}, false
}

// letters are the letters and digits of some words, in lower case.
func letters(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, words)
}

// Start returns an intervention with the entry's usual pattern. It is shared by the
// smallest usual group until more pupils are placed in it, so that the first pupil
// does not seem to bear it alone.
func (e LibraryEntry) Start() Intervention {
	i := Intervention{Name: e.Name, Library: e.ID, Area: e.Area, Wave: e.Wave, Goal: e.Goal, StaffKind: e.StaffKind,
		Minutes: e.Minutes, SessionsAWeek: e.SessionsAWeek, Weeks: e.Weeks, Slots: []Slot{}, Bought: []Item{}}
	if e.GroupFrom > 1 {
		i.Size = e.GroupFrom
	}
	return i
}
