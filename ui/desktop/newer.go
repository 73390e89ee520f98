package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/release"
	"needsbook/ui/desktop/settings"
)

// Releases is what the program knows of its own versions, and where it may ask for newer
// ones. Asking is off until a person switches it on, on this computer.
type Releases struct {
	Notes   []release.Release                                    // of this version and those before it
	Address string                                               // that is asked; "" for nowhere
	Ask     func(ctx context.Context) ([]release.Release, error) // asks it
}

// Settings of this computer about versions.
const (
	prefVersion = "version"        // that ran last
	prefBefore  = "version-before" // that ran before that one
	prefLook    = "newer"          // look for newer ones
	prefLooked  = "newer-looked"   // the day it was looked last
	prefNewest  = "newest"         // that was found: version, day, notes
)

// noteVersion keeps which version ran on this computer before this one.
func (w *window) noteVersion() {
	w.keep(func(p fyne.Preferences) {
		if last := p.String(prefVersion); last != Version {
			p.SetString(prefBefore, last)
			p.SetString(prefVersion, Version)
		}
	})
}

// Versions says how it stands with this version and newer ones.
func (w *window) Versions() settings.Versions {
	this, err := release.Parse(Version)
	if err != nil {
		return settings.Versions{}
	}
	v := settings.Versions{Address: w.p.Releases.Address}
	for _, r := range w.p.Releases.Notes {
		if r.Version == this {
			v.New = []release.Release{r}
		}
	}
	if w.p.Forgetful {
		v.Address = ""
		return v
	}
	if before, err := release.Parse(w.prefs().String(prefBefore)); err == nil {
		if since := release.Since(w.p.Releases.Notes, before, this); len(since) > 0 {
			v.New, v.Before = since, before.String()
		}
	}
	v.Looking = w.looking()
	v.Looked = w.lookedNewer()
	if kept := w.prefs().StringList(prefNewest); len(kept) >= 2 {
		r := release.Release{Notes: kept[2:]}
		if r.Version, err = release.Parse(kept[0]); err == nil && r.On.UnmarshalText([]byte(kept[1])) == nil && this.Before(r.Version) {
			v.Newest = &r
		}
	}
	return v
}

// looking says whether a person switched looking on and there is somewhere to look.
func (w *window) looking() bool {
	return !w.p.Forgetful && w.p.Releases.Address != "" && w.p.Releases.Ask != nil && w.prefs().Bool(prefLook)
}

func (w *window) lookedNewer() (on day.Date) {
	_ = on.UnmarshalText([]byte(w.prefs().String(prefLooked))) // a day that cannot be read is none
	return on
}

// SetLooking switches looking for newer versions on, and looks, or off.
func (w *window) SetLooking(on bool) {
	w.keep(func(p fyne.Preferences) {
		p.SetBool(prefLook, on)
		if !on {
			p.RemoveValue(prefNewest)
		}
	})
	w.lookForNewer()
}

// lookForNewer asks for newer versions where a person wants it and a week has gone by.
// The day is kept first, so that what fails is not asked again and again.
func (w *window) lookForNewer() {
	today := day.On(w.p.Options.Clock())
	if !w.looking() || !release.Due(w.lookedNewer(), today) {
		return
	}
	w.keep(func(p fyne.Preferences) { p.SetString(prefLooked, today.String()) })
	var all []release.Release
	w.shell.Runner().Go(func() (err error) {
		all, err = w.p.Releases.Ask(w.ctx)
		return err
	}, func(err error) {
		if err != nil {
			w.shell.Say("There was no answer about newer versions. Needsbook asks again in a week. " + desk.Words(err))
			return
		}
		this, err := release.Parse(Version)
		if err != nil {
			return
		}
		newest, found := release.Newest(all, this)
		if !found {
			w.keep(func(p fyne.Preferences) { p.RemoveValue(prefNewest) })
			return
		}
		w.keep(func(p fyne.Preferences) {
			p.SetStringList(prefNewest, append([]string{newest.Version.String(), newest.On.String()}, newest.Notes...))
		})
		w.shell.Say("Needsbook " + newest.Version.String() + " is out. Settings, About says what is new in it.")
	})
}
