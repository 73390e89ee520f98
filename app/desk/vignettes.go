package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/assets"
)

// vignetteRecord is a set of vignettes as the file keeps it.
type vignetteRecord struct {
	ID       string          `json:"id"` // the set's id@version
	Title    string          `json:"title"`
	Body     json.RawMessage `json:"body"`
	Received day.Date        `json:"received"`
	Until    day.Date        `json:"until_day"`
	Closed   day.Date        `json:"closed"`
	Signed   PackSigned      `json:"signed"`
}

// Vignettes is a set of invented cases that was opened in the school, with how it was
// rated. What experts expect is left out until the set is closed.
type Vignettes struct {
	ID       string                    `json:"id"`
	Set      continuum.VignetteSet     `json:"set"`
	Received day.Date                  `json:"received"`
	Until    day.Date                  `json:"until"`
	Closed   day.Date                  `json:"closed"`
	Signed   PackSigned                `json:"signed"`
	Scores   []continuum.VignetteScore `json:"scores"`
}

// IsOpen reports whether the set may still be rated.
func (v Vignettes) IsOpen() bool { return v.Closed.IsZero() }

// Raters are the people who have rated any vignette, in the order in which they began.
// A rater's number is the place in this list, from 1.
func (v Vignettes) Raters() []string {
	var names []string
	for _, s := range v.Scores {
		if !slices.ContainsFunc(names, func(n string) bool { return sameName(n, s.By) }) {
			names = append(names, s.By)
		}
	}
	return names
}

// Score returns how somebody rated a vignette so far.
func (v Vignettes) Score(vignette, by string) (continuum.VignetteScore, bool) {
	i := slices.IndexFunc(v.Scores, func(s continuum.VignetteScore) bool { return s.Vignette == vignette && sameName(s.By, by) })
	if i < 0 {
		return continuum.VignetteScore{}, false
	}
	return v.Scores[i], true
}

// first is the id of the first score of somebody, "" before they have rated.
func (v Vignettes) first(by string) string {
	for _, s := range v.Scores {
		if sameName(s.By, by) {
			return s.ID
		}
	}
	return ""
}

// Scored counts the vignettes that somebody has rated to a level.
func (v Vignettes) Scored(by string) (n int) {
	for _, s := range v.Scores {
		if s.Level != "" && sameName(s.By, by) {
			n++
		}
	}
	return n
}

func sameName(a, b string) bool { return register.FoldName(a) == register.FoldName(b) }

// OpenVignettes takes a set in from a pack file, signed or plain.
func (d *Desk) OpenVignettes(ctx context.Context, data []byte) (Vignettes, error) {
	body, signed, err := ReadPackFile(data)
	if err != nil {
		return Vignettes{}, err
	}
	set, problems := continuum.LoadVignettes(body)
	if problems == nil {
		problems = continuum.CheckVignettes(d.continuum, set)
	}
	if len(problems) > 0 {
		return Vignettes{}, refuse("vignettes", "This set cannot be used: "+problems[0].String())
	}
	r := vignetteRecord{ID: set.ID + "@" + set.Version, Title: set.Title, Body: body, Received: d.Today(), Until: set.Until, Signed: signed}
	var before vignetteRecord
	if found, err := readRecord(ctx, d.store, kindVignettes, r.ID, &before); err != nil {
		return Vignettes{}, err
	} else if found {
		return Vignettes{}, refuse("vignettes", "The set “"+before.Title+"” was opened on "+before.Received.Words()+" already. What was rated is still there.")
	}
	if !set.Until.IsZero() && set.Until.Before(d.Today()) {
		return Vignettes{}, refuse("vignettes", "Answers to this set were due by "+set.Until.Words()+". Ask for the next one.")
	}
	if err := d.do(ctx, "Open the vignettes “"+set.Title+"”", "", journal.Edit{Kind: kindVignettes, Key: r.ID, Value: r}); err != nil {
		return Vignettes{}, err
	}
	return d.Vignettes(ctx, r.ID)
}

// ExampleVignettes is the set that ships with the program, to try rating on.
func ExampleVignettes() []byte { return assets.Pack("vignettes.json") }

