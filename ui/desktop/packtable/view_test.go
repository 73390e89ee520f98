package packtable_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/packtable"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

const scale = `Area,Strand,Level,Statement
Communication and interaction,Talking,Level 1: Everyday,Speaks clearly to adults
Communication and interaction,Talking,Level 2: Planned,Says little in class
Communication and interaction,Listening,Level 1,Asks for a repeat
Learning,Reading,Level 2,Reads a year behind
Learning,Reading,Level 3: With advice,Reads few words
Learning,Reading,Level 4: Specialist,Works with pictures
Learning,Reading,,No level here
Learning,Reading,see below,Look there
`

func open(t *testing.T, d *desk.Desk, arg, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "packtable", Name: "Make a pack", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return packtable.New(packtable.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("register"))
	w.Go(shell.To("packtable", arg))
	return w
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "anyshire scale.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTableBecomesAPackByKeysAlone(t *testing.T) {
	d, folder := schooltest.Demo(t), t.TempDir()
	w := open(t, d, "", folder)
	w.Type(write(t, scale))
	w.Press("Enter")
	w.MustSee("6 statements", "2 rows refused", "Speaks clearly to adults", "Level 1: Everyday")
	w.Tap("! 2 rows refused")
	w.MustSee("The row has no level", "“see below” is not one of the levels")
	w.Press("Ctrl+Enter")
	w.MustSee("Everyday", "L1", "L4", "Universal", "Left out", "see below")
	w.Press("Ctrl+Enter")
	w.MustSee("The highest strand decides", "The highest area of need decides")
	w.Press("Ctrl+Enter")
	w.MustSee("Short name", "cells of the scale blank", "By the ratings that stand", "blank", "Save the pack")
	w.Press("Ctrl+Enter") // nobody is named yet
	w.MustSee("who published the table")
	w.Type("Anyshire Council")
	w.Press("Ctrl+Enter")
	path := filepath.Join(folder, "anyshire-scale.json")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, w.Text())
	}
	p, problems := continuum.Load(body)
	if problems != nil {
		t.Fatal(problems)
	}
	if p.Title != "anyshire scale" || p.Publisher != "Anyshire Council" || p.ID != "anyshire-scale" || len(p.Levels) != 4 {
		t.Errorf("%+v", p.Head)
	}
	if d.Continuum().ID == p.ID {
		t.Error("saving put the pack in use")
	}
}

func TestEscapeGoesOneStepBackAndThenAway(t *testing.T) {
	w := open(t, schooltest.Demo(t), write(t, scale), t.TempDir())
	w.Press("Ctrl+Enter", "Ctrl+Enter")
	w.MustSee("The highest strand decides")
	w.Press("Esc")
	w.MustSee("From the least need at the top")
	w.Press("Esc", "Esc")
	w.MustSee("Read the table")
	w.Press("Esc")
	if w.Here().Screen != "register" {
		t.Errorf("here is %v", w.Here())
	}
}

func TestLevelsAreMovedNamedAndLeftOut(t *testing.T) {
	d, folder := schooltest.Demo(t), t.TempDir()
	w := open(t, d, write(t, scale), folder)
	w.Press("Ctrl+Enter")
	w.FocusGrid()
	w.Press("Enter")
	w.MustSee("Begins at this many points")
	w.Press("Ctrl+A")
	w.Type("First help")
	w.Press("Ctrl+Enter")
	w.MustSee("First help")
	w.Press("Delete")
	w.MustSee("Left out", "4 rows refused")
	w.Tap("Leave out or take in")
	w.MustSee("2 rows refused")
	w.Tap("Move down")
	w.Press("Ctrl+Enter", "Ctrl+Enter")
	w.Press("Tab")
	w.Type("Anyshire Council")
	w.Press("Ctrl+Enter")
	body, err := os.ReadFile(filepath.Join(folder, "anyshire-scale.json"))
	if err != nil {
		t.Fatalf("%v\n%s", err, w.Text())
	}
	p, problems := continuum.Load(body)
	if problems != nil || p.Levels[0].ID != "L2" || p.Levels[1].ID != "L1" || p.Levels[1].Name != "First help" {
		t.Errorf("%v, %+v", problems, p.Levels)
	}
}

func TestColumnsCanBeChosenAgain(t *testing.T) {
	w := open(t, schooltest.Demo(t), write(t, "Zone;Teil;Grad;Was\nSprache;Reden;Stufe 1;Spricht klar mit allen Menschen\nSprache;Verstehen;Stufe 2;Braucht kurze Schritte am Tag\n"), t.TempDir())
	w.MustSee("2 statements in 2 rows", "A row for each statement", "Zone", "Teil")
	if !w.Sees("Reden") {
		t.Error(w.Text())
	}
}

func TestFileThatCannotBeReadSaysWhyBesideItsPath(t *testing.T) {
	for content, want := range map[string]string{
		"":              "The file is empty.",
		"one\ntwo\n":    "No table in the file looks like a scale",
		"%PDF-1.7\nabc": "This is a PDF",
	} {
		w := open(t, schooltest.Demo(t), write(t, content), t.TempDir())
		w.MustSee(want, "Read the table")
	}
	big := filepath.Join(t.TempDir(), "big.csv")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 50<<20); err != nil {
		t.Fatal(err)
	}
	w := open(t, schooltest.Demo(t), big, t.TempDir())
	w.MustSee("Read the table", "20 MB")
}

func TestAFileThatIsThereIsNeverWrittenOver(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "anyshire-scale.json")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, schooltest.Demo(t), write(t, scale), folder)
	w.Press("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter")
	w.Press("Tab")
	w.Type("Anyshire Council")
	w.Press("Ctrl+Enter")
	w.MustSee("There is a file of this name already")
	if body, err := os.ReadFile(path); err != nil || string(body) != "mine" {
		t.Errorf("%q, %v", body, err)
	}
}

func TestPictures(t *testing.T) {
	folder := t.TempDir()
	content, err := os.ReadFile("../../../app/intake/testdata/anyshire-scale.docx")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "Anyshire scale.docx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, schooltest.Demo(t), "", folder)
	w.Pictures("packtable-file")
	w.Type(path)
	w.Press("Enter")
	w.MustSee("Following talk", "Tables to take", "Feelings and taking part")
	for _, step := range []string{"columns", "levels", "rules", "name"} {
		w.Pictures("packtable-" + step)
		if step != "name" {
			w.Press("Ctrl+Enter")
		}
	}
	if strings.Contains(w.Text(), "!") {
		t.Error(w.Text())
	}
}
