package firstrun

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/school"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/recoverykey"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// newSchool is the form that makes a school's file.
type newSchool struct {
	*sheet.Sheet
	s                  *Screen
	name, urn, laestab *parts.Field
	phase              *parts.Choice
	passphrase, again  *parts.Field
	path               *saving.PathField
	strength           *parts.Prose
	button             *parts.Button
	offered            string // the path as it was offered, until the person changes it
	recovery           string
}

// makeSchool is the stage with the form.
func (s *Screen) makeSchool() stage {
	f := &newSchool{s: s, name: parts.NewField(""), urn: parts.NewField("123456"), laestab: parts.NewField("886/9999"),
		passphrase: parts.NewPassphraseField(""), again: parts.NewPassphraseField(""), strength: parts.NewProse("", parts.Quiet)}
	var phases []parts.Option
	for _, p := range school.Phases {
		phases = append(phases, parts.Option{Value: p.Code, Words: p.Name})
	}
	f.phase = parts.NewChoice(phases, nil)
	f.offered = filepath.Join(s.n.Folder, "school"+Ending)
	f.path = saving.NewPathField(s.canvas(), f.offered)
	f.name.OnChange = f.offer
	f.passphrase.OnChange = func(string) { f.showStrength() }
	f.Sheet = sheet.New("Make a school", "Make the file", f.keep)
	f.Add("name", "School", f.name, "")
	f.Add("urn", "URN", f.urn, "Six figures, from Get Information about Schools. You can add it later.")
	f.Add("laestab", "DfE number", f.laestab, "Three figures of the council, then four of the school. You can add it later.")
	f.Add("phase", "Phase", f.phase, "")
	f.Add("passphrase", "Passphrase", f.passphrase, "")
	f.Add("strength", "", f.strength, "")
	f.Add("again", "Passphrase again", f.again, "")
	f.Add(saving.FieldPath, "File", f.path.Object, "On this computer or on the school's own drive.")
	f.path.OnSubmitted = func(string) { f.Try() }
	f.Begin()
	f.showStrength()
	f.button = parts.NewMainButton(f.Accept, func() { f.Try() })
	body := parts.Column(parts.Groups, parts.NewText(f.Title, parts.SectionTitle), f.Form(),
		parts.Row(parts.Between, f.button, parts.NewLink("Back", func() { s.Back() }).WithKey("Esc")))
	return stage{title: f.Title, object: body, focus: func() { s.canvas().Focus(f.name) }, accept: func() { f.Try() }}
}

// offer names the file after the school until the person has chosen a name.
func (f *newSchool) offer(name string) {
	if f.path.Text != f.offered {
		return
	}
	if name = fileName(name); name == "" {
		name = "school"
	}
	f.offered = filepath.Join(filepath.Dir(f.offered), name+Ending)
	f.path.SetText(f.offered)
}

// fileName makes a name that every computer takes.
func fileName(words string) string {
	words = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return ' '
		}
		return r
	}, words)
	return strings.Trim(strings.Join(strings.Fields(words), " "), ". ")
}

// showStrength says how good the passphrase is while it is typed.
func (f *newSchool) showStrength() {
	words := "Four words that have nothing to do with each other are easy to keep and hard to guess."
	if f.passphrase.Text != "" {
		words = "Good. Nobody can open the file without it or the recovery key, so keep both safe."
		if err := f.s.n.Files.CheckPassphrase(f.passphrase.Text); err != nil {
			words = desk.Words(err)
		}
	}
	f.strength.SetText(words)
}

// keep checks what was typed and makes the file.
func (f *newSchool) keep() error {
	details := school.School{Name: strings.TrimSpace(f.name.Text), URN: strings.TrimSpace(f.urn.Text), LAEstab: strings.TrimSpace(f.laestab.Text), Phase: f.phase.Chosen()}
	for _, found := range details.Check() {
		return &desk.Refusal{Field: found.Field, Words: school.FindingWords[found.Code]}
	}
	if err := f.s.n.Files.CheckPassphrase(f.passphrase.Text); err != nil {
		return &desk.Refusal{Field: "passphrase", Words: desk.Words(err)}
	}
	if f.again.Text != f.passphrase.Text {
		return &desk.Refusal{Field: "again", Words: "The two passphrases are not the same. Type the passphrase again."}
	}
	path := strings.TrimSpace(f.path.Text)
	if path == "" || !filepath.IsAbs(path) {
		return &desk.Refusal{Field: saving.FieldPath, Words: "Enter the whole path of the file, with its folder."}
	}
	passphrase := f.passphrase.Text
	f.s.work(f.button, "Making the file…", func() (err error) {
		f.s.opened, f.recovery, err = create(f.s.n.Files, f.s.n.Sit, path, passphrase, details)
		return err
	}, func(err error) {
		if err != nil {
			f.Say(&desk.Refusal{Field: saving.FieldPath, Words: desk.Words(err)})
			f.s.n.Shell.ShowBare(f.s)
			return
		}
		f.passphrase.SetText("")
		f.again.SetText("")
		f.s.to(f.s.showKey(details.Name, f.recovery))
	})
	return nil
}

// create makes a file and puts the school's details into it.
func create(files desk.Files, sit lock.Sit, path, passphrase string, details school.School) (lock.Opened, string, error) {
	ctx := context.Background()
	store, recovery, err := files.Create(ctx, path, passphrase)
	if err != nil {
		return lock.Opened{}, "", err
	}
	d, err := sit(ctx, store)
	if err != nil {
		store.Close()
		return lock.Opened{}, "", err
	}
	if err := d.BeginSchool(ctx, details); err != nil {
		d.Close()
		return lock.Opened{}, "", err
	}
	return lock.Opened{Desk: d, Path: path}, recovery, nil
}

// OpenDemo opens the demo school; where there is no file of it yet, it is made.
func OpenDemo(files desk.Files, sit lock.Sit, path string) (lock.Opened, error) {
	if _, err := os.Stat(path); err == nil {
		return lock.Open(files, sit, path, desk.Secret{Passphrase: DemoPassphrase})
	}
	ctx := context.Background()
	store, _, err := files.Create(ctx, path, DemoPassphrase)
	if err != nil {
		return lock.Opened{}, err
	}
	d, err := sit(ctx, store)
	if err != nil {
		store.Close()
		return lock.Opened{}, err
	}
	if _, err := d.FillDemo(ctx); err != nil {
		d.Close()
		return lock.Opened{}, err
	}
	return lock.Opened{Desk: d, Path: path}, nil
}

// showKey is the stage that shows the recovery key once.
func (s *Screen) showKey(name, recovery string) stage {
	page := recoverykey.New(recoverykey.Needs{School: name, File: s.opened.Path, Key: recovery, On: s.opened.Desk.Today(), Print: s.n.Print,
		Done: func() { s.n.Opened(s.opened) }})
	return stage{title: page.Title(), object: page.Object(), focus: page.Focus, accept: page.Accept}
}
