package intake

import (
	"slices"
	"strings"

	"needsbook/app/provision"
	"needsbook/app/register"
)

// Names of the fields that a column of a provision map can hold, beside those that say
// who a pupil is.
const (
	FieldProvision   = "provision"
	FieldStaff       = "staff"
	FieldStaffKind   = "staff_kind"
	FieldTime        = "time" // minutes, sessions and weeks together, such as 3 x 20 mins
	FieldMinutes     = "minutes"
	FieldMinutesWeek = "minutes_week"
	FieldHoursWeek   = "hours_week"
	FieldSessions    = "sessions"
	FieldWeeks       = "weeks"
	FieldGroup       = "group"
	FieldRate        = "rate"
	FieldCost        = "cost"       // of the row: of its pupil, or of its group
	FieldCostPupil   = "cost_pupil" // of each pupil
	FieldCostGroup   = "cost_group" // of the whole group
	FieldCostWeek    = "cost_week"  // of a week
	FieldStarts      = "starts"
	FieldEnds        = "ends"
	FieldTerm        = "term" // terms or a range of dates
	FieldOutcome     = "outcome"
	FieldArea        = "area"
	FieldWave        = "wave"
	FieldMeasure     = "measure"
	FieldBaseline    = "baseline"
	FieldProvider    = "provider"
)

// provisionWords are the headings that schools' provision maps use.
var provisionWords = func() *vocabulary {
	list := []alias{
		{FieldUPN, []string{"UPN", "Unique Pupil Number", "Pupil UPN"}},
		{FieldProvision, []string{"Provision", "Intervention", "Interventions", "Intervention name", "Name of intervention", "Provision name", "Name of provision", "Provision / intervention", "Intervention / provision", "Support", "Support given", "Type of support", "Type of provision", "Additional provision", "Programme", "Strategy", "Activity"}},
		{FieldSurname, []string{"Surname", "Last name", "Legal Surname", "Pupil Surname"}},
		{FieldForename, []string{"Forename", "First name", "Legal Forename", "Pupil Forename"}},
		{FieldName, []string{"Pupil name", "Pupil", "Pupils", "Pupil names", "Names of pupils", "Child", "Children", "Child's name", "Children's names", "Student", "Students", "Student name", "Group members", "Name", "Names", "Full name", "Who", "Pupil(s)", "Child/ren"}},
		{FieldBorn, []string{"Date of birth", "DOB", "Born"}},
		{FieldYear, []string{"Year group", "NC Year", "Year", "Yr", "Yr group"}},
		{FieldClass, []string{"Class", "Form", "Reg Group", "Tutor group", "Registration Group", "Class name"}},
		{FieldStaffKind, []string{"Staff type", "Type of staff", "Kind of staff", "Role", "Staff role", "Grade", "Staff grade"}},
		{FieldStaff, []string{"Staff", "Adult", "Adults", "Delivered by", "Led by", "Run by", "Staff member", "Member of staff", "Staff name", "Adult lead", "Lead adult", "Lead", "Staffing", "Who delivers", "By whom", "Adult responsible"}},
		{FieldMinutesWeek, []string{"Minutes per week", "Mins per week", "Minutes a week", "Mins a week", "Weekly minutes", "Total minutes per week", "Total mins per week", "Minutes weekly"}},
		{FieldHoursWeek, []string{"Hours per week", "Hrs per week", "Hours a week", "Weekly hours", "Total hours per week", "Hours weekly"}},
		{FieldMinutes, []string{"Minutes", "Mins", "Session length", "Length of session", "Minutes per session", "Mins per session", "Minutes a session", "Time per session", "Session duration", "Session length (mins)", "Length (mins)", "Duration (mins)", "Length", "Duration"}},
		{FieldSessions, []string{"Sessions per week", "Sessions a week", "No of sessions per week", "Number of sessions per week", "Times per week", "Times a week", "Sessions weekly", "Weekly sessions", "Sessions", "No of sessions", "Number of sessions", "Per week"}},
		{FieldTime, []string{"Time and frequency", "Frequency and duration", "Duration and frequency", "Frequency / duration", "Duration / frequency", "Frequency & duration", "Duration & frequency", "Frequency", "How often", "Time allocated", "Time", "Timing", "Times", "How long and how often"}},
		{FieldWeeks, []string{"Weeks", "No of weeks", "Number of weeks", "Weeks per year", "Weeks a year", "Length in weeks", "Weeks run", "Duration (weeks)", "Length (weeks)"}},
		{FieldGroup, []string{"Group size", "Size of group", "Ratio", "Staff ratio", "Staff pupil ratio", "Staff:pupil ratio", "Adult:pupil ratio", "Adult:child ratio", "Pupil ratio", "Number in group", "No in group", "No of pupils", "Number of pupils", "No of children", "Number of children", "1:1 or group", "Group / 1:1", "Group"}},
		{FieldRate, []string{"Hourly rate", "Rate per hour", "Cost per hour", "Rate", "Staff rate", "£ per hour", "£/hr", "Hourly cost", "Staff cost per hour"}},
		{FieldCostPupil, []string{"Cost per pupil", "Cost per child", "Cost per student", "Cost per pupil per year", "Annual cost per pupil", "Cost per child per year", "Annual cost per child", "Pupil cost", "Cost/pupil", "Cost/child"}},
		{FieldCostGroup, []string{"Cost per group", "Group cost", "Total group cost", "Cost of group", "Annual cost of group"}},
		{FieldCostWeek, []string{"Cost per week", "Weekly cost"}},
		{FieldCost, []string{"Annual cost", "Total cost", "Cost per year", "Cost per annum", "Yearly cost", "Total annual cost", "Cost", "Costs", "Cost (£)", "Total (£)", "Total"}},
		{FieldTerm, []string{"Term", "Terms", "Term(s)", "Half term", "When", "Period", "Dates"}},
		{FieldStarts, []string{"Start date", "Start", "Starts", "Date started", "Started", "Date from", "From", "Begins"}},
		{FieldEnds, []string{"End date", "End", "Ends", "Finish date", "Finish", "Date ended", "Ended", "Date to", "To", "Until"}},
		{FieldOutcome, []string{"Outcome", "Intended outcome", "Expected outcome", "Desired outcome", "Target / outcome", "Outcomes", "Target", "Targets", "Objective", "Aim", "Success criteria", "Purpose"}},
		{FieldArea, []string{"Area of need", "Broad area of need", "Area", "Need area", "Category of need", "SEN area", "Category"}},
		{FieldWave, []string{"Wave", "Tier", "Wave / tier", "Wave of provision"}},
		{FieldMeasure, []string{"Measure", "Assessment used", "Measured by", "How measured"}},
		{FieldBaseline, []string{"Baseline", "Entry data", "Entry score", "Start score", "Baseline score", "Starting point", "Pre-score"}},
		{FieldProvider, []string{"Provider", "External provider", "Agency"}},
	}
	return &vocabulary{list, placesOf(list)}
}()

