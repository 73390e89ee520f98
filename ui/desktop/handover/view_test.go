package handover_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/register"
	"needsbook/app/summary"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/handover"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

const (
	fromURN = "118999"
	toURN   = "654321"
)

// at is a desk of a school with a URN.
func at(t *testing.T, d *desk.Desk, name, urn string) *desk.Desk {
	t.Helper()
	s := d.School()
	s.Name, s.URN, s.Phase = name, urn, "primary"
	if err := d.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return d
}

func open(t *testing.T, d *desk.Desk, folder, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "handover", Name: "Transition", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return handover.New(handover.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("register"))
	w.Go(shell.To("handover", arg))
	return w
}

func ana(t *testing.T, d *desk.Desk) *register.Entry {
	t.Helper()
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	return found[0]
}

var codeForm = regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){6}`)

func TestPupilGoesFromOneSchoolToTheNextByKeysAlone(t *testing.T) {
	folder := t.TempDir()
	from, to := at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN), at(t, schooltest.Empty(t), "Hilltop School", toURN)
	e := ana(t, from)
	if _, err := from.AddAttachment(t.Context(), register.Attachment{Pupil: e.ID, What: "Speech therapist's report", On: from.Today(), Name: "report.pdf"}, []byte("%PDF")); err != nil {
		t.Fatal(err)
	}
	w := open(t, from, folder, e.ID)
	w.MustSee("Kowalska, Ana", "What works", "Speech therapist's report", "Notes of these types")
	w.Type(toURN)
	w.Pictures("handover-make")
	w.Press("Ctrl+Enter")
	code := codeForm.FindString(w.Text())
	if code == "" {
		t.Fatalf("no code is shown:\n%s", w.Text())
	}
	w.MustSee("The code, shown this once", "by telephone")
	w.Pictures("handover-code")
	w.Press("Esc")
	if w.Sees(code) {
		t.Error("the code is still shown")
	}
	w.MustSee("Waits for the receipt")
	bundle := filepath.Join(folder, "Hand-over to "+toURN+" 2026-11-23.needsbook-handover")
	if _, err := os.Stat(bundle); err != nil {
		t.Fatal(err)
	}

	w2 := open(t, to, folder, "")
	w2.MustSee("Pupils with SEN who leave")
	w2.Type("o")
	w2.Type(bundle)
	w2.Press("Tab", "Tab")
	w2.Type("7K2Q")
	w2.Press("Ctrl+Enter")
	w2.MustSee("not the code of a hand-over bundle")
	w2.Press("Ctrl+A")
	w2.Type(strings.ToLower(code))
	w2.Press("Ctrl+Enter")
	w2.MustSee("What is inside", "Ana Kowalska", "What works", "Meadowfield Primary", "Nobody in the register")
	w2.Pictures("handover-inside")
	w2.Press("Ctrl+Enter")
	w2.MustSee("Taken in", "six words")
	w2.Pictures("handover-taken")
	ana(t, to)
	w2.Press("Esc")
	w2.MustSee("Taken in", "Kowalska, Ana", "1 row shown")
	w2.Press("Enter") // the receipt once more
	w2.Press("Enter")
	receipt := filepath.Join(folder, "Receipt for "+fromURN+" 2026-11-23.needsbook-receipt")
	if _, err := os.Stat(receipt); err != nil {
		t.Fatalf("%v\n%s", err, w2.Text())
	}
	w2.Press("Ctrl+Z")
	if found, _ := to.Find("left:any"); len(found) != 0 {
		t.Error("undo left the pupil")
	}

	w = open(t, from, folder, "")
	w.Type("r")
	w.Type(receipt)
	w.Press("Enter")
	w.MustSee("has opened the bundle")
	w.Press("End") // behind the year groups
	w.MustSee("Other bundles", "Received 23 Nov 2026")
	w.Pictures("handover-list")
}

func TestBundleForAnotherSchoolIsRefusedWhereItIsOpened(t *testing.T) {
	folder := t.TempDir()
	from, other := at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN), at(t, schooltest.Empty(t), "Lowland School", "777777")
	w := open(t, from, folder, ana(t, from).ID)
	w.Press("Ctrl+Enter")
	w.MustSee("Enter the URN of the school that the pupil goes to")
	w.Type(toURN)
	w.Press("Tab") // the file is offered with the URN
	w.Press("Ctrl+Enter")
	w.MustSee("The code, shown this once")
	w = open(t, other, folder, "")
	files, _ := filepath.Glob(filepath.Join(folder, "*.needsbook-handover"))
	if len(files) != 1 {
		t.Fatal(files)
	}
	w.Type("o")
	w.Type(files[0])
	w.Press("Enter")
	w.MustSee("This bundle is for school "+toURN, "Ask the sender")
	w.Press("Esc")
	if found, _ := other.Find("left:any"); len(found) != 0 {
		t.Error("a refusal changed the register")
	}
}

func TestWhoLeavesIsOfferedAndNamesCanBeHidden(t *testing.T) {
	d := at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN)
	p := ana(t, d).Pupil
	p.Left = day.Of(2026, 12, 18)
	if err := d.SavePupil(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	w := open(t, d, t.TempDir(), "")
	w.MustSee("Kowalska, Ana", "Leaves", "No bundle yet", "18 Dec 2026")
	w.Press("F8")
	if w.Sees("Kowalska, ") {
		t.Error("a name shows while names are hidden")
	}
	w.Type("n")
	if w.Sees("Kowalska, ") {
		t.Error("the form names a pupil while names are hidden")
	}
	w.MustSee("Hand a pupil over")
}

func TestFootCountsTheListAlone(t *testing.T) {
	w := open(t, at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN), t.TempDir(), "")
	w.MustSee("rows shown")
	w.Type("o")
	if w.Sees("rows shown") {
		t.Error("the foot counts rows that are not in view")
	}
	w.Press("Esc")
	w.MustSee("rows shown")
}

func TestSheetOfKeysTellsThoseOfTheList(t *testing.T) {
	w := open(t, at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN), t.TempDir(), "")
	w.Type("?")
	w.MustSee("On this page", "Take the next step of the row", "A receipt came")
}

func TestNextSchoolIsSetByKeysForSeveralAtOnce(t *testing.T) {
	d := at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN)
	w := open(t, d, t.TempDir(), "")
	w.MustSee("Leave in summer 2027: Year 6", "Leave a year later, in 2028: Year 5", "Not decided", "next schools not decided yet")
	w.Press("Space", "Down", "Space")
	w.Type("s")
	w.MustSee("Next school of 2 pupils")
	w.Press("Ctrl+Enter")
	w.MustSee("Choose the school, or enter its URN")
	w.Press("Tab")
	w.Type("12")
	w.Press("Ctrl+Enter")
	w.MustSee("A URN has six digits")
	w.Press("Ctrl+A")
	w.Type(toURN)
	w.Press("Tab")
	w.Type("The Weald School")
	w.Press("Ctrl+Enter")
	w.MustSee("The Weald School (654321)")
	groups, err := d.MovesList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set := 0
	for _, p := range groups[0].Pupils {
		if p.To.URN == toURN {
			set++
		}
	}
	if set != 2 {
		t.Errorf("%d pupils go there", set)
	}
	w.Pictures("handover-list-moves")
	w.Press("Enter") // the bundle of the current row knows where it goes
	w.MustSee("Hand a pupil over", toURN, "The Weald School")
	w.Press("Esc")
	w.Press("Ctrl+Z")
	if w.Sees("The Weald School") {
		t.Error("undo left the next school")
	}
}

func TestCountsAreLookedAtApprovedAndToldOnce(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	h := summary.HeldBack
	comes(papers.Circular{}, papers.Letter{Moves: []papers.MoveSum{{Year: 2027, From: "Y6", To: d.School().URN, Feeders: 3, Count: 25, Areas: [5]int{5, h, h, h, h}}}})
	groups, err := d.MovesList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range groups[0].Pupils {
		if i%2 == 0 {
			if err := d.SetDestination(t.Context(), []string{p.Entry.ID}, toURN, "The Weald School"); err != nil {
				t.Fatal(err)
			}
		}
	}
	w := open(t, d, t.TempDir(), "")
	w.Type("t")
	w.MustSee("Counts for the meeting", "No pupil is in it", "Stays here", "Six words", "from 3 schools", "about 25; Communication and interaction 5")
	w.Pictures("handover-counts")
	w.Press("Enter")
	w.MustSee("Approve the counts of who moves on", "Approved by", "for KENT-07")
	w.Press("Ctrl+A")
	w.Type("A. Head")
	w.Pictures("handover-approve")
	w.Press("Ctrl+Enter")
	w.Elapse()
	w.MustSee("The newest counts are approved already", "wait in the outbox")
	if sent, err := d.SentPapers(t.Context(), exchange.KindMoves); err != nil || len(sent) != 1 {
		t.Errorf("%d papers, %v", len(sent), err)
	}
	w.Press("Esc")
	w.MustSee("Leave in summer 2027")
}

func TestSchoolInNoClusterSeesItsCountsAndSendsNone(t *testing.T) {
	w := open(t, at(t, schooltest.Demo(t), "Meadowfield Primary", fromURN), t.TempDir(), "")
	w.Type("t")
	w.MustSee("Counts for the meeting", "Back to the list")
	if w.Sees("Approve and send") {
		t.Error("there is nobody to send to")
	}
}
