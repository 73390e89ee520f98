package desk

import (
	"context"

	"needsbook/app/continuum"
	"needsbook/app/day"
)

// RoundResult is what a round came to.
type RoundResult struct {
	Round     Round                       `json:"round"`
	Agreement continuum.Agreement         `json:"agreement"`
	Strands   []continuum.StrandAgreement `json:"strands"` // the one that splits people most first
	Areas     []continuum.AreaAgreement   `json:"areas"`
	Outcomes  []OutcomeCount              `json:"outcomes"`
}

// OutcomeCount is how many cases had one outcome.
type OutcomeCount struct {
	Outcome string `json:"outcome"`
	N       int    `json:"n"`
}

// RoundResult compares the two ratings of every case of a round that was rated.
func (d *Desk) RoundResult(ctx context.Context, id string) (RoundResult, error) {
	r, err := d.Round(ctx, id)
	if err != nil {
		return RoundResult{}, err
	}
	result := RoundResult{Round: r}
	p, pairs, err := d.pairsOf(ctx, r)
	if err != nil {
		return result, err
	}
	result.Agreement = continuum.Agree(p, pairs)
	result.Strands = continuum.AgreeByStrand(p, pairs)
	result.Areas = continuum.AgreeByArea(p, result.Strands)
	by := map[string]int{}
	for _, c := range r.Cases {
		by[c.Outcome]++
	}
	for _, outcome := range p.Rules.Moderation.Outcomes {
		result.Outcomes = append(result.Outcomes, OutcomeCount{outcome, by[outcome]})
	}
	return result, nil
}

// pairsOf are the rated cases of a round with both ratings, and the pack that the
// round was drawn with.
func (d *Desk) pairsOf(ctx context.Context, r Round) (*continuum.Pack, []continuum.Pair, error) {
	var pairs []continuum.Pair
	for _, c := range r.Cases {
		if c.Second == "" {
			continue
		}
		var first LevelDecision
		if _, err := readRecord(ctx, d.store, kindLevel, c.Decision, &first); err != nil {
			return nil, nil, err
		}
		pairs = append(pairs, continuum.Pair{First: c.First, Second: c.Second, FirstRatings: first.Ratings, SecondRatings: c.Ratings})
	}
	p, err := d.packOf(ctx, r.Pack, r.Version)
	return p, pairs, err
}

// ModerationFacts are what may be counted of moderation outside the school: how many
// cases were rated twice in a school year, and how far the ratings agreed.
type ModerationFacts struct {
	Year  int    // the year in which the school year begins
	Cases int    // rated twice, pooled over the year; 0 while fewer than ten
	Band  string // one of AgreementBands; "" while fewer than ten
}

// AgreementBands are the bands in which agreement may leave the school: the share of
// cases in which both ratings agree as the pack's rule for agreeing has it.
var AgreementBands = []struct {
	ID   string
	From int // per cent; up to the next band
}{{"under_40", 0}, {"40_to_59", 40}, {"60_to_79", 60}, {"80_or_more", 80}}

// ModerationFacts pools every case of this school year that was rated twice. Fewer
// than ten give nothing, since so few would speak of single pupils.
func (d *Desk) ModerationFacts(ctx context.Context) (ModerationFacts, error) {
	facts := ModerationFacts{Year: day.AcademicYear(d.Today())}
	rounds, err := d.Rounds(ctx)
	if err != nil {
		return facts, err
	}
	n, agreed := 0, 0
	for _, r := range rounds {
		if day.AcademicYear(r.On) != facts.Year {
			continue
		}
		p, pairs, err := d.pairsOf(ctx, r)
		if err != nil {
			return facts, err
		}
		for _, pair := range pairs {
			n++
			if apart := p.Compare(pair.Second, pair.First); max(apart, -apart) <= p.Rules.Moderation.AgreeWithin {
				agreed++
			}
		}
	}
	if n < continuum.FewestForRate {
		return facts, nil
	}
	facts.Cases = n
	for _, band := range AgreementBands {
		if agreed*100 >= band.From*n {
			facts.Band = band.ID
		}
	}
	return facts, nil
}

// CaseFirstRatings returns the first rating of a case, strand by strand; nothing until
// the case has been rated for the second time.
func (d *Desk) CaseFirstRatings(ctx context.Context, id string) (map[string]string, error) {
	var c continuum.ModerationCase
	found, err := readRecord(ctx, d.store, kindModerationCase, id, &c)
	if err != nil || !found || c.Second == "" && c.Outcome == "" {
		return nil, err
	}
	var first LevelDecision
	_, err = readRecord(ctx, d.store, kindLevel, c.Decision, &first)
	return first.Ratings, err
}
