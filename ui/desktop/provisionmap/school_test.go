package provisionmap_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
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
