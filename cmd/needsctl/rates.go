package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/pack"
)

// rates shows and sets what the school pays an hour.
func rates(c *call) error {
	from := c.flags.String("from", "", "the `day` from which the rates hold; this school year if left out, always where there was none")
	drop := c.flags.String("drop", "", "use the card's rate for this `kind` of staff again")
	if err := c.parse(0, -1); err != nil {
		return err
	}
	given, err := pairs(c.words)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *drop != "" {
			if err := d.DropRates(c.ctx, *drop); err != nil {
				return err
			}
		}
		for _, pair := range given {
			if err := c.setRate(d, pair[0], pair[1], *from); err != nil {
				return err
			}
		}
		return c.listRates(d)
	})
}

func (c *call) setRate(d *desk.Desk, kind, text, from string) error {
	amount, err := readAmount(kind, text)
	if err != nil {
		return err
	}
	if _, known := d.RateCard().Kind(kind); !known {
		return refusal("“" + kind + "” is not a kind of staff. needsctl rates lists them.")
	}
	if from == "" {
		return d.SaveRate(c.ctx, kind, amount)
	}
	first, err := readDay("from", from, d.Today())
	if err != nil {
		return err
	}
	return d.SaveRateFrom(c.ctx, kind, amount, first)
}

func (c *call) listRates(d *desk.Desk) error {
	type listedRate struct {
		Kind    string         `json:"kind"`
		Name    string         `json:"name"`
		Rate    string         `json:"rate"`
		Example bool           `json:"example"`
		Own     []desk.OwnRate `json:"own"` // the school's own, by their first days
	}
	own, err := d.OwnRates(c.ctx)
	if err != nil {
		return err
	}
	var list []listedRate
	var lines []string
	for _, kind := range d.RateCard().StaffKinds {
		a, example, err := d.Rate(c.ctx, kind.ID)
		if err != nil {
			return err
		}
		list = append(list, listedRate{kind.ID, kind.Name, a.String(), example, orEmpty(own[kind.ID])})
		note := ""
		if example {
			note = "  (an example: enter the school's own)"
		}
		lines = append(lines, fmt.Sprintf("%-32s £%s%s", kind.ID, a, note))
		for _, r := range own[kind.ID] {
			if r.From.After(d.Today()) {
				lines = append(lines, fmt.Sprintf("%-32s £%s from %s", "", r.Amount, r.From.Words()))
			}
		}
	}
	return c.print(map[string]any{"rates": orEmpty(list)}, "%s", strings.Join(lines, "\n"))
}

// ratesPreview shows what a rate card would change.
func ratesPreview(c *call) error {
	body, err := c.goodPack()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		p, err := c.ratePreview(d, body)
		if err != nil {
			return err
		}
		lines := []string{p.Title + ". Nothing was changed."}
		for _, k := range p.Kinds {
			lines = append(lines, fmt.Sprintf("%s: %s to %s an hour", k.Name, k.Before.Words(), k.After.Words()))
		}
		for _, r := range p.Rows {
			if r.Before.Cmp(r.After) != 0 {
				lines = append(lines, fmt.Sprintf("%s: %s to %s", r.Name, r.Before.Words(), r.After.Words()))
			}
		}
		if len(p.Own) > 0 {
			lines = append(lines, "The school's own rates stay for: "+strings.Join(p.Own, ", ")+".")
		}
		lines = append(append(lines, p.Gaps...), fmt.Sprintf("All provision this school year: %s to %s", p.Before.Words(), p.After.Words()))
		return c.print(p, "%s", strings.Join(lines, "\n"))
	})
}

// ratesInstall puts a rate card in use.
func ratesInstall(c *call) error {
	body, err := c.goodPack()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		p, err := c.ratePreview(d, body)
		if err != nil {
			return err
		}
		if err := d.InstallPack(c.ctx, body); err != nil {
			return err
		}
		return c.print(checked{OK: true, Problems: []pack.Problem{}}, "%s is in use. All provision this school year: %s, before %s. needsctl undo puts the card before it back.",
			p.Title, p.After.Words(), p.Before.Words())
	})
}

// ratePreview refuses a pack of another sort.
func (c *call) ratePreview(d *desk.Desk, body []byte) (desk.RateCardPreview, error) {
	p, problems, err := d.PreviewRateCard(c.ctx, body)
	if err == nil && len(problems) > 0 {
		err = refusal("This is not a rate card: " + problems[0].Message)
	}
	p.Rows, p.Kinds, p.Own, p.Gaps = orEmpty(p.Rows), orEmpty(p.Kinds), orEmpty(p.Own), orEmpty(p.Gaps)
	return p, err
}
