package main

import (
	"needsbook/app/exchange/inbox"
)

func termClose(c *call) error {
	cluster := c.flags.String("cluster", "", "the cluster's `code`")
	term := c.flags.String("term", "", "the `term`, like 2026-27/autumn")
	reason := c.flags.String("reason", "", "why, for the `record`")
	if err := c.parse("cluster", "term", "reason"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.CloseTerm(c.ctx, *cluster, *term, *reason); err != nil {
			return err
		}
		return c.print(map[string]any{"cluster": *cluster, "term": *term, "closed": true}, "%s takes no more summaries for %s.", *cluster, *term)
	})
}

func termOpen(c *call) error {
	cluster := c.flags.String("cluster", "", "the cluster's `code`")
	term := c.flags.String("term", "", "the `term`, like 2026-27/autumn")
	if err := c.parse("cluster", "term"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.OpenTerm(c.ctx, *cluster, *term); err != nil {
			return err
		}
		return c.print(map[string]any{"cluster": *cluster, "term": *term, "closed": false}, "%s takes summaries for %s.", *cluster, *term)
	})
}

func allow(c *call) error {
	var a inbox.Allowance
	c.flags.StringVar(&a.URN, "urn", "", "the school's URN, six `digits`")
	c.flags.StringVar(&a.Series, "term", "", "the `term`, like 2026-27/autumn")
	c.flags.StringVar(&a.Reason, "reason", "", "why, for the `record`")
	rule := c.flags.String("rule", "", "restored (a school file from a backup) or closed (a closed `term`)")
	if err := c.parse("urn", "term", "reason", "rule"); err != nil {
		return err
	}
	a.Rule = inbox.Rule(*rule)
	return c.withHub(func(in inbox.Inbox) error {
		if err := in.Allow(c.ctx, a); err != nil {
			return err
		}
		return c.print(map[string]any{"urn": a.URN, "term": a.Series, "rule": a.Rule}, "One document of school %s for %s may pass.", a.URN, a.Series)
	})
}
