package publish

import "needsbook/app/day"

// Facts are what fills the public documents. Counts are exact here, and kept so in the
// school's own file; they are printed only through SafeFigures.
type Facts struct {
	AsOf day.Date `json:"as_of"` // when they were taken to be kept; zero for live ones

	School string `json:"school"`
	Phase  string `json:"phase"`           // code of one of school.Phases
	Demo   bool   `json:"demo"`            // the invented demo school: every page says so
	Badge  []byte `json:"badge,omitempty"` // the school's badge as a picture; a version keeps that of its day

	Headteacher        string `json:"headteacher"`
	SENCO              string `json:"senco"`
	SENCOEmail         string `json:"senco_email"`
	SENCOPhone         string `json:"senco_phone"`
	SENCOTimes         string `json:"senco_times"`         // "Monday to Wednesday, 8:30 to 16:00"
	SENCODeputy        string `json:"senco_deputy"`        // who to ask when the SENCO is away
	SENCOQualification string `json:"senco_qualification"` // a whole sentence
	DesignatedTeacher  string `json:"designated_teacher"`  // for children in care
	SENCOTitle         string `json:"senco_title"`         // what the school calls the SENCO
	SENGovernor        string `json:"sen_governor"`
	ComplaintsContact  string `json:"complaints_contact"` // a name and how to reach them

	LocalAuthority        string   `json:"local_authority"`
	LocalOfferLink        string   `json:"local_offer_link"`
	AdviceService         []string `json:"advice_service"` // lines: name, telephone, link of the SENDIAS service
	PolicyLink            string   `json:"policy_link"`
	AccessibilityPlanLink string   `json:"accessibility_plan_link"`
	AccessibilityPlanEnd  day.Date `json:"accessibility_plan_end"`
	InclusionStrategyLink string   `json:"inclusion_strategy_link"`

	OnRoll     int         `json:"on_roll"`
	SENSupport int         `json:"sen_support"` // pupils with status K
	EHCPlans   int         `json:"ehc_plans"`   // pupils with status E
	Needs      []NeedCount `json:"needs"`       // every kind of need the school records, those with none too

	ReviewsPerYear  int `json:"reviews_per_year"`
	MeetingsPerYear int `json:"meetings_per_year"` // with parents

	// What happened in the last year.
	Reviews   Reviews   `json:"reviews"`
	Contacts  int       `json:"contacts"`  // calls, meetings, letters and e-mails with families
	ViewWays  []Counted `json:"view_ways"` // how pupils’ views were heard
	Outcomes  Results   `json:"outcomes"`  // of the targets in pupils’ plans that were looked at
	Waves     []string  `json:"waves"`     // what is there for all, for some and for a few, as the council calls it
	Help      []Help    `json:"help"`      // kinds of help, by name
	Services  []Counted `json:"services"`  // from outside
	Training  []Counted `json:"training"`  // that staff had, by the pupils it was for
	Transfers int       `json:"transfers"` // pupils whose record was handed to their next school
	Heard     []Heard   `json:"heard"`     // what families, pupils and staff said, of those that may be shown

	Former  []string `json:"former"`  // people who were head, SENCO, governor … or staff before and are no longer
	Current []string `json:"current"` // those who are

	Strategy Strategy `json:"strategy"` // activities, what they cost and the money of the fund

	ApprovedBy string   `json:"approved_by"` // the governing body, the trust
	ApprovedOn day.Date `json:"approved_on"` // zero while it is not
	Published  day.Date `json:"published"`
	// Unpublished says that the document as it stands did not go out: Published is of the
	// last version, or today where there is none.
	Unpublished bool     `json:"unpublished"`
	NextReview  day.Date `json:"next_review"`
	Today       day.Date `json:"today"`
}

// Reviews are the reviews of plans that were held in the last year.
type Reviews struct {
	Held   int `json:"held"`
	OnTime int `json:"on_time"`
	Asked  int `json:"asked"` // of which it is known whether a parent took part
	Came   int `json:"came"`  // of Asked, with a parent
}

// Results are targets by what became of them.
type Results struct {
	Met    int `json:"met"`
	Partly int `json:"partly"`
	Not    int `json:"not"`
}

// Total is how many targets were looked at.
func (r Results) Total() int { return r.Met + r.Partly + r.Not }

// Counted is something named, and how many different pupils it touches.
type Counted struct {
	Name   string `json:"name"`
	Pupils int    `json:"pupils"`
}

// Help is one kind of help and what it came to.
type Help struct {
	Counted
	Wave     string  `json:"wave"`     // one of the Waves, "" where it is not said
	Feelings bool    `json:"feelings"` // it is for feelings and mental health
	Reviewed int     `json:"reviewed"` // different pupils whose results were looked at
	Results  Results `json:"results"`
}

// At returns kept facts with what is never kept as it is now: the dates, who approves, the
// school's kind, and the people who are no longer.
func (f Facts) At(now Facts) Facts {
	f.Phase, f.Demo, f.Former, f.Current = now.Phase, now.Demo, now.Former, now.Current
	f.ApprovedOn, f.Unpublished = now.ApprovedOn, now.Unpublished
	f.ApprovedBy, f.Published, f.NextReview, f.Today = now.ApprovedBy, now.Published, now.NextReview, now.Today
	return f
}

// Compare says which facts would be printed otherwise after the kept ones give way to the
// live ones. What is compared is what would be printed, so that a small number shows here
// as little as in a document. Dates are always live and never listed.
func Compare(kept, live Facts) []Change {
	kept = kept.At(live)
	changes := []Change{}
	for _, m := range marks {
		if was, now := m.value(&kept), m.value(&live); was != now {
			changes = append(changes, Change{Mark: m.Name, Meaning: m.Meaning, Was: was, Now: now})
		}
	}
	return append(changes, strategyChanges(&kept.Strategy, &live.Strategy)...)
}
