package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/school"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// money is the section of hourly rates and the budget.
func (s *Screen) money() section {
	var out section
	rates := sheet.New("", "", nil)
	var fills []func()
	for _, kind := range s.n.Desk.RateCard().StaffKinds {
		field := parts.NewMoneyField()
		field.OnValue = func(rate money.Amount) {
			rates.Keep(kind.ID, func() error { return s.saveRate(kind.ID, field, rate) })
		}
		rates.Add(kind.ID, kind.Name, field, "")
		if out.first == nil {
			out.first = field
		}
		fills = append(fills, func() { s.fillRate(kind.ID, field) })
	}
	examples := container.NewStack()
	budget := sheet.New("", "", nil)
	notional := parts.NewMoneyField()
	notional.OnValue = func(a money.Amount) {
		budget.Keep("notional", func() error {
			return s.saveSchool(func(to *school.School) {
				to.Notional = a.String()
				if notional.Empty() {
					to.Notional = ""
				}
			})
		})
	}
	budget.Add("notional", "Notional SEN budget", notional, "For the financial year, from the school's budget statement.")
	out.fill = func() {
		for _, fill := range fills {
			fill()
		}
		examples.Objects = []fyne.CanvasObject{s.examples()}
		examples.Refresh()
		notional.SetText("")
		if a, err := money.Parse(s.n.Desk.School().Notional); err == nil {
			notional.SetValue(a)
		}
	}
	out.fill()
	out.content = scrolled(
		parts.Column(parts.Between, parts.NewText("What an hour costs", parts.SectionTitle),
			parts.NewProse("Salary with on-costs, for one hour with pupils. Until you set your own, sums use an example, and a request says so. Help that is already entered keeps the rate it was entered with.", parts.Plain), parts.AtMost(formWidth, rates.Form()), examples),
		parts.Column(parts.Between, parts.NewText("Budget", parts.SectionTitle),
			parts.NewProse("The school pays the first "+s.n.Desk.Contribution().Short()+" of a pupil's extra help in a year from this budget.", parts.Plain), parts.AtMost(formWidth, budget.Form())))
	return out
}

// fillRate shows the school's own rate, or the example as a hint in the empty field.
func (s *Screen) fillRate(kind string, field *parts.MoneyField) {
	own, err := s.n.Desk.Rates(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	if rate, has := own[kind]; has {
		field.SetValue(rate)
		return
	}
	field.SetText("")
	field.SetPlaceHolder("no rate yet")
	if rate, example, err := s.n.Desk.Rate(context.Background(), kind); err == nil && example {
		field.SetPlaceHolder(rate.Words() + " (example)")
	}
}

// examples says how many kinds of staff have no rate of the school's own.
func (s *Screen) examples() fyne.CanvasObject {
	own, err := s.n.Desk.Rates(context.Background())
	if err != nil {
		return marked(parts.Overdue, desk.Words(err))
	}
	n := 0
	for _, kind := range s.n.Desk.RateCard().StaffKinds {
		if _, has := own[kind.ID]; !has {
			n++
		}
	}
	if n == 0 {
		return marked(parts.Done, "Every rate is your own.")
	}
	return marked(parts.Soon, wording.Count(n, "rate")+" not set yet: where a field shows an example, sums use it.")
}

func (s *Screen) saveRate(kind string, field *parts.MoneyField, rate money.Amount) error {
	if field.Empty() { // the rate in use stands there again
		s.section.fill()
		return nil
	}
	if err := s.n.Desk.SaveRate(context.Background(), kind, rate); err != nil {
		return &desk.Refusal{Field: kind, Words: desk.Words(err)}
	}
	s.section.fill()
	s.n.Shell.Changed()
	return nil
}
