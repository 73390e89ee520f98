package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"

	"github.com/shopspring/decimal"
)

// ProvisionPicture is a chart of the provision map with the numbers beside it.
type ProvisionPicture struct {
	Title    string
	Sentence string // what a head would say over it
	Note     string // of how many, and as at which day
	Chart    chart.Chart
	Heads    []string   // of the table
	Rows     [][]string // of the table; the last one is the whole
}

// MapMeasure is what a picture of the map counts.
type MapMeasure string

// Measures of pictures: what is planned for the school year, and the time of the
// school's staff in a week as it runs today.
const (
	MapInPounds MapMeasure = "pounds"
	MapInHours  MapMeasure = "hours"
)

// measured is a figure of a picture, of which sums can be made.
type measured struct {
	amount  money.Amount
	minutes decimal.Decimal
}

func (m *measured) add(o measured) {
	m.amount = m.amount.Add(o.amount)
	m.minutes = m.minutes.Add(o.minutes)
}

// of measures one row on a day.
func (by MapMeasure) of(r *MapRow, today day.Date) measured {
	if by == MapInHours {
		return measured{minutes: WeeklyMinutes(r, today)}
	}
	return measured{amount: r.Cost.Whole.Planned}
}

func (by MapMeasure) words(m measured) string {
	if by == MapInHours {
		return HoursWords(m.minutes)
	}
	return m.amount.WholePounds()
}

// value is the figure for the chart, which is drawn and not counted with.
func (by MapMeasure) value(m measured) chart.Value {
	n := m.amount.Decimal()
	if by == MapInHours {
		n = m.minutes.DivRound(decimal.NewFromInt(60), 2)
	}
	f, _ := n.Float64()
	return chart.Value{N: max(0, f), Words: by.words(m)}
}

func (by MapMeasure) unit() string {
	if by == MapInHours {
		return "hours a week of the school's staff"
	}
	return "£ planned for the school year"
}

// tally adds figures up by label and series, and keeps labels as they first came.
type tally struct {
	labels []string
	cells  map[[2]string]*measured
	whole  measured
}

func (t *tally) add(label, series string, m measured) {
	if t.cells == nil {
		t.cells = map[[2]string]*measured{}
	}
	if !slices.Contains(t.labels, label) {
		t.labels = append(t.labels, label)
	}
	for _, key := range [][2]string{{label, series}, {label, ""}, {"", series}} {
		if t.cells[key] == nil {
			t.cells[key] = &measured{}
		}
		t.cells[key].add(m)
	}
	t.whole.add(m)
}

func (t *tally) cell(label, series string) measured {
	if m := t.cells[[2]string{label, series}]; m != nil {
		return *m
	}
	return measured{}
}

// largest is the label with the most.
func (t *tally) largest() string {
	return slices.MaxFunc(t.labels, func(a, b string) int {
		x, y := t.cell(a, ""), t.cell(b, "")
		return cmp.Or(x.amount.Cmp(y.amount), x.minutes.Cmp(y.minutes), slices.Index(t.labels, b)-slices.Index(t.labels, a))
	})
}

// ProvisionByAreaAndWave draws rows of the map by area of need, and within each by
// wave. The rows come in the order of the map.
func ProvisionByAreaAndWave(rows []*MapRow, by MapMeasure, today day.Date) ProvisionPicture {
	var t tally
	waves := [provision.WaveSpecialist + 1]string{"Not said"} // by number
	for _, r := range rows {
		wave := waves[0]
		if r.WaveName != "" {
			wave, waves[r.Wave] = r.WaveName, r.WaveName
		}
		t.add(cmp.Or(r.AreaName, "Several areas of need"), wave, by.of(r, today))
	}
	var series []string
	for _, wave := range append(waves[1:len(waves):len(waves)], waves[0]) {
		if _, there := t.cells[[2]string{"", wave}]; there && wave != "" {
			series = append(series, wave)
		}
	}
	p := t.picture("Provision by area and wave", "Area of need", by, series)
	p.Chart.Kind = chart.Stacked
	p.Note = pictureNote(rows, today)
	if len(t.labels) > 0 {
		most := t.largest()
		p.Sentence = fmt.Sprintf("Most goes to %s: %s of %s%s.", inSentence(most), by.words(t.cell(most, "")), by.words(t.whole), by.span())
	}
	return p
}

// ProvisionByStaff draws rows of the map by who gives them. Without full names the
// kinds of staff stand in place of the people.
func ProvisionByStaff(rows []*MapRow, by MapMeasure, today day.Date, names Names) ProvisionPicture {
	var t tally
	for _, r := range rows {
		elsewhere := r.Setting == provision.AlternativeProvision
		if elsewhere && by == MapInHours {
			continue // it takes no time of the school's own staff
		}
		who := cmp.Or(r.StaffName, "Nobody named yet")
		switch {
		case elsewhere && names == NamesFull && r.Provider != "":
			who = r.Provider
		case elsewhere:
			who = "Alternative provision"
		case names != NamesFull:
			who = cmp.Or(r.KindName, "Kind of staff not said")
		}
		t.add(who, by.unit(), by.of(r, today))
	}
	slices.SortStableFunc(t.labels, func(a, b string) int {
		x, y := t.cell(a, ""), t.cell(b, "")
		return cmp.Or(y.amount.Cmp(x.amount), y.minutes.Cmp(x.minutes), strings.Compare(a, b))
	})
	p := t.picture("Hours by staff", "Who gives it", by, nil)
	if by == MapInPounds {
		p.Title = "Cost by staff"
	}
	p.Note = pictureNote(rows, today)
	if len(t.labels) > 0 {
		p.Sentence = fmt.Sprintf("%s: %s of %s%s.", t.labels[0], by.words(t.cell(t.labels[0], "")), by.words(t.whole), by.span())
	}
	return p
}

// picture makes the chart and the table. Series are nil where a label has one figure.
func (t *tally) picture(title, what string, by MapMeasure, series []string) ProvisionPicture {
	p := ProvisionPicture{Title: title, Chart: chart.Chart{By: what, Labels: t.labels, Unit: by.unit()}, Heads: []string{what}}
	for _, name := range series {
		one := chart.Series{Name: name}
		for _, label := range t.labels {
			one.Values = append(one.Values, by.value(t.cell(label, name)))
		}
		p.Chart.Series = append(p.Chart.Series, one)
	}
	if series == nil {
		one := chart.Series{Name: by.unit()}
		for _, label := range t.labels {
			one.Values = append(one.Values, by.value(t.cell(label, "")))
		}
		p.Chart.Series = []chart.Series{one}
	}
	p.Heads = append(append(p.Heads, series...), "All")
	for _, label := range t.labels {
		row := []string{label}
		for _, name := range series {
			row = append(row, by.words(t.cell(label, name)))
		}
		p.Rows = append(p.Rows, append(row, by.words(t.cell(label, ""))))
	}
	whole := []string{"All"}
	for _, name := range series {
		whole = append(whole, by.words(t.cell("", name)))
	}
	p.Rows = append(p.Rows, append(whole, by.words(t.whole)))
	return p
}

func (by MapMeasure) span() string {
	if by == MapInHours {
		return " a week"
	}
	return " planned for the school year"
}

// inSentence writes a label within a sentence.
func inSentence(label string) string { return strings.ToLower(label[:1]) + label[1:] }

func pictureNote(rows []*MapRow, today day.Date) string {
	noun := "interventions"
	if len(rows) == 1 {
		noun = "intervention"
	}
	return fmt.Sprintf("%d %s, as at %s.", len(rows), noun, today.Words())
}
