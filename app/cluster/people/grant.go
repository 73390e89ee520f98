package people

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
)

// Grantable says in a sentence why a person cannot be given a role at a place, or nil.
// Whether the place exists is for the caller to know.
func Grantable(p Person, g Grant, today day.Date) error {
	r, known := matrix[g.Role]
	switch {
	case !known:
		return fmt.Errorf("%.40q is no role. Give one of %s. Nothing was changed", g.Role, listed(Roles))
	case !slices.Contains(r.Levels, g.Level):
		return fmt.Errorf("the role %s is held at a %s, not at a %.40s. Nothing was changed", g.Role.Words(), listed(r.Levels), g.Level)
	case g.Level == HubLevel && g.Ref != "":
		return fmt.Errorf("a role at the whole hub names no place. Nothing was changed")
	case g.Level != HubLevel && g.Ref == "":
		return fmt.Errorf("say which %s the role is for. Nothing was changed", g.Level)
	case !g.To.IsZero() && (g.To.Before(g.From) || g.To.Before(today)):
		return fmt.Errorf("the last day of a role cannot be before its first, or over. Nothing was changed")
	}
	for _, held := range p.Grants {
		if !overlap(held, g) || held.Ended(today) {
			continue
		}
		if held.Role == g.Role && held.Level == g.Level && held.Ref == g.Ref {
			return fmt.Errorf("%s is %s there already. Nothing was changed", p.Name, g.Role.Words())
		}
		if clash([]Grant{held, g}) {
			return fmt.Errorf("%s is %s, and nobody who is that can be %s as well. Nothing was changed", p.Name, held.Role.Words(), g.Role.Words())
		}
	}
	return nil
}

// overlap reports whether some day lies within both grants.
func overlap(a, b Grant) bool {
	return (a.To.IsZero() || !a.To.Before(b.From)) && (b.To.IsZero() || !b.To.Before(a.From))
}

// Levels are the levels at which a role can be held.
func (r Role) Levels() []Level { return matrix[r].Levels }

// Words is a role as people read it.
func (r Role) Words() string {
	if w, ok := roleWords[r]; ok {
		return w
	}
	return string(r)
}

var roleWords = map[Role]string{
	HubAdmin: "hub administrator", Chair: "panel chair", Member: "panel member",
	SchoolReader: "school reader", CouncilReader: "council reader", Auditor: "auditor",
}

func listed[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = string(v)
	}
	return strings.Join(words, ", ")
}
