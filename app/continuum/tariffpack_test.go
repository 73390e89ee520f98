package continuum_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// tariffWith loads the shipped tariff with one thing changed.
func tariffWith(t testing.TB, change func(file object)) (*continuum.TariffPack, pack.Problems) {
	t.Helper()
	return continuum.LoadTariff(editedFrom(t, assets.Pack("tariff.json"), change))
}

// published makes a tariff one that somebody has issued.
func published(file object) {
	file["status"], file["example_only"] = "published", false
	for _, a := range file["amounts"].([]any) {
		a.(object)["example"] = false
	}
}

func TestTariffThatDoesNotFitTogetherIsRefused(t *testing.T) {
	amount := func(text string) func(object) {
		return func(f object) { part(f["amounts"], 0)["amount"] = text }
	}
	cases := []struct {
		name   string
		change func(object)
		path   string
		says   string
	}{
		{"band twice", func(f object) { part(f["bands"], 0)["key"] = "x1" }, "bands[3]", "two bands “x1”"},
		{"level twice", func(f object) { f["levels"].([]any)[1] = "L0" }, "levels[1]", "“L0” is listed twice"},
		{"band's level unknown", func(f object) { part(f["bands"], 0)["levels"] = []any{"L9"} }, "bands[0].levels[0]", "no level “L9”"},
		{"rule's level unknown", func(f object) { part(f["band_rules"], 1)["level"] = "L9" }, "band_rules[1].level", "no level “L9”"},
		{"rule's area level unknown", func(f object) { part(f["band_rules"], 0)["when_areas_at_or_above"] = "L9" }, "band_rules[0].when_areas_at_or_above", "no level “L9”"},
		{"rule's band unknown", func(f object) { part(f["band_rules"], 0)["band"] = "x9" }, "band_rules[0].band", "no band “x9”"},
		{"amount's band unknown", func(f object) { part(f["amounts"], 0)["band"] = "x9" }, "amounts[0].band", "no band “x9”"},
		{"three decimals", amount("5000.125"), "amounts[0].amount", "parts of a penny"},
		{"negative", amount("-1.00"), "amounts[0].amount", "below nothing"},
		{"enormous", amount("2000000.00"), "amounts[0].amount", "more than £1,000,000"},
		{"beyond counting", amount("99999999999999999999"), "amounts[0].amount", "not an amount of money"},
		{"words", amount("a lot"), "amounts[0].amount", "“a lot” is not an amount of money"},
		{"very long words", amount(strings.Repeat("9x", 25)), "amounts[0].amount", "This is not an amount of money"},
		{"a number, not text", func(f object) { part(f["amounts"], 0)["amount"] = 5000.5 }, "amounts[0].amount", "text in quotation marks"},
		{"ends before it begins", func(f object) { part(f["amounts"], 0)["to"] = "2026-08-01" }, "amounts[0].to", "ends before it begins"},
		{"two amounts on a day", func(f object) {
			f["amounts"] = append(f["amounts"].([]any), object{"band": "none", "setting": "mainstream", "from": "2027-04-01", "amount": "1.00", "example": true})
		}, "amounts[12].from", "two amounts for “mainstream” on 1 Apr 2027"},
		{"part that is not known", func(f object) { f["colour"] = "blue" }, "", "“colour”"},
		{"no examples", func(f object) { f["worked_examples"] = []any{} }, "worked_examples", "at least 1"},
		{"half a rule", func(f object) { delete(part(f["band_rules"], 0), "min_areas") }, "band_rules[0]", "min_areas"},
		{"wrong band in an example", func(f object) { part(f["worked_examples"], 5)["expect"].(object)["band"] = "x2" }, "worked_examples[5].expect", "“One area at level 4” does not hold: it expects the band “x2”, but the pack gives the band “x1”"},
		{"band where there is none", func(f object) { part(f["worked_examples"], 5)["expect"].(object)["band"] = nil }, "worked_examples[5].expect", "it expects no band"},
		{"wrong amount in an example", func(f object) { part(f["worked_examples"], 5)["expect"].(object)["amount"] = "1.00" }, "worked_examples[5].expect", "“One area at level 4” does not hold"},
		{"example of no level", func(f object) { part(f["worked_examples"], 5)["overall"] = "L9" }, "worked_examples[5]", "no level “L9”"},
	}
	for _, c := range cases {
		p, problems := tariffWith(t, c.change)
		found := false
		for _, problem := range problems {
			found = found || problem.Path == c.path && strings.Contains(problem.Message, c.says)
		}
		if p != nil || !found {
			t.Errorf("%s: want %q at %q, got %v", c.name, c.says, c.path, problems)
		}
	}
}

// A faulty example names itself, and no amount of a tariff that is an example.
func TestNoProblemOfAnExampleTariffNamesItsAmounts(t *testing.T) {
	for i := range 9 {
		_, problems := tariffWith(t, func(f object) { part(f["worked_examples"], i)["expect"].(object)["amount"] = "1.23" })
		if len(problems) != 1 || amount.MatchString(problems[0].Message) || strings.Contains(problems[0].Message, "1.23") {
			t.Error(problems)
		}
	}
}

