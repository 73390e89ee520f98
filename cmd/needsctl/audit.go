package main

import "needsbook/app/desk"

const auditHelp = "Note the last line down outside the file: while it is among the steps, or in the log of an erasure, nothing before it was altered. Whoever has a passphrase and the skill to make the whole chain anew could hide an edit from this check, not from the noted line."

// audit proves the journal and every record.
func audit(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := d.Audit(c.ctx)
		if err != nil {
			return err
		}
		return c.print(a, "Every record is as the journal left it. Steps: %d. Ends at: %s\n", a.Steps, a.Head)
	})
}
