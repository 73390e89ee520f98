package printout

import (
	"strings"
	"testing"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/paper"
)

func provisionMap() MapFacts {
	costs := MapCosts{Pupils: 2, Planned: money.Pence(147060), ToDate: money.Pence(46440), Forecast: money.Pence(143190)}
	return MapFacts{School: "Meadowfield Primary", Author: "Mrs Ali", Today: day.Of(2026, 11, 23), Others: crowd().Others, Year: "2026-27", Totals: costs,
		Groups: []MapGroup{{Title: "Communication and interaction", Totals: costs, Lines: []MapLine{{Name: "Lego group with Siân O'Brien", Who: "Teaching assistant",
			When: "30 minutes × 3 a week", Pupils: []string{"Kowalska, Ana", "Brown, Dan"}, Dates: "7 Sep 2026 to 16 Jul 2027", Costs: costs,
			Sum: "30 minutes × 3 a week × 38 weeks × £25.80 an hour = £1,470.60"}}}},
		Figures: []paper.Figure{{Caption: "Provision by area and wave", Alt: "One area.", Chart: chart.Chart{Kind: chart.Stacked, By: "Area", Labels: []string{"C&I"}, Series: []chart.Series{chart.Counts("Wave 2", 3)}}, DataTable: true}},
	}
}

func TestProvisionMapPrintsCostsTotalsAndSums(t *testing.T) {
	f := provisionMap()
	got := words(t, ProvisionMap(f))
	for _, want := range []string{"Provision map 2026-27", "2 pupils: Kowalska, Ana; Brown, Dan", "£1,470.60", "£464.40", "£1,431.90", "Provision by area and wave"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if strings.Contains(got, "38 weeks") {
		t.Error("the sums stand there unasked")
	}
	f.Sums = true
	if got := words(t, ProvisionMap(f)); !strings.Contains(got, "30 minutes × 3 a week × 38 weeks × £25.80 an hour = £1,470.60") {
		t.Errorf("the sum is missing in %s", got)
	}
}

func TestProvisionMapWithoutNamesTakesThemOutOfWhatWasWritten(t *testing.T) {
	f := provisionMap()
	f.Names, f.Groups[0].Lines[0].Pupils, f.Sums = NoNames, nil, true
	if got := words(t, ProvisionMap(f)); strings.Contains(got, "Brien") {
		t.Error(got)
	}
}

func TestProvisionMapOfNothingSaysSo(t *testing.T) {
	if got := words(t, ProvisionMap(MapFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), Year: "2026-27", Filter: "wave 3"})); !strings.Contains(got, "No provision is in this view.") || !strings.Contains(got, "wave 3") {
		t.Error(got)
	}
}

func TestSumsThatAreTheSameStandOnce(t *testing.T) {
	line := MapLine{Name: "Speech sounds", Who: "Mrs Bell", Sum: "10 minutes × 5 a week × 30 weeks × £16.85 an hour = £421.25", Costs: MapCosts{Pupils: 1}}
	other := line
	other.Sum = "10 minutes × 4 a week × 30 weeks × £16.85 an hour = £337.00"
	got := words(t, ProvisionMap(MapFacts{School: "Hill", Today: day.Of(2026, 11, 23), Year: "2026-27", Sums: true, Groups: []MapGroup{{Title: "Language", Lines: []MapLine{line, other, line}}}}))
	if strings.Count(got, line.Sum) != 1 || !strings.Contains(got, line.Sum+", each of 2") || strings.Contains(got, other.Sum+",") {
		t.Error(got)
	}
}
