package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"

	"needsbook/app/continuum"
	"needsbook/app/pack"
	"needsbook/assets"
)

// VignetteResult is how a closed set was rated, beside what experts say.
type VignetteResult struct {
	Vignettes Vignettes                   `json:"vignettes"`
	Raters    []RaterResult               `json:"raters"`
	Between   continuum.Agreement         `json:"between"`  // of people in the school with one another: every two who rated the same vignette
	Expected  continuum.Agreement         `json:"expected"` // of everybody with the experts
	Strands   []continuum.StrandAgreement `json:"strands"`  // within the school, the strand that splits people most first
}

// RaterResult is how one person agrees with the experts.
type RaterResult struct {
	Number    int                 `json:"rater"`
	By        string              `json:"by"`
	Scored    int                 `json:"scored"`
	Agreement continuum.Agreement `json:"agreement"`
}

// VignetteResult compares the ratings of a closed set.
func (d *Desk) VignetteResult(ctx context.Context, id string) (VignetteResult, error) {
	v, err := d.Vignettes(ctx, id)
	if err != nil {
		return VignetteResult{}, err
	}
	if v.IsOpen() {
		return VignetteResult{}, refuse("vignettes", "Close the set first. Until then nobody sees another's ratings or what experts say.")
	}
	p, err := d.packOf(ctx, v.Set.Continuum.ID, v.Set.Continuum.Version)
	if err != nil {
		return VignetteResult{}, err
	}
	result := VignetteResult{Vignettes: v}
	var expected []continuum.Pair
	for i, by := range v.Raters() {
		var pairs []continuum.Pair
		for _, s := range v.Scores {
			if e, known := v.Set.Expected[s.Vignette]; known && s.Level != "" && sameName(s.By, by) {
				pairs = append(pairs, continuum.Pair{First: e.Level, Second: s.Level, FirstRatings: e.Ratings, SecondRatings: s.Ratings})
			}
		}
		result.Raters = append(result.Raters, RaterResult{Number: i + 1, By: by, Scored: v.Scored(by), Agreement: continuum.Agree(p, pairs)})
		expected = append(expected, pairs...)
	}
	result.Expected = continuum.Agree(p, expected)
	between := everyTwo(v.Scores)
	result.Between = continuum.Agree(p, between)
	result.Strands = continuum.AgreeByStrand(p, between)
	return result, nil
}

// everyTwo pairs every two people's ratings of the same vignette.
func everyTwo(scores []continuum.VignetteScore) (pairs []continuum.Pair) {
	for i, a := range scores {
		for _, b := range scores[i+1:] {
			if a.Vignette == b.Vignette && a.Level != "" && b.Level != "" {
				pairs = append(pairs, continuum.Pair{First: a.Level, Second: b.Level, FirstRatings: a.Ratings, SecondRatings: b.Ratings})
			}
		}
	}
	return pairs
}

// VignetteAnswer is what a school sends back about a set: ids and levels, and nothing
// else. The schema vignette-answer.json holds it to that.
type VignetteAnswer struct {
	Format    string        `json:"format"`
	Version   int           `json:"format_version"`
	Set       AnswerEdition `json:"set"`
	Continuum AnswerEdition `json:"continuum"`
	URN       string        `json:"urn"`
	Raters    []AnswerRater `json:"raters"`
}

// AnswerEdition names a pack.
type AnswerEdition struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// AnswerRater is one person's ratings under a number.
type AnswerRater struct {
	Rater   int            `json:"rater"`
	Answers []AnswerLevels `json:"answers"`
}

// AnswerLevels is how one vignette was rated.
type AnswerLevels struct {
	Vignette string            `json:"vignette"`
	Level    string            `json:"level"`
	Strands  map[string]string `json:"strands"`
}

const formatVignetteAnswer = "sen-vignette-answer"

var urn = regexp.MustCompile(`^[0-9]{6}$`)

// VignetteAnswer makes the answer to a closed set, and the file that holds it. Nobody's
// name, no pupil and no free text is in it.
func (d *Desk) VignetteAnswer(ctx context.Context, id string) (VignetteAnswer, []byte, error) {
	result, err := d.VignetteResult(ctx, id)
	if err != nil {
		return VignetteAnswer{}, nil, err
	}
	v := result.Vignettes
	answer := VignetteAnswer{Format: formatVignetteAnswer, Version: 1, Set: AnswerEdition{v.Set.ID, v.Set.Version},
		Continuum: AnswerEdition{v.Set.Continuum.ID, v.Set.Continuum.Version}, URN: d.School().URN}
	if !urn.MatchString(answer.URN) {
		return answer, nil, refuse("urn", "The school's URN is missing, and the answer goes out under it. Enter the six digits under Settings, School.")
	}
	for _, r := range result.Raters {
		rater := AnswerRater{Rater: r.Number}
		for _, vignette := range v.Set.Vignettes { // in the set's order, not in that of rating
			if s, ok := v.Score(vignette.ID, r.By); ok && s.Level != "" {
				rater.Answers = append(rater.Answers, AnswerLevels{Vignette: s.Vignette, Level: s.Level, Strands: s.Ratings})
			}
		}
		if len(rater.Answers) > 0 {
			answer.Raters = append(answer.Raters, rater)
		}
	}
	file, err := json.MarshalIndent(answer, "", " ")
	if err != nil {
		return answer, nil, fmt.Errorf("writing the answer to vignettes: %w", err)
	}
	if problems := pack.Check(assets.Schema("vignette-answer.json"), file); len(problems) > 0 {
		return answer, nil, fmt.Errorf("the answer to vignettes would hold what may not leave: %s", problems[0].Message)
	}
	return answer, append(file, '\n'), nil
}

// VignetteAnswerName is the name of the file that holds the answer to a set.
func VignetteAnswerName(v Vignettes) string {
	return "answer " + v.Set.ID + " " + v.Set.Version + ".json"
}

// packOf is the continuum that something was made with, or the one in use where that
// is not kept.
func (d *Desk) packOf(ctx context.Context, id, version string) (*continuum.Pack, error) {
	p, kept, err := d.ContinuumOf(ctx, id, version)
	if err != nil || !kept {
		return d.continuum, err
	}
	return p, nil
}
