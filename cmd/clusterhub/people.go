package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// grantFlags are the flags that name a role, its place and its days.
type grantFlags struct {
	role                            string
	school, cluster, district, area string
	hub                             bool
	from, to                        day.Date
}

func (f *grantFlags) add(c *call) {
	names := make([]string, len(people.Roles))
	for i, r := range people.Roles {
		names[i] = string(r)
	}
	c.flags.StringVar(&f.role, "role", "", "the `role`: "+strings.Join(names, ", "))
	c.flags.BoolVar(&f.hub, "whole-hub", false, "for the whole hub")
	c.flags.StringVar(&f.area, "county", "", "for the county of this `name`")
	c.flags.StringVar(&f.district, "district", "", "for the district of this `name`")
	c.flags.StringVar(&f.cluster, "cluster", "", "for the cluster with this `code`")
	c.flags.StringVar(&f.school, "school", "", "for the school with this `URN`")
}

func (f *grantFlags) addDays(c *call) {
	c.flags.TextVar(&f.from, "from", day.Date{}, "first `day` of the role, like 2026-09-01; today if left out")
	c.flags.TextVar(&f.to, "to", day.Date{}, "last `day` of the role; none for no end")
}

// grant is the role that the flags name.
func (f *grantFlags) grant() (g people.Grant, err error) {
	g = people.Grant{Role: people.Role(f.role), From: f.from, To: f.to}
	named := 0
	for _, place := range []struct {
		level people.Level
		ref   string
	}{{people.CountyLevel, f.area}, {people.DistrictLevel, f.district}, {people.ClusterLevel, f.cluster}, {people.SchoolLevel, f.school}} {
		if place.ref != "" {
			g.Level, g.Ref = place.level, place.ref
			named++
		}
	}
	if f.hub {
		g.Level = people.HubLevel
		named++
	}
	if named != 1 {
		return g, usageError("Say where the role is held. Give one of --whole-hub, --county, --district, --cluster and --school.")
	}
	return g, nil
}

// made prints an invitation, for the one time that its link is shown.
func (c *call) made(i inbox.Invitation, address string) error {
	link := strings.TrimSuffix(address, "/") + door.InviteAddress(i.Token)
	return c.print(map[string]any{"person": i.Person, "link": link, "expires": i.Expires},
		"%s\nIt lets %s (%s) set up how they sign in, once, until %s. It is not shown again. Send it so that only they read it.",
		link, i.Person.Name, i.Person.ID, i.Expires.Format("2 Jan 2006"))
}

func (c *call) addressFlag() *string {
	return c.flags.String("address", "http://127.0.0.1:8470", "the hub's `address` as people see it")
}

func personInvite(c *call) error {
	var p people.Person
	var f grantFlags
	c.flags.StringVar(&p.Name, "name", "", "the person's `name`")
	c.flags.StringVar(&p.Email, "email", "", "the person's e-mail `address`; the hub sends nothing there")
	c.flags.StringVar(&p.School, "own-school", "", "the `URN` of the school where they work, on which they do not vote")
	f.add(c)
	f.addDays(c)
	address := c.addressFlag()
	if err := c.parse("name", "email", "role"); err != nil {
		return err
	}
	g, err := f.grant()
	if err != nil {
		return err
	}
	p.Grants = []people.Grant{g}
	return c.withHub(func(in inbox.Inbox) error {
		made, err := in.InvitePerson(c.ctx, inbox.Console, p, rand.Reader)
		if err != nil {
			return err
		}
		return c.made(made, *address)
	})
}

func personList(c *call) error {
	if err := c.parse(); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		var all []people.Person
		err := in.Store.Read(c.ctx, func(r inbox.Reader) (err error) {
			all, err = r.People()
			return err
		})
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("%d people.", len(all))}
		for _, p := range all {
			lines = append(lines, fmt.Sprintf("%s  %-8s %s, %s", p.ID, p.State, p.Name, p.Email))
			for _, g := range p.Grants {
				line := "    " + g.String()
				if !g.From.IsZero() {
					line += ", from " + g.From.String()
				}
				if !g.To.IsZero() {
					line += ", until " + g.To.String()
				}
				lines = append(lines, line)
			}
		}
		return c.print(map[string]any{"people": all}, "%s", strings.Join(lines, "\n"))
	})
}

func personGrant(c *call) error {
	return c.changeRole(true, inbox.Inbox.Grant, "%s now is %s. That holds at once.")
}

func personTake(c *call) error {
	return c.changeRole(false, inbox.Inbox.Take, "%s no longer is %s. That holds at once, in open sessions too.")
}

// roleChange gives or takes a role.
type roleChange func(in inbox.Inbox, ctx context.Context, by inbox.Actor, person string, g people.Grant) (people.Person, error)

// changeRole gives or takes a role.
func (c *call) changeRole(days bool, change roleChange, words string) error {
	var f grantFlags
	id := c.personFlag()
	f.add(c)
	if days {
		f.addDays(c)
	}
	if err := c.parse("person", "role"); err != nil {
		return err
	}
	g, err := f.grant()
	if err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		p, err := change(in, c.ctx, inbox.Console, *id, g)
		if err != nil {
			return err
		}
		return c.print(p, words, p.Name, strings.TrimSpace(g.Role.Words()+" of "+strings.TrimSpace(string(g.Level)+" "+g.Ref)))
	})
}

func (c *call) personFlag() *string {
	return c.flags.String("person", "", "the person's `identifier`, from clusterhub person list")
}

func personClose(c *call) error {
	id := c.personFlag()
	if err := c.parse("person"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		p, err := in.ClosePerson(c.ctx, inbox.Console, *id)
		if err != nil {
			return err
		}
		return c.print(p, "%s can no longer sign in. Their sessions have ended.", p.Name)
	})
}

func personReset(c *call) error {
	id := c.personFlag()
	address := c.addressFlag()
	if err := c.parse("person"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		made, err := in.ResetPerson(c.ctx, inbox.Console, *id, rand.Reader)
		if err != nil {
			return err
		}
		return c.made(made, *address)
	})
}
