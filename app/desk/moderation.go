package desk

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
)

// Round is a round of moderation with its cases, as far as they may be seen.
type Round struct {
	continuum.Round
	Blind bool         `json:"blind"` // names and classes are hidden until a case is rated
	Cases []CaseOfView `json:"cases"`
}

// CaseOfView is one case of a round as it may be seen. Until it is rated for the second
// time its first level and, in a blind round, the pupil are left out.
type CaseOfView struct {
	continuum.ModerationCase
	Number   int    `json:"number"` // its place in the round, from 1
	Name     string `json:"name"`   // the pupil's, "" while hidden
	Revealed bool   `json:"revealed"`
	Left     bool   `json:"left"` // the pupil has left: the case is set aside
}

// Open reports whether the case waits for a second rating or for an outcome.
func (c CaseOfView) Open() bool { return c.Outcome == "" && !c.Left }

// Waits counts the cases that wait for a second rating, and those that are rated and
// wait for an outcome.
func (r Round) Waits() (rate, settle int) {
	for _, c := range r.Cases {
		switch {
		case !c.Open():
		case c.Revealed:
			settle++
		default:
			rate++
		}
	}
	return rate, settle
}

// IsOpen reports whether the round has not been closed.
func (r Round) IsOpen() bool { return r.Closed.IsZero() }

// NewRound is what a round is started with.
type NewRound struct {
	Name string // "" takes the month
}

// DrawRound draws a round by the pack's rule from the levels that stand, as one step.
// The round's own identifier is the seed of the draw, so that anybody can check it.
func (d *Desk) DrawRound(ctx context.Context, n NewRound) (Round, error) {
	rounds, err := all[continuum.Round](ctx, d.store, kindModerationRound)
	if err != nil {
		return Round{}, err
	}
	for _, r := range rounds {
		if r.Closed.IsZero() {
			return Round{}, refuse("round", "The round “"+r.Name+"” is still open. Close it first, then draw a new one.")
		}
	}
	standing, err := d.standingLevels(ctx, rounds)
	if err != nil {
		return Round{}, err
	}
	today := d.Today()
	r := continuum.Round{ID: d.options.NewID(), On: today, Name: strings.TrimSpace(n.Name), Pack: d.continuum.ID, Version: d.continuum.Version, By: d.options.By}
	if r.Name == "" {
		r.Name = today.Time().Format("January 2006")
	}
	drawn := continuum.Draw(d.continuum, standing, seedOf(r.ID))
	if len(drawn) == 0 {
		return Round{}, refuse("round", "There is nothing to draw. "+d.SampleWords()+" Nobody on roll has such a level that was confirmed with the "+d.terms.Said("continuum", false)+" in use.")
	}
	edits := []journal.Edit{{Kind: kindModerationRound, Key: r.ID, Value: r}}
	for _, s := range drawn {
		c := continuum.ModerationCase{ID: d.options.NewID(), Pupil: s.Pupil, Round: r.ID, Decision: s.Decision, First: s.Level, Ratings: map[string]string{}}
		edits = append(edits, journal.Edit{Kind: kindModerationCase, Key: c.ID, About: c.Pupil, Value: c})
	}
	if err := d.do(ctx, d.terms.Say("Draw the {moderation} round ")+r.Name, "", edits...); err != nil {
		return Round{}, err
	}
	return d.Round(ctx, r.ID)
}

// seedOf makes the seed of a draw of a round's identifier.
func seedOf(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()
}

// standingLevels lists the levels that may be drawn: of pupils on roll, made with the
// pack in use, each with the last round that the pupil was in.
func (d *Desk) standingLevels(ctx context.Context, rounds []continuum.Round) ([]continuum.Standing, error) {
	cases, err := all[continuum.ModerationCase](ctx, d.store, kindModerationCase)
	if err != nil {
		return nil, err
	}
	days, last := map[string]day.Date{}, map[string]day.Date{}
	for _, r := range rounds {
		days[r.ID] = r.On
	}
	for _, c := range cases {
		if on := days[c.Round]; last[c.Pupil].Before(on) {
			last[c.Pupil] = on
		}
	}
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return nil, err
	}
	var standing []continuum.Standing
	for pupil, list := range byPupil(decisions, func(l LevelDecision) string { return l.Pupil }) {
		l, _ := latestLevel(list)
		if e, err := d.Entry(pupil); err != nil || !e.OnRoll(d.Today()) || l.Pack != d.continuum.ID || l.Version != d.continuum.Version {
			continue
		}
		standing = append(standing, continuum.Standing{Pupil: pupil, Decision: l.ID, Level: l.Level, Drawn: last[pupil]})
	}
	return standing, nil
}