func TestAmountsOfATariffHoldOnTheirDaysAndOnlyWhenPublished(t *testing.T) {
	change := func(f object) {
		published(f)
		for _, a := range f["amounts"].([]any) {
			if a.(object)["band"] == "x1" && a.(object)["setting"] == "mainstream" {
				a.(object)["to"] = "2027-03-31"
			}
		}
		f["amounts"] = append(f["amounts"].([]any), object{"band": "x1", "setting": "mainstream", "from": "2027-04-01", "to": nil, "amount": "5100.50", "example": false})
	}
	p, problems := tariffWith(t, change)
	if problems != nil {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		band, setting string
		on            day.Date
		want          string
	}{
		{"x1", "mainstream", day.Of(2026, 8, 31), ""}, {"x1", "mainstream", day.Of(2026, 9, 1), "5000.00"}, {"x1", "mainstream", day.Of(2027, 3, 31), "5000.00"},
		{"x1", "mainstream", day.Of(2027, 4, 1), "5100.50"}, {"x1", "mainstream", day.Of(2040, 1, 1), "5100.50"}, {"shared", "special", someDay, ""}, {"x9", "mainstream", someDay, ""},
	} {
		got, ok := p.Tariff.Amount(c.band, c.setting, c.on)
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%s %s on %s: %v %v, not %q", c.band, c.setting, c.on, got, ok, c.want)
		}
	}
	for name, mark := range map[string]func(object){
		"status":  func(f object) { f["status"] = "example" },
		"draft":   func(f object) { f["status"] = "draft" },
		"whole":   func(f object) { f["example_only"] = true },
		"band":    func(f object) { part(f["bands"], 3)["example"] = true },
		"amounts": func(f object) { f["amounts"] = tariffAmounts(t) },
	} {
		p, problems := tariffWith(t, func(f object) { change(f); mark(f) })
		if problems != nil {
			t.Fatal(name, problems)
		}
		if got, ok := p.Tariff.Amount("x1", "mainstream", someDay); ok {
			t.Errorf("%s is marked and gives %s", name, got)
		}
	}
}

// tariffAmounts are the amounts of the shipped tariff, which are all examples.
func tariffAmounts(t *testing.T) any {
	var f object
	if err := json.Unmarshal(assets.Pack("tariff.json"), &f); err != nil {
		t.Fatal(err)
	}
	return f["amounts"]
}

func TestShippedTariffGivesNoAmountAtAll(t *testing.T) {
	p, problems := tariffWith(t, func(object) {})
	if problems != nil {
		t.Fatal(problems)
	}
	for _, b := range p.Tariff.Bands {
		for _, setting := range b.Settings() {
			if got, ok := p.Tariff.Amount(b.Key, setting, someDay); ok {
				t.Errorf("%s %s gives %s", b.Key, setting, got)
			}
		}
	}
}

// The default continuum has the same table inside it: its version means one content for
// ever, so the table stays there, and the two must not drift apart.
func TestShippedTariffIsTheTableInsideTheDefaultContinuum(t *testing.T) {
	var inside struct {
		Tariff struct {
			Bands []struct {
				Key, Name, Basis string
				Levels           []string
				Amounts          map[string]*json.Number
			}
			Rules []continuum.BandRule `json:"band_rules"`
		}
	}
	if err := json.Unmarshal(assets.Pack("continuum.json"), &inside); err != nil {
		t.Fatal(err)
	}
	p, problems := tariffWith(t, published) // so that its amounts can be read
	if problems != nil {
		t.Fatal(problems)
	}
	if !slices.Equal(p.Tariff.BandRules, inside.Tariff.Rules) || len(p.Tariff.Bands) != len(inside.Tariff.Bands) {
		t.Error("the rules differ")
	}
	for i, in := range inside.Tariff.Bands {
		b := p.Tariff.Bands[i]
		if b.Key != in.Key || b.Name != in.Name || b.Basis != in.Basis || !slices.Equal(b.Levels, in.Levels) {
			t.Errorf("%+v differs", b)
		}
		for setting, number := range in.Amounts {
			want := "none"
			if number != nil {
				want = number.String() + ".00"
			}
			if got, ok := p.Tariff.Amount(b.Key, setting, someDay); ok != (number != nil) || ok && got.String() != want {
				t.Errorf("%s %s: %s, not %s", b.Key, setting, got, want)
			}
		}
	}
}

