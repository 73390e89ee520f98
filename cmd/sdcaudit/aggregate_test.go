package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/cluster"
	"needsbook/app/summary"
)

// threeSchools writes the summaries of three schools of a cluster and returns them.
func threeSchools(t *testing.T, folder string) []summary.Document {
	t.Helper()
	var out []summary.Document
	for i := range 3 {
		var d summary.Document
		if err := json.Unmarshal(safePayload(t), &d); err != nil {
			t.Fatal(err)
		}
		d.URN = fmt.Sprintf("88800%d", i)
		b, err := d.Payload()
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, d.URN+".json"), b)
		out = append(out, d)
	}
	return out
}

func boardOf(t *testing.T, documents []summary.Document) cluster.Board {
	t.Helper()
	var members []cluster.School
	var sent []cluster.Sent
	for _, d := range documents {
		members = append(members, cluster.School{URN: d.URN, Name: "School " + d.URN, Phase: "infant"})
		sent = append(sent, cluster.Sent{URN: d.URN, Document: d})
	}
	d := documents[0]
	return cluster.Make(cluster.About{Level: cluster.AtCluster, Ref: d.Cluster, Name: "Seven", Series: d.Series}, members, sent)
}

func save(t *testing.T, b cluster.Board) string {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, filepath.Join(t.TempDir(), "board.json"), text)
}

func TestBoardOfTheSummariesAddsNothing(t *testing.T) {
	folder := t.TempDir()
	board := boardOf(t, threeSchools(t, folder))
	status, out, messages := attackFiles("--aggregate", save(t, board), folder)
	if status != clean || !strings.Contains(out, "0 figures that the summaries do not give") {
		t.Errorf("status %d\n%s%s", status, out, messages)
	}
}

func TestBoardThatKnowsMoreThanTheSummariesIsCaught(t *testing.T) {
	folder := t.TempDir()
	board := boardOf(t, threeSchools(t, folder))
	row := board.Charts[0].Tables[0].Rows[0]
	row[len(row)-1].Text = "exactly 3"
	status, out, _ := attackFiles("--aggregate", save(t, board), folder)
	if status != recovered || !strings.Contains(out, "says what the summaries do not") {
		t.Errorf("status %d\n%s", status, out)
	}
	board = boardOf(t, threeSchools(t, folder))
	board.Charts[0].Sentence += " Of them 17 joined last week."
	if status, _, _ := attackFiles("--aggregate", save(t, board), folder); status != recovered {
		t.Errorf("a number in a sentence: status %d", status)
	}
}

func TestSavedTableIsComparedToo(t *testing.T) {
	folder := t.TempDir()
	table := boardOf(t, threeSchools(t, folder)).Charts[0].Tables[0]
	var b strings.Builder
	line := func(cells []string) {
		fmt.Fprintln(&b, `"`+strings.Join(append(cells, "3", "2026-11-20", "2026-11-20"), `","`)+`"`)
	}
	var heads []string
	for _, c := range table.Columns {
		heads = append(heads, c.Words, c.Words+", range")
	}
	line(heads[1:])
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Text, c.Sub)
		}
		line(append(cells[:1:1], cells[2:]...))
	}
	file := write(t, filepath.Join(t.TempDir(), "needs-1.csv"), []byte(b.String()))
	if status, out, messages := attackFiles("--aggregate", file, folder); status != clean {
		t.Errorf("status %d\n%s%s", status, out, messages)
	}
	spoilt := strings.Replace(b.String(), table.Rows[0][len(table.Rows[0])-1].Text, "999", 1)
	if err := os.WriteFile(file, []byte(spoilt), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := attackFiles("--aggregate", file, folder); status != recovered {
		t.Errorf("a changed table: status %d", status)
	}
}

// TestClusterShowsNoMoreThanItsSchools holds that a school that joins or leaves a
// cluster of two tells its own summary and nothing else: the boards before and after
// are both made of summaries alone.
func TestClusterShowsNoMoreThanItsSchools(t *testing.T) {
	folder := t.TempDir()
	documents := threeSchools(t, folder)
	for n := 2; n <= 3; n++ {
		if status, out, messages := attackFiles("--aggregate", save(t, boardOf(t, documents[:n])), folder); status != clean {
			t.Errorf("%d schools: status %d\n%s%s", n, status, out, messages)
		}
	}
}

func TestDamagedAggregateIsRefused(t *testing.T) {
	folder := t.TempDir()
	threeSchools(t, folder)
	for name, text := range map[string]string{"empty": "", "other": "{}", "words": "hello\nworld\n"} {
		file := write(t, filepath.Join(t.TempDir(), name), []byte(text))
		if status, out, messages := attackFiles("--aggregate", file, folder); status != misused || out != "" || messages == "" {
			t.Errorf("%s: status %d, %q, %q", name, status, out, messages)
		}
	}
}
