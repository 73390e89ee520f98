package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

// needProfile counts pupils by area and level, or prints that.
func needProfile(c *call) error {
	out := c.outFlag()
	others := c.flags.Bool("others", false, "for others to read: counts to the nearest five, none under five")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *out != "" {
			doc, err := d.NeedProfileDocument(c.ctx, *others)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		p, err := d.NeedProfile(c.ctx)
		if err != nil {
			return err
		}
		var words strings.Builder
		fmt.Fprintf(&words, "%s\n%-45s %s  not rated\n", p.Words(), "", strings.Join(p.Levels, "  "))
		for _, r := range p.Rows {
			fmt.Fprintf(&words, "%-45s", r.Name)
			for i, n := range r.Counts {
				fmt.Fprintf(&words, " %*d ", len(p.Levels[i]), n)
			}
			fmt.Fprintf(&words, " %d\n", r.Not)
		}
		for _, row := range p.TrendRows() {
			fmt.Fprintf(&words, "%s (%s): %s\n", row[0], row[1], row[2])
		}
		return c.print(p, "%s", strings.TrimRight(words.String(), "\n"))
	})
}

// similarNeeds lists pupils with like needs.
func similarNeeds(c *call) error {
	level := c.flags.String("level", "", "from this `level` on; where planned extra help begins if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		found, err := d.LikeNeeds(c.ctx, *level)
		if err != nil {
			return err
		}
		var words strings.Builder
		if len(found) == 0 {
			words.WriteString("No two pupils near in age have one need at like levels.\n")
		}
		for _, n := range found {
			fmt.Fprintf(&words, "%s, %s, %s: %s\n", n.Name, n.Levels, n.Years, strings.Join(n.Pupils, " "))
			if len(n.Options) > 0 {
				o := n.Options[0]
				fmt.Fprintf(&words, "  %s: each alone %s, shared %s\n", o.Name, o.Alone.Words(), o.Shared.Words())
			}
		}
		return c.print(map[string]any{"needs": found}, "%s", strings.TrimRight(words.String(), "\n"))
	})
}
