package copies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
)

const (
	lookEvery      = time.Minute
	retryAfter     = 10 * time.Minute   // a copy that could not be made
	nightFrom      = 2                  // the hour, UTC, from which the night's work is due
	rehearseEvery  = 7 * 24 * time.Hour // when the last one went well
	rehearseSooner = 24 * time.Hour     // when it did not
	stateFile      = "care.json"        // in the hub's folder
)

// Keeper looks after a hub that serves.
type Keeper struct {
	DB     *hubdb.DB
	Inbox  inbox.Inbox
	Data   string // the hub's folder
	Folder string // where copies go; DefaultFolder(Data) if empty
	Now    func() time.Time
	Log    *slog.Logger

	mu          sync.Mutex
	state       State
	loaded      bool
	tried       map[Kind]time.Time
	triedVerify time.Time
	release     func() // of the place of who takes care, while it is held
}

// DefaultFolder is where copies go when no other folder is named.
func DefaultFolder(data string) string { return filepath.Join(data, "backups") }

// Check is one time that everything was gone through.
type Check struct {
	At        time.Time `json:"at"`
	Copy      string    `json:"copy,omitempty"` // the copy that was restored, by its file's name
	Documents int       `json:"documents"`
	AuditHead string    `json:"audit_head,omitempty"`
	Problems  []string  `json:"problems"` // empty when everything held
	Millis    int64     `json:"milliseconds"`
}

// Words are the date and what came of it, for the health check: no identifier and no
// figure but how many things were found wrong.
func (c Check) Words() string {
	switch n := len(c.Problems); {
	case c.At.IsZero():
		return "not yet"
	case n > 0:
		return fmt.Sprintf("%s: %d things did not hold", c.At.Format("2006-01-02"), n)
	}
	return c.At.Format("2006-01-02") + ": everything held"
}

// State is what the keeper last did.
type State struct {
	Verified  Check  `json:"verified"`         // the hub's own records
	Rehearsal Check  `json:"rehearsal"`        // a copy, restored
	Failed    string `json:"failed,omitempty"` // why the last copy could not be made
}

// Alarms counts what did not hold when it was last gone through.
func (s State) Alarms() int {
	n := len(s.Verified.Problems) + len(s.Rehearsal.Problems)
	if s.Failed != "" {
		n++
	}
	return n
}

// ReadState reads what the keeper of a hub's folder last did.
func ReadState(data string) (s State, err error) {
	text, err := os.ReadFile(filepath.Join(data, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return State{}, fmt.Errorf("read what was last checked: %w", err)
	}
	return s, nil
}

// Run does what is due each minute until the context ends.
func (k *Keeper) Run(ctx context.Context) {
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	defer k.letGo()
	for {
		k.Tend(ctx)
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// Tend does what is due now: the hour's copy, the night's, the night's look through
// everything, the week's rehearsal. What fails is logged, kept in the state, and
// tried again later; what was there before stays.
func (k *Keeper) Tend(ctx context.Context) {
	k.load()
	now := k.Now().UTC()
	if !k.DB.OnPostgres() {
		k.copyIfDue(ctx, Hourly, now.Truncate(time.Hour), k.hourly)
		if now.Hour() >= nightFrom && HasKey(k.Data) {
			k.copyIfDue(ctx, Nightly, now.Truncate(24*time.Hour), k.nightly)
		}
		k.rehearseIfDue(ctx, now)
	}
	k.verifyIfDue(ctx, now)
}

// State is what was last done, for the health check and the metrics.
func (k *Keeper) State() State {
	k.load()
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state
}

// LastBackup is when the newest copy was made; zero when there is none or the
// database is copied by other means.
func (k *Keeper) LastBackup() (time.Time, error) {
	list, err := List(k.folder())
	if err != nil || len(list) == 0 {
		return time.Time{}, err
	}
	info, err := os.Stat(list[0].Path)
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

func (k *Keeper) folder() string {
	if k.Folder == "" {
		return DefaultFolder(k.Data)
	}
	return k.Folder
}

func (k *Keeper) load() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.loaded {
		return
	}
	k.loaded, k.tried = true, map[Kind]time.Time{}
	var err error
	if k.state, err = ReadState(k.Data); err != nil {
		k.Log.Error("it starts anew", "error", err)
	}
}

// set changes the state and keeps it.
func (k *Keeper) set(change func(*State)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.state)
	text, err := json.MarshalIndent(k.state, "", "  ")
	if err == nil {
		err = write(filepath.Join(k.Data, stateFile), func(part string) error { return os.WriteFile(part, text, 0o600) })
	}
	if err != nil {
		k.Log.Error("what was checked could not be written down", "error", err)
	}
}

func (k *Keeper) copyIfDue(ctx context.Context, kind Kind, of time.Time, fill func(ctx context.Context, part string) error) {
	path := filepath.Join(k.folder(), kind.name(of))
	if _, err := os.Stat(path); err == nil || k.Now().Sub(k.tried[kind]) < retryAfter {
		return
	}
	k.tried[kind] = k.Now()
	err := os.MkdirAll(k.folder(), 0o700)
	if err == nil {
		err = write(path, func(part string) error { return fill(ctx, part) })
	}
	if err == nil {
		err = rotate(k.folder(), kind)
	}
	if err != nil {
		k.Log.Error("no copy was made; the earlier ones are as they were", "kind", kind, "error", err)
		k.set(func(s *State) { s.Failed = k.Now().UTC().Format(time.RFC3339) + ": " + err.Error() })
		return
	}
	delete(k.tried, kind)
	k.Log.Info("copied", "copy", filepath.Base(path))
	if k.State().Failed != "" {
		k.set(func(s *State) { s.Failed = "" })
	}
}

func (k *Keeper) hourly(ctx context.Context, part string) error { return k.DB.Backup(ctx, part) }

// nightly seals the newest plain copy with the hub's key.
func (k *Keeper) nightly(_ context.Context, part string) error {
	to, err := recipients(k.Data)
	if err != nil {
		return err
	}
	list, err := List(k.folder())
	if err != nil {
		return err
	}
	plain, ok := newest(list, Hourly)
	if !ok {
		return errors.New("there is no plain copy to seal")
	}
	return seal(part, map[string]string{hubdb.FileName: plain.Path, KeyFile: filepath.Join(k.Data, KeyFile)}, to)
}
