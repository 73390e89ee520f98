package desktop

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// opens is what a role must include to open each screen. A screen without a line is the
// SENCO's alone, and a test says so.
var opens = map[string]access.Action{
	"today": access.Read, "register": access.Read, "provision": access.Read, "reviews": access.Read, "staffweek": access.Read,
	"pupil": access.Read, "history": access.Read, "concerns": access.Read, "needprofile": access.Read, "settings": access.Read, "help": access.Read,
	"readpage": access.Read,

	"ticksheet": access.LogDay, "meeting": access.Read, "groupreview": access.HoldReviews,
	"census": access.Export, "export": access.Export, "casesample": access.Export,
	"duplicates": access.WriteRecord, "import": access.Import, "packtable": access.Settings, "fields": access.Settings,
	"levels": access.Level, "moderation": access.Level, "vignettes": access.Level, "signals": access.Level,
	"effect": access.SeeMoney, "unmet": access.SeeMoney, "budget": access.SeeMoney, "requests": access.SeeMoney, "governors": access.SeeMoney,
	"reports": access.SeeMoney, "activities": access.SeeMoney, "heard": access.Publish,
	"handover": access.Send, "cluster": access.Send, "panel": access.Send, "clusterview": access.Send, "sharedneeds": access.Send,
	"backups": access.Backup, "keeping": access.Erase, "whereabouts": access.Read,
}

// mayOpen reports whether the role of whoever opened the file includes a screen.
func (w *window) mayOpen(screen string) bool {
	action, has := opens[screen]
	if !has {
		action = access.Erase
	}
	return w.desk == nil || w.desk.May(action)
}

// seat is who opened the file; while none is open there is nothing to keep from anybody.
func (w *window) seat() access.Seat {
	if w.desk == nil {
		return access.Seat{Role: access.SENCO}
	}
	return w.desk.Seat()
}

// byRole lets each place open for those roles alone that include it.
func (w *window) byRole(places []shell.Place) []shell.Place {
	for i, p := range places {
		open := p.Open
		places[i].Closed = func() bool { return !w.mayOpen(p.Screen) }
		places[i].Open = func(arg string) (shell.Screen, error) {
			if !w.mayOpen(p.Screen) {
				return closed{w, p}, nil
			}
			return open(arg)
		}
	}
	return places
}

// closed stands in the place of a screen that the role does not include.
type closed struct {
	w     *window
	place shell.Place
}

// Title is for the window.
func (c closed) Title() string { return "Not for your role" }

// Object says so.
func (c closed) Object() fyne.CanvasObject {
	words := "Your role in this file, " + c.w.desk.Role().Name() + ", does not include this page. Ask the SENCO if you need it."
	return parts.Page(c.w.say(c.place.Name), "", parts.AtMost(140, parts.Column(parts.Groups,
		parts.NewProse(words, parts.Plain), parts.Row(parts.None, parts.NewButton("To Today", func() { c.w.shell.Go(shell.To("today")) })))))
}

// Focus leaves the keyboard with the window.
func (c closed) Focus() {}
