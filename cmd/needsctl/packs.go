package main

import (
	"fmt"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/pack"
)

// checked is the outcome of a check of a pack.
type checked struct {
	OK       bool           `json:"ok"`
	Problems []pack.Problem `json:"problems"`
	Warnings []pack.Problem `json:"warnings,omitempty"`
	Signed   string         `json:"signed,omitempty"`
}

func problemLines(problems []pack.Problem) string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// goodPack reads a pack; one with problems is printed and found wanting.
func (c *call) goodPack() ([]byte, error) {
	if err := c.parse(1, 1); err != nil {
		return nil, err
	}
	data, err := readWhole(c.words[0], desk.LargestPackFile)
	if err != nil {
		return nil, err
	}
	return data, c.unlessFaulty(desk.CheckPack(data))
}

// unlessFaulty prints every fault of a pack, and finds it wanting where it has any.
func (c *call) unlessFaulty(problems []pack.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	if err := c.print(checked{Problems: problems}, "%s", problemLines(problems)); err != nil {
		return err
	}
	many := "1 problem"
	if len(problems) > 1 {
		many = fmt.Sprintf("%d problems", len(problems))
	}
	return wanting("The pack has " + many + ". Nothing was changed.")
}

// good is what is printed of a sound pack before the words.
func good(data []byte) (checked, string, error) {
	look, err := desk.LookAtPack(data)
	if err != nil {
		return checked{}, "", err
	}
	lines := []string{fmt.Sprintf("%s, version %s (%s). %s.", look.Head.Title, look.Head.Version, look.Head.Status, look.Signed)}
	for _, w := range look.Warnings {
		lines = append(lines, "Look at "+w.String())
	}
	return checked{true, []pack.Problem{}, look.Warnings, look.Signed.String()}, strings.Join(lines, "\n"), nil
}

// packCheck checks a pack by itself and, with --here, against those of the school.
func packCheck(c *call) error {
	here := c.flags.Bool("here", false, "check it against the packs of the school's file too")
	data, err := c.goodPack()
	if err != nil {
		return err
	}
	facts, words, err := good(data)
	if err != nil {
		return err
	}
	if !*here {
		return c.print(facts, "%s\nThe pack can be used.", words)
	}
	return c.withDesk(func(d *desk.Desk) error {
		problems, err := d.PackFaults(c.ctx, data)
		if err != nil {
			return err
		}
		if err := c.unlessFaulty(problems); err != nil {
			return err
		}
		return c.print(facts, "%s\nThe pack can be used in this school.", words)
	})
}

func packInstall(c *call) error {
	second := c.flags.String("accepted-by", "", "`who` accepted it beside the one at the desk")
	data, err := c.goodPack()
	if err != nil {
		return err
	}
	facts, words, err := good(data)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		problems, err := d.PackFaults(c.ctx, data)
		if err != nil {
			return err
		}
		if err := c.unlessFaulty(problems); err != nil {
			return err
		}
		if err := d.AdoptPack(c.ctx, data, *second); err != nil {
			return err
		}
		if *second == "" {
			words += "\nNobody is named who accepted it with you. Two people should look at a pack before it is used: --accepted-by keeps the second name with it."
		}
		return c.print(facts, "%s\nThe pack is in use. needsctl undo puts the one before it back.", words)
	})
}

func packPreview(c *call) error {
	data, err := c.goodPack()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		moves, problems, err := d.PreviewPack(c.ctx, data)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			return refusal("Only a continuum moves pupils: " + problems[0].Message)
		}
		moves.ByPupil = orEmpty(moves.ByPupil)
		var b strings.Builder
		for _, m := range moves.ByPupil {
			if e, err := d.Entry(m.ID); err == nil && (m.Way != continuum.Same || m.Proposed) {
				fmt.Fprintf(&b, "%s: %s to %s %s\n", e.ListName(), orNone(m.From), orNone(m.To), m.Why)
			}
		}
		return c.print(map[string]any{"moves": moves}, "%s%d up, %d down, %d the same, %d cannot be mapped. Nothing was changed.",
			b.String(), moves.Up, moves.Down, moves.Same, moves.CannotMap)
	})
}

// packList shows every pack that the school works by.
func packList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.PacksInUse(c.ctx)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, p := range list {
			fmt.Fprintf(&b, "%s: %s, version %s (%s). %s\n", p.Slot, p.Head.Title, p.Head.Version, p.Head.Status, packOrigin(p))
		}
		return c.print(map[string]any{"packs": list}, "%s", strings.TrimSpace(b.String()))
	})
}

func packOrigin(p desk.PackInUse) string {
	switch {
	case p.Fault.Message != "":
		return "Your own cannot be read by this version, so the shipped one stands in: " + p.Fault.String()
	case p.Aside != "":
		return "It stands aside. " + p.Aside
	case !p.Own:
		return "Shipped."
	}
	return "In use since " + p.Installed.Words() + ". " + p.Signed.String() + "."
}

func packReset(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.ResetPack(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]string{"slot": c.words[0]}, "The shipped pack is in use again. needsctl undo puts yours back.")
	})
}

func packForget(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.ForgetPublisher(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]string{"pack": c.words[0]}, "The publisher is forgotten. The next signature that this pack comes with is remembered.")
	})
}
