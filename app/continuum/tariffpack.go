package continuum

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/assets"
)

// TariffPack is a tariff that is published by itself, so that a council can change its
// bands and amounts each year without a new continuum and without rating anybody again.
type TariffPack struct {
	pack.Head
	For    string // id of the continuum that it is for
	Levels []string
	Tariff *Tariff
}

// mostInABand is the most that a band may pay for a pupil in a year, in pounds.
const mostInABand = 1_000_000

// tariffFile is a tariff pack as it stands in a file.
type tariffFile struct {
	pack.Head
	For         string          `json:"for_continuum"`
	ExampleOnly bool            `json:"example_only"`
	Warning     string          `json:"warning"`
	Levels      []string        `json:"levels"` // of the continuum, from the least need to the greatest
	Bands       []Band          `json:"bands"`
	BandRules   []BandRule      `json:"band_rules"`
	Amounts     []tariffRow     `json:"amounts"`
	Examples    []tariffExample `json:"worked_examples"`
}

// tariffRow is what a band pays in a kind of setting, between two days.
type tariffRow struct {
	Band    string   `json:"band"`
	Setting string   `json:"setting"`
	From    day.Date `json:"from"`
	To      day.Date `json:"to"`
	Amount  string   `json:"amount"`
	Example bool     `json:"example"`
}

// LoadTariff reads a tariff pack, or says all that is wrong with it: its form, bands and
// levels that it does not have, amounts that are none or overlap, and worked examples
// that its own table does not give.
func LoadTariff(data []byte) (*TariffPack, pack.Problems) {
	var f tariffFile
	if problems := pack.Read(assets.Schema("tariff.json"), data, &f); problems != nil {
		return nil, problems
	}
	t := &TariffPack{Head: f.Head, For: f.For, Levels: f.Levels,
		Tariff: &Tariff{Status: f.Status, ExampleOnly: f.ExampleOnly, Warning: f.Warning, Bands: f.Bands, BandRules: f.BandRules}}
	var problems pack.Problems
	f.checkBands(&problems)
	f.layAmounts(t.Tariff, &problems)
	if problems == nil {
		t.checkExamples(f.Examples, &problems)
	}
	if problems != nil {
		return nil, problems
	}
	return t, nil
}

// checkBands notes bands and levels that stand twice or not at all.
func (f *tariffFile) checkBands(problems *pack.Problems) {
	level := func(path, id string) {
		if id != "" && !slices.Contains(f.Levels, id) {
			problems.Add(path, "There is no level “%s” among the levels of this tariff.", id)
		}
	}
	for i, id := range f.Levels {
		if slices.Index(f.Levels, id) < i {
			problems.Add(index("levels", i), "The level “%s” is listed twice.", id)
		}
	}
	for i, b := range f.Bands {
		if slices.IndexFunc(f.Bands, func(o Band) bool { return o.Key == b.Key }) < i {
			problems.Add(index("bands", i), "There are two bands “%s”.", b.Key)
		}
		for n, id := range b.Levels {
			level(index(index("bands", i)+".levels", n), id)
		}
	}
	for i, r := range f.BandRules {
		at := index("band_rules", i)
		level(at+".level", r.Level)
		level(at+".when_areas_at_or_above", r.AreasAt)
		if !f.has(r.Band) {
			problems.Add(at+".band", "There is no band “%s” in the tariff.", r.Band)
		}
	}
}

func (f *tariffFile) has(band string) bool {
	return slices.ContainsFunc(f.Bands, func(b Band) bool { return b.Key == band })
}

// layAmounts puts the amounts into their bands, and notes those that cannot be.
func (f *tariffFile) layAmounts(t *Tariff, problems *pack.Problems) {
	for i, row := range f.Amounts {
		at := index("amounts", i)
		amount, why := bandSum(row.Amount)
		if why != "" {
			problems.Add(at+".amount", "%s", why)
		}
		if !row.To.IsZero() && row.To.Before(row.From) {
			problems.Add(at+".to", "The amount ends before it begins.")
		}
		band := slices.IndexFunc(t.Bands, func(b Band) bool { return b.Key == row.Band })
		if band < 0 {
			problems.Add(at+".band", "There is no band “%s” in the tariff.", row.Band)
			continue
		}
		now := bandAmount{from: row.From, to: row.To, amount: amount, example: row.Example}
		amounts := t.Bands[band].amounts
		for _, other := range amounts[row.Setting] {
			if now.holdsOn(other.from) || other.holdsOn(now.from) {
				problems.Add(at+".from", "The band “%s” has two amounts for “%s” on %s. End one before the other begins.", row.Band, row.Setting, later(now.from, other.from).Words())
			}
		}
		amounts[row.Setting] = append(amounts[row.Setting], now)
	}
}

func later(a, b day.Date) day.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// bandSum reads an amount of the table, or says why it is none that a band can pay.
func bandSum(text string) (money.Amount, string) {
	a, err := money.Parse(text)
	switch {
	case err != nil && len(text) > 40:
		return a, "This is not an amount of money. Write pounds and pence, like 5000.00."
	case err != nil:
		return a, "“" + text + "” is not an amount of money of a size that a band can pay. Write pounds and pence, like 5000.00."
	case a.IsNegative():
		return a, "“" + text + "” is below nothing. A band pays nothing or more."
	case a.Decimal().Exponent() < -2:
		return a, "“" + text + "” has parts of a penny. Write pounds and pence, like 5000.00."
	case a.Cmp(money.Pounds(mostInABand)) > 0:
		return a, "“" + text + "” is more than " + money.Pounds(mostInABand).Short() + " for a pupil in a year. Look for a slip."
	}
	return a, ""
}

// Faults returns why a tariff does not go with a continuum: it is for another one, or
// names levels in a way that the continuum does not have.
func (t *TariffPack) Faults(p *Pack) pack.Problems {
	var problems pack.Problems
	if t.For != p.ID {
		problems.Add("for_continuum", "It is for “%s”, and “%s” is in use here.", t.For, p.ID)
		return problems
	}
	for i, id := range t.Levels {
		switch {
		case p.step(id) < 0:
			problems.Add(index("levels", i), "There is no level “%s” in “%s”, version %s.", id, p.ID, p.Version)
		case i > 0 && p.step(t.Levels[i-1]) > p.step(id):
			problems.Add(index("levels", i), "In “%s” the level “%s” comes before “%s”.", p.ID, id, t.Levels[i-1])
		}
	}
	for i, r := range t.Tariff.BandRules {
		if r.MinPoints > 0 && p.Rules.AreaLevel.Method != "points" {
			problems.Add(index("band_rules", i)+".min_points", "Points cannot set a band here: “%s” counts none.", p.ID)
		}
	}
	return problems
}

// WithTariff returns the continuum with another tariff in place of its own.
func (p *Pack) WithTariff(t *Tariff) *Pack {
	with := *p
	with.Tariff = t
	return &with
}
