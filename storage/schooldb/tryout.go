package schooldb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"needsbook/app/desk"
	"needsbook/storage/vault"
)

// tryOutFolder begins the name of the folder of a throw-away file; what a killed program
// left of one is taken away after abandoned. It is encrypted as the school's file is.
const (
	tryOutFolder = "needsbook-rehearsal-"
	abandoned    = time.Hour
)

// TryOut restores a backup into an encrypted throw-away file in this computer's folder
// for temporary files, and opens it.
func (s *Store) TryOut(ctx context.Context, backup string) (restored desk.Store, throwAway func() error, err error) {
	clearAbandoned()
	folder, err := os.MkdirTemp("", tryOutFolder)
	if err != nil {
		return nil, nil, fmt.Errorf("making a place for a rehearsal: %w", err)
	}
	v, err := s.vault.TryOut(ctx, backup, folder)
	if err != nil {
		if errors.Is(err, vault.ErrWrongKey) {
			err = fmt.Errorf("%w: %w", desk.ErrOtherKey, err)
		}
		return nil, nil, errors.Join(err, os.RemoveAll(folder))
	}
	throwAway = func() error { return errors.Join(v.Close(), os.RemoveAll(folder)) }
	store, err := New(ctx, v)
	if err != nil {
		return nil, nil, errors.Join(err, throwAway())
	}
	store.clock = s.clock
	return store, throwAway, nil
}

// clearAbandoned takes away what a program that was killed in a rehearsal left.
func clearAbandoned() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), tryOutFolder+"*"))
	for _, folder := range left {
		if at, err := os.Stat(folder); err == nil && time.Since(at.ModTime()) > abandoned {
			_ = os.RemoveAll(folder) // what cannot be taken away is tried again next time
		}
	}
}
