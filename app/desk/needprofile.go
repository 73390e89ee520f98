package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/chart"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/printout"
)

// NeedProfile is what the school's pupils need, by the continuum in use.
type NeedProfile struct {
	Title   string       `json:"continuum"` // of the pack in use, with its version
	Levels  []string     `json:"levels"`    // ids, the least need first
	Rows    []ProfileRow `json:"rows"`      // each area, then the overall level last
	Pupils  int          `json:"pupils"`    // on roll, with a level by the pack in use
	Others  int          `json:"others"`    // on roll, with a level by another pack: not counted above
	Unrated int          `json:"unrated"`   // with SEN, and no level
	Trend   []TrendPoint `json:"trend"`
	say     func(string) string
	names   map[string]string // of levels
}

// ProfileRow counts pupils by their level in one area, or over all.
type ProfileRow struct {
	Area   string `json:"area"` // id, "" for the overall level
	Name   string `json:"name"`
	Counts []int  `json:"counts"` // in the order of the levels
	Not    int    `json:"not_rated"`
}

// TrendPoint is how many pupils stood at each level at the end of a term, or today.
type TrendPoint struct {
	continuum.Point
	Name  string `json:"name"`  // Autumn 2026, or Today
	Title string `json:"title"` // of the pack that the levels are of
}

// trendYears is how many school years the trend goes back.
const trendYears = 3

// NeedProfile counts the levels of all on roll, area by area, and how they stood at the
// end of each term. Levels made with different packs are never added up.
func (d *Desk) NeedProfile(ctx context.Context) (NeedProfile, error) {
	p := NeedProfile{say: d.terms.Say, Title: d.continuum.Title + ", version " + d.continuum.Version, names: map[string]string{}, Levels: d.levelIDs()}
	for _, l := range d.continuum.Levels {
		p.names[l.ID] = l.Name
	}
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return p, err
	}
	standing := byPupil(decisions, func(l LevelDecision) string { return l.Pupil })
	rows := map[string]*ProfileRow{}
	for _, a := range d.continuum.Areas {
		rows[a.ID] = &ProfileRow{Area: a.ID, Name: a.Name, Counts: make([]int, len(p.Levels))}
	}
	overall := ProfileRow{Name: "Overall " + d.terms.Said("level", false), Counts: make([]int, len(p.Levels))}
	for _, e := range d.everyEntry() {
		l, rated := latestLevel(standing[e.ID])
		switch {
		case !e.OnRoll(d.Today()):
		case !rated && (e.Status == "K" || e.Status == "E"):
			p.Unrated++
		case !rated:
		case l.Pack != d.continuum.ID || l.Version != d.continuum.Version:
			p.Others++
		default:
			p.Pupils++
			if at := slices.Index(p.Levels, l.Level); at >= 0 {
				overall.Counts[at]++
			}
			s, err := continuum.Suggest(d.continuum, l.Ratings)
			if err != nil {
				return p, err
			}
			for id, row := range rows {
				if at := slices.Index(p.Levels, s.Areas[id]); at >= 0 {
					row.Counts[at]++
				} else {
					row.Not++
				}
			}
		}
	}
	for _, a := range d.continuum.Areas {
		p.Rows = append(p.Rows, *rows[a.ID])
	}
	p.Rows = append(p.Rows, overall)
	p.Trend, err = d.levelTrend(ctx, decisions)
	return p, err
}

// termEnds are the ends of the terms of the last years, and today, each with its name.
func (d *Desk) termEnds(ctx context.Context) ([]day.Date, map[day.Date]string, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, nil, err
	}
	today := d.Today()
	var days []day.Date
	names := map[day.Date]string{today: "Today"}
	for starts := day.AcademicYear(today) - trendYears; starts <= day.AcademicYear(today); starts++ {
		year, ok := calendar.Year(starts)
		if !ok || len(year.Terms) == 0 {
			year = usualYear(starts).Years[0]
		}
		for _, n := range thirds(len(year.Terms)) {
			if end := year.Terms[n.term].Until; end.Before(today) {
				days = append(days, end)
				names[end] = fmt.Sprintf("%s %d", n.name, end.Year())
			}
		}
	}
	return append(days, today), names, nil
}

// levelTrend counts at the end of each term of the last years, and today.
func (d *Desk) levelTrend(ctx context.Context, decisions []LevelDecision) ([]TrendPoint, error) {
	days, names, err := d.termEnds(ctx)
	if err != nil {
		return nil, err
	}
	decided := make([]continuum.Decided, len(decisions))
	for i, l := range decisions {
		decided[i] = continuum.Decided{Pupil: l.Pupil, On: l.On, Pack: l.Pack, Version: l.Version, Level: l.Level}
	}
	var trend []TrendPoint
	for _, point := range continuum.Trend(decided, days, func(pupil string, on day.Date) bool {
		e, err := d.Entry(pupil)
		return err == nil && e.OnRoll(on)
	}) {
		title := point.Pack + " " + point.Version
		if pack, ok, err := d.ContinuumOf(ctx, point.Pack, point.Version); err == nil && ok {
			title = pack.Title + ", version " + pack.Version
		}
		trend = append(trend, TrendPoint{point, names[point.On], title})
	}
	return trend, nil
}

