package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

const vignettesHelp = "SET is the identifier that vignettes open prints; the latest set if left out. What experts say is shown once the set is closed."

// vignettesOpen takes a set in from its file, or the example that ships.
func vignettesOpen(c *call) error {
	example := c.flags.Bool("example", false, "open the example set that ships with the program")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if *example == (len(c.words) == 1) {
		return c.misuse("Give the file of a set, or --example.")
	}
	data := desk.ExampleVignettes()
	if !*example {
		var err error
		if data, err = readFile(c.words[0]); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := d.OpenVignettes(c.ctx, data)
		if err != nil {
			return err
		}
		lines := []string{v.ID + ": " + v.Set.Title}
		for _, k := range v.Set.Vignettes {
			lines = append(lines, fmt.Sprintf("\n%s, %s\n%s", k.ID, k.Year, k.Text))
		}
		return c.print(v, "%s", strings.Join(lines, "\n"))
	})
}

// setFlag names a set of vignettes.
func (c *call) setFlag() *string {
	return c.flags.String("set", "", "the `set`; the latest if left out")
}

// setNamed returns the set with an id, or the latest for "".
func (c *call) setNamed(d *desk.Desk, id string) (desk.Vignettes, error) {
	if id != "" {
		return d.Vignettes(c.ctx, id)
	}
	sets, err := d.VignetteSets(c.ctx)
	if err == nil && len(sets) == 0 {
		err = refusal("No set of vignettes has been opened yet. Open one with needsctl vignettes open.")
	}
	if err != nil {
		return desk.Vignettes{}, err
	}
	return sets[0], nil
}

// vignettesScore keeps how somebody rates one vignette.
func vignettesScore(c *call) error {
	by, set := c.flags.String("by", "", "`who` rates"), c.setFlag()
	level := c.flags.String("level", "", "the `level`, where the pack leaves it to people")
	if err := c.parse(2, -1); err != nil {
		return err
	}
	ratings, err := ratingsOf(c.words[1:])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := c.setNamed(d, *set)
		if err != nil {
			return err
		}
		if err := d.ScoreVignette(c.ctx, desk.VignetteRating{Set: v.ID, Vignette: c.words[0], By: *by, Ratings: ratings, Level: *level}); err != nil {
			return err
		}
		if v, err = d.Vignettes(c.ctx, v.ID); err != nil {
			return err
		}
		score, _ := v.Score(c.words[0], *by)
		return c.print(score, "%s: %s. %d of %d rated.", score.Vignette, orNone(score.Level), v.Scored(*by), len(v.Set.Vignettes))
	})
}

// vignettesResult closes a set where told to, and compares its ratings.
func vignettesResult(c *call) error {
	closing, set := c.flags.Bool("close", false, "close the set first"), c.setFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := c.setNamed(d, *set)
		if err != nil {
			return err
		}
		if *closing {
			if err := d.CloseVignettes(c.ctx, v.ID); err != nil {
				return err
			}
		}
		r, err := d.VignetteResult(c.ctx, v.ID)
		if err != nil {
			return err
		}
		lines := []string{"Within the school: " + d.AgreementWords(r.Between, "pair")}
		for _, rater := range r.Raters {
			lines = append(lines, fmt.Sprintf("Rater %d with the experts: %s", rater.Number, d.AgreementWords(rater.Agreement, "case")))
		}
		return c.print(r, "%s", strings.Join(said(append(lines, d.SplitWords(r.Strands))), "\n"))
	})
}

// vignettesAnswer shows what would leave, and writes it as a file where one is named.
func vignettesAnswer(c *call) error {
	out, set := c.outFlag(), c.setFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := c.setNamed(d, *set)
		if err != nil {
			return err
		}
		answer, file, err := d.VignetteAnswer(c.ctx, v.ID)
		if err != nil {
			return err
		}
		if *out != "" {
			return c.keepFile(*out, file, nil)
		}
		return c.print(answer, "%s", strings.TrimSpace(string(file)))
	})
}
