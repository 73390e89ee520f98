package provisionmap_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

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

func TestPlaceOfOnePupilIsChangedWithItsCostInWords(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Tap("Okafor, Kai")
	p.Tap("Change the place")
	p.MustSee("Okafor, Kai in Lego group", "£232.20 for this pupil this school year")
	p.Press("Tab", "Tab", "Tab") // to the sessions
	p.Type("1")
	p.unseen("£232.20 for this pupil")
	p.Press("Tab", "Tab")
	p.Type("Wait for a turn")
	p.Press("Tab", "Tab")
	p.Type("many")
	p.Press("Ctrl+Enter")
	p.MustSee("The measure at the start must be a number")
	p.Press("Ctrl+A")
	p.Type("4")
	p.Press("Ctrl+Enter")
	p.MustSee("The place is kept.", "Wait for a turn", "1 a week")
	for _, place := range p.row("Lego group").Placed {
		if place.Name == "Okafor, Kai" && (place.SessionsAWeek.String() != "1" || place.Goal != "Wait for a turn" || place.Baseline != "4") {
			t.Errorf("%+v", place.Placement)
		}
	}
}

func TestPupilsWhoWaitCostNothingAndCanBePlaced(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	before := p.row("Lego group").Cost.Whole.Planned
	p.Type("p")
	p.Type("ada")
	p.Press("Enter", "Tab", "Tab", "Tab", "Space") // past the chip and the date
	p.MustSee("Each of 4 pupils bears")
	p.Press("Ctrl+Enter")
	p.MustSee("1 pupil on the waiting list.", "4 (+1)", "waiting")
	r := p.row("Lego group")
	if len(r.Placed) != 5 || r.Cost.Whole.Planned.Cmp(before) != 0 {
		t.Fatalf("%d places for %s", len(r.Placed), r.Cost.Whole.Planned)
	}
	p.Tap("Adams, Sam")
	p.Tap("Place now")
	for _, place := range p.row("Lego group").Placed {
		if place.Waiting {
			t.Errorf("%s still waits", place.Name)
		}
	}
	p.MustSee("The pupil is in it from today.")
}

func TestTimesAndWhatIsBoughtAreKeptAndCosted(t *testing.T) {
	d, _ := mapped(t)
	p := open(t, d)
	p.Press("Insert", "Tab")
	p.Type("Drums")
	p.Press("Tab", "Tab", "Tab") // area, who, kind
	p.Type("teach")
	p.Press("Enter", "Tab", "Space", "Tab") // Monday, and its time
	p.Type("9:15")
	p.Press("Tab", "Tab", "Tab", "Space") // Wednesday takes the same time
	tabTo(t, p, "Minutes", func() { p.Type("30") })
	p.MustSee("30 minutes × 2 a week") // as many as days are ticked
	tabTo(t, p, "What, such as", func() { p.Type("Two drums") })
	p.Press("Tab")
	p.Type("90")
	p.Press("Tab")
	p.Type("3")
	p.MustSee("+ £90.00 over 3 years")
	p.Press("Esc")
	p.Press("Insert")
	p.MustSee("What you had typed before is here again.")
	p.Press("Ctrl+Enter")
	r := p.row("Drums")
	if desk.SlotWords(r.Slots) != "Mon Wed 09:15" || r.SessionsAWeek.String() != "2" || len(r.Bought) != 1 || r.Bought[0].Years != 3 || r.Bought[0].Amount.Words() != "£90.00" {
		t.Errorf("%+v", r.Intervention)
	}
}

// tabTo tabs on to a field by its hint, or by the place of the minutes, and types there.
func tabTo(t *testing.T, p *page, hint string, do func()) {
	t.Helper()
	ticks := 0
	for range 80 {
		switch f := p.Canvas().Focused().(type) {
		case *parts.Check:
			ticks++
		case *parts.Field:
			if strings.HasPrefix(f.PlaceHolder, hint) || hint == "Minutes" && ticks > 0 && f.PlaceHolder == "" {
				do()
				return
			}
		}
		p.Press("Tab")
	}
	t.Fatalf("no field %q", hint)
}
