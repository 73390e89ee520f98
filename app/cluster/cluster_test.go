package cluster_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/summary"
)

func look(schools []clustertest.School) cluster.View {
	var members []cluster.School
	var sent []cluster.Sent
	for _, s := range schools {
		members = append(members, s.School)
		sent = append(sent, cluster.Sent{URN: s.URN, Document: s.Document("KENT-07", 1, ""), Received: time.Unix(0, 0)})
	}
	return cluster.Look("2026-27/autumn", members, sent)
}

func TestInventedSummariesAreRealOnes(t *testing.T) {
	for _, s := range clustertest.Schools(8, 1) {
		if err := summary.ValidatePayload(s.Payload("KENT-07", 1, "")); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

func TestSumsHoldTheTruth(t *testing.T) {
	inBand, figures, square := 0, 0, 0.0
	for seed := range uint64(25) {
		schools := clustertest.Schools(12, seed)
		v := look(schools)
		for a, row := range v.ByArea {
			for l, f := range row.Levels {
				truth := 0
				for _, s := range schools {
					truth += s.Count(func(p clustertest.Pupil) bool { return p.Area == a && p.Level == l })
				}
				if f.State != cluster.Shown {
					t.Fatalf("seed %d %s %d: not shown", seed, row.Code, l)
				}
				if truth < f.Least || truth > f.Most || f.Lo < f.Least || f.Hi > f.Most || f.Lo > f.Hi {
					t.Errorf("seed %d %s %d: %d is not within %d to %d, or the band %d to %d leaves it", seed, row.Code, l, truth, f.Least, f.Most, f.Lo, f.Hi)
				}
				figures++
				square += (f.Estimate() - float64(truth)) * (f.Estimate() - float64(truth))
				if truth >= f.Lo && truth <= f.Hi {
					inBand++
				}
			}
		}
	}
	cover, rmse := float64(inBand)/float64(figures), math.Sqrt(square/float64(figures))
	t.Logf("%d figures of 12 schools: %.1f %% within the band, root mean square error %.1f", figures, 100*cover, rmse)
	if cover < 0.93 || rmse > 6 {
		t.Errorf("the band covers %.1f %% (19 in 20 is claimed), the error is %.1f", 100*cover, rmse)
	}
}

func TestFewerThanThreeSchoolsMakeNoFigure(t *testing.T) {
	for n := range 5 {
		v := look(clustertest.Schools(n, 3))
		figures := []cluster.Figure{v.Pupils, v.Support, v.Plans}
		for _, row := range v.ByArea {
			figures = append(append(figures, row.All), row.Levels...)
		}
		for _, f := range figures {
			shown := f.State == cluster.Shown
			if shown != (f.Schools >= 3) || !shown && (f.About != 0 || f.Lo != 0 || f.Hi != 0 || f.Least != 0 || f.Most != 0 || f.Estimate() != 0) {
				t.Fatalf("%d schools: %+v", n, f)
			}
		}
		if v.Sent != n || len(v.Members) != n {
			t.Errorf("%d of %d sent", v.Sent, len(v.Members))
		}
	}
}

func TestFiguresHeldBackStandBehindNothing(t *testing.T) {
	schools := clustertest.Schools(4, 3)
	var members []cluster.School
	var sent []cluster.Sent
	for i, s := range schools {
		d := s.Document("KENT-07", 1, "")
		if i < 2 { // two of the four hold back their first figure of T03
			d.Tables[3].V[0] = summary.HeldBack
		}
		members = append(members, s.School)
		sent = append(sent, cluster.Sent{URN: s.URN, Document: d})
	}
	v := cluster.Look("2026-27/autumn", members, sent)
	if f := v.ByArea[0].Levels[0]; f.State != cluster.TooFewSchools || f.Schools != 2 {
		t.Errorf("%+v", f)
	}
	if f := v.ByArea[0].Levels[1]; f.State != cluster.Shown || f.Schools != 4 {
		t.Errorf("%+v", f)
	}
}

func TestLevelsOfTwoContinuaAreNeverAdded(t *testing.T) {
	schools := clustertest.Schools(5, 4)
	var members []cluster.School
	var sent []cluster.Sent
	for i, s := range schools {
		d := s.Document("KENT-07", 1, "")
		if i == 0 {
			d.CodeLists.Continuum = "sha256:" + strings.Repeat("99", 32)
		}
		members = append(members, s.School)
		sent = append(sent, cluster.Sent{URN: s.URN, Document: d})
	}
	v := cluster.Look("2026-27/autumn", members, sent)
	if v.ByArea[0].Levels[2].Schools != 4 || v.ByArea[0].All.Schools != 5 || len(v.BySchool) != 4 || v.Pupils.Schools != 5 {
		t.Errorf("%d schools behind levels, %d rows, %d behind the total", v.ByArea[0].Levels[2].Schools, len(v.BySchool), v.Pupils.Schools)
	}
	for _, m := range v.Members {
		if m.OtherContinuum != (m.URN == schools[0].URN) {
			t.Errorf("%s: %v", m.Name, m.OtherContinuum)
		}
	}
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	schools := clustertest.Schools(6, 5)
	want := look(schools)
	rapid.Check(t, func(t *rapid.T) {
		got := look(rapid.Permutation(schools).Draw(t, "order"))
		for a := range want.ByArea {
			for l := range want.ByArea[a].Levels {
				if got.ByArea[a].Levels[l].String() != want.ByArea[a].Levels[l].String() {
					t.Fatalf("%s differs", want.ByArea[a].Code)
				}
			}
		}
	})
}

func TestFigureReadsAsPeopleSayIt(t *testing.T) {
	for want, f := range map[string]cluster.Figure{
		"about 50 (42–58)": {About: 50, Lo: 42, Hi: 58, Schools: 12},
		"about 15":         {About: 15, Schools: 1},
		"under 5 (0–10)":   {About: 0, Lo: 0, Hi: 10, Schools: 12},
		"low":              {State: cluster.Low, Schools: 1},
		"held back":        {State: cluster.Held},
		"too few schools":  {State: cluster.TooFewSchools, Schools: 2},
		"–":                {State: cluster.NoFigure},
	} {
		if f.String() != want {
			t.Errorf("%q, want %q", f.String(), want)
		}
	}
}

func TestTermsInOrderOfTime(t *testing.T) {
	terms := []string{"2026-27/autumn", "2025-26/summer", "2026-27/summer", "2026-27/spring"}
	cluster.SortTerms(terms)
	if got := strings.Join(terms, " "); got != "2026-27/summer 2026-27/spring 2026-27/autumn 2025-26/summer" {
		t.Error(got)
	}
	if got := cluster.TermWords("2026-27/autumn"); got != "autumn term 2026 to 2027" {
		t.Error(got)
	}
}

func BenchmarkLook(b *testing.B) {
	schools := clustertest.Schools(14, 1)
	for b.Loop() {
		look(schools)
	}
}
