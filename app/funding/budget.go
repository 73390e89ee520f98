package funding

import (
	"cmp"
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// BudgetFacts are what a budget of a school year is added up from.
type BudgetFacts struct {
	Year               int // the school year: 2026 is September 2026 to August 2027
	Starts             int // the month in which the school's financial year starts: April or September
	Today              day.Date
	Contribution       money.Amount // what the school pays first for one pupil in a year
	ContributionSource string
	Lines              []BudgetLine // of every year
	TopUps             []TopUp      // every award
	Spending           []Spending   // every row of the provision map of the year
}

// Spending is one row of the provision map: what it costs in the school year, which
// money pays for it and who bears it.
type Spending struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Library     bool              `json:"-"` // its name is one of the library, which names nobody
	Source      string            `json:"source"`
	Staff       string            `json:"staff"`  // the kind of staff, or that it is bought
	Pupils      int               `json:"pupils"` // who do not only wait for a place
	BeforeApril money.Amount      `json:"before_april"`
	Whole       provision.Sum     `json:"cost"`
	Shares      []provision.Share `json:"-"`
	Others      provision.Sum     `json:"-"`
}

// Figures are money in and out. Committed = ToDate + ToCome + NotHeld, Forecast = ToDate
// + ToCome and Left = In − Forecast, all to the penny.
type Figures struct {
	In        money.Amount `json:"in"`
	Committed money.Amount `json:"committed"` // planned on the provision map for the school year
	ToDate    money.Amount `json:"to_date"`   // held so far
	ToCome    money.Amount `json:"to_come"`
	NotHeld   money.Amount `json:"not_held"` // sessions so far that were not held
	Forecast  money.Amount `json:"forecast"` // what the year comes to as it stands
	Left      money.Amount `json:"left"`     // below £0 when more is forecast than is in
}

// spend adds what something costs.
func (f *Figures) spend(s provision.Sum) {
	f.Committed, f.ToDate = f.Committed.Add(s.Planned), f.ToDate.Add(s.ToDate)
	f.ToCome, f.NotHeld = f.ToCome.Add(s.ToCome), f.NotHeld.Add(s.NotHeld)
	f.Forecast = f.Forecast.Add(s.Forecast())
	f.Left = f.In.Sub(f.Forecast)
}

func (f *Figures) receive(a money.Amount) {
	f.In = f.In.Add(a)
	f.Left = f.In.Sub(f.Forecast)
}

// Budget is the money for SEN of one school year against what the provision map costs.
// The parts of every total add up to it to the penny: sources, kinds of staff, and pupils
// with Unshared.
type Budget struct {
	Year               int          `json:"year"`
	YearName           string       `json:"year_name"` // 2026-27
	Starts             int          `json:"starts"`    // month of the financial year
	AsOf               day.Date     `json:"as_of"`
	Notional           money.Amount `json:"notional"` // of In, what the notional SEN budget brings
	Figures                         // of all sources together
	BeforeApril        money.Amount `json:"before_april"` // of Committed, weeks that end by 31 March
	FromApril          money.Amount `json:"from_april"`
	Sources            []SourceSum  `json:"sources"` // every one of Sources, in its order
	Staff              []StaffSum   `json:"by_staff"`
	Pupils             []PupilCost  `json:"by_pupil"` // the highest cost first
	Unshared           money.Amount `json:"unshared"` // of Committed, what pupils who are not placed here bear, or nobody yet
	Contribution       money.Amount `json:"contribution"`
	ContributionSource string       `json:"contribution_source"`
	Awaited            []Awaited    `json:"awaited"`  // money that belongs to the year and is not entered
	Expected           money.Amount `json:"expected"` // of In, what nobody has told the school yet
	Interventions      int          `json:"interventions"`
	Example            bool         `json:"example"` // a rate in it is only an example
	Missing            bool         `json:"missing"` // a kind of staff has no rate, so its time costs nothing
}

// SourceSum is one source of money and what is paid from it.
type SourceSum struct {
	Source string `json:"source"`
	Figures
	BeforeApril money.Amount `json:"before_april"`
	FromApril   money.Amount `json:"from_april"`
	Received    []Income     `json:"lines_in"`
	Spent       []Spending   `json:"lines_out"`
}

// StaffSum is what one kind of staff, or what is bought, costs.
type StaffSum struct {
	Name string `json:"name"`
	Figures
	Interventions int `json:"interventions"`
}

// PupilCost is the help that is in place for a pupil in the year and what it costs.
type PupilCost struct {
	Pupil     string       `json:"pupil"`
	Name      string       `json:"name"` // given by the register
	Committed money.Amount `json:"committed"`
	ToDate    money.Amount `json:"to_date"`
	Forecast  money.Amount `json:"forecast"`
	School    money.Amount `json:"school"` // of Committed, up to the school's contribution
	Above     money.Amount `json:"above"`  // of Committed, what is above it
	TopUp     money.Amount `json:"top_up"` // known for the year from decisions
	Help      []PupilHelp  `json:"help"`
}

