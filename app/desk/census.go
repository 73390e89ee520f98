package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/register"
	"needsbook/app/school"
)

// CensusView is what the school census of one term takes of each pupil, and what is
// missing for it.
type CensusView struct {
	Term    string           `json:"term"` // autumn, spring or summer
	Year    int              `json:"year"` // in which the school year begins
	On      day.Date         `json:"on"`
	Types   bool             `json:"types"` // this census takes types of need: the spring one does
	Roll    int              `json:"roll"`  // N, K and E together
	N       int              `json:"n"`
	K       int              `json:"k"`
	E       int              `json:"e"`
	Pupils  []CensusPupil    `json:"pupils"`
	Missing []CensusMissing  `json:"missing"`
	ByNeed  []NeedInTheTable `json:"by_need"`
	// AsPublished says that ByNeed counts types as DfE's tables do: Down syndrome
	// under other difficulties.
	AsPublished bool `json:"as_published"`
}

// CensusPupil is one pupil on roll on census day.
type CensusPupil struct {
	ID        string   `json:"id"`
	UPN       string   `json:"upn"`
	Surname   string   `json:"surname"`
	Forename  string   `json:"forename"`
	Born      day.Date `json:"dob"`
	Sex       string   `json:"sex"`
	Year      string   `json:"year"`
	Class     string   `json:"class"`
	Status    string   `json:"status"`
	Legacy    string   `json:"legacy,omitempty"` // the old code that the status came from
	Needs     []string `json:"needs"`            // in spring: up to two, primary first
	Unit      bool     `json:"sen_unit"`
	Resourced bool     `json:"resourced"`
	Missing   int      `json:"missing"` // how many things are missing or odd
}

// CensusMissing is one thing that is missing or odd for one pupil, and the page that
// mends it.
type CensusMissing struct {
	Pupil string `json:"pupil"`
	Code  string `json:"code"`
	Why   string `json:"why"`
	Where string `json:"where"` // the screen: history, or the pupil's own page
}

// NeedInTheTable is a line of the table of primary needs.
type NeedInTheTable struct {
	register.NeedCount
	Name string `json:"name"`
}

// The three terms of a census, in the order of the school year.
var CensusTerms = []string{"autumn", "spring", "summer"}

// censusTypesIn is the term in which types of need are taken (school census guide:
// status every term, type and rank in spring).
const censusTypesIn = "spring"

// settingPublished keeps whether needs are counted as DfE's tables count them.
const settingPublished = "needs_as_published"

// findingWords are the sentences for what the census and the history page find.
var findingWords = map[string]string{
	register.CensusNoNeed:       "There is no primary need. Record the type of need, or NSA where no specialist has assessed it yet.",
	register.CensusNeedOnly:     "A need is recorded, but no SEN status. Set the status, or end the need.",
	register.CensusNeedMisfit:   "NEED cannot be recorded for a pupil with STATUS. Replace it with the type of need.",
	register.CensusUnitNoPlan:   "The pupil has a place in a SEN unit or resourced provision, but no EHC plan. The census counts a place only where it is in the plan.",
	register.CensusNoUPN:        "The pupil has no UPN. Ask the school before, or issue one.",
	register.CensusTemporaryUPN: "The UPN is a temporary one. Put the permanent one in its place when it is known.",
	register.CensusSharedUPN:    "Another pupil in the register had this UPN before. They may be one child: look under Duplicates.",
	register.CensusNoBirth:      "The date of birth is not recorded.",
	register.CensusImpossible:   "The pupil would be born after census day. Check the date of birth.",
}

// FindingWords says in a sentence what was found about a pupil's record.
func (d *Desk) FindingWords(f finding.Finding) string {
	words, ok := findingWords[f.Code]
	if !ok {
		words = OddityWords[f.Code]
	}
	if len(f.Args) == 2 {
		words = strings.NewReplacer("NEED", f.Args[0], "STATUS", statusPhrase(f.Args[1])).Replace(words)
	}
	return words
}

// statusPhrase names a status within a sentence.
func statusPhrase(code string) string {
	switch code {
	case "K":
		return "SEN support"
	case "E":
		return "an EHC plan"
	}
	return "no SEN"
}

// Census lists every pupil on roll on the census day of a term of the school year
// that begins in a calendar year. A census day to come is answered as things stand.
func (d *Desk) Census(ctx context.Context, year int, term string) (CensusView, error) {
	on, term, err := d.censusDay(ctx, year, term)
	if err != nil {
		return CensusView{}, err
	}
	v := CensusView{Term: term, Year: year, On: on, Types: term == censusTypesIn}
	if v.AsPublished, err = d.NeedsAsPublished(ctx); err != nil {
		return CensusView{}, err
	}
	histories, err := d.histories(ctx)
	if err != nil {
		return CensusView{}, err
	}
	rows := register.Census(d.codes, histories, on)
	for _, r := range rows {
		v.take(d, r)
	}
	for _, n := range register.CountNeeds(d.codes, rows, v.AsPublished) {
		line := NeedInTheTable{NeedCount: n, Name: d.codes.NeedName(n.Need)}
		if n.Need == "" {
			line.Name = "No primary need recorded"
		}
		v.ByNeed = append(v.ByNeed, line)
	}
	return v, nil
}

