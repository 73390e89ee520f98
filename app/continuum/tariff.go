package continuum

import (
	"encoding/json"
	"fmt"

	"needsbook/app/money"
	"needsbook/app/pack"
)

// Tariff is the table of bands. A continuum may have none.
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
	amounts map[string]money.Amount
	example bool
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
	*b = Band{Key: row.Key, Name: row.Name, Levels: row.Levels, Basis: row.Basis, example: row.Example, amounts: map[string]money.Amount{}}
	for setting, number := range row.Amounts {
		if number == nil {
			continue
		}
		amount, err := money.Parse(number.String())
		if err != nil {
			return fmt.Errorf("%s in the tariff band %s is %w", number, row.Key, err)
		}
		b.amounts[setting] = amount
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

// Amount returns what a band pays in a kind of setting, per pupil per year. It
// answers false where the tariff has no such amount, and for every amount that
// is only an example: those are never printed and never sent.
func (t *Tariff) Amount(band, setting string) (money.Amount, bool) {
	b, ok := t.Band(band)
	if !ok || t.ExampleOnly || t.Status == pack.Example || b.example {
		return money.Amount{}, false
	}
	amount, ok := b.amounts[setting]
	return amount, ok
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

// band finds the band for a profile: the first rule that holds, "" for none.
func (p *Pack) band(overall string, areas map[string]string, points int) string {
	if p.Tariff == nil || overall == "" {
		return ""
	}
	for _, r := range p.Tariff.BandRules {
		if r.Level != "" && r.Level != overall {
			continue
		}
		if r.MinAreas > 0 && len(p.areasAtLeast(areas, r.AreasAt)) < r.MinAreas {
			continue
		}
		if points < r.MinPoints {
			continue
		}
		return r.Band
	}
	return ""
}
