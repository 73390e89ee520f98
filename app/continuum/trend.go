package continuum

import (
	"slices"

	"needsbook/app/day"
)

// Decided is a level as it was decided for a pupil with a pack.
type Decided struct {
	Pupil   string
	On      day.Date
	Pack    string
	Version string
	Level   string
}

// Point is how many pupils stood at each level on a day, by the pack of that day.
type Point struct {
	On      day.Date       `json:"on"`
	Pack    string         `json:"pack"`
	Version string         `json:"version"`
	Levels  map[string]int `json:"levels"` // level id to pupils
	Others  int            `json:"others"` // pupils whose level was made with another pack: never counted beside these
	Break   bool           `json:"break"`  // another pack than at the point before: the two cannot be compared
}

// Trend counts the standing levels on each of some days, which must be in order. The pack
// of a day is that of the latest decision up to it. onRoll says whether a pupil was at the
// school on a day; those who were not are not counted.
func Trend(decisions []Decided, days []day.Date, onRoll func(pupil string, on day.Date) bool) []Point {
	decisions = slices.Clone(decisions)
	slices.SortStableFunc(decisions, func(a, b Decided) int { return a.On.Compare(b.On) })
	standing := map[string]Decided{}
	var points []Point
	next := 0
	for _, on := range days {
		p := Point{On: on, Levels: map[string]int{}}
		for ; next < len(decisions) && !decisions[next].On.After(on); next++ {
			standing[decisions[next].Pupil] = decisions[next]
		}
		if next == 0 {
			continue // nobody had a level yet
		}
		p.Pack, p.Version = decisions[next-1].Pack, decisions[next-1].Version
		for pupil, d := range standing {
			switch {
			case !onRoll(pupil, on):
			case d.Pack == p.Pack && d.Version == p.Version:
				p.Levels[d.Level]++
			default:
				p.Others++
			}
		}
		if n := len(points); n > 0 {
			p.Break = points[n-1].Pack != p.Pack || points[n-1].Version != p.Version
		}
		points = append(points, p)
	}
	return points
}
