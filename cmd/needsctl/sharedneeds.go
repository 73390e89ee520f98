package main

import (
	"fmt"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/desk"
)

const needHelp = "Six codes name a need: phase, type of need, support wanted, how often, where and the half term of today. The hub gets a sealed token and a sealed band of the number, and cannot read either.\n" +
	"Without --send the command shows what would leave and keeps nothing. REF is what needsctl need list shows; its first letters are enough."

// needList shows what was asked of other schools and what came of it.
func needList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		needs, err := d.SharedNeeds(c.ctx)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, n := range needs {
			fmt.Fprintf(&b, "%s  %s: %s. %s\n", n.Ref[:8], n.Words, desk.NeedStateName(n.State), n.Says)
			for _, m := range n.Met {
				fmt.Fprintf(&b, "          %s\n", desk.ContactWords(m.Contact))
			}
		}
		if len(needs) == 0 {
			b.WriteString("Nothing was asked of other schools.\n")
		}
		return c.print(map[string]any{"needs": orEmpty(needs)}, "%s", strings.TrimRight(b.String(), "\n"))
	})
}

// needAsk shows what a question would send and, with --send, approves it.
func needAsk(c *call) error {
	var a desk.NeedAsk
	c.flags.StringVar(&a.Phase, "phase", "", "`code`: EY, KS1, KS2, KS3, KS4 or KS5")
	c.flags.StringVar(&a.Need, "need", "", "`code` of the type of need, such as SLCN")
	c.flags.StringVar(&a.Support, "support", "", "`code` of the support wanted, such as speech_language; the usual one for the need if left out")
	c.flags.StringVar(&a.Intensity, "often", "regular", "`code`: light, regular or frequent")
	c.flags.StringVar(&a.Mode, "where", "visits", "`code`: visits or together")
	c.flags.IntVar(&a.Pupils, "pupils", 0, "`how many` pupils have it")
	c.flags.BoolVar(&a.Private, "two", false, "be told of a single other school that asked the same way")
	send, by := c.flags.Bool("send", false, "approve it; it leaves with needsctl summary send"), c.flags.String("by", "", "`who` approves it; the SENCO if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		rules := d.SharedNeedRules()
		if a.Window = rules.WindowOn(d.Today()).ID; a.Support == "" {
			a.Support = rules.SupportFor(a.Need)
		}
		p, err := d.PreviewAsk(c.ctx, a)
		if err != nil {
			return err
		}
		facts := map[string]any{"ask": a, "leaves": p.Goes, "means": p.Means, "stays": p.Stays, "bytes": string(p.Preview.Bytes), "ref": "", "sent": false}
		if *send {
			if facts["ref"], err = d.Ask(c.ctx, p, *by); err != nil {
				return err
			}
			facts["sent"] = true
			return c.print(facts, "Approved. It leaves with what is sent next.")
		}
		var b strings.Builder
		for _, l := range p.Goes {
			fmt.Fprintf(&b, "  %s: %s\n", l.Label, l.Value)
		}
		b.WriteString("Schools that share the secret and asked the same can read:\n")
		for _, l := range p.Means {
			fmt.Fprintf(&b, "  %s: %s\n", l.Label, l.Value)
		}
		return c.print(facts, "This would leave:\n%sStays here: %s\nAdd --send to approve it.", b.String(), strings.Join(p.Stays, " "))
	})
}

// needYes gives the SENCO's contact at work to the schools that say yes as well.
func needYes(c *call) error {
	panel := c.flags.Bool("panel", false, "let the panel know the need, without the school")
	by := c.flags.String("by", "", "`who` approves it; the SENCO if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		p, err := d.PreviewYes(c.ctx, c.words[0], d.ContactAtWork(), *panel)
		if err != nil {
			return err
		}
		if err := d.SayYes(c.ctx, p, *by); err != nil {
			return err
		}
		return c.print(map[string]any{"ref": p.Need.Ref, "contact": p.Contact, "panel": p.Panel}, "Approved. Schools that say yes as well will see: %s.", desk.ContactWords(p.Contact))
	})
}

// needStep is a verb that does one thing with a question.
func needStep(done string, do func(d *desk.Desk, c *call, ref, by string) error) func(c *call) error {
	return func(c *call) error {
		by := c.flags.String("by", "", "`who` approves it; the SENCO if left out")
		if err := c.parse(1, 1); err != nil {
			return err
		}
		return c.withDesk(func(d *desk.Desk) error {
			n, err := d.SharedNeed(c.ctx, c.words[0])
			if err != nil {
				return err
			}
			if err := do(d, c, n.Ref, *by); err != nil {
				return err
			}
			return c.print(map[string]string{"ref": n.Ref}, "%s", done)
		})
	}
}

// needTogether starts a request with the schools that were introduced.
func needTogether(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.RequestTogether(c.ctx, c.words[0])
		if err != nil {
			return err
		}
		return c.print(map[string]any{"number": r.Number, "partners": r.Partners}, "Started %s with %d other schools.", r.Reference(), len(r.Partners)-1)
	})
}

// ringShow shows the schools whose needs can be compared, and how the secret stands.
func ringShow(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.Ring(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{r.Words}
		for _, m := range r.Members {
			state := "not confirmed"
			if m.Known {
				state = "confirmed"
			}
			lines = append(lines, fmt.Sprintf("%s (%s), %s: %s. Key %s", m.Name, m.URN, state, strings.Join(m.Words, " "), m.Kid))
		}
		facts := map[string]any{"usable": r.Usable, "name": r.Name, "maker": r.Maker, "renew": r.Renew, "words": r.Words, "schools": orEmpty(r.Members)}
		return c.print(facts, "%s", strings.Join(lines, "\n"))
	})
}

// ringConfirm records that the six words of schools were compared.
func ringConfirm(c *call) error {
	by := c.flags.String("by", "", "`who` compared the words; the SENCO if left out")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.ConfirmSchools(c.ctx, c.words, *by); err != nil {
			return err
		}
		return c.print(map[string]any{"confirmed": c.words}, "Confirmed.")
	})
}

// ringMake makes the secret of this school year.
func ringMake(c *call) error {
	by := c.flags.String("by", "", "`who` approves it; the SENCO if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.MakeRing(c.ctx, *by); err != nil {
			return err
		}
		return c.print(map[string]bool{"made": true}, "The secret is made and sealed for each confirmed school. It leaves with what is sent next.")
	})
}

// needCodes lists the codes that a need is named by.
func needCodes(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r := d.SharedNeedRules()
		var b strings.Builder
		for _, l := range []struct {
			name string
			list []matching.Choice
		}{{"phase", r.Phases}, {"support", r.Supports}, {"often", r.Intensities}, {"where", r.Modes}} {
			for _, one := range l.list {
				fmt.Fprintf(&b, "%s %s: %s\n", l.name, one.ID, one.Name)
			}
		}
		return c.print(r, "%s", strings.TrimRight(b.String(), "\n"))
	})
}
