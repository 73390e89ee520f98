package provision_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// schoolYear is a year of 39 teaching weeks from Monday 31 August 2026, of which 38 are
// costed. On 27 November 2026 twelve of them are over.
func schoolYear() provision.Costing {
	c := provision.Costing{First: day.Of(2026, 9, 1), Last: day.Of(2027, 8, 31), Today: day.Of(2026, 11, 27), MostWeeks: 38,
		Rate: func(kind string, on day.Date) (provision.HourlyRate, bool) {
			switch {
			case kind == "teaching_assistant" && on.Before(day.Of(2027, 4, 1)):
				return provision.HourlyRate{Amount: money.Pence(1720)}, true
			case kind == "teaching_assistant":
				return provision.HourlyRate{Amount: money.Pence(1800)}, true
			case kind == "mentor":
				return provision.HourlyRate{Amount: money.Pence(2000), Example: true}, true
			}
			return provision.HourlyRate{}, false
		}}
	holidays := map[int]bool{8: true, 16: true, 17: true, 24: true, 30: true, 31: true, 39: true} // half terms, Christmas, Easter
	for week := 0; len(c.Weeks) < 39; week++ {
		if !holidays[week] {
			c.Weeks = append(c.Weeks, day.Of(2026, 8, 31).AddDays(7*week))
		}
	}
	return c
}

// group is a talking group: 45 minutes, three times a week.
func group(t testing.TB, change func(*provision.Intervention)) provision.Intervention {
	i := provision.Intervention{ID: "talk", Name: "Talking group", StaffKind: "mentor", Minutes: 45, SessionsAWeek: sessions(t, "3")}
	if change != nil {
		change(&i)
	}
	return i
}

func pupils(n int, change func([]provision.Placement)) []provision.Placement {
	placed := make([]provision.Placement, n)
	for i := range placed {
		placed[i] = provision.Placement{ID: fmt.Sprint("place ", i), Pupil: fmt.Sprint("pupil ", i), Intervention: "talk"}
	}
	if change != nil {
		change(placed)
	}
	return placed
}

