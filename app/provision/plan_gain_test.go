package provision

import (
	"testing"
)

func TestSecondReviewWithoutGainInARowAsksForAChange(t *testing.T) {
	for _, c := range []struct {
		before []string
		result string
		asks   bool
	}{
		{nil, ResultNot, false},
		{[]string{ResultNot}, "", false},
		{[]string{ResultNot}, ResultNot, true},
		{[]string{ResultNot}, ResultPartly, false},
		{[]string{ResultPartly}, ResultPartly, true},
		{[]string{ResultPartly}, ResultNot, true},
		{[]string{ResultMet}, ResultNot, false},
		{[]string{ResultNot, ResultPartly}, ResultPartly, false},
		{[]string{ResultNot, ResultPartly, ResultPartly}, ResultPartly, true},
		{[]string{ResultNot, ResultNot}, ResultMet, false},
		{[]string{ResultMet, ResultNot}, ResultNot, true},
	} {
		if got := WithoutGainAgain(c.before, c.result); got != c.asks {
			t.Errorf("%v, then %q: asks %v", c.before, c.result, got)
		}
	}
}

func TestEarlierResultsFollowTheTrailOfAnOutcome(t *testing.T) {
	all := []Outcome{
		{ID: "3", Follows: "2"}, {ID: "1", Result: ResultNot}, {ID: "2", Follows: "1", Result: ResultPartly}, {ID: "other", Result: ResultMet},
		{ID: "loop", Follows: "pool"}, {ID: "pool", Follows: "loop", Result: ResultMet}, {ID: "lost", Follows: "nothing"},
	}
	for id, want := range map[string][]string{"3": {ResultNot, ResultPartly}, "1": nil, "loop": {ResultMet}, "lost": nil} {
		for _, o := range all {
			if o.ID != id {
				continue
			}
			got := EarlierResults(o, all)
			if len(got) != len(want) {
				t.Fatalf("%s: %v", id, got)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%s: %v, want %v", id, got, want)
				}
			}
		}
	}
}

func TestGainIsWrittenWithItsSign(t *testing.T) {
	for _, c := range []struct{ start, now, words string }{
		{"85", "91", "+6"}, {"7.5", "9", "+1.5"}, {"12", "9", "−3"}, {"4", "4.0", "no change"}, {" 4 ", "5", "+1"}, {"-2", "1", "+3"},
		{"", "5", ""}, {"5", "", ""}, {"7y 3m", "8", ""}, {"5", "many", ""}, {"1e9", "5", ""}, {"5", "1234567890123", ""},
	} {
		if got := GainWords(c.start, c.now); got != c.words {
			t.Errorf("from %q to %q: %q, want %q", c.start, c.now, got, c.words)
		}
	}
}

func FuzzScoreNeverPanics(f *testing.F) {
	for _, seed := range []string{"85", "7.5", "-2", "", " ", ".", "-", "1-2", "+3", "1e9", "٣", "9999999999999"} {
		f.Add(seed, "5")
	}
	f.Fuzz(func(t *testing.T, start, now string) {
		_, there, err := ReadScore(start)
		if there && err != nil {
			t.Errorf("%q is there and refused", start)
		}
		if _, known := Gain(start, now); known != (GainWords(start, now) != "") {
			t.Errorf("the gain from %q to %q", start, now)
		}
	})
}
