package continuum

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack"
)

// Tariff is the table of bands: a part of a continuum, or a pack of its own that stands
// in its place (see TariffPack). A continuum may have none.
type Tariff struct {
	Status      pack.Status `json:"status"`
	ExampleOnly bool        `json:"example_only"`
	Warning     string      `json:"warning"`
	Bands       []Band      `json:"bands"`
	BandRules   []BandRule  `json:"band_rules"` // the first that matches decides
}

// Band is one row of the tariff. Its amounts are private: Amount alone gives
// them out, and never one that was made up.
type Band struct {
	Key     string
	Name    string
	Levels  []string
	Basis   string
	example bool
	amounts map[string][]bandAmount // by kind of setting
}

// bandAmount is what a band pays from a day until another, both included; the zero Date
// stands for no end.
type bandAmount struct {
	from, to day.Date
	amount   money.Amount
	example  bool
}

func (a bandAmount) holdsOn(on day.Date) bool {
	return !on.Before(a.from) && (a.to.IsZero() || !a.to.Before(on))
}

// UnmarshalJSON reads a band and its amounts exactly, never through a float.
func (b *Band) UnmarshalJSON(data []byte) error {
	var row struct {
		Key     string                  `json:"key"`
		Name    string                  `json:"name"`
		Levels  []string                `json:"levels"`
		Basis   string                  `json:"basis"`
		Amounts map[string]*json.Number `json:"amounts"`
		Example bool                    `json:"example"`
	}
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	*b = Band{Key: row.Key, Name: row.Name, Levels: row.Levels, Basis: row.Basis, example: row.Example, amounts: map[string][]bandAmount{}}
	for setting, number := range row.Amounts {
		if number == nil {
			continue
		}
		amount, err := money.Parse(number.String())
		if err != nil {
			return fmt.Errorf("%s in the tariff band %s is %w", number, row.Key, err)
		}
		b.amounts[setting] = []bandAmount{{amount: amount}}
	}
	return nil
}

// BandRule gives a band to a suggestion. Each part that is set must hold.
type BandRule struct {
	Level     string `json:"level"`                  // the overall level
	AreasAt   string `json:"when_areas_at_or_above"` // with MinAreas: so many areas at this level or above
	MinAreas  int    `json:"min_areas"`
	MinPoints int    `json:"min_points"` // for a continuum that counts points
	Band      string `json:"band"`
}

// Amount returns what a band pays in a kind of setting on a day, per pupil per year. It
// answers false where the tariff has no such amount, and for every amount that is only
// an example: those are never shown, printed or sent.
func (t *Tariff) Amount(band, setting string, on day.Date) (money.Amount, bool) {
	b, ok := t.Band(band)
	if !ok || !t.Issued(band) {
		return money.Amount{}, false
	}
	for _, a := range b.amounts[setting] {
		if a.holdsOn(on) && !a.example {
			return a.amount, true
		}
	}
	return money.Amount{}, false
}

// Settings lists the kinds of setting for which a band has an amount, sorted.
func (b Band) Settings() []string { return slices.Sorted(maps.Keys(b.amounts)) }

// Issued reports whether a band comes from a tariff that somebody has published, and is
// not an example in it. The name of any other band says nothing about what will be paid.
func (t *Tariff) Issued(band string) bool {
	b, ok := t.Band(band)
	return ok && t.Status == pack.Published && !t.ExampleOnly && !b.example
}

// Band returns the band with a key.
func (t *Tariff) Band(key string) (Band, bool) {
	if t == nil {
		return Band{}, false
	}
	for _, b := range t.Bands {
		if b.Key == key {
			return b, true
		}
	}
	return Band{}, false
}

// bandFor finds the band for a profile: the first rule that holds, "" for none. areasAt
// counts the areas at a level or above it.
func (t *Tariff) bandFor(overall string, points int, areasAt func(level string) int) string {
	if t == nil || overall == "" {
		return ""
	}
	for _, r := range t.BandRules {
		if r.Level != "" && r.Level != overall {
			continue
		}
		if r.MinAreas > 0 && areasAt(r.AreasAt) < r.MinAreas {
			continue
		}
		if points < r.MinPoints {
			continue
		}
		return r.Band
	}
	return ""
}
