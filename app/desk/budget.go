package desk

import (
	"cmp"
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// settingBudget holds how the school counts its money.
const settingBudget = "budget"

// budgetSetting is the month in which the financial year starts; 0 is April.
type budgetSetting struct {
	Starts int `json:"starts"`
}

// budgetBought stands for a kind of staff where somebody else is paid.
const budgetBought = "Bought from others"

// budgetIn returns the money for SEN of a school year (2026 is September 2026 to August
// 2027) against what the provision map of that year costs. 0 is this school year.
func (d *Desk) budgetIn(ctx context.Context, year int) (funding.Budget, error) {
	if year == 0 {
		year = day.AcademicYear(d.Today())
	}
	if this := day.AcademicYear(d.Today()); year < this-20 || year > this+5 {
		return funding.Budget{}, refuse("year", "There is no budget for that year. Enter the year in which the school year starts, such as "+day.Of(this, 9, 1).String()[:4]+".")
	}
	f := funding.BudgetFacts{Year: year, Today: d.Today()}
	var err error
	if f.Starts, err = d.BudgetStarts(ctx); err != nil {
		return funding.Budget{}, err
	}
	if f.Lines, err = d.budgetLines(ctx); err != nil {
		return funding.Budget{}, err
	}
	if f.TopUps, err = d.topUps(ctx); err != nil {
		return funding.Budget{}, err
	}
	if f.Spending, err = d.spending(ctx, year, f.Starts); err != nil {
		return funding.Budget{}, err
	}
	c, _ := d.funding.ContributionOn(inSchoolYear(year, d.Today()))
	f.Contribution, f.ContributionSource = c.Amount, c.Source
	b := funding.MakeBudget(f)
	d.nameBudget(&b)
	return b, nil
}

// nameBudget puts the names of the register into a budget, and those who cost the same
// into its order.
func (d *Desk) nameBudget(b *funding.Budget) {
	names := d.mapNames()
	for n := range b.Pupils {
		b.Pupils[n].Name = names[b.Pupils[n].Pupil].name
	}
	slices.SortStableFunc(b.Pupils, func(a, c funding.PupilCost) int {
		return cmp.Or(c.Committed.Cmp(a.Committed), names[a.Pupil].place-names[c.Pupil].place)
	})
}

// BudgetStarts returns the month in which the school's financial year starts: April, or
// September for an academy.
func (d *Desk) BudgetStarts(ctx context.Context) (int, error) {
	var s budgetSetting
	_, err := readNamed(ctx, d.store, kindSetting, settingBudget, &s)
	return cmp.Or(s.Starts, funding.StartsApril), err
}

// SetBudgetStarts keeps the month in which the school's financial year starts.
func (d *Desk) SetBudgetStarts(ctx context.Context, month int) error {
	label := map[int]string{funding.StartsApril: "Count money from April to March", funding.StartsSeptember: "Count money from September to August"}[month]
	if label == "" {
		return refuse("starts", "A school's financial year starts in April, or in September for an academy.")
	}
	if now, err := d.BudgetStarts(ctx); err != nil || now == month {
		return err
	}
	edit, err := putNamed(kindSetting, settingBudget, budgetSetting{month})
	if err != nil {
		return err
	}
	return d.do(ctx, label, "", edit)
}

// topUps are the sums of money that decisions brought.
func (d *Desk) topUps(ctx context.Context) ([]funding.TopUp, error) {
	requests, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []funding.TopUp
	for _, r := range requests {
		from, until, agreed := r.Progress.Lasts()
		if !agreed {
			continue
		}
		out = append(out, funding.TopUp{Request: r.Number, Reference: r.Reference(), Pupil: r.Pupil, Amount: r.Progress.Decision.Amount,
			From: from, To: r.Progress.Decision.To, Until: until})
	}
	slices.SortFunc(out, func(a, b funding.TopUp) int { return cmp.Compare(a.Request, b.Request) })
	return out, nil
}

// spending are the rows of the provision map of a school year with what they cost. Those
// of this year are the very figures of the map.
func (d *Desk) spending(ctx context.Context, year, starts int) ([]funding.Spending, error) {
	costing, err := d.costingOf(ctx, d.card, year)
	if err != nil {
		return nil, err
	}
	this := year == day.AcademicYear(d.Today())
	held := map[string][]provision.Attendance{}
	if !this && year < day.AcademicYear(d.Today()) {
		err := each(ctx, d.store, kindAttendance, "", func(a provision.Attendance) {
			if !a.Week.Before(costing.First.AddDays(-6)) && !a.Week.After(costing.Last) {
				held[a.Intervention] = append(held[a.Intervention], a)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	march := costing
	march.Today = day.Of(year+1, 3, 31)
	out := make([]funding.Spending, 0, len(runs))
	for _, r := range runs {
		if !r.onMap(&costing) {
			continue
		}
		var cost provision.RunCost
		if this {
			cost = *d.costOf(r)
		} else {
			cost = costing.Of(r.Intervention, r.placed, held[r.ID])
		}
		s := funding.Spending{ID: r.ID, Name: r.Name, Library: d.fromLibrary(r), Source: cmp.Or(r.PaidFrom, funding.SourceNotional), Staff: d.paidTo(r),
			Pupils: pupilsOf(r, &costing), Whole: cost.Whole, Shares: cost.Shares, Others: cost.Others}
		s.BeforeApril = beforeDay(march, r, cost.Whole.Planned)
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b funding.Spending) int {
		return cmp.Or(b.Whole.Planned.Cmp(a.Whole.Planned), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// beforeDay is what of the planned cost falls in weeks that end by the costing's day. It
// is the cost to date of a school that looks on that day and ticked nothing.
func beforeDay(c provision.Costing, r *run, planned money.Amount) money.Amount {
	if planned.IsZero() {
		return planned
	}
	return c.Of(r.Intervention, r.placed, nil).Whole.ToDate
}

// paidTo is the kind of staff that a row's money goes to.
func (d *Desk) paidTo(r *run) string {
	if r.StaffKind == "" || !r.Price.IsZero() || r.Setting == provision.AlternativeProvision {
		return budgetBought
	}
	return d.card.StaffName(r.StaffKind)
}

// fromLibrary reports whether a row bears a name of the library, which names nobody.
func (d *Desk) fromLibrary(r *run) bool {
	e, found := d.Library().Find(r.Library)
	return found && e.Name == r.Name
}

// pupilsOf counts the pupils in a row in a school year, without those who only wait.
func pupilsOf(r *run, c *provision.Costing) int {
	in := map[string]bool{}
	for _, p := range r.placed {
		first, last := provision.Held(p, r.Intervention)
		if !p.Waiting && provision.Overlap(first, last, c.First, c.Last) {
			in[p.Pupil] = true
		}
	}
	return len(in)
}
