package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

func TestLetterAboutALevelSaysWhatItIsAndHidesNames(t *testing.T) {
	d := schooltest.Demo(t)
	found, err := d.Find("kowalska")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	id := found[0].ID
	if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"ci.und": "L3", "se.reg": "L2"}, Level: "L4", Reason: "Ana Kowalska needs daily help",
		Ticks: []string{"ci.und.3a"}, Supported: []string{"se.reg"}, Adults: []string{"Jo Hall, class teacher", "Ms Byrne, assistant"}}); err != nil {
		t.Fatal(err)
	}
	letter, err := d.LevelParentDocument(ctx, id, desk.NamesOff)
	if err != nil {
		t.Fatal(err)
	}
	record, err := d.LevelDocument(ctx, id, desk.NamesInitials)
	if err != nil {
		t.Fatal(err)
	}
	text := letter.Running()
	for _, want := range []string{"not a diagnosis", "never decide a school place", "not a legal test", "suggested L3", "chose L4", "makes a real difference in Managing feelings"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
	for _, doc := range []string{text + letter.Title, record.Running() + record.Title} {
		for _, name := range []string{"Kowalska", "Jo Hall", "Byrne"} {
			if strings.Contains(doc, name) {
				t.Errorf("%q is named:\n%s", name, doc)
			}
		}
	}
	if words := d.ReadingWords(letter); !strings.Contains(words, "age 1") {
		t.Errorf("the letter: %s", words)
	}
}

func TestLetterWithoutALevelIsRefused(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Status: "K", Pupil: register.Pupil{Surname: "Price"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.LevelParentDocument(ctx, id, desk.NamesFull); !strings.Contains(desk.Words(err), "No level has been confirmed") {
		t.Errorf("refused with %v", err)
	}
}

func TestEveryReasonAgainstALevelIsGivenBesideItsField(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Status: "K", Pupil: register.Pupil{Surname: "Price"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"ci.und": "L1"}, Level: "L4"})
	refused, ok := err.(*desk.ChoiceRefusal)
	if !ok || len(refused.Faults) != 2 || refused.Faults[0].Field != "reason" || refused.Faults[1].Field != "second_person" {
		t.Errorf("refused with %#v", err)
	}
}
