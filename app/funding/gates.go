package funding

import (
	"fmt"
	"strings"
)

// State says how far a gate is open.
type State string

// States of a gate.
const (
	OK      State = "ok"
	Check   State = "check"   // something is there and needs a look
	Missing State = "missing" // nothing is there
)

// Light is how a gate is shown.
type Light string

// Lights of a gate.
const (
	Green Light = "green"
	Amber Light = "amber" // the request can go, and would be stronger
	Red   Light = "red"   // the request cannot go
)

// Gate is one gate as it stands for a request.
type Gate struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	OK       bool   `json:"ok"`
	State    State  `json:"state"`
	Blocks   bool   `json:"blocks"`    // while it is not ok the request cannot be ready
	Why      string `json:"why"`       // empty where it is ok
	Fix      string `json:"fix"`       // empty where it is ok
	FixRoute string `json:"fix_route"` // screen and part of it where the fact stands, whether ok or not

	Light Light  `json:"light"`
	Field string `json:"field"` // the field of the form that it is about, "" where it is about none
	Pupil string `json:"pupil"` // id of the pupil of a group whose fact it is, "" where it is nobody's
}

// Gates looks at the facts through every gate of the form that stands for such a
// request, in the form's order.
func Gates(form *Form, f Facts) []Gate {
	form = form.Worded(f.Words)
	var gates []Gate
	for _, r := range form.Gates {
		if !stands(r.Only, &f) {
			continue
		}
		g := Gate{ID: r.ID, Title: r.Title, Blocks: r.Level == "blocks", State: OK, OK: true, Light: Green, FixRoute: r.FixRoute, Field: r.Field}
		if saw := rules[r.Rule](r, form, &f); saw.state != OK {
			g.State, g.OK, g.Why, g.Pupil, g.Fix, g.Light = saw.state, false, saw.why, saw.pupil, r.Fix, Amber
			if g.Field == "" {
				g.Field = saw.field
			}
			if g.Blocks {
				g.Light = Red
			}
		}
		gates = append(gates, g)
	}
	return gates
}

// stands reports whether a gate that is there only for some requests is there for this.
func stands(only string, f *Facts) bool {
	switch only {
	case "":
		return true
	case "exceptional":
		return f.Route == only
	}
	return f.reason() == only
}

// NotReadyError is why a request cannot be made ready: the gates that block.
type NotReadyError struct{ Gates []Gate }

// Error names the gates in plain words and holds no fact about the pupil.
func (e *NotReadyError) Error() string {
	var names []string
	for _, g := range e.Gates {
		names = append(names, g.Title)
	}
	return fmt.Sprintf("This request is not ready. Still to do: %s. It stays as it is and nothing is lost.", strings.Join(names, "; "))
}

// Ready returns nil when no gate blocks, or a *NotReadyError with those that do.
func Ready(gates []Gate) error {
	var closed []Gate
	for _, g := range gates {
		if g.Blocks && !g.OK {
			closed = append(closed, g)
		}
	}
	if closed != nil {
		return &NotReadyError{closed}
	}
	return nil
}
