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

// Gate is one gate as it stands for a request.
type Gate struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	OK       bool   `json:"ok"`
	State    State  `json:"state"`
	Blocks   bool   `json:"blocks"` // while it is not ok the request cannot be ready
	Why      string `json:"why"`    // empty where it is ok
	Fix      string `json:"fix"`
	FixRoute string `json:"fix_route"`
}

// Gates looks at the facts through every gate of the form that stands for such a
// request, in the form's order.
func Gates(form *Form, f Facts) []Gate {
	var gates []Gate
	for _, r := range form.Gates {
		if r.Only == "renewal" && !f.Renewal || r.Only == "exceptional" && f.Route != "exceptional" {
			continue
		}
		g := Gate{ID: r.ID, Title: r.Title, Blocks: r.Level == "blocks", State: OK, OK: true}
		if state, why := rules[r.Rule](r, form, &f); state != OK {
			g.State, g.OK, g.Why, g.Fix, g.FixRoute = state, false, why, r.Fix, r.FixRoute
		}
		gates = append(gates, g)
	}
	return gates
}

// NotReadyError is why a request cannot be made ready: the gates that block.
type NotReadyError struct{ Gates []Gate }

// Error names the gates in plain words and holds no fact about the pupil.
func (e *NotReadyError) Error() string {
	var names []string
	for _, g := range e.Gates {
		names = append(names, g.Title)
	}
	return fmt.Sprintf("This request is not ready. Still to do: %s. It stays a draft and nothing is lost.", strings.Join(names, "; "))
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
