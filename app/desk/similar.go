package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"needsbook/app/continuum"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// LikeNeed is a number of pupils of the school with one need at like levels who are near
// in age: where a group may serve better than each alone, or a group request may begin.
type LikeNeed struct {
	continuum.Alike
	AreaName string          `json:"area_name"`
	Levels   string          `json:"levels"` // L2 to L3
	Years    string          `json:"years"`  // Year 3 and Year 4
	Members  []LikePupil     `json:"pupils"`
	Options  []SharingOption `json:"options"` // what the library has for groups in that area, the cheapest for each pupil first
}

// LikePupil is one of them.
type LikePupil struct {
	ID    string   `json:"id"`
	Year  string   `json:"year"`
	Level string   `json:"level"`
	Has   []string `json:"has"` // interventions of that area the pupil is in today
}

// SharingOption is an intervention for the group, with what it costs shared and what the
// same would cost if each had it alone. Both are for a full school year at today's rates.
type SharingOption struct {
	Library  string       `json:"library"`
	Name     string       `json:"name"`
	Groups   int          `json:"groups"` // how many groups it takes
	Size     int          `json:"size"`   // the most in one
	Alone    money.Amount `json:"alone"`  // all of them, each alone
	Shared   money.Amount `json:"shared"` // all groups together
	EachOf   money.Amount `json:"each"`   // a pupil's part of it
	Example  bool         `json:"example"`
	AloneSum string       `json:"alone_sum"` // how each is worked out
	GroupSum string       `json:"group_sum"`
	speaks   bool         // of the need by its name
}

// Saves is how much less the groups cost than each alone.
func (o SharingOption) Saves() money.Amount { return o.Alone.Sub(o.Shared) }

// likeYears is how many year groups pupils of one group may lie apart, likeSteps how many
// levels: a group of neighbouring years at one level, or at two next to each other.
const (
	likeYears = 1
	likeSteps = 1
)

// LeastLikeLevel is the level from which like needs are looked for: the first at which
// help is more than every class has, which is where the second way of paying begins.
func (d *Desk) LeastLikeLevel() string {
	first := ""
	for _, l := range d.continuum.Levels {
		switch {
		case l.Route == "":
		case first == "":
			first = l.Route
		case l.Route != first:
			return l.ID
		}
	}
	return d.continuum.Levels[len(d.continuum.Levels)/2].ID
}

// LikeNeeds finds pupils with like needs among those on roll whose level was made with
// the continuum in use, from a level on; "" takes LeastLikeLevel. The largest number comes
// first.
func (d *Desk) LikeNeeds(ctx context.Context, least string) ([]LikeNeed, error) {
	if least == "" {
		least = d.LeastLikeLevel()
	}
	if _, ok := d.continuum.Level(least); !ok {
		return nil, refuse("level", "The "+d.terms.Label("continuum")+" in use has no level “"+least+"”.")
	}
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return nil, err
	}
	levels := byPupil(decisions, func(l LevelDecision) string { return l.Pupil })
	entries := map[string]*register.Entry{}
	ratings := map[string]map[string]string{}
	var profiles []continuum.Profile
	for _, e := range d.everyEntry() {
		l, ok := latestLevel(levels[e.ID])
		if !ok || l.Pack != d.continuum.ID || l.Version != d.continuum.Version || !e.OnRoll(d.Today()) {
			continue
		}
		entries[e.ID], ratings[e.ID] = e, l.Ratings
		profiles = append(profiles, continuum.Profile{ID: e.ID, Year: e.Year.Order, Ratings: l.Ratings})
	}
	slices.SortFunc(profiles, func(a, b continuum.Profile) int { return cmp.Compare(a.ID, b.ID) })
	has, err := d.provisionByArea(ctx)
	if err != nil {
		return nil, err
	}
	costing, err := d.Costing(ctx)
	if err != nil {
		return nil, err
	}
	var found []LikeNeed
	for _, alike := range continuum.FindAlike(d.continuum, profiles, continuum.AlikeRule{Least: least, Steps: likeSteps, Years: likeYears}) {
		area, _ := d.continuum.Area(alike.Area)
		n := LikeNeed{Alike: alike, AreaName: area.Name, Levels: alike.To, Options: d.sharingOptions(costing, alike)}
		if alike.From != alike.To {
			n.Levels = alike.From + " to " + alike.To
		}
		for _, id := range alike.Pupils {
			e := entries[id]
			n.Members = append(n.Members, LikePupil{ID: id, Year: e.Year.Label, Level: ratings[id][alike.Need], Has: orEmpty(has[id][alike.Area])})
		}
		n.Years = d.yearsOf(n.Members)
		found = append(found, n)
	}
	return orEmpty(found), nil
}

