package settings

import (
	"context"
	"crypto/rand"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// people is the section of who may open the file.
func (s *Screen) people() section {
	seat := s.n.Desk.Seat()
	if seat.Role != access.SENCO {
		change := parts.NewMainButton("Change my passphrase", func() { s.newPassphrase(desk.Person{ID: seat.ID, Name: seat.Name}) })
		return section{first: change, content: scrolled(
			parts.NewFactList(parts.Fact{Label: "You are", Value: seat.Name}, parts.Fact{Label: "Role", Value: seat.Role.Name()}),
			parts.NewProse(seat.Role.Meaning()+" The SENCO says who may open the file.", parts.Plain), parts.Row(parts.None, change))}
	}
	add := parts.NewMainButton("Add a person", func() { s.editPerson(desk.Person{Role: access.Helper}) })
	return section{first: add, content: scrolled(s.listOfPeople(),
		parts.Row(parts.None, add),
		parts.NewProse("Roles hold inside Needsbook. Whoever has a passphrase of the file holds the key to all of it, so give one to those alone whom you would trust with the paper files.", parts.QuietText))}
}

// listOfPeople lists the SENCO and everybody else who may open the file.
func (s *Screen) listOfPeople() fyne.CanvasObject {
	list := parts.Column(parts.Tight, parts.NewText("You, the SENCO", parts.Strong), parts.NewProse(access.SENCO.Meaning()+" Your passphrase is changed under File.", parts.Quiet))
	people, err := s.n.Desk.People(context.Background())
	if err != nil {
		list.Add(parts.NewProse(desk.Words(err), parts.Plain))
	}
	for _, p := range people {
		about := p.Role.Name()
		if !p.Since.IsZero() {
			about += " since " + p.Since.Words()
		}
		if p.Money {
			about += ", sees money"
		}
		if p.Lost {
			about += ". No passphrase of theirs opens this file: take them out, or add them again"
		}
		links := parts.Row(parts.Between, parts.NewLink("Change", func() { s.editPerson(p) }))
		if !p.Lost {
			links.Add(parts.NewLink("New passphrase", func() { s.newPassphrase(p) }))
		}
		links.Add(parts.NewLink("Take away", func() { s.takeAway(p) }))
		list.Add(parts.NewLine())
		list.Add(parts.Sides(nil, parts.Column(0, parts.NewText(p.Name, parts.Strong), parts.NewProse(about+".", parts.Quiet)), links))
	}
	if len(people) == 0 && err == nil {
		list.Add(parts.NewLine())
		list.Add(parts.NewProse("Nobody else can open this file. A teaching assistant, an administrator or the head can have a passphrase of their own, and a role that says what they may do.", parts.QuietText))
	}
	return parts.AtMost(formWidth, list)
}

// editPerson asks for a name and a role, and for a new person a passphrase.
func (s *Screen) editPerson(p desk.Person) {
	isNew := p.ID == ""
	name, passphrase := parts.NewField("Such as Sam Reed"), parts.NewPassphraseField("")
	name.SetText(p.Name)
	var roles []parts.Option
	for _, r := range []access.Role{access.Helper, access.Reader} {
		roles = append(roles, parts.Option{Value: string(r), Words: r.Name()})
	}
	meaning := parts.NewProse(p.Role.Meaning(), parts.Quiet)
	money := parts.NewCheck("May see money, as the head may", p.Money, func(on bool) { p.Money = on })
	show := func() {
		meaning.SetText(p.Role.Meaning())
		money.Hidden = p.Role != access.Reader
		money.Refresh()
	}
	role := parts.NewChoice(roles, func(value string) { p.Role = access.Role(value); show() })
	role.SetChosen(string(p.Role))
	show()
	title, accept := "Change what "+p.Name+" may do", "Keep"
	if isNew {
		title, accept = "Add a person", "Add"
	}
	form := sheet.New(title, accept, nil)
	var d *parts.Dialog
	form.Do = func() error {
		p.Name = name.Text
		if !isNew {
			return s.n.Desk.ChangePerson(context.Background(), p)
		}
		secret, made, err := typedOrMade(passphrase.Text)
		if err != nil {
			return err
		}
		s.n.Shell.Runner().Go(func() error { _, err := s.n.Desk.AddPerson(context.Background(), p, secret); return err }, func(err error) {
			if err != nil {
				form.Say(err)
				return
			}
			d.Hide()
			s.told(p.Name+" may open the file", secret, made)
		})
		return nil
	}
	form.Done = func() {
		if !isNew { // a new key takes a moment: the card goes when it is done
			d.Hide()
			s.show()
			s.Focus()
		}
	}
	form.Add("name", "Name", name, "It stands in the history beside what they do.")
	form.Add("role", "Role", role, "")
	form.Add("", "", parts.Column(parts.Tight, meaning, money), "")
	if isNew {
		form.Add("passphrase", "Passphrase", passphrase, "Let them type one: fourteen characters, or four different words. Leave it empty and four words are made and shown once.")
	}
	sheet.Drafts{Desk: s.n.Desk, Place: "people", Alert: s.n.Shell.Alert}.Follow("person/"+p.ID, form, s.n.Shell.NamesHidden())
	p.Role = access.Role(role.Chosen()) // as it was chosen before
	show()
	d = &parts.Dialog{Title: title, Accept: accept, Body: form.Form(), Width: 150, Focus: name, OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.n.Shell.Window().Canvas())
}

// typedOrMade is the passphrase that was typed, or a new one.
func typedOrMade(typed string) (secret string, made bool, err error) {
	if typed != "" {
		return typed, false, nil
	}
	secret, err = access.NewPassphrase(rand.Reader)
	return secret, true, err
}

// told says what is done and shows a passphrase that was made, once.
func (s *Screen) told(title, secret string, made bool) {
	s.show()
	s.Focus()
	if !made {
		s.n.Shell.Say(title + ".")
		return
	}
	body := parts.Column(parts.Groups, parts.NewProse("Give them this passphrase. It is shown this once and kept nowhere; they can change it themselves.", parts.Plain),
		parts.NewText(secret, parts.SectionTitle))
	(&parts.Dialog{Title: title, Accept: "I have passed it on", Cancel: "-", Width: 150, Body: body}).Show(s.n.Shell.Window().Canvas())
}

// newPassphrase gives a person another passphrase.
func (s *Screen) newPassphrase(p desk.Person) {
	passphrase := parts.NewPassphraseField("")
	form := sheet.New("A new passphrase for "+p.Name, "Change", nil)
	var d *parts.Dialog
	form.Do = func() error {
		secret, made, err := typedOrMade(passphrase.Text)
		if err != nil {
			return err
		}
		s.n.Shell.Runner().Go(func() error { return s.n.Desk.ChangePersonPassphrase(context.Background(), p.ID, secret) }, func(err error) {
			if err != nil {
				form.Say(&desk.Refusal{Field: "passphrase", Words: desk.Words(err)})
				return
			}
			d.Hide()
			s.told("The passphrase of "+p.Name+" is changed", secret, made)
		})
		return nil
	}
	form.Done = func() {}
	form.Add("passphrase", "New passphrase", passphrase, "Fourteen characters, or four different words. Leave it empty and four words are made and shown once.")
	form.Begin()
	d = &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: passphrase, OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.n.Shell.Window().Canvas())
}