// staffWords are the ways the kinds of staff are written, beside the names that the
// rate card gives them.
var staffWords = map[string][]string{
	"higher_level_teaching_assistant": {"hlta", "hltas"},
	"teaching_assistant":              {"ta", "tas", "lsa", "lsas", "ta1", "ta2", "ta3", "1:1 ta", "learning support assistant", "support assistant", "classroom assistant", "support staff"},
	"teacher":                         {"t", "ct", "class teacher", "qualified teacher", "teachers", "subject teacher", "intervention teacher"},
	"senco":                           {"sendco", "senco", "inclusion manager"},
	"learning_mentor":                 {"mentor", "pastoral", "pastoral support", "pastoral lead", "pastoral worker"},
	"midday_supervisor":               {"mdsa", "msa", "mms", "lunchtime supervisor", "midday assistant"},
	"specialist_teacher":              {"advisory teacher", "teacher of the deaf", "tod", "qtvi"},
	"therapist":                       {"salt", "slt", "speech therapist", "speech and language therapist", "ot", "occupational therapist", "physio", "physiotherapist", "counsellor", "school counsellor", "play therapist"},
	"educational_psychologist":        {"ep", "ed psych"},
}

// staffKinds maps the folded words for a kind of staff to its id.
func staffKinds(kinds []provision.StaffKind) map[string]string {
	out := map[string]string{}
	for _, k := range kinds {
		words := append([]string{k.Name, k.ID}, staffWords[k.ID]...)
		for _, w := range words {
			out[foldHeading(w)] = k.ID
		}
	}
	return out
}

// areaWords are the ways the four broad areas of need are written, beside their names.
var areaWords = map[string][]string{
	"communication_interaction": {"c&i", "c & i", "ci", "communication & interaction", "communication", "speech and language", "slcn", "asd", "autism"},
	"cognition_learning":        {"c&l", "c & l", "cl", "cognition & learning", "cognition", "learning", "literacy", "numeracy", "maths", "english"},
	"semh":                      {"semh", "social emotional mental health", "social, emotional & mental health", "social emotional and mental health", "social and emotional", "sebd", "behaviour", "wellbeing"},
	"sensory_physical":          {"s&p", "s & p", "sp", "p&s", "sensory & physical", "sensory and physical", "sensory or physical", "physical and sensory", "physical & sensory", "sensory/physical", "physical/sensory", "sensory", "physical", "physical and medical"},
}

// parseArea reads a broad area of need as schools write it.
func parseArea(text string, codes *register.Codes) (id string, known bool) {
	key := foldHeading(text)
	for _, a := range codes.Areas {
		if key != "" && slices.ContainsFunc(append([]string{a.ID, a.Name, a.Short}, areaWords[a.ID]...), func(w string) bool { return foldHeading(w) == key }) {
			return a.ID, true
		}
	}
	return "", false
}

var waveWords = map[string]int{
	"1": 1, "2": 2, "3": 3, "one": 1, "two": 2, "three": 3,
	"universal": 1, "qualityfirstteaching": 1, "qft": 1, "wholeclass": 1, "ordinarilyavailable": 1,
	"targeted": 2, "smallgroup": 2, "additional": 2, "catchup": 2,
	"specialist": 3, "individual": 3, "personalised": 3, "intensive": 3, "higherneeds": 3,
}

// parseWave reads a wave of provision: Wave 2, W2, Tier 2, Targeted, 2.
func parseWave(text string) (wave int, known bool) {
	key := strings.TrimSuffix(strings.TrimSuffix(foldHeading(strings.TrimSuffix(text, ".0")), "provision"), "support")
	for _, prefix := range []string{"wave", "tier", "level", "w"} {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			if n := waveWords[strings.TrimSpace(rest)]; n > 0 {
				return n, true
			}
			// Wave 2 (targeted)
			if len(rest) > 1 && waveWords[rest[:1]] > 0 && waveWords[rest[1:]] == waveWords[rest[:1]] {
				return waveWords[rest[:1]], true
			}
		}
	}
	n := waveWords[key]
	return n, n > 0
}
