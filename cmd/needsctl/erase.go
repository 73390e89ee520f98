package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

const eraseHelp = pupilHelp + "\nUndo does not bring them back. The reason and the person are kept in a log that names no pupil."

// erase takes pupils out of the file for good.
func erase(c *call) error {
	why := c.flags.String("why", "", "the `reason`, without a name")
	by := c.flags.String("decided-by", "", "`who` decided")
	sure := c.flags.Bool("sure", false, "it is meant; nothing brings the records back")
	if err := c.parse(1, 200); err != nil {
		return err
	}
	if !*sure {
		return c.misuse("Give --sure as well: nothing brings the records back.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		ids, err := pupilIDs(d, c.words)
		if err != nil {
			return err
		}
		out, err := d.Erase(c.ctx, desk.Erasing{Pupils: ids, Why: *why, DecidedBy: *by})
		if err != nil {
			return err
		}
		var b strings.Builder
		fmt.Fprintf(&b, "Erased: pupils %d, records %d, shared records changed %d, steps of the history changed %d, attachments %d.\n", out.Pupils, out.Records, out.Changed, out.Steps, out.Papers)
		for _, p := range out.Problems {
			b.WriteString(p + "\n")
		}
		for _, o := range out.Older {
			fmt.Fprintf(&b, "Still holds it, until %s at the latest: %s\n", o.LetGo.Words(), o.Path)
		}
		for _, m := range out.Mentions {
			fmt.Fprintf(&b, "The name still stands in a %s of %s.\n", m.Kind, m.Pupil)
		}
		b.WriteString(out.Counts + "\n")
		return c.print(out, "%s", b.String())
	})
}

// eraseBackups lists or removes the backups from before the last erasure.
func eraseBackups(c *call) error {
	remove := c.flags.Bool("remove", false, "remove them now, once the newest backup was read whole")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		older, err := d.OlderCopies(c.ctx)
		if err != nil {
			return err
		}
		removed := 0
		if *remove {
			if removed, err = d.RemoveOlderCopies(c.ctx); err != nil {
				return err
			}
		}
		var b strings.Builder
		for _, o := range older {
			fmt.Fprintf(&b, "until %s at the latest: %s\n", o.LetGo.Words(), o.Path)
		}
		fmt.Fprintf(&b, "Backups from before the last erasure: %d. Removed: %d.\n", len(older), removed)
		return c.print(map[string]any{"older_copies": older, "removed": removed}, "%s", b.String())
	})
}
