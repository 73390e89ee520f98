package signals_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/signals"
)

var ctx = context.Background()

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "signals", Name: "Signals", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return signals.New(signals.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("signals"))
	return w
}

// rates are those of a cluster whose schools have hardly anybody at level 3, and many at
// level 1.
func rates(t *testing.T, d *desk.Desk) *papers.Rates {
	t.Helper()
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	r := &papers.Rates{Series: "2026-27/autumn", Continuum: p.Document.CodeLists.Continuum, Areas: papers.Areas, SpreadOf: "cluster",
		Summaries: []string{"0000000000000001", "0000000000000002", "0000000000000003", "0000000000000004"}}
	for i, share := range []int64{10, 70, 17, 1, 1, 1} {
		line := papers.RateLine{Levels: []string{"L" + string(rune('0'+i))}, Spread: 1000}
		for range papers.Areas {
			line.At, line.Of = append(line.At, share*1000), append(line.Of, 100_000)
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

func TestPageSaysWhatDiffersAndWhatThatCannotTell(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	w := open(t, d)
	w.MustSee("no figures to compare with yet", "No signal is not proof of agreement")
	w.Pictures("signals-none")
	comes(papers.Circular{Rates: rates(t, d)}, papers.Letter{})
	w.Go(shell.To("signals"))
	w.MustSee("Against 4 other schools", "Differs from what its needs would lead us to expect: somewhat fewer", "Clearly more", "Clearly fewer", "No signal is not proof of agreement", "33 and 7", "The inner limit is 1.96")
	if w.Sees("wrong") {
		t.Error("the page says that somebody is wrong")
	}
	w.Pictures("signals")
}

func TestSignalsThatLeaveStandInTheSummary(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	comes(papers.Circular{Rates: rates(t, d)}, papers.Letter{})
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	told, found := p.Document.Table("T12")
	if !found {
		t.Fatal("the summary has no T12")
	}
	s, err := d.Signals(ctx)
	if err != nil || len(s.Lines) != 6 {
		t.Fatal(err, s)
	}
	for i, line := range s.Lines {
		if got := told.V[2+i]; line.LeavesKnown && got != line.Leaves+3 {
			t.Errorf("%s leaves as %d, not as %d", line.Name, got, line.Leaves+3)
		}
	}
	other := rates(t, d)
	other.Continuum = "sha256:" + strings.Repeat("0", 64)
	comes(papers.Circular{Rates: other}, papers.Letter{})
	if s, err = d.Signals(ctx); err != nil || len(s.Lines) != 0 || !strings.Contains(s.Why, "cannot be compared") {
		t.Errorf("by another continuum: %v %+v", err, s)
	}
}
