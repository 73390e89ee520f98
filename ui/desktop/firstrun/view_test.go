package firstrun_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/firstrun"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/shell/shelltest"
)

// start is a window in which no file is open yet.
type start struct {
	*shelltest.Window
	t       *testing.T
	folder  string
	opened  *lock.Opened
	printed *paper.Doc
}

func open(t *testing.T, recent ...string) *start {
	t.Helper()
	s := &start{Window: shelltest.New(t, nil, nil), t: t, folder: t.TempDir()}
	s.ShowBare(firstrun.New(firstrun.Needs{
		Files: schooltest.Files(), Sit: schooltest.Sit, Shell: s.Shell, Folder: s.folder, Recent: recent,
		Demo:  filepath.Join(s.folder, "Demo"+firstrun.Ending),
		Print: func(d *paper.Doc) error { s.printed = d; return nil },
		Opened: func(o lock.Opened) {
			s.opened = &o
			t.Cleanup(func() {
				if err := o.Desk.Close(); err != nil {
					t.Error(err)
				}
			})
		},
	}))
	return s
}

func (s *start) sees(words ...string) {
	s.t.Helper()
	text := strings.Join(strings.Fields(s.Text()), " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			s.t.Errorf("the window does not show %q:\n%s", w, text)
		}
	}
}

// tabs presses Tab so many times.
func (s *start) tabs(n int) {
	for range n {
		s.Press("Tab")
	}
}

const passphrase = "purple kettle walks home"

// fill fills in the form for a new school.
func (s *start) fill(name, urn, pass, again string) {
	s.Type(name)
	s.Press("Tab")
	s.Type(urn)
	s.Press("Tab", "Tab")
	s.Type("prim")
	s.Press("Tab")
	s.Type(pass)
	s.Press("Tab")
	s.Type(again)
}

func TestSchoolIsMadeByKeysAndItsKeyIsAskedBack(t *testing.T) {
	s := open(t)
	s.sees("Welcome", "Make a school", "Try the demo school")
	s.Press("Enter")
	s.fill("Hill / Dale Primary", "123456", passphrase, passphrase)
	s.sees("Good. Nobody can open the file")
	s.Press("Enter")
	s.sees("The recovery key of Hill / Dale Primary", "shown only now")
	path := filepath.Join(s.folder, "Hill Dale Primary"+firstrun.Ending)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("no file: %v\n%s", err, s.Text())
	}
	key := keyIn(t, s.Text())
	s.Type("XXXX")
	s.Press("Enter")
	s.sees("That is not the third group.")
	if s.opened != nil {
		t.Fatal("a wrong group was taken")
	}
	s.Press("Esc")
	s.sees("The recovery key of")
	for range 4 {
		s.Press("BackSpace")
	}
	s.Press("End", "BackSpace", "BackSpace", "BackSpace", "BackSpace")
	s.Type(strings.ToLower(key[2]))
	s.Press("Enter")
	if s.opened == nil || s.opened.Desk.School().Name != "Hill / Dale Primary" || s.opened.Desk.School().URN != "123456" || s.opened.Path != path {
		t.Fatalf("opened %+v\n%s", s.opened, s.Text())
	}
}

// keyIn finds the nine groups of the recovery key in the words of the window.
func keyIn(t *testing.T, text string) []string {
	t.Helper()
	var groups []string
	for _, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 3 && len(fields[0]) == 4 && len(fields[1]) == 4 && len(fields[2]) == 4 && strings.ToUpper(line) == line {
			groups = append(groups, fields...)
		}
	}
	if len(groups) != 9 {
		t.Fatalf("%d groups in\n%s", len(groups), text)
	}
	return groups
}

func TestRecoveryKeyOpensTheFileAndIsPrinted(t *testing.T) {
	s := open(t)
	s.Press("Enter")
	s.fill("Dale", "", passphrase, passphrase)
	s.Press("Enter")
	key := keyIn(t, s.Text())
	s.tabs(2) // on to the main button, round to Print
	s.Press("Enter")
	if s.printed == nil {
		t.Fatal("Print was not reached")
	}
	if err := s.printed.Check(); err != nil {
		t.Error(err)
	}
	store, _, err := schooltest.Files().Open(context.Background(), filepath.Join(s.folder, "Dale"+firstrun.Ending), desk.Secret{Recovery: strings.Join(key, "-")})
	if err == nil {
		store.Close()
		t.Fatal("the file is not locked while it is open")
	}
	if words := desk.Words(err); !strings.HasSuffix(words, ".") || strings.Contains(words, "Something went wrong") {
		t.Errorf("a file in use says %q", words)
	}
}

func TestWhatIsWrongInTheFormIsSaidAndNothingIsMade(t *testing.T) {
	for name, c := range map[string]struct{ school, urn, pass, again, want string }{
		"no name":          {"", "", passphrase, passphrase, "Enter the name of the school."},
		"odd URN":          {"Dale", "12", passphrase, passphrase, "The URN has six digits"},
		"short passphrase": {"Dale", "", "short", "short", "The passphrase has 5 characters."},
		"not the same":     {"Dale", "", passphrase, passphrase + "x", "The two passphrases are not the same."},
	} {
		s := open(t)
		s.Press("Enter")
		s.fill(c.school, c.urn, c.pass, c.again)
		s.Press("Ctrl+Enter")
		if !strings.Contains(strings.Join(strings.Fields(s.Text()), " "), c.want) {
			t.Errorf("%s: the form does not say %q", name, c.want)
		}
		if left, _ := os.ReadDir(s.folder); len(left) != 0 || s.opened != nil {
			t.Errorf("%s: %d files were made", name, len(left))
		}
	}
}

