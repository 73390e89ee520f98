package main

import "needsbook/app/desk"

// governors prints the one page about SEN for the governing body.
func governors(c *call) error {
	out := c.paperFlags()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		doc, err := d.GovernorsDocument(c.ctx)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
