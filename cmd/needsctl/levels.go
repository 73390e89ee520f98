package main

import (
	"fmt"
	"maps"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/app/register"
)

// rate suggests a level from ratings and, when it is told to, confirms it.
func rate(c *call) error {
	confirm := c.flags.Bool("confirm", false, "keep the level; without it nothing is stored")
	last := c.flags.Bool("from-last", false, "begin from the ratings of the level that stands")
	var choice desk.LevelChoice
	c.flags.StringVar(&choice.Level, "level", "", "the `level` to confirm; the suggested one if left out")
	c.flags.StringVar(&choice.MainArea, "main-area", "", "the main `area` of need, where areas tie")
	c.flags.StringVar(&choice.Reason, "reason", "", "`why`; needed for a level other than the suggested one")
	c.flags.StringVar(&choice.Second, "second", "", "`who` agreed to a change of more than one level")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	ratings, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		choice.Pupil, choice.Ratings = e.ID, map[string]string{}
		if *last {
			l, _, err := d.Level(c.ctx, e.ID)
			if err != nil {
				return err
			}
			maps.Copy(choice.Ratings, l.Ratings)
		}
		for _, r := range ratings {
			choice.Ratings[r[0]] = r[1]
		}
		s, err := d.Suggest(choice.Ratings)
		if err != nil {
			return err
		}
		if *confirm {
			decided, err := d.ConfirmLevel(c.ctx, choice)
			if err != nil {
				return err
			}
			s.Confirmed = decided.Level
			if s.MainArea == "" {
				s.MainArea = decided.MainArea
			}
		}
		return c.print(s, "%s", suggestionWords(d, s))
	})
}

func suggestionWords(d *desk.Desk, s continuum.Suggestion) string {
	lines := []string{s.Explanation}
	for _, id := range s.Prompts {
		lines = append(lines, "Think about: "+d.Continuum().PromptText(id))
	}
	if s.Confirmed == "" {
		return strings.Join(append(lines, "Suggested: "+orNone(s.Suggested)+". Nothing is stored; confirm with --confirm."), "\n")
	}
	return strings.Join(append(lines, "Confirmed: "+d.LevelName(s.Confirmed)+"."), "\n")
}

// checked is the outcome of a check of a pack.
type checked struct {
	OK       bool           `json:"ok"`
	Problems []pack.Problem `json:"problems"`
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
	body, err := readFile(c.words[0])
	if err != nil {
		return nil, err
	}
	if problems := desk.CheckPack(body); len(problems) > 0 {
		if err := c.print(checked{false, problems}, "%s", problemLines(problems)); err != nil {
			return nil, err
		}
		return nil, wanting(fmt.Sprintf("The pack has %d problems. Nothing was changed.", len(problems)))
	}
	return body, nil
}

func packCheck(c *call) error {
	if _, err := c.goodPack(); err != nil {
		return err
	}
	return c.print(checked{true, []pack.Problem{}}, "The pack can be used.")
}

func packInstall(c *call) error {
	body, err := c.goodPack()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.InstallPack(c.ctx, body); err != nil {
			return err
		}
		return c.print(checked{true, []pack.Problem{}}, "The pack is in use. needsctl undo puts the one before it back.")
	})
}

func packPreview(c *call) error {
	body, err := c.goodPack()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		moves, problems, err := d.PreviewPack(c.ctx, body)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			return refusal("Only a continuum moves pupils: " + problems[0].Message)
		}
		moves.ByPupil = orEmpty(moves.ByPupil)
		var b strings.Builder
		for _, m := range moves.ByPupil {
			if e, err := d.Entry(m.ID); err == nil && m.Way != continuum.Same {
				fmt.Fprintf(&b, "%s: %s to %s %s\n", e.ListName(), orNone(m.From), orNone(m.To), m.Why)
			}
		}
		return c.print(map[string]any{"moves": moves}, "%s%d up, %d down, %d the same, %d cannot be mapped. Nothing was changed.",
			b.String(), moves.Up, moves.Down, moves.Same, moves.CannotMap)
	})
}
