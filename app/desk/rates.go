package desk

import (
	"context"

	"needsbook/app/money"
	"needsbook/app/provision"
)

// settingRates holds the school's own hourly rates, by kind of staff.
const settingRates = "rates"

// Rates returns the school's own hourly rates, by kind of staff.
func (d *Desk) Rates(ctx context.Context) (map[string]money.Amount, error) {
	own := map[string]money.Amount{}
	_, err := readNamed(ctx, d.store, kindSetting, settingRates, &own)
	return own, err
}

// Rate returns the hourly rate for a kind of staff: the school's own, else the
// pack's. Example says that it is only an example and must not be used for a request.
func (d *Desk) Rate(ctx context.Context, kind string) (rate money.Amount, example bool, err error) {
	own, err := d.Rates(ctx)
	if err != nil {
		return money.Amount{}, false, err
	}
	if r, ok := own[kind]; ok {
		return r, false, nil
	}
	dated, _ := d.card.RateOn(kind, d.Today())
	return dated.Amount, dated.Example, nil
}

// SaveRate keeps the school's own hourly rate for a kind of staff. Lines already
// costed keep the rate they were made with.
func (d *Desk) SaveRate(ctx context.Context, kind string, rate money.Amount) error {
	line := provision.Line{Description: "x", Minutes: 1, Weeks: 1, GroupSize: 1, Rate: rate}
	for _, f := range provision.Check(line) {
		if f.Field == "rate" {
			return refuse("rate", provision.Words(f))
		}
	}
	own, err := d.Rates(ctx)
	if err != nil {
		return err
	}
	own[kind] = rate
	edit, err := putNamed(kindSetting, settingRates, own)
	if err != nil {
		return err
	}
	return d.do(ctx, "Set the hourly rate for "+d.card.StaffName(kind), "", edit)
}