func TestFileThatIsThereIsNotWrittenOver(t *testing.T) {
	s := open(t)
	path := filepath.Join(s.folder, "Dale"+firstrun.Ending)
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Press("Enter")
	s.fill("Dale", "", passphrase, passphrase)
	s.Press("Enter")
	if body, _ := os.ReadFile(path); string(body) != "mine" || s.opened != nil {
		t.Error("a file was written over")
	}
	s.sees("! ", "One answer needs another look.")
}

func TestDemoSchoolIsMadeOnceAndOpenedAgain(t *testing.T) {
	s := open(t)
	s.Press("Tab", "Tab", "Enter")
	if s.opened == nil || !s.opened.Desk.School().Demo || s.opened.Desk.Counts().Roll != 412 {
		t.Fatalf("opened %+v\n%s", s.opened, s.Text())
	}
	d := s.opened.Desk
	if err := d.SaveSetting(context.Background(), "mark", "here"); err != nil {
		t.Fatal(err)
	}
	// The same file again, as on the next day.
	again := lock.Opened{}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := lock.Open(schooltest.Files(), schooltest.Sit, s.opened.Path, desk.Secret{Passphrase: firstrun.DemoPassphrase})
	if err != nil {
		t.Fatal(err)
	}
	*s.opened = again
	var mark string
	if found, _ := again.Desk.Setting(context.Background(), "mark", &mark); !found || mark != "here" {
		t.Error("the demo school was made anew")
	}
}

func TestFileUsedBeforeOpensWithItsPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old"+firstrun.Ending)
	store, _, err := schooltest.Files().Create(context.Background(), path, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	s.sees("Opened before", "old"+firstrun.Ending)
	s.Press("Tab", "Tab", "Tab", "Enter")
	s.Press("Enter")
	s.sees("Type the passphrase.")
	s.Type("wrong")
	s.Press("Enter")
	s.sees("! ")
	if s.opened != nil || s.Sees("Something went wrong") {
		t.Fatalf("a wrong passphrase gives\n%s", s.Text())
	}
	for range len("wrong") {
		s.Press("BackSpace")
	}
	s.Type(passphrase)
	s.Press("Enter")
	if s.opened == nil || s.opened.Path != path {
		t.Fatalf("not opened:\n%s", s.Text())
	}
}

func TestFilesThatCannotBeOpenedAreExplained(t *testing.T) {
	folder := t.TempDir()
	write := func(name, body string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, path := range map[string]string{
		"no file":       filepath.Join(folder, "none"),
		"another file":  write("notes.txt", "dear diary"),
		"an empty file": write("empty", ""),
	} {
		s := open(t, path)
		s.Press("Tab", "Tab", "Tab", "Enter")
		s.Type(passphrase)
		s.Press("Enter")
		if s.opened != nil || !s.Sees("! ") || s.Sees("Something went wrong") {
			t.Errorf("%s says\n%s", name, s.Text())
		}
	}
}

// backedUp is a closed file with one pupil and a backup of it.
func backedUp(t *testing.T, folder string) (path string) {
	t.Helper()
	path = filepath.Join(folder, "old"+firstrun.Ending)
	d := schooltest.OnePupil(t, path, passphrase)
	if _, err := d.BackUp(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDamagedOrMissingFileLeadsToItsBackups(t *testing.T) {
	typed := func(s *start, path string) {
		s.Tap("Open a school's file")
		s.Type(path)
		s.tabs(2)
		s.Type(passphrase)
		s.Press("Enter")
	}
	before := func(s *start, path string) {
		s.Tap(filepath.Base(path))
		s.Type(passphrase)
		s.Press("Enter")
	}
	picked := func(s *start, path string) { s.Tap(filepath.Base(path)) }
	damage := func(path string, body []byte) error {
		body[8192+(len(body)-8192)/2] ^= 1
		return os.WriteFile(path, body, 0o600)
	}
	gone := func(path string, _ []byte) error { return os.Remove(path) }
	for name, c := range map[string]struct {
		lose  func(path string, body []byte) error
		open  func(s *start, path string)
		title string
		asks  bool // for the passphrase on the page with the backups
	}{
		"damaged, opened before":  {damage, before, "The school's file is damaged", false},
		"damaged, chosen by hand": {damage, typed, "The school's file is damaged", false},
		"gone, opened before":     {gone, picked, "The school's file is not there", true},
		"gone, chosen by hand":    {gone, typed, "The school's file is not there", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := backedUp(t, t.TempDir())
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.lose(path, body); err != nil {
				t.Fatal(err)
			}
			s := open(t, path)
			c.open(s, path)
			s.sees(c.title, "One backup of it was found", "Go back to this backup")
			s.Tap("Another file")
			s.sees("Try the demo school")
			c.open(s, path)
			if c.asks {
				s.Type(passphrase)
			}
			s.Press("Enter")
			if s.opened == nil {
				t.Fatalf("not opened:\n%s", s.Text())
			}
			if all, _ := s.opened.Desk.Find("left:any"); len(all) != 1 || len(s.opened.Notices) == 0 {
				t.Errorf("%d pupils, notices %q", len(all), s.opened.Notices)
			}
		})
	}
}

func TestEscapeGoesBackToTheChoice(t *testing.T) {
	s := open(t)
	s.Press("Enter")
	s.Press("Esc")
	s.sees("Try the demo school")
}

func TestFirstRunPictures(t *testing.T) {
	s := open(t, "/home/senco/Documents/Meadowfield Primary.needsbook")
	s.Pictures("firstrun")
	s.Press("Enter")
	s.fill("Dale Primary", "123456", passphrase, passphrase)
	s.Pictures("firstrun-make")
	s.Press("Enter")
	s.Pictures("firstrun-key")
}
