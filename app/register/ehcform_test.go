package register_test

import (
	"strings"
	"testing"

	"needsbook/app/register"
	"needsbook/assets"
)

func TestSectionsOfAPlanHaveTheirTitlesInTheRegulations(t *testing.T) {
	f, err := register.LoadEHCForm(assets.Pack("ehc-form.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.Letters(), " "); got != "A B C D E F G H1 H2 I J K" {
		t.Errorf("the sections are %s", got)
	}
	if f.Heading("E") != "E: Outcomes sought" || f.Title("Z") != "" || f.Heading("Z") != "Z" {
		t.Errorf("%q, %q, %q", f.Heading("E"), f.Title("Z"), f.Heading("Z"))
	}
	var stages register.PlanStages
	for _, s := range f.Stages {
		if stages.Stage(s.ID) == nil {
			t.Errorf("no date is kept for the stage %s", s.ID)
		}
	}
	if stages.Stage("teapot") != nil || !stages.Of("teapot").IsZero() {
		t.Error("a stage that is none has a date")
	}
}

func FuzzLoadEHCForm(f *testing.F) {
	f.Add(assets.Pack("ehc-form.json"))
	f.Add([]byte(`{"sections":[{"letter":"A","title":"x"}],"stages":[{}],"invitees":[{}]}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		form, err := register.LoadEHCForm(data)
		if err != nil {
			return
		}
		for _, letter := range form.Letters() {
			if form.Title(letter) == "" {
				t.Errorf("section %q has no title", letter)
			}
		}
	})
}
