package county

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/summary"
)

// Term is one term of the county with the day that its figures stand for.
type Term struct {
	Series string
	AsOf   day.Date
}

// Terms are those that the county can be asked for, the first first. They lie in the
// past of the program, so that a hub takes them.
var Terms = []Term{
	{"2024-25/spring", day.Of(2025, 2, 14)}, {"2024-25/summer", day.Of(2025, 6, 20)},
	{"2025-26/autumn", day.Of(2025, 11, 14)}, {"2025-26/spring", day.Of(2026, 2, 13)},
	{"2025-26/summer", day.Of(2026, 6, 19)}, {"2026-27/autumn", day.Of(2026, 11, 13)},
}

// codeLists name the packs of the county, which exist nowhere.
var codeLists = summary.CodeLists{Continuum: "sha256:" + strings.Repeat("c0", 32), Need: "sha256:" + strings.Repeat("4e", 32), Services: "sha256:" + strings.Repeat("5e", 32)}

// Facts returns what a school knows of itself in each of the first n terms: the truth,
// which no hub and no attacker ever sees.
func (s School) Facts(n int) ([]summary.Facts, error) {
	if n < 1 || n > len(Terms) {
		return nil, fmt.Errorf("the county has 1 to %d terms, not %d", len(Terms), n)
	}
	r := newRegister(s)
	var out []summary.Facts
	for i, t := range Terms[:n] {
		if i > 0 {
			r.pass(strings.HasSuffix(t.Series, "/autumn"))
		}
		f := summary.Facts{URN: s.URN, Cluster: s.Cluster, Series: t.Series, AsOf: t.AsOf, Epoch: "c0ffee", Rev: 1, CodeLists: codeLists,
			Phase: s.Phase, Nursery: s.Nursery, SixthForm: s.SixthForm, Roll: max(s.roll, len(r.pupils)), Levels: levels, Members: slices.Clone(r.pupils)}
		s.addSides(&f)
		out = append(out, f)
	}
	return out, nil
}

// Publish makes the summaries of a school for the first n terms, each with the memory
// of those before, as the school's program does, and passes each on. A summary that
// cannot be made safely is left out.
func (s School) Publish(n int, each func(summary.Built) error) error {
	facts, err := s.Facts(n)
	if err != nil {
		return err
	}
	var memory summary.Memory
	for _, f := range facts {
		b, err := summary.Build(f, memory, summary.Options{})
		if errors.Is(err, summary.ErrUnsafe) {
			continue
		}
		if err != nil {
			return fmt.Errorf("school %s in %s: %w", s.URN, f.Series, err)
		}
		memory = b.NextMemory
		if err := each(b); err != nil {
			return err
		}
	}
	return nil
}
