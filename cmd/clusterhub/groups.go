package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

func groupAdd(c *call) error {
	var g inbox.Group
	c.flags.StringVar(&g.ID, "id", "", "the group's `code`, like OAK-TRUST")
	c.flags.StringVar(&g.Name, "name", "", "the group's `name`")
	c.flags.StringVar(&g.Kind, "kind", "trust", strings.Join(inbox.GroupKinds, " or "))
	if err := c.parse("id", "name"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.SaveGroup(c.ctx, g); err != nil {
			return err
		}
		return c.print(g, "The %s %s is there: %s.", g.Kind, g.ID, g.Name)
	})
}

func groupMember(c *call) error {
	var m inbox.GroupMember
	c.flags.StringVar(&m.Group, "group", "", "the group's `code`")
	c.flags.StringVar(&m.URN, "urn", "", "the school's URN, six `digits`")
	c.flags.TextVar(&m.From, "from", day.Date{}, "first `day` in the group, like 2026-09-01; none for always")
	c.flags.TextVar(&m.To, "to", day.Date{}, "last `day` in the group; none while it lasts")
	if err := c.parse("group", "urn"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.SaveGroupMember(c.ctx, m); err != nil {
			return err
		}
		words := fmt.Sprintf("School %s belongs to %s", m.URN, m.Group)
		if !m.From.IsZero() {
			words += " from " + m.From.Words()
		}
		if !m.To.IsZero() {
			words += " to " + m.To.Words()
		}
		return c.print(m, "%s. Its cluster stays its home.", words)
	})
}

// listedGroup is a group with its schools as they are printed.
type listedGroup struct {
	inbox.Group
	Schools []inbox.School `json:"schools"`
}

func groupsOn(r inbox.Reader, today day.Date) ([]listedGroup, error) {
	groups, err := r.Groups()
	if err != nil {
		return nil, err
	}
	out := []listedGroup{}
	for _, g := range groups {
		schools, err := r.GroupMembers(g.ID, today)
		if err != nil {
			return nil, err
		}
		out = append(out, listedGroup{g, schools})
	}
	return out, nil
}

func (g listedGroup) words() []string {
	lines := []string{fmt.Sprintf("%s  %s, a %s of %d schools", g.ID, g.Name, g.Kind, len(g.Schools))}
	for _, s := range g.Schools {
		lines = append(lines, fmt.Sprintf("    %s  %s, of %s", s.URN, s.Name, s.Cluster))
	}
	return lines
}
