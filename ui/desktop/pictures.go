package desktop

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/recoverykey"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Picture is one screen as it looks.
type Picture struct {
	Name  string // screen, variant and text size, such as register-dark-150
	Image image.Image
}

// looks are the variants and text sizes that every screen is pictured in.
var looks = []struct {
	name    string
	variant theme.Variant
	scale   float32
}{{"light", theme.Light, 1}, {"dark", theme.Dark, 1}, {"light-150", theme.Light, 1.5}, {"dark-150", theme.Dark, 1.5}}

// Pictures draws every screen over an open desk, as a person would see it. It needs
// no display when the program was built with -tags ci.
func Pictures(ctx context.Context, a fyne.App, d *desk.Desk) ([]Picture, error) {
	w := newWindow(ctx, Program{App: a, Options: desk.Options{Clock: d.Clock()}, Forgetful: true}, shell.InlineRunner())
	w.opened(lock.Opened{Desk: d})
	defer w.window.Close()
	routes, err := pictured(d)
	if err != nil {
		return nil, err
	}
	var out []Picture
	take := func(name string) {
		for _, l := range looks {
			out = append(out, Picture{name + "-" + l.name, shell.CaptureWindow(w.window, fyne.NewSize(usualWidth, usualHeight), l.variant, l.scale)})
		}
	}
	for _, r := range routes {
		w.shell.Go(r.to)
		take(r.name)
	}
	w.shell.ShowPalette()
	take("palette")
	w.desk = nil
	w.welcome()
	take("first-run")
	const file = "Meadowfield.needsbook"
	w.showLock(file, d.School().Name)
	take("lock")
	for range pictureTries {
		w.tries.Judge(wrongSecret{}, file, errors.New("a wrong passphrase"))
	}
	w.showLock(file, d.School().Name)
	take("lock-waits")
	w.shell.ShowBare(recoverykey.New(recoverykey.Needs{School: d.School().Name, File: file, Key: pictureKey, On: d.Today(), Print: w.print}))
	take("recovery-key")
	return out, nil
}

// The pictures show the wait after so many wrong passphrases, and a key that opens nothing.
const (
	pictureTries = 8
	pictureKey   = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-89AB"
)

// wrongSecret are files that no passphrase opens, for the picture of the wait.
type wrongSecret struct{ desk.Files }

// WrongKey is true of every error.
func (wrongSecret) WrongKey(error) bool { return true }

// Over runs do with the whole program over an open desk, or on its first page when d is
// nil. Everything happens in its turn, and nothing is kept on this computer. The guide's
// pictures and the tests of whole stories press and type in it.
func Over(ctx context.Context, p Program, d *desk.Desk, do func(*shell.Shell) error) error {
	p.Forgetful = true
	if d != nil {
		p.Options.Clock = d.Clock()
	}
	w := newWindow(ctx, p, shell.InlineRunner())
	defer w.window.Close()
	if d == nil {
		w.welcome()
		defer w.closeDesk()
	} else {
		w.opened(lock.Opened{Desk: d})
	}
	return do(w.shell)
}

type namedRoute struct {
	name string
	to   shell.Route
}

// pictured are the screens with something to show: the first pupil who has a request
// stands for all.
func pictured(d *desk.Desk) ([]namedRoute, error) {
	requests, err := d.Requests(context.Background())
	if err != nil {
		return nil, err
	}
	out := []namedRoute{{"today", shell.To("today")}, {"register", shell.To("register")}, {"provision", shell.To("provision")}, {"staffweek", shell.To("staffweek")}, {"ticksheet", shell.To("ticksheet")}, {"reviews", shell.To("reviews")}, {"fields", shell.To("fields")}, {"levels", shell.To("levels")}, {"moderation", shell.To("moderation")}, {"vignettes", shell.To("vignettes")}, {"signals", shell.To("signals")},
		{"requests", shell.To("requests")}, {"reports", shell.To("reports", publish.SENInformation)}, {"strategy", shell.To("reports", publish.InclusionStrategy)}, {"versions", shell.To("reports", publish.SENInformation, "versions")}, {"activities", shell.To("activities")}, {"heard", shell.To("heard")}, {"governors", shell.To("governors")}, {"casesample", shell.To("casesample")}, {"budget", shell.To("budget")}, {"import", shell.To("import")}, {"packtable", shell.To("packtable")},
		{"concerns", shell.To("concerns")}, {"census", shell.To("census")}, {"duplicates", shell.To("duplicates")},
		{"groupreview", shell.To("groupreview", "plans")}, {"effect", shell.To("effect")}, {"unmet", shell.To("unmet")}, {"needprofile", shell.To("needprofile")}, {"likeneeds", shell.To("needprofile", "alike")}, {"export", shell.To("export")}, {"handover", shell.To("handover")},
		{"cluster", shell.To("cluster")}, {"cluster-readers", shell.To("cluster", "readers")}, {"cluster-bytes", shell.To("cluster", "bytes")}, {"cluster-agreement", shell.To("cluster", "agreement")}, {"cluster-log", shell.To("cluster", "log")}, {"cluster-road", shell.To("cluster", "road")},
		{"clusterview", shell.To("clusterview")}, {"clusterview-levels", shell.To("clusterview", "levels")}, {"clusterview-dates", shell.To("clusterview", "dates")}, {"clusterview-members", shell.To("clusterview", "members")}, {"clusterview-us", shell.To("clusterview", "us")},
		{"panel", shell.To("panel")}, {"panel-event", shell.To("panel", "new-event ")},
		{"sharedneeds", shell.To("sharedneeds")}, {"sharedneeds-offers", shell.To("sharedneeds", "offers")}, {"sharedneeds-services", shell.To("sharedneeds", "services")}, {"sharedneeds-schools", shell.To("sharedneeds", "ring")},
		{"backups", shell.To("backups")}, {"keeping", shell.To("keeping")}, {"whereabouts", shell.To("whereabouts")}, {"settings", shell.To("settings")}, {"people", shell.To("settings", "people")}, {"help", shell.To("help")}}
	requests = slices.DeleteFunc(requests, func(r desk.Request) bool { return r.Pupil == "" })
	if len(requests) > 0 {
		r := requests[len(requests)-1]
		out = append(out, namedRoute{"pupil", shell.To("pupil", r.Pupil)}, namedRoute{"history", shell.To("history", r.Pupil)}, namedRoute{"meeting", shell.To("meeting", "with", r.Pupil)}, namedRoute{"level", shell.To("levels", r.Pupil)},
			namedRoute{"request", shell.To("requests", fmt.Sprint(r.Number))})
	}
	return out, nil
}
