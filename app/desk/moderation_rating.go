package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/journal"
	"needsbook/app/pack/terms"
	"needsbook/app/register"
)

// openCase reads a case that may still be worked on: its round is open and was drawn
// with the pack in use, it has no outcome, and its pupil is on roll.
func (d *Desk) openCase(ctx context.Context, id string) (continuum.ModerationCase, *register.Entry, error) {
	var c continuum.ModerationCase
	found, err := readRecord(ctx, d.store, kindModerationCase, id, &c)
	if err != nil {
		return c, nil, err
	}
	if !found {
		return c, nil, refuse("case", "There is no such case. Open the round again.")
	}
	r, err := d.roundRecord(ctx, c.Round)
	if err != nil {
		return c, nil, err
	}
	e, err := d.Entry(c.Pupil)
	if err != nil {
		return c, nil, err
	}
	switch {
	case !r.Closed.IsZero():
		return c, e, refuse("round", "This round was closed on "+r.Closed.Words()+". Draw a new round.")
	case r.Pack != d.continuum.ID || r.Version != d.continuum.Version:
		return c, e, refuse("round", "This round was drawn with "+r.Pack+" "+r.Version+", and "+d.continuum.ID+" "+d.continuum.Version+" is in use now. Close this round and draw a new one; what was rated stays.")
	case c.Outcome != "":
		return c, e, refuse("case", "This case was settled on "+c.On.Words()+". To change it, undo that step.")
	case !e.OnRoll(d.Today()):
		return c, e, refuse("case", "This pupil has left, so the case is set aside. Nothing was changed.")
	}
	return c, e, nil
}

// KeepCaseRating keeps one strand of a second rating that is not finished yet; level ""
// takes the rating away.
func (d *Desk) KeepCaseRating(ctx context.Context, id, strand, level string) error {
	c, _, err := d.openCase(ctx, id)
	if err != nil {
		return err
	}
	if c.Second != "" {
		return refuse("case", "This case has been rated already. To rate it again, undo that step.")
	}
	c.Ratings = withRating(c.Ratings, strand, level)
	if _, err := d.Suggest(c.Ratings); err != nil {
		return err
	}
	// The label is read where the pupil's name may be hidden, so it names none.
	return d.do(ctx, "Rate "+d.strandName(strand)+d.terms.Say(" in a case of {moderation}"), c.Pupil, journal.Edit{Kind: kindModerationCase, Key: c.ID, About: c.Pupil, Value: c})
}

// withRating returns ratings with one changed, and taken away for the level "".
func withRating(ratings map[string]string, strand, level string) map[string]string {
	next := maps.Clone(ratings)
	if next == nil {
		next = map[string]string{}
	}
	if next[strand] = level; level == "" {
		delete(next, strand)
	}
	return next
}

// strandName is the pack's name for what is rated: a strand, or an area as a whole.
func (d *Desk) strandName(id string) string {
	if s, _, ok := d.continuum.Strand(id); ok {
		return s.Name
	}
	if a, ok := d.continuum.Area(id); ok {
		return a.Name
	}
	return id
}

// CaseRating is a second person's rating of a case.
type CaseRating struct {
	Case    string
	Ratings map[string]string // nil takes what was kept strand by strand
	Level   string            // for a continuum that leaves the level to people; else what the ratings come to
	By      string            // who rated: not one of those who gave the first rating
}

// RateCase stores the second rating of a case, after which both ratings may be seen.
func (d *Desk) RateCase(ctx context.Context, rating CaseRating) error {
	c, _, err := d.openCase(ctx, rating.Case)
	if err != nil {
		return err
	}
	if c.Second != "" {
		return refuse("case", "This case has been rated already by "+c.SecondBy+". To rate it again, undo that step.")
	}
	if rating.Ratings != nil {
		c.Ratings = maps.Clone(rating.Ratings)
	}
	if c.Second, err = d.levelOfRatings(c.Ratings, rating.Level); err != nil {
		return err
	}
	c.SecondBy, c.SecondOn = strings.Join(strings.Fields(rating.By), " "), d.Today()
	if err := d.checkSecond(ctx, c); err != nil {
		return err
	}
	return d.do(ctx, d.terms.Say("Rate a case of {moderation} for the second time"), c.Pupil, journal.Edit{Kind: kindModerationCase, Key: c.ID, About: c.Pupil, Value: c})
}

