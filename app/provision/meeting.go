package provision

import (
	"needsbook/app/day"
	"needsbook/app/register"
)

// Meeting is a review or another meeting about a pupil: prepared from what is known,
// written in the room, signed before people leave. Who was asked and came is said by
// the invitees of its day; what the pupil and the parents said by notes heard at it.
type Meeting struct {
	ID      string         `json:"id"`
	Pupil   string         `json:"pupil"`
	Kind    string         `json:"kind"` // one of the kinds below
	On      day.Date       `json:"on_day"`
	At      TimeOfDay      `json:"at"`
	Place   string         `json:"place"`
	Cycle   string         `json:"cycle"`  // the plan that is reviewed at it, "" for none
	Agenda  []string       `json:"agenda"` // its points in their order
	Words   string         `json:"words"`  // what was said and agreed
	Actions []AgreedAction `json:"actions"`

	// Why a voice was not heard at it, "" where it was: the words themselves are notes
	// heard at this meeting.
	PupilWhyNot  string   `json:"pupil_why_not"`
	ParentWhyNot string   `json:"parent_why_not"`
	Next         day.Date `json:"next_day"` // when they meet again, zero where no day was agreed
	Signed       day.Date `json:"signed"`   // zero until it was signed off; a signed record is not changed
	SignedBy     string   `json:"signed_by"`
	By           string   `json:"by"`
}

// IsSigned reports whether the record was signed off.
func (m Meeting) IsSigned() bool { return !m.Signed.IsZero() }

// NeedsVoices reports whether the record of a kind of meeting must hold what the
// parents and the pupil said, or why they were not heard (Children and Families Act
// 2014, section 19; Code of Practice 6.65 to 6.70).
func NeedsVoices(kind string) bool { return kind != MeetingOther }

// AgreedAction is what somebody will do.
type AgreedAction struct {
	What string   `json:"what"`
	Who  string   `json:"who"`
	By   day.Date `json:"by"`
	Done day.Date `json:"done"` // zero until it was done
}

// Waits reports whether the action has still to be done.
func (a AgreedAction) Waits() bool { return a.Done.IsZero() }

// Words says what will be done, by whom and by when, in a line.
func (a AgreedAction) Words() string {
	words := a.What
	if a.Who != "" {
		words += ": " + a.Who
	}
	if !a.By.IsZero() {
		words += ", by " + a.By.Words()
	}
	return words
}

// Kinds of meeting.
const (
	MeetingParents      = "parents"       // with parents, three times a year (Code of Practice 6.65)
	MeetingAnnualReview = "annual_review" // of an EHC plan (SEND Regulations 2014, regulations 18 to 20)
	MeetingPlan         = "plan_review"
	MeetingOther        = "other"
)

// MeetingKinds are the kinds of meeting with their words.
var MeetingKinds = []register.Item{
	{ID: MeetingParents, Name: "Meeting with parents"}, {ID: MeetingAnnualReview, Name: "Annual review"},
	{ID: MeetingPlan, Name: "Review of the plan"}, {ID: MeetingOther, Name: "Other meeting"},
}

// Correction is what was put right in a record after it was signed: it is added with
// its date and reason, and the record stays as it was signed.
type Correction struct {
	ID     string   `json:"id"`
	Pupil  string   `json:"pupil"`
	Record string   `json:"record"` // id of the plan or meeting
	On     day.Date `json:"on_day"`
	Words  string   `json:"words"` // what is right
	Why    string   `json:"why"`
	By     string   `json:"by"`
}
