package publish

import (
	"strings"

	"needsbook/app/finding"
)

// saying is a finding in words: why it matters and what to do. %1 and %2 stand for
// the finding's arguments.
type saying struct{ why, fix string }

var sayings = map[string]saying{
	NothingWritten: {"Nothing is written here yet.", "Write your own words, or start from the suggested words."},
	StarterKept:    {"These are still the suggested words.", "Change them so that they say what your school does."},
	UnknownMark:    {"There is no fact called {{%1}}.", "Choose another with “Put in a fact”, or take it out."},
	BrokenMark:     {"A fact is not whole: there is {{ or }} on its own.", "A fact looks like {{senco_name}}. Take the sign out, or choose with “Put in a fact”."},
	FactMissing:    {"This is not entered yet: %1.", "%2"},
	NotShown:       {"The words do not give %1 as it is in Settings.", "Put it in as a fact, so that it stays up to date."},
	Placeholder:    {"There is still a gap to fill: %1", "Put the real words in."},
	BadLink:        {"This web address cannot work: %1", "Copy the address again from the web page, with https:// at the front."},
	DeadLink:       {"This web address did not answer as it should: %1 %2", "Open it in a browser. Correct it, or take it out."},
	SmallNumber:    {"“%1” is a number of pupils under five. A family could be recognised.", "Leave the number out."},
	TooShort:       {"There are only %1 words here.", "Say enough for a parent to know what happens."},
	Undated:        {"It is not known when these words were last read.", "Read them through and say that they are still right."},
	NotReread:      {"The words were last read on %1. The law asks for an update every year.", "Read them through and say that they are still right, or change them."},
	PastYear:       {"The words speak of %1, which is over.", "Bring them up to date."},
	HardToRead:     {"The reading age is about %1. Aim for 11 or less.", "Look at the hardest sentences and the plain words offered."},
	NoSchool:       {"The school has no name.", "Enter it in Settings, School."},
	NoPublished:    {"The report has no date of publication.", "Enter the date on the report’s first page."},
	NoNextReview:   {"The report does not say when it is next checked.", "Enter the date on the report’s first page."},
	LateReview:     {"The next check is more than a year after publication. The law asks for an update every year.", "Choose an earlier date."},
	TooOld:         {"The report was published more than a year ago. The law asks for an update every year.", "Read the report again and publish it."},
	OldFigures:     {"The figures are more than a year old.", "Update the figures."},
	PlainHTTP:      {"This web address begins with http://, which is not safe from being read on the way: %1", "Try it with https:// at the front."},
	BareOffer:      {"This leads to the first page of a website, not to the Local Offer: %1", "Copy the address of the Local Offer’s own page into Settings, School."},
	OldFile:        {"This leads to a file of a year that is over: %1", "Link to the newest one, or to the page where it always stands."},
	FormerPerson:   {"%1 is named here, who is not in that place any more.", "Name who it is now, best as a fact, so that it stays up to date."},
	FormerFact:     {"A kept fact still names %1, who is not in that place any more.", "Update the figures."},
	OldDate:        {"The words speak of %1, which is more than a school year ago.", "Bring them up to date."},
	PlanEnded:      {"The accessibility plan ended on %1.", "Enter the new plan in Settings, School."},
	OldName:        {"“%1” is out of date. %2", "Use the name that is right today."},
	OtherNumber:    {"“%1” is typed here, and the record says %2.", "Put it in as a fact, so that the number stays up to date."},
	PupilNamed:     {"A pupil of the register is named here. Everybody can read this document.", "Say it without the name."},
	PastReview:     {"The date of the next check is past.", "Read the report again and enter new dates."},
}

// Why returns what was found as a plain sentence.
func Why(f finding.Finding) string { return withArgs(sayingOf(f).why, f.Args) }

// Fix returns what to do about a finding as a plain sentence.
func Fix(f finding.Finding) string { return withArgs(sayingOf(f).fix, f.Args) }

func sayingOf(f finding.Finding) saying {
	for _, of := range []map[string]saying{strategySayings, activitySayings} {
		if s, ok := of[f.Code]; ok {
			return s
		}
	}
	return sayings[f.Code]
}

func withArgs(words string, args []string) string {
	for i, a := range args {
		words = strings.ReplaceAll(words, "%"+string(rune('1'+i)), a)
	}
	return words
}
