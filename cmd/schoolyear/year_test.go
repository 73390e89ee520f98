package main

import (
	"context"
	"os"
	"testing"
	"time"
)

// The test binary runs itself again as the program that holds the file.
func TestMain(m *testing.M) {
	if task := os.Getenv(taskVariable); task != "" {
		os.Exit(sit(context.Background(), task))
	}
	os.Exit(m.Run())
}

// TestShortYearWithCrashesLosesNothing plays some weeks of a small school; the whole year
// is .ci/soak.
func TestShortYearWithCrashesLosesNothing(t *testing.T) {
	y := year{pupils: 412, weeks: 3, edits: 30, crashes: 1, sample: 6, seed: 1, folder: t.TempDir(), say: t.Logf}
	if err := y.play(t.Context()); err != nil {
		t.Fatal(err)
	}
	if y.kills != y.weeks*y.crashes || y.turned < 6 {
		t.Errorf("%d crashes, %d changes taken back", y.kills, y.turned)
	}
}

// TestLedgerNoticesWhatIsLost holds a file's history against what was acknowledged.
func TestLedgerNoticesWhatIsLost(t *testing.T) {
	one := deed{Name: "note", Undo: -1, Redo: -1, Facts: []fact{{Kind: "note", Key: "a", Field: "words", Value: "x", New: true}}, Counts: map[string]int{"note": 1}}
	for name, c := range map[string]struct {
		now     state
		pending *deed
		wrong   bool
		notes   int
	}{
		"all there":                    {state{Steps: 5, Chain: "five"}, nil, false, 0},
		"the one under way is there":   {state{Steps: 6, Chain: "six"}, &one, false, 1},
		"the one under way is not":     {state{Steps: 5, Chain: "five"}, &one, false, 0},
		"one lost":                     {state{Steps: 4, Chain: "four"}, nil, true, 0},
		"another history":              {state{Steps: 5, Chain: "other"}, nil, true, 0},
		"one that nobody made":         {state{Steps: 6, Chain: "six"}, nil, true, 0},
		"two where one was under way":  {state{Steps: 7, Chain: "seven"}, &one, true, 0},
		"several where more were made": {state{Steps: 8, Chain: "eight"}, &deed{Name: "send", Many: true, Undo: -1, Redo: -1}, false, 0},
	} {
		l := newLedger()
		l.steps, l.chains[5] = 5, "five"
		if err := l.reopened(c.now, c.pending); (err != nil) != c.wrong {
			t.Errorf("%s: %v", name, err)
		}
		if l.counts["note"] != c.notes {
			t.Errorf("%s: %d notes", name, l.counts["note"])
		}
	}
}

// TestLedgerFollowsUndoAndRedo takes back a new record and a change of one.
func TestLedgerFollowsUndoAndRedo(t *testing.T) {
	l := newLedger()
	made := deed{Change: 1, Undo: -1, Redo: -1, Facts: []fact{{Kind: "note", Key: "a", Field: "words", Value: "x", New: true}}, Counts: map[string]int{"note": 1}}
	changed := deed{Change: 2, Undo: -1, Redo: -1, Facts: []fact{{Kind: "note", Key: "a", Field: "words", Value: "y"}}}
	l.take(made, did{1, "1"})
	l.take(changed, did{2, "2"})
	says := func() fact { return l.says["note/a/words"] }
	l.take(deed{Undo: 2, Redo: -1}, did{3, "3"})
	if says().Value != "x" || l.counts["note"] != 1 {
		t.Errorf("after the change was taken back: %+v", says())
	}
	l.take(deed{Undo: 1, Redo: -1}, did{4, "4"})
	if !says().Gone || l.counts["note"] != 0 {
		t.Errorf("after the note was taken back: %+v", says())
	}
	l.take(deed{Undo: -1, Redo: 1}, did{5, "5"})
	if says().Value != "x" || l.counts["note"] != 1 {
		t.Errorf("after the note was written again: %+v", says())
	}
}

// TestCalendarOfTheYear: forty weeks, all of them in school, and a clock that only goes on.
func TestCalendarOfTheYear(t *testing.T) {
	last := moment(1, 0, 200).Add(-time.Second)
	for week := 1; week <= 40; week++ {
		for change := range 201 {
			now := moment(week, change, 200)
			if !now.After(last) || now.Weekday() == time.Saturday || now.Weekday() == time.Sunday {
				t.Fatalf("week %d, change %d is at %s, after %s", week, change, now, last)
			}
			last = now
		}
	}
	if days := last.Sub(moment(1, 0, 200)).Hours() / 24; days < 300 {
		t.Errorf("the year has %.0f days", days)
	}
}

func TestSlope(t *testing.T) {
	for _, c := range []struct {
		weeks []float64
		want  float64
	}{{[]float64{5, 5, 5}, 0}, {[]float64{1, 3, 5, 7, 9, 11}, 2}, {[]float64{4}, 0}, {[]float64{4, 5}, 0},
		{[]float64{1, 9, 1, 1, 1, 1, 1, 1, 9}, 0}, {[]float64{1, 2, 9, 4, 5, 6, 7, 0, 9}, 5. / 6}} {
		if got := slope(c.weeks); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("%v grows by %v a week, not %v", c.weeks, got, c.want)
		}
	}
}
