package main

import (
	"crypto/rand"
	"strings"
	"time"

	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub"
)

// views are the flags of reader-link that name what a link opens.
var views = []struct {
	flag  string
	level inbox.Level
	does  string
}{
	{"cluster", inbox.ClusterLevel, "a link to the cluster with this `code`, and its schools"},
	{"school", inbox.SchoolLevel, "a link to the school with this `URN`, and its cluster"},
	{"district", inbox.DistrictLevel, "a link to the district of this `name`, and its clusters without their schools"},
	{"county", inbox.CountyLevel, "a link to the county of this `name`, and its districts"},
	{"group", inbox.GroupLevel, "a link to the trust or partnership with this `code`"},
}

func readerLink(c *call) error {
	given := map[inbox.Level]*string{}
	for _, v := range views {
		given[v.level] = c.flags.String(v.flag, "", v.does)
	}
	days := c.flags.Int("days", 30, "how long the link is good")
	address := c.flags.String("address", "http://127.0.0.1:8470", "the hub's `address` as readers see it")
	end := c.flags.Bool("revoke", false, "revoke every link to this view")
	if err := c.parse(); err != nil {
		return err
	}
	var level inbox.Level
	var ref string
	for _, v := range views {
		if *given[v.level] == "" {
			continue
		}
		if ref != "" {
			return usageError("A link is to one view. Give one of --cluster, --school, --district, --county and --group.")
		}
		level, ref = v.level, *given[v.level]
	}
	switch {
	case ref == "":
		return usageError("Say what the link opens. Give one of --cluster, --school, --district, --county and --group.")
	case *days < 1:
		return usageError("Give --days a number from 1.")
	}
	return c.withHub(func(in inbox.Inbox) error {
		if *end {
			n, err := in.RevokeReaderLinks(c.ctx, level, ref)
			if err != nil {
				return err
			}
			return c.print(map[string]any{"level": level, "ref": ref, "revoked": n}, "%d links to %s %s no longer work.", n, level, ref)
		}
		token, expires, err := in.NewReaderLink(c.ctx, level, ref, time.Duration(*days)*24*time.Hour, rand.Reader)
		if err != nil {
			return err
		}
		link := strings.TrimSuffix(*address, "/") + hub.LinkAddress(level, ref, token)
		return c.print(map[string]any{"level": level, "ref": ref, "link": link, "expires": expires},
			"%s\nIt opens the page of %s %s to whoever has it, until %s. It is not shown again.", link, level, ref, expires.Format("2 Jan 2006"))
	})
}
