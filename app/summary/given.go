package summary

import (
	"errors"
	"slices"
)

// Given is provision that one pupil has from one family (T08).
type Given struct {
	Family  string // code of Families
	Key     string // the pupil's opaque key
	Minutes int    // a week
	Pence   int64  // a year
}

// Want is one pupil's call on a service (T09).
type Want struct {
	Service  string // id from Facts.Services
	Key      string
	State    string // asked (no answer yet), waiting or refused
	Sessions int    // a term
	Weeks    int    // waited so far
}

// Case is one request for funding (T10).
type Case struct {
	Key    string   // the request's opaque key
	Stage  string   // waiting, agreed, part, declined or dispute
	Pupils []string // opaque keys
	Asked  int64    // pence
	Agreed int64    // pence
	Days   int      // from asking to the decision, or so far
}

// Outcome is how provision of one family went for one pupil (T11).
type Outcome struct {
	Family, Key string
	Result      string // met, partly or not
}

// NoSignal stands for a level of which nothing can be said.
const NoSignal = -3

// Moderation is what the school's moderation came to this year (T12).
type Moderation struct {
	Cases   int   // cases moderated
	From    int   // per cent agreed, lower end of the band: 0, 40, 60 or 80
	Signals []int // -2 to 2 for each level or NoSignal, nil until there are rates of the cluster
}

// Budget is the notional SEN budget (T13).
type Budget struct {
	Known        bool
	Notional     int64 // pounds
	SpentPercent int
}

// Places of a Want's state, a Case's stage and an Outcome's result in their tables.
var (
	wantStates  = []string{"asked", "waiting", "refused"}
	caseStages  = []string{"waiting", "agreed", "part", "declined", "dispute"}
	results     = []string{"met", "partly", "not"}
	agreedBands = []int{0, 40, 60, 80}
)

// The most that a single fact may say. More is a slip of the keyboard.
const (
	maxServices = 40
	maxMinutes  = 7 * 24 * 60
	maxPence    = 100_000_000 // a million pounds
	maxSessions = 500
	maxWeeks    = 1000
	maxDays     = 5000
)

// routes returns the document's code for the route of each level, nil where the
// pack has none.
func (f Facts) routes() []string {
	var out []string
	known := false
	for _, l := range f.Levels {
		code := routeOf[f.Routes[l]]
		out = append(out, code)
		known = known || code != NoRoute
	}
	if !known {
		return nil
	}
	return out
}

// checkSides refuses facts of T07 to T14 that cannot be counted.
func (f Facts) checkSides() error {
	for level, route := range f.Routes {
		if _, ok := routeOf[route]; !ok || !slices.Contains(f.Levels, level) {
			return errors.New("a level's funding route is not universal, targeted, predictable or exceptional")
		}
	}
	if len(f.Services) > maxServices {
		return errors.New("the list of services is longer than 40")
	}
	seen := map[string]bool{}
	for _, id := range f.Services {
		if id == "" || seen[id] {
			return errors.New("the list of services has an empty id, or the same one twice")
		}
		seen[id] = true
	}
	for id, p := range f.Priority {
		if p < 0 || p > 3 || !seen[id] {
			return errors.New("the priority of a service must be 1, 2 or 3, and the service one of the list")
		}
	}
	plan := sidePlan(len(f.Levels), max(1, len(f.Services)))
	for _, id := range f.Without {
		if !slices.ContainsFunc(plan, func(t sideSpec) bool { return t.id == id }) {
			return errors.New("only tables T08 to T14 can be left out of a summary")
		}
	}
	if err := f.checkPupilFacts(seen); err != nil {
		return err
	}
	return f.checkSchoolFacts()
}

func (f Facts) checkPupilFacts(services map[string]bool) error {
	for _, g := range f.Provision {
		switch {
		case codeIndex(families, g.Family) < 0:
			return errors.New("a kind of provision is not one that the summary knows")
		case g.Key == "":
			return errors.New("provision is recorded for a pupil without a key")
		case g.Minutes < 0 || g.Minutes > maxMinutes || g.Pence < 0 || g.Pence > maxPence:
			return errors.New("provision has more minutes than a week, more than £1,000,000 a year, or less than nothing")
		}
	}
	for _, w := range f.Wanted {
		switch {
		case !services[w.Service]:
			return errors.New("a service that was asked for is not in the list of services")
		case w.Key == "" || !slices.Contains(wantStates, w.State):
			return errors.New("a request for a service has no pupil, or is not asked, waiting or refused")
		case w.Sessions < 0 || w.Sessions > maxSessions || w.Weeks < 0 || w.Weeks > maxWeeks:
			return errors.New("a request for a service has sessions or weeks that cannot be right")
		}
	}
	for _, o := range f.Outcomes {
		if codeIndex(families, o.Family) < 0 || o.Key == "" || !slices.Contains(results, o.Result) {
			return errors.New("an outcome has no pupil, a kind of provision that is not known, or is not met, partly or not")
		}
	}
	cases := map[string]bool{}
	for _, c := range f.Cases {
		switch {
		case c.Key == "" || cases[c.Key]:
			return errors.New("two requests for funding have the same key, or one has none")
		case !slices.Contains(caseStages, c.Stage):
			return errors.New("a request for funding is not waiting, agreed, part, declined or in dispute")
		case len(c.Pupils) == 0 || slices.Contains(c.Pupils, ""):
			return errors.New("a request for funding names no pupil")
		case c.Asked < 0 || c.Asked > maxPence || c.Agreed < 0 || c.Agreed > maxPence || c.Days < 0 || c.Days > maxDays:
			return errors.New("a request for funding has an amount or a number of days that cannot be right")
		}
		cases[c.Key] = true
	}
	return nil
}

func (f Facts) checkSchoolFacts() error {
	m, b := f.Moderation, f.Budget
	switch {
	case m.Cases < 0 || m.Cases > 9999 || !slices.Contains(agreedBands, m.From):
		return errors.New("the moderation result must be a number of cases and a band that begins at 0, 40, 60 or 80 per cent")
	case m.Signals != nil && len(m.Signals) != len(f.Levels):
		return errors.New("there must be one moderation signal for each level")
	case b.Known && (b.Notional < 0 || b.Notional > 99_999_000 || b.SpentPercent < 0 || b.SpentPercent > 9999):
		return errors.New("the notional SEN budget or the share spent cannot be right")
	}
	for _, s := range m.Signals {
		if (s < -2 || s > 2) && s != NoSignal {
			return errors.New("a moderation signal must be between -2 and 2")
		}
	}
	return nil
}
