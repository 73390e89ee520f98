package desk

import (
	"slices"

	"needsbook/app/continuum"
	"needsbook/app/pack/terms"
)

// examples works out a few examples from the rules that were chosen, so that a later
// change of the file shows. They say that they were generated: people should write their
// own beside them.
func (w *packWriter) examples() error {
	w.pack.Examples = []madeExample{}
	body, err := w.file()
	if err != nil {
		return err
	}
	p, problems := continuum.Load(body)
	if len(problems) > 0 {
		return refuse("pack", "The table does not make a sound pack: "+problems[0].Path+": "+problems[0].Message)
	}
	rated := w.rated()
	low, middle, high := w.levels[0].ID, w.levels[len(w.levels)/2].ID, w.levels[len(w.levels)-1].ID
	all := map[string]string{}
	for _, ids := range rated {
		all[ids[0]] = middle
	}
	tried := []tryOut{
		{"Nothing is rated", map[string]string{}},
		{"One rating at " + low, map[string]string{rated[0][0]: low}},
		{"One rating at " + middle, map[string]string{rated[0][0]: middle}},
		{"One rating at " + high, map[string]string{rated[len(rated)-1][0]: high}},
		{"Every area at " + middle, all},
		{"The first area at " + low + ", the last at " + high, map[string]string{rated[0][0]: low, rated[len(rated)-1][len(rated[len(rated)-1])-1]: high}},
	}
	for i, t := range tried {
		if slices.ContainsFunc(tried[:i], func(before tryOut) bool { return before.name == t.name }) {
			continue // on a scale of two levels the middle one is the highest
		}
		s, err := continuum.Suggest(p, t.ratings)
		if err != nil {
			return refuse("pack", "The rules cannot be worked out: "+err.Error())
		}
		w.pack.Examples = append(w.pack.Examples, madeExample{Name: "Generated: " + terms.Inside(t.name), Ratings: t.ratings, Expect: expectationOf(s)})
	}
	return nil
}

// tryOut is a name and ratings for an example.
type tryOut struct {
	name    string
	ratings map[string]string
}

// rated are the ids that take a rating, area by area.
func (w *packWriter) rated() [][]string {
	var out [][]string
	for _, a := range w.pack.Areas {
		var ids []string
		if w.choices.Area == ruleBestFit || len(a.Strands) == 0 {
			ids = append(ids, a.ID)
		} else {
			for _, s := range a.Strands {
				ids = append(ids, s.ID)
			}
		}
		out = append(out, ids)
	}
	return out
}

// expectationOf writes down what the rules gave.
func expectationOf(s continuum.Suggestion) madeExpectation {
	areas := map[string]*string{}
	for id, level := range s.Areas {
		areas[id] = orNull(level)
	}
	return madeExpectation{Areas: areas, Highest: orNull(s.Highest), Overall: orNull(s.Suggested), Raised: s.Raised,
		Main: orNull(s.MainArea), Tied: orEmpty(s.Tied), Route: orNull(s.Route), Prompts: orEmpty(s.Prompts)}
}
