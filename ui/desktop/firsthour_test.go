package desktop

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// The list of an invented school, as its own system saves it: one date is no date.
const firstList = "UPN,Surname,Forename,DOB,Year,Class,SEN status,Primary need\n" +
	",Adeyemi,Tola,12/10/2018,3,3A,K,SLCN\n,Nowak,Zofia,3/9/2017,4,4B,K,SLCN\n,Brown,Max,31/31/2018,3,3A,K,SPLD\n,Hill,Priya,2/5/2017,4,4B,N,\n"

// recoveryGroup is a group of the recovery key as the page shows it.
var recoveryGroup = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{4}\b`)

// firstHour walks docs/first-hour.md: one window, from no file to a locked one.
type firstHour struct {
	*shelltest.Window
	t *testing.T
	w *window
}

const firstPassphrase = "lantern orchard violet harbour"

// The steps of the guide, by their headings.
var firstSteps = []struct {
	heading string
	walk    func(h *firstHour)
}{
	{"1. Make the school", func(h *firstHour) {
		h.MustSee("Welcome", "Make a school", "Try the demo school")
		h.Press("Enter")
		h.Type("Hill Primary School")
		h.Press("Tab", "Tab", "Tab")
		h.Type("pri")
		h.Press("Tab")
		h.Type(firstPassphrase)
		h.MustSee("Good.")
		h.Press("Tab")
		h.Type(firstPassphrase)
		h.Press("Ctrl+Enter")
	}},
	{"2. Print the recovery sheet", func(h *firstHour) {
		h.MustSee("The recovery key of Hill Primary School", "It is shown only now.", "Print the sheet")
		groups := recoveryGroup.FindAllString(h.Text(), -1)
		if len(groups) != 9 {
			h.t.Fatalf("%d groups of the recovery key:\n%s", len(groups), h.Text())
		}
		h.Type(groups[2])
		h.Press("Enter")
		if h.w.desk == nil || h.Here().Screen != "today" {
			h.t.Fatalf("the file is not open on Today:\n%s", h.Text())
		}
	}},
	{"3. Bring in the list", func(h *firstHour) {
		list := filepath.Join(h.t.TempDir(), "pupils.csv")
		if err := os.WriteFile(list, []byte(firstList), 0o600); err != nil {
			h.t.Fatal(err)
		}
		h.Press("Ctrl+K")
		h.Type("bring in")
		h.Press("Enter")
		h.Type(list)
		h.Press("Enter")
		h.MustSee("3 pupils would be added", "Nothing has been kept yet", "31/31/2018")
		h.Press("Ctrl+Enter")
		h.MustSee("3 pupils added")
		if n := h.w.desk.Counts().Roll; n != 3 {
			h.t.Fatalf("%d pupils on roll", n)
		}
	}},
	{"4. Look at Today", func(h *firstHour) {
		h.Press("Ctrl+1")
		if h.Here().Screen != "today" {
			h.t.Fatalf("here is %v", h.Here())
		}
		h.MustSee("plan")
	}},
	{"5. Write a first plan", func(h *firstHour) {
		h.Press("Ctrl+K")
		h.Type("now")
		h.Press("Enter")
		h.MustSee("Zofia Nowak")
		h.Type("r")
		h.MustSee("New plan")
		h.Type("Follows a two-part instruction")
		h.Press("Tab")
		h.Type("Language group, three times a week")
		h.Press("Ctrl+Enter")
		h.MustSee("The plan is kept. K adds an outcome.", "Follows a two-part instruction")
	}},
	{"6. Print the one-page profile", func(h *firstHour) {
		h.Press("Ctrl+P")
		h.MustSee("One-page profile", "Save and open")
		h.Press("Enter")
		if made, err := filepath.Glob(filepath.Join(h.w.p.Folder, "*.pdf")); err != nil || len(made) != 1 {
			h.t.Fatal(made, err)
		}
	}},
	{"7. Back up to a second place", func(h *firstHour) {
		h.Press("Ctrl+K")
		h.Type("second folder")
		h.Press("Enter")
		if h.Here().Screen != "backups" {
			h.t.Fatalf("here is %v", h.Here())
		}
		stick := h.t.TempDir()
		h.Tap("Choose a folder")
		h.Press("Ctrl+A")
		h.Type(stick)
		h.Press("Enter")
		h.MustSee("Second folder: " + stick)
		if copies, err := filepath.Glob(filepath.Join(stick, "*.needsbook")); err != nil || len(copies) != 1 {
			h.t.Fatal(copies, err)
		}
	}},
	{"8. Hide names", func(h *firstHour) {
		h.Press("Ctrl+2")
		h.MustSee("Nowak")
		h.Press("F8")
		if strings.Contains(h.Text(), "Nowak") {
			h.t.Errorf("a name shows while names are hidden:\n%s", h.Text())
		}
		h.Press("F8")
		h.MustSee("Nowak")
	}},
	{"9. Lock", func(h *firstHour) {
		h.Press("Ctrl+Alt+L")
		if h.w.desk != nil {
			h.t.Fatal("the file is still open")
		}
		h.Type(firstPassphrase)
		h.Press("Enter")
		if h.w.desk == nil {
			h.t.Fatalf("the passphrase does not open the file:\n%s", h.Text())
		}
		if found, err := h.w.desk.Find("nowak"); err != nil || len(found) != 1 {
			h.t.Error(len(found), err)
		}
	}},
}

func TestFirstHourGoesAsTheGuideSays(t *testing.T) {
	guide, err := os.ReadFile("../../docs/first-hour.md")
	if err != nil {
		t.Fatal(err)
	}
	var headings []string
	for _, m := range regexp.MustCompile(`(?m)^## (\d+\. .*) \(\d+ minutes?\)$`).FindAllStringSubmatch(string(guide), -1) {
		headings = append(headings, m[1])
	}
	p := program(t)
	p.Forgetful = true
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.closeDesk() })
	h := &firstHour{shelltest.Over(t, w.shell), t, w}
	for i, step := range firstSteps {
		if i >= len(headings) || headings[i] != step.heading {
			t.Fatalf("docs/first-hour.md has the steps %q, and %q is walked", headings, step.heading)
		}
		step.walk(h)
	}
	if len(headings) != len(firstSteps) {
		t.Errorf("docs/first-hour.md has %d steps, %d are walked", len(headings), len(firstSteps))
	}
}

func TestGuideNamesThePagesOfTheNumberKeys(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range demoWindow(t).places() {
		if !p.Hidden && len(names) < 9 {
			names = append(names, strings.NewReplacer("{", "", "}", "", "+", "s").Replace(p.Name))
		}
	}
	if want := "| Ctrl+1 to Ctrl+9 | " + strings.Join(names, ", ") + " |"; !strings.Contains(string(guide), want) {
		t.Errorf("docs/guide.md lacks the line %q", want)
	}
}
