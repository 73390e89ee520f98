package desk

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

var mapDay = day.Of(2026, 11, 23)

// rowOf is a row of the map that runs, with so many pupils in it.
func mapRowOf(name, area string, wave int, planned int64, pupils ...string) MapRow {
	r := MapRow{Intervention: provision.Intervention{ID: name, Name: name, Area: area, Wave: wave, Minutes: 30, SessionsAWeek: decimal.NewFromInt(2)},
		AreaName: strings.ToUpper(area), WaveName: provision.WaveName(wave, terms.Shipped().Say)}
	r.Cost.Whole = provision.Sum{Planned: money.Pounds(planned), ToDate: money.Pounds(planned / 4), ToCome: money.Pounds(planned / 2)}
	for _, p := range pupils {
		r.Placed = append(r.Placed, MapPlace{Placement: provision.Placement{ID: name + p, Pupil: p, Intervention: name}, Name: p})
	}
	return r
}

func exampleRows() []MapRow {
	lego := mapRowOf("Lego group", "c&i", 2, 1000, "Kowalska, Ana", "Okafor, Kai", "Nguyễn, Mai")
	talk := mapRowOf("Talk time", "c&i", 3, 400, "Kowalska, Ana")
	maths := mapRowOf("Maths catch-up", "c&l", 2, 600, "Price, Owen", "Okafor, Kai")
	maths.Staff, maths.StaffName = "s1", "Mrs Patel"
	maths.Warnings = []string{"Check the price."}
	farm := mapRowOf("Farm", "", 0, 5000, "Price, Owen")
	farm.Setting, farm.Provider = provision.AlternativeProvision, "Hill Farm"
	past := mapRowOf("Booster", "c&l", 2, 200)
	past.Ends = day.Of(2026, 10, 1)
	past.Placed = []MapPlace{{Placement: provision.Placement{ID: "w", Pupil: "Zoe", Waiting: true}, Name: "Zoe"}}
	return []MapRow{lego, talk, maths, past, farm}
}

// told is what groups say, in a line each.
func told(groups []MapGroup, whole MapTotals) string {
	var out []string
	for _, g := range groups {
		var names []string
		for _, r := range g.Rows {
			names = append(names, r.Name)
		}
		out = append(out, fmt.Sprintf("%s: %s = %d, %d pupils, %s min, %s/%s/%s", g.Name, strings.Join(names, ", "), g.Totals.Interventions, g.Totals.Pupils,
			g.Totals.Minutes, g.Totals.Planned.Short(), g.Totals.ToDate.Short(), g.Totals.Forecast.Short()))
	}
	return strings.Join(append(out, fmt.Sprintf("%d for %d, %s min, %s", whole.Interventions, whole.Pupils, whole.Minutes, whole.Planned.Short())), "\n")
}

