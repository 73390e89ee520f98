package desk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// councilTariff is the shipped tariff as a council's own, with some things changed.
func councilTariff(t testing.TB, change func(packMap)) []byte {
	t.Helper()
	var p packMap
	if err := json.Unmarshal(assets.Pack("tariff.json"), &p); err != nil {
		t.Fatal(err)
	}
	p["id"], p["version"], p["title"] = "council-tariff", "1", "The council's tariff"
	if change != nil {
		change(p)
	}
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// issued marks a tariff as published by somebody.
func issued(p packMap) {
	p["status"], p["example_only"] = "published", false
	for _, a := range p["amounts"].([]any) {
		a.(packMap)["example"] = false
	}
}

// bandOf suggests a level of two areas at L4 and tells of the band.
func bandOf(t testing.TB, d *desk.Desk) (key, name, words string) {
	t.Helper()
	s, err := d.Suggest(map[string]string{"cl.lit": "L4", "se.reg": "L4"})
	if err != nil {
		t.Fatal(err)
	}
	return s.Band, s.BandName, d.BandWords(s)
}

func tariffPack(t testing.TB, d *desk.Desk) desk.PackInUse {
	t.Helper()
	list, err := d.PacksInUse(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Slot == "sen-tariff" {
			return p
		}
	}
	t.Fatal("no tariff among the packs in use")
	return desk.PackInUse{}
}

func TestTariffIsAPackOfItsOwnThatMovesNobody(t *testing.T) {
	d := schooltest.Empty(t)
	id := rated(t, d, "Price", "L4")
	if key, name, words := bandOf(t, d); key != "x2" || name != "" || words != "" {
		t.Errorf("an example is named: %q %q %q", key, name, words)
	}
	own := councilTariff(t, func(p packMap) {
		issued(p)
		for _, b := range p["bands"].([]any) {
			b.(packMap)["name"] = "Council " + b.(packMap)["key"].(string)
		}
	})
	if err := d.InstallPack(ctx, own); err != nil {
		t.Fatal(err)
	}
	key, name, words := bandOf(t, d)
	if key != "x2" || name != "Council x2" || !strings.Contains(words, "Tariff: Council x2, Above the school contribution. A year: Mainstream £9,000, ") {
		t.Errorf("%q %q %q", key, name, words)
	}
	if ids, err := d.ToRerate(ctx); err != nil || len(ids) != 0 {
		t.Errorf("a tariff asks for ratings: %v %v", ids, err)
	}
	if l, _, _ := d.Level(ctx, id); l.Level != "L4" || l.Pack != d.Continuum().ID {
		t.Errorf("%+v", l)
	}
	if p := tariffPack(t, d); !p.Own || p.Aside != "" || p.What != "Tariff" {
		t.Errorf("%+v", p)
	}
	if err := d.ResetPack(ctx, "sen-tariff"); err != nil {
		t.Fatal(err)
	}
	if _, name, _ := bandOf(t, d); name != "" {
		t.Error(name)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, name, _ := bandOf(t, d); name != "Council x2" {
		t.Error(name)
	}
}

func TestTariffThatDoesNotGoWithTheContinuumInUseIsRefused(t *testing.T) {
	d := schooltest.Empty(t)
	for says, change := range map[string]func(packMap){
		"It is for “elsewhere”, and “default-kent-style” is in use here. Put that one in use first": func(p packMap) { p["for_continuum"] = "elsewhere" },
		"There is no level “L6” in “default-kent-style”":                                            func(p packMap) { p["levels"] = append(p["levels"].([]any), "L6") },
	} {
		body := councilTariff(t, change)
		if problems := desk.CheckPack(body); len(problems) > 0 {
			t.Error(problems)
		}
		err := d.InstallPack(ctx, body)
		refusedOn(t, err, "pack")
		if err == nil || !strings.Contains(desk.Words(err), says) || tariffPack(t, d).Own {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}

func TestTariffStandsAsideWhenItsContinuumGoes(t *testing.T) {
	d := schooltest.Empty(t)
	if err := d.InstallPack(ctx, councilTariff(t, issued)); err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(ctx, renamedLevels(t)); err != nil {
		t.Fatal(err)
	}
	if p := tariffPack(t, d); !p.Own || !strings.Contains(p.Aside, "It is for “default-kent-style”, and “council” is in use here. So the one inside “The council's continuum” is used.") {
		t.Errorf("%+v", p)
	}
	s, err := d.Suggest(map[string]string{"cl.lit": "B4"})
	if err != nil || s.Band != "x1" || s.BandName != "" {
		t.Errorf("the one inside does not stand: %q %v", s.Band, err)
	}
	if err := d.InstallPack(ctx, council(t, func(p packMap) { p["version"] = "2"; delete(p, "tariff") })); err != nil {
		t.Fatal(err)
	}
	if p := tariffPack(t, d); !strings.HasSuffix(p.Aside, "So none is used.") {
		t.Errorf("%+v", p)
	}
	if key, _, _ := bandOf(t, d); key != "" {
		t.Error(key)
	}
	if err := d.ResetPack(ctx, "sen-continuum"); err != nil {
		t.Fatal(err)
	}
	if _, name, _ := bandOf(t, d); name != "Exceptional 2" {
		t.Error(name)
	}
}

// A council that publishes its table inside the continuum is not overruled by the example
// that ships.
func TestShippedExampleTariffStandsAsideForAPublishedOneInside(t *testing.T) {
	d := schooltest.Empty(t)
	body := council(t, func(p packMap) {
		p["id"], p["version"] = "default-kent-style", "2099.1"
		inside := p["tariff"].(packMap)
		inside["status"], inside["example_only"] = "published", false
		for _, b := range inside["bands"].([]any) {
			b.(packMap)["example"], b.(packMap)["name"] = false, "Inside "+b.(packMap)["key"].(string)
		}
	})
	if err := d.InstallPack(ctx, body); err != nil {
		t.Fatal(err)
	}
	if _, name, words := bandOf(t, d); name != "Inside x2" || !strings.Contains(words, "£9,000") {
		t.Error(name, words)
	}
	if p := tariffPack(t, d); !strings.Contains(p.Aside, "has a published one inside") {
		t.Errorf("%+v", p)
	}
}

// No amount of a tariff that is an example reaches a page or the words beside a
// suggestion, in whichever way it is marked; odd amounts show any that would.
func TestNoAmountOfAnExampleTariffPackIsPrintedOrShown(t *testing.T) {
	marks := map[string]func(packMap){
		"status": func(p packMap) { p["status"] = "example" },
		"draft":  func(p packMap) { p["status"] = "draft" },
		"whole":  func(p packMap) { p["example_only"] = true },
		"amounts": func(p packMap) {
			for _, a := range p["amounts"].([]any) {
				a.(packMap)["example"] = true
			}
		},
	}
	for name, mark := range marks {
		d := schooltest.Empty(t)
		body := councilTariff(t, func(p packMap) {
			issued(p)
			for _, a := range p["amounts"].([]any) {
				a.(packMap)["amount"] = "77123.00"
			}
			p["worked_examples"] = p["worked_examples"].([]any)[1:2]
			mark(p)
		})
		if err := d.InstallPack(ctx, body); err != nil {
			t.Fatal(name, err)
		}
		id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price"}, Status: "K"})
		if err != nil {
			t.Fatal(err)
		}
		ratings := map[string]string{"cl.lit": "L4", "se.reg": "L4"}
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: ratings, MainArea: "semh"}); err != nil {
			t.Fatal(err)
		}
		s, err := d.Suggest(ratings)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		seen := []string{string(shown), d.BandWords(s)}
		record, err := d.LevelDocument(ctx, id, desk.NamesFull)
		if err != nil {
			t.Fatal(err)
		}
		letter, err := d.LevelParentDocument(ctx, id, desk.NamesFull)
		if err != nil {
			t.Fatal(err)
		}
		scale, err := d.ContinuumDocument(ctx, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range append(seen, plainOf(record), plainOf(letter), plainOf(scale)) {
			if strings.Contains(strings.ReplaceAll(page, ",", ""), "77123") {
				t.Errorf("%s: an amount of an example stands in %q", name, page)
			}
		}
	}
}
