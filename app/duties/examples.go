package duties

import (
	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/app/school"
)

// Example is a worked example of a deadline: the day on which its time begins and the day
// on which it is due. School days are counted from Monday to Friday, without holidays; a
// deadline on a fixed day takes the year of From.
type Example struct {
	Name   string   `json:"name"`
	Rule   string   `json:"rule"`
	From   day.Date `json:"from"`
	Expect day.Date `json:"expect"`
}

func (t Timescales) worked() []pack.Worked {
	out := make([]pack.Worked, len(t.Examples))
	for i, e := range t.Examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect.String()}
		rule, found := t.Rule(e.Rule)
		switch {
		case !found:
			out[i].Failed = "There is no deadline “" + e.Rule + "” in this pack."
		case rule.Fixed != "":
			out[i].Got = rule.fixedIn(e.From.Year()).String()
		case !rule.FixedFull.IsZero():
			out[i].Got = rule.FixedFull.String()
		default:
			out[i].Got = rule.Limit.From(e.From, school.Calendar{}).String()
		}
	}
	return out
}
