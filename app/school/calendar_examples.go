package school

import (
	"needsbook/app/day"
	"needsbook/app/pack"
)

// CalendarExample is a worked example: the school day so many school days after a day.
// After 0 days it says whether the day itself is one: Expect is the day, or zero.
type CalendarExample struct {
	Name   string   `json:"name"`
	From   day.Date `json:"from"`
	After  int      `json:"school_days"`
	Expect day.Date `json:"expect"`
}

func (c Calendar) worked() []pack.Worked {
	out := make([]pack.Worked, len(c.Examples))
	for i, e := range c.Examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect.String()}
		switch {
		case e.After > 0:
			out[i].Got = c.AddSchoolDays(e.From, e.After).String()
		case c.IsSchoolDay(e.From):
			out[i].Got = e.From.String()
		default:
			out[i].Got = day.Date{}.String()
		}
	}
	return out
}
