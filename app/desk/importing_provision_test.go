package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/provision"
)

func readMap(t rapid.TB, d *desk.Desk, content string, o desk.ProvisionImportOptions) desk.ProvisionImport {
	t.Helper()
	i, err := d.ReadProvisionImport(ctx, "map.csv", []byte(content), o)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// counted is how much of each kind the school has.
func counted(t rapid.TB, d *desk.Desk) string {
	t.Helper()
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	staff, err := d.Staff(ctx)
	if err != nil {
		t.Fatal(err)
	}
	places, cost := 0, money.Amount{}
	for _, r := range rows {
		places += len(r.Placed)
		cost = cost.Add(r.Cost.Whole.Planned)
	}
	return fmt.Sprintf("%d interventions, %d places, %d staff, %s", len(rows), places, len(staff), cost)
}

func threePupils(t testing.TB, d *desk.Desk) (ana, jan, zoe string) {
	t.Helper()
	for _, p := range []struct {
		id            *string
		first, family string
	}{{&ana, "Ana", "Kowalska"}, {&jan, "Jan", "Nowak"}, {&zoe, "Zoë", "O’Brien"}} {
		*p.id = addPupilCalled(t, d, p.first, p.family)
	}
	return ana, jan, zoe
}

func addPupilCalled(t testing.TB, d *desk.Desk, first, family string) string {
	t.Helper()
	p := desk.NewPupil{Status: "K"}
	p.Pupil.Forename, p.Pupil.Surname, p.Pupil.Entered = first, family, d.Today().AddYears(-2)
	id, err := d.AddPupil(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const smallMap = "Pupil,Intervention,Staff,Time,Ratio,Hourly rate,Cost per pupil\n" +
	"\"Kowalska, Ana\",Phonics,TA (Mrs Brown),4 x 20 mins for 12 weeks,1:2,£17.20,£275.20\n" +
	"Jan Nowak,Phonics,TA (Mrs Brown),4 x 20 mins for 12 weeks,1:2,£17.20,£137.60\n" +
	"Zoe OBrien,Paired reading,TA (Mrs Brown),3 x 10 mins for 38 weeks,1:1,£17.20,£335.40\n" +
	"Somebody Else,Paired reading,TA,3 x 10 mins,1:1,,\n"

func TestAProvisionMapComesInAsOneStepAndTwiceChangesNothing(t *testing.T) {
	d := open(t)
	threePupils(t, d)
	before := counted(t, d)
	i := readMap(t, d, smallMap, desk.ProvisionImportOptions{})
	if len(i.Plan.Added) != 2 || len(i.Plan.Rejected) != 1 || counted(t, d) != before {
		t.Fatalf("%+v", i.Plan)
	}
	if err := d.ApplyProvisionImport(ctx, i); err != nil {
		t.Fatal(err)
	}
	after := counted(t, d)
	if !strings.HasPrefix(after, "2 interventions, 3 places, 1 staff") {
		t.Errorf("has %s", after)
	}
	rows, _ := d.ProvisionMap(ctx)
	if rows[0].StaffName != "Mrs Brown" || rows[0].Library == "" || rows[0].Area == "" {
		t.Errorf("%+v", rows[0].Intervention)
	}
	again := readMap(t, d, smallMap, desk.ProvisionImportOptions{})
	if len(again.Plan.Added)+len(again.Plan.Changed) != 0 || len(again.Plan.Unchanged) != 2 {
		t.Errorf("again: %+v", again.Plan)
	}
	if err := d.ApplyProvisionImport(ctx, again); err != nil || counted(t, d) != after {
		t.Errorf("%v: %s", err, counted(t, d))
	}
	if _, err := d.Undo(ctx); err != nil || counted(t, d) != before {
		t.Errorf("undo: %v, %s", err, counted(t, d))
	}
	if _, err := d.Redo(ctx); err != nil || counted(t, d) != after {
		t.Errorf("redo: %v, %s", err, counted(t, d))
	}
}

func TestCostsOfAMapAreComparedRowByRow(t *testing.T) {
	d := open(t)
	threePupils(t, d)
	i := readMap(t, d, smallMap, desk.ProvisionImportOptions{})
	if len(i.Costs) != 3 {
		t.Fatalf("%+v", i.Costs)
	}
	for n, want := range []struct{ ours, why string }{
		{"137.60", "not shared out over the group of 2"}, {"137.60", "The same."}, {"326.80", "Theirs counts 39 weeks; ours counts 38"},
	} {
		c := i.Costs[n]
		if c.Ours.String() != want.ours || !strings.Contains(c.Why, want.why) || c.Sum == "" || c.Difference().Add(c.Theirs).Cmp(c.Ours) != 0 {
			t.Errorf("row %d: ours %s, %s (%s)", c.Row, c.Ours, c.Why, c.Sum)
		}
	}
	theirs, ours := desk.ProvisionCostTotals(i.Costs)
	if theirs.String() != "748.20" || ours.String() != "602.00" {
		t.Errorf("theirs %s, ours %s", theirs, ours)
	}
	for names, sees := range map[desk.Names]bool{desk.NamesFull: true, desk.NamesInitials: false} {
		body, err := d.ProvisionCostsCSV(i.Costs, names)
		if err != nil || strings.Contains(string(body), "Kowalska") != sees || !strings.Contains(string(body), "All,,,748.20,602.00,-146.20,") {
			t.Errorf("%v: %s", err, body)
		}
		page, _, err := desk.Draw(d.ProvisionCostsPaper("map.csv", i.Costs, names), desk.FormatHTML)
		if err != nil || strings.Contains(string(page), "Kowalska") != sees {
			t.Errorf("%v: %d bytes", err, len(page))
		}
	}
}

func TestARefusedMapLeavesEverythingAsItWas(t *testing.T) {
	d := open(t)
	threePupils(t, d)
	before := counted(t, d)
	for _, content := range []string{"", "one\ntwo\n", "Pupil,Class\nAna Kowalska,4B\n", "<a/>"} {
		_, err := d.ReadProvisionImport(ctx, "map.csv", []byte(content), desk.ProvisionImportOptions{})
		refusedOn(t, err, "file")
	}
	i := readMap(t, d, smallMap, desk.ProvisionImportOptions{})
	if err := d.ApplyProvisionImport(ctx, i); err != nil {
		t.Fatal(err)
	}
	changed := readMap(t, d, strings.ReplaceAll(smallMap, "20 mins", "30 mins"), desk.ProvisionImportOptions{})
	if len(changed.Plan.Changed) != 1 {
		t.Fatalf("%+v", changed.Plan)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.ApplyProvisionImport(ctx, changed), "file")
	if counted(t, d) != before {
		t.Errorf("has %s", counted(t, d))
	}
}

func TestColumnsThatWereChosenAreRememberedForTheNextMap(t *testing.T) {
	d := open(t)
	threePupils(t, d)
	content := "Wer,Was,Wie oft\nAna Kowalska,Phonics,3 x 20 mins\n"
	chosen := desk.ImportOptions{HeaderRow: 1, Map: map[string]string{intake.FieldName: "Wer", intake.FieldProvision: "Was", intake.FieldTime: "Wie oft"}}
	if err := d.ApplyProvisionImport(ctx, readMap(t, d, content, desk.ProvisionImportOptions{ImportOptions: chosen})); err != nil {
		t.Fatal(err)
	}
	if i := readMap(t, d, content, desk.ProvisionImportOptions{}); len(i.Plan.Unchanged) != 1 {
		t.Errorf("%+v", i.Plan)
	}
}

func TestTheUsualTimeIsTakenOnlyWhenItIsWanted(t *testing.T) {
	d := open(t)
	threePupils(t, d)
	content := "Name,Precision teaching,Nurture group\nAna Kowalska,✓,\nJan Nowak,,✓\n"
	if i := readMap(t, d, content, desk.ProvisionImportOptions{}); len(i.Plan.Added) != 2 || i.Plan.Added[0].What.Minutes != 0 || len(i.Plan.Warnings) != 2 {
		t.Errorf("%+v", i.Plan)
	}
	i := readMap(t, d, content, desk.ProvisionImportOptions{Usual: true})
	e, _ := d.Library().Find("precision_teaching")
	if w := i.Plan.Added[0].What; w.Minutes != e.Minutes || !w.SessionsAWeek.Equal(e.SessionsAWeek) || w.StaffKind != e.StaffKind {
		t.Errorf("%+v", w)
	}
}

// TestAnyMapBroughtInTwiceChangesNothing makes maps out of the words that schools use,
// right and wrong ones.
func TestAnyMapBroughtInTwiceChangesNothing(t *testing.T) {
	pick := func(t *rapid.T, what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, what) }
	d := open(t)
	threePupils(t, d)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("Pupils;Intervention;Staff;Time;Ratio;Start;Outcome;Cost\n")
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			fmt.Fprintf(&b, "%s;%s;%s;%s;%s;%s;%s;%s\n",
				pick(t, "who", "Ana Kowalska", "Jan Nowak", "Zoë O’Brien", "Ana K", "Ana Kowalska, Jan Nowak", "Jan Nowak, Zoë O’Brien and Ana Kowalska", "Nobody", ""),
				pick(t, "what", "Phonics", "phonics", "Nurture", "Reading dogs", "Wave 2", ""), pick(t, "staff", "", "TA", "Mrs Brown (TA)", "HLTA", "Mrs Brown", "TA / teacher"),
				pick(t, "time", "", "3 x 20 mins", "20 mins daily", "twice a week", "lots"), pick(t, "ratio", "", "1:1", "1:2", "4", "small group", "many"),
				pick(t, "start", "", "07/09/2026", "Autumn 2", "soon"), pick(t, "outcome", "", "Reads", "Writes"), pick(t, "cost", "", "£100", "£5/hr", "dear"))
		}
		before := counted(t, d)
		i, err := d.ReadProvisionImport(ctx, "map.csv", []byte(b.String()), desk.ProvisionImportOptions{})
		if err != nil {
			return // every row was empty
		}
		if err := d.ApplyProvisionImport(ctx, i); err != nil {
			t.Fatal(err)
		}
		again := readMap(t, d, b.String(), desk.ProvisionImportOptions{})
		if n := len(again.Plan.Added) + len(again.Plan.Changed); n != 0 {
			t.Fatalf("%d more the second time for\n%s%+v\n%+v", n, b.String(), again.Plan.Added, again.Plan.Changed)
		}
		rows, _ := d.ProvisionMap(ctx)
		for _, r := range rows {
			for _, f := range provision.CheckIntervention(r.Intervention) {
				if strings.HasPrefix(f.Code, "intervention.size") {
					t.Fatalf("%s: %s", r.Name, provision.Words(f))
				}
			}
		}
		if len(i.Plan.Added)+len(i.Plan.Changed) > 0 {
			if _, err := d.Undo(ctx); err != nil || counted(t, d) != before {
				t.Fatalf("undo: %v, %s, was %s", err, counted(t, d), before)
			}
		}
	})
}
