package concerns_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/concerns"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

type page struct {
	*shelltest.Window
	t    *testing.T
	desk *desk.Desk
}

func open(t *testing.T, d *desk.Desk) *page {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "concerns", Name: "Concerns", Icon: "pupil", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return concerns.New(concerns.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("concerns"))
	return &page{w, t, d}
}

func (p *page) sees(words ...string) {
	p.t.Helper()
	text := strings.Join(strings.Fields(p.Text()), " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("the window does not show %q:\n%s", w, text)
		}
	}
}

// school has two pupils, one of them with a concern to look at again.
func school(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for i, surname := range []string{"Price", "Okafor"} {
		id, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Forename: "Owen", Surname: surname, Class: "3A", Entered: day.Of(2024, 9, 2)}})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := d.SaveConcern(t.Context(), register.Concern{Pupil: id, On: day.Of(2026, 10, 1), RaisedBy: "Class teacher", Words: "Tires early", Tried: "Earlier breaks"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d
}

func (p *page) concerns(open bool) []register.Concern {
	p.t.Helper()
	list, err := p.desk.Concerns(p.t.Context(), open)
	if err != nil {
		p.t.Fatal(err)
	}
	return list
}

func TestListShowsWhatWaits(t *testing.T) {
	p := open(t, school(t))
	p.sees("Price, Owen", "1 Oct 2026", "Class teacher", "Earlier breaks", "not yet", "11 days late", "1 open concern", "look again now: 1 pupil")
	p.Press("Enter")
	if here := p.Here(); here.Screen != "pupil" || !strings.HasSuffix(here.Arg, "/concern") {
		t.Errorf("Enter leads to %v", here)
	}
}

func TestConcernIsBegunFromTheList(t *testing.T) {
	p := open(t, school(t))
	p.Type("n")
	p.Type("oka")
	p.Press("Enter")
	p.sees("New concern: Owen Okafor")
	p.Type("Very quiet")
	p.Press("Ctrl+Enter")
	if list := p.concerns(true); len(list) != 2 {
		t.Fatalf("%+v\n%s", list, p.Text())
	}
	p.sees("Okafor, Owen", "2 open concerns", "The concern is kept.")
	p.Press("Ctrl+Z")
	if len(p.concerns(true)) != 1 || p.Sees("Okafor, Owen") {
		t.Error("undo left it there")
	}
}

func TestConcernIsSettledFromTheList(t *testing.T) {
	p := open(t, school(t))
	p.Type("s")
	p.Press("Ctrl+Enter")
	p.sees("Say why it is settled")
	p.Type("Sleeps better")
	p.Press("Ctrl+Enter")
	if len(p.concerns(true)) != 0 {
		t.Fatalf("it is still open:\n%s", p.Text())
	}
	p.sees("No concern is open.")
	p.Type("a")
	p.sees("settled 23 Nov 2026", "Show open ones only")
	p.Type("s")
	p.sees("closed already")
}

func TestPupilIsPutOnTheRegisterFromTheList(t *testing.T) {
	p := open(t, school(t))
	p.Type("p")
	p.Type("spe")
	p.Press("Enter")
	p.Press("Ctrl+Enter")
	found, err := p.desk.Find("status:K")
	if err != nil || len(found) != 1 || len(p.concerns(true)) != 0 {
		t.Fatalf("%d, %v:\n%s", len(found), err, p.Text())
	}
	p.Press("Ctrl+Z")
	p.sees("Price, Owen")
}

func TestHiddenNamesAreNowhereOnTheList(t *testing.T) {
	p := open(t, school(t))
	p.Press("F8")
	text := strings.ReplaceAll(p.Text(), "Undo: Add Owen Okafor", "") // the shell's own words
	for _, name := range []string{"Price", "Owen", "Class teacher", "Tires", "breaks"} {
		if strings.Contains(text, name) {
			t.Errorf("%q shows:\n%s", name, text)
		}
	}
	p.sees("O.P.")
}

func TestDraftIsKeptWhenTheCardIsLeft(t *testing.T) {
	p := open(t, school(t))
	p.Type("s")
	p.Type("Half a thought")
	p.Press("Esc")
	p.sees("What you typed is kept.")
	p.Type("s")
	p.sees("Half a thought")
}

func TestConcernPictures(t *testing.T) {
	p := open(t, schooltest.Demo(t))
	p.Pictures("concerns")
	p.Type("a")
	p.Pictures("concerns-all")
	p.Type("p")
	p.Pictures("concerns-promote")
	p.Press("Esc")
	p.Press("F8")
	p.Pictures("concerns-hidden")
}
