package printout

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// class is a class with so many pupils with SEN, of each of whom much is known.
func class(pupils int) ClassFacts {
	f := ClassFacts{School: "Meadowfield Primary", Author: "Mr J. Hollis", Today: day.Of(2026, 11, 23), Class: "4B", All: crowd().Others}
	f.All = append(f.All, crowd().Pupil)
	for n := range pupils {
		p := f.All[n%len(f.All)]
		f.Pupils = append(f.Pupils, ClassPupil{Pupil: p, Status: "SEN support", Needs: []string{"Speech, language and communication needs", "Social, emotional and mental health"},
			Helps:     p.Forename + " works best with pictures beside words. " + strings.Repeat("Give time to think before an answer is asked for. ", 6),
			Targets:   []string{"Follows an instruction of three parts in class without a reminder, by 18 Dec 2026", "Asks for help with a card before getting upset", "Reads 40 common words"},
			Codes:     []string{"SLCN", "SEMH"},
			Provision: []ClassHelp{{"Building together group", fmt.Sprintf("Mon Thu 09:%02d", n), "30 minutes", "Mrs Obi"}, {"Precision teaching", "5 a week", "10 minutes", "Mr Reed"}}})
	}
	return f
}

func TestClassSheetOfTwelveIsOnePage(t *testing.T) {
	for _, pupils := range []int{1, 5, 12} {
		d := ClassSheet(class(pupils), onOneSide(t))
		file := read(t, d)
		got := strings.Join(file.Words(), " ")
		if !onOneSide(t)(d) {
			t.Errorf("%d pupils take more than a page", pupils)
		}
		for _, want := range []string{"Class 4B", "Siân O’Brien", "SEN support", "pictures", "three parts", "Building together group", "Mrs Obi"} {
			if !strings.Contains(got, want) {
				t.Errorf("%d pupils: %q is missing in %.1500s", pupils, want, got)
			}
		}
	}
}

func TestClassThatFitsOnNoPageGoesOnWithItsHeadings(t *testing.T) {
	d := ClassSheet(class(40), onOneSide(t))
	if got := words(t, d); onOneSide(t)(d) || !strings.Contains(got, "09:39") || !strings.Contains(got, "the pupil's profile says the rest.") {
		t.Errorf("%.500s", got)
	}
}

func TestClassSheetWithoutNamesNamesNobody(t *testing.T) {
	for _, names := range []Names{Initials, NoNames} {
		f := class(9)
		f.Names = names
		for n := range f.Pupils {
			f.Pupils[n].Provision = f.Pupils[n].Provision[:0] // staff are named by who gathers the facts
		}
		got := words(t, ClassSheet(f, onOneSide(t)))
		for _, p := range f.All {
			if strings.Contains(got, p.Surname) || len(p.Forename) > 3 && strings.Contains(got, p.Forename) {
				t.Errorf("%s is named: %s", p.Forename, got)
			}
		}
		if strings.Contains(got, "Hollis") || names == NoNames && !strings.Contains(got, "Pupil 9") || names == Initials && !strings.Contains(got, "S.O.") {
			t.Errorf("%s", got)
		}
	}
}

func TestClassWithoutPupilsWithSENSaysSo(t *testing.T) {
	if got := words(t, ClassSheet(class(0), func(*paper.Doc) bool { return true })); !strings.Contains(got, "No pupil of this class is on the SEN register.") {
		t.Error(got)
	}
}
