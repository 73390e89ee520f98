package duplicates

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

var ctx = context.Background()

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "duplicates", Name: "Duplicates", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return New(Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("duplicates"))
	return w
}

// twins is a school in which so many children stand twice.
func twins(t *testing.T, names ...string) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for i, name := range names {
		p := register.Pupil{Forename: "Ana", Surname: name, Born: day.Of(2016, 9, 3), Class: "4A", UPN: register.MakeUPN(886, 9999, 21, i+1), Strengths: "Lego"}
		_, err1 := d.AddPupil(ctx, desk.NewPupil{Pupil: p, Status: "K", Needs: []string{"SLCN"}, From: day.Of(2023, 9, 1)})
		p.Forename, p.Class, p.UPN, p.Strengths = "ANA", "4B", fmt.Sprintf("X88699992%03dA", i+1), "Music"
		id, err2 := d.AddPupil(ctx, desk.NewPupil{Pupil: p, Status: "E", Needs: []string{"SLCN", "SEMH"}, From: day.Of(2024, 9, 1)})
		_, err3 := d.SaveNote(ctx, register.Note{Pupil: id, On: d.Today(), Words: "Mother rang."})
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func roll(t *testing.T, d *desk.Desk) int {
	t.Helper()
	all, err := d.Find("left:any")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestPairIsMergedSideBySideWithAChoiceForEachField(t *testing.T) {
	d := twins(t, "Kowalska")
	w := open(t, d)
	for _, words := range []string{"1 pair of records may be of one child.", "Very likely", "The same name and date of birth.", "Kowalska, Ana · 4A, K"} {
		if !w.Sees(words) {
			t.Errorf("the list does not show %q:\n%s", words, w.Text())
		}
	}
	w.Press("Enter")
	if !w.Sees("1 status, 2 needs and 1 note to go over.") || !w.Sees("Lego") || !w.Sees("both") {
		t.Errorf("side by side:\n%s", w.Text())
	}
	s := w.Screen().(*Beside)
	for row, f := range s.model.fields {
		if f.Field == "class" {
			s.grid.SetCurrent(row)
		}
	}
	w.Type("3")
	if !w.Sees("Only one of the two can stand here.") {
		t.Error("two classes were taken")
	}
	w.Press("Enter")
	w.Press("Ctrl+Enter")
	found, _ := d.Find("left:any")
	if len(found) != 1 || found[0].Class != "4B" || found[0].Status != "E" || found[0].UPN != register.MakeUPN(886, 9999, 21, 1) || found[0].Strengths != "Lego\nMusic" {
		t.Fatalf("%d pupils, %+v", len(found), found[0])
	}
	if w.Here() != shell.To("duplicates") || !w.Sees("No two records look like one child.") {
		t.Errorf("after it:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if roll(t, d) != 2 || !w.Sees("1 pair of records may be of one child.") {
		t.Errorf("undone:\n%s", w.Text())
	}
}

func TestSeveralPairsAreMergedAtOnceAfterAPreview(t *testing.T) {
	d := twins(t, "Kowalska", "Price", "Evans")
	w := open(t, d)
	w.Type("m")
	if !w.Sees("Tick pairs with Space first") {
		t.Error("nothing ticked was merged")
	}
	w.Type("c")
	if !w.Sees("3 pairs ticked") {
		t.Fatalf("%s", w.Text())
	}
	w.Type("m")
	if !w.Sees("Ana Price: 1 status, 2 needs and 1 note to go over.") || roll(t, d) != 6 {
		t.Fatalf("the preview:\n%s", w.Text())
	}
	w.Press("Enter")
	if roll(t, d) != 3 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("%d pupils:\n%s", roll(t, d), w.Text())
	}
	w.Press("Ctrl+Z")
	if roll(t, d) != 6 {
		t.Errorf("undone there are %d", roll(t, d))
	}
}

func TestTwoChildrenAreKeptApartAndNotOfferedAgain(t *testing.T) {
	d := twins(t, "Kowalska")
	w := open(t, d)
	w.Type("t")
	if !w.Sees("No two records look like one child.") || roll(t, d) != 2 {
		t.Errorf("%s", w.Text())
	}
	w.Press("Ctrl+Z", "Enter")
	w.Type("t")
	if w.Here() != shell.To("duplicates") || !w.Sees("No two records look like one child.") {
		t.Errorf("%s", w.Text())
	}
}

func TestTwoDifferentChildrenAreNotMerged(t *testing.T) {
	d := twins(t, "Kowalska")
	found, _ := d.Find("class:4B")
	p := found[0].Pupil
	p.UPN = register.MakeUPN(886, 9999, 21, 50)
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	if !w.Sees("Not as they stand") {
		t.Errorf("%s", w.Text())
	}
	w.Type("c")
	if w.Sees("1 pair ticked") {
		t.Error("a pair with two numbers is ticked as clear")
	}
	w.Press("Enter", "Ctrl+Enter")
	if roll(t, d) != 2 || !w.Sees("taken for two") {
		t.Errorf("%s", w.Text())
	}
	w.Type("k")
	if w.Here().Arg != p.ID+"/"+w.Screen().(*Beside).model.choice.Other {
		t.Errorf("K leads to %v", w.Here())
	}
	w.Go(shell.To("duplicates", "nobody", p.ID))
	if !w.Sees("There is no such pupil") {
		t.Errorf("%s", w.Text())
	}
}

func TestHiddenNamesAreNowhereAmongDuplicates(t *testing.T) {
	d := twins(t, "Kowalska")
	if err := d.SetNeedsAsPublished(ctx, true); err != nil { // so that the foot names no pupil: the program itself hides that
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("F8")
	if w.Sees("Kowalska") || !w.Sees("A.K.") {
		t.Errorf("the list:\n%s", w.Text())
	}
	w.Press("Enter")
	if w.Sees("Kowalska") || w.Sees("Lego") || w.Sees("X88699992") {
		t.Errorf("side by side:\n%s", w.Text())
	}
}

func TestDuplicatesPictures(t *testing.T) {
	d := twins(t, "Kowalska", "Price", "Evans")
	found, _ := d.Find("class:4B evans")
	p := found[0].Pupil
	p.UPN = register.MakeUPN(886, 9999, 21, 50)
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Type("c")
	w.Pictures("duplicates")
	w.Type("m")
	w.Pictures("duplicates-merge")
	w.Press("Esc", "Esc")
	w.Press("Home", "Enter")
	w.Pictures("duplicates-beside")
}
