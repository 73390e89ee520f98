package needprofile

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/wording"
)

// Parts of the page.
const (
	tabNow = iota
	tabTime
	tabAlike
)

// model is the page, without the toolkit.
type model struct {
	desk    *desk.Desk
	hidden  func() bool
	profile desk.NeedProfile
	alike   []desk.LikeNeed
	least   string // the level from which like needs are looked for
	tab     int
}

// load counts again.
func (m *model) load() (err error) {
	ctx := context.Background()
	if m.least == "" {
		m.least = m.desk.LeastLikeLevel()
	}
	if m.profile, err = m.desk.NeedProfile(ctx); err != nil {
		return err
	}
	if m.alike, err = m.desk.LikeNeeds(ctx, m.least); err != nil {
		m.least = m.desk.LeastLikeLevel() // the continuum was changed and has no such level
		m.alike, err = m.desk.LikeNeeds(ctx, m.least)
	}
	return err
}

func (m *model) tabs() []string {
	return []string{"Now", "Over time", "Like needs (" + strconv.Itoa(len(m.alike)) + ")"}
}

// heads are the columns of the table: each level, and those not rated.
func (m *model) heads() []string {
	heads := append([]string{m.desk.Terms().Label("area")}, m.profile.Levels...)
	return append(heads, "Not rated")
}

func (m *model) cell(row, col int) string {
	r := m.profile.Rows[row]
	switch {
	case col == 0:
		return r.Name
	case col <= len(r.Counts):
		return strconv.Itoa(r.Counts[col-1])
	}
	return strconv.Itoa(r.Not)
}

// levels say what the levels are called.
func (m *model) levels() string {
	names := make([]string, len(m.profile.Levels))
	for i, id := range m.profile.Levels {
		names[i] = m.desk.LevelName(id)
	}
	return strings.Join(names, " · ")
}

// alikeHeads are the columns of like needs.
var alikeHeads = []string{"Need", "Pupils", "{Level}", "Years", "Each alone £", "Shared £"}

func (m *model) alikeCell(row, col int) string {
	n := m.alike[row]
	alone, shared := m.costs(n)
	return []string{n.Name, strconv.Itoa(len(n.Members)), n.Levels, n.Years, alone, shared}[col]
}

// costs are those of the option that costs least; a dash where the library has none.
func (m *model) costs(n desk.LikeNeed) (alone, shared string) {
	if len(n.Options) == 0 {
		return "–", "–"
	}
	plain := func(a money.Amount) string { return strings.TrimPrefix(a.Words(), "£") }
	return plain(n.Options[0].Alone), plain(n.Options[0].Shared)
}

// pupils say who a need is shared by, and what each has for it already.
func (m *model) pupils(n desk.LikeNeed) []string {
	var lines []string
	for _, p := range n.Members {
		e, err := m.desk.Entry(p.ID)
		if err != nil {
			continue
		}
		line := fmt.Sprintf("%s, %s, %s", wording.ListName(e, m.hidden()), p.Year, p.Level)
		if len(p.Has) > 0 {
			line += ": has " + strings.Join(p.Has, ", ")
		}
		lines = append(lines, line)
	}
	return lines
}

// options say what the library has for them together, with each sum.
func (m *model) options(n desk.LikeNeed) []string {
	var lines []string
	for i, o := range n.Options {
		if i == 3 {
			break
		}
		groups := "one group of " + strconv.Itoa(o.Size)
		if o.Groups > 1 {
			groups = fmt.Sprintf("%d groups of up to %d", o.Groups, o.Size)
		}
		line := fmt.Sprintf("%s: %s, %s a year for all, %s for each. Each alone: %s.\n%s for each group.", o.Name, groups, o.Shared.Words(), o.EachOf.Words(), o.Alone.Words(), o.GroupSum)
		lines = append(lines, line)
	}
	return lines
}
