package register

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"needsbook/app/day"
)

// Codes are the code lists a register works with: DfE's SEN statuses and types
// of need, the broad areas of need and the year groups. They are data, so that a
// new code needs no new program.
type Codes struct {
	Statuses []StatusCode
	Needs    []NeedCode
	Areas    []Area
	Years    []YearGroup
}

// StatusCode is an SEN provision code: N, K or E, or a legacy code and what it maps to.
type StatusCode struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	OnRegister bool   `json:"on_register"`
	MapsTo     string `json:"maps_to"` // for a legacy code only
}

// NeedCode is a type of need.
type NeedCode struct {
	Code      string   `json:"code"`
	Name      string   `json:"name"`
	Area      string   `json:"area_of_need"` // "" where the type belongs to no one area
	ValidWith []string `json:"valid_with_status"`
	Aliases   []string `json:"aliases"`
	Replaced  []string `json:"replaced_legacy_codes"` // codes and names of old that this type took the place of
	Published string   `json:"published_as"`          // the type that DfE's tables count it under, "" for itself
}

// Area is one of the four broad areas of need (Code of Practice 6.28 to 6.35).
type Area struct {
	ID    string `json:"id"`
	Short string `json:"short"`
	Name  string `json:"name"`
}

// YearGroup is a National Curriculum year group.
type YearGroup struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Phase string `json:"key_stage"`
	Order int    `json:"order"`
}

// LoadCodes reads the four code lists. An error names the list that cannot be read.
func LoadCodes(statuses, needs, areas, years []byte) (*Codes, error) {
	var c Codes
	var legacy []StatusCode
	for _, list := range []struct {
		name string
		body []byte
		into any
	}{
		{"statuses", statuses, &struct {
			Statuses *[]StatusCode `json:"statuses"`
			Legacy   *[]StatusCode `json:"legacy"`
		}{&c.Statuses, &legacy}},
		{"types of need", needs, &struct {
			Types *[]NeedCode `json:"types"`
		}{&c.Needs}},
		{"areas of need", areas, &struct {
			Areas *[]Area `json:"areas"`
		}{&c.Areas}},
		{"year groups", years, &struct {
			Years *[]YearGroup `json:"year_groups"`
		}{&c.Years}},
	} {
		if err := json.Unmarshal(list.body, list.into); err != nil {
			return nil, fmt.Errorf("the code list of %s cannot be read: %w", list.name, err)
		}
	}
	c.Statuses = append(c.Statuses, legacy...)
	if len(c.Statuses) == 0 || len(c.Needs) == 0 || len(c.Areas) == 0 || len(c.Years) == 0 {
		return nil, fmt.Errorf("a code list is empty")
	}
	return &c, nil
}

// Status reads an SEN status as exports write it: K, k, "K - SEN Support", "SEN
// support", "EHCP". It returns the current code, the code as it arrived when that
// was a legacy one, and whether it was known.
func (c *Codes) Status(text string) (code, legacy string, known bool) {
	key := fold(text)
	for _, s := range c.Statuses {
		if key != fold(s.Code) && key != fold(s.Name) && !strings.HasPrefix(key, fold(s.Code)+" ") {
			continue
		}
		if s.MapsTo != "" {
			return s.MapsTo, s.Code, true
		}
		return s.Code, "", true
	}
	if code, ok := statusWords[key]; ok {
		return code, "", true
	}
	return "", "", false
}

// statusWords are the other ways statuses are written in schools.
var statusWords = map[string]string{
	"none": "N", "no": "N", "no sen": "N", "not sen": "N", "no special educational needs": "N", "no specific educational need": "N",
	"sen": "K", "sen support k": "K", "school support": "K", "sens": "K", "support": "K",
	"ehcp": "E", "ehc": "E", "ehc plan": "E", "education health care plan": "E", "education health and care": "E", "plan": "E",
}

// Need reads a type of need as exports write it: SLCN, "ASD - Autistic spectrum
// disorder", "Speech, language and communication needs", "Dyslexia", and the old BESD.
func (c *Codes) Need(text string) (code string, known bool) {
	code, _, known = c.ReadNeed(text)
	return code, known
}