// yearsOf names the year groups of pupils, who are in order of age.
func (d *Desk) yearsOf(pupils []LikePupil) string {
	first, last := pupils[0].Year, pupils[len(pupils)-1].Year
	if first == last {
		return first
	}
	return first + " and " + last
}

// provisionByArea lists by pupil and area what pupils are in today.
func (d *Desk) provisionByArea(ctx context.Context) (map[string]map[string][]string, error) {
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		return nil, err
	}
	has := map[string]map[string][]string{}
	for _, r := range rows {
		for _, p := range r.Placed {
			first, last := provision.Held(p.Placement, r.Intervention)
			if p.Waiting || !provision.Overlap(first, last, d.Today(), d.Today()) {
				continue
			}
			if has[p.Pupil] == nil {
				has[p.Pupil] = map[string][]string{}
			}
			has[p.Pupil][r.Area] = append(has[p.Pupil][r.Area], r.Name)
		}
	}
	return has, nil
}

// sharingOptions costs the library's interventions for groups in the area, alone and
// shared.
func (d *Desk) sharingOptions(costing provision.Costing, alike continuum.Alike) []SharingOption {
	options := []SharingOption{}
	n := len(alike.Pupils)
	for _, e := range d.library.Entries {
		if e.Area != alike.Area || e.GroupTo < 2 || e.Wave < provision.WaveTargeted || e.Phase != "" && d.School().Phase != "" && e.Phase != d.School().Phase {
			continue
		}
		groups := (n + e.GroupTo - 1) / e.GroupTo
		o := SharingOption{Library: e.ID, Name: e.Name, Groups: groups, Size: (n + groups - 1) / groups, speaks: speaksOf(e, alike.Name)}
		run := e.Start()
		run.Size = 0 // shared by those who are in it
		alone := costing.FullYear(run, places(1), d.Today())
		o.Alone, o.AloneSum = alone.Whole.Planned.Mul(decimal.NewFromInt(int64(n))), alone.Whole.Words
		if o.Alone.IsZero() {
			continue // no rate for it: nothing can be compared
		}
		group := costing.FullYear(run, places(o.Size), d.Today())
		o.Shared, o.GroupSum = group.Whole.Planned.Mul(decimal.NewFromInt(int64(groups))), group.Whole.Words
		o.EachOf, o.Example = group.Shares[0].Planned, group.Shares[0].Example
		options = append(options, o)
	}
	slices.SortStableFunc(options, func(a, b SharingOption) int { return a.Shared.Cmp(b.Shared) })
	if close := slices.DeleteFunc(slices.Clone(options), func(o SharingOption) bool { return !o.speaks }); len(close) > 0 {
		return close
	}
	return options
}

// speaksOf reports whether an entry of the library has a word of a need's name in it: the
// library goes by area, and a need is narrower. The first four letters are enough, so that
// "read" finds "reading".
func speaksOf(e provision.LibraryEntry, need string) bool {
	text := strings.ToLower(strings.Join(append(slices.Clone(e.Also), e.Name, e.What, e.Goal), " "))
	for _, word := range strings.FieldsFunc(strings.ToLower(need), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 4 && strings.Contains(text, word[:4]) {
			return true
		}
	}
	return false
}

// places are so many places in an intervention that are only thought of.
func places(n int) []provision.Placement {
	list := make([]provision.Placement, n)
	for i := range list {
		list[i] = provision.Placement{ID: fmt.Sprint(i), Pupil: fmt.Sprint(i)}
	}
	return list
}

// RequestForLikeNeed starts a group request for pupils with a like need, in one step.
func (d *Desk) RequestForLikeNeed(ctx context.Context, n LikeNeed) (Request, error) {
	return d.NewRequest(ctx, RequestStart{Kind: funding.KindGroup, Pupils: n.Pupils, Title: n.Name + ", " + n.Years})
}
