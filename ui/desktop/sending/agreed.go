package sending

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// renewWithin is how many days before its end an agreement asks to be renewed.
const renewWithin = 60

// agreementStands says how the agreement stands.
func (s standing) agreementStands() (parts.State, string) {
	a := s.agreement
	switch {
	case a.Version == "":
		return parts.Overdue, "No agreement is recorded"
	case !a.Ended.IsZero() && !s.today.Before(a.Ended):
		return parts.Overdue, "The agreement was ended on " + a.Ended.Words()
	case s.today.Before(a.On):
		return parts.Soon, "The agreement begins on " + a.On.Words()
	case s.today.After(a.Until):
		return parts.Overdue, "The agreement ran until " + a.Until.Words()
	case s.today.AddDays(renewWithin).After(a.Until):
		return parts.Soon, "In force, and ends on " + a.Until.Words()
	}
	return parts.Done, "In force until " + a.Until.Words()
}

// mayApproveWords says who may approve a summary.
func (s standing) mayApproveWords() string {
	if s.agreement.Delegated {
		return "The headteacher, or the SENCO"
	}
	return "The headteacher alone"
}

// coversWords says which tables the agreement covers.
func (s standing) coversWords() string {
	left := slices.DeleteFunc(slices.Clone(desk.SharedTables), func(t desk.SharedTable) bool { return s.agreement.Covers(t.ID) })
	if len(left) == 0 {
		return "All tables of the summary"
	}
	words := "All tables but "
	for i, t := range left {
		if i > 0 {
			words += "; "
		}
		words += wording.SummaryWords(s.say, t.Words) + " (" + t.ID + ")"
	}
	return words
}

// firstAgreement is what the form begins with where no agreement was ever recorded: all
// tables, and to the end of the school year after this one.
func (s standing) firstAgreement(head string) desk.SharingAgreement {
	a := desk.SharingAgreement{SignedBy: head, Role: "Headteacher", Tables: desk.AllSharedTables(), Until: day.Of(day.AcademicYear(s.today)+2, 8, 31)}
	if s.member.Joined() {
		a.With = s.member.Hub.Name
	}
	return a
}
