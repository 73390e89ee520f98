package desk

import (
	"needsbook/app/day"
	"needsbook/app/pack/terms"
)

// madePack is a continuum as it is written to a file, in the order in which people read
// one.
type madePack struct {
	Format        string                `json:"format"`
	FormatVersion int                   `json:"format_version"`
	ID            string                `json:"id"`
	Version       string                `json:"version"`
	Title         string                `json:"title"`
	Status        string                `json:"status"`
	Publisher     string                `json:"publisher"`
	Language      string                `json:"language"`
	ValidFrom     day.Date              `json:"valid_from"`
	ValidTo       *day.Date             `json:"valid_to"`
	Replaces      []string              `json:"replaces"`
	Notice        []string              `json:"notice"`
	Terms         map[string]terms.Term `json:"terms"`
	Guidance      madeGuidance          `json:"rating_guidance"`
	Levels        []madeLevel           `json:"levels"`
	Routes        map[string]madeRoute  `json:"funding_routes"`
	Areas         []*madeArea           `json:"areas"`
	Rules         madeRules             `json:"rules"`
	Crosswalk     madeCrosswalk         `json:"crosswalk"`
	Examples      []madeExample         `json:"worked_examples"`
}

type madeGuidance struct {
	Scale     string       `json:"scale"`
	Basis     string       `json:"basis,omitempty"`
	BestFit   string       `json:"best_fit"`
	Prompts   []madePrompt `json:"prompts,omitempty"`
	Sustained string       `json:"sustained_by_support,omitempty"`
	Who       string       `json:"who,omitempty"`
	Recheck   int          `json:"recheck_months"`
}

type madePrompt struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type madeLevel struct {
	ID    string  `json:"id"`
	Rank  int     `json:"rank"`
	Name  string  `json:"name"`
	Short string  `json:"short"`
	Route *string `json:"funding_route"`
	Plain string  `json:"plain"`
}

type madeRoute struct {
	Term      string   `json:"term"`
	PaidFrom  string   `json:"paid_from"`
	Request   bool     `json:"request_needed"`
	Kinds     []string `json:"request_kinds,omitempty"`
	DecidedBy string   `json:"decided_by,omitempty"`
}

type madeArea struct {
	key         string
	ID          string                `json:"id"`
	Short       string                `json:"short,omitempty"`
	Name        string                `json:"name"`
	Codes       []string              `json:"dfe_codes,omitempty"`
	Strands     []*madeStrand         `json:"strands"`
	Descriptors map[string][]madeText `json:"descriptors,omitempty"`
}

type madeStrand struct {
	key         string
	ID          string                `json:"id"`
	Name        string                `json:"name"`
	Descriptors map[string][]madeText `json:"descriptors"`
}

type madeText struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type madeRules struct {
	Status      string          `json:"status"`
	Area        madeAreaRule    `json:"area_level"`
	Overall     madeOverallRule `json:"overall_level"`
	CoOccurring madeCoOccurring `json:"co_occurring"`
	Prompts     struct {
		Few madeFew `json:"few_ratings"`
	} `json:"prompts"`
	Primary    madePrimary    `json:"primary_area"`
	Confirm    madeConfirm    `json:"confirm"`
	Moderation madeModeration `json:"moderation"`
}

type madeAreaRule struct {
	Method  string         `json:"method"`
	Unrated string         `json:"unrated"`
	Table   []madePointRow `json:"table,omitempty"`
	Explain string         `json:"explain"`
}

type madeOverallRule struct {
	Method  string         `json:"method"`
	Table   []madePointRow `json:"table,omitempty"`
	Explain string         `json:"explain"`
}

type madePointRow struct {
	From  int    `json:"from"`
	To    *int   `json:"to"`
	Level string `json:"level"`
}

type madeCoOccurring struct {
	Enabled  bool     `json:"enabled"`
	MinAreas int      `json:"min_areas,omitempty"`
	At       string   `json:"at,omitempty"`
	In       []string `json:"applies_when_highest_in,omitempty"`
	RaiseBy  int      `json:"raise_by,omitempty"`
	Cap      string   `json:"cap,omitempty"`
	Explain  string   `json:"explain,omitempty"`
}

type madeFew struct {
	Least int    `json:"min_rated_strands"`
	Text  string `json:"text"`
}

type madePrimary struct {
	Method  string `json:"method"`
	Tie     string `json:"tie"`
	Explain string `json:"explain"`
}

type madeConfirm struct {
	Required bool     `json:"required"`
	ByRoles  []string `json:"by_roles"`
	Alone    int      `json:"change_without_second_person"`
	Second   []string `json:"second_person_roles"`
	Reason   bool     `json:"reason_required_if_changed"`
	Explain  string   `json:"explain,omitempty"`
}

type madeModeration struct {
	Levels   []string `json:"sample_levels"`
	Percent  int      `json:"sample_percent"`
	Least    int      `json:"min_sample"`
	Blind    bool     `json:"blind"`
	Within   int      `json:"agree_within"`
	Outcomes []string `json:"record"`
	Explain  string   `json:"explain,omitempty"`
}

type madeCrosswalk struct {
	Note string         `json:"note"`
	Maps []madeCrossMap `json:"maps"`
}

type madeCrossMap struct {
	FromID      string            `json:"from_id"`
	FromVersion string            `json:"from_version"`
	Levels      map[string]string `json:"levels"`
	Strands     map[string]string `json:"strands"`
}

type madeExample struct {
	Name    string            `json:"name"`
	Ratings map[string]string `json:"ratings"`
	Expect  madeExpectation   `json:"expect"`
}

type madeExpectation struct {
	Areas   map[string]*string `json:"area_levels"`
	Highest *string            `json:"highest"`
	Overall *string            `json:"overall"`
	Raised  bool               `json:"raised_by_co_occurring"`
	Main    *string            `json:"main_area"`
	Tied    []string           `json:"tied_areas"`
	Route   *string            `json:"funding_route"`
	Prompts []string           `json:"prompts"`
}
