package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

// roundsList lists the rounds of the cluster, and what came back of those that are over.
func roundsList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		all, err := d.ClusterRounds(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{"The cluster holds no round."}
		for i, r := range all {
			if i == 0 {
				lines = nil
			}
			standing := "waits for this school's scores"
			switch {
			case r.Arrived:
				standing = "the hub has this school's scores"
			case r.Scores:
				standing = "the scores are approved and wait to be sent"
			case r.Closed:
				standing = "over"
			}
			lines = append(lines, fmt.Sprintf("%s: %s, %d cases, until %s; %s", r.ID, r.Title, r.Cases, r.Until, standing))
		}
		return c.print(all, "%s", strings.Join(lines, "\n"))
	})
}

// roundsTake fetches the cases of a round and opens them to be scored.
func roundsTake(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := d.TakeRound(c.ctx, c.words[0])
		if err != nil {
			return err
		}
		return c.print(v, "%s: %s, %d cases to score.", v.ID, v.Set.Title, len(v.Set.Vignettes))
	})
}

// roundsSend shows all that leaves about a round, and approves it where told who does.
func roundsSend(c *call) error {
	by, set := c.flags.String("by", "", "`who` approves; without it the scores are only shown"), c.setFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := c.setNamed(d, *set)
		if err != nil {
			return err
		}
		preview, err := d.PreviewScores(c.ctx, v.ID)
		if err != nil {
			return err
		}
		if *by != "" {
			if err := d.SendScores(c.ctx, v.ID, *by); err != nil {
				return err
			}
		}
		var lines []string
		for _, l := range preview.Lines {
			lines = append(lines, l.Label+": "+l.Value)
		}
		if *by != "" {
			lines = append(lines, "Approved. The scores leave with the next sending.")
		}
		return c.print(preview.Paper, "%s", strings.Join(lines, "\n"))
	})
}

// roundsResult says how far the schools agreed on a set that was scored for a round.
func roundsResult(c *call) error {
	set := c.setFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := c.setNamed(d, *set)
		if err != nil {
			return err
		}
		r, found, err := d.OutcomeOfSet(c.ctx, v.ID)
		if err != nil {
			return err
		}
		if !found {
			return refusal("How far the schools agreed on this set has not come back yet.")
		}
		return c.print(r, "%s", strings.Join(d.RoundWords(r), "\n"))
	})
}

// signalsShow sets the school's numbers beside what its needs lead one to expect.
func signalsShow(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s, err := d.Signals(c.ctx)
		if err != nil {
			return err
		}
		lines := said([]string{s.Why})
		for _, l := range s.Lines {
			lines = append(lines, fmt.Sprintf("%s: %d of %d, %.1f expected. %s", l.Name, l.Observed, l.Of, l.Expected, d.SignalWords(l)))
		}
		return c.print(s, "%s", strings.Join(append(lines, d.SignalNotes()...), "\n"))
	})
}
