package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

// placePupils puts pupils into an intervention, or on its waiting list.
func placePupils(c *call) error {
	in := c.flags.String("in", "", "the `intervention`, as needsctl provision-map shows it")
	from := c.flags.String("from", "", "first `day`; today if left out")
	wait := c.flags.Bool("wait", false, "the pupil waits for a place; one pupil at a time")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	if err := c.needFlags("in"); err != nil {
		return err
	}
	if *wait && len(c.words) > 1 {
		return c.misuse("Name one pupil who waits.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		var first day.Date
		var err error
		if *from != "" {
			if first, err = readDay("from", *from, d.Today()); err != nil {
				return err
			}
		}
		var pupils []string
		for _, word := range c.words {
			e, err := findPupil(d, word)
			if err != nil {
				return err
			}
			pupils = append(pupils, e.ID)
		}
		if *wait {
			if first.IsZero() {
				first = d.Today()
			}
			_, err = d.SavePlacement(c.ctx, provision.Placement{Pupil: pupils[0], Intervention: *in, Waiting: true, Starts: first})
		} else {
			err = d.Place(c.ctx, *in, pupils, first)
		}
		if err != nil {
			return err
		}
		r, err := d.Intervention(c.ctx, *in)
		if err != nil {
			return err
		}
		var b strings.Builder
		writeRow(&b, r)
		return c.print(shownRow(r), "%s", strings.TrimRight(b.String(), "\n"))
	})
}

// unplace ends a pupil's place, or takes it away as if it had not been.
func unplace(c *call) error {
	on := c.flags.String("on", "", "the last `day`; without it the place is taken away as if it had not been")
	why := c.flags.String("why", "", "`why` it ended")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *on == "" {
			if err := d.RemovePlacement(c.ctx, c.words[0]); err != nil {
				return err
			}
			return c.print(map[string]any{"id": c.words[0], "removed": true}, "Taken away with its attendance and reviews. needsctl undo brings it back.")
		}
		last, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		if err := d.EndPlacement(c.ctx, c.words[0], last, *why); err != nil {
			return err
		}
		return c.print(map[string]any{"id": c.words[0], "ends": last}, "Ends on %s.", last.Words())
	})
}

// offerList lists what a pupil can be given: what runs, then the library.
func offerList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Offers(c.ctx)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, o := range list {
			from := "library"
			if o.Running != nil {
				from = "runs"
			}
			fmt.Fprintf(&b, "%-8s %s: %s [%s]\n", from, o.Name, o.Note, o.ID)
		}
		return c.print(map[string]any{"count": len(list), "offers": orEmpty(list)}, "%s%d offers", b.String(), len(list))
	})
}
