package desk

import (
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/pack"
)

// layTariff puts the tariff that is a pack of its own in place of the one inside the
// continuum. One for another continuum stands aside, and so does an example before a
// table that a council has published inside its continuum.
func (r *rules) layTariff() {
	inside := r.continuum.Tariff
	switch faults := r.tariff.Faults(r.continuum); {
	case len(faults) > 0:
		r.aside = faults[0].Message
	case inside != nil && inside.Status == pack.Published && r.tariff.Status != pack.Published:
		r.aside = "It is not published, and “" + r.continuum.Title + "” has a published one inside."
	default:
		r.continuum = r.continuum.WithTariff(r.tariff.Tariff)
	}
}

// tariffAside says why the tariff that is a pack of its own is not used; "" where it is.
func (d *Desk) tariffAside() string {
	switch {
	case d.aside == "":
		return ""
	case d.continuum.Tariff == nil:
		return d.aside + " So none is used."
	}
	return d.aside + " So the one inside “" + d.continuum.Title + "” is used."
}

// tariffFaults checks a tariff against the continuum in use.
func (d *Desk) tariffFaults(body []byte) pack.Problems {
	t, problems := continuum.LoadTariff(body)
	if len(problems) > 0 {
		return problems
	}
	faults := t.Faults(d.continuum)
	for i, f := range faults {
		if f.Path == "for_continuum" {
			faults[i].Message += " Put that one in use first, or ask for the one that goes with yours."
		}
	}
	return faults
}

// BandWords says which band of the tariff a suggestion has, and what the band pays in
// each kind of setting today; "" where nobody has published the tariff. It is for the
// adults who decide on a level, and stands on no paper.
func (d *Desk) BandWords(s continuum.Suggestion) string {
	if s.BandName == "" {
		return ""
	}
	t := d.continuum.Tariff
	band, _ := t.Band(s.Band)
	words := capital(d.Terms().Label("tariff")) + ": " + s.BandName + ", " + strings.TrimSuffix(band.Basis, ".") + "."
	var paid []string
	for _, setting := range band.Settings() {
		if amount, ok := t.Amount(s.Band, setting, d.Today()); ok {
			paid = append(paid, d.continuum.SettingName(setting, d.Terms().Label)+" "+amount.Short())
		}
	}
	if len(paid) == 0 {
		return words
	}
	return words + " A year: " + strings.Join(paid, ", ") + "."
}
