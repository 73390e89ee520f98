package provision

import (
	"needsbook/app/day"
	"needsbook/app/register"
)

// Cycle is one turn of assess, plan, do, review for a pupil (Code of Practice 6.44
// to 6.56).
type Cycle struct {
	ID        string   `json:"id"`
	Pupil     string   `json:"pupil"`
	Starts    day.Date `json:"starts"`
	ReviewDue day.Date `json:"review_due"`
	Reviewed  day.Date `json:"reviewed"` // zero until the review has been held
	Aim       string   `json:"aim"`
	Help      string   `json:"help"`     // what was or will be done
	Result    string   `json:"result"`   // ResultMet, ResultPartly or ResultNot, "" before the review
	Evidence  string   `json:"evidence"` // what showed it
	Next      string   `json:"next"`     // what changes now
	By        string   `json:"by"`

	// Why a voice was not heard at the review, "" where it was: the words themselves
	// are notes heard at this plan.
	PupilWhyNot  string   `json:"pupil_why_not"`
	ParentWhyNot string   `json:"parent_why_not"`
	Signed       day.Date `json:"signed"` // zero until it was signed off; a signed plan is not changed
	SignedBy     string   `json:"signed_by"`
}

// Results of a review.
const (
	ResultMet    = "met"
	ResultPartly = "partly"
	ResultNot    = "not"
)

// ResultName returns the plain words for a result.
func ResultName(result string) string {
	switch result {
	case ResultMet:
		return "Met"
	case ResultPartly:
		return "Partly met"
	case ResultNot:
		return "Not met"
	}
	return "Not reviewed yet"
}

// IsResult reports whether a result is one that a review can have.
func IsResult(result string) bool {
	return result == ResultMet || result == ResultPartly || result == ResultNot
}

// IsReviewed reports whether the cycle's review has been held and has a result.
func (c Cycle) IsReviewed() bool { return !c.Reviewed.IsZero() && c.Result != "" }

// IsSigned reports whether the plan was signed off, so that it is not changed any more.
func (c Cycle) IsSigned() bool { return !c.Signed.IsZero() }

// Outcome is one thing that a pupil's plan is meant to reach.
type Outcome struct {
	ID       string   `json:"id"`
	Pupil    string   `json:"pupil"`
	Cycle    string   `json:"cycle"` // the cycle it belongs to, "" for a lasting one
	Words    string   `json:"words"`
	Baseline string   `json:"baseline"`
	Target   string   `json:"target"`
	Measure  string   `json:"measure"`
	Owner    string   `json:"owner"`
	ByWhen   day.Date `json:"by_when"`
	Result   string   `json:"result"`

	Area       string `json:"area"`        // id of a broad area of need, "" for none
	EHCOutcome string `json:"ehc_outcome"` // the outcome of the EHC plan's section E that it is a step to, "" for none
	StartScore string `json:"start_score"` // what is measured, as a number: at the start
	Score      string `json:"score"`       // and at the review
	Evidence   string `json:"evidence"`    // what showed the result
	Next       string `json:"next"`        // what changes now
	Follows    string `json:"follows"`     // id of the outcome of an earlier plan that it goes on from, "" for none
}

// Advice is one recommendation of a professional, and whether it was acted on.
type Advice struct {
	ID    string   `json:"id"`
	Pupil string   `json:"pupil"`
	On    day.Date `json:"on_day"`
	Role  string   `json:"role"` // educational psychologist, speech therapist ...
	Name  string   `json:"name"`
	Words string   `json:"words"`
	Done  string   `json:"done"` // AdviceDone, AdviceNotYet or AdviceNot
	How   string   `json:"how"`  // how it was put in place, or why not
}

// AdviceStates are what can have become of a piece of advice, with its words.
var AdviceStates = []register.Item{
	{ID: AdviceDone, Name: "Done"},
	{ID: AdviceNotYet, Name: "Not yet"},
	{ID: AdviceNot, Name: "Not done"},
}

// What became of a piece of advice.
const (
	AdviceDone   = "done"
	AdviceNotYet = "not_yet"
	AdviceNot    = "not"
)
