package requests

import (
	"strconv"
	"strings"

	"needsbook/app/funding"
	"needsbook/ui/desktop/shell"
)

// places says where the form's routes lie in the window. PUPIL stands for the pupil
// of the request, and a form of the pupil's page may follow.
var places = map[string]string{
	"pupil/details":  "pupil/PUPIL/edit",
	"pupil/consent":  "pupil/PUPIL",
	"pupil/views":    "pupil/PUPIL/note",
	"pupil/advice":   "pupil/PUPIL",
	"pupil/outcomes": "pupil/PUPIL",
	"pupil/training": "pupil/PUPIL/note",
	"reviews":        "pupil/PUPIL/review",
	"provision":      "pupil/PUPIL/provision",
	"levels":         "levels/PUPIL",
	"settings/rates": "settings/rates",
}

// routeOf is where a gate is put right. Here is true when that is on the page of
// the request itself. A form that a council made may have a route that is not
// known here; then the pupil's page is the best place.
func routeOf(g funding.Gate, pupil string) (to shell.Route, here bool) {
	if strings.HasPrefix(g.FixRoute, "request/") {
		return shell.Route{}, true
	}
	place, known := places[g.FixRoute]
	if !known {
		place = "pupil/PUPIL"
	}
	return shell.ParseRoute(strings.Replace(place, "PUPIL", pupil, 1)), false
}

// fieldOf names the field of this page that a gate is about: the gate's own where
// the SENCO writes it, else the first of the part that its route names.
func fieldOf(g funding.Gate, written func(part string) bool) string {
	if written(g.ID) && g.ID != "progress" {
		return g.ID
	}
	switch strings.TrimPrefix(g.FixRoute, "request/") {
	case "about":
		return "starts"
	case "sign-off":
		return "senco_signed"
	case "evidence":
		return "papers"
	case "progress":
		return "measures"
	case "impact":
		return "impact"
	}
	return "exit_plan"
}

// numberOf reads the number of a request in a route.
func numberOf(arg string) (int, bool) {
	n, err := strconv.Atoi(arg)
	return n, err == nil && n > 0
}
