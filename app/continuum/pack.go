package continuum

import (
	"encoding/json"
	"slices"

	"needsbook/app/pack"
	"needsbook/app/pack/terms"
)

// Pack is a continuum as it was published. Load fills it; it is not changed after.
type Pack struct {
	pack.Head
	Notice    []string              `json:"notice"`
	Terms     map[string]terms.Term `json:"terms"`
	Guidance  Guidance              `json:"rating_guidance"`
	Levels    []Level               `json:"levels"`          // from the least need to the greatest
	Layers    map[string]string     `json:"national_layers"` // words of the national layers, and what they rest on under "status"
	Routes    map[string]Route      `json:"funding_routes"`
	Areas     []Area                `json:"areas"`
	Rules     Rules                 `json:"rules"`
	Tariff    *Tariff               `json:"tariff"` // nil where the continuum has none
	Crosswalk Crosswalk             `json:"crosswalk"`
	Examples  []Example             `json:"worked_examples"`
}

// Guidance is what the people who rate are told.
type Guidance struct {
	Scale   string `json:"scale"`
	Basis   string `json:"basis"`
	BestFit string `json:"best_fit"`
	Prompts []struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	} `json:"prompts"`
	SustainedBySupport string `json:"sustained_by_support"`
	Who                string `json:"who"`
	RecheckMonths      int    `json:"recheck_months"`
}

// Level is one step of the scale.
type Level struct {
	ID         string            `json:"id"`
	Rank       int               `json:"rank"` // orders the levels; rank 0 means no extra need
	Name       string            `json:"name"`
	Short      string            `json:"short"`
	Route      string            `json:"funding_route"` // "" where the level has none
	Band       string            `json:"tariff_band"`   // the usual band; band rules decide
	StatusHint []string          `json:"sen_status_hint"`
	Plain      string            `json:"plain"`
	Layers     []string          `json:"national_layers"` // ids of the national layers that it stands for
	Setting    string            `json:"setting_expectation"`
	Settings   map[string]string `json:"settings"`
	WhoLeads   string            `json:"who_leads"`
	Review     string            `json:"review"`
	Evidence   []string          `json:"evidence"`
}

// Route says who usually pays for help at a level.
type Route struct {
	Term          string   `json:"term"` // key of the word for it
	PaidFrom      string   `json:"paid_from"`
	RequestNeeded bool     `json:"request_needed"`
	RequestKinds  []string `json:"request_kinds"`
	DecidedBy     string   `json:"decided_by"`
}

// Area is a broad area of need. An area without strands is rated directly.
type Area struct {
	ID          string                  `json:"id"`
	Short       string                  `json:"short"`
	Name        string                  `json:"name"`
	Plain       string                  `json:"plain"`
	Codes       []string                `json:"dfe_codes"`
	Strands     []Strand                `json:"strands"`
	Descriptors map[string][]Descriptor `json:"descriptors"` // by level; only for an area without strands
	Provision   map[string][]string     `json:"provision"`   // usual help, by level
}

// Strand is a part of an area, small enough to rate from what adults see.
type Strand struct {
	ID          string                  `json:"id"`
	Name        string                  `json:"name"`
	Note        string                  `json:"note"`
	Codes       []string                `json:"dfe_codes"`
	Descriptors map[string][]Descriptor `json:"descriptors"` // by level
}

// Descriptor is one statement that an adult can see or count. A rating can cite
// its id.
type Descriptor struct {
	ID     string   `json:"id"`
	Text   string   `json:"text"`
	Phases []string `json:"phases"`
}

// Crosswalk proposes how the levels and strands of older packs relate to these.
type Crosswalk struct {
	Maps []CrosswalkMap `json:"maps"`
}

// CrosswalkMap relates one older pack: old id to new id. What it does not name
// keeps its id.
type CrosswalkMap struct {
	FromID      string            `json:"from_id"`
	FromVersion string            `json:"from_version"`
	Levels      map[string]string `json:"levels"`
	Strands     map[string]string `json:"strands"`
}

// Example is a worked example: ratings and what the rules must make of them.
type Example struct {
	Name    string                     `json:"name"`
	Ratings map[string]string          `json:"ratings"`
	Expect  map[string]json.RawMessage `json:"expect"`
}

// Level returns the level with an id.
func (p *Pack) Level(id string) (Level, bool) {
	if step := p.step(id); step >= 0 {
		return p.Levels[step], true
	}
	return Level{}, false
}

// step returns a level's place on the scale counted from the least need, or -1
// for none: "" and ids that the pack lacks. One level more is one step more.
func (p *Pack) step(id string) int {
	for i := range p.Levels { // without copying levels: this is asked for every rating
		if p.Levels[i].ID == id {
			return i
		}
	}
	return -1
}

// Compare returns how many steps level a is above level b, negative when below.
// "" (not rated) is one step below the lowest level.
func (p *Pack) Compare(a, b string) int { return p.step(a) - p.step(b) }

// Area returns the area with an id.
func (p *Pack) Area(id string) (Area, bool) {
	i := slices.IndexFunc(p.Areas, func(a Area) bool { return a.ID == id })
	if i < 0 {
		return Area{}, false
	}
	return p.Areas[i], true
}

// Strand returns the strand with an id and the area it is in.
func (p *Pack) Strand(id string) (Strand, Area, bool) {
	for _, a := range p.Areas {
		for _, s := range a.Strands {
			if s.ID == id {
				return s, a, true
			}
		}
	}
	return Strand{}, Area{}, false
}

// RouteLabel returns the pack's word for a funding route, or "" for none.
func (p *Pack) RouteLabel(route string) string { return p.Terms[p.Routes[route].Term].Label }
