package cluster_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/summary"
)

var about = cluster.About{Level: cluster.AtCluster, Ref: "KENT-07", Name: "Meadow cluster", Series: "2026-27/autumn", ServiceNames: clustertest.Services}

// board makes the board of invented schools, with two terms before it.
func board(about cluster.About, schools []clustertest.School, change ...func(i int, s *cluster.Sent)) cluster.Board {
	members, sent := clustertest.Sent(schools, about.Series)
	for i := range sent {
		sent[i].Received = time.Unix(0, 0).UTC()
		for _, c := range change {
			c(i, &sent[i])
		}
	}
	var earlier []cluster.Term
	for _, series := range []string{"2025-26/summer", "2025-26/spring"} {
		_, before := clustertest.Sent(schools, series)
		earlier = append(earlier, cluster.Term{Series: series, Sent: before})
	}
	return cluster.Make(about, members, sent, earlier...)
}

func chartOf(t *testing.T, b cluster.Board, id string) cluster.Chart {
	t.Helper()
	for _, c := range b.Charts {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no chart %s", id)
	return cluster.Chart{}
}

// boards are boards of every size and level.
func boards() map[string]cluster.Board {
	out := map[string]cluster.Board{}
	for _, n := range []int{0, 1, 2, 3, 8, 14, 40} {
		schools := clustertest.Schools(n, 1)
		if n > 3 {
			schools = append(schools, clustertest.Small(9, 1), clustertest.Small(22, 1))
		}
		out[fmt.Sprintf("%d schools", n)] = board(about, schools, func(i int, s *cluster.Sent) {
			switch {
			case n > 3 && i == 1:
				s.Document.CodeLists.Continuum = "sha256:" + strings.Repeat("99", 32)
			case n > 3 && i == 2:
				*s = cluster.Sent{URN: s.URN, Unreadable: true}
			}
		})
		if n > 0 {
			own := about
			own.Level, own.Ref, own.Name = cluster.AtSchool, schools[0].URN, schools[0].Name
			out[fmt.Sprintf("one of %d schools", n)] = board(own, schools)
		}
	}
	wide := about
	wide.Level, wide.Ref, wide.Name = cluster.AtDistrict, "Swale", "Swale"
	var parts []cluster.Part
	for i, n := range []int{12, 2, 0, 9} {
		_, sent := clustertest.Sent(clustertest.Schools(n, uint64(i)), about.Series)
		_, before := clustertest.Sent(clustertest.Schools(n, uint64(i)), "2025-26/summer")
		parts = append(parts, cluster.Part{Name: fmt.Sprintf("Cluster %d", i+1), Schools: n + 1, Tally: cluster.TallyOf(sent),
			Earlier: []cluster.TermTally{{Series: "2025-26/summer", Tally: cluster.TallyOf(before)}}})
	}
	out["a district"] = cluster.MakeWide(wide, parts)
	return out
}

func TestBoardsAreWholeAndSurviveJSON(t *testing.T) {
	for name, b := range boards() {
		body, err := json.Marshal(b)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var back cluster.Board
		if err := json.Unmarshal(body, &back); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(b, back) {
			t.Errorf("%s: the board changed on its way through JSON", name)
		}
		for i, c := range b.Charts {
			if c.Number != i+1 || c.ID == "" || c.Question == "" || c.Sentence == "" || strings.ContainsAny(c.Question+c.Sentence, "{}") {
				t.Errorf("%s, chart %d: %q %q %q", name, i+1, c.ID, c.Question, c.Sentence)
			}
			for _, p := range c.Pictures {
				if err := p.Chart.Check(); err != nil || p.Title == "" || p.Alt == "" {
					t.Errorf("%s, %s, %q: %v", name, c.ID, p.Title, err)
				}
			}
			if len(c.Pictures) > 0 && len(c.Tables) == 0 {
				t.Errorf("%s, %s: a picture without a table", name, c.ID)
			}
			for _, table := range c.Tables {
				for _, row := range table.Rows {
					if len(row) != len(table.Columns) || slices.ContainsFunc(row, func(c cluster.Cell) bool { return c.Text == "" }) {
						t.Errorf("%s, %s, %s: %+v", name, c.ID, table.Caption, row)
					}
				}
			}
		}
	}
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	schools := clustertest.Schools(9, 5)
	members, sent := clustertest.Sent(schools, about.Series)
	want := cluster.Make(about, members, sent)
	slices.Reverse(members)
	slices.Reverse(sent)
	if !reflect.DeepEqual(cluster.Make(about, members, sent), want) {
		t.Error("the board follows the order of arrival")
	}
}

func TestSummariesOfStrangersAreLeftOut(t *testing.T) {
	members, sent := clustertest.Sent(clustertest.Schools(6, 5), about.Series)
	if !reflect.DeepEqual(cluster.Make(about, members[:5], sent), cluster.Make(about, members[:5], sent[:5])) {
		t.Error("a school that is not a member is in the figures")
	}
}

func TestFewerThanThreeSchoolsMakeNoFigureOfAllTogether(t *testing.T) {
	for n := 1; n < 5; n++ {
		b := board(about, clustertest.Schools(n, 3))
		for _, id := range []string{"needs", "levels", "money", "budget"} {
			for _, table := range chartOf(t, b, id).Tables {
				for _, row := range table.Rows {
					if row[0].Text != "Whole cluster" {
						continue
					}
					for _, cell := range row[1:] {
						if figure := strings.ContainsAny(cell.Text, "0123456789") && !strings.Contains(cell.Text, "20"); figure && n < 3 {
							t.Errorf("%d schools, %s, %s: %+v", n, id, table.Caption, cell)
						}
					}
				}
			}
		}
		if figure := strings.ContainsAny(chartOf(t, b, "needs").Sentence, "0123456789"); figure != (n >= 3) {
			t.Errorf("%d schools: %s", n, chartOf(t, b, "needs").Sentence)
		}
	}
}

func TestFiguresHeldBackStandBehindNothing(t *testing.T) {
	b := board(about, clustertest.Schools(4, 3), func(i int, s *cluster.Sent) {
		if i < 2 { // two of the four hold back their first figure of areas by level
			s.Document.Tables[3].V[0] = summary.HeldBack
		}
	})
	tables := chartOf(t, b, "levels").Tables
	at := slices.IndexFunc(tables, func(t cluster.Table) bool {
		return strings.HasPrefix(t.Caption, "Pupils with SEN by area of need and level")
	})
	row := tables[at].Rows[0]
	if row[1].Kind != cluster.CellFew || row[2].Kind != "" {
		t.Errorf("%+v", row)
	}
}

func TestLevelsOfTwoContinuaAreNeverAdded(t *testing.T) {
	schools := clustertest.Schools(5, 4)
	b := board(about, schools, func(i int, s *cluster.Sent) {
		if i == 0 {
			s.Document.CodeLists.Continuum = "sha256:" + strings.Repeat("99", 32)
		}
	})
	levels := chartOf(t, b, "levels")
	for _, row := range levels.Tables[0].Rows {
		switch row[0].Text {
		case schools[0].Name:
			if row[3].Kind != cluster.CellNone {
				t.Errorf("levels of another continuum are shown: %+v", row)
			}
		case "Whole cluster":
			if !strings.Contains(row[3].Sub, "from 4 schools") {
				t.Errorf("%+v", row[3])
			}
		}
	}
	if !strings.Contains(strings.Join(levels.Notes, " "), "mean something else: 1 school") {
		t.Error(levels.Notes)
	}
	for _, m := range b.Members {
		if m.OtherContinuum != (m.URN == schools[0].URN) {
			t.Errorf("%s: %v", m.Name, m.OtherContinuum)
		}
	}
}

func TestMembersSayWhatCameFromThem(t *testing.T) {
	schools := append(clustertest.Schools(4, 4), clustertest.Small(9, 1))
	members, sent := clustertest.Sent(schools, about.Series)
	sent[0] = cluster.Sent{URN: sent[0].URN, Unreadable: true}
	b := cluster.Make(about, members, append(sent[:1:1], sent[2:]...))
	if b.Schools != 5 || b.Sent != 3 {
		t.Errorf("%d of %d sent", b.Sent, b.Schools)
	}
	for _, m := range b.Members {
		if m.Unreadable != (m.URN == schools[0].URN) || m.OnlyTotals != (m.URN == schools[4].URN) || m.Sent != (m.URN != schools[0].URN && m.URN != schools[1].URN) {
			t.Errorf("%+v", m)
		}
	}
}

func TestSchoolsStandInOrderOfNameInEveryTable(t *testing.T) {
	for name, b := range boards() {
		for _, c := range b.Charts {
			for _, table := range c.Tables {
				if first := table.Columns[0].Words; first != "School" && first != "Cluster" || c.ID == "agreement" {
					continue
				}
				var names []string
				for _, row := range table.Rows {
					if row[0].Text != "Whole cluster" && row[0].Text != "All together" {
						names = append(names, strings.ToLower(row[0].Text))
					}
				}
				if !slices.IsSorted(names) {
					t.Errorf("%s, %s, %s: %v", name, c.ID, table.Caption, names)
				}
			}
		}
	}
}

func TestOutcomesAndSupportComeBeforeMoney(t *testing.T) {
	b := board(about, clustertest.Schools(6, 1))
	if money := chartOf(t, b, "money").Number; chartOf(t, b, "support").Number > money || chartOf(t, b, "outcomes").Number > money {
		t.Error("the money comes first")
	}
	for _, table := range chartOf(t, b, "outcomes").Tables {
		if heads := table.Columns; heads[len(heads)-1].Words != "Cost for each pupil, a year" {
			t.Errorf("%+v", heads)
		}
	}
}

func TestAWordOfTheCouncilStandsOnTheBoard(t *testing.T) {
	a := about
	a.Say = func(key string) string {
		return map[string]string{"cluster": "Locality", "level": "Band", "levels": "Bands"}[key]
	}
	a.LevelNames = []string{"", "", "Blue"}
	b := board(a, clustertest.Schools(6, 1))
	levels := chartOf(t, b, "levels")
	if levels.Question != "Are we all using the bands the same way?" || levels.Tables[0].Columns[3].Words != "Blue" || levels.Tables[0].Columns[4].Words != "Band 3" {
		t.Errorf("%s %+v", levels.Question, levels.Tables[0].Columns)
	}
	rows := levels.Tables[0].Rows
	if got := rows[len(rows)-1][0].Text; got != "Whole locality" {
		t.Error(got)
	}
}

func TestBoardsMadeTogetherAreThoseMadeAlone(t *testing.T) {
	schools := clustertest.Schools(5, 4)
	members, sent := clustertest.Sent(schools, about.Series)
	_, before := clustertest.Sent(clustertest.Schools(5, 9), "2025-26/summer")
	for i := range sent {
		sent[i] = sent[i].Counted()
	}
	earlier := cluster.Term{Series: "2025-26/summer", Sent: before}
	together := cluster.Gather(members, sent, earlier)
	abouts := []cluster.About{about}
	for _, s := range schools {
		of := about
		of.Level, of.Ref, of.Name = cluster.AtSchool, s.URN, s.Name
		abouts = append(abouts, of)
	}
	for range 2 { // no board leaves a trace in what the next is made from
		for _, a := range abouts {
			_, fresh := clustertest.Sent(schools, about.Series)
			if got := together.Board(a); !reflect.DeepEqual(got, cluster.Make(a, members, fresh, earlier)) {
				t.Errorf("the board of %s differs", a.Name)
			}
		}
	}
}
