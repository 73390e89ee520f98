package access

// Action is something that a role may do or not.
type Action string

// The actions.
const (
	Read         Action = "read"          // see pupils, plans, provision and meetings, and move about in the program
	SeeMoney     Action = "see-money"     // see hourly rates, costs, the budget and the amounts of requests
	PrintPupil   Action = "print-pupil"   // print or save the papers of one pupil
	PrintClass   Action = "print-class"   // print class sheets, tick sheets and the week of staff
	LogDay       Action = "log-day"       // log calls, concerns and sessions held, and attach papers
	HoldReviews  Action = "hold-reviews"  // write down what came of reviews and meetings
	KeepViews    Action = "keep-views"    // save a view of the register for everybody
	PutOff       Action = "put-off"       // put off or finish a task of Today
	WriteRecord  Action = "write-record"  // change pupils, status, needs, contacts, consents, advice and EHC plans
	WritePlans   Action = "write-plans"   // write and sign plans, and correct what is signed
	Provide      Action = "provide"       // change interventions, places and staff
	Level        Action = "level"         // decide levels, moderate, score vignettes
	Fund         Action = "fund"          // write requests, awards, the budget and rates
	Publish      Action = "publish"       // write, approve and publish the school's documents
	Import       Action = "import"        // bring in lists
	Export       Action = "export"        // take the register, lists of pupils or a pupil's whole file out of the program
	Send         Action = "send"          // send anything to the cluster or hand a pupil over
	Settings     Action = "settings"      // change settings, packs and the school's own fields
	ManagePeople Action = "manage-people" // say who may open the file, and make new keys
	Backup       Action = "backup"        // make and rehearse backups, and prove the file and its journal
	Restore      Action = "restore"       // put a backup in place of the file
	Erase        Action = "erase"         // take records away for good
)

// matrix is who may do what: the one table of it. An action that has no line here is
// nobody's.
var matrix = []struct {
	Action  Action
	Words   string // completes "Your role in this file does not include …"
	Granted []Role
}{
	{Read, "seeing the records", []Role{SENCO, Helper, Reader}},
	{PrintPupil, "printing a pupil’s papers", []Role{SENCO, Helper, Reader}},
	{PrintClass, "printing class sheets and lists", []Role{SENCO, Helper}},
	{LogDay, "logging calls, concerns, sessions or papers", []Role{SENCO, Helper}},
	{HoldReviews, "writing down reviews and meetings", []Role{SENCO, Helper}},
	{KeepViews, "saving views for everybody", []Role{SENCO, Helper}},
	{PutOff, "putting off or finishing tasks", []Role{SENCO}},
	{SeeMoney, "seeing rates, costs, the budget or amounts", []Role{SENCO}},
	{WriteRecord, "changing pupils’ records", []Role{SENCO}},
	{WritePlans, "writing or signing plans", []Role{SENCO}},
	{Provide, "changing provision or staff", []Role{SENCO}},
	{Level, "deciding levels", []Role{SENCO}},
	{Fund, "requests, awards, the budget or rates", []Role{SENCO}},
	{Publish, "writing or publishing the school’s documents", []Role{SENCO}},
	{Import, "bringing in lists", []Role{SENCO}},
	{Export, "taking lists or whole records out of the program", []Role{SENCO}},
	{Send, "sending anything to others", []Role{SENCO}},
	{Settings, "changing settings or packs", []Role{SENCO}},
	{ManagePeople, "saying who may open the file, or making new keys", []Role{SENCO}},
	{Backup, "backups or checking the whole file", []Role{SENCO}},
	{Restore, "putting a backup in place", []Role{SENCO}},
	{Erase, "erasing records", []Role{SENCO}},
}

// Actions are all actions, in the order of the table.
func Actions() []Action {
	out := make([]Action, len(matrix))
	for i, line := range matrix {
		out[i] = line.Action
	}
	return out
}

// Words completes "Your role in this file does not include …".
func (a Action) Words() string {
	for _, line := range matrix {
		if line.Action == a {
			return line.Words
		}
	}
	return "this"
}

// May reports whether a role grants an action.
func May(r Role, a Action) bool {
	for _, line := range matrix {
		if line.Action != a {
			continue
		}
		for _, granted := range line.Granted {
			if granted == r {
				return true
			}
		}
	}
	return false
}
