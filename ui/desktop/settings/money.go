package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// money is the section of hourly rates, and the way to the budget.
func (s *Screen) money() section {
	var out section
	rates := sheet.New("", "", nil)
	from := parts.NewDateField(s.n.Desk.Today)
	rates.Add("from", "New rates hold from", from, "Empty is this school year. Costs before the day keep the rate that held then.")
	var fills []func()
	for _, kind := range s.n.Desk.RateCard().StaffKinds {
		field := parts.NewMoneyField()
		field.OnValue = func(rate money.Amount) {
			rates.Keep(kind.ID, func() error { return s.saveRate(kind.ID, field, rate, from) })
		}
		rates.Add(kind.ID, kind.Name, field, "")
		if out.first == nil {
			out.first = field
		}
		fills = append(fills, func() { s.fillRate(kind.ID, field) })
	}
	examples, card := container.NewStack(), container.NewStack()
	out.fill = func() {
		for _, fill := range fills {
			fill()
		}
		examples.Objects = []fyne.CanvasObject{s.examples()}
		examples.Refresh()
		card.Objects = []fyne.CanvasObject{s.cardInUse()}
		card.Refresh()
	}
	out.fill()
	out.content = scrolled(
		parts.Column(parts.Between, parts.NewText("What an hour costs", parts.SectionTitle),
			parts.NewProse("Salary with on-costs, for one hour with pupils. Your own rate stands before the rate card's; empty a field to use the card's again. Where a rate is only an example, a request says so.", parts.Plain), parts.AtMost(formWidth, rates.Form()), examples),
		card,
		s.toBudget())
	return out
}

// toBudget leads to where the school's money is entered.
func (s *Screen) toBudget() fyne.CanvasObject {
	return parts.Column(parts.Between, parts.NewText("Budget", parts.SectionTitle),
		parts.NewProse("The school pays the first "+s.n.Desk.Contribution().Short()+" of a pupil’s extra help in a year from its "+s.n.Desk.Terms().Label("notional_budget")+". That money, and all other money, stands on the Budget page.", parts.Plain),
		parts.NewLink("Open the budget", func() { s.n.Shell.Go(shell.To("budget", "")) }))
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
	if rate, has := s.n.Desk.RateCard().RateOn(kind, s.n.Desk.Today()); has {
		field.SetPlaceHolder(rate.Amount.Words() + map[bool]string{true: " (example)", false: " (rate card)"}[rate.Example])
	}
}

// cardInUse tells of the rate card, and leads to where another is looked at.
func (s *Screen) cardInUse() fyne.CanvasObject {
	own, err := s.n.Desk.OwnRates(context.Background())
	if err != nil {
		return marked(parts.Overdue, desk.Words(err))
	}
	card := s.n.Desk.RateCard()
	facts := []parts.Fact{{Label: "In use", Value: packWords(card.Head)}}
	for _, kind := range card.StaffKinds {
		for _, r := range own[kind.ID] {
			if r.From.After(s.n.Desk.Today()) {
				facts = append(facts, parts.Fact{Label: kind.Name, Value: r.Amount.Words() + " from " + r.From.Words()})
			}
		}
	}
	return parts.Column(parts.Between, parts.NewText("Rate card", parts.SectionTitle), parts.NewFactList(facts...),
		parts.NewLink("Look at another rate card", func() { s.n.Shell.Go(shell.To("settings", "packs")) }))
}

// examples says how many kinds of staff have no rate of the school's own.
func (s *Screen) examples() fyne.CanvasObject {
	own, err := s.n.Desk.Rates(context.Background())
	if err != nil {
		return marked(parts.Overdue, desk.Words(err))
	}
	card, n := s.n.Desk.RateCard(), 0
	for _, kind := range card.StaffKinds {
		rate, has := card.RateOn(kind.ID, s.n.Desk.Today())
		if _, set := own[kind.ID]; !set && (rate.Example || !has) {
			n++
		}
	}
	if n == 0 {
		return marked(parts.Done, "Every rate is your own or from a rate card.")
	}
	return marked(parts.Soon, wording.Count(n, "rate")+" not set yet: where a field shows an example, sums use it.")
}

// saveRate keeps a rate from the day in the date field, or for an empty field goes back to
// the rate of the card.
func (s *Screen) saveRate(kind string, field *parts.MoneyField, rate money.Amount, from *parts.DateField) error {
	ctx, err := context.Background(), error(nil)
	switch {
	case field.Empty():
		err = s.n.Desk.DropRates(ctx, kind)
	case from.Empty():
		err = s.n.Desk.SaveRate(ctx, kind, rate)
	default:
		first, wrong := from.Value()
		if wrong != nil {
			return &desk.Refusal{Field: "from", Words: "Enter the first day of the rate as a date, or leave it empty."}
		}
		err = s.n.Desk.SaveRateFrom(ctx, kind, rate, first)
	}
	if err != nil {
		return &desk.Refusal{Field: kind, Words: desk.Words(err)}
	}
	s.section.fill()
	s.n.Shell.Changed()
	return nil
}
