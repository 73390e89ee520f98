package continuum

import "needsbook/app/day"

// Round is one round of moderation inside a school: levels that stood when it was drawn
// are rated again by somebody who sees neither the first rating nor, where the pack says
// so, the name.
type Round struct {
	ID      string   `json:"id"`
	On      day.Date `json:"on_day"`
	Name    string   `json:"name"`
	Pack    string   `json:"pack"`
	Version string   `json:"pack_version"`
	Closed  day.Date `json:"closed"`
	By      string   `json:"by"`
}

// ModerationCase is one level that was drawn for a round.
type ModerationCase struct {
	ID       string            `json:"id"`
	Pupil    string            `json:"pupil"`
	Round    string            `json:"round"`
	Decision string            `json:"decision"` // the decision that was drawn
	First    string            `json:"first"`    // its level
	Ratings  map[string]string `json:"ratings"`  // the second rating
	Second   string            `json:"second"`   // its level, "" while it is not rated
	SecondBy string            `json:"second_by"`
	SecondOn day.Date          `json:"second_on"`
	Outcome  string            `json:"outcome"` // one of the pack's: agreed, raised, lowered, more_evidence; "" while open
	Agreed   string            `json:"agreed"`  // the level agreed on
	Reason   string            `json:"reason"`
	On       day.Date          `json:"on_day"`
	By       string            `json:"by"`
}

// VignetteScore is how one person in the school rated one invented case of a set.
type VignetteScore struct {
	ID       string            `json:"id"`
	Set      string            `json:"vignettes"` // id of the set
	Vignette string            `json:"vignette"`
	Ratings  map[string]string `json:"ratings"`
	Level    string            `json:"level"`
	On       day.Date          `json:"on_day"`
	By       string            `json:"by"`
}
