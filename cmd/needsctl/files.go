package main

import (
	"errors"
	"fmt"
	"os"

	"needsbook/app/desk"
	"needsbook/app/school"
)

// made is the answer to a verb that made a key: it is shown this once.
type made struct {
	File     string `json:"file"`
	Recovery string `json:"recovery_key"`
}

func (m made) text() string {
	return fmt.Sprintf("%s\nRecovery key: %s\nPrint it and lock it away. It opens the file without the passphrase and is not shown again.", m.File, m.Recovery)
}

// makeFile makes a school's file.
func makeFile(c *call) error {
	var s school.School
	c.flags.StringVar(&s.Name, "school", "", "the school's `name`")
	c.flags.StringVar(&s.URN, "urn", "", "its URN, six `digits`")
	c.flags.StringVar(&s.LAEstab, "laestab", "", "its DfE `number`, such as 886/9999")
	c.flags.StringVar(&s.Phase, "phase", "primary", "its `phase`: primary, secondary, all-through, nursery or special")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("file", "school"); err != nil {
		return err
	}
	if why := school.Problem(s.Check()); why != nil {
		return refusal(why.Error())
	}
	recovery, err := c.create(func(d *desk.Desk) error { return d.BeginSchool(c.ctx, s) })
	if err != nil {
		return err
	}
	m := made{c.file, recovery}
	return c.print(m, "%s", m.text())
}

// create makes a new file, fills it, and takes it away again where that fails.
func (c *call) create(fill func(d *desk.Desk) error) (recovery string, err error) {
	passphrase, err := c.read(c.passphraseSource(), true)
	if err != nil {
		return "", err
	}
	store, recovery, err := c.files.Create(c.ctx, c.file, passphrase)
	if err != nil {
		return "", err
	}
	if err := c.sit(store, fill); err != nil {
		return "", errors.Join(err, os.Remove(c.file))
	}
	return recovery, nil
}

// demo fills a new file, or one without pupils, with the invented school.
func demo(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("file"); err != nil {
		return err
	}
	var filled desk.DemoFilled
	fill := func(d *desk.Desk) (err error) {
		filled, err = d.FillDemo(c.ctx)
		return err
	}
	var m made
	var err error
	if there(c.file) {
		err = c.withDesk(fill)
	} else {
		m.Recovery, err = c.create(fill)
	}
	if err != nil {
		return err
	}
	m.File = c.file
	words := fmt.Sprintf("The demo school is in %s: %d pupils, %d of them with SEN, %d plans, %d requests. All of it is invented.", m.File, filled.Pupils, filled.SEN, filled.Plans, filled.Requests)
	if m.Recovery != "" {
		words += "\n" + m.text()
	}
	return c.print(struct {
		made
		desk.DemoFilled
	}{m, filled}, "%s", words)
}

// newPassphrase reads the passphrase that is to hold from now on.
func (c *call) newPassphrase(path string) (string, error) {
	text, err := c.read(secretSource{"new passphrase", path, "new-passphrase-file", "NEEDSBOOK_NEW_PASSPHRASE"}, true)
	if err != nil {
		return "", err
	}
	return text, c.files.CheckPassphrase(text)
}

func changePassphrase(c *call) error {
	path := c.flags.String("new-passphrase-file", "", "a `file` that holds the new passphrase (or NEEDSBOOK_NEW_PASSPHRASE)")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error { return c.rekey(d, *path) })
}

// rekey sets a new passphrase and prints the new recovery key.
func (c *call) rekey(d *desk.Desk, path string) error {
	next, err := c.newPassphrase(path)
	if err != nil {
		return err
	}
	recovery, err := d.Keeper().Rekey(c.ctx, next)
	if err != nil {
		return err
	}
	m := made{c.file, recovery}
	return c.print(m, "The passphrase is changed. The old one and the old recovery key no longer open this file.\n%s", m.text())
}

// recoverFile opens a file with its recovery key and gives it a new passphrase.
func recoverFile(c *call) error {
	key := c.flags.String("recovery-file", "", "a `file` that holds the recovery key (or NEEDSBOOK_RECOVERY_KEY)")
	path := c.flags.String("new-passphrase-file", "", "a `file` that holds the new passphrase (or NEEDSBOOK_NEW_PASSPHRASE)")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("file"); err != nil {
		return err
	}
	recovery, err := c.read(secretSource{"recovery key", *key, "recovery-file", "NEEDSBOOK_RECOVERY_KEY"}, false)
	if err != nil {
		return err
	}
	return c.openWith(desk.Secret{Recovery: recovery}, func(d *desk.Desk) error { return c.rekey(d, *path) })
}
