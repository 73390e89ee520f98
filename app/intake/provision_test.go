package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/assets"
)

// roll is a small invented register.
func roll() []Known {
	out := []Known{}
	for i, p := range []register.Pupil{
		{Surname: "Kowalska", Forename: "Ana", Class: "4B"}, {Surname: "Nowak", Forename: "Jan", Class: "4B"}, {Surname: "O’Brien", Forename: "Zoë", Class: "5A"},
		{Surname: "Price", Forename: "Siân", Class: "5A"}, {Surname: "Smith", Forename: "Max", Class: "4B"}, {Surname: "Smith", Forename: "Max", Class: "6C"},
		{Surname: "Left", Forename: "Long", Left: day.Of(2025, 7, 20)},
	} {
		p.ID, p.UPN, p.Entered, p.Born = fmt.Sprint("p", i+1), register.MakeUPN(886, 9999, 5, i+1), day.Of(2023, 9, 4), day.Of(2016, 9, i+1)
		out = append(out, Known{Pupil: p, Status: "K"})
	}
	return out
}

func provisionOptions(t testing.TB) ProvisionOptions {
	t.Helper()
	library, problems := provision.LoadLibrary(assets.Pack("library.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	calendar, wrong := school.LoadCalendar(assets.Pack("calendar.json"))
	card, bad := provision.LoadRateCard(assets.Pack("rate-card.json"))
	if wrong != nil || bad != nil {
		t.Fatal(wrong, bad)
	}
	year, _ := calendar.Year(2026)
	return ProvisionOptions{Options: options(), Year: year, Library: library, Kinds: card.StaffKinds,
		Staff: []provision.Staff{{ID: "s1", Name: "Mrs Brown", Kind: "teaching_assistant"}}}
}

func readProvision(t testing.TB, content string, change func(*ProvisionOptions)) ProvisionSheet {
	t.Helper()
	opts := provisionOptions(t)
	if change != nil {
		change(&opts)
	}
	s, err := ReadProvision("map.csv", []byte(content), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func provisionSample(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "provision", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// groupsOf writes what a plan adds, one intervention a line.
func groupsOf(list []ProvisionGroup) string {
	var b strings.Builder
	for _, g := range list {
		var who []string
		for _, p := range g.Placed {
			who = append(who, p.Pupil)
		}
		w := g.What
		fmt.Fprintf(&b, "%s|%s|%s|%s|w%d|%dmin x%s/%dwk|%s..%s|of %d|%s\n", w.Name, w.Library, w.StaffKind+w.Staff+g.Staff, w.Area, w.Wave, w.Minutes, w.SessionsAWeek, w.Weeks, w.Starts, w.Ends, w.Size, strings.Join(who, "+"))
	}
	return b.String()
}

func TestEachShapeOfProvisionMapIsRead(t *testing.T) {
	for _, c := range []struct {
		file, shape, groups string
		rejected            []string
	}{
		{"rows.csv", ShapeRows,
			"Phonics|phonics_catch_up|teaching_assistants1|cognition_learning|w2|20min x4/12wk|2026-09-07..|of 4|p1+p2+p3\n" +
				"Precision teaching|precision_teaching|higher_level_teaching_assistant|cognition_learning|w3|10min x5/38wk|..|of 0|p4\n",
			[]string{"Row 9, weeks “All year?”", "Row 11, name “Nobody Here”: No pupil on roll"}},
		{"groups.csv", ShapeRows,
			"Lego Therapy|building_together|teaching_assistantMiss Lee|semh|w2|40min x1/0wk|..|of 0|p1+p2+p3\n" +
				"Maths booster|maths_catch_up|higher_level_teaching_assistant|cognition_learning|w2|30min x2/12wk|2026-09-01..2026-12-18|of 0|p1+p2+p4\n",
			[]string{"Row 4, time “lots”", "Row 5, name “Max Smith”: More than one pupil"}},
		{"matrix.csv", ShapeMatrix,
			"Visual timetable|visual_timetable|teacher|communication_interaction|w1|5min x5/0wk|..|of 0|p1+p2+p3\n" +
				"1:1 reading|paired_reading|teaching_assistant|cognition_learning|w2|15min x3/0wk|..|of 0|p1\n" +
				"Phonics catch-up group|phonics_catch_up|teaching_assistant|cognition_learning|w2|20min x4/0wk|..|of 0|p2+p3\n" +
				"Sensory circuit|movement_circuit|teaching_assistant|sensory_physical|w2|15min x5/0wk|..|of 0|p2\n" +
				"1:1 reading|paired_reading|teaching_assistant|cognition_learning|w2|10min x3/0wk|..|of 0|p3\n",
			[]string{"Row 8, cell:Sensory circuit “maybe”: This is neither a tick"}},
	} {
		s := readProvision(t, provisionSample(t, c.file), nil)
		p := MatchProvision(roll(), nil, s)
		if s.Shape != c.shape || len(p.Changed)+len(p.Unchanged) > 0 {
			t.Errorf("%s is %s and changes %d", c.file, s.Shape, len(p.Changed))
		}
		if got := groupsOf(p.Added); got != c.groups {
			t.Errorf("%s: adds\n%swant\n%s", c.file, got, c.groups)
		}
		fits := len(p.Rejected) == len(c.rejected)
		for i := 0; fits && i < len(c.rejected); i++ {
			fits = strings.HasPrefix(p.Rejected[i].Error(), c.rejected[i])
		}
		if !fits {
			t.Errorf("%s: rejects\n%swant\n%s", c.file, reasons(p.Rejected), strings.Join(c.rejected, "\n"))
		}
	}
}

func TestARowIsPutRightByTextAndByChoosingThePupil(t *testing.T) {
	content := provisionSample(t, "groups.csv")
	p := MatchProvision(roll(), nil, readProvision(t, content, nil))
	if len(p.Unknown) != 1 || p.Unknown[0].Written != "Max Smith" {
		t.Fatalf("unknown %+v", p.Unknown)
	}
	p = MatchProvision(roll(), nil, readProvision(t, content, func(o *ProvisionOptions) {
		o.Pupils = map[string]string{p.Unknown[0].Key: "p6"}
		o.Repairs = Repairs{4: {FieldTime: "2 hours a day"}}
	}))
	if len(p.Rejected) > 0 || len(p.Added) != 4 || p.Added[3].Placed[0].Pupil != "p6" || p.Added[2].What.Minutes != 120 {
		t.Errorf("%s%s", reasons(p.Rejected), groupsOf(p.Added))
	}
}

func TestAPupilWhomAPersonLeavesOutHoldsNoRowBack(t *testing.T) {
	content := "Provision,Pupils,Time\nNurture,\"Ana Kowalska; Somebody Else\",1 x 60 mins\n"
	p := MatchProvision(roll(), nil, readProvision(t, content, nil))
	if len(p.Added) != 0 || len(p.Unknown) != 1 {
		t.Fatalf("%s%+v", groupsOf(p.Added), p.Unknown)
	}
	p = MatchProvision(roll(), nil, readProvision(t, content, func(o *ProvisionOptions) { o.Pupils = map[string]string{p.Unknown[0].Key: LeftOut} }))
	if len(p.Added) != 1 || len(p.Added[0].Placed) != 1 || len(p.Rejected) > 0 {
		t.Errorf("%s%s", groupsOf(p.Added), reasons(p.Rejected))
	}
}

func TestPupilsAreTheSameOnlyWhereItIsSure(t *testing.T) {
	for cells, want := range map[string]string{
		`,"Kowalska, Ana",`: "p1", `,Ana Kowalska,`: "p1", `,ANA KOWALSKA,`: "p1", `,Ana K,`: "p1", `,Ana,`: "only a part of a name", `,Zoe OBrien,`: "p3",
		`,Max Smith,`: "More than one", `,Max Smith,6C`: "p6", `,Max Smith (4B),`: "p5", `,Max Smith,Year 13`: "No pupil on roll", `,Long Left,`: "No pupil on roll",
		register.MakeUPN(886, 9999, 5, 2) + `,wrong name,`: "p2", register.MakeUPN(886, 9999, 5, 99) + `,Ana Kowalska,`: "has this UPN", `,,`: "does not say which pupil",
	} {
		p := MatchProvision(roll(), nil, readProvision(t, "UPN,Pupil,Class,Intervention,Time\n"+cells+",Phonics,3 x 20 mins\n", nil))
		got := groupsOf(p.Added) + reasons(p.Rejected)
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", cells, got, want)
		}
	}
}

func TestHeadingsInsideAMapHoldUntilTheNextOne(t *testing.T) {
	p := MatchProvision(roll(), nil, readProvision(t, "Pupil,Provision,Time\nWave 3,,\nSEMH,,\nAna Kowalska,Drumming,1 x 20 mins\nOur own groups,,\nJan Nowak,Total communication,1 x 20 mins\nTotal cost,,\n", nil))
	if len(p.Added) != 2 || p.Added[0].What.Wave != 3 || p.Added[0].What.Area != "semh" || p.Added[1].What.Wave != 0 || p.Added[1].What.Area != "" {
		t.Errorf("%s%s", groupsOf(p.Added), reasons(p.Rejected))
	}
	if got := reasons(p.Warnings); !strings.Contains(got, "Our own groups") || !strings.Contains(got, "row of totals") || len(p.Rejected) > 0 {
		t.Errorf("warnings %s", got)
	}
}

// as carries a plan out on what the school has.
func as(plan ProvisionPlan, running []Running) []Running {
	out := slices.Clone(running)
	for n, g := range slices.Concat(plan.Added, plan.Changed) {
		w := g.What
		if g.Before == nil {
			w.ID = fmt.Sprint("i", len(out), n)
		}
		if g.Staff != "" {
			w.Staff = "staff " + register.FoldName(g.Staff)
		}
		placed := slices.Clone(g.Placed)
		for i := range placed {
			placed[i].ID, placed[i].Intervention = fmt.Sprint(w.ID, "-", i), w.ID
		}
		at := slices.IndexFunc(out, func(r Running) bool { return r.ID == w.ID })
		if at < 0 {
			out = append(out, Running{w, placed})
		} else {
			out[at] = Running{w, placed}
		}
	}
	return out
}

// known returns options with the staff that a plan has added.
func withStaff(o *ProvisionOptions, plan ProvisionPlan) {
	for _, g := range slices.Concat(plan.Added, plan.Changed) {
		if g.Staff != "" {
			o.Staff = append(o.Staff, provision.Staff{ID: "staff " + register.FoldName(g.Staff), Name: g.Staff, Kind: g.What.StaffKind})
		}
	}
}

func TestEachSampleBroughtInTwiceChangesNothing(t *testing.T) {
	for _, name := range []string{"rows.csv", "groups.csv", "matrix.csv"} {
		content := provisionSample(t, name)
		first := MatchProvision(roll(), nil, readProvision(t, content, nil))
		has := as(first, nil)
		again := MatchProvision(roll(), has, readProvision(t, content, func(o *ProvisionOptions) { withStaff(o, first) }))
		if len(again.Added)+len(again.Changed) > 0 || len(again.Unchanged) != len(first.Added) {
			t.Errorf("%s again adds\n%schanges\n%s", name, groupsOf(again.Added), groupsOf(again.Changed))
		}
	}
}

func TestWhatTheMapDoesNotSayStays(t *testing.T) {
	has := []Running{{provision.Intervention{ID: "x", Name: "Phonics", Minutes: 20, Weeks: 12, StaffKind: "teaching_assistant", Notes: "ours", Size: 6}, []provision.Placement{{ID: "a", Pupil: "p1", Goal: "ours"}, {ID: "b", Pupil: "p5"}}}}
	p := MatchProvision(roll(), has, readProvision(t, "Pupil,Provision,Minutes,Sessions per week\nAna Kowalska,phonics,30,3\nJan Nowak,Phonics,30,3\n", nil))
	if len(p.Changed) != 1 || len(p.Added) != 0 {
		t.Fatalf("%s%s", groupsOf(p.Added), reasons(p.Rejected))
	}
	g := p.Changed[0]
	if w := g.What; w.ID != "x" || w.Weeks != 12 || w.Notes != "ours" || w.Minutes != 30 || w.Size != 6 || len(g.Placed) != 3 || g.Placed[0].Goal != "ours" || len(g.Places) != 1 {
		t.Errorf("%+v %+v", g.What, g.Placed)
	}
	if len(g.Fields) != 4 { // minutes, sessions, and the area and wave of the library
		t.Errorf("%+v", g.Fields)
	}
}

func TestMoreThanAGroupHoldsAreSplitInTheOrderOfTheMap(t *testing.T) {
	p := MatchProvision(roll(), nil, readProvision(t, "Pupil,Provision,Time,Ratio\nAna Kowalska,Mentor,1 x 30 mins,1:1\nJan Nowak,Mentor,1 x 30 mins,1:1\nSiân Price,Maths,1 x 30 mins,1:2\nZoë O’Brien,Maths,1 x 30 mins,1:2\nAna Kowalska,Maths,1 x 30 mins,1:2\n", nil))
	if got := strings.Count(groupsOf(p.Added), "\n"); got != 4 {
		t.Errorf("%d interventions:\n%s", got, groupsOf(p.Added))
	}
}

func TestFilesThatAreNoProvisionMapAreRefusedOrRecognised(t *testing.T) {
	for content, is := range map[string]bool{
		provisionSample(t, "rows.csv"): true, provisionSample(t, "groups.csv"): true, provisionSample(t, "matrix.csv"): true,
		plainPupils: false, "UPN,Surname,Forename,DOB,Provision,Need\n,Nowak,Jan,1/1/2016,K,SLCN\n": false, "one\ntwo\n": false, "": false,
		"Surname,Forename,DOB,Class,PP,FSM,EAL\nNowak,Jan,1/1/2016,4B,Y,N,Y\n": false,
	} {
		if got := LooksLikeProvision([]byte(content), options()); got != is {
			t.Errorf("recognised %v, want %v:\n%s", got, is, content)
		}
	}
	for content, want := range map[string]string{
		"Provision,Staff,Time\nPhonics,TA,3 x 20 mins\n": "No column with the pupils", "Pupil,Class\nAna,4B\n": "No column with the provision", "": "empty",
		"Pupil,Provision,Time\n": "no rows", "<a/>": "XML",
	} {
		if _, err := ReadProvision("x", []byte(content), provisionOptions(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func TestLikelyReasonsFitTheFigures(t *testing.T) {
	pounds := func(text string) money.Amount { a, _ := money.Parse(text); return a }
	base := CostFacts{Ours: pounds("367.65"), Weeks: 38, YearWeeks: 38, Group: 4, Rate: pounds("17.20"), Time: true}
	for _, c := range []struct {
		theirs string
		change func(*CostFacts)
		want   string
	}{
		{"367.65", nil, "The same."}, {"368", nil, "rounded"}, {"377.33", nil, "39 weeks"}, {"1470.60", nil, "not shared out over the group of 4"},
		{"1509.30", nil, "not shared out over the group of 4, and theirs counts 39 weeks"},
		{"331.31", func(f *CostFacts) { f.TheirRate = pounds("15.50") }, "takes £15.50 an hour; ours takes £17.20"},
		{"367.65", func(f *CostFacts) { f.Ours, f.Weeks = pounds("116.10"), 12 }, "whole year of 38 weeks"},
		{"490.20", nil, "over 3 pupils"}, {"500.37", nil, "about £23.41 an hour"}, {"90000", nil, "No simple reason"},
		{"10", func(f *CostFacts) { f.Ours, f.Time = money.Amount{}, false }, "both minutes and sessions"},
		{"10", func(f *CostFacts) { f.Ours, f.Rate = money.Amount{}, money.Amount{} }, "no rate"},
	} {
		f := base
		f.Theirs = pounds(c.theirs)
		if c.change != nil {
			c.change(&f)
		}
		if got := f.Why(); !strings.Contains(got.Words, c.want) || got.Short == "" || len(got.Short) > 60 {
			t.Errorf("%s: %q, want %q", c.theirs, got, c.want)
		}
	}
}

func FuzzReadProvision(f *testing.F) {
	for _, name := range []string{"rows.csv", "groups.csv", "matrix.csv"} {
		f.Add([]byte(provisionSample(f, name)))
	}
	f.Add([]byte("Pupil,Provision\n,x\nWave 2\n"))
	opts := provisionOptions(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := ReadProvision("x", content, opts)
		if err != nil {
			return
		}
		first := MatchProvision(roll(), nil, s)
		for _, g := range first.Added {
			for _, bad := range provision.CheckIntervention(g.What) {
				if bad.Severity == 2 {
					t.Fatalf("took what the map would refuse: %s %+v", provision.Words(bad), g.What)
				}
			}
			if len(g.Placed) == 0 || !utf8.ValidString(g.What.Name) {
				t.Fatalf("took nobody, or a name that cannot be shown: %+v", g)
			}
		}
		o := opts
		withStaff(&o, first)
		s2, err := ReadProvision("x", content, o)
		if err != nil {
			t.Fatal(err)
		}
		again := MatchProvision(roll(), as(first, nil), s2)
		if len(again.Added)+len(again.Changed) > 0 {
			t.Fatalf("the second time adds\n%schanges\n%s", groupsOf(again.Added), groupsOf(again.Changed))
		}
	})
}

// BenchmarkProvisionMap reads a map of 400 rows and sets it beside a school that has all
// of it.
func BenchmarkProvisionMap(b *testing.B) {
	var content strings.Builder
	content.WriteString("Pupil,Intervention,Staff,Time,Ratio,Cost\n")
	var known []Known
	for i := range 400 {
		p := register.Pupil{ID: fmt.Sprint(i), Surname: fmt.Sprintf("Surname%d", i), Forename: "Łukasz"}
		known = append(known, Known{Pupil: p})
		fmt.Fprintf(&content, "\"%s, %s\",Group %d,TA,3 x %d mins,1:4,£%d\n", p.Surname, p.Forename, i/4, 10+i%5*5-i%5*5, i)
	}
	opts := provisionOptions(b)
	s, err := ReadProvision("x", []byte(content.String()), opts)
	if err != nil {
		b.Fatal(err)
	}
	has := as(MatchProvision(known, nil, s), nil)
	for b.Loop() {
		s, err := ReadProvision("x", []byte(content.String()), opts)
		if err != nil {
			b.Fatal(err)
		}
		if p := MatchProvision(known, has, s); len(p.Unchanged) != 100 {
			b.Fatal(len(p.Unchanged), len(p.Added), reasons(p.Rejected[:min(2, len(p.Rejected))]))
		}
	}
}
