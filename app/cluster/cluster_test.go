package cluster_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/summary"
)

func TestInventedSummariesAreRealOnes(t *testing.T) {
	for _, s := range append(clustertest.Schools(8, 1), clustertest.Small(9, 1), clustertest.Small(24, 1)) {
		if err := summary.ValidatePayload(s.Payload("KENT-07", 1, "")); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

// sentBy makes the summaries of invented schools.
func sentBy(schools []clustertest.School) []cluster.Sent {
	_, sent := clustertest.Sent(schools, "2026-27/autumn")
	return sent
}

func TestADistrictIsTheSumOfItsClustersAndOfAllItsDocuments(t *testing.T) {
	all := sentBy(append(clustertest.Schools(20, 4), clustertest.Small(12, 2)))
	all[3].Document.CodeLists.Continuum = "sha256:" + strings.Repeat("99", 32)
	all[7].Unreadable = true
	want := cluster.TallyOf(all)
	rapid.Check(t, func(t *rapid.T) {
		var parts [4]cluster.Tally
		for _, s := range rapid.Permutation(all).Draw(t, "order") {
			parts[rapid.IntRange(0, 3).Draw(t, "cluster")].Add(s)
		}
		var district cluster.Tally
		for _, p := range parts {
			body, err := json.Marshal(p) // as a hub keeps it
			if err != nil {
				t.Fatal(err)
			}
			var back cluster.Tally
			if err := json.Unmarshal(body, &back); err != nil {
				t.Fatal(err)
			}
			district.Merge(back)
		}
		if !reflect.DeepEqual(district, want) {
			t.Fatal("the sum of the clusters is not the sum of the documents")
		}
	})
}

func TestMergingLeavesTheOtherTallyAlone(t *testing.T) {
	a, b := cluster.TallyOf(sentBy(clustertest.Schools(4, 1))), cluster.TallyOf(sentBy(clustertest.Schools(4, 1)))
	var both cluster.Tally
	both.Merge(a)
	both.Merge(a)
	if !reflect.DeepEqual(a, b) {
		t.Error("a tally changed when it was added to another")
	}
	c := a.Clone()
	c.Merge(b)
	if !reflect.DeepEqual(a, b) {
		t.Error("a tally changed when its copy was added to")
	}
}

func TestSumsCertainlyHoldTheTruth(t *testing.T) {
	measure(t, 5, 7) // reports a truth outside the bounds
}

func TestTablesOfALaterVersionAreNotAdded(t *testing.T) {
	sent := sentBy(clustertest.Schools(3, 1))
	want := cluster.TallyOf(sent)
	for i := range sent {
		d := &sent[i].Document
		d.Tables = append(d.Tables, summary.Table{ID: "T99", Rows: []string{"A"}, Cols: []string{"B"}, V: []int{5}})
	}
	if !reflect.DeepEqual(cluster.TallyOf(sent), want) {
		t.Error("a table that nobody knows was added")
	}
	sent[0].Document.Tables[3].V = sent[0].Document.Tables[3].V[:4] // must not stop the others
	if got := cluster.TallyOf(sent); got.Schools != 3 || got.OnlyTotals != 1 {
		t.Errorf("%d schools, %d with totals only", got.Schools, got.OnlyTotals)
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

func BenchmarkTallyOf600Documents(b *testing.B) { benchmarkTally(b, 600, 1) }

// The nation has 24,000 schools; the documents of 600 stand for those of forty counties.
func BenchmarkTallyOf24000Documents(b *testing.B) { benchmarkTally(b, 600, 40) }

func benchmarkTally(b *testing.B, documents, times int) {
	sent := sentBy(clustertest.Schools(documents, 1))
	for b.Loop() {
		var all cluster.Tally
		for range times {
			all.Merge(cluster.TallyOf(sent))
		}
		if all.Schools != documents*times {
			b.Fatal(all.Schools)
		}
	}
}

func BenchmarkBoardOfFourteenSchools(b *testing.B) {
	members, sent := clustertest.Sent(clustertest.Schools(14, 1), "2026-27/autumn")
	for b.Loop() {
		cluster.Make(about, members, sent)
	}
}
