package desk

import (
	"context"

	"needsbook/app/school"
)

// Settings of the school's file, by name.
const (
	settingSchool     = "school"
	settingImportMaps = "import_maps"
	settingCluster    = "cluster"
)

// School returns the school's details.
func (d *Desk) School() school.School {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.school
}

// SaveSchool writes the school's details.
func (d *Desk) SaveSchool(ctx context.Context, s school.School) error {
	if findings := s.Check(); school.Problem(findings) != nil {
		return refuse(findings[0].Field, school.Problem(findings).Error())
	}
	edit, err := putNamed(kindSetting, settingSchool, s)
	if err != nil {
		return err
	}
	return d.do(ctx, "Change the school's details", "", edit)
}

// Setting reads a setting of the window, such as the columns of the register, into
// v and reports whether there is one.
func (d *Desk) Setting(ctx context.Context, name string, v any) (bool, error) {
	return readNamed(ctx, d.store, kindSetting, "ui."+name, v)
}

// SaveSetting keeps a setting of the window. It is recorded, but undo steps over it.
func (d *Desk) SaveSetting(ctx context.Context, name string, v any) error {
	edit, err := putNamed(kindSetting, "ui."+name, v)
	if err != nil {
		return err
	}
	return d.note(ctx, "Keep a setting", edit)
}
