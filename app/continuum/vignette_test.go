package continuum

import (
	"strings"
	"testing"

	"needsbook/assets"
)

func TestShippedVignettesFitTheShippedContinuum(t *testing.T) {
	p := shipped(t)
	set, problems := LoadVignettes(assets.Pack("vignettes.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	if problems := CheckVignettes(p, set); problems != nil {
		t.Fatal(problems)
	}
	if len(set.Vignettes) != 8 || len(set.Expected) != 8 {
		t.Errorf("%d vignettes, %d expected", len(set.Vignettes), len(set.Expected))
	}
	for _, v := range set.Vignettes {
		if n := len(strings.Fields(v.Text)); n < 80 || n > 120 {
			t.Errorf("%s has %d words", v.ID, n)
		}
		s, err := Suggest(p, set.Expected[v.ID].Ratings)
		if err != nil || s.Suggested != set.Expected[v.ID].Level {
			t.Errorf("%s: its expected ratings come to %q, %v, not to %s", v.ID, s.Suggested, err, set.Expected[v.ID].Level)
		}
	}
}

func TestFaultySetIsRefusedWithPlaceAndReason(t *testing.T) {
	p := shipped(t)
	whole := string(assets.Pack("vignettes.json"))
	swap := func(from, to string) string { return strings.Replace(whole, from, to, 1) }
	for _, c := range []struct{ name, text, path, says string }{
		{"another continuum", swap(`"id": "default-kent-style"`, `"id": "north-county"`), "continuum", "north-county"},
		{"another version", swap(`"id": "default-kent-style",
  "version": "2026.11.1"`, `"id": "default-kent-style",
  "version": "2027.1"`), "continuum", "2027.1"},
		{"one id twice", swap(`"id": "v2"`, `"id": "v1"`), "vignettes.v1", "Two vignettes"},
		{"expected without its vignette", swap(`"id": "v8"`, `"id": "v9"`), "expected.v8", "no vignette"},
		{"unknown level", swap(`"level": "L2"`, `"level": "L9"`), "expected.v1.level", "L9"},
		{"unknown strand", swap(`"ci.und": "L2"`, `"ci.und2": "L2"`), "expected.v1.strands.ci.und2", "no strand"},
		{"a name for a pupil", swap(`"year_group": "Year 2"`, `"year_group": "Year 2", "pupil": "Ana"`), "vignettes[0]", "“pupil”"},
		{"cut short", whole[:len(whole)/2], "", "ends too early"},
	} {
		set, problems := LoadVignettes([]byte(c.text))
		if problems == nil {
			problems = CheckVignettes(p, set)
		}
		found := false
		for _, got := range problems {
			found = found || got.Path == c.path && strings.Contains(got.Message, c.says)
		}
		if !found {
			t.Errorf("%s: want %q at %q, got %v", c.name, c.says, c.path, problems)
		}
	}
}

func FuzzLoadVignettes(f *testing.F) {
	f.Add(assets.Pack("vignettes.json"))
	f.Add([]byte(`{"vignettes":[{}]}`))
	p := shipped(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if set, problems := LoadVignettes(data); problems == nil {
			CheckVignettes(p, set)
		}
	})
}
