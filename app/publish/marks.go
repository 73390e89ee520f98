package publish

import (
	"strconv"
	"strings"

	"needsbook/app/paper"
)

// Mark is a place in the school's words that a live fact fills, written as
// {{name}}.
type Mark struct {
	Name    string
	Meaning string // for the list of marks in help
	ask     string // what to do while the fact is missing
	link    bool   // the fact is a web address
	person  bool   // the fact is a name, which the plain-English check leaves out
	spare   bool   // it may stand alone in a paragraph while there is nothing to show: then nothing is printed
	text    func(*Facts) string
	lines   func(*Facts) []string    // for a fact that is a list
	block   func(*Facts) paper.Block // what it becomes where it stands alone in a paragraph; nil is a list of its lines
}

const inSettings = "Enter it in Settings, School."

// Marks returns every mark, in the order help shows them.
func Marks() []Mark { return marks }

var marks = append([]Mark{
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
	{Name: "need_counts", Meaning: "a table of how many pupils have each kind of need", lines: needLines, block: needTable},
	{Name: "need_chart", Meaning: "a chart of how many pupils have each kind of need", lines: needLines, block: needChart},
	{Name: "figures_as_of", Meaning: "the day the figures were taken", text: func(f *Facts) string { return orSome(f.figuresAsOf().Words(), "today") }},
	{Name: "reviews_held", Meaning: "the number of reviews held in the last year", text: func(f *Facts) string { return countOf(f.Reviews.Held, "reviews") }},
	{Name: "reviews_on_time", Meaning: "how many of those reviews were on time", ask: "Record reviews of plans, or take the mark out.", text: reviewsOnTime},
	{Name: "parents_at_reviews", Meaning: "at how many reviews a parent took part", ask: "Record what parents said at reviews or why they were not heard, or take the mark out.", text: parentsAtReviews},
	{Name: "review_figures", Meaning: "the facts of the last year’s reviews: how many, on time, with parents", lines: reviewLines, block: reviewFacts},
	{Name: "reviews_per_year", Meaning: "how often each plan is reviewed in a year", ask: inSettings, text: func(f *Facts) string { return times(f.ReviewsPerYear) }},
	{Name: "parent_meetings", Meaning: "how often parents are met in a year", ask: inSettings, text: func(f *Facts) string { return times(f.MeetingsPerYear) }},
	{Name: "family_contacts", Meaning: "the number of calls, meetings, letters and e-mails with families in the last year", text: func(f *Facts) string {
		return countOf(f.Contacts, "calls, meetings, letters and e-mails")
	}},
	{Name: "view_ways", Meaning: "how pupils’ views were heard in the last year", ask: "Record pupils’ views and how they were heard, or write the list yourself.", lines: func(f *Facts) []string { return named(f.ViewWays) }},
	{Name: "outcome_results", Meaning: "how many targets of pupils’ plans were met, partly met and not met yet", ask: "Record results at reviews, or take the mark out.", lines: outcomeLines, block: outcomeTable},
	{Name: "outcome_chart", Meaning: "a chart of how many targets were met, partly met and not met yet", ask: "Record results at reviews, or take the mark out.", lines: outcomeLines, block: outcomeChart},
	{Name: "help_results", Meaning: "a table of what each kind of extra help came to", ask: "Review what extra help came to, or take the mark out.", lines: helpResultLines, block: helpResultTable},
	{Name: "help_in_use", Meaning: "a list of the extra help given this year", ask: "Add provision to a plan, or write the list yourself.", lines: func(f *Facts) []string { return f.help(func(Help) bool { return true }) }},
	{Name: "help_by_level", Meaning: "a table of what there is for all pupils, for some and for a few", ask: "Add provision to a plan, or write the list yourself.", lines: waveLines, block: waveTable},
	{Name: "feelings_help", Meaning: "a list of the help with feelings and mental health this year", ask: "Add provision to a plan, or write the list yourself.", lines: func(f *Facts) []string { return f.help(func(h Help) bool { return h.Feelings }) }},
	{Name: "services", Meaning: "a list of the services worked with this year", ask: "Record advice from a professional or a referral, or write the list yourself.", lines: func(f *Facts) []string { return named(f.Services) }},
	{Name: "training", Meaning: "a list of the training staff had this year", ask: "Add notes of staff training to pupils, or write the list yourself.", lines: func(f *Facts) []string { return named(f.Training) }},
	{Name: "transfers", Meaning: "the number of pupils whose record went to their next school in the last year", text: func(f *Facts) string { return countOf(f.Transfers, "pupils") }, block: transfersBlock, spare: true},
	{Name: "you_said_we_did", Meaning: "a table of what people said and what the school did about it", ask: "Write it in You said, we did.", lines: heardLines, block: heardTable, spare: true},
	{Name: "people_asked", Meaning: "who was told, was asked, or made something together with the school", ask: "Write it in You said, we did.", lines: askedLines, spare: true},
}, strategyMarks...)

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
