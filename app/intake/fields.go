package intake

import (
	"strconv"
	"strings"
	"unicode"

	"needsbook/app/register"
)

// Names of the fields that a column can hold. They are the keys of Options.Map and of
// the columns in a report. Needs are need_1 to need_9; flags are flag_ and their code.
const (
	FieldUPN        = "upn"
	FieldMISID      = "mis_id"
	FieldSurname    = "surname"
	FieldForename   = "forename"
	FieldName       = "name" // whole name in one column
	FieldPreferred  = "preferred"
	FieldBorn       = "dob"
	FieldSex        = "sex"
	FieldYear       = "year"
	FieldClass      = "class"
	FieldStatus     = "status"
	FieldStatusFrom = "status_from"
	FieldNeed       = "need" // one need a row; as need_1 in Options.Map
	FieldNeedRank   = "need_rank"
	FieldNeedEnd    = "need_end"
	FieldEntered    = "entered"
	FieldLeft       = "left"
	FieldNeeds      = "needs" // all needs together, in differences
	FieldFlags      = "flags" // all flags together, in differences
)

// needPrefix begins the names of the fields about types of need.
const needPrefix = "need_"

// maxNeedColumns is how many ranked need columns a file may have.
const maxNeedColumns = 9

// NeedField returns the name of the column that holds the need of a rank.
func NeedField(rank int) string { return needPrefix + strconv.Itoa(rank) }

// FlagField returns the name of the column that holds a flag.
func FlagField(code string) string { return "flag_" + strings.ToLower(code) }

// aliases are the headings that schools' exports use, likeliest first: legal names
// stand before preferred ones. Case, spaces, underscores and other marks do not count.
var aliases = []alias{
	{FieldUPN, []string{"UPN", "Unique Pupil Number", "Unique Pupil No", "UPN Number", "Pupil UPN", "Student UPN"}},
	{FieldMISID, []string{"MIS ID", "Admission number", "Admission no", "Adno", "Adm no", "Arbor Student ID", "Arbor ID", "Bromcom ID", "ScholarPack ID", "SIMS ID", "Student ID", "Pupil ID", "Person ID", "System ID", "ID"}},
	{FieldSurname, []string{"Legal Surname", "Surname", "Legal Last Name", "Last name", "Family name", "Pupil Surname", "Student Surname", "Preferred Surname", "Preferred Last Name"}},
	{FieldForename, []string{"Legal Forename", "Forename", "Legal First Name", "First name", "Given name", "Legal Forenames", "Forenames", "First names", "Pupil Forename", "Student Forename", "Preferred Forename", "Preferred First Name"}},
	{FieldPreferred, []string{"Preferred Name", "Known as", "Chosen name", "Preferred Forename", "Preferred First Name", "Chosen Forename"}},
	{FieldName, []string{"Full name", "Legal Full Name", "Legal name", "Pupil name", "Student name", "Name", "Pupil", "Student", "Child"}},
	{FieldBorn, []string{"Date of birth", "DOB", "Birth date", "Born"}},
	{FieldSex, []string{"Legal sex", "Sex", "Gender"}},
	{FieldYear, []string{"NC Year", "NCyearActual", "Actual NC Year", "Year taught in", "Year group", "NC Year group", "Curriculum year", "Curriculum NC Year", "National curriculum year", "Year", "Yr", "Yr grp"}},
	{FieldClass, []string{"Reg Group", "Registration Group", "Registration Form", "Current registration form", "Form", "Tutor group", "Form group", "Class", "Class name", "Registration", "Reg"}},
	{FieldStatus, []string{"SEN Status", "SEN Provision", "SEN Status code", "SEN Provision code", "SEN Provision type", "SEN code", "SEN stage", "Current SEN Status", "SEND Status", "SEND Provision", "SEN category", "SEN", "SEND", "Status", "Provision"}},
	{FieldStatusFrom, []string{"SEN start date", "Provision start", "Provision start date", "SEN Provision start date", "SEN Status start date", "SEN Status date", "SEND start date", "SEN start", "Status start", "Status start date", "Start Date"}},
	{FieldNeed, []string{"SEN Need", "SEN Need type", "Need type", "SEN Type", "Type of need", "SEN Type of need", "SEN needs", "SEN Type code", "SEN Need code", "Need code", "Needs", "Need", "SEND Need"}},
	{FieldNeedRank, []string{"Need rank", "SEN Need rank", "SEN Type rank", "SEN rank", "SEN Need ranking", "Need ranking", "Ranking", "Rank"}},
	{FieldNeedEnd, []string{"Need end date", "SEN Need end date", "Need end", "SEN Need end", "End date"}},
	{FieldEntered, []string{"Admission date", "Date of admission", "Entry date", "Date of entry", "Date on roll", "On roll date", "Enrolment date", "DOA"}},
	{FieldLeft, []string{"Leaving date", "Date of leaving", "Leave date", "Off roll date", "DOL"}},
	{FlagField(register.FlagPupilPremium), []string{"Pupil Premium", "PP", "Pupil Premium indicator", "PP indicator", "Pupil Premium eligible", "Eligible for Pupil Premium"}},
	{FlagField(register.FlagFreeMeals), []string{"FSM", "FSM eligible", "Free school meals", "Eligible for FSM", "Free meals", "FSM eligibility", "Eligible for free meals"}},
	{FlagField(register.FlagEverFree6), []string{"FSM Ever 6", "Ever FSM 6", "Ever 6 FSM", "Ever 6", "FSM 6"}},
	{FlagField(register.FlagLookedAfter), []string{"In Care", "LAC", "CLA", "Looked after", "Looked after child", "Children looked after", "Child looked after", "In LA care", "In local authority care"}},
	{FlagField(register.FlagEAL), []string{"EAL", "English as an additional language", "English additional language", "EAL status"}},
	{FlagField(register.FlagYoungCarer), []string{"Young carer", "Young carer indicator"}},
	{FlagField(register.FlagServiceChild), []string{"Service child", "Service children", "Service child in education", "Service children in education", "Service family"}},
	{FlagField(register.FlagSENUnit), []string{"SEN unit", "SEN unit indicator", "SEN unit member", "Member of SEN unit"}},
	{FlagField(register.FlagResourced), []string{"Resourced provision", "Resourced provision indicator", "Member of resourced provision"}},
}

