package provision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
)

// FewestCompared is the fewest pupils whose outcomes are given as a percentage: of
// fewer, one more or less would move it by more than anything that was done.
const FewestCompared = 5

// TooFew stands where a percentage of fewer pupils would.
const TooFew = "too few to compare"

// What outcomes can be put together by.
const (
	ByIntervention = "intervention"
	ByFamily       = "family" // the entry of the library, or the name, whoever ran it and when
	ByArea         = "area"
	ByWave         = "wave"
	ByStaffKind    = "kind"
)

// EffectFacts are what outcomes of provision are worked out from, of all years.
type EffectFacts struct {
	Interventions []Intervention
	Placements    []Placement
	Reviews       []PlacementReview
	Attendance    []Attendance
	// Cost is what an intervention costs in the year that is asked about; nil where
	// that is not known.
	Cost func(Intervention) RunCost
}

// EffectQuery says which outcomes are asked for.
type EffectQuery struct {
	First, Last day.Date // of the school year, or of several
	Today       day.Date // nothing later counts
	By          string   // ByIntervention to ByStaffKind
	// Keep leaves placements out of the sums; nil keeps all.
	Keep func(Intervention, Placement) bool
}

// Effect is what one intervention, or several put together, came to for its pupils.
// Its outcomes are those of the last review of each placement in the time asked about.
type Effect struct {
	Key           string   `json:"key"`
	Name          string   `json:"name"`
	Interventions []string `json:"interventions"`
	Pupils        int      `json:"pupils"`          // different ones who were in it
	Placements    int      `json:"placements"`      // a pupil may come twice
	Reviewed      int      `json:"reviewed"`        // placements with a review
	PupilsSeen    int      `json:"pupils_reviewed"` // different pupils with a review
	Met           int      `json:"met"`
	Partly        int      `json:"partly"`
	Not           int      `json:"not"`
	MetShare      string   `json:"met_share"` // of those reviewed, or TooFew
	Changes       []Change `json:"changes"`   // of what was measured, the measure of most pupils first
	Attended      int      `json:"attended"`  // sessions of those held
	Held          int      `json:"held"`      // sessions held, counted for each pupil
	NotHeld       int      `json:"not_held"`
	Cost          *Spent   `json:"cost"` // nil where it is not known

	pupils, seen map[string]bool
	scores       map[string]*Change
}

// Spent is what the pupils of an effect bear in the year.
type Spent struct {
	Planned  money.Amount  `json:"planned"`
	ToDate   money.Amount  `json:"to_date"`
	PerPupil *money.Amount `json:"per_pupil"` // to date; nil without a pupil
	PerMet   *money.Amount `json:"per_met"`   // to date, for each placement whose outcome was met; nil where none was
	Example  bool          `json:"example"`   // a rate in it is only an example
	Missing  bool          `json:"missing"`   // a kind of staff has no rate
}

// Change is how far a measure moved from the start to the last review, for those of
// whom both are numbers.
type Change struct {
	Measure string          `json:"measure"`
	N       int             `json:"n"`
	Median  decimal.Decimal `json:"median"`
	Low     decimal.Decimal `json:"low"`
	High    decimal.Decimal `json:"high"`

	all []decimal.Decimal
}

// PartOf says a part of a whole in words. A percentage stands with it where the whole
// is of FewestCompared pupils or more, and nowhere else.
func PartOf(part, whole, pupils int) string {
	words := fmt.Sprintf("%d of %d", part, whole)
	if share := percentage(part, whole, pupils); share != TooFew {
		words += " (" + share + ")"
	}
	return words
}

// percentage is the one place where outcomes become a percentage.
func percentage(part, whole, pupils int) string {
	if pupils < FewestCompared || whole < FewestCompared {
		return TooFew
	}
	return decimal.NewFromInt(int64(100*part)).DivRound(decimal.NewFromInt(int64(whole)), 0).String() + " %"
}

// Effects works out what came of provision, one for each intervention or for what it
// is put together by, in the order of the interventions. What nobody was in is left out.
func Effects(f EffectFacts, q EffectQuery) []Effect {
	reviews := f.lastReviews(q)
	placed := map[string][]Placement{}
	for _, p := range f.Placements {
		placed[p.Intervention] = append(placed[p.Intervention], p)
	}
	marks := f.marks(q)
	var out []*Effect
	at := map[string]*Effect{}
	for _, i := range f.Interventions {
		var in []Placement
		for _, p := range placed[i.ID] {
			if q.ran(i, p) && (q.Keep == nil || q.Keep(i, p)) {
				in = append(in, p)
			}
		}
		if len(in) == 0 {
			continue
		}
		key := EffectKey(i, q.By)
		e := at[key]
		if e == nil {
			e = &Effect{Key: key, Name: i.Name, Changes: []Change{}, pupils: map[string]bool{}, seen: map[string]bool{}, scores: map[string]*Change{}}
			at[key] = e
			out = append(out, e)
		}
		e.Interventions = append(e.Interventions, i.ID)
		for _, p := range in {
			e.count(i, p, reviews[p.ID], marks[p.ID])
		}
		e.spend(f.Cost, i, in)
	}
	done := make([]Effect, len(out))
	for n, e := range out {
		done[n] = e.done()
	}
	return done
}

// EffectKey is what an intervention is put together by.
func EffectKey(i Intervention, by string) string {
	switch by {
	case ByFamily:
		if i.Library != "" {
			return i.Library
		}
		return "name:" + plainName(i.Name)
	case ByArea:
		return i.Area
	case ByWave:
		return fmt.Sprint(i.Wave)
	case ByStaffKind:
		return i.StaffKind
	}
	return i.ID
}

