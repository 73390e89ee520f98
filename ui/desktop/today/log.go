package today

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// Log is the quick note of Ctrl+L: three letters find the pupil, Enter takes them,
// the words follow, and Ctrl+Enter keeps the note. It works from any page; on a
// pupil's page that pupil is chosen already.
func Log(n Needs) {
	if !n.Shell.Allows(access.LogDay) {
		return
	}
	at := n.Shell.Window().Canvas()
	newLogForm(n, at).dialog.Show(at)
}

// logForm is the card of the quick note.
type logForm struct {
	*sheet.Sheet
	pupil, kind *parts.Choice
	words       *parts.Notes
	reach       *parts.Prose // how the family likes to be reached
	dialog      *parts.Dialog
}

// logName names the form's draft.
const logName = "log"

func newLogForm(n Needs, at fyne.Canvas) *logForm {
	f := &logForm{words: parts.NewNotes("What was said, in a line or two", 5), reach: parts.NewProse("", parts.Quiet)}
	f.reach.Hide()
	f.pupil = parts.NewChoice(pupilOptions(n), func(id string) {
		f.showReach(n, id)
		if id != "" {
			f.dialog.Refresh()
			at.Focus(f.words)
		}
	})
	f.pupil.PlaceHolder = "Three letters of the name"
	if here := n.Shell.Here(); here.Screen == "pupil" {
		id, _, _ := strings.Cut(here.Arg, "/")
		f.pupil.SetChosen(id)
		f.showReach(n, id)
	}
	var kinds []parts.Option
	for _, k := range register.NoteNames {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	f.kind = parts.NewChoice(kinds, nil)
	f.kind.SetChosen(register.NoteCall)
	f.Sheet = sheet.New("Log a call or worry", "Keep", func() error { return f.keep(n) })
	f.Add("pupil", "About", f.pupil, "")
	f.Add("reach", "", f.reach, "")
	f.Add("words", "Words", f.words, "")
	f.Add("type", "Kind", f.kind, "")
	f.Begin()
	drafts := sheet.Drafts{Desk: n.Desk, Place: logName, Alert: n.Shell.Alert}
	if !n.Shell.NamesHidden() {
		drafts.Restore(logName, f.Sheet)
	}
	f.OnLeft(func() { drafts.Keep(logName, f.Sheet) })
	f.dialog = &parts.Dialog{Title: f.Title, Accept: f.Accept, Body: f.Form(), Width: 150, Focus: f.pupil, OnAccept: f.Try,
		OnCancel: func() {
			if drafts.Keep(logName, f.Sheet) {
				n.Shell.Say("What you typed is kept. Ctrl+L takes it up again.")
			}
		}}
	f.Done = func() {
		drafts.Drop(logName)
		f.dialog.Hide()
		n.Shell.Refresh()
		n.Shell.Say("The note is kept.")
	}
	return f
}

// showReach says how the family of a pupil likes to be reached and in which language.
func (f *logForm) showReach(n Needs, pupil string) {
	contacts, err := n.Desk.Contacts(context.Background(), pupil)
	if err != nil {
		n.Shell.Alert(desk.Words(err))
		return
	}
	f.reach.SetText(wording.Reach(contacts, n.Shell.NamesHidden()))
	f.reach.Hidden = len(contacts) == 0
}

// pupilOptions are the pupils on roll, found by any part of the name or by class.
func pupilOptions(n Needs) []parts.Option {
	out, err := wording.PupilOptions(n.Desk, n.Shell.NamesHidden(), nil)
	if err != nil {
		n.Shell.Alert(desk.Words(err))
	}
	return out
}

func (f *logForm) keep(n Needs) error {
	if f.pupil.Chosen() == "" {
		return wording.AskForPupil()
	}
	_, err := n.Desk.SaveNote(context.Background(), register.Note{Pupil: f.pupil.Chosen(), Type: f.kind.Chosen(), On: n.Desk.Today(), Words: f.words.Text})
	return err
}
