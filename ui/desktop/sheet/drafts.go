package sheet

import (
	"context"

	"needsbook/app/desk"
)

// Drafts keeps what was typed in forms and not accepted yet, in the school's file,
// where it is as safe as what was. Place names the pupil or the page that the forms
// belong to.
type Drafts struct {
	Desk  *desk.Desk
	Place string
	Alert func(words string) // says that a draft could not be kept
}

// drafts are what was typed, by form and field.
type drafts map[string]map[string]string

func (d Drafts) setting() string { return "draft." + d.Place }

func (d Drafts) read() drafts {
	kept := drafts{}
	if _, err := d.Desk.Setting(context.Background(), d.setting(), &kept); err != nil {
		d.Alert(desk.Words(err))
	}
	return kept
}

func (d Drafts) write(kept drafts) {
	if err := d.Desk.SaveSetting(context.Background(), d.setting(), kept); err != nil {
		d.Alert(desk.Words(err))
	}
}

// Keep keeps what has been typed in a form. It reports whether there was anything.
func (d Drafts) Keep(form string, s *Sheet) bool {
	draft := s.Draft()
	if draft == nil {
		return false
	}
	kept := d.read()
	kept[form] = draft
	d.write(kept)
	return true
}

// Restore puts what was typed before into a form. It reports whether there was any.
func (d Drafts) Restore(form string, s *Sheet) bool {
	draft := d.read()[form]
	if draft == nil {
		return false
	}
	s.Restore(draft)
	return true
}

// Follow begins a form with what was typed in it before, keeps what is typed from then on
// whenever a field is left, and forgets it once the form was accepted. While names are
// hidden nothing that was typed before is shown.
func (d Drafts) Follow(form string, s *Sheet, hidden bool) {
	s.Begin()
	if !hidden {
		d.Restore(form, s)
	}
	s.OnLeft(func() { d.Keep(form, s) })
	s.kept = func() { d.Drop(form) }
}

// Drop forgets the draft of a form that was accepted.
func (d Drafts) Drop(form string) {
	if kept := d.read(); kept[form] != nil {
		delete(kept, form)
		d.write(kept)
	}
}
