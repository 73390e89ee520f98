package main

// The rounds of moderation of the demo cluster: one that is closed and was talked over,
// and one that is open.

import (
	"context"
	_ "embed"
	"errors"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/app/pack"
	"needsbook/assets"
)

// demoCases are the cases of the round that is open.
//
//go:embed demovignettes.json
var demoCases []byte

// roundBy is the chair who acts on a day.
func (w *demoWork) roundBy(on day.Date) rounds.By {
	chair := w.panelPeople()[0]
	return rounds.By{Actor: chair.ID, At: w.by(chair, on, 45).At}
}

// opens opens a round with a set of cases, which is sent round to be fetched.
func (w *demoWork) opens(ctx context.Context, set []byte, on, until day.Date) error {
	head, ok := pack.ReadHead(set)
	if !ok {
		return errors.New("the cases of the demo cannot be read")
	}
	_, err := w.hub.at(on).SendPack(ctx, inbox.PackOffer{Cluster: w.hub.cluster, Format: head.Format, Name: head.Title, Version: head.Version, Words: "Cases of a moderation round.", Body: set})
	if err != nil {
		return err
	}
	return w.enter(ctx, func(e *entering) {
		e.do(e.Rounds.Open(rounds.Opening{Set: set, Known: [][]byte{assets.Pack("continuum.json")}, Until: until}, w.roundBy(on)))
	})
}

// leaning is how many levels a school rates above the others, in every third case.
var leaning = []int{hilltop: 0, stDunstans: 1, orchardLane: 0, riverside: -1, wealdView: 0, hollyBank: 0, castleRoad: 1}

// scoreRound holds the round that is closed: seven schools scored the cases that come
// with the program.
func (w *demoWork) scoreRound(ctx context.Context) error {
	opened := w.today.AddDays(-60)
	closed := opened.AddDays(20)
	body := assets.Pack("vignettes.json")
	if err := w.opens(ctx, body, opened, closed); err != nil {
		return err
	}
	set, problems := continuum.LoadVignettes(body)
	if problems != nil {
		return errors.New("the cases that come with the program: " + problems[0].String())
	}
	a, err := w.hub.affairs(ctx)
	if err != nil {
		return err
	}
	round := a.Rounds.Rounds[len(a.Rounds.Rounds)-1]
	for n := range leaning {
		p := papers.Scores{Round: round.ID, Pack: round.Pack}
		for rater := range 1 + n%3 {
			p.Raters = append(p.Raters, papers.Rater{Minutes: 11 + (n+3*rater)%6, Scores: scoresOf(set, round.Levels, n, rater)})
		}
		if _, err := w.send(ctx, n, opened.AddDays(3+n), "", p); err != nil {
			return err
		}
	}
	return w.enter(ctx, func(e *entering) {
		e.do(e.Rounds.Close(round.ID, w.roundBy(closed)))
		for _, n := range []rounds.Remark{
			{Round: round.ID, Words: "We agree on the cases with lasting needs. We part where a pupil copes with help: half of us rate the need, half what is left of it."},
			{Round: round.ID, About: "se.reg", Words: "Rate how often it happens, not how loud it is. We add an example to the guide."},
		} {
			e.do(e.Rounds.Note(n, w.roundBy(closed.AddDays(5))))
		}
	})
}

// scoresOf are one person's scores: near what experts say, with the leaning of the school,
// and with doubt about how feelings are managed.
func scoresOf(set *continuum.VignetteSet, levels []string, school, rater int) (out []papers.Score) {
	near := func(level string, by int) string {
		for i, l := range levels {
			if l == level {
				return levels[min(max(i+by, 0), len(levels)-1)]
			}
		}
		return level
	}
	for k, v := range set.Vignettes {
		expected := set.Expected[v.ID]
		by := 0
		if (k+rater)%3 == school%3 {
			by = leaning[school]
		}
		one := papers.Score{Vignette: v.ID, Level: near(expected.Level, by), Strands: map[string]string{}}
		for strand, level := range expected.Ratings {
			doubt := 0
			if strand == "se.reg" {
				doubt = school%3 - 1
			}
			one.Strands[strand] = near(level, by+doubt)
		}
		out = append(out, one)
	}
	return out
}

// openRound opens the next round.
func (w *demoWork) openRound(ctx context.Context) error {
	return w.opens(ctx, demoCases, w.today.AddDays(-3), w.today.AddDays(daysToPanel-1))
}
