package provisionmap_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/shopspring/decimal"

	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

func TestGroupFromTheLibraryWithSixPupilsByKeysAlone(t *testing.T) {
	d, _ := school(t)
	p := open(t, d)
	p.MustSee("What the school puts on will stand here")
	p.Pictures("provision-empty")
	p.Keys = 0
	p.Press("Ctrl+N")
	p.Type("word l")
	p.Press("Enter", "Ctrl+Enter")
	p.MustSee("Word learning group", "Nobody is in it yet.")
	p.Type("p")
	for _, name := range []string{"kow", "oka", "ngu", "pri", "ötz", "ada"} {
		p.Type(name)
		p.Press("Enter")
	}
	p.Press("Ctrl+Enter")
	t.Logf("%d keys", p.Keys)
	if r := p.row("Word learning group"); len(r.Placed) != 6 || r.Minutes != 20 || r.Library != "word_learning_group" || r.Wave != 2 {
		t.Fatalf("%+v", r.Intervention)
	}
	if p.Keys > 45 {
		t.Errorf("it took %d keys", p.Keys)
	}
	p.MustSee("6 pupils put in.", "Kowalska, Ana", "Adams, Sam")
	p.Press("Ctrl+Z")
	if r := p.row("Word learning group"); len(r.Placed) != 0 {
		t.Error("undo left the pupils in it")
	}
	p.Press("Ctrl+Z")
	if len(p.rows()) != 0 {
		t.Error("undo left the intervention on the map")
	}
	p.MustSee("What the school puts on will stand here")
}

func TestTotalsOfHeadingsAndOfTheWholeFollowTheFilter(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.MustSee("4 interventions for 5 pupils", "– Communication and interaction · 1", "– Social, emotional and mental health · 2")
	whole := p.row("Lego group").Cost.Whole.Planned.Add(p.row("Maths catch-up group").Cost.Whole.Planned)
	p.Press("Ctrl+F")
	p.Type("kai")
	p.MustSee("2 interventions shown of 4 interventions", "2 interventions", whole.WholePounds())
	p.unseen("Hill Farm", "Social, emotional")
	p.Press("Esc")
	p.MustSee("Hill Farm")
	p.Type("hill")
	p.MustSee("1 intervention shown of 4")
	p.Press("Enter") // to the rows
	p.Type("a")
	p.MustSee("4 interventions shown")
	p.Tap("Filter")
	p.Type("alt")
	p.Press("Enter")
	p.MustSee("Kind: Alternative provision", "1 intervention shown of 4")
	p.Tap("Kind: Alternative")
	p.MustSee("4 interventions shown")
}

func TestHeadingFiltersAndFolds(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Right") // who gives it
	p.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	p.Type("pat")
	p.Press("Enter")
	p.MustSee("Who: Mrs Patel", "1 intervention shown of 4")
	p.Type("a")
	p.Press("Home", "Enter") // the first heading
	p.MustSee("+ Communication and interaction · 1")
	p.unseen("Lego group")
	p.Press("Enter")
	p.MustSee("– Communication and interaction · 1", "Lego group")
	p.Type("g")
	p.MustSee("Grouped by wave.", "– Targeted · 2", "– Specialist · 2")
	p.Type("g")
	p.MustSee("– Mr Jones · 1", "– Nobody named yet · 2")
	p.Go(shell.To("today"))
	p.Go(shell.To("provision"))
	p.MustSee("– Mr Jones · 1") // remembered
}

func TestEachAmountOpensToItsSum(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	r := p.row("Lego group")
	flat := func(words string) string { return strings.Join(strings.Fields(words), " ") }
	if text := flat(p.Text()); !strings.Contains(text, flat(r.Cost.Whole.Words)) {
		t.Errorf("the sum %q is not shown:\n%s", r.Cost.Whole.Words, p.Text())
	}
	p.Type("s")
	if strings.Contains(flat(p.Text()), flat(r.Cost.Whole.Words)) {
		t.Error("S left the sum open")
	}
	p.Tap("Kowalska, Ana")
	if text := flat(p.Text()); !strings.Contains(text, flat(r.Placed[0].Share.Words)) {
		t.Errorf("the share %q is not shown:\n%s", r.Placed[0].Share.Words, p.Text())
	}
}

func TestDeleteTakesAnInterventionAwayAndUndoBringsItBack(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Delete")
	p.MustSee("The intervention is gone, with 4 places in it.")
	if len(p.rows()) != 3 {
		t.Fatalf("%d rows", len(p.rows()))
	}
	p.Press("Ctrl+Z")
	if r := p.row("Lego group"); len(r.Placed) != 4 {
		t.Errorf("%d places", len(r.Placed))
	}
	p.Press("Insert")
	p.MustSee("New intervention", "From the library")
}

func TestPlaceIsChangedEndedAndMoved(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Tap("Okafor, Kai")
	p.Tap("End today")
	if place := p.row("Lego group").Placed; place[1].Ends != d.Today() && place[2].Ends != d.Today() {
		t.Errorf("%+v", place)
	}
	p.Press("Ctrl+Z")
	p.Tap("Move to another")
	p.Type("lis")
	p.Press("Enter", "Ctrl+Enter")
	if r := p.row("Listening time with Mai"); len(r.Placed) != 2 {
		t.Fatalf("%d are in it:\n%s", len(r.Placed), p.Text())
	}
	p.MustSee("The pupil has moved.")
}