func TestBandOfAPublishedTariffIsNamedWithTheSuggestion(t *testing.T) {
	ratings := map[string]string{"cl.lit": "L4", "se.reg": "L4"}
	s, err := continuum.Suggest(shipped(t), ratings)
	if err != nil || s.Band != "x2" || s.BandName != "" {
		t.Errorf("%q %q %v", s.Band, s.BandName, err)
	}
	tariff, problems := tariffWith(t, published)
	if problems != nil {
		t.Fatal(problems)
	}
	s, err = continuum.Suggest(shipped(t).WithTariff(tariff.Tariff), ratings)
	if err != nil || s.Band != "x2" || s.BandName != "Exceptional 2" || amount.MatchString(s.Explanation()) {
		t.Errorf("%q %q %v", s.Band, s.BandName, err)
	}
	if out, _ := json.Marshal(s); !strings.Contains(string(out), `"band_name":"Exceptional 2"`) || amount.MatchString(string(out)) {
		t.Errorf("%s", out)
	}
}

func TestTariffByPointsStandsInPlaceOfTheOneInside(t *testing.T) {
	points := proving(t)["points.json"]
	levels := []any{}
	for _, l := range points.Levels {
		levels = append(levels, l.ID)
	}
	tariff, problems := tariffWith(t, func(f object) {
		f["for_continuum"], f["levels"] = points.ID, levels
		f["bands"] = []any{object{"key": "few", "name": "Few points", "levels": []any{}, "basis": "Points"}, object{"key": "many", "name": "Many points", "levels": []any{}, "basis": "Points"}}
		f["band_rules"] = []any{object{"min_points": 16, "band": "many"}, object{"min_points": 4, "band": "few"}}
		f["amounts"] = []any{}
		f["worked_examples"] = []any{
			object{"name": "Sixteen", "overall": levels[3], "areas": []any{}, "points": 16, "setting": "mainstream", "on": "2026-10-01", "expect": object{"band": "many", "amount": nil}},
			object{"name": "Fifteen", "overall": levels[2], "areas": []any{}, "points": 15, "setting": "mainstream", "on": "2026-10-01", "expect": object{"band": "few", "amount": nil}},
			object{"name": "Three", "overall": levels[1], "areas": []any{}, "points": 3, "setting": "mainstream", "on": "2026-10-01", "expect": object{"band": nil, "amount": nil}},
		}
	})
	if problems != nil {
		t.Fatal(problems)
	}
	if faults := tariff.Faults(points); faults != nil {
		t.Fatal(faults)
	}
	with := points.WithTariff(tariff.Tariff)
	for rating, want := range map[string]string{"S1": "few", "S2": "few", "S4": "many"} { // four points a step
		if s, err := continuum.Suggest(with, map[string]string{"pt.see": rating}); err != nil || s.Band != want {
			t.Errorf("%s: %d points give %q, not %q (%v)", rating, s.Points, s.Band, want, err)
		}
	}
	if s, _ := continuum.Suggest(points, map[string]string{"pt.see": "S1"}); s.Band != "everyday" {
		t.Errorf("the continuum itself was changed: %q", s.Band)
	}
}

func TestTariffSaysWhyItDoesNotGoWithAContinuum(t *testing.T) {
	p := shipped(t)
	for _, c := range []struct {
		name   string
		change func(object)
		path   string
		says   string
	}{
		{"of another", func(f object) { f["for_continuum"] = "kent" }, "for_continuum", "It is for “kent”, and “default-kent-style” is in use here."},
		{"level that is not there", func(f object) { f["levels"] = append(f["levels"].([]any), "L6") }, "levels[6]", "no level “L6” in “default-kent-style”"},
		{"other order", func(f object) {
			l := f["levels"].([]any)
			l[0], l[1] = l[1], l[0]
		}, "levels[1]", "“L0” comes before “L1”"},
		{"points where none are counted", func(f object) {
			part(f["band_rules"], 5)["min_points"] = 0
			part(f["band_rules"], 1)["min_points"] = 3
			f["worked_examples"] = f["worked_examples"].([]any)[:1]
		}, "band_rules[1].min_points", "counts none"},
	} {
		tariff, problems := tariffWith(t, c.change)
		if problems != nil {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		faults := tariff.Faults(p)
		if len(faults) != 1 || faults[0].Path != c.path || !strings.Contains(faults[0].Message, c.says) {
			t.Errorf("%s: %v", c.name, faults)
		}
	}
}

func FuzzLoadTariff(f *testing.F) {
	body := assets.Pack("tariff.json")
	f.Add(body)
	f.Add(body[:len(body)/2])
	f.Add([]byte(strings.ReplaceAll(string(body), `"5000.00"`, `"-1e9"`)))
	f.Add([]byte(`{"format":"sen-tariff","format_version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := continuum.LoadTariff(data)
		if (p == nil) == (problems == nil) {
			t.Fatal("a tariff and problems, or neither")
		}
		if p == nil || p.Status == pack.Published {
			return
		}
		for _, b := range p.Tariff.Bands {
			for _, setting := range b.Settings() {
				if _, ok := p.Tariff.Amount(b.Key, setting, someDay); ok {
					t.Fatal("an amount of a tariff that is not published")
				}
			}
		}
	})
}
