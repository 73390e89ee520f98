package funding

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// Kinds of request. An advice request asks for no money; a project holds nothing about
// any pupil.
const (
	KindAdvice     = "advice"
	KindIndividual = "individual"
	KindGroup      = "group"
	KindProject    = "project"
)

// Kinds are the kinds of request, in the order in which they are offered. What each is
// called stands in the words of the council (request_advice and so on).
var Kinds = []string{KindAdvice, KindIndividual, KindGroup, KindProject}

// Why a request is made.
const (
	ReasonNew     = "new"
	ReasonRenewal = "renewal"
	ReasonInYear  = "in_year" // something happened after the money of the year was shared out
)

// Reasons are the reasons, in the order in which they are offered.
var Reasons = []string{ReasonNew, ReasonRenewal, ReasonInYear}

// Events are the kinds of thing that happen in a year and that nobody could plan for.
var Events = []struct{ ID, Name string }{
	{"arrival", "A pupil arrived with high needs"}, {"breakdown", "A place or provision broke down"}, {"crisis", "A crisis"},
	{"medical", "A medical change"}, {"exclusion", "Risk of exclusion"}, {"other", "Something else"},
}

// Errors of an event.
const (
	ErrEventKind  StepError = "Choose what happened."
	ErrEventDate  StepError = "Enter the day it happened. It cannot be in the future."
	ErrEventWords StepError = "Say in a sentence what happened."
)

// Check refuses an event without a kind and a day. Something else needs words too.
func (e Event) Check(today day.Date) error {
	switch {
	case !slices.ContainsFunc(Events, func(k struct{ ID, Name string }) bool { return k.ID == e.Kind }):
		return ErrEventKind
	case e.On.IsZero() || e.On.After(today):
		return ErrEventDate
	case e.Kind == "other" && blank(e.Words):
		return ErrEventWords
	}
	return nil
}

// Event is what happened in the year that nobody could plan for.
type Event struct {
	Kind  string   `json:"kind"` // one of Events
	On    day.Date `json:"on_day"`
	Words string   `json:"words"`
}

// Line is a line of money that is written by hand, as a project's are.
type Line struct {
	What   string       `json:"what"`
	For    string       `json:"for"` // what it is meant to change
	Amount money.Amount `json:"amount"`
	School money.Amount `json:"school"` // of the amount, what the schools pay themselves
}

// Partner is a school that shares a group or a project. The school of the request itself
// may stand among them, to say what it puts in; its pupils are counted from the request.
type Partner struct {
	URN    string `json:"urn"`
	Name   string `json:"name"`
	Pupils int    `json:"pupils"` // how many of its pupils take part
	Lead   bool   `json:"lead"`

	Pays money.Amount `json:"pays"` // what the school puts in itself, in a year
}

// Shared is an outcome that all in a group or a project work towards, or, in a renewal,
// one that they worked towards with the last money.
type Shared struct {
	Words   string   `json:"words"`
	Measure string   `json:"measure"`
	Target  string   `json:"target"`
	ByWhen  day.Date `json:"by_when"`

	Past     bool   `json:"past"`     // of the request that is renewed: what came of it follows
	Result   string `json:"result"`   // provision.ResultMet, ResultPartly or ResultNot; "" not looked at
	Evidence string `json:"evidence"` // what shows it
	Next     string `json:"next"`     // what will change
}

// Letter says that a letter to parents was handed over.
type Letter struct {
	Point string   `json:"point"` // submitted, decided or reviewed
	Pupil string   `json:"pupil"`
	On    day.Date `json:"on_day"`
	How   string   `json:"how"`
}
