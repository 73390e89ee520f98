package publish

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
)

// Strategy is the money side of an inclusion strategy for one school year: what is done
// about each barrier, what it costs, and how that stands against the allocation of the
// Inclusive Mainstream Fund (conditions of grant 2026-27: the activity invested in, and
// budgeted costs). To the penny: Own + Provision = Planned = the sum of the totals of
// Rows, and Planned + Left = Allocation.
type Strategy struct {
	Year        int               `json:"year"`      // the school year: 2026 is 2026-27
	YearName    string            `json:"year_name"` // 2026-27
	First       int               `json:"first"`     // the school years that the strategy covers
	Last        int               `json:"last"`
	Fund        string            `json:"fund"`       // what the school calls the fund
	Allocation  money.Amount      `json:"allocation"` // what the budget shows as in from the fund
	Expected    money.Amount      `json:"expected"`   // of Allocation, what nobody has told the school yet
	Rows        []StrategyRow     `json:"rows"`       // in the order of the school
	Own         money.Amount      `json:"own"`        // of Planned, what the activities cost by themselves
	Provision   money.Amount      `json:"provision"`  // of Planned, the rows of the provision map that they name
	Planned     money.Amount      `json:"planned"`
	Left        money.Amount      `json:"left"` // below £0 when more is planned than there is
	ByPrinciple []PrincipleSum    `json:"by_principle"`
	Unnamed     []ProvisionRow    `json:"unnamed"` // rows paid from the fund that no activity names
	Years       []StrategyYear    `json:"years"`   // every year that it covers, where there are several
	Findings    []finding.Finding `json:"findings"`
}

// StrategyRow is one activity with what it costs: Amount of its own and Provision together.
type StrategyRow struct {
	Activity
	Linked    []ProvisionRow `json:"linked"` // the rows of the provision map that it names
	Provision money.Amount   `json:"provision"`
	Total     money.Amount   `json:"total"`
}

// ProvisionRow is a row of the provision map as the budget counts it in the school year.
type ProvisionRow struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Library bool         `json:"library"` // the name is one of the library, which names nobody
	Cost    money.Amount `json:"cost"`    // planned for the school year
	Source  string       `json:"source"`  // the money that pays for it, as the school calls it
	Fund    bool         `json:"fund"`    // that is the Inclusive Mainstream Fund
}

// PrincipleSum says which activities serve a principle. One activity can serve several,
// so what they cost is not added up.
type PrincipleSum struct {
	ID         string `json:"id"`
	Activities []int  `json:"activities"` // their places in Rows, from 0
}

// StrategyYear is one of several years that a strategy covers.
type StrategyYear struct {
	Year       int          `json:"year"`
	YearName   string       `json:"year_name"`
	Activities int          `json:"activities"`
	Planned    money.Amount `json:"planned"`
	Allocation money.Amount `json:"allocation"`
}

// StrategyFacts are what a strategy is added up from.
type StrategyFacts struct {
	Year        int // the school year that it is for
	First, Last int // the school years that it covers; 0 is Year
	Fund        string
	Allocation  money.Amount
	Expected    money.Amount
	Activities  []Activity     // of the year
	Provision   []ProvisionRow // every row of the provision map of the year
	Principles  []Principle
	Years       []StrategyYear // sums of the other years that it covers
}

// MakeStrategy adds a strategy up. Every amount that comes in is in pence, and nothing is
// rounded. A row that is no longer on the map, or that other money pays for, counts
// nothing and is found.
func MakeStrategy(f StrategyFacts) Strategy {
	s := Strategy{Year: f.Year, YearName: day.AcademicYearName(f.Year), First: f.Year, Last: f.Year, Fund: f.Fund, Allocation: f.Allocation, Expected: f.Expected,
		Rows: []StrategyRow{}, ByPrinciple: []PrincipleSum{}, Unnamed: []ProvisionRow{}, Years: []StrategyYear{}, Findings: []finding.Finding{}}
	if f.First != 0 && f.Last > f.First {
		s.First, s.Last = f.First, f.Last
	}
	named := map[string]bool{}
	for _, a := range f.Activities {
		row := StrategyRow{Activity: a, Linked: []ProvisionRow{}}
		for _, id := range a.Interventions {
			at := slices.IndexFunc(f.Provision, func(p ProvisionRow) bool { return p.ID == id })
			if at < 0 || !f.Provision[at].Fund || named[id] {
				continue
			}
			named[id] = true
			row.Linked = append(row.Linked, f.Provision[at])
			row.Provision = row.Provision.Add(f.Provision[at].Cost)
		}
		row.Total = a.Amount.Add(row.Provision)
		s.Own, s.Provision, s.Planned = s.Own.Add(a.Amount), s.Provision.Add(row.Provision), s.Planned.Add(row.Total)
		s.Rows = append(s.Rows, row)
	}
	s.Left = s.Allocation.Sub(s.Planned)
	for _, p := range f.Provision {
		if p.Fund && !named[p.ID] {
			s.Unnamed = append(s.Unnamed, p)
		}
	}
	for _, p := range f.Principles {
		sum := PrincipleSum{ID: p.ID, Activities: []int{}}
		for n, r := range s.Rows {
			if slices.Contains(r.Principles, p.ID) {
				sum.Activities = append(sum.Activities, n)
			}
		}
		s.ByPrinciple = append(s.ByPrinciple, sum)
	}
	if s.First < s.Last {
		s.Years = append(slices.Clone(f.Years), StrategyYear{s.Year, s.YearName, len(s.Rows), s.Planned, s.Allocation})
		slices.SortFunc(s.Years, func(a, b StrategyYear) int { return a.Year - b.Year })
	}
	s.Findings = checkStrategy(&s, f)
	return s
}
