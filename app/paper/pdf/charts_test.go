package pdf

import (
	"testing"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

func TestFunnelsAndGridsArePrinted(t *testing.T) {
	funnel := chart.Chart{Kind: chart.Funnel, By: "School", Labels: []string{"Hilltop", "Riverside"}, Named: []string{"Riverside"},
		Series: []chart.Series{chart.Counts("Pupils with SEN", 40, 120), chart.Counts("Per cent", 14, 32)},
		Curves: []chart.Curve{{Name: "All together", Points: []chart.Point{{X: 10, Y: 20}, {X: 130, Y: 20}}}}}
	heat := chart.Chart{Kind: chart.Heat, By: "Area", Labels: []string{"Cognition", "Sensory"},
		Series: []chart.Series{chart.Counts("Level 1", 5, 20), chart.Counts("Level 2", 15, 0)}}
	for _, c := range []chart.Chart{funnel, heat} {
		d := &paper.Doc{Title: "Charts", Lang: "en-GB", Org: "Hilltop", Date: day.Of(2026, 11, 20), Blocks: []paper.Block{
			paper.Figure{Caption: "A chart", Alt: "What it shows", Chart: c, DataTable: true}}}
		file, report, err := Render(d, shipped(t), Options{})
		if err != nil || len(file) == 0 || len(report.Lost) > 0 {
			t.Errorf("kind %d: %d bytes, lost %q: %v", c.Kind, len(file), report.Lost, err)
		}
		lines := 0
		for _, s := range laid(t, d).pages {
			for _, o := range s.ops {
				if o.kind == opLine {
					lines++
				}
			}
		}
		if lines < 20 {
			t.Errorf("kind %d: %d strokes on paper", c.Kind, lines)
		}
	}
}
