package desk

import "context"

// Loss says in what way a school's file is lost.
type Loss string

// The ways in which a file is lost. NotLost is everything else, such as a wrong
// passphrase or a file that is open elsewhere.
const (
	NotLost     Loss = ""
	LostDamaged Loss = "damaged"
	LostAltered Loss = "altered"
	LostMissing Loss = "missing"
)

// Rescuer puts a backup in the place of a file that no longer opens. Files that can do
// it are found by assertion.
type Rescuer interface {
	// Loss says whether an error of Open means that the file itself is lost.
	Loss(err error) Loss
	// CopiesOf lists the backups of a file, newest first, found with no key: those in its
	// usual folder and in the others.
	CopiesOf(path string, folders ...string) []Copy
	// PutBack puts a backup in the place of the file; what lay there is kept beside it.
	PutBack(ctx context.Context, path, backup string, s Secret) (kept string, err error)
}
