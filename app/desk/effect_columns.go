package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/access"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// EffectColumn is one column of outcomes, the same on the screen, on paper and in a file.
type EffectColumn struct {
	ID     string
	Title  string
	Number bool
	Words  func(EffectLine) string
	Less   func(a, b EffectLine) int
	Paper  bool // on the printed page too
	Screen bool // in the list on the screen too
}

// EffectColumns are the columns of outcomes in their order.
var EffectColumns = []EffectColumn{
	{"name", "Provision", false, func(l EffectLine) string { return orElse(l.Name, "No name") }, func(a, b EffectLine) int { return strings.Compare(a.Name, b.Name) }, true, true},
	{"area", "Area of need", false, func(l EffectLine) string { return l.Area }, func(a, b EffectLine) int { return strings.Compare(a.Area, b.Area) }, false, false},
	{"wave", "Wave", false, func(l EffectLine) string { return l.Wave }, func(a, b EffectLine) int { return strings.Compare(a.Wave, b.Wave) }, false, false},
	{"kind", "Given by", false, func(l EffectLine) string { return l.Kind }, func(a, b EffectLine) int { return strings.Compare(a.Kind, b.Kind) }, false, false},
	counts("pupils", "Pupils", func(l EffectLine) int { return l.Pupils }),
	counts("reviewed", "Reviewed", func(l EffectLine) int { return l.Reviewed }),
	counts("met", "Met", func(l EffectLine) int { return l.Met }),
	counts("partly", "Partly", func(l EffectLine) int { return l.Partly }),
	counts("not", "Not", func(l EffectLine) int { return l.Not }),
	{"share", "Met, of reviewed", true, shareWords, byShare, true, true},
	amounts("planned", "Cost planned", false, func(s *provision.Spent) *money.Amount { return &s.Planned }),
	amounts("to_date", "Cost to date", true, func(s *provision.Spent) *money.Amount { return &s.ToDate }),
	amounts("per_pupil", "For a pupil", true, func(s *provision.Spent) *money.Amount { return s.PerPupil }),
	amounts("per_met", "For one met", true, func(s *provision.Spent) *money.Amount { return s.PerMet }),
	{"change", "Change measured", false, func(l EffectLine) string { return l.ChangeWords() }, byChange, true, true},
	{"sessions", "Sessions attended", false, func(l EffectLine) string { return l.AttendedWords() }, byAttended, true, true},
}

func counts(id, title string, of func(EffectLine) int) EffectColumn {
	return EffectColumn{id, title, true, func(l EffectLine) string { return strconv.Itoa(of(l)) }, func(a, b EffectLine) int { return cmp.Compare(of(a), of(b)) }, true, true}
}

func amounts(id, title string, screen bool, of func(*provision.Spent) *money.Amount) EffectColumn {
	amount := func(l EffectLine) *money.Amount {
		if l.Cost == nil {
			return nil
		}
		return of(l.Cost)
	}
	return EffectColumn{id, title, true, func(l EffectLine) string {
		if a := amount(l); a != nil {
			return a.Words()
		}
		return ""
	}, func(a, b EffectLine) int {
		one, other := amount(a), amount(b)
		if one == nil || other == nil {
			return rank(one == nil, other == nil)
		}
		return one.Cmp(*other)
	}, true, screen}
}

// rank puts what is missing first.
func rank(missing, otherMissing bool) int {
	switch {
	case missing == otherMissing:
		return 0
	case missing:
		return -1
	}
	return 1
}

// shareWords says how many were met of those reviewed, as a percentage where there are enough.
func shareWords(l EffectLine) string {
	if l.Reviewed == 0 {
		return "not reviewed yet"
	}
	return l.MetShare
}

// byShare compares exact parts; lines with too few to compare come before the others.
func byShare(a, b EffectLine) int {
	few := func(l EffectLine) bool { return l.Reviewed == 0 || l.MetShare == provision.TooFew }
	if few(a) || few(b) {
		return cmp.Or(rank(few(a), few(b)), cmp.Compare(a.Reviewed, b.Reviewed))
	}
	return cmp.Compare(a.Met*b.Reviewed, b.Met*a.Reviewed)
}

func byChange(a, b EffectLine) int {
	median := func(l EffectLine) (decimal.Decimal, bool) {
		if len(l.Changes) == 0 {
			return decimal.Decimal{}, false
		}
		return l.Changes[0].Median, true
	}
	one, has := median(a)
	other, hasOther := median(b)
	if !has || !hasOther {
		return rank(!has, !hasOther)
	}
	return one.Cmp(other)
}

func byAttended(a, b EffectLine) int {
	if a.Held == 0 || b.Held == 0 {
		return rank(a.Held == 0, b.Held == 0)
	}
	return cmp.Compare(a.Attended*b.Held, b.Attended*a.Held)
}

// SortEffects sorts lines by a column, by its id.
func SortEffects(lines []EffectLine, column string, descending bool) {
	for _, c := range EffectColumns {
		if c.ID == column {
			slices.SortStableFunc(lines, func(a, b EffectLine) int {
				if descending {
					return c.Less(b, a)
				}
				return c.Less(a, b)
			})
		}
	}
}

