package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func round() *papers.RoundResult {
	return &papers.RoundResult{Round: "round-1", Title: "Eight cases", Closed: day.Of(2026, 11, 20), Schools: 3, Raters: 4, Levels: []string{"L0", "L1"},
		Whole:   papers.Agree{N: 24, Exact: 61, WithinOne: 97, Kappa: 66, Low: -5, High: 90, Known: true},
		Areas:   []papers.AreaAgree{{Area: "ci", Name: "Communication and interaction", Agree: papers.Agree{N: 30, Exact: 70, WithinOne: 100}}},
		Strands: []papers.StrandAgree{{Strand: "ci.und", Name: "Understanding", Area: "ci", Agree: papers.Agree{N: 24, Exact: 58, WithinOne: 99}, Apart: 45}, {Strand: "ci.exp", Name: "Talking", Area: "ci", Agree: papers.Agree{N: 6, Exact: 0}}},
		Members: []papers.RoundMember{{Code: "A", Raters: 1, Areas: []int{71}}, {Code: "B", Raters: 2, Areas: []int{-1}}, {Code: "C", Raters: 1, Areas: []int{64}}},
		Notes:   []papers.RoundNote{{On: day.Of(2026, 11, 25), Words: "Count reading aloud."}}}
}

func TestRoundStandsInTheChartOfAgreementUnderCodes(t *testing.T) {
	with := about
	with.Round = round()
	c := chartOf(t, board(with, clustertest.Schools(12, 2)), "agreement")
	if !strings.Contains(c.Sentence, "the same level in 61%") || !strings.Contains(c.Sentence, "“Understanding” splits people most") || c.Schools != 3 {
		t.Errorf("%d: %s", c.Schools, c.Sentence)
	}
	heat := c.Pictures[0].Chart
	if err := heat.Check(); err != nil {
		t.Error(err)
	}
	said := fmt.Sprint(c.Tables, c.Notes)
	for _, want := range []string{"Round school A", "Round school B", "too few", "0.66", "\u22120.05 to 0.90", "Count reading aloud.", "Cases moderated"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	if !heat.Series[0].Values[1].Gap {
		t.Error("too few ratings are drawn as a figure")
	}
	with.Round.Members[0].Name = "Hill Primary School"
	if said := fmt.Sprint(chartOf(t, board(with, clustertest.Schools(12, 2)), "agreement").Tables); !strings.Contains(said, "Hill Primary School") {
		t.Error("the panel chose names, and none is shown")
	}
}
