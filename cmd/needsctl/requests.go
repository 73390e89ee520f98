package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// requestState is a request as lists name it.
type requestState struct {
	Number    int               `json:"number"`
	Reference string            `json:"reference"`
	Kind      string            `json:"kind"`
	Pupil     string            `json:"pupil"`
	Status    funding.Status    `json:"status"`
	Words     map[string]string `json:"words"`
	Decision  *funding.Decision `json:"decision"`
}

func stateOf(r desk.Request) requestState {
	return requestState{r.Number, r.Reference(), r.Kind, r.Pupil, r.Status(), r.Words, r.Progress.Decision}
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
	lines := []string{fmt.Sprintf("%s: %s. £%s in all, £%s from the school, £%s asked for.", draft.Request.Reference(), draft.Request.Status(),
		r.Totals.Total, r.Totals.School, r.Totals.Extra)}
	for _, g := range r.Gates {
		line := fmt.Sprintf("%-8s %s", g.State, g.Title)
		if !g.OK {
			line += ": " + g.Why + " " + g.Fix
		}
		lines = append(lines, line)
	}
	return r.Ready, c.print(requestCheckup{stateOf(draft.Request), r.Ready, r.Gates, totalsOf(r.Totals)}, "%s", strings.Join(lines, "\n"))
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

func requestNew(c *call) error {
	who := c.flags.String("pupil", "", "the `pupil` it is for")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("pupil"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		e, err := findPupil(d, *who)
		if err != nil {
			return err
		}
		r, err := d.NewRequest(c.ctx, desk.RequestStart{Kind: c.words[0], Pupils: []string{e.ID}})
		if err != nil {
			return err
		}
		_, err = c.printRequest(d, r.Number)
		return err
	})
}

func requestList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Requests(c.ctx)
		if err != nil {
			return err
		}
		states := make([]requestState, len(list))
		lines := make([]string, len(list))
		for i, r := range list {
			states[i] = stateOf(r)
			e, err := d.Entry(r.Pupil)
			if err != nil {
				return err
			}
			lines[i] = fmt.Sprintf("%s  %-8s  %s", r.Reference(), r.Status(), e.ListName())
		}
		return c.print(map[string]any{"requests": states}, "%s", strings.Join(append(lines, fmt.Sprintf("%d requests.", len(list))), "\n"))
	})
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

func requestSent(c *call) error {
	on := c.flags.String("on", "today", "the `day` on which it went")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		day, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		return d.MarkSubmitted(c.ctx, n, day)
	})
}

func requestDecide(c *call) error {
	fields := []field{
		{"outcome", "outcome", choice, "what the panel `decided`", []string{string(funding.Agreed), string(funding.Part), string(funding.Declined), string(funding.Deferred)}},
		{"on", "on", date, "the `day` of the decision; today if left out", nil},
		{"amount", "amount", amount, "`pounds` agreed for the whole time", nil},
		{"from", "from", date, "first `day` that the money is for", nil},
		{"to", "to", date, "last `day` that the money is for", nil},
		{"reason", "reason", text, "the panel's `reason` in its own words, or @FILE", nil},
		{"conditions", "conditions", text, "its `conditions`, or @FILE", nil},
	}
	c.addFields(fields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("outcome"); err != nil {
		return err
	}
	return c.onRequest(func(d *desk.Desk, n int) error {
		decision := funding.Decision{On: d.Today(), Amount: money.Amount{}}
		if err := fill(&decision, fields, c.given(), d.Today()); err != nil {
			return err
		}
		return d.Decide(c.ctx, n, decision)
	})
}

func requestPDF(c *call) error {
	out := c.outFlag()
	names := c.flags.String("names", "full", "how the pupil is named: full, `initials` or off")
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
		file, lost, err := d.RequestPDF(c.ctx, n, named)
		if err != nil {
			return err
		}
		return c.keepFile(*out, file, lost)
	})
}