// take adds one pupil to the view.
func (v *CensusView) take(d *Desk, r register.CensusRow) {
	p := CensusPupil{ID: r.Pupil.ID, UPN: r.Pupil.UPN, Surname: r.Pupil.Surname, Forename: r.Pupil.Forename, Born: r.Pupil.Born, Sex: r.Pupil.Sex,
		Year: r.Year.Code, Class: r.Pupil.Class, Status: r.Status, Legacy: r.Legacy, Needs: []string{},
		Unit: r.Pupil.Flags.Has(register.FlagSENUnit), Resourced: r.Pupil.Flags.Has(register.FlagResourced), Missing: len(r.Findings)}
	if v.Types && r.Status != "N" {
		p.Needs = r.Needs
	}
	v.Roll++
	switch r.Status {
	case "K":
		v.K++
	case "E":
		v.E++
	default:
		v.N++
	}
	v.Pupils = append(v.Pupils, p)
	for _, f := range r.Findings {
		where := "pupil"
		if f.Field == "needs" {
			where = "history"
		}
		v.Missing = append(v.Missing, CensusMissing{p.ID, f.Code, d.FindingWords(f), where})
	}
}

// histories are all pupils in the order of their names with what they were over time.
func (d *Desk) histories(ctx context.Context) ([]register.History, error) {
	statuses, err1 := all[register.Status](ctx, d.store, kindStatus)
	needs, err2 := all[register.Need](ctx, d.store, kindNeed)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	statusesOf := byPupil(statuses, func(s register.Status) string { return s.Pupil })
	needsOf := byPupil(needs, func(n register.Need) string { return n.Pupil })
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]register.History, len(d.entries))
	for i, e := range d.entries {
		out[i] = register.History{Pupil: e.Pupil, Statuses: statusesOf[e.ID], Needs: needsOf[e.ID]}
	}
	return out, nil
}

// censusDay finds the census day of a term, and the term as it is called here.
func (d *Desk) censusDay(ctx context.Context, year int, term string) (day.Date, string, error) {
	term = strings.ToLower(strings.TrimSpace(term))
	if !slices.Contains(CensusTerms, term) {
		return day.Date{}, "", refuse("term", "“"+term+"” is not a term. Use autumn, spring or summer.")
	}
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return day.Date{}, "", err
	}
	y, known := calendar.Year(year)
	for _, c := range y.Census {
		if strings.EqualFold(c.Term, term) {
			return c.On, term, nil
		}
	}
	words := "The calendar has no " + term + " census in " + y.Name() + "."
	if !known {
		words = "The calendar has no school year " + y.Name() + "."
	}
	return day.Date{}, "", refuse("year", words+" Put its dates in under Settings, Term dates.")
}

// NextCensus returns the school year and term of the census that comes next, today's
// included, or of the last one that the calendar has.
func (d *Desk) NextCensus(ctx context.Context) (year int, term string, err error) {
	today := d.Today()
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return 0, "", err
	}
	days := calendar.CensusDays(day.Date{}, day.Of(9999, 12, 31))
	if len(days) == 0 {
		return day.AcademicYear(today), CensusTerms[0], nil
	}
	next := days[len(days)-1]
	if at := slices.IndexFunc(days, func(c school.CensusDay) bool { return !c.On.Before(today) }); at >= 0 {
		next = days[at]
	}
	return day.AcademicYear(next.On), strings.ToLower(next.Term), nil
}

// CensusYears returns the school years that the calendar has census days for.
func (d *Desk) CensusYears(ctx context.Context) ([]int, error) {
	calendar, err := d.SchoolCalendar(ctx)
	var out []int
	for _, y := range calendar.Years {
		if len(y.Census) > 0 {
			out = append(out, y.Starts)
		}
	}
	return out, err
}

// NeedsAsPublished reports whether tables of needs count types as DfE's published
// tables do.
func (d *Desk) NeedsAsPublished(ctx context.Context) (bool, error) {
	var on bool
	_, err := readNamed(ctx, d.store, kindSetting, settingPublished, &on)
	return on, err
}

// SetNeedsAsPublished says whether tables of needs count types as DfE's published
// tables do: Down syndrome under other difficulties.
func (d *Desk) SetNeedsAsPublished(ctx context.Context, on bool) error {
	edit, err := putNamed(kindSetting, settingPublished, on)
	if err != nil {
		return err
	}
	label := "Count types of need one by one"
	if on {
		label = "Count types of need as published tables do"
	}
	return d.do(ctx, label, "", edit)
}
