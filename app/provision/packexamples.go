package provision

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/pack"
)

// CardExample is a worked example of a rate card: what a pattern costs one pupil in a
// year. Without Weeks it runs for the card's usual teaching weeks.
type CardExample struct {
	Name          string          `json:"name"`
	StaffKind     string          `json:"staff_kind"`
	On            day.Date        `json:"on"`
	Minutes       int             `json:"minutes"`
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"`
	Weeks         int             `json:"weeks"`
	Group         int             `json:"group"`
	Expect        string          `json:"expect"` // pounds and pence, 123.45
}

func (c RateCard) worked() []pack.Worked {
	out := make([]pack.Worked, len(c.Examples))
	for i, e := range c.Examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect}
		rate, known := c.RateOn(e.StaffKind, e.On)
		weeks, usual := c.WeeksOn(e.On)
		switch {
		case !known:
			out[i].Failed = "The card has no rate for “" + e.StaffKind + "” on " + longDate(e.On) + "."
			continue
		case e.Weeks == 0 && !usual:
			out[i].Failed = "The card has no teaching weeks on " + longDate(e.On) + "."
			continue
		case e.Weeks == 0:
			e.Weeks = weeks.Weeks
		}
		line := Line{Minutes: e.Minutes, SessionsAWeek: e.SessionsAWeek, Weeks: e.Weeks, GroupSize: e.Group, Rate: rate.Amount}
		out[i].Got = CostOf(line).Annual.String()
	}
	return out
}

// FundingExample is a worked example: what the school pays first in the year of a day; ""
// where the pack says nothing for that day.
type FundingExample struct {
	Name   string   `json:"name"`
	On     day.Date `json:"on"`
	Expect string   `json:"expect"`
}

func (f Funding) worked() []pack.Worked {
	out := make([]pack.Worked, len(f.Examples))
	for i, e := range f.Examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect}
		if c, known := f.ContributionOn(e.On); known {
			out[i].Got = c.Amount.String()
		}
	}
	return out
}

// NameExample is a worked example of a list that people type names into: what they typed
// and the id that it must find, "" for none.
type NameExample struct {
	Name   string `json:"name"`
	Typed  string `json:"typed"`
	Expect string `json:"expect"`
}

func found(examples []NameExample, find func(typed string) string) []pack.Worked {
	out := make([]pack.Worked, len(examples))
	for i, e := range examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect, Got: find(e.Typed)}
	}
	return out
}

func (s Services) worked() []pack.Worked {
	return found(s.Examples, func(typed string) string {
		one, _ := s.Find(typed)
		return one.ID
	})
}

func (l Library) worked() []pack.Worked {
	return found(l.Examples, func(typed string) string {
		one, _ := l.Named(typed)
		return one.ID
	})
}

// AgendaExample is a worked example: how many points the agenda of a kind of meeting has
// for a pupil of a year group, with those kinds of fact recorded.
type AgendaExample struct {
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`
	Year   string   `json:"year"`
	Facts  []string `json:"facts"`
	Expect int      `json:"expect"`
}

func (a Agendas) worked() []pack.Worked {
	out := make([]pack.Worked, len(a.Examples))
	for i, e := range a.Examples {
		recorded := "|" + strings.Join(e.Facts, "|") + "|"
		points := a.For(e.Kind, e.Year, func(kind string) []string {
			if strings.Contains(recorded, "|"+kind+"|") {
				return []string{kind}
			}
			return nil
		})
		out[i] = pack.Worked{Name: e.Name, Want: strconv.Itoa(e.Expect) + " points", Got: strconv.Itoa(len(points)) + " points"}
	}
	return out
}
