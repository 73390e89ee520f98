package settings

import (
	"context"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/recoverykey"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// changePassphrase asks for the passphrase in force and twice for the new one, and
// then shows the new recovery key.
func (s *Screen) changePassphrase() {
	now, next, again := parts.NewPassphraseField(""), parts.NewPassphraseField(""), parts.NewPassphraseField("")
	form := sheet.New("Change the passphrase", "Change", nil)
	var d *parts.Dialog
	form.Do = func() error {
		switch {
		case now.Text == "":
			return &desk.Refusal{Field: "now", Words: "Enter the passphrase that opens the file now."}
		case next.Text != again.Text:
			return &desk.Refusal{Field: "again", Words: "The two are not the same. Type the new passphrase once more."}
		}
		var recovery string
		secret, passphrase := desk.Secret{Passphrase: now.Text}, next.Text
		// Not by run: the new key must be shown even when the page has been left meanwhile.
		s.n.Shell.Runner().Go(func() (err error) {
			ctx, keeper := context.Background(), s.n.Desk.Keeper()
			if _, err = keeper.Verify(ctx, keeper.Path(), secret); err != nil {
				return &desk.Refusal{Field: "now", Words: desk.Words(err)}
			}
			if recovery, err = keeper.Rekey(ctx, passphrase); err != nil {
				return &desk.Refusal{Field: "next", Words: desk.Words(err)}
			}
			return nil
		}, func(err error) {
			if err != nil {
				form.Say(err)
				return
			}
			d.Hide()
			s.showRecovery(recovery)
		})
		return nil
	}
	form.Done = func() {} // the card goes when the work is done
	form.Add("now", "Passphrase now", now, "")
	form.Add("next", "New passphrase", next, "At least fourteen characters, or four different words.")
	form.Add("again", "Once more", again, "")
	form.Begin()
	d = &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: now, OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.n.Shell.Window().Canvas())
}

// showRecovery shows the new recovery key once, as when the file was made, and then comes
// back here.
func (s *Screen) showRecovery(key string) {
	s.n.Shell.ShowBare(recoverykey.New(recoverykey.Needs{School: s.n.Desk.School().Name, File: s.n.Desk.Keeper().Path(), Key: key, On: s.n.Desk.Today(), Print: s.n.Print,
		Was:  "The passphrase is changed, and this key takes the place of the old one. The old ones open older backups still, and nothing newer.",
		Done: func() { s.n.Shell.Resume(shell.To("settings", "file")) }}))
}
