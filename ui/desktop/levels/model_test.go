package levels

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// bench makes the model of a pupil found by name.
func modelOf(t *testing.T, d *desk.Desk, name string) *model {
	t.Helper()
	found, err := d.Find(name)
	if err != nil || len(found) != 1 {
		t.Fatalf("%q finds %d pupils, %v", name, len(found), err)
	}
	m, err := newModel(d, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSearchLeavesTheStrandsWhoseStatementsHoldTheWords(t *testing.T) {
	m := modelOf(t, schooltest.Demo(t), "kowalska")
	if len(m.shown) != 17 {
		t.Fatalf("%d strands at first", len(m.shown))
	}
	m.search("instruction repeated")
	if len(m.shown) == 0 || len(m.shown) > 4 {
		t.Fatalf("the search leaves %d strands", len(m.shown))
	}
	if m.part().ID != "ci.und" {
		t.Errorf("the part being rated is %s", m.part().ID)
	}
	if level := m.pack.Levels[m.lines()[m.found("instruction repeated")].level].ID; level != "L1" {
		t.Errorf("the words are found at %s", level)
	}
	m.search("xyzzy")
	if len(m.shown) != 0 || m.found("xyzzy") != -1 {
		t.Errorf("nonsense leaves %d strands", len(m.shown))
	}
	m.search("")
	if len(m.shown) != 17 {
		t.Errorf("%d strands in the end", len(m.shown))
	}
}

func TestRatingsAreKeptUntilTheLevelIsConfirmed(t *testing.T) {
	d := schooltest.Demo(t)
	m := modelOf(t, d, "kowalska")
	for _, r := range "x6" {
		if m.rateByKey(r) {
			t.Errorf("%q rated something", r)
		}
	}
	m.rateByKey('2')
	m.words = map[string]string{"reason": "Seen in two lessons"}
	if err := m.keep(); err != nil {
		t.Fatal(err)
	}
	again := modelOf(t, d, "kowalska")
	if !maps.Equal(again.ratings, m.ratings) || again.words["reason"] == "" {
		t.Fatalf("kept %v and %v", again.ratings, again.words)
	}
	if err := again.commit(); err != nil || again.suggestion.Suggested != "L2" {
		t.Fatalf("suggests %+v, %v", again.suggestion, err)
	}
	if _, err := again.confirm(choice{Level: "L2"}); err != nil {
		t.Fatal(err)
	}
	after := modelOf(t, d, "kowalska")
	if len(after.ratings) != 0 || len(after.words) != 0 || after.pupil.Level != "L2" || after.before("ci.und") != "L2" {
		t.Errorf("after confirming: ratings %v, words %v, level %s", after.ratings, after.words, after.pupil.Level)
	}
}

func TestNothingIsSuggestedWithoutARating(t *testing.T) {
	m := modelOf(t, schooltest.Demo(t), "kowalska")
	var why *desk.Refusal
	if err := m.commit(); !errors.As(err, &why) || m.suggestion != nil {
		t.Errorf("committed to nothing: %v", err)
	}
}

func TestARatingAfterTheSuggestionHidesIt(t *testing.T) {
	m := modelOf(t, schooltest.Demo(t), "kowalska")
	m.rate("L3")
	if err := m.commit(); err != nil {
		t.Fatal(err)
	}
	m.rate("")
	if m.suggestion != nil || len(m.ratings) != 0 {
		t.Error("the suggestion outlived its ratings")
	}
}

func TestListPutsThoseWhoWaitFirstAndCountsThem(t *testing.T) {
	d := schooltest.Demo(t)
	l := &listing{desk: d, hidden: func() bool { return false }, sortedBy: -1}
	l.read()
	waiting := Waiting(d)
	if waiting == 0 || waiting >= len(l.rows) || len(l.rows) != 61 {
		t.Fatalf("%d of %d wait", waiting, len(l.rows))
	}
	for i, e := range l.rows {
		if waits := d.LevelStanding(e) != desk.LevelStands; waits != (i < waiting) {
			t.Fatalf("row %d of %d waiting: %v", i, waiting, waits)
		}
	}
	l.standing = waits
	l.filter()
	if len(l.rows) != waiting {
		t.Errorf("%d rows of %d who wait", len(l.rows), waiting)
	}
	parts := 0
	for _, s := range []string{"never", "old", "other"} {
		l.standing = s
		l.filter()
		parts += len(l.rows)
	}
	if parts != waiting {
		t.Errorf("never, old and another scale come to %d of %d who wait", parts, waiting)
	}
	l.standing = waits
	l.filter()
	first := l.rows[0]
	if to := next(d, first.ID); to == nil || to.ID == first.ID {
		t.Errorf("after %s comes %v", first.ID, to)
	}
	last := ""
	for range waiting + 1 { // all the way round
		last = next(d, last).ID
	}
	if last == "" {
		t.Error("the round of those who wait ends")
	}
}

func TestListSortsByEveryColumnBothWaysAndHidesNames(t *testing.T) {
	hidden := true
	l := &listing{desk: schooltest.Demo(t), hidden: func() bool { return hidden }}
	l.read()
	for col, c := range columns {
		l.sortedBy, l.descending = col, false
		l.filter()
		up := l.rows[0]
		l.descending = true
		l.filter()
		if down := l.rows[0]; l.cell(up, col) == l.cell(down, col) && up == down {
			t.Errorf("%s sorts one way only", c.Title)
		}
	}
	for _, e := range l.rows {
		if name := l.cell(e, colName); strings.Contains(name, e.Surname) {
			t.Fatalf("%q shows a name", name)
		}
	}
	l.words = register.FoldName("kowalska")
	l.filter()
	if len(l.rows) != 1 {
		t.Errorf("the filter finds %d", len(l.rows))
	}
}