func TestGroupIsSplitAndJoinedAgain(t *testing.T) {
	d, ids := mapped(t)
	p := open(t, d)
	before := p.row("Lego group").Cost.Whole.Planned
	p.Go(shell.To("provision", ids["lego"]))
	rowMenu(p, "split")
	p.MustSee("Split into two groups")
	p.Press("Space", "Tab", "Space")
	p.Press("Ctrl+Enter")
	second := p.row("Lego group, second group")
	if sum := p.row("Lego group").Cost.Whole.Planned.Add(second.Cost.Whole.Planned); len(second.Placed) != 2 || sum.Cmp(before) != 0 {
		t.Errorf("%d went over; %s in place of %s", len(second.Placed), sum, before)
	}
	p.Go(shell.To("provision", ids["lego"]))
	rowMenu(p, "join")
	p.Type("sec")
	p.Press("Enter", "Ctrl+Enter")
	if r := p.row("Lego group"); len(r.Placed) != 4 || r.Cost.Whole.Planned.Cmp(before) != 0 {
		t.Errorf("%d are in it for %s:\n%s", len(r.Placed), r.Cost.Whole.Planned, p.Text())
	}
}

// rowMenu chooses from the menu of the current row.
func rowMenu(p *page, item string) {
	p.t.Helper()
	p.FocusGrid()
	for range 40 { // the first after the rows is that of the current one
		if b, ok := p.Canvas().Focused().(*parts.Button); ok && b.Text() == "More" {
			p.Press("Enter")
			p.Type(item)
			p.Press("Enter")
			return
		}
		p.Press("Tab")
	}
	p.t.Fatal("no menu for the row")
}

func TestHiddenNamesAreNowhereOnTheMap(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Ctrl+F")
	p.Type("kowal")
	p.Press("Enter", "F8")
	hidden := func(where string) {
		t.Helper()
		text := p.Text()
		if at := strings.Index(text, "Undo: "); at >= 0 { // the shell's own words
			text = text[:at] + text[at+strings.IndexByte(text[at:], '\n'):]
		}
		for _, name := range []string{"Kowal", "kowal", "Ana", "Okafor", "Mai", "Price", "Patel", "Jones", "Hill", "Lego", "turns"} {
			if strings.Contains(text, name) {
				t.Errorf("%s: %q shows:\n%s", where, name, text)
			}
		}
	}
	hidden("the map, filtered")
	p.MustSee("Group of 4 pupils")
	p.Type("a")
	hidden("the map")
	p.MustSee("Maths catch-up group") // a name of the library is nobody's
	for range 3 {
		p.Type("g")
		hidden("grouped")
	}
	p.Tap("A.K.")
	hidden("a pupil opened")
	p.Screen().Focus()
	p.Press("Enter")
	p.MustSee("Names are hidden.")
}

func TestPicturesShowTheirNumbersAndFollowTheFilter(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Type("c")
	p.MustSee("Provision by area and wave", "Cost by staff", "Mr Jones", "£ planned for the school year", "Hill Farm")
	p.Press("Right") // from pounds
	p.MustSee("Hours by staff", "1 h 30 min", "hours a week of the school's staff")
	p.Press("F8")
	p.unseen("Patel", "Jones")
}

func TestMapIsPrintedAsItIsFiltered(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Ctrl+F")
	p.Type("kai")
	p.Press("Enter", "Ctrl+P")
	p.MustSee("Provision map 2026-11-23.pdf", "pages of A4")
	for range 12 { // to the choice of a paper
		if c, ok := p.Canvas().Focused().(*parts.Choice); ok && c.Text == "Provision map" {
			break
		}
		p.Press("Tab")
	}
	p.Type("class")
	p.Press("Enter")
	p.MustSee("Class sheet 4B 2026-11-23.pdf")
	p.Press("Esc")
	p.MustSee("2 interventions shown of 4")
}

func TestSheetOfKeysKnowsThoseOfTheMap(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Type("?")
	p.MustSee("On this page", "Add pupils to the current one", "Take the intervention away; undo brings it back")
}

func TestProvisionPictures(t *testing.T) {
	d, ids := mapped(t)
	for i := range 14 {
		put(t, d, provision.Intervention{Name: fmt.Sprintf("Reading group %d", i+1), Area: []string{"cognition_learning", "communication_interaction", "sensory_physical", ""}[i%4], Wave: 1 + i%3, StaffKind: "teaching_assistant",
			Minutes: 20, SessionsAWeek: decimal.NewFromInt(int64(1 + i%4))}, ids["Ana"], ids["Ivy"])
	}
	p := open(t, d)
	p.Pictures("provision")
	p.Tap("Kowalska, Ana")
	p.Pictures("provision-pupil")
	p.Tap("Change the place")
	p.Pictures("provision-place")
	p.Press("Esc")
	p.Press("Home")
	p.Pictures("provision-heading")
	p.Press("Down", "Enter")
	p.Pictures("provision-form")
	p.Press("Esc")
	p.Type("p")
	p.Type("zo")
	p.Press("Enter")
	p.Pictures("provision-add")
	p.Press("Esc", "Insert")
	p.Type("num")
	p.Pictures("provision-new")
	p.Press("Esc", "Esc")
	p.Type("c")
	p.Pictures("provision-pictures")
	p.Type("c")
	p.Press("F8")
	p.Pictures("provision-hidden")
}
