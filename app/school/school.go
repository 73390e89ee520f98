package school

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/finding"
)

// School is the school whose register this is.
type School struct {
	Name           string   `json:"name"`
	URN            string   `json:"urn"`       // six digits, from Get Information about Schools
	LAEstab        string   `json:"laestab"`   // 886/9999: local authority and establishment number
	Phase          string   `json:"phase"`     // one of Phases
	LastYear       string   `json:"last_year"` // year group in which pupils leave, "" for the usual one of the phase
	Authority      string   `json:"authority"`
	Roll           int      `json:"roll"` // pupils on roll, where the register holds only some of them; 0 counts the register
	Head           string   `json:"head"`
	Senco          string   `json:"senco"`
	SencoEmail     string   `json:"senco_email"`
	SencoPhone     string   `json:"senco_phone"`
	SencoTimes     string   `json:"senco_times"`         // the best times to reach the SENCO
	SencoDeputy    string   `json:"senco_deputy"`        // whom to ask when the SENCO is away
	SencoSince     day.Date `json:"senco_since"`         // first day as SENCO; the qualification is due three years later
	SencoQualified day.Date `json:"senco_qualified"`     // when the SENCO got the mandatory qualification
	SencoTraining  string   `json:"senco_qualification"` // a sentence
	Designated     string   `json:"designated_teacher"`  // for children in care
	Governor       string   `json:"governor"`            // the governor for SEN
	Approver       string   `json:"approver"`            // who approves the report
	Complaints     string   `json:"complaints"`          // whom to write to
	LocalOffer     string   `json:"local_offer"`         // address of the council's local offer
	ParentSupport  string   `json:"parent_support"`      // the local support service for parents (section 32)
	Website        string   `json:"website"`
	Policy         string   `json:"policy"`          // address of the SEN policy
	AccessPlan     string   `json:"access_plan"`     // address of the accessibility plan
	AccessPlanEnd  day.Date `json:"access_plan_end"` //
	Strategy       string   `json:"strategy"`        // address of the inclusion strategy
	Reviews        int      `json:"reviews_a_year"`
	Meetings       int      `json:"meetings_a_year"` // with parents
	Published      day.Date `json:"published"`       // when the report was last published
	Notional       string   `json:"notional"`        // as it was entered before there was a Budget page, which offers it as its first line
	Cluster        string   `json:"cluster"`         // code of the cluster
	Demo           bool     `json:"demo"`            // invented data: every screen and page says so
	DemoDay        day.Date `json:"demo_day"`        // the day on which the demo school stands
}

// Phases are the kinds of school, with their plain words.
var Phases = []struct{ Code, Name string }{
	{"primary", "Primary"}, {"secondary", "Secondary"}, {"all-through", "All-through"}, {"nursery", "Nursery"}, {"special", "Special"},
}

// GetsInclusionFund reports whether schools of a phase get the Inclusive Mainstream Fund,
// and so must publish an inclusion strategy: all but special schools and nurseries
// (conditions of grant 2026-27).
func GetsInclusionFund(phase string) bool { return phase != "special" && phase != "nursery" }

var (
	urnForm     = regexp.MustCompile(`^[0-9]{6}$`)
	laestabForm = regexp.MustCompile(`^[0-9]{3}/?[0-9]{4}$`)
)

// Check returns what stands in the way of using the school's details.
func (s School) Check() []finding.Finding {
	var out []finding.Finding
	refuse := func(field, code string) {
		out = append(out, finding.Finding{Code: code, Field: field, Severity: finding.Refuse})
	}
	if strings.TrimSpace(s.Name) == "" {
		refuse("name", "school.name")
	}
	if s.URN != "" && !urnForm.MatchString(s.URN) {
		refuse("urn", "school.urn")
	}
	if s.LAEstab != "" && !laestabForm.MatchString(s.LAEstab) {
		refuse("laestab", "school.laestab")
	}
	for _, p := range Phases {
		if p.Code == s.Phase {
			return out
		}
	}
	refuse("phase", "school.phase")
	return out
}

// FindingWords are the sentences for the findings of Check.
var FindingWords = map[string]string{
	"school.name":    "Enter the name of the school.",
	"school.urn":     "The URN has six digits, such as 123456.",
	"school.laestab": "The DfE number has three digits, a stroke and four digits, such as 886/9999.",
	"school.phase":   "The phase is primary, secondary, all-through, nursery or special.",
}

// Problem joins the sentences for findings that refuse; nil when there are none.
func Problem(findings []finding.Finding) error {
	var words []string
	for _, f := range findings {
		if f.Severity == finding.Refuse {
			words = append(words, FindingWords[f.Code])
		}
	}
	if words == nil {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(words, " "))
}

// Clock tells the time. The rooms of app never read the machine's clock themselves.
type Clock func() time.Time

// Today returns the calendar date where the school is.
func (c Clock) Today() day.Date { return day.On(c()) }

// TermName returns the name of the term that a day falls in, by the usual English
// pattern of three terms: autumn to Christmas, spring to Easter, summer after it.
func TermName(d day.Date) string {
	switch m := d.Month(); {
	case m >= 9:
		return "autumn"
	case m <= 3:
		return "spring"
	}
	return "summer"
}

// Series names a term within its academic year, 2026-27/autumn: the line in which
// the school's summaries to the cluster follow one another.
func Series(d day.Date) string {
	return day.AcademicYearName(day.AcademicYear(d)) + "/" + TermName(d)
}
