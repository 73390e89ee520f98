package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

// duplicates shows the records that may be of one child.
func duplicates(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		found, err := d.Duplicates(c.ctx)
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, p := range found {
			fmt.Fprintf(&b, "%s: %s (%s) and %s (%s). %s", desk.LikenessName(p.Likeness), p.Keep.ListName(), p.KeepID, p.Other.ListName(), p.OtherID, p.Why)
			if p.Obstacle != "" {
				b.WriteString(" " + p.Obstacle)
			}
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "Pairs: %d.", len(found))
		return c.print(map[string]any{"count": len(found), "pairs": orEmpty(found)}, "%s", b.String())
	})
}

// mergeHelp says how the sides are chosen.
const mergeHelp = pupilHelp + `
The first record is kept; everything of the second goes over to it, and the second is
taken away. --dry-run shows both side by side. FIELD=SIDE chooses what is taken:
left for the first, right for the second, both where both can stand together.`

// merge makes one record of two.
func merge(c *call) error {
	dry := c.flags.Bool("dry-run", false, "only show what would be done")
	if err := c.parse(2, -1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		keep, err := findPupil(d, c.words[0])
		if err != nil {
			return err
		}
		other, err := findPupil(d, c.words[1])
		if err != nil {
			return err
		}
		choice := desk.MergeChoice{Keep: keep.ID, Other: other.ID, Sides: map[string]desk.Side{}}
		p, err := d.MergePreview(c.ctx, choice)
		if err != nil {
			return err
		}
		for _, word := range c.words[2:] {
			if wrong := chooseSide(&choice, p, word); wrong != "" {
				return c.misuse(wrong)
			}
		}
		if p, err = d.MergePreview(c.ctx, choice); err != nil {
			return err
		}
		if !*dry {
			if err := d.Merge(c.ctx, choice); err != nil {
				return err
			}
		}
		p.Fields, p.Conflicts, p.Moves = orEmpty(p.Fields), orEmpty(p.Conflicts), orEmpty(p.Moves)
		facts := struct {
			desk.MergePreview
			Merged bool `json:"merged"`
		}{p, !*dry}
		return c.print(facts, "%s", mergeWords(p, *dry))
	})
}

// chooseSide reads FIELD=SIDE, or says what is wrong with it.
func chooseSide(choice *desk.MergeChoice, p desk.MergePreview, word string) (wrong string) {
	name, side, _ := strings.Cut(word, "=")
	for _, f := range append(p.Fields, p.Conflicts...) {
		if f.Field != name {
			continue
		}
		switch s := desk.Side(side); {
		case s == desk.Left, s == desk.Right, s == desk.Both && f.Joins:
			choice.Sides[name] = s
			return ""
		}
		return "“" + side + "” cannot be taken for " + name + ". Use left or right."
	}
	return "“" + name + "” is not a field of the two records."
}

func mergeWords(p desk.MergePreview, dry bool) string {
	var b strings.Builder
	for _, f := range append(p.Fields, p.Conflicts...) {
		if f.Differs() {
			fmt.Fprintf(&b, "%s (%s): %q and %q, takes %s\n", f.Name, f.Field, f.Left, f.Right, f.Takes)
		}
	}
	moves := make([]string, len(p.Moves))
	for i, m := range p.Moves {
		moves[i] = m.Name
	}
	if len(moves) > 0 {
		fmt.Fprintf(&b, "Goes over: %s.\n", strings.Join(moves, ", "))
	}
	switch {
	case p.Refusal != "":
		b.WriteString(p.Refusal)
	case dry:
		b.WriteString("Nothing was changed: this was a dry run.")
	default:
		b.WriteString("Merged. needsctl undo takes it back.")
	}
	return b.String()
}

// notDuplicates records that two records are of two children.
func notDuplicates(c *call) error {
	if err := c.parse(2, 2); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := findPupil(d, c.words[0])
		if err != nil {
			return err
		}
		b, err := findPupil(d, c.words[1])
		if err != nil {
			return err
		}
		if err := d.NotDuplicates(c.ctx, a.ID, b.ID); err != nil {
			return err
		}
		return c.print(map[string]any{"pupils": []string{a.ID, b.ID}}, "Kept: these are two children.")
	})
}
