package shell

import "strings"

// Route is a place in the program: a screen, and what it shows, such as a pupil's
// number. It is what history, "open where I was" and tests are made of.
type Route struct {
	Screen string
	Arg    string
}

// To is the route to a screen; the argument may be left out.
func To(screen string, arg ...string) Route { return Route{screen, strings.Join(arg, "/")} }

// String writes the route so that ParseRoute can read it: "pupil/12".
func (r Route) String() string {
	if r.Arg == "" {
		return r.Screen
	}
	return r.Screen + "/" + r.Arg
}

// ParseRoute reads a route that String wrote.
func ParseRoute(text string) Route {
	screen, arg, _ := strings.Cut(text, "/")
	return Route{screen, arg}
}

// historyLimit is how many places Back remembers.
const historyLimit = 100

// history is the way here: the places left behind, the last one at the end.
type history struct{ past []Route }

func (h *history) leave(r Route) {
	if r.Screen == "" {
		return
	}
	h.past = append(h.past, r)
	if len(h.past) > historyLimit {
		h.past = h.past[1:]
	}
}

func (h *history) back() (Route, bool) {
	if len(h.past) == 0 {
		return Route{}, false
	}
	last := h.past[len(h.past)-1]
	h.past = h.past[:len(h.past)-1]
	return last, true
}
