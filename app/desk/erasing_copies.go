package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
)

// mostDaysKept is the longest that the rules keep a backup; BackupRule says it.
const mostDaysKept = 90

// OldCopy is a backup that was made before an erasure and still holds what was erased.
type OldCopy struct {
	Copy
	Second bool     `json:"second"` // it lies in the second folder
	LetGo  day.Date `json:"let_go"` // when the rules let it go at the latest, with the next backup made from then on
}

// OlderCopies lists the backups, in the usual and in the second folder, that were made
// before the last erasure. A copy that a person put elsewhere the program cannot know.
func (d *Desk) OlderCopies(ctx context.Context) ([]OldCopy, error) {
	log, err := d.Erasures(ctx)
	if err != nil || len(log) == 0 {
		return nil, err
	}
	var first Copy // made after the last erasure
	_, err = d.rememberedFirst(ctx, &first)
	if err != nil {
		return nil, err
	}
	return d.olderCopies(ctx, first)
}

// rememberedCopy is the name of the backup that was made after the last erasure.
const rememberedCopy = "copy_after_erasing"

func (d *Desk) rememberedFirst(ctx context.Context, c *Copy) (bool, error) {
	value, found, err := d.store.Remembered(ctx, rememberedCopy)
	if err != nil || !found {
		return false, err
	}
	if err := json.Unmarshal(value, c); err != nil {
		return false, fmt.Errorf("what is remembered of the backups cannot be read: %w", err)
	}
	return true, nil
}

func (d *Desk) rememberFirst(ctx context.Context, c Copy) error {
	value, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("remembering a backup: %w", err)
	}
	return d.store.Remember(ctx, rememberedCopy, value)
}

// olderCopies lists the backups that were made before one; all where there is none.
func (d *Desk) olderCopies(ctx context.Context, than Copy) ([]OldCopy, error) {
	second, err := d.SecondFolder(ctx)
	if err != nil {
		return nil, err
	}
	folders := []string{""} // the usual one
	if second.Path != "" {
		folders = append(folders, second.Path)
	}
	out := []OldCopy{}
	for _, folder := range folders {
		copies, err := d.store.(eraser).CopiesIn(folder)
		if err != nil {
			return out, err
		}
		at := slices.IndexFunc(copies, func(c Copy) bool { return than.Path != "" && filepath.Base(c.Path) == filepath.Base(than.Path) })
		for i, c := range copies { // newest first
			if i > at && (at >= 0 || than.Path == "" || c.At.Before(than.At)) {
				out = append(out, OldCopy{Copy: c, Second: folder != "", LetGo: day.On(c.At).AddDays(mostDaysKept)})
			}
		}
	}
	return out, nil
}

// RemoveOlderCopies deletes the backups that still hold what was erased, now, and makes
// sure first that a newer one reads whole. It returns how many are gone.
func (d *Desk) RemoveOlderCopies(ctx context.Context) (removed int, err error) {
	if err := d.allow(access.Erase); err != nil {
		return 0, err
	}
	older, err := d.OlderCopies(ctx)
	if err != nil || len(older) == 0 {
		return 0, err
	}
	newest := d.Keeper().Backups()
	if len(newest) == 0 || slices.ContainsFunc(older, func(c OldCopy) bool { return c.Path == newest[0].Path }) {
		return 0, refuse("backup", "There is no backup from after the erasure. Make one first, so that the school is never without.")
	}
	if _, err := d.Keeper().Rehearse(ctx, newest[0].Path); err != nil {
		return 0, &Refusal{Field: "backup", Words: "Nothing was removed: the newest backup could not be proved whole. " + Words(err)}
	}
	for _, c := range older {
		if e := d.store.(eraser).RemoveCopy(c.Path); e != nil {
			err = errors.Join(err, e)
			continue
		}
		removed++
	}
	if err == nil { // the sealed files of erased attachments go from the folder with it
		_, err = d.Keeper().Backup(ctx, "")
	}
	return removed, err
}
