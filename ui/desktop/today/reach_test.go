package today_test

import (
	"strings"
	"testing"

	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
)

func TestLogSaysHowTheFamilyLikesToBeReached(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	w.Press("Ctrl+L")
	w.Type("kow")
	w.Press("Enter")
	if !w.Sees("prefers phone") || !w.Sees("Parent of Ana") {
		t.Errorf("the card says\n%s", w.Text())
	}
	ana, err := d.Find("kowalska ana")
	if err != nil || len(ana) != 1 {
		t.Fatal(len(ana), err)
	}
	w.Press("F8")
	w.Go(shell.To("pupil", ana[0].ID))
	w.Press("Ctrl+L") // on a pupil's page that pupil is chosen already
	if !w.Sees("prefers phone") || w.Sees("Parent of Ana") {
		t.Errorf("with names hidden the card says\n%s", w.Text())
	}
}

func TestSheetOfKeysTellsThoseOfThePageOnce(t *testing.T) {
	w := open(t, schooltest.Demo(t))
	w.Type("?")
	if n := strings.Count(w.Text(), "On this page"); n != 1 {
		t.Errorf("the keys of the page stand there %d times", n)
	}
}
