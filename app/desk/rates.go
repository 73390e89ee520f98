package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// settingRates holds the school's own hourly rates, by kind of staff.
const settingRates = "rates"

// OwnRate is what an hour costs the school from a day on; a zero day is always.
type OwnRate struct {
	From   day.Date     `json:"from"`
	Amount money.Amount `json:"amount"`
}

// OwnRates are the school's own rates of one kind of staff, by their first days.
type OwnRates []OwnRate

// UnmarshalJSON reads dated rates, and the single amount that files held before rates
// had dates.
func (r *OwnRates) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte(`"`)) {
		var one OwnRate
		err := json.Unmarshal(text, &one.Amount)
		*r = OwnRates{one}
		return err
	}
	return json.Unmarshal(text, (*[]OwnRate)(r))
}

// On returns the rate that holds on a day; false before the first.
func (r OwnRates) On(on day.Date) (OwnRate, bool) {
	for _, rate := range slices.Backward(r) {
		if !rate.From.After(on) {
			return rate, true
		}
	}
	return OwnRate{}, false
}

// ownRates returns all of the school's own hourly rates, by kind of staff.
func (d *Desk) ownRates(ctx context.Context) (map[string]OwnRates, error) {
	own := map[string]OwnRates{}
	_, err := readNamed(ctx, d.store, kindSetting, settingRates, &own)
	return own, err
}

// Rates returns the school's own hourly rates that hold today, by kind of staff.
func (d *Desk) Rates(ctx context.Context) (map[string]money.Amount, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	own, err := d.ownRates(ctx)
	now := map[string]money.Amount{}
	for kind, rates := range own {
		if rate, has := rates.On(d.Today()); has {
			now[kind] = rate.Amount
		}
	}
	return now, err
}

// rateToday returns the hourly rate for a kind of staff today: the school's own, else the
// card's. Example says that it is only an example and must not be used for a request.
func (d *Desk) rateToday(ctx context.Context, kind string) (rate money.Amount, example bool, err error) {
	own, err := d.ownRates(ctx)
	if err != nil {
		return money.Amount{}, false, err
	}
	r, _ := rateOn(own, d.card, kind, d.Today())
	return r.Amount, r.Example, nil
}

// rateOn is the rate of a kind of staff on a day: the school's own before the card's.
func rateOn(own map[string]OwnRates, card provision.RateCard, kind string, on day.Date) (provision.HourlyRate, bool) {
	if r, has := own[kind].On(on); has {
		return provision.HourlyRate{Amount: r.Amount, Source: "The school's own rate"}, true
	}
	r, has := card.RateOn(kind, on)
	return provision.HourlyRate{Amount: r.Amount, Example: r.Example, Source: r.Source}, has
}

// SaveRate keeps the school's own hourly rate for a kind of staff. The first one holds
// always. A later one takes the place of the rate that holds now, from when that began
// in this school year or else from the year's first day: costs of earlier years stay.
func (d *Desk) SaveRate(ctx context.Context, kind string, rate money.Amount) error {
	own, err := d.ownRates(ctx)
	if err != nil {
		return err
	}
	var from day.Date
	if now, has := own[kind].On(d.Today()); has {
		from = day.Of(day.AcademicYear(d.Today()), 9, 1)
		if now.From.After(from) {
			from = now.From
		}
	}
	return d.SaveRateFrom(ctx, kind, rate, from)
}

// SaveRateFrom keeps what an hour costs the school from a day on. What was costed for the
// time before keeps the rate that held then.
func (d *Desk) SaveRateFrom(ctx context.Context, kind string, rate money.Amount, from day.Date) error {
	line := provision.Line{Description: "x", Minutes: 1, Weeks: 1, GroupSize: 1, Rate: rate}
	for _, f := range provision.Check(line) {
		if f.Field == "rate" && f.Code != "provision.rate_high" {
			return refuse("rate", provision.Words(f))
		}
	}
	if !from.IsZero() && (from.Before(d.Today().AddYears(-10)) || from.After(d.Today().AddYears(10))) {
		return refuse("from", "Enter a first day within ten years of today.")
	}
	own, err := d.ownRates(ctx)
	if err != nil {
		return err
	}
	rates := slices.DeleteFunc(own[kind], func(r OwnRate) bool { return r.From == from })
	rates = append(rates, OwnRate{From: from, Amount: rate})
	slices.SortFunc(rates, func(a, b OwnRate) int { return a.From.Compare(b.From) })
	own[kind] = rates
	return d.saveOwnRates(ctx, "Set the hourly rate for "+d.card.StaffName(kind), own)
}

// DropRates takes the school's own rates for a kind of staff away, so that the card's
// hold again.
func (d *Desk) DropRates(ctx context.Context, kind string) error {
	own, err := d.ownRates(ctx)
	if err != nil {
		return err
	}
	if len(own[kind]) == 0 {
		return refuse("rate", "There is no rate of your own for "+d.card.StaffName(kind)+". Nothing was changed.")
	}
	delete(own, kind)
	return d.saveOwnRates(ctx, "Use the card's hourly rate for "+d.card.StaffName(kind), own)
}

func (d *Desk) saveOwnRates(ctx context.Context, label string, own map[string]OwnRates) error {
	edit, err := putNamed(kindSetting, settingRates, own)
	if err != nil {
		return err
	}
	if len(own) == 0 {
		edit = journal.Edit{Kind: kindSetting, Key: settingRates, Remove: true}
	}
	return d.do(ctx, label, "", edit)
}
