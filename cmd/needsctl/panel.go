package main

import (
	"fmt"
	"strconv"
	"strings"

	clusterpapers "needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
)

const panelHelp = "What is approved here leaves with needsctl summary send. Fetch answers with needsctl bulletin."

// panelFacts are what goes on between the school and the panel of its cluster.
type panelFacts struct {
	Requests   []panelRequest          `json:"requests"`
	ToSecond   []desk.Seconding        `json:"to_second"`
	Disputes   []desk.PanelDispute     `json:"disputes"`
	Events     []desk.EventStanding    `json:"events"`
	Agreements []desk.ClusterAgreement `json:"agreements"`
}

// panelRequest is a request with the panel.
type panelRequest struct {
	Number int                         `json:"number"`
	Status funding.Status              `json:"status"`
	Sent   bool                        `json:"sent"`
	Waits  bool                        `json:"waits"` // the panel's answer is not in the request yet
	Words  string                      `json:"words"`
	Answer clusterpapers.RequestAnswer `json:"answer"`
}

func (c *call) printPanel(d *desk.Desk) error {
	var f panelFacts
	requests, err := d.PanelRequests(c.ctx)
	if err != nil {
		return err
	}
	for _, r := range requests {
		f.Requests = append(f.Requests, panelRequest{r.Request.Number, r.Request.Status(), r.Sent, r.Waits, d.AnswerWords(r), r.Answer})
	}
	if f.ToSecond, err = d.ToSecond(c.ctx); err != nil {
		return err
	}
	if f.Disputes, err = d.PanelDisputes(c.ctx); err != nil {
		return err
	}
	if f.Events, err = d.PanelEvents(c.ctx); err != nil {
		return err
	}
	if f.Agreements, err = d.ClusterAgreements(c.ctx); err != nil {
		return err
	}
	return c.print(f, "%s", f.words())
}

// words are the facts a line each.
func (f panelFacts) words() string {
	var lines []string
	for _, a := range f.Agreements {
		state := "not accepted"
		if a.Stands() {
			state = "accepted by " + a.Accepted.Name + " on " + a.Accepted.On.Words()
		}
		lines = append(lines, fmt.Sprintf("Agreement %s: %s, version %s, %s", a.ID, a.Title, a.Version, state))
	}
	for _, s := range f.ToSecond {
		state := "waits for your answer"
		if s.Said != "" {
			state = s.Said
		}
		lines = append(lines, fmt.Sprintf("Shared %s: %s asks; this school's part is %s a year; %s", s.Document, s.Lead, money.Pence(s.Part.Cost).Words(), state))
	}
	for _, r := range f.Requests {
		lines = append(lines, fmt.Sprintf("Request %d: %s", r.Number, r.Words))
	}
	for _, p := range f.Disputes {
		lines = append(lines, fmt.Sprintf("Dispute about %s: stage %d", p.Request, max(1, p.Stage)))
	}
	for _, e := range f.Events {
		lines = append(lines, fmt.Sprintf("Event %s: %s, %s", e.Event.Ref, e.Event.Event, e.Event.State))
	}
	if len(lines) == 0 {
		return "Nothing stands between this school and its panel."
	}
	return strings.Join(lines, "\n")
}

// atPanel runs a step and prints how things stand after it.
func (c *call) atPanel(least, most int, step func(d *desk.Desk) error) error {
	if err := c.parse(least, most); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := step(d); err != nil {
			return err
		}
		return c.printPanel(d)
	})
}

// numbered reads the first word as the number of a request.
func (c *call) numbered() (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(c.words[0]), "R-"))
	if err != nil {
		return 0, usageError("“" + c.words[0] + "” is not the number of a request.")
	}
	return n, nil
}

func panelShow(c *call) error { return c.atPanel(0, 0, func(*desk.Desk) error { return nil }) }

func panelSend(c *call) error {
	by := c.flags.String("by", "", "`who` approved it")
	return c.atPanel(1, 1, func(d *desk.Desk) error {
		n, err := c.numbered()
		if err != nil {
			return err
		}
		return d.SendToPanel(c.ctx, n, *by)
	})
}

func panelWithdraw(c *call) error {
	why := c.flags.String("why", "", "the `reason`")
	by := c.flags.String("by", "", "`who` approved it")
	return c.atPanel(1, 1, func(d *desk.Desk) error {
		n, err := c.numbered()
		if err != nil {
			return err
		}
		return d.TakeFromPanel(c.ctx, n, *why, *by)
	})
}

func panelTake(c *call) error {
	return c.atPanel(1, 1, func(d *desk.Desk) error {
		n, err := c.numbered()
		if err != nil {
			return err
		}
		return d.TakePanelAnswer(c.ctx, n)
	})
}

func panelSecond(c *call) error {
	refuse := c.flags.Bool("refuse", false, "do not agree to it")
	by := c.flags.String("by", "", "`who` approved it")
	return c.atPanel(1, 1, func(d *desk.Desk) error { return d.SecondRequest(c.ctx, c.words[0], !*refuse, *by) })
}

func panelAccept(c *call) error {
	name := c.flags.String("name", "", "`who` accepts it for the school")
	role := c.flags.String("role", "Headteacher", "what that person `is`")
	ends := c.flags.Bool("end", false, "the school no longer accepts it")
	by := c.flags.String("by", "", "`who` sends it")
	return c.atPanel(1, 1, func(d *desk.Desk) error {
		if *ends {
			return d.EndAcceptance(c.ctx, c.words[0], *by)
		}
		return d.AcceptAgreement(c.ctx, c.words[0], *name, *role, *by)
	})
}

func panelDispute(c *call) error {
	step := c.flags.String("step", clusterpapers.Raise, "raise, accept, escalate or withdraw")
	reason := c.flags.String("reason", "", "the `code` of the reason, to raise one")
	by := c.flags.String("by", "", "`who` approved it")
	return c.atPanel(1, 1, func(d *desk.Desk) error {
		n, err := c.numbered()
		if err != nil {
			return err
		}
		return d.DisputeWithPanel(c.ctx, n, *step, *reason, *by)
	})
}

func panelEvent(c *call) error {
	var e desk.PanelEvent
	c.flags.StringVar(&e.Kind, "kind", "", "the `code` of what happened, such as arrival")
	c.flags.StringVar(&e.Urgency, "urgency", "", "the `code` of how urgent it is, such as week")
	c.flags.IntVar(&e.Request, "request", 0, "the `number` of the request that goes with it")
	amount := c.flags.String("amount", "0", "the money needed, in `pounds`")
	withdraw := c.flags.String("withdraw", "", "the event with this `name` is over")
	by := c.flags.String("by", "", "`who` approved it")
	return c.atPanel(0, 0, func(d *desk.Desk) error {
		if *withdraw != "" {
			return d.WithdrawEvent(c.ctx, *withdraw, *by)
		}
		var err error
		if e.Amount, err = money.Parse(*amount); err != nil {
			return usageError("“" + *amount + "” is not an amount in pounds.")
		}
		return d.ReportEvent(c.ctx, e, *by)
	})
}
