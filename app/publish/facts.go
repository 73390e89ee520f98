package publish

import (
	"strconv"
	"strings"

	"needsbook/app/day"
)

// Facts are the live facts that fill a report. Counts are exact here; they are
// printed only through SafeFigures.
type Facts struct {
	School string
	Phase  string // code of one of school.Phases
	Demo   bool   // the invented demo school: every page says so

	Headteacher        string
	SENCO              string
	SENCOEmail         string
	SENCOPhone         string
	SENCOTimes         string // "Monday to Wednesday, 8:30 to 16:00"
	SENCODeputy        string // who to ask when the SENCO is away
	SENCOQualification string // a whole sentence
	DesignatedTeacher  string // for children in care
	SENGovernor        string
	ComplaintsContact  string // a name and how to reach them

	LocalAuthority        string
	LocalOfferLink        string
	AdviceService         []string // lines: name, telephone, link of the SENDIAS service
	PolicyLink            string
	AccessibilityPlanLink string
	AccessibilityPlanEnd  day.Date
	InclusionStrategyLink string

	OnRoll      int
	SENSupport  int         // pupils with status K
	EHCPlans    int         // pupils with status E
	Needs       []NeedCount // every kind of need the school records, those with none too
	ReviewsHeld int         // in the last year

	ReviewsPerYear  int
	MeetingsPerYear int      // with parents
	HelpInUse       []string // kinds of extra help given this year
	Services        []string // services from outside worked with this year
	Training        []string // training staff had this year

	ApprovedBy string // the governing body, the trust
	Published  day.Date
	NextReview day.Date
	Today      day.Date
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
