package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os/user"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

func clusterAdd(c *call) error {
	var asked inbox.Cluster
	c.flags.StringVar(&asked.ID, "id", "", "the cluster's `code`, like KENT-07")
	c.flags.StringVar(&asked.Name, "name", "", "the cluster's `name`")
	c.flags.StringVar(&asked.District, "district", "", "the `district` that it is counted with")
	c.flags.StringVar(&asked.County, "county", "", "the `county` that it is counted with")
	c.flags.StringVar(&asked.PCN, "pcn", "", "the primary care `network` it works with")
	if err := c.parse("id", "name"); err != nil {
		return err
	}
	h, err := c.open(true)
	if err != nil {
		return err
	}
	err = h.Inbox.Store.Read(c.ctx, func(r inbox.Reader) error {
		before, err := r.Cluster(asked.ID)
		if err != nil {
			return unlessMissing(err)
		}
		// What is not named stays as it was.
		for name, keep := range map[string]func(){"district": func() { asked.District = before.District },
			"county": func() { asked.County = before.County }, "pcn": func() { asked.PCN = before.PCN }} {
			if !c.given(name) {
				keep()
			}
		}
		return nil
	})
	if err == nil {
		err = h.SaveCluster(c.ctx, asked)
	}
	if err := errors.Join(err, h.Close()); err != nil {
		return err
	}
	return c.print(asked, "Cluster %s is there: %s.", asked.ID, asked.Name)
}

func unlessMissing(err error) error {
	if errors.Is(err, inbox.ErrNotFound) {
		return nil
	}
	return err
}

// savedSchool is a school as it is printed once it is saved.
type savedSchool struct {
	inbox.School
	Homes []inbox.Membership `json:"homes"`
	Note  string             `json:"note,omitempty"`
}

func schoolAdd(c *call) error {
	var s inbox.School
	c.flags.StringVar(&s.URN, "urn", "", "the school's URN, six `digits`")
	c.flags.StringVar(&s.Name, "name", "", "the school's `name`")
	c.flags.StringVar(&s.Cluster, "cluster", "", "the cluster's `code`")
	c.flags.StringVar(&s.Phase, "phase", "primary", strings.Join(inbox.Phases, ", "))
	c.flags.TextVar(&s.From, "from", day.Date{}, "first `day` of membership, like 2026-09-01; of a move, today if left out")
	c.flags.TextVar(&s.To, "to", day.Date{}, "last `day` of membership; none while it lasts")
	if err := c.parse("urn", "name", "cluster"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		err := in.Store.Read(c.ctx, func(r inbox.Reader) error {
			before, err := r.School(s.URN)
			if err == nil && !c.given("phase") {
				s.Phase = before.Phase
			}
			return unlessMissing(err)
		})
		if err != nil {
			return err
		}
		if err := in.SaveSchool(c.ctx, s); err != nil {
			return err
		}
		saved := savedSchool{School: s}
		err = in.Store.Read(c.ctx, func(r inbox.Reader) error {
			if saved.Homes, err = r.Memberships(s.URN); err != nil {
				return err
			}
			if saved.School, err = r.School(s.URN); err != nil {
				return err
			}
			saved.Note, err = sizeNote(r, inbox.Cluster{ID: s.Cluster}, day.On(in.Now()))
			return err
		})
		if err != nil {
			return err
		}
		words := fmt.Sprintf("School %s is there: %s, in %s.", s.URN, s.Name, s.Cluster)
		if saved.Note != "" {
			words += "\nNote: " + saved.Note
		}
		return c.print(saved, "%s", words)
	})
}

// sizeNote says that a cluster has fewer or more schools than clusters are meant to have.
func sizeNote(r inbox.Reader, cluster inbox.Cluster, today day.Date) (string, error) {
	members, err := r.Members(cluster.ID, today)
	return inbox.SizeNote(cluster, len(members)), err
}

// listedCluster is a cluster with its schools as they are printed.
type listedCluster struct {
	inbox.Cluster
	Schools []inbox.School `json:"schools"`
	Note    string         `json:"note,omitempty"`
}

