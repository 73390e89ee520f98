package staffweek_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/staffweek"
)

type page struct {
	*shelltest.Window
	t    *testing.T
	desk *desk.Desk
}

func open(t *testing.T, d *desk.Desk) *page {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "staffweek", Name: "Staff by hours", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return staffweek.New(staffweek.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("staffweek"))
	return &page{w, t, d}
}

func at(t *testing.T, text string) provision.TimeOfDay {
	t.Helper()
	when, err := provision.ParseTimeOfDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func (p *page) save(i provision.Intervention) string {
	p.t.Helper()
	id, err := p.desk.SaveIntervention(p.t.Context(), i)
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

// staffed is a school with two members of staff, sessions, a clash and something that
// has no time.
func staffed(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	hours := func(text ...string) (out []provision.Hours) {
		for i, words := range text {
			day, err := provision.ParseHours(time.Monday+time.Weekday(i), words)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, day...)
		}
		return out
	}
	var ids []string
	for _, s := range []provision.Staff{
		{Name: "Mrs Obi", Kind: "teaching_assistant", Hours: hours("9-12, 1-3", "9-12", "9-12, 1-3", "9-12", "9-12")},
		{Name: "Mr Reed", Kind: "higher_level_teaching_assistant", Hours: hours("", "1-3:15", "", "1-3:15", "")},
	} {
		id, err := d.SaveStaff(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for _, i := range []provision.Intervention{
		{Name: "Lego-based therapy", Staff: ids[0], Minutes: 45, SessionsAWeek: decimal.NewFromInt(2), Slots: []provision.Slot{{Day: time.Monday, At: at(t, "09:30")}, {Day: time.Thursday, At: at(t, "11:30")}}},
		{Name: "Phonics catch-up", Staff: ids[0], Minutes: 20, SessionsAWeek: decimal.NewFromInt(3),
			Slots: []provision.Slot{{Day: time.Monday, At: at(t, "13:00")}, {Day: time.Tuesday, At: at(t, "10:00")}, {Day: time.Wednesday, At: at(t, "10:00")}}},
		{Name: "Precision teaching", Staff: ids[1], Minutes: 15, SessionsAWeek: decimal.NewFromInt(2), Slots: []provision.Slot{{Day: time.Tuesday, At: at(t, "13:00")}}},
		{Name: "Reading at home club", Minutes: 30, SessionsAWeek: decimal.NewFromInt(1)},
	} {
		for _, e := range d.Library().Entries {
			if e.Name == i.Name {
				i.Library = e.ID
			}
		}
		i.StaffKind, i.Wave, i.Starts = "teaching_assistant", provision.WaveTargeted, day.Of(2026, 9, 7)
		if _, err := d.SaveIntervention(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestWeekShowsSessionsGapsAndTotals(t *testing.T) {
	p := open(t, staffed(t))
	p.MustSee("Mrs Obi", "09:30 Lego-based", "free 10:15–12:00", "2 h 15 of 19 h", "All staff",
		"11:30 outside: Leg", "Not placed yet (2)", "1 h 5 of 5 h", "2 members of staff")
	p.Type("b")
	p.MustSee("Reading at home club", "nobody gives it yet · 1 of 1 a week without a time · 30 min", "1 of 2 a week without a time")
	p.Press("Esc")
	p.Type("]")
	p.MustSee("Week of 30 Nov 2026")
	p.Type("[[[[[")
	p.MustSee("Week of 26 Oct 2026", "Half term", "0 min of 0 min")
	p.Type("t")
	p.MustSee("Week of 23 Nov 2026")
}

func TestStaffAreAddedAndChanged(t *testing.T) {
	p := open(t, schooltest.Empty(t))
	p.MustSee("Nobody is entered yet.")
	p.Press("Ctrl+N")
	p.Type("Miss Lane")
	p.Press("Tab")
	p.Type("tea")
	p.Press("Enter", "Tab")
	p.Type("mornings")
	p.Press("Ctrl+Enter")
	p.MustSee("Monday: “mornings” is not a time from and until, such as 9:00–12:00.")
	p.Press("Ctrl+A")
	p.Type("9-11:30")
	p.Press("Ctrl+Enter")
	p.MustSee("Miss Lane", "free 09:00–11:30", "0 min of 2 h 30", "Undo: Add Miss Lane")
	p.Press("Ctrl+Z")
	p.MustSee("Nobody is entered yet.")
	p.Press("Ctrl+Y")
	p.FocusGrid()
	p.Type("e")
	p.MustSee("09:00–11:30")
	p.Tap("Remove, entered by mistake")
	p.MustSee("Nobody is entered yet.")
}

func TestSessionIsGivenSomebodyAndATimeInPlace(t *testing.T) {
	p := open(t, staffed(t))
	p.FocusGrid()
	p.Type("b")
	p.Type("obi") // the second member of staff for Precision teaching's missing time
	p.Press("Enter", "Tab")
	p.Type("wed")
	p.Press("Enter", "Tab")
	p.Type("10:10")
	p.Press("Enter")
	p.MustSee("Mrs Obi would be in two places on Wednesday from 10:10 to 10:20: Precision teaching and Phonics catch-up.")
	p.Press("Ctrl+A")
	p.Type("late")
	p.Press("Enter")
	p.MustSee("“late” is not a time.")
	p.Press("Ctrl+A")
	p.Type("1:00")
	p.Press("Enter")
	p.MustSee("Wednesday at 13:00", "Undo: Mrs Obi gives Precision teaching", "Not placed yet (1)")
	p.Press("Ctrl+Z")
	p.MustSee("1 of 2 a week without a time")
}

func TestClashIsMarkedAndSaidInWords(t *testing.T) {
	d := staffed(t)
	staff, err := d.Staff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, d)
	id := p.save(provision.Intervention{Name: "Check-in", Staff: staff[0].ID, StaffKind: "higher_level_teaching_assistant", Wave: 2, Minutes: 30, SessionsAWeek: decimal.NewFromInt(1), Starts: day.Of(2026, 9, 7),
		Slots: []provision.Slot{{Day: time.Tuesday, At: at(t, "13:10")}}})
	p.Refresh()
	p.FocusGrid()
	p.MustSee("13:10 clash: Check", "13:00 clash: Pre", "1 clash")
	p.Press("Down", "Right", "Right")
	p.MustSee("Mr Reed would be in two places on Tuesday from 13:10 to 13:15: Precision teaching and Check-in.")
	p.Press("Enter")
	if here := p.Here(); here.Screen != "ticksheet" || !strings.HasSuffix(here.Arg, "/2026-11-23") || strings.HasPrefix(here.Arg, id) {
		t.Errorf("Enter leads to %v", here)
	}
}

func TestHiddenNamesAreNowhereInTheWeek(t *testing.T) {
	p := open(t, staffed(t))
	p.Press("F8")
	text := strings.ReplaceAll(p.Text(), "Undo: Add Reading at home club", "") // the shell's own words
	for _, name := range []string{"Obi", "Reed", "Reading at home"} {
		if strings.Contains(text, name) {
			t.Errorf("%q shows:\n%s", name, text)
		}
	}
	p.MustSee("Staff 1", "13:00 Precision te")
	p.FocusGrid()
	p.Type("e")
	p.MustSee("Names are hidden. F8 shows them")
}

func TestStaffWeekPictures(t *testing.T) {
	p := open(t, staffed(t))
	p.Pictures("staffweek")
	p.Type("b")
	p.Pictures("staffweek-below")
	p.Refresh()
	p = open(t, staffed(t))
	p.Type("e")
	p.Pictures("staffweek-form")
	p.Press("Esc")
	p.FocusGrid()
	p.Press("Ctrl+P")
	p.Pictures("staffweek-print")
	p.Press("Esc")
	p.Press("F8")
	p.Pictures("staffweek-hidden")
	open(t, schooltest.Empty(t)).Pictures("staffweek-empty")
}
