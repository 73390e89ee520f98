package funding

import (
	"needsbook/app/day"
	"needsbook/app/provision"
)

// Facts are what a request for one pupil is made of, as the school holds them on
// the day it is drafted.
type Facts struct {
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
}

// Consent is who agreed that the request may be shared.
type Consent struct {
	By           string
	Relationship string // mother, father, carer, or the pupil
	On           day.Date
	How          string // on paper, by e-mail, in a meeting
	SharedWith   string // what may be shared and with whom
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
