package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

const moderationHelp = "CASE is the identifier that moderation list --json shows. The first rating, its level and, where the pack is blind, the pupil are left out until the case is rated."

// moderationDraw draws a round by the pack's rule.
func moderationDraw(c *call) error {
	name := c.flags.String("name", "", "what to call the `round`; the month if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.DrawRound(c.ctx, desk.NewRound{Name: *name})
		if err != nil {
			return err
		}
		return c.print(r, "%s", roundWords(r))
	})
}

func roundWords(r desk.Round) string {
	lines := []string{fmt.Sprintf("%s, drawn %s, %d cases", r.Name, r.On.Words(), len(r.Cases))}
	if !r.IsOpen() {
		lines[0] += ", closed " + r.Closed.Words()
	}
	for _, k := range r.Cases {
		line := fmt.Sprintf("  Case %d (%s)", k.Number, k.ID)
		if k.Name != "" {
			line += " " + k.Name
		}
		switch {
		case k.Outcome != "":
			line += fmt.Sprintf(": %s, then %s, %s %s", k.First, orNone(k.Second), strings.ToLower(desk.ModerationOutcome(k.Outcome)), k.Agreed)
		case k.Left:
			line += ": the pupil has left, set aside"
		case k.Revealed:
			line += fmt.Sprintf(": %s, then %s, to settle", k.First, k.Second)
		default:
			line += ": to rate"
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

// moderationList shows every round with its cases, or the evidence of one case.
func moderationList(c *call) error {
	evidence := c.flags.String("evidence", "", "show what the second rater of a `case` may read")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *evidence != "" {
			list, err := d.CaseEvidence(c.ctx, *evidence)
			if err != nil {
				return err
			}
			var lines []string
			for _, part := range list {
				lines = append(append(lines, part.Title), part.Lines...)
			}
			return c.print(map[string]any{"evidence": orEmpty(list)}, "%s", strings.Join(lines, "\n"))
		}
		rounds, err := d.Rounds(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{d.SampleWords()}
		for _, r := range rounds {
			lines = append(lines, roundWords(r))
		}
		return c.print(map[string]any{"rounds": orEmpty(rounds)}, "%s", strings.Join(lines, "\n"))
	})
}

// ratingsOf reads STRAND=LEVEL words.
func ratingsOf(words []string) (map[string]string, error) {
	given, err := pairs(words)
	ratings := map[string]string{}
	for _, r := range given {
		ratings[r[0]] = r[1]
	}
	return ratings, err
}

// moderationRate stores a second rating.
func moderationRate(c *call) error {
	by := c.flags.String("by", "", "`who` rates: somebody who had no part in the first rating")
	level := c.flags.String("level", "", "the `level`, where the pack leaves it to people")
	if err := c.parse(2, -1); err != nil {
		return err
	}
	ratings, err := ratingsOf(c.words[1:])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.RateCase(c.ctx, desk.CaseRating{Case: c.words[0], Ratings: ratings, Level: *level, By: *by}); err != nil {
			return err
		}
		return c.printCase(d, c.words[0])
	})
}

// printCase shows one case as it stands now.
func (c *call) printCase(d *desk.Desk, id string) error {
	rounds, err := d.Rounds(c.ctx)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		for _, k := range r.Cases {
			if k.ID == id {
				r.Cases = []desk.CaseOfView{k}
				_, words, _ := strings.Cut(roundWords(r), "\n")
				return c.print(k, "%s", strings.TrimSpace(words))
			}
		}
	}
	return nil
}

// moderationSettle stores what both people agreed on.
func moderationSettle(c *call) error {
	var s desk.Settlement
	c.flags.StringVar(&s.Outcome, "outcome", "", "what came of it, such as agreed, raised, lowered or more_evidence")
	c.flags.StringVar(&s.Agreed, "agreed", "", "the `level` agreed on")
	c.flags.StringVar(&s.Reason, "reason", "", "`why`, in a sentence that both would sign")
	c.flags.BoolVar(&s.Set, "set", false, "give the pupil the agreed level in the same step")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	s.Case = c.words[0]
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SettleCase(c.ctx, s); err != nil {
			return err
		}
		return c.printCase(d, s.Case)
	})
}

// moderationResult shows how far the ratings of a round agree.
func moderationResult(c *call) error {
	closing := c.flags.Bool("close", false, "close the round first")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		rounds, err := d.Rounds(c.ctx)
		switch {
		case err != nil:
			return err
		case len(rounds) == 0:
			return refusal("No round has been drawn yet. Draw one with needsctl moderation draw.")
		}
		id := rounds[0].ID
		if len(c.words) > 0 {
			id = c.words[0]
		}
		if *closing {
			if err := d.CloseRound(c.ctx, id); err != nil {
				return err
			}
		}
		result, err := d.RoundResult(c.ctx, id)
		if err != nil {
			return err
		}
		lines := []string{result.Round.Name + ". " + d.AgreementWords(result.Agreement, "case"), d.LeanWords(result.Agreement), d.SplitWords(result.Strands)}
		return c.print(result, "%s", strings.Join(said(lines), "\n"))
	})
}

// said leaves empty lines out.
func said(lines []string) (out []string) {
	for _, line := range lines {
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}
