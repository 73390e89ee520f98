package desk

import (
	"fmt"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/pack/terms"
	"needsbook/app/register"
)

// PackRule is a kind of rule that a continuum can have, in plain words.
type PackRule struct{ Kind, Words, Note string }

// AreaRules are the ways in which an area gets its level.
func (m PackMaker) AreaRules() []PackRule {
	w := m.rateWords()
	return []PackRule{
		{ruleHighest, "The highest " + w.strand + " decides", "Each " + w.strand + " is rated. The " + w.area + " has the highest " + w.level + " of them."},
		{ruleBestFit, "One judgement for each " + w.area, "The adults read all " + w.levels + " and choose the one that fits the whole " + w.area + " best."},
		{rulePoints, "Points are added up", "Each " + w.level + " counts as its number. The points of one " + w.area + " together give its " + w.level + ". Weights and limits can be written into the file."},
	}
}

// OverallRules are the ways in which the whole picture gets its level, of those that go
// with the rule for areas.
func (m PackMaker) OverallRules(area string) []PackRule {
	w := m.rateWords()
	out := []PackRule{
		{ruleHighestArea, "The highest " + w.area + " decides", "The overall " + w.level + " is the highest of any " + w.area + "."},
		{ruleManual, "People choose", "No rule suggests an overall " + w.level + ". The adults choose it from the whole picture."},
	}
	if area == rulePoints {
		out = append(out, PackRule{rulePointsTable, "The points of everything together decide", "Each " + w.level + " begins at a number of points."})
	}
	return out
}

// rateWords are the words for what is rated, inside a sentence.
type rateWords struct{ level, levels, area, strand string }

func (m PackMaker) rateWords() rateWords { return wordsOf(m.terms("")) }

func wordsOf(t map[string]terms.Term) rateWords {
	return rateWords{terms.Inside(t["level"].Label), terms.Inside(t["level"].Plural), terms.Inside(t["area"].Label), terms.Inside(t["strand"].Label)}
}

// checkRules refuses kinds of rule that do not go together.
func checkRules(c PackChoices) error {
	has := func(kinds ...string) func(string) bool {
		return func(kind string) bool {
			return strings.Contains(" "+strings.Join(kinds, " ")+" ", " "+kind+" ") && kind != ""
		}
	}
	levels := len(c.kept())
	switch {
	case !has(ruleHighest, ruleBestFit, rulePoints)(c.Area):
		return refuse("area_rule", "Choose how an area gets its level.")
	case !has(ruleHighestArea, ruleManual, rulePointsTable)(c.Overall):
		return refuse("overall_rule", "Choose how the overall level is found.")
	case c.Overall == rulePointsTable && c.Area != rulePoints:
		return refuse("overall_rule", "The points of everything can decide only where points are added up in each area.")
	case c.Raise && c.Overall != ruleHighestArea:
		return refuse("raise", "Several areas can raise the level only where the highest area decides.")
	case c.Raise && levels < 4:
		return refuse("raise", fmt.Sprintf("Several areas can raise the level on a scale of four levels or more. This one has %d.", levels))
	}
	return nil
}

// rules writes the rules that were chosen, with a sentence for each.
func (w *packWriter) rules() {
	c, words := w.choices, wordsOf(w.pack.Terms)
	last := len(w.levels) - 1
	r := &w.pack.Rules
	r.Status = "suggest_only"
	r.Area = madeAreaRule{Method: c.Area, Unrated: "ignore", Explain: areaExplains(c.Area, words)}
	r.Overall = madeOverallRule{Method: c.Overall, Explain: overallExplains(c.Overall, words)}
	if c.Area == rulePoints {
		r.Area.Table = w.table(func(place int) int { return c.rank(place) })
	}
	if c.Overall == rulePointsTable {
		r.Overall.Table = w.table(func(place int) int { return w.levels[place].Points })
	}
	if c.Raise {
		r.CoOccurring = w.raise(words)
	}
	r.Prompts.Few = madeFew{2, "Only one " + words.strand + " is rated. Check nothing important has been left out."}
	r.Primary = madePrimary{"highest_area", "ask_user", "The main " + words.area + " is the one with the highest " + words.level + ". If several tie, a person chooses."}
	base := w.maker.base
	confirm := base.Rules.Confirm
	r.Confirm = madeConfirm{true, confirm.ByRoles, confirm.ChangeAlone, orEmpty(confirm.SecondPersonRoles), confirm.ReasonIfChanged, confirm.Explain}
	if confirm.Explain == "" {
		r.Confirm.Explain = "A person confirms or changes the suggestion. A change needs a reason."
	}
	r.Moderation = madeModeration{Percent: 20, Least: 3, Blind: true, Outcomes: []string{"agreed", "raised", "lowered", "more_evidence"},
		Explain: "A sample is rated again without seeing names or the first rating, and then agreed."}
	for _, l := range w.levels[(last+1)/2:] {
		r.Moderation.Levels = append(r.Moderation.Levels, l.ID)
	}
	w.guidance(words)
}

