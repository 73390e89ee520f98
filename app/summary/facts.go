package summary

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Member is one pupil on the SEN register as the summary may see them: an opaque
// key that never leaves the school, and codes.
type Member struct {
	Key         string // opaque, the same from term to term
	Year        int    // year group order: -1 nursery, 0 Reception, 1 to 14
	Status      string // K or E
	PrimaryNeed string // DfE code, "" when not recorded
	Area        string // CI, CL, SEMH, SP or OT; "" takes it from the need
	Level       string // level id of the continuum pack, "" when not set

	// What T14 asks of the pupil's record.
	Reviewed bool // the next review has a date
	OnTime   bool // the last review was on time
	Voice    bool // the pupil's view is recorded this year
}

// CodeLists names the rule packs the counts were made with, by their hash
// ("sha256:" and 64 hexadecimal digits).
type CodeLists struct {
	Continuum string `json:"continuum"`
	Need      string `json:"need"`
	Services  string `json:"services,omitempty"` // "" where no services are counted
}

// Facts are everything the summary is made from.
type Facts struct {
	URN       string // six digits
	Cluster   string // such as KENT-07
	Series    string // academic year and term, such as 2026-27/autumn
	AsOf      day.Date
	Epoch     string // hexadecimal, renewed when the school's file is restored
	Rev       int    // 1, 2, 3 within the epoch
	Prev      string // id of the document before, "" for the first
	CodeLists CodeLists

	Phase string // nursery, infant, first, primary, junior, middle, secondary, all-through, post-16, special
	// Nursery and SixthForm are facts of the school, never drawn from the Members:
	// they decide which lines apply, and everybody can see that.
	Nursery   bool
	SixthForm bool
	Roll      int      // all pupils on roll
	Levels    []string // level ids of the pack in order, lowest first; at most 8
	Members   []Member

	Routes    map[string]string // level id to universal, targeted, predictable or exceptional; nil or "" for none
	Services  []string          // service ids in the order of the services pack, at most 40
	Provision []Given
	Wanted    []Want
	Priority  map[string]int // service id to the school's own priority, 1 to 3; 0 or absent for none
	Cases     []Case
	Outcomes  []Outcome

	Moderation Moderation
	Budget     Budget

	// Without are tables of T08 to T14 that the school does not send, as when its
	// sharing agreement does not cover them. Those before count the same pupils in
	// different ways and leave together.
	Without []string

	// ServiceNames are the names of Services for the preview. They never leave.
	ServiceNames []string
}

const maxLevels = 8

var epochPattern = regexp.MustCompile(`^[0-9a-f]{6,32}$`)

// seriesYear returns the year in which a series' academic year begins.
func seriesYear(series string) (int, error) {
	if !exchange.ValidSeries(series) {
		return 0, errors.New("the term must be written as 2026-27/autumn, with autumn, spring or summer")
	}
	start, _ := strconv.Atoi(series[:4])
	if day.AcademicYearName(start) != series[:7] {
		return 0, fmt.Errorf("the academic year %s does not run from one year to the next", series[:7])
	}
	return start, nil
}

// check refuses facts that cannot make a document. The sentences never name a pupil.
func (f Facts) check() error {
	if _, err := seriesYear(f.Series); err != nil {
		return err
	}
	_, known := schoolYears[f.Phase]
	rules := []struct {
		holds bool
		say   string
	}{
		{exchange.ValidURN(f.URN), "the school's URN must be six digits"},
		{exchange.ValidCluster(f.Cluster), "the cluster's code must be capital letters, digits and hyphens, 2 to 32 of them"},
		{epochPattern.MatchString(f.Epoch), "the epoch of the school's file is missing or damaged"},
		{f.Rev >= 1 && f.Rev <= 9999, "the revision must be between 1 and 9999"},
		{f.Prev == "" || exchange.ValidID(f.Prev), "the id of the summary before is damaged"},
		{exchange.ValidID(f.CodeLists.Continuum), "the hash of the continuum pack is missing"},
		{exchange.ValidID(f.CodeLists.Need), "the hash of the need codes is missing"},
		{!f.AsOf.IsZero(), "the date of the counts is missing"},
		{known, "the kind of school is not one that the summary knows"},
		{f.Roll >= len(f.Members) && f.Roll >= 1 && f.Roll <= 9999, "the number on roll must be at least the number of pupils with SEN, and at most 9999"},
		{len(f.Levels) >= 1 && len(f.Levels) <= maxLevels, "the continuum pack must have between 1 and 8 levels"},
		{len(f.Services) == 0 || exchange.ValidID(f.CodeLists.Services), "the hash of the list of services is missing"},
	}
	for _, r := range rules {
		if !r.holds {
			return errors.New(r.say)
		}
	}
	if err := f.checkMembers(); err != nil {
		return err
	}
	return f.checkSides()
}

// years returns the first and the last year group of the school.
func (f Facts) years() (first, last int) {
	y := schoolYears[f.Phase]
	if f.Nursery {
		y.first = -4
	}
	if f.SixthForm {
		y.last = 14
	}
	return y.first, y.last
}

func (f Facts) checkMembers() error {
	first, last := f.years()
	seen := map[string]bool{}
	wrongYear := 0
	for _, m := range f.Members {
		if m.Key == "" || seen[m.Key] {
			return errors.New("two pupils have the same key, or a pupil has none")
		}
		seen[m.Key] = true
		if m.Year < first || m.Year > last {
			wrongYear++
		}
		n := needIndex(m.PrimaryNeed)
		switch {
		case codeIndex(statuses, m.Status) < 0:
			return errors.New("a pupil's SEN status is not K or E; only pupils on the SEN register belong in the summary")
		case n < 0:
			return errors.New("a pupil's primary need is not a DfE code")
		case m.Area != "" && codeIndex(areas, m.Area) < 0:
			return errors.New("a pupil's broad area of need is not CI, CL, SEMH, SP or OT")
		case m.Area != "" && needs[n].area >= 0 && areas[needs[n].area].Code != m.Area:
			return fmt.Errorf("a pupil's primary need %s belongs to area %s, not %s", needs[n].Code, areas[needs[n].area].Code, m.Area)
		case m.Level != "" && !slices.Contains(f.Levels, m.Level):
			return errors.New("a pupil's level is not in the continuum pack")
		}
	}
	if wrongYear > 0 {
		return fmt.Errorf("%d of the pupils are in a year group that this kind of school does not have. Correct their year groups, or the kind of school in Settings", wrongYear)
	}
	return nil
}

// kind is what the tables can tell of a pupil: places in the fixed code lists.
// level is len(levels) for a pupil without one.
type kind struct{ year, status, area, need, level int }

// kinds turns the members into kinds, in the order of the members.
func (f Facts) kinds() []kind {
	out := make([]kind, len(f.Members))
	for i, m := range f.Members {
		n := needIndex(m.PrimaryNeed)
		area := needs[n].area
		if area < 0 {
			area = max(codeIndex(areas, m.Area), 0)
			if m.Area == "" {
				area = codeIndex(areas, "OT")
			}
		}
		level := len(f.Levels)
		if m.Level != "" {
			level = slices.Index(f.Levels, m.Level)
		}
		year := slices.IndexFunc(yearClasses, func(y yearClass) bool { return y.first <= m.Year && m.Year <= y.last })
		out[i] = kind{year, codeIndex(statuses, m.Status), area, n, level}
	}
	return out
}
