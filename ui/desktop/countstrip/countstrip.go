package countstrip

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Strip is the row of figures.
type Strip struct {
	object  *fyne.Container
	figures []*parts.Text
	byNeed  *parts.Button
	counts  desk.Counts
}

// columns are the figures in their order, with the search that finds those counted.
var columns = []struct {
	label, query string
	figure       func(desk.Counts) string
}{
	{"on roll", "", func(c desk.Counts) string { return strconv.Itoa(c.Roll) }},
	{"with SEN", "status:sen", func(c desk.Counts) string { return strconv.Itoa(c.SEN) + " (" + wording.Tenths(c.Share()) + ")" }},
	{"SEN support", "status:K", func(c desk.Counts) string { return strconv.Itoa(c.K) }},
	{"EHC plans", "status:E", func(c desk.Counts) string { return strconv.Itoa(c.E) }},
	{"since 1 September", "", func(c desk.Counts) string { return change(c.Since) }},
}

// change writes a change with its sign: +3, −2, or that there is none.
func change(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "No change"
}

// New makes the strip. Show is called with a search of the register when a label is
// pressed.
func New(show func(query string)) *Strip {
	s := &Strip{object: parts.Flow(parts.Groups)}
	for i, c := range columns {
		figure := parts.NewText("", parts.Strong)
		s.figures = append(s.figures, figure)
		label := fyne.CanvasObject(parts.NewLink(c.label, func() { show(c.query) }))
		if i == len(columns)-1 { // a change is not a group that the search can find
			label = parts.Margins(parts.Tight, 0, 0, 0, parts.NewText(c.label, parts.QuietText))
		}
		s.object.Add(parts.Row(parts.None, figure, label))
	}
	s.byNeed = parts.NewLink("by need", func() { parts.ShowMenu(s.byNeed, s.needs(show)) }).WithKey("▾")
	s.object.Add(s.byNeed)
	return s
}

// needs are the primary needs of the pupils with SEN, the most frequent first, each
// with how many have it.
func (s *Strip) needs(show func(query string)) []parts.Item {
	codes := slices.Sorted(maps.Keys(s.counts.ByNeed))
	slices.SortStableFunc(codes, func(a, b string) int { return s.counts.ByNeed[b] - s.counts.ByNeed[a] })
	items := make([]parts.Item, len(codes))
	for i, code := range codes {
		items[i] = parts.Item{Words: cmp.Or(code, "None recorded"), Key: strconv.Itoa(s.counts.ByNeed[code]),
			Do: func() { show("status:sen primary:" + cmp.Or(code, "none")) }}
	}
	return items
}

// Object is what is drawn.
func (s *Strip) Object() fyne.CanvasObject { return s.object }

// Set shows other counts.
func (s *Strip) Set(c desk.Counts) {
	s.counts = c
	s.byNeed.Hidden = len(c.ByNeed) == 0
	for i, column := range columns {
		s.figures[i].SetText(column.figure(c))
	}
	s.object.Refresh()
}