// rankWords are the ways a rank is written in a heading or a cell.
var rankWords = [maxNeedColumns][]string{
	{"1", "primary", "first", "main", "p"}, {"2", "secondary", "second", "s"}, {"3", "tertiary", "third", "t"},
	{"4", "fourth"}, {"5", "fifth"}, {"6", "sixth"}, {"7", "seventh"}, {"8", "eighth"}, {"9", "ninth"},
}

// rankedHeadings are the headings of ranked need columns, with the rank's word as *.
var rankedHeadings = []string{
	"* need", "* SEN need", "* SEN type", "* SEND need", "* type of need", "* need type", "* SEN need type", "* need code", "* SEN type of need",
	"SEN * need", "SEN need *", "SEN type *", "SEN need type *", "SEN * type", "SEN * need type",
	"need *", "need type *", "need * type", "need * code", "type of need *", "rank *", "rank * need", "need rank *", "SEN rank *",
}

// needRanks maps a folded heading to the rank of the need in its column.
var needRanks = func() map[string]int {
	ranks := map[string]int{}
	for i, words := range rankWords {
		for _, word := range words {
			if len(word) == 1 && word > "9" {
				continue // a single letter says too little in a heading
			}
			for _, h := range rankedHeadings {
				ranks[foldHeading(strings.ReplaceAll(h, "*", word))] = i + 1
			}
		}
	}
	return ranks
}()

// alias is a field and the headings that stand for it, likeliest first.
type alias struct {
	field    string
	headings []string
}

// vocabulary is the headings of one sort of list.
type vocabulary struct {
	aliases []alias
	places  map[string]map[string]int // folded heading to each field it may stand for, with its place in that field's list
}

// pupilWords are the headings of lists of pupils.
var pupilWords = &vocabulary{aliases, placesOf(aliases)}

func placesOf(aliases []alias) map[string]map[string]int {
	places := map[string]map[string]int{}
	for _, a := range aliases {
		for i, h := range a.headings {
			key := foldHeading(h)
			if places[key] == nil {
				places[key] = map[string]int{}
			}
			places[key][a.field] = i
		}
	}
	return places
}

// foldHeading prepares a heading for comparing: small letters and digits only.
func foldHeading(heading string) string {
	if len(heading) > maxValue {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, heading)
}

// knows reports whether a name is a field that a column can hold.
func (v *vocabulary) knows(name string) bool {
	for _, a := range v.aliases {
		if a.field == name {
			return true
		}
	}
	for rank := 1; v == pupilWords && rank <= maxNeedColumns; rank++ {
		if name == NeedField(rank) {
			return true
		}
	}
	return false
}
