package summary

import "slices"

// Values that stand in a table where no count can. They are part of the format.
const (
	Low           = -1 // 0 to 4
	HeldBack      = -2 // held back by the audit
	NotApplicable = -3 // the school has no such pupils by its kind
)

// Line is a fixed code of a document with the words people read.
type Line struct{ Code, Words string }

type coded = Line

// Statuses on the SEN register (DfE school census codes).
var statuses = []coded{{"K", "SEN support"}, {"E", "EHC plan"}}

// Broad areas of need: SEND code of practice 2015, paragraphs 6.28 to 6.35, and
// OT for needs outside the four.
var areas = []coded{
	{"CI", "Communication and interaction"}, {"CL", "Cognition and learning"},
	{"SEMH", "Social, emotional and mental health"}, {"SP", "Sensory and physical"}, {"OT", "Other"},
}

// Phases by key stage.
var phases = []coded{
	{"EY", "Early years"}, {"KS1", "Key stage 1"}, {"KS2", "Key stage 2"},
	{"KS3", "Key stage 3"}, {"KS4", "Key stage 4"}, {"KS5", "Key stage 5"},
}

// Cohorts that move on to another school or stage.
var cohorts = []coded{
	{"YR", "Reception"}, {"Y2", "Year 2"}, {"Y6", "Year 6"}, {"Y11", "Year 11"}, {"Y13", "Year 13"},
}

// need is a DfE primary need code. Area is the place of its broad area, or -1
// where the code alone does not settle it and the school chooses.
type need struct {
	coded
	area int
}

// NotRecorded stands for a pupil without a primary need or without a level.
const NotRecorded = "NR"

var needs = [...]need{
	{coded{"SPLD", "Specific learning difficulty"}, 1}, {coded{"MLD", "Moderate learning difficulty"}, 1},
	{coded{"SLD", "Severe learning difficulty"}, 1}, {coded{"PMLD", "Profound and multiple learning difficulty"}, 1},
	{coded{"SEMH", "Social, emotional and mental health"}, 2}, {coded{"SLCN", "Speech, language and communication"}, 0},
	{coded{"HI", "Hearing impairment"}, 3}, {coded{"VI", "Vision impairment"}, 3},
	{coded{"MSI", "Multi-sensory impairment"}, 3}, {coded{"PD", "Physical disability"}, 3},
	{coded{"ASD", "Autistic spectrum disorder"}, 0}, {coded{"DS", "Down syndrome"}, -1},
	{coded{"OTH", "Other difficulty or disability"}, -1}, {coded{"NSA", "No specialist assessment"}, -1},
	{coded{NotRecorded, "Not recorded"}, -1},
}

// yearClass is a run of year groups that no table tells apart.
type yearClass struct {
	first, last   int // year group order: below 0 nursery, 0 Reception, 1 to 14
	phase, cohort int // cohort -1 for none
}

var yearClasses = []yearClass{
	{-4, -1, 0, -1}, {0, 0, 0, 0}, {1, 1, 1, -1}, {2, 2, 1, 1}, {3, 5, 2, -1}, {6, 6, 2, 2},
	{7, 9, 3, -1}, {10, 10, 4, -1}, {11, 11, 4, 3}, {12, 12, 5, -1}, {13, 14, 5, 4},
}

// schoolYears gives the year groups of each kind of school, without a nursery
// class or a sixth form, which Facts state apart.
var schoolYears = map[string]struct{ first, last int }{
	"nursery": {-4, -1}, "infant": {0, 2}, "first": {0, 4}, "primary": {0, 6}, "junior": {3, 6},
	"middle": {5, 8}, "secondary": {7, 11}, "all-through": {0, 11}, "post-16": {12, 14}, "special": {-4, 14},
}

func codeIndex(list []coded, code string) int {
	return slices.IndexFunc(list, func(c coded) bool { return c.Code == code })
}

func needIndex(code string) int {
	if code == "" {
		code = NotRecorded
	}
	return slices.IndexFunc(needs[:], func(n need) bool { return n.Code == code })
}

func codesOf(list []coded) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Code
	}
	return out
}

// Families are the kinds of provision of T08 and T11: a broad area at a wave of the
// school's provision, then several areas at once, alternative provision and the
// rest. What every pupil gets is not counted.
func Families() []Line { return slices.Clone(families) }

var families = []coded{
	{"CI-T", "Communication and interaction, targeted"}, {"CI-S", "Communication and interaction, specialist"},
	{"CL-T", "Cognition and learning, targeted"}, {"CL-S", "Cognition and learning, specialist"},
	{"SEMH-T", "Social, emotional and mental health, targeted"}, {"SEMH-S", "Social, emotional and mental health, specialist"},
	{"SP-T", "Sensory and physical, targeted"}, {"SP-S", "Sensory and physical, specialist"},
	{"SEV-T", "Several areas, targeted"}, {"SEV-S", "Several areas, specialist"},
	{"AP", "Alternative provision"}, {OtherFamily, "Other, and kinds with too few pupils to show alone"},
}

// OtherFamily takes in the magnitudes of families that are too small to be shown.
const OtherFamily = "OTHER"

// Routes by which a level is funded, as a document writes them for each level.
const (
	NoRoute          = "NONE"
	UniversalRoute   = "UNI"
	TargetedRoute    = "TAR"
	PredictableRoute = "PRE"
	ExceptionalRoute = "EXC"
)

// routeOf turns a pack's funding route into the document's code.
var routeOf = map[string]string{"": NoRoute, "universal": UniversalRoute, "targeted": TargetedRoute,
	"predictable": PredictableRoute, "exceptional": ExceptionalRoute}

// routeRows are the routes that T07 counts.
var routeRows = []coded{{PredictableRoute, "Levels funded as predictable need"}, {ExceptionalRoute, "Levels funded as exceptional need"}}

// stages of a request for funding, each case in one of them (T10).
var stages = []coded{
	{"WAIT", "Waiting for a decision"}, {"AGREED", "Agreed in full"}, {"PART", "Agreed in part"},
	{"DECLINED", "Declined"}, {"DISPUTE", "In dispute"},
}

// records are what T14 asks of each pupil's record.
var records = []coded{
	{"NEED", "Primary need recorded"}, {"LEVEL", "Level set"}, {"DATE", "Next review has a date"},
	{"ONTIME", "Last review was on time"}, {"VOICE", "Pupil's view recorded this year"},
}
