package provision

import (
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/assets"
)

// RateCard is the pack by which provision is costed: a council's or a school's. None
// ships as official; the one that ships is an example.
type RateCard struct {
	pack.Head
	Weeks      []Weeks       `json:"teaching_weeks"`
	StaffKinds []StaffKind   `json:"staff_kinds"`
	Scheme     Scheme        `json:"scheme"`
	WeekHours  WeekHours     `json:"week_hours"`
	Examples   []CardExample `json:"worked_examples"`
}

// Weeks is the usual number of teaching weeks in a year, from a day on.
type Weeks struct {
	From   day.Date `json:"from"`
	Weeks  int      `json:"weeks"`
	Source string   `json:"source"`
}

// StaffKind is a kind of staff and its hourly rates, on-costs included.
type StaffKind struct {
	ID    string      `json:"id"`
	Name  string      `json:"name"`
	Rates []DatedRate `json:"rates"`
}

// DatedRate is what an hour costs from a day until the next rate begins, or to a last day.
type DatedRate struct {
	From    day.Date     `json:"from"`
	To      day.Date     `json:"to"` // last day, zero until the next one begins
	Amount  money.Amount `json:"amount"`
	Source  string       `json:"source"`
	Example bool         `json:"example"` // made up: to be replaced by the council's or the school's own
}

// Scheme is how costs are shared, as the council's guidance has it.
type Scheme struct {
	WholeCostForOne bool   `json:"whole_cost_for_one"` // one pupil may bear the whole cost of a group that was set up for them
	Source          string `json:"source"`
}

// WeekHours are the hours of a pupil's week: of lessons, and from opening to closing.
type WeekHours struct {
	Least  decimal.Decimal `json:"least"`
	Most   decimal.Decimal `json:"most"`
	Source string          `json:"source"`
}

// LoadRateCard reads a rate card, or says all that is wrong with it.
func LoadRateCard(data []byte) (RateCard, []pack.Problem) {
	var c RateCard
	if problems := pack.Read(assets.Schema("rate-card.json"), data, &c); problems != nil {
		return RateCard{}, problems
	}
	var problems pack.Problems
	inOrder(&problems, "teaching_weeks", c.Weeks, Weeks.from)
	seen := map[string]bool{}
	for _, k := range c.StaffKinds {
		if seen[k.ID] {
			problems.Add("staff_kinds", "There are two kinds of staff “%s”.", k.ID)
		}
		seen[k.ID] = true
		k.check(&problems)
	}
	if c.WeekHours.Most.LessThan(c.WeekHours.Least) {
		problems.Add("week_hours", "The most hours of a week must not be fewer than the least.")
	}
	if problems == nil {
		problems.CheckExamples(c.worked())
	}
	if problems != nil {
		return RateCard{}, problems
	}
	return c, nil
}

// check refuses rates of which it is not plain which one holds on a day.
func (k StaffKind) check(problems *pack.Problems) {
	path := "staff_kinds." + k.ID
	for n, r := range k.Rates {
		if !r.To.IsZero() && r.To.Before(r.From) {
			problems.Add(path, "%s: the rate from %s ends before it starts.", k.Name, longDate(r.From))
		}
		if r.Amount.Cmp(highestRate) > 0 {
			problems.Add(path, "%s: the rate from %s is more than %s an hour.", k.Name, longDate(r.From), highestRate.Short())
		}
		if n == 0 {
			continue
		}
		switch before := k.Rates[n-1]; {
		case r.From.Before(before.From):
			problems.Add(path, "%s: the rate from %s must stand before the one from %s.", k.Name, longDate(r.From), longDate(before.From))
		case r.From == before.From || !before.To.IsZero() && !r.From.After(before.To):
			problems.Add(path, "%s: the rate from %s overlaps the one before.", k.Name, longDate(r.From))
		}
	}
}

func longDate(d day.Date) string { return d.Time().Format("2 January 2006") }

func (w Weeks) from() day.Date     { return w.From }
func (r DatedRate) from() day.Date { return r.From }

// WeeksOn returns the usual teaching weeks in the year of a date; false before the
// first entry.
func (c RateCard) WeeksOn(date day.Date) (Weeks, bool) { return on(c.Weeks, date, Weeks.from) }

// RateOn returns the hourly rate of a kind of staff on a date; false for a kind that the
// card lacks or that has no rate on that day. An Example rate must be shown as one.
func (c RateCard) RateOn(kind string, date day.Date) (DatedRate, bool) {
	k, _ := c.Kind(kind)
	r, found := on(k.Rates, date, DatedRate.from)
	if found && !r.To.IsZero() && date.After(r.To) {
		return DatedRate{}, false
	}
	return r, found
}

// Kind returns a kind of staff by its id.
func (c RateCard) Kind(id string) (StaffKind, bool) {
	n := slices.IndexFunc(c.StaffKinds, func(k StaffKind) bool { return k.ID == id })
	if n < 0 {
		return StaffKind{}, false
	}
	return c.StaffKinds[n], true
}

// StaffName returns the name of a kind of staff, or its id where the card lacks it.
func (c RateCard) StaffName(kind string) string {
	if k, found := c.Kind(kind); found {
		return k.Name
	}
	return kind
}
