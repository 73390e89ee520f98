package continuum

import (
	"fmt"
	"strings"
)

// Explanation says how ratings led to a suggestion, link by link: the strands of each
// area, the area's level, the rule for the whole. It uses the pack's own names and
// sentences and never an amount of money.
type Explanation struct {
	Areas   []AreaReason
	Unrated []string // names of areas that nobody rated, which is not the same as no need
	Rule    []string // sentences: which rule set the overall level
	Follows []string // sentences: the main area, need codes, who usually pays, who decides
}

// AreaReason is one area's link of the chain.
type AreaReason struct {
	Area     string // its name
	Level    string // id of the level, raised where a combination raises it
	Parts    []RatedPart
	Points   int    // what it counts, for a continuum that counts points
	Uncapped int    // what the ratings add up to
	Raised   string // the sentence of the combination that raised it, "" for none
	Words    string // the link in a sentence
}

// RatedPart is one rating in an area.
type RatedPart struct {
	ID, Name, Level string
	Decides         bool // it set the area's level
	Points          int
}

// Explain says in words how ratings come to what Suggest makes of them. It returns a
// *RatingError where Suggest does.
func Explain(p *Pack, ratings map[string]string) (Explanation, error) {
	s, err := Suggest(p, ratings)
	if err != nil {
		return Explanation{}, err
	}
	return p.explain(s.read, s), nil
}

// Lines are the sentences of an explanation in the order of the chain.
func (e Explanation) Lines() []string {
	if len(e.Areas) == 0 {
		return []string{"Nothing is rated yet, so there is no suggestion."}
	}
	var lines []string
	for _, a := range e.Areas {
		lines = append(lines, a.Words)
		if a.Raised != "" {
			lines = append(lines, a.Raised)
		}
	}
	if len(e.Unrated) > 0 {
		lines = append(lines, "Not rated: "+named(e.Unrated)+". That is not the same as no need.")
	}
	return append(append(lines, e.Rule...), e.Follows...)
}

// explain makes the explanation of what was read.
func (p *Pack) explain(r reading, s Suggestion) Explanation {
	var e Explanation
	if len(r.ratings) == 0 {
		return e
	}
	for i := range p.Areas {
		a := &p.Areas[i]
		if s.Areas[a.ID] == "" {
			e.Unrated = append(e.Unrated, a.Name)
			continue
		}
		e.Areas = append(e.Areas, p.areaReason(a, r.areas[i], r.ratings, s.Areas[a.ID]))
	}
	e.Rule = p.ruleWords(s)
	e.Follows = p.followWords(s)
	return e
}

// areaReason is the link of one area whose level is as given.
func (p *Pack) areaReason(a *Area, read areaReading, ratings map[string]string, level string) AreaReason {
	reason := AreaReason{Area: a.Name, Level: level, Points: read.points, Raised: p.raisedWords(a.Name, read, ratings)}
	list := a.rateables()
	reason.Parts = make([]RatedPart, 0, len(list))
	if len(a.Strands) > 0 && ratings[a.ID] != "" {
		list = append([]rateable{{a.ID, a.Name + " as a whole"}}, list...)
	}
	for _, part := range list {
		rated, ok := p.Level(ratings[part.id])
		if !ok {
			continue
		}
		rp := RatedPart{ID: part.id, Name: part.name, Level: rated.ID}
		switch p.Rules.AreaLevel.Method {
		case "points":
			rp.Points, rp.Decides = rated.Rank*p.weight(part.id), true
			reason.Uncapped += rp.Points
		case "manual_best_fit":
			rp.Decides = part.id == a.ID
		default:
			rp.Decides = rated.ID == read.level
		}
		reason.Parts = append(reason.Parts, rp)
	}
	reason.Words = p.areaWords(a, read, reason)
	return reason
}

// areaWords says an area's link in a sentence.
func (p *Pack) areaWords(a *Area, read areaReading, reason AreaReason) string {
	var from []string
	for _, part := range reason.Parts {
		if part.Decides {
			from = append(from, part.Name)
		}
	}
	switch {
	case read.level == "":
		return fmt.Sprintf("“%s” is at %s.", a.Name, reason.Level)
	case p.Rules.AreaLevel.Method == "points" && reason.Uncapped > read.points:
		return fmt.Sprintf("“%s” is at %s, with %d points from %s. They add up to %d, and this area counts no more than %d.", a.Name, read.level, read.points, named(from), reason.Uncapped, read.points)
	case p.Rules.AreaLevel.Method == "points":
		return fmt.Sprintf("“%s” is at %s, with %d points from %s.", a.Name, read.level, read.points, named(from))
	case p.Rules.AreaLevel.Method == "manual_best_fit":
		return fmt.Sprintf("“%s” is at %s, by the best-fit judgement of the adults.", a.Name, read.level)
	}
	return fmt.Sprintf("“%s” is at %s, set by %s.", a.Name, read.level, named(from))
}

// ruleWords says which rules set the area levels and the overall level.
func (p *Pack) ruleWords(s Suggestion) []string {
	lines := []string{p.Rules.AreaLevel.Explain}
	rule := p.Rules.OverallLevel
	level, ok := p.Level(s.Suggested)
	if !ok {
		return append(lines, rule.Explain, p.say("So nothing is suggested: you choose the {level}."))
	}
	if s.Raised {
		lines = append(lines, fmt.Sprintf(p.say("%s are all at %s, so the co-occurring needs rule raises the overall {level} to %s."),
			p.areaNames(p.areasAtLeast(s.Areas, s.Highest)...), s.Highest, s.Suggested), p.Rules.CoOccurring.Explain)
	} else {
		lines = append(lines, rule.Explain)
	}
	if rule.Method == "points_table" {
		lines = append(lines, fmt.Sprintf("The areas have %d points together, which the table puts at %s.", s.Points, lookUp(rule.Table, s.Points)))
	}
	return append(lines, fmt.Sprintf(p.say("The suggested overall {level} is %s, %s: %s"), level.ID, level.Name, level.Plain))
}

// followWords says what follows from the suggestion, and who decides.
func (p *Pack) followWords(s Suggestion) []string {
	var lines []string
	if len(s.Tied) > 0 {
		lines = append(lines, fmt.Sprintf("%s are equal, so a person chooses the main area of need.", p.areaNames(s.Tied...)))
	} else if s.MainArea != "" {
		lines = append(lines, fmt.Sprintf("The main area of need is %s.", p.areaNames(s.MainArea)))
	}
	if len(s.Codes) > 0 {
		lines = append(lines, fmt.Sprintf("Need codes to consider: %s.", joined(s.Codes)))
	}
	if route, ok := p.Routes[s.Route]; ok {
		lines = append(lines, fmt.Sprintf("%s. Usually paid from: %s.", p.RouteLabel(s.Route), strings.TrimSuffix(route.PaidFrom, ".")))
	}
	if p.Rules.Confirm.Explain != "" {
		lines = append(lines, p.Rules.Confirm.Explain)
	}
	return lines
}

func (p *Pack) areaNames(ids ...string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		a, _ := p.Area(id)
		names[i] = a.Name
	}
	return named(names)
}
