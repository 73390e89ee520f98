package funding

import (
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// Facts are what a request is made of, as the school holds them on the day it is
// drafted. Which of them a request has goes by its kind: one for advice or for one pupil
// has Pupil and what belongs to that pupil, a group has Members, and a project has
// nothing about any pupil.
type Facts struct {
	Kind    string            // KindIndividual where it is ""
	Title   string            // of an advice, group or project request
	Reason  string            // ReasonNew, ReasonRenewal or ReasonInYear; "" is new, or a renewal where Renewal says so
	Event   Event             // what happened, for ReasonInYear
	SentOn  day.Date          // the day it was submitted, zero before
	Words   map[string]string // words that a council may change, as they are in use (WordsOf)
	Texts   map[string]string // what was written under the fields of the form, by field
	NamedIn []string          // names of the fields in which a pupil is named, for a kind that may name none

	Number  string // the request's own number at the school
	School  string
	LAEstab string // 886/9999
	Demo    bool   // the invented demo school: every page says so
	Scheme  string // the panel or fund it is made to
	Author  string
	Today   day.Date
	From    day.Date // the money is asked for from this day
	To      day.Date // to this day
	Renewal bool
	Route   string // key of the funding route of the level; "exceptional" asks for more evidence

	Pupil      Pupil
	Consent    Consent // by a parent
	OwnConsent Consent // by the pupil, needed from the age of 16

	PupilView  View
	ParentView View
	Strengths  string

	MainNeed   string // in plain words
	SecondNeed string
	Areas      []AreaLevel
	Level      Level

	Attendance string
	Progress   string
	Measures   []Measure
	Cycles     []provision.Cycle
	Advice     []provision.Advice
	Training   []Training

	Outcomes     []provision.Outcome
	Lines        []provision.Costed  // the pupil's help with what it costs in a full year
	WeekHours    provision.WeekHours // of a pupil's week, from the rate card
	Contribution provision.Dated     // what the school pays first, with its source
	StaffNames   map[string]string   // names of kinds of staff by id
	ExampleRates bool                // a line is costed with a rate that is only an example

	OtherMoney      string
	ExitPlan        string
	Impact          string // of the award before, on a renewal
	LocalDiscussion string

	Members  []Member  // pupils of a group
	Partners []Partner // schools that share a group or a project, with this one
	Shared   []Shared  // outcomes of a group or a project
	ByHand   []Line    // costs of a project
	Counts   []Count   // needs in the school, for a project
	Least    int       // a count below this is hidden; 0 hides none but an empty one
	ReviewOn day.Date  // the next review of a group's help

	Past []Past // outcomes of the request that is renewed
	Said []Said // what a panel said about the request before

	Effects  []Effect  // what reviews of the help came to so far
	Before   Voices    // what was said last time, to tell new words from old ones
	MainArea string    // area of need of the level's highest rating, as the school names it; "" not known
	NeedArea string    // area of need that the main need belongs to; "" not known
	NotOnMap []string  `json:"-"` // names of provision that the school knows and this pupil does not have
	Decided  *Decision `json:"-"` // what the council decided, once it has
	Others   []string  `json:"-"` // names and UPNs of other pupils that stand in what was written

	Held  []Paper // papers attached
	SENCO Signed
	Head  Signed
}

// Pupil is the pupil the request is for.
type Pupil struct {
	Forename  string
	Surname   string
	KnownAs   string
	UPN       string
	Born      day.Date
	YearGroup string   // as the school writes it
	Status    string   // SEN status in plain words
	Flags     []string // in care, pupil premium, young carer ... in plain words
	OutOfYear bool     // taught in another year group than the age gives
}

// Consent is who agreed that the request may be shared.
type Consent struct {
	By           string
	Relationship string // mother, father, carer, or the pupil
	On           day.Date
	How          string   // on paper, by e-mail, in a meeting
	SharedWith   string   // what may be shared and with whom
	Withdrawn    day.Date // zero while it stands
}

// Member is a pupil of a group request.
type Member struct {
	ID         string // of the pupil's record
	Code       string // P1, P2 …: how the pupil is called where no names are
	Pupil      Pupil
	Consent    Consent
	OwnConsent Consent
	Need       string // main need in plain words
	Level      string // the confirmed level as the school names it, "" for none
	LevelOn    day.Date
	Note       string // what this pupil needs of the help
}

// Count is how many pupils of the school have something in common.
type Count struct {
	What  string // a need, a level, a year group
	Group string // what it is a kind of: needs, levels
	N     int
}

// Past is an outcome of the request before this one, and what came of it.
type Past struct {
	Words    string
	Result   string // provision.ResultMet, ResultPartly or ResultNot; "" not looked at
	Evidence string
	Next     string // what will change
}

// Said is what a panel said about the request before, as a reason or as a condition.
type Said struct {
	Number string // of that request
	On     day.Date
	Words  string
}

// Share is what one school bears of a group's help.
type Share struct {
	School Partner
	Cost   money.Amount // its part of the whole, by its number of pupils
	Pays   money.Amount // of its part, itself
	Asked  money.Amount
}

// View is what someone said, or why it is not there yet.
type View struct {
	Words  string
	Method string // talked, drew, used symbols, meeting, letter
	On     day.Date
	NotYet string
}

// AreaLevel is the level in one area of need.
type AreaLevel struct{ Area, Level string }

// Level is the confirmed level and how it came about.
type Level struct {
	ID          string
	Name        string
	Plain       string   // what the level means
	Explanation []string // how it follows from the ratings, a sentence a line
	Continuum   string   // name and version of the continuum
	Suggested   string   // id the program suggested
	Reason      string   // why another was confirmed
	On          day.Date // confirmed; the zero Date where it is not
	By          string   // roles who agreed
}

// Measure is a test or scale with its start and its latest result.
type Measure struct {
	What    string
	Start   string
	StartOn day.Date
	Now     string
	NowOn   day.Date
}

// Training is training that staff had for this need.
type Training struct {
	Topic string
	Staff string
	On    day.Date
}

// Paper is a paper attached to the request.
type Paper struct {
	ID   string // of the form's attachment; "" for another paper
	Name string
	On   day.Date
}

// Signed is a signature of the declaration.
type Signed struct {
	Name string
	On   day.Date
}

// kind is the kind of request; facts that do not say are of one pupil.
func (f *Facts) kind() string {
	if f.Kind == "" {
		return KindIndividual
	}
	return f.Kind
}

// reason is why the request is made.
func (f *Facts) reason() string {
	switch {
	case f.Reason != "":
		return f.Reason
	case f.Renewal:
		return ReasonRenewal
	}
	return ReasonNew
}

// Effect is what the last review of a line of help came to.
type Effect struct {
	Line     string // its description
	On       day.Date
	Result   string // provision.ResultMet, ResultPartly or ResultNot
	Evidence string
}

// Voices are what the pupil and the family said in the request before this one.
type Voices struct{ Pupil, Parent string }

// SmallestCount is the smallest count of pupils that a request may show: fewer could point
// at a child.
const SmallestCount = 5