// ReadNeed reads a type of need as Need does, and says which old type it was read
// from, "" for one that is still in use.
func (c *Codes) ReadNeed(text string) (code, legacy string, known bool) {
	key := fold(text)
	if key == "" {
		return "", "", false
	}
	for _, n := range c.Needs {
		if isOrBegins(key, n.Code) || key == fold(n.Name) {
			return n.Code, "", true
		}
		for _, alias := range n.Aliases {
			if key == fold(alias) {
				return n.Code, "", true
			}
		}
		for _, old := range n.Replaced {
			if isOrBegins(key, old) {
				return n.Code, old, true
			}
		}
	}
	for _, n := range c.Needs {
		if strings.HasSuffix(key, " "+fold(n.Name)) || strings.HasSuffix(key, " "+fold(n.Code)) {
			return n.Code, "", true
		}
	}
	return "", "", false
}

// isOrBegins reports whether folded text is a code, or a code with words after it.
func isOrBegins(key, code string) bool {
	return key == fold(code) || strings.HasPrefix(key, fold(code)+" ")
}

// AsPublished returns the type of need under which DfE's published tables count one:
// they fold Down syndrome into other difficulties, so a table that is set beside
// theirs must do the same.
func (c *Codes) AsPublished(need string) string {
	for _, n := range c.Needs {
		if n.Code == need && n.Published != "" {
			return n.Published
		}
	}
	return need
}

// NeedFits reports whether a type of need can be recorded with a status: NSA, no
// specialist assessment, goes with SEN support alone. A type that is not known fits.
func (c *Codes) NeedFits(need, status string) bool {
	for _, n := range c.Needs {
		if n.Code == need {
			return len(n.ValidWith) == 0 || slices.Contains(n.ValidWith, status)
		}
	}
	return true
}

// NeedName returns the plain name of a type of need, or the code itself.
func (c *Codes) NeedName(code string) string {
	for _, n := range c.Needs {
		if n.Code == code {
			return n.Name
		}
	}
	return code
}

// AreaOf returns the broad area of a type of need; false where it has none.
func (c *Codes) AreaOf(need string) (Area, bool) {
	for _, n := range c.Needs {
		if n.Code != need {
			continue
		}
		for _, a := range c.Areas {
			if a.ID == n.Area {
				return a, true
			}
		}
	}
	return Area{}, false
}

// StatusName returns the plain name of an SEN status, or the code itself.
func (c *Codes) StatusName(code string) string {
	for _, s := range c.Statuses {
		if s.Code == code {
			return s.Name
		}
	}
	return code
}

// Year reads a year group as exports write it: "Year 3", "Y3", "Yr 3", "3", "03",
// "Rec", "R", "Nursery 1", and returns its code.
func (c *Codes) Year(text string) (code string, known bool) {
	key := strings.ReplaceAll(fold(text), " ", "")
	for _, prefix := range []string{"ncyear", "year", "yr", "y"} {
		if rest, cut := strings.CutPrefix(key, prefix); cut && rest != "" {
			key = rest
			break
		}
	}
	switch key {
	case "rec", "reception", "r", "0", "00", "rgroup", "eyfsr":
		key = "r"
	case "nursery1", "nursery":
		key = "n1"
	case "nursery2":
		key = "n2"
	default:
		if len(key) > 1 {
			key = strings.TrimLeft(key, "0")
		}
	}
	for _, y := range c.Years {
		if key == strings.ToLower(y.Code) {
			return y.Code, true
		}
	}
	return "", false
}

// YearOf returns a pupil's year group on a day: the year taught where it is
// recorded, else the one that age gives; false when neither is known.
func (c *Codes) YearOf(p Pupil, on day.Date) (YearGroup, bool) {
	code := p.YearTaught
	if code == "" && !p.Born.IsZero() {
		code = yearCode(day.NationalCurriculumYear(p.Born, on))
	}
	for _, y := range c.Years {
		if code != "" && y.Code == code {
			return y, true
		}
	}
	return YearGroup{}, false
}

// yearCode turns the year group as a number into its code: 0 is R, -1 is N2.
func yearCode(n int) string {
	switch {
	case n == 0:
		return "R"
	case n == -1:
		return "N2"
	case n == -2:
		return "N1"
	case n >= 1 && n <= 14:
		return fmt.Sprint(n)
	}
	return ""
}

// fold prepares text for comparing: small letters, punctuation as single spaces.
func fold(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