func TestGroupsOfTheMapCarryTotalsThatFollowTheFilter(t *testing.T) {
	s := NewMapSheet(exampleRows(), mapDay)
	for _, c := range []struct {
		name string
		view MapView
		want string
	}{
		{"all by area", MapView{}, `C&I: Lego group, Talk time = 2, 3 pupils, 120 min, £1,400/£350/£1,050
C&L: Maths catch-up, Booster = 2, 2 pupils, 60 min, £800/£200/£600
Several areas of need: Farm = 1, 1 pupils, 0 min, £5,000/£1,250/£3,750
5 for 4, 180 min, £7,200`},
		{"a pupil", MapView{Words: "kai"}, `C&I: Lego group = 1, 3 pupils, 60 min, £1,000/£250/£750
C&L: Maths catch-up = 1, 2 pupils, 60 min, £600/£150/£450
2 for 4, 120 min, £1,600`},
		{"without the accent, and a name of two words", MapView{Words: "NGUYEN lego"}, `C&I: Lego group = 1, 3 pupils, 60 min, £1,000/£250/£750
1 for 3, 60 min, £1,000`},
		{"staff", MapView{Words: "patel"}, "C&L: Maths catch-up = 1, 2 pupils, 60 min, £600/£150/£450\n1 for 2, 60 min, £600"},
		{"by wave, targeted alone", MapView{Group: MapByWave, Only: map[MapField][]string{MapByWave: {"2"}}}, `Targeted: Lego group, Maths catch-up, Booster = 3, 4 pupils, 120 min, £1,800/£450/£1,350
3 for 4, 120 min, £1,800`},
		{"somebody waits", MapView{Only: map[MapField][]string{MapByStanding: {"waiting"}}}, "C&L: Booster = 1, 0 pupils, 0 min, £200/£50/£150\n1 for 0, 0 min, £200"},
		{"alternative or one-to-one", MapView{Group: MapBySetting, Only: map[MapField][]string{MapByKind: {"alternative", "one_to_one"}}}, `In school: Talk time = 1, 1 pupils, 60 min, £400/£100/£300
Alternative provision: Farm = 1, 1 pupils, 0 min, £5,000/£1,250/£3,750
2 for 2, 60 min, £5,400`},
		{"something to check", MapView{Only: map[MapField][]string{MapByCheck: {"yes"}}}, "C&L: Maths catch-up = 1, 2 pupils, 60 min, £600/£150/£450\n1 for 2, 60 min, £600"},
		{"nothing", MapView{Words: "xyz"}, "0 for 0, 0 min, £0"},
	} {
		if got := told(s.Look(c.view)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestWhatIsNotSaidStandsLastHoweverTheMapIsGrouped(t *testing.T) {
	s := NewMapSheet(exampleRows(), mapDay)
	for group, want := range map[MapField]string{MapByArea: "Several areas of need", MapByWave: "Wave not said", MapByStaff: "Nobody named yet", MapBySetting: "Alternative provision"} {
		groups, _ := s.Look(MapView{Group: group})
		if last := groups[len(groups)-1].Name; last != want {
			t.Errorf("by %s %q is last", group, last)
		}
	}
}

func TestRowsOfAGroupAreOrderedByColumns(t *testing.T) {
	s := NewMapSheet(exampleRows(), mapDay)
	groups, _ := s.Look(MapView{Sorts: []MapSort{{Column: MapPlanned}}})
	if groups[0].Rows[0].Name != "Talk time" || groups[1].Rows[0].Name != "Booster" {
		t.Errorf("by price %s and %s come first", groups[0].Rows[0].Name, groups[1].Rows[0].Name)
	}
	groups, _ = s.Look(MapView{Sorts: []MapSort{{Column: MapName, Descending: true}}})
	if groups[0].Rows[0].Name != "Talk time" || groups[1].Rows[0].Name != "Maths catch-up" {
		t.Errorf("from Z %s and %s come first", groups[0].Rows[0].Name, groups[1].Rows[0].Name)
	}
	for column := range mapOrders {
		for _, descending := range []bool{false, true} {
			all, _ := s.Look(MapView{Sorts: []MapSort{{Column: column, Descending: descending}}})
			if n := len(all[0].Rows) + len(all[1].Rows) + len(all[2].Rows); n != 5 {
				t.Errorf("%d rows by %s", n, column)
			}
		}
	}
}

func TestValuesOfAFieldCountWhatTheRestOfTheFilterShows(t *testing.T) {
	s := NewMapSheet(exampleRows(), mapDay)
	v := MapView{Words: "c", Only: map[MapField][]string{MapByArea: {"c&i"}, MapByWave: {"2"}}}
	want := []MapValue{{"2", "Targeted", 1}, {"3", "Specialist", 1}}
	if got := s.Values(v, MapByWave); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// TestGroupsAddUpToTheWhole holds for any filter and any grouping: a row is in one
// group, and what the groups cost is what the whole costs.
func TestGroupsAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []MapRow
		for i := range rapid.IntRange(0, 30).Draw(t, "rows") {
			r := mapRowOf(fmt.Sprint(i), rapid.SampledFrom([]string{"", "c&i", "c&l"}).Draw(t, "area"), rapid.IntRange(0, 3).Draw(t, "wave"), rapid.Int64Range(0, 9999).Draw(t, "planned"),
				rapid.SliceOfN(rapid.SampledFrom([]string{"ana", "kai", "zoe"}), 0, 3).Draw(t, "pupils")...)
			r.Setting = rapid.SampledFrom([]string{"", provision.AlternativeProvision}).Draw(t, "setting")
			rows = append(rows, r)
		}
		v := MapView{Words: rapid.SampledFrom([]string{"", "a", "1", "kai"}).Draw(t, "words"),
			Group: rapid.SampledFrom([]MapField{"", MapByWave, MapByStaff, MapBySetting}).Draw(t, "group"),
			Only:  map[MapField][]string{MapByWave: rapid.SliceOf(rapid.SampledFrom([]string{"0", "1", "2", "3"})).Draw(t, "waves")}}
		groups, whole := NewMapSheet(rows, mapDay).Look(v)
		n, planned, minutes := 0, money.Amount{}, decimal.Zero
		seen := map[string]bool{}
		for _, g := range groups {
			n += g.Totals.Interventions
			planned, minutes = planned.Add(g.Totals.Planned), minutes.Add(g.Totals.Minutes)
			for _, r := range g.Rows {
				if seen[r.ID] {
					t.Fatalf("%s is in two groups", r.ID)
				}
				seen[r.ID] = true
			}
		}
		if n != whole.Interventions || len(seen) != n || planned.Cmp(whole.Planned) != 0 || !minutes.Equal(whole.Minutes) {
			t.Fatalf("groups %d, %s, %s; the whole %+v", n, planned, minutes, whole)
		}
	})
}

func TestWhenAndWhatCameOfItAreSaidInFewWords(t *testing.T) {
	slot := func(d time.Weekday, at provision.TimeOfDay) provision.Slot { return provision.Slot{Day: d, At: at} }
	for want, slots := range map[string][]provision.Slot{
		"":                             nil,
		"Mon Wed 09:30":                {slot(time.Wednesday, 570), slot(time.Monday, 570)},
		"Mon 09:30, Tue 10:15, Fri":    {slot(time.Friday, 0), slot(time.Tuesday, 615), slot(time.Monday, 570)},
		"Mon Fri 09:30, Mon Tue 13:00": {slot(time.Monday, 780), slot(time.Monday, 570), slot(time.Friday, 570), slot(time.Tuesday, 780)},
	} {
		if got := SlotWords(slots); got != want {
			t.Errorf("%q, wanted %q", got, want)
		}
	}
	r := mapRowOf("x", "", 0, 0, "a", "b", "c", "d", "e", "f")
	for i, result := range []string{provision.ResultMet, provision.ResultMet, provision.ResultPartly, provision.ResultMet, provision.ResultNot} {
		r.Placed[i].Last = &provision.PlacementReview{Result: result}
	}
	if got := ResultsOf(&r).Words(); got != "3 met, 1 partly, 1 not of 5" {
		t.Errorf("outcomes %q", got)
	}
	if (MapResults{}).Words() != "" {
		t.Error("no review says something")
	}
	for minutes, want := range map[int64]string{0: "0 min", 45: "45 min", 120: "2 h", 135: "2 h 15 min"} {
		if got := HoursWords(decimal.NewFromInt(minutes)); got != want {
			t.Errorf("%d minutes are %q", minutes, got)
		}
	}
}