// PupilHelp is one row of the map for a pupil.
type PupilHelp struct {
	Intervention string `json:"intervention"`
	Name         string `json:"name"`
	Source       string `json:"source"`
	provision.Sum
}

// Uncovered is what help costs above the contribution and the top-up together.
func (p PupilCost) Uncovered() money.Amount {
	if over := p.Above.Sub(p.TopUp); !over.IsNegative() {
		return over
	}
	return money.Amount{}
}

// MakeBudget adds a budget up. Nothing is rounded in it: every amount that comes in is
// in pence already, shared out so that it adds up.
func MakeBudget(f BudgetFacts) Budget {
	b := Budget{Year: f.Year, YearName: day.AcademicYearName(f.Year), Starts: f.Starts, AsOf: f.Today, Contribution: f.Contribution,
		ContributionSource: f.ContributionSource, Interventions: len(f.Spending), Staff: []StaffSum{}, Pupils: []PupilCost{}}
	b.Sources = make([]SourceSum, len(Sources))
	for n, source := range Sources {
		b.Sources[n] = SourceSum{Source: source, Received: []Income{}, Spent: []Spending{}}
	}
	for _, in := range f.income() {
		s := b.Source(in.Source)
		s.Received = append(s.Received, in)
		s.receive(in.Part)
		b.receive(in.Part)
		if in.Expected {
			b.Expected = b.Expected.Add(in.Part)
		}
	}
	for _, s := range f.Spending {
		b.add(s)
	}
	b.Notional, b.Awaited = b.Source(SourceNotional).In, f.awaited()
	b.byPupil(f)
	slices.SortFunc(b.Staff, func(a, c StaffSum) int {
		return cmp.Or(c.Committed.Cmp(a.Committed), cmp.Compare(a.Name, c.Name))
	})
	return b
}

// Source returns what stands under a source; one that is not known is the notional SEN
// budget, as "" is.
func (b *Budget) Source(source string) *SourceSum {
	return &b.Sources[max(0, slices.Index(Sources, source))]
}

// Spending returns every row of the provision map, by source.
func (b *Budget) Spending() []Spending {
	var out []Spending
	for _, s := range b.Sources {
		out = append(out, s.Spent...)
	}
	return out
}

// add counts a row of the provision map.
func (b *Budget) add(s Spending) {
	b.Example, b.Missing = b.Example || s.Whole.Example, b.Missing || s.Whole.Missing
	b.spend(s.Whole)
	after := s.Whole.Planned.Sub(s.BeforeApril)
	b.BeforeApril, b.FromApril = b.BeforeApril.Add(s.BeforeApril), b.FromApril.Add(after)
	source := b.Source(s.Source)
	s.Source = source.Source
	source.Spent = append(source.Spent, s)
	source.spend(s.Whole)
	source.BeforeApril, source.FromApril = source.BeforeApril.Add(s.BeforeApril), source.FromApril.Add(after)
	at := slices.IndexFunc(b.Staff, func(k StaffSum) bool { return k.Name == s.Staff })
	if at < 0 {
		at = len(b.Staff)
		b.Staff = append(b.Staff, StaffSum{Name: s.Staff})
	}
	b.Staff[at].spend(s.Whole)
	b.Staff[at].Interventions++
}

// byPupil adds up what each pupil's help costs. Who only waits for a place has none.
func (b *Budget) byPupil(f BudgetFacts) {
	at := map[string]int{}
	b.Unshared = b.Committed
	for _, s := range f.Spending {
		for _, share := range s.Shares {
			b.Unshared = b.Unshared.Sub(share.Planned)
			if share.Planned.IsZero() && share.ToDate.IsZero() {
				continue
			}
			n, known := at[share.Pupil]
			if !known {
				n = len(b.Pupils)
				at[share.Pupil] = n
				b.Pupils = append(b.Pupils, PupilCost{Pupil: share.Pupil, Help: []PupilHelp{}})
			}
			p := &b.Pupils[n]
			p.Committed, p.ToDate, p.Forecast = p.Committed.Add(share.Planned), p.ToDate.Add(share.ToDate), p.Forecast.Add(share.Forecast())
			p.Help = append(p.Help, PupilHelp{Intervention: s.ID, Name: s.Name, Source: b.Source(s.Source).Source, Sum: share.Sum})
		}
	}
	for n := range b.Pupils {
		p := &b.Pupils[n]
		p.School = money.Min(p.Committed, f.Contribution)
		p.Above = p.Committed.Sub(p.School)
		slices.SortStableFunc(p.Help, func(a, c PupilHelp) int { return c.Planned.Cmp(a.Planned) })
	}
	for _, in := range b.Source(SourceTopUp).Received {
		if n, known := at[in.Pupil]; known && in.Pupil != "" {
			b.Pupils[n].TopUp = b.Pupils[n].TopUp.Add(in.Part)
		}
	}
	slices.SortStableFunc(b.Pupils, func(a, c PupilCost) int {
		return cmp.Or(c.Committed.Cmp(a.Committed), cmp.Compare(a.Pupil, c.Pupil))
	})
}
