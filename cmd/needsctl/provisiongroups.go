package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

const groupsHelp = "INTERVENTION and PLACE are the identifiers that needsctl provision-map shows."

// interventionSplit makes two groups of one.
func interventionSplit(c *call) error {
	name := c.flags.String("name", "", "what the new group is `called`; numbered if left out")
	week := c.flags.String("sessions", "", "`sessions` of the week that go over; shared out by the number of pupils if left out")
	if err := c.parse(2, -1); err != nil {
		return err
	}
	s := desk.Splitting{Placements: c.words[1:], Name: *name}
	if *week != "" {
		n, err := provision.ParseSessions(*week)
		if err != nil {
			return usageError(sentence(err.Error()))
		}
		s.Sessions = n
	}
	return c.withDesk(func(d *desk.Desk) error {
		id, err := d.SplitIntervention(c.ctx, c.words[0], s)
		if err != nil {
			return err
		}
		return c.printRows(d, c.words[0], id)
	})
}

// interventionJoin makes one group of two, which keeps the first.
func interventionJoin(c *call) error {
	if err := c.parse(2, 2); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.JoinInterventions(c.ctx, c.words[0], c.words[1]); err != nil {
			return err
		}
		return c.printRows(d, c.words[0])
	})
}

// interventionCarryOver makes interventions again for the next school year.
func interventionCarryOver(c *call) error {
	pupils := c.flags.Bool("pupils", false, "place those again who are in them to the end and stay at the school")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		ids, err := d.CarryOver(c.ctx, c.words, *pupils)
		if err != nil {
			return err
		}
		// What they cost is said when their year is the school year.
		rows, lines := []map[string]any{}, []string{}
		for _, id := range ids {
			r, err := d.Intervention(c.ctx, id)
			if err != nil {
				return err
			}
			rows = append(rows, map[string]any{"id": id, "name": r.Name, "starts": r.Starts, "ends": r.Ends, "pupils": len(r.Cost.Shares)})
			lines = append(lines, fmt.Sprintf("%s: %s to %s, %s [%s]", r.Name, r.Starts.Words(), r.Ends.Words(), counted(len(r.Cost.Shares), "pupil"), id))
		}
		return c.print(map[string]any{"count": len(rows), "interventions": rows}, "%s", strings.Join(lines, "\n"))
	})
}

// movePlaces moves pupils to another intervention from a day on.
func movePlaces(c *call) error {
	to := c.flags.String("to", "", "the `intervention` that they go to")
	from := c.flags.String("from", "", "first `day` there; today if left out")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	if err := c.needFlags("to"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		first, err := readDay("from", *from, d.Today())
		if err != nil {
			return err
		}
		if err := d.MovePlacements(c.ctx, c.words, *to, first); err != nil {
			return err
		}
		return c.printRows(d, *to)
	})
}

// printRows shows rows of the map as they are now.
func (c *call) printRows(d *desk.Desk, ids ...string) error {
	rows := []mapRow{}
	var b strings.Builder
	for _, id := range ids {
		r, err := d.Intervention(c.ctx, id)
		if err != nil {
			return err
		}
		rows = append(rows, shownRow(r))
		writeRow(&b, r)
	}
	return c.print(map[string]any{"count": len(rows), "interventions": rows}, "%s", strings.TrimRight(b.String(), "\n"))
}

// readSlots reads the times of a week, such as "mon 9:30, wed 13:15"; "" is none.
func readSlots(text string) ([]provision.Slot, error) {
	out := []provision.Slot{}
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		found := false
		for _, f := range dayFlags {
			if len(words) != 2 || len(words[0]) < len(f.name) || !strings.HasPrefix(strings.ToLower(f.on.String()), strings.ToLower(words[0])) {
				continue
			}
			at, err := provision.ParseTimeOfDay(words[1])
			if err != nil {
				return nil, usageError(sentence(err.Error()))
			}
			out, found = append(out, provision.Slot{Day: f.on, At: at}), true
		}
		if !found {
			return nil, usageError("“" + strings.TrimSpace(part) + "” for at is no time of a school week. Write it so: mon 9:30, wed 13:15.")
		}
	}
	return out, nil
}

// readBought reads what was bought, such as "Puppets 45.00; Books 180.00 over 3 years";
// "" is nothing. It counts from the school year of the day.
func readBought(text string, on day.Date) ([]provision.Item, error) {
	out := []provision.Item{}
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		item, rest := provision.Item{Years: 1, On: on}, part
		if at := strings.LastIndex(rest, " over "); at > 0 {
			number, _, _ := strings.Cut(rest[at+len(" over "):], " ")
			years, err := strconv.Atoi(number)
			if err != nil {
				return nil, usageError("“" + number + "” for bought is no number of years. Write it so: Books 180.00 over 3 years.")
			}
			item.Years, rest = years, rest[:at]
		}
		space := strings.LastIndex(rest, " ")
		if space < 0 {
			return nil, usageError("“" + part + "” for bought has no price. Write it so: Books 180.00 over 3 years.")
		}
		price, err := readAmount("bought", rest[space+1:])
		if err != nil {
			return nil, err
		}
		item.What, item.Amount = strings.TrimSpace(rest[:space]), price
		out = append(out, item)
	}
	return out, nil
}
