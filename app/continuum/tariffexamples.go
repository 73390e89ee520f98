package continuum

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/pack"
)

// tariffExample is a worked example of a tariff: a profile of levels and points, what
// band it has, and what that band pays in a kind of setting on a day.
type tariffExample struct {
	Name    string   `json:"name"`
	Overall string   `json:"overall"`
	Areas   []string `json:"areas"` // the level of each area that is rated
	Points  int      `json:"points"`
	Setting string   `json:"setting"`
	On      day.Date `json:"on"`
	Expect  struct {
		Band   string `json:"band"`   // "" where no rule holds; null in the file
		Amount string `json:"amount"` // "" where the table has none; null in the file
	} `json:"expect"`
}

// checkExamples works each example out by the table. What an amount is stands in no
// problem: those of an example tariff are shown to nobody.
func (t *TariffPack) checkExamples(examples []tariffExample, problems *pack.Problems) {
	worked := make([]pack.Worked, len(examples))
	for i, e := range examples {
		w := pack.Worked{Name: e.Name, Want: bandWords(e.Expect.Band)}
		for _, id := range append([]string{e.Overall}, e.Areas...) {
			if !slices.Contains(t.Levels, id) {
				w.Failed = "There is no level “" + id + "” among the levels of this tariff."
			}
		}
		band := t.bandOf(e)
		w.Got = bandWords(band)
		if w.Want == w.Got && e.Expect.Amount != t.paid(band, e.Setting, e.On) {
			w.Want, w.Got = w.Want+" with the amount of the example", w.Got+" with another amount"
		}
		worked[i] = w
	}
	problems.CheckExamples(worked)
}

// bandOf is the band of an example by the rules.
func (t *TariffPack) bandOf(e tariffExample) string {
	return t.Tariff.bandFor(e.Overall, e.Points, func(level string) int {
		n := 0
		for _, area := range e.Areas {
			if slices.Index(t.Levels, area) >= slices.Index(t.Levels, level) {
				n++
			}
		}
		return n
	})
}

func bandWords(key string) string {
	if key == "" {
		return "no band"
	}
	return "the band “" + key + "”"
}

// paid is what the table holds for a band, whether or not anybody may see it.
func (t *TariffPack) paid(band, setting string, on day.Date) string {
	b, _ := t.Tariff.Band(band)
	for _, a := range b.amounts[setting] {
		if a.holdsOn(on) {
			return a.amount.String()
		}
	}
	return ""
}
