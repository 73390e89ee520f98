package funding

import (
	"fmt"
	"slices"

	"needsbook/app/paper"
	"needsbook/app/provision"
)

// fromHand are the lines that were written by hand as costed lines. One that is wrong is
// left out and shows at the gate.
func (f *Facts) fromHand() provision.Summary {
	var s provision.Summary
	for _, l := range f.ByHand {
		if CheckLine(l) != nil {
			continue
		}
		c := provision.Costed{
			Line: provision.Line{Description: l.What, Outcome: l.For}, School: l.School, Extra: l.Amount.Sub(l.School),
			Cost: provision.Cost{Annual: l.Amount, Exact: l.Amount, Arithmetic: "Price entered by the school = " + l.Amount.Words()},
		}
		s.Lines = append(s.Lines, c)
		s.Total, s.School, s.Extra = s.Total.Add(l.Amount), s.School.Add(c.School), s.Extra.Add(c.Extra)
	}
	return s
}

func checkByHand(_ GateRule, _ *Form, f *Facts) look {
	if len(f.ByHand) == 0 {
		return missing("Nothing is costed.")
	}
	for i, l := range f.ByHand {
		if err := CheckLine(l); err != nil {
			return check(fmt.Sprintf("Line %d: %s", i+1, err))
		}
		if blank(l.For) {
			return check(fmt.Sprintf("Line %d does not say what it is meant to change.", i+1))
		}
	}
	if f.fromHand().Extra.IsZero() {
		return check("The school pays for all of it, so there is nothing to ask for.")
	}
	return fine
}

// checkOwnPart asks what the school puts in before it asks for more.
func checkOwnPart(_ GateRule, _ *Form, f *Facts) look {
	if len(f.ByHand) > 0 && f.fromHand().School.IsZero() {
		return missing("It is not said what the school puts in from its own money.")
	}
	return fine
}

// shown is a count as it may be printed.
type shown struct {
	Count
	hidden bool
}

// shownCounts hides the counts that are small enough to point at a child, and where that
// leaves one hidden count in its group, the next smallest too, so that it cannot be
// worked out from the others. Counts of nobody are left out.
func (f *Facts) shownCounts() []shown {
	var out []shown
	for _, c := range f.Counts {
		if c.N > 0 {
			out = append(out, shown{c, c.N < f.Least})
		}
	}
	for first := 0; first < len(out); {
		end := first
		for end < len(out) && out[end].Group == out[first].Group {
			end++
		}
		hideAnother(out[first:end])
		first = end
	}
	return out
}

// hideAnother hides the smallest count that shows where only one is hidden.
func hideAnother(group []shown) {
	hidden, smallest := 0, -1
	for i, c := range group {
		switch {
		case c.hidden:
			hidden++
		case smallest < 0 || c.N < group[smallest].N:
			smallest = i
		}
	}
	if hidden == 1 && smallest >= 0 {
		group[smallest].hidden = true
	}
}

func checkCounts(_ GateRule, _ *Form, f *Facts) look {
	if !slices.ContainsFunc(f.shownCounts(), func(c shown) bool { return !c.hidden }) {
		return missing("There is no count of pupils that may be shown. Record needs on the register; numbers under 5 are never shown.")
	}
	return fine
}

// counts prints how many pupils of the school have what needs.
func (w *writer) counts() []paper.Block {
	var blocks []paper.Block
	list := w.facts.shownCounts()
	hidden := false
	for i := 0; i < len(list); {
		table := paper.Table{Caption: "Pupils by: " + list[i].Group, Cols: []paper.Col{{Weight: 5}, {Weight: 2, Right: true}}, Head: []paper.Row{paper.HeadRow(list[i].Group, "Pupils")}}
		for group := list[i].Group; i < len(list) && list[i].Group == group; i++ {
			n := fmt.Sprint(list[i].N)
			if list[i].hidden {
				n, hidden = "not shown", true
			}
			table.Body = append(table.Body, paper.BodyRow(list[i].What, n))
		}
		blocks = append(blocks, table)
	}
	if hidden {
		blocks = append(blocks, paper.P(fmt.Sprintf("Numbers under %d are not shown, nor a number from which one could be worked out.", w.facts.Least)))
	}
	return blocks
}

// partners names the schools that take part in a project.
func (w *writer) partners() []paper.Block {
	if len(w.facts.Partners) == 0 {
		return nil
	}
	var lines []string
	for _, p := range w.facts.Partners {
		name := p.Name
		if p.Lead {
			name += " (leads)"
		}
		lines = append(lines, name)
	}
	return []paper.Block{paper.P("Schools that take part:"), paper.Bullets(lines...)}
}
