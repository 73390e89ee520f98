package matching_test

import (
	"strings"
	"testing"

	"needsbook/app/cluster/matching"
	"needsbook/app/day"
	"needsbook/assets"
)

func TestWindowsCoverEveryDayOnce(t *testing.T) {
	last := matching.Span{}
	for on := day.Of(2026, 9, 1); on.Before(day.Of(2028, 9, 1)); on = on.AddDays(1) {
		w := rules.WindowOn(on)
		if on.Before(w.From) || on.After(w.Until) {
			t.Fatalf("%s is said to lie in %v", on, w)
		}
		if w.ID != last.ID && (!last.Until.IsZero() && last.Until.AddDays(1) != w.From || w.From != on) {
			t.Fatalf("%v does not follow %v", w, last)
		}
		if named, ok := rules.WindowNamed(w.ID); !ok || named != w {
			t.Fatalf("%s is not found by its name", w.ID)
		}
		last = w
	}
	if w := rules.WindowOn(day.Of(2026, 11, 22)); w.ID != "2026-27/autumn-2" || w.Until != day.Of(2026, 12, 31) {
		t.Errorf("%+v", w)
	}
	for _, bad := range []string{"", "2026-27", "2026-27/autumn-9", "2026-28/autumn-1", "1026-27/autumn-1", "2026-27/autumn-1 "} {
		if _, ok := rules.WindowNamed(bad); ok {
			t.Errorf("%q is a window", bad)
		}
	}
}

func TestRulesCannotBeMadeLaxer(t *testing.T) {
	good := string(assets.Pack("shared-needs.json"))
	for name, change := range map[string][2]string{
		"two schools":    {`"least_schools": 3`, `"least_schools": 2`},
		"four pupils":    {`"least_pupils": 5`, `"least_pupils": 4`},
		"bands go down":  {`"from": 6`, `"from": 2`},
		"no first band":  {`"id": "1-2", "from": 1`, `"id": "1-2", "from": 2`},
		"twice the same": {`"id": "KS2", "name"`, `"id": "KS1", "name"`},
		"no such day":    {`"from": "02-21"`, `"from": "02-30"`},
		"a bar":          {`"id": "light"`, `"id": "light|regular"`},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("%s changes nothing", name)
		}
		if _, problems := matching.LoadRules([]byte(text)); len(problems) == 0 {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestBucketOutsideTheListIsRefused(t *testing.T) {
	for name, change := range map[string]func(*matching.Bucket){
		"phase": func(b *matching.Bucket) { b.Phase = "KS9" }, "need": func(b *matching.Bucket) { b.Need = "Ana Kowalska" },
		"support": func(b *matching.Bucket) { b.Support = "Lego" }, "intensity": func(b *matching.Bucket) { b.Intensity = "" },
		"mode": func(b *matching.Bucket) { b.Mode = "online" }, "window": func(b *matching.Bucket) { b.Window = "2026-27/autumn" },
	} {
		b := dictionary[0]
		if change(&b); rules.Check(b) == nil {
			t.Errorf("a %s outside the list was taken", name)
		}
	}
}

func FuzzLoadRules(f *testing.F) {
	f.Add(assets.Pack("shared-needs.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, problems := matching.LoadRules(data)
		if problems == nil && (r.LeastSchools < 3 || r.LeastPupils < 5 || len(r.Windows) == 0) {
			t.Fatalf("%+v", r)
		}
	})
}
