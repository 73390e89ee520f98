package provision

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Funding is the pack of dated amounts: what the school pays first for a pupil,
// the teaching weeks of a year, and hourly rates by kind of staff.
type Funding struct {
	pack.Head
	Contribution []Dated     `json:"contribution"` // for one pupil in a year
	Weeks        []Weeks     `json:"teaching_weeks"`
	StaffKinds   []StaffKind `json:"staff_kinds"`
}

// Dated is an amount that holds from a day until the next one in its list.
type Dated struct {
	From    day.Date     `json:"from"`
	Amount  money.Amount `json:"amount"`
	Source  string       `json:"source"`  // who says so
	Example bool         `json:"example"` // made up: to be replaced by the school's own
}

// Weeks is the usual number of teaching weeks in a year, from a day on.
type Weeks struct {
	From   day.Date `json:"from"`
	Weeks  int      `json:"weeks"`
	Source string   `json:"source"`
}

// StaffKind is a kind of staff and its hourly rates, on-costs included.
type StaffKind struct {
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Rates []Dated `json:"rates"`
}

// LoadFunding reads a funding pack, or says all that is wrong with it.
func LoadFunding(data []byte) (Funding, []pack.Problem) {
	var f Funding
	if problems := pack.Read(assets.Schema("funding.json"), data, &f); problems != nil {
		return Funding{}, problems
	}
	var problems pack.Problems
	inOrder(&problems, "contribution", f.Contribution, Dated.from)
	inOrder(&problems, "teaching_weeks", f.Weeks, Weeks.from)
	seen := map[string]bool{}
	for _, k := range f.StaffKinds {
		if seen[k.ID] {
			problems.Add("staff_kinds", "There are two kinds of staff “%s”.", k.ID)
		}
		seen[k.ID] = true
		inOrder(&problems, "staff_kinds."+k.ID, k.Rates, Dated.from)
	}
	if problems != nil {
		return Funding{}, problems
	}
	return f, nil
}

func (d Dated) from() day.Date { return d.From }
func (w Weeks) from() day.Date { return w.From }

// inOrder refuses a list whose days do not rise: which entry holds must be plain.
func inOrder[T any](problems *pack.Problems, path string, list []T, from func(T) day.Date) {
	for i := 1; i < len(list); i++ {
		if !from(list[i-1]).Before(from(list[i])) {
			problems.Add(path, "The entry from %s must come after the one from %s.", from(list[i]), from(list[i-1]))
		}
	}
}

// on returns the last entry that began on a day or before it.
func on[T any](list []T, date day.Date, from func(T) day.Date) (T, bool) {
	for _, entry := range slices.Backward(list) {
		if !from(entry).After(date) {
			return entry, true
		}
	}
	var none T
	return none, false
}

// ContributionOn returns what the school pays first for one pupil in the year of a
// date; false before the first entry.
func (f Funding) ContributionOn(date day.Date) (Dated, bool) {
	return on(f.Contribution, date, Dated.from)
}

// WeeksOn returns the usual teaching weeks in the year of a date; false before the
// first entry.
func (f Funding) WeeksOn(date day.Date) (Weeks, bool) { return on(f.Weeks, date, Weeks.from) }

// RateOn returns the hourly rate of a kind of staff on a date; false for a kind
// that the pack lacks or that has no rate by then. An Example rate must be shown
// as one.
func (f Funding) RateOn(kind string, date day.Date) (Dated, bool) {
	for _, k := range f.StaffKinds {
		if k.ID == kind {
			return on(k.Rates, date, Dated.from)
		}
	}
	return Dated{}, false
}

// StaffName returns the name of a kind of staff, or its id where the pack lacks it.
func (f Funding) StaffName(kind string) string {
	for _, k := range f.StaffKinds {
		if k.ID == kind {
			return k.Name
		}
	}
	return kind
}
