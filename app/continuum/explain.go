package continuum

import (
	"fmt"
	"strings"
)

// explain says in plain words how the ratings led to the suggestion: which strand
// set each area, which rule set the overall level, and what follows from it. It
// uses the pack's own names and sentences and never an amount of money.
func (p *Pack) explain(r reading, s Suggestion) string {
	if len(r.ratings) == 0 {
		return "No strand is rated yet, so there is no suggestion."
	}
	var lines []string
	say := func(text string, args ...any) {
		if line := fmt.Sprintf(text, args...); line != "" {
			lines = append(lines, line)
		}
	}
	var unrated []string
	for _, a := range p.Areas {
		area := r.areas[a.ID]
		switch {
		case s.Areas[a.ID] == "":
			unrated = append(unrated, a.Name)
		case area.level == "": // raised by a combination alone, which says so below
		case p.Rules.AreaLevel.Method == "points":
			say("“%s” is at %s, with %d points from %s.", a.Name, area.level, area.points, named(area.from))
		default:
			say("“%s” is at %s, set by %s.", a.Name, area.level, named(area.from))
		}
	}
	if len(unrated) > 0 {
		say("Not rated: %s. That is not the same as no need.", named(unrated))
	}
	say("%s", p.Rules.AreaLevel.Explain)
	for _, raise := range r.raises {
		say("%s", raise)
	}
	p.sayOverall(s, say)
	if s.MainArea != "" {
		say("The main area of need is %s.", p.areaNames(s.MainArea))
	} else if len(s.Tied) > 0 {
		say("%s are level, so a person chooses the main area of need.", p.areaNames(s.Tied...))
	}
	if len(s.Codes) > 0 {
		say("Need codes to consider: %s.", joined(s.Codes))
	}
	if route, ok := p.Routes[s.Route]; ok {
		say("%s. Usually paid from: %s.", p.RouteLabel(s.Route), strings.TrimSuffix(route.PaidFrom, "."))
	}
	say("%s", p.Rules.Confirm.Explain)
	return strings.Join(lines, "\n")
}

// sayOverall says which rule set the overall level.
func (p *Pack) sayOverall(s Suggestion, say func(string, ...any)) {
	rule := p.Rules.OverallLevel
	level, ok := p.Level(s.Suggested)
	if !ok {
		say("%s", rule.Explain)
		return
	}
	if s.Raised {
		say("%s are all at %s, so the co-occurring needs rule raises the overall level to %s.",
			p.areaNames(p.areasAtLeast(s.Areas, s.Highest)...), s.Highest, s.Suggested)
		say("%s", p.Rules.CoOccurring.Explain)
	} else {
		say("%s", rule.Explain)
	}
	if rule.Method == "points_table" {
		say("The areas have %d points together.", s.Points)
	}
	say("The suggested overall level is %s, %s: %s", level.ID, level.Name, level.Plain)
}

func (p *Pack) areaNames(ids ...string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		a, _ := p.Area(id)
		names[i] = a.Name
	}
	return named(names)
}