// Each sum was worked out by hand. The group takes 45 × 3 × 38 = 5,130 minutes, 85.5
// hours; at £20 that is £1,710, or £427.50 for each of four.
func TestCostOfAnInterventionWorkedByHand(t *testing.T) {
	fixed := func(c provision.Costing) provision.Costing { // £17.20 all year
		c.Rate = func(string, day.Date) (provision.HourlyRate, bool) {
			return provision.HourlyRate{Amount: money.Pence(1720)}, true
		}
		return c
	}
	one := func(c provision.Costing) provision.Costing { c.WholeForOne = true; return fixed(c) }
	type change = func(*provision.Intervention)
	type places = func([]provision.Placement)
	cases := []struct {
		name    string
		costing func(provision.Costing) provision.Costing
		change  change
		pupils  int
		places  places
		whole   string
		first   string // what the first pupil bears, in words
		last    string // what the last one does
		others  string
	}{
		{"four pupils all year", fixed, nil, 4, nil, "1470.60",
			"45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20 an hour = £367.65", "45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20 an hour = £367.65", "0.00"},
		{"one alone", fixed, nil, 1, nil, "1470.60", "45 minutes × 3 a week × 38 weeks × £17.20 an hour = £1,470.60", "", "0.00"},
		{"six share, two are placed", fixed, func(i *provision.Intervention) { i.Size = 6 }, 2, nil, "1470.60",
			"45 minutes × 3 a week × 38 weeks ÷ 6 pupils × £17.20 an hour = £245.10", "", "980.40"},
		{"nobody placed yet", fixed, nil, 0, nil, "1470.60", "", "", "1470.60"},
		{"three pupils and the odd penny", fixed, func(i *provision.Intervention) { i.Minutes, i.Weeks = 20, 1 }, 3, nil, "17.20",
			"20 minutes × 3 a week × 1 week ÷ 3 pupils × £17.20 an hour = £5.74 (a penny more, so that the shares add up)",
			"20 minutes × 3 a week × 1 week ÷ 3 pupils × £17.20 an hour = £5.73", "0.00"},
		{"a short run", fixed, func(i *provision.Intervention) { i.Weeks = 10 }, 4, nil, "387.00",
			"45 minutes × 3 a week × 10 weeks ÷ 4 pupils × £17.20 an hour = £96.75", "", "0.00"},
		{"an example rate", nil, nil, 4, nil, "1710.00",
			"45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £20.00 an hour = £427.50 (at a rate that is only an example)", "", "0.00"},
		{"no rate", nil, func(i *provision.Intervention) { i.StaffKind = "astronaut" }, 1, nil, "0.00",
			"45 minutes × 3 a week × 38 weeks × no hourly rate = £0.00 (there is no rate for this kind of staff)", "", "0.00"},
		{"a rate that changes on 1 April", nil, func(i *provision.Intervention) { i.StaffKind = "teaching_assistant" }, 2, nil, "1492.20",
			"45 minutes × 3 a week × 26 weeks ÷ 2 pupils × £17.20 an hour + 45 minutes × 3 a week × 12 weeks ÷ 2 pupils × £18.00 an hour = £746.10", "", "0.00"},
		{"one joins on 4 January", fixed, nil, 2, func(p []provision.Placement) { p[1].Starts = day.Of(2027, 1, 4) }, "1470.60",
			"45 minutes × 3 a week × 15 weeks × £17.20 an hour + 45 minutes × 3 a week × 23 weeks ÷ 2 pupils × £17.20 an hour = £1,025.55",
			"45 minutes × 3 a week × 23 weeks ÷ 2 pupils × £17.20 an hour = £445.05", "0.00"},
		{"one comes to one session of three", fixed, nil, 2, func(p []provision.Placement) { p[1].SessionsAWeek = decimal.NewFromInt(1) }, "1470.60",
			"45 minutes × 3 a week × 38 weeks × 3 of 4 sessions shared × £17.20 an hour = £1,102.95",
			"45 minutes × 3 a week × 38 weeks × 1 of 4 sessions shared × £17.20 an hour = £367.65", "0.00"},
		{"set up for the first", one, nil, 3, func(p []provision.Placement) { p[0].Bears = true }, "1470.60",
			"45 minutes × 3 a week × 38 weeks × £17.20 an hour = £1,470.60 (all of it, because it was set up for this pupil)",
			"£0.00 (set up for another pupil, who bears the cost)", "0.00"},
		{"set up for one pupil until 18 December, and then for another", one, nil, 3, func(p []provision.Placement) {
			p[0].Bears, p[0].Ends = true, day.Of(2026, 12, 18)
			p[2].Bears, p[2].Starts = true, day.Of(2027, 1, 4)
		}, "1470.60", "45 minutes × 3 a week × 15 weeks × £17.20 an hour = £580.50 (all of it, because it was set up for this pupil)",
			"45 minutes × 3 a week × 23 weeks × £17.20 an hour = £890.10 (all of it, because it was set up for this pupil)", "0.00"},
		{"set up for a pupil who left and came back", one, nil, 3, func(p []provision.Placement) {
			p[0].Bears, p[0].Ends = true, day.Of(2026, 12, 18)
			p[2].Bears, p[2].Starts, p[2].Pupil = true, day.Of(2027, 1, 4), p[0].Pupil
		}, "1470.60", "45 minutes × 3 a week × 15 weeks × £17.20 an hour = £580.50 (all of it, because it was set up for this pupil)",
			"45 minutes × 3 a week × 23 weeks × £17.20 an hour = £890.10 (all of it, because it was set up for this pupil)", "0.00"},
		{"set up for one, but the scheme shares", fixed, nil, 2, func(p []provision.Placement) { p[0].Bears = true }, "1470.60",
			"45 minutes × 3 a week × 38 weeks ÷ 2 pupils × £17.20 an hour = £735.30", "45 minutes × 3 a week × 38 weeks ÷ 2 pupils × £17.20 an hour = £735.30", "0.00"},
		{"one waits", fixed, nil, 2, func(p []provision.Placement) { p[1].Waiting = true }, "1470.60",
			"45 minutes × 3 a week × 38 weeks × £17.20 an hour = £1,470.60", "£0.00 (waiting for a place)", "0.00"},
		{"one left last year", fixed, nil, 2, func(p []provision.Placement) { p[1].Ends = day.Of(2026, 7, 17) }, "1470.60",
			"45 minutes × 3 a week × 38 weeks × £17.20 an hour = £1,470.60", "£0.00 (not in this school year)", "0.00"},
		{"bought for all", fixed, func(i *provision.Intervention) {
			i.Minutes, i.Bought = 0, []provision.Item{{What: "Cards", Amount: money.Pounds(300), Years: 3}, {What: "Dice", Amount: money.Pounds(20)}}
		}, 4, nil, "120.00", "£300.00 over 3 years ÷ 4 pupils + £20.00 once ÷ 4 pupils = £30.00", "", "0.00"},
		{"bought for one", fixed, nil, 2, func(p []provision.Placement) {
			p[1].Bought = []provision.Item{{What: "Tablet", Amount: money.Pounds(300), Years: 3, On: day.Of(2025, 10, 1)}, {What: "Book", Amount: money.Pounds(120), Years: 1, On: day.Of(2025, 10, 1)}}
		}, "1570.60", "45 minutes × 3 a week × 38 weeks ÷ 2 pupils × £17.20 an hour = £735.30",
			"45 minutes × 3 a week × 38 weeks ÷ 2 pupils × £17.20 an hour + £300.00 over 3 years = £835.30", "0.00"},
		{"a price for a session", fixed, func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(30), provision.PerSession }, 4, nil, "3420.00",
			"3 a week × 38 weeks ÷ 4 pupils × £30.00 a session = £855.00", "", "0.00"},
		{"a price for a week", fixed, func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(100), provision.PerWeek }, 4, nil, "3800.00",
			"38 weeks ÷ 4 pupils × £100.00 a week = £950.00", "", "0.00"},
		{"a price for a year, one leaves on 18 December", fixed, func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(3800), provision.PerYear }, 2,
			func(p []provision.Placement) { p[1].Ends = day.Of(2026, 12, 18) }, "3800.00",
			"£3,800.00 a year × 15 weeks ÷ 38 weeks ÷ 2 pupils + £3,800.00 a year × 23 weeks ÷ 38 weeks = £3,050.00", "£3,800.00 a year × 15 weeks ÷ 38 weeks ÷ 2 pupils = £750.00", "0.00"},
		{"each pays for a place", fixed, func(i *provision.Intervention) {
			i.Price, i.Per, i.EachPays, i.SessionsAWeek = money.Pounds(50), provision.PerSession, true, decimal.NewFromInt(2)
		}, 2, func(p []provision.Placement) { p[1].SessionsAWeek = decimal.NewFromInt(1) }, "5700.00",
			"2 a week × 38 weeks × £50.00 a session = £3,800.00", "1 a week × 38 weeks × £50.00 a session = £1,900.00", "0.00"},
		{"each pays, nobody placed yet", fixed, func(i *provision.Intervention) {
			i.Price, i.Per, i.EachPays = money.Pounds(3800), provision.PerYear, true
		}, 0, nil, "3800.00", "", "", "3800.00"},
		{"of another year", fixed, func(i *provision.Intervention) { i.Ends = day.Of(2026, 8, 30) }, 1, nil, "0.00", "£0.00 (not in this school year)", "", "0.00"},
		{"in the holidays alone", fixed, nil, 1, func(p []provision.Placement) {
			p[0].Starts, p[0].Ends = day.Of(2026, 12, 21), day.Of(2027, 1, 1)
		}, "1470.60", "£0.00 (no teaching week lies between the dates)", "", "1470.60"},
	}
	for _, c := range cases {
		costing := schoolYear()
		if c.costing != nil {
			costing = c.costing(costing)
		}
		got := costing.Of(group(t, c.change), pupils(c.pupils, c.places), nil)
		if got.Whole.Planned.String() != c.whole || got.Others.Planned.String() != c.others {
			t.Errorf("%s: %s, of which others %s; want %s and %s\n%s", c.name, got.Whole.Planned, got.Others.Planned, c.whole, c.others, got.Whole.Words)
		}
		for n, share := range got.Shares {
			want := ""
			if n == c.pupils-1 {
				want = c.last
			}
			if n == 0 {
				want = c.first
			}
			if want != "" && share.Words != want {
				t.Errorf("%s: pupil %d\n got %s\nwant %s", c.name, n, share.Words, want)
			}
		}
	}
}

