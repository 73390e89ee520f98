package lock

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Rescue is the page for a file that is damaged, altered or gone: it says so, and
// offers the backups that were found to go back to.
type Rescue struct {
	n      Needs
	loss   desk.Loss
	files  desk.Rescuer
	copies []desk.Copy

	choice  *parts.Choice
	other   *saving.PathField
	secret  *SecretField
	back    *parts.Button
	brake   brake
	problem *parts.Prose
	object  fyne.CanvasObject
	opened  Opened
}

// HasBackups reports whether there are backups of a file to go back to.
func HasBackups(n Needs) bool {
	r, ok := n.Files.(desk.Rescuer)
	return ok && len(r.CopiesOf(n.Path, n.Folders...)) > 0
}

// Offer shows the way back to a backup where a file did not open because it is damaged,
// altered or gone, and reports whether it did. typed is the secret that was tried.
func Offer(n Needs, err error, typed desk.Secret) bool {
	r, ok := n.Files.(desk.Rescuer)
	if !ok || err == nil || r.Loss(err) == desk.NotLost {
		return false
	}
	n.Shell.ShowBare(newRescue(n, r.Loss(err), desk.Words(err), typed))
	return true
}

// newRescue makes the page. why is the sentence with which the file did not open.
func newRescue(n Needs, loss desk.Loss, why string, typed desk.Secret) *Rescue {
	s := &Rescue{n: n, loss: loss, files: n.Files.(desk.Rescuer), problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue})}
	s.problem.Hide()
	s.copies = s.files.CopiesOf(n.Path, n.Folders...)
	s.choice = parts.NewChoice(options(s.copies), nil)
	if len(s.copies) > 0 {
		s.choice.SetChosen(s.copies[0].Path)
	}
	s.other = saving.NewOpenField(n.Shell.Window().Canvas(), "", filepath.Ext(n.Path))
	s.other.OnSubmitted = func(string) { s.Accept() }
	s.secret = NewSecretField(s.Accept)
	s.secret.Set(typed)
	s.back = parts.NewMainButton("Go back to this backup", s.Accept)
	s.brake = brake{n.Tries, n.Path, n.Shell, s.back, "Go back to this backup"}
	s.brake.show()
	buttons := parts.Flow(parts.Between, s.back, parts.NewButton("Try the file again", s.again))
	if n.Other != nil {
		buttons.Add(parts.NewButton("Another file", n.Other))
	}
	form := parts.NewForm()
	if len(s.copies) > 0 {
		form.Add("Backup", s.choice, "The newest is chosen. What was entered after it has to be entered again.")
	}
	form.Add(s.otherLabel(), s.other.Object, "Such as one on a stick, or on the school's server.")
	s.object = parts.Column(parts.Groups,
		parts.Column(parts.Tight, parts.NewText(lossTitles[loss], parts.SectionTitle), parts.NewProse(n.Path, parts.Quiet)),
		parts.NewProse(why, parts.Plain), parts.NewProse(found(s.copies), parts.Plain),
		form, parts.Column(parts.Tight, s.secret.Object, parts.NewProse("The one that opened the file when the backup was made.", parts.Quiet)),
		parts.NewProse(lossKept[loss], parts.QuietText), s.problem, buttons)
	return s
}

// lossTitles say in a few words what happened.
var lossTitles = map[desk.Loss]string{
	desk.LostDamaged: "The school's file is damaged",
	desk.LostAltered: "The school's file was altered",
	desk.LostMissing: "The school's file is not there",
}

// lossKept say what becomes of what lies there.
var lossKept = map[desk.Loss]string{
	desk.LostDamaged: "The damaged file is kept beside it, with “damaged” and the time in its name. Nothing is deleted. Sending to the cluster then rests until you let it go on.",
	desk.LostAltered: "The altered file is kept beside it, with “damaged” and the time in its name. Nothing is deleted. Ask who can reach this folder. Sending to the cluster then rests until you let it go on.",
	desk.LostMissing: "If it lies on a stick or on the school's server, connect that first and try again. After going back to a backup, sending to the cluster rests until you let it go on.",
}

// otherLabel names the line for a backup that was not found.
func (s *Rescue) otherLabel() string {
	if len(s.copies) > 0 {
		return "or another backup"
	}
	return "A backup"
}

