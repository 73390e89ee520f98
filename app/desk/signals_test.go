package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/cluster/rounds"
	"needsbook/app/continuum"
	"needsbook/app/desk"
)

func TestSignalWordsAskForATalkOnlyAfterTwoTermsAndNeverBlame(t *testing.T) {
	d := open(t)
	line := func(band int, z float64, stands bool) desk.SignalLine {
		return desk.SignalLine{Signal: rounds.Signal{SignalReading: continuum.SignalReading{Known: true, Band: band, Z: z}}, Stands: stands}
	}
	for _, c := range []struct {
		line  desk.SignalLine
		wants []string
	}{
		{line(0, 1, false), []string{"As its needs would lead us to expect"}},
		{line(1, 2.5, false), []string{"Differs from what its needs would lead us to expect", "somewhat more", "Worth a look"}},
		{line(-2, -4, false), []string{"clearly fewer", "if it is so again next term"}},
		{line(2, 4, true), []string{"two terms running", "Talk about it"}},
		{desk.SignalLine{}, []string{"Nobody to compare"}},
	} {
		words := d.SignalWords(c.line)
		for _, want := range c.wants {
			if !strings.Contains(words, want) {
				t.Errorf("%q does not say %q", words, want)
			}
		}
		for _, no := range []string{"wrong", "error", "mistake", "too many", "too few"} {
			if strings.Contains(strings.ToLower(words+d.SignalShort(c.line)), no) {
				t.Errorf("%q blames", words)
			}
		}
	}
	notes := strings.Join(d.SignalNotes(), " ")
	for _, want := range []string{"No signal is not proof of agreement", "60 pupils, 15 in 100 of its lower cases: 33 and 7", "180 pupils, 30 in 100 of its lower cases: 100 and 94"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not say %q: %s", want, notes)
		}
	}
}

func TestRoundsNeedACluster(t *testing.T) {
	d := open(t)
	if all, err := d.ClusterRounds(ctx); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
	_, err := d.TakeRound(ctx, "round-1")
	refusedAt(t, err, "round")
	v := vignettes(t, d)
	_, err = d.PreviewScores(ctx, v.ID)
	refusedAt(t, err, "round")
	refusedAt(t, d.SendScores(ctx, v.ID, "A. Senco"), "round")
	if s, err := d.Signals(ctx); err != nil || len(s.Lines) != 0 || !strings.Contains(s.Why, "no figures to compare with yet") {
		t.Error(s, err)
	}
}
