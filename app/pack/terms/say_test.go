package terms_test

import (
	"testing"

	"needsbook/app/pack/terms"
)

func TestSentenceTakesItsWordsFromThePack(t *testing.T) {
	words := shipped(t)
	for text, want := range map[string]string{
		"No word of a council.":               "No word of a council.",
		"The {cluster_panel} looks at it.":    "The community meeting looks at it.",
		"{Level+} differ between {cluster+}.": "Levels differ between Communities of Schools.",
		"Rate at least one {strand}.":         "Rate at least one strand.",
		"{La} or {area_board}":                "Council or Area Board",
		"The {continuum} has a {la+} part.":   "The SEN continuum has a councils part.",
		"A {thing_unknown} and {} and {3}":    "A thing unknown and {} and {3}",
	} {
		if got := words.Say(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

func TestWordsFromElsewhereFillTheSamePlaces(t *testing.T) {
	from := map[string]string{"pupil": "Luka", "level": "stage"}
	got := terms.Fill("{pupil} is at {level}; {la} decides.", func(key string, plural bool) (string, bool) {
		word, known := from[key]
		return word, known
	})
	if want := "Luka is at stage; la decides."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordInsideASentenceKeepsTheCapitalsOfAName(t *testing.T) {
	for word, want := range map[string]string{"Level": "level", "Area Board": "Area Board", "SENCO": "SENCO", "Über": "über", "": ""} {
		if got := terms.Inside(word); got != want {
			t.Errorf("%q inside a sentence is %q, want %q", word, got, want)
		}
	}
}

// A text of a pack or a file is never more than text, whatever braces it has.
func FuzzSay(f *testing.F) {
	f.Add("{level} {Level+} {")
	f.Add("{+}{_}{é}")
	words := shipped(f)
	f.Fuzz(func(t *testing.T, text string) {
		if said := words.Say(text); text != "" && said == "" {
			t.Errorf("%q became nothing", text)
		}
	})
}
