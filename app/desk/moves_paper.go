package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/moves"
	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// sendingMoves begins the names under which what was told of a year's moves is kept.
const sendingMoves = "moves/"

// toldMoves is what the school remembers of the counts that it told.
type toldMoves struct {
	Epoch  string       `json:"epoch"` // the life of the file in which they were told
	Memory moves.Memory `json:"memory"`
}

// MovesPreview is what would be told of this summer's move, before it is sent.
type MovesPreview struct {
	papers.Preview
	Year      int
	Rows      []MoveRow
	Pupils    int      // with SEN who leave
	Undecided int      // of them without a next school
	Notes     []string // why the counts are as they are
	told      toldMoves
}

// MoveRow is one row of counts in words. A figure is to the nearest five; 0 is one that
// is not shown.
type MoveRow struct {
	Year   string      `json:"year"` // year group
	School string      `json:"school"`
	Count  int         `json:"count"`
	Areas  []AreaCount `json:"areas,omitempty"` // those that are shown
}

// AreaCount is a count of one area of need.
type AreaCount struct {
	Area  string `json:"area"` // its name
	Count int    `json:"count"`
}

// PreviewMoves works out the counts of who moves on, as they would leave the school, for
// the cluster's meetings in December and January. Nothing is kept and nothing is sent.
func (d *Desk) PreviewMoves(ctx context.Context) (MovesPreview, error) {
	p := MovesPreview{Year: d.MoveYear()}
	cohorts, err := d.movingCohorts(ctx, &p)
	if err != nil {
		return p, err
	}
	before, frozen, err := d.toldBefore(ctx, p.Year)
	if err != nil {
		return p, err
	}
	built, err := moves.Build(p.Year, cohorts, before.Memory)
	if err != nil {
		return p, err
	}
	if frozen {
		built = moves.Built{Rows: before.Memory.Rows(), After: before.Memory}
		p.Notes = append(p.Notes, "This file was restored from a backup after counts were told, so they stay as they were until next school year: it is no longer known whom they were made of.")
	}
	p.told = toldMoves{Epoch: before.Epoch, Memory: built.After}
	if p.Preview, err = d.PreviewPaper(ctx, papers.Moves{Year: p.Year, Rows: built.Rows}); err != nil {
		return p, err
	}
	schools, err := d.KnownSchools(ctx)
	if err != nil {
		return p, err
	}
	named := map[string]bool{}
	for _, r := range built.Rows {
		p.Rows = append(p.Rows, d.moveRow(r, schools))
		named[r.From] = true
	}
	for _, c := range cohorts {
		label := d.cohortLabel(c.From)
		switch {
		case slices.Contains(built.Repeats, c.From):
			p.Notes = append(p.Notes, label+": fewer than five pupils have changed since the counts were told, so they stay as they were.")
		case !named[c.From]:
			p.Notes = append(p.Notes, label+": too few pupils to show a count.")
		}
	}
	return p, nil
}

// movingCohorts are the leavers as the rules may see them: opaque keys, next schools and
// areas of need.
func (d *Desk) movingCohorts(ctx context.Context, p *MovesPreview) ([]moves.Cohort, error) {
	groups, err := d.MovesList(ctx)
	if err != nil {
		return nil, err
	}
	var out []moves.Cohort
	for _, g := range groups {
		from := cohortCode(g.Year.Code)
		if g.Stage != MoveLeaves {
			continue
		}
		p.Pupils += len(g.Pupils)
		c := moves.Cohort{From: from}
		for _, m := range g.Pupils {
			if !m.To.Known() {
				p.Undecided++
			}
			c.Pupils = append(c.Pupils, moves.Pupil{Key: m.Entry.ID, To: m.To.URN, Area: d.paperArea(m.Entry.PrimaryNeed())})
		}
		if slices.Contains(papers.Cohorts, from) {
			out = append(out, c)
		}
	}
	return out, nil
}

// cohortCode names a year group as papers do.
func cohortCode(year string) string {
	if strings.HasPrefix(year, "N") {
		return year
	}
	return "Y" + year
}

// cohortLabel names a cohort of a paper as people read it.
func (d *Desk) cohortLabel(code string) string {
	for _, y := range d.codes.Years {
		if cohortCode(y.Code) == code {
			return y.Label
		}
	}
	return code
}

// paperArea is the place of a need's area in papers.Areas, where it has none the last.
func (d *Desk) paperArea(need string) int {
	other := len(papers.Areas) - 1
	area, found := d.codes.AreaOf(need)
	if !found {
		return other
	}
	if i := slices.Index(papers.Areas, areaCodes[area.ID]); i >= 0 {
		return i
	}
	return other
}

