package desk

import (
	"context"
	"errors"
	"fmt"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
)

// LevelDecision is a pupil's level as it was decided: the ratings, what the pack
// suggested, what the SENCO confirmed and why. It keeps the pack's version.
type LevelDecision struct {
	ID        string            `json:"id"`
	Pupil     string            `json:"pupil"`
	On        day.Date          `json:"on_day"`
	Pack      string            `json:"pack"`
	Version   string            `json:"pack_version"`
	Ratings   map[string]string `json:"ratings"` // strand id to level id
	Suggested string            `json:"suggested"`
	Level     string            `json:"level"`
	MainArea  string            `json:"main_area"`
	Reason    string            `json:"reason"`
	By        string            `json:"by"`
	Second    string            `json:"second"`    // the second person, where the change needed one
	Ticks     []string          `json:"ticks"`     // ids of the statements that were ticked
	Supported []string          `json:"supported"` // strands whose rating is only this low because of help in place
	Adults    []string          `json:"adults"`    // who rated together
	Recheck   day.Date          `json:"recheck"`   // the day to look again; zero where it is never asked
	Blind     string            `json:"blind"`     // the level that the SENCO thought of before the suggestion was shown; "" for none
}

// latestLevel returns the newest decision; of two on one day, the later written.
func latestLevel(list []LevelDecision) (LevelDecision, bool) {
	var last LevelDecision
	for _, l := range list {
		if last.ID == "" || !l.On.Before(last.On) {
			last = l
		}
	}
	return last, last.ID != ""
}

func (d *Desk) levelIDs() []string {
	ids := make([]string, len(d.continuum.Levels))
	for i, l := range d.continuum.Levels {
		ids[i] = l.ID
	}
	return ids
}

// levelWords names a level for people: "Level 3: Extra help with outside advice".
func (d *Desk) levelWords(id string) string {
	if id == "" {
		return "No level"
	}
	if l, ok := d.continuum.Level(id); ok {
		return id + " " + l.Name
	}
	return id
}

// LevelName is the short name of a level of the pack in use, or the id.
func (d *Desk) LevelName(id string) string { return d.levelWords(id) }

// Level returns the level that stands for a pupil, and whether there is one.
func (d *Desk) Level(ctx context.Context, pupil string) (LevelDecision, bool, error) {
	list, err := where[LevelDecision](ctx, d.store, kindLevel, "pupil", pupil)
	if err != nil {
		return LevelDecision{}, false, err
	}
	l, ok := latestLevel(list)
	return l, ok, nil
}

// Suggest works out what ratings come to by the pack in use. Nothing is stored.
func (d *Desk) Suggest(ratings map[string]string) (continuum.Suggestion, error) {
	s, err := continuum.Suggest(d.continuum, ratings)
	var rating *continuum.RatingError
	if errors.As(err, &rating) {
		return s, refuse(rating.Strand, rating.Reason)
	}
	return s, err
}

// LevelChoice is what a SENCO confirms.
type LevelChoice struct {
	Pupil    string
	Ratings  map[string]string
	Level    string // "" takes the suggestion
	MainArea string // asked for where areas tie
	Reason   string
	Second   string // who agreed a change of more than one level

	Ticks     []string // ids of the statements that were ticked
	Supported []string // strands held up by support
	Adults    []string // who rated together
	Recheck   day.Date // zero takes the continuum's usual time
	Blind     string   // what the SENCO thought before the suggestion was shown; may be ""
}

// ConfirmLevel stores a level that the SENCO has confirmed. A level other than the
// suggested one needs a reason; more than one level away needs a second person.
func (d *Desk) ConfirmLevel(ctx context.Context, c LevelChoice) (LevelDecision, error) {
	e, err := d.Entry(c.Pupil)
	if err != nil {
		return LevelDecision{}, err
	}
	decision, edits, err := d.levelEdits(ctx, c)
	if err != nil {
		return LevelDecision{}, err
	}
	label := fmt.Sprintf("Move %s to %s", e.Name(), decision.Level)
	if e.Level == decision.Level {
		label = fmt.Sprintf("Confirm %s at %s", e.Name(), decision.Level)
	}
	return decision, d.do(ctx, label, c.Pupil, edits...)
}

// levelEdits checks a choice by the rules of the continuum in use, and makes the decision
// and the edits that keep it. However a level comes to be decided, it is decided here.
func (d *Desk) levelEdits(ctx context.Context, c LevelChoice) (LevelDecision, []journal.Edit, error) {
	s, err := d.Suggest(c.Ratings)
	if err != nil {
		return LevelDecision{}, nil, err
	}
	if c.Level == "" {
		c.Level = s.Suggested
	}
	switch _, known := d.continuum.Area(c.MainArea); {
	case !rated(c.Ratings):
		return LevelDecision{}, nil, refuse("ratings", d.terms.Say("Rate at least one {strand} first, then confirm the {level}."))
	case c.Level == "":
		return LevelDecision{}, nil, refuse("level", d.terms.Say("This {continuum} suggests no {level}: you choose it. Choose the {level}, then confirm."))
	case c.MainArea != "" && !known:
		return LevelDecision{}, nil, refuse("main_area", d.terms.Say("This {continuum} has no {area} “")+c.MainArea+"”.")
	}
	if err := d.checkChoice(s, c); err != nil {
		return LevelDecision{}, nil, err
	}
	if err := d.checkRating(c); err != nil {
		return LevelDecision{}, nil, err
	}
	if c.MainArea == "" {
		c.MainArea = s.MainArea
	}
	if c.Recheck.IsZero() {
		c.Recheck = d.LevelAgain(d.Today())
	}
	decision := LevelDecision{ID: d.options.NewID(), Pupil: c.Pupil, On: d.Today(), Pack: d.continuum.ID, Version: d.continuum.Version,
		Ratings: c.Ratings, Suggested: s.Suggested, Level: c.Level, MainArea: c.MainArea, Reason: c.Reason, By: d.options.By, Second: c.Second,
		Ticks: orEmpty(c.Ticks), Supported: orEmpty(c.Supported), Adults: orEmpty(c.Adults), Recheck: c.Recheck, Blind: c.Blind}
	edits, err := d.editionEdits(ctx)
	return decision, append(edits, journal.Edit{Kind: kindLevel, Key: decision.ID, About: c.Pupil, Value: decision}), err
}

// rated reports whether anything is rated; a rating of "" counts as none.
func rated(ratings map[string]string) bool {
	for _, level := range ratings {
		if level != "" {
			return true
		}
	}
	return false
}
