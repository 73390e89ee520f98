package desk

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Evidence is one part of what the second rater of a case may read.
type Evidence struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
}

// mostLines bounds how much of one sort of record a rater is given: the newest.
const mostLines = 12

// CaseEvidence returns what the record says about the pupil of a case: needs, what
// helps, views, plans and their outcomes, advice, and help in place. The first rating,
// its level, ticks and reason are never in it, and words that name a level are taken
// out of what people wrote. Where the pack's rule is blind, so are all names.
func (d *Desk) CaseEvidence(ctx context.Context, id string) ([]Evidence, error) {
	var c continuum.ModerationCase
	found, err := readRecord(ctx, d.store, kindModerationCase, id, &c)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, refuse("case", "There is no such case. Open the round again.")
	}
	r, err := d.Record(ctx, c.Pupil)
	if err != nil {
		return nil, err
	}
	clean := d.unlevelled()
	if d.continuum.Rules.Moderation.Blind {
		unnamed := printout.Unnamed(d.about(r, NamesOff).People)
		hide := clean
		clean = func(text string) string { return hide(unnamed(text)) }
	}
	var out []Evidence
	for _, part := range []Evidence{
		{"The pupil", d.evidenceOfPupil(r)},
		{"Voices, notes and progress", evidenceOfNotes(r)},
		{"Plans and reviews", evidenceOfPlans(r)},
		{"Outcomes", evidenceOfOutcomes(r)},
		{"Advice", evidenceOfAdvice(r)},
		{"Help in place this year", evidenceOfHelp(r)},
	} {
		var lines []string
		for _, line := range part.Lines {
			if line = strings.TrimSpace(clean(line)); line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			out = append(out, Evidence{part.Title, lines[:min(len(lines), mostLines)]})
		}
	}
	return out, nil
}

// unlevelled returns a function that takes the words for a level out of a text: the
// names of the pack's levels, the word for level with a figure or letter, and ids such
// as L3 that are no everyday word.
func (d *Desk) unlevelled() func(string) string {
	var forms []string
	for _, word := range []string{d.terms.Label("level"), "level"} {
		forms = append(forms, regexp.QuoteMeta(word)+`s?\s+(?:\d+|[A-Z])\b`)
	}
	for _, l := range d.continuum.Levels {
		forms = append(forms, regexp.QuoteMeta(l.Name)+`\b`)
		if letterAndFigure.MatchString(l.ID) {
			forms = append(forms, regexp.QuoteMeta(l.ID)+`\b`)
		}
	}
	find := regexp.MustCompile(`(?i)\b(?:` + strings.Join(forms, "|") + `)`)
	return func(text string) string { return find.ReplaceAllString(text, "[left out]") }
}

var letterAndFigure = regexp.MustCompile(`^[A-Za-z]+[-. ]?\d+$`)

// factLine is a line of a name and a value, "" where there is no value.
func factLine(name, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return name + ": " + strings.TrimSpace(value)
}

func (d *Desk) evidenceOfPupil(r Record) []string {
	var needs []string
	for _, code := range r.Needs {
		needs = append(needs, d.codes.NeedName(code))
	}
	return []string{factLine("Year group", r.Year.Label), factLine("Needs recorded", strings.Join(needs, "; ")),
		factLine("Good at and enjoys", r.Strengths), factLine("What helps", r.Helps), factLine("What does not help", r.Hinders)}
}

// noteKinds are the notes that tell something about need; calls, letters and the
// school's own dealings do not.
var noteKinds = []string{register.NotePlain, register.NotePupilView, register.NoteParentView, register.NoteProgress, register.NoteAttendance}

func evidenceOfNotes(r Record) []string {
	var lines []string
	for _, n := range slices.Backward(slices.SortedStableFunc(slices.Values(r.Notes), func(a, b register.Note) int { return a.On.Compare(b.On) })) {
		if slices.Contains(noteKinds, n.Type) {
			lines = append(lines, factLine(dated(register.NoteName(n.Type), n.On), n.Words))
		}
	}
	for _, c := range r.Concerns {
		lines = append(lines, factLine(dated("Concern", c.On), strings.TrimSpace(c.Words+" "+c.Tried)))
	}
	return lines
}

func evidenceOfPlans(r Record) []string {
	var lines []string
	for _, c := range slices.Backward(r.Cycles) {
		words := []string{factLine("Aim", c.Aim), factLine("Help", c.Help)}
		if c.IsReviewed() {
			words = append(words, factLine("Review", strings.TrimSpace(provision.ResultName(c.Result)+". "+c.Evidence)))
		}
		words = slices.DeleteFunc(words, func(s string) bool { return s == "" })
		lines = append(lines, factLine(dated("Plan", c.Starts), strings.Join(words, " ")))
	}
	return lines
}

func evidenceOfOutcomes(r Record) []string {
	var lines []string
	for _, o := range slices.Backward(r.Outcomes) {
		words := []string{o.Words, factLine("At the start", o.Baseline), factLine("Aim", o.Target), factLine("Result", provision.ResultName(o.Result)), o.Evidence}
		if o.StartScore != "" && o.Score != "" {
			words = append(words, "Measured "+o.StartScore+", then "+o.Score)
		}
		words = slices.DeleteFunc(words, func(s string) bool { return s == "" })
		for i := range words {
			words[i] = sentence(words[i])
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

func evidenceOfAdvice(r Record) []string {
	var lines []string
	for _, a := range slices.Backward(slices.SortedStableFunc(slices.Values(r.Advice), func(a, b provision.Advice) int { return a.On.Compare(b.On) })) {
		lines = append(lines, factLine(dated(a.Role, a.On), a.Words))
	}
	return lines
}

func evidenceOfHelp(r Record) []string {
	var lines []string
	for _, p := range r.Provision {
		l := p.Line
		words := l.Description
		if l.Minutes > 0 {
			words += fmt.Sprintf(", %d minutes, %s a week, group of %d, %s", l.Minutes, l.SessionsAWeek, max(l.GroupSize, 1), count(l.Weeks, "week"))
		}
		lines = append(lines, words)
	}
	return lines
}
