package duties

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/app/school"
)

// Facts are what duties are worked out from.
type Facts struct {
	Today    day.Date
	Calendar school.Calendar
	School   Place
	Pupils   []Pupil
	Awards   []Award
	Disputes []Dispute
}

// Place is what the school itself must keep in time.
type Place struct {
	Phase          string   // as school.Phases
	LastYear       string   // year group in which pupils leave, "" for the usual one of the phase
	Published      day.Date // when the SEN information report was last published
	ReportReview   day.Date // by when the published report says that it is looked at again; zero for a year later
	StrategyThere  bool     // an inclusion strategy is on the website
	StrategyReview day.Date // by when the published strategy says that it is looked at again; zero for the day of the rule
	AccessPlanEnds day.Date
	SENCOSince     day.Date // first day as SENCO
	SENCOQualified bool
}

// Pupil is what is known of one pupil. Those without SEN, without an open concern and
// without a request for access need not be given.
type Pupil struct {
	ID         string
	Year       string // year group code
	Born       day.Date
	Status     string   // N, K or E; at leaving, for one who left
	StatusFrom day.Date //
	Left       day.Date // last day on roll, zero while on roll
	ReviewDue  day.Date // of the plan that runs
	Plan       *register.EHCPlan
	Concerns   []register.Concern
	Met        []day.Date // days in this school year on which parents were met or heard
	Spoken     day.Date   // the latest contact or view with the family
	Asked      []Asked
	HandedOver bool       // the record went to another school
	Asks       []day.Date // days of meetings to which somebody has been asked
}

// ViewsAsked reports whether somebody was asked for their views for the meeting of a day.
func (p Pupil) ViewsAsked(meeting day.Date) bool { return slices.Contains(p.Asks, meeting) }

// The two rights to see what is held, by their timescales.
const (
	AskedForData   = "sar"              // of the pupil, or a parent for them: UK GDPR, articles 12 and 15
	AskedForRecord = "education_record" // of a parent, in writing, at a maintained school: Education (Pupil Information) (England) Regulations 2005, regulation 5
)

// Asked is a request by a pupil or parent to see what is held.
type Asked struct {
	ID   string
	Rule string // which right: AskedForData or AskedForRecord
	On   day.Date
}

// Award is money that was agreed.
type Award struct {
	ID, Pupil, Reference string
	Ends                 day.Date
	Review               day.Date // when its impact is looked at, zero where no day was set
	Reviewed             bool     // that was done, and the family was told
	Renewing, Renewed    bool     // a new request was started; it was submitted
}

// Dispute is an objection to a decision that waits for an answer.
type Dispute struct {
	ID, Pupil, Reference string
	Due                  day.Date // of the stage that it is at
}
