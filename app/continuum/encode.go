package continuum

import "encoding/json"

// MarshalJSON writes the suggestion with null where there is no level, area,
// route or band.
func (s Suggestion) MarshalJSON() ([]byte, error) {
	areas := make(map[string]*string, len(s.Areas))
	for id, level := range s.Areas {
		areas[id] = orNull(level)
	}
	return json.Marshal(struct {
		Areas       map[string]*string `json:"areas"`
		Highest     *string            `json:"highest"`
		Suggested   *string            `json:"suggested"`
		Raised      bool               `json:"raised"`
		MainArea    *string            `json:"main_area"`
		Tied        []string           `json:"tied"`
		Route       *string            `json:"route"`
		Band        *string            `json:"band"`
		BandName    string             `json:"band_name,omitempty"`
		Codes       []string           `json:"suggest_dfe_codes"`
		Prompts     []string           `json:"prompts"`
		Points      int                `json:"points,omitempty"`
		Explanation string             `json:"explanation"`
		Confirmed   *string            `json:"confirmed"`
	}{
		areas, orNull(s.Highest), orNull(s.Suggested), s.Raised, orNull(s.MainArea), s.Tied,
		orNull(s.Route), orNull(s.Band), s.BandName, s.Codes, s.Prompts, s.Points, s.Explanation(), orNull(s.Confirmed),
	})
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