// plainName is a name without what two people may write differently.
func plainName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// ran reports whether a pupil was in an intervention in the time asked about; what a
// school before gave is no outcome of this one.
func (q EffectQuery) ran(i Intervention, p Placement) bool {
	from, until := later(i.Starts, p.Starts), earlier(i.Ends, p.Ends)
	last := earlier(q.Last, q.Today)
	return i.Setting != PreviousSchool && !p.Waiting && !from.After(last) && (until.IsZero() || !until.Before(q.First) && !until.Before(from))
}

// has reports whether a day lies in the time asked about.
func (q EffectQuery) has(on day.Date) bool {
	return !on.Before(q.First) && !on.After(earlier(q.Last, q.Today))
}

// lastReviews is the last review of each placement in the time asked about; of two on
// one day the one written later.
func (f EffectFacts) lastReviews(q EffectQuery) map[string]*PlacementReview {
	last := map[string]*PlacementReview{}
	for n := range f.Reviews {
		r := &f.Reviews[n]
		if kept := last[r.Placement]; q.has(r.On) && (kept == nil || !r.On.Before(kept.On)) {
			last[r.Placement] = r
		}
	}
	return last
}

// sessions are the marks of one placement, counted.
type sessions struct{ there, absent, notHeld int }

func (f EffectFacts) marks(q EffectQuery) map[string]sessions {
	out := map[string]sessions{}
	for _, a := range f.Attendance {
		if a.Week.AddDays(4).Before(q.First) || a.Week.After(earlier(q.Last, q.Today)) { // a week of the year has a day in it
			continue
		}
		s := out[a.Placement]
		s.there += strings.Count(a.Marks, string(MarkThere))
		s.absent += strings.Count(a.Marks, string(MarkAbsent))
		s.notHeld += strings.Count(a.Marks, string(MarkNotHeld))
		out[a.Placement] = s
	}
	return out
}

// count adds one placement.
func (e *Effect) count(i Intervention, p Placement, r *PlacementReview, s sessions) {
	e.Placements++
	e.pupils[p.Pupil] = true
	e.Attended += s.there
	e.Held += s.there + s.absent
	e.NotHeld += s.notHeld
	if r == nil {
		return
	}
	switch r.Result {
	case ResultMet:
		e.Met++
	case ResultPartly:
		e.Partly++
	case ResultNot:
		e.Not++
	default:
		return
	}
	e.Reviewed++
	e.seen[p.Pupil] = true
	start, known := measured(p.Baseline)
	now, knownNow := measured(r.Score)
	if !known || !knownNow {
		return
	}
	measure := plainName(p.Measure)
	if measure == "" {
		measure = "\x00" + i.ID // one that is not named is the same within one intervention alone
	}
	c := e.scores[measure]
	if c == nil {
		c = &Change{Measure: strings.TrimSpace(p.Measure)}
		e.scores[measure] = c
	}
	c.all = append(c.all, now.Sub(start))
}

// measured reads a measure that is a number, such as 7.5; a reading age of 7:06 is none.
func measured(text string) (decimal.Decimal, bool) {
	text = strings.TrimSpace(text)
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "+"), "-")
	if digits == "" || len(digits) > 12 || strings.Trim(digits, "0123456789.") != "" {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}

// spend adds what the pupils bear of an intervention.
func (e *Effect) spend(cost func(Intervention) RunCost, i Intervention, in []Placement) {
	if cost == nil {
		return
	}
	if e.Cost == nil {
		e.Cost = &Spent{}
	}
	for _, share := range cost(i).Shares {
		if slices.ContainsFunc(in, func(p Placement) bool { return p.ID == share.Placement }) {
			e.Cost.Planned = e.Cost.Planned.Add(share.Planned)
			e.Cost.ToDate = e.Cost.ToDate.Add(share.ToDate)
			e.Cost.Example = e.Cost.Example || share.Example
			e.Cost.Missing = e.Cost.Missing || share.Missing
		}
	}
}

// done works out what stands on the sums.
func (e *Effect) done() Effect {
	e.Pupils, e.PupilsSeen = len(e.pupils), len(e.seen)
	e.MetShare = percentage(e.Met, e.Reviewed, e.PupilsSeen)
	for _, c := range e.scores {
		slices.SortFunc(c.all, decimal.Decimal.Cmp)
		c.N, c.Low, c.High, c.Median = len(c.all), c.all[0], c.all[len(c.all)-1], median(c.all)
		e.Changes = append(e.Changes, *c)
	}
	slices.SortFunc(e.Changes, func(a, b Change) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Measure, b.Measure)
	})
	if e.Cost != nil {
		e.Cost.PerPupil, e.Cost.PerMet = each(e.Cost.ToDate, e.Pupils), each(e.Cost.ToDate, e.Met)
	}
	return *e
}

// each is an amount for each of n, to the penny; nil for none.
func each(a money.Amount, n int) *money.Amount {
	if n == 0 {
		return nil
	}
	share := money.Exact(a.Decimal().DivRound(decimal.NewFromInt(int64(n)), 2))
	return &share
}

// median is the middle one of sorted numbers, or half way between the two in the middle.
func median(sorted []decimal.Decimal) decimal.Decimal {
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return sorted[n/2-1].Add(sorted[n/2]).Div(decimal.NewFromInt(2))
}