// Rounds returns every round of moderation, the newest first.
func (d *Desk) Rounds(ctx context.Context) ([]Round, error) {
	rounds, err := all[continuum.Round](ctx, d.store, kindModerationRound)
	if err != nil {
		return nil, err
	}
	slices.Reverse(rounds) // of two on one day the later drawn comes first
	slices.SortStableFunc(rounds, func(a, b continuum.Round) int { return b.On.Compare(a.On) })
	out := make([]Round, 0, len(rounds))
	for _, r := range rounds {
		view, err := d.roundView(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, view)
	}
	return out, nil
}

// Round returns one round.
func (d *Desk) Round(ctx context.Context, id string) (Round, error) {
	r, err := d.roundRecord(ctx, id)
	if err != nil {
		return Round{}, err
	}
	return d.roundView(ctx, r)
}

func (d *Desk) roundRecord(ctx context.Context, id string) (r continuum.Round, err error) {
	found, err := readRecord(ctx, d.store, kindModerationRound, id, &r)
	if err == nil && !found {
		err = refuse("round", d.terms.Say("There is no such round of {moderation}. Open the list of rounds again."))
	}
	return r, err
}

func (d *Desk) roundView(ctx context.Context, r continuum.Round) (Round, error) {
	view := Round{Round: r, Blind: d.continuum.Rules.Moderation.Blind}
	cases, err := where[continuum.ModerationCase](ctx, d.store, kindModerationCase, "round", r.ID)
	if err != nil {
		return view, err
	}
	slices.SortFunc(cases, func(a, b continuum.ModerationCase) int { return cmp.Compare(a.ID, b.ID) }) // so that a case keeps its number
	for i, c := range cases {
		view.Cases = append(view.Cases, d.caseView(c, i+1, view.Blind))
	}
	return view, nil
}

// caseView leaves out of a case what may not be seen yet.
func (d *Desk) caseView(c continuum.ModerationCase, number int, blind bool) CaseOfView {
	view := CaseOfView{ModerationCase: c, Number: number, Revealed: c.Second != "" || c.Outcome != ""}
	e, err := d.Entry(c.Pupil)
	view.Left = (err != nil || !e.OnRoll(d.Today())) && c.Outcome == ""
	if err == nil && (view.Revealed || !blind) {
		view.Name = e.Name()
	}
	if !view.Revealed {
		view.First, view.Decision = "", ""
		if blind {
			view.Pupil = ""
		}
	}
	return view
}

// CloseRound ends a round. Cases without an outcome stay as they are and are not
// counted as settled.
func (d *Desk) CloseRound(ctx context.Context, id string) error {
	r, err := d.roundRecord(ctx, id)
	if err != nil {
		return err
	}
	if !r.Closed.IsZero() {
		return refuse("round", "The round “"+r.Name+"” was closed on "+r.Closed.Words()+".")
	}
	r.Closed = d.Today()
	return d.do(ctx, d.terms.Say("Close the {moderation} round ")+r.Name, "", journal.Edit{Kind: kindModerationRound, Key: r.ID, Value: r})
}

// SampleWords says in a sentence how the pack in use draws a round.
func (d *Desk) SampleWords() string {
	rule := d.continuum.Rules.Moderation
	var names []string
	for _, id := range rule.SampleLevels {
		names = append(names, d.levelWords(id))
	}
	words := fmt.Sprintf("A round draws %d%% of the pupils at %s, and at least %s where there are so many.", rule.SamplePercent, orWords(names), count(rule.MinSample, "case"))
	if rule.Blind {
		words += " Names are hidden until a case has been rated."
	}
	return words
}

// orWords lists things of which any one will do: a, b or c.
func orWords(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}