// toldBefore is what was told of a year already. Frozen is true where it was told in an
// earlier life of the file: who moved since then is not known, and counts set anew could
// give a single pupil away.
func (d *Desk) toldBefore(ctx context.Context, year int) (told toldMoves, frozen bool, err error) {
	var epoch string
	_, err1 := readNamed(ctx, d.store, kindSending, sendingEpoch, &epoch)
	found, err2 := readNamed(ctx, d.store, kindSending, movesName(year), &told)
	if err := errors.Join(err1, err2); err != nil {
		return told, false, err
	}
	frozen = found && told.Epoch != epoch
	if !found {
		told.Epoch = epoch
	}
	return told, frozen, nil
}

func movesName(year int) string { return fmt.Sprint(sendingMoves, year) }

// moveRow puts a row into words.
func (d *Desk) moveRow(r papers.Move, schools KnownSchoolList) MoveRow {
	row := MoveRow{Year: d.cohortLabel(r.From), School: "Other schools, or not decided", Count: max(0, r.Count), Areas: d.areaCounts(r.Areas)}
	if r.To != papers.OtherSchools {
		row.School = orElse(schools.Name(r.To), "School "+r.To)
	}
	return row
}

// areaCounts are the counts by area that are shown, with the areas' names.
func (d *Desk) areaCounts(areas [5]int) []AreaCount {
	var out []AreaCount
	for i, n := range areas {
		if n > 0 {
			out = append(out, AreaCount{d.paperAreaName(papers.Areas[i]), n})
		}
	}
	return out
}

// paperAreaName is the name of an area of need by its code in papers.
func (d *Desk) paperAreaName(code string) string {
	for _, a := range d.codes.Areas {
		if areaCodes[a.ID] == code {
			return a.Name
		}
	}
	return "Other needs"
}

// QueueMoves approves the counts of who moves on and puts them in the outbox. The id is
// that of the preview that was looked at: counts that changed since are not approved.
func (d *Desk) QueueMoves(ctx context.Context, id string, by Approver) (string, error) {
	agreed, err := d.mustAgree(ctx)
	if err != nil {
		return "", err
	}
	if by, err = d.checkApprover(by, agreed); err != nil {
		return "", err
	}
	d.sendLock.Lock()
	err = d.markFile(ctx) // what is told is bound to the mark
	d.sendLock.Unlock()
	if err != nil {
		return "", err
	}
	p, err := d.PreviewMoves(ctx)
	if err != nil {
		return "", err
	}
	if id != "" && id != p.ID {
		return "", refuse("moves", "The counts have changed since you looked at them, so nothing was approved. Look again, then approve.")
	}
	remembered, err := putNamed(kindSending, movesName(p.Year), p.told)
	if err != nil {
		return "", err
	}
	return d.queuePaper(ctx, p.Paper, by.Name, remembered)
}

// MoveCount is a count that the hub sent back: of a move that this school is part of, or
// the sum of those who come from three schools or more.
type MoveCount struct {
	Year    int
	From    string // year group
	Feeder  string // the school that they leave; "" for a sum
	Feeders int    // schools in a sum
	To      string // the school that they go to
	Comes   bool   // to this school
	Count   int
	Areas   []AreaCount
}

// MoveCounts are the counts of the hub's letter, and the day that the letter was written;
// none before it came.
func (d *Desk) MoveCounts(ctx context.Context) ([]MoveCount, error) {
	l, found, err := d.Letter(ctx)
	if err != nil || !found {
		return nil, err
	}
	schools, err := d.KnownSchools(ctx)
	if err != nil {
		return nil, err
	}
	own := d.School()
	name := func(urn string) string {
		switch urn {
		case own.URN:
			return own.Name
		case "":
			return ""
		}
		return orElse(schools.Name(urn), "School "+urn)
	}
	var out []MoveCount
	for _, m := range l.Moves {
		out = append(out, MoveCount{Year: m.Year, From: d.cohortLabel(m.From), Feeder: name(m.Feeder), Feeders: m.Feeders, To: name(m.To), Comes: m.To == own.URN,
			Count: max(0, m.Count), Areas: d.areaCounts(m.Areas)})
	}
	return out, nil
}

// movesTold reports whether the counts of this summer's move have left, and are the
// newest that there are to tell.
func (d *Desk) movesTold(ctx context.Context) (bool, error) {
	sent, err := d.SentPapers(ctx, exchange.KindMoves)
	for _, s := range sent {
		if s.Paper.About().Ref == fmt.Sprint(d.MoveYear()) && s.Item.State != exchange.Parked {
			return true, err
		}
	}
	return false, err
}
