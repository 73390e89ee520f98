package register

import "needsbook/app/day"

// EHCPlan is a read-only extract of an education, health and care plan as the
// council issued it. Only an officer of the council may amend a plan, so the
// program never edits one: a newer plan is another record, and what the school
// would like changed is a list of suggested amendments for the review.
type EHCPlan struct {
	ID        string            `json:"id"`
	Pupil     string            `json:"pupil"`
	Authority string            `json:"authority"` // the council
	Issued    day.Date          `json:"issued"`
	Setting   string            `json:"setting"`   // the school named in section I
	Sections  map[string]string `json:"sections"`  // words of a section by its letter: A, B, C, D, E, F, G, H1, H2, I, J, K
	Stages    PlanStages        `json:"stages"`    // dates of the review that runs
	Until     day.Date          `json:"until_day"` // zero while the plan stands
	By        string            `json:"by"`        // who copied it
}

// PlanStages are the dates of an annual review; zero where it has not come to that
// (SEND Regulations 2014, regulations 20 to 22).
type PlanStages struct {
	Meeting  day.Date `json:"meeting"`          // when the review meeting is or was held
	Invited  day.Date `json:"invited"`          // papers and invitations sent
	Report   day.Date `json:"report"`           // the school's report sent to the council
	Decision day.Date `json:"decision"`         // the council's decision notice
	Draft    day.Date `json:"draft"`            // draft amendments sent to the parents
	Final    day.Date `json:"final"`            // the amended plan
	Last     day.Date `json:"last_review_over"` // date of the decision notice that ended the review before
}

// Of returns the date of a stage by its name in the file, zero for an unknown one.
func (s *PlanStages) Of(id string) day.Date {
	if at := s.Stage(id); at != nil {
		return *at
	}
	return day.Date{}
}

// Stage returns the place of a stage's date by its name in the file, nil for an
// unknown one.
func (s *PlanStages) Stage(id string) *day.Date {
	switch id {
	case "meeting":
		return &s.Meeting
	case "invited":
		return &s.Invited
	case "report":
		return &s.Report
	case "decision":
		return &s.Decision
	case "draft":
		return &s.Draft
	case "final":
		return &s.Final
	case "last_review_over":
		return &s.Last
	}
	return nil
}

// Amendment is a change to an EHC plan that the school suggests for its review. It
// never alters the extract.
type Amendment struct {
	ID         string   `json:"id"`
	Pupil      string   `json:"pupil"`
	Plan       string   `json:"plan"`
	Section    string   `json:"section"`
	NowSays    string   `json:"now_says"`
	Suggestion string   `json:"suggestion"`
	Why        string   `json:"why"`
	On         day.Date `json:"on_day"`
	Outcome    string   `json:"outcome"` // what the council did with it, "" while open
	By         string   `json:"by"`
}

// Invitee is someone asked to a pupil's review meeting.
type Invitee struct {
	ID      string   `json:"id"`
	Pupil   string   `json:"pupil"`
	Meeting day.Date `json:"meeting"`
	Role    string   `json:"role"` // parent, class teacher, speech therapist, nurse ...
	Name    string   `json:"name"`
	Invited day.Date `json:"invited"`
	Advice  day.Date `json:"advice"` // when their written advice came, zero while it has not
	Came    string   `json:"came"`   // "yes", "no", or "" before the meeting
}
