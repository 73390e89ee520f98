package people

import (
	"slices"

	"needsbook/app/day"
)

// Role is what somebody is at the hub.
type Role string

// Roles.
const (
	HubAdmin      Role = "hub_admin"      // lets schools and people in; decides nothing
	Chair         Role = "chair"          // leads the panel of a cluster
	Member        Role = "member"         // sits on the panel of a cluster
	SchoolReader  Role = "school_reader"  // reads the pages of a school and its cluster
	CouncilReader Role = "council_reader" // reads a district or county for the council, which has the last word on money
	Auditor       Role = "auditor"        // reads the records of what was done
)

// Roles lists them as they are offered.
var Roles = []Role{HubAdmin, Chair, Member, SchoolReader, CouncilReader, Auditor}

// Action is something a person may do.
type Action string

// Actions.
const (
	ReadBoard        Action = "read_board"        // the charts of a view
	ReadSchool       Action = "read_school"       // one school's page
	ReadBook         Action = "read_book"         // what the panel decided
	ReadPapers       Action = "read_papers"       // what schools put to the panel
	KeepAgenda       Action = "keep_agenda"       // plan meetings and their agenda
	RunMeeting       Action = "run_meeting"       // begin, lead and end a meeting
	DeclareInterest  Action = "declare_interest"  // say that one has an interest in an item
	Vote             Action = "vote"              // vote on an item
	Decide           Action = "decide"            // write the outcome of an item
	Confirm          Action = "confirm"           // the council's last word on a decision
	Correct          Action = "correct"           // correct an entry by one that follows
	LockTerm         Action = "lock_term"         // close and open a term
	MoveDispute      Action = "move_dispute"      // answer a dispute or pass it on
	KeepPot          Action = "keep_pot"          // say how much money there is
	OpenRound        Action = "open_round"        // begin and end a round of vignettes
	PublishAgreement Action = "publish_agreement" // put an agreement to the schools
	KeepDirectory    Action = "keep_directory"    // keep the list of shared services
	SendRound        Action = "send_round"        // send meetings, notices and packs round
	Enrol            Action = "enrol"             // let a school's computer in, or stop it
	KeepPeople       Action = "keep_people"       // invite people, give and take roles
	ReadLog          Action = "read_log"          // the record of changes
	Export           Action = "export"            // take what the panel decided away as a file
)

// Actions lists them all.
var Actions = []Action{ReadBoard, ReadSchool, ReadBook, ReadPapers, KeepAgenda, RunMeeting, DeclareInterest, Vote, Decide, Confirm, Correct,
	LockTerm, MoveDispute, KeepPot, OpenRound, PublishAgreement, KeepDirectory, SendRound, Enrol, KeepPeople, ReadLog, Export}

// rules is what a role allows within its place, and where it can be held.
type rules struct {
	Levels  []Level
	Actions []Action
}

// matrix is the whole of what is allowed. What does not stand here is refused.
var matrix = map[Role]rules{
	HubAdmin: {[]Level{HubLevel, CountyLevel, DistrictLevel, ClusterLevel},
		[]Action{ReadBoard, ReadSchool, SendRound, Enrol, KeepPeople, ReadLog}},
	Chair: {[]Level{ClusterLevel},
		[]Action{ReadBoard, ReadSchool, ReadBook, ReadPapers, KeepAgenda, RunMeeting, DeclareInterest, Vote, Decide, Correct, LockTerm,
			MoveDispute, KeepPot, OpenRound, PublishAgreement, KeepDirectory, SendRound, Export}},
	Member: {[]Level{ClusterLevel},
		[]Action{ReadBoard, ReadSchool, ReadBook, ReadPapers, DeclareInterest, Vote, Export}},
	SchoolReader: {[]Level{SchoolLevel},
		[]Action{ReadBoard, ReadSchool}},
	CouncilReader: {[]Level{CountyLevel, DistrictLevel},
		[]Action{ReadBoard, ReadBook, ReadPapers, Confirm, MoveDispute, Export}},
	Auditor: {[]Level{HubLevel, CountyLevel, DistrictLevel, ClusterLevel},
		[]Action{ReadBook, ReadLog, Export}},
}

// apart are the roles that nobody holds together, because one would then control what
// the other does.
var apart = [][2]Role{{HubAdmin, Chair}, {HubAdmin, Member}, {HubAdmin, CouncilReader}, {Auditor, Chair}, {Auditor, HubAdmin}}

// stepUps are the actions before which somebody shows once more who they are.
var stepUps = []Action{Decide, Confirm, Correct, LockTerm, Enrol, KeepPeople, Export}

// May reports whether a person may do something at a place on a day.
func May(p Person, a Action, at Place, on day.Date) bool {
	return slices.ContainsFunc(Allowing(p, a, on), func(g Grant) bool { return g.Covers(at) })
}

// Somewhere reports whether a person may do something at any place at all on a day.
func Somewhere(p Person, a Action, on day.Date) bool { return len(Allowing(p, a, on)) > 0 }

// Allowing returns the grants by which a person may do something on a day. Roles that
// nobody may hold together allow nothing, however they came together.
func Allowing(p Person, a Action, on day.Date) []Grant {
	held := p.Current(on)
	if clash(held) {
		return nil
	}
	return slices.DeleteFunc(held, func(g Grant) bool { return !g.Allows(a) })
}

// Allows reports whether the grant's role allows something anywhere.
func (g Grant) Allows(a Action) bool {
	r, known := matrix[g.Role]
	return known && slices.Contains(r.Levels, g.Level) && slices.Contains(r.Actions, a)
}

// StepUp reports whether somebody who is signed in shows once more who they are before
// they do this.
func StepUp(a Action) bool { return slices.Contains(stepUps, a) }

// clash reports whether some of the grants cannot be held together.
func clash(grants []Grant) bool {
	for _, pair := range apart {
		if slices.ContainsFunc(grants, func(g Grant) bool { return g.Role == pair[0] }) &&
			slices.ContainsFunc(grants, func(g Grant) bool { return g.Role == pair[1] }) {
			return true
		}
	}
	return false
}
