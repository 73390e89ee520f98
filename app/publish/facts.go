package publish

import (
	"strconv"
	"strings"

	"needsbook/app/day"
)

// Facts are what fills the public documents. Counts are exact here, and kept so in the
// school's own file; they are printed only through SafeFigures.
type Facts struct {
	AsOf day.Date `json:"as_of"` // when they were taken to be kept; zero for live ones

	School string `json:"school"`
	Phase  string `json:"phase"` // code of one of school.Phases
	Demo   bool   `json:"demo"`  // the invented demo school: every page says so

	Headteacher        string `json:"headteacher"`
	SENCO              string `json:"senco"`
	SENCOEmail         string `json:"senco_email"`
	SENCOPhone         string `json:"senco_phone"`
	SENCOTimes         string `json:"senco_times"`         // "Monday to Wednesday, 8:30 to 16:00"
	SENCODeputy        string `json:"senco_deputy"`        // who to ask when the SENCO is away
	SENCOQualification string `json:"senco_qualification"` // a whole sentence
	DesignatedTeacher  string `json:"designated_teacher"`  // for children in care
	SENGovernor        string `json:"sen_governor"`
	ComplaintsContact  string `json:"complaints_contact"` // a name and how to reach them

	LocalAuthority        string   `json:"local_authority"`
	LocalOfferLink        string   `json:"local_offer_link"`
	AdviceService         []string `json:"advice_service"` // lines: name, telephone, link of the SENDIAS service
	PolicyLink            string   `json:"policy_link"`
	AccessibilityPlanLink string   `json:"accessibility_plan_link"`
	AccessibilityPlanEnd  day.Date `json:"accessibility_plan_end"`
	InclusionStrategyLink string   `json:"inclusion_strategy_link"`

	OnRoll      int         `json:"on_roll"`
	SENSupport  int         `json:"sen_support"`  // pupils with status K
	EHCPlans    int         `json:"ehc_plans"`    // pupils with status E
	Needs       []NeedCount `json:"needs"`        // every kind of need the school records, those with none too
	ReviewsHeld int         `json:"reviews_held"` // in the last year

	ReviewsPerYear  int      `json:"reviews_per_year"`
	MeetingsPerYear int      `json:"meetings_per_year"` // with parents
	HelpInUse       []string `json:"help_in_use"`       // kinds of extra help given this year
	Services        []string `json:"services"`          // services from outside worked with this year
	Training        []string `json:"training"`          // training staff had this year

	Former []string `json:"former"` // people who were named in the documents' facts before and are no longer

	Strategy Strategy `json:"strategy"` // activities, what they cost and the money of the fund

	ApprovedBy string   `json:"approved_by"` // the governing body, the trust
	Published  day.Date `json:"published"`
	NextReview day.Date `json:"next_review"`
	Today      day.Date `json:"today"`
}

// At returns kept facts with what is never kept as it is now: the dates, who approves, the
// school's kind, and the people who are no longer.
func (f Facts) At(now Facts) Facts {
	f.Phase, f.Demo, f.Former = now.Phase, now.Demo, now.Former
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
	return changes
}

// Mark is a place in the school's words that a live fact fills, written as
// {{name}}.
type Mark struct {
	Name    string
	Meaning string // for the list of marks in help
	ask     string // what to do while the fact is missing
	link    bool   // the fact is a web address
	person  bool   // the fact is a name, which the plain-English check leaves out
	text    func(*Facts) string
	lines   func(*Facts) []string // for a fact that is a list
}

const inSettings = "Enter it in Settings, School."

// Marks returns every mark, in the order help shows them.
func Marks() []Mark { return marks }