// Twelve weeks are over: 12 × 3 sessions × 45 minutes at £17.20 are £464.40, and 26 weeks
// to come £1,006.20. Each session is £12.90.
func TestCostToDateFollowsTheTickSheets(t *testing.T) {
	c := schoolYear()
	monday := func(n int) day.Date { return c.Weeks[n] }
	mark := func(week int, marks ...string) (out []provision.Attendance) {
		for n, m := range marks {
			out = append(out, provision.Attendance{Intervention: "talk", Placement: fmt.Sprint("place ", n), Week: monday(week), Marks: m})
		}
		return out
	}
	cases := []struct {
		name                    string
		held                    []provision.Attendance
		toDate, notHeld, toCome string
		soFar                   string
	}{
		{"no tick-sheets", nil, "464.40", "0.00", "1006.20", "45 minutes × 36 sessions ÷ 2 pupils × £17.20 an hour = £232.20"},
		{"all held", mark(3, "///", "//o"), "464.40", "0.00", "1006.20", ""},
		{"one not held", mark(3, "//x", "o/x"), "451.50", "12.90", "1006.20", "45 minutes × 35 of 36 sessions held ÷ 2 pupils × £17.20 an hour = £225.75"},
		{"not held for one, held for the other", mark(3, "//x", "///"), "464.40", "0.00", "1006.20", ""},
		{"a week off", mark(3, "xxx", "xxx"), "425.70", "38.70", "1006.20", ""},
		{"one marked, the others not yet", mark(3, "x"), "451.50", "12.90", "1006.20", ""},
		{"made up for in the same week", mark(3, "x///", "x///"), "464.40", "0.00", "1006.20", ""},
		{"another intervention's", []provision.Attendance{{Intervention: "other", Week: monday(3), Marks: "xxx"}}, "464.40", "0.00", "1006.20", ""},
		{"a week to come", mark(20, "xxx", "xxx"), "464.40", "0.00", "1006.20", ""},
	}
	i := group(t, func(i *provision.Intervention) {
		i.StaffKind = "own"
		i.Price, i.Per = money.Pence(1720), provision.PerHour
	})
	for _, k := range cases {
		got := c.Of(i, pupils(2, nil), k.held)
		if w := got.Whole; w.ToDate.String() != k.toDate || w.NotHeld.String() != k.notHeld || w.ToCome.String() != k.toCome || w.Planned.String() != "1470.60" {
			t.Errorf("%s: %s held, %s not, %s to come, of %s", k.name, w.ToDate, w.NotHeld, w.ToCome, w.Planned)
		}
		if k.soFar != "" && got.Shares[1].SoFar != k.soFar {
			t.Errorf("%s:\n got %s\nwant %s", k.name, got.Shares[1].SoFar, k.soFar)
		}
	}
}

