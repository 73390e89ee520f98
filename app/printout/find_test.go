package printout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/register"
)

// crowd are a pupil, her mother, and other pupils of the school.
func crowd() People {
	pupil := func(id, forename, surname string) register.Pupil {
		return register.Pupil{ID: id, Forename: forename, Surname: surname}
	}
	return People{
		Pupil:    pupil("1", "Ana", "Kowalska"),
		Contacts: []register.Contact{{Name: "Maria Kowalska-Nowak", Relationship: "Mother"}},
		Staff:    []string{"Mr J. Hollis"},
		Adults:   []string{"Ruth Adeyemi"},
		Others: []register.Pupil{pupil("2", "Siân", "O’Brien"), pupil("3", "Will", "Price"), pupil("4", "Thị Mai", "Nguyễn"), pupil("5", "Zoë", "de la Cruz"),
			pupil("6", "Jun", "May"), pupil("7", "Anne-Marie", "Smith-Jones"), pupil("8", "Łukasz", "Wójcik"), pupil("9", "Al", "Ng")},
	}
}

func TestNamesOfOthersAreFoundAndWordsAreNot(t *testing.T) {
	people := crowd().Known()
	finder := NewFinder(people)
	for text, want := range map[string]string{
		"Played with Siân O’Brien at lunch.":                 "Siân O’Brien",
		"Played with SIAN O'BRIEN's brother.":                "SIAN O'BRIEN",
		"O’Brien, Siân came too":                             "O’Brien, Siân",
		"Zoe pushed her.":                                    "Zoe",
		"Zoë de la Cruz and Lukasz Wojcik":                   "Zoë de la Cruz|Lukasz Wojcik",
		"Nguyen Thi Mai and Thị Mai Nguyễn":                  "Nguyen Thi Mai|Thị Mai Nguyễn",
		"Anne-Marie’s book, and Anne Marie Smith Jones":      "Anne-Marie|Anne Marie Smith Jones",
		"Sat by Will today.":                                 "Will",
		"Will look again in May 2026, on 5 Jun, then 3 May.": "",
		"she will read":                                      "",
		"Willow and Siânna, unwilling; Priceless; Zoefield":  "",
		"Ana and Kowalska and Maria were there.":             "",
		"Mrs Patel rang. Dr Ann O'Neill wrote.":              "Mrs Patel|Dr Ann O'Neill",
		"Mrs Kowalska rang":                                  "",
		"Mr J. Hollis and Ruth Adeyemi met":                  "Mr J. Hollis|Ruth Adeyemi",
		"the price of a price list":                          "",
		"half-Will or Will-power":                            "",
		"":                                                   "",
		"\xff\xfe Zoë \xff":                                  "Zoë",
	} {
		var got []string
		for _, hit := range finder.Find(text) {
			if hit.Person < 0 || !people[hit.Person].Own {
				got = append(got, text[hit.From:hit.To])
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: found %q, not %q", text, got, want)
		}
	}
}

func TestOneNameAloneIsOnlyPerhapsAnother(t *testing.T) {
	finder := NewFinder(crowd().Known())
	if hits := finder.Find("With Will Price, then with Zoë."); len(hits) != 2 || !hits[0].Sure || hits[1].Sure {
		t.Errorf("%+v", hits)
	}
}

func TestFindIsSoundForAnyText(t *testing.T) {
	people := crowd().Known()
	finder := NewFinder(people)
	bits := []string{"Ana", "Kowalska", "Siân", "O’Brien", "'s", "’", "-", " ", ". ", "Mrs", "Will", "5", "\xff", "e\u0301", "Zoë", "Mr J. Hollis", "de la", "\n", "ZOË", "😀"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(bits), rapid.String()), 0, 12).Draw(t, "bits"), rapid.SampledFrom([]string{"", " "}).Draw(t, "joint"))
		at := 0
		for _, hit := range finder.Find(text) {
			if hit.From < at || hit.To <= hit.From || hit.To > len(text) || hit.Person >= len(people) {
				t.Fatalf("%q: %+v", text, hit)
			}
			at = hit.To
		}
	})
}

func TestMaskLeavesNoNameOfThePupil(t *testing.T) {
	p := crowd()
	p.Pupil.Preferred = "Annie"
	names := []string{"Ana Kowalska", "ANA KOWALSKA", "Kowalska, Ana", "ana", "Annie", "Annie's", "Kowalska’s", "Siân O'Brien", "Maria", "Mrs Kowalska", "Will Price"}
	for _, how := range []Names{Initials, NoNames} {
		m := newMasker(how, p)
		rapid.Check(t, func(t *rapid.T) {
			text := "said " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(names, "and", "the anatomy of", "banana", "likes")), 1, 12).Draw(t, "words"), " ") + " today"
			got := m.mask(text)
			for _, hit := range m.finder.Find(got) {
				t.Fatalf("%q becomes %q, which names %q", text, got, got[hit.From:hit.To])
			}
			if strings.Count(got, "banana") != strings.Count(text, "banana") || strings.Count(got, "anatomy") != strings.Count(text, "anatomy") {
				t.Fatalf("%q becomes %q", text, got)
			}
		})
	}
	if got := newMasker(FullNames, p).mask("Ana and Zoë"); got != "Ana and Zoë" {
		t.Error(got)
	}
}

func TestRolesAreNoNames(t *testing.T) {
	for text, want := range map[string]bool{"Ruth Adeyemi": true, "Dr Ann O'Neill": true, "Class teacher": false, "Class Teacher": false, "SENCO": false, "": false,
		"Zoë de la Cruz": true, "Speech and language therapist": false} {
		if LooksLikeName(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
