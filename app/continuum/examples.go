package continuum

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"needsbook/app/pack"
)

// checkExamples works every worked example out again. A pack whose rules do not
// give what its authors expected is refused, naming the example.
func (p *Pack) checkExamples() []pack.Problem {
	var problems pack.Problems
	names := map[string]bool{}
	for i, e := range p.Examples {
		at := index("worked_examples", i)
		if names[e.Name] {
			problems.Add(at, "There are two worked examples “%s”.", e.Name)
		}
		names[e.Name] = true
		s, err := Suggest(p, e.Ratings)
		if err != nil {
			problems.Add(at, "The worked example “%s” cannot be worked out. %s", e.Name, err)
			continue
		}
		got := s.expectation()
		for _, key := range slices.Sorted(maps.Keys(e.Expect)) {
			want := plainJSON(e.Expect[key])
			if have := asJSON(got[key]); want != have {
				problems.Add(at+".expect."+key, "The worked example “%s” does not hold: it expects %s, but the rules give %s.", e.Name, want, have)
			}
		}
	}
	return problems
}

// expectation is the suggestion in the words of a worked example.
func (s Suggestion) expectation() map[string]any {
	areas := map[string]any{}
	for id, level := range s.Areas {
		areas[id] = orNull(level)
	}
	return map[string]any{
		"area_levels":            areas,
		"highest":                orNull(s.Highest),
		"overall":                orNull(s.Suggested),
		"raised_by_co_occurring": s.Raised,
		"main_area":              orNull(s.MainArea),
		"tied_areas":             s.Tied,
		"funding_route":          orNull(s.Route),
		"tariff_band":            orNull(s.Band),
		"suggest_dfe_codes":      s.Codes,
		"prompts":                s.Prompts,
	}
}

// plainJSON writes a value that was read from the pack as asJSON would.
func plainJSON(raw json.RawMessage) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return string(raw)
	}
	return asJSON(v)
}

// asJSON writes a value as JSON with sorted names, so that two can be compared
// and shown.
func asJSON(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "nothing"
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
