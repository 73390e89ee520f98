package provision

import (
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
)

// Product is one of the products that an intervention's planned cost is the sum of, in
// numbers: what Sum.Words says in words.
type Product struct {
	What     string          // what was bought; "" for time
	Minutes  int             // in one session; 0 where the price is not for an hour
	Sessions decimal.Decimal // a week; 0 where the price is for a week or a year, or something is bought
	Weeks    int             // 0 for what is bought
	Of       int             // weeks that a price for the year is spread over, or useful years of what is bought; else 1
	Price    money.Amount
	Per      string // PerHour, PerSession, PerWeek or PerYear; "" for what is bought
	Times    int    // pupils for each of whom the price is paid; 1 where it is shared
	Group    int    // pupils who share it, 0 while nobody does
	Example  bool   // the price is a rate that is only an example
}

// Products are what the planned cost of an intervention in the school year is made of.
// Their sum, rounded to the penny once, is Of(…).Whole.Planned.
func (c Costing) Products(i Intervention, placed []Placement) []Product {
	r := c.run(i, placed)
	r.time(nil)
	r.buy()
	var out []Product
	for n := range r.stretches {
		p := r.product(&r.stretches[n])
		same := slices.IndexFunc(out, func(o Product) bool { return o.alike(p) })
		if same >= 0 {
			out[same].Weeks += p.Weeks
			continue
		}
		out = append(out, p)
	}
	for _, item := range r.items {
		out = append(out, Product{What: item.item.What, Of: max(1, item.item.Years), Price: item.item.Amount, Times: 1, Group: len(item.rows) + item.others})
	}
	return out
}

// product is a stretch of weeks in numbers.
func (r *run) product(s *stretch) Product {
	price := r.prices[s.price]
	p := Product{Weeks: s.weeks, Of: 1, Price: price.amount, Per: price.per, Times: 1, Group: len(s.rows) + s.others, Example: price.example}
	if p.Per == "" {
		p.Per = PerHour
	}
	switch p.Per {
	case PerYear:
		p.Of = len(r.counted)
	case PerHour:
		p.Minutes, p.Sessions = r.i.Minutes, r.i.SessionsAWeek
	case PerSession:
		p.Sessions = r.i.SessionsAWeek
	}
	if r.i.EachPays {
		p.Times, p.Group = max(1, len(s.rows)+s.others), 1
		if len(s.rows) == 1 && r.bySession() {
			p.Sessions = r.own(s.rows[0])
		}
	}
	return p
}

// alike reports whether two products differ in nothing but their weeks.
func (p Product) alike(o Product) bool {
	return p.Sessions.Equal(o.Sessions) && p.Price.Cmp(o.Price) == 0 && p.Minutes == o.Minutes && p.Of == o.Of &&
		p.Per == o.Per && p.Times == o.Times && p.Group == o.Group && p.Example == o.Example
}