// takeAway takes a person's passphrase away, which makes a fresh backup. No undo brings it
// back, so that it asks before.
func (s *Screen) takeAway(p desk.Person) {
	older := wording.Count(len(s.n.Desk.Keeper().Backups()), "backup")
	body := parts.NewProse("The file gets a new key, and the passphrase of "+p.Name+" opens nothing that is saved from now on. It still opens the "+older+" made before. A fresh backup is made; take old ones away where they lie outside the school.", parts.Plain)
	(&parts.Dialog{Title: "Take " + p.Name + " out", Accept: "Take away and back up", Width: 150, Body: body, OnAccept: func() bool {
		uncopied := false
		s.n.Shell.Runner().Go(func() (err error) {
			ctx := context.Background()
			if err := s.n.Desk.RemovePerson(ctx, p.ID); err != nil {
				return err
			}
			uncopied, err = s.n.Desk.KeysUncopied(ctx)
			return err
		}, func(err error) {
			s.show()
			s.Focus()
			switch {
			case err != nil:
				s.n.Shell.Alert(desk.Words(err))
			case uncopied:
				s.n.Shell.Alert(p.Name + " can no longer open the file. No backup could be made: make one under Backups.")
			default:
				s.n.Shell.Say(p.Name + " can no longer open the file. A fresh backup was made.")
			}
		})
		return true
	}}).Show(s.n.Shell.Window().Canvas())
}
