package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"needsbook/app/access"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// ClusterRound is a round of moderation that the school's cluster holds, as it stands
// here.
type ClusterRound struct {
	papers.RoundOffer
	Taken   bool `json:"taken"`    // the set lies in the school's file, under the id that Set names
	Scores  bool `json:"approved"` // the school's scores were approved for the hub
	Arrived bool `json:"arrived"`  // and the hub has them
}

// IsOpen reports whether the round waits for this school's scores.
func (r ClusterRound) IsOpen() bool { return !r.Closed && !r.Scores }

// ClusterRounds returns the rounds that the newest bulletin tells of.
func (d *Desk) ClusterRounds(ctx context.Context) ([]ClusterRound, error) {
	c, found, err := d.Circular(ctx)
	if err != nil || !found {
		return nil, err
	}
	sent, err := d.SentPapers(ctx, exchange.KindScores)
	if err != nil {
		return nil, err
	}
	var out []ClusterRound
	for _, offer := range c.Rounds {
		r := ClusterRound{RoundOffer: offer}
		r.Closed = r.Closed || r.Until.Before(d.Today())
		var kept vignetteRecord
		if r.Taken, err = readRecord(ctx, d.store, kindVignettes, offer.Set, &kept); err != nil {
			return nil, err
		}
		for _, s := range sent {
			if p, ok := s.Paper.(papers.Scores); ok && p.Round == r.ID {
				r.Scores, r.Arrived = true, receipted(s.Item)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// RoundOfSet returns the round that a set of vignettes is for, and whether there is one.
func (d *Desk) RoundOfSet(ctx context.Context, set string) (ClusterRound, bool, error) {
	all, err := d.ClusterRounds(ctx)
	i := slices.IndexFunc(all, func(r ClusterRound) bool { return r.Set == set })
	if err != nil || i < 0 {
		return ClusterRound{}, false, err
	}
	return all[i], true, nil
}

// TakeRound fetches the cases of a round from the hub and opens them to be scored.
// Nothing goes to the hub but the request for the file.
func (d *Desk) TakeRound(ctx context.Context, id string) (Vignettes, error) {
	all, err := d.ClusterRounds(ctx)
	if err != nil {
		return Vignettes{}, err
	}
	i := slices.IndexFunc(all, func(r ClusterRound) bool { return r.ID == id })
	switch {
	case i < 0:
		return Vignettes{}, refuse("round", d.terms.Say("The {cluster} has no such round any more."))
	case all[i].Taken:
		return d.Vignettes(ctx, all[i].Set)
	case all[i].Closed:
		return Vignettes{}, refuse("round", "Scores for this round were due by "+all[i].Until.Words()+". Wait for the next one.")
	case all[i].Continuum != d.continuum.ID+"@"+d.continuum.Version:
		return Vignettes{}, refuse("round", "The round is scored by the "+d.terms.Said("continuum", false)+" "+all[i].Continuum+", and this school uses "+d.continuum.ID+"@"+d.continuum.Version+". Put that pack in use first, under Settings, Packs.")
	}
	body, err := d.askPack(ctx, all[i].Pack)
	if err != nil {
		return Vignettes{}, err
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != all[i].Pack {
		return Vignettes{}, refuse("round", "What came is not the set of the round, so nothing was changed. Try again.")
	}
	return d.OpenVignettes(ctx, body)
}

// scoresOf is the paper with how people here scored the cases of a round.
func (d *Desk) scoresOf(ctx context.Context, set string) (papers.Scores, Vignettes, error) {
	p := papers.Scores{}
	v, err := d.Vignettes(ctx, set)
	if err != nil {
		return p, v, err
	}
	r, found, err := d.RoundOfSet(ctx, set)
	switch {
	case err != nil:
		return p, v, err
	case !found:
		return p, v, refuse("round", d.terms.Say("These cases are not from a round of the {cluster}, so there is nothing to send."))
	case r.Scores:
		return p, v, refuse("round", "The scores of this round were approved already.")
	case r.Closed:
		return p, v, refuse("round", "Scores for this round were due by "+r.Until.Words()+". What was scored stays here.")
	}
	done := false
	p.Round, p.Pack = r.ID, r.Pack
	for _, by := range v.Raters() {
		rater := papers.Rater{Scores: []papers.Score{}}
		for _, c := range v.Set.Vignettes { // in the set's order, not in that of rating
			if s, ok := v.Score(c.ID, by); ok && s.Level != "" {
				rater.Scores = append(rater.Scores, papers.Score{Vignette: s.Vignette, Level: s.Level, Strands: s.Ratings})
			}
		}
		if len(rater.Scores) == 0 {
			continue
		}
		done = done || len(rater.Scores) == len(v.Set.Vignettes)
		if rater.Minutes, err = d.minutesOf(ctx, v, by); err != nil {
			return p, v, err
		}
		p.Raters = append(p.Raters, rater)
	}
	if !done {
		return p, v, refuse("round", fmt.Sprintf("Nobody has scored all %d cases yet. Score the others first.", len(v.Set.Vignettes)))
	}
	return p, v, nil
}

// PreviewScores shows all that would leave about a round: numbers of people, cases and
// levels, and how many minutes the scoring took. Nobody is named.
func (d *Desk) PreviewScores(ctx context.Context, set string) (papers.Preview, error) {
	p, _, err := d.scoresOf(ctx, set)
	if err != nil {
		return papers.Preview{}, err
	}
	return d.PreviewPaper(ctx, p)
}

// SendScores approves the scores of a round in the name of by, and closes the set in the
// same step: what experts say is shown only once nothing can be changed any more.
func (d *Desk) SendScores(ctx context.Context, set, by string) error {
	if err := d.allow(access.Send); err != nil {
		return err
	}
	p, v, err := d.scoresOf(ctx, set)
	if err != nil {
		return err
	}
	r, err := d.vignetteRecord(ctx, v.ID)
	if err != nil {
		return err
	}
	r.Closed = d.Today()
	_, err = d.queuePaper(ctx, p, by, journal.Edit{Kind: kindVignettes, Key: r.ID, Value: r})
	return err
}

// OutcomeOfSet is how far the schools agreed on a set that was scored for a round, as the
// hub wrote it to this school, and whether it wrote.
func (d *Desk) OutcomeOfSet(ctx context.Context, set string) (papers.RoundResult, bool, error) {
	l, found, err := d.Letter(ctx)
	i := slices.IndexFunc(l.Round, func(r papers.RoundResult) bool { return r.Set == set })
	if err != nil || !found || i < 0 {
		return papers.RoundResult{}, false, err
	}
	return l.Round[i], true, nil
}

// rememberedMinutes is where it is kept how long people scored, in seconds by the id of
// their first score. It is no record of its own: losing it loses a measure, no rating.
const rememberedMinutes = "vignette_seconds"

// longestLook is the most that one look at a case counts, in seconds: whoever was called
// away did not score in the meantime.
const longestLook = 300

// LookAtVignette notes that somebody has a case before them from now on, so that the time
// until they rate it counts as theirs.
func (d *Desk) LookAtVignette() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looked = d.now()
}

// timeSpent counts the time since the last look at a case for somebody who rates.
func (d *Desk) timeSpent(ctx context.Context, first string) error {
	d.mu.Lock()
	now, since := d.now(), d.looked
	d.looked = now
	d.mu.Unlock()
	if since.IsZero() || first == "" {
		return nil
	}
	spent, err := d.secondsSpent(ctx)
	if err != nil {
		return err
	}
	spent[first] += min(longestLook, max(0, int(now.Sub(since).Seconds())))
	value, err := json.Marshal(spent)
	if err != nil {
		return err
	}
	return d.store.Remember(ctx, rememberedMinutes, value)
}

func (d *Desk) secondsSpent(ctx context.Context) (map[string]int, error) {
	spent := map[string]int{}
	value, found, err := d.store.Remembered(ctx, rememberedMinutes)
	if err == nil && found && json.Unmarshal(value, &spent) != nil {
		spent = map[string]int{}
	}
	return spent, err
}

// minutesOf is how long somebody scored a set, in whole minutes.
func (d *Desk) minutesOf(ctx context.Context, v Vignettes, by string) (int, error) {
	spent, err := d.secondsSpent(ctx)
	return min(600, (spent[v.first(by)]+30)/60), err
}