func list(c *call) error {
	if err := c.parse(); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		clusters, groups, lines := []listedCluster{}, []listedGroup{}, []string{}
		today := day.On(in.Now())
		err := in.Store.Read(c.ctx, func(r inbox.Reader) error {
			all, err := r.Clusters()
			if err != nil {
				return err
			}
			for _, k := range all {
				schools, err := r.Members(k.ID, today)
				if err != nil {
					return err
				}
				note := inbox.SizeNote(k, len(schools))
				clusters = append(clusters, listedCluster{k, schools, note})
				lines = append(lines, fmt.Sprintf("%s  %s, %d schools%s", k.ID, k.Name, len(schools), places(k)))
				for _, s := range schools {
					lines = append(lines, fmt.Sprintf("    %s  %s, %s", s.URN, s.Name, s.Phase))
				}
				if note != "" {
					lines = append(lines, "    Note: "+note)
				}
			}
			groups, err = groupsOn(r, today)
			return err
		})
		if err != nil {
			return err
		}
		for _, g := range groups {
			lines = append(lines, g.words()...)
		}
		return c.print(map[string]any{"clusters": clusters, "groups": groups}, "%s", strings.Join(lines, "\n"))
	})
}

// places says where a cluster belongs, as far as that is known.
func places(c inbox.Cluster) string {
	var out string
	for _, p := range []string{c.District, c.County, c.PCN} {
		if p != "" {
			out += ", " + p
		}
	}
	return out
}

func invite(c *call) error {
	urn := c.flags.String("urn", "", "the school's URN, six `digits`")
	days := c.flags.Int("days", 14, "how long the code is good")
	if err := c.parse("urn"); err != nil {
		return err
	}
	if *days < 1 {
		return usageError("Give --days a number from 1.")
	}
	return c.withHub(func(in inbox.Inbox) error {
		code, expires, err := in.NewInvite(c.ctx, *urn, time.Duration(*days)*24*time.Hour, rand.Reader)
		if err != nil {
			return err
		}
		hub := in.Key.Public()
		facts := map[string]any{"urn": *urn, "code": code, "expires": expires, "hub": hub.ID(), "hub_words": hub.Words()}
		return c.print(facts, "Code for school %s: %s\nIt serves once, until %s, and is not shown again.\nThe hub's six words are: %s",
			*urn, code, expires.Format("2 Jan 2006"), strings.Join(hub.Words(), " "))
	})
}

// listedDevice is a device as it is printed, without its keys.
type listedDevice struct {
	ID         string               `json:"id"`
	URN        string               `json:"urn"`
	State      exchange.DeviceState `json:"state"`
	Label      string               `json:"label"`
	Words      []string             `json:"words"`
	Created    time.Time            `json:"created"`
	ApprovedBy string               `json:"approved_by,omitempty"`
	Revoked    time.Time            `json:"revoked,omitzero"`
	Next       string               `json:"next,omitempty"`
	Until      time.Time            `json:"until,omitzero"`
}

func listed(d inbox.Device) listedDevice {
	return listedDevice{d.ID, d.URN, d.State, d.Label, d.Key.Words(), d.Created, d.ApprovedBy, d.Revoked, d.Next, d.Until}
}

func devices(c *call) error {
	if err := c.parse(); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		list := []listedDevice{}
		err := in.Store.Read(c.ctx, func(r inbox.Reader) error {
			all, err := r.Devices()
			for _, d := range all {
				list = append(list, listed(d))
			}
			return err
		})
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("%d computers.", len(list))}
		for _, d := range list {
			lines = append(lines, fmt.Sprintf("%s  school %s  %-8s %q since %s\n    words: %s", d.ID, d.URN, d.State, d.Label, d.Created.Format("2 Jan 2006"), strings.Join(d.Words, " ")))
			if d.Next != "" {
				lines = append(lines, fmt.Sprintf("    replaced by %s; serves until %s", d.Next, d.Until.Format("2 Jan 2006")))
			}
		}
		return c.print(map[string]any{"devices": list}, "%s", strings.Join(lines, "\n"))
	})
}

func approve(c *call) error {
	id := c.flags.String("device", "", "the computer's `identifier`, from clusterhub devices")
	by := c.flags.String("by", "", "who compared the six words (your login `name` if left out)")
	if err := c.parse("device"); err != nil {
		return err
	}
	if *by == "" {
		if u, err := user.Current(); err == nil {
			*by = u.Username
		}
	}
	return c.withHub(func(in inbox.Inbox) error {
		d, err := in.Approve(c.ctx, *id, *by)
		if err != nil {
			return err
		}
		return c.print(listed(d), "The computer %q of school %s may now send.", d.Label, d.URN)
	})
}

func revoke(c *call) error {
	id := c.flags.String("device", "", "the computer's `identifier`, from clusterhub devices")
	if err := c.parse("device"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		d, err := in.Revoke(c.ctx, *id)
		if err != nil {
			return err
		}
		return c.print(listed(d), "The computer %q of school %s may no longer send. What it sent before stays.", d.Label, d.URN)
	})
}