// EffectsCSV makes lines of outcomes a file for a spreadsheet. It names no pupil.
func (d *Desk) EffectsCSV(lines []EffectLine) ([]byte, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	var head []string
	for _, c := range EffectColumns {
		head = append(head, c.Title)
	}
	rows := make([][]string, len(lines))
	for n, l := range lines {
		for _, c := range EffectColumns {
			cell := c.Words(l)
			if !c.Number {
				cell = intake.SafeCell(cell)
			}
			rows[n] = append(rows[n], cell)
		}
	}
	return spreadsheet(head, rows)
}

// EffectsPaper makes the paper of a view of outcomes: the picture, the numbers beside
// it, and what worked in words. It names no pupil.
func (d *Desk) EffectsPaper(ctx context.Context, v EffectView, column string, descending bool) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	e, err := d.Effects(ctx)
	if err != nil {
		return nil, err
	}
	lines := e.Lines(v)
	SortEffects(lines, column, descending)
	s := d.School()
	f := printout.EffectFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), View: e.ViewWords(v), Sentence: EffectSentence(lines), Costed: v.Year != AllYears}
	for _, c := range EffectColumns {
		said := slices.ContainsFunc(lines, func(l EffectLine) bool { return c.Words(l) != "" })
		if !c.Paper || !said { // a column that says nothing takes room from the others
			continue
		}
		f.Columns = append(f.Columns, printout.Column{Title: c.Title, Right: c.Number})
		for n, l := range lines {
			if n == len(f.Rows) {
				f.Rows = append(f.Rows, nil)
			}
			f.Rows[n] = append(f.Rows[n], c.Words(l))
		}
	}
	for _, l := range lines {
		f.Example = f.Example || l.Cost != nil && l.Cost.Example
		f.Missing = f.Missing || l.Cost != nil && l.Cost.Missing
	}
	f.Chart, f.Note = e.EffectChart(lines)
	for _, w := range e.Worked(v) {
		f.Worked = append(f.Worked, printout.WorkedNote{Name: w.Name, Of: d.WorkedOf(w), Worked: w.Worked, Evidence: w.Evidence, Next: w.Next})
	}
	return printout.Effects(f), nil
}

// WorkedOf says of what kind of pupil and when a review was: "Met; Speech, language and
// communication; 3 Nov 2026".
func (d *Desk) WorkedOf(w provision.Worked) string {
	words := []string{provision.ResultName(w.Result)}
	for _, code := range w.Needs {
		words = append(words, d.codes.NeedName(code))
	}
	return strings.Join(append(words, w.On.Words()), "; ")
}

// WorkedCSV makes what worked a file for a spreadsheet, without names.
func (d *Desk) WorkedCSV(list []provision.Worked) ([]byte, error) {
	rows := make([][]string, len(list))
	for n, w := range list {
		var needs []string
		for _, code := range w.Needs {
			needs = append(needs, d.codes.NeedName(code))
		}
		rows[n] = []string{w.Name, d.areaName(w.Area), strings.Join(needs, "; "), w.On.String(), provision.ResultName(w.Result), w.Worked, w.Evidence, w.Next}
		for c := range rows[n] {
			rows[n][c] = intake.SafeCell(rows[n][c])
		}
	}
	return spreadsheet([]string{"Provision", "Area of need", "Types of need", "Date", "Result", "What worked", "Evidence", "What changes now"}, rows)
}

// EffectNeeds are the types of need that pupils in provision have, for a filter.
func (e *Effects) EffectNeeds() (out []register.Item) {
	seen := map[string]bool{}
	for _, p := range e.facts.Placements {
		for _, code := range e.needs[p.Pupil] {
			seen[code] = true
		}
	}
	for _, n := range e.d.codes.Needs {
		if seen[n.Code] {
			out = append(out, register.Item{ID: n.Code, Name: n.Name})
		}
	}
	return out
}

// EffectView checks a view that was typed, such as on a command line.
func (d *Desk) EffectView(e *Effects, v EffectView) (EffectView, error) {
	v.By = cmp.Or(v.By, provision.ByIntervention)
	if _, known := register.Pick(EffectWays, v.By); !known {
		return v, refuse("by", "Outcomes can be put together by intervention, family, area, wave or kind.")
	}
	if years := e.Years(); v.Year != AllYears && !slices.Contains(years, v.Year) {
		return v, refuse("year", fmt.Sprintf("There are outcomes for the school years that begin in %d to %d.", years[len(years)-1], years[0]))
	}
	if v.Area != "" && d.areaName(v.Area) == "" {
		return v, refuse("area", "There is no such area of need.")
	}
	if v.Need != "" {
		n, known := d.codes.Need(v.Need)
		if !known {
			return v, refuse("need", "“"+v.Need+"” is not a type of need. Use a code such as SLCN.")
		}
		v.Need = n
	}
	return v, nil
}