// A week counts as past on its Friday, and before that once its sheet has been ticked.
func TestWeekCountsOnceItIsOverOrTicked(t *testing.T) {
	i := group(t, func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(10), provision.PerWeek })
	c := schoolYear()
	for today, want := range map[day.Date]string{day.Of(2026, 8, 1): "0.00", day.Of(2026, 9, 3): "0.00", day.Of(2026, 9, 4): "10.00", day.Of(2026, 9, 10): "10.00", day.Of(2027, 8, 1): "380.00"} {
		c.Today = today
		if got := c.Of(i, pupils(1, nil), nil).Whole.ToDate.String(); got != want {
			t.Errorf("%s: %s to date, want %s", today, got, want)
		}
	}
	c.Today = day.Of(2026, 9, 10)
	ticked := []provision.Attendance{{Intervention: "talk", Placement: "place 0", Week: day.Of(2026, 9, 7), Marks: "/"}}
	if got := c.Of(i, pupils(1, nil), ticked).Whole.ToDate.String(); got != "20.00" {
		t.Errorf("ticked on Thursday: %s", got)
	}
}

func TestBoughtItemCountsToDateOnceItIsBought(t *testing.T) {
	c, later := schoolYear(), day.Of(2027, 2, 1)
	i := group(t, func(i *provision.Intervention) {
		i.Minutes = 0
		i.Bought = []provision.Item{{What: "Cards", Amount: money.Pounds(30), Years: 3, On: day.Of(2024, 9, 1)},
			{What: "Next year", Amount: money.Pounds(99), Years: 2, On: day.Of(2027, 9, 1)},
			{What: "Used up", Amount: money.Pounds(99), Years: 2, On: day.Of(2025, 8, 31)},
			{What: "Still to buy", Amount: money.Pounds(7), Years: 1, On: later}}
	})
	got := c.Of(i, pupils(2, nil), nil)
	if got.Whole.ToDate.String() != "10.00" || got.Whole.ToCome.String() != "7.00" {
		t.Errorf("%+v", got.Whole)
	}
	if got.Whole.SoFar != "£30.00 over 3 years = £10.00" {
		t.Error(got.Whole.SoFar)
	}
}