// VignetteSets returns every set that was opened, the latest first.
func (d *Desk) VignetteSets(ctx context.Context) ([]Vignettes, error) {
	records, err := all[vignetteRecord](ctx, d.store, kindVignettes)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(records, func(a, b vignetteRecord) int { return b.Received.Compare(a.Received) })
	out := make([]Vignettes, 0, len(records))
	for _, r := range records {
		v, err := d.vignettesOf(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Vignettes returns one set.
func (d *Desk) Vignettes(ctx context.Context, id string) (Vignettes, error) {
	r, err := d.vignetteRecord(ctx, id)
	if err != nil {
		return Vignettes{}, err
	}
	return d.vignettesOf(ctx, r)
}

func (d *Desk) vignetteRecord(ctx context.Context, id string) (r vignetteRecord, err error) {
	found, err := readRecord(ctx, d.store, kindVignettes, id, &r)
	if err == nil && !found {
		err = refuse("vignettes", "There is no such set of vignettes. Open its file first.")
	}
	return r, err
}

func (d *Desk) vignettesOf(ctx context.Context, r vignetteRecord) (Vignettes, error) {
	set, problems := continuum.LoadVignettes(r.Body)
	if len(problems) > 0 {
		return Vignettes{}, fmt.Errorf("the vignettes %s cannot be read: %s", r.ID, problems[0].Message)
	}
	v := Vignettes{ID: r.ID, Set: *set, Received: r.Received, Until: r.Until, Closed: r.Closed, Signed: r.Signed}
	if v.IsOpen() {
		v.Set.Expected = nil
	}
	var err error
	if v.Scores, err = where[continuum.VignetteScore](ctx, d.store, kindVignetteScore, "vignettes", r.ID); err != nil {
		return v, err
	}
	slices.SortFunc(v.Scores, func(a, b continuum.VignetteScore) int { return strings.Compare(a.ID, b.ID) }) // in the order they were begun
	return v, nil
}

// VignetteRating is how somebody rates one vignette, as far as they are.
type VignetteRating struct {
	Set, Vignette string
	By            string
	Ratings       map[string]string
	Level         string // for a continuum that leaves the level to people; else what the ratings come to
}

// mostRaters is how many people of one school may rate a set.
const mostRaters = 20

// ScoreVignette keeps how somebody rates a vignette. It may be changed until the set
// is closed.
func (d *Desk) ScoreVignette(ctx context.Context, r VignetteRating) error {
	v, err := d.Vignettes(ctx, r.Set)
	if err != nil {
		return err
	}
	r.By = strings.Join(strings.Fields(r.By), " ")
	_, known := v.Set.Vignette(r.Vignette)
	raters := v.Raters()
	begun := slices.ContainsFunc(raters, func(n string) bool { return sameName(n, r.By) })
	switch {
	case !v.IsOpen():
		return refuse("vignettes", "This set was closed on "+v.Closed.Words()+", and what experts say has been shown. It cannot be rated any more.")
	case !known:
		return refuse("vignette", "There is no vignette “"+r.Vignette+"” in this set.")
	case r.By == "":
		return refuse("by", "Say who is rating.")
	case !begun && len(raters) >= mostRaters:
		return refuse("by", fmt.Sprintf("At most %d people of a school rate one set.", mostRaters))
	}
	if problems := continuum.CheckVignettes(d.continuum, &v.Set); len(problems) > 0 {
		return refuse("vignettes", problems[0].Message+" Ask for a set for it. What was rated stays.")
	}
	score, _ := v.Score(r.Vignette, r.By)
	if score.ID == "" {
		score = continuum.VignetteScore{ID: d.options.NewID(), Set: v.ID, Vignette: r.Vignette, By: r.By}
	}
	score.Ratings, score.On, score.Level = map[string]string{}, d.Today(), ""
	maps.Copy(score.Ratings, r.Ratings)
	maps.DeleteFunc(score.Ratings, func(_, level string) bool { return level == "" })
	s, err := d.Suggest(score.Ratings)
	if err != nil {
		return err
	}
	if len(score.Ratings) > 0 && (r.Level != "" || s.Suggested != "") {
		if score.Level, err = d.levelOfRatings(score.Ratings, r.Level); err != nil {
			return err
		}
	}
	if err := d.do(ctx, ratingLabel+r.Vignette, "", journal.Edit{Kind: kindVignetteScore, Key: score.ID, Value: score}); err != nil {
		return err
	}
	return d.timeSpent(ctx, firstOf(v.first(r.By), score.ID))
}

// CloseVignettes ends the rating of a set, after which what experts say is shown and
// nothing can be rated any more.
func (d *Desk) CloseVignettes(ctx context.Context, id string) error {
	r, err := d.vignetteRecord(ctx, id)
	if err != nil {
		return err
	}
	v, err := d.vignettesOf(ctx, r)
	if err != nil {
		return err
	}
	rated := slices.ContainsFunc(v.Scores, func(s continuum.VignetteScore) bool { return s.Level != "" })
	switch {
	case !v.IsOpen():
		return refuse("vignettes", "This set was closed on "+v.Closed.Words()+".")
	case !rated:
		return refuse("vignettes", "Rate at least one vignette first. What experts say is shown after that.")
	}
	r.Closed = d.Today()
	return d.do(ctx, "Close the vignettes “"+r.Title+"”", "", journal.Edit{Kind: kindVignettes, Key: r.ID, Value: r})
}
