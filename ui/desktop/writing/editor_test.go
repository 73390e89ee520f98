package writing

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

func TestSplitWordsJoinToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"\n\n", "\n", " ", "word", "ąę", "school's own words ", strings.Repeat("x", 900), strings.Repeat("é", 700), strings.Repeat("z", 5000)}), 12, 60).Draw(t, "words"), "")
		pieces, seps := split(words)
		if got := strings.Join(pieces, "|"); len(pieces) != len(seps)+1 {
			t.Fatalf("%d pieces with %d seams: %q", len(pieces), len(seps), got)
		}
		whole := pieces[0]
		for i, sep := range seps {
			whole += sep + pieces[i+1]
		}
		if whole != words {
			t.Fatalf("%q became %q", words, whole)
		}
		for _, piece := range pieces {
			if len(piece) > parts.NotesLimit {
				t.Fatalf("a piece of %d bytes", len(piece))
			}
		}
	})
}

// edit makes an editor in a window; saved gets each text that it saves.
func edit(t *testing.T, words string, saved *[]string, refuse error) *Editor {
	t.Helper()
	test.NewTempApp(t)
	e := New("Write here", 4, func(words string) error {
		if refuse == nil {
			*saved = append(*saved, words)
		}
		return refuse
	})
	e.SetWords(words)
	w := test.NewTempWindow(t, e.Object)
	w.Resize(fyne.NewSize(600, 600))
	return e
}

func TestLongWordsAreNeverCut(t *testing.T) {
	var saved []string
	words := strings.Repeat("A paragraph of some length about what the school does.\n\n", 200)
	e := edit(t, words, &saved, nil)
	if e.Words() != words || len(e.boxes) < 3 || len(saved) != 0 {
		t.Fatalf("%d of %d bytes in %d boxes, saved %d times", len(e.Words()), len(words), len(e.boxes), len(saved))
	}
	test.Type(e.First(), "Hello. ")
	e.First().FocusLost()
	if len(saved) != 1 || saved[0] != "Hello. "+words {
		t.Errorf("saved %d texts", len(saved))
	}
}

func TestWordsAreSavedWhenLeftAndAfterAFewLines(t *testing.T) {
	var saved []string
	e := edit(t, "", &saved, nil)
	test.Type(e.First(), strings.Repeat("ten bytes ", 19))
	if len(saved) != 0 {
		t.Fatalf("saved after each key: %d", len(saved))
	}
	test.Type(e.First(), "and a few more")
	if len(saved) != 1 {
		t.Fatalf("after a few lines saved %d times", len(saved))
	}
	e.Keep()
	e.Keep()
	if len(saved) != 2 || saved[1] != e.Words() {
		t.Errorf("saved %d times, last %q", len(saved), saved[len(saved)-1])
	}
}

func TestRefusedWordsStayAndTheReasonIsSaid(t *testing.T) {
	var saved []string
	e := edit(t, "", &saved, error(&desk.Refusal{Field: "request", Words: "Only a draft can be changed."}))
	test.Type(e.First(), "mine")
	e.Keep()
	if e.Words() != "mine" || !strings.Contains(e.Problem(), "Only a draft") {
		t.Errorf("%q, %q", e.Words(), e.Problem())
	}
	var refusal *desk.Refusal
	if !errors.As(e.save("x"), &refusal) {
		t.Error("the refusal changed on its way")
	}
}
