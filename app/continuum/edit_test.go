package continuum_test

import (
	"encoding/json"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/pack"
	"needsbook/assets"
)

// shipped loads the continuum that the program ships with, and the tariff beside it.
func shipped(t testing.TB) *continuum.Pack {
	t.Helper()
	p, problems := continuum.Load(assets.Pack("continuum.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	tariff, problems := continuum.LoadTariff(assets.Pack("tariff.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	if faults := tariff.Faults(p); faults != nil {
		t.Fatal(faults)
	}
	return p.WithTariff(tariff.Tariff)
}

// object is a JSON object of the pack, to be changed by a test.
type object = map[string]any

// edited returns the shipped pack as a file with one thing changed.
func edited(t testing.TB, change func(file object)) []byte {
	t.Helper()
	return editedFrom(t, assets.Pack("continuum.json"), change)
}

func editedFrom(t testing.TB, text []byte, change func(file object)) []byte {
	t.Helper()
	var file object
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	change(file)
	data, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func load(t testing.TB, change func(file object)) (*continuum.Pack, []pack.Problem) {
	t.Helper()
	return continuum.Load(edited(t, change))
}

func rules(file object) object { return file["rules"].(object) }

func part(list any, i int) object { return list.([]any)[i].(object) }

func strand(file object, area, i int) object {
	return part(part(file["areas"], area)["strands"], i)
}