// found says how many backups were found, and of when.
func found(copies []desk.Copy) string {
	switch len(copies) {
	case 0:
		return "No backup of it was found beside it. If there is one elsewhere, choose it below."
	case 1:
		return "One backup of it was found, of " + moment(copies[0]) + "."
	}
	return fmt.Sprintf("%d backups of it were found, the newest of %s.", len(copies), moment(copies[0]))
}

func moment(c desk.Copy) string { return day.On(c.At).Words() + ", " + c.At.Format("15:04") }

// options are the backups as they are offered, the folder told where there are several.
func options(copies []desk.Copy) []parts.Option {
	out := make([]parts.Option, len(copies))
	for i, c := range copies {
		out[i] = parts.Option{Value: c.Path, Words: moment(c), Note: filepath.Base(filepath.Dir(c.Path))}
	}
	return out
}

// Title is for the window.
func (s *Rescue) Title() string { return "Go back to a backup" }

// Object is what is drawn.
func (s *Rescue) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what opens the newest backup, or to where one is chosen.
func (s *Rescue) Focus() {
	at := s.n.Shell.Window().Canvas()
	switch {
	case len(s.copies) == 0:
		at.Focus(s.other.Field)
	case s.secret.Empty():
		s.secret.Focus()
	default:
		at.Focus(s.back)
	}
}

// chosen is the backup to go back to.
func (s *Rescue) chosen() string {
	if s.other.Text != "" {
		return s.other.Text
	}
	return s.choice.Chosen()
}

// Accept puts the chosen backup in the place of the file and opens it.
func (s *Rescue) Accept() {
	if s.back.Disabled() {
		return // it is being put back, or a wait is on
	}
	backup := s.chosen()
	secret, err := s.secret.Secret()
	if backup == "" {
		err = &desk.Refusal{Field: "backup", Words: "Choose a backup first."}
	}
	if err != nil {
		s.say(desk.Words(err))
		return
	}
	s.say("")
	s.back.Disable()
	s.back.SetText("Going back…")
	s.n.Shell.Runner().Go(func() (err error) {
		s.opened, err = s.putBack(backup, secret)
		return err
	}, s.done)
}

// putBack puts a backup in place, opens the file and lets sending rest.
func (s *Rescue) putBack(backup string, secret desk.Secret) (Opened, error) {
	ctx := context.Background()
	kept, err := s.files.PutBack(ctx, s.n.Path, backup, secret)
	if err != nil {
		return Opened{}, err
	}
	o, err := Open(s.n.Files, s.n.Sit, s.n.Path, secret)
	if err != nil {
		return Opened{}, err
	}
	if err := o.Desk.PutBack(ctx); err != nil {
		o.Desk.Close()
		return Opened{}, err
	}
	o.Notices = append([]string{s.words(backup, kept)}, o.Notices...)
	return o, nil
}

// words say what was put back and what was kept.
func (s *Rescue) words(backup, kept string) string {
	of := "the backup " + filepath.Base(backup)
	for _, c := range s.copies {
		if c.Path == backup {
			of = "the backup of " + moment(c)
		}
	}
	words := "The file holds what " + of + " held. Enter again what came after it."
	if kept != "" {
		words += " The file as it was found is kept as " + filepath.Base(kept) + "."
	}
	return words + " Sending rests until you let it go on."
}

func (s *Rescue) done(err error) {
	s.n.Tries.Judge(s.n.Files, s.n.Path, err)
	s.brake.show()
	if err != nil {
		s.say(desk.Words(err))
		s.secret.Focus()
		return
	}
	s.secret.Clear()
	s.n.Opened(s.opened)
}

// again asks for the passphrase of the file as it lies there now.
func (s *Rescue) again() { Show(s.n) }

// say shows why nothing was put back.
func (s *Rescue) say(words string) {
	s.problem.SetText("! " + words)
	s.problem.Hidden = words == ""
	s.object.Refresh()
}

// Show shows the page that a file needs before it is open: the lock or, where there is
// no file any more but a backup of it, the way back to that.
func Show(n Needs) {
	if Gone(n.Path) && HasBackups(n) {
		n.Shell.ShowBare(newRescue(n, desk.LostMissing, "There is no file "+filepath.Base(n.Path)+" in its folder any more. It may have been moved, renamed or deleted.", desk.Secret{}))
		return
	}
	n.Shell.ShowBare(New(n))
}

var _ shell.Screen = (*Rescue)(nil)
