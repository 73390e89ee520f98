package main

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// worries are what the verbs for concerns write.
var worries = records[register.Concern]{
	fields: []field{
		{"words", "words", text, "`what` was noticed, or @FILE", nil},
		{"by", "raised_by", text, "`who` raised it", nil},
		{"tried", "tried", text, "`what` has been tried", nil},
		{"on", "on_day", date, "the `day` it was raised; today if left out", nil},
		{"parents-told", "parents_told", date, "the `day` the parents were told", nil},
		{"look-again", "look_again", date, "the `day` to look again; six weeks on if left out", nil},
	},
	list: func(r desk.Record) []register.Concern { return r.Concerns },
	id:   func(k register.Concern) string { return k.ID },
	fresh: func(d *desk.Desk, pupil string) register.Concern {
		return register.Concern{Pupil: pupil, On: d.Today()}
	},
	save:   (*desk.Desk).SaveConcern,
	remove: (*desk.Desk).RemoveConcern,
}

// worry is a concern with its pupil.
type worry struct {
	register.Concern
	Surname  string `json:"surname"`
	Forename string `json:"forename"`
	Class    string `json:"class"`
	Due      bool   `json:"due"` // it is time to look again
}

func concernList(c *call) error {
	everything := c.flags.Bool("all", false, "those that are closed as well")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Concerns(c.ctx, !*everything)
		if err != nil {
			return err
		}
		out := []worry{}
		var b strings.Builder
		for _, k := range list {
			e, err := d.Entry(k.Pupil)
			if err != nil {
				return err
			}
			out = append(out, worry{k, e.Surname, e.Forename, e.Class, k.IsOpen() && !k.LookAgain.After(d.Today())})
			told := "parents not told yet"
			if !k.ParentsTold.IsZero() {
				told = "parents told " + k.ParentsTold.Words()
			}
			next := "look again " + k.LookAgain.Words()
			if !k.IsOpen() {
				next = "closed " + k.Closed.Words() + " (" + k.Outcome + ")"
			}
			fmt.Fprintf(&b, "%s, raised %s by %s: %s; %s; %s [%s]\n", e.ListName(), k.On.Words(), k.RaisedBy, k.Words, told, next, k.ID)
		}
		return c.print(map[string]any{"count": len(out), "concerns": out}, "%s%d concerns", b.String(), len(out))
	})
}

// decided is the answer to a verb that closes a concern.
type decided struct {
	ID      string `json:"id"`
	Pupil   string `json:"pupil"`
	Outcome string `json:"outcome"`
}

// findConcern finds one concern by its identifier, open or closed.
func findConcern(ctx context.Context, d *desk.Desk, id string) (register.Concern, error) {
	list, err := d.Concerns(ctx, false)
	if err != nil {
		return register.Concern{}, err
	}
	for _, k := range list {
		if k.ID == id {
			return k, nil
		}
	}
	return register.Concern{}, refusal("There is no such concern. needsctl concern list shows those there are. Nothing was changed.")
}

func concernSettle(c *call) error {
	why := c.flags.String("why", "", "`why` it is settled, or @FILE")
	on := c.flags.String("on", "", "the `day`; today if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		k, err := findConcern(c.ctx, d, c.words[0])
		if err != nil {
			return err
		}
		words, err := readText(*why)
		if err != nil {
			return err
		}
		day, err := readDay("on", *on, d.Today())
		if err != nil {
			return err
		}
		if day.IsZero() {
			day = d.Today()
		}
		if err := d.SettleConcern(c.ctx, k.ID, words, day); err != nil {
			return err
		}
		return c.print(decided{k.ID, k.Pupil, register.ConcernSettled}, "The concern is settled. needsctl undo opens it again.")
	})
}

func concernPromote(c *call) error {
	needs := c.flags.String("needs", "", "types of `need`, primary first, such as SLCN,SEMH; those that stand are kept if left out")
	status := c.flags.String("status", "K", "the SEN `status`, K or E")
	why := c.flags.String("why", "", "`what` was decided, or @FILE")
	aim := c.flags.String("aim", "", "the `aim` of a first plan; none begins if left out")
	on := c.flags.String("on", "", "the `day` from which it holds; today if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		k, err := findConcern(c.ctx, d, c.words[0])
		if err != nil {
			return err
		}
		p := desk.Promotion{Status: *status, Aim: *aim, Needs: strings.FieldsFunc(*needs, func(r rune) bool { return r == ',' || r == ' ' })}
		if p.Why, err = readText(*why); err != nil {
			return err
		}
		if p.On, err = readDay("on", *on, d.Today()); err != nil {
			return err
		}
		if err := d.PromoteConcern(c.ctx, k.ID, p); err != nil {
			return err
		}
		return c.print(decided{k.ID, k.Pupil, register.ConcernSupport}, "The pupil is on the SEN register. One needsctl undo takes all of it back.")
	})
}
