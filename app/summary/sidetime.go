package summary

import (
	"slices"

	"needsbook/app/summary/audit"
)

// Counts beside the cross over time (K3). Whoever knows that just one child has changed
// since an earlier summary knows that each count has moved by one at most. By T5 that
// child alone changes no figure; but others may have come between the two summaries and
// gone again, so that a figure was set twice, from pupils of whom only one differs.

// countsBeside lists the counts beside the cross that a document has, in the order of
// the plan.
func countsBeside(values map[string]int) []string {
	var out []string
	for _, spec := range sidePlan(maxLevels, maxServices) {
		for r, row := range spec.rows {
			for c, col := range spec.cols {
				id := spec.id + "/" + row.Code + "/" + col.Code
				if _, sent := values[id]; sent && spec.measure(r, c).unit.step == pupils.step && spec.measure(r, c).kind == counted {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// says is what a figure of a summary that was sent stands for.
func (s seen) says(id string) audit.Range {
	v, sent := s.Values[id]
	if !sent {
		return audit.Free
	}
	return visibleRange(v, slices.Contains(s.Changed, id))
}

// loneChild tells what one child must have done if no other has changed between two
// times: come into a count or left it. "" says that nothing is learnt, or that more
// than one must have changed.
func loneChild(before, after audit.Range) movement {
	switch {
	case after.Lo == before.Hi+1:
		return joiner
	case after.Hi == before.Lo-1:
		return leaver
	}
	return ""
}

// toldSince tells what one child must have done to a count if no other has changed between
// the first and the last of these summaries. Where the count was set from the pupils of
// the first and did not change before the last, T5 says that five have moved.
func toldSince(sent []seen, id string) movement {
	first, last := sent[0], sent[len(sent)-1]
	if first.Values[id] == last.Values[id] {
		return ""
	}
	setAgain := slices.ContainsFunc(sent[:len(sent)-1], func(s seen) bool {
		v, was := s.Values[id]
		return !was || v != first.Values[id]
	})
	if !setAgain {
		return ""
	}
	return loneChild(first.says(id), last.says(id))
}

// seen is the document as every reader has it, as far as the counts beside the cross go.
func (a *attacked) seen() seen {
	s := seen{Values: a.values}
	for _, id := range countsBeside(a.values) {
		if a.fresh(id) {
			s.Changed = append(s.Changed, id)
		}
	}
	return s
}

// besidesSince is K3 on the counts beside the cross, against the first of the summaries
// sent. Rows of T09 are compared where they are the same services.
func (a *attacked) besidesSince(earlier *attacked, sent []seen, report *AttackReport, document, before int) {
	for _, id := range countsBeside(a.values) {
		if id[:3] == "T09" && earlier.lists.Services != a.lists.Services {
			continue
		}
		if m := toldSince(sent, id); m != "" {
			report.Recovered = append(report.Recovered,
				Recovered{Document: document, Since: before, Figure: id, Harm: string(overTime), Agree: []string{string(m)}})
		}
	}
}

// overTime holds back the counts that would tell, against an earlier summary, what one
// child has done.
func (g *sideGuard) overTime() {
	sent := g.b.memory.sent()
	if len(sent) == 0 {
		return
	}
	for _, id := range countsBeside(g.values) {
		now := seen{Values: g.values}
		if _, beside := g.figures[id]; !beside {
			continue
		}
		if seenToChange(g.b.lastValue(id), g.values[id]) {
			now.Changed = []string{id}
		}
		line := append(slices.Clone(sent), now)
		for i := range sent {
			if toldSince(line[i:], id) != "" {
				g.hide(id, overTime)
				break
			}
		}
	}
}
