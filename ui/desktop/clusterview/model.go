package clusterview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// standing is all that the page shows, as read in one go.
type standing struct {
	today    day.Date
	urn      string
	say      func(string) string
	member   desk.Membership
	have     bool // something came from the hub
	bulletin exchange.Bulletin
	fetched  time.Time
	board    cluster.Board
	boarded  bool   // the bulletin brought figures
	problem  string // why its figures cannot be shown
	own      []ownFigure
	ownOf    string // which of the school's summaries own is of
}

// read reads what was kept of the hub; it asks nobody.
func read(ctx context.Context, d *desk.Desk) (s standing, err error) {
	s.today, s.urn, s.say = d.Today(), d.School().URN, d.Terms().Say
	if s.member, err = d.Membership(ctx); err != nil {
		return s, err
	}
	if s.bulletin, s.have, err = d.Bulletin(ctx); err != nil {
		return s, err
	}
	if s.fetched, err = d.BulletinFetched(ctx); err != nil {
		return s, err
	}
	if s.board, s.boarded, err = d.Board(ctx); err != nil {
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) {
			return s, err
		}
		s.problem = refusal.Words
	}
	if s.own, s.ownOf, err = ownFigures(ctx, d); err != nil {
		return s, err
	}
	return s, nil
}

// Ids of the rows beside the charts, as an argument of the route gives them. A chart's
// row has the chart's id.
const (
	rowMembers = "members"
	rowDates   = "dates"
	rowNotices = "notices"
	rowPacks   = "packs"
	rowUs      = "us"
)

// line is one row of the list at the left.
type line struct {
	id string
	outline.Row
	chart int // the place of its chart, -1 for none
}

// lines are the rows of the list: the charts, then what stands beside them.
func (s standing) lines() []line {
	var out []line
	for i, c := range s.board.Charts {
		out = append(out, line{id: c.ID, chart: i, Row: outline.Row{Group: "Questions", Title: c.Question}})
	}
	group := s.say("The {cluster}")
	beside := func(id, title string, n int) {
		row := outline.Row{Group: group, Title: title, NoteStyle: parts.Quiet}
		if n > 0 {
			row.Note = fmt.Sprint(n)
		}
		out = append(out, line{id: id, chart: -1, Row: row})
	}
	beside(rowMembers, "Schools", len(s.bulletin.Members))
	beside(rowDates, "Dates", len(s.meetings()))
	beside(rowNotices, "Notices", len(s.notices()))
	beside(rowPacks, "Packs sent round", len(s.bulletin.Packs))
	out = append(out, line{id: rowUs, chart: -1, Row: outline.Row{Group: "This school", Title: "What the others see of us"}})
	return out
}

// place is where a row stands in the list, 0 for one that is not there.
func place(lines []line, id string) int {
	return max(0, slices.IndexFunc(lines, func(l line) bool { return l.id == id }))
}

// sentence says what the page shows and of when it is.
func (s standing) sentence() string {
	switch {
	case !s.member.Joined():
		return s.say("The school has joined no {cluster} yet, so nothing comes back.")
	case !s.have:
		return "Nothing has come from the hub yet."
	}
	words := s.bulletin.Name
	if s.bulletin.Series != "" {
		words += ", " + termWords(s.bulletin.Series)
	}
	if s.boarded {
		words += fmt.Sprintf(": %d of %s have sent", s.board.Sent, wording.Count(s.board.Schools, "school"))
	}
	return words + ". Fetched " + ago(s.today, s.fetched) + "."
}

// ago says on which day something came, and how long ago that is.
func ago(today day.Date, at time.Time) string {
	on := day.On(at.Local())
	switch n := on.DaysUntil(today); {
	case n <= 0:
		return "today at " + at.Local().Format("15:04")
	case n == 1:
		return "yesterday"
	default:
		return fmt.Sprintf("on %s, %d days ago", on.Words(), n)
	}
}

// stale is after how many days without news the page says so.
const stale = 14

// old reports whether what is shown came so long ago that it should be fetched again.
func (s standing) old() bool {
	return s.have && day.On(s.fetched.Local()).DaysUntil(s.today) > stale
}

// termWords writes a series as people say it: 2026-27/autumn is "autumn term 2026-27".
func termWords(series string) string {
	year, term, _ := strings.Cut(series, "/")
	return term + " term " + year
}

// meetings are the days to come, the next one first.
func (s standing) meetings() []exchange.Meeting {
	out := slices.DeleteFunc(slices.Clone(s.bulletin.Meetings), func(m exchange.Meeting) bool { return m.On.Before(s.today) })
	slices.SortFunc(out, func(a, b exchange.Meeting) int { return a.On.Compare(b.On) })
	return out
}

// notices are those that still hold, the newest first.
func (s standing) notices() []exchange.Notice {
	out := slices.DeleteFunc(slices.Clone(s.bulletin.Notices), func(n exchange.Notice) bool { return !n.Until.IsZero() && n.Until.Before(s.today) })
	slices.SortFunc(out, func(a, b exchange.Notice) int { return b.On.Compare(a.On) })
	return out
}

// sent reports whether the hub has this school's summary of the term that is shown.
func (s standing) sent() bool {
	return slices.ContainsFunc(s.bulletin.Members, func(m exchange.BulletinMember) bool { return m.URN == s.urn && m.Sent })
}

// behind says how many schools stand behind a chart and of when its figures are.
func behind(c cluster.Chart) string {
	words := wording.Count(c.Schools, "school")
	switch {
	case c.From.IsZero():
		return words + "."
	case c.From == c.To:
		return words + ", figures as of " + c.To.Words() + "."
	}
	return words + ", figures as of " + c.From.Words() + " to " + c.To.Words() + "."
}

// cellWords are a cell in one line: its text, and what stands small under it.
func cellWords(c cluster.Cell) string {
	if c.Sub == "" {
		return c.Text
	}
	return c.Text + " (" + c.Sub + ")"
}

// cellStyle sets what stands in the place of a figure apart.
func cellStyle(c cluster.Cell) parts.CellStyle {
	switch c.Kind {
	case cluster.CellLow, cluster.CellHeld, cluster.CellFew:
		return parts.CellStyle{Shaded: true}
	case cluster.CellNone:
		return parts.CellStyle{Quiet: true}
	}
	return parts.CellStyle{}
}
