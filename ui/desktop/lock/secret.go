package lock

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// SecretField takes the passphrase, or the recovery key after its link was pressed.
type SecretField struct {
	Object   fyne.CanvasObject
	field    *parts.Field // the passphrase, as dots
	key      *parts.Field // the recovery key, readable: it is typed from paper
	label    *parts.Text
	other    *parts.Button
	recovery bool
}

// NewSecretField makes the field. Enter in it calls enter.
func NewSecretField(enter func()) *SecretField {
	f := &SecretField{field: parts.NewPassphraseField(""), key: parts.NewField("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"), label: parts.NewText("", parts.QuietText)}
	f.field.OnSubmitted = func(string) { enter() }
	f.key.OnSubmitted = func(string) { enter() }
	f.other = parts.NewLink("", f.turn)
	f.Object = parts.Column(parts.Tight, f.label, f.field, f.key, parts.Row(parts.None, f.other))
	f.show()
	return f
}

// turn asks for the other secret.
func (f *SecretField) turn() {
	f.recovery = !f.recovery
	f.show()
	f.Focus()
}

func (f *SecretField) show() {
	label, other := "Passphrase", "Use the printed recovery key instead"
	if f.recovery {
		label, other = "Recovery key", "Use the passphrase instead"
	}
	f.label.SetText(label)
	f.other.SetText(other)
	f.field.Hidden, f.key.Hidden = f.recovery, !f.recovery
	f.Object.Refresh()
}

// Focus gives the keyboard to the line.
func (f *SecretField) Focus() {
	line := f.field
	if f.recovery {
		line = f.key
	}
	if at := fyne.CurrentApp().Driver().CanvasForObject(f.Object); at != nil {
		at.Focus(line)
	}
}

// Secret is what was typed; a *desk.Refusal when nothing was.
func (f *SecretField) Secret() (desk.Secret, error) {
	switch {
	case f.recovery && strings.TrimSpace(f.key.Text) == "":
		return desk.Secret{}, &desk.Refusal{Field: "secret", Words: "Type the recovery key from the printed sheet."}
	case !f.recovery && f.field.Text == "":
		return desk.Secret{}, &desk.Refusal{Field: "secret", Words: "Type the passphrase."}
	case f.recovery:
		return desk.Secret{Recovery: f.key.Text}, nil
	}
	return desk.Secret{Passphrase: f.field.Text}, nil
}

// Set puts a secret that was typed before into the field.
func (f *SecretField) Set(s desk.Secret) {
	f.recovery = s.Recovery != ""
	f.field.SetText(s.Passphrase)
	f.key.SetText(s.Recovery)
	f.show()
}

// Empty reports whether nothing was typed yet.
func (f *SecretField) Empty() bool {
	_, err := f.Secret()
	return err != nil
}

// Clear takes the secret out of the field.
func (f *SecretField) Clear() {
	f.field.SetText("")
	f.key.SetText("")
}

// Gone reports whether there is no file under a path.
func Gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// Sit makes a desk over an open file.
type Sit func(ctx context.Context, store desk.Store) (*desk.Desk, error)

// Opened is a file that was opened, ready to work with.
type Opened struct {
	Desk    *desk.Desk
	Path    string
	Notices []string // sentences to show: what was found amiss and put right
}

// Open opens a file. It takes about a second: call it through the runner.
func Open(files desk.Files, sit Sit, path string, s desk.Secret) (Opened, error) {
	ctx := context.Background()
	store, notices, err := files.Open(ctx, path, s)
	if err != nil {
		return Opened{}, err
	}
	d, err := sit(ctx, store)
	if err != nil {
		store.Close()
		return Opened{}, err
	}
	if s.Recovery != "" {
		notices = append(notices, "The file was opened with the recovery key. Set a new passphrase under Settings; that makes a new recovery key as well.")
	}
	return Opened{Desk: d, Path: path, Notices: notices}, nil
}
