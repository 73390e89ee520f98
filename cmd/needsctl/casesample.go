package main

import (
	"errors"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/finding"
)

const caseSampleHelp = pupilHelp + "\nWithout pupils it takes those suggested: an EHC plan, looked after or known to social care, pupil premium, SEN support, a group that matters, other needs.\n" +
	"--suggest lists them with the reason of each and what is missing in their records, which is never in the pack. --gaps FILE prints that on a sheet of its own.\n" + printHelp

// caseSample makes a case-sample pack, or shows whom it suggests.
func caseSample(c *call) error {
	out, names := c.paperFlags(), c.namesFlag()
	suggest := c.flags.Bool("suggest", false, "list the pupils suggested, and what is missing in their records")
	sheet := c.flags.String("gaps", "", "also print what is missing, for the SENCO alone, to this `file`")
	if err := c.parse(0, desk.MostCases); err != nil {
		return err
	}
	if !*suggest {
		if err := c.needFlags("out"); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		found, err := d.SuggestCases(c.ctx)
		if err != nil {
			return err
		}
		if *suggest {
			return c.showCases(d, found, named)
		}
		pupils, err := casePupils(d, c.words, found)
		if err != nil {
			return err
		}
		doc, err := d.CaseSample(c.ctx, pupils, named)
		if err != nil {
			return err
		}
		if *sheet != "" {
			gaps, err := d.CaseGapsPaper(c.ctx, pupils, named)
			if err != nil {
				return err
			}
			if gaps, err = c.layoutOf(gaps); err != nil {
				return err
			}
			file, missing, err := desk.Draw(gaps, formatOf(*sheet))
			if err != nil {
				return err
			}
			if err := c.writeFile(*sheet, file); err != nil {
				return err
			}
			c.warn(missing)
		}
		return c.keepPaper(*out, doc)
	})
}

// casePupils are the identifiers of the pupils named, or of those suggested.
func casePupils(d *desk.Desk, words []string, found []desk.CaseSuggestion) (ids []string, err error) {
	if len(words) == 0 {
		for _, s := range found {
			ids = append(ids, s.Pupil)
		}
		return ids, nil
	}
	for _, word := range words {
		e, err := d.Entry(word)
		if errors.Is(err, desk.ErrNoPupil) {
			e, err = d.ByUPN(word)
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

// suggestedCase is a pupil suggested, with what is missing in the record.
type suggestedCase struct {
	desk.CaseSuggestion
	Gaps []finding.Finding `json:"gaps"`
}

func (c *call) showCases(d *desk.Desk, found []desk.CaseSuggestion, named desk.Names) error {
	list, words := []suggestedCase{}, &strings.Builder{}
	ids, _ := casePupils(d, nil, found)
	var gaps []desk.CaseGap
	if len(ids) > 0 {
		var err error
		if gaps, err = d.CaseGaps(c.ctx, ids); err != nil {
			return err
		}
	}
	for n, s := range found {
		e, err := d.Entry(s.Pupil)
		if err != nil {
			return err
		}
		s.Name = desk.NameOf(e, named)
		list = append(list, suggestedCase{s, gaps[n].Findings})
		fmt.Fprintf(words, "%s  %s: %s\n", s.Pupil, s.Name, s.Why)
		for _, f := range gaps[n].Findings {
			fmt.Fprintf(words, "    %s\n", d.CaseGapWords(f))
		}
	}
	if len(found) == 0 {
		words.WriteString("Nobody on roll has SEN, so there is nobody to suggest.")
	}
	return c.print(map[string]any{"pupils": list}, "%s", strings.TrimRight(words.String(), "\n"))
}

// transition prints the paper for the next school or teacher.
func transition(c *call) error {
	out, names := c.paperFlags(), c.namesFlag()
	parts := c.flags.String("parts", "", "the `parts` to print, with commas between; all if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		pupils, err := casePupils(d, c.words, nil)
		if err != nil {
			return err
		}
		var chosen []string
		if *parts != "" {
			chosen = strings.Split(*parts, ",")
		}
		doc, err := d.TransitionPack(c.ctx, pupils[0], chosen, named)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
