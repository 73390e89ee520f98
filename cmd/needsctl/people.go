package main

import (
	"crypto/rand"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
)

// peopleHelp says who may open a file.
const peopleHelp = `Up to four people beside the SENCO can have a passphrase of their own. ROLE is helper
or reader. PERSON is a name or the identifier that people list shows. Without a new
passphrase from a file or a variable, four words are made and printed once. Roles hold
inside Needsbook: every passphrase opens the whole file.`

// noMoney answers --money for a helper.
const noMoney = "--money is for a reader; a helper sees none."

// personShown is a person as people list prints them.
type personShown struct {
	desk.Person
	Opens bool `json:"opens"` // a passphrase of theirs opens the file
}

func asShown(p desk.Person) personShown { return personShown{p, !p.Lost} }

func (p personShown) text() string {
	words := p.Name + "  " + p.Role.Name()
	if p.Money {
		words += ", sees money"
	}
	if !p.Since.IsZero() {
		words += "  since " + p.Since.Words()
	}
	if !p.Opens {
		words += "  (no passphrase of theirs opens this file)"
	}
	return words + "  " + p.ID
}

// personKeyed is the answer to a verb that gave somebody a passphrase.
type personKeyed struct {
	personShown
	Passphrase string `json:"passphrase,omitempty"` // where it was made: it is shown this once
}

func (k personKeyed) text(done string) string {
	if k.Passphrase == "" {
		return done
	}
	return done + "\nPassphrase: " + k.Passphrase + "\nPass it on. It is kept nowhere and not shown again."
}

func peopleList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		people, err := d.People(c.ctx)
		if err != nil {
			return err
		}
		list, lines := make([]personShown, len(people)), []string{"SENCO  Does everything"}
		for i, p := range people {
			list[i] = asShown(p)
			lines = append(lines, list[i].text())
		}
		return c.print(map[string]any{"count": len(list), "people": list}, "%s", strings.Join(lines, "\n"))
	})
}

func peopleAdd(c *call) error {
	role := c.flags.String("role", "", "helper or reader: the person's `role`")
	money := c.flags.Bool("money", false, "a reader who may see money, as the head may")
	path := c.flags.String("new-passphrase-file", "", "a `file` that holds the person's passphrase (or NEEDSBOOK_NEW_PASSPHRASE)")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("role"); err != nil {
		return err
	}
	p, err := c.role(desk.Person{Name: c.words[0], Money: *money}, *role)
	if err != nil {
		return err
	}
	if *money && p.Role != access.Reader {
		return c.misuse(noMoney)
	}
	return c.withDesk(func(d *desk.Desk) error {
		secret, made, err := c.personPassphrase(*path)
		if err != nil {
			return err
		}
		if p, err = d.AddPerson(c.ctx, p, secret); err != nil {
			return err
		}
		k := personKeyed{asShown(p), made}
		return c.print(k, "%s", k.text(p.Name+" may open the file."))
	})
}

func peopleChange(c *call) error {
	name := c.flags.String("name", "", "another `name`")
	role := c.flags.String("role", "", "helper or reader: another `role`")
	money := c.flags.Bool("money", false, "a reader who may see money; --money=false takes that back")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	given := c.given()
	return c.withPerson(func(d *desk.Desk, p desk.Person) (err error) {
		if *name != "" {
			p.Name = *name
		}
		if p, err = c.role(p, *role); err != nil {
			return err
		}
		if _, has := given["money"]; has {
			p.Money = *money
		}
		if _, has := given["money"]; has && *money && p.Role != access.Reader {
			return c.misuse(noMoney)
		}
		p.Money = p.Money && p.Role == access.Reader
		if err := d.ChangePerson(c.ctx, p); err != nil {
			return err
		}
		return c.print(asShown(p), "%s", "From when they open the file next: "+asShown(p).text())
	})
}

func peoplePassword(c *call) error {
	path := c.flags.String("new-passphrase-file", "", "a `file` that holds the new passphrase (or NEEDSBOOK_NEW_PASSPHRASE)")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPerson(func(d *desk.Desk, p desk.Person) error {
		secret, made, err := c.personPassphrase(*path)
		if err != nil {
			return err
		}
		if err := d.ChangePersonPassphrase(c.ctx, p.ID, secret); err != nil {
			return err
		}
		k := personKeyed{asShown(p), made}
		return c.print(k, "%s", k.text("The passphrase of "+p.Name+" is changed."))
	})
}

func peopleRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPerson(func(d *desk.Desk, p desk.Person) error {
		older := len(d.Keeper().Backups())
		if err := d.RemovePerson(c.ctx, p.ID); err != nil {
			return err
		}
		return c.print(map[string]any{"id": p.ID, "name": p.Name, "older_backups": older},
			"%s can no longer open the file. Their passphrase still opens %s made before; a fresh one was made.", p.Name, counted(older, "backup"))
	})
}

// role reads the role of a person; "" leaves it.
func (c *call) role(p desk.Person, code string) (desk.Person, error) {
	if code == "" {
		return p, nil
	}
	role, err := access.ReadRole(code)
	if err != nil {
		return p, c.misuse(sentence(err.Error()))
	}
	p.Role = role
	return p, nil
}

// withPerson opens the file for one verb about the person who is named first.
func (c *call) withPerson(do func(d *desk.Desk, p desk.Person) error) error {
	return c.withDesk(func(d *desk.Desk) error {
		people, err := d.People(c.ctx)
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.ID == c.words[0] || strings.EqualFold(p.Name, c.words[0]) {
				return do(d, p)
			}
		}
		return refusal(fmt.Sprintf("“%s” is nobody who may open the file. needsctl people list shows them. Nothing was changed.", c.words[0]))
	})
}

// personPassphrase is the passphrase that was given for a person, or one that is made, to
// be shown once.
func (c *call) personPassphrase(path string) (secret, made string, err error) {
	if path == "" && c.env("NEEDSBOOK_NEW_PASSPHRASE") == "" {
		made, err = access.NewPassphrase(rand.Reader)
		return made, made, err
	}
	secret, err = c.newPassphrase(path)
	return secret, "", err
}
