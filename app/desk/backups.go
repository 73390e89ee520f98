package desk

import (
	"context"
	"time"

	"needsbook/app/access"
)

// BackupRule says which backups are kept, as the file itself does it.
const BackupRule = "The ten newest are kept, the newest of each of fourteen days, and the newest of each of eight weeks. None is kept past ninety days, so that what the school erased does not live on."

// ThreeTwoOne is what the Department for Education asks of a school's backups.
const ThreeTwoOne = "The Department for Education asks for three copies of important records, on two devices, one of them away from the school's building, and that a restore is tried each term."

// BackupState is how the backups of the school's file stand.
type BackupState struct {
	Now        time.Time    `json:"now"`
	All        []Copy       `json:"backups"` // in the usual folder, newest first
	Rule       string       `json:"rule"`
	Second     SecondFolder `json:"second_folder"`
	Rehearsals []Rehearsal  `json:"rehearsals"` // newest first
	Due        bool         `json:"rehearsal_due"`
	Urged      []Urge       `json:"urged"`             // what to do, most pressing first; empty when all is well
	Warning    string       `json:"warning,omitempty"` // the file is safe but could not be tidied up
}

// Urge is something about the backups that a person should do: what is wrong and what to
// do about it.
type Urge struct {
	Key     string `json:"key"` // no_backup, old_backup, new_keys, no_second, second_failed, rehearsal_failed, rehearsal_due
	Title   string `json:"title"`
	Words   string `json:"words"`
	Pressed bool   `json:"pressing"` // something has failed; otherwise it is good advice
}

// Keys of what is urged.
const (
	UrgeNoBackup        = "no_backup"
	UrgeOldBackup       = "old_backup"
	UrgeNewKeys         = "new_keys"
	UrgeNoSecond        = "no_second"
	UrgeSecondFailed    = "second_failed"
	UrgeRehearsalFailed = "rehearsal_failed"
	UrgeRehearsalDue    = "rehearsal_due"
)

// oldBackup is after how long a backup is old: a file that is opened on school days has
// one of yesterday, or of before the weekend.
const oldBackup = 4 * 24 * time.Hour

// Backups says how the backups stand and what is urged.
func (d *Desk) Backups(ctx context.Context) (s BackupState, err error) {
	s.Now, s.Rule, s.All, s.Warning = d.options.Clock(), BackupRule, d.Keeper().Backups(), d.Keeper().Warning()
	if s.All == nil {
		s.All = []Copy{}
	}
	if s.Second, err = d.SecondFolder(ctx); err != nil {
		return s, err
	}
	if s.Rehearsals, err = d.Rehearsals(ctx); err != nil {
		return s, err
	}
	uncopied, err := d.KeysUncopied(ctx)
	if err != nil {
		return s, err
	}
	s.Due = d.rehearsalDue(s.Rehearsals)
	s.Urged = append(s.urgedOfCopies(uncopied), urgedOfSafety(s.Second, s.Rehearsals, s.Due)...)
	return s, nil
}

// Newest is the newest backup, and whether there is one.
func (s BackupState) Newest() (Copy, bool) {
	if len(s.All) == 0 {
		return Copy{}, false
	}
	return s.All[0], true
}

func (s BackupState) urgedOfCopies(uncopied bool) []Urge {
	newest, there := s.Newest()
	switch {
	case !there:
		return []Urge{{UrgeNoBackup, "Make a first backup", "There is no backup yet. One is made by itself each day that the file is opened; make one now to begin.", true}}
	case s.Now.Sub(newest.At) > oldBackup:
		return []Urge{{UrgeOldBackup, "Make a new backup", "The newest backup was made " + Ago(newest.At, s.Now) + ". Make one now, and see that there is room on the disk.", true}}
	case uncopied:
		return []Urge{{UrgeNewKeys, "Make a new backup", "It changed who may open the file, and the backup that follows such a change could not be made. Those that lie there open with the passphrases of before. Make one now, and see that there is room on the disk.", true}}
	}
	return []Urge{}
}

// urgedOfSafety is what is urged of the second folder and of rehearsals.
func urgedOfSafety(second SecondFolder, rehearsals []Rehearsal, due bool) []Urge {
	var out []Urge
	if len(rehearsals) > 0 && !rehearsals[0].OK {
		out = append(out, Urge{UrgeRehearsalFailed, "The rehearsed restore failed", rehearsals[0].Words() + " " + rehearsalAdvice, true})
	}
	switch {
	case second.Path == "":
		out = append(out, Urge{UrgeNoSecond, "Keep the backups in a second place too", "All backups lie on this computer. If it is stolen, burns or breaks, they go with it. Choose a second folder: a stick in the school's safe, or the school's server. Each backup is then copied there by itself, locked as the file is.", false})
	case second.Problem != "":
		out = append(out, Urge{UrgeSecondFailed, "The second folder was not reached", second.Words(), true})
	}
	if due && (len(rehearsals) == 0 || rehearsals[0].OK) {
		out = append(out, Urge{UrgeRehearsalDue, "Rehearse a restore this term", "No restore was rehearsed this term yet. The program does it by itself while it is open, or at once with “Rehearse a restore”.", false})
	}
	return out
}

// BackUp makes a backup: in the usual folder, and so in the second as well, or in a
// folder that is given.
func (d *Desk) BackUp(ctx context.Context, folder string) (Copy, error) {
	if err := d.allow(access.Backup); err != nil {
		return Copy{}, err
	}
	made, err := d.Keeper().Backup(ctx, folder)
	if err == nil && folder == "" {
		err = d.keysCopied(ctx)
	}
	return made, err
}

// backupTasks are the tasks of Today about the backups. The demo school is urged to
// nothing: all of it is invented.
func (d *Desk) backupTasks(ctx context.Context) ([]Task, error) {
	if d.School().Demo || len(d.entries) == 0 || !d.May(access.Backup) {
		return nil, nil
	}
	second, err := d.SecondFolder(ctx)
	if err != nil {
		return nil, err
	}
	rehearsals, err := d.Rehearsals(ctx)
	if err != nil {
		return nil, err
	}
	var out []Task
	for _, u := range urgedOfSafety(second, rehearsals, false) {
		t := Task{Key: "backups_" + u.Key, Kind: "backups", Urgency: TidyUp, Title: u.Title, Note: u.Words, Where: "backups",
			Meaning: "If this computer is lost, so are the records.", Does: "Look at the backups"}
		if u.Key == UrgeRehearsalFailed {
			t.Urgency, t.Due = Overdue, rehearsals[0].On
		}
		out = append(out, t)
	}
	return out, nil
}
