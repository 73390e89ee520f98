package main

import (
	"strings"

	"needsbook/app/desk"
)

// secondFolderHelp says what the second folder is.
const secondFolderHelp = `The newest backup is copied there at once, and each one from now on. Give no folder
to see which it is and how it stands.`

// backupRehearse restores the newest backup into a throw-away file, and keeps the outcome.
func backupRehearse(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.Rehearse(c.ctx, true)
		if err != nil {
			return err
		}
		if err := c.print(r, "%s", r.Words()); err != nil {
			return err
		}
		if !r.OK {
			return wanting("The backup does not hold: " + strings.Join(r.Problems, " "))
		}
		return nil
	})
}

// backupList shows the backups and how they stand.
func backupList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s, err := d.Backups(c.ctx)
		if err != nil {
			return err
		}
		lines := make([]string, 0, len(s.All)+len(s.Urged)+3)
		for _, b := range s.All {
			lines = append(lines, b.At.Format("2006-01-02 15:04")+"  "+b.Path)
		}
		lines = append(lines, s.Rule, "Second folder: "+s.Second.Path+". "+s.Second.Words())
		if s.Second.Path == "" {
			lines[len(lines)-1] = s.Second.Words()
		}
		if len(s.Rehearsals) > 0 {
			lines = append(lines, "Rehearsed on "+s.Rehearsals[0].On.Words()+". "+s.Rehearsals[0].Words())
		}
		for _, u := range s.Urged {
			lines = append(lines, "! "+u.Title+". "+u.Words)
		}
		return c.print(s, "%s", strings.Join(lines, "\n"))
	})
}

// secondFolder shows, sets or leaves out the second folder for backups.
func secondFolder(c *call) error {
	none := c.flags.Bool("none", false, "have no second folder any more; what lies there stays")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if *none && len(c.words) > 0 {
		return c.misuse("Give a folder or --none, not both.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		folder := strings.Join(c.words, "")
		if folder != "" || *none {
			if err := d.SetSecondFolder(c.ctx, folder); err != nil {
				return err
			}
		}
		s, err := d.SecondFolder(c.ctx)
		if err != nil {
			return err
		}
		words := s.Words()
		if s.Path != "" {
			words = s.Path + ". " + words
		}
		return c.print(s, "%s", words)
	})
}
