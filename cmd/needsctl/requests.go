package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
)

// requestState is a request as lists name it.
type requestState struct {
	Number    int               `json:"number"`
	Reference string            `json:"reference"`
	Kind      string            `json:"kind"`
	Pupil     string            `json:"pupil"`
	Title     string            `json:"title"`
	Reason    string            `json:"reason"`
	Renews    int               `json:"renews"`
	Status    funding.Status    `json:"status"` // as it is kept
	State     funding.Status    `json:"state"`  // today: active and ended by the dates too
	InDispute bool              `json:"in_dispute"`
	Asked     string            `json:"asked"`
	Words     map[string]string `json:"words"`
	Decision  *funding.Decision `json:"decision"`
}

func stateOf(d *desk.Desk, r desk.Request) requestState {
	return requestState{r.Number, r.Reference(), r.Kind, r.Pupil, r.Title, r.Reason, r.Renews, r.Status(), r.Progress.StateOn(d.Today()), r.Progress.InDispute(),
		r.Progress.Asked.String(), r.Words, r.Progress.Decision}
}

// requestCheckup is a request with its gates and its money.
type requestCheckup struct {
	requestState
	Ready  bool           `json:"ready"`
	Gates  []funding.Gate `json:"gates"`
	Totals totals         `json:"totals"`
}

// printRequest prints how request n stands. It reports whether every gate that blocks
// is open.
func (c *call) printRequest(d *desk.Desk, n int) (ready bool, err error) {
	draft, err := d.DraftRequest(c.ctx, n)
	if err != nil {
		return false, err
	}
	r := draft.Result
	lines := []string{fmt.Sprintf("%s: %s. £%s in all, £%s from the school, £%s asked for.", draft.Request.Reference(), stateWords(d, draft.Request),
		r.Totals.Total, r.Totals.School, r.Totals.Extra)}
	for _, g := range r.Gates {
		line := fmt.Sprintf("%-8s %s", g.State, g.Title)
		if !g.OK {
			line += ": " + g.Why + " " + g.Fix
		}
		lines = append(lines, line)
	}
	return r.Ready, c.print(requestCheckup{stateOf(d, draft.Request), r.Ready, r.Gates, totalsOf(r.Totals)}, "%s", strings.Join(lines, "\n"))
}

// requestNumber reads the number of a request from the first word.
func (c *call) requestNumber() (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(c.words[0], "R-"))
	if err != nil {
		return 0, usageError("“" + c.words[0] + "” is not the number of a request, such as 7 or R-007.")
	}
	return n, nil
}

// onRequest opens the file and does something with the request whose number is the
// first word, then prints how it stands.
func (c *call) onRequest(do func(d *desk.Desk, n int) error) error {
	n, err := c.requestNumber()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := do(d, n); err != nil {
			return err
		}
		_, err := c.printRequest(d, n)
		return err
	})
}

// stateWords say how a request stands today.
func stateWords(d *desk.Desk, r desk.Request) string {
	words := string(r.Progress.StateOn(d.Today()))
	if r.Progress.InDispute() {
		words += ", in dispute"
	}
	return words
}

func requestList(c *call) error {
	state := c.flags.String("state", "", "only those in this `state`: drafting, ready, submitted, discussed, recommended, decided, active, ended or dispute")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *state != "" && *state != "dispute" && !slices.Contains(funding.Statuses, funding.Status(*state)) {
		return c.misuse("“" + *state + "” is not a state of a request.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Requests(c.ctx)
		if err != nil {
			return err
		}
		states, lines := []requestState{}, []string{}
		for _, r := range list {
			now := stateOf(d, r)
			if *state != "" && string(now.State) != *state && !(*state == "dispute" && now.InDispute) {
				continue
			}
			states = append(states, now)
			lines = append(lines, fmt.Sprintf("%s  %-11s  %-10s  %s", r.Reference(), stateWords(d, r), r.Kind, requestName(d, r)))
		}
		return c.print(map[string]any{"requests": states}, "%s", strings.Join(append(lines, fmt.Sprintf("%d requests.", len(lines))), "\n"))
	})
}

// requestName says whom or what a request is for.
func requestName(d *desk.Desk, r desk.Request) string {
	if e, err := d.Entry(r.Pupil); err == nil {
		return e.ListName()
	}
	return r.Title
}

// requestCheck is found wanting while a gate blocks.
func requestCheck(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	n, err := c.requestNumber()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		ready, err := c.printRequest(d, n)
		if err == nil && !ready {
			err = wanting("The request is not ready: a gate is closed.")
		}
		return err
	})
}

func requestReady(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error { return d.MarkReady(c.ctx, n) })
}

func requestReopen(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error { return d.Reopen(c.ctx, n) })
}

func requestPDF(c *call) error {
	out := c.outFlag()
	names := c.flags.String("names", "full", "how the pupil is named: full, `initials` or off")
	attachments := c.flags.Bool("attachments", false, "add the attachments that go with it after the last page")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	n, err := c.requestNumber()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		file, notes, err := d.RequestFile(c.ctx, n, named, *attachments)
		if err != nil {
			return err
		}
		return c.keepFile(*out, file, notes)
	})
}
