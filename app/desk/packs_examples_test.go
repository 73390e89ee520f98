package desk_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// packObject is a pack as JSON, to be changed in a test.
func packObject(t *testing.T, body []byte, change func(p map[string]any)) []byte {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	change(p)
	out, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// replaceable are the shipped packs that a school can put its own in place of, by slot.
func replaceable(t *testing.T) map[string][]byte {
	t.Helper()
	d := schooltest.Empty(t)
	inUse, err := d.PacksInUse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string][]byte{}
	names, _ := fs.Glob(assets.Packs, "packs/*.json")
	for _, name := range names {
		body := assets.Pack(strings.TrimPrefix(name, "packs/"))
		for _, p := range inUse {
			var head struct{ ID string }
			if json.Unmarshal(body, &head) == nil && head.ID == p.Head.ID {
				bodies[p.Slot] = body
			}
		}
	}
	if len(bodies) != len(inUse) {
		t.Fatalf("%d of %d packs found", len(bodies), len(inUse))
	}
	return bodies
}

func TestEveryPackHasWorkedExamplesAndAWrongOneIsRefusedByName(t *testing.T) {
	for slot, body := range replaceable(t) {
		if problems := desk.CheckPack(body); len(problems) > 0 {
			t.Errorf("%s: %v", slot, problems)
		}
		changed := 0
		wrong := packObject(t, body, func(p map[string]any) {
			list, _ := p["worked_examples"].([]any)
			for _, one := range list {
				e := one.(map[string]any)
				if wrongExpectation(e) {
					e["name"] = "The wrong one"
					changed++
					break
				}
			}
		})
		if changed == 0 {
			t.Errorf("%s has no worked example", slot)
			continue
		}
		problems := desk.CheckPack(wrong)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "“The wrong one” does not hold") || !strings.HasPrefix(problems[0].Path, "worked_examples[") {
			t.Errorf("%s: %v", slot, problems)
		}
	}
}

// wrongExpectation makes a worked example expect something else of the same form.
func wrongExpectation(e map[string]any) bool {
	switch was := e["expect"].(type) {
	case float64:
		e["expect"] = was + 1
	case map[string]any:
		if _, tariff := was["band"]; tariff {
			was["band"] = "no_such"
			return true
		}
		for key, v := range was {
			if flag, ok := v.(bool); ok {
				was[key] = !flag
				return true
			}
		}
		return false
	case []any:
		e["expect"] = append(was, "no_such_gate")
	case string:
		for _, other := range []string{"1.23", "2026-01-01", "left out", "no_such", "We guess."} {
			if sameForm(was, other) && was != other {
				e["expect"] = other
				return true
			}
		}
		return false
	default:
		return false
	}
	return true
}

func sameForm(a, b string) bool {
	form := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9':
				return '0'
			case r == '.' || r == '-' || r == ' ':
				return r
			}
			return -1
		}, s)
	}
	dots := func(s string) int { return strings.Count(form(s), ".") }
	dashes := func(s string) int { return strings.Count(form(s), "-") }
	spaces := func(s string) bool { return strings.Contains(s, " ") }
	digits := func(s string) bool { return strings.Contains(form(s), "0") }
	return dots(a) == dots(b) && dashes(a) == dashes(b) && digits(a) == digits(b) && (spaces(a) == spaces(b) || a == "needed" || a == "offered")
}
