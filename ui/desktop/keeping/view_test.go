package keeping_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/keeping"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// school has one pupil who left long ago and one on roll.
func school(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for _, p := range []register.Pupil{
		{Forename: "Owen", Surname: "Price", Born: day.Of(2001, 3, 4), Entered: day.Of(2005, 9, 1), Left: day.Of(2012, 7, 20)},
		{Forename: "Ada", Surname: "Okafor", Born: day.Of(2017, 3, 4), Entered: day.Of(2024, 9, 2)},
	} {
		if _, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: p}); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	return d
}

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "keeping", Name: "Keeping and erasing", Icon: "settings", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return keeping.New(keeping.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("keeping"))
	return w
}

func TestARecordPastItsTimeIsErasedOnceAPersonDecides(t *testing.T) {
	d := school(t)
	w := open(t, d)
	w.MustSee("1 record is past its time", "Price, Owen", "The whole record", "4 Mar 2026")
	w.Pictures("keeping")
	w.Tap("Erase")
	w.MustSee("Who decided", "Type the word erase")
	w.Pictures("keeping-erase")
	w.Tap("Erase")
	if due, err := d.RetentionDue(t.Context()); err != nil || len(due) != 1 {
		t.Fatal("erased without the word", due, err)
	}
}

func TestAnEmptyListSaysWhatWillStandHere(t *testing.T) {
	open(t, schooltest.Empty(t)).MustSee("No record is past its time", "Nothing is deleted by itself")
}

func TestALegalHoldKeepsTheRecord(t *testing.T) {
	d := school(t)
	due, err := d.RetentionDue(t.Context())
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	if err := d.SetLegalHold(t.Context(), due[0].Pupil, "Tribunal"); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.MustSee("Nothing is due", "Tribunal")
	w.FocusGrid()
	w.Type("e")
	if text := w.Text(); strings.Contains(text, "Who decided") {
		t.Error("a held record can be erased")
	}
}
