package sending

import (
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
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
	left := s.agreement.LeftOut()
	if len(left) == 0 {
		return "All tables of the summary"
	}
	return "All tables but " + s.tableWords(left)
}

// tableWords names tables.
func (s standing) tableWords(tables []desk.SharedTable) string {
	var words []string
	for _, t := range tables {
		words = append(words, s.say(t.Words)+" ("+t.ID+")")
	}
	return strings.Join(words, "; ")
}

// staysFact names the tables that stay at the school under the agreement, as a fact to
// be shown beside what leaves; none when all leave.
func (s standing) staysFact() []parts.Fact {
	if len(s.preview.Stay) == 0 {
		return nil
	}
	return []parts.Fact{{Label: "Stays here", Value: s.tableWords(s.preview.Stay) + ": the agreement does not name it"}}
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
