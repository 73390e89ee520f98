package lock

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Asking is a card that asks for the passphrase or the recovery key and does work with
// it beside the window. The card stays open while the work goes on, and when it fails.
type Asking struct {
	Title  string
	Accept string // words of the button
	About  string // under the passphrase
	Work   func(ctx context.Context, secret desk.Secret) error
	Then   func() // when the work is done
}

// Show lays the card over the window.
func (a Asking) Show(s *shell.Shell) {
	passphrase := parts.NewPassphraseField("")
	recovery := parts.NewField("")
	form := sheet.New(a.Title, a.Accept, nil)
	var d *parts.Dialog
	busy := false
	form.Do = func() error {
		secret := desk.Secret{Passphrase: passphrase.Text, Recovery: strings.TrimSpace(recovery.Text)}
		switch {
		case secret == (desk.Secret{}):
			return &desk.Refusal{Field: "passphrase", Words: "Enter the passphrase, or the recovery key."}
		case busy:
			return nil
		}
		busy = true
		s.Runner().Go(func() error { return a.Work(context.Background(), secret) }, func(err error) {
			busy = false
			if err != nil {
				form.Say(&desk.Refusal{Field: "passphrase", Words: desk.Words(err)})
				return
			}
			d.Hide()
			a.Then()
		})
		return nil
	}
	form.Done = func() {} // the card goes when the work is done
	form.Add("passphrase", "Passphrase", passphrase, a.About)
	form.Add("recovery", "or recovery key", recovery, "From the printed recovery sheet.")
	form.Begin()
	d = &parts.Dialog{Title: a.Title, Accept: a.Accept, Body: form.Form(), Width: 150, Focus: passphrase, OnAccept: func() bool { form.Try(); return false }}
	d.Show(s.Window().Canvas())
}
