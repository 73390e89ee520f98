//go:build unix

package provision_test

import (
	"fmt"
	"testing"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// BenchmarkCost3000Lines costs 600 groups of five anew, with their words: a sixth of the
// pupils join at New Year, the rate changes on 1 April, and a week in four is ticked.
func BenchmarkCost3000Lines(b *testing.B) {
	c := schoolYear()
	type one struct {
		i      provision.Intervention
		placed []provision.Placement
		held   []provision.Attendance
	}
	var groups []one
	for n := range 600 {
		g := one{i: group(b, func(i *provision.Intervention) { i.StaffKind = "teaching_assistant" }), placed: pupils(5, nil)}
		if n%2 == 0 {
			g.placed[n%5].Starts = day.Of(2027, 1, 4)
		}
		for week := n % 4; week < 12; week += 4 {
			for p := range g.placed {
				g.held = append(g.held, provision.Attendance{Intervention: "talk", Placement: fmt.Sprint("place ", p), Week: c.Weeks[week], Marks: "//x"})
			}
		}
		groups = append(groups, g)
	}
	b.ReportAllocs()
	before := processorTime(b)
	for b.Loop() {
		for _, g := range groups {
			c.Of(g.i, g.placed, g.held)
		}
	}
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

// BenchmarkCost3000Plain is the yardstick: the same sum over plain int64, in pence over
// 600, without words, tick-sheets or shares that add up.
func BenchmarkCost3000Plain(b *testing.B) {
	var pence int64
	for b.Loop() {
		for group := range 600 {
			for week := range 38 {
				rate, sharing := int64(1720), int64(5)
				if week >= 26 {
					rate = 1800
				}
				if group%2 == 0 && week < 15 {
					sharing = 4
				}
				for range sharing {
					pence += 45 * 30 * rate / (600 * sharing)
				}
			}
		}
	}
	if pence == 0 {
		b.Fatal("nothing was costed")
	}
}
