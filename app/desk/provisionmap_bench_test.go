package desk_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
)

// fillMap gives a desk 400 interventions with five pupils in each.
func fillMap(t testing.TB, d *desk.Desk) {
	t.Helper()
	pupils := sinceSeptember(t, d, 500)
	for n := range 400 {
		i := lego(fmt.Sprintf("Group %03d", n))
		i.Area, i.Wave, i.SessionsAWeek = []string{"communication_interaction", "cognition_learning", ""}[n%3], 1+n%3, decimal.NewFromInt(int64(1+n%5))
		var group []string
		for k := range 5 {
			group = append(group, pupils[(n*5+k)%len(pupils)])
		}
		put(t, d, i, group...)
	}
}

func BenchmarkProvisionMap400Of2000(b *testing.B) {
	d := open(b)
	fillMap(b, d)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			d.ForgetMap()
			b.StartTimer()
			rows, err := d.ProvisionMap(ctx)
			if err != nil || len(rows) != 400 {
				b.Fatal(len(rows), err)
			}
		}
	})
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("after an edit", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			i := rows[0].Intervention
			i.Minutes = 30 + n%2
			if _, err := d.SaveIntervention(ctx, i); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if _, err := d.ProvisionMap(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("an edit", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			i := rows[0].Intervention
			i.Minutes = 30 + n%2
			if _, err := d.SaveIntervention(ctx, i); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one row", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.Intervention(ctx, rows[0].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("first with attendance", func(b *testing.B) {
		for n, r := range rows {
			if n%4 > 0 {
				continue
			}
			for week := range 10 {
				sheet, err := d.WeekSheet(ctx, r.ID, day.Of(2026, 9, 7).AddDays(7*week))
				if err != nil {
					b.Fatal(err)
				}
				for k := range sheet.Rows {
					sheet.Rows[k].Marks = "/"
				}
				_ = d.KeepWeek(ctx, sheet)
			}
		}
		for b.Loop() {
			b.StopTimer()
			d.ForgetMap()
			b.StartTimer()
			if _, err := d.ProvisionMap(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
}
