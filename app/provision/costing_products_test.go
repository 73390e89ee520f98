package provision_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

// worth is what a product comes to, by the formula that its fields are for.
func worth(p provision.Product) decimal.Decimal {
	n := func(i int) decimal.Decimal { return decimal.NewFromInt(int64(i)) }
	all := p.Price.Decimal().Mul(n(p.Times))
	switch p.Per {
	case provision.PerHour:
		return all.Mul(n(p.Minutes)).Mul(p.Sessions).Mul(n(p.Weeks)).DivRound(n(60), 14)
	case provision.PerSession:
		return all.Mul(p.Sessions).Mul(n(p.Weeks))
	case provision.PerWeek, provision.PerYear:
		return all.Mul(n(p.Weeks)).DivRound(n(p.Of), 14)
	}
	return all.DivRound(n(p.Of), 14)
}

func TestProductsAddUpToThePlannedCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := schoolYear()
		c.WholeForOne = rapid.Bool().Draw(t, "whole for one")
		date := func(name string) day.Date {
			if n := rapid.IntRange(-40, 380).Draw(t, name); n >= 0 {
				return day.Of(2026, 8, 20).AddDays(n)
			}
			return day.Date{}
		}
		i := provision.Intervention{ID: "talk", StaffKind: rapid.SampledFrom([]string{"teaching_assistant", "mentor", "none"}).Draw(t, "kind"),
			Minutes: rapid.IntRange(0, 90).Draw(t, "minutes"), SessionsAWeek: decimal.New(rapid.Int64Range(0, 100).Draw(t, "sessions"), -1),
			Weeks: rapid.IntRange(0, 45).Draw(t, "weeks"), Size: rapid.IntRange(0, 6).Draw(t, "size"), EachPays: rapid.Bool().Draw(t, "each pays")}
		i.Starts = date("starts")
		if per := rapid.SampledFrom([]string{"", "hour", "session", "week", "year"}).Draw(t, "per"); per != "" {
			i.Per, i.Price = per, money.Pence(rapid.Int64Range(1, 500_000).Draw(t, "price"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "bought") {
			i.Bought = append(i.Bought, provision.Item{What: "Cards", Amount: money.Pence(rapid.Int64Range(0, 90_000).Draw(t, "amount")), Years: rapid.IntRange(1, 7).Draw(t, "years")})
		}
		placed := pupils(rapid.IntRange(0, 4).Draw(t, "pupils"), func(p []provision.Placement) {
			for n := range p {
				p[n].Starts, p[n].Ends = date("from"), date("until")
				p[n].Waiting, p[n].Bears = rapid.IntRange(0, 5).Draw(t, "waits") == 0, rapid.IntRange(0, 5).Draw(t, "bears") == 0
				if most := i.SessionsAWeek.IntPart(); most > 0 {
					p[n].SessionsAWeek = decimal.NewFromInt(rapid.Int64Range(0, most).Draw(t, "own sessions"))
				}
			}
		})
		sum := decimal.Zero
		for _, p := range c.Products(i, placed) {
			sum = sum.Add(worth(p))
		}
		want := c.Of(i, placed, nil).Whole
		if got := sum.Round(10).Round(2); !got.Equal(want.Planned.Decimal()) {
			t.Fatalf("products come to %s, the cost is %s: %s\n%+v", got, want.Planned, want.Words, c.Products(i, placed))
		}
	})
}
