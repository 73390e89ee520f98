package pack

import "fmt"

// Worked is a worked example of a pack as it was worked out again: what its authors
// expect, and what the pack gives. Failed says why it could not be worked out.
type Worked struct{ Name, Want, Got, Failed string }

// CheckExamples notes the worked examples that do not hold, each by its name, so that a
// pack that does not do what its authors meant is refused.
func (ps *Problems) CheckExamples(examples []Worked) {
	names := map[string]bool{}
	for i, e := range examples {
		at := "worked_examples" + fmt.Sprintf("[%d]", i)
		if names[e.Name] {
			ps.Add(at, "There are two worked examples “%s”.", e.Name)
		}
		names[e.Name] = true
		switch {
		case e.Failed != "":
			ps.Add(at, "The worked example “%s” cannot be worked out. %s", e.Name, e.Failed)
		case e.Want != e.Got:
			ps.Add(at+".expect", "The worked example “%s” does not hold: it expects %s, but the pack gives %s.", e.Name, orNothing(e.Want), orNothing(e.Got))
		}
	}
}

func orNothing(words string) string {
	if words == "" {
		return "nothing"
	}
	return words
}