// levelOfRatings is the level that ratings come to by the pack, or the given one where
// the pack leaves the level to people.
func (d *Desk) levelOfRatings(ratings map[string]string, given string) (string, error) {
	s, err := d.Suggest(ratings)
	if err != nil {
		return "", err
	}
	switch _, known := d.continuum.Level(given); {
	case !rated(ratings):
		return "", refuse("ratings", "Rate at least one "+d.terms.Said("strand", false)+" first.")
	case s.Suggested != "" && (given == "" || given == s.Suggested):
		return s.Suggested, nil
	case s.Suggested != "":
		return "", refuse("level", fmt.Sprintf("These ratings come to %s by the rules. Change a rating, or leave the %s out.", d.levelWords(s.Suggested), d.terms.Said("level", false)))
	case given == "":
		return "", refuse("level", "This "+d.terms.Said("continuum", false)+" leaves the "+d.terms.Said("level", false)+" to you. Choose one.")
	case !known:
		return "", refuse("level", "There is no “"+given+"” here. Choose one of "+orWords(d.levelIDs())+".")
	}
	return given, nil
}

// checkSecond refuses a second rater who had a part in the first rating.
func (d *Desk) checkSecond(ctx context.Context, c continuum.ModerationCase) error {
	if c.SecondBy == "" {
		return refuse("by", "Say who rates this case now.")
	}
	var first LevelDecision
	if _, err := readRecord(ctx, d.store, kindLevel, c.Decision, &first); err != nil {
		return err
	}
	same := func(name string) bool { return name != "" && register.FoldName(name) == register.FoldName(c.SecondBy) }
	if same(first.By) || same(first.Second) || slices.ContainsFunc(first.Adults, same) {
		return refuse("by", c.SecondBy+" had a part in the first rating. Somebody else must rate this case.")
	}
	return nil
}

// Outcomes of moderation that the program has rules for; a pack may have others.
const (
	OutcomeAgreed  = "agreed"
	OutcomeRaised  = "raised"
	OutcomeLowered = "lowered"
	OutcomeMore    = "more_evidence"
)

// moderationOutcomes are the plain words for outcomes.
var moderationOutcomes = map[string]string{OutcomeAgreed: "Agreed", OutcomeRaised: "Raised", OutcomeLowered: "Lowered", OutcomeMore: "More evidence needed"}

// ModerationOutcome names an outcome for people.
func ModerationOutcome(id string) string {
	if words, ok := moderationOutcomes[id]; ok {
		return words
	}
	return capital(strings.ReplaceAll(id, "_", " "))
}

// Outcomes are the outcomes that the pack in use lets a case have.
func (d *Desk) Outcomes() []string { return d.continuum.Rules.Moderation.Outcomes }

// Settlement is what two people agreed about a case.
type Settlement struct {
	Case    string
	Outcome string // one of Outcomes
	Agreed  string // the level agreed on; "" where none is, or where the outcome leaves no choice
	Reason  string
	Set     bool // give the pupil the agreed level in the same step
}

// SettleCase stores the outcome of a case. Where Set, the pupil's level is confirmed
// anew in the same step, by the pack's own rule for confirming.
func (d *Desk) SettleCase(ctx context.Context, s Settlement) error {
	c, e, err := d.openCase(ctx, s.Case)
	if err != nil {
		return err
	}
	c.Outcome, c.Agreed, c.Reason = s.Outcome, s.Agreed, strings.TrimSpace(s.Reason)
	if c.Outcome == OutcomeAgreed && c.Agreed == "" {
		c.Agreed = c.First
	}
	if err := d.checkSettled(c); err != nil {
		return err
	}
	c.On, c.By = d.Today(), d.options.By
	label := d.terms.Say("Settle the {moderation} of ") + e.Name() + ": " + terms.Inside(ModerationOutcome(c.Outcome))
	edits := []journal.Edit{{Kind: kindModerationCase, Key: c.ID, About: c.Pupil, Value: c}}
	if s.Set {
		more, err := d.moderatedLevel(ctx, c)
		if err != nil {
			return err
		}
		edits = append(edits, more...)
		label += ", " + d.levelWords(c.Agreed)
	}
	return d.do(ctx, label, c.Pupil, edits...)
}

