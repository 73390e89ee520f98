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
	id := c.flags.String("id", "", "the cluster's `code`, like KENT-07")
	name := c.flags.String("name", "", "the cluster's `name`")
	if err := c.parse("id", "name"); err != nil {
		return err
	}
	h, err := openHub(c.ctx, c.folder, true)
	if err != nil {
		return err
	}
	cluster := inbox.Cluster{ID: *id, Name: *name}
	if err := errors.Join(h.SaveCluster(c.ctx, cluster), h.Close()); err != nil {
		return err
	}
	return c.print(cluster, "Cluster %s is there: %s.", cluster.ID, cluster.Name)
}

func schoolAdd(c *call) error {
	var s inbox.School
	c.flags.StringVar(&s.URN, "urn", "", "the school's URN, six `digits`")
	c.flags.StringVar(&s.Name, "name", "", "the school's `name`")
	c.flags.StringVar(&s.Cluster, "cluster", "", "the cluster's `code`")
	c.flags.StringVar(&s.Phase, "phase", "primary", strings.Join(inbox.Phases, ", "))
	from := c.flags.String("from", "", "first `day` of membership, like 2026-09-01")
	to := c.flags.String("to", "", "last `day` of membership; none while it lasts")
	if err := c.parse("urn", "name", "cluster"); err != nil {
		return err
	}
	for text, into := range map[string]*day.Date{*from: &s.From, *to: &s.To} {
		if err := into.UnmarshalText([]byte(text)); err != nil {
			return usageError(sentence(err.Error()))
		}
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.SaveSchool(c.ctx, s); err != nil {
			return err
		}
		return c.print(s, "School %s is there: %s, in %s.", s.URN, s.Name, s.Cluster)
	})
}

// listedCluster is a cluster with its schools as they are printed.
type listedCluster struct {
	inbox.Cluster
	Schools []inbox.School `json:"schools"`
}

func list(c *call) error {
	if err := c.parse(); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		all, lines := []listedCluster{}, []string{}
		err := in.Store.Read(c.ctx, func(r inbox.Reader) error {
			clusters, err := r.Clusters()
			for _, k := range clusters {
				schools, err := r.Schools(k.ID)
				if err != nil {
					return err
				}
				all = append(all, listedCluster{k, schools})
				lines = append(lines, fmt.Sprintf("%s  %s, %d schools", k.ID, k.Name, len(schools)))
				for _, s := range schools {
					lines = append(lines, fmt.Sprintf("    %s  %s, %s", s.URN, s.Name, s.Phase))
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		return c.print(map[string]any{"clusters": all}, "%s", strings.Join(lines, "\n"))
	})
}

func invite(c *call) error {
	urn := c.flags.String("urn", "", "the school's URN, six `digits`")
	days := c.flags.Int("days", 14, "how long the code is good")
	if err := c.parse("urn"); err != nil {
		return err
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
}

func listed(d inbox.Device) listedDevice {
	return listedDevice{d.ID, d.URN, d.State, d.Label, d.Key.Words(), d.Created, d.ApprovedBy, d.Revoked}
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
