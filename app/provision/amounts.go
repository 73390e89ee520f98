package provision

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Funding is the pack of what the school pays first for a pupil. What an hour costs is in
// the rate card.
type Funding struct {
	pack.Head
	Contribution []Dated          `json:"contribution"` // for one pupil in a year
	Examples     []FundingExample `json:"worked_examples"`
}

// Dated is an amount that holds from a day until the next one in its list.
type Dated struct {
	From    day.Date     `json:"from"`
	Amount  money.Amount `json:"amount"`
	Source  string       `json:"source"`  // who says so
	Example bool         `json:"example"` // made up: to be replaced by the school's own
}

// LoadFunding reads a funding pack, or says all that is wrong with it.
func LoadFunding(data []byte) (Funding, []pack.Problem) {
	var f Funding
	if problems := pack.Read(assets.Schema("funding.json"), data, &f); problems != nil {
		return Funding{}, problems
	}
	var problems pack.Problems
	inOrder(&problems, "contribution", f.Contribution, Dated.from)
	if problems == nil {
		problems.CheckExamples(f.worked())
	}
	if problems != nil {
		return Funding{}, problems
	}
	return f, nil
}

func (d Dated) from() day.Date { return d.From }

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
