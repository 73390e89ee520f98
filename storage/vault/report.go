package vault

import (
	"fmt"
	"path/filepath"
	"time"
)

// Report says in what state a file was found.
type Report struct {
	Path       string
	FileID     [16]byte  // the same for a file and all its backups
	Save       uint64    // changes in the file's life
	LastSave   time.Time // of the last change
	LastWhy    string    // its label, as given to Update; may name people
	Size       int64     // bytes on the disk
	Version    int       // of the tables, after any migration
	ReadOnly   bool      // opened for reading only
	HeaderCopy string    // "first" or "second": that copy of the header is damaged; the other was used

	// TornTail: the last change was not saved to its end and was left out.
	// LostBytes is what was cut off; KeptTail is the file that holds it.
	TornTail  bool
	LostBytes int64
	KeptTail  string
	// LostSaved: this computer remembers that the change left out had been saved,
	// so it is damage, not an interruption.
	LostSaved bool

	// Stale: this computer has seen a newer state of this file, of SeenSave.
	Stale     bool
	SeenSave  time.Time
	Siblings  []Sibling    // other copies of the file in its folder, but no backups; Open looks for them
	Migrated  int          // the version from which the tables were brought up to date, or -1
	Papers    PapersReport // Open looks only whether each is there; Verify proves them
	Backup    *BackupInfo  // made automatically while opening
	Warnings  []string     // whole sentences about what did not work but need not stop anyone
	NotLocked bool         // no lock could be taken; only with ReadOnly
}

// Notices are sentences for the person at the screen, most urgent first. A file
// in good order has none.
func (r Report) Notices() []string {
	var out []string
	name := filepath.Base(r.Path)
	kept := ""
	if r.KeptTail != "" {
		kept = fmt.Sprintf(" The cut-off part was kept as %s.", filepath.Base(r.KeptTail))
	}
	if r.TornTail {
		if r.LostSaved {
			out = append(out, fmt.Sprintf("The end of %s is damaged: a change that had been saved cannot be read any more. Everything up to %s is here.%s Check your last changes, and look at the backups.", name, sayTime(r.LastSave), kept))
		} else {
			out = append(out, fmt.Sprintf("The last change to %s was interrupted before it was saved, or something was added to the file. Everything up to %s is here.%s", name, sayTime(r.LastSave), kept))
		}
	}
	if r.Stale && !r.LostSaved {
		out = append(out, fmt.Sprintf("This copy of %s is older than the one used on this computer at %s. If you did not put back an older copy on purpose, close it and look for the newer one.", name, sayTime(r.SeenSave)))
	}
	for _, s := range r.Siblings {
		out = append(out, s.notice(r.Path))
	}
	if r.HeaderCopy != "" {
		out = append(out, fmt.Sprintf("The %s copy of the header of %s was damaged, and the other was used. Nothing is lost, but the disk may be failing: make a backup on another one.", r.HeaderCopy, name))
	}
	if r.ReadOnly {
		out = append(out, fmt.Sprintf("%s was opened for reading only, because this computer may not write to it.", name))
	}
	text := r.Papers.problem(r.Path, r.FileID)
	if text == "" && r.Backup != nil {
		text = r.Backup.Papers.problem(r.Path, r.FileID) // found when they were to be copied
	}
	if text != "" {
		out = append(out, text)
	}
	return append(out, r.Warnings...)
}

// Sound reports whether nothing was found that a person needs to know.
func (r Report) Sound() bool { return len(r.Notices()) == 0 }

// report fills in what the content of a file says.
func (c *content) report(path string, o Options) Report {
	r := Report{Path: path, FileID: c.header.fileID, Save: c.save, LastSave: c.when.In(o.Now().Location()), LastWhy: c.why, Size: c.tail + c.torn,
		HeaderCopy: c.badCopy, TornTail: c.torn > 0, LostBytes: c.torn, Migrated: -1}
	if a, ok := readAnchor(o, c.header.fileID, c.key); ok && a.ahead(c) {
		r.Stale, r.SeenSave = true, a.when.In(o.Now().Location())
		r.LostSaved = c.torn > 0 && a.ours && a.epoch == c.header.epoch && a.point.seq > c.seq()
	}
	return r
}
