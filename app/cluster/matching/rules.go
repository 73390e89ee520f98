package matching

import (
	"fmt"
	"slices"
	"sync"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Rules is the pack that says how needs are named and when they may be shown. All schools
// of a cluster use the same.
type Rules struct {
	pack.Head
	LeastSchools int      `json:"least_schools"` // fewer are shown to nobody
	LeastPupils  int      `json:"least_pupils"`  // fewer are shown to nobody
	Phases       []Choice `json:"phases"`
	Supports     []Choice `json:"supports"`
	Intensities  []Choice `json:"intensities"`
	Modes        []Choice `json:"modes"`
	Bands        []Band   `json:"bands"`
	Windows      []Window `json:"windows"`
}

// Choice is one code of a list.
type Choice struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Needs []string `json:"needs,omitempty"` // types of need for which it is proposed first
}

// Band is how many pupils of a school have a need, as others may know it.
type Band struct {
	ID   string `json:"id"`
	From int    `json:"from"` // the least number of pupils in it
}

// Window is a half term in which schools ask and answer.
type Window struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	From string `json:"from"` // month and day of its first day
}

// LoadRules reads a pack of rules, or says all that is wrong with it.
func LoadRules(data []byte) (Rules, []pack.Problem) {
	var r Rules
	if problems := pack.Read(assets.Schema("shared-needs.json"), data, &r); problems != nil {
		return Rules{}, problems
	}
	var problems pack.Problems
	for _, l := range []struct {
		name string
		list []Choice
	}{{"phases", r.Phases}, {"supports", r.Supports}, {"intensities", r.Intensities}, {"modes", r.Modes}} {
		seen := map[string]bool{}
		for _, c := range l.list {
			if seen[c.ID] {
				problems.Add(l.name+"."+c.ID, "There are two entries “%s”.", c.ID)
			}
			seen[c.ID] = true
		}
	}
	if !slices.IsSortedFunc(r.Bands, func(a, b Band) int { return a.From - b.From }) || r.Bands[0].From != 1 {
		problems.Add("bands", "The first band begins with 1 and each later one with a greater number.")
	}
	for _, w := range r.Windows {
		if _, err := w.on(2027); err != nil {
			problems.Add("windows."+w.ID, "%s is not a day of every year.", w.From)
		}
	}
	if len(problems) > 0 {
		return Rules{}, problems
	}
	return r, nil
}

// Shipped returns the rules that come with the program.
var Shipped = sync.OnceValue(func() Rules {
	r, problems := LoadRules(assets.Pack("shared-needs.json"))
	if problems != nil {
		panic("matching: the shipped rules are sound: " + problems[0].String())
	}
	return r
})

func (w Window) on(year int) (on day.Date, err error) {
	err = on.UnmarshalText(fmt.Appendf(nil, "%d-%s", year, w.From))
	return on, err
}

// Span is one window of one school year.
type Span struct {
	ID    string // such as 2026-27/autumn-1
	Name  string // such as Autumn 1 2026-27
	From  day.Date
	Until day.Date // its last day
}

// windows are those of the school year that begins in September of a year, in order.
func (r Rules) windows(starts int) []Span {
	var out []Span
	for _, w := range r.Windows {
		from, err := w.on(starts)
		if err != nil {
			continue // LoadRules let no such window pass
		}
		if from.Before(day.Of(starts, 9, 1)) {
			from, _ = w.on(starts + 1)
		}
		year := day.AcademicYearName(starts)
		out = append(out, Span{ID: year + "/" + w.ID, Name: w.Name + " " + year, From: from})
	}
	slices.SortFunc(out, func(a, b Span) int { return a.From.Compare(b.From) })
	for i := range out {
		out[i].Until = day.Of(starts+1, 8, 31)
		if i+1 < len(out) {
			out[i].Until = out[i+1].From.AddDays(-1)
		}
	}
	return out
}

// WindowOn returns the window that a day lies in.
func (r Rules) WindowOn(on day.Date) Span {
	for _, s := range r.windows(day.AcademicYear(on)) {
		if !on.After(s.Until) {
			return s
		}
	}
	return Span{}
}

// WindowNamed finds a window by its id, such as 2026-27/autumn-1.
func (r Rules) WindowNamed(id string) (Span, bool) {
	var starts int
	if _, err := fmt.Sscanf(id, "%4d-", &starts); err != nil || starts < 2000 || starts > 2200 {
		return Span{}, false
	}
	windows := r.windows(starts)
	if i := slices.IndexFunc(windows, func(s Span) bool { return s.ID == id }); i >= 0 {
		return windows[i], true
	}
	return Span{}, false
}

// BandOf is the band that a number of pupils lies in; the first for none.
func (r Rules) BandOf(pupils int) Band {
	band := r.Bands[0]
	for _, b := range r.Bands {
		if pupils >= b.From {
			band = b
		}
	}
	return band
}

// SupportFor is the support that is proposed first for a type of need.
func (r Rules) SupportFor(need string) string {
	for _, s := range r.Supports {
		if slices.Contains(s.Needs, need) {
			return s.ID
		}
	}
	return r.Supports[0].ID
}

// Named is the name of a code in a list; the code itself when the list has it not.
func Named(list []Choice, id string) string {
	if i := slices.IndexFunc(list, func(c Choice) bool { return c.ID == id }); i >= 0 {
		return list[i].Name
	}
	return id
}