func areaExplains(kind string, w rateWords) string {
	switch kind {
	case ruleBestFit:
		return "The " + w.level + " of each " + w.area + " is the one judgement that the adults made of the whole of it."
	case rulePoints:
		return "Each " + w.level + " counts as its number. The points of one " + w.area + " add up, and a table gives its " + w.level + "."
	}
	return "The " + w.level + " of each " + w.area + " is the highest that was given to any " + w.strand + " in it."
}

func overallExplains(kind string, w rateWords) string {
	switch kind {
	case ruleManual:
		return "No rule sets the overall " + w.level + " here. It is chosen from the whole picture."
	case rulePointsTable:
		return "The points of every " + w.area + " together give the overall " + w.level + "."
	}
	return "The overall " + w.level + " is the highest of any " + w.area + "."
}

// table gives a level to every number of points: each begins where it is said to, and the
// first at none.
func (w *packWriter) table(from func(place int) int) []madePointRow {
	var out []madePointRow
	for i, l := range w.levels {
		row := madePointRow{From: from(i), Level: l.ID}
		if i == 0 {
			row.From = 0
		} else {
			end := row.From - 1
			out[i-1].To = &end
		}
		out = append(out, row)
	}
	return out
}

// raise lets three areas at one middling level raise the overall level by one, and never
// to the highest.
func (w *packWriter) raise(words rateWords) madeCoOccurring {
	top := len(w.levels) - 2 // the level next to the highest
	out := madeCoOccurring{Enabled: true, MinAreas: 3, At: "highest_area_level", RaiseBy: 1, Cap: w.levels[top].ID}
	for i, l := range w.levels[:top] {
		if w.choices.rank(i) >= 2 || i == top-1 {
			out.In = append(out.In, l.ID)
		}
	}
	out.Explain = fmt.Sprintf("If three or more areas are all at the highest %s, and that is %s, the suggestion goes up by one. It never goes above %s this way.",
		words.level, strings.Join(out.In, " or "), out.Cap)
	return out
}

func (w *packWriter) guidance(words rateWords) {
	first, last := w.levels[0].ID, w.levels[len(w.levels)-1].ID
	g := w.maker.base.Guidance
	w.pack.Guidance = madeGuidance{
		Scale:     fmt.Sprintf("Choose from %s to %s for everything that matters for this pupil. Leave the rest unrated.", first, last),
		Basis:     g.Basis,
		BestFit:   "Read every " + words.level + " first. Choose the one that describes the pupil best over the last term.",
		Sustained: g.SustainedBySupport, Who: g.Who, Recheck: max(g.RecheckMonths, 1),
	}
	for _, p := range g.Prompts {
		w.pack.Guidance.Prompts = append(w.pack.Guidance.Prompts, madePrompt{p.ID, p.Text})
	}
}

// crosswalk proposes what the ratings of the continuum in use become: strands of the same
// name, and levels by their place on the scale.
func (w *packWriter) crosswalk() {
	base := w.maker.base
	walk := madeCrossMap{FromID: base.ID, FromVersion: base.Version, Levels: map[string]string{}, Strands: map[string]string{}}
	for i, old := range base.Levels {
		walk.Levels[old.ID] = w.levels[w.placeFor(i, old)].ID
	}
	byName := map[string]string{}
	for _, a := range w.pack.Areas {
		if len(a.Strands) == 0 || w.choices.Area == ruleBestFit {
			byName[a.key] = a.ID
		}
		for _, s := range a.Strands {
			byName[s.key] = s.ID
		}
	}
	for _, a := range base.Areas {
		for _, s := range a.Strands {
			if id, ok := byName[register.FoldName(s.Name)]; ok {
				walk.Strands[s.ID] = id
			} else if id, ok := byName[register.FoldName(a.Name)]; ok {
				walk.Strands[s.ID] = id
			}
		}
		if id, ok := byName[register.FoldName(a.Name)]; ok && base.Rateable(a.ID) {
			walk.Strands[a.ID] = id
		}
	}
	w.pack.Crosswalk = madeCrosswalk{
		Note: "Proposed by Needsbook: what has the same name, and levels by their place. Check it before the pack is put in use.",
		Maps: []madeCrossMap{walk},
	}
}

// placeFor is the place on the new scale of a level of the one in use: the same rank where
// both scales count alike, else the same part of the way up.
func (w *packWriter) placeFor(place int, old continuum.Level) int {
	first, last := 0, len(w.levels)-1
	oldLast := len(w.maker.base.Levels) - 1
	if old.Rank == 0 {
		return 0
	}
	if w.choices.NoneFirst {
		first = 1
	}
	oldFirst := 0
	if w.maker.base.Levels[0].Rank == 0 {
		oldFirst = 1
	}
	if oldLast == oldFirst {
		return first
	}
	return first + ((place-oldFirst)*(last-first)+(oldLast-oldFirst)/2)/(oldLast-oldFirst)
}
