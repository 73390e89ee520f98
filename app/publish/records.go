package publish

import (
	"encoding/json"

	"needsbook/app/day"
	"needsbook/app/money"
)

// The public documents.
const (
	SENInformation    = "sen-information"    // CFA 2014 section 69
	InclusionStrategy = "inclusion-strategy" // Inclusive Mainstream Fund conditions of grant 2026-27
)

// Approval is the governors' word that a document may go out. It holds for the words
// and facts that it was given for: see Digest.
type Approval struct {
	By     string   `json:"by"` // the governing body, the trust
	On     day.Date `json:"on"`
	Minute string   `json:"minute"` // where it is minuted
	Digest string   `json:"digest"` // of the document that was approved

	Sections map[string]string `json:"sections,omitempty"` // the digest of each section, by its id
}

// Publication is a version of a public document as it was published. It is never
// changed.
type Publication struct {
	ID       string          `json:"id"` // document/number
	Document string          `json:"document"`
	Number   int             `json:"number"` // from 1
	On       day.Date        `json:"on_day"`
	Review   day.Date        `json:"review"` // by when it is looked at again
	Pack     string          `json:"pack"`   // id@version of the sections
	Words    map[string]Text `json:"words"`  // by section
	Facts    json.RawMessage `json:"facts"`  // Facts as they were
	Approval Approval        `json:"approval"`
	Note     string          `json:"note"` // what is new in it
	By       string          `json:"by"`
}

// Activity is what an inclusion strategy does about a barrier, and what it costs.
type Activity struct {
	ID            string       `json:"id"`
	Year          int          `json:"year"` // the school year: 2026 is 2026-27
	Position      int          `json:"position"`
	Barrier       string       `json:"barrier"`
	What          string       `json:"what"`
	Pupils        string       `json:"pupils"`     // whom it is for, in words; never a name
	Principles    []string     `json:"principles"` // ids of the pack
	Amount        money.Amount `json:"amount"`     // budgeted for the year; what rows of the provision map cost comes on top
	Interventions []string     `json:"interventions"`
	From          day.Date     `json:"from_day"`
	Until         day.Date     `json:"until_day"`
	Measure       string       `json:"measure"` // how the school will know that it worked
	By            string       `json:"by"`
}

// How people were asked. The three mean different things: being told, being asked, and
// making it together.
const (
	Engagement   = "engagement"
	Consultation = "consultation"
	CoProduction = "co-production"
)

// Heard is what families, pupils or staff said by theme, and what the school did: "you
// said, we did". No pupil is named in it.
type Heard struct {
	ID    string   `json:"id"`
	On    day.Date `json:"on_day"`
	Who   string   `json:"who"` // parents, pupils or staff
	How   string   `json:"how"` // Engagement, Consultation or CoProduction
	Theme string   `json:"theme"`
	Said  string   `json:"said"`
	Did   string   `json:"did"`
	Shown int      `json:"shown"` // 1: it may stand in a public document
	By    string   `json:"by"`
}

// Change is one fact that is other than in the documents.
type Change struct {
	Mark    string `json:"mark"`
	Meaning string `json:"meaning"`
	Was     string `json:"was"` // as printed; "" where nothing was entered
	Now     string `json:"now"`
}