// checkSettled refuses an outcome that does not fit the two ratings.
func (d *Desk) checkSettled(c continuum.ModerationCase) error {
	rule := d.continuum.Rules.Moderation
	level := d.terms.Said("level", false)
	_, known := d.continuum.Level(c.Agreed)
	steps := d.continuum.Compare(c.Agreed, c.First)
	apart := d.continuum.Compare(c.Second, c.First)
	switch {
	case !slices.Contains(rule.Outcomes, c.Outcome):
		var names []string
		for _, id := range rule.Outcomes {
			names = append(names, terms.Inside(ModerationOutcome(id)))
		}
		return refuse("outcome", "Choose what came of it: "+orWords(names)+".")
	case c.Second == "" && c.Outcome != OutcomeMore:
		return refuse("case", "Rate this case for the second time first.")
	case c.Outcome == OutcomeMore && c.Agreed != "":
		return refuse("agreed", "Where more evidence is needed no "+level+" is agreed yet. Leave it out.")
	case c.Agreed != "" && !known:
		return refuse("agreed", "There is no “"+c.Agreed+"” here. Choose one of "+orWords(d.levelIDs())+".")
	case c.Outcome == OutcomeAgreed && steps != 0:
		return refuse("agreed", "Agreed means that "+d.levelWords(c.First)+" stands. Choose raised or lowered for another "+level+".")
	case c.Outcome == OutcomeRaised && (c.Agreed == "" || steps <= 0):
		return refuse("agreed", "Raised means a higher "+level+" than "+d.levelWords(c.First)+". Choose which.")
	case c.Outcome == OutcomeLowered && (c.Agreed == "" || steps >= 0):
		return refuse("agreed", "Lowered means a lower "+level+" than "+d.levelWords(c.First)+". Choose which.")
	case c.Reason == "" && (c.Outcome != OutcomeAgreed || max(apart, -apart) > rule.AgreeWithin):
		return refuse("reason", "Say why, in a sentence that both would sign.")
	}
	return nil
}

// moderatedLevel is the new decision on a pupil's level that a case came to. It rests
// on the second rating where that came to the agreed level, else on the first.
func (d *Desk) moderatedLevel(ctx context.Context, c continuum.ModerationCase) ([]journal.Edit, error) {
	stands, ok, err := d.Level(ctx, c.Pupil)
	switch {
	case err != nil:
		return nil, err
	case c.Agreed == "":
		return nil, refuse("agreed", "Choose the "+d.terms.Said("level", false)+" that was agreed on first.")
	case !ok || stands.ID != c.Decision:
		return nil, refuse("set", "This pupil was confirmed at "+d.levelWords(stands.Level)+" on "+stands.On.Words()+", after the case was drawn. Settle the case without setting the "+d.terms.Said("level", false)+", then confirm it on the pupil's own screen if need be.")
	case c.Agreed == stands.Level:
		return nil, refuse("set", d.levelWords(c.Agreed)+" stands already. There is nothing to set.")
	}
	choice := LevelChoice{Pupil: c.Pupil, Ratings: stands.Ratings, Level: c.Agreed, Reason: d.terms.Say("{Moderation}: ") + c.Reason, Second: c.SecondBy,
		Ticks: stands.Ticks, Supported: stands.Supported, Adults: stands.Adults, MainArea: stands.MainArea}
	if c.Second == c.Agreed {
		s, err := d.Suggest(c.Ratings)
		if err != nil {
			return nil, err
		}
		choice.Ratings, choice.Ticks, choice.Supported = c.Ratings, nil, nil
		if s.MainArea != "" {
			choice.MainArea = s.MainArea
		}
	}
	_, edits, err := d.levelEdits(ctx, choice)
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return nil, refuse("agreed", refusal.Words)
	}
	return edits, err
}
