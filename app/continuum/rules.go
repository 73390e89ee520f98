package continuum

// Rules are the values of the pack's rules. They are applied in this order:
// strands, area levels, combinations, highest, co-occurring, prompts, band.
type Rules struct {
	AreaLevel    AreaRule      `json:"area_level"`
	Combinations []Combination `json:"combinations"`
	OverallLevel OverallRule   `json:"overall_level"`
	CoOccurring  CoOccurring   `json:"co_occurring"`
	Prompts      Prompts       `json:"prompts"`
	PrimaryArea  struct {
		Explain string `json:"explain"`
	} `json:"primary_area"`
	Confirm    ConfirmRule    `json:"confirm"`
	Moderation ModerationRule `json:"moderation"`
}

// AreaRule says how ratings give an area its level. Weights, Cap and Table are
// for the points method: weights by strand (1 where not named), the most points
// an area may have, and the level that points give.
type AreaRule struct {
	Method  string         `json:"method"`
	Weights map[string]int `json:"weights"`
	Cap     map[string]int `json:"cap"`
	Table   []PointsRow    `json:"table"`
	Explain string         `json:"explain"`
}

// OverallRule says how area levels give the overall level. Table is for the
// points_table method: the level that the areas' points together give.
type OverallRule struct {
	Method  string      `json:"method"`
	Table   []PointsRow `json:"table"`
	Explain string      `json:"explain"`
}

// PointsRow gives a level to points from From to To, both included; the last row
// of a table has no To.
type PointsRow struct {
	From  int    `json:"from"`
	To    *int   `json:"to"`
	Level string `json:"level"`
}

// Combination is a note about strands that matter together: always a prompt,
// and sometimes a least level for an area or DfE codes to consider.
type Combination struct {
	ID   string `json:"id"`
	When struct {
		All []Condition `json:"all"`
		Any []Condition `json:"any"`
	} `json:"when"`
	Then struct {
		Area         string   `json:"area"`
		MinAreaLevel string   `json:"min_area_level"`
		Codes        []string `json:"suggest_dfe_codes"`
	} `json:"then"`
	Prompt string `json:"prompt"`
}

// Condition holds when a strand (or an area that is rated directly) is rated at
// Min or above.
type Condition struct {
	Strand string `json:"strand"`
	Min    string `json:"min"`
}

// CoOccurring raises the overall level where enough areas are all at the highest.
type CoOccurring struct {
	Enabled  bool     `json:"enabled"`
	MinAreas int      `json:"min_areas"`
	In       []string `json:"applies_when_highest_in"`
	RaiseBy  int      `json:"raise_by"` // steps of the scale
	Cap      string   `json:"cap"`
	Explain  string   `json:"explain"`
}

// Prompts are the reminders that the whole profile can call up; nil where the
// pack leaves one out.
type Prompts struct {
	TwoAreasSame *struct {
		Areas     int      `json:"when_areas_at_highest"`
		HighestIn []string `json:"highest_in"`
		Text      string   `json:"text"`
	} `json:"two_areas_same"`
	LonePeak *struct {
		MinLevel string `json:"min_level"`
		Gap      int    `json:"gap_levels"`
		MinRated int    `json:"min_rated_in_area"`
		Text     string `json:"text"`
	} `json:"lone_peak"`
	FewRatings *struct {
		MinRated int    `json:"min_rated_strands"`
		Text     string `json:"text"`
	} `json:"few_ratings"`
}

// ConfirmRule says who may confirm a level and when a second person is needed.
type ConfirmRule struct {
	ByRoles           []string `json:"by_roles"`
	ChangeAlone       int      `json:"change_without_second_person"` // steps
	SecondPersonRoles []string `json:"second_person_roles"`
	ReasonIfChanged   bool     `json:"reason_required_if_changed"`
	Explain           string   `json:"explain"`
}

// ModerationRule says how schools check one another's ratings.
type ModerationRule struct {
	SampleLevels  []string `json:"sample_levels"`
	SamplePercent int      `json:"sample_percent"`
	MinSample     int      `json:"min_sample"`
	Blind         bool     `json:"blind"`
	AgreeWithin   int      `json:"agree_within"`
	Outcomes      []string `json:"record"`
	Explain       string   `json:"explain"`
}
