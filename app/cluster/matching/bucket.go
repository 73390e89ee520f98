package matching

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Bucket names a need without a pupil: six codes. Two schools share a need when their
// buckets are equal.
type Bucket struct {
	Phase     string `json:"phase"`
	Need      string `json:"need"` // type of need as the school census writes it, such as SLCN
	Support   string `json:"support"`
	Intensity string `json:"intensity"`
	Mode      string `json:"mode"`
	Window    string `json:"window"` // such as 2026-27/autumn-1
}

// needForm is how the census writes a type of need.
var needForm = regexp.MustCompile(`^[A-Z]{2,4}$`)

// Check says which code of a bucket the rules do not know, or nil.
func (r Rules) Check(b Bucket) error {
	for _, c := range []struct {
		list      []Choice
		id, asked string
	}{
		{r.Phases, b.Phase, "phase"}, {r.Supports, b.Support, "support wanted"}, {r.Intensities, b.Intensity, "how often"}, {r.Modes, b.Mode, "where"},
	} {
		if !slices.ContainsFunc(c.list, func(one Choice) bool { return one.ID == c.id }) {
			return fmt.Errorf("the code “%s” is not in the list for the %s. Use one of %s", c.id, c.asked, strings.Join(ids(c.list), ", "))
		}
	}
	if !needForm.MatchString(b.Need) {
		return fmt.Errorf("the code “%s” is not a type of need as the school census writes it, such as SLCN", b.Need)
	}
	if _, known := r.WindowNamed(b.Window); !known {
		return fmt.Errorf("the code “%s” is not a half term, such as 2026-27/autumn-1", b.Window)
	}
	return nil
}

func ids(list []Choice) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.ID
	}
	return out
}

// text is the one written form of a bucket. No code holds the bar between them.
func (b Bucket) text() []byte {
	return []byte(strings.Join([]string{b.Phase, b.Need, b.Support, b.Intensity, b.Mode, b.Window}, "|"))
}
