package desk

import (
	"encoding/json"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/assets"
)

// demoModeration is what the recipe says of moderation: the rounds, and who rated the
// example vignettes.
type demoModeration struct {
	Rounds    []demoRound
	Vignettes struct {
		Received day.Date
		Scores   []continuum.VignetteScore
	} `json:"vignettes"`
}

// demoRound is a round and its cases.
type demoRound struct {
	continuum.Round
	Cases []struct {
		Pupil   int // place among those with SEN
		Second  int // by how many levels the second rating differs
		Unrated bool
		Outcome string
		Reason  string
		On      day.Date `json:"on_day"`
	}
	SecondBy string   `json:"second_by"`
	SecondOn day.Date `json:"second_on"`
}

// moderation gives the school the rounds of the recipe.
func (b *demoBuilder) moderation() {
	for _, of := range b.recipe.Rounds {
		r := of.Round
		r.ID, r.Pack, r.Version, r.By = b.id(), b.desk.continuum.ID, b.desk.continuum.Version, "SENCO"
		b.put(kindModerationRound, r.ID, "", r)
		for _, one := range of.Cases {
			rated := b.rated[one.Pupil]
			first := rated.onDay(r.On)
			c := continuum.ModerationCase{ID: b.id(), Pupil: rated.pupil.ID, Round: r.ID, Decision: first.ID, First: first.Level, Ratings: map[string]string{}}
			if !one.Unrated {
				c.Ratings = rated.need.ratings(b.rank(first.Level) + one.Second)
				c.Second, c.SecondBy, c.SecondOn = b.levelOf(c.Ratings), of.SecondBy, of.SecondOn
			}
			if one.Outcome != "" {
				c.Outcome, c.Reason, c.On, c.By, c.Agreed = one.Outcome, one.Reason, one.On, "SENCO", c.Second
			}
			b.put(kindModerationCase, c.ID, c.Pupil, c)
			if c.Agreed != "" && c.Agreed != c.First {
				b.moderated(c, rated)
			}
		}
	}
}

// moderated gives a pupil the level that a case came to.
func (b *demoBuilder) moderated(c continuum.ModerationCase, rated demoRated) {
	l := rated.onDay(c.On)
	l.ID, l.On, l.Ratings, l.Suggested, l.Level = b.id(), c.On, c.Ratings, c.Second, c.Agreed
	l.Reason, l.Second = "Moderation: "+c.Reason, c.SecondBy
	b.put(kindLevel, l.ID, l.Pupil, l)
}

func (b *demoBuilder) rank(level string) int {
	l, _ := b.desk.continuum.Level(level)
	return l.Rank
}

// levelOf is the level that ratings come to, "" for ratings that cannot be.
func (b *demoBuilder) levelOf(ratings map[string]string) string {
	s, err := continuum.Suggest(b.desk.continuum, ratings)
	if err != nil {
		return ""
	}
	return s.Suggested
}

// vignettes opens the set that ships, with what some have rated so far.
func (b *demoBuilder) vignettes() error {
	body := assets.Pack("vignettes.json")
	var set continuum.VignetteSet
	if err := json.Unmarshal(body, &set); err != nil {
		return err
	}
	of := b.recipe.Vignettes
	r := vignetteRecord{ID: set.ID + "@" + set.Version, Title: set.Title, Body: body, Received: of.Received, Until: set.Until}
	b.put(kindVignettes, r.ID, "", r)
	for _, s := range of.Scores {
		s.ID, s.Set, s.Level = b.id(), r.ID, b.levelOf(s.Ratings)
		b.put(kindVignetteScore, s.ID, "", s)
	}
	return nil
}
