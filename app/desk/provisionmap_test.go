package desk_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

// lego is a group that runs all year.
func lego(name string) provision.Intervention {
	return provision.Intervention{Name: name, Area: "communication_interaction", Wave: provision.WaveTargeted, StaffKind: "teaching_assistant",
		Minutes: 45, SessionsAWeek: decimal.NewFromInt(3), Weeks: 38, Starts: day.Of(2026, 9, 7), Ends: day.Of(2027, 7, 16)}
}

// put saves an intervention with pupils in it.
func put(t testing.TB, d *desk.Desk, i provision.Intervention, pupils ...string) string {
	t.Helper()
	id, err := d.SaveIntervention(ctx, i)
	if err != nil {
		t.Fatal(err)
	}
	if len(pupils) > 0 {
		if err := d.Place(ctx, id, pupils, i.Starts); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// sinceSeptember gives a desk n pupils who were on roll before the school year began.
func sinceSeptember(t testing.TB, d *desk.Desk, n int) []string {
	t.Helper()
	fillRegister(t, d, n)
	pupils := ids(t, d, "")
	if _, err := d.SetMany(ctx, pupils, []desk.Assignment{{Field: "entered", Value: "2025-09-01"}}, false); err != nil {
		t.Fatal(err)
	}
	return pupils
}

// mapRow reads one row of the map.
func mapRow(t testing.TB, d *desk.Desk, id string) desk.MapRow {
	t.Helper()
	r, err := d.Intervention(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestProvisionMapSaysWhoIsInItAndWhoBearsWhat(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 6)
	id := put(t, d, lego("Lego therapy"), pupils[:4]...)
	rows, err := d.ProvisionMap(ctx)
	if err != nil || len(rows) != 1 {
		t.Fatal(len(rows), err)
	}
	r := rows[0]
	if r.ID != id || r.AreaName != "Communication and interaction" || r.WaveName != "Targeted" || r.KindName != "Teaching assistant" || len(r.Placed) != 4 {
		t.Errorf("%+v", r)
	}
	var names []string
	for _, pupil := range pupils[:4] { // in the order of the register
		e, err := d.Entry(pupil)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, e.ListName())
	}
	for i, p := range r.Placed {
		if p.Share.Pupil != p.Pupil || p.Share.Planned.IsZero() || p.Name != names[i] {
			t.Errorf("%+v", p)
		}
	}
}
