package cluster

import (
	"strconv"

	"needsbook/app/chart"
)

// bars is a picture of what is certain: at least so many, and possibly so many more. It
// is for figures that are mostly low, of which an estimate would say too much.
type bars struct {
	chart   chart.Chart
	certain bool // some bar has anything that is certain; without it the picture says nothing
}

func sureBars(by, unit string) *bars {
	return &bars{chart: chart.Chart{Kind: chart.Stacked, By: by, Unit: unit, Series: []chart.Series{{Name: "At least"}, {Name: "Possibly more"}}}}
}

// add adds one bar.
func (b *bars) add(label string, f Figure) {
	b.chart.Labels = append(b.chart.Labels, label)
	least, more := valueOf(f), valueOf(f)
	switch f.State {
	case Shown:
		b.certain = b.certain || f.Least > 0
		least = chart.Value{N: float64(f.Least), Words: strconv.Itoa(f.Least)}
		more = chart.Value{N: float64(f.Most - f.Least), Words: strconv.Itoa(f.Most - f.Least)}
	case Low:
		least, more = chart.Value{Words: "0"}, chart.Value{N: 4, Words: "4"}
	}
	b.chart.Series[0].Values = append(b.chart.Series[0].Values, least)
	b.chart.Series[1].Values = append(b.chart.Series[1].Values, more)
}

// addTo adds the picture to a chart where it says anything.
func (b *bars) addTo(c *Chart, title, alt string) {
	if b.certain {
		c.Pictures = append(c.Pictures, Picture{title, alt, b.chart})
	}
}