// Two pupils were there in the autumn and two come in the spring, with half a penny each:
// no penny to come may stand beside a pupil who has left.
func TestNoPennyFallsWhereNothingIsCosted(t *testing.T) {
	c := schoolYear()
	c.Weeks, c.Today = c.Weeks[10:12], c.Weeks[10].AddDays(4)
	i := group(t, func(i *provision.Intervention) { i.Price, i.Per = money.Pence(1), provision.PerWeek })
	got := c.Of(i, pupils(4, func(p []provision.Placement) {
		p[0].Ends, p[1].Ends = c.Today, c.Today
		p[2].Starts, p[3].Starts = c.Weeks[1], c.Weeks[1]
	}), nil)
	if got.Whole.ToDate.String() != "0.01" || got.Whole.ToCome.String() != "0.01" {
		t.Errorf("%+v", got.Whole)
	}
	for n, s := range got.Shares {
		if n < 2 && !s.ToCome.IsZero() || n > 1 && !s.ToDate.IsZero() {
			t.Errorf("pupil %d: %s to date, %s to come", n, s.ToDate, s.ToCome)
		}
	}
}

func TestFullYearLeavesPartsOfTheYearOut(t *testing.T) {
	c := schoolYear()
	i := group(t, func(i *provision.Intervention) {
		i.StaffKind, i.Starts, i.Ends = "teaching_assistant", day.Of(2026, 11, 2), day.Of(2027, 3, 26)
	})
	placed := pupils(3, func(p []provision.Placement) { p[1].Ends = day.Of(2026, 11, 20); p[2].Starts = day.Of(2027, 1, 4) })
	got := c.FullYear(i, placed, day.Of(2027, 2, 1))
	if got.Whole.Planned.String() != "1470.60" || got.Shares[0].Planned.String() != "735.30" || !got.Shares[1].Planned.IsZero() || got.Shares[2].Planned.String() != "735.30" {
		t.Errorf("%+v", got)
	}
	if later := c.FullYear(i, placed, day.Of(2027, 4, 5)); !later.Shares[0].Planned.IsZero() {
		t.Errorf("it has ended by then: %+v", later)
	}
}
