package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
)

const boardHelp = "The board is read by every school of the cluster: provision only, nothing about a pupil; words that name one are refused.\nWithout --send the command shows what would leave and keeps nothing."

// boardList shows what schools offer and look for.
func boardList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		board, err := d.OffersBoard(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{}
		for _, l := range board {
			kind := "offers"
			if l.Ask {
				kind = "looks for"
			}
			lines = append(lines, fmt.Sprintf("%s %s (%s) %s: %s. %s", l.Ref, l.School, l.State, kind, l.Words, desk.BoardWords(l.BoardOffer)))
		}
		if len(lines) == 0 {
			lines = append(lines, "Nothing is offered or looked for.")
		}
		return c.print(map[string]any{"board": orEmpty(board)}, "%s", strings.Join(lines, "\n"))
	})
}

// boardPut puts an offer or an ask on the board.
func boardPut(c *call) error {
	var o desk.BoardOffer
	c.flags.StringVar(&o.Ref, "ref", "", "the `name` of the school's own line that it takes the place of")
	c.flags.BoolVar(&o.Ask, "ask", false, "the school looks for it; without, it has room")
	c.flags.StringVar(&o.Family, "area", "", "area of need: CI, CL, SEMH, SP or OT")
	c.flags.StringVar(&o.Service, "service", "", "`code` of a service of the cluster's directory")
	c.flags.IntVar(&o.Places, "places", 0, "`how many` places")
	c.flags.StringVar(&o.Day, "day", "", "mon, tue, wed, thu or fri")
	phases, until := c.flags.String("phases", "", "`codes` such as KS1,KS2; all if left out"), c.flags.String("until", "", "the last `day`, such as 2026-12-18")
	send, by := c.flags.Bool("send", false, "approve it; it leaves with needsctl summary send"), c.flags.String("by", "", "`who` approves it; the SENCO if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		o.Words = c.words[0]
		for _, p := range strings.Split(*phases, ",") {
			if p = strings.TrimSpace(p); p != "" {
				o.Phases = append(o.Phases, p)
			}
		}
		if *until != "" {
			to, err := day.Parse(*until, d.Today())
			if err != nil {
				return refusal("“" + *until + "” is not a day. Write it as 2026-12-18.")
			}
			o.To = to
		}
		p, err := d.PreviewOffer(c.ctx, o)
		if err != nil {
			return err
		}
		facts := map[string]any{"leaves": p.Lines, "bytes": string(p.Bytes), "ref": "", "sent": false}
		if *send {
			if facts["ref"], err = d.PutOffer(c.ctx, o, *by); err != nil {
				return err
			}
			facts["sent"] = true
			return c.print(facts, "Approved as %s. It stands on the board once it is sent.", facts["ref"])
		}
		var b strings.Builder
		for _, l := range p.Lines {
			fmt.Fprintf(&b, "  %s: %s\n", l.Label, l.Value)
		}
		return c.print(facts, "This would leave, for every school of the cluster to read:\n%sAdd --send to approve it.", b.String())
	})
}

// boardClose takes the school's own line down.
func boardClose(c *call) error {
	by := c.flags.String("by", "", "`who` approves it; the SENCO if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.CloseOffer(c.ctx, c.words[0], *by); err != nil {
			return err
		}
		return c.print(map[string]string{"ref": c.words[0]}, "Taken down. It goes from the board once this is sent.")
	})
}

// directoryShow shows services, what there is of each and what is wanted of it.
func directoryShow(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		lines, err := d.Directory(c.ctx)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&b, "%s: this school has %d wanted or asked, %d waiting, %d refused", l.Name, l.Wanted, l.Waiting, l.Refused)
			if l.Listed {
				fmt.Fprintf(&b, "; %d of %d sessions a term are free, wait %s", l.Of.Free, l.Of.Capacity, desk.WaitWords(l.Of))
			}
			b.WriteString(".\n")
		}
		return c.print(map[string]any{"services": orEmpty(lines)}, "%s", strings.TrimRight(b.String(), "\n"))
	})
}
