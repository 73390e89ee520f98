package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"needsbook/app/access"
)

// settingSecond names the second folder in the file; rememberedSecond is how copying to
// it went, which is no change of the school's records.
const (
	settingSecond    = "second_folder"
	rememberedSecond = "second_folder"
)

// SecondFolder is the folder away from this computer into which each backup is copied,
// and how it stands.
type SecondFolder struct {
	Path    string    `json:"path"` // "" while there is none
	Copied  time.Time `json:"copied,omitzero"`
	Tried   time.Time `json:"tried,omitzero"`
	Problem string    `json:"problem,omitempty"` // why the last try did not work; "" when it did
}

// Words say how the second folder stands.
func (s SecondFolder) Words() string {
	switch {
	case s.Path == "":
		return "There is no second folder."
	case s.Problem != "" && s.Copied.IsZero():
		return fmt.Sprintf("The backups were not copied on %s. %s Work goes on, and it is tried again by itself.", clockWords(s.Tried), s.Problem)
	case s.Problem != "":
		return fmt.Sprintf("The backups were not copied on %s. %s They were last copied there on %s. Work goes on, and it is tried again by itself.", clockWords(s.Tried), s.Problem, clockWords(s.Copied))
	case s.Copied.IsZero():
		return "Nothing was copied there yet."
	}
	return "Last copied " + clockWords(s.Copied) + "."
}

// clockWords writes a moment with its day of the week: Tuesday 24 Nov, 14:02.
func clockWords(t time.Time) string { return t.Format("Monday 2 Jan, 15:04") }

// Ago says how long before now a moment was.
func Ago(then, now time.Time) string {
	past := now.Sub(then)
	switch {
	case past < time.Minute:
		return "a moment ago"
	case past < time.Hour:
		return count(int(past/time.Minute), "minute") + " ago"
	case past < 48*time.Hour:
		return count(int(past/time.Hour), "hour") + " ago"
	}
	return count(int(past/(24*time.Hour)), "day") + " ago"
}

// SecondFolder reads which second folder there is and how it stands.
func (d *Desk) SecondFolder(ctx context.Context) (s SecondFolder, err error) {
	var path string
	if _, err := readNamed(ctx, d.store, kindSetting, settingSecond, &path); err != nil || path == "" {
		return s, err
	}
	if _, err := d.Setting(ctx, rememberedSecond, &s); err != nil {
		return s, err
	}
	if s.Path != path { // it was tried with another folder
		s = SecondFolder{Path: path}
	}
	return s, nil
}

// SetSecondFolder copies all backups into a folder and keeps it as the second one; ""
// leaves the second folder out from now on, and what lies there stays. A folder in which
// nothing can be written, or that is beside the file itself, is refused.
func (d *Desk) SetSecondFolder(ctx context.Context, folder string) error {
	if err := d.allow(access.Backup); err != nil {
		return err
	}
	folder = strings.TrimSpace(folder)
	label := "Leave out the second folder for backups"
	if folder != "" {
		if !filepath.IsAbs(folder) {
			return refuse("folder", "Give the whole path of the folder, from the drive on.")
		}
		folder = filepath.Clean(folder)
		if beside := filepath.Dir(d.Keeper().Path()); within(folder, beside) {
			return refuse("folder", "This folder lies beside the school's file, so both would be lost together. Choose one on a stick or on the school's server.")
		}
		if _, err := d.mirror(ctx, folder); err != nil {
			return refuse("folder", Words(err)+" Nothing was changed.")
		}
		label = "Copy the backups to a second folder"
	}
	edit, err := putNamed(kindSetting, settingSecond, folder)
	if err != nil {
		return err
	}
	if err := d.do(ctx, label, "", edit); err != nil {
		return err
	}
	return d.rememberSecond(ctx, SecondFolder{Path: folder, Copied: d.options.Clock(), Tried: d.options.Clock()})
}

// within reports whether a folder is another one or lies in it.
func within(folder, in string) bool {
	rel, err := filepath.Rel(in, folder)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// CopyToSecond copies the backups that are not there yet into the second folder, where
// there is one, and remembers how it went: SecondFolder tells. Its error is about the
// school's file alone.
func (d *Desk) CopyToSecond(ctx context.Context) error {
	s, err := d.SecondFolder(ctx)
	if err != nil || s.Path == "" {
		return err
	}
	if s.Problem == "" && !s.Copied.IsZero() && d.mirrored(s.Path) {
		return nil
	}
	s.Tried, s.Problem = d.options.Clock(), ""
	newest, err := d.mirror(ctx, s.Path)
	switch {
	case err != nil:
		s.Problem = Words(err)
	case !newest.At.IsZero():
		s.Copied = s.Tried
	}
	return d.rememberSecond(ctx, s)
}

// mirrored reports whether the newest backup lies in a folder already. Of two made in one
// second the name tells.
func (d *Desk) mirrored(folder string) bool {
	there, err := d.Keeper().MirrorState(folder)
	own := d.Keeper().Backups()
	return err == nil && len(own) > 0 && (there.At.After(own[0].At) || filepath.Base(there.Path) == filepath.Base(own[0].Path))
}

// mirror copies what is missing and looks whether the newest backup is really there.
func (d *Desk) mirror(ctx context.Context, folder string) (newest Copy, err error) {
	if err := d.Keeper().Mirror(ctx, folder); err != nil {
		return Copy{}, err
	}
	if newest, err = d.Keeper().MirrorState(folder); err != nil {
		return Copy{}, err
	}
	if !d.mirrored(folder) {
		return newest, refuse("folder", "The newest backup is not in the folder, though it was copied. Look whether something takes files away there.")
	}
	return newest, nil
}

func (d *Desk) rememberSecond(ctx context.Context, s SecondFolder) error {
	value, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("remembering the second folder: %w", err)
	}
	return d.store.Remember(ctx, rememberedSecond, value)
}
