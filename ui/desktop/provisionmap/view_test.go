package provisionmap_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/provisionmap"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// page is the map of a school, to press and type in.
type page struct {
	*shelltest.Window
	t    *testing.T
	desk *desk.Desk
}

func open(t *testing.T, d *desk.Desk) *page {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "provision", Name: "Provision", Icon: "provision", Open: func(arg string) (shell.Screen, error) {
			return provisionmap.New(provisionmap.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("provision"))
	return &page{w, t, d}
}

// pupilNames are the pupils of a school, as forename and surname.
var pupilNames = [][2]string{{"Ana", "Kowalska"}, {"Kai", "Okafor"}, {"Mai", "Nguyễn"}, {"Owen", "Price"}, {"Zoë", "Ötzi"}, {"Sam", "Adams"}, {"Ivy", "Brown"}}

// school has pupils and two members of staff, and nothing on its map yet.
func school(t testing.TB) (*desk.Desk, map[string]string) {
	t.Helper()
	d := schooltest.Empty(t)
	ids := map[string]string{}
	for _, name := range pupilNames {
		id, err := d.AddPupil(t.Context(), desk.NewPupil{Status: "K", Needs: []string{"SLCN"}, Pupil: register.Pupil{Forename: name[0], Surname: name[1], Class: "4B", Born: day.Of(2017, 9, 3), Entered: day.Of(2024, 9, 2)}})
		if err != nil {
			t.Fatal(err)
		}
		ids[name[0]] = id
	}
	for _, s := range []provision.Staff{{Name: "Mrs Patel", Kind: "teaching_assistant"}, {Name: "Mr Jones", Kind: "learning_mentor"}} {
		id, err := d.SaveStaff(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		ids[s.Name] = id
	}
	return d, ids
}

// put puts an intervention on the map with pupils in it from September.
func put(t testing.TB, d *desk.Desk, i provision.Intervention, pupils ...string) string {
	t.Helper()
	if i.Starts.IsZero() {
		i.Starts = day.Of(2026, 9, 7)
	}
	id, err := d.SaveIntervention(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	if len(pupils) > 0 {
		if err := d.Place(t.Context(), id, pupils, i.Starts); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// mapped is a school with a map of four rows.
func mapped(t testing.TB) (*desk.Desk, map[string]string) {
	t.Helper()
	d, ids := school(t)
	slots := func(at provision.TimeOfDay, days ...time.Weekday) (out []provision.Slot) {
		for _, on := range days {
			out = append(out, provision.Slot{Day: on, At: at})
		}
		return out
	}
	ids["lego"] = put(t, d, provision.Intervention{Name: "Lego group", Area: "communication_interaction", Wave: 2, StaffKind: "teaching_assistant", Staff: ids["Mrs Patel"], Minutes: 45, SessionsAWeek: decimal.NewFromInt(2),
		Slots: slots(570, time.Monday, time.Wednesday), Weeks: 36, ReviewDue: day.Of(2026, 11, 20), Goal: "Take turns without an adult"}, ids["Ana"], ids["Kai"], ids["Mai"], ids["Owen"])
	ids["maths"] = put(t, d, provision.Intervention{Name: "Maths catch-up group", Library: "maths_catch_up", Area: "cognition_learning", Wave: 2, StaffKind: "higher_level_teaching_assistant", Minutes: 40, SessionsAWeek: decimal.NewFromInt(2), Ends: day.Of(2026, 12, 18)}, ids["Kai"], ids["Sam"])
	ids["listen"] = put(t, d, provision.Intervention{Name: "Listening time with Mai", Area: "semh", Wave: 3, StaffKind: "learning_mentor", Staff: ids["Mr Jones"], Minutes: 30, SessionsAWeek: decimal.NewFromInt(1), Slots: slots(660, time.Friday)}, ids["Mai"])
	ids["farm"] = put(t, d, provision.Intervention{Name: "Farm mornings", Area: "semh", Wave: 3, Setting: provision.AlternativeProvision, Provider: "Hill Farm", Minutes: 180, SessionsAWeek: decimal.NewFromInt(1),
		Price: money.Pounds(60), Per: provision.PerSession, EachPays: true, ReviewDue: day.Of(2026, 12, 4), Slots: slots(540, time.Thursday)}, ids["Owen"])
	return d, ids
}

func (p *page) rows() []desk.MapRow {
	p.t.Helper()
	rows, err := p.desk.ProvisionMap(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

func (p *page) row(name string) desk.MapRow {
	p.t.Helper()
	for _, r := range p.rows() {
		if r.Name == name {
			return r
		}
	}
	p.t.Fatalf("there is no row %q:\n%s", name, p.Text())
	return desk.MapRow{}
}

func (p *page) unseen(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if p.Sees(w) {
			p.t.Errorf("the window shows %q:\n%s", w, p.Text())
		}
	}
}

func TestGroupFromTheLibraryWithSixPupilsByKeysAlone(t *testing.T) {
	d, _ := school(t)
	p := open(t, d)
	p.MustSee("What the school puts on will stand here")
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

func TestCostFollowsWhatIsTypedAndRefusalsStandBesideTheirFields(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Enter")
	p.MustSee("Change the intervention", "planned this school year", "45 minutes × 2 a week", "Each of 4 pupils bears")
	focusField(t, p, "45")
	p.Press("Ctrl+A")
	p.Type("60")
	p.MustSee("60 minutes × 2 a week")
	p.Press("Ctrl+A")
	p.Type("9000")
	p.MustSee("Not costed yet", "Minutes must be from 0 to 480")
	p.Press("Ctrl+Enter")
	if p.row("Lego group").Minutes != 45 {
		t.Error("what was refused was kept")
	}
	p.MustSee("! Minutes must be from 0 to 480")
	p.Press("Esc")
	p.MustSee("What you typed is kept.")
	p.Press("Enter")
	if !contains(p.Fields(), "9000") {
		t.Errorf("the draft is gone: %q", p.Fields())
	}
	focusField(t, p, "9000")
	p.Press("Ctrl+A")
	p.Type("50")
	p.Press("Ctrl+Enter")
	if p.row("Lego group").Minutes != 50 {
		t.Errorf("%+v", p.row("Lego group").Intervention)
	}
}

func contains(fields []string, words string) bool {
	for _, f := range fields {
		if f == words {
			return true
		}
	}
	return false
}

// focusField tabs to the field in which some words stand.
func focusField(t *testing.T, p *page, words string) {
	t.Helper()
	for range 80 {
		if f, ok := p.Canvas().Focused().(*parts.Field); ok && f.Text == words {
			return
		}
		p.Press("Tab")
	}
	t.Fatalf("no field holds %q:\n%q", words, p.Fields())
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
	p.Screen().Focus()
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