var marks = []Mark{
	{Name: "school_name", Meaning: "the school’s name", ask: inSettings, person: true, text: func(f *Facts) string { return f.School }},
	{Name: "headteacher", Meaning: "the headteacher’s name", ask: inSettings, person: true, text: func(f *Facts) string { return f.Headteacher }},
	{Name: "senco_name", Meaning: "the SENCO’s name", ask: inSettings, person: true, text: func(f *Facts) string { return f.SENCO }},
	{Name: "senco_email", Meaning: "the SENCO’s e-mail address", ask: inSettings, text: func(f *Facts) string { return f.SENCOEmail }},
	{Name: "senco_phone", Meaning: "the SENCO’s telephone number", ask: inSettings, text: func(f *Facts) string { return f.SENCOPhone }},
	{Name: "senco_times", Meaning: "the best times to reach the SENCO", ask: inSettings, text: func(f *Facts) string { return f.SENCOTimes }},
	{Name: "senco_deputy", Meaning: "who to ask when the SENCO is away", ask: inSettings, person: true, text: func(f *Facts) string { return f.SENCODeputy }},
	{Name: "senco_qualification", Meaning: "a sentence on the SENCO’s qualification", ask: inSettings, text: func(f *Facts) string { return f.SENCOQualification }},
	{Name: "designated_teacher", Meaning: "the designated teacher for children in care", ask: inSettings, person: true, text: func(f *Facts) string { return f.DesignatedTeacher }},
	{Name: "sen_governor", Meaning: "the governor for SEN", ask: inSettings, person: true, text: func(f *Facts) string { return f.SENGovernor }},
	{Name: "complaints_contact", Meaning: "who takes complaints and how to reach them", ask: inSettings, person: true, text: func(f *Facts) string { return f.ComplaintsContact }},
	{Name: "local_authority", Meaning: "the local authority’s name", ask: inSettings, person: true, text: func(f *Facts) string { return f.LocalAuthority }},
	{Name: "local_offer_link", Meaning: "the address of the council’s Local Offer", ask: inSettings, link: true, text: func(f *Facts) string { return f.LocalOfferLink }},
	{Name: "advice_service", Meaning: "the free advice service for parents", ask: inSettings, person: true, lines: func(f *Facts) []string { return f.AdviceService }},
	{Name: "sen_policy_link", Meaning: "the address of the SEN policy", ask: inSettings, link: true, text: func(f *Facts) string { return f.PolicyLink }},
	{Name: "accessibility_plan_link", Meaning: "the address of the accessibility plan", ask: inSettings, link: true, text: func(f *Facts) string { return f.AccessibilityPlanLink }},
	{Name: "accessibility_plan_end", Meaning: "the day the accessibility plan ends", ask: inSettings, text: func(f *Facts) string { return f.AccessibilityPlanEnd.Words() }},
	{Name: "inclusion_strategy_link", Meaning: "the address of the inclusion strategy", ask: inSettings, link: true, text: func(f *Facts) string { return f.InclusionStrategyLink }},
	{Name: "approved_by", Meaning: "who approved the report", ask: "Enter it on the report’s first page.", person: true, text: func(f *Facts) string { return f.ApprovedBy }},
	{Name: "published_on", Meaning: "the day the report is published", ask: "Enter it on the report’s first page.", text: func(f *Facts) string { return f.Published.Words() }},
	{Name: "next_review", Meaning: "the day the report is next checked", ask: "Enter it on the report’s first page.", text: func(f *Facts) string { return f.NextReview.Words() }},
	{Name: "on_roll", Meaning: "the number of pupils on roll", text: func(f *Facts) string { return orSome(f.figures().OnRoll, "our pupils") }},
	{Name: "sen_total", Meaning: "the number of pupils with SEN support or an EHC plan", text: func(f *Facts) string { return orSome(f.figures().Total, "a small number of pupils") }},
	{Name: "sen_support_count", Meaning: "the number of pupils with SEN support", text: func(f *Facts) string { return orSome(f.figures().Support, "some pupils") }},
	{Name: "ehc_plan_count", Meaning: "the number of pupils with an EHC plan", text: func(f *Facts) string { return orSome(f.figures().Plans, "some pupils") }},
	{Name: "need_counts", Meaning: "a table of how many pupils have each kind of need", lines: needLines},
	{Name: "reviews_held", Meaning: "the number of reviews held in the last year", text: func(f *Facts) string { return countOf(f.ReviewsHeld, "reviews") }},
	{Name: "reviews_per_year", Meaning: "how often each plan is reviewed in a year", ask: inSettings, text: func(f *Facts) string { return times(f.ReviewsPerYear) }},
	{Name: "parent_meetings", Meaning: "how often parents are met in a year", ask: inSettings, text: func(f *Facts) string { return times(f.MeetingsPerYear) }},
	{Name: "help_in_use", Meaning: "a list of the extra help given this year", ask: "Add provision to a plan, or write the list yourself.", lines: func(f *Facts) []string { return f.HelpInUse }},
	{Name: "services", Meaning: "a list of the services worked with this year", ask: "Record advice from a professional, or write the list yourself.", lines: func(f *Facts) []string { return f.Services }},
	{Name: "training", Meaning: "a list of the training staff had this year", ask: "Record training in Settings, Staff, or write the list yourself.", lines: func(f *Facts) []string { return f.Training }},
}

func markNamed(name string) (Mark, bool) {
	for _, m := range marks {
		if m.Name == name {
			return m, true
		}
	}
	return Mark{}, false
}

// value returns the fact as text for use within a sentence.
func (m Mark) value(f *Facts) string {
	if m.lines != nil {
		return inWords(m.lines(f))
	}
	return strings.TrimSpace(m.text(f))
}

func (f *Facts) figures() Figures {
	return SafeFigures(f.OnRoll, f.SENSupport, f.EHCPlans, f.Needs)
}

// needLines never returns an empty list: a school with few pupils says so.
func needLines(f *Facts) []string {
	figures := f.figures()
	var lines []string
	for _, n := range figures.Needs {
		lines = append(lines, n.Need+": "+pupils(n.Count))
	}
	switch {
	case len(lines) == 0:
		return []string{"We do not print how many pupils have each kind of need, because the numbers are small"}
	case figures.Others:
		lines = append(lines, "Each other kind of need: "+fewerThanFive+", or none")
	}
	return lines
}

func orSome(words, otherwise string) string {
	if words == "" {
		return otherwise
	}
	return words
}

func inWords(lines []string) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return lines[0]
	}
	return strings.Join(lines[:len(lines)-1], ", ") + " and " + lines[len(lines)-1]
}

// times writes how often something happens; nothing for a number not entered.
func times(n int) string {
	switch {
	case n < 1:
		return ""
	case n == 1:
		return "once"
	case n == 2:
		return "twice"
	case n < 10:
		return []string{"three", "four", "five", "six", "seven", "eight", "nine"}[n-3] + " times"
	}
	return strconv.Itoa(n) + " times"
}
