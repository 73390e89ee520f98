package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"needsbook/app/journal"
	"needsbook/app/school"
)

// Settings of the school's file, by name.
const (
	settingSchool     = "school"
	settingImportMaps = "import_columns"
	settingCluster    = "cluster"
)

// labelSchool is the label of every step that changes the school's details.
const labelSchool = "Change the school's details"

// School returns the school's details.
func (d *Desk) School() school.School {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.school
}

// BeginSchool writes the details that a new file begins with. Undo steps over them.
func (d *Desk) BeginSchool(ctx context.Context, s school.School) error {
	return d.writeSchool(ctx, journal.Fact, "Begin the school's file", s)
}

// SaveSchool writes the school's details.
func (d *Desk) SaveSchool(ctx context.Context, s school.School) error {
	return d.writeSchool(ctx, journal.Did, labelSchool, s)
}

func (d *Desk) writeSchool(ctx context.Context, sort journal.Sort, label string, s school.School) error {
	if findings := s.Check(); school.Problem(findings) != nil {
		return refuse(findings[0].Field, school.Problem(findings).Error())
	}
	edit, err := putNamed(kindSetting, settingSchool, s)
	if err != nil {
		return err
	}
	return d.doAs(ctx, sort, label, "", edit)
}

// own is the name under which the window remembers something for whoever opened the
// file, so that nobody meets the drafts of somebody else.
func (d *Desk) own(name string) string {
	if d.seat.ID == "" {
		return name
	}
	return "person/" + d.seat.ID + "/" + name
}

// Setting reads what the window remembers under a name, such as the columns of the
// register or a draft, into v and reports whether there is any.
func (d *Desk) Setting(ctx context.Context, name string, v any) (bool, error) {
	value, found, err := d.store.Remembered(ctx, d.own(name))
	if err != nil || !found {
		return false, err
	}
	if err := json.Unmarshal(value, v); err != nil {
		return false, fmt.Errorf("what is remembered as %q cannot be read: %w", name, err)
	}
	return true, nil
}

// SaveSetting remembers something for the window. It lies in the encrypted file like
// all else, but it is no record of the school: the journal and undo say nothing of it.
func (d *Desk) SaveSetting(ctx context.Context, name string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("what is remembered as %q cannot be written: %w", name, err)
	}
	return d.store.Remember(ctx, d.own(name), value)
}

// ForgetSetting forgets what the window remembers under a name.
func (d *Desk) ForgetSetting(ctx context.Context, name string) error {
	return d.store.Remember(ctx, d.own(name), nil)
}
