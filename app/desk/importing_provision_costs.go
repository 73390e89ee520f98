package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
)

// ProvisionCost is what a row of a school's own provision map says that it costs, beside
// ours.
type ProvisionCost struct {
	Row    int          `json:"row"`
	Name   string       `json:"name"`   // of the intervention
	Pupils []string     `json:"pupils"` // ids of those whom the cost is for
	Theirs money.Amount `json:"theirs"`
	Ours   money.Amount `json:"ours"`
	Why    string       `json:"why"`
	Short  string       `json:"-"`   // the same for a column of a table
	Sum    string       `json:"sum"` // how ours was worked out
}

// Difference is what ours is above theirs; below where it is negative.
func (c ProvisionCost) Difference() money.Amount { return c.Ours.Sub(c.Theirs) }

// ProvisionCostTotals adds up what both say.
func ProvisionCostTotals(costs []ProvisionCost) (theirs, ours money.Amount) {
	for _, c := range costs {
		theirs, ours = theirs.Add(c.Theirs), ours.Add(c.Ours)
	}
	return theirs, ours
}

// compareCosts works out what each row that says a cost costs by our rules.
func (d *Desk) compareCosts(c provision.Costing, plan intake.ProvisionPlan) []ProvisionCost {
	out := []ProvisionCost{}
	for _, g := range slices.Concat(plan.Added, plan.Changed, plan.Unchanged) {
		cost := c.Of(g.What, g.Placed, nil)
		wholeSaid := false
		for _, l := range g.Lines {
			if l.Cost == nil {
				continue
			}
			of := l.Cost.Of
			if of == "" && len(l.Pupils) > 1 {
				of = intake.PerGroup
			}
			if of == intake.PerGroup {
				if wholeSaid { // the cost of one group stands with each of its pupils
					continue
				}
				wholeSaid = true
			}
			out = append(out, d.compareLine(c, g, l, of, cost))
		}
	}
	slices.SortStableFunc(out, func(a, b ProvisionCost) int { return cmp.Compare(a.Row, b.Row) })
	return out
}

// compareLine compares one row.
func (d *Desk) compareLine(c provision.Costing, g intake.ProvisionGroup, l intake.PlannedLine, of string, cost provision.RunCost) ProvisionCost {
	out := ProvisionCost{Row: l.Row, Name: g.What.Name, Pupils: l.Pupils, Theirs: l.Cost.Amount, Ours: cost.Whole.Planned, Sum: cost.Whole.Words}
	facts := intake.CostFacts{Theirs: l.Cost.Amount, Group: 1, YearWeeks: c.MostWeeks, TheirRate: l.Rate.Amount,
		Time: g.What.Minutes > 0 && !g.What.SessionsAWeek.IsZero() || !g.What.Price.IsZero()}
	if of != intake.PerGroup {
		out.Ours, out.Sum = money.Amount{}, ""
		for n, p := range g.Placed {
			if slices.Contains(l.Pupils, p.Pupil) && n < len(cost.Shares) {
				out.Ours, out.Sum = out.Ours.Add(cost.Shares[n].Planned), cost.Shares[n].Words
			}
		}
		out.Theirs = money.Pence(l.Cost.Amount.InPence() * int64(len(l.Pupils)))
		facts.Group, facts.Theirs = max(g.What.Size, len(g.Placed)), out.Theirs
	}
	facts.Ours = out.Ours
	facts.Weeks = costedWeeks(c, g.What)
	if rate, ok := c.Rate(g.What.StaffKind, later(c.First, g.What.Starts)); ok {
		facts.Rate = rate.Amount
	}
	if !g.What.Price.IsZero() && g.What.Per == provision.PerHour {
		facts.Rate = g.What.Price
	}
	why := facts.Why()
	out.Why, out.Short = why.Words, why.Short
	return out
}

// costedWeeks is how many weeks of the year an intervention is costed for.
func costedWeeks(c provision.Costing, i provision.Intervention) int {
	n := 0
	for _, monday := range c.Weeks {
		if !monday.AddDays(4).Before(i.Starts) && (i.Ends.IsZero() || !monday.After(i.Ends)) {
			n++
		}
	}
	for _, most := range []int{i.Weeks, c.MostWeeks} {
		if most > 0 {
			n = min(n, most)
		}
	}
	return n
}

// costHeads are the columns of the comparison, as a file and on paper.
var costHeads = []string{"Row", "Provision", "Pupils", "Theirs £", "Ours £", "Difference £", "Likely reason", "How ours was worked out"}

// costRows are the rows of the comparison, with the totals last.
func (d *Desk) costRows(costs []ProvisionCost, names Names) [][]string {
	var rows [][]string
	for _, c := range costs {
		rows = append(rows, []string{strconv.Itoa(c.Row), c.Name, d.costPupils(c, names), c.Theirs.String(), c.Ours.String(), c.Difference().String(), c.Why, c.Sum})
	}
	theirs, ours := ProvisionCostTotals(costs)
	return append(rows, []string{"All", "", "", theirs.String(), ours.String(), ours.Sub(theirs).String(), "", ""})
}

// ProvisionCostsCSV makes the comparison of costs a file for a spreadsheet.
func (d *Desk) ProvisionCostsCSV(costs []ProvisionCost, names Names) ([]byte, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	rows := d.costRows(costs, names)
	for _, row := range rows {
		for _, words := range []int{1, 2, 6, 7} { // the others are figures, which may be negative
			row[words] = intake.SafeCell(row[words])
		}
	}
	return spreadsheet(costHeads, rows)
}

// ProvisionCostsPaper lays the comparison of costs out on paper.
func (d *Desk) ProvisionCostsPaper(file string, costs []ProvisionCost, names Names) *paper.Doc {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil
	}
	s := d.School()
	return printout.ProvisionCosts(printout.ProvisionCostFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), File: file,
		Heads: costHeads, Rows: d.costRows(costs, names)})
}

// costPupils names the pupils whom a row's cost is for.
func (d *Desk) costPupils(c ProvisionCost, names Names) string {
	var out []string
	for _, id := range c.Pupils {
		if e, err := d.Entry(id); err == nil {
			out = append(out, NameOf(e, names))
		}
	}
	return strings.Join(out, "; ")
}