// third is the last term of a third of the school year, as councils with six terms call
// two of them together.
type third struct {
	name string
	term int
}

func thirds(terms int) []third {
	list := []third{{"Autumn", terms/3 - 1}, {"Spring", 2*terms/3 - 1}, {"Summer", terms - 1}}
	return slices.DeleteFunc(list, func(t third) bool { return t.term < 0 })
}

// Chart draws how the highest levels went, with a gap where the continuum changed: lines
// on either side of it are of different scales.
func (p NeedProfile) Chart() chart.Chart {
	c := chart.Chart{Kind: chart.Lines, By: "End of term", Unit: "pupils"}
	shown := p.Levels[max(0, len(p.Levels)-chart.MaxSeries):]
	series := make([]chart.Series, len(shown))
	for i, id := range shown {
		series[i].Name = id + " " + p.names[id]
	}
	for _, point := range p.Trend {
		if point.Break {
			c.Labels = append(c.Labels, "changed")
			for i := range series {
				series[i].Values = append(series[i].Values, scaleChanged)
			}
		}
		c.Labels = append(c.Labels, point.Name)
		for i, id := range shown {
			v := chart.Value{N: float64(point.Levels[id])}
			if current := p.Trend[len(p.Trend)-1]; point.Pack != current.Pack || point.Version != current.Version {
				v = chart.Value{Gap: true, Words: "another scale"}
			}
			series[i].Values = append(series[i].Values, v)
		}
	}
	c.Series = series
	return c
}

// Words say the profile in sentences.
func (p NeedProfile) Words() string {
	words := count(p.Pupils, "pupil") + p.say(" on roll with a {level} by ") + p.Title + "."
	if p.Others > 0 {
		words += " " + count(p.Others, "more pupil") + p.say(" with a {level} by another, not counted here.")
	}
	if p.Unrated > 0 {
		words += " " + count(p.Unrated, "pupil") + p.say(" with SEN and no {level} yet.")
	}
	return words
}

// NeedProfileDocument prints the profile. For others than the school, counts are to the
// nearest five and none under five is given, so that nobody can be known by them.
func (d *Desk) NeedProfileDocument(ctx context.Context, forOthers bool) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	p, err := d.NeedProfile(ctx)
	if err != nil {
		return nil, err
	}
	number := strconv.Itoa
	if forOthers {
		number = nearestFive
	}
	s := d.School()
	f := printout.NeedProfileFacts{School: s.Name, Say: d.terms.Say, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Title: "Need profile", Continuum: p.Title, ForOthers: forOthers,
		Heads: []string{capital(d.terms.Label("area"))}}
	for _, id := range p.Levels {
		f.Heads = append(f.Heads, id)
		f.Key = append(f.Key, [2]string{id, p.names[id]})
	}
	f.Heads = append(f.Heads, "Not rated")
	for _, row := range p.Rows {
		cells := []string{row.Name}
		for _, n := range row.Counts {
			cells = append(cells, number(n))
		}
		f.Rows = append(f.Rows, append(cells, number(row.Not)))
	}
	if !forOthers {
		f.Words = p.Words()
		f.Trend, f.TrendRows = p.Chart(), p.TrendRows()
	}
	return printout.NeedProfile(f), nil
}

// TrendRows are the trend as a table: the day, the scale, and each level with its count.
func (p NeedProfile) TrendRows() [][]string {
	var rows [][]string
	for _, point := range p.Trend {
		if point.Break {
			rows = append(rows, []string{"The scale changed", "Counts above and below this line cannot be compared.", ""})
		}
		words := ""
		for _, id := range slices.Sorted(maps.Keys(point.Levels)) {
			words += ", " + id + ": " + strconv.Itoa(point.Levels[id])
		}
		if point.Others > 0 {
			words += fmt.Sprintf(", by another scale: %d", point.Others)
		}
		rows = append(rows, []string{point.Name, point.Title, orElse(strings.TrimPrefix(words, ", "), "nobody")})
	}
	return rows
}

// nearestFive says a count so that it tells of nobody: to the nearest five, and all under
// five alike.
func nearestFive(n int) string {
	if n < 5 {
		return "under 5"
	}
	return strconv.Itoa((n + 2) / 5 * 5)
}
