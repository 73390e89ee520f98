package main

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
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
	c.flags.StringVar(&choice.Blind, "blind", "", "the `level` thought of before the suggestion was seen")
	again := c.flags.String("recheck", "", "the `day` to look at the level again; the continuum's usual time if left out")
	several := func(name, usage string, into *[]string) {
		c.flags.Func(name, usage, func(words string) error { *into = append(*into, words); return nil })
	}
	several("tick", "the `id` of a statement that is seen; can be given again", &choice.Ticks)
	several("supported", "a `strand` whose rating is held up by support; can be given again", &choice.Supported)
	several("adult", "the name and role of `one` who rated; can be given again", &choice.Adults)
	if err := c.parse(1, -1); err != nil {
		return err
	}
	ratings, err := pairs(c.words[1:])
	if err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		choice.Pupil, choice.Ratings = e.ID, map[string]string{}
		if *again != "" {
			if choice.Recheck, err = day.Parse(*again, d.Today()); err != nil {
				return refusal("--recheck is not a day. Write it like 2027-03-01.")
			}
		}
		if *last {
			l, _, err := d.Level(c.ctx, e.ID)
			if err != nil {
				return err
			}
			last := d.CarryLevel(c.ctx, l)
			maps.Copy(choice.Ratings, last.Ratings)
			choice.Ticks = append(last.Ticks, choice.Ticks...)
		}
		for _, r := range ratings {
			choice.Ratings[r[0]] = r[1]
		}
		choice.Ratings = d.Continuum().Propose(choice.Ticks, choice.Ratings)
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
		words := suggestionWords(d, s)
		for _, advice := range d.LevelAdvice(choice) {
			words += "\nThink about: " + advice
		}
		return c.print(s, "%s", words)
	})
}

func suggestionWords(d *desk.Desk, s continuum.Suggestion) string {
	lines := []string{s.Explanation()}
	if band := d.BandWords(s); band != "" {
		lines = append(lines, band)
	}
	for _, id := range s.Prompts {
		lines = append(lines, "Think about: "+d.Continuum().PromptText(id))
	}
	if s.Confirmed == "" {
		return strings.Join(append(lines, "Suggested: "+orNone(s.Suggested)+". Nothing is stored; confirm with --confirm."), "\n")
	}
	return strings.Join(append(lines, "Confirmed: "+d.LevelName(s.Confirmed)+"."), "\n")
}

// levelLadder shows the scale: each level with what is usually expected of each kind of
// setting, and the pupil's place where one is named.
func levelLadder(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	show := func(d *desk.Desk, at string) error {
		p := d.Continuum()
		type rung struct {
			Level    string            `json:"level"`
			Name     string            `json:"name"`
			Plain    string            `json:"plain"`
			Funding  string            `json:"funding"`
			National []string          `json:"national_layers"`
			Settings map[string]string `json:"settings"`
			Here     bool              `json:"here"`
		}
		rungs := []rung{}
		var b strings.Builder
		for _, r := range continuum.Ladder(p) {
			one := rung{Level: r.ID, Name: r.Name, Plain: r.Plain, Funding: r.Funding, National: orEmpty(r.National), Settings: map[string]string{}, Here: r.ID == at}
			fmt.Fprintf(&b, "%s %s", r.ID, r.Name)
			if one.Here {
				b.WriteString(" (here)")
			}
			b.WriteString("\n")
			for _, fit := range r.Fits {
				one.Settings[fit.Kind] = fit.Words
				fmt.Fprintf(&b, "   %s: %s\n", p.SettingName(fit.Kind, d.Terms().Label), fit.Words)
			}
			rungs = append(rungs, one)
		}
		return c.print(map[string]any{"rungs": rungs}, "%sThis is what usually helps. A level never decides a place.", b.String())
	}
	if len(c.words) == 0 {
		return c.withDesk(func(d *desk.Desk) error { return show(d, "") })
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error { return show(d, e.Level) })
}

// levelLetter and levelRecord write the papers of a pupil's level.
var (
	levelLetter = paperAboutPupil((*desk.Desk).LevelParentDocument)
	levelRecord = paperAboutPupil((*desk.Desk).LevelDocument)
)

func paperAboutPupil(paperOf func(*desk.Desk, context.Context, string, desk.Names) (*paper.Doc, error)) func(*call) error {
	return func(c *call) error {
		out, names := c.paperFlags(), c.namesFlag()
		if err := c.parse(1, 1); err != nil {
			return err
		}
		if err := c.needFlags("out"); err != nil {
			return err
		}
		return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
			named, err := desk.ParseNames(*names)
			if err != nil {
				return err
			}
			doc, err := paperOf(d, c.ctx, e.ID, named)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		})
	}
}

// continuumPrint writes the whole continuum in use, for the adults who rate or for
// families.
func continuumPrint(c *call) error {
	out := c.paperFlags()
	parents := c.flags.Bool("families", false, "the guide in plain English for families")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		doc, err := d.ContinuumDocument(c.ctx, *parents)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
