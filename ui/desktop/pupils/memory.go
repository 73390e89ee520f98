package pupils

import (
	"context"
	"maps"
	"slices"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// Memory is what the page remembers from one visit to the next: which view is open,
// what was changed in views and not kept, and the pupil that was current. Views are
// remembered across restarts as well. The zero Memory is a first visit.
type Memory struct {
	Pupil string // current

	of     *desk.Desk // the file that the rest is about
	open   string     // the view's identifier, "" for the standard view
	drafts map[string]register.View
	dirty  bool // something is not in the file yet
}

// settingViews is where the file remembers the open view and the drafts.
const settingViews = "register_views"

// remembered is a Memory as the file holds it.
type remembered struct {
	Open   string                   `json:"open"`
	Drafts map[string]register.View `json:"drafts"`
}

// load reads what the file remembers, once for each file.
func (m *Memory) load(d *desk.Desk) {
	if m.of == d {
		return
	}
	var r remembered
	if _, err := d.Setting(context.Background(), settingViews, &r); err != nil {
		r = remembered{} // a view that cannot be read opens as it was saved
	}
	if r.Drafts == nil {
		r.Drafts = map[string]register.View{}
	}
	*m = Memory{of: d, open: r.Open, drafts: r.Drafts}
}

// save writes to the file what it does not remember yet.
func (m *Memory) save() error {
	if !m.dirty {
		return nil
	}
	m.dirty = false
	return m.of.SaveSetting(context.Background(), settingViews, remembered{m.open, m.drafts})
}

// keep remembers a view that was changed, or that it is as it was saved.
func (m *Memory) keep(v register.View, changed bool) {
	m.dirty = true
	if !changed {
		delete(m.drafts, v.ID)
		return
	}
	m.drafts[v.ID] = v
}

// forget drops the drafts of views that are no more.
func (m *Memory) forget(views []register.View) {
	maps.DeleteFunc(m.drafts, func(id string, _ register.View) bool {
		return !slices.ContainsFunc(views, func(v register.View) bool { return v.ID == id })
	})
}
