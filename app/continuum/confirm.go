package continuum

import (
	"slices"
	"strings"

	"needsbook/app/finding"
)

// ConfirmError says why a level was not confirmed. Nothing was changed.
type ConfirmError struct {
	Findings []finding.Finding
	pack     *Pack
}

// confirmWords are the sentences of the findings that Confirm makes.
var confirmWords = map[string]string{
	"level.not_rated":     "Rate at least one {strand} before you confirm the {level}.",
	"level.unknown":       "This {continuum} has no such {level}.",
	"level.role":          "This {level} must be confirmed by the %.",
	"level.reason":        "Say why the {level} is not the suggested one.",
	"level.second_person": "A change this large needs a second person to agree: %.",
}

func (e *ConfirmError) Error() string {
	var lines []string
	for _, f := range e.Findings {
		lines = append(lines, strings.Replace(e.pack.say(confirmWords[f.Code]), "%", strings.Join(f.Args, " or "), 1))
	}
	return strings.Join(lines, " ")
}

// Confirm applies the pack's rule for confirming a level. roles holds the role of
// each person who agrees, one for each person. A level other than the suggested
// one needs a reason, and a change of more steps than the pack allows needs a
// second person. It returns the suggestion with Confirmed set, or a *ConfirmError
// with every reason against it.
func Confirm(p *Pack, s Suggestion, level, reason string, roles ...string) (Suggestion, error) {
	rule := p.Rules.Confirm
	var found []finding.Finding
	refuse := func(code, field string, args ...string) {
		found = append(found, finding.Finding{Code: code, Field: field, Severity: finding.Refuse, Args: args})
	}
	if s.Suggested == "" && p.Rules.OverallLevel.Method != manual {
		refuse("level.not_rated", "ratings")
	}
	if p.step(level) < 0 {
		refuse("level.unknown", "level")
	}
	first := slices.IndexFunc(roles, func(r string) bool { return slices.Contains(rule.ByRoles, r) })
	if first < 0 {
		refuse("level.role", "role", p.roleNames(rule.ByRoles)...)
	}
	steps := p.Compare(level, s.Suggested)
	changed := s.Suggested != "" && steps != 0
	if changed && rule.ReasonIfChanged && strings.TrimSpace(reason) == "" {
		refuse("level.reason", "reason")
	}
	if changed && max(steps, -steps) > rule.ChangeAlone && !secondPerson(rule, roles, first) {
		refuse("level.second_person", "second_person", p.roleNames(rule.SecondPersonRoles)...)
	}
	if found != nil {
		return s, &ConfirmError{found, p}
	}
	s.Confirmed = level
	return s, nil
}

// secondPerson reports whether someone other than the first person has a role
// that may agree to a large change.
func secondPerson(rule ConfirmRule, roles []string, first int) bool {
	for i, role := range roles {
		if i != first && slices.Contains(rule.SecondPersonRoles, role) {
			return true
		}
	}
	return false
}

// roleNames gives the pack's words for roles, and a role's own name where it has none.
func (p *Pack) roleNames(roles []string) []string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = strings.ReplaceAll(role, "_", " ")
		if term, ok := p.Terms[role]; ok {
			names[i] = term.Label
		}
	}
	return names
}
